//! `status`: the PINs of a card, its certificates, what is known of cards like it.

use serde::Serialize;

use super::certificates::{self, Certificate, Holder};
use super::kinds::Word;
use super::online::Released;
use super::parts::Page;
use crate::report::facts::next_step::NextStep;
use crate::report::facts::outcome::{LeftBy, PinLine, Seen, StatusBody, TriesBasis};
use crate::report::words;
use crate::text::Text;
use crate::topics::radar::Finding;

/// What `status` says of a card.
#[derive(Debug, Serialize)]
pub(super) struct Status<'a> {
    pub(super) pins: Vec<Pin>,
    pub(super) holder: Option<Holder<'a>>,
    pub(super) certificates: Vec<Certificate<'a>>,
    pub(super) release: Option<Box<Released>>,
    pub(super) findings: Vec<Known>,
    pub(super) next_step: Step,
}

impl<'a> Status<'a> {
    pub(super) fn of(status: &'a StatusBody, seen: &Seen, text: Text) -> Self {
        let sheet = status.sheet.as_ref();
        Self {
            pins: status.pins.iter().map(Pin::of).collect(),
            holder: sheet.and_then(Holder::of),
            certificates: sheet
                .map(|sheet| certificates::rows(sheet, &status.asked, text))
                .unwrap_or_default(),
            release: Released::of(&status.asked, text).map(Box::new),
            findings: status
                .findings
                .iter()
                .map(|finding| Known::of(finding, text))
                .collect(),
            next_step: Step::of(status.next, seen, text),
        }
    }
}

/// The next sensible step.
#[derive(Debug, Serialize)]
pub(super) struct Step {
    pub(super) code: Word,
    pub(super) message: String,
}

impl Step {
    pub(super) fn of(next: NextStep, seen: &Seen, text: Text) -> Self {
        Self {
            code: Word(next.word()),
            message: words::status::next_step(next, seen, text),
        }
    }
}

/// One PIN.
#[derive(Debug, Serialize)]
pub(super) struct Pin {
    pub(super) pin: Word,
    pub(super) name: Word,
    pub(super) state: Word,
    pub(super) tries_left: Option<u8>,
    pub(super) tries_basis: Word,
    pub(super) wrong_noted: Option<u8>,
    pub(super) unknown_noted: Option<u8>,
    pub(super) blocked_in_transport: Option<bool>,
}

impl Pin {
    pub(super) fn of(pin: &PinLine) -> Self {
        let noted = pin.noted;
        let (tries_left, basis) = match pin.left() {
            Some((tries, LeftBy::Card | LeftBy::Konnektor)) => (Some(tries), TriesBasis::Card),
            Some((tries, LeftBy::Notes)) => (Some(tries), TriesBasis::Notes),
            None => (None, TriesBasis::None),
        };
        Self {
            pin: Word(pin.key.word()),
            name: Word(pin.key.name()),
            state: Word(pin.status.word()),
            tries_left,
            tries_basis: Word(basis.word()),
            wrong_noted: noted.map(|noted| noted.wrong),
            unknown_noted: noted.map(|noted| noted.unknown),
            blocked_in_transport: noted.map(|_| pin.is_blocked_in_transport()),
        }
    }
}

/// What is known of cards like this one.
#[derive(Debug, Serialize)]
pub(super) struct Known {
    pub(super) code: Word,
    pub(super) severity: Word,
    pub(super) since: Option<Word>,
    pub(super) readable_from_chip: bool,
    pub(super) message: String,
    pub(super) look_for: Option<String>,
    pub(super) hint: String,
    pub(super) topic: Word,
    pub(super) sources: Vec<Page>,
}

impl Known {
    pub(super) fn of(finding: &Finding, text: Text) -> Self {
        Self {
            code: Word(finding.code()),
            severity: Word(finding.severity().word()),
            since: finding.since().map(Word),
            readable_from_chip: finding.is_readable_from_chip(),
            message: finding.what(text),
            look_for: finding.look_for(text),
            hint: finding.hint(text).to_owned(),
            topic: Word(finding.topic()),
            sources: finding.sources().into_iter().map(Page::of).collect(),
        }
    }
}
