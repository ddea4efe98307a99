//! Certificates in words.

use super::dates::date;
use super::line::Line;
use super::online;
use super::trouble;
use crate::card::files::FilePurpose;
use crate::certificate::issuers::Unusable;
use crate::certificate::signature::Obstacle;
use crate::certificate::{Certificate, Check, Content, Doubt, IssuerCheck, NotACertificate, State};
use crate::holder::Sheet;
use crate::holder::sheet::{Found, Row};
use crate::report::facts::asked::Asked;

use crate::text::{Text, Tone};

/// Whose card it is, in words; nothing where no certificate was asked for.
#[must_use]
pub fn holder_lines(sheet: &Sheet, text: Text) -> Vec<Line> {
    let mut lines: Vec<Line> = holder_line(sheet, text).into_iter().collect();
    let row = sheet.holder_row();
    let is_named = sheet.holder().is_some() && !sheet.has_misplaced();
    if let Some((from, id)) = sheet.telematik_id().filter(|_| is_named) {
        let id = if row.is_some_and(|row| row.file == from.file) {
            id.to_owned()
        } else {
            text.from_certificate(id, from.file.name)
        };
        lines.push((Tone::Plain, text.telematik_id_line(&id)));
    }
    lines
}

/// Whom the card was issued to, in one line; nothing where no certificate was asked for.
#[must_use]
pub fn holder_line(sheet: &Sheet, text: Text) -> Option<Line> {
    if sheet.rows.is_empty() {
        return None;
    }
    let Some(holder) = sheet.holder() else {
        let told = sheet
            .rows
            .iter()
            .find_map(|row| sheet.untold(row.file.purpose));
        let words = match (&sheet.told_holder, told) {
            (Some(name), _) => return Some((Tone::Plain, text.holder_told(name))),
            (None, Some(why)) => text.holder_not_given(&not_given(why, text)),
            (None, None) => text.holder_unreadable(),
        };
        return Some((Tone::Warning, words));
    };
    if sheet.has_misplaced() {
        return Some((Tone::Bad, text.misplaced_warning()));
    }
    let mut name = named(holder, text);
    let row = sheet.holder_row();
    if let Some(row) = row.filter(|_| sheet.holder_is_second_choice()) {
        name = text.from_certificate(&name, row.file.name);
    }
    Some((Tone::Plain, text.holder_line(&name)))
}

/// Which of the certificates that were read are over, for one who is about to set PINs; purposes that
/// ended together are named together. One that names the holder and is over has its twin read too, so
/// that what counts is judged (`session::desk::choose`).
#[must_use]
pub fn expiry_warning(sheet: &Sheet, text: Text) -> Option<Line> {
    let mut over: Vec<(String, Vec<FilePurpose>)> = Vec::new();
    for (row, _, judgement) in sheet.counting() {
        let State::Expired { until } = judgement.state else {
            continue;
        };
        let day = date(until, text);
        match over.iter_mut().find(|(other, _)| *other == day) {
            Some((_, purposes)) => purposes.push(row.file.purpose),
            None => over.push((day, vec![row.file.purpose])),
        }
    }
    let said: Vec<String> = over
        .iter()
        .map(|(day, purposes)| text.use_on(&purpose_labels(purposes, text), day))
        .collect();
    (!said.is_empty()).then(|| (Tone::Warning, text.card_expired(&said.join(", "))))
}

/// The holder's name, with what they are.
fn named(holder: &Certificate, text: Text) -> String {
    let professions: Vec<&str> = holder
        .professions
        .iter()
        .map(|profession| profession.text.as_str())
        .collect();
    match professions.as_slice() {
        [] => holder.display_name(),
        professions => text.holder_with_profession(&holder.display_name(), &professions.join(", ")),
    }
}

/// How long the card is valid, purpose by purpose; purposes that stand alike share a line.
#[must_use]
pub fn validity_lines(sheet: &Sheet, text: Text) -> Vec<Line> {
    if sheet.rows.is_empty() {
        return Vec::new();
    }
    let stands = sheet
        .counting()
        .map(|(row, _, judgement)| (row.file.purpose, standing(judgement.state, text)));
    let missing = sheet.without_certificate().into_iter().map(|purpose| {
        let why = sheet.untold(purpose);
        let words = why.map_or_else(|| text.purpose_missing(), |why| not_given(why, text));
        (purpose, (Tone::Warning, words))
    });
    let mut lines = vec![
        (Tone::Plain, String::new()),
        (Tone::Plain, text.certificates_heading()),
    ];
    lines.extend(purpose_lines(stands.chain(missing), text));
    lines
}

/// Until when the card is valid by that of the certificates it works with that ends first.
#[must_use]
pub fn shortest_validity(sheet: &Sheet, text: Text) -> Option<String> {
    let needed = sheet
        .counting()
        .filter(|(row, ..)| row.file.purpose.is_needed());
    let (.., first) = needed.min_by_key(|(.., judgement)| judgement.days_left)?;
    Some(standing(first.state, text).1)
}

/// What is said of each purpose; purposes of which the same is said share a line.
fn purpose_lines(said: impl Iterator<Item = (FilePurpose, Line)>, text: Text) -> Vec<Line> {
    let mut lines: Vec<(Line, Vec<FilePurpose>)> = Vec::new();
    for (purpose, line) in said {
        match lines.iter_mut().find(|((_, words), _)| *words == line.1) {
            Some((_, purposes)) => purposes.push(purpose),
            None => lines.push((line, vec![purpose])),
        }
    }
    let shown = |((tone, words), purposes): (Line, Vec<FilePurpose>)| {
        (
            tone,
            format!(
                "  {}",
                text.validity_line(&purpose_labels(&purposes, text), &words)
            ),
        )
    };
    lines.into_iter().map(shown).collect()
}

fn standing(state: State, text: Text) -> (Tone, String) {
    match state {
        State::Valid { until } => (Tone::Good, text.valid_until(&date(until, text))),
        State::Expiring { until, days } => (
            Tone::Warning,
            text.expiring_on(&date(until, text), &text.days(days)),
        ),
        State::Expired { until } => (Tone::Bad, text.expired_on(&date(until, text))),
        State::NotYetValid { from } => (Tone::Warning, text.valid_from(&date(from, text))),
        State::Unknown => (Tone::Warning, text.state_unknown()),
    }
}

/// Every file with everything that its certificate says.
#[must_use]
pub fn list(sheet: &Sheet, asked: &[Asked], text: Text) -> Vec<Line> {
    sheet
        .rows
        .iter()
        .flat_map(|row| file_lines(row, asked_of(row, asked), text))
        .collect()
}

/// What the service said of the certificate in this file; nothing where it was not asked.
#[must_use]
pub fn asked_of<'a>(row: &Row, asked: &'a [Asked]) -> Option<&'a Asked> {
    asked.iter().find(|asked| asked.file == row.file)
}

fn file_lines(row: &Row, asked: Option<&Asked>, text: Text) -> Vec<Line> {
    let purpose = purpose_label(row.file.purpose, text);
    let Some(certificate) = row.certificate() else {
        let found = found(&row.found, text);
        return vec![
            (Tone::Plain, String::new()),
            (
                Tone::Plain,
                text.file_line(row.file.name, &format!("{purpose}, {found}")),
            ),
        ];
    };
    let mut lines = vec![
        (Tone::Plain, String::new()),
        (Tone::Heading, text.file_line(row.file.name, &purpose)),
    ];
    let mut detail = |tone, line: String| lines.push((tone, format!("  {line}")));
    detail(
        Tone::Plain,
        text.name_in_certificate(&named(certificate, text)),
    );
    if let Some(id) = &certificate.telematik_id {
        detail(Tone::Plain, text.telematik_id_line(id));
    }
    let or_unreadable = |seconds: Option<i64>| {
        seconds.map_or_else(|| text.date_unreadable(), |seconds| date(seconds, text))
    };
    let span = text.validity_span(
        &or_unreadable(certificate.not_before),
        &or_unreadable(certificate.not_after),
    );
    match row.judgement {
        Some(judgement) => {
            let (tone, state) = match judgement.state {
                State::Valid { .. } => (Tone::Plain, text.state_valid()),
                State::Expiring { days, .. } => {
                    (Tone::Warning, text.state_expiring(&text.days(days)))
                }
                State::Expired { .. } => (Tone::Bad, text.state_expired()),
                State::NotYetValid { .. } => (Tone::Warning, text.state_not_yet_valid()),
                State::Unknown => (Tone::Warning, text.state_unknown()),
            };
            let twin = if judgement.counts {
                String::new()
            } else {
                text.twin_suffix()
            };
            detail(tone, format!("{span}: {state}{twin}"));
        }
        None => detail(Tone::Plain, span),
    }
    detail(Tone::Plain, text.key_line(&certificate.key.to_string()));
    detail(Tone::Plain, text.issuer_line(&issuer_name(certificate)));
    detail(Tone::Plain, text.serial_line(&certificate.serial));
    detail(
        Tone::Plain,
        text.sha256_line(&hex::encode(certificate.sha256())),
    );
    if let Some(kind) = certificate.kind {
        detail(Tone::Plain, text.type_line(kind.name(), &kind.oid()));
    }
    let policies: Vec<&str> = certificate
        .policies
        .iter()
        .map(String::as_str)
        .filter(|oid| !is_type(certificate, oid))
        .collect();
    if !policies.is_empty() {
        detail(Tone::Plain, text.policies_line(&policies.join(", ")));
    }
    if !certificate.qc_statements.is_empty() {
        detail(
            Tone::Plain,
            text.qc_line(&certificate.qc_statements.join(", ")),
        );
    }
    if let Some(url) = &certificate.ocsp_url {
        detail(Tone::Plain, text.ocsp_line(url));
    }
    if certificate.padding > 0 {
        detail(Tone::Plain, text.padded_line(certificate.padding));
    }
    if !certificate.odd.is_empty() {
        let parts: Vec<String> = certificate.odd.iter().map(ToString::to_string).collect();
        detail(Tone::Warning, text.odd_line(&parts.join(", ")));
    }
    if let Some(check) = &row.check {
        let (tone, result) = check_words(check, text);
        detail(tone, text.issuer_check_line(&result));
    }
    if let Some(asked) = asked {
        let (tone, result) = online::words(asked, text);
        detail(tone, text.online_line(&result));
    }
    lines
}

/// Whether a policy is the one that names the certificate's type.
fn is_type(certificate: &Certificate, oid: &str) -> bool {
    certificate.kind.is_some_and(|kind| kind.oid() == oid)
}

/// Common name of the issuer, or else its whole name.
#[must_use]
pub fn issuer_name(certificate: &Certificate) -> String {
    certificate
        .issuer
        .common_name()
        .map_or_else(|| certificate.issuer.to_string(), ToOwned::to_owned)
}

/// That the Konnektor did not give a certificate, as a part of a sentence.
#[must_use]
pub fn not_given(number: Option<u32>, text: Text) -> String {
    match number {
        Some(number) => text.certificate_not_given_number(number),
        None => text.certificate_not_given(),
    }
}

fn found(found: &Found, text: Text) -> String {
    match found {
        Found::Missing => text.content_missing(),
        Found::Refused(status) => text.content_refused(&status.to_string()),
        Found::Unreadable => text.purpose_missing(),
        Found::Untold(number) => not_given(*number, text),
        Found::Read(Content::Empty) => text.content_empty(),
        Found::Read(Content::Cvc) => text.content_cvc(),
        Found::Read(Content::AttributeCertificate) => text.content_attribute(),
        Found::Read(Content::NotACertificate(reason)) => {
            text.content_odd(&reason_words(reason, text))
        }
        Found::Read(Content::Certificate(certificate)) => certificate.display_name(),
    }
}

/// Why octets are no certificate, as a part of a sentence.
fn reason_words(reason: &NotACertificate, text: Text) -> String {
    match reason {
        NotACertificate::TooLarge { octets } => text.certificate_too_large(*octets),
        NotACertificate::Cut => text.certificate_cut(),
        NotACertificate::NotDer => text.certificate_not_der(),
        NotACertificate::Malformed(part) => text.certificate_malformed(part),
    }
}

/// That a file of the folder of issuers is not used, and why.
#[must_use]
pub fn unusable_issuer(file: &str, why: &Unusable, text: Text) -> String {
    text.issuer_file_unusable(file, &unusable_why(why, text))
}

/// Why a file of a folder of certificates is not used, as a part of a sentence.
#[must_use]
pub fn unusable_why(why: &Unusable, text: Text) -> String {
    match why {
        Unusable::Io(error) => trouble::cause_of(error, text),
        Unusable::TooLarge => text.issuer_file_too_large(),
        Unusable::NoCertificate => text.issuer_file_without(),
        Unusable::Pkcs7 { pem } => {
            let form = if *pem { "PEM" } else { "DER" };
            text.issuer_file_pkcs7(form)
        }
        Unusable::Utf16 => text.issuer_file_utf16(),
        Unusable::NotACertificate(reason) => text.issuer_file_odd(&reason_words(reason, text)),
    }
}

fn check_words(result: &IssuerCheck, text: Text) -> (Tone, String) {
    match &result.check {
        Check::Holds => (Tone::Good, text.issuer_check_good(&result.issuer)),
        Check::Broken => (Tone::Bad, text.issuer_check_bad(&result.issuer)),
        Check::CannotTell(doubt) => {
            let why = doubt_words(&result.issuer, doubt, text);
            (Tone::Warning, text.issuer_check_doubt(&why))
        }
    }
}

/// Why nobody can tell whether an issuer signed a certificate, as a part of a sentence.
#[must_use]
pub fn doubt_words(issuer: &str, doubt: &Doubt, text: Text) -> String {
    match doubt {
        Doubt::Missing => text.doubt_missing(issuer),
        Doubt::Expired { not_after } => text.doubt_expired(issuer, &date(*not_after, text)),
        Doubt::NotYetValid { not_before } => {
            text.doubt_not_yet_valid(issuer, &date(*not_before, text))
        }
        Doubt::Undated => text.doubt_undated(issuer),
        Doubt::NoAuthority => text.doubt_no_authority(issuer),
        Doubt::Unverifiable(obstacle) => obstacle_words(obstacle, text),
    }
}

/// Why a signature cannot be verified, as a part of a sentence.
#[must_use]
pub fn obstacle_words(obstacle: &Obstacle, text: Text) -> String {
    match obstacle {
        Obstacle::Method(method) => text.method_unsupported(method),
        Obstacle::Key => text.key_unreadable(),
        Obstacle::OtherKey => text.key_of_other_kind(),
        Obstacle::Signature => text.signature_unreadable(),
    }
}

/// What a certificate is for, in words.
#[must_use]
pub fn purpose_label(purpose: FilePurpose, text: Text) -> String {
    match purpose {
        FilePurpose::Aut => text.purpose_aut(),
        FilePurpose::Enc => text.purpose_enc(),
        FilePurpose::Qes => text.purpose_qes(),
        FilePurpose::Osig => text.purpose_osig(),
        FilePurpose::Sig => text.purpose_sig(),
        FilePurpose::Auto => text.purpose_auto(),
        FilePurpose::Attribute => text.purpose_attribute(),
    }
}

/// Several of them.
#[must_use]
pub fn purpose_labels(purposes: &[FilePurpose], text: Text) -> String {
    purposes
        .iter()
        .map(|purpose| purpose_label(*purpose, text))
        .collect::<Vec<_>>()
        .join(", ")
}
