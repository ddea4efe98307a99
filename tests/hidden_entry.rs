//! Secrets typed at a terminal, with the parts that the dialog is made of: echo guard, reader, rpassword, signals.
//!
//! The program on the pty is this test program itself, which then plays [`the_side_that_asks`] only.

#![cfg(unix)]
#![allow(clippy::unwrap_used)] // In helpers too, where clippy does not see that this is a test.

mod support;

use std::ffi::OsStr;
use std::io::{ErrorKind, Read};

use pinlotse::system::signals::{self, Interrupted, Interrupts};
use pinlotse::system::terminal::{self, EchoGuard, InputEnded, StdinReader};
use rustix::process::Signal;
use support::pty::Pty;

const ROLE: &str = "PINLOTSE_TEST_ASKS";

#[test]
fn the_side_that_asks() {
    if std::env::var_os(ROLE).is_none() {
        return;
    }
    let interrupts = signals::install().unwrap();
    eprintln!("interactive {} width {:?}", terminal::is_interactive(), terminal::width());
    plain_line(&interrupts);
    let guard = EchoGuard::hide().unwrap();
    eprint!("PIN: ");
    let reader = StdinReader::for_hidden_line(&interrupts);
    let config = rpassword::ConfigBuilder::new().input_reader(reader).output_discard().build();
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
    // Holds the terminal until the test has looked at it; the flag of a signal must not end this read.
    eprintln!("octets of the next line: {}", plain_line(&Interrupts::none()));
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
    let arguments = ["--exact", "the_side_that_asks", "--nocapture"];
    let mut pty = Pty::program(&program, &arguments, &[(ROLE, OsStr::new("1"))]);
    pty.expect("interactive true width Some(80)").send_line("typed ahead").expect("typed ahead").expect("PIN: ");
    pty.wait_for_echo(false);
    pty
}

fn answers(pty: &mut Pty, text: &str) {
    pty.expect(text).wait_for_echo(true);
    // One octet: Enter. What was typed before must not be left for whoever reads the terminal next, a shell for instance.
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
    let arguments = ["--exact", "the_side_that_asks", "--nocapture"];
    let mut pty = Pty::program(&program, &arguments, &[(ROLE, OsStr::new("1"))]);
    pty.expect("interactive").send("\n777777\n").expect("PIN: ").send_hidden_line("123456");
    answers(&mut pty, "read 654321");
}

#[test]
fn ctrl_c_ends_the_question_and_brings_the_echo_back() {
    let mut pty = asked();
    pty.send("123").send_ctrl('c');
    answers(&mut pty, "interrupted");
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
    pty.send("12345").send_ctrl('d').send_ctrl('d').send_ctrl('d');
    answers(&mut pty, "ended inside");
}

#[test]
fn digits_handed_over_by_ctrl_d_wait_for_enter() {
    let mut pty = asked();
    pty.send("123").send_ctrl('d').send_line("456");
    answers(&mut pty, "read 654321");
}
