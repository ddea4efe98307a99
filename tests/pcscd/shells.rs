//! Real shells complete commands, topics, names of readers and numbers of cards, while a virtual card
//! lies in a reader of a real pcscd. None of it spends a try or says more than the words.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::Command;

use support::desk::{Desk, Trial};
use support::pcscd::Pcscd;
use support::pty::Pty;
use support::{or_skip, program, say_skipped};

/// What is typed before the tabulator, and the words that the shell then calls the program with:
/// commands in both languages, flags, their values, a topic, readers whose names have colons and
/// blanks (there are two of them), the card in one of them.
const CASES: [(&str, &str); 9] = [
    ("reade", "<readers>"),
    ("activ", "<activate>"),
    ("aktiv", "<aktivieren>"),
    ("status --warn", "<status><--warn-days>"),
    ("status --lang=d", "<status><--lang=de>"),
    ("explain lost-l", "<explain><lost-letter>"),
    ("--reader virtual:h", "<--reader><virtual:hba>"),
    ("--reader Virt", "<--reader><Virtual PCD 00 0>"),
    ("status --card ", "<status><--card><00017>"),
];

/// Shows the words instead of running the program; completions ask the program itself.
const SHOWS_WORDS: &str = "pinlotse() { printf '<%s>' \"$@\"; echo; }";

/// A shell at a terminal of its own, in which the completions are loaded.
fn at_terminal(daemon: &Pcscd, shell: &str, flags: &[&str], load: &str) -> Option<Pty> {
    let program = installed(shell)?;
    let owned = environment(daemon);
    let environment: Vec<(&str, &OsStr)> = owned
        .iter()
        .map(|(name, value)| (*name, value.as_os_str()))
        .collect();
    let mut terminal = Pty::program(Path::new(&program), flags, &environment);
    terminal.expect("ready> ");
    terminal.send_line(load).expect("ready> ");
    Some(terminal)
}

/// Where the shell is; says aloud that it is not there.
fn installed(shell: &str) -> Option<String> {
    let path = format!("/usr/bin/{shell}");
    if Path::new(&path).exists() {
        return Some(path);
    }
    say_skipped(&format!("{shell} is missing (Debian package {shell})"));
    None
}

fn environment(daemon: &Pcscd) -> Vec<(&'static str, OsString)> {
    let folder = program().parent().unwrap().to_owned();
    let mut path = folder.into_os_string();
    path.push(":/usr/bin:/bin");
    let (name, socket) = daemon.env();
    vec![
        ("PATH", path),
        (name, socket.into_os_string()),
        ("PINLOTSE_LANG", "en".into()),
        ("LANG", "C.UTF-8".into()),
        ("PS1", "ready> ".into()),
    ]
}

/// A desk with the virtual eHBA in the first reader.
fn desk() -> Option<(Desk, support::served_card::ServedCard)> {
    let trial = Trial::hba();
    let desk = or_skip(Desk::new())?;
    let card = trial.card();
    desk.insert(&card, 0);
    Some((desk, card))
}

fn completes(terminal: &mut Pty) {
    terminal.send_line(SHOWS_WORDS).expect("ready> ");
    for (typed, words) in CASES {
        terminal.send(&format!("pinlotse {typed}\t")).send("\n");
        terminal.expect(&format!("{words}\r")).expect("ready> ");
    }
}

#[test]
fn bash_completes_commands_flags_topics_and_readers() {
    let Some((desk, _card)) = desk() else { return };
    let load = "source <(pinlotse completions bash)";
    let flags = ["--norc", "--noprofile", "-i"];
    let Some(mut bash) = at_terminal(&desk.pcscd, "bash", &flags, load) else {
        return;
    };
    completes(&mut bash);
}

#[test]
fn zsh_completes_commands_flags_topics_and_readers() {
    let Some((desk, _card)) = desk() else { return };
    let load = "autoload -U compinit; compinit -u -D; source <(pinlotse completions zsh)";
    let Some(mut zsh) = at_terminal(&desk.pcscd, "zsh", &["-f", "-i"], load) else {
        return;
    };
    completes(&mut zsh);
}

#[test]
fn fish_completes_commands_flags_topics_and_readers() {
    let Some((desk, card)) = desk() else { return };
    let Some(fish) = installed("fish") else {
        return;
    };
    let completed = |typed: &str| {
        let script = format!("pinlotse completions fish | source; complete -C 'pinlotse {typed}'");
        let mut command = Command::new(&fish);
        command.args(["--no-config", "-c", &script]).env_clear();
        command
            .env("HOME", desk.home.path())
            .envs(environment(&desk.pcscd));
        let output = command.output().unwrap();
        assert!(
            output.stderr.is_empty(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let lines = String::from_utf8(output.stdout).unwrap();
        let words = lines
            .lines()
            .map(|line| line.split('\t').next().unwrap().to_owned());
        words.collect::<Vec<String>>()
    };
    assert_eq!(completed("aktiv"), ["aktivieren"]);
    assert_eq!(completed("explain lost-l"), ["lost-letter"]);
    assert_eq!(completed("status --card "), ["00017"]);
    assert_eq!(
        completed("--reader Virt"),
        ["Virtual PCD 00 00", "Virtual PCD 00 01"]
    );
    // It was looked at, and nothing else.
    for instruction in [
        support::served_card::VERIFY,
        support::served_card::CHANGE_REFERENCE_DATA,
    ] {
        assert!(card.seen().iter().all(|seen| seen[..2] != instruction));
    }
}

#[test]
fn a_shell_is_not_kept_waiting_and_hears_nothing_where_there_is_no_service() {
    let home = support::temp::Temp::new();
    let output = Command::new(program())
        .args(["candidates", "--current=", "--", "pinlotse", "--reader"])
        .env("PCSCLITE_CSOCK_NAME", home.join("nobody"))
        .output()
        .unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    let words = String::from_utf8(output.stdout).unwrap();
    assert_eq!(words, "virtual:hba\n\nvirtual:smcb\n\n");
}
