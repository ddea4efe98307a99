//! The file beside the list: who signed it, and the signature.

use crate::certificate::Certificate;
use crate::certificate::key::Algorithm;
use crate::certificate::walk::{self, Element, Fault, tag};

/// `SEQUENCE { signatureAlgorithm AlgorithmIdentifier, signature BIT STRING, certificate
/// Certificate }` over all octets of the list (gemSpec_TSL A_21179). The BIT STRING holds
/// `SEQUENCE { r INTEGER, s INTEGER }`.
#[derive(Debug)]
pub(super) struct Detached {
    pub(super) algorithm: Algorithm,
    /// What the BIT STRING holds.
    pub(super) signature: Vec<u8>,
    pub(super) signer: Certificate,
}

impl Detached {
    /// Reads one that the octets consist of; `None` where they are none, or hold something else
    /// beside it.
    pub(super) fn parse(octets: &[u8]) -> Option<Self> {
        let whole = walk::first(octets).ok()?;
        let parts = whole.sequence().ok()?;
        let ([algorithm, signature, signer], true) = (
            parts.found.as_slice(),
            parts.is_whole && whole.whole.len() == octets.len(),
        ) else {
            return None;
        };
        Some(Self {
            algorithm: Algorithm::of(*algorithm).ok()?,
            signature: bits(*signature).ok()?.to_vec(),
            signer: Certificate::parse(signer.whole).ok()?,
        })
    }
}

/// One of gematik's examples has the SEQUENCE itself in the place of the BIT STRING.
fn bits(signature: Element<'_>) -> Result<&[u8], Fault> {
    match signature.tag {
        tag::SEQUENCE => Ok(signature.whole),
        _ => signature.whole_bits(),
    }
}

/// Parts octets that begin with such a file into it and what follows it; `None` where they begin
/// with something else.
#[must_use]
pub fn parted(octets: &[u8]) -> Option<(&[u8], &[u8])> {
    let first = walk::first(octets).ok()?.is(tag::SEQUENCE).ok()?;
    octets.split_at_checked(first.whole.len())
}
