//! Octets made to break a parser. What they come to does not matter here, only that they come to
//! something.

use std::path::Path;

use base64ct::{Base64, Encoding};

use super::build::{
    Draft, PRINTABLE, SEQUENCE, SET, admission, attribute, extension, oid, sequence, tlv,
};
use crate::certificate::{Content, Issuers, Purpose, SIZE_LIMIT, judge};

/// Does everything with it that a command does, but verify signatures, which takes longer than all
/// the rest.
fn look_at(octets: &[u8]) -> Content {
    let content = Content::of(octets);
    if let Some(certificate) = content.certificate() {
        let _ = (
            certificate.display_name(),
            certificate.holder.to_string(),
            certificate.issuer.to_string(),
        );
        let _ = (
            certificate.holder.iccsn(),
            certificate.holder.tsp_id(),
            certificate.key.to_string(),
        );
        let _ = (
            certificate.sha256(),
            certificate.is_institution(),
            certificate.is_for_tests(),
        );
        let _ = judge::judge(&[(Purpose::Aut, certificate)], 1_795_501_860, 90);
    }
    content
}

/// As many of one constructed tag inside each other as fit into so many octets.
fn nested(tag: u8, limit: usize) -> Vec<u8> {
    let mut octets = Vec::new();
    while octets.len() + 4 <= limit {
        octets = tlv(tag, &octets);
    }
    octets
}

#[test]
fn every_truncation_and_every_flipped_bit_comes_to_something() {
    let parts = [
        sequence(&[tlv(0x0C, b"Arzt")]),
        sequence(&[oid("1.2.276.0.76.4.30")]),
    ];
    let der = Draft::extensions(&[
        admission(&parts),
        extension("2.5.29.15", &[0x03, 0x02, 0x06, 0x40]),
    ])
    .der();
    assert!(look_at(&der).certificate().is_some());
    for length in 0..der.len() {
        assert!(
            look_at(&der[..length]).certificate().is_none(),
            "{length} octets"
        );
    }
    for place in 0..der.len() {
        for bit in 0..8 {
            let mut changed = der.clone();
            changed[place] ^= 1 << bit;
            look_at(&changed);
        }
    }
}

#[test]
fn lengths_that_lie_come_to_something() {
    let der = include_bytes!("../../virtual_card/profiles/certificates/hba-qes-E256.der");
    // Any octet may be a length.
    for place in 1..der.len() {
        let real = der[place];
        for lie in [
            0x00,
            0x01,
            0x7F,
            0x80,
            0x81,
            0x82,
            0x84,
            0xFF,
            real.wrapping_add(1),
            real.wrapping_sub(1),
        ] {
            let mut changed = der.to_vec();
            changed[place] = lie;
            look_at(&changed);
        }
    }
}

#[test]
fn how_deep_a_file_is_nested_costs_nothing() {
    for tag in [SEQUENCE, SET, 0xA0, 0x24, 0x23] {
        assert!(
            look_at(&nested(tag, SIZE_LIMIT)).certificate().is_none(),
            "{tag:02X}"
        );
    }
    // Without lengths: 30 80 30 80 …
    look_at(&[0x30, 0x80].repeat(SIZE_LIMIT / 2));
    let bomb = nested(SEQUENCE, 30_000);
    for extension_id in [
        "2.5.29.32",
        "2.5.29.35",
        "1.3.6.1.5.5.7.1.1",
        "1.3.6.1.5.5.7.1.3",
        "1.3.36.8.3.3",
        "2.5.29.19",
    ] {
        let content = look_at(&Draft::extensions(&[extension(extension_id, &bomb)]).der());
        assert!(content.certificate().is_some(), "{extension_id}");
    }
    look_at(
        &Draft {
            subject: bomb.clone(),
            ..Draft::new()
        }
        .der(),
    );
    look_at(
        &Draft {
            key: bomb.clone(),
            ..Draft::new()
        }
        .der(),
    );
    look_at(
        &Draft {
            algorithm: bomb,
            ..Draft::new()
        }
        .der(),
    );
}

#[test]
fn as_many_small_things_as_fit_are_no_trouble() {
    let many = |one: Vec<u8>| one.repeat(30_000 / one.len());
    let rdn = tlv(SET, &attribute("2.5.4.3", PRINTABLE, b""));
    let certificate = Draft {
        subject: tlv(SEQUENCE, &many(rdn)),
        ..Draft::new()
    };
    assert!(look_at(&certificate.der()).certificate().is_some());
    let extensions = Draft::extensions(&[many(extension("1.2.3", b""))]);
    assert!(look_at(&extensions.der()).certificate().is_some());
    let infos = admission(&[
        tlv(SEQUENCE, &many(tlv(0x0C, b""))),
        tlv(SEQUENCE, &many(oid("1.2.3")[..2].to_vec())),
    ]);
    look_at(&Draft::extensions(&[infos]).der());
}

#[test]
fn every_file_of_one_two_and_three_octets_comes_to_something() {
    for first in 0..=255 {
        look_at(&[first]);
        for second in 0..=255 {
            look_at(&[first, second]);
            for third in [0x00, 0x01, 0x30, 0x7F, 0x80, 0x84, 0xFF] {
                look_at(&[first, second, third]);
            }
        }
    }
}

#[test]
fn every_truncation_and_every_flipped_bit_of_a_pem_file_comes_to_something() {
    let der = Draft::new().der();
    let lines: Vec<String> = Base64::encode_string(&der)
        .as_bytes()
        .chunks(64)
        .map(|line| format!("{}\n", std::str::from_utf8(line).unwrap()))
        .collect();
    let one = format!(
        "-----BEGIN CERTIFICATE-----\n{}-----END CERTIFICATE-----\n",
        lines.concat()
    );
    let read = |octets: &[u8]| {
        let mut issuers = Issuers::default();
        issuers.add(Path::new("bundle.pem"), octets);
        (issuers.certificates().len(), issuers.unusable().len())
    };
    assert_eq!(read([&one[..], &one].concat().as_bytes()), (2, 0));
    for length in 0..one.trim_end().len() {
        assert_eq!(read(&one.as_bytes()[..length]), (0, 1), "{length} octets");
    }
    for place in 0..one.len() {
        for bit in 0..8 {
            let mut changed = one.clone().into_bytes();
            changed[place] ^= 1 << bit;
            let (good, bad) = read(&changed);
            assert_eq!(good + bad, 1, "octet {place}");
        }
    }
}
