//! Files: the user's, this PC's notes, a virtual card.

use crate::attempts;
use crate::report::facts::cause::Cause;
use crate::report::facts::code::{Code, code};
use crate::report::facts::effect::Effect;
use crate::report::facts::exit;

/// What went wrong with a file.
#[derive(Debug)]
pub enum File {
    /// It could not be read or written.
    Failed {
        /// Its path.
        path: String,
        /// The system's words.
        detail: String,
    },
    /// It is there already.
    Exists {
        /// Its path.
        path: String,
    },
    /// The notes cannot be kept, and the card hides its counter.
    Notes(attempts::Error),
    /// The notes cannot be read or written, where they are what the command is about.
    NotesUnreadable(attempts::Error),
    /// A virtual card cannot be loaded or saved; in its room's own words.
    VirtualCard(String),
    /// Standard output did not take all of the result.
    Output {
        /// The system's words.
        detail: String,
        /// What the run did to the card; `None` where that was told while it went on.
        effect: Option<Effect>,
        /// The exit code that it would have ended with.
        exit: u8,
    },
    /// No vpcd at the address.
    Vpcd {
        /// The address.
        address: String,
        /// The system's words.
        detail: String,
    },
}

impl Cause for File {
    fn code(&self) -> Code {
        match self {
            File::Failed { .. } => code("file", exit::FILE),
            File::Exists { .. } => code("file_exists", exit::FILE),
            File::Notes(_) | File::NotesUnreadable(_) => code("notes_unusable", exit::FILE),
            File::VirtualCard(_) => code("virtual_card", exit::FILE),
            File::Output { .. } => code("output_lost", exit::FILE),
            File::Vpcd { .. } => code("no_vpcd", exit::SERVICE),
        }
    }

    fn topic(&self) -> Option<&'static str> {
        match self {
            File::Failed { .. }
            | File::Exists { .. }
            | File::Notes(_)
            | File::NotesUnreadable(_)
            | File::VirtualCard(_)
            | File::Output { .. }
            | File::Vpcd { .. } => None,
        }
    }
}

#[cfg(test)]
impl File {
    pub(super) fn samples() -> Vec<Self> {
        use super::samples::of_each;
        let (path, detail) = (|| "file".to_owned(), || "forged".to_owned());
        let error = || attempts::Notes::nowhere().check().unwrap_err();
        of_each!(File {
            Failed => [File::Failed { path: path(), detail: detail() }],
            Exists => [File::Exists { path: path() }],
            Notes => [File::Notes(error())],
            NotesUnreadable => [File::NotesUnreadable(error())],
            VirtualCard => [File::VirtualCard(detail())],
            Output => [File::Output { detail: detail(), effect: Some(Effect::default()), exit: 10 }],
            Vpcd => [File::Vpcd { address: "127.0.0.1:1".to_owned(), detail: detail() }],
        })
    }
}
