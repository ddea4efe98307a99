//! The Admission extension (ISIS-MTT, 1.3.36.8.3.3; gemSpec_PKI §4): what the holder is, and the
//! Telematik-ID.
//!
//! ```text
//! AdmissionSyntax ::= SEQUENCE { admissionAuthority GeneralName OPTIONAL, SEQUENCE OF Admissions }
//! Admissions      ::= SEQUENCE { [0] GeneralName OPTIONAL, [1] NamingAuthority OPTIONAL, SEQUENCE OF ProfessionInfo }
//! ProfessionInfo  ::= SEQUENCE { [0] NamingAuthority OPTIONAL, professionItems SEQUENCE OF DirectoryString,
//!                                professionOIDs SEQUENCE OF OBJECT IDENTIFIER OPTIONAL,
//!                                registrationNumber PrintableString OPTIONAL, OCTET STRING OPTIONAL }
//! ```

use der::asn1::ObjectIdentifier;
use der::{Error, Tag};

use super::name::{self, Name};
use super::professions;
use super::walk::{self, Element, explicit};

/// A profession of a person, or the kind of an institution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profession {
    /// professionOID, dotted; `None` when the certificate has a text only.
    pub oid: Option<String>,
    /// professionItem of the certificate; where it is missing what the table calls the OID, else
    /// the OID.
    pub text: String,
}

/// What the extension says. gemSpec_PKI allows one profession; all that are there are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Admission {
    pub(super) authority: Option<Name>,
    pub(super) professions: Vec<Profession>,
    /// The first registrationNumber. QES certificates may have none.
    pub(super) telematik_id: Option<String>,
}

impl Admission {
    pub(super) fn parse(octets: &[u8]) -> Result<Self, Error> {
        let mut found = Self::default();
        for part in walk::first(octets)?.sequence()? {
            if part.tag == explicit(4) {
                found.authority = Some(name::of_octets(part.value)?);
            } else if part.tag == Tag::Sequence {
                for admissions in part.children()? {
                    found.admissions(admissions)?;
                }
            }
        }
        Ok(found)
    }

    fn admissions(&mut self, admissions: Element<'_>) -> Result<(), Error> {
        for infos in admissions
            .sequence()?
            .into_iter()
            .filter(|part| part.tag == Tag::Sequence)
        {
            for info in infos.children()? {
                self.profession_info(info)?;
            }
        }
        Ok(())
    }

    fn profession_info(&mut self, info: Element<'_>) -> Result<(), Error> {
        let parts = info.sequence()?;
        let mut lists = parts.iter().filter(|part| part.tag == Tag::Sequence);
        let items: Vec<String> = lists
            .next()
            .map_or(Ok(Vec::new()), |list| list.children())?
            .into_iter()
            .map(name::text)
            .collect();
        let mut oids = Vec::new();
        for oid in lists
            .next()
            .map_or(Ok(Vec::new()), |list| list.children())?
        {
            oids.push(
                ObjectIdentifier::from_bytes(oid.is(Tag::ObjectIdentifier)?.value)?.to_string(),
            );
        }
        for at in 0..items.len().max(oids.len()) {
            self.professions
                .push(profession(oids.get(at), items.get(at)));
        }
        let number = parts.iter().find(|part| {
            !matches!(
                part.tag,
                Tag::Sequence | Tag::OctetString | Tag::ContextSpecific { .. }
            )
        });
        if let (None, Some(number)) = (&self.telematik_id, number) {
            self.telematik_id = Some(name::text(*number));
        }
        Ok(())
    }
}

fn profession(oid: Option<&String>, item: Option<&String>) -> Profession {
    let known = oid.and_then(|oid| professions::text(oid));
    let text = item
        .map(String::as_str)
        .filter(|item| !item.trim().is_empty())
        .or(known);
    let text = text.or(oid.map(String::as_str)).unwrap_or_default();
    Profession {
        oid: oid.cloned(),
        text: text.to_owned(),
    }
}
