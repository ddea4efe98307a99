//! Short codes of errors: what a person reads out to whoever helps, and looks up.
//!
//! `codes.json` has one for each code word of the documents, and of a word that stands for several
//! secrets one for each of them; `docs/codes.md` is the same table for hotlines.

use std::sync::LazyLock;

use serde::Deserialize;

use super::built_in::built_in;
use crate::text::Language;

/// What every code begins with.
const MARK: &str = "PL";

/// A short code and what it means.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShortCode {
    /// The code without mark and number.
    tag: String,
    /// The code word of the documents.
    pub word: String,
    /// Which secret it is about, where the word alone does not say.
    of: Option<Secret>,
    /// The topic that says more.
    pub topic: Option<String>,
    de: Said,
    en: Said,
}

/// A kind of secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Secret {
    /// The PIN of the letter.
    Transport,
    /// A PIN of the holder's own.
    Own,
    /// The PUK.
    Puk,
}

/// What is said of a code.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// What happened. One line.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

/// A code as somebody read it out.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// The code.
    pub code: &'static ShortCode,
    /// The number behind it: tries, or uses of a PUK, that were left.
    pub left: Option<u8>,
}

static CODES: LazyLock<Vec<ShortCode>> =
    LazyLock::new(|| built_in("codes.json", include_str!("codes.json")));

/// All codes, in the order of the table.
#[must_use]
pub fn all() -> &'static [ShortCode] {
    &CODES
}

/// The code of a code word, about a kind of secret where that is known.
#[must_use]
pub fn of(word: &str, secret: Option<Secret>) -> Option<&'static ShortCode> {
    CODES
        .iter()
        .find(|code| code.word == word && (code.of.is_none() || code.of == secret))
}

/// The code that somebody read out, in any spelling: `PL-TPIN-2`, `pl tpin 2`, `PLTPIN`.
#[must_use]
pub fn read_out(said: &str) -> Option<Asked> {
    let plain: String = said
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect::<String>()
        .to_uppercase();
    let after = plain.strip_prefix(MARK)?;
    let tag = after.trim_end_matches(|c: char| c.is_ascii_digit());
    let code = CODES.iter().find(|code| code.tag == tag)?;
    let left = after.strip_prefix(tag)?.parse().ok();
    Some(Asked { code, left })
}

/// The codes of a code word, in any spelling: `wrong_secret`, `Wrong secret`.
#[must_use]
pub fn of_word(said: &str) -> Vec<Asked> {
    let word = said.trim().to_lowercase().replace([' ', '-'], "_");
    let asked = |code| Asked { code, left: None };
    CODES
        .iter()
        .filter(|code| code.word == word)
        .map(asked)
        .collect()
}

impl ShortCode {
    /// The code, with the number of tries or uses that are left.
    #[must_use]
    pub fn code(&self, left: Option<u8>) -> String {
        let tag = &self.tag;
        match left {
            Some(left) => format!("{MARK}-{tag}-{left}"),
            None => format!("{MARK}-{tag}"),
        }
    }

    /// What it means.
    #[must_use]
    pub const fn said(&self, language: Language) -> &Said {
        match language {
            Language::De => &self.de,
            Language::En => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topics::topic;

    #[test]
    fn a_code_is_found_as_it_is_read_out() {
        for said in [
            "PL-TPIN-2",
            "pl-tpin-2",
            "PL TPIN 2",
            "pltpin2",
            " Pl-Tpin - 2 ",
        ] {
            let asked = read_out(said).unwrap();
            assert_eq!(
                (asked.code.tag.as_str(), asked.left),
                ("TPIN", Some(2)),
                "{said}"
            );
        }
        assert_eq!(read_out("PL-BUSY").unwrap().left, None);
        for said in ["", "PL", "PL-NOTHING", "TPIN", "Platz", "plane"] {
            assert!(read_out(said).is_none(), "{said}");
        }
        assert_eq!(of_word("wrong_secret").len(), 3);
        assert_eq!(of_word("Card removed").len(), 1);
        assert!(of_word("letter").is_empty());
    }

    #[test]
    fn tags_are_plain_short_and_each_means_one_thing() {
        let tags: Vec<&str> = all().iter().map(|code| code.tag.as_str()).collect();
        for (index, tag) in tags.iter().enumerate() {
            assert!(
                (2..=7).contains(&tag.len()) && tag.bytes().all(|octet| octet.is_ascii_uppercase()),
                "{tag}"
            );
            assert!(!tags[..index].contains(tag), "{tag}");
        }
    }

    #[test]
    fn every_code_is_explained_in_both_languages_and_leads_to_a_topic_that_exists() {
        for code in all() {
            for language in [Language::De, Language::En] {
                let said = code.said(language);
                let first = format!("{}: {}", code.code(Some(2)), said.what);
                assert!(first.chars().count() <= 80, "{first}");
                assert!((3..=150).contains(&said.remedy.chars().count()), "{first}");
                assert!(
                    said.what.ends_with('.') && said.remedy.ends_with(['.', '?']),
                    "{first}"
                );
            }
            let leads = code
                .topic
                .as_deref()
                .is_none_or(|name| topic(name).is_some());
            assert!(leads, "{code:?}");
        }
    }
}
