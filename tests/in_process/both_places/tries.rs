//! Tries and what the notes of this PC know of them: no script and no slip spends one, and the last one
//! needs a deliberate act.

use support::journey::{
    BUILT_IN, LETTER_AND_TRIES, NEW_CH, NEW_SMC, WRONG, enters, fits, fits_since, holder,
    secrets_ch, secrets_qes, tries,
};
use support::life::{NEXT, PUK_SMC, WRONG_PUK, puk_smc, releases};
use support::script::Script;

use super::{blocked, fresh, in_use};

fn right() -> Script {
    enters("PIN.SMC", BUILT_IN.smc, NEW_SMC)
}

fn wrong() -> Script {
    enters("PIN.SMC", WRONG, NEW_SMC)
}

fn secrets(transport: &str) -> String {
    format!("transport.smc = {transport}\nnew.smc = {NEW_SMC}\n")
}

#[test]
fn the_question_is_asked_once_per_card_before_the_first_transport_pin() {
    for mut desk in fresh("hba") {
        // Once for both PINs: a second question would be one too many.
        let answers = Script::person()
            .asks(LETTER_AND_TRIES, "3")
            .asks(LETTER_AND_TRIES, "")
            .asks(LETTER_AND_TRIES, "1")
            .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
            .then(holder("j"))
            .then(enters("PIN.QES", BUILT_IN.qes, "5826470"));
        let ran = desk.run(&["activate"], answers);
        ran.exits(0)
            .says("auch nicht in der Praxissoftware oder am Kartenterminal")
            .says("nach Ihrer Angabe höchstens 2 Versuche");
    }
}

#[test]
fn whoever_says_no_wrong_try_is_not_asked_for_digits() {
    for mut desk in fresh("smcb") {
        desk.run(&["activate"], fits("0").then(right()))
            .exits(0)
            .never_says("LETZTE");
    }
}

#[test]
fn twice_or_do_not_know_makes_it_the_last_try() {
    for mut desk in fresh("smcb") {
        let four = desk.tail();
        let ran = desk.run(&["activate"], fits("2").then(releases(&four)).then(right()));
        ran.exits(0)
            .sends(1)
            .says("dies kann der LETZTE Versuch sein");
    }
}

#[test]
fn the_last_try_needs_the_digits_of_this_card() {
    for (digits, word) in [
        ("", "last_try"),
        ("   ", "last_try"),
        ("9999", "wrong_card"),
        ("5", "wrong_card"),
    ] {
        for mut desk in fresh("smcb") {
            let ran = desk.run(&["--json", "activate"], fits("2").then(releases(digits)));
            ran.fails(13, word).sends(0);
            assert_eq!(ran.value("/results/0/skipped"), "stopped");
        }
    }
}

#[test]
fn what_was_typed_instead_of_the_digits_is_not_repeated() {
    for mut desk in fresh("smcb") {
        // A Transport-PIN typed into the wrong field.
        desk.pc().secrets.push(BUILT_IN.smc.to_owned());
        desk.run(
            &["--json", "activate"],
            fits("2").then(releases(BUILT_IN.smc)),
        )
        .fails(13, "wrong_card");
    }
}

#[test]
fn a_pin_typed_as_an_answer_is_taken_off_the_screen_and_used_for_nothing() {
    for mut desk in fresh("smcb") {
        let script = Script::person()
            .asks(LETTER_AND_TRIES, BUILT_IN.smc)
            .asks(LETTER_AND_TRIES, "k")
            .asks("nur diesen einen Brief", BUILT_IN.smc)
            .asks("nur diesen einen Brief", "j")
            .then(tries(BUILT_IN.smc))
            .then(tries("2"))
            .asks("Dann die letzten vier Ziffern", BUILT_IN.smc);
        let ran = desk.run(&["activate"], script);
        ran.exits(13)
            .sends(0)
            .says("Das sah nach einer PIN aus; sie wurde nicht benutzt.");
        ran.never_says(BUILT_IN.smc);
        let heard = ran.heard.borrow();
        let taken = &heard.taken_back;
        assert!(
            matches!(taken.as_slice(), [letter, only, _, last]
            if letter == LETTER_AND_TRIES && only.contains("Brief") && last.contains("vier")),
            "{taken:?}"
        );
        drop(heard);
        // A slip of fewer digits is only asked again.
        let script = Script::person()
            .asks(LETTER_AND_TRIES, "3")
            .asks(LETTER_AND_TRIES, "j")
            .then(right());
        let ran = desk.run(&["activate"], script);
        ran.exits(0).never_says("sah nach einer PIN aus");
        assert!(ran.heard.borrow().taken_back.is_empty());
    }
}

#[test]
fn each_pin_of_the_card_needs_its_own_release() {
    for mut desk in fresh("hba") {
        let four = desk.tail();
        let answers = fits("2")
            .then(releases(&four))
            .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
            .then(holder("j"))
            .then(releases(""));
        desk.run(&["activate"], answers).exits(13).sends(1);
    }
}

#[test]
fn notes_of_earlier_runs_take_the_place_of_the_question() {
    for mut desk in fresh("smcb") {
        desk.run(&["activate"], fits("0").then(wrong())).exits(10);
        let ran = desk.run(&["activate"], fits_since("0").then(right()));
        ran.exits(0)
            .says("nach den Notizen dieses PCs höchstens 2 Versuche");
        let ran = desk.run(&["--json", "status"], Script::nobody());
        assert_eq!(
            ran.value("/pins/0/wrong_noted"),
            0,
            "the card's own word replaced the notes"
        );
    }
}

#[test]
fn tries_elsewhere_since_the_last_note_are_asked_for_once_a_run_and_taken_off() {
    for (since, left, last) in [
        ("0", "höchstens 2 Versuche", false),
        ("1", "höchstens 1 Versuch", true),
    ] {
        for mut desk in fresh("hba") {
            let four = desk.tail();
            let wrong = fits("0").then(enters("PIN.CH", WRONG, NEW_CH));
            desk.run(&["activate"], wrong).exits(10);
            let mut script = fits_since(since);
            if last {
                script = script.then(releases(&four));
            }
            // PIN.QES has no notes: of it more is asked than what came since.
            let script = script
                .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
                .then(holder("j"))
                .then(tries("0"))
                .then(enters("PIN.QES", BUILT_IN.qes, "5826470"));
            let ran = desk.run(&["activate"], script);
            ran.exits(0)
                .sends(2)
                .says("wurde seit dem letzten Mal (")
                .says(&format!("nach den Notizen dieses PCs {left}"));
        }
    }
    // What was tried elsewhere is in the number that the card names afterwards.
    for mut desk in fresh("smcb") {
        let four = desk.tail();
        desk.run(&["activate"], fits("0").then(wrong())).exits(10);
        let script = fits_since("2").then(releases(&four)).then(wrong());
        let ran = desk.run(&["activate"], script);
        ran.exits(10).says("Noch ein Versuch.");
        let ran = desk.run(&["activate"], fits_since("0").then(releases("")));
        ran.exits(13).sends(0);
    }
}

#[test]
fn a_letter_without_a_number_fits_where_there_is_one_card_and_one_letter() {
    for (only, exit, sent) in [("j", 0, 1), ("n", 13, 0), ("", 13, 0)] {
        for mut desk in fresh("smcb") {
            let mut script = Script::person().asks(LETTER_AND_TRIES, "k").asks(
                "Haben Sie nur diese eine Karte und nur diesen einen Brief?",
                only,
            );
            if only == "j" {
                script = script.then(tries("0")).then(right());
            }
            desk.run(&["activate"], script).exits(exit).sends(sent);
        }
    }
}

#[test]
fn status_tells_what_the_notes_know_of_a_hidden_counter() {
    for mut desk in fresh("smcb") {
        let before = desk.run(&["--json", "status"], Script::nobody());
        assert_eq!(before.value("/pins/0/tries_left"), serde_json::Value::Null);
        desk.script(&secrets(WRONG), &[]).fails(10, "wrong_secret");
        let after = desk.run(&["--json", "status"], Script::nobody());
        assert_eq!(after.value("/pins/0/tries_left"), 2);
        assert_eq!(after.value("/pins/0/tries_basis"), "notes");
        assert_eq!(after.value("/pins/0/wrong_noted"), 1);
    }
}

#[test]
fn a_script_assumes_no_wrong_try_and_says_so() {
    for (arguments, basis) in [
        (vec![], "assumed"),
        (vec!["--tries-used", "0"], "stated"),
        (vec!["--tries-used", "1"], "stated"),
    ] {
        for mut desk in fresh("smcb") {
            let ran = desk.script(&secrets(BUILT_IN.smc), &arguments);
            ran.exits(0).sends(1);
            assert_eq!(ran.value("/results/0/tries_basis"), basis);
        }
    }
}

#[test]
fn a_script_makes_the_last_try_only_with_the_right_digits_and_one_pin() {
    for mut desk in fresh("smcb") {
        let four = desk.tail();
        desk.script(&secrets(BUILT_IN.smc), &["--tries-used", "2"])
            .fails(13, "last_try")
            .sends(0);
        let ran = desk.script(
            &secrets(BUILT_IN.smc),
            &["--tries-used", "2", "--last-try", &four],
        );
        ran.fails(2, "usage").sends(0);
        assert_eq!(ran.exchanges, 0);
        let two = ["--last-try", &four, "--pin", "ch,qes"];
        assert_eq!(
            desk.script(&secrets(BUILT_IN.smc), &two)
                .fails(2, "usage")
                .exchanges,
            0
        );
        let other = ["--tries-used", "2", "--last-try", "9999", "--pin", "smc"];
        desk.script(&secrets(BUILT_IN.smc), &other)
            .fails(13, "wrong_card")
            .sends(0);
        // --try-again is for the second try, not for the last.
        let again = ["--tries-used", "2", "--try-again", &four, "--pin", "smc"];
        desk.script(&secrets(BUILT_IN.smc), &again)
            .fails(13, "last_try")
            .sends(0);
        let last = ["--tries-used", "2", "--last-try", &four, "--pin", "smc"];
        desk.script(&secrets(BUILT_IN.smc), &last).exits(0).sends(1);
    }
}

#[test]
fn after_a_noted_wrong_try_a_script_stops_until_it_is_told_to_go_on() {
    for mut desk in fresh("smcb") {
        let four = desk.tail();
        desk.script(&secrets(WRONG), &[])
            .fails(10, "wrong_secret")
            .sends(1);
        desk.script(&secrets(BUILT_IN.smc), &[])
            .fails(13, "try_again")
            .sends(0);
        desk.script(&secrets(BUILT_IN.smc), &["--tries-used", "0"])
            .fails(13, "try_again")
            .sends(0);
        desk.script(&secrets(BUILT_IN.smc), &["--try-again", &four])
            .fails(2, "usage");
        let other = ["--try-again", "9999", "--pin", "smc"];
        desk.script(&secrets(BUILT_IN.smc), &other)
            .fails(13, "wrong_card")
            .sends(0);
        let again = ["--try-again", &four, "--pin", "smc"];
        desk.script(&secrets(WRONG), &again)
            .fails(10, "wrong_secret")
            .sends(1);
        // Two are gone: now it is the last one.
        desk.script(&secrets(BUILT_IN.smc), &[])
            .fails(13, "last_try")
            .sends(0);
        desk.script(&secrets(BUILT_IN.smc), &again)
            .fails(13, "last_try")
            .sends(0);
        let last = ["--last-try", &four, "--pin", "smc"];
        desk.script(&secrets(BUILT_IN.smc), &last).exits(0).sends(1);
    }
}

#[test]
fn the_notes_of_one_pin_do_not_stop_the_other() {
    for mut desk in fresh("hba") {
        desk.script(&secrets_ch(WRONG), &[])
            .fails(10, "wrong_secret");
        desk.script(
            &secrets_qes(BUILT_IN.qes),
            &["--pin", "qes", "--holder-present"],
        )
        .exits(0)
        .sends(1);
        desk.script(&secrets_ch(BUILT_IN.ch), &[])
            .fails(13, "try_again")
            .sends(0);
    }
}

#[test]
fn without_notes_what_was_noted_before_still_counts() {
    for mut desk in fresh("smcb") {
        let four = desk.tail();
        desk.script(&secrets(WRONG), &[]).fails(10, "wrong_secret");
        desk.script(&secrets(WRONG), &["--no-notes"])
            .fails(13, "try_again")
            .sends(0);
        let again = ["--no-notes", "--try-again", &four, "--pin", "smc"];
        desk.script(&secrets(WRONG), &again)
            .fails(13, "tries_unknown")
            .sends(0);
        let again = [&again[..], &["--tries-used", "1"]].concat();
        desk.script(&secrets(WRONG), &again)
            .fails(10, "wrong_secret")
            .sends(1);
    }
}

#[test]
fn runs_that_nobody_notes_do_not_spend_one_try_after_the_other() {
    for mut desk in fresh("smcb") {
        for _ in 0..3 {
            desk.script(&secrets(WRONG), &["--no-notes"])
                .fails(13, "tries_unknown")
                .sends(0);
        }
        // Told to, it goes on; what is stated decides.
        desk.script(&secrets(WRONG), &["--no-notes", "--tries-used", "0"])
            .fails(10, "wrong_secret")
            .sends(1);
        desk.script(&secrets(WRONG), &["--no-notes", "--tries-used", "2"])
            .fails(13, "last_try")
            .sends(0);
        assert_eq!(desk.truth("PIN.SMC").tries, 2);
    }
}

#[test]
fn uses_of_a_puk_that_nobody_notes_have_to_be_stated_too() {
    for mut desk in blocked("smcb", "PIN.SMC") {
        for _ in 0..3 {
            desk.script_of("unblock", &puk_smc(WRONG_PUK), &["--no-notes"])
                .fails(13, "tries_unknown")
                .sends(0);
        }
        let stated = |tries| ["--no-notes", "--tries-used", tries];
        desk.script_of("unblock", &puk_smc(WRONG_PUK), &stated("2"))
            .fails(13, "last_try")
            .sends(0);
        desk.script_of("unblock", &puk_smc(PUK_SMC), &stated("1"))
            .exits(0)
            .sends(1);
    }
}

#[test]
fn a_counter_that_the_card_names_needs_no_statement_without_notes() {
    for mut desk in in_use("smcb") {
        let current = format!("current.smc = {NEW_SMC}\nnew.smc = {NEXT}\n");
        desk.script_of("change", &current, &["--no-notes"])
            .exits(0)
            .sends(1);
    }
}
