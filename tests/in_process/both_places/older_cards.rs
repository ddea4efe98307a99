//! Cards whose system is older than 3.12: they show a Transport-PIN that is blocked as one that is not.

use serde_json::json;
use support::journey::{BUILT_IN, NEW_QES, NEW_SMC, WRONG, enters, holder, letter_fits};
use support::life::{NEXT, PUK_CH, PUK_QES, PUK_SMC, activate_now, asks_new, asks_puk, puk_smc};
use support::script::Script;

use super::{Desk, older};

fn secrets(transport: &str) -> String {
    format!("transport.smc = {transport}\nnew.smc = {NEW_SMC}\n")
}

/// One whose Transport-PIN is blocked, as this PC found out.
fn found_blocked(source: &str, pin: &str, flags: &[&str]) -> [Desk; 2] {
    older(source).map(|desk| {
        let mut desk = desk.with_others_failing(pin, 3);
        let word = pin[4..].to_lowercase();
        let secrets = format!("transport.{word} = {WRONG}\nnew.{word} = {NEXT}\n");
        desk.script(&secrets, flags).fails(11, "blocked").sends(1);
        desk
    })
}

/// A Konnektor could say yes without asking for the PUK.
#[track_caller]
fn refuses(desk: &mut Desk) {
    let ran = desk.run(&["--json", "unblock"], Script::person());
    ran.sends(0)
        .says("laut Konnektor nicht gesperrt")
        .says("den Herausgeber fragen");
    assert_ne!(ran.exit, 0);
}

#[test]
fn a_noted_last_wrong_try_counts_as_blocked_although_the_card_shows_transport() {
    for mut desk in older("smcb") {
        let four = desk.tail();
        desk.script(&secrets(WRONG), &[]).fails(10, "wrong_secret");
        desk.script(&secrets(WRONG), &["--try-again", &four, "--pin", "smc"])
            .fails(10, "wrong_secret");
        let ran = desk.script(&secrets(WRONG), &["--last-try", &four, "--pin", "smc"]);
        ran.fails(11, "blocked").sends(1);
        // The Transport-PIN is still there, and blocked.
        assert_eq!(ran.value("/complete"), false);
        let ran = desk.script(&secrets(BUILT_IN.smc), &[]);
        ran.fails(11, "blocked")
            .sends(0)
            .says("nach den Notizen dieses PCs");
        assert_eq!(ran.value("/results/0/skipped"), "blocked");
        assert_eq!(ran.value("/results/0/before"), "transport");
        desk.run(&["activate"], Script::person()).exits(11).sends(0);
        let ran = desk.run(&["--json", "status"], Script::nobody());
        assert_eq!(ran.value("/next_step/code"), "order_replacement");
    }
}

#[test]
fn an_older_card_that_somebody_else_blocked_is_reported_as_blocked_and_noted() {
    for mut desk in found_blocked("smcb", "PIN.SMC", &[]) {
        desk.script(&secrets(BUILT_IN.smc), &[])
            .fails(11, "blocked")
            .sends(0);
    }
}

#[test]
fn a_script_takes_no_way_of_a_blocked_transport_pin_unasked() {
    for mut desk in found_blocked("smcb", "PIN.SMC", &[]) {
        for flags in [&[][..], &["--pin", "smc"]] {
            let ran = desk.script_of("unblock", &puk_smc(PUK_SMC), flags);
            ran.fails(13, "transport_blocked")
                .sends(0)
                .says("womöglich noch die Transport-PIN");
            assert_eq!(ran.value("/results/0/skipped"), "blocked");
        }
    }
}

#[test]
fn an_older_card_gets_new_tries_for_the_transport_pin_of_pin_qes() {
    let flags = ["--pin", "qes", "--holder-present"];
    for mut desk in found_blocked("hba", "PIN.QES", &flags) {
        if !desk.is_at_a_reader() {
            refuses(&mut desk);
            continue;
        }
        let script = Script::person()
            .asks("Diesen Weg versuchen?", "j")
            .then(letter_fits())
            .then(holder("j"))
            .then(asks_puk("PIN.QES", PUK_QES))
            .then(activate_now("j"))
            .then(enters("PIN.QES", BUILT_IN.qes, NEW_QES));
        desk.run(&["unblock"], script).exits(0).sends(2);
        assert!(desk.qes_is(NEW_QES));
    }
}

#[test]
fn an_older_card_that_hides_its_block_is_unblocked_by_what_was_noted() {
    for mut desk in found_blocked("smcb", "PIN.SMC", &[]) {
        if !desk.is_at_a_reader() {
            refuses(&mut desk);
            continue;
        }
        let script = Script::person()
            .asks("Diesen Weg versuchen?", "j")
            .then(letter_fits())
            .then(asks_puk("PIN.SMC", PUK_SMC))
            .then(asks_new("PIN.SMC", NEXT));
        desk.run(&["unblock"], script).exits(0).sends(1);
        assert!(desk.is_own(NEXT));
    }
}

#[test]
fn a_transport_pin_that_an_older_card_may_hide_as_blocked_is_not_said_to_be_free() {
    for desk in older("hba") {
        let mut desk = desk.with_others_failing("PIN.CH", 3);
        let secrets = format!("puk.ch = {PUK_CH}\nnew.ch = {NEXT}\n");
        let ran = desk.script_of("unblock", &secrets, &["--pin", "ch"]);
        ran.fails(13, "not_blocked")
            .sends(0)
            .never_says("ist nicht gesperrt");
    }
}

#[test]
fn a_script_rescues_pin_qes_and_never_goes_on_by_itself() {
    for mut desk in super::transport_blocked("hba", "PIN.QES") {
        let secrets = format!("puk.qes = {PUK_QES}\n");
        let told = ["--holder-present", "--pin", "qes", "--spend-puk-use"];
        let ran = desk.script_of("unblock", &secrets, &told);
        ran.exits(0).sends(1).says("Noch offen");
        assert_eq!(ran.value("/results/0/after"), json!("transport"));
    }
}
