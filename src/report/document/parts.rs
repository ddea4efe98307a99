//! What several documents hold: a reader, a card, a cause of failure, a source.

use serde::Serialize;

use super::kinds::{CardNumber, PlaceName, ReaderName, Word};
use crate::card::{Iccsn, Kind, View};
use crate::report::Failure;
use crate::report::facts::outcome::{ReaderRow, Seen, SeenReader};
use crate::report::words;
use crate::text::Text;
use crate::topics::Source;

/// A reader and what it can do.
#[derive(Debug, Serialize)]
pub(super) struct Reader<'a> {
    pub(super) name: ReaderName<'a>,
    pub(super) pin_pad: bool,
    pub(super) display: bool,
    pub(super) contactless: bool,
    /// Of a card terminal only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) terminal: Option<Terminal<'a>>,
}

/// A slot of a card terminal that is reached through a Konnektor.
#[derive(Debug, Serialize)]
pub(super) struct Terminal<'a> {
    pub(super) name: PlaceName<'a>,
    pub(super) slot: u32,
    pub(super) asks: Word,
    pub(super) connected: Option<bool>,
}

impl<'a> Reader<'a> {
    pub(super) fn of(reader: &'a SeenReader) -> Self {
        let pad = reader.pad();
        Self {
            name: ReaderName(reader.name.as_str().into()),
            // One that must not be used is none.
            pin_pad: reader.is_terminal_with_keys() || pad.can_verify() || pad.can_modify(),
            display: reader.is_terminal_with_keys() || reader.features.display,
            contactless: reader.contactless,
            terminal: reader.terminal.as_ref().map(|terminal| Terminal {
                name: PlaceName(&terminal.name),
                slot: terminal.slot,
                asks: Word(terminal.asks.word()),
                connected: terminal.is_connected,
            }),
        }
    }
}

/// A reader with what lies in it.
#[derive(Debug, Serialize)]
pub(super) struct Slot<'a> {
    #[serde(flatten)]
    pub(super) reader: Reader<'a>,
    pub(super) state: Word,
    pub(super) foreign: Option<Word>,
    pub(super) pin_pad_can_change: bool,
    pub(super) card: Option<CardInside<'a>>,
}

/// A card in a list of readers.
#[derive(Debug, Serialize)]
pub(super) struct CardInside<'a> {
    pub(super) kind: Word,
    pub(super) iccsn: Option<CardNumber<'a>>,
}

impl<'a> Slot<'a> {
    pub(super) fn of(row: &'a ReaderRow) -> Self {
        let inside = |(kind, iccsn): &'a (Kind, Option<Iccsn>)| CardInside {
            kind: Word(kind.word()),
            iccsn: iccsn.as_ref().map(number),
        };
        Self {
            reader: Reader::of(&row.reader),
            state: Word(row.state().word()),
            foreign: row.foreign().map(|foreign| Word(foreign.word())),
            pin_pad_can_change: row.reader.is_terminal_with_keys() || row.reader.pad().can_modify(),
            card: row.card.as_ref().map(inside),
        }
    }
}

/// A card.
#[derive(Debug, Serialize)]
pub(super) struct Card<'a> {
    pub(super) kind: Word,
    pub(super) generation: Option<Word>,
    pub(super) product_version: Option<String>,
    pub(super) iccsn: Option<CardNumber<'a>>,
    pub(super) atr: String,
}

impl<'a> Card<'a> {
    pub(super) fn of(card: &'a View) -> Self {
        Self {
            kind: Word(card.kind.word()),
            generation: card
                .version
                .map(|version| Word(version.generation().name())),
            product_version: card.version.map(|version| version.to_string()),
            iccsn: card.iccsn.as_ref().map(number),
            atr: hex::encode_upper(&card.atr),
        }
    }
}

fn number(iccsn: &Iccsn) -> CardNumber<'_> {
    CardNumber(iccsn.as_str())
}

/// A cause of failure.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Cause {
    pub(super) code: Word,
    pub(super) exit: u8,
    pub(super) short_code: String,
    pub(super) message: String,
    pub(super) hint: String,
    pub(super) status_word: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) konnektor_error: Option<u32>,
    pub(super) pin: Option<Word>,
    pub(super) tries_left: Option<u8>,
    pub(super) puk_uses_left: Option<u8>,
    pub(super) topic: Option<Word>,
}

impl Cause {
    pub(super) fn of(failure: &Failure, seen: &Seen, text: Text) -> Self {
        let code = failure.code();
        let message = words::calls::explain(failure, seen, text);
        Self {
            code: Word(code.word),
            exit: code.exit,
            short_code: failure.short_code(),
            message: message.what,
            hint: message.hint,
            // At a card terminal nobody sees one: a Konnektor says in words what the card answered.
            status_word: failure
                .status_word()
                .filter(|_| !seen.is_at_terminal())
                .map(|status| status.to_string()),
            konnektor_error: failure.konnektor_error(),
            pin: failure.pin().map(|pin| Word(pin.word())),
            tries_left: failure.tries_left(),
            puk_uses_left: failure.puk_uses_left(),
            topic: failure.topic().map(Word),
        }
    }
}

/// A page that something was read on.
#[derive(Debug, Serialize)]
pub(super) struct Page {
    pub(super) title: Word,
    pub(super) url: Word,
    pub(super) date: Word,
    pub(super) stored_copy: bool,
}

impl Page {
    pub(super) fn of(source: &'static Source) -> Self {
        Self {
            title: Word(&source.title),
            url: Word(&source.url),
            date: Word(&source.date),
            stored_copy: source.stored,
        }
    }
}
