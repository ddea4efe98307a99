//! Objects as data (cards.md §2.2).

use crate::card::objects::{further_pins, pins};
use crate::card::{Folder, Kind, PasswordObject};
use crate::pins;
use crate::pins::PinKey;

/// Key, name, AID of the folder (empty: the MF), P2, tries, whether it is the holder's own.
type Row = (PinKey, &'static str, String, u8, u8, bool);

fn rows(objects: &[PasswordObject]) -> Vec<Row> {
    let folder = |object: &PasswordObject| match object.folder {
        Folder::Mf => String::new(),
        Folder::Df(aid) => hex::encode_upper(aid),
    };
    objects
        .iter()
        .map(|o| {
            (
                o.key,
                o.key.name(),
                folder(o),
                o.reference,
                o.tries,
                o.of_holder,
            )
        })
        .collect()
}

#[test]
fn password_objects_are_those_of_the_table() {
    let (mf, qes, auto) = (
        String::new,
        || "D27600006601".to_owned(),
        || "D27600014603".to_owned(),
    );
    assert_eq!(
        rows(pins(Kind::Hba)),
        [
            (PinKey::Ch, "PIN.CH", mf(), 0x01, 3, false),
            (PinKey::Qes, "PIN.QES", qes(), 0x81, 3, true)
        ]
    );
    assert_eq!(
        rows(further_pins(Kind::Hba)),
        [
            (PinKey::Auto, "PIN.AUTO", auto(), 0x81, 3, false),
            (PinKey::So, "PIN.SO", auto(), 0x83, 3, false)
        ]
    );
    assert_eq!(
        rows(pins(Kind::Smcb)),
        [(PinKey::Smc, "PIN.SMC", mf(), 0x01, 3, false)]
    );
    assert!(further_pins(Kind::Smcb).is_empty());
    for kind in [Kind::Egk, Kind::GsmcK, Kind::GsmcKt, Kind::Unknown] {
        assert!(
            pins(kind).is_empty() && further_pins(kind).is_empty(),
            "{kind:?}"
        );
    }
}

#[test]
fn a_transport_pin_has_5_digits_and_an_own_pin_6_to_8() {
    assert_eq!(pins::TRANSPORT_DIGITS, 5);
    assert_eq!(pins::OWN_DIGITS, 6..=8);
}

#[test]
fn the_words_of_the_contract_are_fixed() {
    let keys = [
        PinKey::Ch,
        PinKey::Qes,
        PinKey::Smc,
        PinKey::Auto,
        PinKey::So,
    ];
    assert_eq!(keys.map(PinKey::word), ["ch", "qes", "smc", "auto", "so"]);
    let kinds = [
        Kind::Hba,
        Kind::Smcb,
        Kind::Egk,
        Kind::GsmcKt,
        Kind::GsmcK,
        Kind::Unknown,
    ];
    assert_eq!(
        kinds.map(Kind::word),
        ["hba", "smcb", "egk", "gsmc_kt", "gsmc_k", "unknown"]
    );
}
