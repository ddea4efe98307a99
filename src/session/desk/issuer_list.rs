//! gematik's list of issuers among the files that a user gives.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::system::files;
use crate::trust::{self, Anchor, List, Refusal, SIZE_LIMIT};

/// Octets at the begin of a file in which the name of its root element stands.
const BEGIN: u64 = 4096;
/// The root element of a list.
const ROOT: &[u8] = b"TrustServiceStatusList";

/// The lists in a folder.
#[derive(Debug, Default)]
pub(super) struct InFolder {
    /// The one that counts: of several that are believed that with the highest number.
    pub(super) list: Option<List>,
    /// Those that are not believed.
    pub(super) refused: Vec<(PathBuf, Refusal)>,
    /// Lists and their signatures: no certificates are to be looked for in them.
    pub(super) files: Vec<PathBuf>,
}

impl InFolder {
    /// Looks for lists in a folder, at the time `now` (seconds since 1970). Their signature lies
    /// beside them, under the same name with `.sig` in the place of the ending or behind it. A
    /// folder or file that cannot be read holds none: who reads certificates from it says so.
    pub(super) fn of(folder: &Path, anchor: &Anchor, now: i64) -> Self {
        let mut found = Self::default();
        let mut paths: Vec<PathBuf> = fs::read_dir(folder)
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        paths.sort();
        for path in paths.into_iter().filter(|path| is_list(path)) {
            found.add(path, anchor, now);
        }
        found
    }

    fn add(&mut self, path: PathBuf, anchor: &Anchor, now: i64) {
        let beside = [
            path.with_extension("sig"),
            files::with_suffix(&path, ".sig"),
        ];
        let signature = beside.into_iter().find(|path| path.is_file());
        let signed = signature.as_deref().map_or_else(|| Ok(Vec::new()), octets);
        self.files.extend(signature);
        let read = octets(&path).and_then(|list| trust::read(&list, &signed?, anchor, now));
        match read {
            Ok(list) => {
                let is_older = self
                    .list
                    .as_ref()
                    .is_some_and(|other| other.sequence_number > list.sequence_number);
                if !is_older {
                    self.list = Some(list);
                }
            }
            Err(refusal) => self.refused.push((path.clone(), refusal)),
        }
        self.files.push(path);
    }
}

/// Whether the root element of a file is a list's. What is no plain file is not opened: a pipe would
/// wait.
fn is_list(path: &Path) -> bool {
    let mut begin = Vec::new();
    let read = files::open_plain(path).and_then(|file| file.take(BEGIN).read_to_end(&mut begin));
    let is_xml =
        begin.trim_ascii_start().starts_with(b"<") || begin.starts_with(&[0xEF, 0xBB, 0xBF, b'<']);
    read.is_ok() && is_xml && begin.windows(ROOT.len()).any(|window| window == ROOT)
}

/// The octets of a file, of which one that cannot be read has none.
fn octets(path: &Path) -> Result<Vec<u8>, Refusal> {
    let limit = u64::try_from(SIZE_LIMIT).unwrap_or(u64::MAX);
    let read = files::open_plain(path).and_then(|file| files::read_at_most(file, limit));
    read.map_or_else(|_| Ok(Vec::new()), |octets| octets.ok_or(Refusal::TooLarge))
}
