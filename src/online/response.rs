//! An OCSP response as values. Pure: octets in, values or a reason out; nothing is believed yet. It
//! is fuzzed.

use der::asn1::ObjectIdentifier;

use super::answer::{Reason, Status};
use super::asn1::{BASIC, Extension};
use super::error::{Error, Refusal};
use crate::certificate::key::Algorithm;
use crate::certificate::walk::{self, Element, Fault, tag};
use crate::certificate::{Name, time};

/// A basic response (RFC 6960 4.2.1), as received.
#[derive(Debug)]
pub struct Response {
    /// What is signed, in DER.
    pub(super) signed: Vec<u8>,
    pub(super) algorithm: Algorithm,
    pub(super) signature: Vec<u8>,
    /// Certificates that came with it, in DER.
    pub(super) certificates: Vec<Vec<u8>>,
    pub(super) responder: Responder,
    /// When it was signed; `None` where that cannot be read.
    pub(super) produced_at: Option<i64>,
    pub(super) entries: Vec<Entry>,
    /// `None` where there are some that cannot be read.
    pub(super) extensions: Option<Vec<Extension>>,
}

/// How the signer names itself.
#[derive(Debug)]
pub(super) enum Responder {
    /// Its subject name.
    Name(Name),
    /// SHA-1 of its key's bits.
    KeyHash(Vec<u8>),
}

/// What is said of one certificate. Whom it is about can be read; what cannot be read of the rest is
/// kept as that: an entry that was left out would leave the word to another one about the same
/// certificate.
#[derive(Debug)]
pub(super) struct Entry {
    /// CertID: OID of the hash, hash of the issuer's name, of its key, and the number without
    /// leading zeros.
    pub(super) hash: ObjectIdentifier,
    pub(super) issuer_name_hash: Vec<u8>,
    pub(super) issuer_key_hash: Vec<u8>,
    pub(super) serial_number: Vec<u8>,
    /// `None` where it cannot be read.
    pub(super) status: Option<Status>,
    /// `None` where it cannot be read.
    pub(super) this_update: Option<i64>,
    pub(super) next_update: Option<i64>,
    /// `None` where there are some that cannot be read.
    pub(super) extensions: Option<Vec<Extension>>,
}

impl Entry {
    /// Whether all that an answer is judged by can be read.
    pub(super) const fn is_readable(&self) -> bool {
        self.status.is_some() && self.this_update.is_some() && self.extensions.is_some()
    }
}

const ENUMERATED: u8 = 0x0A;

/// Reads a response.
///
/// # Errors
/// [`Error::NotOcsp`] for anything else; [`Error::ResponderRefused`] when it says that there is no
/// answer; [`Error::Unsupported`] for a kind of response other than the basic one.
pub fn parse(octets: &[u8]) -> Result<Response, Error> {
    let none = |_| Error::NotOcsp {
        web_page: is_web_page(octets),
    };
    let (status, inner) = outer(octets).map_err(none)?;
    if let Some(refusal) = refusal(status).map_err(none)? {
        return Err(Error::ResponderRefused(refusal));
    }
    let (kind, basic) = inner.ok_or(Error::NotOcsp { web_page: false })?;
    if kind != BASIC {
        return Err(Error::Unsupported(kind.to_string()));
    }
    response(basic).map_err(none)
}

/// `OCSPResponse ::= SEQUENCE { responseStatus ENUMERATED, [0] SEQUENCE { responseType OBJECT
/// IDENTIFIER, response OCTET STRING } OPTIONAL }`
type Outer<'a> = (u8, Option<(ObjectIdentifier, &'a [u8])>);

fn outer(octets: &[u8]) -> Result<Outer<'_>, Fault> {
    let parts = walk::first(octets)?.sequence()?.found;
    let (status, inner) = parts.split_first().ok_or(Fault::Unexpected)?;
    let [status] = status.is(ENUMERATED)?.value else {
        return Err(Fault::Unexpected);
    };
    let Some(inner) = with_tag(inner, tag::explicit(0)) else {
        return Ok((*status, None));
    };
    let inner = walk::first(inner.value)?.sequence()?.found;
    let [kind, response] = inner.as_slice() else {
        return Err(Fault::Unexpected);
    };
    let response = response.is(tag::OCTET_STRING)?.value;
    Ok((*status, Some((kind.oid()?, response))))
}

/// `BasicOCSPResponse ::= SEQUENCE { tbsResponseData, signatureAlgorithm, signature BIT STRING, [0]
/// SEQUENCE OF Certificate OPTIONAL }`
fn response(octets: &[u8]) -> Result<Response, Fault> {
    let parts = walk::first(octets)?.sequence()?.found;
    let [data, algorithm, signature, certificates @ ..] = parts.as_slice() else {
        return Err(Fault::Unexpected);
    };
    let certificates = match with_tag(certificates, tag::explicit(0)) {
        Some(field) => walk::first(field.value)?.sequence()?.found,
        None => Vec::new(),
    };
    let fields = Data::of(*data)?;
    Ok(Response {
        signed: data.whole.to_vec(),
        algorithm: Algorithm::of(*algorithm)?,
        signature: signature.whole_bits()?.to_vec(),
        certificates: certificates
            .iter()
            .map(|certificate| certificate.whole.to_vec())
            .collect(),
        responder: fields.responder,
        produced_at: fields.produced_at,
        entries: fields.entries,
        extensions: fields.extensions,
    })
}

/// `ResponseData ::= SEQUENCE { [0] version DEFAULT v1, responderID CHOICE { [1] Name, [2] OCTET
/// STRING }, producedAt GeneralizedTime, responses SEQUENCE OF SingleResponse, [1] Extensions
/// OPTIONAL }`
struct Data {
    responder: Responder,
    produced_at: Option<i64>,
    entries: Vec<Entry>,
    extensions: Option<Vec<Extension>>,
}

impl Data {
    fn of(data: Element<'_>) -> Result<Self, Fault> {
        let mut parts = data.sequence()?.found;
        if parts
            .first()
            .is_some_and(|first| first.tag == tag::explicit(0))
        {
            parts.remove(0); // version
        }
        let [responder, produced_at, responses, rest @ ..] = parts.as_slice() else {
            return Err(Fault::Unexpected);
        };
        let responses = responses.sequence()?;
        // One that does not say whom it is about is about nobody.
        let entries: Vec<Entry> = responses
            .found
            .iter()
            .filter_map(|single| entry(*single).ok())
            .collect();
        if entries.is_empty() && !responses.found.is_empty() {
            return Err(Fault::Unexpected);
        }
        Ok(Self {
            responder: Responder::of(*responder)?,
            produced_at: moment(*produced_at).ok(),
            entries,
            extensions: Extension::list(with_tag(rest, tag::explicit(1))).ok(),
        })
    }
}

impl Responder {
    fn of(choice: Element<'_>) -> Result<Self, Fault> {
        const NAME: u8 = tag::explicit(1);
        const KEY_HASH: u8 = tag::explicit(2);
        match choice.tag {
            NAME => Name::of_der(choice.value)
                .map(Self::Name)
                .ok_or(Fault::Unexpected),
            KEY_HASH => {
                let hash = walk::first(choice.value)?.is(tag::OCTET_STRING)?;
                Ok(Self::KeyHash(hash.value.to_vec()))
            }
            _ => Err(Fault::Unexpected),
        }
    }
}

/// `SingleResponse ::= SEQUENCE { certID SEQUENCE { hashAlgorithm, issuerNameHash OCTET STRING,
/// issuerKeyHash OCTET STRING, serialNumber INTEGER }, certStatus, thisUpdate GeneralizedTime, [0]
/// nextUpdate GeneralizedTime OPTIONAL, [1] Extensions OPTIONAL }`
fn entry(single: Element<'_>) -> Result<Entry, Fault> {
    let parts = single.sequence()?.found;
    let (id, rest) = parts.split_first().ok_or(Fault::Unexpected)?;
    let (said, rest) = rest.split_first().unzip();
    let rest = rest.unwrap_or_default();
    // Without its time an entry goes on with what follows.
    let this_update = rest.first().and_then(|time| moment(*time).ok());
    let id = id.sequence()?.found;
    let [hash, name, key, number] = id.as_slice() else {
        return Err(Fault::Unexpected);
    };
    let next_update = with_tag(rest, tag::explicit(0));
    Ok(Entry {
        hash: Algorithm::of(*hash)?.oid(),
        issuer_name_hash: name.is(tag::OCTET_STRING)?.value.to_vec(),
        issuer_key_hash: key.is(tag::OCTET_STRING)?.value.to_vec(),
        serial_number: number.is(tag::INTEGER)?.unsigned().to_vec(),
        status: said.and_then(|said| status(*said).ok()),
        this_update,
        // One that cannot be read promises nothing.
        next_update: next_update.and_then(|field| moment(walk::first(field.value).ok()?).ok()),
        extensions: Extension::list(with_tag(rest, tag::explicit(1))).ok(),
    })
}

/// `CertStatus ::= CHOICE { good [0] NULL, revoked [1] SEQUENCE { revocationTime GeneralizedTime,
/// [0] CRLReason OPTIONAL }, unknown [2] NULL }`
fn status(said: Element<'_>) -> Result<Status, Fault> {
    const GOOD: u8 = tag::implicit(0);
    const REVOKED: u8 = tag::explicit(1);
    const UNKNOWN: u8 = tag::implicit(2);
    match said.tag {
        GOOD => Ok(Status::Good),
        REVOKED => {
            let parts = said.children().found;
            let reason = with_tag(&parts, tag::explicit(0))
                .and_then(|field| walk::first(field.value).ok())
                .filter(|reason| reason.tag == ENUMERATED);
            Ok(Status::Revoked {
                at: parts.first().and_then(|time| moment(*time).ok()),
                reason: reason.and_then(|reason| Reason::of(reason.unsigned())),
            })
        }
        UNKNOWN => Ok(Status::Unknown),
        _ => Err(Fault::Unexpected),
    }
}

fn refusal(status: u8) -> Result<Option<Refusal>, Fault> {
    match status {
        0 => Ok(None),
        1 => Ok(Some(Refusal::MalformedRequest)),
        2 => Ok(Some(Refusal::InternalError)),
        3 => Ok(Some(Refusal::TryLater)),
        5 => Ok(Some(Refusal::SignatureRequired)),
        6 => Ok(Some(Refusal::Unauthorized)),
        _ => Err(Fault::Unexpected),
    }
}

fn with_tag<'a, 'b>(parts: &'b [Element<'a>], tag: u8) -> Option<&'b Element<'a>> {
    parts.iter().find(|part| part.tag == tag)
}

fn moment(time: Element<'_>) -> Result<i64, Fault> {
    time::seconds(time).ok_or(Fault::Unexpected)
}

/// Networks that want a log-in first answer every `http` question with a page.
fn is_web_page(octets: &[u8]) -> bool {
    let text = octets
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(octets)
        .trim_ascii_start();
    text.starts_with(b"<")
}
