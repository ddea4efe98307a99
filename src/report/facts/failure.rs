//! Causes of failure.

use std::io;
use std::path::Path;

use apdu::StatusWord;

use super::check::CheckFailure;
use super::finding::Finding;
use crate::card::{Block, Operation, PinStatus};
use crate::pins::PinKey;
use crate::reader::pin_pad::{PadAnswer, PadLack};
use crate::{attempts, card, reader, secrets};

/// One cause. Carries what its message needs, never a secret.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// The command line is not possible; clap's own words.
    Usage(String),
    /// `--last-try` or `--try-again` without exactly one `--pin`.
    LastTryNeedsPin,
    /// No topic of that name, and none that fits the words. The words are not kept: they may be a
    /// PIN.
    NoSuchTopic,
    /// `--pin` names a PIN that this kind of card does not have.
    PinNotOnCard {
        /// The PIN.
        pin: PinKey,
        /// Kind of card.
        kind: card::Kind,
    },
    /// Service, reader or line, while no secret command had been handed over in this run.
    Reader(reader::Error),
    /// Service, reader or line, after the known outcome of an earlier secret command in this run.
    ReaderLater(reader::Error),
    /// No reader is connected.
    NoReader,
    /// No reader has that name.
    NoSuchReader {
        /// The name that was asked for.
        wanted: String,
        /// Readers that are there.
        readers: Vec<String>,
    },
    /// No reader holds a card.
    NoCard,
    /// Only cards that cannot be worked on; "card in reader" each.
    WrongKind {
        /// What was found.
        found: Vec<String>,
    },
    /// No card with the digits of `--card`.
    NoSuchCard {
        /// What was found.
        found: Vec<String>,
    },
    /// Several cards, and nobody to ask.
    ChooseCard {
        /// What was found.
        found: Vec<String>,
    },
    /// The card's content is not what the specification describes.
    CardUnreadable {
        /// What was read.
        step: &'static str,
        /// How it differs.
        detail: String,
    },
    /// After a secret command: nobody knows.
    Unknown {
        /// The PIN.
        pin: PinKey,
        /// What was done.
        operation: Operation,
        /// Whether the card had answered 9000.
        contradicted: bool,
    },
    /// The card refused the secret.
    Wrong {
        /// The PIN.
        pin: PinKey,
        /// What was done.
        operation: Operation,
        /// Tries left (of a PUK: uses left), as the card named them.
        left: u8,
        /// The other line of the letter that may have been taken by mistake.
        other_line: Option<PinKey>,
        /// Of a PUK: wrong entries left until issuers call the card lost, by this PC's notes.
        by_issuers: u8,
        /// Whether a script gave it, which needs a word of its own for the next try.
        scripted: bool,
    },
    /// The PIN is blocked.
    Blocked {
        /// The PIN.
        pin: PinKey,
        /// How that is known.
        known: BlockedBy,
        /// Whether it is known to have been in transport state.
        transport: bool,
    },
    /// No PUK use is left, so the PIN stays blocked.
    BlockedForGood {
        /// The PIN.
        pin: PinKey,
        /// What the card answered.
        status: StatusWord,
    },
    /// No PUK use is left, and the PIN is not blocked.
    PukUsedUp {
        /// The PIN.
        pin: PinKey,
        /// What the card answered.
        status: StatusWord,
        /// The state of the PIN.
        state: PinStatus,
    },
    /// The PIN is not blocked, as far as the card shows: unblocking it would spend a PUK use for
    /// nothing.
    NotBlocked {
        /// The PIN.
        pin: PinKey,
        /// Whether the card hides it: a Transport-PIN may be blocked without a word of older cards.
        hidden: bool,
    },
    /// The PIN is in transport state and has to be activated first.
    StillTransport {
        /// The PIN.
        pin: PinKey,
    },
    /// The reader's PIN pad cannot do what is wanted.
    PadLack {
        /// PC/SC name of the reader.
        reader: String,
        /// What it lacks.
        lack: PadLack,
    },
    /// The PIN pad ended the dialog without a result; the state is what it was.
    PadEnded {
        /// The PIN.
        pin: PinKey,
        /// How it ended.
        answer: PadAnswer,
        /// The firmware that the reader needs for it, where an older one may be the cause.
        firmware: Option<&'static str>,
    },
    /// A script would make the last try.
    LastTry {
        /// The PIN.
        pin: PinKey,
        /// What would be done.
        operation: Operation,
    },
    /// The person did not release the last try.
    LastTryDeclined {
        /// The PIN.
        pin: PinKey,
        /// What would have been done.
        operation: Operation,
    },
    /// The person did not take the way that the specification allows for a blocked Transport-PIN.
    RescueDeclined {
        /// The PIN.
        pin: PinKey,
    },
    /// The person no longer knows the PIN to which the PUK would only give new tries.
    PukNoHelp {
        /// The PIN.
        pin: PinKey,
    },
    /// A script would take that way without having been told to.
    RescueUnasked {
        /// The PIN.
        pin: PinKey,
    },
    /// A script would go on after a noted wrong try.
    TryAgain {
        /// The PIN.
        pin: PinKey,
        /// What would be done.
        operation: Operation,
    },
    /// The digits of `--last-try` or `--try-again`, or those typed, mean another card. They are not
    /// kept: they may be a PIN.
    DigitsOfOtherCard,
    /// PIN.QES in a script without its holder.
    HolderNeeded,
    /// The holder said no.
    HolderDeclined {
        /// What would have been done.
        operation: Operation,
    },
    /// Letter and card do not belong together.
    WrongLetter,
    /// The gate found another card.
    OtherCard {
        /// PC/SC name of the reader.
        reader: String,
    },
    /// The gate found another state.
    OtherState {
        /// The PIN.
        pin: PinKey,
    },
    /// Another run of this user is between gate and read-back with the same card.
    OtherRun {
        /// The PIN.
        pin: PinKey,
    },
    /// The person cancelled.
    Cancelled {
        /// PINs that were set in this run.
        set: Vec<PinKey>,
        /// PINs that got new tries in this run and still hold the Transport-PIN.
        rescued: Vec<PinKey>,
        /// PINs that were still to come.
        untouched: Vec<PinKey>,
    },
    /// The card refused the new PIN's length.
    NewPinRefused {
        /// The PIN.
        pin: PinKey,
        /// What was done.
        operation: Operation,
    },
    /// The card refused the command as such.
    CardRefused {
        /// The PIN.
        pin: PinKey,
        /// What was done.
        operation: Operation,
        /// The trailer.
        status: StatusWord,
    },
    /// Problems in the secrets.
    Secrets(Vec<secrets::Problem>),
    /// The secrets could not be had.
    SecretsSource(secrets::SourceError),
    /// Neither a terminal nor secrets.
    NoInput,
    /// The notes cannot be kept, and the card hides its counter.
    Notes(attempts::Error),
    /// The notes cannot be read or written, where they are what the command is about.
    NotesUnreadable(attempts::Error),
    /// A file of the user's.
    File {
        /// Its path.
        path: String,
        /// The system's words.
        detail: String,
    },
    /// A file that is there already.
    Exists {
        /// Its path.
        path: String,
    },
    /// A virtual card that cannot be loaded or saved.
    VirtualCard(String),
    /// No vpcd at the address.
    Vpcd {
        /// The address.
        address: String,
        /// The system's words.
        detail: String,
    },
    /// What `--check` found.
    Check(CheckFailure),
    /// A problem that `doctor` found and has told already.
    Finding(Box<Finding>),
    /// A bug.
    Internal(String),
}

/// How a block is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockedBy {
    /// The try of this run.
    Try(Block),
    /// GET PIN STATUS said 63C0 before anything was sent.
    Status,
    /// The notes of this PC hold it.
    Notes,
}

impl Failure {
    /// A file that could not be opened, made or written.
    #[must_use]
    pub fn file(path: &Path, error: &io::Error) -> Self {
        Failure::File {
            path: path.display().to_string(),
            detail: error.to_string(),
        }
    }

    /// Whether a secret was handed over and the card may have counted it, although nothing shows
    /// it.
    #[must_use]
    pub const fn may_have_cost(&self) -> bool {
        match self {
            Failure::PadEnded { answer, .. } => !answer.nothing_was_sent(),
            Failure::NewPinRefused { operation, .. } | Failure::CardRefused { operation, .. } => {
                operation.uses_puk()
            }
            _ => false,
        }
    }

    /// Whether it says what became of a secret that was handed over.
    #[must_use]
    pub const fn is_a_verdict(&self) -> bool {
        matches!(
            self,
            Failure::Unknown { .. }
                | Failure::Wrong { .. }
                | Failure::Blocked { .. }
                | Failure::BlockedForGood { .. }
                | Failure::PukUsedUp { .. }
                | Failure::StillTransport { .. }
        ) || self.may_have_cost()
    }

    /// Whether it is what the person wished, and no error: cancelled, or a no to a question.
    #[must_use]
    pub const fn is_own_wish(&self) -> bool {
        matches!(
            self,
            Failure::Cancelled { .. }
                | Failure::RescueDeclined { .. }
                | Failure::PukNoHelp { .. }
                | Failure::HolderDeclined { .. }
                | Failure::LastTryDeclined { .. }
        )
    }

    /// Whether a wrong secret left one try, after which nothing goes on by itself: of a PUK by the
    /// stricter of its counts.
    #[must_use]
    pub fn leaves_one_try(&self) -> bool {
        match self {
            Failure::Wrong {
                operation,
                left,
                by_issuers,
                ..
            } if operation.uses_puk() => *left.min(by_issuers) <= 1,
            Failure::Wrong { left, .. } => *left <= 1,
            _ => false,
        }
    }

    /// The PIN it is about.
    #[must_use]
    pub fn pin(&self) -> Option<PinKey> {
        match self {
            Failure::PinNotOnCard { pin, .. }
            | Failure::Unknown { pin, .. }
            | Failure::Wrong { pin, .. }
            | Failure::Blocked { pin, .. }
            | Failure::BlockedForGood { pin, .. }
            | Failure::PukUsedUp { pin, .. }
            | Failure::NotBlocked { pin, .. }
            | Failure::StillTransport { pin }
            | Failure::PadEnded { pin, .. }
            | Failure::LastTry { pin, .. }
            | Failure::LastTryDeclined { pin, .. }
            | Failure::RescueDeclined { pin }
            | Failure::PukNoHelp { pin }
            | Failure::RescueUnasked { pin }
            | Failure::TryAgain { pin, .. }
            | Failure::OtherState { pin }
            | Failure::OtherRun { pin }
            | Failure::NewPinRefused { pin, .. }
            | Failure::CardRefused { pin, .. } => Some(*pin),
            Failure::HolderNeeded | Failure::HolderDeclined { .. } => Some(PinKey::Qes),
            _ => None,
        }
    }

    /// Tries left, where the card named them.
    #[must_use]
    pub fn tries_left(&self) -> Option<u8> {
        match self {
            Failure::Wrong {
                left, operation, ..
            } if !operation.uses_puk() => Some(*left),
            Failure::Blocked { known, .. } if *known != BlockedBy::Notes => Some(0),
            _ => None,
        }
    }

    /// Uses of the PUK left, where the card named them.
    #[must_use]
    pub fn puk_uses_left(&self) -> Option<u8> {
        match self {
            Failure::Wrong {
                left, operation, ..
            } if operation.uses_puk() => Some(*left),
            Failure::BlockedForGood { .. } | Failure::PukUsedUp { .. } => Some(0),
            _ => None,
        }
    }

    /// The trailer, where the card gave one.
    #[must_use]
    pub fn status_word(&self) -> Option<StatusWord> {
        match self {
            Failure::CardRefused { status, .. }
            | Failure::BlockedForGood { status, .. }
            | Failure::PukUsedUp { status, .. } => Some(*status),
            Failure::Wrong { left, .. } => Some(StatusWord::new(0x63C0 | u16::from(*left))),
            Failure::Blocked {
                known: BlockedBy::Try(block),
                ..
            } => Some(block.status_word()),
            Failure::Blocked {
                known: BlockedBy::Status,
                ..
            } => Some(StatusWord::new(0x63C0)),
            Failure::NewPinRefused { .. } => Some(StatusWord::new(0x6985)),
            _ => None,
        }
    }
}
