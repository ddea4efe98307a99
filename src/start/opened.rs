//! What a command works with: where cards are, and the notes that go with them.

use crate::attempts::Notes;
use crate::cli::SecretArgs;
use crate::session::desk::places::{Nowhere, Places};

/// Places, the notes that go with them, and the name that is left to look for among them.
pub(super) struct Opened {
    pub places: Box<dyn Places>,
    pub notes: Notes,
    pub filter: Option<String>,
    /// Whether a virtual card may be served there.
    pub knows_served: bool,
}

impl Opened {
    /// No places, for a command that works at no card.
    pub fn nowhere() -> Self {
        Self {
            places: Box::new(Nowhere),
            notes: Notes::in_memory(),
            filter: None,
            knows_served: false,
        }
    }
}

/// How a command works with the notes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct NotesUse {
    /// `--no-notes`.
    pub none: bool,
    /// Whether `--tries-used` says what other users' notes would.
    pub tries_stated: bool,
}

impl NotesUse {
    pub fn of(arguments: &SecretArgs) -> Self {
        Self {
            none: arguments.no_notes,
            tries_stated: arguments.tries_used.is_some(),
        }
    }
}
