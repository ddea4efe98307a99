//! Cards for tests.

use std::fs;

use pinlotse::virtual_card::{Source, VirtualCard};

use super::super::super::temp::Temp;
use super::Card;

pub(super) fn built_in(source: &str, kind: &'static str) -> Card {
    with_kind(load(&Source::parse(source)), kind)
}

pub(super) fn of(chip: VirtualCard) -> Card {
    let kind = match chip.kind() {
        "hba" => "HBA",
        "smcb" => "SMC-B",
        "egk" => "EGK",
        "gsmc_kt" => "SMC-KT",
        _ => "UNKNOWN",
    };
    with_kind(chip, kind)
}

fn with_kind(chip: VirtualCard, kind: &'static str) -> Card {
    let mut card = Card {
        kind,
        iccsn: String::new(),
        chip: Some(chip),
    };
    card.power(true);
    card.iccsn = card.number().unwrap_or_default();
    card.power(false);
    card
}

fn load(source: &Source) -> VirtualCard {
    VirtualCard::load(source).unwrap_or_else(|error| panic!("{source:?}: {error}"))
}

/// In EF.GDO and the CV certificates the number stands as BCD, in X.509 certificates as digits; both
/// keep their length, so only signatures do not hold any more.
pub(super) fn numbered(card: Card, iccsn: &str) -> Card {
    assert!(
        iccsn.len() == 20 && iccsn.bytes().all(|digit| digit.is_ascii_digit()),
        "an ICCSN has 20 digits: {iccsn}"
    );
    let Some(chip) = card.chip else {
        return Card::foreign(card.kind, iccsn);
    };
    let temp = Temp::in_memory();
    let path = temp.join("card.json");
    chip.save(&path).unwrap();
    let state = fs::read_to_string(&path).unwrap();
    let state = state
        .replace(&card.iccsn, iccsn)
        .replace(&in_ascii(&card.iccsn), &in_ascii(iccsn));
    fs::write(&path, state).unwrap();
    with_kind(load(&Source::State(path)), card.kind)
}

fn in_ascii(digits: &str) -> String {
    hex::encode_upper(digits)
}
