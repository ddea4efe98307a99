//! What a file of a card may hold beside a clean certificate.

use super::build::{Draft, extension, generalized, oid, sequence, tlv, utc, utf8};
use crate::certificate::{Certificate, Content, NotACertificate, Odd, SIZE_LIMIT};

fn reason(octets: &[u8]) -> NotACertificate {
    match Content::of(octets) {
        Content::NotACertificate(reason) => reason,
        other => panic!("{other:?}"),
    }
}

#[test]
fn octets_behind_a_certificate_are_counted_and_left_out_of_it() {
    let der = Draft::new().der();
    let clean = Certificate::parse(&der).unwrap();
    for padding in [
        &[0x00_u8; 999][..],
        &[0xFF; 3],
        &[0x30, 0x03, 0x02, 0x01, 0x01],
    ] {
        let padded = Certificate::parse(&[&der, padding].concat()).unwrap();
        assert_eq!((padded.padding, padded.der()), (padding.len(), &der[..]));
        assert_eq!(padded.sha256(), clean.sha256());
    }
    let full = [&der[..], &vec![0; SIZE_LIMIT - der.len()]].concat();
    assert_eq!(
        Certificate::parse(&full).unwrap().padding,
        SIZE_LIMIT - der.len()
    );
}

#[test]
fn nothing_but_00_and_ff_is_empty() {
    for octets in [
        &[][..],
        &[0x00],
        &[0x00; 1900],
        &[0xFF; 3000],
        &[0x00, 0xFF, 0x00],
    ] {
        assert!(
            matches!(Content::of(octets), Content::Empty),
            "{} octets",
            octets.len()
        );
    }
}

#[test]
fn a_cvc_is_told_by_its_tag_however_broken_it_is() {
    for octets in [
        &[0x7F, 0x21, 0x81, 0xD8][..],
        &[0x7F, 0x21],
        &[0x7F, 0x21, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
    ] {
        assert!(matches!(Content::of(octets), Content::Cvc), "{octets:?}");
    }
    assert_eq!(reason(&[0x7F]), NotACertificate::Cut);
}

#[test]
fn an_attribute_certificate_is_none_of_a_key() {
    let holder = sequence(&[tlv(0xA0, &[tlv(0x30, &[]), tlv(0x02, &[1])].concat())]);
    let info = sequence(&[
        tlv(0x02, &[1]),
        holder,
        tlv(0xA0, &[]),
        sequence(&[oid("1.2.840.10045.4.3.2")]),
    ]);
    let octets = sequence(&[
        info,
        sequence(&[oid("1.2.840.10045.4.3.2")]),
        tlv(0x03, &[0, 1]),
    ]);
    assert!(matches!(
        Content::of(&octets),
        Content::AttributeCertificate
    ));
}

#[test]
fn what_is_no_certificate_is_named() {
    let der = Draft::new().der();
    let text = "keine Zertifikatsdatei".as_bytes();
    assert_eq!(reason(text), NotACertificate::Cut); // 'k' is a tag, 'e' a length beyond the end.
    assert_eq!(reason(&[0x30]), NotACertificate::Cut);
    assert_eq!(
        reason(&[0x30, 0x80, 0x01, 0x00, 0x00]),
        NotACertificate::NotDer
    );
    assert_eq!(
        reason(&[0x30, 0x03, 0x02, 0x01, 0x01]),
        NotACertificate::Malformed("Certificate")
    );
    assert_eq!(
        reason(&[0x5A, 0x02, 0x80, 0x27]),
        NotACertificate::Malformed("Certificate")
    );
    assert_eq!(reason(&der[..der.len() - 1]), NotACertificate::Cut);
    let named = Draft {
        subject: utf8("Petra"),
        ..Draft::new()
    };
    assert_eq!(reason(&named.der()), NotACertificate::Malformed("subject"));
    let short = sequence(&[sequence(&[tlv(0x02, &[1])]), sequence(&[]), sequence(&[])]);
    assert_eq!(reason(&short), NotACertificate::Malformed("signature"));
}

#[test]
fn ten_megabytes_are_refused_before_anything_is_read() {
    let octets = 10 << 20;
    for filling in [0x00, 0x30, 0xFF, 0x5A] {
        assert_eq!(
            reason(&vec![filling; octets]),
            NotACertificate::TooLarge { octets }
        );
    }
    assert_eq!(
        reason(&vec![0; SIZE_LIMIT + 1]),
        NotACertificate::TooLarge {
            octets: SIZE_LIMIT + 1
        }
    );
    assert!(matches!(Content::of(&vec![0; SIZE_LIMIT]), Content::Empty));
}

#[test]
fn a_length_that_is_not_the_shortest_is_read() {
    let mut der = Draft::new().der();
    assert_eq!(der[1], 0x81);
    // 81 ll becomes 82 00 ll.
    der.splice(1..2, [0x82, 0x00]);
    let certificate = Certificate::parse(&der).unwrap();
    assert_eq!(certificate.holder.common_name(), Some("Petra Probe"));
    assert_eq!((certificate.odd.len(), certificate.der()), (0, &der[..]));
}

#[test]
fn times_that_rfc_5280_does_not_allow_are_read() {
    let from = Draft::new().certificate().not_before;
    for time in [
        utc("2401010000Z"),
        utc("240101010000+0100"),
        generalized("20240101000000.5Z"),
        generalized("20240101000000,25Z"),
        generalized("2024010100Z"),
        utc("231231233000-0030"),
        generalized("20240101000000"),
    ] {
        let certificate = Draft {
            not_before: time.clone(),
            ..Draft::new()
        }
        .certificate();
        assert_eq!(
            (certificate.not_before, certificate.odd.as_slice()),
            (from, &[][..]),
            "{time:?}"
        );
    }
}

#[test]
fn a_time_that_is_none_costs_itself() {
    for time in [utc("241301000000Z"), utf8("240101000000Z"), tlv(0x17, &[])] {
        let certificate = Draft {
            not_after: time,
            ..Draft::new()
        }
        .certificate();
        assert_eq!(certificate.not_after, None);
        assert!(certificate.not_before.is_some());
        assert_eq!(certificate.odd, [Odd::NotAfter]);
        assert_eq!(certificate.holder.common_name(), Some("Petra Probe"));
    }
}

#[test]
fn what_lies_about_its_length_costs_what_follows_it_there() {
    let mut der = Draft::extensions(&[extension("2.5.29.14", &[0x04, 0x01, 0x07])]).der();
    // The length of [3], which stands before its only element.
    let at = der.windows(2).rposition(|pair| pair[0] == 0xA3).unwrap() + 1;
    der[at] += 1;
    let certificate = Certificate::parse(&der).unwrap();
    assert_eq!(certificate.holder.common_name(), Some("Petra Probe"));
    assert_eq!(certificate.odd, [Odd::Extensions]);
    // And that of the signature.
    let mut der = Draft::new().der();
    let at = der.len() - 5;
    assert_eq!(der[at - 1..=at], [0x03, 0x04]);
    der[at] += 1;
    assert_eq!(Certificate::parse(&der).unwrap().odd, [Odd::Signature]);
}

#[test]
fn a_broken_key_or_signature_costs_no_more_than_itself() {
    let key = Draft {
        key: sequence(&[tlv(0x04, b"no key")]),
        ..Draft::new()
    }
    .certificate();
    assert_eq!(
        (key.odd.as_slice(), key.key.to_string().as_str()),
        (&[Odd::Key][..], "?")
    );
    assert_eq!(key.holder.common_name(), Some("Petra Probe"));
    // sha256WithRSAEncryption outside, ecdsa-with-SHA256 inside.
    let other = sequence(&[oid("1.2.840.113549.1.1.11"), tlv(0x05, &[])]);
    let signature = Draft {
        algorithm: other,
        ..Draft::new()
    }
    .certificate();
    assert_eq!(signature.odd, [Odd::Signature]);
    assert_eq!(signature.key.to_string(), "EC brainpoolP256r1");
}

#[test]
fn the_serial_number_has_no_sign_octet_but_its_integer_has() {
    let certificate = Draft::new().certificate();
    assert_eq!(certificate.serial, "9ABC");
    assert_eq!(certificate.serial_octets(), [0x00, 0x9A, 0xBC]);
}
