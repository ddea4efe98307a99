//! What can be wrong with a card that is there.

use std::fmt;

use apdu::StatusWord;

use super::elsewhere::{Elsewhere, Reach};
use crate::reader;

/// A failure while a card was read. Never the failure of a secret command: that is an outcome, see
/// [`super::outcome`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// The line, not the card.
    Reader(reader::Error),
    /// The way to a card that is in no reader of this PC.
    Elsewhere(Elsewhere),
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

impl Error {
    /// How far a secret order came that ended so. A line that breaks says nothing.
    #[must_use]
    pub const fn reach(&self) -> Reach {
        match self {
            Error::Elsewhere(elsewhere) => elsewhere.reach(),
            Error::Reader(_) | Error::Unexpected { .. } | Error::Content { .. } => Reach::Unheard,
        }
    }
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
            Error::Elsewhere(elsewhere) => elsewhere.fmt(f),
            Error::Unexpected { step, status } => write!(f, "{step}: the card answered {status}"),
            Error::Content { step } => write!(
                f,
                "{step}: the content is not what the specification describes"
            ),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Elsewhere(elsewhere) => elsewhere.source(),
            Error::Reader(_) | Error::Unexpected { .. } | Error::Content { .. } => None,
        }
    }
}
