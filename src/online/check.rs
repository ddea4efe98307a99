//! Is an answer one to this question, by one who may answer, and does it hold now? Pure: the time
//! is a parameter.

use der::Decode;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};
use x509_cert::ext::Extensions;

use super::Status;
use super::answer::Answer;
use super::asn1::{CERT_HASH, CertHash, SHA1, SHA256, SHA384, SHA512};
use super::error::{Error, NotAllowed};
use super::question::Question;
use super::response::{self, Entry, Response};
use super::signer::{self, SKEW};

/// How old an answer may be that does not say how long it holds, in seconds: such a responder signs
/// when it is asked (RFC 6960 2.4), so what is older was recorded.
pub const MAX_AGE: i64 = 60 * 60;

/// No clock that goes right shows less: 2026-01-01, in seconds since 1970.
pub const EARLIEST: i64 = 1_767_225_600;

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
    no_unknown_demands(&response.extensions, &[])?;
    no_unknown_demands(&entry.extensions, &[CERT_HASH])?;
    let knows_certificate = certificate_hash_fits(question, &entry.extensions)?;
    holds(&response, entry, now)?;
    Ok(Answer {
        status: entry.status.clone(),
        trust,
        produced_at: response.produced_at,
        this_update: entry.this_update,
        next_update: entry.next_update,
        responder,
        knows_certificate,
    })
}

/// An answer may speak of several certificates, and of one at several times: the latest word
/// counts, of equally late ones the worst.
fn entry_for<'a>(question: &Question<'_>, response: &'a Response) -> Result<&'a Entry, Error> {
    let is_asked = |entry: &&Entry| {
        entry.hash == SHA1
            && entry.issuer_name_hash == question.issuer_name_hash
            && entry.issuer_key_hash == question.issuer_key_hash
            && entry.serial_number == question.certificate.serial_octets()
    };
    response
        .entries
        .iter()
        .filter(is_asked)
        .max_by_key(|entry| (entry.this_update, badness(&entry.status)))
        .ok_or(Error::WrongCertificate)
}

const fn badness(status: &Status) -> u8 {
    match status {
        Status::Good => 0,
        Status::Unknown => 1,
        Status::Revoked { .. } => 2,
    }
}

/// A critical extension that is not understood makes the answer unusable (RFC 6960 4.4, RFC 5280
/// 4.2).
fn no_unknown_demands(
    extensions: &Extensions,
    known: &[der::asn1::ObjectIdentifier],
) -> Result<(), Error> {
    let unknown = extensions
        .iter()
        .find(|extension| extension.critical && !known.contains(&extension.extn_id));
    unknown.map_or(Ok(()), |extension| {
        Err(Error::Unsupported(extension.extn_id.to_string()))
    })
}

/// Whether the responder named the certificate's hash, and the right one.
fn certificate_hash_fits(question: &Question<'_>, extensions: &Extensions) -> Result<bool, Error> {
    let Some(extension) = extensions
        .iter()
        .find(|extension| extension.extn_id == CERT_HASH)
    else {
        return Ok(false);
    };
    let none = |_| Error::NotOcsp { web_page: false };
    let named = CertHash::from_der(extension.extn_value.as_bytes()).map_err(none)?;
    let octets = question.certificate.der();
    let own = match named.hash_algorithm.oid {
        SHA1 => Sha1::digest(octets).to_vec(),
        SHA256 => Sha256::digest(octets).to_vec(),
        SHA384 => Sha384::digest(octets).to_vec(),
        SHA512 => Sha512::digest(octets).to_vec(),
        other => return Err(Error::Unsupported(other.to_string())),
    };
    if own == named.certificate_hash.as_bytes() {
        Ok(true)
    } else {
        Err(Error::OtherCertificate)
    }
}

fn holds(response: &Response, entry: &Entry, now: i64) -> Result<(), Error> {
    let from = response.produced_at.max(entry.this_update);
    if from > now.saturating_add(SKEW) {
        return Err(Error::FromTheFuture { from, now });
    }
    let until = entry
        .next_update
        .unwrap_or_else(|| response.produced_at.saturating_add(MAX_AGE));
    if until < now.saturating_sub(SKEW) {
        return Err(Error::Stale { until, now });
    }
    Ok(())
}
