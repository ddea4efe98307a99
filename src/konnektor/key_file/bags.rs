//! What lies in a file: keys and certificates, some of it encrypted.

use der::asn1::ObjectIdentifier;
use zeroize::Zeroizing;

use super::ber;
use super::cipher::opened;
use super::rounds::Rounds;
use crate::certificate::walk::{self, Element, tag};
use crate::konnektor::key_error::Error;

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

const DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.1");
const ENCRYPTED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.6");
const KEY_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.1");
const SHROUDED_KEY_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.2");
const CERTIFICATE_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.3");
const CONTENTS_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.6");
const X509: ObjectIdentifier = oid("1.2.840.113549.1.9.22.1");

/// How deep contents may lie in contents.
const MAX_DEPTH: usize = 4;

/// The outermost layer of a file.
pub(super) struct Outer<'a> {
    /// What the check value is about: an AuthenticatedSafe.
    pub(super) content: Vec<u8>,
    /// MacData.
    pub(super) mac: Option<Element<'a>>,
}

/// `PFX ::= SEQUENCE { version INTEGER {v3(3)}, authSafe ContentInfo, macData MacData OPTIONAL }`
pub(super) fn outer(file: &[u8]) -> Result<Outer<'_>, Error> {
    let parts = walk::first(file)?
        .sequence()
        .map_err(|_| Error::NotPkcs12)?;
    let parts = parts.found;
    let (Some(version), Some(content)) = (parts.first(), parts.get(1)) else {
        return Err(Error::NotPkcs12);
    };
    if version
        .is(tag::INTEGER)
        .map_err(|_| Error::NotPkcs12)?
        .unsigned()
        != [3]
    {
        return Err(Error::NotPkcs12);
    }
    let (kind, content) = content_info(*content).map_err(|_| Error::NotPkcs12)?;
    if kind != DATA {
        // Signed instead of protected by a password; nobody is known to write it.
        return Err(Error::Unsupported(kind.to_string()));
    }
    Ok(Outer {
        content: content.is(tag::OCTET_STRING)?.value.to_vec(),
        mac: parts.get(2).copied(),
    })
}

/// `ContentInfo ::= SEQUENCE { contentType OBJECT IDENTIFIER, [0] EXPLICIT content }`
fn content_info(element: Element<'_>) -> Result<(ObjectIdentifier, Element<'_>), Error> {
    let parts = element.sequence()?.found;
    let [kind, content] = parts.as_slice() else {
        return Err(Error::Damaged);
    };
    Ok((kind.oid()?, inside(*content)?))
}

/// What `[0] EXPLICIT` is put around.
fn inside(element: Element<'_>) -> Result<Element<'_>, Error> {
    Ok(walk::first(element.is(tag::explicit(0))?.value)?)
}

/// The keys and certificates of a file.
#[derive(Default)]
pub(super) struct Bags {
    /// Each a PKCS#8 key in DER.
    pub(super) keys: Vec<Zeroizing<Vec<u8>>>,
    /// In DER.
    pub(super) certificates: Vec<Vec<u8>>,
    /// A key was encrypted, and came out as one.
    opened: bool,
}

/// What opens what is encrypted.
struct Opening<'a> {
    password: &'a str,
    rounds: &'a Rounds,
}

impl Bags {
    /// Those in an AuthenticatedSafe, which is a sequence of ContentInfo.
    pub(super) fn of(content: &[u8], password: &str, rounds: &Rounds) -> Result<Self, Error> {
        let opening = Opening { password, rounds };
        let mut bags = Self::default();
        let content = ber::definite(content)?;
        for part in walk::first(&content)?.sequence()?.found {
            bags.add(part, &opening)?;
        }
        Ok(bags)
    }

    /// Whether the password opens a key, whatever else is wrong with the file.
    pub(super) fn open_with(content: &[u8], password: &str, rounds: &Rounds) -> bool {
        let opening = Opening { password, rounds };
        let Ok(content) = ber::definite(content) else {
            return false;
        };
        let parts = walk::first(&content).and_then(Element::sequence);
        parts.is_ok_and(|parts| {
            parts.found.into_iter().any(|part| {
                let mut bags = Self::default();
                bags.add(part, &opening).is_ok() && bags.opened
            })
        })
    }

    fn add(&mut self, part: Element<'_>, opening: &Opening<'_>) -> Result<(), Error> {
        match content_info(part)? {
            (DATA, octets) => self.take(octets.is(tag::OCTET_STRING)?.value, opening, MAX_DEPTH),
            (ENCRYPTED_DATA, data) => {
                self.take(&encrypted_data(data, opening)?, opening, MAX_DEPTH)
            }
            (other, _) => Err(Error::Unsupported(other.to_string())),
        }
    }

    /// `SafeContents ::= SEQUENCE OF SEQUENCE { bagId OBJECT IDENTIFIER, [0] EXPLICIT value, … }`.
    /// Bags of other kinds (revocation lists, secrets) are passed over.
    fn take(&mut self, contents: &[u8], opening: &Opening<'_>, depth: usize) -> Result<(), Error> {
        let depth = depth.checked_sub(1).ok_or(Error::Damaged)?;
        let contents = ber::definite(contents)?;
        for bag in walk::first(&contents)?.sequence()?.found {
            let parts = bag.sequence()?.found;
            let (Some(kind), Some(value)) = (parts.first(), parts.get(1)) else {
                return Err(Error::Damaged);
            };
            let value = inside(*value)?;
            match kind.oid()? {
                KEY_BAG => self.keys.push(Zeroizing::new(value.whole.to_vec())),
                SHROUDED_KEY_BAG => {
                    self.keys.push(shrouded(value, opening)?);
                    self.opened = true;
                }
                CERTIFICATE_BAG => self.certificates.extend(certificate(value)?),
                CONTENTS_BAG => self.take(value.whole, opening, depth)?,
                _ => {}
            }
        }
        Ok(())
    }
}

/// `EncryptedPrivateKeyInfo ::= SEQUENCE { AlgorithmIdentifier, OCTET STRING }`
fn shrouded(value: Element<'_>, opening: &Opening<'_>) -> Result<Zeroizing<Vec<u8>>, Error> {
    let parts = value.sequence()?.found;
    let [algorithm, sealed] = parts.as_slice() else {
        return Err(Error::Damaged);
    };
    let sealed = sealed.is(tag::OCTET_STRING)?.value;
    let key = opened(*algorithm, sealed, opening.password, opening.rounds)?;
    // A wrong password comes out with a right end once in 256 times, and then as anything.
    ber::definite(&key).map_err(|_| Error::WrongPassword)
}

/// `CertBag ::= SEQUENCE { certId OBJECT IDENTIFIER, [0] EXPLICIT OCTET STRING }`
fn certificate(value: Element<'_>) -> Result<Option<Vec<u8>>, Error> {
    let (kind, octets) = content_info(value)?;
    let octets = octets.is(tag::OCTET_STRING)?.value.to_vec();
    Ok((kind == X509).then_some(octets))
}

/// `EncryptedData ::= SEQUENCE { version INTEGER, SEQUENCE { contentType OBJECT IDENTIFIER,
/// AlgorithmIdentifier, [0] IMPLICIT OCTET STRING } }`, the last in one piece or in several.
fn encrypted_data(data: Element<'_>, opening: &Opening<'_>) -> Result<Zeroizing<Vec<u8>>, Error> {
    let parts = data.sequence()?.found;
    let info = parts.get(1).ok_or(Error::Damaged)?.sequence()?.found;
    let [_kind, algorithm, sealed] = info.as_slice() else {
        return Err(Error::Damaged);
    };
    let pieces;
    let sealed = if sealed.tag == tag::implicit(0) {
        sealed.value
    } else {
        pieces = ber::pieces(sealed.is(tag::explicit(0))?.value)?;
        &pieces
    };
    opened(*algorithm, sealed, opening.password, opening.rounds)
}
