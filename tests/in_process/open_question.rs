//! An open question that something else than the keys ends, by the console as the program has it.
//!
//! The program on the pty is this test program itself, which then plays [`the_side_that_asks`] only.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use pinlotse::dialog::{Console, Dialog, Style};
use pinlotse::system::signals;
use support::pty::Pty;
use support::temp::Temp;

const ASKS: &str = "open_question::the_side_that_asks";
/// The file that ends the question when it is there.
const OVER: &str = "PINLOTSE_TEST_IS_OVER";
const PLAIN: &str = "PINLOTSE_TEST_IS_PLAIN";
const QUESTION: &str = "Nummer oder Karte:";

#[test]
fn the_side_that_asks() {
    let Some(over) = std::env::var_os(OVER) else {
        return;
    };
    let interrupts = signals::install().unwrap();
    let style = Style {
        plain: std::env::var_os(PLAIN).is_some(),
        ..Style::default()
    };
    let mut console = Console::new(style, interrupts);
    let answer = console.ask_or(QUESTION, &mut || Path::new(&over).exists());
    eprintln!("first: {answer:?}");
    eprintln!("second: {:?}", console.ask("Und nun:"));
}

fn asked(over: &Path, more: &[(&str, &OsStr)]) -> Pty {
    let program = std::env::current_exe().unwrap();
    let arguments = ["--exact", ASKS, "--nocapture"];
    let environment = [&[(OVER, over.as_os_str())], more].concat();
    let mut pty = Pty::program(&program, &arguments, &environment);
    pty.expect(QUESTION);
    pty
}

#[test]
fn what_was_typed_of_an_answer_that_comes_too_late_is_thrown_away() {
    for (more, stays) in [(&[][..], false), (&[(PLAIN, OsStr::new("1"))], true)] {
        let folder = Temp::new();
        let over = folder.join("over");
        let mut pty = asked(&over, more);
        pty.send("12").expect("12");
        fs::write(&over, "").unwrap();
        pty.expect("first: Ok(None)").expect("Und nun:");
        pty.send_line("3").expect("second: Ok(\"3\")");
        assert_eq!(pty.exit_code(), 0);
        let rows = pty.screen().join("\n");
        assert_eq!(rows.contains(QUESTION), stays, "{rows}");
    }
}

#[test]
fn an_answer_or_ctrl_c_before_it_is_over_counts() {
    let folder = Temp::new();
    let over = folder.join("over");
    let mut pty = asked(&over, &[]);
    pty.send_line("12").expect("first: Ok(Some(\"12\"))");
    pty.expect("Und nun:").send_line("3").exit_code();
    let mut pty = asked(&over, &[]);
    pty.send_ctrl('c').expect("first: Err(Cancelled)");
}
