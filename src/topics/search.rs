//! Finding a topic by a question as people put it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::catalogue::{Topic, all};
use super::markup::{Page, Piece};
use super::vocabulary::{Meaning, Vocabulary, says_little};
use crate::order;
use crate::text::Language;

/// How far the best must be ahead, in tenths, to be the one that is meant.
const AHEAD: u32 = 12;

const LANGUAGES: [Language; 2] = [Language::De, Language::En];

/// How much of what was said has to be in a topic, by weight, for it to be an answer: a wrong
/// article is worse than the list.
const ANSWERS: f64 = 0.42;
/// The same where nothing was named that this program is about: a password may be any. And where
/// besides something was said that nobody here knows, so that the question may be about anything.
const ANSWERS_ELSEWHERE: f64 = 0.5;
const ANSWERS_ANYTHING: f64 = 0.65;
/// How much of a term is in a topic that has it in its text alone.
const ONLY_IN_TEXT: f64 = 0.4;
/// What a word that nobody knows weighs of what the rarest term does; each further one, of the one
/// before.
const UNKNOWN: f64 = 0.8;
const EACH_FURTHER: f64 = 0.5;

/// What a term counts in a title, among the keywords, and in the text alone.
const IN_TITLE: f64 = 2.0;
const IN_KEYWORDS: f64 = 2.0;
const IN_TEXT: f64 = 0.5;
/// What each term of a keyword of several words counts besides, where all of them were said.
const WHOLE_KEYWORD: f64 = 4.0;
/// What a term that says little counts of what it would.
const LITTLE: f64 = 0.3;
/// What the term of a keyword of one counts besides, where nothing else was said.
const ONLY_KEYWORD: f64 = 1.0;
/// What at least has to be in its title and keywords, unless one keyword was said whole: whatever is
/// asked, it is about a card or a PIN.
const LEAST: f64 = 1.3;
/// What a term weighs that stands in no title and no keyword.
const ASIDE: f64 = 1.0;
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
    /// Each with all its terms.
    keywords: Vec<Vec<String>>,
    text: BTreeSet<String>,
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
    order::by_key(&mut hits, |hit| Reverse(hit.score));
    hits
}

/// Whether a question says nothing that could be looked for: no word in it, or none but those that
/// stand in every question. Digits say something, if only that they are a number.
#[must_use]
pub fn says_nothing(question: &str) -> bool {
    INDEX.vocabulary.meaning(question) == Meaning::default()
        && !question.chars().any(|c| c.is_ascii_digit())
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

/// What of a topic is searched, in both languages.
struct Said {
    topic: &'static Topic,
    titles: Vec<String>,
    keywords: Vec<&'static str>,
    texts: Vec<String>,
}

impl Index {
    fn new() -> Self {
        let said: Vec<Said> = all().iter().map(Said::by).collect();
        let all_texts = said.iter().flat_map(|said| {
            let own = said.titles.iter().chain(&said.texts).map(String::as_str);
            own.chain(said.keywords.iter().copied())
        });
        let vocabulary = Vocabulary::with(all_texts);
        let entries: Vec<Entry> = said
            .into_iter()
            .map(|said| Entry::of(said, &vocabulary))
            .collect();
        let mut spread = BTreeMap::new();
        for entry in &entries {
            let keywords = entry.keywords.iter().flatten();
            let head: BTreeSet<&String> = entry.title.iter().chain(keywords).collect();
            for term in head {
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
        let Some(with) = self.spread.get(term) else {
            return ASIDE;
        };
        let weight = (1.0 + topics / *with as f64).ln();
        if says_little(term) {
            weight * LITTLE
        } else {
            weight
        }
    }

    /// What all that was said weighs: its terms, and the words that nobody knows, each less than
    /// the one before, for in a long sentence much is beside the point. Where nothing was named that
    /// this is about, a word that our texts only happen to have is one of those. And whether there
    /// was any.
    fn weight_of(&self, meaning: &Meaning) -> (f64, bool) {
        let (known, aside): (Vec<&String>, Vec<&String>) = meaning
            .terms
            .iter()
            .partition(|term| meaning.names_a_subject || self.spread.contains_key(*term));
        let terms: f64 = known.into_iter().map(|term| self.weight(term)).sum();
        let rarest = (1.0 + self.entries.len() as f64).ln();
        let mut unknown = 0.0;
        let mut each = rarest * UNKNOWN;
        let strange = meaning.unknown + aside.len();
        for _ in 0..strange {
            unknown += each;
            each *= EACH_FURTHER;
        }
        (terms + unknown, strange > 0)
    }

    /// The sum over the terms. A topic fits not at all where too little of what was said is in it,
    /// or all of that in its text alone; and where no thing of this world was named, only one of
    /// whose keywords one was said whole.
    fn score(&self, entry: &Entry, meaning: &Meaning) -> u32 {
        let mut in_head = 0.0;
        let mut is_whole = false;
        let mut fitting = 0.0;
        let mut whole: f64 = 0.0;
        let mut in_keywords: BTreeMap<&str, f64> = BTreeMap::new();
        for keyword in &entry.keywords {
            let (share, weight) = self.share(keyword, meaning);
            for term in keyword {
                let best = in_keywords.entry(term).or_insert(share);
                *best = best.max(share);
            }
            if share >= 1.0 {
                is_whole = true;
                let alone = keyword.len() == meaning.terms.len();
                whole = whole.max(match keyword.len() {
                    1 if alone => ONLY_KEYWORD * weight,
                    1 => 0.0,
                    _ => WHOLE_KEYWORD * weight,
                });
            }
        }
        let mut sum = whole;
        for term in &meaning.terms {
            let is_in = |place: &BTreeSet<String>, worth: f64| {
                if place.contains(term) { worth } else { 0.0 }
            };
            let share = in_keywords.get(term.as_str()).copied().unwrap_or(0.0);
            let in_title = is_in(&entry.title, 1.0);
            let in_text = is_in(&entry.text, 1.0);
            let weight = self.weight(term);
            in_head += weight * in_title.max(share);
            fitting += weight * in_title.max(share).max(in_text * ONLY_IN_TEXT);
            sum += weight * (IN_TITLE * in_title + IN_KEYWORDS * share + IN_TEXT * in_text);
        }
        let of_here = meaning.names_a_subject;
        let (all, strange) = self.weight_of(meaning);
        let enough = match (of_here, strange) {
            (true, _) => ANSWERS,
            (false, false) => ANSWERS_ELSEWHERE,
            (false, true) => ANSWERS_ANYTHING,
        };
        let fits = is_whole || of_here && in_head >= LEAST;
        if fits && fitting >= enough * all {
            (sum * SCALE).round() as u32
        } else {
            0
        }
    }

    /// How much of a keyword was said, by weight, and what all of it weighs.
    fn share(&self, keyword: &[String], meaning: &Meaning) -> (f64, f64) {
        let mut said = 0.0;
        let mut all = 0.0;
        for term in keyword {
            let weight = self.weight(term);
            all += weight;
            if meaning.terms.contains(term) {
                said += weight;
            }
        }
        (if all > 0.0 { said / all } else { 0.0 }, all)
    }
}

impl Said {
    fn by(topic: &'static Topic) -> Self {
        let pages = LANGUAGES.map(|language| topic.page(language));
        let names = [topic.id, topic.alias].map(|name| name.replace('-', " "));
        let titles = pages.iter().map(|page| page.title.clone());
        let keywords = pages.iter().flat_map(|page| &page.keywords);
        Self {
            topic,
            titles: titles.chain(names).collect(),
            keywords: keywords.map(String::as_str).collect(),
            texts: pages.iter().map(|page| text_of(page)).collect(),
        }
    }
}

impl Entry {
    fn of(said: Said, vocabulary: &Vocabulary) -> Self {
        let terms = |text: &str| vocabulary.own_terms(text);
        Self {
            topic: said.topic,
            title: said.titles.iter().flat_map(|text| terms(text)).collect(),
            text: said
                .texts
                .iter()
                .flat_map(|text| vocabulary.own_words(text))
                .collect(),
            keywords: said.keywords.iter().map(|text| terms(text)).collect(),
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
