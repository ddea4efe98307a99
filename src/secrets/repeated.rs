//! Which new PINs a run has taken already, without keeping their digits.

use std::fmt;

use apdu::Pin;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::pins::PinKey;

/// Octets of a SHA-256.
const SEAL: usize = 32;

/// The new PINs of one run, as salted SHA-256 values that are wiped at its end. They keep digits
/// from standing in memory until then; whoever can read the memory could guess six digits from them
/// all the same.
#[derive(Default)]
pub struct NewPins {
    salt: Option<[u8; 16]>,
    taken: Vec<(PinKey, Zeroizing<[u8; SEAL]>)>,
}

impl NewPins {
    /// Remembers the new PIN of `key`. Without random octets nothing is remembered.
    pub fn take(&mut self, key: PinKey, pin: &Pin) {
        if self.salt.is_none() {
            let mut salt = [0; 16];
            self.salt = getrandom::fill(&mut salt).is_ok().then_some(salt);
        }
        if let Some(seal) = self.seal(pin) {
            self.taken.retain(|(other, _)| *other != key);
            self.taken.push((key, seal));
        }
    }

    /// Another PIN that this one was taken for, if there is one. The comparison takes constant
    /// time.
    #[must_use]
    pub fn other_with(&self, key: PinKey, pin: &Pin) -> Option<PinKey> {
        let seal = self.seal(pin)?;
        let same = |other: &[u8; SEAL]| {
            other
                .iter()
                .zip(seal.iter())
                .fold(0, |bits, (a, b)| bits | (a ^ b))
                == 0
        };
        self.taken
            .iter()
            .find(|(other, taken)| *other != key && same(taken))
            .map(|(other, _)| *other)
    }

    fn seal(&self, pin: &Pin) -> Option<Zeroizing<[u8; SEAL]>> {
        let hash = Sha256::new()
            .chain_update(self.salt?)
            .chain_update(pin.digits());
        Some(Zeroizing::new(hash.finalize().into()))
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
