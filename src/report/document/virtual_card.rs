//! `virtual create`, `virtual show`, `virtual letter`. No document holds a PIN, not even an invented
//! one.

use std::path::Path;

use serde::Serialize;

use super::kinds::{CardNumber, Word};
use crate::report::facts::outcome::{VirtualCard, VirtualPassword};

/// What `virtual create` says.
#[derive(Debug, Serialize)]
pub(super) struct Created {
    pub(super) file: String,
}

impl Created {
    pub(super) fn of(path: &Path) -> Self {
        Self {
            file: path.display().to_string(),
        }
    }
}

/// What `virtual show` says.
#[derive(Debug, Serialize)]
pub(super) struct Shown<'a> {
    pub(super) iccsn: CardNumber<'a>,
    pub(super) kind: Word,
    pub(super) passwords: Vec<Password<'a>>,
    pub(super) unknown_terms: &'a [String],
    pub(super) quirks: Vec<Word>,
}

impl<'a> Shown<'a> {
    pub(super) fn of(card: &'a VirtualCard) -> Self {
        Self {
            iccsn: CardNumber(card.iccsn.as_deref().unwrap_or_default()),
            kind: Word(card.kind),
            passwords: card.passwords.iter().map(Password::of).collect(),
            unknown_terms: &card.unknown_terms,
            quirks: card.quirks.iter().copied().map(Word).collect(),
        }
    }
}

/// A password object.
#[derive(Debug, Serialize)]
pub(super) struct Password<'a> {
    pub(super) name: &'a str,
    pub(super) folder: &'a str,
    pub(super) reference: String,
    pub(super) transport_status: Word,
    pub(super) retry_counter: u8,
    pub(super) puk_uses_left: u8,
}

impl<'a> Password<'a> {
    fn of(password: &'a VirtualPassword) -> Self {
        Self {
            name: &password.name,
            folder: &password.folder,
            reference: format!("{:02X}", password.reference),
            transport_status: Word(password.transport_status),
            retry_counter: password.retry_counter,
            puk_uses_left: password.puk_uses_left,
        }
    }
}

/// What `virtual letter` says; the letter itself is for people.
#[derive(Debug, Serialize)]
pub(super) struct Letter<'a> {
    pub(super) iccsn: Option<CardNumber<'a>>,
    pub(super) kind: Word,
}
