//! Keys out of passwords by PBKDF2 (RFC 8018 5.2), for what is encrypted and for check values.

use der::asn1::ObjectIdentifier;
use pbkdf2::pbkdf2_hmac;
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

use super::hash::Hash;
use super::rounds::Rounds;
use crate::certificate::key::Algorithm;
use crate::certificate::walk::{Element, tag};
use crate::konnektor::key_error::Error;

const PBKDF2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.5.12");

/// How a key is derived, as a file says it.
pub(super) struct Derivation<'a> {
    salt: &'a [u8],
    rounds: Element<'a>,
    /// Octets of the key, as an INTEGER.
    length: Option<Element<'a>>,
    hash: Hash,
}

impl<'a> Derivation<'a> {
    /// `SEQUENCE { OBJECT IDENTIFIER (PBKDF2), PBKDF2-params }`, where `PBKDF2-params ::= SEQUENCE { salt
    /// OCTET STRING, iterations INTEGER, keyLength INTEGER OPTIONAL, prf AlgorithmIdentifier DEFAULT
    /// hmacWithSHA1 }`.
    pub(super) fn of(algorithm: Element<'a>) -> Result<Self, Error> {
        let parts = algorithm.sequence()?.found;
        let [kind, parameters] = parts.as_slice() else {
            return Err(Error::Damaged);
        };
        let kind = kind.oid()?;
        if kind != PBKDF2 {
            return Err(Error::Unsupported(kind.to_string()));
        }
        let parts = parameters.sequence()?.found;
        let (Some(salt), Some(rounds)) = (parts.first(), parts.get(1)) else {
            return Err(Error::Damaged);
        };
        let further = |tag| parts.iter().skip(2).find(|part| part.tag == tag).copied();
        let hash = match further(tag::SEQUENCE) {
            Some(named) => {
                let name = Algorithm::of(named)?.oid();
                Hash::of_hmac(name).ok_or_else(|| Error::Unsupported(name.to_string()))?
            }
            None => Hash::Sha1,
        };
        Ok(Self {
            salt: salt.is(tag::OCTET_STRING)?.value,
            rounds: *rounds,
            length: further(tag::INTEGER),
            hash,
        })
    }

    /// How many octets of key the file asks for, where it says so; `usize::MAX` for more than
    /// anybody does.
    pub(super) fn length(&self) -> Option<usize> {
        let length = match self.length?.unsigned() {
            [] => 0,
            [octet] => usize::from(*octet),
            [high, low] => usize::from(*high) << 8 | usize::from(*low),
            _ => usize::MAX,
        };
        Some(length)
    }

    /// A key of so many octets. Each piece of it that is as long as the hash costs all rounds.
    pub(super) fn key(
        &self,
        password: &str,
        rounds: &Rounds,
        octets: usize,
    ) -> Result<Zeroizing<Vec<u8>>, Error> {
        let rounds = rounds.taken(self.rounds, octets.div_ceil(self.hash.octets()))?;
        let mut key = Zeroizing::new(vec![0; octets]);
        let derive = match self.hash {
            Hash::Sha1 => pbkdf2_hmac::<Sha1>,
            Hash::Sha256 => pbkdf2_hmac::<Sha256>,
            Hash::Sha384 => pbkdf2_hmac::<Sha384>,
            Hash::Sha512 => pbkdf2_hmac::<Sha512>,
        };
        derive(password.as_bytes(), self.salt, rounds, &mut key);
        Ok(key)
    }
}
