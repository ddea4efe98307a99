//! The replacement radar: which cards have run out, are recalled or are due, and what to look for on the card.
//!
//! The statements stand in `radar.json`. A recall is named only when everything that the chip tells fits it, and then
//! says plainly what the chip does not tell.

use std::sync::LazyLock;

use serde::Deserialize;

use super::sources::{self, Source};
use crate::system::clock::Date;
use crate::text::{Language, Text};

const SECONDS_A_DAY: i64 = 86_400;

/// What was read from a card, in words and numbers.
#[derive(Debug, Clone, Copy, Default)]
pub struct CardFacts<'a> {
    /// Kind: `hba`, `smcb`.
    pub kind: &'a str,
    /// Generation: `G2.0`, `G2.1`.
    pub generation: Option<&'a str>,
    /// Fixed word of the issuer, see [`super::issuers::find`].
    pub issuer: Option<&'a str>,
    /// Whether it carries certificates with RSA keys; `None` when no certificates were read.
    pub has_rsa: Option<bool>,
    /// Whether it carries certificates with keys on elliptic curves; `None` when no certificates were read.
    pub has_ecc: Option<bool>,
    /// Begin of the validity (notBefore), seconds since 1970.
    pub issued: Option<i64>,
    /// End of the validity (notAfter) of the certificates that count, seconds since 1970.
    pub expires: Option<i64>,
}

impl CardFacts<'_> {
    /// Whole days until it expires at a point in time; negative afterwards.
    #[must_use]
    pub fn days_left(&self, at_seconds: i64) -> Option<i64> {
        Some(self.expires?.saturating_sub(at_seconds).div_euclid(SECONDS_A_DAY))
    }
}

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The card can no longer be used.
    Ended,
    /// Something is to be done.
    Act,
    /// Good to know.
    Hint,
}

impl Severity {
    /// The fixed word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Severity::Ended => "ended",
            Severity::Act => "act",
            Severity::Hint => "hint",
        }
    }
}

/// Something that is known of cards like this one.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Fixed word: `generation_ended`, `recall_idemia`, `recall_medisign_ecc_only`, `replacement_due`, `expired`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Since when, ISO 8601.
    pub since: Option<&'static str>,
    /// Whether the chip tells all of it. Where not, the card's print has to be looked at.
    pub readable_from_chip: bool,
    /// What is known.
    pub what: String,
    /// That the chip does not tell it, and what to look for on the card or in the mail.
    pub look_for: Option<String>,
    /// What to do.
    pub hint: String,
    /// Topic with more of it.
    pub topic: &'static str,
    /// Where it was read.
    pub sources: Vec<&'static Source>,
}

/// What is known of a card like this at a point in time (seconds since 1970), the worst first, each code once.
#[must_use]
pub fn findings(card: &CardFacts<'_>, at_seconds: i64, language: Language) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for entry in ENTRIES.iter().filter(|entry| entry.fits(card, at_seconds)) {
        if !found.iter().any(|finding| finding.code == entry.code) {
            found.push(entry.finding(card, at_seconds, language));
        }
    }
    found.sort_by_key(|finding| finding.severity);
    found
}

/// One entry of `radar.json`. A condition that is left out always holds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    code: String,
    severity: Severity,
    kinds: Vec<String>,
    generations: Option<Vec<String>>,
    issuers: Option<Vec<String>>,
    #[serde(default)]
    rsa_only: bool,
    #[serde(default)]
    ecc_only: bool,
    issued_from: Option<String>,
    issued_until: Option<String>,
    days_left_at_most: Option<i64>,
    since: Option<String>,
    readable_from_chip: bool,
    topic: String,
    de: Words,
    en: Words,
    sources: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    sentence: String,
    look_for: Option<String>,
    #[serde(rename = "do")]
    hint: String,
}

static ENTRIES: LazyLock<Vec<Entry>> =
    LazyLock::new(|| serde_json::from_str(include_str!("radar.json")).unwrap_or_default());

impl Entry {
    fn fits(&self, card: &CardFacts<'_>, at_seconds: i64) -> bool {
        let named = |list: &Option<Vec<String>>, word: Option<&str>| match list {
            Some(list) => word.is_some_and(|word| list.iter().any(|listed| listed == word)),
            None => true,
        };
        self.kinds.iter().any(|kind| kind == card.kind)
            && named(&self.generations, card.generation)
            && named(&self.issuers, card.issuer)
            && !(self.rsa_only && card.has_ecc == Some(true))
            && (!self.ecc_only || (card.has_ecc == Some(true) && card.has_rsa == Some(false)))
            && self.was_issued_then(card.issued)
            && self.days_fit(card.days_left(at_seconds))
            && date(self.since.as_ref()).is_none_or(|since| Date::from_seconds(at_seconds) >= since)
    }

    fn was_issued_then(&self, issued: Option<i64>) -> bool {
        let issued = issued.map(Date::from_seconds);
        let from = date(self.issued_from.as_ref());
        let until = date(self.issued_until.as_ref());
        from.is_none_or(|from| issued.is_some_and(|issued| issued >= from))
            && until.is_none_or(|until| issued.is_some_and(|issued| issued <= until))
    }

    /// What is due within some days is not due any more when it is over.
    fn days_fit(&self, days_left: Option<i64>) -> bool {
        let Some(most) = self.days_left_at_most else { return true };
        days_left.is_some_and(|days| days <= most && (most < 0 || days >= 0))
    }

    fn finding(&'static self, card: &CardFacts<'_>, at_seconds: i64, language: Language) -> Finding {
        let text = Text::new(language);
        let words = match language {
            Language::De => &self.de,
            Language::En => &self.en,
        };
        let expires = card.expires.map(|seconds| Date::from_seconds(seconds).for_people()).unwrap_or_default();
        let days = card.days_left(at_seconds).map(|days| text.days(days)).unwrap_or_default();
        let look_for = match (&words.look_for, self.readable_from_chip) {
            (Some(look_for), false) => Some(format!("{} {look_for}", text.radar_not_on_chip())),
            (None, false) => Some(text.radar_not_on_chip()),
            (look_for, true) => look_for.clone(),
        };
        Finding {
            code: &self.code,
            severity: self.severity,
            since: self.since.as_deref(),
            readable_from_chip: self.readable_from_chip,
            what: words.sentence.replace("{date}", &expires).replace("{days}", &days),
            look_for,
            hint: words.hint.clone(),
            topic: &self.topic,
            sources: sources::by_names(self.sources.iter().map(String::as_str)),
        }
    }
}

/// A day of the data file; that each is one is tested.
fn date(text: Option<&String>) -> Option<Date> {
    Date::parse(text?)
}

/// Every line of the data file that people read.
#[cfg(test)]
pub(super) fn lines() -> Vec<(String, Language, String)> {
    let mut lines = Vec::new();
    for entry in ENTRIES.iter() {
        for (language, words) in [(Language::De, &entry.de), (Language::En, &entry.en)] {
            let all = [Some(&words.sentence), words.look_for.as_ref(), Some(&words.hint)];
            lines.extend(all.into_iter().flatten().map(|line| (entry.code.clone(), language, line.clone())));
        }
    }
    lines
}

/// Short names of all pages that the data file cites.
#[cfg(test)]
pub(super) fn cited() -> Vec<String> {
    ENTRIES.iter().flat_map(|entry| entry.sources.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_of_the_data_file_can_be_relied_on() {
        assert!(ENTRIES.len() >= 5);
        for entry in ENTRIES.iter() {
            let code = &entry.code;
            for day in [&entry.since, &entry.issued_from, &entry.issued_until].into_iter().flatten() {
                assert!(Date::parse(day).is_some(), "{code}: {day}");
            }
            assert!(entry.kinds.iter().all(|kind| ["hba", "smcb"].contains(&kind.as_str())), "{code}");
            let issuers = entry.issuers.iter().flatten();
            assert!(issuers.into_iter().all(|id| crate::topics::issuers::by_id(id).is_some()), "{code}");
            assert!(crate::topics::topic(&entry.topic).is_some_and(|topic| topic.id == entry.topic), "{code}");
            assert!(!entry.sources.is_empty(), "{code}");
            assert!(entry.readable_from_chip || entry.de.look_for.is_some() && entry.en.look_for.is_some(), "{code}");
        }
    }

    const NOW: &str = "2026-11-25";

    fn seconds(day: &str) -> i64 {
        Date::parse(day).unwrap().days_since_epoch() * SECONDS_A_DAY
    }

    /// An eHBA of today that nothing is known against.
    fn hba() -> CardFacts<'static> {
        CardFacts {
            kind: "hba",
            generation: Some("G2.1"),
            issuer: Some("d-trust"),
            has_rsa: Some(true),
            has_ecc: Some(true),
            issued: Some(seconds("2025-06-01")),
            expires: Some(seconds("2030-06-01")),
        }
    }

    fn codes(card: &CardFacts<'_>, day: &str) -> Vec<&'static str> {
        findings(card, seconds(day), Language::De).iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn nothing_is_known_against_a_card_of_today() {
        assert_eq!(codes(&hba(), NOW), [""; 0]);
        let smcb = CardFacts { kind: "smcb", ..hba() };
        assert_eq!(codes(&smcb, NOW), [""; 0]);
    }

    #[test]
    fn rsa_only_cards_of_the_old_generation_ended_with_june_2026() {
        for kind in ["hba", "smcb"] {
            for has_ecc in [Some(false), None] {
                let old = CardFacts { kind, generation: Some("G2.0"), issuer: None, has_ecc, ..hba() };
                assert_eq!(codes(&old, "2026-06-30"), [""; 0]);
                assert_eq!(codes(&old, "2026-07-01"), ["generation_ended"]);
            }
        }
        let with_ecc = CardFacts { generation: Some("G2.0"), ..hba() };
        assert_eq!(codes(&with_ecc, NOW), [""; 0]);
        let finding = &findings(
            &CardFacts { generation: Some("G2.0"), has_ecc: Some(false), ..hba() },
            seconds(NOW),
            Language::En,
        )[0];
        assert!(finding.what.contains("01.07.2026") && finding.readable_from_chip && !finding.sources.is_empty());
    }

    #[test]
    fn an_old_card_of_t_systems_is_told_its_own_story_once() {
        let old = CardFacts { generation: Some("G2.0"), issuer: Some("t-systems"), has_ecc: Some(false), ..hba() };
        let found = findings(&old, seconds(NOW), Language::De);
        assert_eq!(found.len(), 1);
        assert!(found[0].what.contains("15.12.2022"), "{}", found[0].what);
    }

    #[test]
    fn a_recall_of_bodies_needs_issuer_and_time_and_says_that_the_chip_does_not_tell() {
        let within = CardFacts { issued: Some(seconds("2025-01-31")), ..hba() };
        let found = findings(&within, seconds(NOW), Language::De);
        assert_eq!(found[0].code, "recall_idemia");
        assert!(!found[0].readable_from_chip);
        let look_for = found[0].look_for.as_deref().unwrap();
        assert!(look_for.contains("nicht ablesen") && look_for.contains("„Idemia“"), "{look_for}");

        let later = CardFacts { issued: Some(seconds("2025-02-01")), ..hba() };
        let of_nobody = CardFacts { issuer: None, ..within };
        let undated = CardFacts { issued: None, ..within };
        let practice = CardFacts { kind: "smcb", ..within };
        for card in [later, of_nobody, undated, practice] {
            assert_eq!(codes(&card, NOW), [""; 0], "{card:?}");
        }
        let shc = CardFacts { issuer: Some("shc-care"), issued: Some(seconds("2025-11-15")), ..hba() };
        assert_eq!(codes(&shc, NOW), ["recall_idemia"]);
        assert_eq!(codes(&CardFacts { issued: Some(seconds("2025-11-16")), ..shc }, NOW), [""; 0]);
    }

    #[test]
    fn the_recall_of_medisign_needs_ecc_only() {
        let recalled = CardFacts {
            issuer: Some("medisign"),
            issued: Some(seconds("2026-01-01")),
            has_rsa: Some(false),
            expires: Some(seconds("2031-01-01")),
            ..hba()
        };
        assert_eq!(codes(&recalled, NOW), ["recall_medisign_ecc_only"]);
        for card in [
            CardFacts { has_rsa: Some(true), ..recalled },
            CardFacts { has_rsa: None, ..recalled },
            CardFacts { issued: Some(seconds("2025-12-31")), ..recalled },
            CardFacts { issuer: Some("d-trust"), ..recalled },
        ] {
            assert_eq!(codes(&card, NOW), [""; 0], "{card:?}");
        }
    }

    #[test]
    fn a_new_card_is_due_from_three_months_before_the_end_until_it() {
        for kind in ["hba", "smcb"] {
            let card = CardFacts { kind, expires: Some(seconds("2027-03-01")), ..hba() };
            assert_eq!(codes(&card, "2026-11-28"), [""; 0]);
            assert_eq!(codes(&card, "2026-11-29"), ["replacement_due"]);
            assert_eq!(codes(&card, "2027-03-01"), ["replacement_due"]);
            assert_eq!(codes(&card, "2027-03-02"), ["expired"]);
            let last = &findings(&card, seconds("2027-02-28"), Language::De)[0];
            assert!(last.what.contains("01.03.2027") && last.what.contains("noch 1 Tag."), "{}", last.what);
        }
    }

    #[test]
    fn the_worst_comes_first() {
        let card = CardFacts { issued: Some(seconds("2022-01-01")), expires: Some(seconds("2026-11-01")), ..hba() };
        assert_eq!(codes(&card, NOW), ["expired", "recall_idemia"]);
    }
}
