//! Finding a topic by words: without regard to capitals and umlauts, in both languages, with one
//! letter wrong.

use std::cmp::Reverse;

use super::catalogue::{Topic, all};
use super::markup::{Page, Piece};
use crate::text::Language;

/// Words that say nothing about a topic by themselves, as [`plain`] writes them; a keyword of
/// several words may hold them.
const EMPTY_WORDS: &[&str] = &[
    "ich", "du", "er", "es", "sie", "wir", "man", "mir", "mich", "uns", "habe", "hab", "hat",
    "haben", "mein", "meine", "meinen", "meinem", "meiner", "meines", "ihre", "ihr", "der", "die",
    "das", "den", "dem", "des", "dies", "diese", "ein", "eine", "einen", "einem", "einer", "ist",
    "sind", "war", "wird", "werden", "wurde", "wie", "was", "wo", "wer", "wen", "wem", "wann",
    "warum", "wieso", "und", "oder", "mit", "fur", "im", "in", "zu", "zum", "zur", "am", "an",
    "auf", "aus", "bei", "beim", "von", "vom", "nach", "um", "so", "da", "hier", "jetzt", "noch",
    "nur", "auch", "nicht", "geht", "gehen", "kann", "konnen", "muss", "soll", "will", "mochte",
    "bitte", "lange", "daurt", "the", "a", "my", "i", "we", "it", "its", "is", "are", "was", "be",
    "has", "how", "what", "where", "who", "whom", "when", "why", "which", "do", "dos", "did",
    "not", "to", "of", "for", "on", "at", "by", "from", "have", "with", "this", "that", "and",
    "or", "please", "now", "long",
];

/// Words that nearly every topic has: they count a quarter.
const COMMON_WORDS: &[&str] = &[
    "karte", "karten", "card", "cards", "pin", "pins", "ehba", "hba", "smc", "b", "smcb", "ausweis",
];

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

/// Topics that fit the words, the best first. Titles and keywords of both languages count, the text
/// in `language`.
#[must_use]
pub fn search(words: &str, language: Language) -> Vec<Hit> {
    let spoken = plain_words(words);
    let asked: Vec<String> = spoken
        .iter()
        .filter(|word| !EMPTY_WORDS.contains(&word.as_str()))
        .cloned()
        .collect();
    let mut hits: Vec<Hit> = all()
        .iter()
        .map(|topic| Hit {
            topic,
            score: score(topic, &asked, language) + whole_keywords(topic, &spoken),
        })
        .filter(|hit| hit.score > 0)
        .collect();
    hits.sort_by_key(|hit| Reverse(hit.score));
    hits
}

/// The sum over the words asked for; a topic that fits less than half of them fits none.
fn score(topic: &Topic, asked: &[String], language: Language) -> u32 {
    let names = [topic.id, topic.alias].join(" ");
    let titles = [topic.title(Language::De), topic.title(Language::En)].join(" ");
    let keywords = [Language::De, Language::En]
        .map(|language| topic.page(language).keywords.join(" "))
        .join(" ");
    let places = [
        (IN_NAME, plain_words(&names)),
        (IN_TITLE, plain_words(&titles)),
        (IN_KEYWORDS, plain_words(&keywords)),
        (IN_TEXT, plain_words(&text_of(topic.page(language)))),
    ];
    let best = |word: &String| {
        let at = |(worth, there): &(u32, Vec<String>)| {
            there
                .iter()
                .map(|other| worth * likeness(word, other))
                .max()
                .unwrap_or(0)
        };
        let sum: u32 = places.iter().map(at).sum();
        if COMMON_WORDS.contains(&word.as_str()) {
            sum.div_ceil(4)
        } else {
            sum
        }
    };
    let scores: Vec<u32> = asked.iter().map(best).collect();
    let fitting = scores.iter().filter(|score| **score > 0).count();
    if fitting * 2 < asked.len() {
        0
    } else {
        scores.iter().sum()
    }
}

/// The longest keyword of several words that was said as a whole, in any order and with the words
/// that say nothing.
fn whole_keywords(topic: &Topic, spoken: &[String]) -> u32 {
    let is_spoken = |word: &String| {
        let is_meant =
            |other: &String| word.len() >= TOLERANT_FROM && is_one_letter_off(other, word);
        spoken.iter().any(|other| word == other || is_meant(other))
    };
    let keywords = [Language::De, Language::En]
        .into_iter()
        .flat_map(|language| &topic.page(language).keywords);
    let whole = |keyword: &String| {
        let words = plain_words(keyword);
        let count = u32::try_from(words.len()).unwrap_or_default();
        if count > 1 && words.iter().all(is_spoken) {
            count * WHOLE_KEYWORD
        } else {
            0
        }
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
    } else if length >= 4 && there.contains(asked)
        || length >= TOLERANT_FROM && is_one_letter_off(asked, there)
    {
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
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
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
            // The umlaut written in two letters. English words are changed too, alike on both
            // sides.
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
            (
                "Unterschied Freischaltung Aktivierung",
                "activation-or-release",
            ),
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
    fn questions_as_they_are_said_find_their_topic_first() {
        for (words, id) in [
            ("wer ist zuständig", "contact"),
            ("who is responsible", "contact"),
            ("wo ist meine karte", "order-status"),
            ("where is my card", "order-status"),
            ("karte kaputt", "replacement-kinds"),
            ("meine Karte ist kaputt", "replacement-kinds"),
            ("my card is broken", "replacement-kinds"),
            ("zweite karte", "two-cards"),
            ("leser geht nicht", "reader-not-found"),
            ("mein Leser wird nicht erkannt", "reader-not-found"),
            ("Karte wird nicht erkannt", "reader-not-found"),
            ("reader not recognised", "reader-not-found"),
            ("Treiber", "reader-not-found"),
            ("Fernzugriff", "reader-not-found"),
            ("pcscd", "reader-not-found"),
            ("pin brief verloren", "lost-letter"),
            ("pinbrif verloren", "lost-letter"),
            ("puk", "puk"),
            ("wo ist die PUK", "puk"),
            ("karte gesperrt", "blocked-card"),
            ("karte gespert", "blocked-card"),
            ("kennwort vergessen", "forgotten-password"),
            ("kenwort vergesen", "forgotten-password"),
            ("leser kaufen", "which-reader"),
            ("welchen Leser kaufen", "which-reader"),
        ] {
            for language in [Language::De, Language::En] {
                assert_eq!(best(words, language), Some(id), "{words} {language:?}");
            }
        }
    }

    #[test]
    fn to_have_a_card_blocked_leads_to_those_who_do_it_beside_the_card_that_is() {
        for words in [
            "karte sperren",
            "sperren",
            "Karte sperren lassen",
            "wie kann ich meine Karte sperren",
        ] {
            let found: Vec<_> = search(words, Language::De)
                .iter()
                .take(6)
                .map(|hit| hit.topic.id)
                .collect();
            for id in ["contact", "replacement-kinds"] {
                assert!(
                    found.iter().take(2).any(|other| *other == id),
                    "{words}: {found:?}"
                );
            }
            assert!(found.contains(&"blocked-card"), "{words}: {found:?}");
        }
    }

    #[test]
    fn a_question_that_may_mean_several_topics_gets_several() {
        for words in ["wie lange dauert das", "how long does it take"] {
            let hits = search(words, Language::De);
            assert!(
                hits.len() > 1 && hits[0].score < 2 * hits[1].score,
                "{words}: {hits:?}"
            );
        }
        for words in ["pin geändert", "pin ändern", "PIN changed", "neue PIN"] {
            assert_ne!(best(words, Language::De), Some("lost-letter"), "{words}");
        }
    }

    #[test]
    fn words_that_say_nothing_are_written_as_they_are_compared() {
        for word in EMPTY_WORDS.iter().chain(COMMON_WORDS) {
            assert_eq!(plain(word), *word);
        }
    }

    #[test]
    fn umlauts_capitals_and_one_wrong_letter_do_not_matter() {
        for words in ["Schlüssel", "schluessel", "SCHLUSSEL"] {
            assert_eq!(plain(words), "schlussel");
        }
        for words in ["rechnug", "Rehcnung", "Rechnungg", "Rechnunk"] {
            assert_eq!(
                best(words, Language::De),
                Some("invoice-and-portal"),
                "{words}"
            );
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
