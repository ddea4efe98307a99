//! `certs`, and the certificates in `status`: one object for each file, and whose card it is.

use std::path::PathBuf;

use serde::Serialize;

use super::kinds::{
    Address, Fingerprint, HolderName, IssuerName, KeyName, OwnProfession, SerialNumber,
    TelematikId, Word,
};
use super::online::{Online, Released};
use crate::certificate::{self, professions};
use crate::holder::Sheet;
use crate::holder::sheet::Row;
use crate::report::facts::asked::Asked;
use crate::report::words::certificates::{asked_of, issuer_name};
use crate::system::clock;
use crate::text::Text;

/// What `certs` says of a card.
#[derive(Debug, Serialize)]
pub(super) struct Certificates<'a> {
    pub(super) holder: Option<Holder<'a>>,
    pub(super) certificates: Vec<Certificate<'a>>,
    pub(super) release: Option<Released>,
    pub(super) exported: Vec<String>,
}

impl<'a> Certificates<'a> {
    pub(super) fn of(
        sheet: &'a Sheet,
        asked: &'a [Asked],
        exported: &[PathBuf],
        text: Text,
    ) -> Self {
        Self {
            holder: Holder::of(sheet),
            certificates: rows(sheet, asked, text),
            release: Released::of(asked, text),
            exported: exported
                .iter()
                .map(|path| path.display().to_string())
                .collect(),
        }
    }
}

/// Whose card it is.
#[derive(Debug, Serialize)]
pub(super) struct Holder<'a> {
    pub(super) name: HolderName,
    pub(super) telematik_id: Option<TelematikId<'a>>,
    pub(super) professions: Vec<Profession<'a>>,
    pub(super) file: Option<Word>,
    pub(super) telematik_id_file: Option<Word>,
}

impl<'a> Holder<'a> {
    /// `None` where no certificate names one.
    pub(super) fn of(sheet: &'a Sheet) -> Option<Self> {
        let holder = sheet.holder()?;
        let telematik_id = sheet.telematik_id();
        Some(Self {
            name: HolderName(holder.display_name()),
            telematik_id: telematik_id.map(|(_, id)| TelematikId(id)),
            professions: holder.professions.iter().map(Profession::of).collect(),
            file: sheet.holder_row().map(|row| Word(row.file.name)),
            telematik_id_file: telematik_id.map(|(row, _)| Word(row.file.name)),
        })
    }
}

/// A profession.
#[derive(Debug, Serialize)]
pub(super) struct Profession<'a> {
    pub(super) oid: Option<&'a str>,
    pub(super) text: ProfessionText<'a>,
}

/// What a profession is called.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum ProfessionText<'a> {
    /// As the law calls it, or its OID.
    Official(&'a str),
    /// As somebody wrote it.
    Own(OwnProfession<'a>),
}

impl<'a> Profession<'a> {
    fn of(profession: &'a certificate::Profession) -> Self {
        let (oid, text) = (profession.oid.as_deref(), profession.text.as_str());
        let is_official = oid == Some(text) || oid.and_then(professions::text) == Some(text);
        Self {
            oid,
            text: if is_official {
                ProfessionText::Official(text)
            } else {
                ProfessionText::Own(OwnProfession(text))
            },
        }
    }
}

/// One certificate file. What its certificate would say is null, empty or false without one.
#[derive(Debug, Serialize)]
pub(super) struct Certificate<'a> {
    pub(super) file: Word,
    pub(super) purpose: Word,
    pub(super) content: Word,
    pub(super) counts: bool,
    pub(super) key: Option<KeyName>,
    #[serde(rename = "type")]
    pub(super) kind: Option<&'static str>,
    pub(super) policies: &'a [String],
    pub(super) qc_statements: &'a [String],
    pub(super) name: Option<HolderName>,
    pub(super) telematik_id: Option<TelematikId<'a>>,
    pub(super) serial: Option<SerialNumber<'a>>,
    pub(super) issuer: Option<IssuerName>,
    pub(super) not_before: Option<String>,
    pub(super) not_after: Option<String>,
    pub(super) state: Option<Word>,
    pub(super) days_left: Option<i64>,
    pub(super) sha256: Option<Fingerprint>,
    pub(super) ocsp_url: Option<Address<'a>>,
    pub(super) issuer_check: Option<Word>,
    pub(super) online: Option<Online<'a>>,
}

/// One for each file of a sheet.
pub(super) fn rows<'a>(sheet: &'a Sheet, asked: &'a [Asked], text: Text) -> Vec<Certificate<'a>> {
    sheet
        .rows
        .iter()
        .map(|row| Certificate::of(row, asked_of(row, asked), text))
        .collect()
}

impl<'a> Certificate<'a> {
    fn of(row: &'a Row, asked: Option<&'a Asked>, text: Text) -> Self {
        let certificate = row.certificate();
        let judgement = row.judgement;
        Self {
            file: Word(row.file.name),
            purpose: Word(row.file.purpose.word()),
            content: Word(row.found.word()),
            counts: judgement.is_some_and(|judgement| judgement.counts),
            key: certificate.map(|certificate| KeyName(certificate.key.to_string())),
            kind: certificate
                .and_then(|certificate| certificate.kind)
                .map(|kind| kind.name()),
            policies: certificate.map_or(&[], |certificate| &certificate.policies),
            qc_statements: certificate.map_or(&[], |certificate| &certificate.qc_statements),
            name: certificate.map(|certificate| HolderName(certificate.display_name())),
            telematik_id: certificate
                .and_then(|certificate| certificate.telematik_id.as_deref())
                .map(TelematikId),
            serial: certificate.map(|certificate| SerialNumber(&certificate.serial)),
            issuer: certificate.map(|certificate| IssuerName(issuer_name(certificate))),
            not_before: certificate
                .and_then(|certificate| certificate.not_before)
                .map(clock::timestamp_of),
            not_after: certificate
                .and_then(|certificate| certificate.not_after)
                .map(clock::timestamp_of),
            state: judgement.map(|judgement| Word(judgement.state.word())),
            days_left: judgement.and_then(|judgement| judgement.days_left),
            sha256: certificate.map(|certificate| Fingerprint(hex::encode(certificate.sha256()))),
            ocsp_url: certificate
                .and_then(|certificate| certificate.ocsp_url.as_deref())
                .map(Address),
            issuer_check: row.check.as_ref().map(|check| Word(check.word())),
            online: asked.map(|asked| Online::of(asked, text)),
        }
    }
}
