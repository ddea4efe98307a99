//! Every way to sign that cards, authorities and services use, in certificates by OpenSSL
//! (`signatures/make` makes them): each one holds, and one bit of signature, message or key that
//! differs is enough that it does not.

use std::fs;
use std::path::{Path, PathBuf};

use pinlotse::certificate::{Certificate, Check, Issuers};
use support::forged::untlv;

/// An authority and what it issued.
struct Pair {
    name: String,
    authority: Certificate,
    issued: Certificate,
}

fn pairs() -> Vec<Pair> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ocsp/signatures");
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "pem"));
    paths.sort();
    paths.iter().map(|path| pair(path)).collect()
}

fn pair(path: &Path) -> Pair {
    let mut both = Issuers::default();
    both.add(path, &fs::read(path).unwrap());
    assert!(both.unusable().is_empty(), "{:?}", both.unusable());
    let [authority, issued] = both.certificates() else {
        panic!("{}", path.display());
    };
    Pair {
        name: path.file_stem().unwrap().to_string_lossy().into_owned(),
        authority: authority.clone(),
        issued: issued.clone(),
    }
}

/// Where in the octets of a certificate its parts lie: the signed part, the key, the signature.
fn parts(der: &[u8]) -> [std::ops::Range<usize>; 3] {
    let range = |part: &[u8]| {
        let begin = part.as_ptr() as usize - der.as_ptr() as usize;
        begin..begin + part.len()
    };
    let (whole, _) = untlv(der);
    let (signed, behind) = untlv(whole);
    let (signature, _) = untlv(untlv(behind).1);
    // Version, number, algorithm, issuer, validity, holder.
    let from_key = (0..6).fold(signed, |rest, _| untlv(rest).1);
    let (key, _) = untlv(from_key);
    // The first octet of a BIT STRING is none of its own.
    [range(signed), range(key), range(&signature[1..])]
}

fn flipped(certificate: &Certificate, place: usize) -> Option<Certificate> {
    let mut der = certificate.der().to_vec();
    der[place] ^= 1 << (place % 8);
    Certificate::parse(&der).ok()
}

#[test]
fn each_way_to_sign_holds_and_one_bit_of_message_key_or_signature_is_enough_that_it_does_not() {
    let pairs = pairs();
    // Four curves, named and written out, three hashes; RSA in six ways, three hashes.
    assert_eq!(pairs.len(), 4 * 2 * 3 + 6 * 3);
    for Pair {
        name,
        authority,
        issued,
    } in &pairs
    {
        assert_eq!(issued.signed_by(authority), Check::Holds, "{name}");
        assert_eq!(authority.signed_by(authority), Check::Holds, "{name}");
        assert!(issued.odd.is_empty() && authority.odd.is_empty(), "{name}");
        let [signed, _, signature] = parts(issued.der());
        let [_, key, _] = parts(authority.der());
        for part in [signed, signature] {
            let places = part.clone().step_by(part.len() / 3);
            for place in places.chain([part.end - 1]) {
                if let Some(other) = flipped(issued, place) {
                    let check = other.signed_by(authority);
                    assert!(!check.holds(), "{name}: octet {place}");
                }
            }
        }
        // The parameters of a curve or of a way to sign are parts of the key too.
        let places = key.clone().step_by(key.len() / 6).chain([key.end - 1]);
        for place in places {
            if let Some(other) = flipped(authority, place) {
                let check = issued.signed_by(&other);
                assert!(!check.holds(), "{name}: octet {place} of the key");
            }
        }
    }
}

#[test]
fn no_key_of_another_authority_does() {
    let pairs = pairs();
    for (one, other) in pairs.iter().zip(pairs.iter().skip(1)) {
        let same_key = one.authority.public_key() == other.authority.public_key();
        if !same_key {
            let check = one.issued.signed_by(&other.authority);
            assert!(!check.holds(), "{} by {}", one.name, other.name);
        }
    }
}
