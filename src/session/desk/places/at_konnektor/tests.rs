//! States and outcomes, typed anew from gemSpec_Kon (TUC_KON_022, TAB_KON_532, TAB_KON_546,
//! TAB_KON_738) and its table of errors.

use super::pin_state::{named_beside, pin_state};
use super::reply::reply;
use crate::card::{Error, PinStatus, Reach, Reply, TerminalEnd, TerminalReply};
use crate::http::error as http;
use crate::konnektor::answer::{Answer, PinReply, PinResult, PinState, PinStatusReply, Status};
use crate::konnektor::element::Unknown;
use crate::konnektor::fault::{self, Fault};
use crate::konnektor::tls_error;
use crate::konnektor::trouble::{Cause, Step, Trouble};
use crate::konnektor::vocabulary::Operation;

#[test]
fn tries_that_are_named_beside_a_state_which_hides_them_are_kept() {
    use PinState as S;
    for (state, left, expected) in [
        (S::TransportPin, Some(1), Some(1)),
        (S::TransportPin, Some(3), Some(3)),
        (S::TransportPin, None, None),
        (S::TransportPin, Some(16), None),
        // A card that has none left is called blocked.
        (S::TransportPin, Some(0), None),
        (S::Verified, Some(0), None),
        (S::Verified, Some(1), Some(1)),
        (S::Verified, None, None),
        // The state itself holds the number, or there is none to hold.
        (S::Verifiable, Some(1), None),
        (S::Verifiable, Some(99), None),
        (S::Blocked, Some(0), None),
        (S::EmptyPin, Some(1), None),
        (S::Disabled, Some(1), None),
    ] {
        let reply = PinStatusReply {
            state: Ok(state),
            left_tries: left.ok_or(Unknown::Missing),
        };
        assert_eq!(named_beside(&reply), expected, "{state:?} {left:?}");
    }
}

#[test]
fn a_state_is_that_of_the_card_behind_the_word() {
    use PinState as S;
    let of = |state, left: Option<u32>| {
        pin_state(&PinStatusReply {
            state,
            left_tries: left.ok_or(Unknown::Missing),
        })
    };
    for (state, left, expected) in [
        (S::Verified, None, PinStatus::Verified),
        (S::Verified, Some(3), PinStatus::Verified),
        (S::Verifiable, Some(3), PinStatus::Set { tries: 3 }),
        (S::Verifiable, Some(1), PinStatus::Set { tries: 1 }),
        // 9000, by another session: the counter is hidden. So it is behind a number that is none.
        (S::Verifiable, None, PinStatus::Uncounted),
        (S::Verifiable, Some(99), PinStatus::Uncounted),
        (S::Verifiable, Some(0), PinStatus::Uncounted),
        (S::TransportPin, None, PinStatus::Transport),
        (S::TransportPin, Some(2), PinStatus::Transport),
        // "Not to be told", written as a number: no block, for which a PUK would be asked.
        (S::TransportPin, Some(0), PinStatus::Transport),
        (S::EmptyPin, None, PinStatus::Empty),
        (S::Blocked, Some(0), PinStatus::Blocked),
        (S::Blocked, None, PinStatus::Blocked),
        (S::Disabled, None, PinStatus::Disabled),
    ] {
        assert_eq!(of(Ok(state), left), expected, "{state:?} {left:?}");
    }
    let word = Unknown::Other("LOCKED".to_owned());
    assert_eq!(of(Err(word), Some(3)), PinStatus::Untold(None));
    assert_eq!(of(Err(Unknown::Missing), None), PinStatus::Untold(None));
}

fn given(result: PinResult, left: Option<u32>, error: Option<u32>) -> Answer<PinReply> {
    Answer::Given {
        status: error.map_or(Status::Ok, |code| Status::Warning(Some(error_of(code)))),
        value: PinReply {
            result: Ok(result),
            left_tries: left.ok_or(Unknown::Missing),
        },
    }
}

fn error_of(code: u32) -> fault::Error {
    fault::Error::numbered(Ok(code))
}

fn fault(code: u32) -> Answer<PinReply> {
    Answer::Fault(Fault::numbered(Ok(code)))
}

#[test]
fn every_result_is_one_reply() {
    use PinResult as R;
    use TerminalReply as T;
    for (result, left, expected) in [
        (R::Ok, None, T::Accepted),
        (R::Rejected, Some(2), T::Wrong { left: Some(2) }),
        (R::Rejected, None, T::Wrong { left: None }),
        (R::Rejected, Some(4000), T::Wrong { left: None }),
        (R::NowBlocked, Some(0), T::NowBlocked),
        (R::WasBlocked, None, T::WasBlocked),
    ] {
        for operation in [
            Operation::ChangePin,
            Operation::VerifyPin,
            Operation::UnblockPin,
        ] {
            let said = reply(operation, Ok(given(result, left, None)));
            assert_eq!(said, Ok(Reply::Terminal(expected)), "{result:?}");
        }
    }
}

/// Only a check of a PIN ends so without anything being asked for.
#[test]
fn still_the_transport_pin_is_an_outcome_of_a_check_and_leaves_every_other_order_open() {
    for (operation, expected) in [
        (
            Operation::VerifyPin,
            Comes::To(TerminalReply::StillTransport),
        ),
        (Operation::ChangePin, Comes::Fails(Reach::Untold)),
        (Operation::UnblockPin, Comes::Fails(Reach::Untold)),
    ] {
        for answer in [
            given(PinResult::TransportPin, None, None),
            given(PinResult::TransportPin, None, Some(4065)),
            given(PinResult::Error, None, Some(4065)),
            fault(4065),
        ] {
            assert_eq!(comes(operation, answer.clone()), expected, "{answer:?}");
        }
    }
    let named = |answer| match reply(Operation::ChangePin, Ok(answer)) {
        Err(Error::Elsewhere(error)) => error.to_string(),
        other => panic!("{other:?}"),
    };
    assert!(named(fault(4065)).contains("4065"));
    let word = given(PinResult::TransportPin, None, None);
    assert!(named(word).contains("TRANSPORT_PIN"));
}

/// What a number comes to: a reply, or an error of this reach.
#[derive(Debug, PartialEq)]
enum Comes {
    To(TerminalReply),
    Fails(Reach),
}

fn comes(operation: Operation, answer: Answer<PinReply>) -> Comes {
    match reply(operation, Ok(answer)) {
        Ok(Reply::Terminal(said)) => Comes::To(said),
        Err(Error::Elsewhere(error)) => Comes::Fails(error.reach()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_number_ends_the_dialog_or_says_why_there_was_none_by_either_channel() {
    use TerminalEnd as E;
    use TerminalReply as T;
    let ended = |end| Comes::To(T::Ended(end));
    let rows = [
        (&[4043][..], ended(E::TimedOut)),
        (&[4049], ended(E::Cancelled)),
        (&[4067], ended(E::EntriesDiffer)),
        (&[4068], ended(E::WrongLength)),
        (&[4060, 4093], ended(E::InUse)),
        (&[4063], Comes::To(T::WasBlocked)),
        (&[4066, 4092], Comes::Fails(Reach::Never)),
        (
            &[
                4000, 4003, 4004, 4005, 4006, 4009, 4010, 4011, 4012, 4013, 4014, 4015, 4016, 4018,
                4019, 4020, 4021, 4051, 4072, 4090, 4204, 4209,
            ],
            Comes::Fails(Reach::TurnedAway),
        ),
        (
            &[
                4001, 4002, 4007, 4008, 4040, 4044, 4047, 4053, 4097, 4098, 4099, 4101, 4131, 4146,
            ],
            Comes::Fails(Reach::Answered),
        ),
        (
            &[
                4045, 4046, 4048, 4050, 4052, 4056, 4057, 4064, 4065, 4071, 4085, 4094, 4132, 4147,
                4999,
            ],
            Comes::Fails(Reach::Untold),
        ),
    ];
    for (codes, expected) in &rows {
        for code in *codes {
            assert_eq!(
                comes(Operation::ChangePin, fault(*code)),
                *expected,
                "{code}"
            );
            let warning = given(PinResult::Error, None, Some(*code));
            assert_eq!(comes(Operation::ChangePin, warning), *expected, "{code}");
        }
    }
    // Of the PUK, the other two change their parts.
    let of_puk = |code| comes(Operation::UnblockPin, fault(code));
    assert_eq!(of_puk(4064), Comes::To(T::WasBlocked));
    assert_eq!(of_puk(4063), Comes::Fails(Reach::Untold));
}

#[test]
fn a_lost_answer_is_unheard_unless_nothing_ever_left() {
    let step = Step::Operation(Operation::ChangePin);
    let cut = || {
        Cause::Line(tls_error::Error::Http(http::Error::Broken(
            std::io::ErrorKind::UnexpectedEof,
        )))
    };
    let status = |status| Cause::Line(http::Error::HttpStatus(status).into());
    for (trouble, reach) in [
        (Trouble::after(step, cut()), Reach::Unheard),
        (Trouble::before(step, cut()), Reach::Never),
        (
            Trouble::before(step, Cause::LoginRefused(401)),
            Reach::Never,
        ),
        // It is over: somebody says so. Who stands between may not know.
        (Trouble::after(step, status(400)), Reach::Untold),
        (Trouble::after(step, status(404)), Reach::Untold),
        (Trouble::after(step, status(407)), Reach::Untold),
        (Trouble::after(step, status(501)), Reach::Untold),
        (Trouble::after(step, status(202)), Reach::Unheard),
        (Trouble::after(step, status(408)), Reach::Unheard),
        (Trouble::after(step, status(503)), Reach::Unheard),
        (Trouble::after(step, status(504)), Reach::Unheard),
    ] {
        let Err(error) = reply(Operation::ChangePin, Err(trouble)) else {
            panic!("a reply")
        };
        assert_eq!(error.reach(), reach);
    }
}
