//! Slots of card terminals as places, with the names that people see and `--reader` takes.

use super::super::PlaceId;
use crate::card::{Application, Kind};
use crate::konnektor::answer::{Card, Terminal};
use crate::konnektor::identifiers::{CardHandle, Id};
use crate::konnektor::words::CardType;
use crate::report::facts::outcome::{Asks, SeenTerminal};
use crate::system::printable;

/// Most slots of a terminal that are listed where it names more: terminals have two to four.
const MOST: u32 = 16;

/// What a terminal is called that has no name at all.
const NAMELESS: &str = "Kartenterminal";

/// A slot, and the card in it.
#[derive(Debug, Clone)]
pub(super) struct InSlot {
    /// Its name.
    pub place: PlaceId,
    /// The terminal.
    pub seen: SeenTerminal,
    /// The card.
    pub card: Option<Card>,
}

impl InSlot {
    /// What kind of card it is, and what a foreign one is, by its type. A type that nobody knows is
    /// a foreign card.
    pub fn kind(&self) -> (Kind, Option<Application>) {
        let card_type = self.card.as_ref().map(|card| &card.card_type);
        match card_type {
            Some(Ok(CardType::Hba | CardType::Hbax)) => (Kind::Hba, None),
            Some(Ok(CardType::SmcB | CardType::SmB)) => (Kind::Smcb, None),
            Some(Ok(CardType::Egk)) => (Kind::Egk, None),
            Some(Ok(CardType::SmcKt)) => (Kind::GsmcKt, None),
            Some(Ok(CardType::Kvk)) => (Kind::Unknown, Some(Application::OldInsurance)),
            Some(Ok(CardType::HbaQsig | CardType::Zod)) => {
                (Kind::Unknown, Some(Application::OldHba))
            }
            Some(Ok(CardType::HsmB)) => (Kind::Unknown, Some(Application::DataCentre)),
            Some(Ok(CardType::Unknown) | Err(_)) | None => (Kind::Unknown, None),
        }
    }

    /// Whether its PINs are those of a person.
    pub fn is_of_a_person(&self) -> bool {
        self.kind().0 == Kind::Hba
    }
}

/// All slots: of each terminal in its order, then those of cards whose terminal is none of these.
pub(super) fn slots(
    prefix: &str,
    terminals: &[Terminal],
    cards: &[Card],
    workplace: &Id,
) -> Vec<InSlot> {
    let mut left: Vec<&Card> = cards.iter().collect();
    let mut slots = Vec::new();
    for terminal in terminals {
        let name = name(terminal, terminals);
        let asks = asks(terminal, workplace);
        let is_here = |card: &&Card| terminal.id.is_ok() && card.terminal == terminal.id;
        let (here, elsewhere) = left.into_iter().partition::<Vec<_>, _>(is_here);
        left = elsewhere;
        let known = terminal
            .slots
            .as_ref()
            .map_or(0, |slots| (*slots).min(MOST));
        let used = here.iter().filter_map(|card| card.slot.as_ref().ok());
        let last = used.copied().max().unwrap_or(0).min(MOST).max(known);
        for number in 1..=last {
            let seen = SeenTerminal {
                name: name.clone(),
                slot: number,
                asks,
            };
            let card = here.iter().find(|card| card.slot == Ok(number));
            slots.push(InSlot::of(prefix, seen, card.map(|card| (*card).clone())));
        }
        left.extend(here.iter().filter(|card| {
            let mut slots = slots.iter();
            !slots.any(|slot| slot.card.as_ref() == Some(**card))
        }));
    }
    for card in left {
        let terminal = card.terminal.as_ref().map(Id::as_str).ok();
        let handle = card.handle.as_ref().map(CardHandle::as_str).ok();
        let seen = SeenTerminal {
            name: terminal.or(handle).unwrap_or(NAMELESS).to_owned(),
            slot: card.slot.clone().unwrap_or(0),
            // Nobody knows where a PIN of it is asked for.
            asks: Asks::Remote,
        };
        slots.push(InSlot::of(prefix, seen, Some(card.clone())));
    }
    told_apart(slots)
}

impl InSlot {
    fn of(prefix: &str, mut seen: SeenTerminal, card: Option<Card>) -> Self {
        seen.name = printable::line(&seen.name).to_string();
        let place = format!("{prefix} {}, Steckplatz {}", seen.name, seen.slot);
        Self {
            place: PlaceId::new(place),
            seen,
            card,
        }
    }
}

/// Two cards that are said to be in one slot are two places all the same.
fn told_apart(slots: Vec<InSlot>) -> Vec<InSlot> {
    let mut all: Vec<InSlot> = Vec::new();
    for mut slot in slots {
        let twins = all.iter().filter(|other| other.seen == slot.seen).count();
        if twins > 0 {
            slot.place = PlaceId::new(format!("{} ({})", slot.place, twins + 1));
        }
        all.push(slot);
    }
    all
}

/// What people call a terminal; what the Konnektor calls it where it has no name, or one that
/// another terminal has, too.
pub(super) fn name(terminal: &Terminal, all: &[Terminal]) -> String {
    let own = named(terminal);
    let id = terminal.id.as_ref().map(|id| id.as_str().to_owned()).ok();
    match (own, id) {
        (Some(own), Some(id)) => {
            let twins = all.iter().filter(|other| named(other) == Some(own));
            if twins.count() > 1 {
                format!("{own} ({id})")
            } else {
                own.to_owned()
            }
        }
        (Some(own), None) => own.to_owned(),
        (None, id) => id.unwrap_or_else(|| NAMELESS.to_owned()),
    }
}

fn named(terminal: &Terminal) -> Option<&str> {
    let name = terminal.name.as_ref().ok()?.trim();
    (!name.is_empty()).then_some(name)
}

/// Where a PIN of a card in it is asked for. A terminal that does not say whether it is a thing is
/// one.
pub(super) fn asks(terminal: &Terminal, workplace: &Id) -> Asks {
    match &terminal.is_physical {
        Ok(false) => Asks::Nowhere,
        Ok(true) | Err(_) if terminal.is_at(workplace) => Asks::Itself,
        Ok(true) | Err(_) => Asks::Remote,
    }
}
