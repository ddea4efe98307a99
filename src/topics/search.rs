//! Finding a topic by words: without regard to capitals and umlauts, in both languages, with one letter wrong.

use std::cmp::Reverse;

use super::catalogue::{Topic, all};
use super::markup::{Page, Piece};
use crate::text::Language;

/// Words that say nothing about a topic.
const EMPTY_WORDS: [&str; 42] = [
    "ich", "habe", "hab", "mein", "meine", "meinen", "meiner", "der", "die", "das", "den", "dem", "ein", "eine",
    "einen", "ist", "sind", "wie", "was", "wo", "und", "oder", "mit", "fur", "im", "in", "zu", "the", "a", "an", "my",
    "i", "is", "are", "how", "what", "do", "to", "of", "for", "have", "with",
];

/// Words that nearly every topic has: they count a quarter.
const COMMON_WORDS: [&str; 7] = ["karte", "karten", "card", "cards", "pin", "pins", "ehba"];

/// Shortest word in which one letter may be wrong.
const TOLERANT_FROM: usize = 5;

const IN_NAME: u32 = 16;
const IN_TITLE: u32 = 12;
const IN_KEYWORDS: u32 = 8;
const IN_TEXT: u32 = 2;
/// For each word of a keyword of several words that is asked for as a whole.
const WHOLE_KEYWORD: u32 = 60;

/// A topic that fits.
#[derive(Debug, Clone, Copy)]
pub struct Hit {
    /// The topic.
    pub topic: &'static Topic,
    /// How well it fits; more is better, and comparable within one search only.
    pub score: u32,
}

/// Topics that fit the words, the best first. Titles and keywords of both languages count, the text in `language`.
#[must_use]
pub fn search(words: &str, language: Language) -> Vec<Hit> {
    let asked: Vec<String> =
        plain_words(words).into_iter().filter(|word| !EMPTY_WORDS.contains(&word.as_str())).collect();
    let mut hits: Vec<Hit> = all()
        .iter()
        .map(|topic| Hit { topic, score: score(topic, &asked, language) })
        .filter(|hit| hit.score > 0)
        .collect();
    hits.sort_by_key(|hit| Reverse(hit.score));
    hits
}

/// The sum over the words asked for; a topic that fits less than half of them fits none.
fn score(topic: &Topic, asked: &[String], language: Language) -> u32 {
    let names = [topic.id, topic.alias].join(" ");
    let titles = [topic.title(Language::De), topic.title(Language::En)].join(" ");
    let keywords = [Language::De, Language::En].map(|language| topic.page(language).keywords.join(" ")).join(" ");
    let places = [
        (IN_NAME, plain_words(&names)),
        (IN_TITLE, plain_words(&titles)),
        (IN_KEYWORDS, plain_words(&keywords)),
        (IN_TEXT, plain_words(&text_of(topic.page(language)))),
    ];
    let best = |word: &String| {
        let at = |(worth, there): &(u32, Vec<String>)| {
            there.iter().map(|other| worth * likeness(word, other)).max().unwrap_or(0)
        };
        let sum: u32 = places.iter().map(at).sum();
        if COMMON_WORDS.contains(&word.as_str()) { sum.div_ceil(4) } else { sum }
    };
    let scores: Vec<u32> = asked.iter().map(best).collect();
    let fitting = scores.iter().filter(|score| **score > 0).count();
    if fitting * 2 < asked.len() { 0 } else { scores.iter().sum::<u32>() + whole_keywords(topic, asked) }
}

fn whole_keywords(topic: &Topic, asked: &[String]) -> u32 {
    let keywords = [Language::De, Language::En].into_iter().flat_map(|language| &topic.page(language).keywords);
    let whole = |keyword: &String| {
        let words = plain_words(keyword);
        let count = u32::try_from(words.len()).unwrap_or_default();
        if count > 1 && words.iter().all(|word| asked.contains(word)) { count * WHOLE_KEYWORD } else { 0 }
    };
    keywords.map(whole).max().unwrap_or_default()
}

fn text_of(page: &Page) -> String {
    let mut text = String::new();
    for piece in page.parts.iter().flat_map(|part| &part.pieces) {
        match piece {
            Piece::Paragraph(paragraph) => text.push_str(paragraph),
            Piece::List(items) => text.push_str(&items.join(" ")),
            Piece::Issuer(_) => {}
        }
        text.push(' ');
    }
    text
}

/// How alike two words are, 0 to 4.
fn likeness(asked: &str, there: &str) -> u32 {
    let length = asked.chars().count();
    if asked == there {
        4
    } else if length >= 4 && there.starts_with(asked) {
        3
    } else if length >= 4 && there.contains(asked) || length >= TOLERANT_FROM && is_one_letter_off(asked, there) {
        2
    } else {
        0
    }
}

/// Whether one letter is wrong, missing, too much, or two neighbours changed places.
fn is_one_letter_off(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let rest = |word: &[char], from: usize| word.get(from..).unwrap_or_default().to_vec();
    let (a, b) = (rest(&one, same), rest(&other, same));
    let swapped = || match (a.as_slice(), b.as_slice()) {
        ([a1, a2, a_rest @ ..], [b1, b2, b_rest @ ..]) => a1 == b2 && a2 == b1 && a_rest == b_rest,
        _ => false,
    };
    rest(&a, 1) == rest(&b, 1) || rest(&a, 1) == b || a == rest(&b, 1) || swapped()
}

/// The words of a text in small letters; `ä`, `ae` and `a` are the same, and so on.
fn plain_words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(plain).collect()
}

fn plain(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    for c in word.to_lowercase().chars() {
        match c {
            'ä' => plain.push('a'),
            'ö' => plain.push('o'),
            'ü' => plain.push('u'),
            'ß' => plain.push_str("ss"),
            // The umlaut written in two letters. English words are changed too, alike on both sides.
            'e' if plain.ends_with(['a', 'o', 'u']) => {}
            _ => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(words: &str, language: Language) -> Option<&'static str> {
        search(words, language).first().map(|hit| hit.topic.id)
    }

    #[test]
    fn words_of_people_find_their_topic_in_both_languages() {
        for (words, id) in [
            ("PIN-Brief verloren", "lost-letter"),
            ("pinbrief weg", "lost-letter"),
            ("lost letter", "lost-letter"),
            ("Freischalt-Kennwort vergessen", "forgotten-password"),
            ("freischaltkennwort", "forgotten-password"),
            ("Karte gesperrt", "blocked-card"),
            ("blocked", "blocked-card"),
            ("PUK", "puk"),
            ("CAN", "contactless-can"),
            ("Rechnung", "invoice-and-portal"),
            ("invoice", "invoice-and-portal"),
            ("Kartenleser kaufen", "which-reader"),
            ("Adapter SMC-B", "smcb-in-usb-reader"),
            ("Konnektor", "konnektor-and-software"),
            ("Folgekarte", "replacement-kinds"),
            ("Hotline", "contact"),
            ("G2.0", "old-cards"),
            ("EUCLEAK", "old-cards"),
            ("Statusabruf", "order-status"),
            ("vertauschte Zeile", "wrong-letter-line"),
            ("zwei Karten", "two-cards"),
            ("Reihenfolge", "order-of-steps"),
            ("Unterschied Freischaltung Aktivierung", "activation-or-release"),
            ("Meine Karte verloren", "replacement-kinds"),
            ("stolen card", "replacement-kinds"),
            ("Karte läuft ab", "replacement-kinds"),
            ("PIN vergessen", "puk"),
            ("Sperrhotline", "contact"),
            ("Wo bleibt meine Karte?", "order-status"),
            ("kein Leser", "which-reader"),
            ("Timeout", "pin-pad-timeouts"),
            ("Karte schon aktiviert", "card-already-active"),
        ] {
            for language in [Language::De, Language::En] {
                assert_eq!(best(words, language), Some(id), "{words} {language:?}");
            }
        }
    }

    #[test]
    fn umlauts_capitals_and_one_wrong_letter_do_not_matter() {
        for words in ["Schlüssel", "schluessel", "SCHLUSSEL"] {
            assert_eq!(plain(words), "schlussel");
        }
        for words in ["rechnug", "Rehcnung", "Rechnungg", "Rechnunk"] {
            assert_eq!(best(words, Language::De), Some("invoice-and-portal"), "{words}");
        }
        assert!(!is_one_letter_off("kart", "karton") && !is_one_letter_off("brief", "biref2"));
    }

    #[test]
    fn words_that_fit_nothing_find_nothing() {
        for words in ["", "ich habe", "Quantenschaumbad", "the of"] {
            assert!(search(words, Language::De).is_empty(), "{words}");
        }
    }
}
