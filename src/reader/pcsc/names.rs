//! What readers are called: names at the service, text everywhere else.
//!
//! The name is what the service knows a reader by, and not each one is a text, so it is kept beside
//! the text that it was shown as.

use std::collections::BTreeMap;

use crate::system::scard::Name;

/// The names of the readers that were seen, by the text they were shown as.
#[derive(Debug, Default)]
pub struct Names(BTreeMap<String, Name>);

impl Names {
    /// The text for a reader. Two readers never share one.
    pub fn show(&mut self, name: &Name) -> String {
        let mut text = name.text();
        while self.0.get(&text).is_some_and(|known| known != name) {
            text.push('\'');
        }
        self.0.insert(text.clone(), name.clone());
        text
    }

    /// The name for a text that was shown. Any other text stands for itself; `None` where it cannot
    /// be a name.
    #[must_use]
    pub fn name(&self, text: &str) -> Option<Name> {
        match self.0.get(text) {
            Some(name) => Some(name.clone()),
            None => Name::of_text(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name::of_text(text).unwrap()
    }

    #[test]
    fn a_reader_is_found_by_the_text_it_was_shown_as() {
        let mut names = Names::default();
        let cyber_jack = name("REINER SCT cyberJack® 0");
        for _ in 0..2 {
            assert_eq!(names.show(&cyber_jack), "REINER SCT cyberJack® 0");
        }
        assert_eq!(names.name("REINER SCT cyberJack® 0"), Some(cyber_jack));
    }

    #[test]
    #[cfg(unix)]
    fn two_readers_never_share_a_text() {
        let mut names = Names::default();
        // One in UTF-8, and one in Latin-1 that looks like it.
        let utf8 = name("Leser für 0");
        let latin = Name::of_octets(b"Leser f\xFCr 0").unwrap();
        assert_eq!(names.show(&utf8), "Leser für 0");
        let other = names.show(&latin);
        assert_eq!(other, "Leser für 0'");
        assert_eq!(names.name(&other), Some(latin));
        assert_eq!(names.name("Leser für 0"), Some(utf8));
    }

    #[test]
    fn a_name_that_was_never_seen_stands_for_itself() {
        let names = Names::default();
        assert_eq!(names.name("Leser 0"), Some(name("Leser 0")));
        assert_eq!(names.name("a\0b"), None);
    }
}
