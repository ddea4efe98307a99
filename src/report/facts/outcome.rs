//! What a command found and did, as typed values.

use std::path::PathBuf;

use super::asked::Asked;
use super::diagnosis::Diagnosis;
use super::exit;
use super::failure::Failure;
use super::finding::Finding;
use super::issuer_list::ListHere;
use super::konnektor_setup::{SetUp, Tested};
use super::many::Many;
pub use super::seen::{
    Asks, Called, LeftBy, NamedProfile, NewPin, Noted, PinLine, ReaderRow, ReaderState, Seen,
    SeenReader, SeenTerminal, StatusBody,
};
use crate::attempts::{Forgotten, Listed};
use crate::card::{Answer, Evidence, PasswordObject, PinStatus};
use crate::holder::Sheet;
use crate::order;
use crate::pins::PinKey;
use crate::topics::{Article, Topic, codes};

/// Result of a command that ran, wholly or in part.
#[derive(Debug)]
pub struct Outcome {
    /// What the command is about.
    pub body: Body,
    /// Whether anything was changed.
    pub changed: bool,
    /// Causes of failure, in the order they happened; none when all went well.
    pub failures: Vec<Failure>,
}

impl Outcome {
    /// An outcome without failures that changed nothing.
    #[must_use]
    pub const fn of(body: Body) -> Self {
        Self {
            body,
            changed: false,
            failures: Vec::new(),
        }
    }

    /// The cause that decides the exit code.
    #[must_use]
    pub fn deciding(&self) -> Option<&Failure> {
        deciding(&self.failures)
    }
}

/// Causes of failure of a run, whether it came to an outcome or not.
#[must_use]
pub fn failures(result: &Result<Outcome, Failure>) -> &[Failure] {
    match result {
        Ok(outcome) => &outcome.failures,
        Err(failure) => std::slice::from_ref(failure),
    }
}

/// Causes that are all there at once, in the order in which they decide.
#[must_use]
pub fn by_rank(mut failures: Vec<Failure>) -> Vec<Failure> {
    order::by_key(&mut failures, |failure| exit::rank(failure.code().exit));
    failures
}

/// Of several causes the one whose exit code comes first.
#[must_use]
pub fn deciding(failures: &[Failure]) -> Option<&Failure> {
    failures
        .iter()
        .min_by_key(|failure| exit::rank(failure.code().exit))
}

/// What a command is about.
#[derive(Debug)]
pub enum Body {
    /// `readers`.
    Readers {
        /// One of each reader.
        rows: Vec<ReaderRow>,
        /// What their list may lack, where a Konnektor gave it.
        findings: Option<Vec<Finding>>,
    },
    /// `status`.
    Status(StatusBody),
    /// `activate` and other commands that change PINs.
    Results {
        /// One per PIN, in the order they were worked on.
        results: Vec<PinResult>,
        /// Whether every PIN of the card is known to be set: none may still be in transport state.
        complete: bool,
        /// Keys of the secrets that were not needed.
        unused: Vec<String>,
    },
    /// `certs`.
    Certificates {
        /// The certificate files of the card.
        sheet: Sheet,
        /// What the issuers' services say; empty where they were not asked.
        asked: Vec<Asked>,
        /// Files that were written.
        exported: Vec<PathBuf>,
    },
    /// `certs --from`, `status --every-card`.
    Many(Many),
    /// `doctor`.
    Doctor(Box<Diagnosis>),
    /// `explain`, where one topic was meant.
    Topic(Article),
    /// `explain`, where a short code or a code word was meant.
    Codes(Vec<codes::Asked>),
    /// `explain`: topics that may be meant.
    Topics(Vec<&'static Topic>),
    /// `notes show`.
    Notes(Vec<Listed>),
    /// `notes forget`.
    Forgotten(Forgotten),
    /// `issuers`.
    IssuerList(Box<ListHere>),
    /// `konnektor list`.
    Konnektors(Vec<SetUp>),
    /// `konnektor add`, `konnektor show`, `konnektor check`.
    Konnektor(Box<Tested>),
    /// `konnektor remove`: files that are gone.
    Removed(Vec<PathBuf>),
    /// `virtual create`.
    Created(PathBuf),
    /// `virtual show`.
    VirtualCard(VirtualCard),
    /// `virtual letter`: whose letter it is; what it says is for people.
    Letter {
        /// Number of the card.
        iccsn: Option<String>,
        /// Fixed word of its kind.
        kind: &'static str,
    },
    /// Nothing beyond the common part.
    Nothing,
}

/// A virtual card as `virtual show` lists it. The room of reports knows no virtual card: these are
/// plain values.
#[derive(Debug, Clone)]
pub struct VirtualCard {
    /// Its number, where it has one.
    pub iccsn: Option<String>,
    /// Fixed word of its kind.
    pub kind: &'static str,
    /// Its password objects.
    pub passwords: Vec<VirtualPassword>,
    /// Terms of access rules that were not understood and count as NEVER.
    pub unknown_terms: Vec<String>,
    /// Fixed words of what it does otherwise than cards by the specification.
    pub quirks: Vec<&'static str>,
}

/// A password object of a virtual card, without its secrets.
#[derive(Debug, Clone)]
pub struct VirtualPassword {
    /// Its name in the specification or in the image.
    pub name: String,
    /// Its folder.
    pub folder: String,
    /// Reference octet (P2 of commands on it).
    pub reference: u8,
    /// Its transport status, as the specification calls it.
    pub transport_status: &'static str,
    /// Tries left.
    pub retry_counter: u8,
    /// Uses of its PUK left.
    pub puk_uses_left: u8,
}

/// What became of one PIN.
#[derive(Debug, Clone)]
pub struct PinResult {
    /// The PIN.
    pub object: &'static PasswordObject,
    /// Its short name.
    pub key: PinKey,
    /// State before.
    pub before: PinStatus,
    /// State afterwards, as read back; `None` when it could not be read.
    pub after: Option<PinStatus>,
    /// Whether it was changed.
    pub changed: bool,
    /// Whether nobody knows what the last entry came to: the state afterwards is no outcome then.
    pub unknown: bool,
    /// For `verify`: whether the PIN is right.
    pub right: Option<bool>,
    /// Where the digits were typed; `None` when nothing was handed over.
    pub entry: Option<EntryWord>,
    /// How the success is known.
    pub answer: Option<Answer>,
    /// Who says that it is one.
    pub evidence: Option<Evidence>,
    /// Why it was not worked on.
    pub skipped: Option<Skipped>,
    /// What the number of tries left rested on when the secret was sent.
    pub tries_basis: Option<TriesBasis>,
}

/// Where digits were typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryWord {
    /// At the keyboard of this PC.
    Keyboard,
    /// At the reader.
    PinPad,
    /// In a script's file.
    File,
    /// At the card terminal that holds the card.
    Terminal,
}

impl EntryWord {
    /// The fixed word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            EntryWord::Keyboard => "keyboard",
            EntryWord::PinPad => "pinpad",
            EntryWord::File => "file",
            EntryWord::Terminal => "terminal",
        }
    }
}

/// Why a PIN was not worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skipped {
    /// It is set already.
    Done,
    /// Its holder is not there.
    Holder,
    /// The run stopped before it.
    Stopped,
    /// `--dry-run`.
    DryRun,
    /// It is blocked.
    Blocked,
    /// It is not blocked, and there is nothing to unblock.
    NotBlocked,
}

impl Skipped {
    /// The fixed word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Skipped::Done => "done",
            Skipped::Holder => "holder",
            Skipped::Stopped => "stopped",
            Skipped::DryRun => "dry_run",
            Skipped::Blocked => "blocked",
            Skipped::NotBlocked => "not_blocked",
        }
    }
}

/// What a number of tries left rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TriesBasis {
    /// The card named it, or a Konnektor that tells of the card.
    Card,
    /// This PC's notes.
    Notes,
    /// The person's answer, or `--tries-used`.
    Stated,
    /// Nothing but the default of `--tries-used`.
    Assumed,
    /// Nothing.
    None,
}

impl TriesBasis {
    /// The fixed word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            TriesBasis::Card => "card",
            TriesBasis::Notes => "notes",
            TriesBasis::Stated => "stated",
            TriesBasis::Assumed => "assumed",
            TriesBasis::None => "none",
        }
    }
}
