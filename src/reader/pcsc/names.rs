//! What readers are called: octets at the service, text everywhere else.
//!
//! pcsc-lite and macOS hold names in UTF-8. Windows hands out octets of the system's code page, in
//! which every ® and every umlaut is one octet that is no UTF-8. The octets are what the service
//! knows a reader by, so they are kept beside the text that they were shown as.

use std::collections::BTreeMap;
use std::ffi::{CStr, CString};

/// Octets 80 to 9F of Windows-1252, the code page of German PCs; the five that it leaves free stand
/// for themselves. The others are those of Unicode.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// The names of the readers that were seen, by the text they were shown as.
#[derive(Debug, Default)]
pub struct Names(BTreeMap<String, CString>);

impl Names {
    /// The text for a reader. Two readers never share one.
    pub fn show(&mut self, octets: &CStr) -> String {
        let mut text = readable(octets.to_bytes());
        while self
            .0
            .get(&text)
            .is_some_and(|known| known.as_c_str() != octets)
        {
            text.push('\'');
        }
        self.0.insert(text.clone(), octets.to_owned());
        text
    }

    /// The octets for a text that was shown. Any other text stands for itself; `None` where it
    /// cannot be a name.
    #[must_use]
    pub fn octets(&self, text: &str) -> Option<CString> {
        match self.0.get(text) {
            Some(octets) => Some(octets.clone()),
            None => CString::new(text).ok(),
        }
    }
}

/// Octets as text: UTF-8 where they are, else Windows-1252.
fn readable(octets: &[u8]) -> String {
    match str::from_utf8(octets) {
        Ok(text) => text.to_owned(),
        Err(_) => octets.iter().copied().map(of_windows_1252).collect(),
    }
}

fn of_windows_1252(octet: u8) -> char {
    let special = octet
        .checked_sub(0x80)
        .and_then(|place| WINDOWS_1252.get(usize::from(place)));
    special.copied().unwrap_or(char::from(octet))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// AE is ®, FC is ü, 96 is a dash; none of it is UTF-8.
    const WINDOWS: &CStr = c"Leser\xAE f\xFCr \x96 0";

    #[test]
    fn a_name_of_windows_is_readable_and_its_octets_are_found_again() {
        let mut names = Names::default();
        assert_eq!(names.show(WINDOWS), "Leser® für – 0");
        assert_eq!(names.octets("Leser® für – 0").as_deref(), Some(WINDOWS));
        assert_eq!(names.show(WINDOWS), "Leser® für – 0", "the second time too");
    }

    #[test]
    fn a_name_in_utf8_is_what_it_says() {
        let mut names = Names::default();
        let utf8 = CString::new("REINER SCT cyberJack® 0").unwrap();
        assert_eq!(names.show(&utf8), "REINER SCT cyberJack® 0");
        assert_eq!(names.octets("REINER SCT cyberJack® 0"), Some(utf8));
    }

    #[test]
    fn two_readers_never_share_a_text() {
        let mut names = Names::default();
        // "Ã¼" in UTF-8, and the octets C3 BC FF that Windows would show alike.
        let (utf8, windows) = (CString::new("Ã¼ÿ").unwrap(), c"\xC3\xBC\xFF");
        assert_eq!(names.show(&utf8), "Ã¼ÿ");
        let other = names.show(windows);
        assert_ne!(other, "Ã¼ÿ");
        assert_eq!(names.octets(&other).as_deref(), Some(windows));
        assert_eq!(names.octets("Ã¼ÿ"), Some(utf8));
    }

    #[test]
    fn a_name_that_was_never_seen_stands_for_itself() {
        let names = Names::default();
        assert_eq!(names.octets("Leser 0").as_deref(), Some(c"Leser 0"));
        assert_eq!(names.octets("a\0b"), None);
    }
}
