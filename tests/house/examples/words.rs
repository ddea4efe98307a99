//! Commands and flags in the sentences and tables of the pages.

use std::ffi::OsString;

use pinlotse::cli;
use pinlotse::text::{Language, Text};
use support::say_skipped;

use super::page::{pages, text_of};
use super::room::Room;

/// Commands that the table of exit codes names for what they are refused with.
const REFUSED: [&str; 1] = ["pinlotse foo"];

/// Commands of the table of exit codes whose code depends on the PC and on what is in its readers;
/// `exit_codes.rs` beside this room has them at readers of its own.
const OF_THE_PC: [&str; 6] = [
    "pinlotse --reader nobody --wait 0 status",
    "pinlotse --wait 0 status",
    "pinlotse --wait 1 status",
    "pinlotse doctor",
    "pinlotse readers",
    "pinlotse status --check --online",
];

/// What stands between backquotes outside of blocks, with its page.
fn spans() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for page in pages() {
        let text = text_of(&page);
        let mut in_block = false;
        let outside = text.lines().filter(|line| {
            let fence = line.trim_start().starts_with("```");
            in_block ^= fence;
            !fence && !in_block
        });
        let outside = outside.collect::<Vec<_>>().join("\n").replace("\\|", "|");
        let spans = outside.split('`').skip(1).step_by(2);
        found.extend(spans.map(|span| (page.clone(), span.replace('\n', " "))));
    }
    assert!(found.len() > 1000, "{} spans", found.len());
    found
}

/// `notes show|forget` means two commands.
fn alternatives(command: &str) -> Vec<String> {
    let Some(word) = command.split(' ').find(|word| word.contains('|')) else {
        return vec![command.to_owned()];
    };
    word.split('|')
        .map(|one| command.replacen(word, one, 1))
        .collect()
}

#[test]
fn every_command_in_a_sentence_is_one_that_the_program_takes() {
    let mut seen = 0;
    for (page, span) in spans() {
        if !span.starts_with("pinlotse ") || REFUSED.contains(&span.as_str()) {
            continue;
        }
        let command = span.split(" >").next().unwrap();
        for command in alternatives(command) {
            let arguments: Vec<OsString> = command.split_whitespace().map(Into::into).collect();
            let Err(error) = cli::parse(&arguments, Text::new(Language::En)) else {
                seen += 1;
                continue;
            };
            // A name alone may leave out what it is given: a file, a kind of card.
            use clap::error::ErrorKind::{InvalidValue, MissingRequiredArgument};
            let is_short = matches!(error.kind(), InvalidValue | MissingRequiredArgument);
            assert!(is_short, "{page}: {command}: {error}");
            seen += 1;
        }
    }
    assert!(seen > 50, "{seen} commands");
}

#[test]
fn every_flag_that_a_page_names_is_one() {
    fn below(command: &clap::Command, into: &mut Vec<String>) {
        let longs = command.get_arguments().filter_map(clap::Arg::get_long);
        into.extend(longs.map(str::to_owned));
        command
            .get_subcommands()
            .for_each(|command| below(command, into));
    }
    let command = cli::command(Text::new(Language::En));
    let mut flags = ["help", "version"].map(str::to_owned).to_vec();
    below(&command, &mut flags);
    // Other programs have other flags: cargo, docker.
    let is_ours = |span: &str| {
        let first = span.split(' ').next().unwrap();
        first.starts_with("--") || first == "pinlotse" || command.find_subcommand(first).is_some()
    };
    let mut seen = 0;
    for (page, span) in spans().into_iter().filter(|(_, span)| is_ours(span)) {
        for word in span.split([' ', '|', '=', ',', '(', ')', '[', ']']) {
            let name = word.strip_prefix("--").unwrap_or_default();
            if name.starts_with(|c: char| c.is_ascii_lowercase()) {
                seen += 1;
                assert!(
                    flags.iter().any(|flag| flag == name),
                    "{page}: `{span}`: --{name}"
                );
            }
        }
    }
    assert!(seen > 100, "{seen} flags");
}

#[test]
fn the_commands_beside_the_exit_codes_end_with_them() {
    let room = Room::new("en");
    let text = text_of("docs/exit-codes.md");
    let (mut ran, mut left) = (0, Vec::new());
    for row in text.lines() {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").collect();
        let Some(Ok(exit)) = cells.first().map(|cell| cell.trim().parse::<i32>()) else {
            continue;
        };
        let last = cells.last().unwrap();
        for command in last.split('`').skip(1).step_by(2) {
            if !command.starts_with("pinlotse ") {
                continue;
            }
            if OF_THE_PC.contains(&command) {
                left.push(command);
                continue;
            }
            // The place where all writes fail is Linux'.
            if command.contains("/dev/full") && !cfg!(target_os = "linux") {
                left.push(command);
                continue;
            }
            room.types(command).exits(exit);
            ran += 1;
        }
    }
    assert!(ran >= 8, "{ran} commands");
    say_skipped(&format!(
        "docs/exit-codes.md: {} commands depend on the PC and are not typed as they stand",
        left.len()
    ));
}
