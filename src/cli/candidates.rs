//! What may stand where somebody pressed the tabulator: commands and flags are those of the command
//! line itself; what only the moment knows (readers, cards, topics) is asked of whoever calls.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::sync::Arc;

use clap_complete::engine::{ArgValueCandidates, CompletionCandidate, complete};

use super::shown;
use crate::system::printable::is_forging;
use crate::text::Text;

/// One word that may stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The word.
    pub word: String,
    /// What it is, in a line; may be empty.
    pub about: String,
}

/// Finds words; called only where such a word may stand.
pub type Find = Arc<dyn Fn() -> Vec<Candidate> + Send + Sync>;

/// What only the moment knows.
pub struct Live {
    /// Names of readers.
    pub readers: Find,
    /// Numbers of cards.
    pub cards: Find,
    /// Konnektors that are set up.
    pub konnektors: Find,
    /// Topics of `explain`, by the names of the person's language.
    pub topics: Find,
    /// The same by their other names, for who begins to type one.
    pub other_topics: Find,
}

/// Cards that `virtual` has without a file.
const BUILT_IN: [&str; 2] = ["hba", "smcb"];

/// The words that may stand behind `words`, of which the first is the name of the program, and that
/// begin with `current`. Commands are named in the person's language, and found by all their names.
#[must_use]
pub fn candidates(
    words: &[OsString],
    current: &OsStr,
    folder: Option<&Path>,
    text: Text,
    live: Live,
) -> Vec<Candidate> {
    let mut command = with(shown(text, false), &Arc::new(live));
    let mut line = words.to_vec();
    if line.is_empty() {
        line.push("pinlotse".into());
    }
    let at = line.len();
    line.push(current.to_owned());
    // What cannot be parsed has no candidates.
    let found = complete(&mut command, line, at, folder).unwrap_or_default();
    let found: Vec<Candidate> = found.iter().filter_map(candidate).collect();
    // Before anything is typed flags would hide the words that are needed.
    let is_flag = |candidate: &Candidate| candidate.word.starts_with('-');
    let only_words = current.is_empty() && !found.iter().all(is_flag);
    let left = found.into_iter();
    left.filter(|candidate| !(only_words && is_flag(candidate)))
        .collect()
}

/// The reader that the words name.
#[must_use]
pub fn reader_in(words: &[OsString]) -> Option<String> {
    let mut words = words.iter().map(|word| word.to_string_lossy());
    while let Some(word) = words.next() {
        if word == "--reader" {
            return words.next().map(std::borrow::Cow::into_owned);
        }
        if let Some(name) = word.strip_prefix("--reader=") {
            return Some(name.to_owned());
        }
    }
    None
}

/// A name that could write lines of its own is none that can be offered.
fn candidate(found: &CompletionCandidate) -> Option<Candidate> {
    let word = found.get_value().to_str()?;
    let about = found.get_help().map(ToString::to_string);
    let about = about.as_deref().and_then(|about| about.lines().next());
    let shown = !word.chars().any(is_forging);
    shown.then(|| Candidate {
        word: word.to_owned(),
        about: about.unwrap_or_default().to_owned(),
    })
}

/// The command line with where the words come from, here and below.
fn with(command: clap::Command, live: &Arc<Live>) -> clap::Command {
    let below = Arc::clone(live);
    let command = command.mut_subcommands(move |command| with(command, &below));
    let live = Arc::clone(live);
    command.mut_args(move |argument| {
        let live = Arc::clone(&live);
        let id = argument.get_id().to_string();
        match (id.as_str(), argument.is_positional()) {
            ("reader", false) => argument.add(found(move || (live.readers)())),
            ("card", false) => argument.add(found(move || (live.cards)())),
            ("name", true) => argument.add(found(move || (live.konnektors)())),
            ("card", true) => argument.add(found(built_in)),
            ("words", true) => argument.add(ArgValueCandidates::new(move || {
                let others = offered((live.other_topics)()).into_iter();
                let topics = offered((live.topics)()).into_iter();
                topics.chain(others.map(|other| other.hide(true))).collect()
            })),
            _ => argument,
        }
    })
}

fn found(find: impl Fn() -> Vec<Candidate> + Send + Sync + 'static) -> ArgValueCandidates {
    ArgValueCandidates::new(move || offered(find()))
}

fn built_in() -> Vec<Candidate> {
    let word = |word: &str| Candidate {
        word: word.to_owned(),
        about: String::new(),
    };
    BUILT_IN.into_iter().map(word).collect()
}

fn offered(candidates: Vec<Candidate>) -> Vec<CompletionCandidate> {
    let offer = |candidate: Candidate| {
        let about = (!candidate.about.is_empty()).then(|| candidate.about.into());
        CompletionCandidate::new(candidate.word).help(about)
    };
    candidates.into_iter().map(offer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn words(language: Language, line: &[&str], current: &str) -> Vec<String> {
        let some = |words: &'static [&'static str]| -> Find {
            let candidate = |word: &&str| Candidate {
                word: (*word).to_owned(),
                about: "about".to_owned(),
            };
            Arc::new(move || words.iter().map(candidate).collect())
        };
        let live = Live {
            readers: some(&["REINER SCT cyberJack 00 00", "evil\nreader"]),
            cards: some(&["20885"]),
            konnektors: some(&["praxis"]),
            topics: some(&["lost-letter", "puk"]),
            other_topics: some(&["pin-brief-verloren"]),
        };
        let line: Vec<OsString> = line.iter().map(OsString::from).collect();
        let found = candidates(&line, current.as_ref(), None, Text::new(language), live);
        found.into_iter().map(|found| found.word).collect()
    }

    #[test]
    fn a_konnektor_is_offered_by_the_name_under_which_it_is_set_up() {
        for below in ["show", "check", "remove"] {
            let line = ["pinlotse", "konnektor", below];
            assert_eq!(words(Language::En, &line, ""), ["praxis"], "{below}");
        }
    }

    #[test]
    fn commands_are_offered_in_the_language_and_found_by_all_their_names() {
        let german = words(Language::De, &["pinlotse"], "");
        assert!(german.contains(&"ändern".to_owned()), "{german:?}");
        assert!(!german.contains(&"change".to_owned()), "{german:?}");
        assert!(!german.iter().any(|word| word.starts_with('-')));
        assert!(!german.contains(&"candidates".to_owned()), "{german:?}");
        for (begun, whole) in [
            ("akt", "aktivieren"),
            ("act", "activate"),
            ("aen", "aendern"),
        ] {
            assert_eq!(words(Language::De, &["pinlotse"], begun), [whole]);
        }
        assert_eq!(words(Language::En, &["pinlotse"], "akt"), ["aktivieren"]);
        let below = ["pinlotse", "virtual"];
        assert!(words(Language::En, &below, "").contains(&"letter".to_owned()));
    }

    #[test]
    fn flags_and_their_values_are_those_of_the_command() {
        let status = ["pinlotse", "status"];
        assert_eq!(words(Language::En, &status, "--warn"), ["--warn-days"]);
        let check = ["pinlotse", "status", "--check"];
        assert_eq!(words(Language::En, &check, "c"), ["certificates"]);
        let certs = ["pinlotse", "certs"];
        assert_eq!(words(Language::En, &certs, "--exp"), ["--export"]);
        assert!(words(Language::En, &status, "--expo").is_empty());
        assert_eq!(words(Language::De, &status, "--lang=d"), ["--lang=de"]);
        let issuer = ["pinlotse", "explain", "--issuer"];
        assert_eq!(words(Language::En, &issuer, "d"), ["d-trust"]);
    }

    #[test]
    fn readers_cards_and_topics_are_those_of_the_moment() {
        let reader = ["pinlotse", "--reader"];
        let cyber_jack = ["REINER SCT cyberJack 00 00"];
        assert_eq!(words(Language::En, &reader, ""), cyber_jack);
        let behind = ["pinlotse", "activate", "--reader"];
        assert_eq!(words(Language::De, &behind, "REI"), cyber_jack);
        let card = ["pinlotse", "status", "--card"];
        assert_eq!(words(Language::De, &card, "2"), ["20885"]);
        let topic = ["pinlotse", "explain"];
        assert_eq!(words(Language::En, &topic, ""), ["lost-letter", "puk"]);
        assert_eq!(words(Language::En, &topic, "lo"), ["lost-letter"]);
        let german = words(Language::En, &topic, "pin-");
        assert_eq!(german, ["pin-brief-verloren"]);
        assert!(
            words(
                Language::En,
                &["pinlotse", "--reader", "x", "status"],
                "puk"
            )
            .is_empty()
        );
    }

    #[test]
    fn the_reader_that_is_named_is_the_one_whose_card_is_meant() {
        let of = |line: &[&str]| {
            let line: Vec<OsString> = line.iter().map(OsString::from).collect();
            reader_in(&line)
        };
        let named = Some("virtual:hba".to_owned());
        assert_eq!(
            of(&["pinlotse", "--reader", "virtual:hba", "status"]),
            named
        );
        assert_eq!(of(&["pinlotse", "status", "--reader=virtual:hba"]), named);
        assert_eq!(of(&["pinlotse", "status", "--card"]), None);
    }
}
