//! States of PINs, and how operations on them ended.

use super::{Answer, Status, read};
use crate::konnektor::codes::{Kind, Reach};
use crate::konnektor::element::{Unknown, Unreadable, meaning, number};
use crate::konnektor::fault::Error;
use crate::konnektor::vocabulary::{CARD, CARD_COMMON, Operation};

/// What a Konnektor says of the state of a PIN (`PinStatus`; `gemSpec_Kon` TUC_KON_022,
/// TAB_KON_532).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinState {
    /// Verified in the session of this context. The Konnektor remembers it and does not ask the
    /// card.
    Verified,
    /// Set, and not verified in this session.
    Verifiable,
    /// Holds its Transport-PIN.
    TransportPin,
    /// Holds an empty PIN.
    EmptyPin,
    /// No try is left.
    Blocked,
    /// Switched off; of patients' cards only.
    Disabled,
}

impl PinState {
    /// Every state.
    pub const ALL: [Self; 6] = [
        Self::Verified,
        Self::Verifiable,
        Self::TransportPin,
        Self::EmptyPin,
        Self::Blocked,
        Self::Disabled,
    ];

    /// As the schema has it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Verified => "VERIFIED",
            Self::Verifiable => "VERIFIABLE",
            Self::TransportPin => "TRANSPORT_PIN",
            Self::EmptyPin => "EMPTY_PIN",
            Self::Blocked => "BLOCKED",
            Self::Disabled => "DISABLED",
        }
    }
}

/// The answer to `GetPinStatus`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinStatusReply {
    /// The state.
    pub state: Result<PinState, Unknown>,
    /// Tries that are left: of a PIN that is set, of a blocked one 0. A verified one and, by
    /// TAB_KON_051, one that holds its Transport-PIN have none here.
    pub left_tries: Result<u32, Unknown>,
}

/// How an operation on a PIN ended, in its own word (`PinResult`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinResult {
    /// By an error that stands beside it.
    Error,
    /// Well.
    Ok,
    /// What was entered was wrong.
    Rejected,
    /// It was blocked before: nothing was compared.
    WasBlocked,
    /// It was wrong, and that was the last try.
    NowBlocked,
    /// The PIN holds its Transport-PIN: nothing was compared.
    TransportPin,
}

impl PinResult {
    /// Every result.
    pub const ALL: [Self; 6] = [
        Self::Error,
        Self::Ok,
        Self::Rejected,
        Self::WasBlocked,
        Self::NowBlocked,
        Self::TransportPin,
    ];

    /// As the schema has it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "ERROR",
            Self::Ok => "OK",
            Self::Rejected => "REJECTED",
            Self::WasBlocked => "WASBLOCKED",
            Self::NowBlocked => "NOWBLOCKED",
            Self::TransportPin => "TRANSPORT_PIN",
        }
    }
}

/// The answer to `VerifyPin`, `ChangePin` or `UnblockPin`. Of the last one result and tries speak of
/// the PUK.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinReply {
    /// The result.
    pub result: Result<PinResult, Unknown>,
    /// Tries that are left; of a Transport-PIN nobody says them.
    pub left_tries: Result<u32, Unknown>,
}

/// What an operation on a PIN came to, by whichever channel the Konnektor said it. It is its word
/// only: what the card says afterwards decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The card took what was entered. Of `UnblockPin` no proof: a PIN that is not blocked may be
    /// answered so without anybody being asked (TUC_KON_021, not confirmed).
    Accepted,
    /// It was wrong.
    Rejected {
        /// Tries that are left (of the PUK: uses).
        left: Result<u32, Unknown>,
    },
    /// It was wrong, and that was the last try.
    NowBlocked,
    /// It was blocked before: nothing was compared.
    WasBlocked,
    /// The PIN holds its Transport-PIN: nothing was compared.
    StillTransport,
    /// It ended by an error.
    Failed(Failure),
    /// Nobody can tell what became of it.
    Unclear(Unclear),
}

/// The error by which an operation ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Its number.
    pub code: Result<u32, Unknown>,
    /// What it is about.
    pub kind: Kind,
    /// Whether a command may have reached the card.
    pub reach: Reach,
}

/// Why an answer says nothing about the outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// The result is missing, or a word that means nothing to this program.
    Result(Unknown),
    /// It says that all went well, and how the operation went it does not say.
    Status(Unknown),
    /// It says that all went well, and warns of an error with which it cannot have.
    Contradiction {
        /// The number of the error.
        code: Result<u32, Unknown>,
    },
}

/// A counter of a card has four bits (63Cx).
fn tries(text: &str) -> Option<u32> {
    number(text).filter(|tries| *tries < 16)
}

/// Reads the answer to `GetPinStatus`, which has both of its parts in the namespace of `CardService`.
///
/// # Errors
/// Every kind of [`Unreadable`].
pub fn get_pin_status(octets: &[u8]) -> Result<Answer<PinStatusReply>, Unreadable> {
    read(octets, Operation::GetPinStatus, |response| {
        let state = |word: &str| PinState::ALL.into_iter().find(|one| one.word() == word);
        Ok(PinStatusReply {
            state: meaning(response, (CARD, "PinStatus"), state),
            left_tries: meaning(response, (CARD, "LeftTries"), tries),
        })
    })
}

/// Reads the answer to an operation on a PIN, which has both of its parts in the namespace that
/// answers about cards share; unlike `GetPinStatus`.
///
/// # Errors
/// Every kind of [`Unreadable`]; the answer to another operation is one.
pub fn pin_operation(octets: &[u8], operation: Operation) -> Result<Answer<PinReply>, Unreadable> {
    read(octets, operation, |response| {
        let result = |word: &str| PinResult::ALL.into_iter().find(|one| one.word() == word);
        Ok(PinReply {
            result: meaning(response, (CARD_COMMON, "PinResult"), result),
            left_tries: meaning(response, (CARD_COMMON, "LeftTries"), tries),
        })
    })
}

impl Answer<PinReply> {
    /// What it comes to.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Fault(fault) => Outcome::Failed(Failure::of(fault.error.as_ref())),
            Self::Given { status, value } => value.outcome(status),
        }
    }
}

impl PinReply {
    fn outcome(&self, status: &Status) -> Outcome {
        match &self.result {
            Ok(PinResult::Ok) => accepted(status),
            Ok(PinResult::Rejected) => Outcome::Rejected {
                left: self.left_tries.clone(),
            },
            Ok(PinResult::NowBlocked) => Outcome::NowBlocked,
            Ok(PinResult::WasBlocked) => Outcome::WasBlocked,
            Ok(PinResult::TransportPin) => Outcome::StillTransport,
            Ok(PinResult::Error) => Outcome::Failed(Failure::of(status.error())),
            Err(unknown) => Outcome::Unclear(Unclear::Result(unknown.clone())),
        }
    }
}

fn accepted(status: &Status) -> Outcome {
    let denying = |error: &&Error| error.kind().denies_success() || error.is_a_failure();
    let denying = status.error().filter(denying);
    match (denying.map(Error::code), status) {
        (Some(code), _) => Outcome::Unclear(Unclear::Contradiction { code }),
        (None, Status::Unknown { why, .. }) => Outcome::Unclear(Unclear::Status(why.clone())),
        (None, Status::Ok | Status::Warning(_)) => Outcome::Accepted,
    }
}

impl Failure {
    fn of(error: Option<&Error>) -> Self {
        Self {
            code: error.map_or(Err(Unknown::Missing), Error::code),
            kind: error.map_or(Kind::Other, Error::kind),
            reach: error.map_or(Reach::Open, Error::reach),
        }
    }
}
