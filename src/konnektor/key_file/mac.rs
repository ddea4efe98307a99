//! Whether the check value of a file is that of its content and a password.

use std::ops::RangeInclusive;

use der::asn1::ObjectIdentifier;
use zeroize::Zeroizing;

use super::derive::{Purpose, bmp, derived};
use super::hash::Hash;
use super::pbkdf2::Derivation;
use super::rounds::Rounds;
use crate::certificate::key::Algorithm;
use crate::certificate::walk::{Element, tag};
use crate::konnektor::key_error::Error;

const PBMAC1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.5.14");

/// Octets of a key of PBMAC1: no fewer than RFC 9579, section 9, wants, and no more than the
/// longest that was ever written (Bouncy Castle's before 1.87).
const KEY_OCTETS: RangeInclusive<usize> = 20..=256;

/// What a check value is made with.
type Made = (Hash, Zeroizing<Vec<u8>>);

/// `MacData ::= SEQUENCE { SEQUENCE { AlgorithmIdentifier, OCTET STRING }, salt OCTET STRING,
/// iterations INTEGER DEFAULT 1 }`
pub(super) fn fits(
    mac: Element<'_>,
    content: &[u8],
    password: &str,
    rounds: &Rounds,
) -> Result<bool, Error> {
    let parts = mac.sequence()?.found;
    let (Some(value), Some(salt)) = (parts.first(), parts.get(1)) else {
        return Err(Error::Damaged);
    };
    let value = value.sequence()?.found;
    let [algorithm, value] = value.as_slice() else {
        return Err(Error::Damaged);
    };
    let value = value.is(tag::OCTET_STRING)?.value;
    let (hash, key) = match Algorithm::of(*algorithm)?.oid() {
        PBMAC1 => pbmac1(*algorithm, password, rounds)?,
        name => {
            let hash = Hash::of(name).ok_or_else(|| Error::Unsupported(name.to_string()))?;
            own(hash, *salt, parts.get(2), password, rounds)?
        }
    };
    Ok(hash.hmac_is(&key, content, value))
}

/// The key as PKCS#12 derives it (RFC 7292, appendix B).
fn own(
    hash: Hash,
    salt: Element<'_>,
    number: Option<&Element<'_>>,
    password: &str,
    rounds: &Rounds,
) -> Result<Made, Error> {
    let salt = salt.is(tag::OCTET_STRING)?.value;
    let rounds = match number {
        Some(number) => rounds.taken(*number, 1)?,
        None => 1,
    };
    let (password, purpose) = (bmp(password), Purpose::CheckValue);
    let key = derived(hash, purpose, &password, salt, rounds, hash.octets());
    Ok((hash, key))
}

/// `PBMAC1-params ::= SEQUENCE { AlgorithmIdentifier (PBKDF2), AlgorithmIdentifier (HMAC) }` (RFC 8018
/// A.5). Salt and rounds beside it mean nothing then, and the length of the key must be named (RFC
/// 9579, sections 4 and 5). OpenSSL writes it from 3.4 on.
fn pbmac1(algorithm: Element<'_>, password: &str, rounds: &Rounds) -> Result<Made, Error> {
    let parts = algorithm.sequence()?.found;
    let parameters = parts.get(1).ok_or(Error::Damaged)?.sequence()?.found;
    let [derivation, scheme] = parameters.as_slice() else {
        return Err(Error::Damaged);
    };
    let scheme = Algorithm::of(*scheme)?.oid();
    let hash = Hash::of_hmac(scheme).ok_or_else(|| Error::Unsupported(scheme.to_string()))?;
    let derivation = Derivation::of(*derivation)?;
    let octets = derivation
        .length()
        .filter(|octets| KEY_OCTETS.contains(octets));
    let octets =
        octets.ok_or_else(|| Error::Unsupported("PBMAC1, length of the key".to_owned()))?;
    Ok((hash, derivation.key(password, rounds, octets)?))
}
