//! What can be wrong with a card that is there.

use std::fmt;

use apdu::StatusWord;

use crate::reader;

/// A failure while a card was read. Never the failure of a secret command: that is an outcome, see
/// [`super::outcome`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// The line, not the card.
    Reader(reader::Error),
    /// The card answered with a trailer that this step does not allow.
    Unexpected {
        /// What was asked, e.g. "EF.GDO".
        step: &'static str,
        /// The trailer.
        status: StatusWord,
    },
    /// The card answered, but what it said is not what the specification describes.
    Content {
        /// What was asked, e.g. "EF.GDO".
        step: &'static str,
    },
}

impl From<reader::Error> for Error {
    fn from(error: reader::Error) -> Self {
        Error::Reader(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Reader(error) => error.fmt(f),
            Error::Unexpected { step, status } => write!(f, "{step}: the card answered {status}"),
            Error::Content { step } => write!(
                f,
                "{step}: the content is not what the specification describes"
            ),
        }
    }
}

impl std::error::Error for Error {}
