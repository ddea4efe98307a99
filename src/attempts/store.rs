//! Where notes lie: in a file that is read anew and replaced whole under a lock, or in memory.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::error::{Error, ErrorKind};
use super::record::Record;
use super::view::View;
use crate::system::files::{self, Access, Lock, Reserved};
use crate::system::signals::Interrupts;
use crate::system::trouble::{self, Unfit};

/// Largest notes file that is read, in octets; far above what one user's cards need.
const LIMIT: u64 = 16 * 1024 * 1024;

/// Longest wait for another process that reads and writes the notes; it takes milliseconds. Short,
/// because it is also waited inside a transaction, and Windows resets a card whose transaction
/// idles for five seconds.
const PATIENCE: Duration = Duration::from_secs(2);

/// Octets that notes may need.
const ROOM: usize = 4 << 10;

/// The right to go from gate to read-back; ends when dropped.
#[derive(Debug)]
#[must_use = "the gate is open again once this is dropped"]
pub struct Gate(#[allow(dead_code, reason = "held, not read")] Option<Lock>);

#[derive(Debug)]
pub(super) enum Store {
    /// The file, and who may read it.
    File(PathBuf, Access),
    Memory(Option<Record>),
    /// In memory, beginning with what the file held then.
    Forgetful {
        path: PathBuf,
        at_start: Option<Record>,
        now: Option<Record>,
    },
    /// The system names no place for a file.
    Nowhere,
}

impl Store {
    pub(super) fn file(path: PathBuf, access: Access) -> Self {
        Store::File(path, access)
    }

    pub(super) fn memory() -> Self {
        Store::Memory(None)
    }

    /// In memory, beginning with what the file holds, as far as it can be read.
    pub(super) fn memory_of(path: &Path) -> Self {
        let at_start = read(path).ok().flatten();
        Store::Forgetful {
            path: path.to_path_buf(),
            now: at_start.clone(),
            at_start,
        }
    }

    /// Whether nothing of it is kept.
    pub(super) const fn is_memory(&self) -> bool {
        matches!(self, Store::Memory(_) | Store::Forgetful { .. })
    }

    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Store::File(path, _) => Some(path),
            Store::Memory(_) | Store::Forgetful { .. } | Store::Nowhere => None,
        }
    }

    /// The gate has locks of its own: one is held for as long as a card thinks, and neither looking
    /// at the notes nor another card must wait for that.
    pub(super) fn lock_for_gate(
        &self,
        iccsn: &str,
        patience: Duration,
        interrupts: &Interrupts,
    ) -> Result<Gate, Error> {
        match self {
            Store::File(path, access) => {
                let number = made(path, *access)?.gate_number(iccsn);
                let folder = files::with_suffix(&behind_link(path)?, ".gates");
                let gate = folder.join(format!("{number:03x}"));
                match lock(&gate, patience, interrupts) {
                    Ok(lock) => Ok(Gate(Some(lock))),
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                        Err(Error::new(path, ErrorKind::GateTaken))
                    }
                    Err(error) => Err(Error::new(path, ErrorKind::Lock(error))),
                }
            }
            Store::Memory(_) | Store::Forgetful { .. } => Ok(Gate(None)),
            Store::Nowhere => Err(no_place()),
        }
    }

    /// The notes as they are now; `None` when there are none yet. Needs no lock, the file is only
    /// ever replaced whole.
    pub(super) fn load(&self) -> Result<Option<Record>, Error> {
        match self {
            Store::File(path, _) => read(path),
            Store::Memory(record) | Store::Forgetful { now: record, .. } => Ok(record.clone()),
            Store::Nowhere => Err(no_place()),
        }
    }

    /// Whether a change could be written: the folder is there or can be made, and lets itself be
    /// written to.
    pub(super) fn check(&self) -> Result<(), Error> {
        match self {
            Store::File(path, _) => {
                read(path)?;
                lock_for_change(path).map(drop)
            }
            Store::Memory(_) | Store::Forgetful { .. } => Ok(()),
            Store::Nowhere => Err(no_place()),
        }
    }

    /// The same, and whether there is room for it.
    pub(super) fn check_room(&self) -> Result<(), Error> {
        let Store::File(path, access) = self else {
            return self.check();
        };
        let real = behind_link(path)?;
        let no_room = |error| Error::new(path, ErrorKind::Write(error));
        if real.parent().is_some_and(Path::is_dir) {
            self.check()?;
            return Reserved::at(&real, ROOM, *access)
                .map(drop)
                .map_err(no_room);
        }
        match trouble::in_the_way(&real) {
            Some(_) => Err(no_room(io::ErrorKind::PermissionDenied.into())),
            None => Ok(()),
        }
    }

    /// Whether the file that this store began with says something else by now. One that cannot be
    /// read says nothing.
    pub(super) fn differs_by_now(&self, look: impl Fn(Option<&Record>) -> View) -> bool {
        let Store::Forgetful { path, at_start, .. } = self else {
            return false;
        };
        read(path).is_ok_and(|now| look(now.as_ref()) != look(at_start.as_ref()))
    }

    /// Reads, changes and writes in one piece; with an error the old notes are kept.
    pub(super) fn change<T>(
        &mut self,
        change: impl FnOnce(&mut Record) -> Result<T, ErrorKind>,
    ) -> Result<T, Error> {
        match self {
            Store::Nowhere => Err(no_place()),
            Store::File(path, access) => {
                let _lock = lock_for_change(path)?;
                let mut record = match read(path)? {
                    Some(record) => record,
                    None => fresh(path)?,
                };
                let result = change(&mut record).map_err(|kind| Error::new(path, kind))?;
                write(path, &record, *access)?;
                Ok(result)
            }
            Store::Memory(memory) | Store::Forgetful { now: memory, .. } => {
                let mut record = match memory.take() {
                    Some(record) => record,
                    None => fresh(Path::new(""))?,
                };
                let result = change(&mut record);
                *memory = Some(record);
                result.map_err(|kind| Error::new(Path::new(""), kind))
            }
        }
    }

    /// Gives a file that cannot be understood another name, which is returned.
    pub(super) fn set_aside(&self) -> Result<PathBuf, Error> {
        let path = &behind_link(self.path().unwrap_or(Path::new("")))?;
        let _lock = lock_for_change(path)?;
        let mut number = 0_u32;
        loop {
            number = number.saturating_add(1);
            let aside = files::with_suffix(path, &format!(".damaged-{number}"));
            match files::rename_new(path, &aside) {
                Ok(()) => return Ok(aside),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < u32::MAX => {
                }
                Err(error) => return Err(Error::new(path, ErrorKind::Write(error))),
            }
        }
    }
}

fn no_place() -> Error {
    Error::new(Path::new(""), ErrorKind::NoPlace)
}

/// `None` where there is no file.
pub(super) fn read(path: &Path) -> Result<Option<Record>, Error> {
    let octets = match read_octets(path) {
        Ok(octets) => octets,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::new(path, ErrorKind::Read(error))),
    };
    Record::from_json(&octets)
        .map(Some)
        .map_err(|kind| Error::new(path, kind))
}

/// Where the notes really lie: locks and temporary files are beside them, whatever link leads there.
fn behind_link(path: &Path) -> Result<PathBuf, Error> {
    files::behind_link(path).map_err(|error| Error::new(path, ErrorKind::Read(error)))
}

/// A file above the limit comes back cut, which makes it damaged JSON.
fn read_octets(path: &Path) -> io::Result<Vec<u8>> {
    let mut octets = Vec::new();
    // A link that leads to nothing is no file without notes.
    files::open_plain(&files::behind_link(path)?)?
        .take(LIMIT)
        .read_to_end(&mut octets)?;
    Ok(octets)
}

/// The notes, which are begun where there are none: their salt is to be the same for every process
/// from now on.
fn made(path: &Path, access: Access) -> Result<Record, Error> {
    if let Some(record) = read(path)? {
        return Ok(record);
    }
    let _lock = lock_for_change(path)?;
    if let Some(record) = read(path)? {
        return Ok(record);
    }
    let record = fresh(path)?;
    write(path, &record, access)?;
    Ok(record)
}

fn write(path: &Path, record: &Record, access: Access) -> Result<(), Error> {
    // In a folder for all a link may be somebody else's, and lead to a file of this user's.
    if access == Access::AllMayRead && path.is_symlink() {
        let error = Unfit::Link.error(io::ErrorKind::InvalidInput);
        return Err(Error::new(path, ErrorKind::Write(error)));
    }
    record
        .to_json()
        .map_err(io::Error::from)
        .and_then(|octets| files::write_atomically(path, &octets, access))
        .map_err(|error| Error::new(path, ErrorKind::Write(error)))
}

fn fresh(path: &Path) -> Result<Record, Error> {
    Record::fresh().map_err(|kind| Error::new(path, kind))
}

/// Not to be interrupted: it is also taken between gate and read-back.
fn lock_for_change(path: &Path) -> Result<Lock, Error> {
    lock(
        &files::with_suffix(&behind_link(path)?, ".lock"),
        PATIENCE,
        &Interrupts::none(),
    )
    .map_err(|error| Error::new(path, ErrorKind::Lock(error)))
}

fn lock(path: &Path, patience: Duration, interrupts: &Interrupts) -> io::Result<Lock> {
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        files::create_private_folder(folder)?;
    }
    files::lock(path, patience, interrupts)
}
