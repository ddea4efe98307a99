//! The pictures in the docs: the program on a real terminal, drawn by a test, never by hand.
//!
//! `PINLOTSE_WRITE_EXAMPLES=1` draws them anew.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use support::picture::draw;
use support::pty::{COLUMNS, Pty};
use support::real_issuers::{MEDISIGN, new_card};
use support::temp::Temp;

/// Rows of the terminal.
const ROWS: usize = 24;

/// Where a picture lies.
fn path(name: &str) -> PathBuf {
    support::project().join(format!("docs/screens/{name}.svg"))
}

/// Draws what is on the terminal now, and compares it with the picture of that name.
fn pictured(pty: &mut Pty, name: &str, title: &str) {
    let mut rows = pty.painted();
    while rows
        .last()
        .is_some_and(|row| row.iter().all(|(c, _)| *c == ' '))
    {
        rows.pop();
    }
    let shown = rows.len().saturating_sub(ROWS);
    let picture = draw(&rows[shown..], COLUMNS, title);
    let path = path(name);
    if env::var_os("PINLOTSE_WRITE_EXAMPLES").is_some_and(|value| value == "1") {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &picture).unwrap();
    }
    let old = fs::read_to_string(&path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    assert!(
        old == picture,
        "docs/screens/{name}.svg is not what the program shows \
         (PINLOTSE_WRITE_EXAMPLES=1 draws it):\n{picture}"
    );
}

/// What the letter of the virtual card says and a person types, in one of the languages.
struct Words {
    language: &'static str,
    number: &'static str,
    yes: &'static str,
    transport: &'static str,
    new: &'static str,
    again: &'static str,
    holder: &'static str,
}

const GERMAN: Words = Words {
    language: "de",
    number: "\nNummer",
    yes: "j",
    transport: "5 Ziffern:",
    new: "6 bis 8 Ziffern:",
    again: "noch einmal: ",
    holder: "[j/N] ",
};

const ENGLISH: Words = Words {
    language: "en",
    number: "\nNumber",
    yes: "y",
    transport: "digits:",
    new: "digits:",
    again: "once more:",
    holder: "[y/N] ",
};

/// Titles of the pictures of a walk: the first screen, the first entry, the end.
type Titles = [&'static str; 3];

/// From the sealed letter to the end.
fn walk(words: &Words, titles: Titles) {
    let desk = Desk::new();
    let name = |part: &str| format!("{part}.{}", words.language);
    let mut pty = desk.runs(&["--lang", words.language]);
    let [first, entry, end] = titles;
    pty.expect(words.number).expect(": ");
    pictured(&mut pty, &name("guide"), first);
    pty.send_line("1");
    pty.expect(words.transport).wait_for_echo(false);
    pictured(&mut pty, &name("entry"), entry);
    pty.send_hidden_line("28407");
    for (asks, digits) in [(words.new, "471193"), (words.again, "471193")] {
        pty.expect(asks).send_hidden_line(digits);
    }
    pty.expect(words.holder).send_line(words.yes);
    for (asks, digits) in [
        (words.transport, "91536"),
        (words.new, "5826470"),
        (words.again, "5826470"),
    ] {
        pty.expect(asks).send_hidden_line(digits);
    }
    pty.expect(words.number).expect(": ");
    pictured(&mut pty, &name("done"), end);
    pty.send_ctrl('c');
    pty.exit_code();
}

/// A new card of a real issuer's names, and terminals in the folder where it lies.
struct Desk {
    folder: Temp,
    card: String,
}

impl Desk {
    fn new() -> Self {
        let folder = Temp::new();
        let path = PathBuf::from(new_card(&folder, "hba", &MEDISIGN));
        let name = path.file_name().unwrap().display();
        Self {
            card: format!("virtual:{name}"),
            folder,
        }
    }

    fn runs(&self, arguments: &[&str]) -> Pty {
        let (folder, program) = (
            self.folder.path().display().to_string(),
            support::program().display().to_string(),
        );
        let go = ["-c", "cd \"$1\" && shift && exec \"$@\"", "sh", &folder];
        let arguments = [&go[..], &[&program, "--reader", &self.card], arguments].concat();
        Pty::program(Path::new("/bin/sh"), &arguments, &[])
    }
}

/// A command that asks nothing.
fn command(desk: &Desk, name: &str, arguments: &[&str], title: &str) {
    let mut pty = desk.runs(arguments);
    assert_eq!(pty.exit_code(), 0, "{}", pty.output());
    pictured(&mut pty, name, title);
}

#[test]
fn the_walk_looks_like_its_pictures() {
    walk(
        &GERMAN,
        [
            "Der erste Bildschirm: die Karte, ihre PINs und was als Nächstes zu tun ist",
            "Die Transport-PIN aus dem Brief wird abgetippt",
            "Fertig: beide PINs sind gesetzt, und was noch zu tun bleibt",
        ],
    );
    walk(
        &ENGLISH,
        [
            "The first screen: the card, its PINs and what to do next",
            "The Transport-PIN of the letter is typed",
            "Done: both PINs are set, and what is left to do",
        ],
    );
}

#[test]
fn commands_look_like_their_pictures() {
    let desk = Desk::new();
    for (language, state, question) in [
        (
            "de",
            "Der Stand einer neuen Karte",
            "Eine Frage, in vier Zeilen beantwortet",
        ),
        (
            "en",
            "The state of a new card",
            "A question, answered in four lines",
        ),
    ] {
        let status = ["--lang", language, "status"];
        command(&desk, &format!("status.{language}"), &status, state);
        let asked = match language {
            "de" => "PIN-Brief verloren",
            _ => "lost my letter",
        };
        let explain = ["--lang", language, "--no-input", "explain", asked];
        command(&desk, &format!("explain.{language}"), &explain, question);
    }
}
