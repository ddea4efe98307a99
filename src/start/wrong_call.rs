//! What is wrong with a call, from what clap says of it: facts, for its sentences are English and
//! speak to programmers.

use std::error::Error as _;
use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::cli::{self, Unfit};
use crate::report::failure::{CallFault, CommandLine, WantedValue, WrongCall};
use crate::text::Text;

/// Digits of the shortest secret that somebody may type, and of the longest.
const SECRET_DIGITS: std::ops::RangeInclusive<usize> = 4..=12;

/// Most letters in which a word that was typed may differ from the one that is asked about.
const MOST_DIFFERENCES: usize = 2;

/// Fewest letters of a word that may be the beginning of one.
const SHORTEST_BEGIN: usize = 4;

/// Words that people type for want of the right one, and what does it.
const SAID: [(&str, &str); 10] = [
    ("info", "status"),
    ("karte", "status"),
    ("card", "status"),
    ("stand", "status"),
    ("list", "readers"),
    ("liste", "readers"),
    ("kartenleser", "readers"),
    ("support", "doctor"),
    ("bericht", "doctor --report bericht.html"),
    ("report", "doctor --report report.html"),
];

/// Why the arguments are no call.
pub(super) fn of(error: &clap::Error, arguments: &[OsString], text: Text) -> CommandLine {
    let kind = error.kind();
    if matches!(
        kind,
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand
    ) {
        return CommandLine::CommandMissing;
    }
    let shown = cli::shown(text, false);
    let command = command_of(&shown, arguments);
    let fault = fault(error, &shown, command.as_ref());
    CommandLine::Wrong(Box::new(WrongCall {
        may_hold_secret: may_hold_secret(&shown, arguments, command.as_ref()),
        fault,
        command: command.map(|command| command.name),
    }))
}

/// A command that was called, below others.
struct Called<'a> {
    /// As the person calls it.
    name: String,
    command: &'a clap::Command,
}

/// The command that the arguments name, as far as one can tell.
fn command_of<'a>(all: &'a clap::Command, arguments: &[OsString]) -> Option<Called<'a>> {
    let mut called: Option<Called<'_>> = None;
    for argument in arguments.iter().skip(1) {
        let above = called.as_ref().map_or(all, |called| called.command);
        let Some(found) = above.find_subcommand(argument) else {
            continue;
        };
        let name = match &called {
            Some(called) => format!("{} {}", called.name, found.get_name()),
            None => found.get_name().to_owned(),
        };
        called = Some(Called {
            name,
            command: found,
        });
    }
    called
}

fn fault(error: &clap::Error, all: &clap::Command, called: Option<&Called<'_>>) -> CallFault {
    let of = |kind| strings(error.get(kind));
    let first = |kind| of(kind).into_iter().next();
    let flag = || first(ContextKind::InvalidArg).unwrap_or_default();
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let typed = first(ContextKind::InvalidSubcommand).unwrap_or_default();
            let meant = meant_by(&typed, all, called);
            CallFault::UnknownCommand { typed, meant }
        }
        ErrorKind::UnknownArgument if !flag().starts_with('-') => {
            let typed = flag();
            // Whoever misspells the command has its flags and words refused first.
            match called {
                None => CallFault::UnknownCommand {
                    meant: meant_by(&typed, all, None),
                    typed,
                },
                Some(_) => CallFault::Superfluous(typed),
            }
        }
        ErrorKind::UnknownArgument => CallFault::UnknownFlag {
            of_commands: commands_with(&flag(), all),
            meant: first(ContextKind::SuggestedArg).filter(|meant| meant != "--"),
            flag: flag(),
        },
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = first(ContextKind::InvalidValue).unwrap_or_default();
            if value.is_empty() && error.source().is_none() {
                return CallFault::ValueMissing(flag());
            }
            CallFault::ValueUnfit {
                flag: flag(),
                value,
                wanted: wanted(error, of(ContextKind::ValidValue)),
            }
        }
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            CallFault::ValueMissing(flag())
        }
        ErrorKind::TooManyValues => CallFault::ValueSuperfluous(flag()),
        ErrorKind::MissingRequiredArgument => CallFault::Needed(of(ContextKind::InvalidArg)),
        ErrorKind::ArgumentConflict => match first(ContextKind::PriorArg) {
            Some(other) if other != flag() => CallFault::Conflict(flag(), other),
            _ => CallFault::Twice(flag()),
        },
        ErrorKind::InvalidUtf8 => CallFault::NotText,
        _ => CallFault::Impossible,
    }
}

fn strings(value: Option<&ContextValue>) -> Vec<String> {
    match value {
        Some(ContextValue::String(value)) => vec![value.clone()],
        Some(ContextValue::Strings(values)) => values.clone(),
        _ => Vec::new(),
    }
}

fn wanted(error: &clap::Error, words: Vec<String>) -> WantedValue {
    let unfit = error.source().and_then(|cause| cause.downcast_ref());
    match unfit {
        Some(Unfit::Day) => WantedValue::Day,
        Some(Unfit::CardDigits) => WantedValue::CardDigits,
        Some(Unfit::CardNumber) => WantedValue::CardNumber,
        Some(Unfit::Name) => WantedValue::Name,
        Some(Unfit::Path) => WantedValue::Path,
        Some(Unfit::Dash) => WantedValue::NoDash,
        Some(Unfit::Label(most)) => WantedValue::Label(*most),
        Some(Unfit::Number(from, to)) => WantedValue::Number(*from, *to),
        None if !words.is_empty() => WantedValue::OneOf(words),
        None => WantedValue::Other,
    }
}

/// The call that a word was meant to be.
fn meant_by(typed: &str, all: &clap::Command, called: Option<&Called<'_>>) -> Option<String> {
    let above = called.map_or(all, |called| called.command);
    let typed = typed.to_lowercase();
    let names = |command: &clap::Command| {
        let other = command.get_all_aliases().map(str::to_owned);
        let mut names: Vec<String> = other.collect();
        names.push(command.get_name().to_owned());
        names
    };
    let english = |word: &str| {
        let command = above.find_subcommand(word)?;
        Some(command.get_name().to_owned())
    };
    if called.is_none() {
        let said = SAID.iter().find(|(said, _)| *said == typed);
        if let Some((_, call)) = said {
            let (word, rest) = call.split_once(' ').unwrap_or((call, ""));
            let name = english(word)?;
            return Some(format!("{name} {rest}").trim_end().to_owned());
        }
    }
    let length = typed.chars().count();
    let differs = |name: &String| {
        let is_begin = length >= SHORTEST_BEGIN && name.starts_with(&typed);
        if is_begin {
            1
        } else {
            strsim::damerau_levenshtein(name, &typed)
        }
    };
    let distance = |command: &clap::Command| {
        let distances = names(command).iter().map(differs).min();
        distances.unwrap_or(usize::MAX)
    };
    let near = above
        .get_subcommands()
        .map(|command| (distance(command), command))
        .min_by_key(|(distance, _)| *distance)
        // A short word differs from every other one in two letters.
        .filter(|(distance, _)| *distance <= MOST_DIFFERENCES && distance * 3 <= length)?;
    let name = near.1.get_name();
    Some(called.map_or_else(
        || name.to_owned(),
        |called| format!("{} {name}", called.name),
    ))
}

/// Commands that have a flag of this name, as the person calls them.
fn commands_with(flag: &str, all: &clap::Command) -> Vec<String> {
    let Some(long) = flag.strip_prefix("--") else {
        return Vec::new();
    };
    let long = long.split(['=', ' ']).next().unwrap_or_default();
    let commands = all.get_subcommands().filter(|command| {
        let mut longs = command.get_arguments().filter_map(clap::Arg::get_long);
        longs.any(|has| has == long)
    });
    commands
        .map(|command| command.get_name().to_owned())
        .collect()
}

/// Whether digits stand in the arguments that may be a secret: not behind a flag that takes
/// numbers, nor a card number of 20 digits.
fn may_hold_secret(
    all: &clap::Command,
    arguments: &[OsString],
    called: Option<&Called<'_>>,
) -> bool {
    let flag_of = |name: &str| {
        let own = called.map(|called| called.command);
        let commands = own.into_iter().chain([all]);
        commands
            .flat_map(clap::Command::get_arguments)
            .find(|argument| argument.get_long() == Some(name))
    };
    let mut is_value = false;
    for argument in arguments.iter().skip(1) {
        let argument = argument.to_string_lossy();
        let (name, value) = match argument.strip_prefix("--") {
            Some(flag) => match flag.split_once('=') {
                Some((flag, value)) => (Some(flag), Some(value)),
                None => (Some(flag), None),
            },
            None => (None, Some(argument.as_ref())),
        };
        let flag = name.and_then(flag_of);
        let takes = flag.is_some_and(|flag| flag.get_action().takes_values() && takes_digits(flag));
        let judged = value.filter(|_| !is_value && !takes);
        if judged.is_some_and(is_like_secret) {
            return true;
        }
        is_value = takes && value.is_none();
    }
    false
}

/// Whether digits are what a flag takes, or may be part of a name: all but those of few words.
fn takes_digits(flag: &clap::Arg) -> bool {
    flag.get_possible_values().is_empty()
}

/// Digits as of a PIN or a PUK, grouped or not, alone or behind a key.
fn is_like_secret(value: &str) -> bool {
    let value = value.rsplit(['=', ':']).next().unwrap_or_default();
    let digits = value.chars().filter(|c| c.is_numeric()).count();
    let plain = value
        .chars()
        .all(|c| c.is_numeric() || matches!(c, ' ' | '-' | '.' | '_'));
    plain && SECRET_DIGITS.contains(&digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn wrong(line: &str, language: Language) -> WrongCall {
        let arguments: Vec<OsString> = line.split(' ').map(Into::into).collect();
        let text = Text::new(language);
        let error = cli::parse(&arguments, text).expect_err(line);
        match of(&error, &arguments, text) {
            CommandLine::Wrong(call) => *call,
            other => panic!("{line}: {other:?}"),
        }
    }

    #[track_caller]
    fn meant(line: &str, call: Option<&str>) {
        match wrong(line, Language::De).fault {
            CallFault::UnknownCommand { meant, .. } => assert_eq!(meant.as_deref(), call, "{line}"),
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn a_command_that_is_misspelt_is_asked_about_by_its_german_name() {
        meant("pinlotse aktiviern", Some("aktivieren"));
        meant("pinlotse activat", Some("aktivieren"));
        meant("pinlotse Status", Some("status"));
        meant("pinlotse stauts", Some("status"));
        meant("pinlotse andern", Some("ändern"));
        meant("pinlotse liste", Some("leser"));
        meant("pinlotse notizen zeig", Some("notizen zeigen"));
        meant("pinlotse report", Some("diagnose --report report.html"));
    }

    #[test]
    fn what_is_like_no_command_is_never_taken_for_one_that_costs_a_try() {
        for word in ["versio", "pin", "tun", "start", "xyz", "los", "verein"] {
            match wrong(&format!("pinlotse {word}"), Language::De).fault {
                CallFault::UnknownCommand { meant, .. } => assert!(
                    !["prüfen", "entsperren", "ändern", "aktivieren"]
                        .contains(&meant.unwrap_or_default().as_str()),
                    "{word}"
                ),
                other => panic!("{word}: {other:?}"),
            }
        }
    }

    #[test]
    fn digits_as_of_a_pin_are_warned_of_wherever_they_stand() {
        for line in [
            "pinlotse activate 12345",
            "pinlotse activate transport.ch=12345",
            "pinlotse activate --pin 471193",
            "pinlotse activate --pin=471193",
            "pinlotse change --puk 12345678",
            "pinlotse change --new=471193",
            "pinlotse 12345",
            "pinlotse verify 471-193",
            "pinlotse status --foo 12345",
        ] {
            assert!(wrong(line, Language::De).may_hold_secret, "{line}");
        }
        for line in [
            "pinlotse status --foo",
            "pinlotse status --card 1017 --foo",
            "pinlotse status --card=80276883110000220885 x",
            "pinlotse status --reader 12345 --foo",
            "pinlotse certs --as-of 31.12.2026 x",
            "pinlotse activate 80276883110000220885",
            "pinlotse activate 12",
        ] {
            assert!(!wrong(line, Language::De).may_hold_secret, "{line}");
        }
    }

    #[test]
    fn each_fault_of_a_call_is_told_from_the_others() {
        let fault = |line: &str| wrong(line, Language::En).fault;
        let text = |line: &str| format!("{:?}", fault(line));
        for (line, begin) in [
            ("pinlotse status --fo", "UnknownFlag"),
            ("pinlotse activate --online", "UnknownFlag"),
            ("pinlotse status x", "Superfluous(\"x\")"),
            (
                "pinlotse status --wait",
                "ValueMissing(\"--wait <SECONDS>\")",
            ),
            ("pinlotse status --wait=", "ValueUnfit"),
            ("pinlotse status --json=1", "ValueSuperfluous(\"--json\")"),
            ("pinlotse status --wait x", "ValueUnfit"),
            ("pinlotse status --lang fr", "ValueUnfit"),
            ("pinlotse notes forget", "Needed"),
            ("pinlotse status --no-certs --online", "Conflict"),
            ("pinlotse status --no-certs --check", "Conflict"),
            ("pinlotse status --card 1111 --card 2222", "Twice"),
            ("pinlotse --card 1111 status --card 2222", "Twice"),
        ] {
            assert!(text(line).starts_with(begin), "{line}: {}", text(line));
        }
        let of_others = fault("pinlotse activate --online");
        assert!(
            matches!(&of_others, CallFault::UnknownFlag { of_commands, .. }
                if of_commands == &["status", "certs"]),
            "{of_others:?}"
        );
        let number = fault("pinlotse status --warn-days 5000");
        assert!(
            matches!(
                number,
                CallFault::ValueUnfit {
                    wanted: WantedValue::Number(0, 3650),
                    ..
                }
            ),
            "{number:?}"
        );
    }

    #[test]
    fn help_is_had_by_every_word_that_people_try() {
        for (line, begin) in [
            ("pinlotse hilfe", "Befehle:"),
            ("pinlotse help", "Befehle:"),
            ("pinlotse /?", "Befehle:"),
            ("pinlotse hilfe aktivieren", "pinlotse aktivieren"),
            ("pinlotse help activate", "pinlotse aktivieren"),
            ("pinlotse aktivieren --help", "pinlotse aktivieren"),
        ] {
            let arguments: Vec<OsString> = line.split(' ').map(Into::into).collect();
            let error = cli::parse(&arguments, Text::new(Language::De)).expect_err(line);
            assert!(!error.use_stderr(), "{line}");
            assert!(error.to_string().contains(begin), "{line}: {error}");
        }
        let arguments = ["pinlotse", "hilfe", "pin", "vergessen"].map(OsString::from);
        let call = cli::parse(&arguments, Text::default()).unwrap();
        assert_eq!(call.command.unwrap().word(), "explain");
    }
}
