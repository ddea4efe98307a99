//! What can be wrong between this program and a card's answer.

use std::fmt;

/// A failure of service, reader or line. Says nothing about what a card means by a status word.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The PC/SC service (pcscd, SCardSvr) does not run or does not answer.
    NoService(String),
    /// The service refuses this user or session (polkit, remote desktop, container).
    NotAllowed(String),
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
    /// A virtual card could not be loaded or saved.
    VirtualCard(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::NoService(detail) => write!(f, "the PC/SC service does not answer ({detail})"),
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
            Error::VirtualCard(detail) => f.write_str(detail),
        }
    }
}

impl std::error::Error for Error {}
