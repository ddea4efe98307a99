//! The command line: clap structs only. Help is put in from the catalogue, in the person's
//! language.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgAction, Args, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::text::{Language, Text};

mod arguments;
pub mod candidates;
mod help;
pub mod man;
mod values;

pub use arguments::*;
pub use help::{command, shown};
pub use values::Unfit;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "pinlotse",
    version,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub common: Common,
    /// The command.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The Transport-PIN is typed blind: of the guide, and before a command as behind it.
    #[arg(long)]
    pub hidden: bool,
    /// Version.
    #[arg(long, short = 'V', action = ArgAction::Version)]
    version: Option<bool>,
}

/// Flags of every command.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// Reader by name, or `virtual:…`.
    #[arg(long, global = true, value_name = "NAME", value_parser = values::name)]
    pub reader: Option<String>,
    /// Card by its number.
    #[arg(long, global = true, value_name = "DIGITS", value_parser = values::digits)]
    pub card: Option<String>,
    /// Longest wait in seconds.
    #[arg(long, global = true, value_name = "SECONDS", value_parser = values::number(0..=u32::MAX))]
    pub wait: Option<u32>,
    /// One JSON document instead of text.
    #[arg(long, global = true)]
    pub json: bool,
    /// Language.
    #[arg(long, global = true, value_name = "LANG", value_parser = PossibleValuesParser::new(["de", "en"]),
          hide_possible_values = true)]
    pub lang: Option<String>,
    /// Never ask.
    #[arg(long, global = true)]
    pub no_input: bool,
    /// Colour.
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub color: ColorChoice,
    /// ASCII only.
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Every line stays as it was printed.
    #[arg(long, global = true)]
    pub plain: bool,
    /// Less talk.
    #[arg(long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Trace to standard error.
    #[arg(long, global = true)]
    pub verbose: bool,
    /// Trace to a file.
    #[arg(long, global = true, value_name = "FILE", value_parser = values::path())]
    pub log_file: Option<PathBuf>,
    /// Folder for the notes of tries of all users.
    #[arg(long, global = true, value_name = "DIR", value_parser = values::path())]
    pub notes: Option<PathBuf>,
    /// File contents in the trace.
    #[arg(long, global = true)]
    pub trace_data: bool,
    /// Password of the login at a Konnektor, from a file.
    #[arg(long, global = true, value_name = "FILE", value_parser = values::path(),
          conflicts_with = "konnektor_password_fd")]
    pub konnektor_password_file: Option<PathBuf>,
    /// The same from a descriptor.
    #[arg(long, global = true, value_name = "N", value_parser = values::number(0..=i32::MAX))]
    pub konnektor_password_fd: Option<i32>,
    /// Help.
    #[arg(long, short = 'h', global = true, action = ArgAction::Help)]
    help: Option<bool>,
}

/// When to colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// `readers`.
    Readers,
    /// `status`.
    Status(StatusArgs),
    /// `certs`.
    Certs(CertsArgs),
    /// `activate`.
    Activate(Box<ActivateArgs>),
    /// `change`.
    Change(Box<SecretArgs>),
    /// `unblock`.
    Unblock(Box<UnblockArgs>),
    /// `verify`.
    Verify(Box<SecretArgs>),
    /// `explain`.
    Explain(ExplainArgs),
    /// `doctor`.
    Doctor(DoctorArgs),
    /// `notes`.
    #[command(subcommand)]
    Notes(NotesCommand),
    /// `issuers`.
    #[command(subcommand)]
    Issuers(IssuersCommand),
    /// `konnektor`.
    #[command(subcommand)]
    Konnektor(KonnektorCommand),
    /// `virtual`.
    #[command(subcommand)]
    Virtual(VirtualCommand),
    /// `completions`.
    Completions(CompletionsArgs),
    /// `man`.
    Man(ManArgs),
    /// What the scripts of `completions` ask; for nobody else.
    #[command(hide = true)]
    Candidates(CandidatesArgs),
}

impl Command {
    /// How programs that watch want to be told, and the file that is written for them.
    #[must_use]
    pub fn watching(&self) -> Option<(FormatArg, Option<&Path>)> {
        match self {
            Command::Status(StatusArgs { format, output, .. })
            | Command::Certs(CertsArgs { format, output, .. }) => {
                Some(((*format)?, output.as_deref()))
            }
            _ => None,
        }
    }

    /// The folder that stands for cards.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Command::Certs(certs) => certs.from.as_deref(),
            _ => None,
        }
    }

    /// The word of the JSON contract.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Command::Readers => "readers",
            Command::Status(_) => "status",
            Command::Certs(_) => "certs",
            Command::Activate(_) => "activate",
            Command::Change(_) => "change",
            Command::Unblock(_) => "unblock",
            Command::Verify(_) => "verify",
            Command::Explain(_) => "explain",
            Command::Doctor(_) => "doctor",
            Command::Notes(NotesCommand::Show) => "notes show",
            Command::Notes(NotesCommand::Forget { .. }) => "notes forget",
            Command::Issuers(IssuersCommand::Update) => "issuers update",
            Command::Issuers(IssuersCommand::Import { .. }) => "issuers import",
            Command::Issuers(IssuersCommand::Show) => "issuers show",
            Command::Konnektor(KonnektorCommand::Add(_)) => "konnektor add",
            Command::Konnektor(KonnektorCommand::List) => "konnektor list",
            Command::Konnektor(KonnektorCommand::Show { .. }) => "konnektor show",
            Command::Konnektor(KonnektorCommand::Check { .. }) => "konnektor check",
            Command::Konnektor(KonnektorCommand::Remove { .. }) => "konnektor remove",
            Command::Virtual(VirtualCommand::Create { .. }) => "virtual create",
            Command::Virtual(VirtualCommand::Show { .. }) => "virtual show",
            Command::Virtual(VirtualCommand::Letter { .. }) => "virtual letter",
            Command::Virtual(VirtualCommand::Serve { .. }) => "virtual serve",
            Command::Completions(_) | Command::Candidates(_) => "completions",
            Command::Man(_) => "man",
        }
    }
}

/// Parses the command line.
///
/// # Errors
/// What clap says, help and version included, with the names of the person's language.
pub fn parse(arguments: &[OsString], text: Text) -> Result<Cli, clap::Error> {
    let matches = command(text)
        .try_get_matches_from(arguments)
        .map_err(|error| as_shown(arguments, text).unwrap_or(error))?;
    if let Some(flag) = named_twice(arguments) {
        let flag = format!("--{flag}");
        return Err(conflict(&flag, &flag));
    }
    match matches.subcommand() {
        Some(("help", about)) => {
            let words = about.get_many::<String>("words");
            let words: Vec<String> = words.into_iter().flatten().cloned().collect();
            let is_command = |word: &String| command(text).find_subcommand(word).is_some();
            let shows = words.first().is_none_or(is_command);
            let instead = if shows { "--help" } else { "explain" };
            return instead_of_word(arguments, &words, instead, text);
        }
        Some(("version", _)) => return instead_of_word(arguments, &[], "--version", text),
        _ => {}
    }
    let cli = Cli::from_arg_matches(&matches)?;
    match contradiction(&cli) {
        Some((one, other)) => Err(conflict(one, other)),
        None => Ok(cli),
    }
}

/// Flags that do not go together where clap cannot say so: it depends on the value of a flag, or one
/// of them is a flag of all commands.
fn contradiction(cli: &Cli) -> Option<(&'static str, &'static str)> {
    let common = &cli.common;
    let of_command = match &cli.command {
        Some(Command::Status(status)) => vec![
            (
                status.no_certs && status.checks_certificates(),
                ("--no-certs", "--check certificates"),
            ),
            (
                status.every_card && common.card.is_some(),
                ("--every-card", "--card"),
            ),
        ],
        Some(Command::Certs(certs)) if certs.from.is_some() => vec![
            (common.card.is_some(), ("--from", "--card")),
            (common.reader.is_some(), ("--from", "--reader")),
        ],
        _ => Vec::new(),
    };
    let watching = cli.command.as_ref().and_then(Command::watching);
    let of_watching = watching.into_iter().flat_map(|(format, output)| {
        let is_plugin = format == FormatArg::Icinga;
        [
            (common.json, ("--format", "--json")),
            (common.quiet, ("--format", "--quiet")),
            // A plugin's output is whatever stands on either stream.
            (
                common.verbose && is_plugin,
                ("--format icinga", "--verbose"),
            ),
            (
                output.is_some() && is_plugin,
                ("--format icinga", "--output"),
            ),
        ]
    });
    let mut all = of_command.into_iter().chain(of_watching);
    let (_, flags) = all.find(|(is_there, _)| *is_there)?;
    Some(flags)
}

/// The same call with what does what `help` and `version` ask for: people try both as words.
fn instead_of_word(
    arguments: &[OsString],
    words: &[String],
    instead: &str,
    text: Text,
) -> Result<Cli, clap::Error> {
    let all = command(text);
    let is_asking = |argument: &OsString| {
        let found = all.find_subcommand(argument);
        matches!(found.map(clap::Command::get_name), Some("help" | "version"))
    };
    let at = arguments
        .iter()
        .position(is_asking)
        .unwrap_or(arguments.len());
    let flags = arguments.iter().take(at).cloned();
    let mut call: Vec<OsString> = flags.collect();
    if instead == "explain" {
        call.push(instead.into());
        // What follows the word goes along, flags too.
        call.extend(arguments.iter().skip(at + 1).cloned());
    } else {
        call.extend(words.iter().map(OsString::from));
        call.push(instead.into());
    }
    parse(&call, text)
}

/// The same with the names of the person's language, where it cannot be parsed.
fn as_shown(arguments: &[OsString], text: Text) -> Option<clap::Error> {
    let below = command_of(arguments, text).is_some();
    shown(text, below).try_get_matches_from(arguments).err()
}

fn conflict(one: &str, other: &str) -> clap::Error {
    let mut error = clap::Error::new(ErrorKind::ArgumentConflict);
    error.insert(
        ContextKind::InvalidArg,
        ContextValue::String(one.to_owned()),
    );
    error.insert(
        ContextKind::PriorArg,
        ContextValue::String(other.to_owned()),
    );
    error
}

/// `--card` or `--reader`, where one stands in front of the command and another one behind it. To
/// clap the second one is the only one: a card that was named would give way without a word.
fn named_twice(arguments: &[OsString]) -> Option<&'static str> {
    let arguments: Vec<_> = arguments
        .iter()
        .map(|argument| argument.to_string_lossy())
        .take_while(|argument| argument != "--")
        .collect();
    let is_twice = |flag: &&str| {
        let names = |argument: &&std::borrow::Cow<'_, str>| {
            let named = argument.strip_prefix("--");
            let rest = named.and_then(|named| named.strip_prefix(flag));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
        };
        arguments.iter().filter(names).count() > 1
    };
    ["card", "reader"].into_iter().find(is_twice)
}

/// The command that arguments name which cannot be parsed, as far as one can tell.
#[must_use]
pub fn command_of(arguments: &[OsString], text: Text) -> Option<String> {
    let command = command(text);
    let named = |argument: &OsString| {
        command
            .find_subcommand(argument)
            .map(|found| found.get_name().to_owned())
    };
    arguments.iter().skip(1).find_map(named)
}

/// The language the arguments ask for, before they can be parsed: help and errors are in it too.
#[must_use]
pub fn language_of(arguments: &[OsString]) -> Option<Language> {
    let mut arguments = arguments.iter().map(|argument| argument.to_string_lossy());
    while let Some(argument) = arguments.next() {
        if argument == "--lang" {
            return arguments.next().map(|tag| Language::of_tag(Some(&tag)));
        }
        if let Some(tag) = argument.strip_prefix("--lang=") {
            return Some(Language::of_tag(Some(tag)));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        command(Text::new(Language::De)).debug_assert();
    }

    #[test]
    fn every_flag_and_command_has_help_in_both_languages() {
        fn check(command: &clap::Command) {
            assert!(
                command
                    .get_about()
                    .is_some_and(|about| !about.to_string().is_empty()),
                "{}",
                command.get_name()
            );
            for argument in command.get_arguments() {
                let heading = argument.get_help_heading();
                assert!(
                    heading.is_some(),
                    "{} {}",
                    command.get_name(),
                    argument.get_id()
                );
            }
            command.get_subcommands().for_each(check);
        }
        for language in [Language::De, Language::En] {
            check(&command(Text::new(language)));
        }
    }

    #[test]
    fn a_card_or_reader_that_is_named_twice_is_refused_wherever_it_stands() {
        let parses = |line: &str| {
            let arguments: Vec<_> = line.split(' ').map(Into::into).collect();
            parse(&arguments, Text::default()).is_ok()
        };
        for flag in ["--reader", "--card"] {
            assert!(parses(&format!("pinlotse {flag} 1111 status")), "{flag}");
            assert!(parses(&format!("pinlotse status {flag}=1111")), "{flag}");
            for line in [
                format!("pinlotse {flag} 1111 status {flag} 2222"),
                format!("pinlotse {flag}=1111 status {flag} 1111"),
                format!("pinlotse status {flag} 1111 {flag}=2222"),
            ] {
                assert!(!parses(&line), "{line}");
            }
        }
        assert!(parses("pinlotse --card 1111 explain -- --card --card"));
        assert!(
            parses("pinlotse --json status --json"),
            "a flag without a value"
        );
    }

    #[test]
    fn german_aliases_mean_the_same_commands() {
        for (german, word) in [
            ("leser", "readers"),
            ("aktivieren", "activate"),
            ("ändern", "change"),
            ("a\u{308}ndern", "change"),
            ("aendern", "change"),
            ("prüfen", "verify"),
            ("pruefen", "verify"),
            ("hilfe-zu", "explain"),
            ("diagnose", "doctor"),
        ] {
            let arguments = ["pinlotse".into(), german.into()];
            assert_eq!(
                parse(&arguments, Text::default())
                    .unwrap()
                    .command
                    .unwrap()
                    .word(),
                word
            );
        }
    }

    #[test]
    fn digits_of_a_card_number_may_be_grouped() {
        assert_eq!(
            values::digits("80276 88311 00002 20885").as_deref(),
            Ok("80276883110000220885")
        );
        assert!(values::digits("885").is_err() && values::digits("08a5").is_err());
    }

    #[test]
    fn no_flag_takes_a_secret() {
        fn names(command: &clap::Command, all: &mut Vec<String>) {
            all.extend(
                command
                    .get_arguments()
                    .map(|argument| argument.get_id().to_string()),
            );
            command.get_subcommands().for_each(|sub| names(sub, all));
        }
        let mut all = Vec::new();
        names(&command(Text::default()), &mut all);
        assert!(
            all.iter()
                .all(|name| !["puk", "can", "new", "transport", "secret"].contains(&name.as_str())),
            "{all:?}"
        );
    }
}
