//! Why a file or folder could not be used, in values that a sentence can be made of in any
//! language. The system's own words are English, end in numbers, and say nothing of whose a folder
//! is.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::files::{self, Owner};
use super::{host, platform};

/// What went wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It is not there, or the folder that it should be in.
    Missing,
    /// This user may not.
    Forbidden,
    /// The file system can only be read.
    ReadOnly,
    /// The disk is full, or the user's share of it.
    NoSpace,
    /// The file may not grow any more.
    TooLarge,
    /// There is more in the file than a file of its kind can hold; the rest is not read.
    TooLong,
    /// A folder where a file was meant.
    IsFolder,
    /// A file where a folder was meant.
    NoFolder,
    /// Something of that name is there.
    Exists,
    /// Another program holds it.
    Taken,
    /// Too many files are open.
    TooManyOpen,
    /// The name is too long, or none that this system allows.
    BadName,
    /// The disk or the network reports a fault.
    Device,
    /// What is no file on a disk: a pipe, a device.
    NotPlain,
    /// A symbolic link where none is followed.
    Link,
    /// A symbolic link that leads to nothing, or round in a circle.
    LinkToNothing,
    /// A symbolic link of another user.
    ForeignLink,
    /// A descriptor that is not open.
    NotOpen,
    /// A descriptor below 3, which is taken.
    StandardStream,
    /// The system has nothing of that kind.
    Unsupported,
    /// What is in the file is cut off or none of what it should be.
    Damaged,
    /// Nobody reads at the other end, or the line to it broke.
    LineBroken,
    /// The other end refuses.
    Refused,
    /// The other end does not answer.
    TimedOut,
    /// There is no network there.
    NoNetwork,
    /// More files than are read.
    TooManyFiles,
    /// Anything else: the system's number for it, or the name of its kind where there is none.
    Other(String),
}

/// What this program itself finds wrong with a file; travels inside an [`io::Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// [`Trouble::NotPlain`].
    NotPlain,
    /// [`Trouble::Link`].
    Link,
    /// [`Trouble::LinkToNothing`].
    LinkToNothing,
    /// [`Trouble::ForeignLink`].
    ForeignLink,
    /// [`Trouble::StandardStream`].
    StandardStream,
    /// [`Trouble::TooLong`].
    TooLong,
}

impl Unfit {
    /// As an error of this kind.
    #[must_use]
    pub fn error(self, kind: ErrorKind) -> io::Error {
        io::Error::new(kind, self)
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unfit::NotPlain => "not a plain file",
            Unfit::Link => "a symbolic link",
            Unfit::LinkToNothing => "a symbolic link that leads to nothing",
            Unfit::ForeignLink => "a symbolic link that belongs to another user",
            Unfit::StandardStream => "descriptors 0, 1 and 2 are taken",
            Unfit::TooLong => "larger than a file of its kind can be",
        })
    }
}

impl std::error::Error for Unfit {}

impl Trouble {
    /// Of an error. Looks at nothing else.
    #[must_use]
    pub fn of(error: &io::Error) -> Self {
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
        if let Some(unfit) = inner {
            return match unfit {
                Unfit::NotPlain => Trouble::NotPlain,
                Unfit::Link => Trouble::Link,
                Unfit::LinkToNothing => Trouble::LinkToNothing,
                Unfit::ForeignLink => Trouble::ForeignLink,
                Unfit::StandardStream => Trouble::StandardStream,
                Unfit::TooLong => Trouble::TooLong,
            };
        }
        let number = error.raw_os_error();
        Self::of_kind(error.kind())
            .or_else(|| number.and_then(platform::trouble_of))
            .unwrap_or_else(|| match (number, error.kind()) {
                (Some(number), _) => Trouble::Other(number.to_string()),
                // Of std's own: a name with an octet 00 in it.
                (None, ErrorKind::InvalidInput) => Trouble::BadName,
                (None, kind) => Trouble::Other(format!("{kind:?}")),
            })
    }

    /// Of a kind of error, where it says enough.
    #[must_use]
    pub const fn of_kind(kind: ErrorKind) -> Option<Self> {
        Some(match kind {
            ErrorKind::NotFound => Trouble::Missing,
            ErrorKind::PermissionDenied => Trouble::Forbidden,
            ErrorKind::ReadOnlyFilesystem => Trouble::ReadOnly,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Trouble::NoSpace,
            ErrorKind::FileTooLarge => Trouble::TooLarge,
            ErrorKind::IsADirectory => Trouble::IsFolder,
            ErrorKind::NotADirectory => Trouble::NoFolder,
            ErrorKind::AlreadyExists => Trouble::Exists,
            ErrorKind::WouldBlock | ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => {
                Trouble::Taken
            }
            ErrorKind::InvalidFilename => Trouble::BadName,
            ErrorKind::Unsupported => Trouble::Unsupported,
            ErrorKind::InvalidData | ErrorKind::UnexpectedEof => Trouble::Damaged,
            ErrorKind::BrokenPipe
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::NotConnected => Trouble::LineBroken,
            ErrorKind::ConnectionRefused => Trouble::Refused,
            ErrorKind::TimedOut => Trouble::TimedOut,
            ErrorKind::NetworkUnreachable
            | ErrorKind::HostUnreachable
            | ErrorKind::NetworkDown
            | ErrorKind::AddrNotAvailable => Trouble::NoNetwork,
            _ => return None,
        })
    }
}

/// Whose something is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// Root's, and this user is another one.
    Roots,
    /// This user's own, who took the right away.
    Own,
    /// Another user's.
    Others,
}

/// What keeps this user from a file: the file itself, or a folder on the way to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// Where it is.
    pub path: PathBuf,
    /// Whose it is.
    pub whose: Whose,
}

/// What keeps this user from `path`, where `error` says that it may not be used.
#[must_use]
pub fn obstacle(path: &Path, error: &io::Error) -> Option<Obstacle> {
    let is_closed = Trouble::of(error) == Trouble::Forbidden;
    is_closed.then(|| in_the_way(path)).flatten()
}

/// What keeps this user from `path`: the first folder on the way that lets nobody through, else
/// the file that may not be read and written, else the folder that no file can be made in. `None`
/// where nothing is seen to (Windows: rights are lists).
#[must_use]
pub fn in_the_way(path: &Path) -> Option<Obstacle> {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let path = whole.as_path();
    let mut folders: Vec<&Path> = path.ancestors().skip(1).collect();
    folders.reverse();
    let is_there = |path: &&Path| platform::owner(path).is_some();
    let closed = folders
        .into_iter()
        .find(|folder| is_there(folder) && !platform::may_enter(folder));
    let obstacle = closed.or_else(|| {
        let nearest = path.ancestors().find(is_there)?;
        // A file that is there and not closed is replaced by way of its folder.
        let is_open = nearest == path && platform::may_write(nearest);
        let folder = nearest.parent().filter(|_| is_open);
        Some(folder.unwrap_or(nearest)).filter(|found| !platform::may_write(found))
    })?;
    let Owner { user, .. } = files::owner(obstacle)?;
    let whose = match user {
        _ if Some(user) == host::user_id() => Whose::Own,
        0 => Whose::Roots,
        _ => Whose::Others,
    };
    let path = obstacle.to_path_buf();
    Some(Obstacle { path, whose })
}

/// A program that holds the lock of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Number of its process.
    pub process: u32,
    /// Its name, where the system tells it.
    pub name: Option<String>,
}

/// Who holds the lock of a file, where the system tells (Linux).
#[must_use]
pub fn holder(path: &Path) -> Option<Holder> {
    let process = platform::lock_holder(path)?;
    let name = std::fs::read_to_string(format!("/proc/{process}/comm")).ok();
    Some(Holder {
        process,
        name: name.map(|name| name.trim().to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_told_by_its_kind_or_by_what_this_program_found() {
        for (error, trouble) in [
            (ErrorKind::NotFound.into(), Trouble::Missing),
            (ErrorKind::PermissionDenied.into(), Trouble::Forbidden),
            (
                Unfit::NotPlain.error(ErrorKind::InvalidInput),
                Trouble::NotPlain,
            ),
            (
                Unfit::ForeignLink.error(ErrorKind::PermissionDenied),
                Trouble::ForeignLink,
            ),
            (io::Error::other("odd"), Trouble::Other("Other".to_owned())),
            (ErrorKind::InvalidInput.into(), Trouble::BadName),
            (Unfit::Link.error(ErrorKind::InvalidInput), Trouble::Link),
            // The one cannot be written, the other is not read.
            (ErrorKind::FileTooLarge.into(), Trouble::TooLarge),
            (
                Unfit::TooLong.error(ErrorKind::InvalidData),
                Trouble::TooLong,
            ),
        ] {
            assert_eq!(Trouble::of(&error), trouble, "{error}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn numbers_of_unix_are_known_and_an_unknown_one_is_kept() {
        use rustix::io::Errno;
        for (errno, trouble) in [
            (Errno::ACCESS, Trouble::Forbidden),
            (Errno::PERM, Trouble::Forbidden),
            (Errno::ROFS, Trouble::ReadOnly),
            (Errno::NOSPC, Trouble::NoSpace),
            (Errno::DQUOT, Trouble::NoSpace),
            (Errno::FBIG, Trouble::TooLarge),
            (Errno::ISDIR, Trouble::IsFolder),
            (Errno::NOTDIR, Trouble::NoFolder),
            (Errno::MFILE, Trouble::TooManyOpen),
            (Errno::NFILE, Trouble::TooManyOpen),
            (Errno::IO, Trouble::Device),
            (Errno::STALE, Trouble::Device),
            (Errno::LOOP, Trouble::LinkToNothing),
            (Errno::BADF, Trouble::NotOpen),
            (Errno::NAMETOOLONG, Trouble::BadName),
            (Errno::NXIO, Trouble::LineBroken),
            (
                Errno::DOM,
                Trouble::Other(Errno::DOM.raw_os_error().to_string()),
            ),
        ] {
            let error = io::Error::from_raw_os_error(errno.raw_os_error());
            assert_eq!(Trouble::of(&error), trouble, "{error}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn who_holds_a_lock_is_named() {
        use crate::system::signals::Interrupts;
        let path = std::env::temp_dir().join(format!("pinlotse-holder-{}", std::process::id()));
        let none = Interrupts::none();
        let lock = files::lock(&path, std::time::Duration::ZERO, &none).unwrap();
        // A sandbox may hide the table of locks.
        if std::fs::read_to_string("/proc/locks").is_ok_and(|table| table.contains("FLOCK")) {
            assert_eq!(holder(&path).unwrap().process, std::process::id());
        }
        drop(lock);
        assert_eq!(holder(&path), None);
        std::fs::remove_file(&path).unwrap();
    }
}
