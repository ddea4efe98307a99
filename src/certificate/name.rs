//! Distinguished names. Health-professional cards put several attributes into one RDN, so a printed
//! name is never cut apart: attributes are looked up by OID over all RDNs.

use std::fmt::{self, Write};

use super::walk::{self, Element, Fault, tag};
use crate::system::printable;

/// Attribute types by the name RFC 4514 (or X.520) gives them.
const TYPES: &[(&str, &str)] = &[
    ("CN", "2.5.4.3"),
    ("SN", "2.5.4.4"),
    ("serialNumber", "2.5.4.5"),
    ("C", "2.5.4.6"),
    ("L", "2.5.4.7"),
    ("ST", "2.5.4.8"),
    ("STREET", "2.5.4.9"),
    ("O", "2.5.4.10"),
    ("OU", "2.5.4.11"),
    ("title", "2.5.4.12"),
    ("postalCode", "2.5.4.17"),
    ("GN", "2.5.4.42"),
    ("organizationIdentifier", "2.5.4.97"),
];

const UTF8_STRING: u8 = 0x0C;
const NUMERIC_STRING: u8 = 0x12;
const PRINTABLE_STRING: u8 = 0x13;
const TELETEX_STRING: u8 = 0x14;
const VIDEOTEX_STRING: u8 = 0x15;
const IA5_STRING: u8 = 0x16;
const GRAPHIC_STRING: u8 = 0x19;
const VISIBLE_STRING: u8 = 0x1A;
const GENERAL_STRING: u8 = 0x1B;
const UNIVERSAL_STRING: u8 = 0x1C;
const BMP_STRING: u8 = 0x1E;

/// A distinguished name: of a holder or of an authority (gemSpec_PKI, tables of the certificate
/// profiles).
///
/// Values are what the certificate says. A double-encoded name stays double-encoded; what could
/// forge a line on a screen is replaced. An attribute that cannot be read has no value, and hides no other.
/// `Display` is RFC 4514: last RDN first, `+` inside an RDN, and `#` with hexadecimal digits for what
/// is no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    der: Vec<u8>,
    rdns: Vec<Vec<Attribute>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Attribute {
    /// Dotted; `None` where it cannot be read.
    oid: Option<String>,
    /// `None` where it is no text.
    text: Option<String>,
    /// The value in DER; without an OID everything that stands in its place.
    der: Vec<u8>,
}

impl Name {
    /// Reads a name, and says whether all of it could be read.
    ///
    /// # Errors
    /// It is no SEQUENCE.
    pub(super) fn parse(element: Element<'_>) -> Result<(Self, bool), Fault> {
        let list = element.sequence()?;
        let rdns: Vec<Vec<Attribute>> = list.found.into_iter().map(rdn).collect();
        let is_whole = list.is_whole
            && rdns
                .iter()
                .flatten()
                .all(|attribute| attribute.oid.is_some() && attribute.text.is_some());
        let name = Self {
            der: element.whole.to_vec(),
            rdns,
        };
        Ok((name, is_whole))
    }

    /// Reads a name in DER; `None` where it is none.
    #[must_use]
    pub fn of_der(octets: &[u8]) -> Option<Self> {
        of_octets(octets).ok().map(|(name, _)| name)
    }

    /// The octets as they stand in the certificate; what OCSP makes hashes of.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Whether both are one name (RFC 5280 §7.1): the same attributes in the same RDNs, whose texts
    /// differ in nothing but the type of string, capital letters, and blanks at the ends or more
    /// than one of them. What is no text has to be the same octets.
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        self.der == other.der
            || self.rdns.len() == other.rdns.len()
                && self
                    .rdns
                    .iter()
                    .zip(&other.rdns)
                    .all(|(one, two)| is_one_rdn(one, two))
    }

    /// The first text of an attribute that is not blank, by its short name (`CN`, `SN`, `GN`, `serialNumber`, `C`,
    /// `L`, `ST`, `STREET`, `O`, `OU`, `title`, `postalCode`, `organizationIdentifier`) or dotted
    /// OID.
    #[must_use]
    pub fn first(&self, attribute: &str) -> Option<&str> {
        let oid = oid_of(attribute);
        self.rdns
            .iter()
            .flatten()
            .filter(|found| found.oid.as_deref() == Some(oid))
            .filter_map(|found| found.text.as_deref())
            .find(|text| !text.trim().is_empty())
    }

    /// Every text of an attribute, in the order of the certificate.
    pub fn all<'a>(&'a self, attribute: &'a str) -> impl Iterator<Item = &'a str> {
        let oid = oid_of(attribute);
        self.rdns
            .iter()
            .flatten()
            .filter(move |found| found.oid.as_deref() == Some(oid))
            .filter_map(|found| found.text.as_deref())
    }

    /// Common name. Of a test card it ends with `TEST-ONLY`, often without a blank before it.
    #[must_use]
    pub fn common_name(&self) -> Option<&str> {
        self.first("CN")
    }

    /// Surname.
    #[must_use]
    pub fn surname(&self) -> Option<&str> {
        self.first("SN")
    }

    /// Given names.
    #[must_use]
    pub fn given_name(&self) -> Option<&str> {
        self.first("GN")
    }

    /// Academic title.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.first("title")
    }

    /// Organization.
    #[must_use]
    pub fn organization(&self) -> Option<&str> {
        self.first("O")
    }

    /// Organizational unit; the first of several.
    #[must_use]
    pub fn organizational_unit(&self) -> Option<&str> {
        self.first("OU")
    }

    /// `serialNumber` of the name (not of the certificate): `<TSP-ID>.<ICCSN>`, or the ICCSN alone
    /// on older cards; an SMC-B may have none.
    #[must_use]
    pub fn serial_number(&self) -> Option<&str> {
        self.first("serialNumber")
    }

    /// Street and number.
    #[must_use]
    pub fn street(&self) -> Option<&str> {
        self.first("STREET")
    }

    /// Postal code.
    #[must_use]
    pub fn postal_code(&self) -> Option<&str> {
        self.first("postalCode")
    }

    /// Town.
    #[must_use]
    pub fn locality(&self) -> Option<&str> {
        self.first("L")
    }

    /// Federal state.
    #[must_use]
    pub fn state(&self) -> Option<&str> {
        self.first("ST")
    }

    /// Country, two letters.
    #[must_use]
    pub fn country(&self) -> Option<&str> {
        self.first("C")
    }

    /// The TSP that issued the card (gemSpec_PKI Tab_PKI_109: 10 D-TRUST, 15 DGN, 16 medisign, …;
    /// 00 in test cards): the digits before the dot of [`Self::serial_number`].
    #[must_use]
    pub fn tsp_id(&self) -> Option<&str> {
        self.serial_number()?
            .split_once('.')
            .map(|(tsp, _)| tsp)
            .filter(|tsp| is_digits(tsp))
    }

    /// The 20 digits of the card's number in [`Self::serial_number`].
    #[must_use]
    pub fn iccsn(&self) -> Option<&str> {
        let serial = self.serial_number()?;
        let iccsn = serial.split_once('.').map_or(serial, |(_, iccsn)| iccsn);
        (iccsn.len() == 20 && is_digits(iccsn)).then_some(iccsn)
    }

    /// `title given surname`, when there are given name and surname.
    #[must_use]
    pub fn person(&self) -> Option<String> {
        let parts = [
            self.title(),
            Some(self.given_name()?),
            Some(self.surname()?),
        ];
        Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, rdn) in self.rdns.iter().rev().enumerate() {
            if at > 0 {
                f.write_char(',')?;
            }
            for (at, attribute) in rdn.iter().enumerate() {
                if at > 0 {
                    f.write_char('+')?;
                }
                write!(f, "{attribute}")?;
            }
        }
        Ok(())
    }
}

/// The attributes of one RDN. One that is none costs itself.
fn rdn(element: Element<'_>) -> Vec<Attribute> {
    let Ok(set) = element.is(tag::SET).map(Element::children) else {
        return vec![Attribute::unreadable(element.whole)];
    };
    let mut attributes: Vec<Attribute> = set.found.into_iter().map(Attribute::of).collect();
    if !set.is_whole || attributes.is_empty() {
        attributes.push(Attribute::unreadable(element.whole));
    }
    attributes
}

/// The same attributes, in whatever order.
fn is_one_rdn(one: &[Attribute], other: &[Attribute]) -> bool {
    let mut left: Vec<&Attribute> = other.iter().collect();
    one.len() == other.len()
        && one.iter().all(|attribute| {
            let place = left
                .iter()
                .position(|candidate| attribute.matches(candidate));
            place.map(|place| left.swap_remove(place)).is_some()
        })
}

/// What is compared of a text (RFC 4518 §2, as far as names of authorities need it).
fn folded(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

impl Attribute {
    fn matches(&self, other: &Self) -> bool {
        self.oid == other.oid
            && match (&self.text, &other.text) {
                (Some(one), Some(two)) => one == two || folded(one) == folded(two),
                _ => self.der == other.der,
            }
    }

    fn of(element: Element<'_>) -> Self {
        Self::parse(element).unwrap_or_else(|_| Self::unreadable(element.whole))
    }

    /// `AttributeTypeAndValue ::= SEQUENCE { type OBJECT IDENTIFIER, value ANY }`
    fn parse(element: Element<'_>) -> Result<Self, Fault> {
        let parts = element.sequence()?;
        let ([oid, value], true) = (parts.found.as_slice(), parts.is_whole) else {
            return Err(Fault::Unexpected);
        };
        Ok(Self {
            oid: Some(oid.oid()?.to_string()),
            text: text(*value),
            der: value.whole.to_vec(),
        })
    }

    fn unreadable(octets: &[u8]) -> Self {
        Self {
            oid: None,
            text: None,
            der: octets.to_vec(),
        }
    }
}

impl fmt::Display for Attribute {
    /// RFC 4514 §2.4.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(oid) = self.oid.as_deref() {
            let name = TYPES
                .iter()
                .find(|(_, known)| *known == oid)
                .map_or(oid, |(name, _)| name);
            write!(f, "{name}=")?;
        }
        let Some(text) = &self.text else {
            return write!(f, "#{}", hex::encode_upper(&self.der));
        };
        let last = text.chars().count().saturating_sub(1);
        for (at, c) in text.chars().enumerate() {
            match c {
                '"' | '+' | ',' | ';' | '<' | '>' | '\\' => write!(f, "\\{c}")?,
                ' ' if at == 0 || at == last => f.write_str("\\ ")?,
                '#' if at == 0 => f.write_str("\\#")?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

fn oid_of(attribute: &str) -> &str {
    TYPES
        .iter()
        .find(|(name, _)| *name == attribute)
        .map_or(attribute, |(_, oid)| oid)
}

/// The text of a string of whatever type (X.680 §41); `None` for anything else.
///
/// TeletexString is read as Latin-1, as everybody writes it; what claims to be ASCII or UTF-8 and
/// is neither, too.
pub(super) fn text(element: Element<'_>) -> Option<String> {
    let latin_1 = |octets: &[u8]| octets.iter().map(|octet| char::from(*octet)).collect();
    let text = match element.tag {
        UTF8_STRING | NUMERIC_STRING | PRINTABLE_STRING | VIDEOTEX_STRING | IA5_STRING
        | GRAPHIC_STRING | VISIBLE_STRING | GENERAL_STRING => std::str::from_utf8(element.value)
            .map_or_else(|_| latin_1(element.value), str::to_owned),
        TELETEX_STRING => latin_1(element.value),
        UNIVERSAL_STRING => element
            .value
            .chunks(4)
            .map(|octets| {
                let number = <[u8; 4]>::try_from(octets).map(u32::from_be_bytes);
                number
                    .ok()
                    .and_then(char::from_u32)
                    .unwrap_or(char::REPLACEMENT_CHARACTER)
            })
            .collect(),
        BMP_STRING => {
            let units = element.value.chunks(2).map(|octets| {
                // Half a character is none.
                <[u8; 2]>::try_from(octets).map_or(0xFFFD, u16::from_be_bytes)
            });
            char::decode_utf16(units)
                .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect()
        }
        _ => return None,
    };
    Some(printable::line(&text))
}

/// The name of an authority inside an extension, and whether all of it could be read.
pub(super) fn of_octets(octets: &[u8]) -> Result<(Name, bool), Fault> {
    Name::parse(walk::first(octets)?)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit())
}
