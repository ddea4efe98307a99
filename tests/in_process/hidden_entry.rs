//! Secrets typed at a terminal, with the parts that the dialog is made of: echo guard, reader,
//! rpassword, signals.
//!
//! The program on the pty is this test program itself, which then plays [`the_side_that_asks`]
//! only.

use std::ffi::OsStr;
use std::io::{ErrorKind, Read};

use pinlotse::dialog::{Console, Dialog, Style};
use pinlotse::system::signals::{self, Interrupted, Interrupts};
use pinlotse::system::terminal::{self, EchoGuard, InputEnded, StdinReader};
use rustix::process::Signal;
use support::pty::Pty;

const ROLE: &str = "PINLOTSE_TEST_ASKS";
const OPEN_ROLE: &str = "PINLOTSE_TEST_ASKS_OPENLY";

#[test]
fn the_side_that_asks() {
    if std::env::var_os(ROLE).is_none() {
        return;
    }
    let interrupts = signals::install().unwrap();
    eprintln!(
        "interactive {} width {:?}",
        terminal::is_interactive(),
        terminal::width()
    );
    plain_line(&interrupts);
    let guard = EchoGuard::hide().unwrap();
    eprint!("PIN: ");
    let reader = StdinReader::for_hidden_line(&interrupts);
    let config = rpassword::ConfigBuilder::new()
        .input_reader(reader)
        .output_discard()
        .build();
    let answer = rpassword::read_password_with_config(config);
    drop(guard);
    match answer {
        // Backwards, so that the digits themselves are never on the terminal unless it echoes.
        Ok(digits) => eprintln!("\nread {}", digits.chars().rev().collect::<String>()),
        Err(error) if Interrupted::is(&error) => eprintln!("\ninterrupted"),
        Err(error) if InputEnded::is(&error) => eprintln!("\nended inside"),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => eprintln!("\nended before"),
        Err(error) => eprintln!("\nother error {error:?}"),
    }
    // Holds the terminal until the test has looked at it; the flag of a signal must not end this
    // read.
    eprintln!(
        "octets of the next line: {}",
        plain_line(&Interrupts::none())
    );
}

#[test]
fn the_side_that_asks_openly() {
    if std::env::var_os(OPEN_ROLE).is_none() {
        return;
    }
    let interrupts = signals::install().unwrap();
    eprintln!("interactive");
    plain_line(&interrupts);
    let answer = Console::new(Style::default(), interrupts)
        .ask("Weiter?")
        .unwrap();
    eprintln!("answered {answer}.");
}

fn plain_line(interrupts: &Interrupts) -> usize {
    let mut reader = StdinReader::new(interrupts);
    let (mut octet, mut count) = ([0], 0);
    while reader.read(&mut octet).unwrap() == 1 {
        count += 1;
        if octet == *b"\n" {
            break;
        }
    }
    count
}

fn asked() -> Pty {
    let program = std::env::current_exe().unwrap();
    let arguments = ["--exact", "hidden_entry::the_side_that_asks", "--nocapture"];
    let mut pty = Pty::program(&program, &arguments, &[(ROLE, OsStr::new("1"))]);
    pty.expect("interactive true width Some(80)")
        .send_line("typed ahead")
        .expect("typed ahead")
        .expect("PIN: ");
    pty.wait_for_echo(false);
    pty
}

fn answers(pty: &mut Pty, text: &str) {
    pty.expect(text).wait_for_echo(true);
    // One octet: Enter. What was typed before must not be left for whoever reads the terminal next,
    // a shell for instance.
    pty.send_line("").expect("octets of the next line: 1\r\n");
    assert_eq!(pty.exit_code(), 0);
}

#[test]
fn typed_digits_are_read_and_never_shown() {
    let mut pty = asked();
    pty.send_line("123456");
    answers(&mut pty, "read 654321");
    assert!(!pty.output().contains("123456"), "{}", pty.output());
}

#[test]
fn a_slip_is_corrected_with_backspace_by_the_terminal_driver() {
    let mut pty = asked();
    pty.send_line("12349\x7f56");
    answers(&mut pty, "read 654321");
}

#[test]
fn keys_typed_before_the_question_are_thrown_away() {
    let program = std::env::current_exe().unwrap();
    let arguments = ["--exact", "hidden_entry::the_side_that_asks", "--nocapture"];
    let mut pty = Pty::program(&program, &arguments, &[(ROLE, OsStr::new("1"))]);
    pty.expect("interactive")
        .send("\n777777\n")
        .expect("PIN: ")
        .send_hidden_line("123456");
    answers(&mut pty, "read 654321");
}

#[test]
fn ctrl_c_ends_the_question_and_brings_the_echo_back() {
    let mut pty = asked();
    pty.send("123").send_ctrl('c');
    answers(&mut pty, "interrupted");
}

#[test]
fn after_ctrl_c_at_a_shown_question_a_line_is_free_and_the_words_begin_on_one_of_their_own() {
    let mut pty = Pty::pinlotse(&["--lang", "de", "--reader", "virtual:hba", "activate"]);
    pty.expect("[j/N]").send_ctrl('c').expect("Zum Fortsetzen");
    assert_eq!(pty.exit_code(), 15);
    let lines = pty.lines();
    let at = lines
        .iter()
        .position(|line| line.starts_with("Abgebrochen."))
        .expect("words on a line of their own");
    // A line ends by two octets, which count as two ends.
    assert!(
        lines[at - 4].starts_with("oben vergleichen. [j/N]"),
        "{lines:?}"
    );
    assert!(lines[at - 3..at].iter().all(String::is_empty), "{lines:?}");
}

#[test]
fn a_termination_signal_ends_the_question_and_drops_the_digits_typed_so_far() {
    let mut pty = asked();
    pty.send("123").signal(Signal::TERM);
    answers(&mut pty, "interrupted");
    assert!(!pty.output().contains("123"), "{}", pty.output());
}

#[test]
fn hang_up_and_quit_signals_are_wishes_to_stop_too() {
    for signal in [Signal::HUP, Signal::QUIT] {
        let mut pty = asked();
        pty.signal(signal);
        answers(&mut pty, "interrupted");
    }
}

#[test]
fn ctrl_d_instead_of_digits_is_the_end_of_input() {
    let mut pty = asked();
    pty.send_ctrl('d');
    answers(&mut pty, "ended before");
}

#[test]
fn the_end_of_input_after_some_digits_never_counts_as_enter() {
    let mut pty = asked();
    // The first hands over the digits, the second and third say "no more".
    pty.send("12345")
        .send_ctrl('d')
        .send_ctrl('d')
        .send_ctrl('d');
    answers(&mut pty, "ended inside");
}

#[test]
fn digits_handed_over_by_ctrl_d_wait_for_enter() {
    let mut pty = asked();
    pty.send("123").send_ctrl('d').send_line("456");
    answers(&mut pty, "read 654321");
}

#[test]
fn keys_typed_before_an_open_question_are_no_answer_to_it() {
    let program = std::env::current_exe().unwrap();
    let arguments = [
        "--exact",
        "hidden_entry::the_side_that_asks_openly",
        "--nocapture",
    ];
    let mut pty = Pty::program(&program, &arguments, &[(OPEN_ROLE, OsStr::new("1"))]);
    pty.expect("interactive")
        .send("\n777777\n")
        .expect("Weiter? ")
        .send_line("j")
        .expect("answered j.");
    assert_eq!(pty.exit_code(), 0);
}

/// What is left on the screen: rows of what was printed, with the cursor moved up and the rest
/// cleared.
fn screen(output: &str) -> Vec<String> {
    let mut rows = vec![Vec::new()];
    let (mut row, mut column) = (0, 0);
    let mut rest = output.chars();
    while let Some(c) = rest.next() {
        match c {
            '\r' => column = 0,
            '\n' => {
                row += 1;
                rows.resize(rows.len().max(row + 1), Vec::new());
            }
            '\u{1b}' => {
                let mut code = String::new();
                for c in rest.by_ref() {
                    code.push(c);
                    if c.is_ascii_alphabetic() {
                        break;
                    }
                }
                let code = code.trim_start_matches('[');
                let number = code
                    .trim_end_matches(char::is_alphabetic)
                    .parse()
                    .unwrap_or(1);
                match code.chars().last() {
                    Some('A') => row -= number,
                    Some('J') => {
                        rows.truncate(row + 1);
                        rows[row].truncate(column);
                    }
                    _ => {}
                }
            }
            c => {
                if column == 80 {
                    (row, column) = (row + 1, 0);
                    rows.resize(rows.len().max(row + 1), Vec::new());
                }
                let length = rows[row].len().max(column + 1);
                rows[row].resize(length, ' ');
                rows[row][column] = c;
                column += 1;
            }
        }
    }
    rows.into_iter().map(String::from_iter).collect()
}

#[test]
fn a_pin_typed_at_an_open_question_does_not_stay_on_the_screen() {
    let mut pty = Pty::pinlotse(&["--reader", "virtual:smcb", "activate"]);
    let question = "Gehört dieser Brief zu dieser Karte?";
    // Once as it is, and once so long that the answer takes a row more.
    for typed in ["53962", &"539620".repeat(14)] {
        pty.expect(question).expect("[j/N] ").send_line(typed);
        pty.expect("Das sah nach einer PIN aus; sie wurde nicht benutzt.");
    }
    pty.expect("Bitte j für ja oder n für nein")
        .expect(question)
        .expect("[j/N] ")
        .send_line("n");
    assert_eq!(pty.exit_code(), 13);
    let output = pty.output();
    assert!(
        output.contains("53962"),
        "the terminal has echoed what was typed"
    );
    let screen = screen(&output).join("\n");
    assert!(!screen.contains("53962"), "{screen}");
    assert_eq!(
        (
            screen.matches(question).count(),
            screen.matches("sah nach einer PIN aus").count()
        ),
        (1, 2),
        "{screen}"
    );
    assert!(
        screen.contains("Bereitlegen: den PIN-Brief"),
        "what stood before the question stays: {screen}"
    );
}
