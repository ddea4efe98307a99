//! Digits that are seen while they are typed, by the console as the program has it: they are off
//! the screen, and were never among what has scrolled off it, whatever ends the entry.
//!
//! The program on the pty is this test program itself, which then plays [`the_side_that_asks`]
//! only, or pinlotse.

use std::ffi::OsStr;

use pinlotse::dialog::{Console, Dialog, Style, Typed};
use pinlotse::system::signals;
use rustix::process::Signal;
use support::journey::{BUILT_IN, NEW_SMC};
use support::pty::Pty;

/// How the test runner knows the side that asks.
const ASKS: &str = "seen_entry::the_side_that_asks";
/// The question that it asks.
const QUESTION: &str = "PINLOTSE_TEST_ASKS_SEEN";
/// The usual one.
const PIN: &str = "PIN aus dem Brief:";

#[test]
fn the_side_that_asks() {
    let Some(question) = std::env::var_os(QUESTION) else {
        return;
    };
    let interrupts = signals::install().unwrap();
    let mut console = Console::new(Style::default(), interrupts);
    assert!(console.takes_back());
    match console.ask_seen(question.to_str().unwrap(), &mut || false) {
        Ok(Some(Typed::Digits(digits))) => eprintln!("read {} digits.", digits.len()),
        Ok(Some(Typed::Refused(refusal))) => eprintln!("refused: {refusal}."),
        Ok(None) => eprintln!("over."),
        Err(stop) => eprintln!("ended: {stop:?}."),
    }
}

fn asked(question: &str, columns: usize) -> Pty {
    let program = std::env::current_exe().unwrap();
    let arguments = ["--exact", ASKS, "--nocapture"];
    let environment = [(QUESTION, OsStr::new(question))];
    let mut pty = Pty::on(columns, &program, &arguments, &environment);
    pty.expect(question.split(' ').next_back().unwrap())
        .expect(" ");
    pty.wait_for_echo(false);
    pty
}

/// What is left of the question and below it.
#[track_caller]
fn left(mut pty: Pty, question: &str) -> Vec<String> {
    assert_eq!(pty.exit_code(), 0);
    pty.wait_for_echo(true);
    let rows = pty.screen();
    let begin = question.split(' ').next().unwrap();
    let first = rows.iter().position(|row| row.starts_with(begin)).unwrap();
    let left = rows[first..].iter().map(|row| row.trim_end().to_owned());
    left.filter(|row| !row.is_empty()).take(3).collect()
}

#[test]
fn digits_are_seen_while_they_are_typed_and_gone_after_enter() {
    let mut pty = asked(PIN, 80);
    pty.send("2").expect("2").send("8407").expect("8407");
    let rows = pty.screen();
    assert!(rows.iter().any(|row| row == &format!("{PIN} 28407")));
    pty.send("\n").expect("read 5 digits.");
    let rows = left(pty, PIN);
    assert_eq!(rows[..2], [format!("{PIN} *****"), "read 5 digits.".into()]);
}

#[test]
fn what_is_seen_is_what_is_read() {
    let mut pty = asked(PIN, 80);
    pty.send("888\u{15}2840\u{7f}\u{7f}407");
    let shown = || format!("{PIN} 28407");
    let seen = support::wait_for(|| {
        let rows = pty.screen();
        rows.iter()
            .any(|row| row.trim_end() == shown())
            .then_some(())
    });
    assert!(seen.is_some(), "{:?}", pty.screen());
    // More digits than any secret has are counted, not shown.
    pty.send("1234567890\n")
        .expect("refused: 15 digits were typed.");
    let rows = left(pty, PIN);
    assert_eq!(rows[0], format!("{PIN} ************"));
}

#[test]
fn a_key_that_spoils_the_entry_is_shown_as_such_and_nothing_after_it() {
    for keys in ["2840\u{1b}[D7", "284 07", "284ä07", "284x\u{15}28407"] {
        let mut pty = asked(PIN, 80);
        pty.send(keys).expect("284").expect("?").send("\n");
        pty.expect("refused: something else than digits was typed.");
        let before = keys.chars().take_while(char::is_ascii_digit).count();
        let rows = left(pty, PIN);
        assert_eq!(rows[0], format!("{PIN} {}", "*".repeat(before + 1)));
    }
}

#[test]
fn whatever_ends_the_entry_takes_the_digits_off_the_screen() {
    type End = fn(&mut Pty);
    let ends: [End; 5] = [
        |pty| {
            pty.send_ctrl('c');
        },
        |pty| {
            pty.send_ctrl('d');
        },
        |pty| {
            pty.signal(Signal::TERM);
        },
        |pty| {
            pty.signal(Signal::HUP);
        },
        |pty| {
            pty.signal(Signal::QUIT);
        },
    ];
    for end in ends {
        let mut pty = asked(PIN, 80);
        pty.send("28407").expect("28407");
        end(&mut pty);
        pty.expect("ended: Cancelled.");
        let rows = left(pty, PIN);
        assert_eq!(
            rows[..2],
            [format!("{PIN} *****"), "ended: Cancelled.".into()]
        );
    }
}

#[test]
fn digits_stay_in_one_row_however_narrow_the_terminal_is_and_the_whole_question_stays() {
    let question = "Karten-Transport-PIN (PIN.CH) aus dem Brief, bitte genau 5 Ziffern:";
    for columns in [16, 20, 40, 60, 66, 70, 80, 81, 82, 83, 84, 85, 120] {
        let mut pty = asked(question, columns);
        pty.send("284071234567").expect("284071234567");
        pty.send("\n").expect("read 12 digits.");
        assert_eq!(pty.exit_code(), 0);
        let rows = pty.screen();
        let first = rows
            .iter()
            .position(|row| row.starts_with("Karten-"))
            .unwrap();
        // Where a long word is broken hangs on the width.
        let together = |text: &str| text.split_whitespace().collect::<String>();
        let words = together(&rows[first..].join(""));
        let expected = together(&format!("{question} ************ read 12 digits."));
        assert!(words.starts_with(&expected), "{columns}: {rows:#?}");
    }
}

fn activates(arguments: &[&str], environment: &[(&str, &OsStr)]) -> Pty {
    let arguments = [&["--reader", "virtual:smcb", "activate"], arguments].concat();
    let mut pty = Pty::pinlotse_with(&arguments, environment);
    pty.expect("n oder k: ").send_line("j");
    pty
}

fn asks_new(pty: &mut Pty) {
    pty.expect("6 bis 8 Ziffern: ").send_hidden_line(NEW_SMC);
    pty.expect("noch einmal: ").send_hidden_line(NEW_SMC);
    pty.expect("ist gesetzt. Die Karte hat es bestätigt.");
    assert_eq!(pty.exit_code(), 0, "{}", pty.output());
}

#[test]
fn the_program_shows_the_transport_pin_once_and_leaves_nothing_of_it_on_the_terminal() {
    let mut pty = activates(&[], &[]);
    pty.expect("Die neue PIN ist beim Tippen unsichtbar.")
        .expect("5 Ziffern: ");
    pty.wait_for_echo(false);
    pty.send(BUILT_IN.smc).expect(BUILT_IN.smc).send("\n");
    asks_new(&mut pty);
    let left = pty.screen().join("\n");
    assert!(!left.contains(BUILT_IN.smc), "{left}");
    assert!(left.contains("5 Ziffern: *****"), "{left}");
    assert!(!pty.output().contains(NEW_SMC), "{}", pty.output());
}

#[test]
fn who_wants_it_hidden_and_a_terminal_that_takes_nothing_back_are_asked_blind_and_twice() {
    const PLAIN: &str = "wird nichts wieder vom Bildschirm genommen";
    let dumb = [("TERM", OsStr::new("dumb"))];
    for (arguments, environment, why) in [
        (&["--hidden"][..], &[][..], "bleibt unsichtbar"),
        (&[], &dumb, PLAIN),
        (&["--plain"], &[], PLAIN),
    ] {
        let mut pty = activates(arguments, environment);
        pty.expect(why).expect("5 Ziffern: ");
        pty.send_hidden_line(BUILT_IN.smc);
        if why == PLAIN {
            pty.expect("5 Ziffern eingegeben.");
        }
        pty.expect("noch einmal: ").send_hidden_line(BUILT_IN.smc);
        asks_new(&mut pty);
        assert_eq!(pty.output().contains("Ziffern eingegeben"), why == PLAIN);
        assert!(!pty.output().contains(BUILT_IN.smc), "{}", pty.output());
    }
}
