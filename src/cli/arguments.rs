//! Flags and arguments of the commands, and what values they take.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand, ValueEnum};

use super::values;
use crate::pins::TRANSPORT_DIGITS;
use crate::settings::WARN_DAYS_MOST;
use crate::system::clock::Date;

/// Flags of `status`.
#[derive(Debug, Args)]
pub struct StatusArgs {
    /// PIN.AUTO and PIN.SO too.
    #[arg(long)]
    pub all: bool,
    /// Leave certificates out.
    #[arg(long, conflicts_with_all = ["online", "issuer_certs"])]
    pub no_certs: bool,
    /// Exit codes 11, 20 to 22, 24 and 25; of one part of the card only where one is named.
    #[arg(
        long,
        value_name = "pins|certificates",
        value_enum,
        hide_possible_values = true
    )]
    pub check: Option<Option<CheckArg>>,
    /// All cards that are in.
    #[arg(long)]
    pub every_card: bool,
    /// For programs that watch.
    #[arg(long, value_name = "FORMAT", value_enum, hide_possible_values = true, requires_all = ["check", "every_card"])]
    pub format: Option<FormatArg>,
    /// File that it is written to.
    #[arg(long, value_name = "FILE", value_parser = values::path(), requires = "format")]
    pub output: Option<PathBuf>,
    /// How certificates are judged.
    #[command(flatten)]
    pub judging: JudgingArgs,
}

/// How programs that watch want to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    /// Output and exit code of a plugin.
    Icinga,
    /// Measured values.
    Prometheus,
}

impl StatusArgs {
    /// Whether a PIN that needs somebody is a failure.
    #[must_use]
    pub const fn checks_pins(&self) -> bool {
        matches!(self.check, Some(None | Some(CheckArg::Pins)))
    }

    /// Whether a certificate that needs somebody is a failure.
    #[must_use]
    pub const fn checks_certificates(&self) -> bool {
        matches!(self.check, Some(None | Some(CheckArg::Certificates)))
    }
}

/// What `status --check` judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckArg {
    /// The states of the PINs.
    Pins,
    /// The certificates.
    Certificates,
}

/// Flags of `certs`.
#[derive(Debug, Args)]
pub struct CertsArgs {
    /// Every file, also those that are foreseen and mostly empty.
    #[arg(long)]
    pub all: bool,
    /// Folder that the certificates are written to.
    #[arg(long, value_name = "DIR", value_parser = values::path())]
    pub export: Option<PathBuf>,
    /// Exported certificates instead of a card.
    #[arg(long, value_name = "DIR", value_parser = values::path(), conflicts_with_all = ["all", "export"])]
    pub from: Option<PathBuf>,
    /// Exit codes 20 to 22 and 24.
    #[arg(long)]
    pub check: bool,
    /// For programs that watch.
    #[arg(long, value_name = "FORMAT", value_enum, hide_possible_values = true, requires_all = ["check", "from"])]
    pub format: Option<FormatArg>,
    /// File that it is written to.
    #[arg(long, value_name = "FILE", value_parser = values::path(), requires = "format")]
    pub output: Option<PathBuf>,
    /// How certificates are judged.
    #[command(flatten)]
    pub judging: JudgingArgs,
}

/// How certificates are judged.
#[derive(Debug, Clone, Args)]
pub struct JudgingArgs {
    /// Days before expiry.
    #[arg(long, value_name = "N", value_parser = values::number(0..=WARN_DAYS_MOST))]
    pub warn_days: Option<u16>,
    /// Judged at another day.
    #[arg(long, value_name = "DATE", value_parser = values::date)]
    pub as_of: Option<Date>,
    /// Folder of issuer certificates.
    #[arg(long, value_name = "DIR", value_parser = values::path())]
    pub issuer_certs: Option<PathBuf>,
    /// Ask the issuer's service (OCSP).
    #[arg(long, conflicts_with = "as_of")]
    pub online: bool,
    /// Without fetching gematik's list.
    #[arg(long, requires = "online")]
    pub no_fetch: bool,
}

/// Flags of `activate`.
#[derive(Debug, Args)]
pub struct ActivateArgs {
    /// What all commands with secrets have.
    #[command(flatten)]
    pub secret: SecretArgs,
    /// Length of the Transport-PINs.
    #[arg(long, value_name = "N", default_value_t = TRANSPORT_DIGITS as u8, hide_default_value = true,
          value_parser = values::number(4..=12_u8))]
    pub transport_length: u8,
    /// The Transport-PIN is typed blind.
    #[arg(long)]
    pub hidden: bool,
    /// Protocol for the practice's files.
    #[arg(long, value_name = "FILE", value_parser = values::path())]
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
    /// The Transport-PIN is typed blind, where one is asked for afterwards.
    #[arg(long)]
    pub hidden: bool,
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
    /// All that was seen.
    #[arg(long)]
    pub details: bool,
    /// One page for support.
    #[arg(long, value_name = "FILE", value_parser = values::path())]
    pub report: Option<PathBuf>,
    /// With names.
    #[arg(long, requires = "report")]
    pub with_names: bool,
    /// The document without what is private.
    #[arg(long)]
    pub redact: bool,
    /// Site or ticket.
    #[arg(long, value_name = "TEXT", value_parser = values::label)]
    pub label: Option<String>,
    /// What a card answers to harmless commands.
    #[arg(long, value_name = "FILE", value_parser = values::path(), conflicts_with = "report")]
    pub probe: Option<PathBuf>,
    /// Only what would be sent for it.
    #[arg(long, requires = "probe")]
    pub dry_run: bool,
    /// The rule for polkit, and nothing else.
    #[arg(long, conflicts_with = "report")]
    pub polkit_rule: bool,
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
        #[arg(long, value_name = "ICCSN", value_parser = values::whole_number, required_unless_present = "all")]
        number: Option<String>,
    },
}

/// Commands of `issuers`.
#[derive(Debug, Subcommand)]
pub enum IssuersCommand {
    /// `issuers update`.
    Update,
    /// `issuers import`.
    Import {
        /// The list, with its signature beside it, or the folder of both.
        #[arg(value_name = "FILE", value_parser = values::path())]
        path: PathBuf,
    },
    /// `issuers show`.
    Show,
}

/// Commands of `konnektor`.
#[derive(Debug, Subcommand)]
pub enum KonnektorCommand {
    /// `konnektor add`.
    Add(Box<KonnektorAddArgs>),
    /// `konnektor list`.
    List,
    /// `konnektor show`.
    Show {
        /// Which.
        #[arg(value_name = "NAME", value_parser = values::name)]
        name: String,
    },
    /// `konnektor check`.
    Check {
        /// Which.
        #[arg(value_name = "NAME", value_parser = values::name)]
        name: String,
    },
    /// `konnektor remove`.
    Remove {
        /// Which.
        #[arg(value_name = "NAME", value_parser = values::name)]
        name: String,
    },
}

/// Flags of `konnektor add`. What they say is checked where it is understood.
#[derive(Debug, Default, Args)]
pub struct KonnektorAddArgs {
    /// What it is to be called.
    #[arg(value_name = "NAME", value_parser = values::name)]
    pub name: String,
    /// Address of the Konnektor.
    #[arg(long, value_name = "URL")]
    pub address: Option<String>,
    /// Mandant.
    #[arg(long, value_name = "ID")]
    pub mandant: Option<String>,
    /// Client system.
    #[arg(long, value_name = "ID")]
    pub client_system: Option<String>,
    /// The client system is this program's own, whatever its name sounds like.
    #[arg(long)]
    pub own_client_system: bool,
    /// Workplace.
    #[arg(long, value_name = "ID")]
    pub workplace: Option<String>,
    /// User.
    #[arg(long, value_name = "ID")]
    pub user: Option<String>,
    /// How it lets this program in.
    #[arg(long, value_name = "HOW", value_parser = PossibleValuesParser::new(["none", "basic", "pkcs12"]),
          hide_possible_values = true)]
    pub login: Option<String>,
    /// User name of the login.
    #[arg(long, value_name = "NAME", conflicts_with = "key_file")]
    pub login_user: Option<String>,
    /// File of the client certificate.
    #[arg(long, value_name = "FILE", value_parser = values::path())]
    pub key_file: Option<PathBuf>,
    /// SHA-256 of the server's certificate.
    #[arg(long, value_name = "SHA256")]
    pub fingerprint: Option<String>,
    /// All services at this address.
    #[arg(long)]
    pub rewrite: bool,
    /// Without TLS.
    #[arg(long)]
    pub insecure_http: bool,
    /// Particulars in a file of gematik's `ti`.
    #[arg(long, value_name = "FILE", value_parser = values::path())]
    pub import: Option<PathBuf>,
    /// In place of the one of this name.
    #[arg(long)]
    pub again: bool,
    /// Also when the test fails.
    #[arg(long)]
    pub save_anyway: bool,
}

impl KonnektorAddArgs {
    /// Whether a flag says what a profile is to hold; that something may be without TLS is no such
    /// thing.
    pub fn changes_something(&self) -> bool {
        let words = [
            &self.address,
            &self.mandant,
            &self.client_system,
            &self.workplace,
            &self.user,
            &self.login,
            &self.login_user,
        ];
        words.into_iter().any(Option::is_some) || self.key_file.is_some() || self.rewrite
    }
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
    #[arg(
        long,
        value_name = "PIN",
        value_enum,
        value_delimiter = ',',
        hide_possible_values = true
    )]
    pub pin: Vec<PinArg>,
    /// Up to the gate.
    #[arg(long)]
    pub dry_run: bool,
    /// Secrets from a file.
    #[arg(long, value_name = "FILE", group = "secrets", value_parser = values::path_or_dash())]
    pub secrets_file: Option<PathBuf>,
    /// Secrets from standard input.
    #[arg(long, group = "secrets")]
    pub secrets_stdin: bool,
    /// Secrets from a descriptor.
    #[arg(long, value_name = "N", group = "secrets", value_parser = values::number(0..=i32::MAX))]
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
    /// Wrong tries so far.
    #[arg(long, value_name = "0|1|2", value_parser = values::number(0..=2_u8))]
    pub tries_used: Option<u8>,
    /// Second try.
    #[arg(long, value_name = "DIGITS", value_parser = values::digits, conflicts_with = "last_try")]
    pub try_again: Option<String>,
    /// Last try.
    #[arg(long, value_name = "DIGITS", value_parser = values::digits)]
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

/// In what real cards differ, by the words of the virtual card; docs/virtual-card.md says what each
/// is.
pub const QUIRKS: [&str; 10] = [
    "kbv",
    "dktig",
    "ecc-by-sfi",
    "rsa-by-fid",
    "rsa-over",
    "ecc-over",
    "select-forgets",
    "hides-block",
    "block-is-final",
    "refusal-costs-puk",
];

/// Commands of `virtual`.
#[derive(Debug, Subcommand)]
pub enum VirtualCommand {
    /// `virtual create`.
    Create {
        /// `hba`, `smcb`, or an image.
        #[arg(value_name = "CARD", value_parser = values::name)]
        card: String,
        /// File to make.
        #[arg(value_name = "FILE", value_parser = values::path())]
        file: PathBuf,
        /// In what it differs.
        #[arg(long = "quirk", value_name = "NAME", value_delimiter = ',', hide_possible_values = true,
              value_parser = PossibleValuesParser::new(QUIRKS))]
        quirks: Vec<String>,
    },
    /// `virtual show`.
    Show {
        /// The card.
        #[arg(value_name = "CARD", value_parser = values::name)]
        card: String,
    },
    /// `virtual letter`.
    Letter {
        /// The card.
        #[arg(value_name = "CARD", value_parser = values::name)]
        card: String,
    },
    /// `virtual serve`.
    Serve {
        /// The card.
        #[arg(value_name = "CARD", value_parser = values::name)]
        card: String,
        /// Address of vpcd.
        #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:35963")]
        vpcd: String,
    },
}

/// Flags of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell.
    #[arg(value_name = "SHELL", value_enum, hide_possible_values = true)]
    pub shell: ShellArg,
}

/// Shells that completions are made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ShellArg {
    /// GNU bash.
    Bash,
    /// zsh.
    Zsh,
    /// fish.
    Fish,
    /// Windows PowerShell and PowerShell.
    #[value(name = "powershell", alias = "pwsh")]
    PowerShell,
}

/// Flags of `man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// Command that the page is about.
    #[arg(value_name = "COMMAND", conflicts_with = "to")]
    pub command: Vec<String>,
    /// Folder that all pages are written to.
    #[arg(long, value_name = "DIR", value_parser = values::path())]
    pub to: Option<PathBuf>,
}

/// What a shell asks: which words may stand where somebody pressed the tabulator.
#[derive(Debug, Args)]
pub struct CandidatesArgs {
    /// What is typed of the word already.
    #[arg(long, value_name = "WORD", default_value = "")]
    pub current: OsString,
    /// The words before it, the program's name first.
    #[arg(value_name = "WORDS", last = true)]
    pub words: Vec<OsString>,
}
