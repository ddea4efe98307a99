//! Ctrl-C and SIGTERM at every place where the program waits, and kill -9 where nothing can be done
//! about it.

use std::time::Duration;

use rustix::process::Signal;
use support::desk::{Answers, Desk, Trial, pin};
use support::or_skip;
use support::other_program::OtherProgram;
use support::pty::{Pty, Stop};
use support::served_card::{CHANGE_REFERENCE_DATA, Mishap, ServedCard};

/// Longer than a signal needs to arrive, shorter than anybody minds.
const THINKING: Duration = Duration::from_millis(1000);

/// What was said, as one line.
fn told(terminal: &mut Pty) -> String {
    terminal
        .lines()
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[track_caller]
fn assert_cancelled(desk: &Desk, terminal: &mut Pty, sentence: &str) {
    assert_eq!(terminal.exit_code(), 15, "{}", terminal.output());
    terminal.wait_for_echo(true);
    let told = told(terminal);
    assert!(told.contains(sentence), "{told}");
    desk.search(terminal);
}

const UNTOUCHED: &str =
    "Abgebrochen. An der Karte wurde nichts verändert, es ist kein Versuch verbraucht.";

#[test]
fn a_stop_at_any_prompt_before_the_first_change_changes_nothing_and_gives_the_echo_back() {
    let trial = Trial::hba();
    let Some((desk, card)) = trial.on_desk() else {
        return;
    };
    let ch = &trial.pins[0];
    // What was typed before, whether hidden, and the prompt.
    let way = [
        ("j", false, "aus dem Brief, 5 Ziffern: "),
        (ch.transport, true, "6 bis 8 Ziffern: "),
        (ch.new, true, "(PIN.CH) noch einmal: "),
    ];
    for stop in Stop::BOTH {
        for length in 0..=way.len() {
            let mut terminal = desk.terminal(&["activate"]);
            terminal
                .expect("dieselbe Kartennummer")
                .expect("n oder k: ");
            for (typed, hidden, prompt) in &way[..length] {
                if *typed == ch.transport {
                    terminal.send_seen_line(typed);
                } else if *hidden {
                    terminal.send_hidden_line(typed);
                } else {
                    terminal.send_line(typed);
                }
                terminal.expect(prompt);
            }
            if length == way.len() {
                // In the middle of an entry: whoever reads the terminal next must not get the
                // digits.
                terminal.wait_for_echo(false).send(&ch.new[..4]);
            }
            stop.reach(&mut terminal);
            assert_cancelled(&desk, &mut terminal, UNTOUCHED);
            assert!(!terminal.output().contains(&ch.new[..4]));
        }
    }
    assert_eq!(
        (card.secrets_seen(), card.pin("PIN.CH"), card.pin("PIN.QES")),
        (0, (true, 3), (true, 3))
    );
    assert_eq!(pin(&desk.status(), "ch")["unknown_noted"], 0);
}

#[test]
fn a_stop_after_the_first_pin_says_what_is_set_and_what_is_not() {
    for stop in Stop::BOTH {
        let trial = Trial::hba();
        let Some((desk, card)) = trial.on_desk() else {
            return;
        };
        let mut terminal = desk.terminal(&["activate"]);
        terminal
            .begin()
            .type_transport(&trial.pins[0])
            .type_new(&trial.pins[0]);
        terminal
            .expect("Diese PIN ist eine Unterschrift")
            .expect("[j/N] ");
        stop.reach(&mut terminal);
        let sentence =
            "Gesetzt, und bleibt es: Karten-PIN (PIN.CH). Unverändert: Signatur-PIN (PIN.QES).";
        assert_cancelled(&desk, &mut terminal, sentence);

        // At the hidden prompt of the second PIN: only that one is left, and the run before it
        // stays out of the words.
        let mut again = desk.terminal(&["activate"]);
        again.letter("j").yes("Diese PIN ist eine Unterschrift");
        again
            .expect("aus dem Brief, 5 Ziffern: ")
            .wait_for_echo(false);
        stop.reach(&mut again);
        assert_cancelled(&desk, &mut again, UNTOUCHED);
        assert_eq!(
            (card.pin("PIN.CH"), card.pin("PIN.QES"), card.secrets_seen()),
            ((false, 3), (true, 3), 1)
        );
    }
}

#[test]
fn a_hang_up_and_ctrl_backslash_are_stops_too() {
    let trial = Trial::smcb();
    let Some((desk, card)) = trial.on_desk() else {
        return;
    };
    for signal in [Signal::HUP, Signal::QUIT] {
        let mut terminal = desk.terminal(&["activate"]);
        terminal
            .begin()
            .type_transport(&trial.pins[0])
            .expect("6 bis 8 Ziffern: ")
            .signal(signal);
        assert_cancelled(&desk, &mut terminal, UNTOUCHED);
    }
    assert_eq!(card.secrets_seen(), 0);
}

#[test]
fn waiting_for_a_card_and_for_another_program_can_be_stopped() {
    let trial = Trial::smcb();
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    for stop in Stop::BOTH {
        let mut terminal = desk.terminal(&["activate"]);
        terminal.expect("Bitte die Karte einstecken");
        stop.reach(&mut terminal);
        assert_cancelled(&desk, &mut terminal, "Abgebrochen.");
    }
    let waiting = desk.start(&["status", "--json", "--wait", "60"]);
    waiting.wait_for_stderr("Bitte die Karte einstecken");
    waiting.signal(Signal::TERM);
    waiting.end().assert_exit(15);

    let card = trial.card();
    desk.insert(&card, 0);
    let mut other = OtherProgram::start(&desk.pcscd);
    other
        .does(&format!("shared {}", desk.pcscd.reader_name(0)))
        .does("begin");
    for stop in Stop::BOTH {
        let mut terminal = desk.terminal(&["activate"]);
        terminal.expect("Ein anderes Programm benutzt die Karte");
        stop.reach(&mut terminal);
        assert_cancelled(&desk, &mut terminal, "Abgebrochen.");
    }
    let waiting = desk.start(&["status", "--json", "--wait", "60"]);
    waiting.wait_for_stderr("Ein anderes Programm benutzt die Karte");
    waiting.signal(Signal::INT);
    waiting.end().assert_exit(15);
    assert_eq!(card.secrets_seen(), 0);
}

#[test]
fn a_stop_while_the_typed_secret_waits_for_another_program_sends_nothing() {
    let trial = Trial::smcb();
    let Some((desk, card)) = trial.on_desk() else {
        return;
    };
    let mut other = OtherProgram::start(&desk.pcscd);
    other.does(&format!("shared {}", desk.pcscd.reader_name(0)));
    for stop in Stop::BOTH {
        let mut terminal = desk.terminal(&["activate"]);
        terminal.begin().type_transport(&trial.pins[0]);
        other.does("begin");
        terminal
            .type_new(&trial.pins[0])
            .expect("Ein anderes Programm benutzt die Karte");
        stop.reach(&mut terminal);
        assert_cancelled(&desk, &mut terminal, UNTOUCHED);
        other.does("end");
    }
    assert_eq!((card.secrets_seen(), card.pin("PIN.SMC")), (0, (true, 3)));
}

#[test]
fn a_stop_while_the_secret_is_under_way_is_looked_at_after_the_read_back() {
    for stop in Stop::BOTH {
        let trial = Trial::hba();
        let Some((desk, card)) = trial.on_desk() else {
            return;
        };
        card.at(CHANGE_REFERENCE_DATA, Mishap::AnswerAfter(THINKING));
        let mut terminal = desk.terminal(&["activate"]);
        terminal
            .begin()
            .type_transport(&trial.pins[0])
            .type_new(&trial.pins[0]);
        card.wait_until_seen(CHANGE_REFERENCE_DATA, 1);
        stop.reach(&mut terminal);
        // At once, while the card still thinks.
        terminal.expect("Die Eingabe ist schon unterwegs, ich warte noch auf die Antwort");
        terminal.expect("Karten-PIN (PIN.CH) ist gesetzt. Die Karte hat es bestätigt");
        let sentence =
            "Gesetzt, und bleibt es: Karten-PIN (PIN.CH). Unverändert: Signatur-PIN (PIN.QES).";
        assert_cancelled(&desk, &mut terminal, sentence);
        assert_eq!(
            (card.pin("PIN.CH"), card.pin("PIN.QES")),
            ((false, 3), (true, 3))
        );
        assert_eq!(pin(&desk.status(), "ch")["unknown_noted"], 0);
    }
}

#[test]
fn a_script_stopped_while_its_secret_is_under_way_reports_what_took_effect() {
    let trial = Trial::hba();
    let Some((desk, card)) = trial.on_desk() else {
        return;
    };
    card.at(CHANGE_REFERENCE_DATA, Mishap::AnswerAfter(THINKING));
    let file = trial.secrets_file(&desk);
    let arguments = [
        "activate",
        "--json",
        "--holder-present",
        "--secrets-file",
        &file,
    ];
    let run = desk.start(&arguments);
    card.wait_until_seen(CHANGE_REFERENCE_DATA, 1);
    run.signal(Signal::TERM);
    let run = run.end();
    run.assert_exit(15);
    assert_eq!(
        (&run.result("ch")["changed"], &run.result("ch")["answer"]),
        (&true.into(), &"read".into()),
        "{run}"
    );
    assert_eq!(
        (&run.result("qes")["changed"], &run.result("qes")["skipped"]),
        (&false.into(), &"stopped".into())
    );
    assert_eq!(run.json["complete"], false);
    desk.expect(0, &arguments);
    trial.assert_activated(&card);
}

#[test]
fn a_stop_during_the_last_change_is_too_late_to_be_a_failure() {
    let trial = Trial::smcb();
    let Some((desk, card)) = trial.on_desk() else {
        return;
    };
    card.at(CHANGE_REFERENCE_DATA, Mishap::AnswerAfter(THINKING));
    let run = desk.start(&[
        "activate",
        "--json",
        "--secrets-file",
        &trial.secrets_file(&desk),
    ]);
    card.wait_until_seen(CHANGE_REFERENCE_DATA, 1);
    run.signal(Signal::TERM);
    run.end().assert_exit(0);
    trial.assert_activated(&card);
}

#[test]
fn waiting_for_the_lost_card_can_be_stopped_and_is_an_unknown_outcome() {
    let trial = Trial::smcb();
    let Some((desk, card)) = trial.on_desk() else {
        return;
    };
    card.at(CHANGE_REFERENCE_DATA, Mishap::PullAfter);
    let mut terminal = desk.terminal(&["activate"]);
    terminal
        .begin()
        .type_transport(&trial.pins[0])
        .type_new(&trial.pins[0]);
    terminal
        .expect("Bitte dieselbe Karte wieder einstecken")
        .send_ctrl('c');
    assert_eq!(terminal.exit_code(), 9, "{}", terminal.output());
    terminal.wait_for_echo(true);
    let told = told(&mut terminal);
    assert!(
        told.contains("Ob sie wirkte oder einen Versuch kostete, ist offen."),
        "{told}"
    );
    desk.search(&mut terminal);
}

/// A run that is killed while the card is at its first CHANGE REFERENCE DATA.
fn killed_during_change(desk: &Desk, card: &ServedCard, mishap: Mishap, arguments: &[&str]) {
    card.at(CHANGE_REFERENCE_DATA, mishap);
    let run = desk.start(arguments);
    card.wait_until_seen(CHANGE_REFERENCE_DATA, 1);
    run.signal(Signal::KILL);
    assert!(run.end().was_killed());
}

#[test]
fn killed_after_the_card_took_the_new_pin_the_next_run_sees_it_and_forgets_the_note() {
    let trial = Trial::hba();
    let Some((desk, card)) = trial.on_desk() else {
        return;
    };
    let file = trial.secrets_file(&desk);
    let arguments = [
        "activate",
        "--json",
        "--holder-present",
        "--secrets-file",
        &file,
    ];
    killed_during_change(&desk, &card, Mishap::AnswerAfter(THINKING), &arguments);

    let status = desk.status();
    assert_eq!(
        (
            &pin(&status, "ch")["state"],
            &pin(&status, "ch")["tries_left"]
        ),
        (&"set".into(), &3.into())
    );
    assert_eq!(pin(&desk.status(), "ch")["unknown_noted"], 0);
    let run = desk.expect(0, &arguments);
    assert_eq!(
        (&run.result("ch")["skipped"], &run.result("qes")["changed"]),
        (&"done".into(), &true.into())
    );
    trial.assert_activated(&card);
    assert_eq!(card.secrets_seen(), 2);
}

#[test]
fn killed_with_the_card_unchanged_the_open_note_makes_the_next_run_careful() {
    let trial = Trial::hba();
    let Some((desk, card)) = trial.on_desk() else {
        return;
    };
    let file = trial.secrets_file(&desk);
    let arguments = [
        "activate",
        "--json",
        "--holder-present",
        "--secrets-file",
        &file,
    ];
    killed_during_change(&desk, &card, Mishap::FailAfter(THINKING), &arguments);

    for _ in 0..2 {
        let status = desk.status();
        let shown = pin(&status, "ch");
        assert_eq!(
            (&shown["state"], &shown["unknown_noted"]),
            (&"transport".into(), &1.into())
        );
        assert_eq!(
            (&shown["tries_left"], &shown["tries_basis"]),
            (&2.into(), &"notes".into())
        );
        assert_eq!(pin(&status, "qes")["unknown_noted"], 0);
    }
    let refused = desk.expect(13, &arguments);
    assert_eq!(
        (refused.error(), card.secrets_seen()),
        ("try_again", 1),
        "{refused}"
    );

    // A person is told, and decides.
    let mut terminal = desk.terminal(&["activate", "--pin", "ch"]);
    terminal.letter("j").expect("Notizen dieses PCs");
    terminal.expect("ein früherer Versuch auf diesem PC blieb ohne");
    // It may be the PIN of its own already that is typed here: nobody is to see that one.
    terminal
        .type_transport_hidden(&trial.pins[0])
        .type_new(&trial.pins[0]);
    terminal.expect("Karten-PIN (PIN.CH) ist gesetzt.");
    assert_eq!(terminal.exit_code(), 0);
    desk.search(&mut terminal);
    assert_eq!(pin(&desk.status(), "ch")["unknown_noted"], 0);
    let run = desk.expect(0, &arguments);
    assert_eq!(run.result("ch")["skipped"], "done");
    trial.assert_activated(&card);
}
