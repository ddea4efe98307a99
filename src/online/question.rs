//! What is asked: a certificate by its number, under an issuer by the hashes of its name and key.

use sha1::{Digest, Sha1};

use super::asn1::{SHA1, element};
use super::error::Error;
use crate::certificate::signature::Obstacle;
use crate::certificate::walk::tag;
use crate::certificate::{Certificate, Check};

/// SHA-1 of something, as CertID and ResponderID have it.
pub(super) type Sha1Hash = [u8; 20];

/// A question about one certificate.
#[derive(Debug)]
pub struct Question<'a> {
    pub(super) certificate: &'a Certificate,
    pub(super) issuer: Option<&'a Certificate>,
    /// Who else may answer for that issuer.
    pub(super) listed: Vec<&'a Certificate>,
    pub(super) issuer_name_hash: Sha1Hash,
    pub(super) issuer_key_hash: Sha1Hash,
    url: Option<String>,
}

impl<'a> Question<'a> {
    /// A question about `certificate`. With the `issuer`'s certificate the answer's signer is
    /// checked; without it the hash of the issuer's key is taken from the AuthorityKeyIdentifier,
    /// which is the SHA-1 hash that OCSP wants where it has 20 octets (RFC 5280 4.2.1.2, method 1),
    /// and an answer stays [unverified](super::Trust::Unverified).
    ///
    /// The issuer's certificate is trusted as given: where it comes from is the caller's care.
    ///
    /// # Errors
    /// [`Error::NoAuthority`] when the issuer's certificate does not say that it may issue any;
    /// [`Error::NotItsIssuer`] when name, key or signature do not fit; [`Error::IssuerUnknown`]
    /// without an issuer when the AuthorityKeyIdentifier is missing or has not 20 octets.
    pub fn about(
        certificate: &'a Certificate,
        issuer: Option<&'a Certificate>,
    ) -> Result<Self, Error> {
        let issuer_key_hash = match issuer {
            Some(issuer) if !issuer.may_issue() => return Err(Error::NoAuthority),
            Some(issuer) => key_of_issuer(issuer, certificate).ok_or(Error::NotItsIssuer)?,
            None => named_key(certificate).ok_or(Error::IssuerUnknown)?,
        };
        Ok(Self {
            certificate,
            issuer,
            listed: Vec::new(),
            issuer_name_hash: Sha1::digest(certificate.issuer.der()).into(),
            issuer_key_hash,
            url: certificate.ocsp_url.clone(),
        })
    }

    /// The same question, to another responder than the certificate names.
    #[must_use]
    pub fn to(self, url: &str) -> Self {
        Self {
            url: Some(url.to_owned()),
            ..self
        }
    }

    /// The same question; beside the issuer and those it gave the right to, these services may
    /// answer: a list that was verified names them for the issuer (gemSpec_PKI TUC_PKI_006 step 5).
    #[must_use]
    pub fn answered_also_by(self, listed: Vec<&'a Certificate>) -> Self {
        Self { listed, ..self }
    }

    /// Where it will be asked, as written in the certificate.
    ///
    /// # Errors
    /// [`Error::NoUrl`].
    pub fn url(&self) -> Result<&str, Error> {
        self.url.as_deref().ok_or(Error::NoUrl)
    }

    /// The OCSPRequest in DER: one CertID, no name of who asks, no signature, no nonce. Responders
    /// of the TI know no CertID but with SHA-1.
    pub(super) fn request(&self) -> Result<Vec<u8>, Error> {
        /// NULL as parameter, as every responder knows it.
        const NO_PARAMETERS: [u8; 2] = [0x05, 0x00];
        let number = self.certificate.serial_octets();
        if number.is_empty() {
            return Err(Error::NumberUnusable);
        }
        let hash = element(tag::OBJECT_IDENTIFIER, &[SHA1.as_bytes()]);
        let id = element(
            tag::SEQUENCE,
            &[
                &element(tag::SEQUENCE, &[&hash, &NO_PARAMETERS]),
                &element(tag::OCTET_STRING, &[&self.issuer_name_hash]),
                &element(tag::OCTET_STRING, &[&self.issuer_key_hash]),
                &element(tag::INTEGER, &[number]),
            ],
        );
        // Request, list of requests, TBSRequest, OCSPRequest: each holds the one before.
        Ok((0..4).fold(id, |inside, _| element(tag::SEQUENCE, &[&inside])))
    }
}

/// SHA-1 of the bits of a certificate's key; `None` where it has none that can be read.
pub(super) fn key_hash(certificate: &Certificate) -> Option<Sha1Hash> {
    Some(Sha1::digest(certificate.public_key()?.bits()).into())
}

/// The key identifier of the issuer, where it can be the hash of its key.
fn named_key(certificate: &Certificate) -> Option<Sha1Hash> {
    certificate.authority_key_id.as_deref()?.try_into().ok()
}

/// The hash of the issuer's key, if this is the issuer.
fn key_of_issuer(issuer: &Certificate, certificate: &Certificate) -> Option<Sha1Hash> {
    let hash = key_hash(issuer)?;
    let fits = match certificate.signed_by(issuer) {
        // Key identifiers may be made in another way: the signature outweighs them.
        Check::Holds => true,
        // Signed in a way that this program does not know: name and key identifier decide.
        Check::CannotTell(Obstacle::Method(_)) => {
            named_key(certificate).is_none_or(|named| named == hash)
        }
        Check::Broken | Check::CannotTell(_) => false,
    };
    (fits && certificate.issuer.matches(&issuer.holder)).then_some(hash)
}
