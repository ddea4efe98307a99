//! Where the list is kept: in a file that is verified anew at every use, and replaced whole under a
//! lock.

use std::cell::OnceCell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::{Error, Found, Offered};
use crate::order;
use crate::system::files::{self, Access};
use crate::system::signals::Interrupts;
use crate::system::trouble::Unfit;
use crate::trust::{self, Anchor, Freshness, List, Refusal, SIZE_LIMIT};

/// The file of a user.
const NAME: &str = "issuers.list";
/// What it is called around the user's name where all users of a PC keep theirs in one folder.
const PREFIX: &str = "issuers-";
const SUFFIX: &str = ".list";

/// Octets that a list and its signature have at most together.
const FILE_LIMIT: usize = SIZE_LIMIT + (64 << 10);
/// Files of other users that are looked at, those written last first.
const OTHERS_LIMIT: usize = 8;
/// What stands behind its name in that of the file which says when a fetch was in vain.
const IN_VAIN: &str = ".in-vain";
/// Seconds after a fetch in vain in which none is made that nobody asked for.
const PAUSE: i64 = 60 * 60;
/// Octets that the time of a fetch has at most.
const TIME_LIMIT: u64 = 32;
/// Longest wait for another process that replaces the file; it takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where a PC keeps the list.
#[derive(Clone, Debug, Default)]
pub struct Store {
    /// The file of this user alone.
    of_user: Option<PathBuf>,
    /// A folder in which every user may keep one, and this user's file there. Whoever wrote one: it
    /// was signed by gematik, or it is not believed.
    for_all: Option<(PathBuf, PathBuf)>,
    /// Whether that folder takes files. Found out at the first use, for it takes making one: most runs
    /// need no list.
    shares: OnceCell<bool>,
}

/// What is kept here.
#[derive(Debug, Default)]
pub struct Look {
    /// Of the lists that are believed that with the highest number.
    pub found: Option<Found>,
    /// Files that are not used, and why.
    pub unusable: Vec<(PathBuf, Unusable)>,
    /// Whether the own file is one of them.
    own_is_unusable: bool,
}

/// Why a file that is kept is not used.
#[derive(Debug)]
pub enum Unusable {
    /// It cannot be read.
    Unread(io::Error),
    /// It is not believed.
    Refused(Refusal),
}

/// What became of a list that was to be kept.
#[derive(Debug)]
pub struct Kept {
    /// The list that is here now.
    pub found: Found,
    /// The number of the one that was here before.
    pub before: Option<u32>,
    /// Whether a file was written.
    pub changed: bool,
}

impl Store {
    /// In one file.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self {
            of_user: Some(path),
            ..Self::default()
        }
    }

    /// In the folder for what all users of a PC share, where there is one that takes files: each user
    /// (a word for a file name) writes a file of its own and uses those of all. Else in the user's own
    /// folder.
    #[must_use]
    pub fn of_this_pc(of_user: Option<PathBuf>, for_all: Option<PathBuf>, user: &str) -> Self {
        let shared = |folder: PathBuf| {
            let own = folder.join(format!("{PREFIX}{user}{SUFFIX}"));
            (folder, own)
        };
        Self {
            of_user: of_user.map(|folder| folder.join(NAME)),
            for_all: for_all.map(shared),
            shares: OnceCell::new(),
        }
    }

    fn shares(&self) -> bool {
        let takes_files = |(folder, _): &(PathBuf, _)| files::takes_files(folder);
        *self
            .shares
            .get_or_init(|| self.for_all.as_ref().is_some_and(takes_files))
    }

    /// The file that is written, and who may read it.
    fn own(&self) -> Option<(&Path, Access)> {
        match &self.for_all {
            Some((_, own)) if self.shares() => Some((own, Access::AllMayRead)),
            _ => Some((self.of_user.as_deref()?, Access::Owner)),
        }
    }

    /// The file that is written.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        Some(self.own()?.0)
    }

    /// What is kept here, verified at the time `now` (seconds since 1970). The other users' files are
    /// looked at only where the own one is missing or over.
    #[must_use]
    pub fn look(&self, anchor: &Anchor, now: i64) -> Look {
        let mut look = Look::default();
        if let Some(own) = self.path() {
            look.add(own, anchor, now);
            look.own_is_unusable = !look.unusable.is_empty();
        }
        let is_current = |found: &Found| found.list.freshness(now) == Freshness::Current;
        if !look.found.as_ref().is_some_and(is_current) {
            for path in self.others() {
                look.add(&path, anchor, now);
            }
        }
        look
    }

    /// Keeps a list, unless the one that is here has its number already.
    ///
    /// # Errors
    /// [`Error::Older`], [`Error::NoPlace`], [`Error::File`]: what was kept is still there.
    pub fn keep(
        &self,
        offered: &Offered,
        anchor: &Anchor,
        now: i64,
        interrupts: &Interrupts,
    ) -> Result<Kept, Error> {
        let (path, access) = self.own().ok_or(Error::NoPlace)?;
        let failed = |error| Error::File(path.to_owned(), error);
        if let Some(folder) = path.parent() {
            files::create_private_folder(folder).map_err(failed)?;
        }
        let lock = files::with_suffix(path, ".lock");
        let _lock = files::lock(&lock, PATIENCE, interrupts).map_err(failed)?;
        let look = self.look(anchor, now);
        let number = offered.list.sequence_number;
        let before = look.found.as_ref().map(|found| found.list.sequence_number);
        match (look.found, before) {
            (Some(_), Some(here)) if here > number => Err(Error::Older {
                here,
                offered: number,
            }),
            (Some(found), Some(here)) if here == number && !look.own_is_unusable => Ok(Kept {
                found,
                before,
                changed: false,
            }),
            _ => {
                let octets = [&offered.signature[..], &offered.octets].concat();
                write(path, access, &octets).map_err(failed)?;
                Ok(Kept {
                    found: Found {
                        list: offered.list.clone(),
                        path: Some(path.to_owned()),
                    },
                    before,
                    changed: true,
                })
            }
        }
    }

    /// Whether a fetch was in vain within the last hour before `now` (seconds since 1970). A time to
    /// come is that of a clock that was wrong, and holds nothing up.
    #[must_use]
    pub fn was_in_vain(&self, now: i64) -> bool {
        let octets = self.in_vain().and_then(|path| {
            let file = files::open_plain(&path).ok()?;
            files::read_at_most(file, TIME_LIMIT).ok()?
        });
        let time = octets.and_then(|octets| {
            let text = std::str::from_utf8(&octets).ok()?;
            text.trim().parse::<i64>().ok()
        });
        time.is_some_and(|time| (time..time.saturating_add(PAUSE)).contains(&now))
    }

    /// Notes that a fetch was in vain. Where that cannot be written, the next run tries again.
    pub fn note_in_vain(&self, now: i64) {
        let (Some(path), Some((_, access))) = (self.in_vain(), self.own()) else {
            return;
        };
        if let Some(folder) = path.parent() {
            let _ = files::create_private_folder(folder);
        }
        let _ = write(&path, access, format!("{now}\n").as_bytes());
    }

    /// Forgets that a fetch was in vain.
    pub fn forget_in_vain(&self) {
        if let Some(path) = self.in_vain() {
            let _ = fs::remove_file(path);
        }
    }

    fn in_vain(&self) -> Option<PathBuf> {
        Some(files::with_suffix(self.path()?, IN_VAIN))
    }

    /// Files beside the own one, those written last first.
    fn others(&self) -> Vec<PathBuf> {
        let is_one = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(PREFIX)
                && name.ends_with(SUFFIX)
                && Some(path.as_path()) != self.path()
        };
        let folder = self.for_all.iter();
        let folder = folder
            .flat_map(|(folder, _)| fs::read_dir(folder))
            .flatten();
        // Where the folder of all is written, that of this user alone is from before.
        let earlier = self.of_user.iter().filter(|_| self.shares());
        let mut others: Vec<(SystemTime, PathBuf)> = folder
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(is_one)
            .chain(earlier.cloned())
            .filter_map(|path| Some((path.metadata().ok()?.modified().ok()?, path)))
            .collect();
        order::plain(&mut others);
        let others = others.into_iter().rev().take(OTHERS_LIMIT);
        others.map(|(_, path)| path).collect()
    }
}

impl Look {
    fn add(&mut self, path: &Path, anchor: &Anchor, now: i64) {
        match read(path, anchor, now) {
            None => {}
            Some(Ok(list)) => {
                let path = Some(path.to_owned());
                let found = Some(Found { list, path });
                self.found = Found::newest(self.found.take(), found);
            }
            Some(Err(why)) => self.unusable.push((path.to_owned(), why)),
        }
    }
}

/// The list in a file; `None` where there is no file.
fn read(path: &Path, anchor: &Anchor, now: i64) -> Option<Result<List, Unusable>> {
    let limit = u64::try_from(FILE_LIMIT).unwrap_or(u64::MAX);
    let octets = files::open_plain(path).and_then(|file| files::read_at_most(file, limit));
    let octets = match octets {
        Ok(octets) => octets,
        Err(error) if error.kind() == io::ErrorKind::NotFound && !path.is_symlink() => return None,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let error = Unfit::LinkToNothing.error(io::ErrorKind::InvalidInput);
            return Some(Err(Unusable::Unread(error)));
        }
        Err(error) => return Some(Err(Unusable::Unread(error))),
    };
    let read = octets.ok_or(Refusal::TooLarge).and_then(|octets| {
        let (signature, list) = trust::parted(&octets).ok_or(Refusal::NoSignature)?;
        trust::read(list, signature, anchor, now)
    });
    Some(read.map_err(Unusable::Refused))
}

/// Replaces a file, but nothing that a link leads to: no list of this program's lies there.
fn write(path: &Path, access: Access, octets: &[u8]) -> io::Result<()> {
    if path.is_symlink() {
        return Err(Unfit::Link.error(io::ErrorKind::InvalidInput));
    }
    files::write_atomically(path, octets, access)
}
