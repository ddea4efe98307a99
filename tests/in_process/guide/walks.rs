//! The walks that a page of the docs shows, as the program prints them.

use std::env;
use std::fmt::Write as _;
use std::fs;

use pinlotse::dialog::layout::wrap;
use support::follower::Follower;
use support::journey::{Journey, Ran, WRONG};
use support::real_issuers::{MEDISIGN, new_card};
use support::script::Script;
use support::temp::Temp;

const PAGE: &str = "docs/walks.md";

const BEGIN: &str = "\
# Walks through the guide

What `pinlotse` alone prints at a new eHBA whose certificates have the names of a real issuer (holder and numbers are
invented), at 80 columns: made by `tests/in_process/guide/walks.rs` (`PINLOTSE_WRITE_EXAMPLES=1` writes it anew), read from
top to bottom as a screen reader reads it. A line of dashes is an answer of the person: a number and Enter, digits that the
letter has, or a new PIN that nobody sees. With `--plain` each line stands there once and nothing is taken back: the
Transport-PIN is asked for unseen and twice, and after each unseen entry the number of its digits is said. How many answers, keys, words and screens that is stands in
[figures.md](figures.md). Real cards and real people were not tried.
";

/// How the person takes in what is printed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reads {
    /// By eye, at a terminal that takes lines back.
    Screen,
    /// By ear: each line once and in order, and nothing changes afterwards.
    Aloud,
}

fn walk(language: &str, reads: Reads, follower: Follower) -> Ran {
    let temp = Temp::new();
    let card = new_card(&temp, "hba", &MEDISIGN);
    let script = Script::person().follows(follower);
    let mut journey = Journey::with(&card);
    let line = ["--lang", language, "--wait", "0"];
    match reads {
        Reads::Screen => journey.run(&line, script),
        Reads::Aloud => {
            let line = [&["--plain"][..], &line].concat();
            journey.run(&line, script.at_plain_terminal())
        }
    }
}

/// Its screens, each line as it stands on a terminal.
fn transcript(ran: &Ran) -> String {
    let heard = ran.heard.borrow();
    let screens = heard.screens.iter().filter(|screen| !screen.is_empty());
    let screen = |lines: &Vec<String>| {
        let folded: Vec<String> = lines.iter().flat_map(|line| wrap(line, 80)).collect();
        let folded: Vec<&str> = folded.iter().map(|line| line.trim_end()).collect();
        folded.join("\n").trim_start_matches('\n').to_owned()
    };
    let screens: Vec<String> = screens.map(screen).collect();
    screens.join("\n----\n")
}

#[test]
fn the_page_of_walks_is_what_the_program_prints() {
    let mut page = BEGIN.to_owned();
    let misread = Follower::new().misreading(&[WRONG]);
    for (title, language, reads, follower, sent) in [
        (
            "A sealed letter, in German",
            "de",
            Reads::Screen,
            Follower::new(),
            2,
        ),
        ("Digits misread once", "de", Reads::Screen, misread, 3),
        ("In English", "en", Reads::Screen, Follower::new(), 2),
        (
            "Read aloud, with `--plain`",
            "de",
            Reads::Aloud,
            Follower::new(),
            2,
        ),
        (
            "Read aloud in English",
            "en",
            Reads::Aloud,
            Follower::new(),
            2,
        ),
    ] {
        let ran = walk(language, reads, follower);
        ran.exits(0).sends(sent);
        let _ = write!(page, "\n## {title}\n\n```text\n{}\n```\n", transcript(&ran));
    }
    let path = support::project().join(PAGE);
    if env::var_os("PINLOTSE_WRITE_EXAMPLES").is_some_and(|value| value == "1") {
        fs::write(&path, &page).unwrap();
    }
    let old = fs::read_to_string(&path).unwrap_or_default();
    let old = old.replace("\\r\n", "\n");
    assert!(
        old == page,
        "{PAGE} is not what the program prints (PINLOTSE_WRITE_EXAMPLES=1 writes it):\n{page}"
    );
}
