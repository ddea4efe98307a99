//! Finding a topic by a question as people put it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::catalogue::{Topic, all};
use super::markup::{Page, Piece};
use super::vocabulary::{Meaning, Vocabulary, says_little};
use crate::text::Language;

/// How far the best must be ahead, in tenths, to be the one that is meant.
const AHEAD: u32 = 12;

const LANGUAGES: [Language; 2] = [Language::De, Language::En];

/// What a term counts in a title, among the keywords, and in the text alone.
const IN_TITLE: f64 = 2.0;
const IN_KEYWORDS: f64 = 2.0;
const IN_TEXT: f64 = 0.5;
/// What each term of a keyword of several words counts besides, where all of them were said.
const WHOLE_KEYWORD: f64 = 3.0;
/// What a term that says little counts of what it would.
const LITTLE: f64 = 0.3;
/// What the term of a keyword of one counts besides, where nothing else was said.
const ONLY_KEYWORD: f64 = 1.0;
/// Scores are whole numbers; so much is one.
const SCALE: f64 = 10.0;

/// A topic that fits.
#[derive(Debug, Clone, Copy)]
pub struct Hit {
    /// The topic.
    pub topic: &'static Topic,
    /// How well it fits; more is better, and comparable within one search only.
    pub score: u32,
}

/// What of a topic can be found.
struct Entry {
    topic: &'static Topic,
    title: BTreeSet<String>,
    keywords: BTreeSet<String>,
    text: BTreeSet<String>,
    /// The keywords, each with all its terms.
    whole: Vec<Vec<String>>,
}

struct Index {
    vocabulary: Vocabulary,
    entries: Vec<Entry>,
    /// In how many topics' titles or keywords a term stands.
    spread: BTreeMap<String, usize>,
}

static INDEX: LazyLock<Index> = LazyLock::new(Index::new);

/// Topics that fit a question, the best first; both languages count.
#[must_use]
pub fn search(question: &str) -> Vec<Hit> {
    let meaning = INDEX.vocabulary.meaning(question);
    let mut hits: Vec<Hit> = INDEX
        .entries
        .iter()
        .map(|entry| Hit {
            topic: entry.topic,
            score: INDEX.score(entry, &meaning),
        })
        .filter(|hit| hit.score > 0)
        .collect();
    hits.sort_by_key(|hit| Reverse(hit.score));
    hits
}

/// Whether the first of several hits is the one that is meant.
#[must_use]
pub fn is_clear(hits: &[Hit]) -> bool {
    match hits {
        [] => false,
        [_] => true,
        [best, next, ..] => best.score * 10 >= next.score * AHEAD,
    }
}

impl Index {
    fn new() -> Self {
        let pages = || {
            all()
                .iter()
                .flat_map(|topic| LANGUAGES.map(|language| topic.page(language)))
        };
        let heads: Vec<&str> = pages()
            .flat_map(|page| page.keywords.iter().chain([&page.title]))
            .map(String::as_str)
            .collect();
        let texts: Vec<String> = pages().map(text_of).collect();
        let vocabulary =
            Vocabulary::with(heads.into_iter().chain(texts.iter().map(String::as_str)));
        let entries: Vec<Entry> = all()
            .iter()
            .map(|topic| Entry::of(topic, &vocabulary))
            .collect();
        let mut spread = BTreeMap::new();
        for entry in &entries {
            for term in entry.title.union(&entry.keywords) {
                *spread.entry(term.clone()).or_insert(0) += 1;
            }
        }
        Self {
            vocabulary,
            entries,
            spread,
        }
    }

    /// How much a term says: more, the fewer topics have it.
    fn weight(&self, term: &str) -> f64 {
        let topics = self.entries.len() as f64;
        let with = self.spread.get(term).copied().unwrap_or(1) as f64;
        let weight = (1.0 + topics / with).ln();
        if says_little(term) {
            weight * LITTLE
        } else {
            weight
        }
    }

    /// The sum over the terms. A topic fits not at all where less than a third of what was said is in
    /// it, or all of that in its text alone.
    fn score(&self, entry: &Entry, meaning: &Meaning) -> u32 {
        let mut fitting = 0;
        let mut is_meant = false;
        let mut sum = 0.0;
        for term in &meaning.terms {
            let is_in = |place: &BTreeSet<String>, worth: f64| {
                if place.contains(term) { worth } else { 0.0 }
            };
            let worth = is_in(&entry.title, IN_TITLE)
                + is_in(&entry.keywords, IN_KEYWORDS)
                + is_in(&entry.text, IN_TEXT);
            if worth > 0.0 {
                fitting += 1;
            }
            is_meant |= worth > IN_TEXT;
            sum += worth * self.weight(term);
        }
        let said = |terms: &&Vec<String>| {
            !terms.is_empty() && terms.iter().all(|term| meaning.terms.contains(term))
        };
        let weigh = |terms: &Vec<String>| -> f64 {
            let weights: f64 = terms.iter().map(|term| self.weight(term)).sum();
            let alone = terms.len() == meaning.terms.len();
            match terms.len() {
                1 if alone => ONLY_KEYWORD * weights,
                1 => 0.0,
                _ => WHOLE_KEYWORD * weights,
            }
        };
        sum += entry
            .whole
            .iter()
            .filter(said)
            .map(weigh)
            .fold(0.0, f64::max);
        if !is_meant || fitting * 3 < meaning.terms.len() + meaning.unknown {
            0
        } else {
            (sum * SCALE).round() as u32
        }
    }
}

impl Entry {
    fn of(topic: &'static Topic, vocabulary: &Vocabulary) -> Self {
        let pages = LANGUAGES.map(|language| topic.page(language));
        let names = [topic.id, topic.alias].map(|name| name.replace('-', " "));
        let terms = |text: &str| vocabulary.meaning(text).terms;
        let titles = pages.iter().map(|page| page.title.as_str());
        let keywords: Vec<Vec<String>> = pages
            .iter()
            .flat_map(|page| &page.keywords)
            .map(|keyword| terms(keyword))
            .collect();
        Self {
            topic,
            title: titles
                .chain(names.iter().map(String::as_str))
                .flat_map(terms)
                .collect(),
            text: pages
                .iter()
                .flat_map(|page| terms(&text_of(page)))
                .collect(),
            whole: keywords.clone(),
            keywords: keywords.into_iter().flatten().collect(),
        }
    }
}

fn text_of(page: &Page) -> String {
    let mut text = page.short.clone();
    for piece in page.parts.iter().flat_map(|part| &part.pieces) {
        text.push(' ');
        match piece {
            Piece::Paragraph(paragraph) => text.push_str(paragraph),
            Piece::List(items) => text.push_str(&items.join(" ")),
            Piece::Issuer(_) => {}
        }
    }
    text
}

#[cfg(test)]
mod tests;
