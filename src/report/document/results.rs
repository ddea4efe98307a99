//! `activate`, `change`, `unblock`, `verify`: what became of each PIN.

use serde::Serialize;

use super::kinds::Word;
use crate::card::PinStatus;
use crate::report::facts::outcome::PinResult;

/// What became of the PINs of a card.
#[derive(Debug, Serialize)]
pub(super) struct Results<'a> {
    pub(super) results: Vec<Became>,
    pub(super) complete: bool,
    pub(super) unused: &'a [String],
}

/// What became of one PIN.
#[derive(Debug, Serialize)]
pub(super) struct Became {
    pub(super) pin: Word,
    pub(super) name: Word,
    pub(super) before: Word,
    pub(super) after: Option<Word>,
    pub(super) changed: bool,
    pub(super) answer: Option<Word>,
    pub(super) evidence: Option<Word>,
    pub(super) skipped: Option<Word>,
    pub(super) tries_basis: Option<Word>,
    pub(super) entry: Option<Word>,
    pub(super) right: Option<bool>,
}

impl Became {
    pub(super) fn of(result: &PinResult) -> Self {
        Self {
            pin: Word(result.key.word()),
            name: Word(result.key.name()),
            before: Word(result.before.word()),
            after: result.after.map(PinStatus::word).map(Word),
            changed: result.changed,
            answer: result.answer.map(|answer| Word(answer.word())),
            evidence: result.evidence.map(|evidence| Word(evidence.word())),
            skipped: result.skipped.map(|skipped| Word(skipped.word())),
            tries_basis: result.tries_basis.map(|basis| Word(basis.word())),
            entry: result.entry.map(|entry| Word(entry.word())),
            right: result.right,
        }
    }
}
