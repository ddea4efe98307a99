//! `certs --from` and `status --every-card`: many cards, one object for each.

use serde::Serialize;

use super::certificates::{self, Certificate, Holder};
use super::kinds::{CardNumber, Word};
use super::online::Released;
use super::parts::{Card, Cause, Reader};
use super::status::{Known, Pin, Step};
use crate::report::facts::many::{self, OneCard, Unused};
use crate::report::facts::outcome::Seen;
use crate::report::words::many::{not_exported, why_unused};
use crate::text::Text;

/// What was found of many cards.
#[derive(Debug, Serialize)]
pub(super) struct Many<'a> {
    pub(super) cards: Vec<One<'a>>,
    #[serde(flatten)]
    pub(super) beside: Option<Beside<'a>>,
}

/// What lay in a folder beside the certificates of cards.
#[derive(Debug, Serialize)]
pub(super) struct Beside<'a> {
    pub(super) authorities: usize,
    pub(super) doubles: usize,
    pub(super) unused: Vec<Passed<'a>>,
}

/// A file that was not used.
#[derive(Debug, Serialize)]
pub(super) struct Passed<'a> {
    pub(super) path: &'a str,
    pub(super) message: String,
}

/// One card. Of one in a folder there are no reader and no PINs; of one that could not be looked at
/// there is no more than its reader and why.
#[derive(Debug, Serialize)]
pub(super) struct One<'a> {
    pub(super) name: String,
    pub(super) known_by: Word,
    pub(super) kind: Word,
    pub(super) iccsn: Option<CardNumber<'a>>,
    #[serde(rename = "virtual")]
    pub(super) is_virtual: bool,
    pub(super) reader: Option<Reader<'a>>,
    pub(super) card: Option<Card<'a>>,
    pub(super) pins: Vec<Pin>,
    pub(super) holder: Option<Holder<'a>>,
    pub(super) certificates: Vec<Certificate<'a>>,
    pub(super) not_exported: Vec<Word>,
    pub(super) release: Option<Released>,
    pub(super) findings: Vec<Known>,
    pub(super) next_step: Option<Step>,
    pub(super) exit: u8,
    pub(super) errors: Vec<Cause>,
}

impl<'a> Many<'a> {
    pub(super) fn of(many: &'a many::Many, seen: &Seen, text: Text) -> Self {
        let cards = many.cards.iter();
        Self {
            cards: cards.map(|card| One::of(card, seen, text)).collect(),
            beside: many.beside.as_ref().map(|beside| Beside {
                authorities: beside.authorities,
                doubles: beside.doubles,
                unused: beside
                    .unused
                    .iter()
                    .map(|unused| Passed::of(unused, text))
                    .collect(),
            }),
        }
    }
}

impl<'a> Passed<'a> {
    fn of(unused: &'a Unused, text: Text) -> Self {
        Self {
            path: &unused.path,
            message: why_unused(&unused.why, text),
        }
    }
}

impl<'a> One<'a> {
    fn of(card: &'a OneCard, seen: &Seen, text: Text) -> Self {
        let own = card.seen(seen);
        let status = card.status.as_ref();
        let sheet = status.and_then(|status| status.sheet.as_ref());
        let is_exported = card.reader.is_none();
        let missing = sheet
            .filter(|_| is_exported)
            .map(|sheet| not_exported(card.kind, sheet));
        Self {
            name: card.name.in_words(),
            known_by: Word(card.name.word()),
            kind: Word(card.kind.word()),
            iccsn: card.name.iccsn().map(CardNumber),
            is_virtual: card.is_virtual(),
            reader: card.reader.as_ref().map(Reader::of),
            card: card.view.as_ref().map(Card::of),
            pins: status
                .map(|status| status.pins.iter().map(Pin::of).collect())
                .unwrap_or_default(),
            holder: sheet.and_then(Holder::of),
            certificates: status
                .zip(sheet)
                .map(|(status, sheet)| certificates::rows(sheet, &status.asked, text))
                .unwrap_or_default(),
            not_exported: missing
                .unwrap_or_default()
                .into_iter()
                .map(|purpose| Word(purpose.word()))
                .collect(),
            release: status.and_then(|status| Released::of(&status.asked, text)),
            findings: status
                .map(|status| {
                    let findings = status.findings.iter();
                    findings.map(|finding| Known::of(finding, text)).collect()
                })
                .unwrap_or_default(),
            next_step: status
                .filter(|_| !is_exported)
                .map(|status| Step::of(status.next, &own, text)),
            exit: card.exit(),
            errors: card
                .wrongs
                .iter()
                .map(|failure| Cause::of(failure, &own, text))
                .collect(),
        }
    }
}
