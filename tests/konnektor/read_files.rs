//! Files of client certificates as OpenSSL and Java write them; what must be found in each was noted
//! by OpenSSL and keytool when it was made (`key_files/make`).

use pinlotse::konnektor::key_error::Problem;
use pinlotse::konnektor::key_file::{Error, SIZE_LIMIT, read};
use pinlotse::konnektor::tls::Fingerprint;

use super::keys::{expected, file};

#[test]
fn every_way_in_which_such_files_are_written_is_read() {
    for row in expected() {
        let identity = read(&file(&row.file), &row.password)
            .unwrap_or_else(|error| panic!("{}: {error:?}", row.file));
        assert_eq!(
            format!("{:?}", identity.key().kind()),
            row.kind,
            "{}",
            row.file
        );
        assert_eq!(identity.chain().len(), row.chain, "{}", row.file);
        let leaf = Fingerprint::of(&identity.chain()[0]);
        assert_eq!(leaf, row.fingerprint, "{}", row.file);
    }
    assert_eq!(expected().len(), 36);
}

#[test]
fn a_password_may_be_empty() {
    let identity = read(&file("empty-password"), "").unwrap();
    assert_eq!(identity.chain().len(), 1);
    let error = read(&file("empty-password"), " ").unwrap_err();
    assert_eq!(error, Error::WrongPassword);
}

#[test]
fn a_wrong_password_is_told_from_a_broken_file() {
    for row in expected() {
        let octets = file(&row.file);
        for wrong in ["", "Geheim", "geheim-ä1", "Geheim-ä1 "] {
            let error = read(&octets, wrong).unwrap_err();
            assert_eq!(error, Error::WrongPassword, "{}", row.file);
        }
        for length in [1, octets.len() / 2, octets.len() - 1] {
            let error = read(&octets[..length], &row.password).unwrap_err();
            assert_eq!(error, Error::Damaged, "{} at {length}", row.file);
        }
    }
    // The certificates were changed, and the key still opens.
    for name in ["modern-p256", "pbmac1-sha256"] {
        let mut changed = file(name);
        let place = changed.len() / 3;
        changed[place] ^= 1;
        assert_eq!(read(&changed, "Geheim-ä1").unwrap_err(), Error::Damaged);
    }
    let rounds = file("damaged-pbmac1-rounds");
    assert_eq!(read(&rounds, "Geheim-ä1").unwrap_err(), Error::Damaged);
}

/// RFC 9579, appendix A.4 and A.5: the check value of A.1 with other rounds, and with the salt that
/// stands beside it.
#[test]
fn a_check_value_that_was_made_otherwise_is_none() {
    let good = file("rfc9579-a1");
    let (salt, unused) = (
        [0x6F, 0x47, 0x3C, 0x38, 0xB0, 0x2E, 0x31, 0x73],
        b"NOT USED",
    );
    let rounds_and_length = [0x02, 0x02, 0x08, 0x00, 0x02, 0x01, 0x20];
    for (part, other) in [
        (
            &rounds_and_length[..],
            &[0x02, 0x02, 0x08, 0x01, 0x02, 0x01, 0x20][..],
        ),
        (&salt[..], &unused[..]),
    ] {
        let places: Vec<usize> = (0..good.len() - part.len())
            .filter(|place| good[*place..].starts_with(part))
            .collect();
        let [place] = places[..] else {
            panic!("{part:02x?}: {places:?}");
        };
        let mut changed = good.clone();
        changed[place..place + part.len()].copy_from_slice(other);
        assert_eq!(read(&changed, "1234").unwrap_err(), Error::Damaged);
        assert_eq!(read(&changed, "1235").unwrap_err(), Error::WrongPassword);
    }
}

#[test]
fn what_cannot_be_used_is_refused_by_name() {
    let named = |name: &str| Error::Unsupported(name.to_owned());
    let key = |name: &str| Error::Key(Problem::Unsupported(name.to_owned()));
    let rows = [
        ("no-check-value", named("no check value")),
        ("rsa1024", key("RSA 1024")),
        ("p521", key("EC P-521")),
        ("costly", Error::TooCostly(1_000_001)),
        ("pbmac1-costly", Error::TooCostly(1_000_008)),
        ("pbmac1-short", named("PBMAC1, length of the key")),
        ("pbmac1-longer", named("PBMAC1, length of the key")),
        ("pbmac1-no-length", named("PBMAC1, length of the key")),
        ("camellia", named("1.2.392.200011.61.1.1.1.4")),
        ("no-key", Error::NotOneKey(0)),
        ("no-certificate", Error::NoCertificate),
    ];
    for (name, expected) in rows {
        let error = read(&file(&format!("refused-{name}")), "Geheim-ä1").unwrap_err();
        assert_eq!(error, expected, "{name}");
    }
    let two = read(&file("refused-two-keys"), "Geheim-1").unwrap_err();
    assert_eq!(two, Error::NotOneKey(2));
}

#[test]
fn what_is_no_such_file_is_said_to_be_none() {
    let text = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    let zeros = vec![0; SIZE_LIMIT + 1];
    let identity = read(&file("modern-p256"), "Geheim-ä1").unwrap();
    for (octets, expected) in [
        (&b""[..], Error::NotPkcs12),
        (text.as_bytes(), Error::NotPkcs12),
        (&[0x30, 0x00], Error::NotPkcs12),
        (&identity.chain()[0], Error::NotPkcs12),
        (&zeros, Error::TooLarge),
    ] {
        assert_eq!(read(octets, "Geheim-ä1").unwrap_err(), expected);
    }
}
