//! Who signed an answer, and by what right (RFC 6960 4.2.2.2): the certificate's issuer itself, or
//! a responder whose certificate the issuer signed, directly and for this purpose. Nobody else is
//! believed.

use der::Decode;

use super::answer::{Trust, Unverified};
use super::error::{Error, NotAllowed};
use super::question::{Question, key_hash};
use super::response::{Responder, Response};
use crate::certificate::Certificate;
use crate::certificate::signature::{self, Verdict};

/// How far the clocks of this PC and the responder may be apart, in seconds. The
/// Telematikinfrastruktur grants 37.5 s (gemSpec_PKI, TUC_PKI_006) between machines with kept
/// clocks; a PC's is kept less well.
pub const SKEW: i64 = 5 * 60;

/// id-kp-OCSPSigning
const OCSP_SIGNING: &str = "1.3.6.1.5.5.7.3.9";

/// Whose answer it is, as far as that can be told, and the signer's name for people.
///
/// # Errors
/// [`Error::BadSignature`], [`Error::ResponderNotAllowed`], [`Error::Unsupported`].
pub(super) fn trust(
    question: &Question<'_>,
    response: &Response,
    now: i64,
) -> Result<(Trust, String), Error> {
    // Those that cannot be read cannot have signed.
    let brought = response
        .certificates
        .iter()
        .filter_map(|octets| Certificate::parse(octets).ok());
    let candidates: Vec<Certificate> = brought
        .filter(|certificate| is_named(certificate, response))
        .collect();
    let (trust, signer) = match question.issuer {
        Some(issuer) => (
            Trust::Verified,
            Some(by_right_of(issuer, &candidates, response, now)?),
        ),
        None => match without_issuer(&candidates, response)? {
            Some(signer) => (Trust::Unverified(Unverified::IssuerMissing), Some(signer)),
            None => (Trust::Unverified(Unverified::NothingToCheckWith), None),
        },
    };
    Ok((trust, name(signer, &response.responder)))
}

fn by_right_of<'a>(
    issuer: &'a Certificate,
    candidates: &'a [Certificate],
    response: &Response,
    now: i64,
) -> Result<&'a Certificate, Error> {
    let mut refusal = Error::ResponderNotAllowed(NotAllowed::NoCertificate);
    if is_named(issuer, response) {
        match signed_by(issuer, response) {
            Ok(()) => return Ok(issuer),
            Err(error) => refusal = error,
        }
    }
    for candidate in candidates
        .iter()
        .filter(|candidate| candidate.der() != issuer.der())
    {
        match has_right(candidate, issuer, now).and_then(|()| signed_by(candidate, response)) {
            Ok(()) => return Ok(candidate),
            Err(error) => refusal = error,
        }
    }
    Err(refusal)
}

fn has_right(candidate: &Certificate, issuer: &Certificate, now: i64) -> Result<(), Error> {
    let refuse = |why| Err(Error::ResponderNotAllowed(why));
    if candidate.issuer.der() != issuer.holder.der() {
        return refuse(NotAllowed::OtherIssuer);
    }
    match candidate.signed_by(issuer) {
        Verdict::Good => {}
        Verdict::Bad => return refuse(NotAllowed::NotSignedByIssuer),
        Verdict::Unsupported(oid) => return Err(Error::Unsupported(oid)),
    }
    if !candidate
        .extended_key_usage
        .iter()
        .any(|usage| usage == OCSP_SIGNING)
    {
        return refuse(NotAllowed::NoRight);
    }
    let (from, until) = (candidate.not_before, candidate.not_after);
    // Now, not when the answer says it was made: a key that is no longer cared for could say so at
    // will.
    let begun = from.is_some_and(|from| from <= now.saturating_add(SKEW));
    let over = until.is_none_or(|until| until < now.saturating_sub(SKEW));
    if begun && !over {
        Ok(())
    } else {
        refuse(NotAllowed::NotValid { from, until })
    }
}

/// The signature must at least belong to a certificate that came with the answer, if one did.
fn without_issuer<'a>(
    candidates: &'a [Certificate],
    response: &Response,
) -> Result<Option<&'a Certificate>, Error> {
    let mut refusal = None;
    for candidate in candidates {
        match signed_by(candidate, response) {
            Ok(()) => return Ok(Some(candidate)),
            Err(error) => refusal = Some(error),
        }
    }
    refusal.map_or(Ok(None), Err)
}

fn signed_by(certificate: &Certificate, response: &Response) -> Result<(), Error> {
    let key = certificate.key_info().ok_or(Error::BadSignature)?;
    match signature::verify(
        &response.algorithm,
        key,
        &response.signed,
        &response.signature,
    ) {
        Verdict::Good => Ok(()),
        Verdict::Bad => Err(Error::BadSignature),
        Verdict::Unsupported(oid) => Err(Error::Unsupported(oid)),
    }
}

fn is_named(certificate: &Certificate, response: &Response) -> bool {
    match &response.responder {
        Responder::Name(name) => certificate.holder.der() == name,
        Responder::KeyHash(hash) => {
            key_hash(certificate).is_some_and(|own| own.as_slice() == hash.as_slice())
        }
    }
}

/// The common name, else the whole name; of a signer that nobody knows what the answer calls it.
fn name(signer: Option<&Certificate>, responder: &Responder) -> String {
    match (signer, responder) {
        (Some(signer), _) => signer
            .holder
            .common_name()
            .map_or_else(|| signer.holder.to_string(), ToOwned::to_owned),
        (None, Responder::Name(name)) => x509_cert::name::Name::from_der(name)
            .map(|name| name.to_string())
            .unwrap_or_default(),
        (None, Responder::KeyHash(hash)) => hex::encode(hash),
    }
}
