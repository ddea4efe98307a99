//! What goes wrong around an armed pad: signals, pulled and swapped cards, other programs, slow
//! readers, last tries. Through a real pcscd.

use std::time::Duration;

use rustix::process::Signal;
use support::desk::Answers;
use support::other_program::OtherProgram;
use support::pad::{PadReader, Settings};
use support::pad_desk::{hba, letter};
use support::pad_walk::*;
use support::pty::Stop;

/// Longer than a signal needs to arrive, shorter than anybody minds.
const THINKING: Duration = Duration::from_millis(500);
/// What a person does who takes two and a half seconds, in the words of the pad's scripts.
const PONDERING: &str = ".........................";

fn ponders_then(secret: &str, new: &str) -> String {
    format!("{PONDERING} {secret}# {new}# {new}#")
}

#[test]
fn a_stop_at_the_coachs_question_arms_nothing() {
    let Some(walk) = PadWalk::with(&Settings::default(), hba()) else {
        return;
    };
    for stop in Stop::BOTH {
        let mut terminal = walk.desk.terminal(&["activate"]);
        begin_activation(&mut terminal).wait_for_echo(false);
        stop.reach(&mut terminal);
        assert!(walk.end(&mut terminal, 15).contains(UNTOUCHED));
    }
    // The end of input is one too.
    let mut terminal = walk.desk.terminal(&["activate"]);
    begin_activation(&mut terminal)
        .wait_for_echo(false)
        .send_ctrl('d');
    assert!(walk.end(&mut terminal, 15).contains(UNTOUCHED));
    assert!(walk.slot().dialogs().is_empty());
    assert_eq!(walk.noted("ch"), (0.into(), 0.into()));
}

#[test]
fn a_stop_while_the_pad_is_armed_waits_for_its_answer_and_ends_the_run_before_the_next_pin() {
    for stop in Stop::BOTH {
        let Some(walk) = PadWalk::with(&Settings::default(), hba()) else {
            return;
        };
        walk.slot().plan(&ponders_then(CH, OWN));
        let mut terminal = walk.desk.terminal(&["activate"]);
        terminal.begin();
        press_enter(&mut terminal).expect("Abbrechen nur mit der roten Taste.");
        walk.slot().wait_until_armed(1);
        stop.reach(&mut terminal);
        std::thread::sleep(THINKING);
        stop.reach(&mut terminal);
        assert_eq!(walk.slot().dialogs()[0].ended, None, "{stop:?}");
        terminal.expect("Karten-PIN (PIN.CH) ist gesetzt. Die Karte hat es bestätigt");
        let said = walk.end(&mut terminal, 15);
        assert!(
            said.contains(
                "Gesetzt, und bleibt es: Karten-PIN (PIN.CH). Unverändert: Signatur-PIN (PIN.QES)."
            ),
            "{said}"
        );
        assert_eq!(
            (walk.slot().dialogs().len(), walk.noted("ch")),
            (1, (0.into(), 0.into()))
        );
        assert!(walk.accepts("", 0x01, OWN));
    }
}

#[test]
fn a_stop_and_then_the_red_key_is_a_cancellation_without_another_question() {
    let Some(walk) = PadWalk::with(&Settings::default(), hba()) else {
        return;
    };
    walk.slot().plan(&format!("{PONDERING} C"));
    let mut terminal = walk.desk.terminal(&["activate"]);
    terminal.begin();
    press_enter(&mut terminal);
    walk.slot().wait_until_armed(1);
    terminal.send_ctrl('c');
    let said = walk.end(&mut terminal, 15);
    let nothing_was_sent = "Es wurde nichts an die Karte gegeben, kein Versuch ist verbraucht";
    assert!(
        said.contains("am Leser abgebrochen (rote Taste)") && said.contains(nothing_was_sent),
        "{said}"
    );
    assert!(!said.contains("[0] aufhören"), "{said}");
    assert_eq!(walk.noted("ch"), (0.into(), 0.into()));
}

#[test]
fn a_script_that_is_told_to_stop_while_the_pad_is_armed_reports_what_became_of_it() {
    let Some(walk) = PadWalk::with(&Settings::default(), hba()) else {
        return;
    };
    walk.slot().plan(&ponders_then(CH, OWN));
    let arguments = [
        "activate",
        "--json",
        "--no-input",
        "--entry",
        "pinpad",
        "--holder-present",
    ];
    let run = walk.desk.start(&arguments);
    walk.slot().wait_until_armed(1);
    run.signal(Signal::TERM);
    let run = run.end();
    run.assert_exit(15);
    assert_eq!(
        (&run.result("ch")["after"], &run.result("ch")["changed"]),
        (&"set".into(), &true.into()),
        "{run}"
    );
    assert_eq!(
        (&run.result("qes")["skipped"], walk.slot().dialogs().len()),
        (&"stopped".into(), 1),
        "{run}"
    );
}

#[test]
fn a_cancellation_after_a_refusal_that_may_have_cost_a_try_does_not_say_that_none_is_spent() {
    let Some(walk) = PadWalk::with(&Settings::default(), smcb()) else {
        return;
    };
    walk.slot()
        .plan(&format!("{SMC}# {OWN}# {OWN}# !answer=6B80"));
    let mut terminal = walk.desk.terminal(&["activate"]);
    terminal.begin();
    press_enter(&mut terminal)
        .expect("aufhören: ")
        .send_ctrl('c');
    let said = walk.end(&mut terminal, 18);
    assert!(!said.contains("kein Versuch"), "{said}");
    assert_eq!(walk.noted("smc"), (0.into(), 1.into()));
}

#[test]
fn what_ends_the_round_after_a_doubtful_one_does_not_take_the_doubt_back() {
    for at_pad in [true, false] {
        let Some(walk) = PadWalk::with(&Settings::default(), smcb()) else {
            return;
        };
        walk.slot()
            .plan(&format!("{SMC}# {OWN}# {OWN}# !answer=6B80"));
        let mut terminal = walk.desk.terminal(&["activate"]);
        terminal.begin();
        press_enter(&mut terminal)
            .expect("aufhören: ")
            .send_line("1");
        if at_pad {
            // The red key: the reader's word that nothing was sent is a word on this round only.
            walk.slot().plan(&format!("{SMC}# 12C"));
            press_enter(&mut terminal)
                .expect("aufhören: ")
                .send_line("0");
        } else {
            terminal.expect(ENTER).send_ctrl('c');
        }
        let said = walk.end(&mut terminal, 18);
        assert!(!said.contains("es ist kein Versuch verbraucht"), "{said}");
        assert!(said.contains("kann dennoch verbraucht sein"), "{said}");
        assert_eq!(walk.noted("smc"), (0.into(), 1.into()));
    }
}

#[test]
fn entries_after_a_rescue_that_nobody_knows_of_come_off_its_tries() {
    let Some(walk) = PadWalk::with(&Settings::default(), transport_qes_blocked()) else {
        return;
    };
    walk.slot().plan(&format!("{}#", letter("qes").1));
    for _ in 0..2 {
        walk.slot()
            .plan(&format!("{QES}# {OWN}# {OWN}# !answer=6B80"));
    }
    let mut terminal = walk.desk.terminal(&["unblock"]);
    terminal
        .expect("Hatten Sie schon eine eigene PIN gesetzt")
        .expect("[j/n] ")
        .send_line("n");
    terminal
        .yes("Diesen Weg versuchen?")
        .letter("j")
        .yes("Diese PIN ist eine Unterschrift");
    press_enter(&mut terminal);
    terminal
        .yes("Jetzt gleich aktivieren?")
        .expect("Nach der PUK-Anwendung übrig: 3 Versuche");
    press_enter(&mut terminal)
        .expect("aufhören: ")
        .send_line("1");
    terminal.expect("höchstens 2 Versuche");
    press_enter(&mut terminal)
        .expect("aufhören: ")
        .send_line("1");
    terminal
        .expect("LETZTE Versuch")
        .expect("Kartennummer")
        .send_line("");
    let said = walk.end(&mut terminal, 18);
    assert!(said.contains("kann dennoch verbraucht sein"), "{said}");
    assert_eq!(walk.noted("qes"), (0.into(), 2.into()));
}

#[test]
fn a_card_pulled_from_under_an_armed_pad_is_asked_for_and_decides() {
    let Some(walk) = PadWalk::with(&Settings::default(), smcb()) else {
        return;
    };
    walk.slot().plan(&ponders_then(SMC, OWN));
    let mut terminal = walk.desk.terminal(&["activate"]);
    terminal.begin();
    press_enter(&mut terminal);
    walk.slot().wait_until_armed(1);
    walk.slot().pull();
    terminal.expect("Bitte dieselbe Karte wieder einstecken");
    walk.insert_again();
    // The card never saw it, which nobody can know: not set, so unknown.
    let said = walk.end(&mut terminal, 9);
    assert!(
        said.contains("Ob sie wirkte oder einen Versuch kostete, ist offen."),
        "{said}"
    );
    assert_eq!(
        (walk.slot().secrets_seen().len(), walk.noted("smc")),
        (0, (0.into(), 1.into()))
    );
}

#[test]
fn a_card_pulled_after_the_pad_sent_its_command_shows_the_success_when_it_is_back() {
    let Some(walk) = PadWalk::with(&Settings::default(), smcb()) else {
        return;
    };
    walk.slot()
        .plan(&format!("{SMC}# {OWN}# {OWN}# !slow=1500"));
    let arguments = [
        "activate",
        "--json",
        "--no-input",
        "--entry",
        "pinpad",
        "--wait",
        "20",
    ];
    let run = walk.desk.start(&arguments);
    let seen = support::wait_for(|| (!walk.slot().secrets_seen().is_empty()).then_some(()));
    assert!(seen.is_some());
    // A card that is back before the service looked again stays without power there.
    walk.pull();
    run.wait_for_stderr("Bitte dieselbe Karte wieder einstecken");
    walk.insert_again();
    let run = run.end();
    run.assert_exit(0);
    assert_eq!(
        (&run.result("smc")["after"], &run.result("smc")["entry"]),
        (&"set".into(), &"pinpad".into()),
        "{run}"
    );
    assert_eq!(walk.noted("smc"), (0.into(), 0.into()));
}

#[test]
fn a_card_that_does_not_come_back_leaves_the_outcome_unknown() {
    let Some(walk) = PadWalk::with(&Settings::default(), smcb()) else {
        return;
    };
    walk.slot().plan(&ponders_then(SMC, OWN));
    let run = walk.desk.start(&[
        "activate",
        "--json",
        "--no-input",
        "--entry",
        "pinpad",
        "--wait",
        "1",
    ]);
    walk.slot().wait_until_armed(1);
    walk.slot().pull();
    let run = run.end();
    run.assert_exit(9);
    assert_eq!(
        (run.error(), &run.result("smc")["after"]),
        ("outcome_unknown", &serde_json::Value::Null),
        "{run}"
    );
}

#[test]
fn a_card_swapped_or_changed_before_enter_never_meets_an_armed_pad() {
    let Some(walk) = PadWalk::with(&Settings::default(), hba()) else {
        return;
    };
    let mut terminal = walk.desk.terminal(&["activate"]);
    begin_activation(&mut terminal);
    walk.pull();
    terminal.expect("Die Karte steckt nicht mehr.");
    walk.insert(smcb());
    terminal
        .expect("Enter drücken")
        .send_hidden_line("")
        .expect("steckt jetzt eine andere Karte");
    walk.end(&mut terminal, 13);

    // The same card, on which another program set the PIN meanwhile.
    walk.insert(hba());
    let mut terminal = walk.desk.terminal(&["activate"]);
    begin_activation(&mut terminal);
    let mut other = OtherProgram::start(&walk.desk.pcscd);
    other.does(&format!("shared {}", walk.pads[0].reader_name(0)));
    other
        .sends("00A4040C", "9000")
        .sends("00240001102528407FFFFFFFFF26471193FFFFFFFF", "9000")
        .does("leave");
    terminal
        .send_hidden_line("")
        .expect("ein anderes Programm war an der Karte");
    walk.end(&mut terminal, 13);
    assert!(walk.slot().dialogs().is_empty());
}

#[test]
fn another_programs_transaction_is_waited_for_and_then_the_pad_is_armed() {
    let Some(walk) = PadWalk::with(&Settings::default(), smcb()) else {
        return;
    };
    let mut other = OtherProgram::start(&walk.desk.pcscd);
    other.does(&format!("shared {}", walk.pads[0].reader_name(0)));
    for stops in [true, false] {
        let mut terminal = walk.desk.terminal(&["activate"]);
        begin_activation(&mut terminal);
        other.does("begin");
        terminal
            .send_hidden_line("")
            .expect("Ein anderes Programm benutzt die Karte");
        assert!(walk.slot().dialogs().is_empty());
        if stops {
            terminal.send_ctrl('c');
            assert!(walk.end(&mut terminal, 15).contains(UNTOUCHED));
            other.does("end");
        } else {
            walk.will_type(SMC, OWN);
            other.does("end-reset");
            terminal.expect("PIN der SMC-B (PIN.SMC) ist gesetzt.");
            walk.end(&mut terminal, 0);
        }
    }
    assert_eq!(
        (
            walk.slot().dialogs().len(),
            walk.slot().secrets_seen().len()
        ),
        (1, 1)
    );
}

#[test]
fn a_reader_that_was_in_use_when_it_was_first_asked_is_not_taken_for_one_without_pad() {
    let Some(walk) = PadWalk::with(&Settings::default(), smcb()) else {
        return;
    };
    walk.will_type(SMC, OWN);
    let mut other = OtherProgram::start(&walk.desk.pcscd);
    other
        .does(&format!("shared {}", walk.pads[0].reader_name(0)))
        .does("begin");
    let listed = walk.desk.start(&["readers", "--json", "--wait", "3"]);
    let mut terminal = walk.desk.terminal(&["activate"]);
    terminal.expect("Ein anderes Programm benutzt die Karte");
    other.does("end");
    terminal.begin();
    press_enter(&mut terminal).expect("PIN der SMC-B (PIN.SMC) ist gesetzt.");
    walk.end(&mut terminal, 0);
    let listed = listed.end();
    assert_eq!(listed.json["readers"][0]["pin_pad"], true, "{listed}");
}

#[test]
fn a_person_at_one_reader_does_not_keep_another_from_theirs() {
    let pads = ["One", "Two"].map(|name| PadReader::new(name, 1, &Settings::default()));
    let Some(walk) = PadWalk::of(pads.into()) else {
        return;
    };
    let names = [0, 1].map(|pad| walk.pads[pad].reader_name(0));
    for (pad, card) in [hba(), smcb()].into_iter().enumerate() {
        walk.pads[pad].slot(0).insert(card);
        walk.wait_for_state(&names[pad], "card");
    }
    walk.slot()
        .plan(&format!("{} {CH}# {OWN}# {OWN}#", PONDERING.repeat(2)));
    let arguments = [
        "activate",
        "--json",
        "--no-input",
        "--entry",
        "pinpad",
        "--reader",
        &names[0],
    ];
    let patient = walk.desk.start(&arguments);
    walk.slot().wait_until_armed(1);
    let file = walk
        .desk
        .secrets_file(&[("transport.smc", SMC), ("new.smc", OWN)])
        .display()
        .to_string();
    walk.desk.expect(
        0,
        &[
            "activate",
            "--json",
            "--secrets-file",
            &file,
            "--reader",
            &names[1],
        ],
    );
    assert_eq!(walk.slot().dialogs()[0].ended, None);
    let patient = patient.end();
    patient.assert_exit(0);
    assert_eq!(patient.result("ch")["after"], "set", "{patient}");
}

#[test]
fn two_processes_at_one_pad_send_one_order_a_pin() {
    let Some(walk) = PadWalk::with(&Settings::default(), smcb()) else {
        return;
    };
    walk.slot()
        .plan(&format!("{} {SMC}# {OWN}# {OWN}#", PONDERING.repeat(2)));
    let mut terminals = [
        walk.desk.terminal(&["activate"]),
        walk.desk.terminal(&["activate"]),
    ];
    for terminal in &mut terminals {
        begin_activation(terminal);
    }
    let [first, second] = &mut terminals;
    first.send_hidden_line("");
    walk.slot().wait_until_armed(1);
    second
        .send_hidden_line("")
        .expect("Ein anderes Programm benutzt die Karte");
    first.expect("PIN der SMC-B (PIN.SMC) ist gesetzt.");
    walk.end(first, 0);
    second.expect("ein anderes Programm war an der Karte");
    walk.end(second, 13);
    assert_eq!(
        (walk.slot().dialogs().len(), walk.noted("smc")),
        (1, (0.into(), 0.into()))
    );
}

#[test]
fn a_killed_program_leaves_an_armed_pad_and_an_open_note_that_the_card_settles() {
    let Some(walk) = PadWalk::with(&Settings::default(), hba()) else {
        return;
    };
    walk.slot().plan(&ponders_then(CH, OWN));
    let run = walk
        .desk
        .start(&["activate", "--no-input", "--entry", "pinpad"]);
    walk.slot().wait_until_armed(1);
    run.signal(Signal::KILL);
    assert!(run.end().was_killed());
    assert_eq!(walk.slot().dialogs()[0].ended, None);
    let seen = support::wait_for(|| walk.slot().dialogs()[0].ended.clone());
    assert_eq!(seen.as_deref(), Some("9000"));
    assert_eq!(walk.noted("ch").1, 1);
    assert_eq!(walk.noted("ch").1, 0);
    assert!(walk.accepts("", 0x01, OWN));
}

#[test]
fn a_service_that_ends_under_an_armed_pad_leaves_the_outcome_unknown() {
    let Some(walk) = PadWalk::with(&Settings::default(), smcb()) else {
        return;
    };
    walk.slot().plan(&ponders_then(SMC, OWN));
    let run = walk.desk.start(&[
        "activate",
        "--json",
        "--no-input",
        "--entry",
        "pinpad",
        "--wait",
        "1",
    ]);
    walk.slot().wait_until_armed(1);
    walk.desk.pcscd.crash();
    let run = run.end();
    run.assert_exit(9);
    assert_eq!(
        (run.error(), &run.result("smc")["entry"]),
        ("outcome_unknown", &"pinpad".into()),
        "{run}"
    );
}

#[test]
fn a_slow_reader_and_a_person_who_does_not_come_are_waited_for_with_a_clock() {
    let Some(walk) = PadWalk::with(&Settings::default(), smcb()) else {
        return;
    };
    walk.slot().plan(PONDERING);
    walk.slot()
        .plan(&format!("{SMC}# {OWN}# {OWN}# !slow=2200 !header"));
    let mut terminal = walk.desk.terminal(&["activate"]);
    terminal.begin();
    press_enter(&mut terminal).expect("0:01 Bitte jetzt am Leser tippen.");
    terminal
        .expect("am Leser wurde nicht rechtzeitig getippt")
        .expect("aufhören: ")
        .send_line("1");
    press_enter(&mut terminal)
        .expect("0:02 Bitte jetzt")
        .expect("PIN der SMC-B (PIN.SMC) ist gesetzt.");
    walk.end(&mut terminal, 0);
    assert_eq!(walk.slot().secrets_seen().len(), 1);
}

#[test]
fn the_last_try_is_released_at_the_pc_before_the_pad_is_armed() {
    let Some(walk) = PadWalk::with(&Settings::default(), smcb()) else {
        return;
    };
    let digits = walk.desk.status()["card"]["iccsn"].as_str().unwrap()[16..].to_owned();
    let last = |typed: &str| {
        let mut terminal = walk.desk.terminal(&["activate"]);
        // Once the card has named a number, only what came since then is asked for.
        let is_first = walk.slot().secrets_seen().is_empty();
        terminal.letter(if is_first { "2" } else { "j" });
        terminal
            .expect("dies kann der LETZTE Versuch sein.")
            .expect("nur Enter: ")
            .send_line(typed);
        terminal
    };
    for typed in ["", "0000"] {
        walk.end(&mut last(typed), 13);
    }
    assert!(walk.slot().dialogs().is_empty());
    walk.will_type("70681", OWN);
    let mut terminal = last(&digits);
    press_enter(&mut terminal).expect("abgelehnt");
    walk.end(&mut terminal, 10);
    // Every new entry is a new try and is released anew.
    walk.slot().plan("C");
    walk.will_type("70682", OWN);
    let mut terminal = last(&digits);
    press_enter(&mut terminal)
        .expect("am Leser abgebrochen")
        .expect("aufhören: ")
        .send_line("1");
    terminal
        .expect("LETZTE Versuch")
        .expect("nur Enter: ")
        .send_line(&digits);
    press_enter(&mut terminal);
    walk.end(&mut terminal, 10);
    assert_eq!(
        (walk.slot().secrets_seen().len(), walk.tries("PIN.SMC")),
        (2, 1)
    );
}
