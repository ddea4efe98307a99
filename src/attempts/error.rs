//! Why notes could not be read or written.

use std::path::{Path, PathBuf};
use std::{fmt, io};

use crate::system::files;
use crate::system::trouble::{self, Holder, Obstacle, Trouble};

/// Notes that could not be read or written. Nothing was overwritten.
#[derive(Debug)]
pub struct Error {
    path: PathBuf,
    kind: ErrorKind,
    /// Boxed, for a failure is handed on by value everywhere.
    found: Box<Found>,
}

/// What was found out about it at once: a moment later it may be otherwise.
#[derive(Debug)]
struct Found {
    obstacle: Option<Obstacle>,
    holder: Option<Holder>,
    other: Option<String>,
}

/// What went wrong with the notes.
#[derive(Debug)]
pub enum ErrorKind {
    /// The file exists and could not be read.
    Read(io::Error),
    /// The file could not be written; its old content is still there.
    Write(io::Error),
    /// A lock file beside it could not be made or locked.
    Lock(io::Error),
    /// The file is not what this room writes.
    Damaged {
        /// Line of the first thing that is not as expected, from 1.
        line: usize,
        /// What should have been there.
        expected: &'static str,
    },
    /// A later version of the program wrote the file.
    NewerVersion {
        /// Version the file states.
        found: u32,
    },
    /// The operating system gave no random octets for the salt.
    Randomness,
    /// The system names no folder where notes could lie (no home).
    NoPlace,
    /// Another process of this user is between gate and read-back with this card.
    GateTaken,
    /// Another attempt was noted since the notes were shown: what was decided on them no longer
    /// holds.
    Overtaken,
}

impl Error {
    pub(super) fn new(path: &Path, kind: ErrorKind) -> Self {
        let obstacle = match &kind {
            ErrorKind::Read(error) | ErrorKind::Write(error) | ErrorKind::Lock(error) => {
                trouble::obstacle(path, error)
            }
            _ => None,
        };
        let holder = match &kind {
            ErrorKind::Lock(error) if Trouble::of(error) == Trouble::Taken => {
                let real = files::behind_link(path).unwrap_or_else(|_| path.to_path_buf());
                trouble::holder(&files::with_suffix(&real, ".lock"))
            }
            _ => None,
        };
        Self {
            path: path.to_path_buf(),
            kind,
            found: Box::new(Found {
                obstacle,
                holder,
                other: None,
            }),
        }
    }

    /// The same of the notes of another user.
    pub(super) fn of_other(mut self, user: &str) -> Self {
        self.found.other = Some(user.to_owned());
        self
    }

    /// Whose notes they are, where they are another user's.
    #[must_use]
    pub fn other(&self) -> Option<&str> {
        self.found.other.as_deref()
    }

    /// The file or folder that is closed to this user, where that is why.
    #[must_use]
    pub fn obstacle(&self) -> Option<&Obstacle> {
        self.found.obstacle.as_ref()
    }

    /// The program that holds the notes, where that is why and the system tells.
    #[must_use]
    pub fn holder(&self) -> Option<&Holder> {
        self.found.holder.as_ref()
    }

    /// The notes file (empty for notes in memory).
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the file could be read but not understood.
    pub(super) fn is_about_content(&self) -> bool {
        matches!(
            self.kind,
            ErrorKind::Damaged { .. } | ErrorKind::NewerVersion { .. }
        )
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.kind {
            ErrorKind::Read(error) => {
                write!(f, "the notes of tries in {path} could not be read: {error}")
            }
            ErrorKind::Write(error) => {
                write!(
                    f,
                    "the notes of tries in {path} could not be written, the old ones are kept: {error}"
                )
            }
            ErrorKind::Lock(error) => write!(
                f,
                "the notes of tries in {path} could not be locked: {error}"
            ),
            ErrorKind::Damaged { line, expected } => {
                write!(
                    f,
                    "the notes of tries in {path} are damaged at line {line}: expected {expected}"
                )
            }
            ErrorKind::NewerVersion { found } => {
                write!(
                    f,
                    "the notes of tries in {path} have version {found}: a later version of the program wrote them"
                )
            }
            ErrorKind::NoPlace => {
                f.write_str("the system names no folder for the notes of tries (is HOME set?)")
            }
            ErrorKind::GateTaken => f.write_str("another run is at this card right now"),
            ErrorKind::Overtaken => f.write_str("another attempt was noted meanwhile"),
            ErrorKind::Randomness => write!(
                f,
                "no random octets for the salt of the notes of tries in {path}"
            ),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            ErrorKind::Read(error) | ErrorKind::Write(error) | ErrorKind::Lock(error) => {
                Some(error)
            }
            _ => None,
        }
    }
}
