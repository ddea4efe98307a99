//! Cards, in words.

use super::labels::kind_label;
use super::line::Line;
use crate::card::{Iccsn, Kind, View};
use crate::report::facts::failure::CardInReader;
use crate::text::{Text, Tone};

/// Kind, version and number of a card.
#[must_use]
pub fn lines(card: &View, text: Text) -> Vec<Line> {
    let version = card
        .version
        .map(|version| text.version_suffix(version.generation().name(), &version.to_string()));
    let number = match &card.iccsn {
        Some(iccsn) => text.iccsn_line(&iccsn.grouped()),
        None => text.iccsn_unreadable(),
    };
    vec![
        (
            Tone::Heading,
            text.card_line(&kind_label(card.kind, text), &version.unwrap_or_default()),
        ),
        (Tone::Plain, number),
    ]
}

/// A card in a few words: `eHBA …20885`.
#[must_use]
pub fn short(kind: Kind, iccsn: Option<&Iccsn>, text: Text) -> String {
    let name = kind_label(kind, text);
    match iccsn {
        Some(iccsn) => format!("{name} …{}", iccsn.ending()),
        None => name,
    }
}

/// A card and its reader; with its ATR where it has no name.
#[must_use]
pub fn in_reader(found: &CardInReader, text: Text) -> String {
    let mut card = short(found.kind, found.iccsn.as_ref(), text);
    if found.kind == Kind::Unknown {
        card = text.foreign_card(
            &card,
            &hex::encode_upper(&found.atr),
            &found.answer.to_string(),
        );
    }
    text.in_reader(&card, &found.reader)
}

/// Several of them.
#[must_use]
pub fn in_readers(found: &[CardInReader], text: Text) -> String {
    found
        .iter()
        .map(|card| in_reader(card, text))
        .collect::<Vec<_>>()
        .join("; ")
}
