//! Notes that count too and are only read: those of the other users of a PC, and those that this user
//! wrote before the PC had a folder for all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{Error, ErrorKind};
use super::record::{Entry, Record, State};
use super::store::{Store, read};
use crate::order;
use crate::system::files::Access;

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

    /// What this user wrote before.
    ///
    /// # Errors
    /// [`Error`] when it is there and cannot be read.
    pub(super) fn earlier(&self) -> Result<Option<Record>, Error> {
        self.earlier.as_deref().map_or(Ok(None), read)
    }

    /// The same to be forgotten, for nothing else is written there.
    pub(super) fn earlier_store(&self) -> Option<Store> {
        let path = self.earlier.clone()?;
        Some(Store::file(path, Access::Owner))
    }

    /// What other users noted. A file that cannot be read is no file without notes.
    ///
    /// # Errors
    /// [`Error`] when the folder cannot be read.
    pub(super) fn others(&self) -> Result<Vec<OfOther>, Error> {
        let files = match &self.folder {
            Some(folder) => others(folder, &self.own)?,
            None => Vec::new(),
        };
        let read = files.into_iter().filter_map(|(user, path)| {
            let record = read(&path).transpose()?;
            let record = record.map_err(|error| error.of_other(&user));
            Some(OfOther { user, read: record })
        });
        Ok(read.collect())
    }
}

/// The notes of another user.
pub(super) struct OfOther {
    /// Who, as the name of the file has it.
    pub(super) user: String,
    /// The notes, or why they cannot be read.
    pub(super) read: Result<Record, Error>,
}

/// The attempts of several files in the order of their times, those of one file in theirs. Of what
/// happened within one second the most careful order is taken: nothing is restored or named after a
/// try that may have come later.
pub(super) fn merged(files: &[&[Entry]]) -> Vec<Entry> {
    let mut files = files.to_vec();
    let mut all = Vec::new();
    loop {
        let heads = files.iter().filter_map(|file| file.first());
        let Some(second) = heads.map(|head| head.begun).min() else {
            return all;
        };
        let mut within: Vec<&[Entry]> = Vec::new();
        for file in &mut files {
            let own = file.iter().take_while(|entry| entry.begun <= second);
            if let Some((own, rest)) = file.split_at_checked(own.count()) {
                within.push(own);
                *file = rest;
            }
        }
        order::by_key(&mut within, |own| caution(own));
        all.extend(within.into_iter().flatten().cloned());
    }
}

/// Which of the files comes later within a second: of those that restored or named a number the one
/// that leaves the smallest; then one that only takes off; last one that ends in a block.
fn caution(own: &[Entry]) -> (u8, u8) {
    let mut left: Option<u8> = None;
    let mut blocked = false;
    for entry in own {
        match entry.state {
            State::Right => (left, blocked) = (Some(u8::MAX), false),
            State::Wrong(named) => (left, blocked) = (Some(named), false),
            State::Blocked => blocked = true,
            State::Open | State::WrongUncounted => {
                left = left.map(|left| left.saturating_sub(1));
            }
            State::NotSent | State::TransportBlocked => {}
        }
    }
    match left {
        _ if blocked => (2, 0),
        Some(left) => (0, u8::MAX - left),
        None => (1, 0),
    }
}

/// The other users and their files, in a fixed order.
fn others(folder: &Path, own: &Path) -> Result<Vec<(String, PathBuf)>, Error> {
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
        let user = name.to_str().and_then(|name| {
            let user = name.strip_prefix(PREFIX)?;
            user.strip_suffix(SUFFIX)
        });
        // Whatever else has such a name was not written by this program.
        let is_file = entry.file_type().map_err(failed)?.is_file();
        match user {
            Some(user) if is_file && entry.path() != own => {
                files.push((user.to_owned(), entry.path()));
            }
            _ => {}
        }
    }
    order::plain(&mut files);
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
        let one = [entry(0, 10, State::Open), entry(1, 10, State::Wrong(2))];
        for files in [[&one[..], &other], [&other[..], &one]] {
            assert_eq!(
                states(&files),
                [State::Open, State::Wrong(2), State::Wrong(1)]
            );
        }
        let one = [entry(0, 10, State::Open)];
        for files in [[&one[..], &other], [&other[..], &one]] {
            assert_eq!(states(&files), [State::Wrong(1), State::Open]);
        }
    }
}
