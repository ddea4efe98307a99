//! The replacement radar: which cards have run out, are recalled or are due, and what to look for
//! on the card.
//!
//! The statements stand in `radar.json`. A recall is named only when everything that the chip tells
//! fits it, and then says plainly what the chip does not tell.

mod ends;

use std::sync::LazyLock;

use serde::Deserialize;

use super::built_in::built_in;
use super::sources::{self, Source};
use crate::order;
use crate::system::clock::Date;
use crate::text::{Language, Text};
use ends::day;

pub use ends::{Ends, Use};

/// What was read from a card, in words and numbers.
#[derive(Debug, Clone, Copy, Default)]
pub struct CardFacts<'a> {
    /// Kind: `hba`, `smcb`.
    pub kind: &'a str,
    /// Generation: `G2.0`, `G2.1`.
    pub generation: Option<&'a str>,
    /// Fixed word of the issuer, see [`super::issuers::find`].
    pub issuer: Option<&'a str>,
    /// Whether its certificates are those of a test card (TEST-ONLY): no issuer recalls it, but it
    /// does expire.
    pub is_for_tests: bool,
    /// Whether it carries certificates with RSA keys; `None` when no certificates were read.
    pub has_rsa: Option<bool>,
    /// Whether it carries certificates with keys on elliptic curves; `None` when no certificates
    /// were read.
    pub has_ecc: Option<bool>,
    /// Begin of the validity (notBefore), seconds since 1970.
    pub issued: Option<i64>,
    /// When the certificates that count end.
    pub ends: Ends,
}

impl CardFacts<'_> {
    /// RSA and nothing else, or nothing known of its keys: the generation alone says it then.
    fn may_be_rsa_only(&self) -> bool {
        matches!(
            (self.has_rsa, self.has_ecc),
            (Some(true), Some(false)) | (None, None)
        )
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

/// Something that is known of cards like this one: the entry that fits, and the card's own days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    entry: &'static Entry,
    /// When the certificates that count end.
    ends: Ends,
    /// When this was asked, in seconds since 1970.
    at: i64,
}

impl Finding {
    /// Fixed word: `generation_ended`, `recall_idemia`, `recall_medisign_ecc_only`,
    /// `replacement_due`, `expired`, `certificate_expired`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        &self.entry.code
    }

    /// How much it matters.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.entry.severity
    }

    /// Since when, ISO 8601.
    #[must_use]
    pub fn since(&self) -> Option<&'static str> {
        self.entry.since.as_deref()
    }

    /// Whether the chip tells all of it. Where not, the card's print has to be looked at.
    #[must_use]
    pub const fn is_readable_from_chip(&self) -> bool {
        self.entry.readable_from_chip
    }

    /// Topic with more of it.
    #[must_use]
    pub fn topic(&self) -> &'static str {
        &self.entry.topic
    }

    /// Where it was read.
    #[must_use]
    pub fn sources(&self) -> Vec<&'static Source> {
        sources::by_names(self.entry.sources.iter().map(String::as_str))
    }

    /// What is known.
    #[must_use]
    pub fn what(&self, text: Text) -> String {
        self.dated(&self.entry.words(text.language()).sentence, text)
    }

    /// What is known, in a line or two where the sentence is longer.
    #[must_use]
    pub fn short(&self, text: Text) -> String {
        let words = self.entry.words(text.language());
        self.dated(words.short.as_ref().unwrap_or(&words.sentence), text)
    }

    /// What only the person can answer, where the chip does not tell whether the card is meant.
    #[must_use]
    pub fn question(&self, text: Text) -> Option<&'static str> {
        self.entry.words(text.language()).question.as_deref()
    }

    /// A sentence with the card's own days.
    fn dated(&self, sentence: &str, text: Text) -> String {
        let (ends, at) = (self.ends, self.at);
        let date = ends.next(at).map(|next| day(next, text));
        let days = ends.days_left(at).map(|days| text.days(days));
        [
            ("{date}", date.unwrap_or_default()),
            ("{days}", days.unwrap_or_default()),
            ("{over}", ends.over_in_words(at, text)),
            ("{in_force}", ends.in_force_in_words(at, text)),
            ("{next}", ends.next_in_words(at, text)),
            ("{later}", ends.later_in_words(at, text)),
        ]
        .iter()
        .fold(sentence.to_owned(), |said, (what, words)| {
            said.replace(what, words)
        })
    }

    /// That the chip does not tell it, and what to look for on the card or in the mail.
    #[must_use]
    pub fn look_for(&self, text: Text) -> Option<String> {
        let look_for = self.entry.words(text.language()).look_for.as_deref();
        match (look_for, self.entry.readable_from_chip) {
            (Some(look_for), false) => Some(format!("{} {look_for}", text.radar_not_on_chip())),
            (None, false) => Some(text.radar_not_on_chip()),
            (look_for, true) => look_for.map(ToOwned::to_owned),
        }
    }

    /// What to do.
    #[must_use]
    pub fn hint(&self, text: Text) -> &'static str {
        &self.entry.words(text.language()).hint
    }
}

/// What is known of a card like this at a point in time (seconds since 1970), the worst first, each
/// code once.
#[must_use]
pub fn findings(card: &CardFacts<'_>, at_seconds: i64) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for entry in ENTRIES.iter().filter(|entry| entry.fits(card, at_seconds)) {
        if !found.iter().any(|finding| finding.code() == entry.code) {
            found.push(Finding {
                entry,
                ends: card.ends,
                at: at_seconds,
            });
        }
    }
    order::by_key(&mut found, Finding::severity);
    found
}

/// One entry of `radar.json`. A condition that is left out always holds.
#[derive(Debug, PartialEq, Eq, Deserialize)]
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
    /// Holds once every certificate is over, and not before.
    #[serde(default)]
    expired: bool,
    /// Holds while one certificate is over and another one is not.
    #[serde(default)]
    partly_expired: bool,
    /// Holds until the next certificate ends, and not after the last.
    days_left_at_most: Option<i64>,
    /// Holds while certificates end on different days.
    #[serde(default)]
    ends_apart: bool,
    since: Option<String>,
    readable_from_chip: bool,
    /// Whether it is true of test cards too.
    #[serde(default)]
    test_cards: bool,
    topic: String,
    de: Words,
    en: Words,
    sources: Vec<String>,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    /// What the person has to be asked, where only they know whether their card is meant.
    question: Option<String>,
    /// What is said beside the state of a card; the sentence where it is short itself.
    short: Option<String>,
    sentence: String,
    look_for: Option<String>,
    #[serde(rename = "do")]
    hint: String,
}

static ENTRIES: LazyLock<Vec<Entry>> =
    LazyLock::new(|| built_in("radar.json", include_str!("radar.json")));

/// How many entries there are.
#[cfg(test)]
pub(super) fn count() -> usize {
    ENTRIES.len()
}

impl Entry {
    fn fits(&self, card: &CardFacts<'_>, at_seconds: i64) -> bool {
        let named = |list: &Option<Vec<String>>, word: Option<&str>| match list {
            Some(list) => word.is_some_and(|word| list.iter().any(|listed| listed == word)),
            None => true,
        };
        self.kinds.iter().any(|kind| kind == card.kind)
            && named(&self.generations, card.generation)
            && named(&self.issuers, card.issuer)
            && (self.test_cards || !card.is_for_tests)
            && (!self.rsa_only || card.may_be_rsa_only())
            && (!self.ecc_only || (card.has_ecc == Some(true) && card.has_rsa == Some(false)))
            && self.was_issued_then(card.issued)
            && self.days_fit(card, at_seconds)
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
    fn days_fit(&self, card: &CardFacts<'_>, at_seconds: i64) -> bool {
        let (ends, at) = (card.ends, at_seconds);
        let is_due =
            |most| !ends.all_over(at) && ends.days_left(at).is_some_and(|days| days <= most);
        (!self.expired || ends.all_over(at))
            && (!self.partly_expired || ends.any_over(at) && !ends.all_over(at))
            && (!self.ends_apart || ends.end_apart(at))
            && self.days_left_at_most.is_none_or(is_due)
    }

    const fn words(&self, language: Language) -> &Words {
        match language {
            Language::De => &self.de,
            Language::En => &self.en,
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
            let all = [
                words.question.as_ref(),
                words.short.as_ref(),
                Some(&words.sentence),
                words.look_for.as_ref(),
                Some(&words.hint),
            ];
            lines.extend(
                all.into_iter()
                    .flatten()
                    .map(|line| (entry.code.clone(), language, line.clone())),
            );
        }
    }
    lines
}

/// All entries of this weight, as of a card that ends in three days.
#[cfg(test)]
pub fn of_weight(severity: Severity) -> Vec<Finding> {
    let fits = |entry: &&'static Entry| entry.severity == severity;
    let finding = |entry| Finding {
        entry,
        ends: Ends::of([
            (Use::Authentication, 3 * 86_400),
            (Use::Encryption, -86_400),
            (Use::Signature, 5 * 86_400),
        ]),
        at: 0,
    };
    ENTRIES.iter().filter(fits).map(finding).collect()
}

/// Short names of all pages that the data file cites.
#[cfg(test)]
pub(super) fn cited() -> Vec<String> {
    ENTRIES
        .iter()
        .flat_map(|entry| entry.sources.clone())
        .collect()
}

#[cfg(test)]
mod tests;
