//! An OCSP response as values. Pure: octets in, values or a reason out; nothing is believed yet. It
//! is fuzzed.

use der::asn1::GeneralizedTime;
use der::{Decode, Tag, Tagged};
use x509_cert::ext::Extensions;
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::answer::Status;
use super::asn1::{self, BASIC, BasicOcspResponse, OcspResponse, ResponseData, ResponseStatus};
use super::error::{Error, Refusal};
use super::octets_of;

/// A basic response (RFC 6960 4.2.1), as received.
#[derive(Debug)]
pub struct Response {
    /// What is signed, in DER.
    pub(super) signed: Vec<u8>,
    pub(super) algorithm: AlgorithmIdentifierOwned,
    pub(super) signature: Vec<u8>,
    /// Certificates that came with it, in DER.
    pub(super) certificates: Vec<Vec<u8>>,
    pub(super) responder: Responder,
    pub(super) produced_at: i64,
    pub(super) entries: Vec<Entry>,
    pub(super) extensions: Extensions,
}

/// How the signer names itself.
#[derive(Debug)]
pub(super) enum Responder {
    /// Its subject name, in DER.
    Name(Vec<u8>),
    /// SHA-1 of its key's bits.
    KeyHash(Vec<u8>),
}

/// What is said of one certificate.
#[derive(Debug)]
pub(super) struct Entry {
    /// CertID: OID of the hash, hash of the issuer's name, of its key, and the number.
    pub(super) hash: der::asn1::ObjectIdentifier,
    pub(super) issuer_name_hash: Vec<u8>,
    pub(super) issuer_key_hash: Vec<u8>,
    pub(super) serial_number: Vec<u8>,
    pub(super) status: Status,
    pub(super) this_update: i64,
    pub(super) next_update: Option<i64>,
    pub(super) extensions: Extensions,
}

/// Reads a response.
///
/// # Errors
/// [`Error::NotOcsp`] for anything else; [`Error::ResponderRefused`] when it says that there is no
/// answer; [`Error::Unsupported`] for a kind of response other than the basic one.
pub fn parse(octets: &[u8]) -> Result<Response, Error> {
    let none = |_| Error::NotOcsp {
        web_page: is_web_page(octets),
    };
    let outer = OcspResponse::from_der(octets).map_err(none)?;
    if let Some(refusal) = refusal(outer.response_status) {
        return Err(Error::ResponderRefused(refusal));
    }
    let inner = outer
        .response_bytes
        .ok_or(Error::NotOcsp { web_page: false })?;
    if inner.response_type != BASIC {
        return Err(Error::Unsupported(inner.response_type.to_string()));
    }
    basic(inner.response.as_bytes()).map_err(none)
}

fn basic(octets: &[u8]) -> der::Result<Response> {
    let basic = BasicOcspResponse::from_der(octets)?;
    let signed = octets_of(basic.tbs_response_data)?;
    let data = ResponseData::from_der(&signed)?;
    let certificates = basic.certs.unwrap_or_default();
    Ok(Response {
        algorithm: basic.signature_algorithm,
        signature: basic
            .signature
            .as_bytes()
            .map(<[u8]>::to_vec)
            .ok_or(Tag::BitString.value_error())?,
        certificates: certificates
            .into_iter()
            .map(octets_of)
            .collect::<der::Result<_>>()?,
        responder: match data.responder_id {
            asn1::ResponderId::ByName(name) => Responder::Name(octets_of(name)?),
            asn1::ResponderId::ByKey(hash) => Responder::KeyHash(hash.as_bytes().to_vec()),
        },
        produced_at: seconds(data.produced_at),
        entries: data
            .responses
            .into_iter()
            .map(entry)
            .collect::<der::Result<_>>()?,
        extensions: data.response_extensions.unwrap_or_default(),
        signed,
    })
}

fn entry(single: asn1::SingleResponse<'_>) -> der::Result<Entry> {
    single.cert_id.serial_number.tag().assert_eq(Tag::Integer)?;
    Ok(Entry {
        hash: single.cert_id.hash_algorithm.oid,
        issuer_name_hash: single.cert_id.issuer_name_hash.as_bytes().to_vec(),
        issuer_key_hash: single.cert_id.issuer_key_hash.as_bytes().to_vec(),
        serial_number: single.cert_id.serial_number.value().to_vec(),
        status: match single.cert_status {
            asn1::CertStatus::Good(_) => Status::Good,
            asn1::CertStatus::Revoked(info) => Status::Revoked {
                at: seconds(info.revocation_time),
                reason: info.revocation_reason.map(Into::into),
            },
            asn1::CertStatus::Unknown(_) => Status::Unknown,
        },
        this_update: seconds(single.this_update),
        next_update: single.next_update.map(seconds),
        extensions: single.single_extensions.unwrap_or_default(),
    })
}

fn refusal(status: ResponseStatus) -> Option<Refusal> {
    match status {
        ResponseStatus::Successful => None,
        ResponseStatus::MalformedRequest => Some(Refusal::MalformedRequest),
        ResponseStatus::InternalError => Some(Refusal::InternalError),
        ResponseStatus::TryLater => Some(Refusal::TryLater),
        ResponseStatus::SigRequired => Some(Refusal::SignatureRequired),
        ResponseStatus::Unauthorized => Some(Refusal::Unauthorized),
    }
}

/// Networks that want a log-in first answer every `http` question with a page.
fn is_web_page(octets: &[u8]) -> bool {
    let text = octets
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(octets)
        .trim_ascii_start();
    text.starts_with(b"<")
}

fn seconds(time: GeneralizedTime) -> i64 {
    i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX)
}
