//! Private keys of client certificates: those that Konnektors give out (gemSpec_Kon TIP1-A_4517:
//! RSA-2048 or a curve of 256 bits), and those that are imported into one.
//!
//! A key is wiped when it is dropped, and signs with fresh randomness each time: RSA blinded, ECDSA
//! by RFC 6979 with further random octets (its section 3.6).

use std::fmt;

use bp256::BrainpoolP256r1;
use ecdsa::elliptic_curve::sec1::{FromSec1Point, ModulusSize, ToSec1Point};
use ecdsa::elliptic_curve::{AffinePoint, CurveArithmetic, FieldBytes, FieldBytesSize, SecretKey};
use ecdsa::{EcdsaCurve, SignatureSize};
use p256::NistP256;
use p384::NistP384;
use rsa::traits::{PublicKeyParts, SignatureScheme};
use rsa::{BoxedUint, Pkcs1v15Sign, Pss};
use sha2::{Digest, Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

use super::key_error::Problem;
use super::random;
use crate::certificate::key::{Algorithm, EC_KEY, RSA_KEY, bits};
use crate::certificate::walk::{self, Element, tag};

/// Bits of the RSA keys that are taken.
const RSA_BITS: std::ops::RangeInclusive<usize> = 2048..=4096;

/// A private key. `Debug` says its kind only.
pub struct PrivateKey(Inside);

enum Inside {
    P256(SecretKey<NistP256>),
    P384(SecretKey<NistP384>),
    BrainpoolP256r1(SecretKey<BrainpoolP256r1>),
    Rsa(Box<rsa::PrivateKey>),
}

/// What a key is one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// NIST P-256.
    P256,
    /// NIST P-384.
    P384,
    /// brainpoolP256r1.
    BrainpoolP256r1,
    /// RSA.
    Rsa,
}

/// A hash of a message that is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

/// How a message is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Procedure {
    /// On the key's curve; the signature is DER (RFC 3279 2.2.3).
    Ecdsa(Hash),
    /// RSASSA-PKCS1-v1_5 (RFC 8017 8.2).
    Pkcs1(Hash),
    /// RSASSA-PSS with the same hash in its mask, and as much salt (RFC 8446 4.2.3).
    Pss(Hash),
}

/// `OneAsymmetricKey ::= SEQUENCE { version INTEGER, AlgorithmIdentifier, OCTET STRING, … }` (RFC
/// 5958); the public half that may follow is not needed, Java leaves it out.
pub(super) fn of_pkcs8(der: &[u8]) -> Result<PrivateKey, Problem> {
    let parts = walk::first(der)?.sequence()?.found;
    let [_version, algorithm, key, ..] = parts.as_slice() else {
        return Err(Problem::Malformed);
    };
    let algorithm = Algorithm::of(*algorithm)?;
    let key = key.is(tag::OCTET_STRING)?.value;
    match algorithm.oid() {
        RSA_KEY => of_rsa(key),
        EC_KEY => of_curve(key, algorithm.curve_name().as_deref()),
        other => Err(Problem::Unsupported(other.to_string())),
    }
}

/// `RSAPrivateKey ::= SEQUENCE { version INTEGER {two-prime(0)}, modulus INTEGER, publicExponent
/// INTEGER, privateExponent INTEGER, prime1 INTEGER, prime2 INTEGER, … }` (RFC 8017 A.1.2). What follows
/// is made of these, which the crate holds against each other.
fn of_rsa(der: &[u8]) -> Result<PrivateKey, Problem> {
    let parts = walk::first(der)?.sequence()?.found;
    let [version, n, e, d, p, q, ..] = parts.as_slice() else {
        return Err(Problem::Malformed);
    };
    if !digits(version)?.is_empty() {
        return Err(Problem::Unsupported("RSA, several primes".to_owned()));
    }
    let bits = bits(digits(n)?);
    if !RSA_BITS.contains(&bits) {
        return Err(Problem::Unsupported(format!("RSA {bits}")));
    }
    let (modulus, exponent) = (digits(n)?, digits(e)?);
    if exponent.is_empty() {
        return Err(Problem::Malformed);
    }
    // Secret numbers are as wide as the modulus, whatever they are.
    let secret = |part: &Element<'_>| number(digits(part)?, modulus.len());
    let primes = vec![secret(p)?, secret(q)?];
    let key = rsa::PrivateKey::from_components(
        number(modulus, modulus.len())?,
        number(exponent, exponent.len())?,
        secret(d)?,
        primes,
    );
    let key = key.map_err(|_| Problem::Malformed)?;
    Ok(PrivateKey(Inside::Rsa(Box::new(key))))
}

/// A number that is so many octets wide.
fn number(digits: &[u8], octets: usize) -> Result<BoxedUint, Problem> {
    let bits = u32::try_from(8 * octets).map_err(|_| Problem::Malformed)?;
    BoxedUint::from_be_slice(digits, bits).map_err(|_| Problem::Malformed)
}

fn digits<'a>(number: &Element<'a>) -> Result<&'a [u8], Problem> {
    Ok(number.is(tag::INTEGER)?.unsigned())
}

/// `ECPrivateKey ::= SEQUENCE { version INTEGER, privateKey OCTET STRING, [0] parameters, [1] public
/// key }` (RFC 5915).
fn of_curve(der: &[u8], curve: Option<&str>) -> Result<PrivateKey, Problem> {
    let parts = walk::first(der)?.sequence()?.found;
    let number = parts.get(1).ok_or(Problem::Malformed)?;
    let inside = match curve {
        Some("P-256") => Inside::P256(on(number)?),
        Some("P-384") => Inside::P384(on(number)?),
        Some("brainpoolP256r1") => Inside::BrainpoolP256r1(on(number)?),
        Some(other) => return Err(Problem::Unsupported(format!("EC {other}"))),
        None => return Err(Problem::Malformed),
    };
    Ok(PrivateKey(inside))
}

/// A number of as many octets as the curve's order; some writers leave leading zeros out, and some
/// put one more in front, as an INTEGER has it.
fn on<C: CurveArithmetic>(number: &Element<'_>) -> Result<SecretKey<C>, Problem> {
    let octets = number.is(tag::OCTET_STRING)?.value;
    let size = FieldBytes::<C>::default().len();
    let octets = match octets {
        [0, rest @ ..] if rest.len() == size => rest,
        _ => octets,
    };
    SecretKey::from_slice(octets).map_err(|_| Problem::Malformed)
}

impl PrivateKey {
    /// What it is one of.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match &self.0 {
            Inside::P256(_) => Kind::P256,
            Inside::P384(_) => Kind::P384,
            Inside::BrainpoolP256r1(_) => Kind::BrainpoolP256r1,
            Inside::Rsa(_) => Kind::Rsa,
        }
    }

    /// Whether this is its public half, as it stands in a certificate: an uncompressed point, or an
    /// RSAPublicKey.
    pub(super) fn has(&self, public: &[u8]) -> bool {
        match &self.0 {
            Inside::P256(key) => point(key) == public,
            Inside::P384(key) => point(key) == public,
            Inside::BrainpoolP256r1(key) => point(key) == public,
            Inside::Rsa(key) => {
                let is = |part: &Element<'_>, number: &BoxedUint| {
                    let own = number.to_be_bytes();
                    let zeros = own.iter().take_while(|octet| **octet == 0).count();
                    digits(part).is_ok_and(|digits| own.get(zeros..) == Some(digits))
                };
                let parts = walk::first(public).and_then(Element::sequence);
                let parts = parts.map(|parts| parts.found).unwrap_or_default();
                matches!(parts.as_slice(), [n, e] if is(n, key.n()) && is(e, key.e()))
            }
        }
    }

    /// Signs a message; `None` where key and procedure do not belong together, and where there is
    /// no randomness.
    pub(super) fn sign(&self, message: &[u8], procedure: Procedure) -> Option<Vec<u8>> {
        match (&self.0, procedure) {
            (Inside::P256(key), Procedure::Ecdsa(hash)) => ecdsa(key, &hash.of(message)),
            (Inside::P384(key), Procedure::Ecdsa(hash)) => ecdsa(key, &hash.of(message)),
            (Inside::BrainpoolP256r1(key), Procedure::Ecdsa(hash)) => ecdsa(key, &hash.of(message)),
            (Inside::Rsa(key), Procedure::Pkcs1(hash)) => {
                let scheme = match hash {
                    Hash::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
                    Hash::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
                    Hash::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
                };
                rsa(key, scheme, &hash.of(message))
            }
            (Inside::Rsa(key), Procedure::Pss(hash)) => {
                let hashed = hash.of(message);
                match hash {
                    Hash::Sha256 => rsa(key, Pss::<Sha256>::new_blinded(), &hashed),
                    Hash::Sha384 => rsa(key, Pss::<Sha384>::new_blinded(), &hashed),
                    Hash::Sha512 => rsa(key, Pss::<Sha512>::new_blinded(), &hashed),
                }
            }
            _ => None,
        }
    }
}

impl Hash {
    fn of(self, octets: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(octets).to_vec(),
            Self::Sha384 => Sha384::digest(octets).to_vec(),
            Self::Sha512 => Sha512::digest(octets).to_vec(),
        }
    }
}

fn point<C>(key: &SecretKey<C>) -> Vec<u8>
where
    C: CurveArithmetic,
    AffinePoint<C>: FromSec1Point<C> + ToSec1Point<C>,
    FieldBytesSize<C>: ModulusSize,
{
    key.public_key().to_sec1_point(false).as_bytes().to_vec()
}

fn ecdsa<C>(key: &SecretKey<C>, hash: &[u8]) -> Option<Vec<u8>>
where
    C: EcdsaCurve + CurveArithmetic,
    SignatureSize<C>: ecdsa::elliptic_curve::array::ArraySize,
    ecdsa::der::MaxSize<C>: ecdsa::elliptic_curve::array::ArraySize,
    <FieldBytesSize<C> as std::ops::Add>::Output:
        std::ops::Add<ecdsa::der::MaxOverhead> + ecdsa::elliptic_curve::array::ArraySize,
{
    let mut further = Zeroizing::new([0; 32]);
    random::fill(&mut *further)?;
    let scalar = Zeroizing::new(key.to_nonzero_scalar());
    let (signature, _) =
        ecdsa::hazmat::sign_prehashed_rfc6979::<C, Sha256>(&scalar, hash, &*further);
    Some(signature.to_der().as_bytes().to_vec())
}

/// With a generator the crate blinds the operation with the private key.
fn rsa(key: &rsa::PrivateKey, scheme: impl SignatureScheme, hash: &[u8]) -> Option<Vec<u8>> {
    key.sign_with_rng(&mut random::system(), scheme, hash).ok()
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey({:?})", self.kind())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::Check;
    use crate::certificate::key::PublicKey;
    use crate::certificate::signature;

    fn octets(text: &str) -> Vec<u8> {
        hex::decode(text.replace(' ', "")).unwrap()
    }

    fn tlv(tag: u8, value: &[u8]) -> Vec<u8> {
        assert!(value.len() < 0x80);
        [&[tag, u8::try_from(value.len()).unwrap()], value].concat()
    }

    const P256: &str = "06082a8648ce3d030107";
    const P384: &str = "06052b81040022";
    const BRAINPOOL: &str = "06092b2403030208010107";
    const P521: &str = "06052b81040023";

    fn algorithm(curve: &str) -> Vec<u8> {
        tlv(
            0x30,
            &[octets("06072a8648ce3d0201"), octets(curve)].concat(),
        )
    }

    /// A PKCS#8 key with no public half, as Java writes it.
    fn pkcs8(curve: &str, number: &[u8]) -> Vec<u8> {
        let key = tlv(0x30, &[octets("020101"), tlv(0x04, number)].concat());
        let parts = [octets("020100"), algorithm(curve), tlv(0x04, &key)];
        tlv(0x30, &parts.concat())
    }

    fn public(key: &PrivateKey) -> Vec<u8> {
        match &key.0 {
            Inside::P256(key) => point(key),
            Inside::P384(key) => point(key),
            Inside::BrainpoolP256r1(key) => point(key),
            Inside::Rsa(_) => Vec::new(),
        }
    }

    #[test]
    fn a_key_on_each_curve_signs_for_its_own_public_half_and_never_twice_alike() {
        for (curve, length, kind) in [
            (P256, 32, Kind::P256),
            (P384, 48, Kind::P384),
            (BRAINPOOL, 32, Kind::BrainpoolP256r1),
        ] {
            let key = of_pkcs8(&pkcs8(curve, &vec![7; length])).unwrap();
            assert_eq!(key.kind(), kind);
            // The same number, as others write it.
            let zero = [&[0], &vec![7; length][..]].concat();
            let same = of_pkcs8(&pkcs8(curve, &zero)).unwrap();
            let public = public(&key);
            assert!(key.has(&public) && same.has(&public));
            assert!(!key.has(&public[..public.len() - 1]));
            let bits = [&[0], &public[..]].concat();
            let public = tlv(0x30, &[algorithm(curve), tlv(0x03, &bits)].concat());
            let public = PublicKey::of_der(&public).unwrap();
            for (hash, oid) in [
                (Hash::Sha256, "300a06082a8648ce3d040302"),
                (Hash::Sha384, "300a06082a8648ce3d040303"),
                (Hash::Sha512, "300a06082a8648ce3d040304"),
            ] {
                let sign = || key.sign(b"handshake", Procedure::Ecdsa(hash)).unwrap();
                let (one, other) = (sign(), sign());
                assert_ne!(one, other);
                let algorithm = Algorithm::of_der(&octets(oid)).unwrap();
                let verify = |message| signature::verify(&algorithm, &public, message, &one);
                assert_eq!(verify(b"handshake"), Check::Holds);
                assert_eq!(verify(b"handshakes"), Check::Broken);
            }
            assert_eq!(key.sign(b"x", Procedure::Pkcs1(Hash::Sha256)), None);
            assert_eq!(key.sign(b"x", Procedure::Pss(Hash::Sha256)), None);
        }
    }

    #[test]
    fn what_is_no_key_of_a_known_kind_is_refused_by_name() {
        let order = octets("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
        let rows = [
            (
                pkcs8(P521, &[7; 66]),
                Problem::Unsupported("EC P-521".to_owned()),
            ),
            (pkcs8(P256, &[0; 32]), Problem::Malformed),
            (pkcs8(P256, &order), Problem::Malformed),
            (pkcs8(P256, &[7; 33]), Problem::Malformed),
            (pkcs8(P256, &[]), Problem::Malformed),
            (pkcs8("0500", &[7; 32]), Problem::Malformed),
            // Ed25519.
            (
                octets("302e020100300506032b6570 0422 0420")
                    .into_iter()
                    .chain([7; 32])
                    .collect(),
                Problem::Unsupported("1.3.101.112".to_owned()),
            ),
            (octets("3000"), Problem::Malformed),
            (Vec::new(), Problem::Malformed),
        ];
        for (der, expected) in rows {
            let problem = of_pkcs8(&der).map(|key| key.kind()).unwrap_err();
            assert_eq!(problem, expected, "{der:02x?}");
        }
    }

    #[test]
    fn no_key_is_shown_by_debug() {
        let key = of_pkcs8(&pkcs8(P256, &[7; 32])).unwrap();
        assert_eq!(format!("{key:?}"), "PrivateKey(P256)");
    }
}
