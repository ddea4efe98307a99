//! Lists among the files that a user gives.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{Error, Found, Offered};
use crate::order;
use crate::system::files;
use crate::trust::{self, Anchor, Refusal, SIZE_LIMIT};

/// Octets at the begin of a file in which the name of its root element stands.
const BEGIN: u64 = 4096;
/// The root element of a list.
const ROOT: &[u8] = b"TrustServiceStatusList";

/// The lists in a folder.
#[derive(Debug, Default)]
pub struct InFolder {
    /// The one that counts: of several that are believed that with the highest number.
    best: Option<(Offered, PathBuf)>,
    /// Those that are not believed.
    pub refused: Vec<(PathBuf, Refusal)>,
    /// Lists and their signatures: no certificates are to be looked for in them.
    pub files: Vec<PathBuf>,
}

impl InFolder {
    /// Looks for lists in a folder, at the time `now` (seconds since 1970). Their signature lies
    /// beside them, under the same name with `.sig` in the place of the ending or behind it. A
    /// folder or file that cannot be read holds none: who reads certificates from it says so.
    #[must_use]
    pub fn of(folder: &Path, anchor: &Anchor, now: i64) -> Self {
        let mut found = Self::default();
        let mut paths: Vec<PathBuf> = fs::read_dir(folder)
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        order::plain(&mut paths);
        for path in paths.into_iter().filter(|path| is_list(path)) {
            found.add(path, anchor, now);
        }
        found
    }

    /// The list that counts.
    #[must_use]
    pub fn found(&self) -> Option<Found> {
        let (offered, path) = self.best.as_ref()?;
        Some(Found {
            list: offered.list.clone(),
            path: Some(path.clone()),
        })
    }

    fn add(&mut self, path: PathBuf, anchor: &Anchor, now: i64) {
        let signature = signature_of(&path);
        let signed = signature.as_deref().map_or_else(|| Ok(Vec::new()), octets);
        self.files.extend(signature);
        let read = octets(&path).and_then(|list| Offered::verified(list, signed?, anchor, now));
        self.files.push(path.clone());
        match read {
            Ok(offered) => {
                let number = offered.list.sequence_number;
                let is_older = self
                    .best
                    .as_ref()
                    .is_some_and(|(other, _)| other.list.sequence_number > number);
                if !is_older {
                    self.best = Some((offered, path));
                }
            }
            Err(refusal) => self.refused.push((path, refusal)),
        }
    }
}

/// The list that a person names: its file with the signature beside it, a folder that holds both, or
/// a file of [`super::Store`] that was brought from another PC.
///
/// # Errors
/// All but [`Error::Unavailable`] and [`Error::Older`].
pub fn import(path: &Path, anchor: &Anchor, now: i64) -> Result<Offered, Error> {
    if path.is_dir() {
        let InFolder {
            best, mut refused, ..
        } = InFolder::of(path, anchor, now);
        return match (best, refused.pop()) {
            (Some((offered, _)), _) => Ok(offered),
            (None, Some((path, why))) => Err(not_believed(&path, why)),
            (None, None) => Err(Error::Missing(path.to_owned())),
        };
    }
    let read = |path: &Path| {
        read(path)
            .map_err(|error| Error::File(path.to_owned(), error))?
            .ok_or_else(|| not_believed(path, Refusal::TooLarge))
    };
    let octets = read(path)?;
    let (signature, octets) = match trust::parted(&octets) {
        // The signature alone.
        Some((_, [])) => return Err(Error::Missing(path.to_owned())),
        Some((signature, list)) => (signature.to_vec(), list.to_vec()),
        None => match signature_of(path) {
            Some(signature) => (read(&signature)?, octets),
            None => (Vec::new(), octets),
        },
    };
    Offered::verified(octets, signature, anchor, now).map_err(|why| not_believed(path, why))
}

fn not_believed(path: &Path, why: Refusal) -> Error {
    let from = path.display().to_string();
    Error::Refused {
        from,
        fetched: false,
        why,
    }
}

/// The file of the signature of a list.
fn signature_of(path: &Path) -> Option<PathBuf> {
    let beside = [path.with_extension("sig"), files::with_suffix(path, ".sig")];
    beside
        .into_iter()
        .find(|beside| beside != path && beside.is_file())
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
    read(path).map_or_else(|_| Ok(Vec::new()), |octets| octets.ok_or(Refusal::TooLarge))
}

/// The octets of a file; `None` where it has more than a list and its signature.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let limit = u64::try_from(2 * SIZE_LIMIT).unwrap_or(u64::MAX);
    files::open_plain(path).and_then(|file| files::read_at_most(file, limit))
}
