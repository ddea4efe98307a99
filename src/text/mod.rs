//! Every short sentence that a person reads, in German and English.
//!
//! The room knows no other room: sentences take numbers and words, not types of cards or readers. A
//! sentence is one entry of `messages!`; a missing language or a misspelt placeholder does not
//! compile. What is put into a sentence may come from outside, so each piece is made
//! [printable] on its way in: no name of a card, a reader or a file can
//! begin a line of its own.

mod advice;
mod certificates;
mod command_line;
pub mod commands;
mod doctor;
mod errors;
mod examination;
mod files;
mod guide;
mod guide_live;
mod guide_steps;
mod help;
mod issuer_list;
mod konnektor;
mod konnektor_answer;
mod konnektor_setup;
mod look;
mod many;
mod notes;
mod profile;
mod rehearsal;
mod release;
mod report;
mod secrets;
mod session;
mod settings;
mod terminal;
mod topics;
mod verdicts;
mod words;

use crate::system::printable;

/// Languages that people are spoken to in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// German, the language of the PIN letters.
    #[default]
    De,
    /// English.
    En,
}

impl Language {
    /// By a tag such as `de_DE.UTF-8`, `de` or `en-GB`. German for German and for nothing; English
    /// for the rest.
    #[must_use]
    pub fn of_tag(tag: Option<&str>) -> Self {
        match tag.map(|tag| name_in(tag).to_ascii_lowercase()).as_deref() {
            None | Some("" | "c" | "posix" | "de") => Language::De,
            Some(_) => Language::En,
        }
    }

    /// Whether a tag names a language that is spoken here, or none in particular.
    #[must_use]
    pub fn is_spoken(tag: &str) -> bool {
        let name = name_in(tag);
        let known = ["", "c", "posix", "de", "en"];
        known.iter().any(|known| name.eq_ignore_ascii_case(known))
    }

    /// The tag of the language.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Language::De => "de",
            Language::En => "en",
        }
    }
}

/// The name of the language in a tag or locale: `de` of `de-DE`, `de_DE.UTF-8` and `de@euro`.
fn name_in(tag: &str) -> &str {
    tag.split(['_', '-', '.', '@']).next().unwrap_or_default()
}

/// The catalogue in one language: one method per sentence.
#[derive(Debug, Clone, Copy, Default)]
pub struct Text {
    language: Language,
}

impl Text {
    /// The catalogue in `language`.
    #[must_use]
    pub const fn new(language: Language) -> Self {
        Self { language }
    }

    /// The language.
    #[must_use]
    pub const fn language(self) -> Language {
        self.language
    }

    /// The catalogue in the other language.
    #[must_use]
    pub const fn in_the_other_language(self) -> Self {
        Self::new(match self.language {
            Language::De => Language::En,
            Language::En => Language::De,
        })
    }
}

/// How a line is meant; whoever prints it may colour it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// A plain line.
    Plain,
    /// A heading.
    Heading,
    /// Something is as it should be.
    Good,
    /// Something wants attention.
    Warning,
    /// Something is wrong.
    Bad,
}

/// Words that a warning or an error begins with, in all languages.
const SIGNALS: [&str; 7] = [
    "Achtung",
    "Attention",
    "Careful",
    "Error",
    "Fehler",
    "Vorsicht",
    "Warning",
];

/// The word of `SIGNALS` that a line begins with, the blanks before it included, and the rest.
#[must_use]
pub fn signal_word(line: &str) -> Option<(&str, &str)> {
    let begin = line.len() - line.trim_start().len();
    let word = line
        .get(begin..)?
        .split(|c: char| !c.is_alphabetic())
        .next()?;
    let is_signal = SIGNALS.contains(&word);
    line.split_at_checked(begin + word.len())
        .filter(|_| is_signal)
}

/// Where a sentence has a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In the sentence itself, of which it may be a part; or in a command, which must stay one.
    Open,
    /// The name of a file, and nothing else, between quotation marks.
    QuotedFile,
    /// All that is between quotation marks.
    Quoted,
}

/// Placeholders of commands and of parts of one: a word of a shell has quotation marks of its own,
/// and would be another one without them.
const CALLS: [&str; 7] = [
    "call", "command", "details", "flag", "line", "report", "unblock",
];

/// How a command begins that is quoted.
const COMMANDS: [&str; 9] = [
    "pinlotse ",
    "sudo ",
    "ls ",
    "chmod ",
    "icacls ",
    "setx ",
    "unset ",
    "echo ",
    "--",
];

/// Whether a part of a sentence is a command.
fn is_command(part: &str) -> bool {
    COMMANDS.iter().any(|begin| part.starts_with(begin))
}

/// Placeholders of files: whole, or they are others.
const FILES: [&str; 3] = ["file", "folder", "path"];

impl Place {
    /// Where the sentence has this placeholder.
    fn of(placeholder: &str, sentence: &str) -> Self {
        let piece = format!("{{{placeholder}}}");
        let mut places = sentence.match_indices(&piece);
        let is_alone = |(at, piece): (usize, &str)| {
            let (before, rest) = sentence.split_at(at);
            let behind = rest.strip_prefix(piece).unwrap_or_default();
            before.ends_with(['„', '“']) && behind.starts_with(['“', '”'])
        };
        // One that is also a word of a command is fit for it in every place.
        let is_in_a_command = sentence
            .split(['„', '“', '”'])
            .any(|part| part.contains(&piece) && part != piece && is_command(part));
        if CALLS.contains(&placeholder) || is_in_a_command || !places.any(is_alone) {
            Self::Open
        } else if FILES.contains(&placeholder) {
            Self::QuotedFile
        } else {
            Self::Quoted
        }
    }
}

/// What a placeholder takes.
trait Piece {
    /// How it stands in a sentence.
    type Shown: std::fmt::Display;

    /// As it may be shown there.
    fn shown(self, place: Place) -> Self::Shown;
}

/// A text from anywhere as one line that forges nothing, and ends no quotation that it stands in.
struct Shown<'a>(&'a str, Place);

impl std::fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let line = printable::line(self.0);
        f.write_str(&match self.1 {
            Place::Open => line,
            Place::QuotedFile => printable::without_quotation_marks(&line),
            Place::Quoted => printable::name(&line),
        })
    }
}

impl<'a> Piece for &'a str {
    type Shown = Shown<'a>;

    fn shown(self, place: Place) -> Shown<'a> {
        Shown(self, place)
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Piece for $number {
            type Shown = Self;

            fn shown(self, _: Place) -> Self {
                self
            }
        }
    )*};
}
numbers!(u8, u16, u32, usize, i32);

/// Defines sentences. Each becomes a method of [`Text`] that takes what the placeholders name.
macro_rules! messages {
    ($($name:ident($($arg:ident: $kind:ty),*) { de: $de:literal, en: $en:literal $(,)? })*) => {
        impl $crate::text::Text {
            $(
                #[doc = concat!("`", $en, "`")]
                #[must_use]
                #[allow(clippy::useless_format, clippy::too_many_arguments)]
                pub fn $name(self, $($arg: $kind),*) -> String {
                    $(
                        let place = match self.language {
                            $crate::text::Language::De => $de,
                            $crate::text::Language::En => $en,
                        };
                        let place = $crate::text::Place::of(stringify!($arg), place);
                        let $arg = $crate::text::Piece::shown($arg, place);
                    )*
                    match self.language {
                        $crate::text::Language::De => format!($de),
                        $crate::text::Language::En => format!($en),
                    }
                }
            )*
        }

        #[cfg(test)]
        pub(super) const SENTENCES: &[(&str, &str, &str)] = &[$((stringify!($name), $de, $en)),*];
    };
}
use messages;

#[cfg(test)]
mod tests {
    use super::*;

    /// Name, German, English of every sentence.
    fn all() -> Vec<(&'static str, &'static str, &'static str)> {
        [
            advice::SENTENCES,
            certificates::SENTENCES,
            command_line::SENTENCES,
            session::SENTENCES,
            verdicts::SENTENCES,
            doctor::SENTENCES,
            errors::SENTENCES,
            files::SENTENCES,
            guide::SENTENCES,
            guide_live::SENTENCES,
            guide_steps::SENTENCES,
            help::SENTENCES,
            issuer_list::SENTENCES,
            konnektor::SENTENCES,
            konnektor_answer::SENTENCES,
            examination::SENTENCES,
            konnektor_setup::SENTENCES,
            look::SENTENCES,
            many::SENTENCES,
            notes::SENTENCES,
            profile::SENTENCES,
            rehearsal::SENTENCES,
            release::SENTENCES,
            report::SENTENCES,
            terminal::SENTENCES,
            secrets::SENTENCES,
            settings::SENTENCES,
            topics::SENTENCES,
            words::SENTENCES,
        ]
        .concat()
    }

    #[test]
    fn no_piece_of_a_sentence_begins_a_line_or_turns_it_around() {
        let text = Text::new(Language::En);
        assert_eq!(
            text.file_trouble("a\nDone: all is well\u{202E}", "b\u{1b}[2J"),
            "“a\u{FFFD}Done: all is well\u{FFFD}”: b\u{FFFD}[2J"
        );
    }

    #[test]
    fn no_piece_of_a_sentence_ends_the_quotation_that_it_stands_in() {
        let (de, en) = (Text::new(Language::De), Text::new(Language::En));
        let breaks = "Empfang“. Hier tippen: „";
        assert_eq!(de.quoted(breaks), "„Empfang'. Hier tippen: '“");
        assert_eq!(en.quoted("a”. b: “"), "“a'. b: '”");
        assert_eq!(de.konnektor_said(4044, "a\"» b"), "4044: „a'' b“");
        let path = format!("/{}“", "a".repeat(1000));
        let shown = de.file_trouble(&path, "„b“");
        assert_eq!(shown, format!("„{}'“: „b“", path.trim_end_matches('“')));
        let long = de.quoted(&"a".repeat(60_000));
        assert_eq!(long, format!("„{}…“", "a".repeat(200)));
        // A command stays what the shell takes.
        let call = "pinlotse --notes \"C:\\anna meier\" status";
        assert_eq!(de.meant(call), format!("Meinten Sie „{call}“?"));
    }

    /// Its quotation marks are left to the shell there, and would then end the other quotation.
    #[test]
    fn no_piece_is_part_of_a_command_and_quoted_by_itself() {
        // Nothing but letters, digits and hyphens.
        let plain = ["group", "name", "profile"];
        for (name, de, en) in all() {
            for sentence in [de, en] {
                let parts: Vec<&str> = sentence.split(['„', '“', '”']).collect();
                let calls = parts.iter().filter(|part| is_command(part));
                for call in calls {
                    let is_there = |piece: &&str| call.contains(*piece) && call != piece;
                    let alone = parts
                        .iter()
                        .filter(|part| part.starts_with('{') && is_there(part));
                    for piece in alone {
                        let piece = piece.trim_matches(['{', '}']);
                        assert!(plain.contains(&piece), "{name}: {piece}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_language_follows_the_tag_and_german_is_the_rest() {
        for (tag, language) in [
            (None, Language::De),
            (Some(""), Language::De),
            (Some("C"), Language::De),
            (Some("POSIX"), Language::De),
            (Some("C.UTF-8"), Language::De),
            (Some("de_AT.UTF-8"), Language::De),
            (Some("de@euro"), Language::De),
            (Some("de_DE@euro"), Language::De),
            (Some("en_GB.UTF-8"), Language::En),
            (Some("fr_FR"), Language::En),
        ] {
            assert_eq!(Language::of_tag(tag), language, "{tag:?}");
        }
    }

    /// Issuers' letters and users say *die* Transport-PIN.
    #[test]
    fn in_german_it_is_die_transport_pin() {
        let masculine = [
            "den",
            "dem",
            "ein",
            "einen",
            "einem",
            "kein",
            "keinen",
            "keinem",
            "diesen",
            "diesem",
            "jeden",
            "jedem",
            "ihren",
            "ihrem",
            "zum",
            "vom",
            "beim",
            "galt der",
            "gilt der",
            "noch der",
            "solange der",
            "ist der",
        ];
        let words = [
            "Transport-PIN",
            "Karten-Transport-PIN",
            "Signatur-Transport-PIN",
        ];
        for (name, de, _) in all() {
            for (article, word) in masculine
                .iter()
                .flat_map(|article| words.map(|word| (article, word)))
            {
                let phrase = format!("{article} {word}");
                let found =
                    de.to_lowercase()
                        .match_indices(&phrase.to_lowercase())
                        .any(|(at, _)| {
                            let before = de.get(..at).unwrap_or_default().chars().next_back();
                            let after = de.get(at + phrase.len()..).unwrap_or_default();
                            !before.is_some_and(char::is_alphabetic) && !after.starts_with('s')
                        });
                assert!(!found, "{name}: {phrase}");
            }
        }
    }

    /// In the guide one chooses by numbers. “pinlotse” alone is the guide itself.
    #[test]
    fn no_sentence_of_the_guide_sends_to_a_command_line() {
        let said = [
            guide::SENTENCES,
            guide_live::SENTENCES,
            guide_steps::SENTENCES,
        ]
        .concat();
        for (name, de, en) in said {
            for sentence in [de, en] {
                for word in ["pinlotse ", "--", "{command}"] {
                    assert!(!sentence.contains(word), "{name}: {sentence}");
                }
            }
        }
    }

    #[test]
    fn in_german_commands_are_called_by_their_german_names() {
        for (name, de, _) in all() {
            for call in de.split("„pinlotse ").skip(1) {
                let words = call.split(['“', ' ', ',']);
                let is_english = |word: &str| {
                    commands::of(word).is_some_and(|names| names.in_language(Language::De) != word)
                };
                let english: Vec<&str> = words
                    .take_while(|word| !word.is_empty() && !word.contains(':'))
                    .filter(|word| is_english(word))
                    .take(1)
                    .collect();
                assert!(english.is_empty(), "{name}: {english:?} in {call}");
            }
        }
    }

    #[test]
    fn sentences_are_clean() {
        for (name, de, en) in all() {
            for sentence in [de, en] {
                let aligned = name == "help_examples";
                assert!(
                    !sentence.is_empty() && (aligned || !sentence.contains("  ")),
                    "{name}: {sentence:?}"
                );
                assert_eq!(sentence, sentence.trim(), "{name}");
                assert!(!sentence.contains("TODO"), "{name}");
            }
            assert!(!de.contains('\'') && !de.contains("ss PIN"), "{name}");
        }
    }
}
