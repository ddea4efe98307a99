//! What is asked: a certificate by its number, under an issuer by the hashes of its name and key.

use der::Encode;
use der::asn1::{AnyRef, IntRef, OctetStringRef};
use sha1::{Digest, Sha1};
use x509_cert::spki::AlgorithmIdentifierRef;

use super::asn1::{CertId, OcspRequest, Request, SHA1, TbsRequest};
use super::certificate::{Certificate, Sha1Hash};
use super::error::Error;
use crate::certificate::signature::Verdict;

/// A question about one certificate.
#[derive(Debug)]
pub struct Question {
    pub(super) certificate: Certificate,
    pub(super) issuer: Option<Certificate>,
    issuer_name_hash: Sha1Hash,
    issuer_key_hash: Sha1Hash,
    url: Option<String>,
}

impl Question {
    /// A question about `certificate` (DER). With the `issuer`'s certificate (DER) the answer's signer is checked;
    /// without it the hash of the issuer's key is taken from the AuthorityKeyIdentifier, and an answer stays
    /// [unverified](super::Trust::Unverified).
    ///
    /// The issuer's certificate is trusted as given: where it comes from is the caller's care.
    ///
    /// # Errors
    /// [`Error::NotACertificate`]; [`Error::NotItsIssuer`] when name, key identifier or signature do not fit;
    /// [`Error::IssuerUnknown`] without an issuer when the AuthorityKeyIdentifier is missing or has not 20 octets.
    pub fn about(certificate: &[u8], issuer: Option<&[u8]>) -> Result<Self, Error> {
        let certificate = Certificate::parse(certificate)?;
        let issuer = issuer.map(Certificate::parse).transpose()?;
        let issuer_key_hash = match &issuer {
            Some(issuer) if !issued(issuer, &certificate) => return Err(Error::NotItsIssuer),
            Some(issuer) => issuer.key_hash(),
            None => certificate.issuer_key_hash().ok_or(Error::IssuerUnknown)?,
        };
        Ok(Self {
            issuer_name_hash: Sha1::digest(&certificate.issuer).into(),
            issuer_key_hash,
            url: certificate.ocsp_url(),
            certificate,
            issuer,
        })
    }

    /// The same question, to another responder than the certificate names.
    #[must_use]
    pub fn to(self, url: &str) -> Self {
        Self { url: Some(url.to_owned()), ..self }
    }

    /// Where it will be asked, as written in the certificate.
    ///
    /// # Errors
    /// [`Error::NoUrl`].
    pub fn url(&self) -> Result<&str, Error> {
        self.url.as_deref().ok_or(Error::NoUrl)
    }

    pub(super) fn id(&self) -> Result<CertId<'_>, Error> {
        let octets = |hash| OctetStringRef::new(hash).map_err(|_| Error::NotACertificate);
        Ok(CertId {
            // With NULL as parameter, as responders know it (RFC 6960 Appendix B does not say; RFC 3370 2.1 does).
            hash_algorithm: AlgorithmIdentifierRef { oid: SHA1, parameters: Some(AnyRef::NULL) },
            issuer_name_hash: octets(self.issuer_name_hash.as_slice())?,
            issuer_key_hash: octets(self.issuer_key_hash.as_slice())?,
            serial_number: IntRef::new(&self.certificate.serial_number).map_err(|_| Error::NotACertificate)?,
        })
    }

    /// The OCSPRequest in DER: one CertID, no name of who asks, no signature, no nonce.
    pub(super) fn request(&self) -> Result<Vec<u8>, Error> {
        let list = vec![Request { req_cert: self.id()? }];
        OcspRequest { tbs_request: TbsRequest { request_list: list } }.to_der().map_err(|_| Error::NotACertificate)
    }
}

/// A procedure that this program does not know leaves name and key identifier to decide.
fn issued(issuer: &Certificate, certificate: &Certificate) -> bool {
    let key_fits = certificate.issuer_key_hash().is_none_or(|hash| hash == issuer.key_hash());
    let named = issuer.subject == certificate.issuer;
    match certificate.is_signed_by(issuer) {
        // A key identifier may be made by another method (RFC 5280 4.2.1.2): the signature outweighs it.
        Verdict::Good => named,
        Verdict::Bad => false,
        Verdict::Unsupported(_) => named && key_fits,
    }
}
