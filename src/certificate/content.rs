//! What a certificate file of a card holds.

use super::problem::NotACertificate;
use super::walk::{self, tag};
use super::x509::{Certificate, SIZE_LIMIT};

/// What octets of a certificate file are. Total: every input is one of these.
#[derive(Clone, Debug)]
pub enum Content {
    /// An X.509 certificate.
    Certificate(Box<Certificate>),
    /// No octets, or nothing but 00 and FF: no certificate has been put in yet.
    Empty,
    /// A card verifiable certificate (tag 7F21), for terminals and connectors.
    Cvc,
    /// An X.509 attribute certificate (RFC 5755): DF.QES of G2.0 cards has files for them.
    AttributeCertificate,
    /// Something else, or a broken certificate.
    NotACertificate(NotACertificate),
}

impl Content {
    /// Looks at octets as they were read.
    #[must_use]
    pub fn of(octets: &[u8]) -> Self {
        if octets.len() > SIZE_LIMIT {
            return Self::NotACertificate(NotACertificate::TooLarge {
                octets: octets.len(),
            });
        }
        if octets.iter().all(|octet| matches!(octet, 0x00 | 0xFF)) {
            return Self::Empty;
        }
        if octets.starts_with(&[0x7F, 0x21]) {
            return Self::Cvc;
        }
        if is_attribute_certificate(octets) {
            return Self::AttributeCertificate;
        }
        match Certificate::parse(octets) {
            Ok(certificate) => Self::Certificate(Box::new(certificate)),
            Err(reason) => Self::NotACertificate(reason),
        }
    }

    /// The certificate, where there is one.
    #[must_use]
    pub fn certificate(&self) -> Option<&Certificate> {
        match self {
            Self::Certificate(certificate) => Some(certificate),
            _ => None,
        }
    }
}

/// `AttributeCertificateInfo` begins with a version and the holder, `[0]`, `[1]` or `[2]` inside a
/// SEQUENCE, where a certificate has an algorithm.
fn is_attribute_certificate(octets: &[u8]) -> bool {
    let holder = || {
        let info = *walk::first(octets).ok()?.sequence().ok()?.found.first()?;
        let info = info.sequence().ok()?.found;
        let [version, holder, ..] = info.as_slice() else {
            return None;
        };
        let inside = *holder.sequence().ok()?.found.first()?;
        (version.tag == tag::INTEGER).then_some(inside)
    };
    holder().is_some_and(|inside| inside.is_context_specific())
}
