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

use super::name::{self, Name};
use super::professions;
use super::walk::{self, Children, Element, tag};

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Admission {
    pub(super) authority: Option<Name>,
    pub(super) professions: Vec<Profession>,
    /// The first registrationNumber. QES certificates may have none.
    pub(super) telematik_id: Option<String>,
    /// Whether all of it could be read. What could not be is missing above, and nothing else is.
    pub(super) is_whole: bool,
}

impl Default for Admission {
    fn default() -> Self {
        Self {
            authority: None,
            professions: Vec::new(),
            telematik_id: None,
            is_whole: true,
        }
    }
}

impl Admission {
    pub(super) fn parse(octets: &[u8]) -> Self {
        let mut found = Self::default();
        let syntax = found.noted(walk::first(octets).ok());
        for part in found.inside(syntax) {
            if part.tag == tag::explicit(4) {
                found.authority(part);
            } else if part.tag == tag::SEQUENCE {
                for admissions in found.inside(Some(part)) {
                    found.admissions(admissions);
                }
            }
        }
        found
    }

    fn authority(&mut self, part: Element<'_>) {
        match name::of_octets(part.value) {
            Ok((name, is_whole)) => {
                self.is_whole &= is_whole;
                self.authority = Some(name);
            }
            Err(_) => self.is_whole = false,
        }
    }

    fn admissions(&mut self, admissions: Element<'_>) {
        for part in self.inside(Some(admissions)) {
            if part.tag == tag::SEQUENCE {
                for info in self.inside(Some(part)) {
                    self.profession_info(info);
                }
            }
        }
    }

    fn profession_info(&mut self, info: Element<'_>) {
        let parts = self.inside(Some(info));
        let mut lists = parts
            .iter()
            .filter(|part| part.tag == tag::SEQUENCE)
            .copied();
        // Only this list must be there; without it nobody knows what the rest is.
        let Some(items) = self.noted(lists.next()) else {
            return;
        };
        let items: Vec<Option<String>> = self
            .inside(Some(items))
            .into_iter()
            .map(|item| self.noted(name::text(item)))
            .collect();
        let oids = lists.next();
        let oids: Vec<Option<String>> = self
            .inside(oids)
            .into_iter()
            .map(|oid| self.noted(oid.oid().ok().map(|oid| oid.to_string())))
            .collect();
        for at in 0..items.len().max(oids.len()) {
            let (oid, item) = (oids.get(at), items.get(at));
            self.professions
                .extend(profession(oid.cloned().flatten(), item.cloned().flatten()));
        }
        let number = parts.iter().find(|part| {
            !matches!(part.tag, tag::SEQUENCE | tag::OCTET_STRING) && !part.is_context_specific()
        });
        if let (None, Some(number)) = (&self.telematik_id, number) {
            let number = self.noted(name::text(*number));
            self.telematik_id = number.filter(|number| !number.trim().is_empty());
        }
    }

    /// The elements inside a SEQUENCE that may be missing; it is noted when one is broken.
    fn inside<'a>(&mut self, element: Option<Element<'a>>) -> Vec<Element<'a>> {
        let Some(element) = element else {
            return Vec::new();
        };
        let Children { found, is_whole } = element.sequence().unwrap_or(Children {
            found: Vec::new(),
            is_whole: false,
        });
        self.is_whole &= is_whole;
        found
    }

    fn noted<T>(&mut self, value: Option<T>) -> Option<T> {
        self.is_whole &= value.is_some();
        value
    }
}

/// `None` where nothing of it could be read.
fn profession(oid: Option<String>, item: Option<String>) -> Option<Profession> {
    let item = item.filter(|item| !item.trim().is_empty());
    let known = || {
        let oid = oid.as_deref()?;
        Some(professions::text(oid).unwrap_or(oid).to_owned())
    };
    let text = item.or_else(known)?;
    Some(Profession { oid, text })
}
