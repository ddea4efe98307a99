//! Why a virtual card could not be loaded or saved.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A card image, state file or folder that could not be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The operating system refused.
    Io {
        /// File or folder.
        path: PathBuf,
        /// What was tried, e.g. "read".
        action: &'static str,
        /// The refusal.
        source: io::Error,
    },
    /// The file was read but is not what it should be.
    Malformed {
        /// File.
        path: PathBuf,
        /// Line, counted from 1.
        line: u32,
        /// What was expected there and what was found. Never holds a secret.
        expectation: String,
    },
}

impl Error {
    pub(super) fn io(path: &Path, action: &'static str) -> impl FnOnce(io::Error) -> Error + use<> {
        let path = path.to_path_buf();
        move |source| Error::Io {
            path,
            action,
            source,
        }
    }

    pub(super) fn malformed(path: &Path, line: u32, expectation: impl Into<String>) -> Error {
        Error::Malformed {
            path: path.to_path_buf(),
            line,
            expectation: expectation.into(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Io {
                path,
                action,
                source,
            } => write!(f, "cannot {action} {}: {source}", path.display()),
            Error::Malformed {
                path,
                line,
                expectation,
            } => write!(f, "{}:{line}: {expectation}", path.display()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io { source, .. } => Some(source),
            Error::Malformed { .. } => None,
        }
    }
}
