//! Whether a virtual card is in its reader: one that is pulled in a rehearsal comes back by itself.

use std::time::Duration;

use super::Mishap;

/// How long a card that was pulled stays away, where somebody waits for it.
pub(super) const PULLED_FOR: Duration = Duration::from_secs(3);

/// How many looks it stays away where nobody waits.
const PULLED_LOOKS: u8 = 3;

/// Whether the card is in the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stay {
    /// It stays.
    In,
    /// It goes when the first secret is on its way.
    UntilSecret,
    /// It is away for so many looks.
    Away(u8),
    /// It came back.
    Back,
}

impl Stay {
    pub(super) const fn of(mishap: Option<Mishap>) -> Self {
        match mishap {
            Some(Mishap::Pulled) => Stay::UntilSecret,
            Some(Mishap::LastTry | Mishap::Blocked) | None => Stay::In,
        }
    }

    /// Once a secret left.
    pub(super) const fn pulled() -> Self {
        Stay::Away(PULLED_LOOKS)
    }

    /// After a look.
    pub(super) const fn looked_at(self) -> Self {
        match self {
            Stay::Away(0) => Stay::Back,
            Stay::Away(looks) => Stay::Away(looks - 1),
            other => other,
        }
    }

    pub(super) const fn is_in(self) -> bool {
        !matches!(self, Stay::Away(_))
    }

    /// How often it came and went.
    pub(super) const fn changes(self) -> u16 {
        match self {
            Stay::In | Stay::UntilSecret => 0,
            Stay::Away(_) => 1,
            Stay::Back => 2,
        }
    }
}
