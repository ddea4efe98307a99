//! Extensions: what cards have, what they lack, and what is broken in them.

use super::build::{Draft, PRINTABLE, admission, extension, oid, sequence, tlv, utf8};
use crate::certificate::{Certificate, Odd, Profession};

const BASIC_CONSTRAINTS: &str = "2.5.29.19";
const POLICIES: &str = "2.5.29.32";

fn with(extensions: &[Vec<u8>]) -> Certificate {
    Draft::extensions(extensions).certificate()
}

fn odd(oid: &str) -> Odd {
    Odd::Extension(oid.to_owned())
}

#[test]
fn a_certificate_may_have_no_extension_at_all() {
    let bare = with(&[]);
    assert_eq!(
        (bare.kind, bare.telematik_id.as_deref(), bare.is_ca),
        (None, None, false)
    );
    assert!(bare.policies.is_empty() && bare.professions.is_empty() && bare.odd.is_empty());
}

#[test]
fn an_admission_may_lack_its_number_its_item_or_its_oid() {
    let items = sequence(&[utf8("Ärztin/Arzt")]);
    let oids = sequence(&[oid("1.2.276.0.76.4.30")]);
    let number = tlv(PRINTABLE, b"1-HBA-Probe");
    let rows = [
        (
            vec![items.clone(), oids.clone(), number.clone()],
            Some("1.2.276.0.76.4.30"),
            "Ärztin/Arzt",
            Some("1-HBA-Probe"),
        ),
        (
            vec![items.clone(), oids.clone()],
            Some("1.2.276.0.76.4.30"),
            "Ärztin/Arzt",
            None,
        ),
        (vec![items.clone()], None, "Ärztin/Arzt", None),
        (
            vec![items, number.clone()],
            None,
            "Ärztin/Arzt",
            Some("1-HBA-Probe"),
        ),
        (
            vec![sequence(&[]), oids.clone()],
            Some("1.2.276.0.76.4.30"),
            "Ärztin/Arzt",
            None,
        ),
        (
            vec![sequence(&[utf8(" ")]), oids],
            Some("1.2.276.0.76.4.30"),
            "Ärztin/Arzt",
            None,
        ),
        (
            vec![sequence(&[]), sequence(&[oid("1.2.3")]), number],
            Some("1.2.3"),
            "1.2.3",
            Some("1-HBA-Probe"),
        ),
    ];
    for (parts, oid, text, telematik_id) in rows {
        let found = with(&[admission(&parts)]);
        assert_eq!(
            found.professions,
            [Profession {
                oid: oid.map(str::to_owned),
                text: text.to_owned()
            }]
        );
        assert_eq!(
            (found.telematik_id.as_deref(), found.odd.len()),
            (telematik_id, 0),
            "{text}"
        );
    }
}

#[test]
fn an_item_of_the_certificate_goes_before_the_table_and_all_professions_are_kept() {
    let parts = [
        sequence(&[utf8("Fachärztin"), utf8("Apothekerin")]),
        sequence(&[
            oid("1.2.276.0.76.4.30"),
            oid("1.2.276.0.76.4.32"),
            oid("1.2.276.0.76.4.45"),
        ]),
    ];
    let found = with(&[admission(&parts)]);
    let texts: Vec<&str> = found
        .professions
        .iter()
        .map(|profession| profession.text.as_str())
        .collect();
    assert_eq!(texts, ["Fachärztin", "Apothekerin", "Psychotherapeut/-in"]);
}

#[test]
fn a_false_that_der_would_leave_out_is_taken_as_g2_0_cards_write_it() {
    let rows: [(&[u8], bool, bool); 6] = [
        (&[0x30, 0x00], false, true),
        (&[0x30, 0x03, 0x01, 0x01, 0x00], false, true),
        (&[0x30, 0x03, 0x01, 0x01, 0xFF], true, true),
        (
            &[0x30, 0x06, 0x01, 0x01, 0xFF, 0x02, 0x01, 0x00],
            true,
            true,
        ),
        (&[0x30, 0x03, 0x01, 0x01, 0x01], false, false),
        (&[0x30, 0x04, 0x01, 0x01, 0xFF], false, false),
    ];
    for (value, is_ca, clean) in rows {
        let found = with(&[extension(BASIC_CONSTRAINTS, value)]);
        assert_eq!(
            (found.is_ca, found.odd.is_empty()),
            (is_ca, clean),
            "{value:?}"
        );
    }
}

#[test]
fn a_bad_extension_costs_its_own_value_and_is_named() {
    let policies = extension(
        POLICIES,
        &sequence(&[sequence(&[oid("1.2.276.0.76.4.75")])]),
    );
    for bad in [
        "2.5.29.14",
        "2.5.29.15",
        "2.5.29.19",
        "2.5.29.35",
        "2.5.29.37",
        "1.3.6.1.5.5.7.1.1",
        "1.3.6.1.5.5.7.1.3",
        "1.3.36.8.3.3",
    ] {
        for value in [
            &b""[..],
            b"\x30",
            b"\x30\x05\x30",
            b"\x02\x01\x01",
            b"\xFF\xFF\xFF",
        ] {
            let found = with(&[extension(bad, value), policies.clone()]);
            assert_eq!(found.odd, [odd(bad)], "{value:?}");
            assert_eq!(
                found.kind.map(|kind| kind.name()),
                Some("C.HP.AUT"),
                "{bad}"
            );
        }
    }
}

#[test]
fn an_extension_without_a_name_does_not_hide_the_others() {
    let policies = extension(
        POLICIES,
        &sequence(&[sequence(&[oid("1.2.276.0.76.4.75")])]),
    );
    let value = tlv(0x04, &[0x30, 0x00]);
    for bad in [
        sequence(&[]),
        sequence(std::slice::from_ref(&value)),
        sequence(&[tlv(0x06, &[]), value.clone()]),
        value,
    ] {
        let found = with(&[bad, policies.clone()]);
        assert_eq!(
            (found.kind.map(|kind| kind.name()), found.odd),
            (Some("C.HP.AUT"), vec![Odd::Extensions])
        );
    }
}

#[test]
fn an_extension_stands_once() {
    let first = extension(
        POLICIES,
        &sequence(&[sequence(&[oid("1.2.276.0.76.4.75")])]),
    );
    let second = extension(
        POLICIES,
        &sequence(&[sequence(&[oid("1.2.276.0.76.4.72")])]),
    );
    let found = with(&[first, second]);
    assert_eq!(
        (found.kind.map(|kind| kind.name()), found.odd),
        (Some("C.HP.AUT"), vec![odd(POLICIES)])
    );
}

#[test]
fn a_critical_extension_and_an_unknown_one_are_read_past() {
    let critical = sequence(&[
        oid(BASIC_CONSTRAINTS),
        vec![0x01, 0x01, 0xFF],
        tlv(0x04, &[0x30, 0x03, 0x01, 0x01, 0xFF]),
    ]);
    let found = with(&[extension("1.2.3.4", b"anything"), critical]);
    assert_eq!((found.is_ca, found.odd.len()), (true, 0));
}

#[test]
fn only_an_address_for_ocsp_is_one() {
    let access = |method: &str, location: Vec<u8>| sequence(&[oid(method), location]);
    let (ocsp, ca) = ("1.3.6.1.5.5.7.48.1", "1.3.6.1.5.5.7.48.2");
    let url = |text: &str| tlv(0x86, text.as_bytes());
    let rows = [
        (
            vec![
                access(ca, url("http://ca/")),
                access(ocsp, url("http://ocsp/")),
            ],
            Some("http://ocsp/"),
        ),
        (vec![access(ca, url("http://ca/"))], None),
        (
            vec![
                access(ocsp, tlv(0x82, b"host")),
                access(ocsp, url("http://second/")),
            ],
            Some("http://second/"),
        ),
    ];
    for (descriptions, expected) in rows {
        let found = with(&[extension("1.3.6.1.5.5.7.1.1", &sequence(&descriptions))]);
        assert_eq!(found.ocsp_url.as_deref(), expected);
    }
}
