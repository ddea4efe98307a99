//! What a Konnektor answers to an operation on a PIN, in the words of the gate.

use super::super::PlaceError;
use crate::card::{Elsewhere, Error, Reach, Reply, TerminalEnd, TerminalReply};
use crate::konnektor::Trouble;
use crate::konnektor::answer::{Answer, Failure, Outcome, PinReply, Unclear};
use crate::konnektor::codes::{self, Kind};
use crate::konnektor::element::{Unknown, Unreadable};
use crate::konnektor::fault::Fault;
use crate::konnektor::trouble::{Cause, Step};
use crate::konnektor::vocabulary::Operation;

/// Something that no secret order led to.
pub(super) fn elsewhere(error: PlaceError) -> Error {
    Error::Elsewhere(Elsewhere::new(error, Reach::Never))
}

/// The answer to an operation, by whichever channel it came. What ends a dialog is a reply; why
/// none began, or why the Konnektor gave up, is an error that keeps its number.
///
/// # Errors
/// Nothing was sent; the Konnektor says why nothing came of it; or nobody knows.
pub(super) fn reply(
    operation: Operation,
    answered: Result<Answer<PinReply>, Trouble>,
) -> Result<Reply, Error> {
    let answer = answered.map_err(lost)?;
    let said = match answer.outcome() {
        Outcome::Accepted => TerminalReply::Accepted,
        Outcome::Rejected { left } => TerminalReply::Wrong {
            left: left.ok().and_then(|left| u8::try_from(left).ok()),
        },
        Outcome::NowBlocked => TerminalReply::NowBlocked,
        Outcome::WasBlocked => TerminalReply::WasBlocked,
        Outcome::StillTransport if operation == Operation::VerifyPin => {
            TerminalReply::StillTransport
        }
        Outcome::StillTransport => return Err(still_transport(operation, answer)),
        Outcome::Unclear(Unclear::Contradiction { .. }) => {
            return Err(open(operation, fault_of(answer)));
        }
        Outcome::Unclear(Unclear::Result(why)) => {
            return Err(open(operation, untold("PinResult", why)));
        }
        Outcome::Unclear(Unclear::Status(why)) => {
            return Err(open(operation, untold("Status", why)));
        }
        Outcome::Failed(failure) => {
            return failed(operation, &failure, answer).map(Reply::Terminal);
        }
    };
    Ok(Reply::Terminal(said))
}

/// No answer, or none that can be read: the terminal may be asking.
fn lost(trouble: Trouble) -> Error {
    let reach = match trouble.cause {
        _ if !trouble.may_have_arrived => Reach::Never,
        // Somebody turned the order away, before a dialog or behind one.
        Cause::LoginRefused(_) | Cause::SentElsewhere(_) => Reach::Answered,
        // Somebody answered, so that no answer is on its way any more.
        Cause::Line(_) if trouble.is_over_by_its_status() => Reach::Untold,
        _ => Reach::Unheard,
    };
    Error::Elsewhere(Elsewhere::new(PlaceError::from(trouble), reach))
}

fn failed(
    operation: Operation,
    failure: &Failure,
    answer: Answer<PinReply>,
) -> Result<TerminalReply, Error> {
    let of_puk = operation == Operation::UnblockPin;
    Ok(match failure.kind {
        Kind::TimedOut => TerminalReply::Ended(TerminalEnd::TimedOut),
        Kind::Cancelled => TerminalReply::Ended(TerminalEnd::Cancelled),
        Kind::NewPinsDiffer => TerminalReply::Ended(TerminalEnd::EntriesDiffer),
        Kind::PinLength => TerminalReply::Ended(TerminalEnd::WrongLength),
        Kind::TerminalBusy | Kind::CardBusy => TerminalReply::Ended(TerminalEnd::InUse),
        Kind::StillTransport if operation == Operation::VerifyPin => TerminalReply::StillTransport,
        Kind::PinBlocked if !of_puk => TerminalReply::WasBlocked,
        Kind::PukBlocked if of_puk => TerminalReply::WasBlocked,
        // Something broke while the card was spoken to, or nobody knows what it means.
        Kind::PinBlocked
        | Kind::PukBlocked
        | Kind::StillTransport
        | Kind::CardAccess
        | Kind::CardToCard
        | Kind::Certificate
        | Kind::Other => return Err(open(operation, fault_of(answer))),
        // Of the request, and of what is assigned to whom: looked at before anybody is asked.
        Kind::Request
        | Kind::UserMissing
        | Kind::ContextIncomplete
        | Kind::ContextRefused
        | Kind::InstitutionCardNotEntered
        | Kind::HeldByOtherUser
        | Kind::WrongCard => {
            return Err(gave_up(operation, failure, answer, Reach::TurnedAway));
        }
        // It may have come to an end in the middle of a dialog; a remote PIN, too, whose terminals
        // have to find each other (4053).
        Kind::Konnektor | Kind::Terminal | Kind::CardGone | Kind::NoPlaceForEntry => {
            return Err(gave_up(operation, failure, answer, Reach::Answered));
        }
    })
}

/// An answer that leaves open what became of the secret.
fn open(operation: Operation, cause: Cause) -> Error {
    let trouble = Trouble::after(Step::Operation(operation), cause);
    Error::Elsewhere(Elsewhere::new(PlaceError::from(trouble), Reach::Untold))
}

/// *Still its Transport-PIN* is what a check of a PIN ends in, with nothing asked for (`gemSpec_Kon`
/// TAB_KON_738). A change is what takes the Transport-PIN away, and a PUK is for a PIN that is blocked:
/// of neither is it an outcome there (TAB_KON_546), and its number is none of those that keep a try. The
/// terminal may have asked by then, so it leaves open what became of the entry.
fn still_transport(operation: Operation, answer: Answer<PinReply>) -> Error {
    let is_warned = matches!(&answer, Answer::Given { status, .. } if status.error().is_some());
    let cause = if is_warned {
        fault_of(answer)
    } else {
        untold("PinResult", Unknown::Other("TRANSPORT_PIN".to_owned()))
    };
    open(operation, cause)
}

const fn untold(element: &'static str, why: Unknown) -> Cause {
    Cause::Unreadable(Unreadable::Untold { element, why })
}

/// What the Konnektor says of what went wrong.
fn fault_of(answer: Answer<PinReply>) -> Cause {
    let fault = match answer {
        Answer::Fault(fault) => fault,
        // A warning says the same in another place.
        Answer::Given { status, .. } => Fault {
            code: None,
            text: None,
            error: status.error().cloned(),
        },
    };
    Cause::Fault(Box::new(fault))
}

/// What the Konnektor says of why nothing came of it; with some numbers it promises more than `reach`.
fn gave_up(
    operation: Operation,
    failure: &Failure,
    answer: Answer<PinReply>,
    reach: Reach,
) -> Error {
    let trouble = Trouble::after(Step::Operation(operation), fault_of(answer));
    let reach = match failure.reach {
        codes::Reach::Never => Reach::Never,
        codes::Reach::Unlikely | codes::Reach::Open => reach,
    };
    Error::Elsewhere(Elsewhere::new(PlaceError::from(trouble), reach))
}
