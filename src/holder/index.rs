//! What a card says of itself that its certificates do not: written beside them by `certs --export`,
//! for `certs --from`. No name and no secret.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::exported::files_of;
use super::sheet::{Found, Sheet};
use crate::card::files::{CertificateFile, certificate_files};
use crate::card::{Generation, Iccsn, Kind, View};
use crate::certificate::Content;

/// Name and major version of the format.
const SCHEMA: &str = "pinlotse-card/1";
/// How the name of such a file ends, behind the number of the card.
const ENDING: &str = ".card.json";
/// Generations that a file may name.
const GENERATIONS: [Generation; 4] = [
    Generation::G1,
    Generation::G1Plus,
    Generation::G2,
    Generation::G21,
];

/// What is known of a card beside its certificates.
#[derive(Debug, Clone)]
pub struct Index {
    /// Its number.
    pub iccsn: Iccsn,
    /// Its generation, as [`Generation::name`] has it.
    pub generation: Option<&'static str>,
    /// Its certificate files, each with what lay in it where that was no certificate.
    pub files: Vec<(&'static CertificateFile, Option<Found>)>,
}

/// The same as it is written.
#[derive(Debug, Serialize, Deserialize)]
struct Written {
    schema: String,
    iccsn: String,
    generation: Option<String>,
    files: Vec<WrittenFile>,
}

#[derive(Debug, Serialize, Deserialize)]
struct WrittenFile {
    file: String,
    content: String,
}

/// Name and text of the file for a card; `None` for one that tells no number.
#[must_use]
pub fn index_of(view: &View, sheet: &Sheet) -> Option<(String, String)> {
    let iccsn = view.iccsn.as_ref()?;
    let generation = view.version.map(|version| version.generation().name());
    // Those that a card works with: what else was looked at depends on the call.
    let needed = certificate_files(view.kind);
    let rows = sheet.rows.iter().filter(|row| needed.contains(row.file));
    let files = rows.map(|row| WrittenFile {
        file: row.file.name.to_owned(),
        content: row.found.word().to_owned(),
    });
    let written = Written {
        schema: SCHEMA.to_owned(),
        iccsn: iccsn.as_str().to_owned(),
        generation: generation.map(str::to_owned),
        files: files.collect(),
    };
    let text = serde_json::to_string_pretty(&written).ok()? + "\n";
    Some((format!("{}{ENDING}", iccsn.as_str()), text))
}

impl Index {
    /// Whether a file is called as one of these is.
    #[must_use]
    pub fn is_called_so(path: &Path) -> bool {
        let name = path.file_name().and_then(|name| name.to_str());
        let number = name.and_then(|name| name.strip_suffix(ENDING));
        number.is_some_and(|number| Iccsn::parse(number).is_some())
    }

    /// Reads one of this name; `None` where it is none, of another card, or of a later major version.
    #[must_use]
    pub fn read(path: &Path, octets: &[u8]) -> Option<Self> {
        let written: Written = serde_json::from_slice(octets).ok()?;
        let name = path.file_name()?.to_str()?;
        let is_it = written.schema == SCHEMA && name == format!("{}{ENDING}", written.iccsn);
        is_it.then_some(())?;
        let named = |name: String| {
            let mut all = GENERATIONS.iter();
            all.find_map(|known| (known.name() == name).then(|| known.name()))
        };
        let known = |written: &WrittenFile| {
            let mut all = files_of(Kind::Hba).chain(files_of(Kind::Smcb));
            let file = all.find(|file| file.name == written.file)?;
            let found = match written.content.as_str() {
                "certificate" => None,
                "missing" => Some(Found::Missing),
                "empty" => Some(Found::Read(Content::Empty)),
                _ => Some(Found::Unreadable),
            };
            Some((file, found))
        };
        Some(Self {
            iccsn: Iccsn::parse(&written.iccsn)?,
            generation: written.generation.and_then(named),
            files: written.files.iter().filter_map(known).collect(),
        })
    }
}
