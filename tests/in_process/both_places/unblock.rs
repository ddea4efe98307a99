//! `unblock`: the PUK, its uses, and the way out for a Transport-PIN that is blocked.

use serde_json::{Value, json};
use support::journey::{LETTER, NEW_QES, NEW_SMC, holder, letter_fits};
use support::life::{
    NEXT, PUK_CH, PUK_QES, PUK_SMC, WRONG_PUK, asks_new, asks_puk, changes, own, puk_smc, releases,
    still_known, was_set,
};
use support::practice::{OWN, Truth};
use support::script::Script;

use super::{blocked, in_use, unblocks};

#[test]
fn a_blocked_pin_gets_a_new_one_by_its_puk_and_a_signature_pin_new_tries() {
    let used = Truth { puk_uses: 9, ..OWN };
    for (kind, pin, puk) in [("hba", "PIN.CH", PUK_CH), ("smcb", "PIN.SMC", PUK_SMC)] {
        for mut desk in in_use(kind) {
            desk.others_fail(pin, 3);
            let script = own().then(unblocks(pin, puk, NEXT));
            let ran = desk.run(&["--json", "unblock"], script);
            ran.exits(0);
            assert_eq!(desk.sent(&ran), 1);
            assert_eq!(desk.truth(pin), used);
            assert!(desk.is(pin, NEXT));
        }
    }
    for mut desk in in_use("hba") {
        desk.others_fail("PIN.QES", 3);
        let before = own().then(holder("j")).then(still_known("j"));
        let puk = asks_puk("PIN.QES", PUK_QES);
        let script = before.then(puk);
        desk.run(&["unblock"], script)
            .exits(0)
            .says("Es gilt die alte PIN.");
        assert_eq!(desk.truth("PIN.QES"), used);
        assert!(desk.is("PIN.QES", NEW_QES));
    }
}

#[test]
fn a_wrong_puk_names_its_uses_is_noted_and_none_is_asked_for_without_a_block() {
    for mut desk in in_use("smcb") {
        let ran = desk.run(&["--json", "unblock"], Script::person());
        ran.exits(0);
        assert_eq!(desk.sent(&ran), 0);
        desk.others_fail("PIN.SMC", 3);
        let script = own().then(unblocks("PIN.SMC", WRONG_PUK, NEXT));
        let ran = desk.run(&["--json", "unblock"], script);
        ran.fails(10, "wrong_secret").says("9 Anwendungen");
        assert_eq!(ran.value("/error/tries_left"), Value::Null);
        assert_eq!(ran.value("/error/puk_uses_left"), json!(9));
        assert_eq!(desk.truth("PIN.SMC").puk_uses, 9);
        assert_eq!(desk.noted("puk.smc"), Some((1, 0, 0)));
    }
}

#[test]
fn from_the_second_noted_wrong_puk_on_a_script_needs_the_last_try_released() {
    for mut desk in blocked("smcb", "PIN.SMC") {
        let four = desk.tail();
        desk.script_of("unblock", &puk_smc(WRONG_PUK), &[])
            .fails(10, "wrong_secret")
            .sends(1);
        let ran = desk.script_of("unblock", &puk_smc(WRONG_PUK), &[]);
        ran.fails(13, "try_again").sends(0).says("PUK zur PIN.SMC");
        let again = ["--pin", "smc", "--try-again", &four];
        desk.script_of("unblock", &puk_smc(WRONG_PUK), &again)
            .fails(10, "wrong_secret")
            .sends(1);
        desk.script_of("unblock", &puk_smc(PUK_SMC), &again)
            .fails(13, "last_try")
            .sends(0);
        desk.script_of("unblock", &puk_smc(PUK_SMC), &[])
            .fails(13, "last_try")
            .sends(0);
        let last = ["--pin", "smc", "--last-try", &four];
        desk.script_of("unblock", &puk_smc(PUK_SMC), &last)
            .exits(0)
            .sends(1);
        assert_eq!(desk.puk_uses("PIN.SMC"), 7);
        assert_eq!(desk.noted("puk.smc"), Some((2, 0, 1)));
    }
}

#[test]
fn the_stricter_of_ten_uses_and_three_wrong_ones_rules_and_both_are_shown() {
    for mut desk in blocked("smcb", "PIN.SMC") {
        let wrong = || asks_puk("PIN.SMC", WRONG_PUK).then(asks_new("PIN.SMC", NEXT));
        let ran = desk.run(&["unblock"], own().then(wrong()));
        ran.exits(10).says("Noch 3 falsche Eingaben der PUK, dann nennen die Herausgeber sie unbrauchbar; die Karte selbst zählt noch höchstens 10 Eingaben, auch richtige.");
        ran.says("denselben Befehl wiederholen");
        let ran = desk.run(&["unblock"], own().then(wrong()));
        ran.exits(10)
            .says("höchstens 9 Eingaben")
            .says("Noch 2 falsche Eingaben der PUK")
            .never_says("LETZTE");
        ran.says("Noch eine Eingabe. Bitte jetzt aufhören")
            .never_says("denselben Befehl wiederholen");
        for typed in ["", "9999"] {
            let ran = desk.run(&["unblock"], own().then(releases(typed)));
            ran.exits(13)
                .sends(0)
                .says("höchstens 8 Eingaben")
                .says("Noch eine falsche Eingabe der PUK")
                .says("LETZTE Eingabe");
        }
        let four = desk.tail();
        let right = asks_puk("PIN.SMC", PUK_SMC).then(asks_new("PIN.SMC", NEXT));
        desk.run(&["unblock"], own().then(releases(&four)).then(right))
            .exits(0)
            .sends(1);
    }
}

#[test]
fn a_letter_of_another_card_ends_before_any_puk() {
    for mut desk in blocked("smcb", "PIN.SMC") {
        let script = was_set("j").asks(LETTER, "n");
        desk.run(&["--json", "unblock"], script)
            .fails(13, "wrong_card")
            .sends(0);
    }
}

#[test]
fn what_a_wrong_puk_cost_survives_what_the_card_shows_of_its_pin() {
    for mut desk in blocked("smcb", "PIN.SMC") {
        desk.script_of("unblock", &puk_smc(WRONG_PUK), &[])
            .fails(10, "wrong_secret");
        let again = ["--pin", "smc", "--try-again", &desk.tail()];
        desk.script_of("unblock", &puk_smc(PUK_SMC), &again)
            .exits(0);
        desk.run(&["status"], Script::nobody()).exits(0);
        desk.run(&["change"], changes("PIN.SMC", NEXT, NEW_SMC))
            .exits(0);
        assert_eq!(desk.noted("puk.smc"), Some((1, 0, 1)));
        // Of the PIN the card counts the tries itself.
        let pin = desk.noted("pin.smc");
        assert!(matches!(pin, None | Some((0, 0, _))), "{pin:?}");
    }
}

#[test]
fn a_puk_is_never_sent_by_a_script_whose_notes_cannot_be_written() {
    for mut desk in blocked("smcb", "PIN.SMC") {
        std::fs::write(desk.pc().temp.join("notes.json"), "{ no notes").unwrap();
        desk.script_of("unblock", &puk_smc(PUK_SMC), &[])
            .fails(23, "notes_unusable")
            .sends(0);
        let person = own()
            .then(asks_puk("PIN.SMC", PUK_SMC))
            .then(asks_new("PIN.SMC", NEXT));
        desk.run(&["unblock"], person)
            .exits(0)
            .sends(1)
            .says("sind nicht benutzbar");
    }
}

#[test]
fn of_several_causes_the_first_in_the_order_decides_and_all_are_named() {
    for mut desk in blocked("hba", "PIN.QES") {
        let secrets = format!("puk.qes = {WRONG_PUK}\n");
        let ran = desk.script_of(
            "unblock",
            &secrets,
            &["--pin", "ch,qes", "--holder-present"],
        );
        ran.fails(10, "wrong_secret").sends(1);
        let codes: Vec<Value> = ran
            .value("/errors")
            .as_array()
            .unwrap()
            .iter()
            .map(|error| error["code"].clone())
            .collect();
        assert_eq!(codes, ["not_blocked", "wrong_secret"]);
    }
}

#[test]
fn a_dry_run_of_unblock_sends_nothing_and_asks_for_no_secret() {
    for mut desk in blocked("hba", "PIN.CH") {
        let ran = desk.run(&["--json", "unblock", "--dry-run"], Script::nobody());
        ran.exits(0).sends(0).never_says("Transport-PIN gefragt");
        assert_eq!(
            (ran.value("/dry_run"), ran.value("/results/0/skipped")),
            (json!(true), json!("dry_run"))
        );
        assert_eq!(ran.value("/results/1/skipped"), "not_blocked");
    }
}

#[test]
fn whoever_has_forgotten_pin_qes_hears_before_the_puk_that_it_does_not_help() {
    for answer in ["n", ""] {
        for mut desk in blocked("hba", "PIN.CH") {
            desk.others_fail("PIN.QES", 3);
            let script = was_set("j")
                .then(was_set("j"))
                .then(letter_fits())
                .then(asks_puk("PIN.CH", PUK_CH))
                .then(asks_new("PIN.CH", NEXT))
                .then(Script::person().asks(
                    "ihre PUK gibt nur ein, wer unterschreibt. Sitzt Petra Probe-Musterfrau",
                    "j",
                ))
                .then(still_known(answer));
            let ran = desk.run(&["--json", "unblock"], script);
            ran.fails(15, "cancelled")
                .sends(1)
                .says("Dann hilft die PUK nicht")
                .says("Gesetzt, und bleibt es: Karten-PIN (PIN.CH)");
            assert_eq!(
                (ran.value("/error/pin"), ran.value("/results/1/changed")),
                ("qes".into(), false.into())
            );
            assert_eq!(desk.puk_uses("PIN.QES"), 10);
            // The other way round too: the PIN left alone keeps nobody from the next one.
            let script = was_set("j")
                .then(letter_fits())
                .then(holder("j"))
                .then(still_known(answer));
            desk.run(&["unblock"], script)
                .exits(15)
                .sends(0)
                .never_says("An der Karte wurde nichts verändert");
        }
    }
}
