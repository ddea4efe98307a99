//! Extensions: what cards have, what they lack, and what is broken in them.

use super::build::{
    Draft, PRINTABLE, SET, admission, attribute, extension, oid, sequence, tlv, utf8,
};
use crate::certificate::{Certificate, Odd, Profession};

const ADMISSION: &str = "1.3.36.8.3.3";
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
fn an_admission_loses_no_more_than_what_is_odd_in_it() {
    let info = |item: Vec<u8>, profession: Vec<u8>, number: Vec<u8>| {
        sequence(&[sequence(&[item]), sequence(&[profession]), number])
    };
    let doctor = oid("1.2.276.0.76.4.30");
    let number = |text: &str| tlv(PRINTABLE, text.as_bytes());
    let good = info(utf8("Ärztin/Arzt"), doctor.clone(), number("1-HBA-Probe"));
    let no_oid = tlv(0x06, &[0x80]);
    let admission = |authority: &[Vec<u8>], infos: &[Vec<u8>]| {
        let parts = [authority, &[sequence(&[sequence(&[sequence(infos)])])]].concat();
        with(&[extension(ADMISSION, &sequence(&parts))])
    };
    // Beside the good one a bad one, before it and behind it.
    for bad in [
        info(utf8("x"), no_oid.clone(), number("1-other")),
        sequence(&[utf8("x")]),
        utf8("x"),
        sequence(&[tlv(0x30, &[0x0C, 0x20])]),
    ] {
        let found = admission(&[], &[good.clone(), bad.clone()]);
        assert_eq!(found.professions[0].text, "Ärztin/Arzt");
        assert_eq!(found.telematik_id.as_deref(), Some("1-HBA-Probe"));
        assert_eq!(found.odd, [odd(ADMISSION)], "{bad:02X?}");
        let found = admission(&[], &[bad.clone(), good.clone()]);
        assert_eq!(found.professions.last().unwrap().text, "Ärztin/Arzt");
        assert_eq!(found.odd, [odd(ADMISSION)], "{bad:02X?}");
    }
    // What is odd in one of the good kind.
    let unknown = tlv(0x1D, b"x");
    let rows = [
        (
            info(
                tlv(
                    0x1C,
                    "Arzt"
                        .chars()
                        .flat_map(|c| u32::from(c).to_be_bytes())
                        .collect::<Vec<_>>()
                        .as_slice(),
                ),
                doctor.clone(),
                number("1-x"),
            ),
            Some("Arzt"),
            Some("1-x"),
            true,
        ),
        (
            info(unknown.clone(), doctor.clone(), number("1-x")),
            Some("Ärztin/Arzt"),
            Some("1-x"),
            false,
        ),
        (
            info(utf8("Arzt"), no_oid, number("1-x")),
            Some("Arzt"),
            Some("1-x"),
            false,
        ),
        (
            info(utf8("Arzt"), doctor, unknown),
            Some("Arzt"),
            None,
            false,
        ),
    ];
    for (info, text, telematik_id, is_whole) in rows {
        let found = admission(&[], std::slice::from_ref(&info));
        assert_eq!(found.professions.first().map(|one| one.text.as_str()), text);
        assert_eq!(found.telematik_id.as_deref(), telematik_id);
        assert_eq!(found.odd.is_empty(), is_whole, "{info:02X?}");
    }
    // The authority is a name of its own.
    let name = |attributes: &[u8]| tlv(0xA4, &sequence(&[tlv(SET, attributes)]));
    let wide = attribute("2.5.4.10", 0x1C, &[0, 0, 0, 0x4B]);
    let three_parts = sequence(&[oid("2.5.4.10"), utf8("x"), utf8("y")]);
    for (authority, organization, is_whole) in [
        (name(&wide), Some("K"), true),
        (
            name(&[wide.clone(), three_parts].concat()),
            Some("K"),
            false,
        ),
        (tlv(0xA4, &[]), None, false),
    ] {
        let found = admission(&[authority], std::slice::from_ref(&good));
        let of = found.admission_authority.as_ref();
        assert_eq!(of.and_then(|name| name.organization()), organization);
        assert_eq!(found.telematik_id.as_deref(), Some("1-HBA-Probe"));
        assert_eq!(found.odd.is_empty(), is_whole);
    }
}

#[test]
fn a_bad_item_of_a_list_hides_no_other() {
    let no_oid = || tlv(0x06, &[0x80]);
    let usage = "1.3.6.1.5.5.7.3.2";
    let mut found = with(&[extension("2.5.29.37", &sequence(&[no_oid(), oid(usage)]))]);
    assert_eq!(found.extended_key_usage, [usage]);
    assert_eq!(found.odd, [odd("2.5.29.37")]);
    let items = [
        sequence(&[no_oid()]),
        utf8("x"),
        sequence(&[]),
        sequence(&[oid("1.2.3"), utf8("any")]),
    ];
    found = with(&[extension(POLICIES, &sequence(&items))]);
    assert_eq!(
        (found.policies, found.odd),
        (vec!["1.2.3".to_owned()], vec![odd(POLICIES)])
    );
    found = with(&[extension("1.3.6.1.5.5.7.1.3", &sequence(&items))]);
    assert_eq!(found.qc_statements, ["1.2.3"]);
    let ocsp = |location: Vec<u8>| sequence(&[oid("1.3.6.1.5.5.7.48.1"), location]);
    let addresses = [
        utf8("x"),
        ocsp(tlv(0x86, b"http://a/")),
        sequence(&[no_oid(), tlv(0x86, b"x")]),
    ];
    found = with(&[extension("1.3.6.1.5.5.7.1.1", &sequence(&addresses))]);
    assert_eq!(found.ocsp_url.as_deref(), Some("http://a/"));
    assert_eq!(found.odd, [odd("1.3.6.1.5.5.7.1.1")]);
    // The name of the issuer beside its key identifier is not needed.
    let by = [tlv(0x80, &[7]), tlv(0xA1, &[0xA4, 0x01]), tlv(0x82, &[])];
    found = with(&[extension("2.5.29.35", &sequence(&by))]);
    assert_eq!(found.authority_key_id, Some(vec![7]));
}

#[test]
fn bits_of_key_usage_are_counted_from_the_first_and_unused_ones_are_none() {
    for (value, expected) in [
        (&[0x03, 0x02, 0x06, 0x40][..], &["nonRepudiation"][..]),
        (
            &[0x03, 0x03, 0x07, 0x80, 0x80],
            &["digitalSignature", "decipherOnly"],
        ),
        (&[0x03, 0x02, 0x00, 0x06], &["keyCertSign", "cRLSign"]),
        // The last two bits are said to be unused.
        (&[0x03, 0x02, 0x02, 0x07], &["keyCertSign"]),
        (&[0x03, 0x01, 0x00], &[]),
    ] {
        let found = with(&[extension("2.5.29.15", value)]);
        assert_eq!((found.key_usage.as_slice(), found.odd.len()), (expected, 0));
    }
    for value in [
        &[0x03, 0x01, 0x01][..],
        &[0x03, 0x02, 0x08, 0x00],
        &[0x03, 0x00],
    ] {
        assert_eq!(
            with(&[extension("2.5.29.15", value)]).odd,
            [odd("2.5.29.15")]
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
        (
            vec![
                access(ocsp, url("ldap://first/")),
                access(ocsp, url("HTTP://second/")),
            ],
            Some("HTTP://second/"),
        ),
        (
            vec![access(ocsp, url("https://only/"))],
            Some("https://only/"),
        ),
    ];
    for (descriptions, expected) in rows {
        let found = with(&[extension("1.3.6.1.5.5.7.1.1", &sequence(&descriptions))]);
        assert_eq!(found.ocsp_url.as_deref(), expected);
    }
}
