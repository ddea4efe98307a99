//! The command line: clap structs only. Help is put in from the catalogue, in the person's language.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::text::{Language, Text};

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
    /// `activate`.
    #[command(alias = "aktivieren")]
    Activate(Box<ActivateArgs>),
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
            Command::Activate(_) => "activate",
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
    /// Leave certificates out. This version reads none; scripts may say so already.
    #[arg(long, hide = true)]
    pub no_certs: bool,
}

/// Flags of `activate`.
#[derive(Debug, Args)]
pub struct ActivateArgs {
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
    /// Length of the Transport-PINs.
    #[arg(long, value_name = "N", default_value_t = 5, hide_default_value = true,
          value_parser = clap::value_parser!(u8).range(4..=12))]
    pub transport_length: u8,
    /// Simple PINs.
    #[arg(long)]
    pub allow_trivial: bool,
    /// The holder is present.
    #[arg(long)]
    pub holder_present: bool,
    /// Wrong tries so far.
    #[arg(long, value_name = "0|1|2", value_parser = clap::value_parser!(u8).range(0..=2))]
    pub tries_used: Option<u8>,
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

fn digits(text: &str) -> Result<String, String> {
    let plain: String = text.chars().filter(|c| *c != ' ').collect();
    let fits = (4..=20).contains(&plain.len()) && plain.bytes().all(|b| b.is_ascii_digit());
    if fits { Ok(plain) } else { Err("4 to 20 digits of the card number (ICCSN) are needed".to_owned()) }
}

/// The command line with help in the catalogue's language.
#[must_use]
pub fn command(text: Text) -> clap::Command {
    localized(Cli::command().about(text.help_pinlotse()).after_help(text.help_examples()), text)
}

/// Puts headings and help texts in, here and below.
fn localized(command: clap::Command, text: Text) -> clap::Command {
    let template =
        format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}", text.help_heading_usage());
    command
        .help_template(template)
        .subcommand_help_heading(text.help_heading_commands())
        .subcommand_value_name(text.help_value_command())
        .mut_args(|arg| localized_argument(arg, text))
        .mut_subcommands(|sub| {
            let about = about(text, sub.get_name());
            localized(sub.about(about), text)
        })
}

fn localized_argument(arg: clap::Arg, text: Text) -> clap::Arg {
    let id = arg.get_id().to_string();
    let positional = arg.is_positional();
    match own_help(text, &id, positional) {
        Some(help) if positional => arg.help(help).help_heading(text.help_heading_arguments()),
        Some(help) => arg.help(help).help_heading(text.help_heading_own()),
        None => match common_help(text, &id) {
            Some(help) => arg.help(help).help_heading(text.help_heading_common()),
            None => arg,
        },
    }
}

fn about(text: Text, command: &str) -> String {
    match command {
        "readers" => text.help_readers(),
        "status" => text.help_status(),
        "activate" => text.help_activate(),
        "virtual" => text.help_virtual(),
        "create" => text.help_virtual_create(),
        "show" => text.help_virtual_show(),
        "letter" => text.help_virtual_letter(),
        _ => text.help_virtual_serve(),
    }
}

fn common_help(text: Text, id: &str) -> Option<String> {
    Some(match id {
        "reader" => text.help_flag_reader(),
        "card" => text.help_flag_card(),
        "wait" => text.help_flag_wait(),
        "json" => text.help_flag_json(),
        "lang" => text.help_flag_lang(),
        "no_input" => text.help_flag_no_input(),
        "color" => text.help_flag_color(),
        "ascii" => text.help_flag_ascii(),
        "quiet" => text.help_flag_quiet(),
        "verbose" => text.help_flag_verbose(),
        "log_file" => text.help_flag_log_file(),
        "trace_data" => text.help_flag_trace_data(),
        "help" => text.help_flag_help(),
        "version" => text.help_flag_version(),
        _ => return None,
    })
}

fn own_help(text: Text, id: &str, positional: bool) -> Option<String> {
    Some(match id {
        "all" => text.help_flag_all(),
        "no_certs" => text.help_flag_no_certs(),
        "pin" => text.help_flag_pin(),
        "dry_run" => text.help_flag_dry_run(),
        "secrets_file" => text.help_flag_secrets_file(),
        "secrets_stdin" => text.help_flag_secrets_stdin(),
        "secrets_fd" => text.help_flag_secrets_fd(),
        "transport_length" => text.help_flag_transport_length(),
        "allow_trivial" => text.help_flag_allow_trivial(),
        "holder_present" => text.help_flag_holder_present(),
        "tries_used" => text.help_flag_tries_used(),
        "try_again" => text.help_flag_try_again(),
        "last_try" => text.help_flag_last_try(),
        "no_notes" => text.help_flag_no_notes(),
        "card" if positional => text.help_virtual_card(),
        "file" => text.help_virtual_file(),
        "vpcd" => text.help_flag_vpcd(),
        _ => return None,
    })
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
pub fn command_of(arguments: &[std::ffi::OsString]) -> Option<&'static str> {
    const WORDS: [(&str, &str); 7] = [
        ("readers", "readers"),
        ("leser", "readers"),
        ("status", "status"),
        ("activate", "activate"),
        ("aktivieren", "activate"),
        ("virtual", "virtual"),
        ("virtuell", "virtual"),
    ];
    let word = |argument: &std::ffi::OsString| WORDS.iter().find(|(word, _)| argument == word).map(|(_, name)| *name);
    arguments.iter().skip(1).find_map(word)
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
        for (german, word) in [("leser", "readers"), ("aktivieren", "activate"), ("status", "status")] {
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
