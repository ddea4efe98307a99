//! What happens while a run goes on, in the order in which it is told: a person reads it at once.

use std::path::Path;

use super::failure::Failure;
use super::many::WhyUnused;
use super::outcome::{Noted, Skipped};
use crate::attempts;
use crate::card::{Answer, Evidence, Operation, PinStatus};
use crate::certificate::issuers::Unusable;
use crate::pins::PinKey;
use crate::trust::{self, Freshness, List};

/// One thing that happened.
#[derive(Debug)]
pub enum Event<'a> {
    /// A secret took effect.
    Done {
        /// The PIN.
        pin: PinKey,
        /// What was done to it.
        operation: Operation,
        /// How the success is known.
        answer: Answer,
        /// Who says that it is one.
        evidence: Evidence,
        /// State of the PIN afterwards, where it could be read.
        after: Option<PinStatus>,
    },
    /// A PIN was left alone, and that is no failure.
    LeftAlone {
        /// The PIN.
        pin: PinKey,
        /// Why.
        why: Skipped,
        /// Whether its digits are a script's, which nobody is asked for.
        scripted: bool,
    },
    /// The state of a PIN shows how an earlier try ended whose outcome was unknown.
    NoteSettled {
        /// The PIN.
        pin: PinKey,
        /// Its state.
        status: PinStatus,
        /// What was noted of it until now.
        noted: Noted,
    },
    /// The notes cannot be read or written, where the run goes on without them.
    NotesFailed(&'a attempts::Error),
    /// The run is at its end, and what it tried is noted nowhere.
    NotKept(&'a attempts::Unkept),
    /// gematik's list of issuers was found in the folder of issuers.
    ListOfIssuers {
        /// The list that is gone by.
        list: &'a List,
        /// How old it is.
        freshness: Freshness,
    },
    /// A list of issuers is not believed.
    ListRefused {
        /// Its file.
        path: &'a Path,
        /// Why.
        why: &'a trust::Refusal,
    },
    /// A file of the folder of exported certificates is of no use.
    ExportUnused {
        /// The file.
        path: &'a str,
        /// What is wrong with it.
        why: &'a WhyUnused,
    },
    /// Further files of a folder are not used, and not named one by one.
    MoreUnused {
        /// How many.
        files: usize,
    },
    /// A file of a folder of certificates is of no use.
    IssuerUnusable {
        /// The file.
        path: &'a Path,
        /// What is wrong with it.
        why: &'a Unusable,
    },
    /// Something failed, and the run goes on in another way.
    Hitch(&'a Failure),
    /// Something failed.
    Failed(&'a Failure),
    /// Something failed where the person chooses the next step by a number: what to do about it is
    /// said without a command, or not at all.
    FailedInGuide {
        /// What failed.
        failure: &'a Failure,
        /// What to do about it.
        remedy: Option<&'a str>,
        /// Whether choices follow, of which one names its short code.
        names_code: bool,
    },
}
