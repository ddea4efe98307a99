//! That somebody else changed how the terminal hands keys on, while a secret was being typed.

use std::{error, fmt, io};

/// The terminal was taken over meanwhile: by a shell whose job was stopped and goes on, or by a
/// program on another line. Its driver may have shown what was typed, or changed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disturbed;

impl Disturbed {
    /// Whether an error of a reader is this one.
    #[must_use]
    pub fn is(error: &io::Error) -> bool {
        error.get_ref().is_some_and(|inner| inner.is::<Self>())
    }
}

impl fmt::Display for Disturbed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the terminal was taken over while a line was being typed")
    }
}

impl error::Error for Disturbed {}

impl From<Disturbed> for io::Error {
    fn from(disturbed: Disturbed) -> Self {
        Self::other(disturbed)
    }
}
