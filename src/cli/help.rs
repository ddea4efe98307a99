//! Help of the command line, put in from the catalogue in the person's language.

use clap::CommandFactory;

use super::Cli;
use crate::text::Text;

/// The command line with help in the catalogue's language.
#[must_use]
pub fn command(text: Text) -> clap::Command {
    localized(
        // Not by the name that whoever calls it may choose.
        Cli::command()
            .bin_name("pinlotse")
            .about(text.help_pinlotse())
            .after_help(text.help_examples()),
        text,
    )
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
        "virtual" => text.help_virtual(),
        "create" => text.help_virtual_create(),
        "show" => text.help_show(),
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
        "notes" => text.help_flag_notes(),
        "log_file" => text.help_flag_log_file(),
        "trace_data" => text.help_flag_trace_data(),
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
        "no_certs" => text.help_flag_no_certs(),
        "export" => text.help_flag_export(),
        "check" if command == "status" => text.help_flag_check_status(),
        "check" => text.help_flag_check(),
        "warn_days" => text.help_flag_warn_days(),
        "as_of" => text.help_flag_as_of(),
        "issuer_certs" => text.help_flag_issuer_certs(),
        "online" => text.help_flag_online(),
        "pin" => text.help_flag_pin(),
        "dry_run" => text.help_flag_dry_run(),
        "secrets_file" => text.help_flag_secrets_file(),
        "secrets_stdin" => text.help_flag_secrets_stdin(),
        "secrets_fd" => text.help_flag_secrets_fd(),
        "entry" => text.help_flag_entry(),
        "record" => text.help_flag_record(),
        "record_full_number" => text.help_flag_record_full_number(),
        "spend_puk_use" => text.help_flag_spend_puk_use(),
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
        "report" => text.help_flag_report(),
        "with_names" => text.help_flag_with_names(),
        "redact" => text.help_flag_redact(),
        "label" => text.help_flag_label(),
        "polkit_rule" => text.help_flag_polkit_rule(),
        "vpcd" => text.help_flag_vpcd(),
        _ => return None,
    })
}
