//! Causes of failure: each with its fixed code word and exit code.

use std::io;
use std::path::Path;

use apdu::StatusWord;

use super::exit;
use crate::card::{Block, Operation, PinKey, PinStatus};
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
    /// The PIN is not blocked, as far as the card shows: unblocking it would spend a PUK use for nothing.
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
    /// A script would go on after a noted wrong try.
    TryAgain {
        /// The PIN.
        pin: PinKey,
        /// What would be done.
        operation: Operation,
    },
    /// The digits of `--last-try` or `--try-again`, or those typed, mean another card. They are not kept: they may be a PIN.
    DigitsOfOtherCard,
    /// PIN.QES in a script without its holder.
    HolderNeeded,
    /// The holder said no.
    HolderDeclined,
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

/// Fixed word and exit code of a cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The word of the JSON contract.
    pub word: &'static str,
    /// The exit code.
    pub exit: u8,
}

const fn code(word: &'static str, exit: u8) -> Code {
    Code { word, exit }
}

impl Failure {
    /// A file that could not be opened, made or written.
    #[must_use]
    pub fn file(path: &Path, error: &io::Error) -> Self {
        Failure::File { path: path.display().to_string(), detail: error.to_string() }
    }

    /// Whether a secret was handed over and the card may have counted it, although nothing shows it.
    #[must_use]
    pub const fn may_have_cost(&self) -> bool {
        match self {
            Failure::PadEnded { answer, .. } => !answer.nothing_was_sent(),
            Failure::NewPinRefused { operation, .. } | Failure::CardRefused { operation, .. } => operation.uses_puk(),
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
                | Failure::HolderDeclined
                | Failure::LastTryDeclined { .. }
        )
    }

    /// Code word and exit code.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Failure::Usage(_) | Failure::LastTryNeedsPin | Failure::PinNotOnCard { .. } => code("usage", exit::USAGE),
            Failure::Reader(error) => reader_code(error),
            // 8 would promise that no secret was handed over in this run.
            Failure::ReaderLater(error) => match reader_code(error) {
                Code { exit: exit::REMOVED, word } => code(word, exit::NO_CARD),
                other => other,
            },
            Failure::NoReader | Failure::NoSuchReader { .. } => code("no_reader", exit::NO_READER),
            Failure::NoCard => code("no_card", exit::NO_CARD),
            Failure::WrongKind { .. } => code("wrong_kind", exit::WRONG_CARD),
            Failure::NoSuchCard { .. } => code("no_such_card", exit::WRONG_CARD),
            Failure::ChooseCard { .. } => code("choose_card", exit::REFUSED),
            Failure::CardUnreadable { .. } => code("card_unreadable", exit::UNEXPECTED),
            Failure::Unknown { .. } => code("outcome_unknown", exit::UNKNOWN),
            Failure::Wrong { .. } => code("wrong_secret", exit::WRONG_SECRET),
            Failure::Blocked { .. } => code("blocked", exit::BLOCKED),
            Failure::BlockedForGood { .. } => code("blocked_for_good", exit::BLOCKED_FOR_GOOD),
            Failure::PukUsedUp { .. } => code("puk_used_up", exit::BLOCKED_FOR_GOOD),
            Failure::NotBlocked { .. } => code("not_blocked", exit::REFUSED),
            Failure::StillTransport { .. } => code("still_transport", exit::REFUSED),
            Failure::PadLack { lack, .. } => code(lack_word(*lack), exit::PAD),
            Failure::PadEnded { answer, .. } => pad_code(*answer),
            Failure::LastTry { .. } | Failure::LastTryDeclined { .. } => code("last_try", exit::REFUSED),
            Failure::TryAgain { .. } => code("try_again", exit::REFUSED),
            Failure::DigitsOfOtherCard | Failure::WrongLetter => code("wrong_card", exit::REFUSED),
            Failure::HolderNeeded | Failure::HolderDeclined => code("holder", exit::REFUSED),
            Failure::OtherCard { .. } | Failure::OtherState { .. } => code("card_changed", exit::REFUSED),
            Failure::OtherRun { .. } => code("busy", exit::BUSY),
            Failure::Cancelled { .. } | Failure::RescueDeclined { .. } => code("cancelled", exit::CANCELLED),
            Failure::NewPinRefused { .. } => code("new_pin_length", exit::NEW_PIN),
            Failure::CardRefused { .. } => code("refused_by_card", exit::UNEXPECTED),
            Failure::Secrets(problems) => secrets_code(problems),
            Failure::SecretsSource(error) => source_code(error),
            Failure::NoInput => code("secrets_missing", exit::SECRETS),
            Failure::Notes(_) | Failure::NotesUnreadable(_) => code("notes_unusable", exit::FILE),
            Failure::File { .. } => code("file", exit::FILE),
            Failure::Exists { .. } => code("file_exists", exit::FILE),
            Failure::VirtualCard(_) => code("virtual_card", exit::FILE),
            Failure::Vpcd { .. } => code("no_vpcd", exit::SERVICE),
            Failure::Internal(_) => code("internal", exit::UNEXPECTED),
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
            | Failure::TryAgain { pin, .. }
            | Failure::OtherState { pin }
            | Failure::OtherRun { pin }
            | Failure::NewPinRefused { pin, .. }
            | Failure::CardRefused { pin, .. } => Some(*pin),
            Failure::HolderNeeded | Failure::HolderDeclined => Some(PinKey::Qes),
            _ => None,
        }
    }

    /// Tries left, where the card named them.
    #[must_use]
    pub fn tries_left(&self) -> Option<u8> {
        match self {
            Failure::Wrong { left, operation, .. } if !operation.uses_puk() => Some(*left),
            Failure::Blocked { known, .. } if *known != BlockedBy::Notes => Some(0),
            _ => None,
        }
    }

    /// Uses of the PUK left, where the card named them.
    #[must_use]
    pub fn puk_uses_left(&self) -> Option<u8> {
        match self {
            Failure::Wrong { left, operation, .. } if operation.uses_puk() => Some(*left),
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
            Failure::Blocked { known: BlockedBy::Try(block), .. } => Some(block.status_word()),
            Failure::Blocked { known: BlockedBy::Status, .. } => Some(StatusWord::new(0x63C0)),
            Failure::NewPinRefused { .. } => Some(StatusWord::new(0x6985)),
            _ => None,
        }
    }
}

const fn lack_word(lack: PadLack) -> &'static str {
    match lack {
        PadLack::NoPad => "pad_missing",
        PadLack::VerifyOnly | PadLack::ModifyOnly | PadLack::Digits { .. } => "pad_cannot",
        PadLack::Untrusted => "pad_untrusted",
    }
}

const fn pad_code(answer: PadAnswer) -> Code {
    match answer {
        PadAnswer::TimedOut => code("timed_out", exit::TIMED_OUT),
        PadAnswer::Cancelled => code("cancelled", exit::CANCELLED),
        PadAnswer::EntriesDiffer => code("new_pin_mismatch", exit::NEW_PIN),
        PadAnswer::WrongLength => code("pad_length", exit::NEW_PIN),
        PadAnswer::Refused | PadAnswer::Unsupported | PadAnswer::Card(_) => code("pad_refused", exit::PAD),
    }
}

fn reader_code(error: &reader::Error) -> Code {
    match error {
        reader::Error::NoService(_) => code("no_service", exit::SERVICE),
        reader::Error::NotAllowed(_) => code("not_allowed", exit::SERVICE),
        reader::Error::NoSuchReader(_) | reader::Error::ReaderGone(_) => code("no_reader", exit::NO_READER),
        reader::Error::NoCard(_) => code("no_card", exit::NO_CARD),
        reader::Error::Mute(_) => code("card_mute", exit::NO_CARD),
        reader::Error::Busy(_) => code("busy", exit::BUSY),
        reader::Error::Removed(_) => code("card_removed", exit::REMOVED),
        reader::Error::Reset(_) | reader::Error::Broken { .. } => code("line_broken", exit::REMOVED),
        reader::Error::VirtualCard(_) => code("virtual_card", exit::FILE),
    }
}

/// Several problems: the one whose exit code comes first decides (16 before 17).
fn secrets_code(problems: &[secrets::Problem]) -> Code {
    let first = problems.iter().min_by_key(|problem| problem.category());
    let exit = match first.map(secrets::Problem::category) {
        Some(secrets::Category::NewPin) => exit::NEW_PIN,
        _ => exit::SECRETS,
    };
    code(first.map_or("secrets_malformed", secrets::Problem::code), exit)
}

fn source_code(error: &secrets::SourceError) -> Code {
    match error.kind {
        secrets::SourceErrorKind::TooLarge { .. } => code(error.code(), exit::SECRETS),
        _ => code(error.code(), exit::FILE),
    }
}
