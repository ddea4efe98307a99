//! The fields of a certificate that questions and answers rest on.

use der::Decode;
use der::asn1::{AnyRef, ObjectIdentifier};
use der::oid::AssociatedOid;
use sha1::{Digest, Sha1};
use x509_cert::ext::Extensions;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{AuthorityInfoAccessSyntax, AuthorityKeyIdentifier, ExtendedKeyUsage};
use x509_cert::name::Name;
use x509_cert::spki::SubjectPublicKeyInfoOwned;

use super::asn1::{ACCESS_OCSP, OCSP_SIGNING, Signed, TbsCertificate};
use super::error::Error;
use super::octets_of;
use crate::certificate::signature::{self, Verdict};

/// SHA-1 of something, as CertID and ResponderID have it.
pub(super) type Sha1Hash = [u8; 20];

/// A certificate; names and numbers as they were encoded.
#[derive(Debug)]
pub(super) struct Certificate {
    whole: Vec<u8>,
    to_be_signed: Vec<u8>,
    algorithm: x509_cert::spki::AlgorithmIdentifierOwned,
    signature: Vec<u8>,
    pub(super) serial_number: Vec<u8>,
    pub(super) issuer: Vec<u8>,
    pub(super) subject: Vec<u8>,
    pub(super) key: SubjectPublicKeyInfoOwned,
    /// First and last second, since 1970.
    pub(super) validity: (i64, i64),
    extensions: Extensions,
}

impl Certificate {
    /// Reads a certificate in DER.
    ///
    /// # Errors
    /// [`Error::NotACertificate`].
    pub(super) fn parse(octets: &[u8]) -> Result<Self, Error> {
        Self::decode(octets).map_err(|_| Error::NotACertificate)
    }

    fn decode(octets: &[u8]) -> der::Result<Self> {
        let signed = Signed::from_der(octets)?;
        let to_be_signed = octets_of(signed.to_be_signed)?;
        let tbs = TbsCertificate::from_der(&to_be_signed)?;
        let seconds =
            |time: x509_cert::time::Time| i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
        Ok(Self {
            whole: octets.to_vec(),
            algorithm: signed.algorithm,
            signature: signed.signature.raw_bytes().to_vec(),
            serial_number: tbs.serial_number.as_bytes().to_vec(),
            issuer: octets_of(tbs.issuer)?,
            subject: octets_of(tbs.subject)?,
            key: tbs.key,
            validity: (seconds(tbs.validity.not_before), seconds(tbs.validity.not_after)),
            extensions: tbs.extensions.unwrap_or_default(),
            to_be_signed,
        })
    }

    /// The whole certificate, as it came.
    pub(super) fn octets(&self) -> &[u8] {
        &self.whole
    }

    /// SHA-1 of the key's bits: what CertID, ResponderID and mostly the AuthorityKeyIdentifier name a key by.
    pub(super) fn key_hash(&self) -> Sha1Hash {
        Sha1::digest(self.key.subject_public_key.raw_bytes()).into()
    }

    /// Whether `issuer` says that this certificate is its own.
    pub(super) fn is_signed_by(&self, issuer: &Self) -> Verdict {
        signature::verify(&self.algorithm, &issuer.key, &self.to_be_signed, &self.signature)
    }

    /// The first `http` address of an OCSP responder, else the first of any scheme.
    pub(super) fn ocsp_url(&self) -> Option<String> {
        let access = self.extension::<AuthorityInfoAccessSyntax>()?;
        let mut places = access.0.iter().filter(|access| access.access_method == ACCESS_OCSP).filter_map(|access| {
            match &access.access_location {
                GeneralName::UniformResourceIdentifier(url) => Some(url.as_str()),
                _ => None,
            }
        });
        let first = places.next()?;
        let is_http = |url: &&str| url.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http://"));
        Some(std::iter::once(first).chain(places).find(is_http).unwrap_or(first).to_owned())
    }

    /// What names the issuer's key, where it can be its SHA-1 hash (RFC 5280 4.2.1.2, method 1).
    pub(super) fn issuer_key_hash(&self) -> Option<Sha1Hash> {
        self.extension::<AuthorityKeyIdentifier>()?.key_identifier?.as_bytes().try_into().ok()
    }

    /// Whether the extended key usage says that the key may sign OCSP answers.
    pub(super) fn may_sign_answers(&self) -> bool {
        self.extension::<ExtendedKeyUsage>().is_some_and(|usage| usage.0.contains(&OCSP_SIGNING))
    }

    /// The name of the holder, for people: the common name, else all of it.
    pub(super) fn name(&self) -> String {
        name_for_people(&self.subject)
    }

    fn extension<'a, T: Decode<'a> + AssociatedOid>(&'a self) -> Option<T> {
        let extension = self.extensions.iter().find(|extension| extension.extn_id == T::OID)?;
        T::from_der(extension.extn_value.as_bytes()).ok()
    }
}

/// The common name of an encoded name, else all of it (RFC 4514).
pub(super) fn name_for_people(name: &[u8]) -> String {
    const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
    let Ok(name) = Name::from_der(name) else { return String::new() };
    let common = name.iter().find(|attribute| attribute.oid == COMMON_NAME);
    let text = common
        .and_then(|attribute| std::str::from_utf8(AnyRef::from(&attribute.value).value()).ok().map(ToOwned::to_owned));
    text.unwrap_or_else(|| name.to_string())
}
