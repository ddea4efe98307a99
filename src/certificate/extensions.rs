//! The extensions of a certificate, each read for itself, and of a list in one each item: what is
//! bad is a missing value and a note.

use der::asn1::ObjectIdentifier;

use super::admission::Admission;
use super::problem::Odd;
use super::walk::{self, Element, Fault, tag};
use crate::system::printable;

const SUBJECT_KEY_ID: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.14");
const KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.15");
const BASIC_CONSTRAINTS: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.19");
const POLICIES: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.32");
const AUTHORITY_KEY_ID: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.35");
const EXTENDED_KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.37");
const AUTHORITY_ACCESS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.1.1");
const QC_STATEMENTS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.1.3");
const ADMISSION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.36.8.3.3");

/// id-ad-ocsp.
const OCSP: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1");

/// The tag of uniformResourceIdentifier in a GeneralName (RFC 5280 §4.2.1.6).
const URI: u8 = 6;

/// The names of RFC 5280 §4.2.1.3, in the order of their bits.
const USAGES: [&str; 9] = [
    "digitalSignature",
    "nonRepudiation",
    "keyEncipherment",
    "dataEncipherment",
    "keyAgreement",
    "keyCertSign",
    "cRLSign",
    "encipherOnly",
    "decipherOnly",
];

/// What the extensions say; OIDs dotted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Extensions {
    pub(super) is_ca: bool,
    pub(super) key_usage: Vec<&'static str>,
    pub(super) extended_key_usage: Vec<String>,
    pub(super) policies: Vec<String>,
    pub(super) qc_statements: Vec<String>,
    pub(super) ocsp_url: Option<String>,
    pub(super) subject_key_id: Option<Vec<u8>>,
    pub(super) authority_key_id: Option<Vec<u8>>,
    pub(super) admission: Admission,
}

impl Extensions {
    /// Reads the content of `[3]`: one SEQUENCE OF Extension. What cannot be read is noted in
    /// `odd`.
    pub(super) fn parse(field: Element<'_>, odd: &mut Vec<Odd>) -> Self {
        let mut found = Self::default();
        let mut seen: Vec<ObjectIdentifier> = Vec::new();
        let Ok(list) = walk::first(field.value).and_then(Element::sequence) else {
            odd.push(Odd::Extensions);
            return found;
        };
        for extension in list.found {
            let Ok((oid, value)) = parts(extension) else {
                odd.push(Odd::Extensions);
                continue;
            };
            let is_new = !seen.contains(&oid);
            seen.push(oid);
            if !is_new || found.read(oid, value) != Ok(Reading::Whole) {
                odd.push(Odd::Extension(oid.to_string()));
            }
        }
        if !list.is_whole {
            odd.push(Odd::Extensions);
        }
        found
    }

    fn read(&mut self, oid: ObjectIdentifier, value: &[u8]) -> Result<Reading, Fault> {
        match oid {
            SUBJECT_KEY_ID => {
                let id = walk::first(value)?.is(tag::OCTET_STRING)?;
                self.subject_key_id = Some(id.value.to_vec());
                Ok(Reading::Whole)
            }
            KEY_USAGE => {
                self.key_usage = key_usage(value)?;
                Ok(Reading::Whole)
            }
            BASIC_CONSTRAINTS => {
                self.is_ca = is_ca(value)?;
                Ok(Reading::Whole)
            }
            POLICIES => list(value, &mut self.policies, leading_oid),
            AUTHORITY_KEY_ID => {
                let parts = walk::first(value)?.sequence()?;
                self.authority_key_id = parts
                    .found
                    .iter()
                    .find(|part| part.tag == tag::implicit(0))
                    .map(|id| id.value.to_vec());
                Ok(Reading::of(parts.is_whole))
            }
            EXTENDED_KEY_USAGE => list(value, &mut self.extended_key_usage, |usage| {
                Ok(usage.oid()?.to_string())
            }),
            AUTHORITY_ACCESS => {
                let mut addresses = Vec::new();
                let reading = list(value, &mut addresses, ocsp_address)?;
                let addresses = || addresses.iter().flatten();
                let http = addresses().find(|address| is_http(address));
                self.ocsp_url = http.or_else(|| addresses().next()).cloned();
                Ok(reading)
            }
            QC_STATEMENTS => list(value, &mut self.qc_statements, leading_oid),
            ADMISSION => {
                self.admission = Admission::parse(value);
                Ok(Reading::of(self.admission.is_whole))
            }
            _ => Ok(Reading::Whole),
        }
    }
}

/// How much of an extension could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    Whole,
    /// Something in it is missing.
    Partial,
}

impl Reading {
    const fn of(is_whole: bool) -> Self {
        if is_whole { Self::Whole } else { Self::Partial }
    }
}

/// `Extension ::= SEQUENCE { extnID OBJECT IDENTIFIER, critical BOOLEAN DEFAULT FALSE, extnValue
/// OCTET STRING }`
fn parts(extension: Element<'_>) -> Result<(ObjectIdentifier, &[u8]), Fault> {
    let parts = extension.sequence()?.found;
    let ([oid, value] | [oid, _, value]) = parts.as_slice() else {
        return Err(Fault::Unexpected);
    };
    Ok((oid.oid()?, value.is(tag::OCTET_STRING)?.value))
}

/// Reads the items of a SEQUENCE OF into `found`; one that cannot be read is left out.
fn list<T>(
    value: &[u8],
    found: &mut Vec<T>,
    item: impl Fn(Element<'_>) -> Result<T, Fault>,
) -> Result<Reading, Fault> {
    let items = walk::first(value)?.sequence()?;
    let count = items.found.len();
    found.extend(items.found.into_iter().filter_map(|one| item(one).ok()));
    Ok(Reading::of(items.is_whole && found.len() == count))
}

/// `KeyUsage ::= BIT STRING`: the number of unused bits at the end, then the bits from the highest
/// on.
fn key_usage(value: &[u8]) -> Result<Vec<&'static str>, Fault> {
    let bits = walk::first(value)?.is(tag::BIT_STRING)?.value;
    let (unused, bits) = bits.split_first().ok_or(Fault::Unexpected)?;
    let count = (8 * bits.len())
        .checked_sub(usize::from(*unused))
        .filter(|_| *unused < 8)
        .ok_or(Fault::Unexpected)?;
    let is_set = |at: usize| {
        at < count
            && bits
                .get(at / 8)
                .is_some_and(|octet| octet << (at % 8) & 0x80 != 0)
    };
    let set = USAGES.iter().enumerate().filter(|(at, _)| is_set(*at));
    Ok(set.map(|(_, name)| *name).collect())
}

/// `BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER OPTIONAL
/// }`. G2.0 cards write the FALSE out, which DER forbids; it is taken. A TRUE must be FF.
fn is_ca(value: &[u8]) -> Result<bool, Fault> {
    let parts = walk::first(value)?.sequence()?;
    match parts.found.first() {
        Some(ca) if ca.tag == tag::BOOLEAN => match ca.value {
            [0x00] => Ok(false),
            [0xFF] => Ok(true),
            _ => Err(Fault::Unexpected),
        },
        _ if parts.is_whole => Ok(false),
        _ => Err(Fault::Unexpected),
    }
}

/// The OID that a PolicyInformation or a QCStatement (RFC 3739 §3.2.6) begins with; what follows it
/// is not looked at.
fn leading_oid(item: Element<'_>) -> Result<String, Fault> {
    let parts = item.sequence()?.found;
    let id = parts.first().ok_or(Fault::Unexpected)?;
    Ok(id.oid()?.to_string())
}

/// `AccessDescription ::= SEQUENCE { accessMethod OBJECT IDENTIFIER, accessLocation GeneralName }`:
/// the address, where it is a URI for OCSP.
fn ocsp_address(access: Element<'_>) -> Result<Option<String>, Fault> {
    let parts = access.sequence()?.found;
    let [method, location] = parts.as_slice() else {
        return Err(Fault::Unexpected);
    };
    let is_one = method.oid()? == OCSP && location.tag == tag::implicit(URI);
    Ok(is_one.then(|| printable::line(&String::from_utf8_lossy(location.value))))
}

/// The only protocol that is spoken.
fn is_http(address: &str) -> bool {
    address
        .get(..7)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("http://"))
}
