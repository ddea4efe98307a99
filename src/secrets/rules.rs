//! How many digits a secret has, and what a new PIN must not be.

use std::ops::RangeInclusive;

use apdu::Pin;

use super::key::{Key, Role};

/// The rules a user may bend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Digits of a Transport-PIN: 5, one less than the shortest own PIN (gemSpec_SMC-B_ObjSys_G2_1,
    /// Tab_SMC-B_ObjSys_076); another number only by `--transport-length`.
    pub transport_length: usize,
    /// Whether a new PIN may be easy to guess (`--allow-trivial`).
    pub allow_trivial: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            transport_length: 5,
            allow_trivial: false,
        }
    }
}

impl Rules {
    /// Fewest and most digits of the secret `key`. Whoever takes a secret from a keyboard asks here
    /// too.
    #[must_use]
    pub fn lengths(&self, key: Key) -> RangeInclusive<usize> {
        match key {
            Key::Secret(Role::Transport, _) => {
                // A card operating system stores 4 to 12 digits (gemSpec_COS N008.000).
                let length = self.transport_length.clamp(Pin::MIN, Pin::MAX);
                length..=length
            }
            // minimumLength and maximumLength of PIN.CH, PIN.QES and PIN.SMC (the same table).
            Key::Secret(Role::New | Role::Current, _) => 6..=8,
            // Card-G2-A_2172.
            Key::Secret(Role::Puk, _) => 8..=8,
            Key::Can => 6..=6,
        }
    }
}
