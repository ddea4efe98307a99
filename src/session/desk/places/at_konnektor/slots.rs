//! Slots of card terminals as places, with the names that people see and `--reader` takes.

use std::collections::BTreeMap;

use super::super::PlaceId;
use super::names::{self, Name, Names, shown};
use crate::card::{Application, Kind};
use crate::konnektor;
use crate::konnektor::answer::{Card, Terminal};
use crate::konnektor::identifiers::{CardHandle, Id};
use crate::konnektor::words::CardType;
use crate::order;
use crate::report::facts::outcome::{Asks, SeenTerminal};

/// Most slots of a terminal that are listed where it names more: terminals have two to four.
const MOST: u32 = 16;

/// The number of a slot that the Konnektor does not name: slots count from 1.
const UNTOLD: u32 = 0;

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
        self.card.as_ref().map_or((Kind::Unknown, None), kind)
    }

    /// Whether its PINs are those of a person.
    pub fn is_of_a_person(&self) -> bool {
        self.kind().0 == Kind::Hba
    }
}

/// The same of a card.
pub(super) const fn kind(card: &Card) -> (Kind, Option<Application>) {
    match &card.card_type {
        Ok(CardType::Hba | CardType::Hbax) => (Kind::Hba, None),
        Ok(CardType::SmcB | CardType::SmB) => (Kind::Smcb, None),
        Ok(CardType::Egk) => (Kind::Egk, None),
        Ok(CardType::SmcKt) => (Kind::GsmcKt, None),
        Ok(CardType::Kvk) => (Kind::Unknown, Some(Application::OldInsurance)),
        Ok(CardType::HbaQsig | CardType::Zod) => (Kind::Unknown, Some(Application::OldHba)),
        Ok(CardType::HsmB) => (Kind::Unknown, Some(Application::DataCentre)),
        Ok(CardType::Unknown) | Err(_) => (Kind::Unknown, Some(Application::Untold)),
    }
}

/// All slots: of each terminal in its order, then those of cards whose terminal is none of these, or
/// whose slot it does not have or holds another card.
pub(super) fn slots(
    prefix: &str,
    terminals: &[Terminal],
    cards: &[Card],
    workplace: &Id,
) -> Vec<InSlot> {
    let known = terminals.iter().filter_map(|one| one.id.as_ref().ok());
    let mut inside: BTreeMap<&str, Vec<&Card>> =
        known.map(|id| (id.as_str(), Vec::new())).collect();
    let mut left: Vec<&Card> = Vec::new();
    let mut beside: Vec<(SeenTerminal, &Card)> = Vec::new();
    for card in cards {
        let terminal = card.terminal.as_ref().ok().map(Id::as_str);
        match terminal.and_then(|id| inside.get_mut(id)) {
            Some(here) => here.push(card),
            None => left.push(card),
        }
    }
    let names = Names::of(terminals);
    let mut slots = Vec::new();
    for (place, terminal) in terminals.iter().enumerate() {
        let name = names.at(place);
        let asks = asks(terminal, workplace);
        let at = |slot| SeenTerminal {
            name: name.clone(),
            slot,
            asks,
            is_connected: terminal.is_connected.clone().ok(),
        };
        let id = terminal.id.as_ref().ok().map(Id::as_str);
        let here = id.and_then(|id| inside.remove(id)).unwrap_or_default();
        let known = terminal.slots.as_ref().map_or(0, |slots| *slots);
        let used = here.iter().filter_map(|card| card.slot.as_ref().ok());
        let last = used.copied().max().unwrap_or(0).max(known).min(MOST);
        let mut by_slot: BTreeMap<u32, &Card> = BTreeMap::new();
        for card in here {
            match card.slot.clone() {
                Ok(number @ 1..) if number <= last && !by_slot.contains_key(&number) => {
                    by_slot.insert(number, card);
                }
                // It is in this terminal all the same, which asks where it always does.
                Ok(number) => beside.push((at(number), card)),
                Err(_) => beside.push((at(UNTOLD), card)),
            }
        }
        for number in 1..=last {
            let card = by_slot.get(&number).map(|card| (*card).clone());
            slots.push(InSlot::of(prefix, at(number), card));
        }
    }
    for card in left {
        let terminal = card.terminal.as_ref().map(Id::as_str).ok();
        let handle = card.handle.as_ref().map(CardHandle::as_str).ok();
        let seen = SeenTerminal {
            name: shown(terminal.or(handle).unwrap_or(names::NAMELESS)),
            slot: card.slot.clone().unwrap_or(UNTOLD),
            // Nobody knows where a PIN of it is asked for.
            asks: Asks::Remote,
            is_connected: None,
        };
        beside.push((seen, card));
    }
    let beside = beside.into_iter();
    slots.extend(beside.map(|(seen, card)| InSlot::of(prefix, seen, Some(card.clone()))));
    told_apart(slots)
}

impl InSlot {
    fn of(prefix: &str, seen: SeenTerminal, card: Option<Card>) -> Self {
        Self {
            place: PlaceId::new(konnektor::slot_name(prefix, &seen.name, seen.slot)),
            seen,
            card,
        }
    }
}

/// Two cards that are said to be in one slot are two places all the same, and so are the slots of two
/// terminals that nothing tells apart that a person sees.
fn told_apart(mut slots: Vec<InSlot>) -> Vec<InSlot> {
    let names = slots.iter().map(|slot| Name::new(slot.place.to_string()));
    let names = order::distinct(names.collect(), Name::again);
    for (slot, name) in slots.iter_mut().zip(names) {
        slot.place = PlaceId::new(name.into_text());
    }
    slots
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::konnektor::element::Unknown;
    use crate::konnektor::product::ProductInformation;

    fn terminal(id: &str, name: &str, is_here: bool) -> Terminal {
        let workplaces = is_here.then(|| "empfang".to_owned());
        Terminal {
            id: Id::new(id).map_err(|_| Unknown::Missing),
            name: Ok(name.to_owned()),
            mac: Err(Unknown::Missing),
            address: Err(Unknown::Missing),
            workplaces: workplaces.into_iter().collect(),
            slots: Ok(1),
            is_physical: Ok(true),
            is_connected: Ok(true),
            product: ProductInformation::default(),
        }
    }

    fn card(terminal: &str, slot: u32, handle: &str) -> Card {
        Card {
            handle: CardHandle::new(handle).map_err(|_| Unknown::Missing),
            card_type: Ok(CardType::SmcB),
            operating_system: None,
            object_system: None,
            iccsn: Err(Unknown::Missing),
            terminal: Id::new(terminal).map_err(|_| Unknown::Missing),
            slot: Ok(slot),
            inserted: Err(Unknown::Missing),
            holder: Err(Unknown::Missing),
            expires: Err(Unknown::Missing),
        }
    }

    /// The places, and the handle of the card in each.
    fn listed(terminals: &[Terminal], cards: &[Card]) -> Vec<(String, Option<String>)> {
        let workplace = Id::new("empfang").unwrap();
        let slots = slots("konnektor:praxis", terminals, cards, &workplace);
        let handle = |card: Card| card.handle.unwrap().as_str().to_owned();
        slots
            .into_iter()
            .map(|slot| {
                let place = slot.place.as_str().strip_prefix("konnektor:praxis ");
                (place.unwrap().to_owned(), slot.card.map(handle))
            })
            .collect()
    }

    #[test]
    fn no_two_slots_have_one_name_however_alike_their_terminals_look() {
        for (names, expected) in [
            (["A", "B"], ["A, SLOT:1", "B, SLOT:1"]),
            (["A", "A"], ["A (T1), SLOT:1", "A (T2), SLOT:1"]),
            (["A", " A "], ["A (T1), SLOT:1", "A (T2), SLOT:1"]),
            // As lines are broken on a screen, as letters are written, and as --reader compares.
            (
                ["A 1", "A\u{A0} 1"],
                ["A 1 (T1), SLOT:1", "A 1 (T2), SLOT:1"],
            ),
            (
                ["Küche", "Ku\u{308}che"],
                ["Küche (T1), SLOT:1", "Ku\u{308}che (T2), SLOT:1"],
            ),
            (["A", "a"], ["A (T1), SLOT:1", "a (T2), SLOT:1"]),
            // One has no name, and the other one is called what the Konnektor calls it.
            (["", "T1"], ["T1, SLOT:1", "T1 (T2), SLOT:1"]),
            // What nobody sees is shown alike, whichever it is.
            (
                ["A\u{200B}", "A\u{200C}"],
                ["A\u{FFFD} (T1), SLOT:1", "A\u{FFFD} (T2), SLOT:1"],
            ),
            (["", ""], ["T1, SLOT:1", "T2, SLOT:1"]),
            // One is called what the other one is called beside its slot.
            (
                ["A, SLOT:1 (2)", "A"],
                ["A, SLOT:1 (2), SLOT:1", "A, SLOT:1"],
            ),
        ] {
            // Wherever they stand: what a person cannot type tells nothing apart.
            for is_here in [true, false] {
                let [one, other] = names;
                let terminals = [terminal("T1", one, true), terminal("T2", other, is_here)];
                let places: Vec<String> = listed(&terminals, &[])
                    .into_iter()
                    .map(|(place, _)| place)
                    .collect();
                assert_eq!(places, expected);
            }
        }
        let nameless = [true, false].map(|is_here| terminal("\u{0}", "", is_here));
        let places: Vec<String> = listed(&nameless, &[])
            .into_iter()
            .map(|(place, _)| place)
            .collect();
        assert_eq!(places, ["Terminal, SLOT:1", "Terminal (2), SLOT:1"]);
    }

    /// Also beside the slot, where people are told at which terminal they are asked.
    #[test]
    fn a_name_that_was_made_longer_is_that_of_no_other_terminal() {
        for (names, expected) in [
            (["E", "E (T1)", "E"], ["E (T1)", "E (T1) (T2)", "E (T3)"]),
            (["E", "E (T1)", "F"], ["E", "E (T1)", "F"]),
            (
                ["E", "E (t1)", "E (T1) (T2)"],
                ["E", "E (t1)", "E (T1) (T2)"],
            ),
        ] {
            let ids = ["T1", "T2", "T3"].into_iter();
            let terminals: Vec<Terminal> = ids
                .zip(names)
                .map(|(id, name)| terminal(id, name, true))
                .collect();
            let workplace = Id::new("empfang").unwrap();
            let slots = slots("konnektor:praxis", &terminals, &[], &workplace);
            let found: Vec<String> = slots.into_iter().map(|slot| slot.seen.name).collect();
            assert_eq!(found, expected);
        }
        // The Konnektor says one name twice.
        let same = ["Empfang", "Keller"].map(|name| terminal("T1", name, true));
        let again = [same[0].clone(), same[0].clone(), same[1].clone()];
        let workplace = Id::new("empfang").unwrap();
        let slots = slots("konnektor:praxis", &again, &[], &workplace);
        let found: Vec<String> = slots.into_iter().map(|slot| slot.seen.name).collect();
        assert_eq!(found, ["Empfang (T1)", "Empfang (T1) (2)", "Keller (T1)"]);
    }

    /// Ever longer names cost what their number costs.
    #[test]
    fn names_that_run_into_each_other_come_to_an_end() {
        let mut name = "E".to_owned();
        let mut terminals = vec![terminal("T0", "E", true)];
        for at in 0..40 {
            terminals.push(terminal(&format!("T{}", at + 1), &name, true));
            name = format!("{name} (T{at})");
        }
        let workplace = Id::new("empfang").unwrap();
        let slots = slots("konnektor:praxis", &terminals, &[], &workplace);
        let names = slots.into_iter().map(|slot| slot.seen.name);
        let names: std::collections::BTreeSet<String> = names.collect();
        assert_eq!(names.len(), terminals.len());
    }

    #[test]
    fn a_card_lies_in_its_slot_and_what_fits_none_stands_at_the_end() {
        let terminals = [terminal("T1", "A", true), terminal("T2", "B", true)];
        let cards = [
            card("T3", 1, "unknown"),
            card("T2", 1, "b"),
            card("T1", 2, "a"),
            card("T1", 2, "again"),
            card("T1", 99, "far"),
        ];
        let expected = [
            ("A, SLOT:1", None),
            ("A, SLOT:2", Some("a")),
            // One that is named makes room up to what terminals have at most.
            ("B, SLOT:1", Some("b")),
            ("A, SLOT:2 (2)", Some("again")),
            ("A, SLOT:99", Some("far")),
            ("T3, SLOT:1", Some("unknown")),
        ];
        let mut found = listed(&terminals, &cards);
        found.retain(|(place, card)| {
            card.is_some() || !place.starts_with('A') || place.ends_with(":1")
        });
        let found: Vec<(&str, Option<&str>)> = found
            .iter()
            .map(|(place, card)| (place.as_str(), card.as_deref()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_card_with_an_odd_slot_is_asked_for_where_its_terminal_asks() {
        let [mut untold, mut far, again] = ["untold", "far", "again"].map(|it| card("T1", 1, it));
        untold.slot = Err(Unknown::Missing);
        far.slot = Ok(u32::MAX);
        let cards = [card("T1", 1, "first"), untold, far, again];
        let workplace = Id::new("empfang").unwrap();
        for (is_here, asks) in [(true, Asks::Itself), (false, Asks::Remote)] {
            let terminals = [terminal("T1", "A", is_here)];
            let slots = slots("konnektor:praxis", &terminals, &cards, &workplace);
            let occupied = slots.iter().filter(|slot| slot.card.is_some());
            let found: Vec<Asks> = occupied.map(|slot| slot.seen.asks).collect();
            assert_eq!(found, [asks; 4]);
        }
    }
}
