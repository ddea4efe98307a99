//! Secrets typed at a terminal, by the console as the program has it.
//!
//! The program on the pty is this test program itself, which then plays [`the_side_that_asks`]
//! only, or pinlotse.

use std::ffi::OsStr;
use std::io::Read;
use std::path::Path;

use pinlotse::dialog::{Console, Dialog, Stop, Style, Typed};
use pinlotse::system::signals::{self, Interrupts};
use pinlotse::system::terminal::{self, StdinReader};
use rustix::process::Signal;
use support::pty::Pty;

/// How the test runner knows the side that asks.
const ASKS: &str = "hidden_entry::the_side_that_asks";
const ROLE: &str = "PINLOTSE_TEST_ASKS";
const OPEN_ROLE: &str = "PINLOTSE_TEST_ASKS_OPENLY";

/// Asks until digits come or the person goes.
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
    let mut console = Console::new(Style::default(), interrupts.clone());
    loop {
        match console.ask_secret("PIN:", &mut || false) {
            // Backwards, so that the digits themselves are never on the terminal unless it echoes.
            Ok(Some(Typed::Digits(digits))) => {
                eprintln!("read <{}>", digits.chars().rev().collect::<String>());
                break;
            }
            Ok(Some(Typed::Refused(refusal))) => eprintln!("refused: {refusal}"),
            Ok(None) => eprintln!("over"),
            Err(Stop::Cancelled) if interrupts.raised() => {
                eprintln!("interrupted");
                break;
            }
            Err(stop) => {
                eprintln!("{stop:?}");
                break;
            }
        }
    }
    drop(console);
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
    asked_at("true")
}

/// At a terminal that was changed so.
fn asked_at(change: &str) -> Pty {
    let program = std::env::current_exe().unwrap();
    let program = program.to_str().unwrap();
    let start = format!("{change} && exec \"$@\"");
    let arguments = ["-c", &start, "sh", program, "--exact", ASKS, "--nocapture"];
    let mut pty = Pty::program(Path::new("/bin/sh"), &arguments, &[(ROLE, OsStr::new("1"))]);
    pty.expect("interactive true width Some(80)")
        // Whichever of the two ends a line there.
        .send("typed ahead\r\n")
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
    answers(&mut pty, "read <654321>");
    assert!(!pty.output().contains("123456"), "{}", pty.output());
}

#[test]
fn a_slip_is_corrected_with_backspace_or_with_the_whole_line() {
    let mut pty = asked();
    pty.send("888\x15").send_line("12349\x7f57\x086");
    answers(&mut pty, "read <654321>");
}

#[test]
fn an_entry_with_any_other_key_is_refused_whole_and_asked_again() {
    let mut pty = asked();
    for keys in [
        "74\x1b740926",
        "74092\x1b[D\x1b[D6",
        "\x1bOw\x1bOt\x1bOp926",
        "\x1b[200~740926\x1b[201~",
        "740926\x1b[",
        " 740926",
        "740 926",
        "740926 ",
        "7409\t26",
        "74\x1a0926",
        "740 \x17740926",
        "740\x16926",
        "740\x13\x11926",
        "740\x00926",
        "7409ä26",
        "７４０９２６",
        "74O926",
    ] {
        pty.send_line(keys)
            .expect("refused: something else than digits")
            .expect("PIN: ");
    }
    pty.send("7409").send_octets(&[0xE4]).send_line("26");
    pty.expect("refused: something else than digits")
        .expect("PIN: ");
    pty.send("740926").send_octets(&[0xE4]).send_line("");
    pty.expect("refused: something else than digits")
        .expect("PIN: ");
    pty.send_line("740926");
    answers(&mut pty, "read <629047>");
    assert!(!pty.output().contains("0926"), "{}", pty.output());
}

#[test]
fn whatever_the_terminal_was_told_to_do_with_keys_the_octets_arrive_as_they_were_typed() {
    for change in [
        "stty istrip",
        "stty igncr",
        "stty inlcr",
        "stty -icrnl",
        "stty erase 9",
        "stty kill 4",
        "stty eof 0",
        "stty werase 2",
        "stty eol 6",
        "stty -icanon min 0 time 1",
        "stty intr undef quit undef",
    ] {
        let mut pty = asked_at(&format!("{change}; true"));
        // With its eighth bit this would be another digit.
        pty.send("740").send_octets(&[0xB9]).send("26\r");
        pty.expect("refused: something else than digits")
            .expect("PIN: ");
        pty.send("740926\r").expect("read <629047>");
        // A terminal that takes Enter for something else has no next line.
        pty.signal(Signal::KILL);
    }
}

/// What a shell does when its job is stopped, and goes on by `fg`: the terminal is its own again.
#[test]
fn a_terminal_that_was_taken_over_is_taken_back_and_the_entry_asked_again() {
    let mut pty = asked();
    pty.send("740").signal(Signal::STOP);
    pty.take_over("istrip icanon echo icrnl");
    // With its eighth bit cut off the last one would be a digit.
    pty.send("92").send_octets(&[0xB6]).send("\n");
    pty.signal(Signal::CONT);
    pty.expect("refused: the terminal was taken over meanwhile")
        .expect("PIN: ");
    pty.wait_for_echo(false).send_line("740926");
    answers(&mut pty, "read <629047>");
}

#[test]
fn another_program_that_changes_the_terminal_spoils_the_entry_before_the_next_key() {
    let mut pty = asked();
    pty.send_until_read("740926").take_over("echo");
    pty.expect("refused: the terminal was taken over meanwhile")
        .expect("PIN: ");
    pty.wait_for_echo(false).send_line("123456");
    answers(&mut pty, "read <654321>");
    assert!(!pty.output().contains("123456"), "{}", pty.output());
}

#[test]
fn keys_that_came_while_another_program_had_the_terminal_begin_no_entry() {
    let mut pty = asked();
    pty.signal(Signal::STOP);
    pty.take_over("echo");
    // The echo says that they have arrived.
    pty.send("740926").expect("740926");
    pty.signal(Signal::CONT);
    pty.expect("refused: the terminal was taken over meanwhile")
        .expect("PIN: ");
    pty.wait_for_echo(false).send_line("58");
    pty.expect("refused: the entry began before its question")
        .expect("PIN: ");
    pty.wait_for_echo(false).send_line("123456");
    answers(&mut pty, "read <654321>");
}

#[test]
fn a_long_entry_is_refused_and_not_cut() {
    let mut pty = asked();
    pty.send_line("1234567890123")
        .expect("refused: 13 digits were typed")
        .expect("PIN: ")
        .send_line(&"7".repeat(3000))
        .expect("refused: 3000 digits were typed")
        .expect("PIN: ")
        .send_line("123456789012");
    answers(&mut pty, "read <210987654321>");
}

#[test]
fn keys_typed_before_the_question_are_thrown_away() {
    let program = std::env::current_exe().unwrap();
    let arguments = ["--exact", ASKS, "--nocapture"];
    let mut pty = Pty::program(&program, &arguments, &[(ROLE, OsStr::new("1"))]);
    pty.expect("interactive")
        .send("\n777777\n")
        .expect("PIN: ")
        .send_hidden_line("123456");
    answers(&mut pty, "read <654321>");
}

/// The rest alone may look like a secret, and would be sent as one.
#[test]
fn an_entry_whose_beginning_came_before_the_question_is_refused() {
    let program = std::env::current_exe().unwrap();
    let arguments = ["--exact", ASKS, "--nocapture"];
    let mut pty = Pty::program(&program, &arguments, &[(ROLE, OsStr::new("1"))]);
    pty.expect("interactive")
        .send("\n12")
        .expect("PIN: ")
        .send_hidden_line("345678");
    pty.expect("refused: the entry began before its question")
        .expect("PIN: ")
        .send_line("12345678");
    answers(&mut pty, "read <87654321>");
}

#[test]
fn ctrl_c_ends_the_question_and_brings_the_echo_back() {
    let mut pty = asked();
    pty.send("123").send_ctrl('c');
    answers(&mut pty, "interrupted");
}

#[test]
fn ctrl_c_cancels_where_the_terminal_makes_no_signal_of_it_and_where_the_signal_is_ignored() {
    for change in ["stty intr undef", "trap '' INT"] {
        let mut pty = asked_at(change);
        pty.send("123").send_ctrl('c');
        answers(&mut pty, "interrupted");
    }
    let mut pty = asked_at("stty intr ^X quit ^Y");
    pty.send("123").send_ctrl('x');
    answers(&mut pty, "interrupted");
}

#[test]
fn after_ctrl_c_at_a_shown_question_a_line_is_free_and_the_words_begin_on_one_of_their_own() {
    let mut pty = Pty::pinlotse(&["--lang", "de", "--reader", "virtual:hba", "activate"]);
    pty.expect("n oder k:")
        .send_ctrl('c')
        .expect("Zum Fortsetzen");
    assert_eq!(pty.exit_code(), 15);
    let lines = pty.lines();
    let at = lines
        .iter()
        .position(|line| line.starts_with("Abgebrochen."))
        .expect("words on a line of their own");
    // A line ends by two octets, which count as two ends.
    assert!(lines[at - 4].starts_with("j, 1, 2, n oder k:"), "{lines:?}");
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
    for signal in [Signal::HUP, Signal::QUIT, Signal::USR1, Signal::XCPU] {
        let mut pty = asked();
        pty.signal(signal);
        answers(&mut pty, "interrupted");
    }
}

#[test]
fn ctrl_d_ends_the_question_wherever_it_comes() {
    for before in ["", "12345", "12x"] {
        let mut pty = asked();
        pty.send(before).send_ctrl('d');
        answers(&mut pty, "Cancelled");
    }
}

/// rpassword takes the end of its input for Enter.
#[test]
fn a_terminal_that_goes_away_answers_nothing() {
    let mut pty = asked();
    pty.send("12345").signal(Signal::HUP);
    answers(&mut pty, "interrupted");
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

#[test]
fn a_pin_typed_at_an_open_question_does_not_stay_on_the_screen() {
    let mut pty = Pty::pinlotse(&["--reader", "virtual:smcb", "activate"]);
    let question = "j, 1, 2, n oder k: ";
    // Once as it is, and once so long that the answer takes a row more.
    for typed in ["53962", &"539620".repeat(14)] {
        pty.expect(question).send_line(typed);
        pty.expect("Das sah nach einer PIN aus; sie wurde nicht benutzt.");
    }
    pty.expect("Bitte j, 1, 2, n oder k eingeben.")
        .expect(question)
        .send_line("n");
    assert_eq!(pty.exit_code(), 13);
    assert!(
        pty.output().contains("53962"),
        "the terminal has echoed what was typed"
    );
    let screen = pty.screen().join("\n");
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
        screen.contains("im Brief steht keine Kartennummer"),
        "what stood before the question stays: {screen}"
    );
}

/// One card, one right try: everything else that is typed costs nothing.
#[test]
fn the_program_asks_again_after_any_foreign_key_and_sends_what_was_typed_without_one() {
    let folder = support::temp::Temp::new();
    let trace = folder.join("trace").display().to_string();
    let mut pty = Pty::pinlotse(&["--reader", "virtual:smcb", "--log-file", &trace, "activate"]);
    pty.expect("n oder k: ").send_line("j");
    let refused = "Bitte nur Ziffern; es wurde nichts an die Karte gegeben.";
    let letter = "aus dem Brief, 5 Ziffern: ";
    for keys in ["5\x1b53962", "5396\x1b[D\x1b[D2", "53 962", "53962\t"] {
        pty.expect(letter).send_hidden_line(keys).expect(refused);
    }
    pty.expect(letter)
        .send("53962")
        .send_octets(&[0xE4])
        .send_line("")
        .expect(refused);
    pty.expect(letter).send_hidden_line("53962");
    pty.expect("6 bis 8 Ziffern: ")
        .send_hidden_line("7409\x1bO226")
        .expect(refused);
    pty.expect("6 bis 8 Ziffern: ")
        .send_hidden_line("740936\x7f\x7f26");
    pty.expect("noch einmal: ")
        .send_hidden_line("740\x1b[C926")
        .expect(refused);
    pty.expect("noch einmal: ")
        .send_hidden_line("888\x15740926");
    pty.expect("ist gesetzt. Die Karte hat es bestätigt.");
    assert_eq!(pty.exit_code(), 0, "{}", pty.output());
    let trace = std::fs::read_to_string(trace).unwrap();
    let sent = trace.matches("CHANGE REFERENCE DATA").count();
    assert_eq!(sent, 1, "{trace}");
}

#[test]
fn the_program_is_cancelled_by_ctrl_c_that_is_no_signal_and_by_ctrl_d() {
    let program = env!("CARGO_BIN_EXE_pinlotse");
    let start = "stty intr undef && exec \"$@\"";
    for key in ['c', 'd'] {
        let arguments = [
            "-c",
            start,
            "sh",
            program,
            "--reader",
            "virtual:smcb",
            "activate",
        ];
        let mut pty = Pty::program(Path::new("/bin/sh"), &arguments, &[]);
        pty.expect("n oder k: ").send_line("j");
        pty.expect("aus dem Brief, 5 Ziffern: ");
        pty.wait_for_echo(false).send("539").send_ctrl(key);
        pty.expect("Abgebrochen. An der Karte wurde nichts verändert");
        assert_eq!(pty.exit_code(), 15);
        pty.wait_for_echo(true);
    }
}

#[test]
fn ctrl_c_at_an_open_question_cancels_where_it_is_no_signal_too() {
    let program = env!("CARGO_BIN_EXE_pinlotse");
    let start = "stty intr undef && exec \"$@\"";
    let arguments = [
        "-c",
        start,
        "sh",
        program,
        "--reader",
        "virtual:smcb",
        "activate",
    ];
    let mut pty = Pty::program(Path::new("/bin/sh"), &arguments, &[]);
    pty.expect("n oder k: ")
        .send("j")
        .send_ctrl('c')
        .send_line("");
    pty.expect("Abgebrochen. An der Karte wurde nichts verändert");
    assert_eq!(pty.exit_code(), 15);
}

#[test]
fn secrets_are_not_read_from_a_terminal_and_the_other_ways_are_named() {
    for from in [
        &["--secrets-stdin"][..],
        &["--secrets-file", "/dev/tty"],
        &["--secrets-file", "/dev/stdin"],
    ] {
        let arguments = [&["--reader", "virtual:smcb", "activate"], from].concat();
        let mut pty = Pty::pinlotse(&arguments);
        pty.expect("von einem Terminal");
        assert_eq!(pty.exit_code(), 17, "{from:?}");
        let said = pty.output();
        assert!(said.contains("--secrets-file"), "{said}");
        assert!(said.contains("--secrets-fd"), "{said}");
    }
}

#[test]
fn a_wait_for_secrets_that_never_come_is_ended_by_any_stop() {
    use support::pty::Stop;
    let program = env!("CARGO_BIN_EXE_pinlotse");
    let folder = support::temp::Temp::new();
    let pipe = folder.join("pipe").display().to_string();
    for (before, from) in [
        ("true", "--secrets-file \"$PIPE\""),
        ("exec 7<>\"$PIPE\"", "--secrets-fd 7"),
        ("true", "--secrets-stdin <\"$PIPE.open\""),
    ] {
        for stop in Stop::BOTH {
            let start = format!(
                "rm -f \"$PIPE\" \"$PIPE.open\"; mkfifo -m 600 \"$PIPE\" \"$PIPE.open\"; \
                 exec 8<>\"$PIPE.open\"; {before}; \
                 exec {program} --reader virtual:smcb activate {from}"
            );
            let environment = [("PIPE", OsStr::new(&pipe))];
            let mut pty = Pty::program(Path::new("/bin/sh"), &["-c", &start], &environment);
            // Said after its handlers are there and before the secrets are read.
            pty.expect("PROBE");
            stop.reach(&mut pty);
            pty.expect("Abgebrochen.");
            assert_eq!(pty.exit_code(), 15, "{from} {stop:?}");
        }
    }
}

#[test]
fn notes_that_are_a_pipe_are_named_and_not_waited_for() {
    let start = "mkdir -p \"$XDG_STATE_HOME/pinlotse\" && \
                 mkfifo \"$XDG_STATE_HOME/pinlotse/notes.json\" && exec \"$@\"";
    let program = env!("CARGO_BIN_EXE_pinlotse");
    let arguments = ["-c", start, "sh", program, "notes", "show"];
    let mut pty = Pty::program(Path::new("/bin/sh"), &arguments, &[]);
    assert_eq!(pty.exit_code(), 23);
    let said = pty.lines().join(" ");
    // Where the terminal breaks the lines hangs on the length of the path.
    let said: Vec<&str> = said.split_whitespace().collect();
    assert!(said.join(" ").contains("gewöhnliche Datei"), "{said:?}");
}
