//! Help of the command line, put in from the catalogue in the person's language.

use clap::CommandFactory;

use super::{Cli, QUIRKS};
use crate::konnektor::direct;
use crate::text::commands;
use crate::text::{Language, Text};

/// The command line as it is parsed: by the English names, which the structs have.
#[must_use]
pub fn command(text: Text) -> clap::Command {
    named_in(Language::En, unnamed(text))
}

fn unnamed(text: Text) -> clap::Command {
    // Not by the name that whoever calls it may choose.
    let command = Cli::command()
        .bin_name("pinlotse")
        .about(text.help_pinlotse())
        .after_help(text.help_examples())
        .subcommand(asking("help").arg(clap::Arg::new("words").num_args(0..)))
        .subcommand(asking("version"));
    only_what_is_built(localized(command, text))
}

/// What needs the way to a Konnektor is not told of where there is none; who calls it all the same is
/// told that.
fn only_what_is_built(command: clap::Command) -> clap::Command {
    let is_hidden = !direct::IS_BUILT;
    let password = ["konnektor_password_file", "konnektor_password_fd"];
    let command = command.mut_subcommand("konnektor", |command| command.hide(is_hidden));
    let hide = |command: clap::Command, id: &'static str| {
        command.mut_arg(id, |argument| argument.hide(is_hidden))
    };
    password.into_iter().fold(command, hide)
}

/// The command line as it is shown: with the names of the person's language. Below a command the
/// flags of all commands are few, for its own ones are what is looked for there.
#[must_use]
pub fn shown(text: Text, below: bool) -> clap::Command {
    let mut command = named_in(text.language(), unnamed(text));
    if below {
        for id in RARE {
            command = command.mut_arg(id, |arg| arg.hide(true));
        }
        command = command.mut_subcommands(|sub| with_more(sub, text));
    }
    command
}

/// Flags of all commands that the help of one command leaves out.
const RARE: [&str; 13] = [
    "wait",
    "lang",
    "no_input",
    "color",
    "ascii",
    "plain",
    "quiet",
    "verbose",
    "log_file",
    "notes",
    "trace_data",
    "konnektor_password_file",
    "konnektor_password_fd",
];

/// A word that people try who know no flags.
fn asking(word: &'static str) -> clap::Command {
    clap::Command::new(word).hide(true).disable_help_flag(true)
}

/// Each command by its name in the language, and by all its other names.
fn named_in(language: Language, command: clap::Command) -> clap::Command {
    let names = commands::of(command.get_name());
    let command = command.mut_subcommands(|below| named_in(language, below));
    let Some(names) = names else { return command };
    let name = names.in_language(language);
    command
        .name(name)
        .aliases(names.all().filter(|other| *other != name))
}

fn with_more(command: clap::Command, text: Text) -> clap::Command {
    command
        .after_help(text.help_more_flags())
        .mut_subcommands(|sub| with_more(sub, text))
}

/// Puts headings and help texts in, here and below.
fn localized(command: clap::Command, text: Text) -> clap::Command {
    let name = command.get_name().to_owned();
    let template = format!(
        "{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}",
        text.help_heading_usage()
    );
    command
        .help_template(template)
        .subcommand_help_heading(text.help_heading_commands())
        .subcommand_value_name(text.help_value_command())
        .mut_args(|arg| localized_argument(arg, &name, text))
        .mut_subcommands(|sub| {
            let about = about(text, sub.get_name());
            localized(sub.about(about), text)
        })
}

fn localized_argument(arg: clap::Arg, command: &str, text: Text) -> clap::Arg {
    let id = arg.get_id().to_string();
    // The new PIN is what may be simple; these set none.
    let arg = if command == "verify" && id == "allow_trivial" {
        arg.hide(true)
    } else {
        arg
    };
    let arg = match arg.get_value_names() {
        Some([name]) if arg.get_action().takes_values() => {
            let (name, hint) = (value_name(name, text), value_hint(name));
            arg.value_name(name).value_hint(hint)
        }
        _ => arg,
    };
    let positional = arg.is_positional();
    match own_help(text, command, &id, positional) {
        Some(help) if positional => arg.help(help).help_heading(text.help_heading_arguments()),
        Some(help) => arg.help(help).help_heading(text.help_heading_own()),
        None => match common_help(text, &id) {
            Some(help) => arg.help(help).help_heading(text.help_heading_common()),
            None => arg,
        },
    }
}

/// What a shell may complete a value with.
fn value_hint(name: &str) -> clap::ValueHint {
    match name {
        "FILE" => clap::ValueHint::FilePath,
        "DIR" => clap::ValueHint::DirPath,
        _ => clap::ValueHint::Unknown,
    }
}

/// What stands for a value in help, in the person's language.
fn value_name(name: &str, text: Text) -> String {
    match name {
        "CARD" => text.help_value_card(),
        "COMMAND" => text.help_value_command(),
        "DATE" => text.help_value_date(),
        "DIGITS" => text.help_value_digits(),
        "DIR" => text.help_value_folder(),
        "FILE" => text.help_value_file(),
        "HOW" => text.help_value_how(),
        "LANG" => text.help_value_language(),
        "SECONDS" => text.help_value_seconds(),
        "WHEN" => text.help_value_when(),
        "WHERE" => text.help_value_where(),
        "WORDS" => text.help_value_words(),
        name => name.to_owned(),
    }
}

fn about(text: Text, command: &str) -> String {
    match command {
        "readers" => text.help_readers(),
        "status" => text.help_status(),
        "certs" => text.help_certs(),
        "activate" => text.help_activate(),
        "change" => text.help_change(),
        "unblock" => text.help_unblock(),
        "verify" => text.help_verify(),
        "explain" => text.help_explain(),
        "doctor" => text.help_doctor(),
        "notes" => text.help_notes(),
        "forget" => text.help_notes_forget(),
        "issuers" => text.help_issuers(),
        "update" => text.help_issuers_update(),
        "import" => text.help_issuers_import(),
        "konnektor" => text.help_konnektor(),
        "add" => text.help_konnektor_add(),
        "list" => text.help_konnektor_list(),
        "check" => text.help_konnektor_check(),
        "remove" => text.help_konnektor_remove(),
        "virtual" => text.help_virtual(),
        "create" => text.help_virtual_create(),
        "show" => text.help_show(),
        "letter" => text.help_virtual_letter(),
        "help" => text.help_flag_help(),
        "version" => text.help_flag_version(),
        "completions" => text.help_completions(),
        "man" => text.help_man(),
        "candidates" => text.help_candidates(),
        _ => text.help_virtual_serve(),
    }
}

/// Lines of a secrets file for this command.
fn secret_lines(command: &str) -> &'static str {
    match command {
        "activate" => "transport.ch = …, new.ch = …",
        "change" => "current.ch = …, new.ch = …",
        "unblock" => "puk.ch = …, new.ch = …",
        _ => "current.ch = …",
    }
}

fn common_help(text: Text, id: &str) -> Option<String> {
    Some(match id {
        "reader" if direct::IS_BUILT => text.help_flag_reader_or_konnektor(),
        "reader" => text.help_flag_reader(),
        "card" => text.help_flag_card(),
        "wait" => text.help_flag_wait(),
        "json" => text.help_flag_json(),
        "lang" => text.help_flag_lang(),
        "no_input" => text.help_flag_no_input(),
        "color" => text.help_flag_color(),
        "ascii" => text.help_flag_ascii(),
        "plain" => text.help_flag_plain(),
        "quiet" => text.help_flag_quiet(),
        "verbose" => text.help_flag_verbose(),
        "notes" => text.help_flag_notes(),
        "log_file" => text.help_flag_log_file(),
        "trace_data" => text.help_flag_trace_data(),
        "konnektor_password_file" => text.help_flag_konnektor_password_file(),
        "konnektor_password_fd" => text.help_flag_konnektor_password_fd(),
        "help" => text.help_flag_help(),
        "version" => text.help_flag_version(),
        _ => return None,
    })
}

fn own_help(text: Text, command: &str, id: &str, positional: bool) -> Option<String> {
    Some(match id {
        "all" => match command {
            "status" => text.help_flag_all_pins(),
            "certs" => text.help_flag_all_files(),
            _ => text.help_flag_all_cards(),
        },
        "no_fetch" => text.help_flag_no_fetch(),
        "no_certs" => text.help_flag_no_certs(),
        "export" => text.help_flag_export(),
        "from" => text.help_flag_from(),
        "every_card" => text.help_flag_every_card(),
        "format" => text.help_flag_format(),
        "output" => text.help_flag_output(),
        "check" if command == "status" => text.help_flag_check_status(),
        "check" => text.help_flag_check(),
        "warn_days" => text.help_flag_warn_days(),
        "as_of" => text.help_flag_as_of(),
        "issuer_certs" => text.help_flag_issuer_certs(),
        "online" => text.help_flag_online(),
        "pin" => text.help_flag_pin(),
        "dry_run" if command == "doctor" => text.help_flag_dry_run_probe(),
        "dry_run" => text.help_flag_dry_run(),
        "probe" => text.help_flag_probe(),
        "secrets_file" => text.help_flag_secrets_file(secret_lines(command)),
        "secrets_stdin" => text.help_flag_secrets_stdin(),
        "secrets_fd" => text.help_flag_secrets_fd(),
        "entry" => text.help_flag_entry(),
        "record" => text.help_flag_record(),
        "record_full_number" => text.help_flag_record_full_number(),
        "spend_puk_use" => text.help_flag_spend_puk_use(),
        "words" if command == "candidates" => text.help_candidates_words(),
        "words" => text.help_explain_words(),
        "issuer" => text.help_flag_issuer(),
        "sources" => text.help_flag_sources(),
        "number" => text.help_flag_notes_number(),
        "transport_length" => text.help_flag_transport_length(),
        "hidden" => text.help_flag_hidden(),
        "allow_trivial" => text.help_flag_allow_trivial(),
        "holder_present" => text.help_flag_holder_present(),
        "tries_used" => text.help_flag_tries_used(),
        "try_again" => text.help_flag_try_again(),
        "last_try" => text.help_flag_last_try(),
        "no_notes" => text.help_flag_no_notes(),
        "card" if positional => text.help_virtual_card(),
        "file" => text.help_virtual_file(),
        "quirks" => text.help_flag_quirk(&QUIRKS.join(", ")),
        "path" => text.help_issuers_path(),
        "name" if positional => text.help_konnektor_name(),
        "address" => text.help_flag_konnektor_address(),
        "mandant" => text.help_flag_mandant(),
        "client_system" => text.help_flag_client_system(),
        "own_client_system" => text.help_flag_own_client_system(),
        "workplace" => text.help_flag_workplace(),
        "user" => text.help_flag_konnektor_user(),
        "login" => text.help_flag_login(),
        "login_user" => text.help_flag_login_user(),
        "key_file" => text.help_flag_key_file(),
        "fingerprint" => text.help_flag_fingerprint(),
        "rewrite" => text.help_flag_rewrite(),
        "insecure_http" => text.help_flag_insecure_http(),
        "import" => text.help_flag_import(),
        "again" => text.help_flag_again(),
        "save_anyway" => text.help_flag_save_anyway(),
        "details" => text.help_flag_details(),
        "report" => text.help_flag_report(),
        "with_names" => text.help_flag_with_names(),
        "redact" => text.help_flag_redact(),
        "label" => text.help_flag_label(),
        "polkit_rule" => text.help_flag_polkit_rule(),
        "vpcd" => text.help_flag_vpcd(),
        "shell" => text.help_shell(),
        "command" => text.help_man_command(),
        "to" => text.help_flag_to(),
        "current" => text.help_candidates_current(),
        _ => return None,
    })
}
