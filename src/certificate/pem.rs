//! Certificates out of a file of somebody's making: DER, or PEM with any number of them and any
//! text around. Blanks and line ends may stand anywhere in PEM: files come out of mails, web pages
//! and editors (RFC 7468 §2 lets a reader ignore them).

use base64ct::{Base64Unpadded, Encoding};
use der::asn1::ObjectIdentifier;

use super::problem::NotACertificate;
use super::walk;
use super::x509::Certificate;

const BEGIN: &[u8] = b"-----BEGIN ";
const LINE: &[u8] = b"-----";
/// What certificates are called; the last two by OpenSSL.
const CERTIFICATE: [&[u8]; 3] = [b"CERTIFICATE", b"X509 CERTIFICATE", b"TRUSTED CERTIFICATE"];
/// What a PKCS #7 file is called.
const PKCS7: [&[u8]; 3] = [b"PKCS7", b"CMS", b"PKCS #7 SIGNED DATA"];
/// id-signedData (RFC 5652 §5.1), which a PKCS #7 file begins with.
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");

/// What lies in a file.
pub(super) enum Contents {
    /// Certificates, and what should be one and is none. Empty when the file is PEM of other things
    /// only.
    Certificates(Vec<Result<Certificate, NotACertificate>>),
    /// Certificates in an envelope (PKCS #7, `.p7b`).
    Pkcs7 {
        /// Whether it is written in PEM.
        pem: bool,
    },
    /// Text in UTF-16.
    Utf16,
}

pub(super) fn contents(octets: &[u8]) -> Contents {
    if is_utf16(octets) {
        return Contents::Utf16;
    }
    if find(octets, BEGIN).is_none() {
        return if is_pkcs7(octets) {
            Contents::Pkcs7 { pem: false }
        } else {
            Contents::Certificates(vec![Certificate::parse(octets)])
        };
    }
    let blocks = blocks(octets);
    let is_pkcs7 = |block: &Block<'_>| PKCS7.contains(&block.label);
    let mut certificates = blocks
        .iter()
        .filter(|block| CERTIFICATE.contains(&block.label))
        .peekable();
    if certificates.peek().is_none() && blocks.iter().any(is_pkcs7) {
        return Contents::Pkcs7 { pem: true };
    }
    Contents::Certificates(certificates.map(Block::certificate).collect())
}

/// A byte order mark, or the letters of a PEM file with zeros between them.
fn is_utf16(octets: &[u8]) -> bool {
    let wide: Vec<u8> = BEGIN.iter().flat_map(|octet| [*octet, 0]).collect();
    [&[0xFF, 0xFE], &[0xFE, 0xFF]]
        .iter()
        .any(|mark| octets.starts_with(*mark))
        || find(octets, &wide).is_some()
}

fn is_pkcs7(octets: &[u8]) -> bool {
    let kind = || {
        walk::first(octets)
            .ok()?
            .sequence()
            .ok()?
            .found
            .first()?
            .oid()
            .ok()
    };
    kind() == Some(SIGNED_DATA)
}

/// One block of PEM.
struct Block<'a> {
    label: &'a [u8],
    /// What stands between its two lines; `None` where the second one is missing.
    body: Option<&'a [u8]>,
}

fn blocks(mut octets: &[u8]) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    while let Some((_, rest)) = split(octets, BEGIN) {
        let Some((label, rest)) = split(rest, LINE) else {
            break;
        };
        let end = find(rest, LINE).unwrap_or(rest.len());
        let (body, after) = rest.split_at(end);
        let last = [b"-----END ", label, LINE].concat();
        let body = after.starts_with(&last).then_some(body);
        found.push(Block { label, body });
        octets = after;
    }
    found
}

impl Block<'_> {
    fn certificate(&self) -> Result<Certificate, NotACertificate> {
        let malformed = NotACertificate::Malformed("PEM");
        let body = self.body.ok_or_else(|| malformed.clone())?;
        let letters: Vec<u8> = body
            .iter()
            .copied()
            .filter(|octet| !octet.is_ascii_whitespace() && *octet != 0x0B)
            .collect();
        let text = std::str::from_utf8(&letters).map_err(|_| malformed.clone())?;
        let der = Base64Unpadded::decode_vec(text.trim_end_matches('=')).map_err(|_| malformed)?;
        Certificate::parse(&der)
    }
}

/// What stands before and behind the first `mark`.
fn split<'a>(octets: &'a [u8], mark: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = find(octets, mark)?;
    Some((octets.get(..at)?, octets.get(at + mark.len()..)?))
}

fn find(octets: &[u8], wanted: &[u8]) -> Option<usize> {
    octets
        .windows(wanted.len())
        .position(|window| window == wanted)
}
