//! Certificates of many cards that lie in one folder: which belong to one card.
//!
//! A card is known by its number (ICCSN): by the name that `certs --export` gives a file, else by
//! the subject of a certificate. Where neither tells it, by the Telematik-ID of its holder, and
//! last by the file alone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::index::Index;
use super::sheet::Sheet;
use crate::card::files::{CertificateFile, certificate_files, further_certificate_files};
use crate::card::{Iccsn, Kind};
use crate::certificate::kind::Of;
use crate::certificate::{Certificate, Purpose};
use crate::order;

/// What a card is known by. No two cards of a folder have the same name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum CardName {
    /// Its number.
    Iccsn(String),
    /// The Telematik-ID of its holder.
    TelematikId {
        /// The ID; foreign text.
        id: String,
        /// Which card of that holder, from 1, the oldest first.
        nth: usize,
    },
    /// The name of the one file that its certificates lie in; foreign text.
    File(String),
    /// The reader that it is in; of a card that is in one and tells no number.
    Reader(String),
}

/// One card, by its certificates.
#[derive(Debug, Clone)]
pub struct ExportedCard {
    /// What it is known by.
    pub name: CardName,
    /// Its kind.
    pub kind: Kind,
    /// Its generation, where that was written down when it was exported.
    pub generation: Option<&'static str>,
    /// Its certificates, judged.
    pub sheet: Sheet,
}

/// What the certificates of a folder are.
#[derive(Debug, Default)]
pub struct Exported {
    /// Of cards: the cards, by their names.
    pub cards: Vec<ExportedCard>,
    /// How many are those of authorities.
    pub authorities: usize,
    /// How many lie there more than once: such a one counts once.
    pub doubles: usize,
    /// Files with certificates that are of no eHBA and no SMC-B.
    pub others: Vec<PathBuf>,
    /// Names of files that were exported and are not in the folder.
    pub missing: Vec<String>,
}

/// A certificate of a card and where it would lie on it.
struct Placed {
    path: PathBuf,
    certificate: Certificate,
    file: &'static CertificateFile,
    kind: Kind,
}

impl Exported {
    /// Sorts certificates by cards and judges them at `at` (seconds since 1970, UTC), with what was
    /// written down of the cards.
    #[must_use]
    pub fn of(
        certificates: Vec<(PathBuf, Certificate)>,
        indices: &[Index],
        at: i64,
        warn_days: u32,
    ) -> Self {
        let mut found = Self::default();
        let mut groups: BTreeMap<CardName, Vec<Placed>> = BTreeMap::new();
        let mut without_number = Vec::new();
        for (path, certificate) in certificates {
            if certificate.is_ca {
                found.authorities += 1;
                continue;
            }
            let Some((kind, file)) = place(&path, &certificate) else {
                if !found.others.contains(&path) {
                    found.others.push(path);
                }
                continue;
            };
            let placed = Placed {
                path,
                certificate,
                file,
                kind,
            };
            match number(&placed) {
                Some(number) => {
                    let card = groups.entry(CardName::Iccsn(number)).or_default();
                    found.doubles += usize::from(!add(card, placed));
                }
                None => without_number.push(placed),
            }
        }
        let known = groups.values().flatten();
        let known: BTreeSet<[u8; 32]> = known.map(|placed| placed.certificate.sha256()).collect();
        let mut holders: BTreeMap<String, Vec<Placed>> = BTreeMap::new();
        for placed in without_number {
            if known.contains(&placed.certificate.sha256()) {
                found.doubles += 1;
            } else if let Some(id) = placed.certificate.telematik_id.clone() {
                let all = holders.entry(id).or_default();
                found.doubles += usize::from(!add(all, placed));
            } else {
                let name = CardName::File(file_name(&placed.path));
                found.doubles += usize::from(!add(groups.entry(name).or_default(), placed));
            }
        }
        for (id, all) in holders {
            for (nth, card) in by_age(all).into_iter().enumerate() {
                let (id, nth) = (id.clone(), nth + 1);
                groups.insert(CardName::TelematikId { id, nth }, card);
            }
        }
        for index in indices {
            let name = CardName::Iccsn(index.iccsn.as_str().to_owned());
            let card = groups.get(&name).map_or(&[][..], Vec::as_slice);
            let is_missing = |file: &CertificateFile| card.iter().all(|placed| placed.file != file);
            let exported = index.files.iter().filter(|(_, found)| found.is_none());
            let missing = exported.filter(|(file, _)| is_missing(file));
            found
                .missing
                .extend(missing.map(|(file, _)| export_file_name(Some(&index.iccsn), file)));
        }
        let judged = |(name, card): (CardName, Vec<Placed>)| {
            let mut all = indices.iter();
            let index = all.find(|index| Some(index.iccsn.as_str()) == name.iccsn());
            judged(name, card, index, at, warn_days)
        };
        found.cards = groups.into_iter().map(judged).collect();
        found
    }
}

impl Placed {
    fn is_same(&self, other: &Self) -> bool {
        self.file == other.file && self.certificate.der() == other.certificate.der()
    }
}

/// Adds a certificate that is not there yet; whether it was.
fn add(card: &mut Vec<Placed>, placed: Placed) -> bool {
    let is_new = !card.iter().any(|other| other.is_same(&placed));
    if is_new {
        card.push(placed);
    }
    is_new
}

/// Certificates of one holder without the number of a card, card by card. A card has one
/// certificate for each of its files, and all of them are made when it is: the oldest of each file
/// belong together, and so on.
fn by_age(mut all: Vec<Placed>) -> Vec<Vec<Placed>> {
    order::by_key(&mut all, |placed| placed.certificate.not_before);
    let mut cards: Vec<Vec<Placed>> = Vec::new();
    for placed in all {
        let has_room = |card: &&mut Vec<Placed>| card.iter().all(|other| other.file != placed.file);
        match cards.iter_mut().find(has_room) {
            Some(card) => card.push(placed),
            None => cards.push(vec![placed]),
        }
    }
    cards
}

fn judged(
    name: CardName,
    mut card: Vec<Placed>,
    index: Option<&Index>,
    at: i64,
    warn_days: u32,
) -> ExportedCard {
    let kind = card.first().map_or(Kind::Unknown, |placed| placed.kind);
    let order = |placed: &Placed| files_of(placed.kind).position(|file| file == placed.file);
    order::by_key(&mut card, order);
    let iccsn = match &name {
        CardName::Iccsn(number) => Some(number.clone()),
        _ => None,
    };
    let certificates = card
        .into_iter()
        .map(|placed| (placed.file, placed.certificate));
    let others = index.iter().flat_map(|index| &index.files);
    let others = others.filter_map(|(file, found)| Some((*file, found.clone()?)));
    ExportedCard {
        sheet: Sheet::of_certificates(certificates, others, iccsn, at, warn_days),
        generation: index.and_then(|index| index.generation),
        name,
        kind,
    }
}

/// Where on a card a certificate lies: as the name of its file says, else by its type.
fn place(path: &Path, certificate: &Certificate) -> Option<(Kind, &'static CertificateFile)> {
    if let Some((_, on_card)) = export_name(path) {
        return Some(on_card);
    }
    let Some(of) = certificate.kind else {
        return qualified(certificate);
    };
    let kind = match of.of() {
        Of::Professional => Kind::Hba,
        Of::Institution => Kind::Smcb,
        Of::Insured => return None,
    };
    let name = format!("EF.{}.{}", of.name(), key(certificate));
    let is_known = matches!(
        of.purpose(),
        Purpose::Aut | Purpose::Enc | Purpose::Qes | Purpose::Osig | Purpose::Sig
    );
    let file = files_of(kind).find(|file| is_known && file.name == name)?;
    Some((kind, file))
}

/// The place of a qualified certificate that names no type: of professionals there is but one.
fn qualified(certificate: &Certificate) -> Option<(Kind, &'static CertificateFile)> {
    let is_of_professional = certificate.is_qualified() && !certificate.professions.is_empty();
    let name = format!("EF.C.HP.QES.{}", key(certificate));
    let file = files_of(Kind::Hba).find(|file| is_of_professional && file.name == name)?;
    Some((Kind::Hba, file))
}

/// What names of files say of a key.
const fn key(certificate: &Certificate) -> &'static str {
    if certificate.key.is_rsa() {
        "R2048"
    } else {
        "E256"
    }
}

pub(super) fn files_of(kind: Kind) -> impl Iterator<Item = &'static CertificateFile> {
    let (needed, further) = (certificate_files(kind), further_certificate_files(kind));
    needed.iter().chain(further)
}

/// The number of the card, where file or certificate tell it. The file's name is what the card said
/// of itself when it was exported: a certificate in it that names another card is not in its place.
fn number(placed: &Placed) -> Option<String> {
    let by_name = export_name(&placed.path).map(|(number, _)| number);
    let by_subject = || Iccsn::parse(placed.certificate.holder.iccsn()?);
    let number = by_name.or_else(by_subject)?;
    Some(number.as_str().to_owned())
}

/// The number of a card and the file on it in a name that [`export_file_name`] made; whatever ending
/// it has by now.
fn export_name(path: &Path) -> Option<(Iccsn, (Kind, &'static CertificateFile))> {
    let (number, file) = path.file_stem()?.to_str()?.split_once('.')?;
    let number = Iccsn::parse(number)?;
    [Kind::Hba, Kind::Smcb].into_iter().find_map(|kind| {
        let is_meant = |on_card: &&CertificateFile| on_card.name.strip_prefix(EF) == Some(file);
        let on_card = files_of(kind).find(is_meant)?;
        Some((number.clone(), (kind, on_card)))
    })
}

/// How names of files on a card begin.
const EF: &str = "EF.";

/// What a file with a certificate of a card is called: the number of the card and the name of the
/// file on it, so that the certificates of several cards share a folder.
#[must_use]
pub fn export_file_name(iccsn: Option<&Iccsn>, file: &CertificateFile) -> String {
    let number = iccsn.map_or("card", Iccsn::as_str);
    format!("{number}.{}.der", file.name.trim_start_matches(EF))
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

impl CardName {
    /// The number of the card, where it is known.
    #[must_use]
    pub fn iccsn(&self) -> Option<&str> {
        match self {
            Self::Iccsn(number) => Some(number),
            Self::TelematikId { .. } | Self::File(_) | Self::Reader(_) => None,
        }
    }

    /// The fixed word for what it is known by.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Iccsn(_) => "iccsn",
            Self::TelematikId { .. } => "telematik_id",
            Self::File(_) => "file",
            Self::Reader(_) => "reader",
        }
    }

    /// As one word: the number, the Telematik-ID (of further cards with which one it is), the file.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Iccsn(number) => number.clone(),
            Self::TelematikId { id, nth: 1 } => id.clone(),
            Self::TelematikId { id, nth } => format!("{id} ({nth})"),
            Self::File(name) | Self::Reader(name) => name.clone(),
        }
    }
}

#[cfg(test)]
mod tests;
