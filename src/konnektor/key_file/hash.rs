//! The hashes that keys and check values are made with.

use der::asn1::ObjectIdentifier;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

/// A hash, alone or in HMAC.
#[derive(Clone, Copy, Debug)]
pub(super) enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

/// By its own name, and by that of HMAC with it (RFC 8018 B.1).
const NAMES: [(ObjectIdentifier, ObjectIdentifier, Hash); 4] = [
    (oid("1.3.14.3.2.26"), oid("1.2.840.113549.2.7"), Hash::Sha1),
    (
        oid("2.16.840.1.101.3.4.2.1"),
        oid("1.2.840.113549.2.9"),
        Hash::Sha256,
    ),
    (
        oid("2.16.840.1.101.3.4.2.2"),
        oid("1.2.840.113549.2.10"),
        Hash::Sha384,
    ),
    (
        oid("2.16.840.1.101.3.4.2.3"),
        oid("1.2.840.113549.2.11"),
        Hash::Sha512,
    ),
];

impl Hash {
    /// The hash of this name.
    pub(super) fn of(name: ObjectIdentifier) -> Option<Self> {
        let row = NAMES.iter().find(|(own, _, _)| *own == name);
        row.map(|(_, _, hash)| *hash)
    }

    /// The hash in the HMAC of this name.
    pub(super) fn of_hmac(name: ObjectIdentifier) -> Option<Self> {
        let row = NAMES.iter().find(|(_, hmac, _)| *hmac == name);
        row.map(|(_, _, hash)| *hash)
    }

    /// Octets that it makes.
    pub(super) const fn octets(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    /// Whether `value` is what HMAC makes of a key and a text; compared in a time that tells
    /// nothing.
    pub(super) fn hmac_is(self, key: &[u8], text: &[u8], value: &[u8]) -> bool {
        match self {
            Self::Sha1 => is::<Hmac<Sha1>>(key, text, value),
            Self::Sha256 => is::<Hmac<Sha256>>(key, text, value),
            Self::Sha384 => is::<Hmac<Sha384>>(key, text, value),
            Self::Sha512 => is::<Hmac<Sha512>>(key, text, value),
        }
    }
}

fn is<M: Mac + KeyInit>(key: &[u8], text: &[u8], value: &[u8]) -> bool {
    <M as KeyInit>::new_from_slice(key)
        .is_ok_and(|mac| mac.chain_update(text).verify_slice(value).is_ok())
}
