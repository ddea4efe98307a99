//! Certificates octet by octet. Nobody signed them; each test changes what it is about.

use der::asn1::ObjectIdentifier;

use crate::certificate::{Certificate, Content};

pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const SET: u8 = 0x31;
pub(super) const UTF8: u8 = 0x0C;
pub(super) const PRINTABLE: u8 = 0x13;

/// A key on brainpoolP256r1.
const KEY: &str = "305A301406072A8648CE3D020106092B240303020801010703420004\
                   8BD2AEB9CB7E57CB2C4B482FFC81B7AFB9DE27E1E3BD23C23A4453BD9ACE3262\
                   547EF835C3DAC4FD97F8461A14611DC9C27745132DED8E545C1D54C72F046997";
/// ecdsa-with-SHA256.
const ALGORITHM: &str = "300A06082A8648CE3D040302";

pub(super) fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let mut octets = vec![tag];
    match length {
        0..=0x7F => octets.push(u8::try_from(length).unwrap()),
        0x80..=0xFF => octets.extend([0x81, u8::try_from(length).unwrap()]),
        _ => {
            octets.push(0x82);
            octets.extend(u16::try_from(length).unwrap().to_be_bytes());
        }
    }
    octets.extend(content);
    octets
}

pub(super) fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(SEQUENCE, &parts.concat())
}

pub(super) fn oid(dotted: &str) -> Vec<u8> {
    tlv(0x06, ObjectIdentifier::new(dotted).unwrap().as_bytes())
}

pub(super) fn utf8(text: &str) -> Vec<u8> {
    tlv(UTF8, text.as_bytes())
}

/// UTCTime.
pub(super) fn utc(text: &str) -> Vec<u8> {
    tlv(0x17, text.as_bytes())
}

/// GeneralizedTime.
pub(super) fn generalized(text: &str) -> Vec<u8> {
    tlv(0x18, text.as_bytes())
}

/// One attribute of a name.
pub(super) fn attribute(dotted: &str, tag: u8, value: &[u8]) -> Vec<u8> {
    sequence(&[oid(dotted), tlv(tag, value)])
}

/// One attribute in an RDN of its own.
pub(super) fn rdn(dotted: &str, value: &str) -> Vec<u8> {
    tlv(SET, &attribute(dotted, UTF8, value.as_bytes()))
}

/// An extension that is not critical.
pub(super) fn extension(dotted: &str, value: &[u8]) -> Vec<u8> {
    sequence(&[oid(dotted), tlv(0x04, value)])
}

/// An Admission extension with one ProfessionInfo of these parts.
pub(super) fn admission(parts: &[Vec<u8>]) -> Vec<u8> {
    let infos = sequence(&[sequence(parts)]);
    extension(
        "1.3.36.8.3.3",
        &sequence(&[sequence(&[sequence(&[infos])])]),
    )
}

/// The fields of a certificate.
pub(super) struct Draft {
    pub(super) not_before: Vec<u8>,
    pub(super) not_after: Vec<u8>,
    pub(super) subject: Vec<u8>,
    pub(super) key: Vec<u8>,
    pub(super) extensions: Vec<Vec<u8>>,
    /// The procedure outside the signed part.
    pub(super) algorithm: Vec<u8>,
}

impl Draft {
    pub(super) fn new() -> Self {
        Self {
            not_before: utc("240101000000Z"),
            not_after: utc("281231225959Z"),
            subject: sequence(&[rdn("2.5.4.6", "DE"), rdn("2.5.4.3", "Petra Probe")]),
            key: hex::decode(KEY).unwrap(),
            extensions: Vec::new(),
            algorithm: hex::decode(ALGORITHM).unwrap(),
        }
    }

    pub(super) fn subject(rdns: &[Vec<u8>]) -> Self {
        Self {
            subject: sequence(rdns),
            ..Self::new()
        }
    }

    pub(super) fn extensions(extensions: &[Vec<u8>]) -> Self {
        Self {
            extensions: extensions.to_vec(),
            ..Self::new()
        }
    }

    pub(super) fn der(&self) -> Vec<u8> {
        let mut fields = vec![
            tlv(0xA0, &[2, 1, 2]),
            tlv(0x02, &[0x00, 0x9A, 0xBC]),
            hex::decode(ALGORITHM).unwrap(),
            sequence(&[rdn("2.5.4.3", "PROBE-CA")]),
            sequence(&[self.not_before.clone(), self.not_after.clone()]),
            self.subject.clone(),
            self.key.clone(),
        ];
        if !self.extensions.is_empty() {
            fields.push(tlv(0xA3, &sequence(&self.extensions)));
        }
        sequence(&[
            sequence(&fields),
            self.algorithm.clone(),
            tlv(0x03, &[0, 1, 2, 3]),
        ])
    }

    pub(super) fn certificate(&self) -> Certificate {
        match Content::of(&self.der()) {
            Content::Certificate(certificate) => *certificate,
            other => panic!("{other:?}"),
        }
    }
}
