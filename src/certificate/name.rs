//! Distinguished names. Health-professional cards put several attributes into one RDN, so a printed
//! name is never cut apart: attributes are looked up by OID over all RDNs.

use std::fmt::{self, Write};

use der::asn1::ObjectIdentifier;
use der::{Error, Tag};

use super::walk::{self, Element};

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

/// A distinguished name: of a holder or of an authority (gemSpec_PKI, tables of the certificate
/// profiles).
///
/// Values are what the certificate says. A double-encoded name stays double-encoded, and control
/// characters stay in it. `Display` is RFC 4514: last RDN first, `+` inside an RDN, control
/// characters as `\0A`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    der: Vec<u8>,
    rdns: Vec<Vec<Attribute>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Attribute {
    /// Dotted.
    oid: String,
    value: String,
}

impl Name {
    pub(super) fn parse(element: Element<'_>) -> Result<Self, Error> {
        let mut rdns = Vec::new();
        for rdn in element.sequence()? {
            let attributes = rdn
                .is(Tag::Set)?
                .children()?
                .into_iter()
                .map(Attribute::parse);
            rdns.push(attributes.collect::<Result<_, Error>>()?);
        }
        Ok(Self {
            der: element.whole.to_vec(),
            rdns,
        })
    }

    /// The octets as they stand in the certificate; what names are compared by.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The first value of an attribute by its short name (`CN`, `SN`, `GN`, `serialNumber`, `C`,
    /// `L`, `ST`, `STREET`, `O`, `OU`, `title`, `postalCode`, `organizationIdentifier`) or dotted
    /// OID.
    #[must_use]
    pub fn first(&self, attribute: &str) -> Option<&str> {
        let oid = oid_of(attribute);
        self.rdns
            .iter()
            .flatten()
            .find(|found| found.oid == oid)
            .map(|found| found.value.as_str())
    }

    /// Every value of an attribute, in the order of the certificate.
    pub fn all<'a>(&'a self, attribute: &'a str) -> impl Iterator<Item = &'a str> {
        let oid = oid_of(attribute);
        self.rdns
            .iter()
            .flatten()
            .filter(move |found| found.oid == oid)
            .map(|found| found.value.as_str())
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

impl Attribute {
    fn parse(element: Element<'_>) -> Result<Self, Error> {
        let parts = element.sequence()?;
        let [oid, value] = parts[..] else {
            return Err(Tag::Sequence.length_error().into());
        };
        let oid = ObjectIdentifier::from_bytes(oid.is(Tag::ObjectIdentifier)?.value)?;
        Ok(Self {
            oid: oid.to_string(),
            value: text(value),
        })
    }
}

impl fmt::Display for Attribute {
    /// RFC 4514 §2.4.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = TYPES
            .iter()
            .find(|(_, oid)| *oid == self.oid)
            .map_or(self.oid.as_str(), |(name, _)| name);
        write!(f, "{name}=")?;
        let last = self.value.chars().count().saturating_sub(1);
        for (at, c) in self.value.chars().enumerate() {
            match c {
                '"' | '+' | ',' | ';' | '<' | '>' | '\\' => write!(f, "\\{c}")?,
                ' ' if at == 0 || at == last => f.write_str("\\ ")?,
                '#' if at == 0 => f.write_str("\\#")?,
                c if c.is_control() => {
                    let mut octets = [0; 4];
                    for octet in c.encode_utf8(&mut octets).bytes() {
                        write!(f, "\\{octet:02X}")?;
                    }
                }
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

/// The text of a string of whatever type; of anything else its DER as `#` and hexadecimal digits
/// (RFC 4514 §2.4).
///
/// TeletexString is read as Latin-1, as everybody writes it; what claims to be ASCII or UTF-8 and
/// is neither, too.
pub(super) fn text(element: Element<'_>) -> String {
    let latin_1 = |octets: &[u8]| octets.iter().map(|octet| char::from(*octet)).collect();
    match element.tag {
        Tag::Utf8String
        | Tag::PrintableString
        | Tag::Ia5String
        | Tag::NumericString
        | Tag::VisibleString
        | Tag::GeneralString => std::str::from_utf8(element.value)
            .map_or_else(|_| latin_1(element.value), str::to_owned),
        Tag::TeletexString => latin_1(element.value),
        Tag::BmpString => {
            let units = element.value.chunks(2).map(|pair| {
                pair.iter()
                    .fold(0, |unit, octet| unit << 8 | u16::from(*octet))
            });
            char::decode_utf16(units)
                .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect()
        }
        _ => format!("#{}", hex::encode_upper(element.whole)),
    }
}

/// The text of a name that is not part of a certificate's own fields: the authority inside an
/// extension.
pub(super) fn of_octets(octets: &[u8]) -> Result<Name, Error> {
    Name::parse(walk::first(octets)?)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit())
}
