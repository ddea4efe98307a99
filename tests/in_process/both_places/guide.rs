//! The guide, followed on its screen: the way to the working card, and where one leaves it.

use support::journey::{
    BUILT_IN, NEW_CH, NEW_QES, NEW_SMC, WRONG, begins, ends, enters, fits, holder, letter_fits,
};
use support::life::{NEXT, WRONG_PUK, changes, releases};
use support::practice::OWN;
use support::script::Script;

use super::{blocked, fresh, in_use, transport_blocked, unblocks};

/// Both PINs of an eHBA, from the first choice on.
fn both_pins() -> Script {
    begins("0")
        .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
        .then(holder("j"))
        .then(enters("PIN.QES", BUILT_IN.qes, NEW_QES))
}

/// The PIN of an SMC-B with this Transport-PIN.
fn activates_smc(transport: &str) -> Script {
    begins("0").then(enters("PIN.SMC", transport, NEW_SMC))
}

/// No choice but reading has to do with the PUK.
#[track_caller]
fn offers_no_puk(ran: &support::journey::Ran) {
    let heard = ran.heard.borrow();
    let of_the_puk = |choice: &&&str| {
        choice.contains("PUK") && !choice.contains("lesen") && !choice.contains("Code PL-PUK")
    };
    assert_eq!(heard.choices().iter().filter(of_the_puk).count(), 0);
}

#[test]
fn enter_alone_never_begins_a_step_and_other_answers_are_told_what_is_accepted() {
    for mut desk in fresh("hba") {
        let mut script = Script::person();
        for answer in ["", " ", "ja", "7", "0", BUILT_IN.ch, "q"] {
            script = script.asks("Nummer", answer);
        }
        // Typed where it does not belong: not repeated either.
        desk.pc().secrets.push(BUILT_IN.ch.to_owned());
        let ran = desk.guide(script.then(ends()));
        ran.exits(0)
            .says("Bitte eine Nummer von 1 bis 6 eingeben.")
            .says("Enter allein genügt hier nicht: bitte eine Nummer.");
        assert_eq!(desk.sent(&ran), 0);
    }
}

#[test]
fn with_the_wrong_letter_nothing_is_sent_and_the_guide_comes_back() {
    for mut desk in fresh("hba") {
        let script = Script::person()
            .chooses("Nein oder unsicher")
            .asks("n oder k:", "n")
            .chooses("Mehr dazu lesen")
            .asks("Enter: weiter", "z")
            .then(ends());
        let ran = desk.guide(script);
        ran.exits(13)
            .says("Die Kartennummer im Brief mit der auf der Karte")
            .says("Eben: nicht begonnen, Sie haben Brief und Karte nicht bestätigt.")
            .says("Vorher in Ruhe vergleichen");
        assert_eq!(desk.sent(&ran), 0);
        let heard = ran.heard.borrow();
        let mut choices = heard.choices().into_iter();
        assert!(!choices.any(|choice| choice.contains("(empfohlen)")));
    }
}

#[test]
fn after_three_wrong_puks_the_guide_proposes_the_issuer_and_no_fourth() {
    for mut desk in blocked("smcb", "PIN.SMC") {
        let four = desk.tail();
        let mut script = Script::person().chooses("Ja, es galt schon eine eigene PIN");
        for (wrong, last) in [(WRONG_PUK, false), ("81726354", false), ("55118822", true)] {
            script = script
                .chooses(match last {
                    true => "Den letzten Versuch trotzdem machen",
                    false => "Mit der PUK aus dem PIN-Brief entsperren",
                })
                .then(letter_fits());
            if last {
                script = script.then(releases(&four));
            }
            script = script.then(unblocks("PIN.SMC", wrong, NEXT));
        }
        let ran = desk.guide(script.then(ends()));
        ran.exits(10).says(
            "Nach drei falschen Eingaben ist die PUK nach Angabe der Herausgeber unbrauchbar",
        );
        assert_eq!(desk.sent(&ran), 3);
        offers_no_puk(&ran);
    }
}

#[test]
fn whoever_had_no_own_pin_yet_is_sent_to_the_issuer_and_not_offered_the_puk_again() {
    for mut desk in transport_blocked("smcb", "PIN.SMC") {
        let script = Script::person().chooses("Ich hatte noch keine eigene PIN");
        let ran = desk.guide(script.then(ends()));
        ran.exits(0)
            .says("Dann ist eine Transport-PIN gesperrt")
            .says("keine weitere Eingabe machen");
        assert_eq!(desk.sent(&ran), 0);
        offers_no_puk(&ran);
        assert_eq!(desk.truth("PIN.SMC").puk_uses, 10);
    }
}

#[test]
fn a_transport_pin_that_an_earlier_run_blocked_is_for_the_issuer_too() {
    for desk in fresh("smcb") {
        let mut desk = desk.with_others_failing("PIN.SMC", 2);
        let four = desk.tail();
        let released = fits("2").then(releases(&four));
        let script = released.then(enters("PIN.SMC", WRONG, NEW_SMC));
        desk.run(&["activate"], script).exits(11);
        let ran = desk.guide(ends());
        ran.says("keine weitere Eingabe machen");
        assert_eq!(desk.sent(&ran), 0);
        offers_no_puk(&ran);
    }
}

#[test]
fn who_ends_after_a_failed_step_gets_its_exit_code() {
    for mut desk in fresh("smcb") {
        let script = activates_smc(WRONG).then(ends());
        let ran = desk.guide(script);
        ran.exits(10).says("Offen bleibt: PIN der SMC-B (PIN.SMC)");
        assert_eq!(desk.sent(&ran), 1);
    }
}

#[test]
fn pin_qes_declined_stays_open_for_its_holder_and_nobody_is_asked_whose_the_other_is() {
    for mut desk in fresh("hba") {
        let script = begins("0")
            .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
            .then(holder("n"))
            .then(ends());
        let ran = desk.guide(script);
        ran.exits(0)
            .says("Mein Vorschlag: die Signatur-PIN setzen")
            .says("Offen bleibt: Signatur-PIN (PIN.QES)")
            .never_says("Haben Sie diese PIN selbst gesetzt?");
        assert_eq!(desk.sent(&ran), 1);
        let script = Script::person()
            .chooses("Signatur-PIN jetzt setzen: die Inhaberin oder der Inhaber der Karte ist da")
            .then(fits("0"))
            .then(holder("j"))
            .then(enters("PIN.QES", BUILT_IN.qes, NEW_QES))
            .then(ends());
        let ran = desk.guide(script);
        ran.exits(0)
            .never_says("Haben Sie diese PIN selbst gesetzt?");
        assert_eq!(desk.sent(&ran), 1);
        assert!(desk.is("PIN.QES", NEW_QES));
    }
}

#[test]
fn ctrl_c_at_a_choice_ends_with_15() {
    for mut desk in fresh("hba") {
        let ran = desk.guide(Script::person().cancels_at("Nummer"));
        ran.exits(15)
            .says("An der Karte wurde nichts verändert, es ist kein Versuch");
        assert_eq!(desk.sent(&ran), 0);
        let script = both_pins().cancels_at("Nummer");
        let ran = desk.guide(script);
        ran.exits(15)
            .says("Abgebrochen. Karten-PIN (PIN.CH): gesetzt. Signatur-PIN (PIN.QES): gesetzt.")
            .never_says("Zum Fortsetzen");
        assert_eq!((desk.truth("PIN.CH"), desk.truth("PIN.QES")), (OWN, OWN));
    }
    // A try was spent in this run: it is not said that none is.
    for mut desk in fresh("smcb") {
        let script = activates_smc(WRONG).cancels_at("Nummer");
        let ran = desk.guide(script);
        ran.exits(15)
            .says("Abgebrochen. PIN der SMC-B (PIN.SMC): noch offen, höchstens 2 Versuche übrig.")
            .never_says("kein Versuch ist");
    }
}

#[test]
fn the_end_of_input_inside_a_step_leads_back_to_the_choices() {
    for mut desk in fresh("hba") {
        let script = Script::person()
            .chooses("Nein oder unsicher")
            .cancels_at("n oder k:")
            .then(ends());
        let ran = desk.guide(script);
        ran.exits(0).says("Offen bleibt:");
        assert_eq!(desk.sent(&ran), 0);
    }
}

#[test]
fn no_choice_is_told_by_its_colour_and_each_menu_holds_the_end() {
    for mut desk in in_use("hba") {
        let script = Script::person()
            .chooses("Ja, das war ich")
            .chooses("Hilfe zur Freischaltung")
            .then(ends());
        let ran = desk.guide(script);
        ran.never_says("PROBE –")
            .never_says("virtuellen Karte zeigen");
        let heard = ran.heard.borrow();
        let choices = heard
            .said
            .iter()
            .filter(|(_, line)| line.starts_with("  ["));
        let mut count = 0;
        for (tone, line) in choices {
            assert_eq!(*tone, pinlotse::text::Tone::Plain, "{line}");
            count += 1;
        }
        assert!(count > 8);
        let mut choices = heard.choices().into_iter();
        assert!(choices.any(|choice| choice.contains("Beenden (empfohlen)")));
    }
}

#[test]
fn a_card_in_use_is_offered_a_change_and_a_test_of_its_pins() {
    for mut desk in in_use("hba") {
        let script = Script::person()
            .chooses("Ja, das war ich")
            .chooses("Eine eigene PIN ändern")
            .chooses("Karten-PIN (PIN.CH)")
            .then(changes("PIN.CH", NEW_CH, NEXT))
            .chooses("Eine eigene PIN prüfen")
            .chooses("Signatur-PIN (PIN.QES)")
            .asks("Eine falsche PIN kostet einen Versuch. Weiter?", "n")
            .chooses("Signatur-PIN (PIN.QES) vergessen: was geht noch?")
            .chooses("Eine eigene PIN prüfen")
            .chooses("Zurück")
            .asks("nur Enter: ", "");
        let ran = desk.guide(script);
        ran.exits(0)
            .says("Eben: Karten-PIN (PIN.CH) ist geändert.")
            .says("Freischalten, falls noch nicht geschehen");
        assert_eq!(desk.sent(&ran), 1);
        assert!(desk.is("PIN.CH", NEXT));
    }
}

#[test]
fn the_whole_way_speaks_english_to_those_who_want_it() {
    for (kind, pins) in [("hba", &["PIN.CH", "PIN.QES"][..]), ("smcb", &["PIN.SMC"])] {
        for mut desk in fresh(kind) {
            let mut script = Script::person()
                .chooses("Help on the PIN letter")
                .chooses("No, or not sure")
                .asks("y, 1, 2, n or k:", "y");
            for pin in pins {
                if *pin == "PIN.QES" {
                    script = script.asks("This PIN is a signature", "y");
                }
                script = script.then(enters_in_english(pin));
            }
            let ran = desk.run(&["--lang", "en", "--wait", "0"], script.chooses("End"));
            ran.exits(0)
                .says("DONE. ")
                .says("Lock the PIN letter with the PUK away")
                .never_says("Karte ")
                .never_says(" die ")
                .never_says("gesetzt");
            assert_eq!(desk.sent(&ran), pins.len());
        }
    }
}

/// Transport-PIN and new PIN, where the program speaks English.
fn enters_in_english(pin: &str) -> Script {
    let (transport, new) = match pin {
        "PIN.CH" => (BUILT_IN.ch, NEW_CH),
        "PIN.QES" => (BUILT_IN.qes, NEW_QES),
        _ => (BUILT_IN.smc, NEW_SMC),
    };
    Script::person()
        .asks_seen(&format!("{pin}) from the letter"), transport)
        .asks_secret(&format!("({pin}), 6 to 8 digits"), new)
        .asks_secret(&format!("({pin}) once more"), new)
}

#[test]
fn an_outcome_that_was_unknown_is_told_by_what_the_card_shows_now() {
    for mut desk in fresh("smcb") {
        desk.loses_the_next_answer("activate");
        let script = activates_smc(WRONG).then(ends());
        let ran = desk.guide(script);
        ran.exits(9)
            .says("PIN der SMC-B (PIN.SMC): noch die Transport-PIN. Ein Versuch kann verbraucht sein, übrig höchstens 2 Versuche.")
            .never_says("Der Stand unten")
            .never_says("UNBEKANNT");
        assert_eq!(desk.sent(&ran), 1);
        assert_eq!(desk.noted("pin.smc"), Some((0, 1, 0)));
    }
}
