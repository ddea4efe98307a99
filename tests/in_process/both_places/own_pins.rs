//! `change` and `verify` of PINs that are set.

use serde_json::{Value, json};
use support::journey::{BUILT_IN, NEW_CH, NEW_QES, NEW_SMC, enters, fits, holder};
use support::life::{NEXT, WRONG_OWN, changes, releases};
use support::practice::{FRESH, OWN};
use support::script::Script;

use super::{Desk, fresh, in_use, verifies};

/// PIN.QES as it becomes by a change.
const NEXT_QES: &str = "96150384";

fn current_smc(current: &str) -> String {
    format!("current.smc = {current}\nnew.smc = {NEXT}\n")
}

#[test]
fn own_pins_are_changed_and_a_wrong_one_costs_a_try_that_is_told() {
    for mut desk in in_use("hba") {
        let script = changes("PIN.CH", NEW_CH, NEXT)
            .then(holder("j"))
            .then(changes("PIN.QES", NEW_QES, "4950617"));
        let ran = desk.run(&["--json", "change", "--pin", "ch,qes"], script);
        ran.exits(0);
        assert_eq!(desk.sent(&ran), 2);
        assert!(desk.is("PIN.CH", NEXT) && desk.is("PIN.QES", "4950617"));
    }
    // One that was just changed is verified for the Konnektor: its counter is hidden there.
    for mut desk in in_use("hba") {
        let script = changes("PIN.CH", WRONG_OWN, NEW_CH);
        let ran = desk.run(&["--json", "change", "--pin", "ch"], script);
        ran.fails(10, "wrong_secret");
        assert_eq!(ran.value("/error/tries_left"), 2);
        assert_eq!(desk.truth("PIN.CH").tries, 2);
    }
}

#[test]
fn the_last_try_of_an_own_pin_is_made_after_typed_digits_only_and_names_the_puk() {
    for mut desk in in_use("smcb") {
        desk.others_fail("PIN.SMC", 2);
        let ran = desk.run(&["--json", "change"], releases(""));
        ran.fails(13, "last_try");
        assert_eq!(desk.sent(&ran), 0);
        let released = releases(&desk.tail());
        let script = released.then(changes("PIN.SMC", WRONG_OWN, NEXT));
        let ran = desk.run(&["--json", "change"], script);
        ran.fails(11, "blocked").says("PUK");
        assert_eq!(desk.truth("PIN.SMC").tries, 0);
    }
}

#[test]
fn a_pin_is_verified_or_told_wrong_and_a_transport_pin_is_sent_to_activate() {
    for mut desk in in_use("smcb") {
        let script = verifies("PIN.SMC", NEW_SMC);
        let ran = desk.run(&["--json", "verify"], script);
        ran.exits(0);
        assert_eq!(ran.value("/results/0/right"), true);
    }
    for mut desk in in_use("smcb") {
        let script = verifies("PIN.SMC", WRONG_OWN);
        let ran = desk.run(&["--json", "verify"], script);
        ran.fails(10, "wrong_secret");
        assert_eq!(ran.value("/results/0/right"), false);
        assert_eq!(desk.truth("PIN.SMC").tries, 2);
    }
    for mut desk in fresh("smcb") {
        for command in ["change", "verify"] {
            let ran = desk.run(&["--json", command], Script::person());
            ran.fails(13, "still_transport");
            assert_eq!(desk.sent(&ran), 0, "{command}");
        }
        assert_eq!(desk.truth("PIN.SMC"), FRESH);
    }
}

#[test]
fn a_script_changes_with_current_and_new() {
    for mut desk in in_use("smcb") {
        let ran = desk.script_of("change", &current_smc(NEW_SMC), &[]);
        ran.exits(0).sends(1);
        assert_eq!(ran.value("/results/0/before"), "set");
        let after = ran.value("/results/0/after");
        assert_eq!(after, desk.state_after_an_entry());
        assert_eq!(ran.value("/results/0/answer"), "read");
        let entry = ran.value("/results/0/entry");
        assert_eq!(entry, desk.entry_of_a_script());
        assert_eq!(ran.value("/results/0/tries_basis"), "card");
        assert_eq!(ran.value("/results/0/right"), Value::Null);
        assert_eq!(
            (ran.value("/changed"), ran.value("/complete")),
            (json!(true), json!(true))
        );
        assert!(desk.is_own(NEXT));
    }
}

#[test]
fn a_script_with_two_tries_left_goes_on_only_when_told_to() {
    for command in ["change", "verify"] {
        for mut desk in in_use("smcb") {
            desk.others_fail("PIN.SMC", 1);
            let secrets = current_smc(NEW_SMC);
            let ran = desk.script_of(command, &secrets, &[]);
            ran.fails(13, "try_again")
                .sends(0)
                .says("wurde schon einmal falsch eingegeben");
            desk.script_of(command, &secrets, &["--try-again", "9999", "--pin", "smc"])
                .fails(13, "wrong_card")
                .sends(0);
            let four = desk.tail();
            desk.script_of(command, &secrets, &["--try-again", &four, "--pin", "smc"])
                .exits(0)
                .sends(1);
        }
    }
}

#[test]
fn a_script_spends_the_last_try_only_when_it_is_released() {
    for command in ["change", "verify"] {
        for mut desk in in_use("smcb") {
            desk.others_fail("PIN.SMC", 2);
            let (secrets, four) = (current_smc(NEW_SMC), desk.tail());
            desk.script_of(command, &secrets, &[])
                .fails(13, "last_try")
                .sends(0);
            desk.script_of(command, &secrets, &["--try-again", &four, "--pin", "smc"])
                .fails(13, "last_try")
                .sends(0);
            desk.script_of(command, &secrets, &["--last-try", &four])
                .fails(2, "usage")
                .sends(0);
            desk.script_of(command, &secrets, &["--last-try", &four, "--pin", "smc"])
                .exits(0)
                .sends(1);
        }
    }
}

#[test]
fn a_blocked_pin_is_sent_to_the_puk() {
    for command in ["change", "verify"] {
        for mut desk in in_use("smcb") {
            desk.others_fail("PIN.SMC", 3);
            let ran = desk.run(&["--json", command], Script::person());
            ran.fails(11, "blocked").sends(0).says("PUK");
            assert_eq!(ran.value("/results/0/skipped"), "blocked");
            assert_eq!(ran.value("/error/tries_left"), 0);
        }
    }
}

#[test]
fn pin_qes_is_its_holders_in_every_command() {
    let secrets = format!("current.qes = {NEW_QES}\nnew.qes = {NEXT_QES}\n");
    for command in ["change", "verify"] {
        for mut desk in in_use("hba") {
            desk.can_verify_qes();
            let ran = desk.script_of(command, &secrets, &["--pin", "qes"]);
            assert_eq!(ran.fails(13, "holder").exchanges, 0);
            let ran = desk.script_of(
                command,
                &format!("current.ch = {NEW_CH}\nnew.ch = {NEXT}\n"),
                &[],
            );
            ran.exits(0).sends(1);
            assert_eq!(
                ran.value("/results/0/pin"),
                "ch",
                "the PIN whose secrets were given is meant"
            );
            let ran = desk.script_of(command, &secrets, &["--pin", "qes", "--holder-present"]);
            ran.exits(0).sends(1);
            let no = if command == "verify" {
                Script::person().asks("Eine falsche PIN kostet einen Versuch", "j")
            } else {
                Script::person()
            };
            let ran = desk.run(&["--json", command, "--pin", "qes"], no.then(holder("n")));
            ran.fails(13, "holder").sends(0);
            assert_eq!(ran.value("/results/0/skipped"), "holder");
        }
    }
}

#[test]
fn a_change_cancelled_at_any_prompt_sends_nothing() {
    let prompts = ["Jetzige", "6 bis 8 Ziffern", "noch einmal"];
    for (index, prompt) in prompts.iter().enumerate() {
        for mut desk in in_use("smcb") {
            let answered = [
                Script::person().asks_secret("Jetzige", NEW_SMC),
                Script::person().asks_secret("6 bis 8 Ziffern", NEXT),
            ];
            let script = answered
                .into_iter()
                .take(index)
                .fold(Script::person(), Script::then);
            let ran = match desk {
                // There Enter is the only one.
                Desk::Terminal(..) => desk.run(&["change"], Script::person().cancels_at("Jetzige")),
                Desk::Reader(_) => desk.run(&["change"], script.cancels_at(prompt)),
            };
            ran.exits(15).sends(0).says("kein Versuch verbraucht");
            assert_eq!(desk.truth("PIN.SMC"), OWN);
        }
    }
}

#[test]
fn a_change_cancelled_between_two_pins_says_which_one_is_done() {
    for mut desk in in_use("hba") {
        let script = changes("PIN.CH", NEW_CH, NEXT).cancels_at("Diese PIN ist eine Unterschrift");
        let ran = desk.run(&["change", "--pin", "ch,qes"], script);
        ran.exits(15).sends(1).says(
            "Gesetzt, und bleibt es: Karten-PIN (PIN.CH). Unverändert: Signatur-PIN (PIN.QES).",
        );
        ran.says("mit „--pin qes“ wiederholen")
            .never_says("übersprungen");
        assert!(desk.is_own(NEXT) && desk.qes_is(NEW_QES));
    }
}

#[test]
fn of_two_pins_that_are_set_a_person_chooses_one() {
    for mut desk in in_use("hba") {
        let script = Script::person().asks("Nummer", "4").asks("Nummer", "1");
        let ran = desk.run(&["change"], script.then(changes("PIN.CH", NEW_CH, NEXT)));
        ran.exits(0)
            .sends(1)
            .says("[1] Karten-PIN (PIN.CH)")
            .says("[2] Signatur-PIN (PIN.QES)");
        assert!(desk.is_own(NEXT) && desk.qes_is(NEW_QES));
    }
}

#[test]
fn a_change_refused_for_one_pin_still_names_the_other() {
    for mut desk in fresh("hba") {
        desk.run(
            &["activate", "--pin", "ch"],
            fits("0").then(enters("PIN.CH", BUILT_IN.ch, NEW_CH)),
        );
        let ran = desk.run(
            &["--json", "change", "--pin", "ch,qes"],
            desk.counter_is_hidden()
                .then(changes("PIN.CH", NEW_CH, NEXT)),
        );
        ran.fails(13, "still_transport")
            .sends(1)
            .says("Gesetzt, und bleibt es: Karten-PIN (PIN.CH)");
        assert_eq!(
            (
                ran.value("/results/0/changed"),
                ran.value("/results/1/changed")
            ),
            (json!(true), json!(false))
        );
    }
}

#[test]
fn a_dry_run_asks_for_no_digits_and_speaks_of_no_letter() {
    for command in ["change", "verify"] {
        for mut desk in in_use("hba") {
            let ran = desk.run(&["--json", command, "--dry-run"], Script::person());
            ran.exits(0).sends(0).never_says("Transport-PIN");
            assert_eq!(ran.value("/results/0/skipped"), "dry_run");
        }
    }
}

#[test]
fn a_script_verifies_without_a_question() {
    for mut desk in in_use("smcb") {
        let ran = desk.script_of(
            "verify",
            &format!("current.smc = {NEW_SMC}\n"),
            &["--no-input"],
        );
        ran.exits(0).sends(1);
        assert_eq!(
            (ran.value("/results/0/right"), ran.value("/results/0/entry")),
            (json!(true), json!(desk.entry_of_a_script()))
        );
        assert_eq!(ran.value("/results/0/after"), "verified");
        assert_eq!(desk.truth("PIN.SMC"), OWN);
    }
}

#[test]
fn a_pin_that_this_card_does_not_have_is_a_usage_error() {
    for command in ["change", "verify", "unblock"] {
        for mut desk in in_use("smcb") {
            desk.run(&["--json", command, "--pin", "ch"], Script::person())
                .fails(2, "usage")
                .sends(0);
        }
    }
}

#[test]
fn nobody_to_ask_and_no_secrets_is_17_in_every_command() {
    for command in ["change", "verify"] {
        for mut desk in in_use("smcb") {
            desk.run(&["--json", command], Script::nobody())
                .fails(17, "secrets_missing")
                .sends(0);
        }
    }
    for mut desk in in_use("smcb") {
        desk.others_fail("PIN.SMC", 3);
        desk.run(&["--json", "unblock"], Script::nobody())
            .fails(17, "secrets_missing")
            .sends(0);
    }
}

#[test]
fn the_later_commands_speak_english_to_those_who_want_it() {
    for mut desk in in_use("smcb") {
        let new = |digits: &str| {
            Script::person()
                .asks_secret("6 to 8 digits", digits)
                .asks_secret("(PIN.SMC) once more", digits)
        };
        let change = Script::person()
            .asks_secret("Present PIN of the SMC-B", NEW_SMC)
            .then(new(NEXT));
        desk.run(&["--lang", "en", "change"], change)
            .exits(0)
            .says("is changed")
            .never_says("Karte ");
    }
    for mut desk in in_use("smcb") {
        let verify = Script::person()
            .asks("A wrong PIN costs a try", "y")
            .asks_secret("Present PIN of the SMC-B", NEW_SMC);
        desk.run(&["--lang", "en", "verify"], verify)
            .exits(0)
            .says("is right")
            .never_says("Karte ");
    }
}

#[test]
fn what_is_to_be_done_is_said_once_for_both_pins() {
    for command in ["change", "verify"] {
        for mut desk in fresh("hba") {
            let ran = desk.run(&[command], Script::person());
            let said = ran.heard.borrow().everything();
            let lines: Vec<&str> = said.lines().collect();
            let hints = lines
                .iter()
                .filter(|line| line.contains("„pinlotse aktivieren“"))
                .count();
            assert_eq!(hints, 1, "{command}: {said}");
            assert!(
                said.contains("Karten-PIN (PIN.CH)") && said.contains("Signatur-PIN (PIN.QES)")
            );
        }
    }
}
