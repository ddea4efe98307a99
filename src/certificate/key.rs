//! Keys and procedures, and which key a certificate is about in words people compare with a letter
//! or a help page.

use std::fmt;

use der::asn1::ObjectIdentifier;

use super::curve::Parameters;
use super::walk::{self, Element, Fault, tag};

/// id-ecPublicKey (RFC 5480).
pub(crate) const EC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
/// rsaEncryption (RFC 8017).
pub(crate) const RSA_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
/// id-RSASSA-PSS (RFC 4055): a procedure, and a key that is for no other one.
pub(super) const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");

/// An AlgorithmIdentifier (RFC 5280 §4.1.1.2): a procedure or a kind of key, and what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Algorithm {
    pub(super) oid: ObjectIdentifier,
    /// In DER.
    pub(super) parameters: Option<Vec<u8>>,
}

impl Algorithm {
    /// Reads one in DER; `None` where it is none.
    #[must_use]
    pub fn of_der(octets: &[u8]) -> Option<Self> {
        Self::of(walk::first(octets).ok()?).ok()
    }

    /// Which one it is.
    #[must_use]
    pub const fn oid(&self) -> ObjectIdentifier {
        self.oid
    }

    /// Of a key on a curve, the curve: `brainpoolP256r1`, `P-256`, …, else its OID or that its
    /// numbers are written out; `None` where it does not say it readably.
    #[must_use]
    pub fn curve_name(&self) -> Option<String> {
        let parameters = Parameters::of(self.parameters.as_deref()?)?;
        Some(parameters.name().to_owned())
    }

    pub(crate) fn of(element: Element<'_>) -> Result<Self, Fault> {
        let parts = element.sequence()?.found;
        let oid = parts.first().ok_or(Fault::Unexpected)?.oid()?;
        let parameters = parts.get(1).map(|parameters| parameters.whole.to_vec());
        Ok(Self { oid, parameters })
    }
}

/// A public key (SubjectPublicKeyInfo, RFC 5280 §4.1.2.7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    pub(super) algorithm: Algorithm,
    bits: Vec<u8>,
}

impl PublicKey {
    /// Reads one in DER; `None` where it is none.
    #[must_use]
    pub fn of_der(octets: &[u8]) -> Option<Self> {
        Self::of(walk::first(octets).ok()?).ok()
    }

    pub(super) fn of(element: Element<'_>) -> Result<Self, Fault> {
        let parts = element.sequence()?.found;
        let [algorithm, bits] = parts.as_slice() else {
            return Err(Fault::Unexpected);
        };
        Ok(Self {
            algorithm: Algorithm::of(*algorithm)?,
            bits: bits.whole_bits()?.to_vec(),
        })
    }

    /// The key itself: an RSAPublicKey or a point. Key identifiers are hashes of these octets.
    #[must_use]
    pub fn bits(&self) -> &[u8] {
        &self.bits
    }

    /// The bits of an RSA key's modulus; `None` where it is none.
    pub(super) fn rsa_bits(&self) -> Option<usize> {
        let parts = walk::first(&self.bits).ok()?.sequence().ok()?.found;
        let modulus = parts.first()?.is(tag::INTEGER).ok()?;
        Some(bits(modulus.unsigned()))
    }

    /// The curve of a key on one; `None` where it is none or does not say it readably.
    pub(super) fn curve(&self) -> Option<Parameters> {
        Parameters::of(self.algorithm.parameters.as_deref()?)
    }
}

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
        /// `brainpoolP256r1`, `P-256`, …, a dotted OID, or `explicit curve parameters`.
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

    pub(super) fn of(key: &PublicKey) -> Self {
        match key.algorithm.oid {
            RSA_KEY | RSA_PSS => key
                .rsa_bits()
                .map_or(Self::Unreadable, |bits| Self::Rsa { bits }),
            EC_KEY => key.curve().map_or(Self::Unreadable, |curve| Self::Ec {
                curve: curve.name().to_owned(),
            }),
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
pub(crate) fn bits(number: &[u8]) -> usize {
    let unused = number.first().map_or(0, |first| first.leading_zeros());
    (8 * number.len()).saturating_sub(usize::try_from(unused).unwrap_or_default())
}
