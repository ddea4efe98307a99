//! The secrets of one run.

use std::fmt;

use apdu::Pin;

use super::key::Key;
use super::problem::{Kind, Problem};
use super::trivial::{CardDigits, trivial};
use crate::pins::{PinKey, Role};

/// Secrets by key. No `Clone`; each is wiped when it is dropped.
#[derive(Default)]
pub struct Secrets {
    /// Every key that was given stays here, also when its secret was taken.
    entries: Vec<Entry>,
    /// The number of the card they are for.
    card: Option<String>,
}

struct Entry {
    key: Key,
    line: usize,
    pin: Option<Pin>,
}

impl Secrets {
    /// Adds a secret, unless the key is there already: then says in which line.
    pub(super) fn add(&mut self, line: usize, key: Key, pin: Option<Pin>) -> Result<(), usize> {
        match self.entries.iter().find(|entry| entry.key == key) {
            Some(first) => Err(first.line),
            None => {
                self.entries.push(Entry { key, line, pin });
                Ok(())
            }
        }
    }

    /// The secrets are for the card with these digits.
    pub(super) fn is_for(&mut self, digits: &[u8]) {
        self.card = Some(String::from_utf8_lossy(digits).into_owned());
    }

    /// All 20 digits of the number of the card that the secrets are for, where the key `card` says
    /// so.
    #[must_use]
    pub fn card(&self) -> Option<&str> {
        self.card.as_deref()
    }

    /// The secret with this role for this PIN, unless it was taken.
    #[must_use]
    pub fn get(&self, role: Role, pin: PinKey) -> Option<&Pin> {
        self.by_key(Key::Secret(role, pin))
    }

    /// The CAN, unless it was taken.
    #[must_use]
    pub fn can(&self) -> Option<&Pin> {
        self.by_key(Key::Can)
    }

    /// The secret of `key`, unless it was taken.
    #[must_use]
    pub fn by_key(&self, key: Key) -> Option<&Pin> {
        self.entries
            .iter()
            .find(|entry| entry.key == key)?
            .pin
            .as_ref()
    }

    /// Gives the secret of `key` away, once.
    pub fn take(&mut self, key: Key) -> Option<Pin> {
        self.entries
            .iter_mut()
            .find(|entry| entry.key == key)?
            .pin
            .take()
    }

    /// The keys that were given, in the order of their lines.
    pub fn keys(&self) -> impl Iterator<Item = Key> {
        self.entries.iter().map(|entry| entry.key)
    }

    /// Whether any key of this PIN was given.
    #[must_use]
    pub fn has_any_of(&self, pin: PinKey) -> bool {
        self.keys().any(|key| key.pin() == Some(pin))
    }

    /// The keys that were given and are not among `used`.
    #[must_use]
    pub fn unused(&self, used: &[Key]) -> Vec<Key> {
        self.keys()
            .filter(|key| *key != Key::Card && !used.contains(key))
            .collect()
    }

    /// A problem for each of the `needed` keys that was not given.
    #[must_use]
    pub fn missing(&self, needed: &[Key]) -> Vec<Problem> {
        let given = |key: &Key| self.keys().any(|given| given == *key);
        needed
            .iter()
            .filter(|key| !given(key))
            .map(|key| Problem::missing(*key))
            .collect()
    }

    /// A problem for each new PIN that is easy to guess, or another PIN's new one too. Asked again
    /// with the ICCSN once the card is known.
    #[must_use]
    pub fn trivial_new_pins(&self, iccsn: Option<&str>) -> Vec<Problem> {
        let card = CardDigits {
            iccsn,
            can: self.can(),
        };
        let new = self
            .entries
            .iter()
            .filter(|entry| entry.key.role() == Some(Role::New));
        new.filter_map(|entry| {
            let pin = entry.pin.as_ref()?;
            let found = trivial(pin, card)
                .map(Kind::Trivial)
                .or_else(|| self.same_new_before(entry.key, pin))?;
            Some(Problem::new(entry.line, Some(entry.key), found))
        })
        .collect()
    }

    /// The new PIN of another PIN that stands before that of `key` and has the same digits.
    fn same_new_before(&self, key: Key, pin: &Pin) -> Option<Kind> {
        let before = self.entries.iter().take_while(|entry| entry.key != key);
        let mut new = before.filter(|entry| entry.key.role() == Some(Role::New));
        let other = new
            .find(|entry| entry.pin.as_ref().is_some_and(|other| other.same_as(pin)))?
            .key;
        Some(Kind::SameNew { other })
    }

    /// A problem for each new PIN that is the one it replaces or its own PUK.
    pub(super) fn unchanged_new_pins(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for entry in &self.entries {
            let (Key::Secret(Role::New, pin), Some(new)) = (entry.key, &entry.pin) else {
                continue;
            };
            for role in [Role::Current, Role::Transport, Role::Puk] {
                if self.get(role, pin).is_some_and(|old| old.same_as(new)) {
                    let same = Kind::Same {
                        other: Key::Secret(role, pin),
                    };
                    problems.push(Problem::new(entry.line, Some(entry.key), same));
                }
            }
        }
        problems
    }
}

/// The keys only.
impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set()
            .entries(self.keys().map(|key| key.to_string()))
            .finish()
    }
}
