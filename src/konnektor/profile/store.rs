//! Where profiles lie: a file each in a folder of the user, which nobody else may read, and in one of
//! the PC, which only its administrator may write.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::content::{self, Problem};
use super::{Name, Profile};
use crate::order;
use crate::system::files::{self, Access, RightsProblem, SettingsOf};
use crate::system::trouble::{Trouble, Unfit};

/// How a profile's file ends, and a key file that came with it.
const ENDING: &str = "json";
const KEY_FILE: &str = "p12";

/// Most octets of a profile: 64 KiB.
const LIMIT: u64 = 64 * 1024;

/// The folders of profiles. The user's comes first.
#[derive(Clone, Debug, Default)]
pub struct Store {
    user: Option<PathBuf>,
    machine: Option<PathBuf>,
}

/// A profile that is there, whether it can be used or not.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is called.
    pub name: Name,
    /// Its file.
    pub path: PathBuf,
    /// Whether it is one of the whole PC.
    pub is_of_machine: bool,
    /// What stands in it, or why it cannot be used.
    pub profile: Result<Profile, Error>,
}

/// Why there is no profile to go by.
#[derive(Clone, Debug)]
pub enum Error {
    /// None of this name.
    Missing {
        /// The name.
        name: Name,
        /// Those that are there.
        known: Vec<Name>,
    },
    /// The system names no folder for it.
    NoPlace,
    /// The file of one cannot be used.
    Unusable {
        /// The file.
        path: PathBuf,
        /// Why.
        why: Why,
    },
    /// A file or folder cannot be written, or there already is one of this name.
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        error: Arc<io::Error>,
    },
}

/// Why a file cannot be used.
#[derive(Clone, Debug)]
pub enum Why {
    /// It cannot be read.
    Unread(Trouble),
    /// Others may read or write it; of one of the PC, write.
    Rights {
        /// What is wrong with its rights.
        problem: Arc<RightsProblem>,
        /// Whether it is one of the whole PC.
        is_of_machine: bool,
    },
    /// What stands in it.
    Content(Vec<Problem>),
}

impl Store {
    /// In these folders, which need not exist.
    #[must_use]
    pub const fn new(user: Option<PathBuf>, machine: Option<PathBuf>) -> Self {
        Self { user, machine }
    }

    /// The folders, each with whether it is that of the PC.
    fn folders(&self) -> impl Iterator<Item = (&Path, bool)> {
        let user = self.user.iter().map(|folder| (folder.as_path(), false));
        let machine = self.machine.iter().map(|folder| (folder.as_path(), true));
        user.chain(machine)
    }

    /// The profile of this name: the user's, else the PC's.
    ///
    /// # Errors
    /// [`Error`].
    pub fn load(&self, name: &Name) -> Result<Profile, Error> {
        self.find(name)?.profile
    }

    /// The same with where it lies, also of one that cannot be used.
    ///
    /// # Errors
    /// [`Error::Missing`].
    pub fn find(&self, name: &Name) -> Result<Entry, Error> {
        let found = self
            .folders()
            .find_map(|(folder, is_of_machine)| entry(folder, name, is_of_machine));
        found.ok_or_else(|| Error::Missing {
            name: name.clone(),
            known: self.list().into_iter().map(|entry| entry.name).collect(),
        })
    }

    /// All profiles, in the order of their names. Of two of one name only the user's counts.
    #[must_use]
    pub fn list(&self) -> Vec<Entry> {
        let mut all: Vec<Entry> = Vec::new();
        for (folder, is_of_machine) in self.folders() {
            let files = fs::read_dir(folder).into_iter().flatten().flatten();
            let names = files.filter_map(|file| {
                let path = PathBuf::from(file.file_name());
                let is_one = path.extension()? == ENDING;
                Name::new(path.file_stem()?.to_str()?)
                    .ok()
                    .filter(|_| is_one)
            });
            for name in names {
                if all.iter().all(|known| known.name != name) {
                    all.extend(entry(folder, &name, is_of_machine));
                }
            }
        }
        order::by(&mut all, |one, other| one.name.cmp(&other.name));
        all
    }

    /// The file of a profile of this user.
    ///
    /// # Errors
    /// [`Error::NoPlace`].
    pub fn path(&self, name: &Name) -> Result<PathBuf, Error> {
        let folder = self.user.as_ref().ok_or(Error::NoPlace)?;
        Ok(file(folder, name, ENDING))
    }

    /// The key file that lies beside the profile of this user where one came with it.
    ///
    /// # Errors
    /// [`Error::NoPlace`].
    pub fn key_path(&self, name: &Name) -> Result<PathBuf, Error> {
        let folder = self.user.as_ref().ok_or(Error::NoPlace)?;
        Ok(file(folder, name, KEY_FILE))
    }

    /// Keeps a profile of this user, readable by nobody else; what has its name is replaced only
    /// where that is wished. Says where it lies.
    ///
    /// # Errors
    /// [`Error::NoPlace`], [`Error::Write`].
    pub fn keep(&self, profile: &Profile, replaces: bool) -> Result<PathBuf, Error> {
        let path = self.path(&profile.name)?;
        write(&path, content::written(profile).as_bytes(), replaces)?;
        Ok(path)
    }

    /// The same of a key file.
    ///
    /// # Errors
    /// [`Error::NoPlace`], [`Error::Write`].
    pub fn keep_key(&self, name: &Name, octets: &[u8], replaces: bool) -> Result<PathBuf, Error> {
        let path = self.key_path(name)?;
        write(&path, octets, replaces)?;
        Ok(path)
    }

    /// Removes a profile of this user, and the key file that came with it. Says what was removed.
    ///
    /// # Errors
    /// [`Error`]; the profile is removed last.
    pub fn remove(&self, name: &Name) -> Result<Vec<PathBuf>, Error> {
        let path = self.path(name)?;
        if path.symlink_metadata().is_err() {
            self.find(name)?;
        }
        let mut removed = Vec::new();
        for path in [self.key_path(name)?, path] {
            match fs::remove_file(&path) {
                Ok(()) => removed.push(path),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(unwritten(&path, error)),
            }
        }
        Ok(removed)
    }
}

fn file(folder: &Path, name: &Name, ending: &str) -> PathBuf {
    folder.join(format!("{name}.{ending}"))
}

/// The profile in a folder; `None` where there is no file of that name.
fn entry(folder: &Path, name: &Name, is_of_machine: bool) -> Option<Entry> {
    let path = file(folder, name, ENDING);
    if path
        .symlink_metadata()
        .is_err_and(|error| is_missing(&error))
    {
        return None;
    }
    let profile = look(&path, name, is_of_machine).map_err(|why| {
        let path = path.clone();
        Error::Unusable { path, why }
    });
    Some(Entry {
        name: name.clone(),
        path,
        is_of_machine,
        profile,
    })
}

fn look(path: &Path, name: &Name, is_of_machine: bool) -> Result<Profile, Why> {
    let unread = |error: io::Error| Why::Unread(Trouble::of(&error));
    if path.is_symlink() {
        return Err(Why::Unread(Trouble::Link));
    }
    let file = files::open_plain(path).map_err(unread)?;
    // Nobody is to be told to change the rights of a folder.
    if file.metadata().is_ok_and(|about| about.is_dir()) {
        return Err(Why::Unread(Trouble::IsFolder));
    }
    // The open file is asked, not its name: the name may be another file by now.
    let rights = if is_of_machine {
        files::settings_file_rights(&file, SettingsOf::Machine)
    } else {
        files::own_file_rights(&file, path)
    };
    rights.map_err(|problem| Why::Rights {
        problem: Arc::new(problem),
        is_of_machine,
    })?;
    let octets = files::read_at_most(file, LIMIT).map_err(unread)?;
    let octets = octets.ok_or(Why::Unread(Trouble::TooLong))?;
    content::read(name, &octets).map_err(Why::Content)
}

/// A folder above it that is none counts as well.
fn is_missing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

fn unwritten(path: &Path, error: io::Error) -> Error {
    Error::Write {
        path: path.to_owned(),
        error: Arc::new(error),
    }
}

/// Never what a link leads to: no file of this program's lies there.
fn write(path: &Path, octets: &[u8], replaces: bool) -> Result<(), Error> {
    let failed = |error| unwritten(path, error);
    if let Some(folder) = path.parent() {
        files::create_private_folder(folder).map_err(failed)?;
    }
    if path.is_symlink() {
        return Err(failed(Unfit::Link.error(io::ErrorKind::InvalidInput)));
    }
    let done = if replaces {
        files::write_atomically(path, octets, Access::Owner)
    } else {
        files::create_atomically(path, octets, Access::Owner)
    };
    done.map_err(failed)
}
