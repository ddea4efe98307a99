//! From the letter to cards whose PINs are set, and what stops on the way.

use support::journey::{
    BUILT_IN, LETTER_AND_TRIES, NEW_CH, NEW_QES, NEW_SMC, WRONG, enters, fits, fits_since, holder,
    secrets_ch,
};
use support::life::releases;
use support::practice::{FRESH, OWN};
use support::script::Script;

use super::{fresh, in_use};

#[test]
fn a_new_ehba_ends_with_both_pins_set_and_a_second_run_asks_nothing() {
    for mut desk in fresh("hba") {
        let script = fits("0")
            .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
            .then(holder("j"))
            .then(enters("PIN.QES", BUILT_IN.qes, NEW_QES));
        let ran = desk.run(&["--json", "activate"], script);
        ran.exits(0)
            .says("Fertig: alle PINs dieser Karte sind gesetzt");
        assert_eq!(ran.value("/complete"), true);
        assert_eq!(desk.sent(&ran), 2);
        assert_eq!((desk.truth("PIN.CH"), desk.truth("PIN.QES")), (OWN, OWN));
        assert!(desk.is("PIN.CH", NEW_CH) && desk.is("PIN.QES", NEW_QES));
    }
    for mut desk in in_use("hba") {
        let ran = desk.run(&["activate"], Script::person());
        ran.exits(0).says("schon gesetzt");
        assert_eq!(desk.sent(&ran), 0);
    }
}

#[test]
fn a_new_smcb_ends_with_its_pin_set() {
    for mut desk in fresh("smcb") {
        let script = fits("0").then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC));
        let ran = desk.run(&["--json", "activate"], script);
        ran.exits(0).says("PIN der SMC-B (PIN.SMC) ist gesetzt");
        assert_eq!(desk.sent(&ran), 1);
        assert_eq!(desk.truth("PIN.SMC"), OWN);
        assert!(desk.is("PIN.SMC", NEW_SMC));
    }
}

#[test]
fn a_wrong_transport_pin_is_told_noted_and_counted_though_the_card_hides_it() {
    for mut desk in fresh("smcb") {
        let script = fits("0").then(enters("PIN.SMC", WRONG, NEW_SMC));
        let ran = desk.run(&["--json", "activate"], script);
        ran.fails(10, "wrong_secret").says("2 Versuche");
        assert_eq!(desk.truth("PIN.SMC").tries, 2);
        assert_eq!(desk.noted("pin.smc"), Some((1, 0, 0)));
        let ran = desk.run(&["--json", "status"], Script::nobody());
        assert_eq!(ran.value("/pins/0/state"), "transport");
        assert_eq!(ran.value("/pins/0/tries_left"), 2);
        assert_eq!(ran.value("/pins/0/wrong_noted"), 1);
    }
}

#[test]
fn the_last_try_of_a_transport_pin_is_made_after_typed_digits_only_and_blocks_it() {
    for mut desk in fresh("smcb") {
        desk.others_fail("PIN.SMC", 2);
        let ran = desk.run(&["--json", "activate"], fits("2").then(releases("")));
        ran.fails(13, "last_try");
        assert_eq!(desk.sent(&ran), 0);
        let released = fits("2").then(releases(&desk.tail()));
        let script = released.then(enters("PIN.SMC", WRONG, NEW_SMC));
        let ran = desk.run(&["--json", "activate"], script);
        assert_eq!(ran.exit, 11, "{}", ran.heard.borrow().everything());
        assert_eq!(desk.sent(&ran), 1);
        assert_eq!(desk.truth("PIN.SMC").tries, 0);
    }
}

#[test]
fn a_letter_of_another_card_a_holder_who_is_not_there_and_a_dry_run_send_nothing_of_it() {
    for mut desk in fresh("hba") {
        let other = Script::person().asks(LETTER_AND_TRIES, "n");
        let ran = desk.run(&["activate"], other);
        ran.exits(13);
        assert_eq!(desk.sent(&ran), 0);
        let ran = desk.run(&["activate", "--dry-run"], Script::nobody());
        ran.exits(0);
        assert_eq!(desk.sent(&ran), 0);
        let script = fits("0")
            .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
            .then(holder("n"));
        let ran = desk.run(&["--json", "activate"], script);
        assert_eq!(ran.value("/results/1/skipped"), "holder");
        assert_eq!(desk.sent(&ran), 1);
        assert_eq!((desk.truth("PIN.CH"), desk.truth("PIN.QES")), (OWN, FRESH));
    }
}

#[test]
fn ctrl_c_between_the_pins_says_what_is_set_and_the_next_run_goes_on() {
    for mut desk in fresh("hba") {
        let script = fits("0")
            .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
            .cancels_at("Diese PIN ist eine Unterschrift");
        desk.run(&["activate"], script).exits(15).says(
            "Gesetzt, und bleibt es: Karten-PIN (PIN.CH). Unverändert: Signatur-PIN (PIN.QES).",
        );
        let script = fits("0")
            .then(holder("j"))
            .then(enters("PIN.QES", BUILT_IN.qes, NEW_QES));
        let ran = desk.run(&["activate"], script);
        ran.exits(0);
        assert_eq!(desk.sent(&ran), 1);
        assert_eq!((desk.truth("PIN.CH"), desk.truth("PIN.QES")), (OWN, OWN));
    }
}

#[test]
fn who_cancels_before_the_next_pin_hears_what_it_came_to_and_nothing_of_what_would_be_skipped() {
    for mut desk in fresh("hba") {
        let first = fits("0").then(enters("PIN.CH", BUILT_IN.ch, NEW_CH));
        desk.run(&["activate", "--pin", "ch"], first).exits(0);
        let ran = desk.run(&["activate"], Script::person().cancels_at(LETTER_AND_TRIES));
        ran.exits(15)
            .sends(0)
            .says("Abgebrochen.")
            .never_says("wird übersprungen");
    }
}

#[test]
fn letter_and_tries_are_one_question_whose_number_ends_in_the_last_five_digits() {
    for mut desk in fresh("smcb") {
        let end = desk.number()[15..].to_owned();
        let script = fits("0").then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC));
        let ran = desk.run(&["activate"], script);
        ran.says(&format!(
            "dieselbe Kartennummer, am Ende {end}, und wurde noch nie"
        ))
        .never_says("Telematik-ID")
        .never_says("Leser:");
        assert_eq!(
            ran.heard.borrow().choices(),
            [
                "  [j] ja, beides",
                "  [1] dieselbe Nummer, aber schon einmal falsch eingegeben",
                "  [2] dieselbe Nummer, aber zweimal falsch eingegeben oder weiß nicht",
                "  [n] nein, eine andere Nummer",
                "  [k] im Brief steht keine Kartennummer",
            ]
        );
    }
}

#[test]
fn a_second_wrong_try_tells_nobody_to_try_again() {
    for mut desk in fresh("hba") {
        let wrong = |new| fits_since("0").then(enters("PIN.CH", WRONG, new));
        let first = fits("0").then(enters("PIN.CH", WRONG, NEW_CH));
        let ran = desk.run(&["activate"], first);
        ran.exits(10)
            .says("denselben Befehl wiederholen")
            .never_says("--try-again");
        let ran = desk.run(&["activate"], wrong(NEW_CH));
        ran.exits(10)
            .sends(1)
            .says("Noch ein Versuch. Bitte jetzt aufhören und den Herausgeber fragen.");
        ran.never_says("denselben Befehl wiederholen")
            .never_says("--last-try");
    }
}

#[test]
fn a_script_hears_what_its_next_try_needs() {
    for mut desk in fresh("hba") {
        let four = desk.number()[16..].to_owned();
        let mut hint = |flags: &[&str]| {
            let ran = desk.script(&secrets_ch(WRONG), flags);
            ran.fails(10, "wrong_secret")
                .never_says("denselben Befehl wiederholen");
            ran.value("/error/hint").as_str().unwrap().to_owned()
        };
        let first = hint(&["--pin", "ch"]);
        assert!(
            first.contains("Haben Sie vielleicht die Zeile")
                && first.contains("--pin ch --try-again"),
            "{first}"
        );
        let second = hint(&["--pin", "ch", "--try-again", &four]);
        assert!(
            second.starts_with("Noch ein Versuch.") && second.contains("--pin ch --last-try"),
            "{second}"
        );
    }
}
