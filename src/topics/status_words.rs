//! Numbers that a card, a reader or a Konnektor answers with, as people copy them from a log or a
//! screen: `63C2`, `SW=6983`, `0x6A88`, `Fehler 4063`.
//!
//! `status_words.json` has what each means to the person; what it means to the program is `card/outcome.rs`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::built_in::built_in;
use super::catalogue::{Topic, topic};
use crate::text::Language;

/// The topic about all of them.
const TOPIC: &str = "status-words";
/// Digits of a number.
const DIGITS: usize = 4;
/// Stands in the table for any counter, as people write it too: `63Cx`.
const ANY_COUNTER: &str = "63CX";
/// What the number of a counter begins with.
const COUNTER: &str = "63C";
/// What is written before a number.
const MARKS: [&str; 2] = ["0X", "SW"];

/// What some numbers mean. Figures are tries or uses: `{left}` is put in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    numbers: Vec<String>,
    de: String,
    en: String,
}

/// A number that somebody asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusNumber {
    /// As it is written in a specification.
    number: String,
    /// Where it stands in the table.
    index: usize,
}

static ENTRIES: LazyLock<Vec<Entry>> =
    LazyLock::new(|| built_in("status_words.json", include_str!("status_words.json")));

/// The number that a question is about, the first of several; in any of the spellings of logs.
#[must_use]
pub fn asked(question: &str) -> Option<StatusNumber> {
    let said = question.to_uppercase();
    let words: Vec<&str> = said
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let one = words.iter().find_map(|word| known(word));
    // `63 C2`: two octets apart.
    one.or_else(|| words.windows(2).find_map(|pair| known(&two_octets(pair)?)))
}

/// The two octets that a dump writes apart, as one number.
fn two_octets(pair: &[&str]) -> Option<String> {
    let is_octet = |word: &&str| word.len() == 2 && word.bytes().all(|c| c.is_ascii_hexdigit());
    pair.iter().all(is_octet).then(|| pair.concat())
}

fn known(word: &str) -> Option<StatusNumber> {
    let bare = MARKS
        .iter()
        .fold(word, |word, mark| word.strip_prefix(mark).unwrap_or(word));
    let number = bare.strip_suffix('H').unwrap_or(bare);
    if number.len() != DIGITS {
        return None;
    }
    let index = |wanted: &str| {
        ENTRIES
            .iter()
            .position(|entry| entry.numbers.iter().any(|number| number == wanted))
    };
    let is_counter = number.starts_with(COUNTER) && number.bytes().all(|c| c.is_ascii_hexdigit());
    let index = index(number).or_else(|| index(ANY_COUNTER).filter(|_| is_counter))?;
    Some(StatusNumber {
        number: number.to_owned(),
        index,
    })
}

impl StatusNumber {
    /// The topic that has all of them.
    #[must_use]
    pub fn topic() -> Option<&'static Topic> {
        topic(TOPIC)
    }

    /// What it means, with what is left where it counts that.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        let means = ENTRIES.get(self.index).map(|entry| match language {
            Language::De => entry.de.as_str(),
            Language::En => entry.en.as_str(),
        });
        let left = self.number.strip_prefix(COUNTER);
        let left = left.and_then(|left| u8::from_str_radix(left, 16).ok());
        let left = left.map_or_else(|| "x".to_owned(), |left| left.to_string());
        let (number, means) = (&self.number, means.unwrap_or_default());
        format!("{number}: {means}").replace("{left}", &left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(question: &str) -> Option<String> {
        asked(question).map(|number| number.say(Language::De))
    }

    #[test]
    fn a_number_is_found_in_any_spelling_of_a_log() {
        for question in [
            "63C2",
            "63c2",
            "was bedeutet 63C2",
            "SW=63C2",
            "SW63C2",
            "0x63C2",
            "63C2h",
            "Antwort 63 C2 der Karte",
            "SW1 SW2 = 63 C2",
        ] {
            let said = said(question).unwrap_or_else(|| panic!("{question}"));
            assert!(
                said.starts_with("63C2: ") && said.contains("übrig: 2."),
                "{question}: {said}"
            );
        }
        assert!(said("63Cx").unwrap().contains("übrig: x."));
        assert!(said("63CF").unwrap().contains("übrig: 15."));
        assert!(said("63C0").unwrap().contains("gesperrt"));
        assert!(
            said("Fehler 4063 am Terminal")
                .unwrap()
                .contains("Konnektor")
        );
    }

    /// Typed a second time, from the table of errors that the Konnektor has for cards, PINs and rights.
    #[test]
    fn every_error_number_of_a_konnektor_is_explained_as_its_own() {
        let numbers = "4000 4001 4002 4003 4004 4005 4006 4007 4008 4009 4010 4011 4012 4013 4014 4015 4016 4018 \
            4019 4020 4021 4040 4043 4044 4045 4046 4047 4048 4049 4050 4051 4052 4053 4056 4057 4060 4063 4064 4065 4066 \
            4067 4068 4071 4072 4085 4090 4092 4093 4094 4097 4098 4099 4101 4131 4132 4146 4147 4148 4149 4204 \
            4209 4256 4257 4258";
        for number in numbers.split_whitespace() {
            for (language, from) in [
                (Language::De, "vom Konnektor: "),
                (Language::En, "from the Konnektor: "),
            ] {
                let said = asked(&format!("Fehler {number}")).map(|found| found.say(language));
                let said = said.unwrap_or_else(|| panic!("{number}"));
                assert!(said.starts_with(&format!("{number}: {from}")), "{said}");
            }
        }
    }

    #[test]
    fn other_numbers_are_none_of_them() {
        for question in [
            "",
            "2026",
            "12345",
            "63C",
            "63C22",
            "471193",
            "PL-TPIN-2",
            "G2.1",
            "ST-1506",
            "30 60 Sekunden",
            "PIN.CH",
            "x",
            "0x",
        ] {
            assert_eq!(asked(question), None, "{question}");
        }
    }

    #[test]
    fn every_number_stands_once_and_is_said_in_both_languages() {
        let numbers: Vec<&String> = ENTRIES.iter().flat_map(|entry| &entry.numbers).collect();
        for (index, number) in numbers.iter().enumerate() {
            assert!(!numbers[..index].contains(number), "{number}");
            for language in [Language::De, Language::En] {
                let said = asked(number).unwrap().say(language);
                assert!(said.starts_with(number.as_str()), "{said}");
                assert!(said.ends_with(['.', '?']) && !said.contains('{'), "{said}");
                // In four rows with what stands before it.
                assert!(said.chars().count() < 280, "{said}");
            }
        }
        assert!(StatusNumber::topic().is_some());
    }
}
