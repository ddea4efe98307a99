//! A practitioner at a terminal of their own brings an eHBA into use that sits behind a Konnektor:
//! the program itself, over TCP and TLS, with the dialogs at the card terminal held against what was
//! announced before each of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use support::konnektor::{At, Operation, PRACTICE, Person};
use support::promise::Promise;
use support::pty::Pty;

use super::practice::{ENTERED, Secured};

const CH: &str = "28407";
const QES: &str = "91536";
const NEW_CH: &str = "471193";
const NEW_QES: &str = "5826470";

/// The program, once the Konnektor is set up as `praxis` in the home that is given back.
fn set_up(secured: &Secured) -> PathBuf {
    let home = secured.practice.journey.temp.join("home");
    fs::create_dir(&home).unwrap();
    let address = secured.address();
    let server = [
        "--address",
        &address,
        "--fingerprint",
        &secured.fingerprint,
        "--rewrite",
    ];
    let output = Command::new(env!("CARGO_BIN_EXE_pinlotse"))
        .env_clear()
        .env("HOME", &home)
        .args(["--no-input", "konnektor", "add", "praxis"])
        .args(ENTERED)
        .args(["--user", PRACTICE.2, "--login", "none"])
        .args(server)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    home
}

fn begin(home: &Path, arguments: &[&str]) -> Pty {
    let line = [&["--reader", "konnektor:praxis"], arguments].concat();
    let state = home.join("state");
    let environment = [
        ("HOME", home.as_os_str()),
        ("XDG_STATE_HOME", state.as_os_str()),
    ];
    Pty::pinlotse_with(&line, &environment)
}

/// Reads what is announced, presses Enter, and goes to the terminal.
fn goes(terminal: &mut Pty) -> Promise {
    terminal
        .expect("dann am Terminal tippen")
        .wait_for_echo(false);
    let screen = terminal.screen();
    // Rows of a screen: a sentence may go on in the next one.
    let mut sentences: Vec<String> = Vec::new();
    for row in screen {
        match sentences.last_mut() {
            Some(last) if row.starts_with("     ") => {
                last.push(' ');
                last.push_str(row.trim());
            }
            _ => sentences.push(row),
        }
    }
    let promise = Promise::on(&sentences).unwrap_or_else(|| panic!("{sentences:#?}"));
    terminal.send_hidden_line("");
    promise
}

/// Each dialog showed what was announced, and nothing else was asked for.
fn are_kept(secured: &Secured, promises: &[Promise]) {
    let konnektor = &secured.practice.konnektor;
    konnektor.is_content();
    assert_eq!(konnektor.pin_posts().len(), promises.len());
    let dialogs = konnektor.dialogs();
    assert_eq!(dialogs.len(), promises.len());
    for (promise, dialog) in promises.iter().zip(&dialogs) {
        let name = |_: &str| "Empfang".to_owned();
        promise.is_kept_by(dialog, &name).unwrap();
        assert_eq!(promise.screens.len(), dialog.screens.len());
    }
}

fn types(secured: &Secured, digits: [&str; 3]) {
    secured.practice.konnektor.then(Person::types(digits));
}

#[test]
fn a_practitioner_activates_an_ehba_and_reads_before_each_dialog_what_the_terminal_will_show() {
    let Some(secured) = Secured::new(false) else {
        return;
    };
    let home = set_up(&secured);
    types(&secured, [CH, NEW_CH, NEW_CH]);
    types(&secured, [QES, NEW_QES, NEW_QES]);
    let mut terminal = begin(&home, &["--card", "00017", "activate"]);
    terminal
        .expect("Kartenterminal: konnektor:praxis Empfang, SLOT:2")
        .expect("j, 1, 2, n oder k:")
        .send_line("j")
        .expect("Schritt 1 von 2");
    let first = goes(&mut terminal);
    terminal
        .expect("Das Kartenterminal sollte jetzt zeigen: „PIN erfolgreich geändert!“")
        .expect("Karten-PIN (PIN.CH) ist gesetzt.")
        .expect("[j/N]")
        .send_line("j");
    let second = goes(&mut terminal);
    terminal
        .expect("Signatur-PIN (PIN.QES) ist gesetzt.")
        .expect("Fertig: alle PINs dieser Karte sind gesetzt.");
    assert_eq!(terminal.exit_code(), 0);
    let prompts = |promise: &Promise| promise.screens[0].1.clone();
    assert_eq!(
        [prompts(&first), prompts(&second)],
        ["T-PIN.HBA:", "T-PIN.QES:"]
    );
    are_kept(&secured, &[first, second]);
    let output = terminal.output();
    for digits in [CH, QES, NEW_CH, NEW_QES] {
        assert!(!output.contains(digits));
    }
}

#[test]
fn a_wrong_transport_pin_at_the_terminal_is_told_and_nothing_goes_on_by_itself() {
    let Some(secured) = Secured::new(false) else {
        return;
    };
    let home = set_up(&secured);
    types(&secured, [QES, NEW_CH, NEW_CH]);
    let mut terminal = begin(&home, &["--card", "00017", "activate"]);
    terminal.expect("j, 1, 2, n oder k:").send_line("j");
    let promise = goes(&mut terminal);
    terminal
        .expect("Das Kartenterminal sollte jetzt zeigen: „PIN falsch oder gesperrt!“")
        .expect("Übrig: 2 Versuche");
    assert_eq!(terminal.exit_code(), 10);
    are_kept(&secured, &[promise]);
}

/// A dialog that nobody could note afterwards is one whose tries nobody counts: that is said before it.
#[test]
fn notes_that_have_no_room_are_told_before_the_terminal_asks() {
    let Some(secured) = Secured::new(false) else {
        return;
    };
    let home = set_up(&secured);
    fs::create_dir_all(home.join("state/pinlotse")).unwrap();
    let program = env!("CARGO_BIN_EXE_pinlotse");
    let full = "trap '' XFSZ; ulimit -f 1; exec \"$@\"";
    let line = ["-c", full, "sh", program, "--reader", "konnektor:praxis"];
    let line = [&line[..], &["--card", "00017", "activate"]].concat();
    let state = home.join("state");
    let environment = [
        ("HOME", home.as_os_str()),
        ("XDG_STATE_HOME", state.as_os_str()),
    ];
    let mut terminal = Pty::program(Path::new("/bin/sh"), &line, &environment);
    terminal
        .expect("j, 1, 2, n oder k:")
        .send_line("j")
        .expect("Die Notizen dieses PCs")
        .expect("dann am Terminal tippen")
        .send_ctrl('c');
    assert_eq!(terminal.exit_code(), 15);
    assert!(secured.practice.konnektor.pin_posts().is_empty());
}

/// The timers of this system's open connections to a port, as `/proc/net/tcp` of Linux has them: `02` is
/// that of keepalive.
fn timers(port: u16) -> Vec<String> {
    let tables = ["/proc/net/tcp", "/proc/net/tcp6"].map(fs::read_to_string);
    let tables = tables.into_iter().flatten().collect::<String>();
    let end = format!(":{port:04X}");
    let rows = tables
        .lines()
        .map(|row| row.split_whitespace().collect::<Vec<_>>());
    let open = rows.filter(|row| matches!(row[..], [_, _, to, "01", ..] if to.ends_with(&end)));
    open.map(|row| row[5][..2].to_owned()).collect()
}

/// The same once nothing is under way to the other end any more (`01`: not acknowledged yet).
fn once_all_arrived(port: u16) -> Vec<String> {
    for _ in 0..500 {
        let now = timers(port);
        if !now.contains(&"01".to_owned()) {
            return now;
        }
        thread::sleep(Duration::from_millis(10));
    }
    timers(port)
}

/// It is silent for minutes then, and one that died is not to be waited for a quarter of an hour.
#[test]
fn while_the_terminal_asks_the_system_looks_whether_the_konnektor_is_still_there() {
    if !Path::new("/proc/net/tcp").exists() {
        eprintln!("skipped: this system does not show the timers of its connections");
        return;
    }
    let Some(secured) = Secured::new(false) else {
        return;
    };
    let home = set_up(&secured);
    types(&secured, [CH, NEW_CH, NEW_CH]);
    let address = secured.address();
    let port = address.rsplit(':').next().unwrap().parse().unwrap();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let meanwhile = Arc::clone(&seen);
    let order = At::Next(Operation::ChangePin);
    secured.practice.konnektor.before(order, move |_| {
        *meanwhile.lock().unwrap() = once_all_arrived(port);
    });
    let mut terminal = begin(&home, &["--card", "00017", "activate", "--pin", "ch"]);
    terminal.expect("j, 1, 2, n oder k:").send_line("j");
    let promise = goes(&mut terminal);
    terminal.expect("Karten-PIN (PIN.CH) ist gesetzt.");
    assert_eq!(terminal.exit_code(), 0);
    are_kept(&secured, &[promise]);
    assert_eq!(*seen.lock().unwrap(), ["02"]);
}

/// What happens at this PC while the terminal asks: from the moment the order is there until `done`.
fn while_the_terminal_asks(secured: &Secured, person: Person) -> (Receiver<()>, Sender<()>) {
    let konnektor = &secured.practice.konnektor;
    konnektor.then(person);
    let (asks, asked) = channel();
    let (done, goes_on) = channel::<()>();
    konnektor.before(At::Next(Operation::ChangePin), move |_| {
        asks.send(()).unwrap();
        let _ = goes_on.recv();
    });
    (asked, done)
}

/// Keys pressed on the PC during the minutes at the terminal are answers to nothing.
#[test]
fn keys_pressed_while_the_terminal_asks_answer_no_question_behind_it() {
    let Some(secured) = Secured::new(false) else {
        return;
    };
    let home = set_up(&secured);
    let (asked, done) = while_the_terminal_asks(&secured, Person::nobody());
    let mut terminal = begin(&home, &["--card", "00017", "activate", "--pin", "ch"]);
    terminal.expect("j, 1, 2, n oder k:").send_line("j");
    goes(&mut terminal);
    asked.recv().unwrap();
    // Enter, a yes, and "once more", each with more of it behind.
    terminal.send("\nn\n1\n\nj\n1\n").wait_for_echo(false);
    done.send(()).unwrap();
    terminal
        .expect("War dort schon alles eingegeben")
        .expect("[j/n]")
        .send_line("n")
        .expect("wurde nicht rechtzeitig getippt")
        .expect("[0] aufhören:")
        .send_line("0");
    assert_eq!(terminal.exit_code(), 14);
    assert_eq!(secured.practice.konnektor.pin_posts().len(), 1);
}

/// Ctrl-C is told once that only the red key helps; then what came of it, and no question.
#[test]
fn ctrl_c_while_the_terminal_asks_is_told_once_and_answers_no_question() {
    let Some(secured) = Secured::new(false) else {
        return;
    };
    let home = set_up(&secured);
    let (asked, done) = while_the_terminal_asks(&secured, Person::red_key());
    let mut terminal = begin(&home, &["--card", "00017", "activate", "--pin", "ch"]);
    terminal.expect("j, 1, 2, n oder k:").send_line("j");
    goes(&mut terminal);
    asked.recv().unwrap();
    terminal
        .send_ctrl('C')
        .expect("Von hier aus lässt es sich nicht abbrechen");
    done.send(()).unwrap();
    terminal.expect("am Terminal abgebrochen (rote Taste)");
    assert_eq!(terminal.exit_code(), 15);
    let output = terminal.output();
    for question in ["War dort schon alles eingegeben", "[0] aufhören"] {
        assert!(!output.contains(question), "{output}");
    }
}

/// Where no sign can move, what is said of a dialog that takes long is not said of one that does not.
#[test]
fn a_log_has_the_line_of_a_long_dialog_only_when_it_took_long() {
    let Some(secured) = Secured::new(false) else {
        return;
    };
    let home = set_up(&secured);
    types(&secured, [CH, NEW_CH, NEW_CH]);
    let output = Command::new(env!("CARGO_BIN_EXE_pinlotse"))
        .env_clear()
        .env("HOME", &home)
        .env("XDG_STATE_HOME", home.join("state"))
        .args([
            "--reader",
            "konnektor:praxis",
            "--no-input",
            "--card",
            "00017",
        ])
        .args(["activate", "--pin", "ch", "--entry", "pinpad"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    assert!(said.contains("Das Kartenterminal fragt gleich"), "{said}");
    for later in ["ist noch nicht fertig", "nicht abbrechen"] {
        assert!(!said.contains(later), "{said}");
    }
}
