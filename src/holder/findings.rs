//! What is known of cards like the one that was read: recalls, generations that ended.

use super::issuer;
use super::sheet::{Row, Sheet};
use crate::card::files::{FilePurpose, certificate_files};
use crate::card::{Kind, View};
use crate::certificate::Certificate;
use crate::topics::radar::{self, CardFacts, Ends, Finding, Use};

/// What is known of cards like this one at `at` (seconds since 1970, UTC).
#[must_use]
pub fn findings(view: &View, sheet: &Sheet, at: i64) -> Vec<Finding> {
    let generation = view.version.map(|version| version.generation().name());
    findings_of(view.kind, generation, sheet, at)
}

/// The same where no more of the card is at hand than its certificates, and perhaps its generation.
#[must_use]
pub fn findings_of(
    kind: Kind,
    generation: Option<&'static str>,
    sheet: &Sheet,
    at: i64,
) -> Vec<Finding> {
    let counting = || {
        sheet
            .counting()
            .filter(|(row, ..)| row.file.purpose.is_needed())
    };
    let has = |rsa: bool| {
        let mut certificates = sheet.rows.iter().filter_map(Row::certificate);
        certificates.any(|certificate| certificate.key.is_rsa() == rsa)
    };
    // What was not read, or not handed out, is not known to be missing.
    let all =
        certificate_files(kind).len() <= sheet.rows.len() && sheet.rows.iter().all(Row::is_known);
    let facts = CardFacts {
        kind: kind.word(),
        generation,
        issuer: issuer(sheet).map(|issuer| issuer.id.as_str()),
        is_for_tests: sheet
            .rows
            .iter()
            .filter_map(Row::certificate)
            .any(Certificate::is_for_tests),
        has_rsa: all.then(|| has(true)),
        has_ecc: all.then(|| has(false)),
        issued: counting()
            .filter_map(|(_, certificate, _)| certificate.not_before)
            .min(),
        ends: Ends::of(
            counting().filter_map(|(row, certificate, _)| Some((of(row)?, certificate.not_after?))),
        ),
    };
    radar::findings(&facts, at)
}

/// What the certificate of a row is for, where the card works with it.
const fn of(row: &Row) -> Option<Use> {
    match row.file.purpose {
        FilePurpose::Aut => Some(Use::Authentication),
        FilePurpose::Enc => Some(Use::Encryption),
        FilePurpose::Qes => Some(Use::Signature),
        FilePurpose::Osig => Some(Use::InstitutionSignature),
        FilePurpose::Sig | FilePurpose::Auto | FilePurpose::Attribute => None,
    }
}
