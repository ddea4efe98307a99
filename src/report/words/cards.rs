//! Cards, in words.

use apdu::StatusWord;

use super::certificates;
use super::labels::{kind_label, own_labels};
use super::line::Line;
use crate::card::{Application, Iccsn, Kind, PinStatus, PinView, View};
use crate::certificate::Certificate;
use crate::holder::Sheet;
use crate::pins::PinKey;
use crate::report::facts::failure::CardInReader;
use crate::text::{Text, Tone};

/// What a card answers to SELECT that was terminated (gemSpec_COS N047.590), and many another one
/// that does not know this SELECT.
const TERMINATED: StatusWord = StatusWord::new(0x6D00);

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

/// The same, and of one that is none of ours what it plausibly is.
#[must_use]
pub fn told(
    kind: Kind,
    iccsn: Option<&Iccsn>,
    application: Option<Application>,
    text: Text,
) -> String {
    match application.filter(|_| kind == Kind::Unknown) {
        Some(application) => of_application(application, text),
        None => short(kind, iccsn, text),
    }
}

/// A card among several: what tells an old one of a person from a new one. Its kind, the end of its
/// number, its holder, how its PINs stand where that is known, how long it is valid, and where it is.
#[must_use]
pub fn to_choose(card: &View, pins: &[PinView], sheet: &Sheet, reader: &str, text: Text) -> String {
    let mut said = vec![short(card.kind, card.iccsn.as_ref(), text)];
    let holder = sheet.holder().filter(|_| !sheet.has_misplaced());
    let told = sheet
        .told_holder
        .as_ref()
        .filter(|_| sheet.holder().is_none());
    said.extend(holder.map(Certificate::display_name).or(told.cloned()));
    if !pins.is_empty() {
        said.push(pins_at_once(pins, text));
    }
    said.extend(certificates::shortest_validity(sheet, text));
    said.push(text.lies_in(reader));
    said.join(", ")
}

/// How the PINs of a card stand, in two words.
fn pins_at_once(pins: &[PinView], text: Text) -> String {
    let with = |wanted: fn(PinStatus) -> bool| -> Vec<PinKey> {
        let keys = pins.iter().filter(|pin| wanted(pin.status));
        keys.map(|pin| pin.object.key)
            .filter(|key| !matches!(key, PinKey::Auto | PinKey::So))
            .collect()
    };
    let blocked = with(|status| status == PinStatus::Blocked);
    let transport = with(|status| status == PinStatus::Transport);
    let open = with(|status| !status.is_set());
    if !blocked.is_empty() {
        text.card_is_blocked(&own_labels(&blocked, text))
    } else if open.is_empty() {
        text.card_is_set()
    } else if with(PinStatus::is_set).is_empty() && open == transport {
        text.card_is_new()
    } else {
        text.card_is_open(&own_labels(&open, text))
    }
}

/// A card and its reader; with its ATR where it has no name.
#[must_use]
pub fn in_reader(found: &CardInReader, text: Text) -> String {
    let mut card = short(found.kind, found.iccsn.as_ref(), text);
    if found.kind == Kind::Unknown {
        card = foreign(found, text);
    }
    text.in_reader(&card, &found.reader)
}

/// What a card that is none of ours plausibly is.
fn foreign(found: &CardInReader, text: Text) -> String {
    let atr = hex::encode_upper(&found.atr);
    let answer = found.answer.to_string();
    let Some(application) = found.application else {
        let card = kind_label(found.kind, text);
        // Whoever tells of a card in a terminal passes nothing on that it answered.
        if found.atr.is_empty() {
            return card;
        }
        return match found.answer {
            TERMINATED => text.foreign_card_or_dead(&card, &atr, &answer),
            _ => text.foreign_card(&card, &atr, &answer),
        };
    };
    let card = of_application(application, text);
    if found.atr.is_empty() {
        return card;
    }
    text.foreign_card_named(&card, &atr, &answer)
}

fn of_application(application: Application, text: Text) -> String {
    match application {
        Application::Girocard => text.card_girocard(),
        Application::Mastercard => text.card_mastercard(),
        Application::Visa => text.card_visa(),
        Application::Payment => text.card_payment(),
        Application::Identity => text.card_identity(),
        Application::Passport => text.card_passport(),
        Application::HealthInsurance => kind_label(Kind::Egk, text),
        Application::OpenPgp => text.card_openpgp(),
        Application::Piv => text.card_piv(),
        Application::OldInsurance => text.card_old_insurance(),
        Application::OldHba => text.card_old_hba(),
        Application::Untold => text.card_untold(),
        Application::DataCentre => text.card_data_centre(),
    }
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
