//! What a person's words mean, before anything is looked for: capitals, umlauts, endings, compounds
//! and slips of the key are taken away here, and words for one thing become one term.
//!
//! `words.txt` holds the things and their names. A word that stands there means its thing; so does
//! one with another ending, a compound of such words, or one that is a letter off. Any other word
//! stands for itself.

use crate::order;
use std::collections::{BTreeMap, BTreeSet};

/// The things that people have several words for.
const WORDS: &str = include_str!("words.txt");

/// Between words of a phrase that stand side by side only.
const SIDE_BY_SIDE: char = '_';
/// Marks the line of words that say nothing.
const SAYS_NOTHING: &str = "-";
/// Marks the line of the things that this program is about.
const SUBJECTS: &str = "=";
/// Between the things that one word names together.
const TOGETHER: char = '+';
/// Begins the name of a thing that says little of what is asked.
const SAYS_LITTLE: char = '~';

/// Words that may stand between two words that belong together: “weiß meine neue PIN nicht mehr”.
const APART: usize = 5;
/// Shortest word in which one letter may be wrong, and in which two may be.
const ONE_WRONG_FROM: usize = 5;
const TWO_WRONG_FROM: usize = 10;
/// Shortest part of a compound, and shortest word that may be one.
const PART_FROM: usize = 3;
const COMPOUND_FROM: usize = 6;
/// What German puts between the parts of a compound.
const JOINTS: [&str; 5] = ["", "s", "n", "en", "es"];

/// Endings that change no meaning, the long ones first; each leaves at least [`STEM`] letters.
const ENDINGS: [&str; 19] = [
    "ungen", "ionen", "innen", "ung", "ion", "ing", "ern", "est", "en", "er", "em", "es", "ed",
    "st", "e", "n", "s", "t", "d",
];
const STEM: usize = 4;

/// What was said: the terms, each once, and how many words said nothing that is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Meaning {
    /// Names of things, and stems of words that are none.
    pub(super) terms: Vec<String>,
    /// Words that nobody knows.
    pub(super) unknown: usize,
    /// Whether one of the things was named that this program is about.
    pub(super) names_a_subject: bool,
}

/// Which word means what.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// By the plain word; no term for one that says nothing.
    words: BTreeMap<String, Vec<String>>,
    /// By the stem of such a word.
    stems: BTreeMap<String, Vec<String>>,
    /// Several words that mean one thing together, the longest first.
    phrases: Vec<Phrase>,
    /// Which phrases begin with a word of this stem.
    begin: BTreeMap<String, Vec<usize>>,
    /// Names of the things that this program is about.
    subjects: BTreeSet<String>,
}

/// Several words that mean something together.
#[derive(Debug)]
struct Phrase {
    words: Vec<Word>,
    terms: Vec<String>,
    /// How many other words may stand between two of them.
    apart: usize,
}

/// How nearly a word has to be the one that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// As it is written.
    Same,
    /// With another ending.
    Stem,
    /// With a slip of the key.
    Slip,
}

impl Likeness {
    /// What our own texts are read by: in them no key slipped.
    const OWN: [Self; 2] = [Self::Same, Self::Stem];
    const ASKED: [Self; 3] = [Self::Same, Self::Stem, Self::Slip];
}

/// A word and its stem, which is compared more often than made.
#[derive(Debug)]
struct Word {
    plain: String,
    stem: String,
}

impl Word {
    fn of(plain: String) -> Self {
        let stem = stem(&plain);
        Self { plain, stem }
    }

    /// Whether it is the other one.
    fn is_like(&self, wanted: &Self, likeness: Likeness) -> bool {
        // A stem is the beginning of its word.
        self.plain.chars().next() == wanted.plain.chars().next()
            && (self.plain == wanted.plain
                || likeness >= Likeness::Stem && self.stem == wanted.stem
                || likeness >= Likeness::Slip
                    && wanted.plain.len() >= ONE_WRONG_FROM
                    && slips(&self.plain, &wanted.plain, 1).is_some())
    }
}

impl Vocabulary {
    /// The words of `words.txt`, and those of `texts` besides, which stand for themselves.
    pub(super) fn with<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut vocabulary = Self {
            words: BTreeMap::new(),
            stems: BTreeMap::new(),
            phrases: Vec::new(),
            begin: BTreeMap::new(),
            subjects: BTreeSet::new(),
        };
        let lines = WORDS.lines().filter(|line| !line.starts_with('#'));
        for (name, said) in lines.filter_map(|line| line.split_once(": ")) {
            if name == SUBJECTS {
                let names = said.split(',').map(|name| name.trim().to_owned());
                vocabulary.subjects = names.collect();
            } else {
                said.split(',')
                    .for_each(|words| vocabulary.learn(name, words));
            }
        }
        order::by_key(&mut vocabulary.phrases, |phrase| {
            std::cmp::Reverse(phrase.words.len())
        });
        for (index, phrase) in vocabulary.phrases.iter().enumerate() {
            if let Some(first) = phrase.words.first() {
                let begin = vocabulary.begin.entry(first.stem.clone());
                begin.or_default().push(index);
            }
        }
        for word in texts.into_iter().flat_map(plain_words) {
            let known = vocabulary.words.contains_key(&word) || word.chars().count() < PART_FROM;
            if !known {
                let stem = stem(&word);
                let term = vocabulary.stems.get(&stem).cloned();
                let term = term.unwrap_or_else(|| vec![stem.clone()]);
                vocabulary.stems.entry(stem).or_insert_with(|| term.clone());
                vocabulary.words.insert(word, term);
            }
        }
        vocabulary
    }

    fn learn(&mut self, name: &str, said: &str) {
        let words = plain_words(said);
        let terms: Vec<String> = name
            .split(TOGETHER)
            .filter(|name| *name != SAYS_NOTHING)
            .map(str::to_owned)
            .collect();
        match words.as_slice() {
            [] => {}
            [word] => {
                let stem = stem(word);
                if !terms.is_empty() {
                    self.stems.entry(stem).or_insert_with(|| terms.clone());
                }
                self.words.entry(word.clone()).or_insert(terms);
            }
            _ => {
                let apart = if terms.is_empty() || said.contains(SIDE_BY_SIDE) {
                    0
                } else {
                    APART
                };
                let words = words.into_iter().map(Word::of).collect();
                self.phrases.push(Phrase {
                    words,
                    terms,
                    apart,
                });
            }
        }
    }

    /// What a question means.
    pub(super) fn meaning(&self, question: &str) -> Meaning {
        let words: Vec<Word> = plain_words(question).into_iter().map(Word::of).collect();
        self.read(words, &Likeness::ASKED)
    }

    /// The terms of a text, a title or a keyword of ours.
    pub(super) fn own_terms(&self, text: &str) -> Vec<String> {
        let words: Vec<Word> = plain_words(text).into_iter().map(Word::of).collect();
        self.read(words, &Likeness::OWN).terms
    }

    /// The terms of the single words of a text of ours.
    pub(super) fn own_words(&self, text: &str) -> BTreeSet<String> {
        let words: BTreeSet<String> = plain_words(text).into_iter().collect();
        let terms = words.iter().filter_map(|word| self.exactly(word));
        terms.flatten().collect()
    }

    /// What words mean: first the phrases in them, those as they are written before those that only
    /// look like it, then the words that are left.
    fn read(&self, words: Vec<Word>, likenesses: &[Likeness]) -> Meaning {
        let mut begun: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (place, word) in words.iter().enumerate() {
            for phrase in self.begin.get(&word.stem).into_iter().flatten() {
                begun.entry(*phrase).or_default().push(place);
            }
        }
        let mut words: Vec<Option<Word>> = words.into_iter().map(Some).collect();
        let anywhere: Vec<usize> = (0..words.len()).collect();
        let mut meaning = Meaning::default();
        let mut take = |phrase: &Phrase, begins: &[usize], likeness| {
            let places = begins
                .iter()
                .find_map(|begin| place_of(phrase, *begin, &words, likeness));
            for place in places.iter().flatten() {
                if let Some(word) = words.get_mut(*place) {
                    *word = None;
                }
            }
            if places.is_some() {
                phrase.terms.iter().for_each(|term| meaning.add(term));
            }
        };
        for likeness in likenesses {
            if *likeness == Likeness::Slip {
                let phrases = self.phrases.iter();
                phrases.for_each(|phrase| take(phrase, &anywhere, *likeness));
            } else {
                for (index, begins) in &begun {
                    if let Some(phrase) = self.phrases.get(*index) {
                        take(phrase, begins, *likeness);
                    }
                }
            }
        }
        // A number that no thing is called by says nothing either.
        let is_number = |word: &String| word.bytes().all(|octet| octet.is_ascii_digit());
        for Word { plain: word, .. } in words.into_iter().flatten() {
            match self.terms_of(&word) {
                Some(terms) => terms.iter().for_each(|term| meaning.add(term)),
                None if is_number(&word) => {}
                None => meaning.unknown += 1,
            }
        }
        let mut terms = meaning.terms.iter();
        meaning.names_a_subject = terms.any(|term| self.subjects.contains(term));
        meaning
    }

    /// What one word means; `None` for one that nobody knows.
    fn terms_of(&self, word: &str) -> Option<Vec<String>> {
        let known = self.exactly(word);
        known
            .or_else(|| self.compound(word))
            .or_else(|| self.slip_of(word))
            .or_else(|| self.compound_with_slip(word))
    }

    /// A known word behind one that is a slip of the key away: “Transpotpin”.
    fn compound_with_slip(&self, word: &str) -> Option<Vec<String>> {
        if word.len() < COMPOUND_FROM || !word.is_ascii() {
            return None;
        }
        (ONE_WRONG_FROM..=word.len() - PART_FROM).find_map(|end| {
            let (first, rest) = word.split_at(end);
            let last = self.words.get(rest).filter(|terms| !terms.is_empty())?;
            let mut terms = self.slip_of(first).filter(|terms| !terms.is_empty())?;
            terms.extend_from_slice(last);
            Some(terms)
        })
    }

    fn exactly(&self, word: &str) -> Option<Vec<String>> {
        let by_stem = || self.stems.get(&stem(word));
        self.words.get(word).or_else(by_stem).cloned()
    }

    /// A word made of two or more that are known: the longest first part that leaves a known rest.
    fn compound(&self, word: &str) -> Option<Vec<String>> {
        if word.len() < COMPOUND_FROM || !word.is_ascii() {
            return None;
        }
        (PART_FROM..=word.len() - PART_FROM).rev().find_map(|end| {
            let (first, rest) = word.split_at(end);
            let mut terms = self.words.get(first)?.clone();
            let rest = JOINTS.iter().find_map(|joint| {
                let rest = rest.strip_prefix(joint)?;
                let whole = || self.exactly(rest).filter(|_| rest.len() >= PART_FROM);
                whole()
                    .or_else(|| self.compound(rest))
                    .or_else(|| self.slip_of(rest))
            })?;
            terms.extend(rest);
            Some(terms)
        })
    }

    /// The known word that is a slip of the key away; of several the one that begins alike. None
    /// where that says nothing: “Wetter” is no slip of “weiter”.
    fn slip_of(&self, word: &str) -> Option<Vec<String>> {
        let length = word.chars().count();
        let most = match length {
            ..ONE_WRONG_FROM => return None,
            ONE_WRONG_FROM..TWO_WRONG_FROM => 1,
            _ => 2,
        };
        let first = word.chars().next();
        let near = self.words.iter().filter_map(|(known, terms)| {
            let slips = slips(word, known, most)?;
            let begins_otherwise = known.chars().next() != first;
            let likely = (slips, once(known) != once(word), begins_otherwise);
            Some((likely, terms.is_empty(), terms))
        });
        near.min_by_key(|(likely, says_nothing, _)| (*likely, *says_nothing))
            .map(|(.., terms)| terms.clone())
            .filter(|terms| !terms.is_empty())
    }
}

/// Whether a term says little of what is asked: whose card it is.
pub(super) fn says_little(term: &str) -> bool {
    term.starts_with(SAYS_LITTLE)
}

impl Meaning {
    fn add(&mut self, term: &str) {
        if !self.terms.iter().any(|other| other == term) {
            self.terms.push(term.to_owned());
        }
    }
}

/// Where the words of a phrase stand that begins at `begin`, in their order and not far apart.
fn place_of(
    phrase: &Phrase,
    begin: usize,
    words: &[Option<Word>],
    likeness: Likeness,
) -> Option<Vec<usize>> {
    let is = |place: usize, wanted: &Word| {
        let word = words.get(place).and_then(Option::as_ref);
        word.is_some_and(|word| word.is_like(wanted, likeness))
    };
    let mut places: Vec<usize> = Vec::new();
    for wanted in &phrase.words {
        let range = match places.last() {
            None => begin..begin + 1,
            Some(last) => last + 1..last + 2 + phrase.apart,
        };
        places.push(range.into_iter().find(|place| is(*place, wanted))?);
    }
    Some(places)
}

/// The words of a text as they are compared. A letter that stands alone belongs to the next word,
/// or to the one before where there is none: “e-Rezept”, “SMC-B”.
pub(super) fn plain_words(text: &str) -> Vec<String> {
    let split = text.split(|c: char| !c.is_alphanumeric());
    let mut words: Vec<String> = Vec::new();
    let mut letter = String::new();
    for word in split.filter(|word| !word.is_empty()).map(plain) {
        let alone = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
        match words.last_mut() {
            Some(smc) if smc == "smc" && word == "b" => smc.push('b'),
            _ if alone && word == "e" => letter = word,
            _ => words.push(format!("{}{word}", std::mem::take(&mut letter))),
        }
    }
    words
}

/// A word in small letters; `ä`, `ae` and `a` are the same, and so on.
pub(super) fn plain(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    for c in word.to_lowercase().chars() {
        match c {
            'ä' => plain.push('a'),
            'ö' => plain.push('o'),
            'ü' => plain.push('u'),
            'ß' => plain.push_str("ss"),
            // The umlaut written in two letters. English words are changed too, alike on both
            // sides.
            'e' if plain.ends_with(['a', 'o', 'u']) => {}
            _ => plain.push(c),
        }
    }
    plain
}

/// A word without its endings, two of them at most.
fn stem(word: &str) -> String {
    let mut stem = word;
    for _ in 0..2 {
        let shorter = |ending: &&str| {
            let rest = stem.strip_suffix(*ending)?;
            (rest.chars().count() >= STEM).then_some(rest)
        };
        match ENDINGS.iter().find_map(shorter) {
            Some(rest) => stem = rest,
            None => break,
        }
    }
    stem.to_owned()
}

/// A word with doubled letters written once: whether there are two is what most slips are about.
fn once(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.dedup();
    letters
}

/// How many letters are wrong, missing, too much or changed places with their neighbour; `None` for
/// more than `most`. The optimal string alignment distance.
fn slips(one: &str, other: &str, most: usize) -> Option<usize> {
    if one.chars().count().abs_diff(other.chars().count()) > most {
        return None;
    }
    Some(strsim::osa_distance(one, other)).filter(|slips| *slips <= most)
}

#[cfg(test)]
mod tests;
