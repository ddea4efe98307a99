//! What a run leaves on this PC: the attempt before the order, records, notes of what nobody heard; and
//! what other runs and other programs did meanwhile.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::json;
use support::journey::{BUILT_IN, Journey, NEW_CH, NEW_QES, NEW_SMC, WRONG, fits, holder, tries};
use support::konnektor::{Answer, At, Card, End, Fault, Operation, Person, Spoil, make};
use support::life::{NEXT, WRONG_PUK, block, own};
use support::practice::{Practice, goes, sets};
use support::script::Script;

const LOST: Fault = Fault::Spoiled(Spoil::Lost(End::Cut));

#[test]
fn the_attempt_is_on_disk_before_the_order_leaves() {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    practice.then(sets(BUILT_IN.ch, NEW_CH));
    let notes = practice.journey.notes.clone().unwrap();
    let seen = Arc::new(AtomicBool::new(false));
    let at_order = Arc::clone(&seen);
    practice
        .konnektor
        .before(At::Next(Operation::ChangePin), move |_| {
            let text = fs::read_to_string(&notes).unwrap();
            let is_open = text.contains("\"open\"") && text.contains("pin.ch");
            at_order.store(is_open, Ordering::Relaxed);
        });
    practice
        .run(&["activate", "--pin", "ch"], fits("0").then(goes()))
        .exits(0);
    assert!(seen.load(Ordering::Relaxed));
}

#[test]
fn a_signal_during_a_verify_waits_for_its_end() {
    let mut practice = Practice::in_use(&make::EHEX, Card::hba());
    practice.then(Person::types([NEW_CH]));
    let interrupts = practice.journey.interrupts.clone();
    practice
        .konnektor
        .before(At::Next(Operation::VerifyPin), move |_| {
            interrupts.raise_for_tests();
        });
    let script = Script::person()
        .asks("Eine falsche PIN kostet einen Versuch", "j")
        .then(goes());
    let ran = practice.run(&["verify", "--pin", "ch,qes"], script);
    ran.exits(15).says("(PIN.CH) ist richtig");
}

#[test]
fn what_is_said_of_one_verified_pin_is_not_said_of_another() {
    let mut practice = Practice::in_use(&make::EHEX, Card::hba());
    practice.others_send(&[], &format!("0020000108{}", block(NEW_CH)));
    practice
        .then(sets(NEW_CH, NEXT))
        .then(sets(NEW_QES, "96150384"));
    // PIN.QES names its own counter: nobody asks.
    let script = tries("1").then(goes()).then(holder("j")).then(goes());
    practice
        .run(&["change", "--pin", "ch,qes"], script)
        .exits(0)
        .says("nach Ihrer Angabe höchstens 2 Versuche")
        .says("Die Karte lässt noch zu: 3 Versuche");
}

#[test]
fn an_open_entry_stays_noted_while_the_pin_is_verified_by_another_program() {
    let mut practice = Practice::in_use(&make::EHEX, Card::smcb());
    practice.then(sets(NEW_SMC, NEXT));
    practice.konnektor.on(At::Next(Operation::ChangePin), LOST);
    practice
        .run(&["--json", "change"], goes())
        .fails(9, "outcome_unknown");
    practice.others_send(&[], &format!("0020000108{}", block(NEXT)));
    for _ in 0..2 {
        let shown = practice.run(&["--json", "status"], Script::nobody());
        assert_eq!(shown.value("/pins/0/unknown_noted"), 1);
    }
}

#[test]
fn several_cards_are_told_apart_by_digits_in_every_command() {
    for (command, typed) in [
        ("change", Some(sets(NEW_SMC, NEXT))),
        ("verify", Some(Person::types([NEW_SMC]))),
        ("unblock", None),
    ] {
        let mut practice = Practice::in_use(&make::EHEX, Card::smcb());
        let second = practice.add_terminal("Labor", 1);
        practice.konnektor.insert(second, 1, Card::hba());
        let how = [
            "--json",
            "--wait",
            "0",
            "--no-input",
            command,
            "--entry",
            "pinpad",
        ];
        practice.script(&how).fails(13, "choose_card");
        let four = practice.tail();
        if let Some(typed) = typed {
            practice.then(typed);
        }
        let ran = practice.script(&[&how[..], &["--card", &four]].concat());
        ran.exits(0);
        assert_eq!(ran.value("/results/0/pin"), "smc");
    }
}

#[test]
fn a_counter_that_the_card_names_needs_no_notes_in_a_script_and_a_hidden_one_does() {
    let mut practice = Practice::in_use(&make::EHEX, Card::smcb());
    fs::write(practice.journey.temp.join("notes.json"), "{ no notes").unwrap();
    let how = [
        "--json",
        "--wait",
        "0",
        "--no-input",
        "change",
        "--entry",
        "pinpad",
    ];
    practice.then(sets(NEW_SMC, NEXT));
    practice.script(&how).exits(0);
    // The Konnektor has it verified now, and hides the counter.
    let stated = [&how[..], &["--tries-used", "0"]].concat();
    practice.script(&stated).fails(23, "notes_unusable");
    assert_eq!(practice.konnektor.pin_posts(), [""; 0]);
    practice.then(sets(NEXT, NEW_SMC));
    practice
        .script(&[&stated[..], &["--no-notes"]].concat())
        .exits(0);
}

#[test]
fn verified_says_nothing_of_the_counter_and_a_script_does_not_spend_what_may_be_the_last_try() {
    for command in ["change", "verify"] {
        let mut practice = Practice::in_use(&make::EHEX, Card::smcb());
        practice.others_send(&[], &format!("0020000108{}", block(NEW_SMC)));
        let how = [
            "--json",
            "--wait",
            "0",
            "--no-input",
            command,
            "--entry",
            "pinpad",
        ];
        let ran = practice.script(&how);
        ran.fails(13, "tries_unknown").says("--tries-used");
        let stated = [&how[..], &["--tries-used", "2"]].concat();
        practice.script(&stated).fails(13, "last_try");
        assert_eq!(practice.konnektor.pin_posts(), [""; 0]);
    }
}

/// The card shows the same before and after: only the notes tell that a use is gone.
#[test]
fn a_use_of_the_puk_that_another_run_spent_meanwhile_takes_back_what_was_released() {
    let mut practice = Practice::in_use(&make::EHEX, Card::smcb());
    practice.others_fail("PIN.SMC", 3);
    practice.then(sets(WRONG_PUK, NEXT));
    let (konnektor, notes) = (practice.konnektor.clone(), practice.journey.notes.clone());
    let rival = move || {
        let mut rival = Journey::through(&konnektor);
        rival.notes = notes;
        let line = [
            "--json",
            "--wait",
            "0",
            "--no-input",
            "unblock",
            "--entry",
            "pinpad",
        ];
        rival.run(&line, Script::nobody()).fails(10, "wrong_secret");
    };
    let script = own().meanwhile(rival).then(goes());
    let ran = practice.journey.run(&["--json", "unblock"], script);
    ran.fails(13, "card_changed");
    assert_eq!(practice.konnektor.pin_posts().len(), 1);
    assert_eq!(practice.truth("PIN.SMC").puk_uses, 9);
}

/// The folder for the record goes away while the terminal asks.
#[test]
fn a_record_that_cannot_be_written_takes_nothing_back_and_what_was_refused_outranks_it() {
    for (transport, exit, word) in [(BUILT_IN.qes, 23, "file"), (WRONG, 10, "wrong_secret")] {
        let mut practice = Practice::with(&make::EHEX, Card::hba());
        practice
            .then(sets(BUILT_IN.ch, NEW_CH))
            .then(sets(transport, NEW_QES));
        let folder = practice.journey.temp.join("folder");
        fs::create_dir(&folder).unwrap();
        let name = folder.join("record.txt").display().to_string();
        practice
            .konnektor
            .before(At::Next(Operation::ChangePin), move |_| {
                fs::remove_dir_all(&folder).unwrap();
            });
        let script = fits("0").then(goes()).then(holder("j")).then(goes());
        let ran = practice.run(&["--json", "activate", "--record", &name], script);
        ran.fails(exit, word).says(&name);
        assert_eq!(ran.value("/results/0/changed"), json!(true));
    }
}

/// The record of both PINs, of which the second one is of unknown outcome.
fn recorded(practice: &mut Practice) -> String {
    let path = practice.journey.temp.join("record.txt");
    practice.journey.files.push(path.clone());
    let name = path.display().to_string();
    let script = fits("0").then(goes()).then(holder("j")).then(goes());
    // Nobody brings the card back, so that waiting for it is what `--wait` makes of it.
    let line = ["--wait", "0", "activate", "--record", &name];
    practice.run(&line, script).exits(9);
    fs::read_to_string(path).unwrap()
}

#[test]
fn a_pin_of_unknown_outcome_is_recorded_as_unknown() {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    practice.makes_up = true;
    practice.journey.settles = Duration::from_millis(12);
    practice.then(Person::types([BUILT_IN.ch, NEW_CH, NEW_CH]));
    let konnektor = practice.konnektor.clone();
    let interrupts = practice.journey.interrupts.clone();
    konnektor.before(At::Next(Operation::ChangePin), move |konnektor| {
        // The second order is lost, and with it the way to its terminal; nobody waits for it.
        konnektor.before(At::Next(Operation::GetPinStatus), move |konnektor| {
            let cut = Fault::Reply(Answer::cut());
            konnektor.on(At::Next(Operation::ChangePin), cut);
            konnektor.before(At::Next(Operation::ChangePin), move |konnektor| {
                interrupts.raise_for_tests();
                let away = Fault::code(4040);
                konnektor.on(At::Every(Operation::GetPinStatus), away);
            });
        });
    });
    let record = recorded(&mut practice);
    assert!(
        record.contains("Karten-PIN (PIN.CH): in diesem Lauf gesetzt"),
        "{record}"
    );
    assert!(
        record.contains("Signatur-PIN (PIN.QES): Ausgang unbekannt"),
        "{record}"
    );
}

/// What was read afterwards is no outcome: it stands beside it.
#[test]
fn a_state_that_was_read_after_an_unknown_outcome_is_recorded_beside_it() {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    practice.makes_up = true;
    practice.then(Person::types([BUILT_IN.ch, NEW_CH, NEW_CH]));
    let konnektor = practice.konnektor.clone();
    konnektor.before(At::Next(Operation::ChangePin), move |konnektor| {
        konnektor.before(At::Next(Operation::GetPinStatus), move |konnektor| {
            konnektor.on(At::Next(Operation::ChangePin), Fault::code(4048));
        });
    });
    let record = recorded(&mut practice);
    let read = "Signatur-PIN (PIN.QES): Ausgang unbekannt; danach gelesen: Transport-PIN";
    assert!(record.contains(read), "{record}");
}
