//! What a secret command did: the outcome table, as one function.
//!
//! Success is what the card says afterwards. A lost answer is no failure and no success until the
//! read-back decides; where the read-back cannot decide, the outcome is unknown and is called so.

use apdu::{PinCommand, StatusWord};

use super::{Aftermath, Left, PasswordObject, PinStatus, Reply, TerminalEnd, TerminalReply};
use crate::pins::{FIRST_TRIES, PUK_USES, Role};
use crate::reader::pin_pad::{Pad, PadAnswer, PadEntry, PadLack, PadOrder};

/// Which secret command was passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// CHANGE REFERENCE DATA out of the transport state.
    Activate,
    /// CHANGE REFERENCE DATA of an own PIN.
    Change,
    /// RESET RETRY COUNTER with PUK and new PIN.
    UnblockWithNew,
    /// RESET RETRY COUNTER with PUK only (PIN.QES).
    Unblock,
    /// VERIFY of an own PIN.
    Verify,
}

impl Operation {
    /// The secrets that it wants, in the order in which they are asked for.
    #[must_use]
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Operation::Activate => &[Role::Transport, Role::New],
            Operation::Change => &[Role::Current, Role::New],
            Operation::UnblockWithNew => &[Role::Puk, Role::New],
            Operation::Unblock => &[Role::Puk],
            Operation::Verify => &[Role::Current],
        }
    }

    /// The command, with a hole for each of the [`roles`](Self::roles).
    pub(super) const fn command(self, object: &PasswordObject) -> PinCommand {
        let reference = object.reference;
        match self {
            Operation::Activate | Operation::Change => PinCommand::change_reference_data(reference),
            Operation::UnblockWithNew => PinCommand::reset_retry_counter_with_new(reference),
            Operation::Unblock => PinCommand::reset_retry_counter(reference),
            Operation::Verify => PinCommand::verify(reference),
        }
    }

    /// Whether a reader's PIN pad can ask for the secrets.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn check_pad(
        self,
        object: &PasswordObject,
        pad: &Pad,
        entry: &PadEntry,
    ) -> Result<(), PadLack> {
        pad.capability(&self.command(object), entry).map(|_| ())
    }

    /// What the pad is handed so that it asks for the secrets and gives them to the card.
    ///
    /// # Errors
    /// As [`check_pad`](Self::check_pad).
    pub fn prepare_pad(
        self,
        object: &PasswordObject,
        pad: &Pad,
        entry: &PadEntry,
    ) -> Result<PadOrder, PadLack> {
        pad.prepare(&self.command(object), entry)
    }

    /// What it leaves behind in the card when it has been carried out.
    #[must_use]
    pub const fn leaves(self) -> Left {
        match self {
            Operation::Verify => Left::Verified,
            _ => Left::AsItWas,
        }
    }

    /// Whether the card compares the PUK, whose uses it counts apart from the tries of the PIN.
    #[must_use]
    pub const fn uses_puk(self) -> bool {
        matches!(self, Operation::UnblockWithNew | Operation::Unblock)
    }
}

/// How the proof of a success was had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The card's answer was read.
    Read,
    /// It was lost, and the read-back shows the success.
    Lost,
}

impl Answer {
    /// The fixed word of the JSON contract.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Answer::Read => "read",
            Answer::Lost => "lost",
        }
    }
}

/// What is known after a secret command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It took effect.
    Done(Answer),
    /// The card said yes, and afterwards could not be asked, or shows something else.
    Contradicted,
    /// No usable answer, and the read-back cannot decide.
    Unknown,
    /// The secret was wrong.
    Wrong {
        /// Tries left (for a PUK: uses left), 1 to 15; `None` where nobody names them.
        left: Option<u8>,
    },
    /// No try is left.
    Blocked(Block),
    /// 6985: the new PIN is too short or too long. No try was spent (CHANGE REFERENCE DATA,
    /// gemSpec_COS N074.500).
    NewPinRefused,
    /// The card refused the command as such: 6982, 6A88. No try was spent.
    Refused(StatusWord),
    /// 6985 to VERIFY: still in transport state. No try was spent (gemSpec_COS, PasswordNotUsable).
    StillTransport,
    /// The PIN pad ended the dialog, and the state is what it was.
    PadEnded(PadAnswer),
    /// The same of a terminal.
    TerminalEnded(TerminalEnd),
    /// Whoever stands between says why nothing came of it, and the state is what it was.
    Failed,
}

/// How a block is known after a secret command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block {
    /// 63C0: this very try was wrong, and the last.
    ThisTry,
    /// 6983: nothing was compared.
    Answer,
    /// GET PIN STATUS afterwards; the answer did not say it.
    ReadBack,
    /// A terminal says that no try was left before: nothing was compared. Whether the card said so
    /// nobody heard.
    Told,
}

impl Block {
    /// The trailer that says so, where that is certain.
    #[must_use]
    pub const fn status_word(self) -> Option<StatusWord> {
        match self {
            Block::ThisTry | Block::ReadBack => Some(StatusWord::new(0x63C0)),
            Block::Answer => Some(StatusWord::new(0x6983)),
            Block::Told => None,
        }
    }
}

/// Judges what came back, given the state before.
#[must_use]
pub fn judge(operation: Operation, before: PinStatus, aftermath: &Aftermath) -> Verdict {
    let after = aftermath.read_back.as_ref().ok().copied();
    let answer = match &aftermath.answer {
        Ok(Reply::Card(answer)) => *answer,
        Ok(Reply::Pad(ended)) => return judge_pad(operation, before, after, *ended),
        Ok(Reply::Terminal(said)) => return judge_terminal(operation, before, after, *said),
        Err(error) if error.reach().says_that_it_failed() && after == Some(before) => {
            return Verdict::Failed;
        }
        Ok(Reply::Odd(_)) | Err(_) => return judge_lost(operation, before, after),
    };
    // Whatever else the trailer says, the state speaks louder.
    if answer.number() != 0x9000 && left_transport(operation, before, after) {
        return Verdict::Done(Answer::Lost);
    }
    match (answer.number(), answer.counter()) {
        (0x9000, _) => judge_yes(operation, after),
        (_, Some(0)) => Verdict::Blocked(Block::ThisTry),
        (_, Some(left)) if left < most(operation, before) => Verdict::Wrong { left: Some(left) },
        (0x6983, _) => Verdict::Blocked(Block::Answer),
        // An older card may answer so although it is blocked; then the read-back says it. The PUK
        // is for blocked PINs: there the read-back says nothing about the PUK.
        (0x6985, _) if after == Some(PinStatus::Blocked) && !operation.uses_puk() => {
            Verdict::Blocked(Block::ReadBack)
        }
        // A driver of pads says 6985 on its own (cyberJack): of a PIN that is set the card would
        // not.
        (0x6985, _) if operation == Operation::Verify && after.is_some_and(PinStatus::is_set) => {
            Verdict::Refused(answer)
        }
        (0x6985, _) if operation == Operation::Verify => Verdict::StillTransport,
        (0x6985, _) if operation != Operation::Unblock => Verdict::NewPinRefused,
        (0x6982 | 0x6A88, _) => Verdict::Refused(answer),
        // 6581 MemoryFailure and whatever is not in the command's table.
        _ => judge_lost(operation, before, after),
    }
}

/// The card answered 9000.
fn judge_yes(operation: Operation, after: Option<PinStatus>) -> Verdict {
    let proven = match (operation, after) {
        // A right VERIFY sets the security status, which the same transaction shows.
        (Operation::Verify, Some(status)) => status == PinStatus::Verified,
        // 9000 is the proof; the state stays as it was, even Transport-PIN. But a full counter is
        // no 63C0 (gemSpec_COS N081.800b.2: the counter is written last).
        (Operation::Unblock, Some(status)) => status.is_set() || status == PinStatus::Transport,
        (Operation::Activate | Operation::UnblockWithNew, Some(status)) => status.is_set(),
        // A changed PIN has all its tries again.
        (Operation::Change, Some(PinStatus::Set { tries })) => tries >= FIRST_TRIES,
        (Operation::Change, Some(status)) => status.is_uncounted(),
        (_, None) => false,
    };
    if proven {
        Verdict::Done(Answer::Read)
    } else {
        Verdict::Contradicted
    }
}

/// The pad says that it ended the dialog itself. A state that changed speaks louder, whatever the
/// pad says: one is known that sends a VERIFY of its own.
fn judge_pad(
    operation: Operation,
    before: PinStatus,
    after: Option<PinStatus>,
    ended: PadAnswer,
) -> Verdict {
    match judge_lost(operation, before, after) {
        done @ Verdict::Done(_) => done,
        _ if after == Some(before) => Verdict::PadEnded(ended),
        _ if after.is_none() && ended.nothing_was_sent() => Verdict::PadEnded(ended),
        doubt => doubt,
    }
}

/// A terminal tells in words what the card answered. The state speaks louder here too.
fn judge_terminal(
    operation: Operation,
    before: PinStatus,
    after: Option<PinStatus>,
    said: TerminalReply,
) -> Verdict {
    if said != TerminalReply::Accepted && left_transport(operation, before, after) {
        return Verdict::Done(Answer::Lost);
    }
    match said {
        // Of a PIN that is not blocked a Konnektor says yes to the PUK without asking for it
        // (gemSpec_Kon, TUC_KON_021).
        TerminalReply::Accepted if operation.uses_puk() && before != PinStatus::Blocked => {
            judge_lost(operation, before, after)
        }
        TerminalReply::Accepted => judge_yes(operation, after),
        TerminalReply::Wrong { left: Some(0) } | TerminalReply::NowBlocked => {
            Verdict::Blocked(Block::ThisTry)
        }
        TerminalReply::Wrong { left } => Verdict::Wrong {
            left: left
                .filter(|left| *left < most(operation, before))
                .or(tries_shown(operation, after)),
        },
        TerminalReply::WasBlocked => Verdict::Blocked(Block::Told),
        TerminalReply::StillTransport if operation == Operation::Verify => Verdict::StillTransport,
        TerminalReply::StillTransport => judge_lost(operation, before, after),
        TerminalReply::Ended(end) if after == Some(before) => Verdict::TerminalEnded(end),
        TerminalReply::Ended(end) if after.is_none() && end.nothing_was_sent() => {
            Verdict::TerminalEnded(end)
        }
        TerminalReply::Ended(_) => judge_lost(operation, before, after),
    }
}

/// How many tries there were before this one, at most: a wrong one leaves fewer. A trailer that
/// names as many or more is no answer of this command.
fn most(operation: Operation, before: PinStatus) -> u8 {
    if operation.uses_puk() {
        PUK_USES
    } else {
        before.tries_named().unwrap_or(FIRST_TRIES).min(FIRST_TRIES)
    }
}

/// The tries of the secret that was compared, where the state names them: it never does for a PUK.
fn tries_shown(operation: Operation, after: Option<PinStatus>) -> Option<u8> {
    match after {
        Some(PinStatus::Set { tries }) if !operation.uses_puk() => Some(tries),
        _ => None,
    }
}

/// Whether an activation left the transport state: there is one way out of it, a new PIN that the
/// card took (gemSpec_COS N074.800). Not so for a PUK with a new PIN: its line may break half way,
/// and a read-back over a new line does not tell whose PIN is set.
fn left_transport(operation: Operation, before: PinStatus, after: Option<PinStatus>) -> bool {
    operation == Operation::Activate
        && before == PinStatus::Transport
        && after.is_some_and(PinStatus::is_set)
}

/// No answer, or none that means anything.
fn judge_lost(operation: Operation, before: PinStatus, after: Option<PinStatus>) -> Verdict {
    let was_blocked = before == PinStatus::Blocked;
    // A success sets the counter to its start (gemSpec_COS N074.800), so this one took no effect,
    // whatever was lost.
    if operation == Operation::Activate && after == Some(PinStatus::Blocked) {
        return Verdict::Blocked(Block::ReadBack);
    }
    let took_effect = match (operation, after) {
        (Operation::Activate, _) => left_transport(operation, before, after),
        // The card cannot tell the old PIN from the new one, nor who verified.
        (Operation::Change | Operation::Verify, _) => false,
        (Operation::UnblockWithNew, Some(status)) => was_blocked && status.is_set(),
        (Operation::Unblock, Some(status)) => {
            was_blocked && (status.is_set() || status == PinStatus::Transport)
        }
        (_, None) => false,
    };
    if took_effect {
        Verdict::Done(Answer::Lost)
    } else {
        Verdict::Unknown
    }
}

#[cfg(test)]
mod tests {
    use apdu::Hole;

    use super::*;
    use crate::card::{Elsewhere, Error, Kind, Reach, objects};
    use crate::reader;

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
        for said in [
            T::Wrong { left: None },
            T::NowBlocked,
            T::WasBlocked,
            T::Ended(TerminalEnd::TimedOut),
        ] {
            assert_eq!(activate(said, SET), Verdict::Done(Answer::Lost), "{said:?}");
        }
        assert_eq!(
            activate(T::Wrong { left: None }, transport),
            Verdict::Wrong { left: None }
        );
        // An answer that says nothing decides nothing, and one that says that it failed does.
        let untold = |reach| {
            let cause = std::io::Error::other("nobody knows");
            let error = Error::Elsewhere(Elsewhere::new(cause, reach));
            let aftermath = Aftermath {
                named: None,
                answer: Err(error),
                read_back: Ok(transport),
            };
            judge(Operation::Activate, transport, &aftermath)
        };
        assert_eq!(untold(Reach::Untold), Verdict::Unknown);
        assert_eq!(untold(Reach::Unheard), Verdict::Unknown);
        assert_eq!(untold(Reach::Answered), Verdict::Failed);
        assert_eq!(
            activate(T::NowBlocked, PinStatus::Blocked),
            Verdict::Blocked(Block::ThisTry)
        );
    }

    #[test]
    fn a_terminal_that_says_yes_to_the_puk_of_a_pin_that_is_not_blocked_proves_nothing() {
        for operation in [Operation::Unblock, Operation::UnblockWithNew] {
            let unblock = |before, after| {
                at_terminal(operation, before, TerminalReply::Accepted, Some(after))
            };
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
        let change = |aftermath: &Aftermath| {
            judge(Operation::Change, PinStatus::Set { tries: 2 }, aftermath)
        };
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
}
