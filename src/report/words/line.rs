//! A line for a person.

use crate::text::Tone;

/// One line with its tone.
pub type Line = (Tone, String);

/// The words as a line of their own: names of cards and PINs begin small in English.
pub(super) fn begun(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_begins_with_a_capital_letter_and_is_the_same_otherwise() {
        assert_eq!(begun("card PIN (PIN.CH): set"), "Card PIN (PIN.CH): set");
        assert_eq!(begun("übrig"), "Übrig");
        assert_eq!(begun("Karten-PIN"), "Karten-PIN");
        assert_eq!(begun(""), "");
    }
}
