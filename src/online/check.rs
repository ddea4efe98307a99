//! Is an answer one to this question, by one who may answer, and does it hold now? Pure: the time
//! is a parameter.

use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::Status;
use super::answer::{Answer, Trust};
use super::asn1::{CERT_HASH, Extension, SHA1, SHA256, SHA384, SHA512};
use super::error::{Error, NotAllowed};
use super::question::Question;
use super::response::{self, Entry, Response};
use super::signer::{self, SKEW};
use crate::certificate::key::Algorithm;
use crate::certificate::walk::{self, Fault, tag};

/// How old an answer may be that does not say how long it holds, in seconds: such a responder signs
/// when it is asked (RFC 6960 2.4), so what is older was recorded.
pub const MAX_AGE: i64 = 60 * 60;

/// How long an answer may be used that promises to hold longer, in seconds: a responder that made
/// its answers in advance makes new ones within ten days (CA/Browser Forum, Baseline Requirements
/// 4.9.10), and without an end somebody could show an old answer for ever.
pub const MAX_PROMISE: i64 = 10 * 24 * 60 * 60;

/// No clock that goes right shows less: 2026-01-01, in seconds since 1970.
pub const EARLIEST: i64 = 1_767_225_600;

/// What of an answer cannot be read makes it none.
const UNREADABLE: Error = Error::NotOcsp { web_page: false };

/// What the octets of a response say to a question, at the time `now` (seconds since 1970).
///
/// The signature comes first: what nobody signed is not looked at. The order after it is that of a
/// person's questions: is it about this certificate, does it hold now.
///
/// # Errors
/// Those of [`response::parse`]; [`Error::BadSignature`], [`Error::ResponderNotAllowed`],
/// [`Error::WrongCertificate`], [`Error::OtherCertificate`], [`Error::Stale`],
/// [`Error::FromTheFuture`], [`Error::Unsupported`].
pub fn judge(question: &Question<'_>, octets: &[u8], now: i64) -> Result<Answer, Error> {
    let response = response::parse(octets)?;
    let trust = signer::trust(question, &response, now);
    let entry = entry_for(question, &response);
    if let (Err(Error::ResponderNotAllowed(NotAllowed::NotValid { .. })), Ok(entry)) =
        (&trust, &entry)
    {
        // On a PC whose clock is wrong by years the signer's certificate fails first; the clock is
        // what to name.
        holds(&response, entry, now)?;
    }
    let ((trust, responder), entry) = (trust?, entry?);
    let Some(status) = &entry.status else {
        return Err(UNREADABLE);
    };
    let is_revoked = trust == Trust::Verified && matches!(status, Status::Revoked { .. });
    let knows_certificate = match without_oddities(question, &response, entry) {
        Ok(knows) => knows,
        // Who may revoke did so: nothing beside it makes that unsaid.
        Err(_) if is_revoked => false,
        Err(error) => return Err(error),
    };
    match holds(&response, entry, now) {
        // An old word of it is one too; its times go along.
        Err(_) if is_revoked => {}
        holds => holds?,
    }
    Ok(Answer {
        status: status.clone(),
        trust,
        // Only "revoked" comes here without one: it is known from now on.
        produced_at: response.produced_at.or(entry.this_update).unwrap_or(now),
        this_update: entry.this_update.or(response.produced_at).unwrap_or(now),
        next_update: entry.next_update,
        responder,
        knows_certificate,
    })
}

/// Whether the responder has this very certificate, where nothing in its answer asks for what this
/// program does not know.
fn without_oddities(
    question: &Question<'_>,
    response: &Response,
    entry: &Entry,
) -> Result<bool, Error> {
    // What cannot be read about this certificate may be the word that counts.
    if !entries_for(question, response).all(Entry::is_readable) {
        return Err(UNREADABLE);
    }
    let of_the_answer = response.extensions.as_ref().ok_or(UNREADABLE)?;
    let of_the_entry = entry.extensions.as_ref().ok_or(UNREADABLE)?;
    no_unknown_demands(of_the_answer, &[])?;
    no_unknown_demands(of_the_entry, &[CERT_HASH])?;
    certificate_hash_fits(question, of_the_entry)
}

fn entries_for<'a>(
    question: &Question<'_>,
    response: &'a Response,
) -> impl Iterator<Item = &'a Entry> {
    response.entries.iter().filter(|entry| {
        entry.hash == SHA1
            && entry.issuer_name_hash == question.issuer_name_hash
            && entry.issuer_key_hash == question.issuer_key_hash
            && entry.serial_number == without_zeros(question.certificate.serial_octets())
    })
}

/// An answer may speak of several certificates, and of one at several times: the latest word
/// counts, of equally late ones the worst. One that cannot be read whole may be the latest.
fn entry_for<'a>(question: &Question<'_>, response: &'a Response) -> Result<&'a Entry, Error> {
    let latest = |entry: &&Entry| {
        let since = entry.this_update.filter(|_| entry.is_readable());
        (since.unwrap_or(i64::MAX), badness(entry.status.as_ref()))
    };
    entries_for(question, response)
        .max_by_key(latest)
        .ok_or(Error::WrongCertificate)
}

/// A number may be written with more leading zeros than it needs.
fn without_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|octet| **octet == 0).count();
    number.get(zeros..).unwrap_or_default()
}

const fn badness(status: Option<&Status>) -> u8 {
    match status {
        Some(Status::Good) => 0,
        Some(Status::Unknown) => 1,
        None => 2,
        Some(Status::Revoked { .. }) => 3,
    }
}

/// A critical extension that is not understood makes the answer unusable (RFC 6960 4.4, RFC 5280
/// 4.2).
fn no_unknown_demands(
    extensions: &[Extension],
    known: &[der::asn1::ObjectIdentifier],
) -> Result<(), Error> {
    let is_known = |extension: &Extension| extension.oid.is_some_and(|oid| known.contains(&oid));
    let unknown = extensions
        .iter()
        .find(|extension| extension.critical && !is_known(extension));
    unknown.map_or(Ok(()), |extension| {
        let oid = extension.oid.map(|oid| oid.to_string());
        Err(Error::Unsupported(oid.unwrap_or_default()))
    })
}

/// Whether the responder named the certificate's hash, and the right one.
fn certificate_hash_fits(question: &Question<'_>, extensions: &[Extension]) -> Result<bool, Error> {
    let Some(extension) = extensions
        .iter()
        .find(|extension| extension.oid == Some(CERT_HASH))
    else {
        return Ok(false);
    };
    let (hash, named) = certificate_hash(&extension.value).map_err(|_| UNREADABLE)?;
    let octets = question.certificate.der();
    let own = match hash {
        SHA1 => Sha1::digest(octets).to_vec(),
        SHA256 => Sha256::digest(octets).to_vec(),
        SHA384 => Sha384::digest(octets).to_vec(),
        SHA512 => Sha512::digest(octets).to_vec(),
        other => return Err(Error::Unsupported(other.to_string())),
    };
    if own == named {
        Ok(true)
    } else {
        Err(Error::OtherCertificate)
    }
}

/// `CertHash ::= SEQUENCE { hashAlgorithm AlgorithmIdentifier, certificateHash OCTET STRING }`
fn certificate_hash(value: &[u8]) -> Result<(der::asn1::ObjectIdentifier, &[u8]), Fault> {
    let parts = walk::first(value)?.sequence()?.found;
    let [algorithm, hash] = parts.as_slice() else {
        return Err(Fault::Unexpected);
    };
    let hash = hash.is(tag::OCTET_STRING)?.value;
    Ok((Algorithm::of(*algorithm)?.oid(), hash))
}

fn holds(response: &Response, entry: &Entry, now: i64) -> Result<(), Error> {
    let (Some(made), Some(this_update)) = (response.produced_at, entry.this_update) else {
        return Err(UNREADABLE);
    };
    let from = made.max(this_update);
    if from > now.saturating_add(SKEW) {
        return Err(Error::FromTheFuture { from, now });
    }
    let until = match entry.next_update {
        Some(next_update) => next_update.min(made.saturating_add(MAX_PROMISE)),
        None => made.saturating_add(MAX_AGE),
    };
    if until < now.saturating_sub(SKEW) {
        return Err(Error::Stale { made, until, now });
    }
    Ok(())
}
