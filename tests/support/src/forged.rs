//! OCSP responses that `openssl` does not make: assembled octet by octet, signed with a key of the
//! test's issuer.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use pinlotse::certificate::Certificate;
use pinlotse::system::clock;
use sha1::{Digest, Sha1};

use super::ocsp_pki::OcspPki;

/// An element of DER.
pub fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let mut octets = match length {
        0..=0x7F => vec![tag, u8::try_from(length).unwrap()],
        0x80..=0xFF => vec![tag, 0x81, u8::try_from(length).unwrap()],
        _ => vec![
            tag,
            0x82,
            u8::try_from(length >> 8).unwrap(),
            u8::try_from(length & 0xFF).unwrap(),
        ],
    };
    octets.extend_from_slice(content);
    octets
}

/// The element at the begin of some octets: what it holds, and what follows it.
pub fn untlv(octets: &[u8]) -> (&[u8], &[u8]) {
    let (length, begin) = match octets[1] {
        short @ 0..=0x7F => (usize::from(short), 2),
        0x81 => (usize::from(octets[2]), 3),
        _ => (usize::from(octets[2]) << 8 | usize::from(octets[3]), 4),
    };
    (&octets[begin..begin + length], &octets[begin + length..])
}

pub fn oid(dotted: &str) -> Vec<u8> {
    tlv(
        6,
        der::asn1::ObjectIdentifier::new(dotted).unwrap().as_bytes(),
    )
}

/// GeneralizedTime of seconds since 1970.
pub fn time(seconds: i64) -> Vec<u8> {
    let time = UNIX_EPOCH + Duration::from_secs(seconds.try_into().unwrap());
    tlv(
        0x18,
        clock::timestamp(time)
            .replace(['-', ':', 'T'], "")
            .as_bytes(),
    )
}

/// The same with half a second more.
pub fn time_with_fraction(seconds: i64) -> Vec<u8> {
    let whole = time(seconds);
    let digits = untlv(&whole).0.strip_suffix(b"Z").unwrap();
    tlv(0x18, &[digits, b".5Z"].concat())
}

pub fn now() -> i64 {
    clock::seconds_since_epoch(SystemTime::now())
}

/// An extension (RFC 5280 4.1).
pub fn extension(dotted: &str, critical: bool, value: &[u8]) -> Vec<u8> {
    let critical = if critical {
        tlv(1, &[0xFF])
    } else {
        Vec::new()
    };
    tlv(0x30, &[oid(dotted), critical, tlv(4, value)].concat())
}

/// The hash of a certificate, by which a responder shows that it has it (Common PKI, `CertHash`).
pub fn certificate_hash(der: &[u8]) -> Vec<u8> {
    const SHA256: &str = "2.16.840.1.101.3.4.2.1";
    let algorithm = tlv(0x30, &[oid(SHA256), tlv(5, &[])].concat());
    let certificate = Certificate::parse(der).unwrap();
    let value = [algorithm, tlv(4, &certificate.sha256())].concat();
    extension("1.3.36.8.3.13", false, &tlv(0x30, &value))
}

/// A SingleResponse; its CertID is cut out of a question.
pub struct Single {
    /// `[0]` good, `[1]` revoked, `[2]` unknown, as an element.
    pub status: Vec<u8>,
    pub this_update: i64,
    pub next_update: Option<i64>,
    pub extensions: Vec<Vec<u8>>,
    /// Whether its extensions are there and cannot be read.
    pub is_garbled: bool,
    pub cert_id: Vec<u8>,
    /// How its times are written.
    pub times: fn(i64) -> Vec<u8>,
}

impl Single {
    /// Good for an hour, about what `question` (an OCSPRequest) asks.
    pub fn good(question: &[u8]) -> Self {
        // OCSPRequest, TBSRequest, list, Request, CertID.
        let cert_id = (0..4).fold(question, |octets, _| untlv(octets).0);
        Self {
            status: tlv(0x80, &[]),
            this_update: now(),
            next_update: Some(now() + 3600),
            extensions: Vec::new(),
            is_garbled: false,
            cert_id: cert_id.to_vec(),
            times: time,
        }
    }

    fn der(&self) -> Vec<u8> {
        let next = self
            .next_update
            .map(|next| tlv(0xA0, &(self.times)(next)))
            .unwrap_or_default();
        let extensions = match self.extensions.concat() {
            _ if self.is_garbled => garbled(),
            none if none.is_empty() => none,
            some => tlv(0xA1, &tlv(0x30, &some)),
        };
        tlv(
            0x30,
            &[
                self.cert_id.clone(),
                self.status.clone(),
                (self.times)(self.this_update),
                next,
                extensions,
            ]
            .concat(),
        )
    }
}

/// What stands where extensions do, and is none.
pub fn garbled() -> Vec<u8> {
    tlv(0xA1, &tlv(0x05, &[]))
}

/// What stands where a time does, and is none.
pub fn no_time(_: i64) -> Vec<u8> {
    tlv(0x18, b"20261331000000Z")
}

/// A whole response by `signer`, whose certificate comes with it. Its own time is written as those
/// of the first single one.
pub fn response(
    pki: &OcspPki,
    signer: &str,
    produced_at: i64,
    singles: &[Single],
    extensions: &[Vec<u8>],
) -> Vec<u8> {
    let extensions = if extensions.is_empty() {
        Vec::new()
    } else {
        tlv(0xA1, &tlv(0x30, &extensions.concat()))
    };
    response_ending(pki, signer, produced_at, singles, &extensions)
}

/// The same with what stands behind the single responses, as it is.
pub fn response_ending(
    pki: &OcspPki,
    signer: &str,
    produced_at: i64,
    singles: &[Single],
    end: &[u8],
) -> Vec<u8> {
    let certificate = pki.der(signer);
    let key: Vec<u8> = key_bits(&certificate);
    let responder = tlv(0xA2, &tlv(4, &Sha1::digest(key)));
    let entries = tlv(
        0x30,
        &singles.iter().flat_map(Single::der).collect::<Vec<_>>(),
    );
    let times = singles
        .first()
        .map_or(time as fn(i64) -> Vec<u8>, |single| single.times);
    let signed = tlv(
        0x30,
        &[&responder[..], &times(produced_at), &entries, end].concat(),
    );
    assemble(&signed, &pki.sign(signer, &signed), &certificate)
}

/// OCSPResponse of what is signed (ResponseData), its signature and a certificate.
pub fn assemble(signed: &[u8], signature: &[u8], certificate: &[u8]) -> Vec<u8> {
    let algorithm = tlv(0x30, &oid("1.2.840.10045.4.3.2"));
    let bits = tlv(3, &[&[0], signature].concat());
    let certificates = tlv(0xA0, &tlv(0x30, certificate));
    let basic = tlv(
        0x30,
        &[signed.to_vec(), algorithm, bits, certificates].concat(),
    );
    let inner = tlv(
        0x30,
        &[oid("1.3.6.1.5.5.7.48.1.1"), tlv(4, &basic)].concat(),
    );
    tlv(0x30, &[tlv(0x0A, &[0]), tlv(0xA0, &inner)].concat())
}

/// The bits of the key in a certificate.
fn key_bits(certificate: &[u8]) -> Vec<u8> {
    use der::Decode;
    let certificate = x509_cert::Certificate::from_der(certificate).unwrap();
    certificate
        .tbs_certificate()
        .subject_public_key_info()
        .subject_public_key
        .raw_bytes()
        .to_vec()
}
