//! Notes that count too and are only read: those of the other users of a PC, and those that this user
//! wrote before the PC had a folder for all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{Error, ErrorKind};
use super::record::{Entry, Record, State};
use super::store::read;

/// What a file of notes in a folder for all is called, around its user.
const PREFIX: &str = "notes-";
const SUFFIX: &str = ".json";

/// Where further notes lie.
#[derive(Debug, Clone, Default)]
pub(super) struct Beside {
    /// A folder in which each user has a file.
    folder: Option<PathBuf>,
    /// The file in it that is written, and read elsewhere.
    own: PathBuf,
    /// A file of this user's that is no longer written.
    earlier: Option<PathBuf>,
}

impl Beside {
    pub(super) fn of(folder: &Path, user: &str, earlier: Option<PathBuf>) -> Self {
        Self {
            folder: Some(folder.to_path_buf()),
            own: folder.join(format!("{PREFIX}{user}{SUFFIX}")),
            earlier,
        }
    }

    /// The file that is written.
    pub(super) fn own(&self) -> &Path {
        &self.own
    }

    /// What lies there now. A file that cannot be read is no file without notes.
    pub(super) fn records(&self) -> Result<Vec<Record>, Error> {
        let mut files: Vec<PathBuf> = self.earlier.iter().cloned().collect();
        if let Some(folder) = &self.folder {
            files.extend(others(folder, &self.own)?);
        }
        let read = files.iter().map(|file| read(file));
        read.filter_map(Result::transpose).collect()
    }
}

/// The attempts of several files in the order of their times, those of one file in theirs. Of what
/// happened within one second the most careful order is taken: nothing is restored or named after a
/// try that may have come later.
pub(super) fn merged(files: &[&[Entry]]) -> Vec<Entry> {
    let mut files = files.to_vec();
    let mut all = Vec::new();
    loop {
        let heads = files.iter().enumerate();
        let next = heads
            .filter_map(|(index, file)| Some((index, file.split_first()?)))
            .min_by_key(|(_, (head, _))| (head.begun, caution(head.state)));
        let Some((index, (head, rest))) = next else {
            return all;
        };
        all.push(head.clone());
        if let Some(file) = files.get_mut(index) {
            *file = rest;
        }
    }
}

/// What comes later within a second; of two numbers that the card named, the smaller one.
const fn caution(state: State) -> (u8, u8) {
    match state {
        State::Right | State::NotSent | State::TransportBlocked => (0, 0),
        State::Wrong(left) => (1, u8::MAX - left),
        State::Open | State::WrongUncounted => (2, 0),
        State::Blocked => (3, 0),
    }
}

/// The files of the other users, in a fixed order.
fn others(folder: &Path, own: &Path) -> Result<Vec<PathBuf>, Error> {
    let failed = |error| Error::new(folder, ErrorKind::Read(error));
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let is_one = name
            .to_str()
            .is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        // Whatever else has such a name was not written by this program.
        let is_file = entry.file_type().map_err(failed)?.is_file();
        if is_one && is_file && entry.path() != own {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(number: u64, begun: i64, state: State) -> Entry {
        Entry {
            number,
            begun,
            state,
            stated: 0,
            transport: true,
        }
    }

    fn states(files: &[&[Entry]]) -> Vec<State> {
        merged(files).iter().map(|entry| entry.state).collect()
    }

    #[test]
    fn attempts_of_several_users_come_in_the_order_of_their_times() {
        let one = [entry(0, 10, State::Wrong(2)), entry(1, 30, State::Open)];
        let other = [entry(0, 20, State::Wrong(1)), entry(1, 40, State::Right)];
        assert_eq!(
            states(&[&one, &other]),
            [State::Wrong(2), State::Wrong(1), State::Open, State::Right]
        );
        assert_eq!(states(&[]), []);
    }

    #[test]
    fn within_one_second_the_most_careful_order_counts_and_that_of_one_file_is_kept() {
        let one = [entry(0, 10, State::Right)];
        let other = [entry(0, 10, State::Open), entry(1, 10, State::Wrong(1))];
        for files in [[&one[..], &other], [&other[..], &one]] {
            assert_eq!(states(&files), [State::Right, State::Open, State::Wrong(1)]);
        }
        let one = [entry(0, 10, State::Wrong(2))];
        let other = [entry(0, 10, State::Wrong(1))];
        for files in [[&one[..], &other], [&other[..], &one]] {
            assert_eq!(states(&files), [State::Wrong(2), State::Wrong(1)]);
        }
    }
}
