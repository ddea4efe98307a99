//! The command line: clap structs only. Help is put in from the catalogue, in the person's language.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{ArgAction, Args, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::system::clock::Date;
use crate::text::{Language, Text};

mod help;

pub use help::command;

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
    /// Version.
    #[arg(long, short = 'V', action = ArgAction::Version)]
    version: Option<bool>,
}

/// Flags of every command.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// Reader by name, or `virtual:…`.
    #[arg(long, global = true, value_name = "NAME", env = "PINLOTSE_READER", hide_env = true)]
    pub reader: Option<String>,
    /// Card by its number.
    #[arg(long, global = true, value_name = "DIGITS", value_parser = digits)]
    pub card: Option<String>,
    /// Longest wait in seconds.
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 10, hide_default_value = true)]
    pub wait: u32,
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
    /// Less talk.
    #[arg(long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Trace to standard error.
    #[arg(long, global = true)]
    pub verbose: bool,
    /// Trace to a file.
    #[arg(long, global = true, value_name = "FILE")]
    pub log_file: Option<PathBuf>,
    /// File contents in the trace.
    #[arg(long, global = true)]
    pub trace_data: bool,
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
    #[command(alias = "leser")]
    Readers,
    /// `status`.
    Status(StatusArgs),
    /// `certs`.
    #[command(alias = "zertifikate")]
    Certs(CertsArgs),
    /// `activate`.
    #[command(alias = "aktivieren")]
    Activate(Box<ActivateArgs>),
    /// `change`.
    #[command(alias = "aendern")]
    Change(Box<SecretArgs>),
    /// `unblock`.
    #[command(alias = "entsperren")]
    Unblock(Box<UnblockArgs>),
    /// `verify`.
    #[command(alias = "pruefen")]
    Verify(Box<SecretArgs>),
    /// `explain`.
    #[command(alias = "hilfe-zu")]
    Explain(ExplainArgs),
    /// `doctor`.
    #[command(alias = "diagnose")]
    Doctor(DoctorArgs),
    /// `notes`.
    #[command(subcommand, alias = "notizen")]
    Notes(NotesCommand),
    /// `virtual`.
    #[command(subcommand, alias = "virtuell")]
    Virtual(VirtualCommand),
}

impl Command {
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
            Command::Virtual(VirtualCommand::Create { .. }) => "virtual create",
            Command::Virtual(VirtualCommand::Show { .. }) => "virtual show",
            Command::Virtual(VirtualCommand::Letter { .. }) => "virtual letter",
            Command::Virtual(VirtualCommand::Serve { .. }) => "virtual serve",
        }
    }
}

/// Flags of `status`.
#[derive(Debug, Args)]
pub struct StatusArgs {
    /// PIN.AUTO and PIN.SO too.
    #[arg(long)]
    pub all: bool,
    /// Leave certificates out.
    #[arg(long, conflicts_with_all = ["check", "online", "issuer_certs"])]
    pub no_certs: bool,
    /// How certificates are judged.
    #[command(flatten)]
    pub judging: JudgingArgs,
}

/// Flags of `certs`.
#[derive(Debug, Args)]
pub struct CertsArgs {
    /// Every file, also those that are foreseen and mostly empty.
    #[arg(long)]
    pub all: bool,
    /// Folder that the certificates are written to.
    #[arg(long, value_name = "DIR")]
    pub export: Option<PathBuf>,
    /// How certificates are judged.
    #[command(flatten)]
    pub judging: JudgingArgs,
}

/// How certificates are judged.
#[derive(Debug, Clone, Args)]
pub struct JudgingArgs {
    /// Exit codes 20 to 22 and 24.
    #[arg(long)]
    pub check: bool,
    /// Days before expiry.
    #[arg(long, value_name = "N", default_value_t = 90, hide_default_value = true,
          value_parser = clap::value_parser!(u16).range(0..=3650))]
    pub warn_days: u16,
    /// Judged at another day.
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
    /// Folder of issuer certificates.
    #[arg(long, value_name = "DIR")]
    pub issuer_certs: Option<PathBuf>,
    /// Ask the issuer's service (OCSP).
    #[arg(long, conflicts_with = "as_of")]
    pub online: bool,
}

/// Flags of `activate`.
#[derive(Debug, Args)]
pub struct ActivateArgs {
    /// What all commands with secrets have.
    #[command(flatten)]
    pub secret: SecretArgs,
    /// Length of the Transport-PINs.
    #[arg(long, value_name = "N", default_value_t = 5, hide_default_value = true,
          value_parser = clap::value_parser!(u8).range(4..=12))]
    pub transport_length: u8,
    /// Wrong tries so far.
    #[arg(long, value_name = "0|1|2", value_parser = clap::value_parser!(u8).range(0..=2))]
    pub tries_used: Option<u8>,
    /// Protocol for the practice's files.
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
    /// With the whole number of the card.
    #[arg(long, requires = "record")]
    pub record_full_number: bool,
}

/// Flags of `unblock`.
#[derive(Debug, Args)]
pub struct UnblockArgs {
    /// What all commands with secrets have.
    #[command(flatten)]
    pub secret: SecretArgs,
    /// Insist.
    #[arg(long)]
    pub spend_puk_use: bool,
}

/// Flags of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A topic, or words to search for.
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,
    /// Speak of this issuer's cards.
    #[arg(long, value_name = "NAME", hide_possible_values = true,
          value_parser = PossibleValuesParser::new(["medisign", "d-trust", "shc-care", "t-systems"]))]
    pub issuer: Option<String>,
    /// Where it was read, too.
    #[arg(long)]
    pub sources: bool,
}

/// Flags of `doctor`.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// One page for support.
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// With names.
    #[arg(long, requires = "report")]
    pub with_names: bool,
}

/// Commands of `notes`.
#[derive(Debug, Subcommand)]
pub enum NotesCommand {
    /// `notes show`.
    Show,
    /// `notes forget`.
    Forget {
        /// All cards.
        #[arg(long, conflicts_with = "number")]
        all: bool,
        /// One card.
        #[arg(long, value_name = "ICCSN", value_parser = whole_number, required_unless_present = "all")]
        number: Option<String>,
    },
}

/// Where digits are typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EntryArg {
    /// At the reader.
    Pinpad,
    /// At the keyboard.
    Keyboard,
    /// In a file.
    File,
}

/// Flags of all commands with secrets.
#[derive(Debug, Args)]
pub struct SecretArgs {
    /// Only these PINs.
    #[arg(long, value_name = "PIN", value_enum, value_delimiter = ',', hide_possible_values = true)]
    pub pin: Vec<PinArg>,
    /// Up to the gate.
    #[arg(long)]
    pub dry_run: bool,
    /// Secrets from a file.
    #[arg(long, value_name = "FILE", group = "secrets")]
    pub secrets_file: Option<PathBuf>,
    /// Secrets from standard input.
    #[arg(long, group = "secrets")]
    pub secrets_stdin: bool,
    /// Secrets from a descriptor.
    #[arg(long, value_name = "N", group = "secrets")]
    pub secrets_fd: Option<i32>,
    /// Where digits are typed.
    #[arg(long, value_name = "WHERE", value_enum, hide_possible_values = true)]
    pub entry: Option<EntryArg>,
    /// Simple PINs.
    #[arg(long)]
    pub allow_trivial: bool,
    /// The holder is present.
    #[arg(long)]
    pub holder_present: bool,
    /// Second try.
    #[arg(long, value_name = "DIGITS", value_parser = digits, conflicts_with = "last_try")]
    pub try_again: Option<String>,
    /// Last try.
    #[arg(long, value_name = "DIGITS", value_parser = digits)]
    pub last_try: Option<String>,
    /// Without notes.
    #[arg(long)]
    pub no_notes: bool,
}

/// PINs that can be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PinArg {
    /// PIN.CH.
    Ch,
    /// PIN.QES.
    Qes,
    /// PIN.SMC.
    Smc,
}

/// Commands of `virtual`.
#[derive(Debug, Subcommand)]
pub enum VirtualCommand {
    /// `virtual create`.
    Create {
        /// `hba`, `smcb`, or an image.
        card: String,
        /// File to make.
        file: PathBuf,
    },
    /// `virtual show`.
    Show {
        /// The card.
        card: String,
    },
    /// `virtual letter`.
    Letter {
        /// The card.
        card: String,
    },
    /// `virtual serve`.
    Serve {
        /// The card.
        card: String,
        /// Address of vpcd.
        #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:35963")]
        vpcd: String,
    },
}

fn date(text: &str) -> Result<Date, String> {
    Date::read(text).ok_or_else(|| "a day like 2026-12-31 or 31.12.2026 is needed".to_owned())
}

fn whole_number(text: &str) -> Result<String, String> {
    let plain = digits(text)?;
    if plain.len() == 20 { Ok(plain) } else { Err("all 20 digits of the card number (ICCSN) are needed".to_owned()) }
}

fn digits(text: &str) -> Result<String, String> {
    let plain: String = text.chars().filter(|c| *c != ' ').collect();
    let fits = (4..=20).contains(&plain.len()) && plain.bytes().all(|b| b.is_ascii_digit());
    if fits { Ok(plain) } else { Err("4 to 20 digits of the card number (ICCSN) are needed".to_owned()) }
}

/// Parses the command line.
///
/// # Errors
/// What clap says, help and version included.
pub fn parse(arguments: &[std::ffi::OsString], text: Text) -> Result<Cli, clap::Error> {
    let matches = command(text).try_get_matches_from(arguments)?;
    Cli::from_arg_matches(&matches)
}

/// The command that arguments name which cannot be parsed, as far as one can tell.
#[must_use]
pub fn command_of(arguments: &[std::ffi::OsString], text: Text) -> Option<String> {
    let command = command(text);
    let named =
        |argument: &std::ffi::OsString| command.find_subcommand(argument).map(|found| found.get_name().to_owned());
    arguments.iter().skip(1).find_map(named)
}

/// The language the arguments ask for, before they can be parsed: help and errors are in it too.
#[must_use]
pub fn language_of(arguments: &[std::ffi::OsString]) -> Option<Language> {
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
            assert!(command.get_about().is_some_and(|about| !about.to_string().is_empty()), "{}", command.get_name());
            for argument in command.get_arguments() {
                let heading = argument.get_help_heading();
                assert!(heading.is_some(), "{} {}", command.get_name(), argument.get_id());
            }
            command.get_subcommands().for_each(check);
        }
        for language in [Language::De, Language::En] {
            check(&command(Text::new(language)));
        }
    }

    #[test]
    fn german_aliases_mean_the_same_commands() {
        for (german, word) in
            [("leser", "readers"), ("aktivieren", "activate"), ("hilfe-zu", "explain"), ("diagnose", "doctor")]
        {
            let arguments = ["pinlotse".into(), german.into()];
            assert_eq!(parse(&arguments, Text::default()).unwrap().command.unwrap().word(), word);
        }
    }

    #[test]
    fn digits_of_a_card_number_may_be_grouped() {
        assert_eq!(digits("80276 88311 00002 20885").as_deref(), Ok("80276883110000220885"));
        assert!(digits("885").is_err() && digits("08a5").is_err());
    }

    #[test]
    fn no_flag_takes_a_secret() {
        fn names(command: &clap::Command, all: &mut Vec<String>) {
            all.extend(command.get_arguments().map(|argument| argument.get_id().to_string()));
            command.get_subcommands().for_each(|sub| names(sub, all));
        }
        let mut all = Vec::new();
        names(&command(Text::default()), &mut all);
        assert!(
            all.iter().all(|name| !["puk", "can", "new", "transport", "secret"].contains(&name.as_str())),
            "{all:?}"
        );
    }
}
