//! Where profiles lie: a file each in a folder of the user, which nobody else may read, and in one of
//! the PC, which only its administrator may write.
//!
//! A key file that came with a profile lies beside it and has a name that its content makes
//! (`praxis-1a2b3c4d.p12`): it is written before the profile that names it, and the one before it is
//! removed after that, so that a profile never stands beside another key than its own. By that name
//! and content it is known as this program's; whatever else lies there is somebody else's, and stays.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::content::{self, Problem};
use super::{Name, Profile};
use crate::konnektor::network::KEY_FILE_LIMIT;
use crate::order;
use crate::system::files::{self, Access, Lock, RightsProblem, SettingsOf};
use crate::system::signals::Interrupts;
use crate::system::trouble::{Trouble, Unfit};

/// How a profile's file ends, and a key file that came with it.
const ENDING: &str = "json";
const KEY_FILE: &str = "p12";

/// Octets of the hash over a key file that its name shows.
const SHOWN: usize = 4;

/// The file that one run holds while it writes or removes here, and how long another one waits.
const LOCK: &str = ".lock";
const PATIENCE: Duration = Duration::from_secs(5);

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
    /// One of this name is there, and is not to be replaced.
    Exists {
        /// The name.
        name: Name,
    },
    /// A file or folder cannot be written.
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        error: Arc<io::Error>,
    },
}

/// What became of files.
#[derive(Clone, Debug, Default)]
pub struct Cleared {
    /// Those that are no longer there.
    pub removed: Vec<PathBuf>,
    /// Key files that are, each with why.
    pub left: Vec<(PathBuf, Left)>,
}

/// Why a key file was not removed.
#[derive(Clone, Debug)]
pub enum Left {
    /// This program did not put it there, or somebody changed it since.
    NotOurs,
    /// Another profile names it.
    Used,
    /// It cannot be removed.
    Failed(Arc<io::Error>),
}

impl Left {
    /// Whether it should be gone.
    #[must_use]
    pub const fn is_failure(&self) -> bool {
        matches!(self, Left::Failed(_))
    }
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

    /// Where a key file that comes with a profile of this user is to lie.
    ///
    /// # Errors
    /// [`Error::NoPlace`].
    pub fn key_path(&self, name: &Name, octets: &[u8]) -> Result<PathBuf, Error> {
        let folder = self.user.as_ref().ok_or(Error::NoPlace)?;
        Ok(folder.join(format!("{name}-{}.{KEY_FILE}", shown(octets))))
    }

    /// Keeps a profile of this user with the key file that came with it, readable by nobody else;
    /// what has its name is replaced only where that is wished. Key files of this program's that no
    /// profile names any more are removed then: also the one that was written here, where the
    /// profile could not be. Says where the profile lies.
    ///
    /// # Errors
    /// [`Error::NoPlace`], [`Error::Exists`], [`Error::Write`]: all is as it was.
    pub fn keep(
        &self,
        profile: &Profile,
        key_file: Option<&[u8]>,
        replaces: bool,
    ) -> Result<(PathBuf, Cleared), Error> {
        let name = &profile.name;
        let path = self.path(name)?;
        let _lock = self.lock(true)?;
        let before = self.key_file_of(name);
        let written = match key_file {
            Some(octets) => write(&self.key_path(name, octets)?, octets, true),
            None => Ok(()),
        };
        let written = written.and_then(|()| {
            let text = content::written(profile);
            write(&path, text.as_bytes(), replaces).map_err(|error| match error {
                Error::Write { error, .. } if error.kind() == io::ErrorKind::AlreadyExists => {
                    Error::Exists { name: name.clone() }
                }
                error => error,
            })
        });
        let cleared = self.clear(name, before);
        written.map(|()| (path, cleared))
    }

    /// Removes a profile of this user, and after it the key files of this program's that no profile
    /// names any more. Of a key file that it named and that stays it says why.
    ///
    /// # Errors
    /// [`Error`]: nothing was removed.
    pub fn remove(&self, name: &Name) -> Result<Cleared, Error> {
        let path = self.path(name)?;
        let _lock = self.lock(false)?;
        let before = self.key_file_of(name);
        let mut removed = Vec::new();
        match fs::remove_file(&path) {
            Ok(()) => removed.push(path.clone()),
            Err(error) if is_missing(&error) => {
                if self.left_over(name).is_empty() {
                    self.find(name)?;
                }
            }
            Err(error) => return Err(unwritten(&path, error)),
        }
        // The profile is to be gone for good before its key is.
        let _ = files::sync_folder(&path);
        let cleared = self.clear(name, before);
        removed.extend(cleared.removed);
        let left = cleared.left;
        Ok(Cleared { removed, left })
    }

    /// Key files that came with a profile of this name, of this user, and that none names: a run was
    /// ended in the middle.
    #[must_use]
    pub fn left_over(&self, name: &Name) -> Vec<PathBuf> {
        let folder = self.user.iter();
        let files = folder.flat_map(|folder| fs::read_dir(folder).into_iter().flatten().flatten());
        let files = files.map(|file| file.path());
        let mut own: Vec<PathBuf> = files
            .filter(|path| whose_key(path).as_ref() == Some(name) && !self.is_named(path))
            .collect();
        order::by(&mut own, Ord::cmp);
        own
    }

    /// One run at a time writes or removes here. A folder that has no such thing as a lock, or is not
    /// there, is no reason to do nothing.
    fn lock(&self, makes_folder: bool) -> Result<Option<Lock>, Error> {
        let folder = self.user.as_ref().ok_or(Error::NoPlace)?;
        let path = folder.join(LOCK);
        if makes_folder {
            files::create_private_folder(folder).map_err(|error| unwritten(&path, error))?;
        }
        match files::lock(&path, PATIENCE, &Interrupts::none()) {
            Ok(lock) => Ok(Some(lock)),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Err(unwritten(&path, error)),
            Err(_) => Ok(None),
        }
    }

    /// The key file that the profile of this user names, of one that can be used.
    fn key_file_of(&self, name: &Name) -> Option<PathBuf> {
        let entry = entry(self.user.as_ref()?, name, false)?;
        let profile = entry.profile.ok()?;
        profile.login.key_file().map(Path::to_owned)
    }

    /// Removes the key files of this program's that came with this name, and the one that its profile
    /// named before, where no profile names them.
    fn clear(&self, name: &Name, before: Option<PathBuf>) -> Cleared {
        let mut left = Vec::new();
        let mut unused = self.left_over(name);
        if let Some(path) = before.filter(|path| !unused.contains(path)) {
            let is_ours = path.parent() == self.user.as_deref() && whose_key(&path).is_some();
            if !is_ours {
                let is_there = path.symlink_metadata().is_ok();
                left.extend(is_there.then_some((path, Left::NotOurs)));
            } else if self.is_named(&path) {
                left.push((path, Left::Used));
            } else {
                unused.push(path);
            }
        }
        let mut removed = Vec::new();
        for path in unused {
            match fs::remove_file(&path) {
                Ok(()) => removed.push(path),
                Err(error) if is_missing(&error) => {}
                Err(error) => left.push((path, Left::Failed(Arc::new(error)))),
            }
        }
        Cleared { removed, left }
    }

    /// Whether a profile of anybody names a key file, as far as can be seen: one that cannot be used
    /// may be mended, and one that cannot be read may name any.
    fn is_named(&self, key_file: &Path) -> bool {
        let Some(name) = key_file.file_name().and_then(|name| name.to_str()) else {
            return true;
        };
        let name = name.to_ascii_lowercase();
        let names_it = |path: PathBuf| {
            let octets = files::open_plain(&path).and_then(|file| files::read_at_most(file, LIMIT));
            match octets {
                Ok(Some(octets)) => String::from_utf8_lossy(&octets)
                    .to_ascii_lowercase()
                    .contains(&name),
                Ok(None) => true,
                Err(error) => !is_missing(&error) && error.kind() != io::ErrorKind::IsADirectory,
            }
        };
        self.folders().any(|(folder, _)| {
            let files = fs::read_dir(folder).into_iter().flatten().flatten();
            let mut profiles = files.map(|file| file.path()).filter(|path| {
                let ending = path.extension();
                ending.is_some_and(|ending| ending == ENDING)
            });
            profiles.any(names_it)
        })
    }
}

/// What the name of a key file shows of its content.
fn shown(octets: &[u8]) -> String {
    let hash = Sha256::digest(octets);
    hex::encode(hash.get(..SHOWN).unwrap_or_default())
}

/// The name of the profile that a key file of this program's came with; of any other file `None`.
fn whose_key(path: &Path) -> Option<Name> {
    let is_key_file = path.extension()? == KEY_FILE;
    let (name, digits) = path.file_stem()?.to_str()?.rsplit_once('-')?;
    let is_plain = || path.symlink_metadata().is_ok_and(|about| about.is_file());
    if !is_key_file || digits.len() != 2 * SHOWN || !is_plain() {
        return None;
    }
    let file = files::open_plain(path).ok()?;
    let octets = files::read_at_most(file, KEY_FILE_LIMIT as u64).ok()??;
    let is_own = digits == shown(&octets);
    Name::new(name).ok().filter(|_| is_own)
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
