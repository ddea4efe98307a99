//! The outcome table: what is known after a secret command, by its answer and the state afterwards.

use apdu::{Hole, StatusWord};

use crate::card::{
    Aftermath, Answer, Block, Elsewhere, Error, Kind, Operation, PinStatus, Reach, Reply,
    TerminalEnd, TerminalReply, Verdict, judge, objects,
};
use crate::pins::Role;
use crate::reader;
use crate::reader::pin_pad::PadAnswer;

const SET: PinStatus = PinStatus::Set { tries: 3 };

#[test]
fn a_refusal_that_leaves_as_many_tries_as_before_is_no_answer() {
    for (operation, before, first) in [
        (Operation::Activate, PinStatus::Transport, 3),
        (Operation::Change, SET, 3),
        (Operation::Verify, PinStatus::Set { tries: 2 }, 2),
        (Operation::Verify, PinStatus::Verified, 3),
        (Operation::UnblockWithNew, PinStatus::Blocked, 10),
        (Operation::Unblock, PinStatus::Blocked, 10),
    ] {
        for counter in 1..=15u16 {
            let aftermath = answered(0x63C0 + counter, Some(before));
            let verdict = judge(operation, before, &aftermath);
            if counter < first {
                let left = Some(counter as u8);
                assert_eq!(verdict, Verdict::Wrong { left }, "{operation:?} {counter}");
            } else {
                assert_eq!(verdict, Verdict::Unknown, "{operation:?} {counter}");
            }
        }
    }
}

fn lost() -> reader::Error {
    reader::Error::Removed("R".into())
}

fn answered(number: u16, after: Option<PinStatus>) -> Aftermath {
    let answer = Ok(Reply::Card(StatusWord::new(number)));
    Aftermath {
        named: None,
        answer,
        read_back: after.ok_or(Error::Reader(lost())),
    }
}

fn unanswered(after: Option<PinStatus>) -> Aftermath {
    Aftermath {
        named: None,
        answer: Err(Error::Reader(lost())),
        read_back: after.ok_or(Error::Reader(lost())),
    }
}

fn activate(aftermath: &Aftermath) -> Verdict {
    judge(Operation::Activate, PinStatus::Transport, aftermath)
}

#[test]
fn the_command_has_one_hole_for_each_role_in_the_same_order() {
    let [object, ..] = objects::pins(Kind::Hba) else {
        panic!("an eHBA without PINs")
    };
    for operation in [
        Operation::Activate,
        Operation::Change,
        Operation::UnblockWithNew,
        Operation::Unblock,
        Operation::Verify,
    ] {
        let holes = operation.roles().iter().map(|role| match role {
            Role::Transport | Role::Current => Hole::Current,
            Role::New => Hole::New,
            Role::Puk => Hole::ResettingCode,
        });
        let holes: Vec<Hole> = holes.collect();
        assert_eq!(operation.command(object).holes(), holes, "{operation:?}");
    }
}

#[test]
fn activation_succeeds_when_9000_is_followed_by_set_or_verified() {
    for after in [SET, PinStatus::Set { tries: 2 }, PinStatus::Verified] {
        assert_eq!(
            activate(&answered(0x9000, Some(after))),
            Verdict::Done(Answer::Read)
        );
    }
}

#[test]
fn who_left_the_transport_state_has_a_new_pin_whatever_the_trailer_says() {
    for trailer in [
        0x63C2, 0x63C0, 0x6983, 0x6985, 0x6982, 0x6A88, 0x6581, 0x6FFF,
    ] {
        assert_eq!(
            activate(&answered(trailer, Some(SET))),
            Verdict::Done(Answer::Lost),
            "{trailer:04X}"
        );
        let rescued = judge(
            Operation::UnblockWithNew,
            PinStatus::Transport,
            &answered(trailer, Some(SET)),
        );
        assert_ne!(rescued, Verdict::Done(Answer::Lost), "{trailer:04X}");
        // A PIN that was set before may have been right or wrong: the trailer is all there is.
        let changed = judge(Operation::Change, SET, &answered(trailer, Some(SET)));
        assert_ne!(changed, Verdict::Done(Answer::Lost), "{trailer:04X}");
    }
}

#[test]
fn a_trailer_behind_data_says_nothing() {
    for operation in [Operation::Change, Operation::Verify, Operation::Unblock] {
        for trailer in [0x9000, 0x63C2, 0x6983] {
            let aftermath = Aftermath {
                named: None,
                answer: Ok(Reply::Odd(StatusWord::new(trailer))),
                read_back: Ok(SET),
            };
            assert_eq!(
                judge(operation, SET, &aftermath),
                Verdict::Unknown,
                "{operation:?} {trailer:04X}"
            );
        }
    }
}

#[test]
fn a_right_verify_shows_in_the_state() {
    let verify = |after| judge(Operation::Verify, SET, &answered(0x9000, after));
    assert_eq!(
        verify(Some(PinStatus::Verified)),
        Verdict::Done(Answer::Read)
    );
    for after in [Some(SET), Some(PinStatus::Set { tries: 2 }), None] {
        assert_eq!(verify(after), Verdict::Contradicted, "{after:?}");
    }
}

#[test]
fn activation_is_contradicted_when_9000_is_followed_by_transport_or_nothing() {
    for after in [Some(PinStatus::Transport), Some(PinStatus::Blocked), None] {
        assert_eq!(activate(&answered(0x9000, after)), Verdict::Contradicted);
    }
}

#[test]
fn a_lost_answer_to_an_activation_is_decided_by_the_read_back() {
    for after in [SET, PinStatus::Verified] {
        assert_eq!(
            activate(&unanswered(Some(after))),
            Verdict::Done(Answer::Lost)
        );
        assert_eq!(
            activate(&answered(0x6581, Some(after))),
            Verdict::Done(Answer::Lost)
        );
        assert_eq!(
            activate(&answered(0x6F00, Some(after))),
            Verdict::Done(Answer::Lost)
        );
    }
    for after in [Some(PinStatus::Transport), Some(PinStatus::Missing), None] {
        assert_eq!(activate(&unanswered(after)), Verdict::Unknown);
        assert_eq!(activate(&answered(0x6581, after)), Verdict::Unknown);
    }
}

#[test]
fn a_lost_answer_and_a_blocked_pin_afterwards_are_no_riddle() {
    let blocked = Some(PinStatus::Blocked);
    assert_eq!(
        activate(&unanswered(blocked)),
        Verdict::Blocked(Block::ReadBack)
    );
    assert_eq!(
        activate(&answered(0x6581, blocked)),
        Verdict::Blocked(Block::ReadBack)
    );
}

#[test]
fn an_answer_6985_of_a_blocked_card_is_a_block() {
    let aftermath = answered(0x6985, Some(PinStatus::Blocked));
    assert_eq!(activate(&aftermath), Verdict::Blocked(Block::ReadBack));
}

#[test]
fn a_state_that_changed_speaks_louder_than_a_pad() {
    let pad = |operation, before, ended, after: Option<PinStatus>| {
        let read_back = after.ok_or(Error::Reader(lost()));
        judge(
            operation,
            before,
            &Aftermath {
                named: None,
                answer: Ok(Reply::Pad(ended)),
                read_back,
            },
        )
    };
    let (two, one, blocked) = (
        PinStatus::Set { tries: 2 },
        PinStatus::Set { tries: 1 },
        Some(PinStatus::Blocked),
    );
    for ended in [
        PadAnswer::Cancelled,
        PadAnswer::TimedOut,
        PadAnswer::EntriesDiffer,
        PadAnswer::WrongLength,
    ] {
        assert_eq!(
            pad(Operation::Verify, SET, ended, Some(SET)),
            Verdict::PadEnded(ended)
        );
        assert_eq!(
            pad(Operation::Verify, SET, ended, None),
            Verdict::PadEnded(ended)
        );
        assert_eq!(
            pad(Operation::Verify, SET, ended, Some(two)),
            Verdict::Unknown
        );
        assert_eq!(
            pad(Operation::Verify, one, ended, blocked),
            Verdict::Unknown
        );
        assert_eq!(
            pad(Operation::Change, two, ended, Some(SET)),
            Verdict::Unknown
        );
        let activation = pad(Operation::Activate, PinStatus::Transport, ended, blocked);
        assert_eq!(activation, Verdict::Blocked(Block::ReadBack));
    }
    assert_eq!(
        pad(Operation::Verify, SET, PadAnswer::Refused, None),
        Verdict::Unknown
    );
}

fn at_terminal(
    operation: Operation,
    before: PinStatus,
    said: TerminalReply,
    after: Option<PinStatus>,
) -> Verdict {
    let aftermath = Aftermath {
        named: None,
        answer: Ok(Reply::Terminal(said)),
        read_back: after.ok_or(Error::Reader(lost())),
    };
    judge(operation, before, &aftermath)
}

#[test]
fn a_terminal_is_believed_as_far_as_the_state_bears_it_out() {
    use TerminalReply as T;
    let transport = PinStatus::Transport;
    let activate = |said, after| at_terminal(Operation::Activate, transport, said, Some(after));
    assert_eq!(activate(T::Accepted, SET), Verdict::Done(Answer::Read));
    assert_eq!(
        activate(T::Accepted, PinStatus::Verified),
        Verdict::Done(Answer::Read)
    );
    assert_eq!(activate(T::Accepted, transport), Verdict::Contradicted);
    for said in [T::StillTransport, T::Ended(TerminalEnd::TimedOut)] {
        assert_eq!(activate(said, SET), Verdict::Done(Answer::Lost), "{said:?}");
    }
    // A PIN is set, and it is not the one that was entered.
    for said in [T::Wrong { left: None }, T::NowBlocked, T::WasBlocked] {
        assert_eq!(activate(said, SET), Verdict::Unknown, "{said:?}");
    }
    assert_eq!(
        activate(T::Wrong { left: None }, transport),
        Verdict::Wrong { left: None }
    );
    // An answer that says nothing decides nothing, and one that says that it failed does.
    let untold = |operation, state, reach| {
        let cause = std::io::Error::other("nobody knows");
        let error = Error::Elsewhere(Elsewhere::new(cause, reach));
        let aftermath = Aftermath {
            named: None,
            answer: Err(error),
            read_back: Ok(state),
        };
        judge(operation, state, &aftermath)
    };
    // A changed PIN shows in no state: what broke may have broken behind the card's yes.
    for (reach, activated, changed) in [
        (Reach::Untold, Verdict::Unknown, Verdict::Unknown),
        (Reach::Unheard, Verdict::Unknown, Verdict::Unknown),
        (Reach::Answered, Verdict::Failed, Verdict::Unknown),
        (Reach::TurnedAway, Verdict::Failed, Verdict::Failed),
    ] {
        assert_eq!(untold(Operation::Activate, transport, reach), activated);
        for state in [SET, PinStatus::Verified] {
            assert_eq!(untold(Operation::Change, state, reach), changed);
        }
        assert_eq!(untold(Operation::Verify, SET, reach), activated);
    }
    assert_eq!(
        activate(T::NowBlocked, PinStatus::Blocked),
        Verdict::Blocked(Block::ThisTry)
    );
}

#[test]
fn a_terminal_that_says_yes_to_the_puk_of_a_pin_that_is_not_blocked_proves_nothing() {
    for operation in [Operation::Unblock, Operation::UnblockWithNew] {
        let unblock =
            |before, after| at_terminal(operation, before, TerminalReply::Accepted, Some(after));
        assert_eq!(unblock(SET, SET), Verdict::Unknown);
        assert_eq!(
            unblock(PinStatus::Transport, PinStatus::Transport),
            Verdict::Unknown
        );
        assert_eq!(
            unblock(PinStatus::Blocked, SET),
            Verdict::Done(Answer::Read)
        );
        assert_eq!(
            unblock(PinStatus::Blocked, PinStatus::Blocked),
            Verdict::Contradicted
        );
    }
}

#[test]
fn tries_that_a_terminal_does_not_name_are_those_of_the_state() {
    let two = PinStatus::Set { tries: 2 };
    let said = TerminalReply::Wrong { left: None };
    assert_eq!(
        at_terminal(Operation::Change, SET, said, Some(two)),
        Verdict::Wrong { left: Some(2) }
    );
    assert_eq!(
        at_terminal(
            Operation::UnblockWithNew,
            PinStatus::Blocked,
            said,
            Some(two)
        ),
        Verdict::Wrong { left: None }
    );
}

#[test]
fn a_dialog_that_ended_at_a_terminal_is_one_only_while_the_state_is_what_it_was() {
    let ended = |end, before, after| {
        let said = TerminalReply::Ended(end);
        at_terminal(Operation::Change, before, said, after)
    };
    let two = PinStatus::Set { tries: 2 };
    for end in [
        TerminalEnd::TimedOut,
        TerminalEnd::Cancelled,
        TerminalEnd::InUse,
    ] {
        assert_eq!(ended(end, SET, Some(SET)), Verdict::TerminalEnded(end));
        assert_eq!(ended(end, SET, Some(two)), Verdict::Unknown);
    }
    assert_eq!(ended(TerminalEnd::TimedOut, SET, None), Verdict::Unknown);
    assert_eq!(
        ended(TerminalEnd::InUse, SET, None),
        Verdict::TerminalEnded(TerminalEnd::InUse)
    );
}

/// cards.md §3.3, CHANGE RD.
#[test]
fn every_trailer_of_change_reference_data_has_its_outcome() {
    let after = Some(PinStatus::Transport);
    assert_eq!(
        activate(&answered(0x63C2, after)),
        Verdict::Wrong { left: Some(2) }
    );
    assert_eq!(
        activate(&answered(0x63C1, after)),
        Verdict::Wrong { left: Some(1) }
    );
    assert_eq!(
        activate(&answered(0x63C0, after)),
        Verdict::Blocked(Block::ThisTry)
    );
    assert_eq!(
        activate(&answered(0x6983, after)),
        Verdict::Blocked(Block::Answer)
    );
    assert_eq!(activate(&answered(0x6985, after)), Verdict::NewPinRefused);
    for number in [0x6982, 0x6A88] {
        assert_eq!(
            activate(&answered(number, after)),
            Verdict::Refused(StatusWord::new(number))
        );
    }
    for number in [
        0x6581, 0x6700, 0x6988, 0x6D00, 0x6E00, 0x6F00, 0x6400, 0x6B80, 0x6283,
    ] {
        assert_eq!(
            activate(&answered(number, after)),
            Verdict::Unknown,
            "{number:04X}"
        );
    }
}

#[test]
fn a_wrong_secret_is_wrong_even_when_the_card_cannot_be_asked_afterwards() {
    assert_eq!(
        activate(&answered(0x63C2, None)),
        Verdict::Wrong { left: Some(2) }
    );
}

#[test]
fn a_change_is_proven_by_all_tries_or_by_the_verified_state() {
    let change =
        |aftermath: &Aftermath| judge(Operation::Change, PinStatus::Set { tries: 2 }, aftermath);
    assert_eq!(
        change(&answered(0x9000, Some(SET))),
        Verdict::Done(Answer::Read)
    );
    assert_eq!(
        change(&answered(0x9000, Some(PinStatus::Verified))),
        Verdict::Done(Answer::Read)
    );
    assert_eq!(
        change(&answered(0x9000, Some(PinStatus::Set { tries: 2 }))),
        Verdict::Contradicted
    );
    assert_eq!(change(&answered(0x9000, None)), Verdict::Contradicted);
}

#[test]
fn a_change_whose_answer_is_lost_is_always_unknown() {
    for after in [
        Some(SET),
        Some(PinStatus::Verified),
        Some(PinStatus::Blocked),
        None,
    ] {
        assert_eq!(
            judge(Operation::Change, SET, &unanswered(after)),
            Verdict::Unknown
        );
        assert_eq!(
            judge(Operation::Change, SET, &answered(0x6581, after)),
            Verdict::Unknown
        );
    }
}

#[test]
fn unblocking_with_a_new_pin_is_proven_by_the_set_state() {
    let unblock =
        |before, aftermath: &Aftermath| judge(Operation::UnblockWithNew, before, aftermath);
    assert_eq!(
        unblock(PinStatus::Blocked, &answered(0x9000, Some(SET))),
        Verdict::Done(Answer::Read)
    );
    assert_eq!(
        unblock(
            PinStatus::Blocked,
            &answered(0x9000, Some(PinStatus::Blocked))
        ),
        Verdict::Contradicted
    );
    assert_eq!(
        unblock(PinStatus::Blocked, &unanswered(Some(SET))),
        Verdict::Done(Answer::Lost)
    );
    assert_eq!(unblock(SET, &unanswered(Some(SET))), Verdict::Unknown);
    assert_eq!(
        unblock(PinStatus::Blocked, &unanswered(None)),
        Verdict::Unknown
    );
    assert_eq!(
        unblock(PinStatus::Blocked, &answered(0x63C9, None)),
        Verdict::Wrong { left: Some(9) }
    );
    assert_eq!(
        unblock(PinStatus::Blocked, &answered(0x6983, None)),
        Verdict::Blocked(Block::Answer)
    );
    for after in [None, Some(PinStatus::Blocked)] {
        assert_eq!(
            unblock(PinStatus::Blocked, &answered(0x6985, after)),
            Verdict::NewPinRefused
        );
    }
}

#[test]
fn unblocking_pin_qes_is_proven_by_9000_and_leaves_the_state() {
    let unblock = |before, aftermath: &Aftermath| judge(Operation::Unblock, before, aftermath);
    for after in [SET, PinStatus::Transport] {
        assert_eq!(
            unblock(PinStatus::Blocked, &answered(0x9000, Some(after))),
            Verdict::Done(Answer::Read)
        );
        assert_eq!(
            unblock(PinStatus::Blocked, &unanswered(Some(after))),
            Verdict::Done(Answer::Lost)
        );
    }
    assert_eq!(
        unblock(
            PinStatus::Transport,
            &unanswered(Some(PinStatus::Transport))
        ),
        Verdict::Unknown
    );
    assert_eq!(
        unblock(PinStatus::Blocked, &unanswered(Some(PinStatus::Blocked))),
        Verdict::Unknown
    );
    assert_eq!(
        unblock(PinStatus::Blocked, &answered(0x9000, None)),
        Verdict::Contradicted
    );
    for odd in [
        PinStatus::Blocked,
        PinStatus::Missing,
        PinStatus::Unreadable(StatusWord::new(0x6F00)),
    ] {
        assert_eq!(
            unblock(PinStatus::Blocked, &answered(0x9000, Some(odd))),
            Verdict::Contradicted
        );
    }
}

fn answered_at_terminal(
    operation: Operation,
    before: PinStatus,
    said: TerminalReply,
    after: PinStatus,
    named: Option<u8>,
) -> Verdict {
    let aftermath = Aftermath {
        answer: Ok(Reply::Terminal(said)),
        read_back: Ok(after),
        named,
    };
    judge(operation, before, &aftermath)
}

/// What is said of tries is the fewest that anybody names, and never as many as there were.
#[test]
fn a_terminal_that_contradicts_the_state_is_told_by_the_state() {
    use Operation::{Activate, Change, Verify};
    let set = |tries| PinStatus::Set { tries };
    let wrong = |left| TerminalReply::Wrong { left };
    let left = |left| Verdict::Wrong { left };
    const TRANSPORT: PinStatus = PinStatus::Transport;
    const BLOCKED: PinStatus = PinStatus::Blocked;
    for operation in [Change, Verify] {
        for (said, after, verdict) in [
            (wrong(Some(2)), set(2), left(Some(2))),
            (wrong(Some(2)), set(1), left(Some(1))),
            // Somebody gave the right one meanwhile.
            (wrong(Some(2)), set(3), left(Some(2))),
            (wrong(None), set(2), left(Some(2))),
            (wrong(None), set(3), left(None)),
            (wrong(Some(2)), PinStatus::Verified, left(Some(2))),
            (wrong(Some(1)), BLOCKED, Verdict::Blocked(Block::ReadBack)),
            (wrong(None), BLOCKED, Verdict::Blocked(Block::ReadBack)),
            (wrong(Some(0)), BLOCKED, Verdict::Blocked(Block::ThisTry)),
            (wrong(Some(0)), set(3), Verdict::Unknown),
            (TerminalReply::NowBlocked, set(2), Verdict::Unknown),
            (TerminalReply::WasBlocked, set(3), Verdict::Unknown),
            (
                TerminalReply::WasBlocked,
                BLOCKED,
                Verdict::Blocked(Block::Told),
            ),
            // That is what a Konnektor remembers; the card was not asked.
            (
                TerminalReply::NowBlocked,
                PinStatus::Verified,
                Verdict::Blocked(Block::ThisTry),
            ),
        ] {
            let found = answered_at_terminal(operation, set(3), said, after, None);
            assert_eq!(found, verdict, "{operation:?} {said:?} {after:?}");
        }
    }
    for (said, after, named, verdict) in [
        (wrong(None), TRANSPORT, None, left(None)),
        (wrong(None), TRANSPORT, Some(1), left(Some(1))),
        (wrong(Some(2)), TRANSPORT, Some(1), left(Some(1))),
        (wrong(None), TRANSPORT, Some(3), left(None)),
        (
            wrong(None),
            BLOCKED,
            None,
            Verdict::Blocked(Block::ReadBack),
        ),
        // Older cards say so although they are blocked.
        (
            TerminalReply::NowBlocked,
            TRANSPORT,
            Some(3),
            Verdict::Blocked(Block::ThisTry),
        ),
    ] {
        let found = answered_at_terminal(Activate, TRANSPORT, said, after, named);
        assert_eq!(found, verdict, "{said:?} {after:?} {named:?}");
    }
    // Of a PUK no state says anything.
    for operation in [Operation::Unblock, Operation::UnblockWithNew] {
        let found = answered_at_terminal(operation, BLOCKED, wrong(Some(9)), BLOCKED, Some(1));
        assert_eq!(found, left(Some(9)));
    }
}
