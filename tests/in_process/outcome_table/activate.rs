//! The outcome table of the design for `activate`, row by row and end to end: what the line does is
//! forged, exit code, document and notes are looked at.

use std::rc::Rc;

use pinlotse::virtual_card::VirtualCard;
use support::faults::{At, Bench, Fault};
use support::journey::{
    BUILT_IN, Journey, NEW_SMC, Ran, WRONG, enters, fits, secrets_ch, secrets_qes,
};
use support::script::Script;

/// Reference of PIN.SMC.
const SMC: u8 = 0x01;
/// Reference of PIN.QES in DF.QES.
const QES: u8 = 0x81;

fn secrets_smc(transport: &str) -> String {
    format!("transport.smc = {transport}\nnew.smc = {NEW_SMC}\n")
}

/// A script's activation of an SMC-B on a bench where something happens.
fn smcb(prepare: impl FnOnce(&Bench)) -> (Journey, Ran) {
    let mut journey = Journey::with("smcb");
    prepare(&journey.bench);
    let ran = journey.script(&secrets_smc(BUILT_IN.smc), &[]);
    (journey, ran)
}

/// What the card says of PIN.SMC.
fn state(journey: &Journey) -> String {
    journey
        .bench
        .other_program(0, &["00A4040C", "80200001"])
        .remove(1)
}

fn result(ran: &Ran) -> (String, String, bool, String) {
    let text = |pointer: &str| ran.value(pointer).as_str().unwrap_or("null").to_owned();
    let changed = ran.value("/results/0/changed").as_bool().unwrap();
    assert_eq!(ran.value("/changed"), changed);
    (
        text("/results/0/before"),
        text("/results/0/after"),
        changed,
        text("/results/0/answer"),
    )
}

fn row(before: &str, after: &str, changed: bool, answer: &str) -> (String, String, bool, String) {
    (
        before.to_owned(),
        after.to_owned(),
        changed,
        answer.to_owned(),
    )
}

/// The note stays open: the next run, and `status`, say so. The card still shows the Transport-PIN.
fn next_run_knows(journey: &mut Journey) {
    journey.bench.heal();
    let ran = journey.run(&["--json", "status"], Script::nobody());
    ran.exits(0).says("bevor der Ausgang feststand");
    assert_eq!(ran.value("/pins/0/unknown_noted"), 1);
    assert_eq!(ran.value("/pins/0/tries_left"), 2);
    assert_eq!(ran.value("/pins/0/tries_basis"), "notes");
    journey
        .script(&secrets_smc(BUILT_IN.smc), &[])
        .fails(13, "try_again")
        .sends(0);
    // The note knows nothing of other places, so the person is asked; what is stated and what is
    // open are both taken off.
    let ran = journey.run(&["activate"], fits("0").cancels_at("aus dem Brief"));
    ran.exits(15)
        .says("ohne bekannten Ausgang")
        .says("nach den Notizen dieses PCs höchstens 2 Versuche");
}

#[test]
fn yes_and_set_is_done() {
    let (journey, ran) = smcb(|_| {});
    ran.exits(0).sends(1);
    assert_eq!(result(&ran), row("transport", "set", true, "read"));
    assert_eq!(ran.value("/complete"), true);
    assert_eq!(state(&journey), "63C3");
}

#[test]
fn yes_and_verified_is_done() {
    let (_, ran) = smcb(|bench| {
        bench.once(At::ReadBack(SMC), Fault::Forge(0x9000));
    });
    ran.exits(0).sends(1);
    assert_eq!(result(&ran), row("transport", "verified", true, "read"));
}

#[test]
fn yes_and_still_transport_is_unknown() {
    let (mut journey, ran) = smcb(|bench| {
        bench.once(At::Change, Fault::Forge(0x9000));
    });
    ran.fails(9, "outcome_unknown")
        .sends(1)
        .says("hat Ja gesagt");
    assert_eq!(result(&ran), row("transport", "transport", false, "null"));
    assert_eq!(ran.value("/complete"), false);
    next_run_knows(&mut journey);
}

#[test]
fn yes_and_an_unreadable_card_is_unknown() {
    let (mut journey, ran) = smcb(|bench| {
        bench.once(At::Change, Fault::PullAfter);
    });
    ran.fails(9, "outcome_unknown")
        .sends(1)
        .says("konnte danach aber nicht mehr befragt werden");
    assert_eq!(result(&ran), row("transport", "null", false, "null"));
    assert_eq!(ran.value("/complete"), false);
    // It had taken effect. The card shows it now, and the run that finds it says what was open.
    journey.bench.put_back(0);
    assert_eq!(state(&journey), "63C3");
    let ran = journey.script(&secrets_smc(BUILT_IN.smc), &[]);
    ran.exits(0)
        .sends(0)
        .says("endete, bevor der Ausgang feststand");
    assert_eq!(ran.value("/results/0/skipped"), "done");
    journey
        .script(&secrets_smc(BUILT_IN.smc), &[])
        .exits(0)
        .never_says("endete, bevor der Ausgang feststand");
}

#[test]
fn yes_and_an_odd_answer_to_the_read_back_is_unknown() {
    for odd in [0x6982, 0x6A88, 0x6F00, 0x6E00, 0x6400] {
        let (_, ran) = smcb(|bench| {
            bench.always(At::ReadBack(SMC), Fault::Forge(odd));
        });
        ran.fails(9, "outcome_unknown").sends(1);
    }
}

#[test]
fn a_lost_answer_with_a_pin_that_is_set_is_done() {
    for fault in [
        Fault::LoseAnswer,
        Fault::ForgeAfter(0x6581),
        Fault::ForgeAfter(0x6F00),
        Fault::ForgeAfter(0x6700),
    ] {
        let (journey, ran) = smcb(|bench| {
            bench.once(At::Change, fault);
        });
        ran.exits(0)
            .sends(1)
            .says("Die Antwort der Karte ging verloren");
        assert_eq!(result(&ran), row("transport", "set", true, "lost"));
        assert_eq!(ran.value("/complete"), true);
        assert_eq!(state(&journey), "63C3");
    }
}

#[test]
fn a_lost_answer_with_a_pin_that_is_verified_is_done() {
    let (_, ran) = smcb(|bench| {
        bench
            .once(At::Change, Fault::ForgeAfter(0x6581))
            .once(At::ReadBack(SMC), Fault::Forge(0x9000));
    });
    ran.exits(0);
    assert_eq!(result(&ran), row("transport", "verified", true, "lost"));
}

#[test]
fn a_lost_answer_in_transport_state_is_unknown_and_the_note_stays_open() {
    let faults = [
        Fault::LoseCommand,
        Fault::Reset,
        Fault::Forge(0x6581),
        Fault::Forge(0x6F00),
        Fault::Forge(0x6E00),
        Fault::Forge(0x6400),
    ];
    for fault in faults {
        let (mut journey, ran) = smcb(|bench| {
            bench.once(At::Change, fault);
        });
        ran.fails(9, "outcome_unknown")
            .sends(1)
            .says("Ob sie wirkte oder einen Versuch kostete, ist offen");
        assert_eq!(result(&ran), row("transport", "transport", false, "null"));
        next_run_knows(&mut journey);
    }
}

#[test]
fn a_lost_answer_and_an_unreadable_card_is_unknown() {
    for fault in [Fault::PullBefore, Fault::PullDuring] {
        let (_, ran) = smcb(|bench| {
            bench.once(At::Change, fault);
        });
        ran.fails(9, "outcome_unknown").sends(1);
        assert_eq!(result(&ran), row("transport", "null", false, "null"));
    }
}

#[test]
fn a_card_that_comes_back_within_the_wait_decides_the_outcome() {
    let (_, ran) = smcb(|bench| {
        bench.once(At::Change, Fault::PullDuring);
        bench.comes_back_after(0, 4);
    });
    ran.exits(0).sends(1);
    assert_eq!(result(&ran), row("transport", "set", true, "lost"));
}

#[test]
fn a_person_is_asked_to_put_the_card_back_and_its_state_decides() {
    let mut journey = Journey::with("smcb");
    journey.bench.once(At::Change, Fault::PullDuring);
    let bench = journey.bench.clone();
    let script = fits("0")
        .then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC))
        .when_waiting(move || bench.put_back(0));
    let ran = journey.run(&["activate"], script);
    ran.exits(0)
        .sends(1)
        .says("dieselbe Karte wieder einstecken")
        .says("Die Antwort der Karte ging verloren");
}

#[test]
fn another_card_put_in_after_the_change_decides_nothing() {
    let mut journey = Journey::with("smcb");
    let (bench, interrupts) = (journey.bench.clone(), journey.interrupts.clone());
    journey.bench.once(At::Change, Fault::PullDuring);
    let script = fits("0")
        .then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC))
        .when_waiting(move || {
            bench.put(0, support::faults::card("hba"));
            interrupts.raise_for_tests();
        });
    journey.run(&["activate"], script).exits(9).sends(1);
}

/// A card that says the same number and holds its own PIN: a copy, of which there are virtual ones.
fn copy_with_own_pin() -> VirtualCard {
    let mut card = support::faults::card("smcb");
    card.power_on();
    for command in ["00A4040C", "00240001102553962FFFFFFFFF2860718293FFFFFF"] {
        assert_eq!(
            card.transmit(&hex::decode(command).unwrap()),
            [0x90, 0x00],
            "{command}"
        );
    }
    card
}

#[test]
fn a_card_of_the_same_number_that_lay_in_another_reader_decides_nothing() {
    let mut journey = Journey::with("smcb");
    journey
        .bench
        .add("Zweitleser 00 00", Some(copy_with_own_pin()));
    journey.bench.once(At::Change, Fault::PullBefore);
    let ran = journey.script(&secrets_smc(BUILT_IN.smc), &["--reader", "Testleser"]);
    ran.fails(9, "outcome_unknown").sends(1);
    journey.bench.pull(1);
    journey.bench.put_back(0);
    let ran = journey.run(&["--json", "status"], Script::nobody());
    assert_eq!(ran.value("/pins/0/unknown_noted"), 1);
}

#[test]
fn a_card_that_comes_back_in_a_reader_that_was_empty_decides_the_outcome() {
    let mut journey = Journey::with("smcb");
    journey.bench.add("Zweitleser 00 00", None);
    journey.bench.once(At::Change, Fault::PullDuring);
    let bench = journey.bench.clone();
    let script = fits("0")
        .then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC))
        .when_waiting(move || bench.put(1, copy_with_own_pin()));
    let ran = journey.run(&["activate"], script);
    ran.exits(0)
        .sends(1)
        .says("Die Antwort der Karte ging verloren");
}

#[test]
fn ctrl_c_while_the_card_is_waited_for_ends_as_unknown() {
    let mut journey = Journey::with("smcb");
    let interrupts = journey.interrupts.clone();
    journey.bench.once(At::Change, Fault::PullDuring);
    let script = fits("0")
        .then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC))
        .when_waiting(move || interrupts.raise_for_tests());
    journey.run(&["activate"], script).exits(9).sends(1);
}

#[test]
fn a_wrong_secret_is_told_at_once_even_if_the_card_is_gone_then() {
    let mut journey = Journey::with("smcb");
    journey.bench.once(At::Change, Fault::PullAfter);
    // Nobody has to put the card back: what it said is certain.
    let script = fits("0").then(enters("PIN.SMC", WRONG, NEW_SMC));
    let ran = journey.run(&["activate"], script);
    ran.exits(10).sends(1).says("2 Versuche");
    assert!(
        ran.heard.borrow().waited.is_empty(),
        "{:?}",
        ran.heard.borrow().waited
    );
}

#[test]
fn an_unknown_outcome_ends_the_run() {
    let mut journey = Journey::with("hba");
    journey.bench.once(At::Change, Fault::LoseCommand);
    let secrets = secrets_ch(BUILT_IN.ch) + &secrets_qes(BUILT_IN.qes);
    let ran = journey.script(&secrets, &["--holder-present"]);
    ran.fails(9, "outcome_unknown").sends(1);
    assert_eq!(ran.value("/results/1/skipped"), "stopped");
    assert_eq!(ran.value("/error/pin"), "ch");
}

#[test]
fn pin_qes_is_read_back_in_its_own_folder_after_a_broken_line() {
    let mut journey = Journey::with("hba");
    journey.bench.once(At::Change, Fault::PullDuring);
    journey.bench.comes_back_after(0, 1);
    let ran = journey.script(
        &secrets_qes(BUILT_IN.qes),
        &["--pin", "qes", "--holder-present"],
    );
    ran.exits(0).sends(1);
    assert_eq!(result(&ran), row("transport", "set", true, "lost"));
    let log = journey.bench.log();
    let last = log
        .iter()
        .rposition(|exchange| exchange.header == [0x80, 0x20, 0, QES])
        .unwrap();
    assert_eq!(
        log[last - 1].header[1],
        0xA4,
        "SELECT DF.QES goes before: {:?}",
        log[last - 1]
    );
}

/// cards.md §3.3: every trailer of CHANGE REFERENCE DATA, forged.
#[test]
fn every_trailer_of_change_reference_data_has_its_exit_code() {
    let rows = [
        (0x63C2, 10, "wrong_secret", Some(2)),
        (0x63C1, 10, "wrong_secret", Some(1)),
        (0x63C0, 11, "blocked", Some(0)),
        (0x6983, 11, "blocked", Some(0)),
        (0x6985, 16, "new_pin_length", None),
        (0x6982, 1, "refused_by_card", None),
        (0x6A88, 1, "refused_by_card", None),
        (0x6581, 9, "outcome_unknown", None),
        // Not in the command's table.
        (0x6700, 9, "outcome_unknown", None),
        (0x6988, 9, "outcome_unknown", None),
        (0x6A82, 9, "outcome_unknown", None),
        (0x6B00, 9, "outcome_unknown", None),
        (0x6D00, 9, "outcome_unknown", None),
        (0x6E00, 9, "outcome_unknown", None),
        (0x6F00, 9, "outcome_unknown", None),
        (0x62C1, 9, "outcome_unknown", None),
        (0x6400, 9, "outcome_unknown", None),
        (0x6401, 9, "outcome_unknown", None),
    ];
    for (trailer, exit, word, tries) in rows {
        let (_, ran) = smcb(|bench| {
            bench.once(At::Change, Fault::Forge(trailer));
        });
        ran.fails(exit, word).sends(1);
        assert_eq!(
            ran.value("/error/tries_left"),
            serde_json::json!(tries),
            "{trailer:04X}"
        );
        assert_eq!(ran.value("/error/pin"), "smc", "{trailer:04X}");
        let status = format!("{trailer:04X}");
        assert_eq!(ran.value("/error/status_word"), status);
        if exit == 9 {
            ran.says(&format!(
                "die Karte hat auf die Eingabe mit {status} geantwortet"
            ));
        }
        assert_eq!(ran.value("/complete"), false, "{trailer:04X}");
    }
}

/// cards.md §3.3: every trailer of GET PIN STATUS, forged, and the word of its state.
#[test]
fn every_trailer_of_get_pin_status_has_its_word() {
    let rows = [
        (0x62C1, "transport", serde_json::Value::Null),
        (0x62C7, "empty", serde_json::Value::Null),
        (0x62D0, "disabled", serde_json::Value::Null),
        (0x63C3, "set", 3.into()),
        (0x63C2, "set", 2.into()),
        (0x63C1, "set", 1.into()),
        (0x63CF, "set", 15.into()),
        (0x63C0, "blocked", 0.into()),
        (0x9000, "verified", serde_json::Value::Null),
        (0x6A88, "missing", serde_json::Value::Null),
        (0x6982, "unreadable", serde_json::Value::Null),
        (0x6988, "unreadable", serde_json::Value::Null),
        (0x6D00, "unreadable", serde_json::Value::Null),
        (0x6F00, "unreadable", serde_json::Value::Null),
    ];
    for (trailer, word, tries) in rows {
        let mut journey = Journey::with("smcb");
        journey.bench.always(At::Status(SMC), Fault::Forge(trailer));
        let ran = journey.run(&["--json", "status"], Script::nobody());
        ran.exits(0).sends(0);
        assert_eq!(ran.value("/pins/0/state"), word, "{trailer:04X}");
        assert_eq!(ran.value("/pins/0/tries_left"), tries, "{trailer:04X}");
        assert_eq!(
            ran.value("/pins/0/tries_basis"),
            if tries.is_null() { "none" } else { "card" }
        );
    }
}

#[test]
fn only_the_transport_state_makes_activate_send_anything() {
    for trailer in [
        0x62C7, 0x62D0, 0x63C3, 0x63C1, 0x63C0, 0x9000, 0x6A88, 0x6982, 0x6D00, 0x6F00,
    ] {
        let mut journey = Journey::with("smcb");
        journey.bench.always(At::Status(SMC), Fault::Forge(trailer));
        journey.script(&secrets_smc(BUILT_IN.smc), &[]).sends(0);
    }
}

#[test]
fn a_signal_after_the_lost_answer_does_not_skip_the_read_back() {
    let mut journey = Journey::with("smcb");
    let interrupts = journey.interrupts.clone();
    journey.bench.once(
        At::Change,
        Fault::Meanwhile(Rc::new(move || interrupts.raise_for_tests())),
    );
    journey.bench.once(At::ReadBack(SMC), Fault::LoseCommand);
    // The line broke after 9000; the card is there and is asked once more although Ctrl-C was
    // pressed.
    let ran = journey.script(&secrets_smc(BUILT_IN.smc), &[]);
    ran.exits(0).sends(1);
    assert_eq!(result(&ran), row("transport", "set", true, "read"));
}

#[test]
fn a_transport_pin_blocked_by_this_very_try_leaves_the_card_incomplete() {
    let mut journey = Journey::with("smcb");
    let wrong = "00240001102590210FFFFFFFFF26471193FFFFFFFF";
    journey.bench.other_program(0, &["00A4040C", wrong, wrong]);
    let ran = journey.script(&secrets_smc(WRONG), &[]);
    ran.fails(11, "blocked").sends(1).says("jetzt gesperrt");
    assert_eq!(result(&ran), row("transport", "blocked", false, "null"));
    assert_eq!(ran.value("/complete"), false);
    assert_eq!(ran.value("/error/tries_left"), 0);
}
