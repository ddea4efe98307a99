//! What can be wrong between this program and a card's answer.

use std::fmt;

use crate::system::trouble::Trouble;

/// A failure of service, reader or line. Says nothing about what a card means by a status word.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The library of PC/SC cannot be called, so nobody knows of service and readers.
    NoLibrary {
        /// The name of its file.
        file: String,
        /// Why it cannot be used, in the words of the system; `None` where it is not there.
        detail: Option<String>,
    },
    /// The PC/SC service (pcscd, SCardSvr) does not run; its own word for it.
    NoService(String),
    /// The service answers something else than it is meant to; its own word for it.
    ServiceFailed(String),
    /// The service does not answer at all.
    ServiceHangs,
    /// The service takes no more programs; its own word for it.
    ServiceFull(String),
    /// The service refuses this user or session (polkit, remote desktop, container).
    NotAllowed(String),
    /// The socket of the service is closed to this user; its path.
    Closed(String),
    /// No reader of that name.
    NoSuchReader(String),
    /// The reader was unplugged.
    ReaderGone(String),
    /// The reader holds no card.
    NoCard(String),
    /// Another program holds the card.
    Busy(String),
    /// The card does not answer the reset.
    Mute(String),
    /// The card was pulled.
    Removed(String),
    /// Another program reset the card: what was selected or verified is lost.
    Reset(String),
    /// The line broke, or what came back is no response.
    Broken {
        /// PC/SC name of the reader.
        reader: String,
        /// The service's own word for it.
        detail: String,
    },
    /// Somebody asked to stop while service, reader or card was waited for. No secret was sent.
    Interrupted,
    /// A virtual card could not be loaded or saved.
    VirtualCard(VirtualFault),
}

/// How the detail of [`Error::NoService`] begins when the service says that it was stopped, or
/// speaks another version than the library (pcsc-lite).
pub const SERVICE_STOPPED: &str = "SCARD_E_SERVICE_STOPPED";

impl Error {
    /// Whether it is the service's or its library's, so that no reader can be reached.
    #[must_use]
    pub const fn is_of_service(&self) -> bool {
        matches!(
            self,
            Error::NoLibrary { .. }
                | Error::NoService(_)
                | Error::ServiceFailed(_)
                | Error::ServiceHangs
                | Error::ServiceFull(_)
                | Error::NotAllowed(_)
                | Error::Closed(_)
        )
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::NoLibrary { file, detail: None } => write!(f, "{file} is not there"),
            Error::NoLibrary {
                file,
                detail: Some(detail),
            } => write!(f, "{file} cannot be used ({detail})"),
            Error::NoService(detail) => write!(f, "the PC/SC service does not answer ({detail})"),
            Error::ServiceFailed(detail) => write!(f, "the PC/SC service fails ({detail})"),
            Error::ServiceHangs => f.write_str("the PC/SC service does not answer at all"),
            Error::ServiceFull(detail) => {
                write!(f, "the PC/SC service takes no more programs ({detail})")
            }
            Error::Closed(path) => {
                write!(
                    f,
                    "the socket of the PC/SC service is closed to this user ({path})"
                )
            }
            Error::NotAllowed(detail) => write!(f, "the PC/SC service refuses access ({detail})"),
            Error::NoSuchReader(reader) => write!(f, "there is no reader “{reader}”"),
            Error::ReaderGone(reader) => write!(f, "reader “{reader}” was unplugged"),
            Error::NoCard(reader) => write!(f, "no card in reader “{reader}”"),
            Error::Busy(reader) => write!(f, "another program holds the card in reader “{reader}”"),
            Error::Mute(reader) => write!(f, "the card in reader “{reader}” does not answer"),
            Error::Removed(reader) => write!(f, "the card was pulled from reader “{reader}”"),
            Error::Reset(reader) => {
                write!(f, "another program reset the card in reader “{reader}”")
            }
            Error::Broken { reader, detail } => {
                write!(f, "the line to reader “{reader}” broke ({detail})")
            }
            Error::Interrupted => f.write_str("interrupted"),
            Error::VirtualCard(fault) => fault.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

/// Why a virtual card could not be loaded or saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VirtualFault {
    /// The system keeps its file back.
    File {
        /// The file or folder.
        path: String,
        /// Why.
        trouble: Trouble,
    },
    /// The file is not what it should be.
    Malformed {
        /// The file.
        path: String,
        /// Line, from 1.
        line: u32,
        /// What was expected and what was found, in the terms of the format.
        detail: String,
    },
    /// Anything else, in the words of who found it.
    Words(String),
}

impl fmt::Display for VirtualFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            VirtualFault::File { path, trouble } => write!(f, "{path}: {trouble:?}"),
            VirtualFault::Malformed { path, line, detail } => write!(f, "{path}:{line}: {detail}"),
            VirtualFault::Words(words) => f.write_str(words),
        }
    }
}
