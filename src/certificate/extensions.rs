//! The extensions of a certificate, each read for itself: a bad one is a missing value and a note.

use der::asn1::{ObjectIdentifier, OctetStringRef};
use der::{Decode, Error, Tag};
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{
    AuthorityInfoAccessSyntax, AuthorityKeyIdentifier, CertificatePolicies, ExtendedKeyUsage,
    KeyUsage, KeyUsages,
};

use super::admission::Admission;
use super::problem::Odd;
use super::walk::{self, Element};

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

/// The names of RFC 5280 §4.2.1.3.
const USAGES: &[(KeyUsages, &str)] = &[
    (KeyUsages::DigitalSignature, "digitalSignature"),
    (KeyUsages::NonRepudiation, "nonRepudiation"),
    (KeyUsages::KeyEncipherment, "keyEncipherment"),
    (KeyUsages::DataEncipherment, "dataEncipherment"),
    (KeyUsages::KeyAgreement, "keyAgreement"),
    (KeyUsages::KeyCertSign, "keyCertSign"),
    (KeyUsages::CRLSign, "cRLSign"),
    (KeyUsages::EncipherOnly, "encipherOnly"),
    (KeyUsages::DecipherOnly, "decipherOnly"),
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
        for extension in list {
            let Ok((oid, value)) = parts(extension) else {
                odd.push(Odd::Extensions);
                continue;
            };
            let is_new = !seen.contains(&oid);
            seen.push(oid);
            if !is_new || found.read(oid, value).is_err() {
                odd.push(Odd::Extension(oid.to_string()));
            }
        }
        found
    }

    fn read(&mut self, oid: ObjectIdentifier, value: &[u8]) -> Result<(), Error> {
        match oid {
            SUBJECT_KEY_ID => {
                self.subject_key_id = Some(<&OctetStringRef>::from_der(value)?.as_bytes().to_vec())
            }
            KEY_USAGE => self.key_usage = key_usage(value)?,
            BASIC_CONSTRAINTS => self.is_ca = is_ca(value)?,
            POLICIES => {
                let policies = CertificatePolicies::from_der(value)?.0;
                self.policies = policies
                    .iter()
                    .map(|policy| policy.policy_identifier.to_string())
                    .collect();
            }
            AUTHORITY_KEY_ID => {
                let id = AuthorityKeyIdentifier::from_der(value)?.key_identifier;
                self.authority_key_id = id.map(|id| id.as_bytes().to_vec());
            }
            EXTENDED_KEY_USAGE => {
                let usages = ExtendedKeyUsage::from_der(value)?.0;
                self.extended_key_usage = usages.iter().map(ObjectIdentifier::to_string).collect();
            }
            AUTHORITY_ACCESS => self.ocsp_url = ocsp_url(value)?,
            QC_STATEMENTS => self.qc_statements = qc_statements(value)?,
            ADMISSION => self.admission = Admission::parse(value)?,
            _ => {}
        }
        Ok(())
    }
}

/// `Extension ::= SEQUENCE { extnID OBJECT IDENTIFIER, critical BOOLEAN DEFAULT FALSE, extnValue
/// OCTET STRING }`
fn parts(extension: Element<'_>) -> Result<(ObjectIdentifier, &[u8]), Error> {
    let parts = extension.sequence()?;
    let ([oid, value] | [oid, _, value]) = parts[..] else {
        return Err(Tag::Sequence.length_error().into());
    };
    let oid = ObjectIdentifier::from_bytes(oid.is(Tag::ObjectIdentifier)?.value)?;
    Ok((oid, value.is(Tag::OctetString)?.value))
}

fn key_usage(value: &[u8]) -> Result<Vec<&'static str>, Error> {
    let usage = KeyUsage::from_der(value)?;
    Ok(USAGES
        .iter()
        .filter(|(flag, _)| usage.0.contains(*flag))
        .map(|(_, name)| *name)
        .collect())
}

/// `BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER OPTIONAL
/// }`. G2.0 cards write the FALSE out, which DER forbids; it is taken. A TRUE must be FF.
fn is_ca(value: &[u8]) -> Result<bool, Error> {
    match walk::first(value)?.sequence()?.first() {
        Some(ca) if ca.tag == Tag::Boolean => bool::from_der(ca.whole),
        _ => Ok(false),
    }
}

/// The first OCSP address that is a URI.
fn ocsp_url(value: &[u8]) -> Result<Option<String>, Error> {
    let descriptions = AuthorityInfoAccessSyntax::from_der(value)?.0;
    let uri = |location: &GeneralName| match location {
        GeneralName::UniformResourceIdentifier(uri) => Some(uri.to_string()),
        _ => None,
    };
    Ok(descriptions
        .iter()
        .filter(|access| access.access_method == OCSP)
        .find_map(|access| uri(&access.access_location)))
}

/// `QCStatements ::= SEQUENCE OF SEQUENCE { statementId OBJECT IDENTIFIER, … }` (RFC 3739 §3.2.6).
fn qc_statements(value: &[u8]) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    for statement in walk::first(value)?.sequence()? {
        if let Some(id) = statement.sequence()?.first() {
            found.push(
                ObjectIdentifier::from_bytes(id.is(Tag::ObjectIdentifier)?.value)?.to_string(),
            );
        }
    }
    Ok(found)
}
