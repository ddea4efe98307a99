//! Which new PINs a run has taken already, without keeping their digits.

use std::fmt;

use apdu::Pin;

use super::seal::{Salt, Seal};
use crate::pins::PinKey;

/// The new PINs of one run, sealed until its end.
#[derive(Default)]
pub struct NewPins {
    salt: Salt,
    taken: Vec<(PinKey, Seal)>,
}

impl NewPins {
    /// Remembers the new PIN of `key`. Without random octets nothing is remembered.
    pub fn take(&mut self, key: PinKey, pin: &Pin) {
        if let Some(seal) = self.salt.seal(pin) {
            self.taken.retain(|(other, _)| *other != key);
            self.taken.push((key, seal));
        }
    }

    /// Another PIN that this one was taken for, if there is one.
    #[must_use]
    pub fn other_with(&self, key: PinKey, pin: &Pin) -> Option<PinKey> {
        let seal = self.salt.seal_again(pin)?;
        self.taken
            .iter()
            .find(|(other, taken)| *other != key && taken.is(&seal))
            .map(|(other, _)| *other)
    }
}

/// How many, nothing else.
impl fmt::Debug for NewPins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewPins")
            .field("taken", &self.taken.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pin(digits: &str) -> Pin {
        Pin::from_digits(digits.as_bytes()).unwrap()
    }

    #[test]
    fn a_new_pin_is_found_again_at_another_pin_only() {
        let mut new = NewPins::default();
        assert_eq!(new.other_with(PinKey::Qes, &pin("471193")), None);
        new.take(PinKey::Ch, &pin("471193"));
        assert_eq!(
            new.other_with(PinKey::Qes, &pin("471193")),
            Some(PinKey::Ch)
        );
        assert_eq!(
            new.other_with(PinKey::Ch, &pin("471193")),
            None,
            "its own repetition"
        );
        assert_eq!(new.other_with(PinKey::Qes, &pin("4711930")), None);
        new.take(PinKey::Ch, &pin("592837"));
        assert_eq!(
            new.other_with(PinKey::Qes, &pin("471193")),
            None,
            "the later one counts"
        );
    }

    #[test]
    fn neither_digits_nor_seals_are_shown() {
        let mut new = NewPins::default();
        new.take(PinKey::Ch, &pin("471193"));
        assert_eq!(format!("{new:?}"), "NewPins { taken: 1, .. }");
    }
}
