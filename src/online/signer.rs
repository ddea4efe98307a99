//! Who signed an answer, and by what right (RFC 6960 4.2.2.2): the certificate's issuer itself, or a responder whose
//! certificate the issuer signed, directly and for this purpose. Nobody else is believed.

use super::answer::{Trust, Unverified};
use super::certificate::{Certificate, name_for_people};
use super::check::SKEW;
use super::error::{Error, NotAllowed};
use super::question::Question;
use super::response::{Responder, Response};
use crate::certificate::signature::{self, Verdict};

/// Whose answer it is, as far as that can be told.
///
/// # Errors
/// [`Error::BadSignature`], [`Error::ResponderNotAllowed`], [`Error::Unsupported`].
pub(super) fn trust(question: &Question, response: &Response, now: i64) -> Result<Trust, Error> {
    // Those that cannot be read cannot have signed.
    let brought = response.certificates.iter().filter_map(|octets| Certificate::parse(octets).ok());
    let candidates: Vec<Certificate> = brought.filter(|certificate| is_named(certificate, response)).collect();
    match &question.issuer {
        Some(issuer) => by_right_of(issuer, &candidates, response, now).map(|()| Trust::Verified),
        None => without_issuer(&candidates, response).map(Trust::Unverified),
    }
}

/// The signer, for people.
pub(super) fn name(response: &Response) -> String {
    match &response.responder {
        Responder::Name(name) => name_for_people(name),
        Responder::KeyHash(hash) => {
            let brought = response.certificates.iter().filter_map(|octets| Certificate::parse(octets).ok());
            let named = brought.filter(|certificate| is_named(certificate, response)).map(|named| named.name()).next();
            named.unwrap_or_else(|| hex::encode(hash))
        }
    }
}

fn by_right_of(issuer: &Certificate, candidates: &[Certificate], response: &Response, now: i64) -> Result<(), Error> {
    let mut refusal = Error::ResponderNotAllowed(NotAllowed::NoCertificate);
    if is_named(issuer, response) {
        match signed_by(issuer, response) {
            Ok(()) => return Ok(()),
            Err(error) => refusal = error,
        }
    }
    for candidate in candidates.iter().filter(|candidate| candidate.octets() != issuer.octets()) {
        match has_right(candidate, issuer, now).and_then(|()| signed_by(candidate, response)) {
            Ok(()) => return Ok(()),
            Err(error) => refusal = error,
        }
    }
    Err(refusal)
}

fn has_right(candidate: &Certificate, issuer: &Certificate, now: i64) -> Result<(), Error> {
    let refuse = |why| Err(Error::ResponderNotAllowed(why));
    if candidate.issuer != issuer.subject {
        return refuse(NotAllowed::OtherIssuer);
    }
    match candidate.is_signed_by(issuer) {
        Verdict::Good => {}
        Verdict::Bad => return refuse(NotAllowed::NotSignedByIssuer),
        Verdict::Unsupported(oid) => return Err(Error::Unsupported(oid)),
    }
    if !candidate.may_sign_answers() {
        return refuse(NotAllowed::NoRight);
    }
    let (from, until) = candidate.validity;
    // Now, not when the answer says it was made: a key that is no longer cared for could say so at will.
    if now.saturating_add(SKEW) < from || now.saturating_sub(SKEW) > until {
        return refuse(NotAllowed::NotValid { from, until });
    }
    Ok(())
}

/// The signature must at least belong to what came with the answer.
fn without_issuer(candidates: &[Certificate], response: &Response) -> Result<Unverified, Error> {
    let mut refusal = None;
    for candidate in candidates {
        match signed_by(candidate, response) {
            Ok(()) => return Ok(Unverified::IssuerMissing),
            Err(error) => refusal = Some(error),
        }
    }
    refusal.map_or(Ok(Unverified::NothingToCheckWith), Err)
}

fn signed_by(certificate: &Certificate, response: &Response) -> Result<(), Error> {
    match signature::verify(&response.algorithm, &certificate.key, &response.signed, &response.signature) {
        Verdict::Good => Ok(()),
        Verdict::Bad => Err(Error::BadSignature),
        Verdict::Unsupported(oid) => Err(Error::Unsupported(oid)),
    }
}

fn is_named(certificate: &Certificate, response: &Response) -> bool {
    match &response.responder {
        Responder::Name(name) => certificate.subject == *name,
        Responder::KeyHash(hash) => certificate.key_hash().as_slice() == hash.as_slice(),
    }
}
