//! What the service calls a reader.

use super::super::platform::scard::{Char, Unit, text, units};

/// What the service calls a reader: octets, or UTF-16 on Windows. It is handed back as it came, so
/// that a name with a ® or an umlaut, or one that is no text at all, still means its reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name(
    /// The last one is NUL, and no other.
    Vec<Unit>,
);

impl Name {
    /// The name that this text stands for; `None` where it cannot be a name.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        Self::of(&units(text))
    }

    /// A name that need be no text, as a driver may have made it: octets, on Windows pairs of them.
    /// For those who try what becomes of such a name; `None` where it cannot be one.
    #[must_use]
    pub fn of_octets(octets: &[u8]) -> Option<Self> {
        let (units, _) = octets.as_chunks::<{ size_of::<Unit>() }>();
        let units: Vec<Unit> = units.iter().copied().map(Unit::from_le_bytes).collect();
        Self::of(&units)
    }

    fn of(units: &[Unit]) -> Option<Self> {
        if units.contains(&0) {
            return None;
        }
        Some(Self(units.iter().copied().chain([0]).collect()))
    }

    /// The name for people. Names that differ may look alike where one of them is no text.
    #[must_use]
    pub fn text(&self) -> String {
        let end = self.0.len().saturating_sub(1);
        text(self.0.get(..end).unwrap_or_default())
    }

    /// As the functions take it. It lives as long as the name.
    pub(super) const fn as_ptr(&self) -> *const Char {
        self.0.as_ptr().cast::<Char>()
    }
}

/// Names one after the other, each ended by NUL, an empty one at the end.
pub(super) fn split(names: &[Unit]) -> Vec<Name> {
    names
        .split(|unit| *unit == 0)
        .take_while(|name| !name.is_empty())
        .filter_map(Name::of)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name::of_text(text).unwrap()
    }

    #[test]
    fn names_of_readers_go_on_up_to_the_empty_one() {
        let joined = |text: &str| units(text);
        assert_eq!(
            split(&joined("Leser® für Köln 0\0B\0\0rest\0")),
            [name("Leser® für Köln 0"), name("B")]
        );
        for none in ["", "\0", "\0\0"] {
            assert!(split(&joined(none)).is_empty(), "{none:?}");
        }
    }

    #[test]
    fn a_name_is_the_text_that_it_is_shown_as() {
        for text in ["REINER SCT cyberJack® 0", "Leser für – 0", "B"] {
            assert_eq!(name(text).text(), text);
        }
        assert_eq!(Name::of_text("a\0b"), None);
    }

    #[test]
    #[cfg(unix)]
    fn a_name_that_is_no_utf8_is_shown_and_kept() {
        let old = split(b"Leser\xAE f\xFCr 0\0\0").remove(0);
        assert_eq!(old.text(), "Leser® für 0");
        assert_ne!(old, name("Leser® für 0"));
    }

    #[test]
    #[cfg(windows)]
    fn a_name_that_is_no_utf16_is_shown_and_kept() {
        let odd = split(&[0x4C, 0xD800, 0, 0]).remove(0);
        assert_eq!(odd.text(), "L\u{FFFD}");
        assert_ne!(odd, name("L\u{FFFD}"));
    }
}
