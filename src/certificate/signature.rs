//! Does a signature belong to these octets and this key? The procedures of the cards' certificates,
//! of OCSP answers and of the authorities above them: ECDSA on four curves, RSA PKCS#1 v1.5 and
//! RSASSA-PSS (gemSpec_Krypt, GS-A_4357 and GS-A_4358).
//!
//! What is verified are the octets as they came, never a re-encoding of what was understood: a
//! certificate that is no strict DER would otherwise be judged by octets that nobody signed.

use der::asn1::ObjectIdentifier;
use der::oid::AssociatedOid;
use rsa::Pkcs1v15Sign;
use rsa::pkcs1::DecodeRsaPublicKey;
use rsa::traits::SignatureScheme;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::check::Check;
use super::curve::Parameters;
use super::key::{Algorithm, EC_KEY, PublicKey, RSA_KEY, RSA_PSS};
use super::walk::{self, tag};

/// Why a signature cannot be verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// This program does not know the procedure, the hash or the curve, or the key is too short to
    /// count or too long: its dotted OID, or what it is (`RSA 1024`).
    Method(String),
    /// The key is malformed.
    Key,
    /// The key is of another kind than the procedure.
    OtherKey,
    /// The signature or its procedure is malformed.
    Signature,
}

/// A way to sign.
#[derive(Clone, Copy)]
enum Method {
    Ecdsa(Hash),
    RsaPkcs1(Hash),
    /// With what its parameters say.
    RsaPss,
}

#[derive(Clone, Copy)]
enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

/// RFC 5758 §3.2, RFC 8017 A.2.4, RFC 4055 §3.
const METHODS: [(ObjectIdentifier, Method); 7] = [
    (
        ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2"),
        Method::Ecdsa(Hash::Sha256),
    ),
    (
        ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.3"),
        Method::Ecdsa(Hash::Sha384),
    ),
    (
        ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.4"),
        Method::Ecdsa(Hash::Sha512),
    ),
    (
        ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11"),
        Method::RsaPkcs1(Hash::Sha256),
    ),
    (
        ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.12"),
        Method::RsaPkcs1(Hash::Sha384),
    ),
    (
        ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.13"),
        Method::RsaPkcs1(Hash::Sha512),
    ),
    (RSA_PSS, Method::RsaPss),
];

const HASHES: [(ObjectIdentifier, Hash); 3] = [
    (<Sha256 as AssociatedOid>::OID, Hash::Sha256),
    (<Sha384 as AssociatedOid>::OID, Hash::Sha384),
    (<Sha512 as AssociatedOid>::OID, Hash::Sha512),
];

/// id-mgf1 (RFC 8017 A.2.1).
const MGF1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.8");
/// id-sha1, which RSASSA-PSS means where it names no hash (RFC 8017 A.2.3).
const SHA1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.14.3.2.26");

/// Bits of the RSA keys that count. What a shorter one signed could be anybody's; a longer one
/// costs more time than an answer is worth.
const RSA_BITS: std::ops::RangeInclusive<usize> = 2048..=8192;

/// Verifies `signature` (the content of the BIT STRING) over `signed` (the octets as received,
/// whole, tag and length included where the signed thing is DER).
///
/// Knows ECDSA on brainpoolP256r1, brainpoolP384r1, P-256 and P-384 and RSA PKCS#1 v1.5, both with
/// SHA-256, SHA-384 or SHA-512, and RSASSA-PSS with one of these hashes for both the message and
/// MGF1. It is [broken](Check::Broken) only when it was computed and came out wrong.
#[must_use]
pub fn verify(
    algorithm: &Algorithm,
    key: &PublicKey,
    signed: &[u8],
    signature: &[u8],
) -> Check<Obstacle> {
    let known = METHODS.iter().find(|(oid, _)| *oid == algorithm.oid);
    let verified = match known {
        Some((_, Method::Ecdsa(hash))) => ecdsa(key, &hash.of(signed), signature),
        // A key may be for the other way only (RFC 4055 §1.2).
        Some((_, Method::RsaPkcs1(_))) if key.algorithm.oid == RSA_PSS => Err(Obstacle::OtherKey),
        Some((_, Method::RsaPkcs1(hash))) => rsa(key, hash.pkcs1(), &hash.of(signed), signature),
        Some((_, Method::RsaPss)) => pss(algorithm, key).and_then(|(hash, salt)| {
            let hashed = hash.of(signed);
            match hash {
                Hash::Sha256 => rsa(
                    key,
                    rsa::Pss::<Sha256>::new_with_salt(salt),
                    &hashed,
                    signature,
                ),
                Hash::Sha384 => rsa(
                    key,
                    rsa::Pss::<Sha384>::new_with_salt(salt),
                    &hashed,
                    signature,
                ),
                Hash::Sha512 => rsa(
                    key,
                    rsa::Pss::<Sha512>::new_with_salt(salt),
                    &hashed,
                    signature,
                ),
            }
        }),
        None => Err(Obstacle::Method(algorithm.oid.to_string())),
    };
    verified.unwrap_or_else(Check::CannotTell)
}

impl Hash {
    fn of(self, octets: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(octets).to_vec(),
            Self::Sha384 => Sha384::digest(octets).to_vec(),
            Self::Sha512 => Sha512::digest(octets).to_vec(),
        }
    }

    fn pkcs1(self) -> Pkcs1v15Sign {
        match self {
            Self::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
            Self::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
            Self::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
        }
    }
}

/// `Ecdsa-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }` (RFC 3279 §2.2.3).
fn ecdsa(key: &PublicKey, hash: &[u8], signature: &[u8]) -> Result<Check<Obstacle>, Obstacle> {
    if key.algorithm.oid != EC_KEY {
        return Err(Obstacle::OtherKey);
    }
    let curve = match key.curve().ok_or(Obstacle::Key)? {
        Parameters::Known(curve) => curve,
        Parameters::Other(name) => return Err(Obstacle::Method(name)),
    };
    let malformed = |_| Obstacle::Signature;
    let value = walk::first(signature).map_err(malformed)?;
    let parts = value.sequence().map_err(malformed)?;
    let ([r, s], true) = (
        parts.found.as_slice(),
        parts.is_whole && value.whole.len() == signature.len(),
    ) else {
        return Err(Obstacle::Signature);
    };
    let r = r.is(tag::INTEGER).map_err(malformed)?.unsigned();
    let s = s.is(tag::INTEGER).map_err(malformed)?.unsigned();
    Ok(curve.verify(key.bits(), hash, r, s))
}

fn rsa(
    key: &PublicKey,
    scheme: impl SignatureScheme,
    hash: &[u8],
    signature: &[u8],
) -> Result<Check<Obstacle>, Obstacle> {
    if key.algorithm.oid != RSA_KEY && key.algorithm.oid != RSA_PSS {
        return Err(Obstacle::OtherKey);
    }
    let bits = key.rsa_bits().ok_or(Obstacle::Key)?;
    if !RSA_BITS.contains(&bits) {
        return Err(Obstacle::Method(format!("RSA {bits}")));
    }
    let key = rsa::PublicKey::from_pkcs1_der(key.bits()).map_err(|_| Obstacle::Key)?;
    if signature.len() != bits.div_ceil(8) {
        return Err(Obstacle::Signature);
    }
    Ok(Check::of(key.verify(scheme, hash, signature).is_ok()))
}

/// The hash and the octets of salt of a signature, which the key must be for: one that names
/// parameters takes no other hash and no shorter salt (RFC 4055 §3.3).
fn pss(algorithm: &Algorithm, key: &PublicKey) -> Result<(Hash, usize), Obstacle> {
    let wanted = Pss::of(algorithm)?;
    let is_restricted = key.algorithm.oid == RSA_PSS && key.algorithm.parameters.is_some();
    if is_restricted {
        let own = Pss::of(&key.algorithm).map_err(|obstacle| match obstacle {
            Obstacle::Signature => Obstacle::Key,
            other => other,
        })?;
        if own.oid != wanted.oid || own.salt > wanted.salt {
            return Err(Obstacle::OtherKey);
        }
    }
    Ok((wanted.hash, wanted.salt))
}

/// Parameters of RSASSA-PSS.
struct Pss {
    oid: ObjectIdentifier,
    hash: Hash,
    /// In octets.
    salt: usize,
}

impl Pss {
    /// `RSASSA-PSS-params ::= SEQUENCE { [0] hash, [1] mask generation function with its hash, [2] salt
    /// length, [3] trailer field }`, each with a default (RFC 8017 A.2.3). Anything but one hash for
    /// message and mask is not done by any TSP seen, and there is one trailer only.
    fn of(algorithm: &Algorithm) -> Result<Self, Obstacle> {
        let malformed = |_| Obstacle::Signature;
        let none = algorithm.parameters.as_deref();
        let parameters = walk::first(none.ok_or(Obstacle::Signature)?).map_err(malformed)?;
        let parts = parameters.sequence().map_err(malformed)?.found;
        let part = |number: u8| {
            let found = parts.iter().find(|part| part.tag == tag::explicit(number));
            found.map(|part| walk::first(part.value).map_err(malformed))
        };
        let number = |number: u8, default: usize| match part(number) {
            Some(value) => match value?.is(tag::INTEGER).map_err(malformed)?.unsigned() {
                [] => Ok(0),
                [octet] => Ok(usize::from(*octet)),
                [high, low] => Ok(usize::from(*high) << 8 | usize::from(*low)),
                _ => Err(Obstacle::Signature),
            },
            None => Ok(default),
        };
        let hash = match part(0) {
            Some(hash) => Algorithm::of(hash?).map_err(malformed)?.oid,
            None => SHA1,
        };
        let Some((oid, known)) = HASHES.iter().find(|(oid, _)| *oid == hash) else {
            return Err(Obstacle::Method(hash.to_string()));
        };
        let mask = Algorithm::of(part(1).ok_or_else(|| Obstacle::Method(SHA1.to_string()))??)
            .map_err(malformed)?;
        let mask_hash = mask.parameters.as_deref().and_then(Algorithm::of_der);
        if mask.oid != MGF1 || mask_hash.is_none_or(|mask_hash| mask_hash.oid != hash) {
            return Err(Obstacle::Method(mask.oid.to_string()));
        }
        if number(3, 1)? != 1 {
            return Err(Obstacle::Signature);
        }
        Ok(Self {
            oid: *oid,
            hash: *known,
            salt: number(2, 20)?,
        })
    }
}
