//! Who signed an answer, and by what right (RFC 6960 4.2.2.2): the certificate's issuer itself, a
//! responder whose certificate the issuer signed, directly and for this purpose, or exactly the
//! service that a verified list names for the issuer. Nobody else is believed.

use super::answer::{Trust, Unverified};
use super::error::{Error, NotAllowed};
use super::question::{Question, key_hash};
use super::response::{Responder, Response};
use crate::certificate::signature::{self, Obstacle};
use crate::certificate::{Certificate, Check, Name};

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
        Some(issuer) => by_right_of(question, issuer, &candidates, response, now)?,
        None => match without_issuer(&candidates, response)? {
            Some(signer) => (Trust::Unverified(Unverified::IssuerMissing), Some(signer)),
            None => (Trust::Unverified(Unverified::NothingToCheckWith), None),
        },
    };
    Ok((trust, name(signer, &response.responder)))
}

fn by_right_of<'a>(
    question: &'a Question<'_>,
    issuer: &'a Certificate,
    candidates: &'a [Certificate],
    response: &Response,
    now: i64,
) -> Result<(Trust, Option<&'a Certificate>), Error> {
    let mut refusal = Error::ResponderNotAllowed(NotAllowed::NoCertificate);
    if is_named(issuer, response) {
        match signed_by(issuer, response) {
            Ok(()) => return Ok((Trust::Verified, Some(issuer))),
            Err(error) => refusal = error,
        }
    }
    let listed = question.listed.iter().copied();
    for service in listed.filter(|service| is_named(service, response)) {
        match in_force(service, now).and_then(|()| signed_by(service, response)) {
            Ok(()) => return Ok((Trust::Verified, Some(service))),
            Err(error) => refusal = error,
        }
    }
    let by_issuer = is_named(issuer, response);
    if !by_issuer && response.certificates.is_empty() && !question.certificate.is_qualified() {
        return Ok((Trust::Unverified(Unverified::SignerMissing), None));
    }
    let mut foreign = None;
    for candidate in candidates
        .iter()
        .filter(|candidate| candidate.der() != issuer.der())
    {
        let right = has_right(candidate, issuer, now);
        let signed = signed_by(candidate, response);
        match (right, signed) {
            (Ok(()), Ok(())) => return Ok((Trust::Verified, Some(candidate))),
            (Err(Error::ResponderNotAllowed(NotAllowed::OtherIssuer)), Ok(()))
                if question.certificate.is_qualified() =>
            {
                foreign = Some(candidate);
            }
            (Err(error), _) | (Ok(()), Err(error)) => refusal = error,
        }
    }
    match foreign {
        Some(signer) => Ok((Trust::Unverified(Unverified::ForeignSigner), Some(signer))),
        None => Err(refusal),
    }
}

fn has_right(candidate: &Certificate, issuer: &Certificate, now: i64) -> Result<(), Error> {
    let refuse = |why| Err(Error::ResponderNotAllowed(why));
    if !candidate.issuer.matches(&issuer.holder) {
        return refuse(NotAllowed::OtherIssuer);
    }
    match candidate.signed_by(issuer) {
        Check::Holds => {}
        Check::Broken => return refuse(NotAllowed::NotSignedByIssuer),
        Check::CannotTell(obstacle) => return Err(Error::Unverifiable(obstacle)),
    }
    if !candidate
        .extended_key_usage
        .iter()
        .any(|usage| usage == OCSP_SIGNING)
    {
        return refuse(NotAllowed::NoRight);
    }
    in_force(candidate, now)
}

/// Now, not when the answer says it was made: a key that is no longer cared for could say so at
/// will.
fn in_force(candidate: &Certificate, now: i64) -> Result<(), Error> {
    let (from, until) = (candidate.not_before, candidate.not_after);
    let begun = from.is_some_and(|from| from <= now.saturating_add(SKEW));
    let over = until.is_none_or(|until| until < now.saturating_sub(SKEW));
    if begun && !over {
        Ok(())
    } else {
        Err(Error::ResponderNotAllowed(NotAllowed::NotValid {
            from,
            until,
        }))
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
    let unreadable = Error::Unverifiable(Obstacle::Key);
    let key = certificate.public_key().ok_or(unreadable)?;
    match signature::verify(
        &response.algorithm,
        key,
        &response.signed,
        &response.signature,
    ) {
        Check::Holds => Ok(()),
        Check::Broken => Err(Error::BadSignature),
        Check::CannotTell(obstacle) => Err(Error::Unverifiable(obstacle)),
    }
}

fn is_named(certificate: &Certificate, response: &Response) -> bool {
    match &response.responder {
        Responder::Name(name) => certificate.holder.matches(name),
        Responder::KeyHash(hash) => {
            key_hash(certificate).is_some_and(|own| own.as_slice() == hash.as_slice())
        }
    }
}

/// The common name, else the whole name; of a signer that nobody knows what the answer calls it.
fn name(signer: Option<&Certificate>, responder: &Responder) -> String {
    let named = |name: &Name| {
        name.common_name()
            .map_or_else(|| name.to_string(), ToOwned::to_owned)
    };
    match (signer, responder) {
        (Some(signer), _) => named(&signer.holder),
        (None, Responder::Name(name)) => named(name),
        (None, Responder::KeyHash(hash)) => hex::encode(hash),
    }
}
