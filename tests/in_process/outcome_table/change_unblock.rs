//! The outcome table of the design for `change` and `unblock`, row by row and end to end.

use std::rc::Rc;

use serde_json::{Value, json};
use support::faults::{At, Fault};
use support::journey::{Journey, NEW_CH, NEW_QES, NEW_SMC, Ran};
use support::life::{NEXT, PUK_CH, PUK_QES, PUK_SMC, WRONG_PUK, changes};
use support::script::Script;

/// Reference of PIN.SMC.
const SMC: u8 = 0x01;
/// Reference of PIN.QES in DF.QES.
const QES: u8 = 0x81;

/// Every way in which an answer gets lost after the card executed the command.
const LOST_AFTER: [Fault; 4] = [
    Fault::LoseAnswer,
    Fault::ForgeAfter(0x6581),
    Fault::ForgeAfter(0x6F00),
    Fault::ForgeAfter(0x6700),
];
/// The same where the card never saw it.
const LOST_BEFORE: [Fault; 4] = [
    Fault::LoseCommand,
    Fault::Reset,
    Fault::Forge(0x6581),
    Fault::Forge(0x6400),
];

/// A script's change of PIN.SMC.
fn change(journey: &mut Journey) -> Ran {
    journey.script_of(
        "change",
        &format!("current.smc = {NEW_SMC}\nnew.smc = {NEXT}\n"),
        &[],
    )
}

/// A script's unblocking of PIN.SMC.
fn unblock(journey: &mut Journey, arguments: &[&str]) -> Ran {
    journey.script_of(
        "unblock",
        &format!("puk.smc = {PUK_SMC}\nnew.smc = {NEXT}\n"),
        arguments,
    )
}

/// A script's unblocking of PIN.QES.
fn unblock_qes(journey: &mut Journey, arguments: &[&str]) -> Ran {
    let mut all = vec!["--pin", "qes", "--holder-present"];
    all.extend(arguments);
    journey.script_of("unblock", &format!("puk.qes = {PUK_QES}\n"), &all)
}

fn blocked() -> Journey {
    let journey = Journey::set("smcb");
    journey.others_fail("PIN.SMC", 3);
    journey
}

/// PIN.QES with an own PIN, or with its Transport-PIN, blocked.
fn blocked_qes(own: bool) -> Journey {
    let journey = if own {
        Journey::set("hba")
    } else {
        Journey::with("hba")
    };
    journey.others_fail("PIN.QES", 3);
    journey
}

/// State before, after, changed, answer.
fn row(ran: &Ran) -> (Value, Value, Value, Value) {
    assert_eq!(ran.value("/changed"), ran.value("/results/0/changed"));
    let of = |key: &str| ran.value(&format!("/results/0/{key}"));
    (of("before"), of("after"), of("changed"), of("answer"))
}

fn is_row(ran: &Ran, before: &str, after: Option<&str>, answer: Option<&str>) {
    let changed = answer.is_some();
    assert_eq!(
        row(ran),
        (json!(before), json!(after), json!(changed), json!(answer))
    );
}

/// What the notes hold as of unknown outcome.
fn unknown_noted(journey: &mut Journey, secret: &str) -> u64 {
    let document = journey
        .run(&["--json", "notes", "show"], Script::nobody())
        .document();
    let notes = document["notes"].as_array().unwrap();
    notes
        .iter()
        .filter(|note| note["secret"] == secret)
        .map(|note| note["unknown"].as_u64().unwrap())
        .sum()
}

#[test]
fn a_confirmed_change_with_all_tries_is_done() {
    let mut journey = Journey::set("smcb");
    let ran = change(&mut journey);
    ran.exits(0).sends(1);
    is_row(&ran, "set", Some("set"), Some("read"));
}

#[test]
fn a_confirmed_change_of_a_verified_pin_is_done() {
    let mut journey = Journey::set("smcb");
    journey.bench.once(At::ReadBack(SMC), Fault::Forge(0x9000));
    let ran = change(&mut journey);
    ran.exits(0).sends(1);
    is_row(&ran, "set", Some("verified"), Some("read"));
}

#[test]
fn a_confirmed_change_without_all_tries_is_unknown() {
    for after in [0x63C2, 0x63C1] {
        let mut journey = Journey::set("smcb");
        journey.bench.once(At::ReadBack(SMC), Fault::Forge(after));
        let ran = change(&mut journey);
        ran.fails(9, "outcome_unknown")
            .sends(1)
            .says("hat Ja gesagt")
            .says("prüfen --pin smc");
        is_row(&ran, "set", Some("set"), None);
    }
}

#[test]
fn a_confirmed_change_and_a_card_that_cannot_be_asked_is_unknown() {
    let mut journey = Journey::set("smcb");
    journey.bench.once(At::Secret, Fault::PullAfter);
    let ran = change(&mut journey);
    ran.fails(9, "outcome_unknown")
        .sends(1)
        .says("konnte danach aber nicht mehr befragt werden");
    is_row(&ran, "set", None, None);
    journey.bench.put_back(0);
    assert!(journey.is(NEXT));
}

#[test]
fn a_change_whose_answer_is_lost_is_always_unknown_and_verify_is_named() {
    for fault in LOST_AFTER.into_iter().chain(LOST_BEFORE) {
        let mut journey = Journey::set("smcb");
        journey.bench.once(At::Secret, fault);
        let ran = change(&mut journey);
        ran.fails(9, "outcome_unknown")
            .sends(1)
            .says("prüfen --pin smc")
            .says("eine falsche kostet einen Versuch");
        is_row(&ran, "set", Some("set"), None);
        assert_eq!(
            unknown_noted(&mut journey, "pin.smc"),
            1,
            "the note stays open"
        );
        // The next run says so, once; then the card's own word holds.
        let said = "ein früherer Versuch auf diesem PC endete, bevor der Ausgang feststand";
        let dry = ["change", "--dry-run"];
        journey.run(&dry, Script::nobody()).exits(0).says(said);
        journey
            .run(&dry, Script::nobody())
            .exits(0)
            .never_says(said);
    }
}

#[test]
fn a_change_of_a_verified_pin_whose_answer_is_lost_is_unknown_too() {
    let mut journey = Journey::set("smcb");
    journey.others_send(
        &[],
        &[format!("0020000108{}", support::life::block(NEW_SMC))],
    );
    journey.bench.once(At::Secret, Fault::ForgeAfter(0x6581));
    let ran = journey.script_of(
        "change",
        &format!("current.smc = {NEW_SMC}\nnew.smc = {NEXT}\n"),
        &["--tries-used", "0"],
    );
    ran.fails(9, "outcome_unknown").sends(1);
    is_row(&ran, "verified", Some("verified"), None);
}

#[test]
fn a_person_puts_the_card_back_and_a_lost_change_stays_unknown() {
    let mut journey = Journey::set("smcb");
    journey.bench.once(At::Secret, Fault::PullDuring);
    let bench = journey.bench.clone();
    let script = changes("PIN.SMC", NEW_SMC, NEXT).when_waiting(move || bench.put_back(0));
    journey
        .run(&["change"], script)
        .exits(9)
        .sends(1)
        .says("dieselbe Karte wieder einstecken");
}

#[test]
fn an_unknown_change_ends_the_run() {
    let mut journey = Journey::set("hba");
    journey.bench.once(At::Secret, Fault::LoseAnswer);
    let secrets = format!(
        "current.ch = {NEW_CH}\nnew.ch = {NEXT}\ncurrent.qes = {NEW_QES}\nnew.qes = 6{NEXT}\n"
    );
    let ran = journey.script_of("change", &secrets, &["--holder-present"]);
    ran.fails(9, "outcome_unknown").sends(1);
    assert_eq!(
        (ran.value("/results/1/skipped"), ran.value("/error/pin")),
        (json!("stopped"), json!("ch"))
    );
}

/// cards.md §3.3, CHANGE REFERENCE DATA of an own PIN.
#[test]
fn every_trailer_of_a_change_has_its_exit_code() {
    let rows = [
        (0x63C2, 10, "wrong_secret", json!(2)),
        (0x63C1, 10, "wrong_secret", json!(1)),
        (0x63C0, 11, "blocked", json!(0)),
        (0x6983, 11, "blocked", json!(0)),
        (0x6985, 16, "new_pin_length", Value::Null),
        (0x6982, 1, "refused_by_card", Value::Null),
        (0x6A88, 1, "refused_by_card", Value::Null),
        (0x6D00, 9, "outcome_unknown", Value::Null),
        (0x62C1, 9, "outcome_unknown", Value::Null),
        (0x6401, 9, "outcome_unknown", Value::Null),
    ];
    for (trailer, exit, word, tries) in rows {
        let mut journey = Journey::set("smcb");
        journey.bench.once(At::Secret, Fault::Forge(trailer));
        let ran = change(&mut journey);
        ran.fails(exit, word).sends(1);
        assert_eq!(ran.value("/error/tries_left"), tries, "{trailer:04X}");
        assert_eq!(
            ran.value("/error/puk_uses_left"),
            Value::Null,
            "{trailer:04X}"
        );
    }
}

#[test]
fn a_confirmed_unblocking_with_a_pin_that_is_set_is_done() {
    for after in [None, Some(0x63C3), Some(0x63C2), Some(0x9000)] {
        let mut journey = blocked();
        if let Some(after) = after {
            journey.bench.once(At::ReadBack(SMC), Fault::Forge(after));
        }
        let ran = unblock(&mut journey, &[]);
        ran.exits(0).sends(1);
        is_row(
            &ran,
            "blocked",
            Some(if after == Some(0x9000) {
                "verified"
            } else {
                "set"
            }),
            Some("read"),
        );
    }
}

/// Rest state of a torn write: the counter is written last (gemSpec_COS N081.800b.2).
#[test]
fn a_confirmed_unblocking_that_the_card_does_not_show_is_unknown() {
    for after in [0x63C0, 0x62C1, 0x6F00] {
        let mut journey = blocked();
        journey.bench.always(At::ReadBack(SMC), Fault::Forge(after));
        unblock(&mut journey, &[])
            .fails(9, "outcome_unknown")
            .sends(1)
            .says("PUK-Anwendung kann verbraucht sein");
        journey.bench.heal();
        assert_eq!(unknown_noted(&mut journey, "puk.smc"), 1);
    }
}

#[test]
fn a_lost_unblocking_of_a_blocked_pin_that_is_set_now_is_done() {
    for fault in LOST_AFTER {
        let mut journey = blocked();
        journey.bench.once(At::Secret, fault);
        let ran = unblock(&mut journey, &[]);
        ran.exits(0)
            .sends(1)
            .says("Die Antwort der Karte ging verloren");
        is_row(&ran, "blocked", Some("set"), Some("lost"));
        assert!(journey.is(NEXT));
        assert_eq!(
            unknown_noted(&mut journey, "puk.smc"),
            0,
            "a right use, and known as one"
        );
    }
}

#[test]
fn a_lost_unblocking_of_a_pin_that_stays_blocked_is_unknown() {
    for fault in LOST_BEFORE {
        let mut journey = blocked();
        journey.bench.once(At::Secret, fault);
        let ran = unblock(&mut journey, &[]);
        ran.fails(9, "outcome_unknown").sends(1);
        is_row(&ran, "blocked", Some("blocked"), None);
        assert_eq!(unknown_noted(&mut journey, "puk.smc"), 1);
        // An open one counts as a wrong one: a script does not go on by itself.
        unblock(&mut journey, &[])
            .fails(13, "try_again")
            .sends(0)
            .says("PUK zur PIN.SMC");
    }
}

#[test]
fn a_lost_unblocking_of_a_pin_that_was_not_blocked_proves_nothing() {
    for fault in LOST_AFTER {
        let mut journey = Journey::set("smcb");
        journey.bench.once(At::Secret, fault);
        let ran = unblock(&mut journey, &["--pin", "smc", "--spend-puk-use"]);
        ran.fails(9, "outcome_unknown").sends(1);
        is_row(&ran, "set", Some("set"), None);
    }
}

#[test]
fn a_lost_unblocking_and_a_card_that_is_gone_is_unknown_until_it_comes_back() {
    let mut journey = blocked();
    journey.bench.once(At::Secret, Fault::PullDuring);
    let ran = unblock(&mut journey, &[]);
    ran.fails(9, "outcome_unknown").sends(1);
    is_row(&ran, "blocked", None, None);
    let mut journey = blocked();
    journey.bench.once(At::Secret, Fault::PullDuring);
    journey.bench.comes_back_after(0, 2);
    let ran = unblock(&mut journey, &[]);
    ran.exits(0).sends(1);
    is_row(&ran, "blocked", Some("set"), Some("lost"));
}

/// cards.md §3.3, RESET RETRY COUNTER; nothing of it stands in `tries_left`.
#[test]
fn every_trailer_of_an_unblocking_has_its_exit_code() {
    let rows = [
        (0x63C9, 10, "wrong_secret", json!(9)),
        (0x63C1, 10, "wrong_secret", json!(1)),
        (0x63C0, 12, "blocked_for_good", json!(0)),
        (0x6983, 12, "blocked_for_good", json!(0)),
        (0x6985, 16, "new_pin_length", Value::Null),
        (0x6982, 1, "refused_by_card", Value::Null),
        (0x6A88, 1, "refused_by_card", Value::Null),
        (0x6581, 9, "outcome_unknown", Value::Null),
        (0x6D00, 9, "outcome_unknown", Value::Null),
    ];
    for (trailer, exit, word, uses) in rows {
        let mut journey = blocked();
        journey.bench.once(At::Secret, Fault::Forge(trailer));
        let ran = unblock(&mut journey, &[]);
        ran.fails(exit, word).sends(1);
        assert_eq!(ran.value("/error/puk_uses_left"), uses, "{trailer:04X}");
        assert_eq!(ran.value("/error/tries_left"), Value::Null, "{trailer:04X}");
    }
}

/// What a script must say before the PUK goes to a PIN that may still hold its Transport-PIN.
const fn insisting(own: bool) -> &'static [&'static str] {
    if own { &[] } else { &["--spend-puk-use"] }
}

#[test]
fn for_pin_qes_the_yes_of_the_card_is_the_proof_and_the_state_stays() {
    for (own, after) in [(true, "set"), (false, "transport")] {
        let mut journey = blocked_qes(own);
        let ran = unblock_qes(&mut journey, insisting(own));
        ran.exits(0).sends(1);
        is_row(&ran, "blocked", Some(after), Some("read"));
    }
    // Also when it was not blocked.
    let mut journey = Journey::set("hba");
    let ran = unblock_qes(&mut journey, &["--spend-puk-use"]);
    ran.exits(0).sends(1);
    is_row(&ran, "set", Some("set"), Some("read"));
}

#[test]
fn for_pin_qes_a_yes_and_a_block_or_a_card_that_is_gone_is_unknown() {
    for odd in [0x63C0, 0x6A88, 0x6F00] {
        let mut journey = blocked_qes(true);
        journey.bench.always(At::ReadBack(QES), Fault::Forge(odd));
        unblock_qes(&mut journey, &[])
            .fails(9, "outcome_unknown")
            .sends(1);
    }
    let mut journey = blocked_qes(true);
    journey.bench.once(At::Secret, Fault::PullAfter);
    unblock_qes(&mut journey, &[])
        .fails(9, "outcome_unknown")
        .sends(1);
}

#[test]
fn for_pin_qes_a_lost_answer_is_decided_by_the_block_that_is_gone() {
    for (own, after) in [(true, "set"), (false, "transport")] {
        for fault in LOST_AFTER {
            let mut journey = blocked_qes(own);
            journey.bench.once(At::Secret, fault);
            let ran = unblock_qes(&mut journey, insisting(own));
            ran.exits(0)
                .sends(1)
                .says("Die Antwort der Karte ging verloren");
            is_row(&ran, "blocked", Some(after), Some("lost"));
        }
        for fault in LOST_BEFORE {
            let mut journey = blocked_qes(own);
            journey.bench.once(At::Secret, fault);
            let ran = unblock_qes(&mut journey, insisting(own));
            ran.fails(9, "outcome_unknown").sends(1);
            is_row(&ran, "blocked", Some("blocked"), None);
        }
    }
}

#[test]
fn for_pin_qes_that_was_not_blocked_a_lost_answer_proves_nothing() {
    let mut journey = Journey::set("hba");
    journey.bench.once(At::Secret, Fault::LoseAnswer);
    let ran = unblock_qes(&mut journey, &["--spend-puk-use"]);
    ran.fails(9, "outcome_unknown").sends(1);
    is_row(&ran, "set", Some("set"), None);
}

#[test]
fn an_unknown_unblocking_ends_the_run() {
    let mut journey = blocked_qes(true);
    journey.others_fail("PIN.CH", 3);
    journey.bench.once(At::Secret, Fault::LoseCommand);
    let secrets = format!("puk.ch = {PUK_CH}\nnew.ch = {NEXT}\npuk.qes = {PUK_QES}\n");
    let ran = journey.script_of("unblock", &secrets, &["--holder-present"]);
    ran.fails(9, "outcome_unknown").sends(1);
    assert_eq!(
        (ran.value("/error/pin"), ran.value("/results/1/skipped")),
        (json!("ch"), json!("stopped"))
    );
}

#[test]
fn a_card_that_changed_meanwhile_gets_no_secret() {
    // Another program unblocks, or enters a wrong PIN, while this one asks.
    let mut journey = Journey::set("smcb");
    let bench = journey.bench.clone();
    let wrong = format!(
        "0020000108{}",
        support::life::block(support::life::WRONG_OWN)
    );
    let rival = move || drop(bench.other_program(0, &["00A4040C", &wrong]));
    let ran = journey.run(
        &["--json", "change"],
        Script::person()
            .meanwhile(rival)
            .then(changes("PIN.SMC", NEW_SMC, NEXT)),
    );
    ran.fails(13, "card_changed").sends(0);
    assert_eq!(ran.value("/results/0/after"), "set");
    let mut journey = blocked();
    let puk = format!(
        "002C000110{}{}",
        support::life::block(PUK_SMC),
        support::life::block(NEW_SMC)
    );
    let bench = journey.bench.clone();
    // At the gate's own look.
    journey.bench.once(
        At::Exchange(7),
        Fault::Meanwhile(Rc::new(move || {
            drop(bench.other_program(0, &["00A4040C", &puk]))
        })),
    );
    let ran = unblock(&mut journey, &[]);
    ran.fails(13, "card_changed").sends(0);
    assert_eq!(ran.value("/results/0/after"), "set");
}

#[test]
fn a_wrong_puk_is_told_at_once_even_if_the_card_is_gone_then() {
    let mut journey = blocked();
    journey.bench.once(At::Secret, Fault::PullAfter);
    let secrets = format!("puk.smc = {WRONG_PUK}\nnew.smc = {NEXT}\n");
    let ran = journey.script_of("unblock", &secrets, &[]);
    ran.fails(10, "wrong_secret").sends(1);
    assert_eq!(ran.value("/error/puk_uses_left"), 9);
    assert!(ran.heard.borrow().waited.is_empty());
}
