//! How many digits a secret has, and what a new PIN must not be.

use std::ops::RangeInclusive;

use apdu::Pin;

use super::key::Key;
use crate::pins::{CAN_DIGITS, ICCSN_DIGITS, OWN_DIGITS, PUK_DIGITS, Role, TRANSPORT_DIGITS};

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
            transport_length: TRANSPORT_DIGITS,
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
            Key::Secret(Role::New | Role::Current, _) => OWN_DIGITS,
            Key::Secret(Role::Puk, _) => PUK_DIGITS..=PUK_DIGITS,
            Key::Can => CAN_DIGITS..=CAN_DIGITS,
            Key::Card => ICCSN_DIGITS..=ICCSN_DIGITS,
        }
    }
}
