//! The keys of a secrets file.

use std::fmt;

use strsim::levenshtein;

use crate::pins::{PinKey, Role};

/// A key of a secrets file: `role.pin`, `can` or `card`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// `role.pin`, for example `transport.ch`.
    Secret(Role, PinKey),
    /// `can`, the Card Access Number.
    Can,
    /// `card`, all 20 digits of the number (ICCSN) of the card that the secrets are for. It is no
    /// secret: it keeps them from another card.
    Card,
}

impl Key {
    /// Every key, in the order the documentation lists them.
    pub const ALL: [Key; 14] = {
        use PinKey::{Ch, Qes, Smc};
        use Role::{Current, New, Puk, Transport};
        [
            Key::Secret(Transport, Ch),
            Key::Secret(New, Ch),
            Key::Secret(Transport, Qes),
            Key::Secret(New, Qes),
            Key::Secret(Transport, Smc),
            Key::Secret(New, Smc),
            Key::Secret(Current, Ch),
            Key::Secret(Current, Qes),
            Key::Secret(Current, Smc),
            Key::Secret(Puk, Ch),
            Key::Secret(Puk, Qes),
            Key::Secret(Puk, Smc),
            Key::Can,
            Key::Card,
        ]
    };

    /// The key that `text` spells exactly.
    pub(super) fn from_text(text: &[u8]) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|key| key.to_string().as_bytes() == text)
    }

    /// The key a person probably meant by `text`: some letters off, or the two halves swapped.
    pub(super) fn nearest(text: &str) -> Option<Self> {
        const FAR: usize = 3;
        let text = text.to_ascii_lowercase().replace(['_', '-'], ".");
        let swapped = text
            .split_once('.')
            .map(|(left, right)| format!("{right}.{left}"));
        let distance = |key: &Key| {
            let name = key.to_string();
            let direct = levenshtein(&text, &name);
            swapped
                .as_ref()
                .map_or(direct, |swapped| direct.min(levenshtein(swapped, &name)))
        };
        let (distance, key) = Self::ALL
            .into_iter()
            .map(|key| (distance(&key), key))
            .min()?;
        (distance < FAR).then_some(key)
    }

    /// The PIN this key belongs to; none for the CAN and the card.
    #[must_use]
    pub const fn pin(self) -> Option<PinKey> {
        match self {
            Key::Secret(_, pin) => Some(pin),
            Key::Can | Key::Card => None,
        }
    }

    /// What the secret is for; none for the CAN and the card.
    #[must_use]
    pub const fn role(self) -> Option<Role> {
        match self {
            Key::Secret(role, _) => Some(role),
            Key::Can | Key::Card => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Key::Secret(role, pin) => write!(f, "{role}.{pin}"),
            Key::Can => f.write_str("can"),
            Key::Card => f.write_str("card"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_found_by_its_text() {
        for key in Key::ALL {
            assert_eq!(Key::from_text(key.to_string().as_bytes()), Some(key));
        }
        assert_eq!(Key::from_text(b"Transport.CH"), None);
    }

    #[test]
    fn a_slip_finds_the_key_that_was_meant() {
        for (text, key) in [
            ("tranport.ch", "transport.ch"),
            ("Transport.CH", "transport.ch"),
            ("ch.transport", "transport.ch"),
            ("new_qes", "new.qes"),
            ("puk.smcb", "puk.smc"),
            ("can", "can"),
        ] {
            assert_eq!(Key::nearest(text).unwrap().to_string(), key, "{text}");
        }
        assert_eq!(Key::nearest("password"), None);
        assert_eq!(Key::nearest(""), None);
    }
}
