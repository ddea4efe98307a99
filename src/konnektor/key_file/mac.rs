//! Whether the check value of a file is that of its content and a password.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

use super::derive::{Hash, Purpose, bmp, derived};
use super::rounds::Rounds;
use crate::certificate::key::Algorithm;
use crate::certificate::walk::{Element, tag};
use crate::konnektor::key_error::Error;

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
    let oid = Algorithm::of(*algorithm)?.oid();
    let hash = Hash::of(oid).ok_or_else(|| Error::Unsupported(oid.to_string()))?;
    let value = value.is(tag::OCTET_STRING)?.value;
    let salt = salt.is(tag::OCTET_STRING)?.value;
    let rounds = match parts.get(2) {
        Some(number) => rounds.taken(*number)?,
        None => 1,
    };
    let is_so = |password: &[u8]| {
        let key = derived(
            hash,
            Purpose::CheckValue,
            password,
            salt,
            rounds,
            hash.octets(),
        );
        match hash {
            Hash::Sha1 => is::<Hmac<Sha1>>(&key, content, value),
            Hash::Sha256 => is::<Hmac<Sha256>>(&key, content, value),
            Hash::Sha384 => is::<Hmac<Sha384>>(&key, content, value),
            Hash::Sha512 => is::<Hmac<Sha512>>(&key, content, value),
        }
    };
    Ok(is_so(&bmp(password)))
}

/// Compared in a time that tells nothing.
fn is<M: Mac + KeyInit>(key: &[u8], content: &[u8], value: &[u8]) -> bool {
    <M as KeyInit>::new_from_slice(key)
        .is_ok_and(|mac| mac.chain_update(content).verify_slice(value).is_ok())
}
