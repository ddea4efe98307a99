//! Does a signature belong to these octets and this key? The procedures of the cards' certificates
//! and of OCSP answers: ECDSA on brainpoolP256r1, RSA PKCS#1 v1.5 and RSASSA-PSS (gemSpec_Krypt,
//! GS-A_4357 and GS-A_4358).
//!
//! What is verified are the octets as they came, never a re-encoding of what was understood: a
//! certificate that is no strict DER would otherwise be judged by octets that nobody signed.

use bp256::r1::BrainpoolP256r1;
use der::asn1::ObjectIdentifier;
use der::oid::AssociatedOid;
use ecdsa::signature::Verifier;
use rsa::PublicKey;
use rsa::pkcs1::{DecodeRsaPublicKey, RsaPssParamsOwned, TrailerField};
use sha2::digest::{Digest, FixedOutputReset};
use sha2::{Sha256, Sha384, Sha512};
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

/// id-ecPublicKey (RFC 5480).
pub(super) const EC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
/// brainpoolP256r1 (RFC 5639).
pub(super) const BRAINPOOL_P256_R1: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.3.36.3.3.2.8.1.1.7");
/// rsaEncryption (RFC 8017).
pub(super) const RSA_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");

const ECDSA_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
const RSA_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11");
const RSA_SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.12");
const RSA_SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.13");
const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
const MGF1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.8");

/// What a signature is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The holder of the key signed these octets.
    Good,
    /// Not so; or key or signature are malformed.
    Bad,
    /// This program does not know the procedure, the hash or the curve with this OID, in dotted
    /// form.
    Unsupported(String),
}

/// Verifies `signature` (the content of the BIT STRING) over `signed` (the octets as received,
/// whole, tag and length included where the signed thing is DER).
///
/// Knows ecdsa-with-SHA256 on brainpoolP256r1, sha256/384/512WithRSAEncryption, and RSASSA-PSS with
/// one of these hashes for both the message and MGF1. RSA keys have 1024 to 8192 bits; others are
/// malformed here.
#[must_use]
pub fn verify(
    algorithm: &AlgorithmIdentifierOwned,
    key: &SubjectPublicKeyInfoOwned,
    signed: &[u8],
    signature: &[u8],
) -> Verdict {
    match algorithm.oid {
        ECDSA_SHA256 => ecdsa_sha256(key, signed, signature),
        RSA_SHA256 => with_rsa_key(key, |key| key.pkcs1v15_verify::<Sha256>(signed, signature)),
        RSA_SHA384 => with_rsa_key(key, |key| key.pkcs1v15_verify::<Sha384>(signed, signature)),
        RSA_SHA512 => with_rsa_key(key, |key| key.pkcs1v15_verify::<Sha512>(signed, signature)),
        RSA_PSS => pss(algorithm, key, signed, signature),
        other => Verdict::Unsupported(other.to_string()),
    }
}

fn ecdsa_sha256(key: &SubjectPublicKeyInfoOwned, signed: &[u8], signature: &[u8]) -> Verdict {
    if key.algorithm.oid != EC_KEY {
        return Verdict::Bad;
    }
    let curve = key
        .algorithm
        .parameters
        .as_ref()
        .and_then(|named| named.decode_as::<ObjectIdentifier>().ok());
    match curve {
        Some(BRAINPOOL_P256_R1) => {}
        Some(other) => return Verdict::Unsupported(other.to_string()),
        None => return Verdict::Bad,
    }
    let point = key.subject_public_key.as_bytes().unwrap_or_default();
    let verified = ecdsa::VerifyingKey::<BrainpoolP256r1>::from_sec1_bytes(point)
        .and_then(|key| key.verify(signed, &ecdsa::Signature::from_der(signature)?));
    verdict(verified.is_ok())
}

/// `RSASSA-PSS-params` (RFC 8017 A.2.3): anything but one hash for message and mask is not done by
/// any TSP seen.
fn pss(
    algorithm: &AlgorithmIdentifierOwned,
    key: &SubjectPublicKeyInfoOwned,
    signed: &[u8],
    signature: &[u8],
) -> Verdict {
    let parameters = algorithm
        .parameters
        .as_ref()
        .and_then(|any| any.decode_as::<RsaPssParamsOwned>().ok());
    let Some(parameters) = parameters else {
        return Verdict::Bad;
    };
    let mask_hash = parameters.mask_gen.parameters.map(|hash| hash.oid);
    if parameters.mask_gen.oid != MGF1 || mask_hash != Some(parameters.hash.oid) {
        return Verdict::Unsupported(parameters.mask_gen.oid.to_string());
    }
    let (TrailerField::BC, salt) = (parameters.trailer_field, usize::from(parameters.salt_len));
    match parameters.hash.oid {
        <Sha256 as AssociatedOid>::OID => pss_with::<Sha256>(key, salt, signed, signature),
        <Sha384 as AssociatedOid>::OID => pss_with::<Sha384>(key, salt, signed, signature),
        <Sha512 as AssociatedOid>::OID => pss_with::<Sha512>(key, salt, signed, signature),
        other => Verdict::Unsupported(other.to_string()),
    }
}

fn pss_with<D: Digest + FixedOutputReset>(
    key: &SubjectPublicKeyInfoOwned,
    salt: usize,
    signed: &[u8],
    signature: &[u8],
) -> Verdict {
    with_rsa_key(key, |key| {
        let signature = rsa::pss::Signature::try_from(signature)?;
        rsa::pss::VerifyingKey::<D>::new_with_salt_len(key, salt).verify(signed, &signature)
    })
}

fn with_rsa_key<E>(
    key: &SubjectPublicKeyInfoOwned,
    verify: impl FnOnce(PublicKey) -> Result<(), E>,
) -> Verdict {
    if key.algorithm.oid != RSA_KEY && key.algorithm.oid != RSA_PSS {
        return Verdict::Bad;
    }
    let octets = key.subject_public_key.as_bytes().unwrap_or_default();
    verdict(PublicKey::from_pkcs1_der(octets).is_ok_and(|key| verify(key).is_ok()))
}

fn verdict(verified: bool) -> Verdict {
    if verified {
        Verdict::Good
    } else {
        Verdict::Bad
    }
}
