//! Which key a certificate is about, in words people compare with a letter or a help page.

use std::fmt;

use der::Decode;
use der::asn1::ObjectIdentifier;
use rsa::pkcs1::RsaPublicKeyRef;
use x509_cert::spki::SubjectPublicKeyInfoOwned;

use super::signature::{BRAINPOOL_P256_R1, EC_KEY, RSA_KEY};

const CURVES: &[(ObjectIdentifier, &str)] = &[
    (BRAINPOOL_P256_R1, "brainpoolP256r1"),
    (
        ObjectIdentifier::new_unwrap("1.3.36.3.3.2.8.1.1.11"),
        "brainpoolP384r1",
    ),
    (
        ObjectIdentifier::new_unwrap("1.3.36.3.3.2.8.1.1.13"),
        "brainpoolP512r1",
    ),
    (ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7"), "P-256"),
    (ObjectIdentifier::new_unwrap("1.3.132.0.34"), "P-384"),
];

/// Kind and size of a public key. `Display`: `RSA 2048`, `EC brainpoolP256r1`, else the OID; `?`
/// when unreadable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// RSA, with the bits of the modulus.
    Rsa {
        /// Bits of the modulus.
        bits: usize,
    },
    /// An elliptic curve, by its usual name or else its OID.
    Ec {
        /// `brainpoolP256r1`, `P-256`, … or a dotted OID.
        curve: String,
    },
    /// Another algorithm, by its dotted OID.
    Other(String),
    /// Malformed; the certificate's `odd` names it, too.
    Unreadable,
}

impl Key {
    /// Whether it is an RSA key: cards have files for either algorithm.
    #[must_use]
    pub const fn is_rsa(&self) -> bool {
        matches!(self, Self::Rsa { .. })
    }

    pub(super) fn of(info: &SubjectPublicKeyInfoOwned) -> Self {
        match info.algorithm.oid {
            RSA_KEY => {
                let octets = info.subject_public_key.as_bytes().unwrap_or_default();
                RsaPublicKeyRef::from_der(octets).map_or(Self::Unreadable, |key| Self::Rsa {
                    bits: bits(key.modulus.as_bytes()),
                })
            }
            EC_KEY => {
                let named = info
                    .algorithm
                    .parameters
                    .as_ref()
                    .and_then(|any| any.decode_as::<ObjectIdentifier>().ok());
                named.map_or(Self::Unreadable, |oid| {
                    let curve = CURVES
                        .iter()
                        .find(|(known, _)| *known == oid)
                        .map(|(_, name)| (*name).to_owned());
                    Self::Ec {
                        curve: curve.unwrap_or_else(|| oid.to_string()),
                    }
                })
            }
            other => Self::Other(other.to_string()),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rsa { bits } => write!(f, "RSA {bits}"),
            Self::Ec { curve } => write!(f, "EC {curve}"),
            Self::Other(oid) => f.write_str(oid),
            Self::Unreadable => f.write_str("?"),
        }
    }
}

/// Bits of a big-endian number without leading zero octets.
fn bits(number: &[u8]) -> usize {
    let unused = number.first().map_or(0, |first| first.leading_zeros());
    (8 * number.len()).saturating_sub(usize::try_from(unused).unwrap_or_default())
}
