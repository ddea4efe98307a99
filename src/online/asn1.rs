//! What the structures of RFC 6960 are made of. They borrow from the octets as received: what is
//! signed or compared stays as it came.

use der::asn1::ObjectIdentifier;

use crate::certificate::walk::{self, Element, Fault, tag};

/// SHA-1: only to name an issuer (RFC 6960 4.1.1, RFC 5019 2.1.1), nothing rests on it.
pub(super) const SHA1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.14.3.2.26");
pub(super) const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
pub(super) const SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2");
pub(super) const SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.3");
/// id-pkix-ocsp-basic
pub(super) const BASIC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.1");
/// CertHash (Common PKI 2.0, part 4): which certificate the responder has under the number.
pub(super) const CERT_HASH: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.36.8.3.13");

/// An element in DER: its tag, its length and what it holds.
pub(super) fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = content.len().to_be_bytes();
    let unused = length.iter().take_while(|octet| **octet == 0).count();
    let number = length.get(unused..).unwrap_or_default();
    let mut octets = vec![tag];
    match number {
        [] => octets.push(0),
        [short @ ..=0x7F] => octets.push(*short),
        long => {
            octets.push(0x80 | u8::try_from(long.len()).unwrap_or_default());
            octets.extend(long);
        }
    }
    octets.extend(content);
    octets
}

/// `Extension ::= SEQUENCE { extnID OBJECT IDENTIFIER, critical BOOLEAN DEFAULT FALSE, extnValue
/// OCTET STRING }` (RFC 5280 §4.1), as far as it can be read.
#[derive(Debug)]
pub(super) struct Extension {
    pub(super) oid: Option<ObjectIdentifier>,
    /// Whether whoever does not understand it may not use what it belongs to.
    pub(super) critical: bool,
    pub(super) value: Vec<u8>,
}

impl Extension {
    /// The extensions in `[1]`; none where there are none.
    pub(super) fn list(field: Option<&Element<'_>>) -> Result<Vec<Self>, Fault> {
        let Some(field) = field else {
            return Ok(Vec::new());
        };
        let list = walk::first(field.value)?.sequence()?.found;
        Ok(list.into_iter().map(Self::of).collect())
    }

    fn of(element: Element<'_>) -> Self {
        let parts = element.children().found;
        let with = |wanted| parts.iter().find(move |part| part.tag == wanted);
        Self {
            oid: parts.first().and_then(|oid| oid.oid().ok()),
            critical: with(tag::BOOLEAN)
                .is_some_and(|critical| critical.value.iter().any(|octet| *octet != 0)),
            value: with(tag::OCTET_STRING)
                .map(|value| value.value.to_vec())
                .unwrap_or_default(),
        }
    }
}
