//! What the guide says where a card is in danger, and where people stop: the sentence goes by what
//! is known now, and nothing that spends something is recommended.

use support::issued;
use support::journey::{
    BUILT_IN, LETTER, NEW_CH, NEW_QES, NEW_SMC, Ran, WRONG, begins, ends, enters, fits, fits_since,
    holder, letter_fits,
};
use support::life::{NEXT, WRONG_OWN, WRONG_PUK, releases};
use support::script::Script;
use support::temp::Temp;

use super::{blocked, fresh, in_use, transport_blocked, unblocks, verifies};

const STOP: &str = "Mein Vorschlag: jetzt aufhören und den Herausgeber fragen.";
const LAST: &str = "Den letzten Versuch trotzdem machen";
const OWN: &str = "Ja, das war ich";
const MEDISIGN: &str = "Fragen an medisign (DGN): https://www.medisign.de/support/";

/// Nothing that can cost a try is recommended.
#[track_caller]
fn recommends_the_end(ran: &Ran) {
    let heard = ran.heard.borrow();
    let choices = heard.choices();
    assert_eq!(choices[0], "  [1] Beenden (empfohlen)");
    let mut others = choices[1..].iter();
    assert!(
        others.all(|choice| !choice.contains("(empfohlen)")),
        "{choices:?}"
    );
}

/// The choices of all menus of a run.
fn choices(ran: &Ran) -> String {
    let heard = ran.heard.borrow();
    let said = heard.said.iter().map(|(_, line)| line.as_str());
    let choices: Vec<&str> = said.filter(|line| line.starts_with("  [")).collect();
    choices.join("\n")
}

/// Begins a step once more in a run.
fn step(choice: &str) -> Script {
    Script::person().chooses(choice).then(letter_fits())
}

#[test]
fn after_two_wrong_transport_pins_to_stop_is_proposed_and_stays_so_after_a_no() {
    for mut desk in fresh("smcb") {
        let script = begins("0")
            .then(enters("PIN.SMC", WRONG, NEW_SMC))
            .then(step("(PIN.SMC) jetzt"))
            .then(enters("PIN.SMC", "86420", NEW_SMC))
            .chooses("Wen frage ich?")
            .then(step(LAST))
            .then(releases(""))
            .then(ends());
        let ran = desk.guide(script);
        ran.exits(0).says(STOP).says(
            "Die Transport-PIN der SMC-B (PIN.SMC) hat höchstens noch 1 Versuch; ist er falsch, muss die Karte ersetzt werden.",
        );
        ran.says("Wer die Karte herausgegeben hat, steht auf ihr")
            .says("https://www.medisign.de/support/")
            .says("Vor dem nächsten Versuch bitte den Herausgeber fragen");
        assert_eq!(desk.sent(&ran), 2);
        recommends_the_end(&ran);
        // The same the next day, and after the digits of another card.
        let script = Script::person()
            .chooses(LAST)
            .then(fits_since("0"))
            .then(releases("1234"))
            .then(ends());
        let ran = desk.guide(script);
        ran.says(STOP);
        assert_eq!(desk.sent(&ran), 0);
        recommends_the_end(&ran);
    }
}

#[test]
fn who_said_that_one_try_is_left_and_then_declined_it_is_not_led_to_it() {
    for digits in ["", "1234"] {
        for mut desk in fresh("smcb") {
            let ran = desk.guide(begins("2").then(releases(digits)).then(ends()));
            ran.says(STOP);
            assert_eq!(desk.sent(&ran), 0);
            recommends_the_end(&ran);
        }
    }
}

#[test]
fn what_was_answered_once_in_a_run_holds_until_its_end() {
    for mut desk in fresh("smcb") {
        let four = desk.tail();
        let script = begins("2")
            .then(releases(""))
            .then(step(LAST))
            .then(releases(&four))
            .then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC))
            .then(ends());
        let ran = desk.guide(script);
        ran.exits(0).says("dies kann der LETZTE Versuch sein");
        assert_eq!(desk.sent(&ran), 1);
    }
}

#[test]
fn the_last_try_of_an_own_pin_is_not_guessed_at() {
    for desk in in_use("smcb") {
        let mut desk = desk.with_others_failing("PIN.SMC", 2);
        let ran = desk.guide(Script::person().chooses(OWN).then(ends()));
        ran.exits(0)
            .says("Mein Vorschlag: nicht weiter raten.")
            .never_says("freischalten, falls noch nicht geschehen");
        recommends_the_end(&ran);
    }
}

#[test]
fn a_last_try_that_is_declined_leads_to_nothing_that_costs() {
    for desk in in_use("smcb") {
        let mut desk = desk.with_others_failing("PIN.SMC", 2);
        let script = Script::person()
            .chooses(OWN)
            .chooses("Eine eigene PIN ändern")
            .then(releases(""))
            .then(ends());
        let ran = desk.guide(script);
        ran.exits(0)
            .says("Mein Vorschlag: nicht weiter raten.")
            .never_says("pinlotse unblock");
        assert_eq!(desk.sent(&ran), 0);
        let choices = choices(&ran);
        let last = choices.lines().last().unwrap();
        assert!(!last.contains("(empfohlen)"), "{last}");
    }
}

#[test]
fn a_blocked_pin_is_asked_about_before_the_other_one_is_set() {
    for mut desk in transport_blocked("hba", "PIN.CH") {
        let script = Script::person().chooses("Ich hatte noch keine eigene PIN");
        let ran = desk.guide(script.then(ends()));
        ran.exits(0)
            .says("Gesperrt: Karten-PIN (PIN.CH). Das kommt vor allem anderen.")
            .says("Hatten Sie für sie schon eine eigene PIN gesetzt?")
            .says("keine weitere Eingabe machen")
            .never_says("Mein Vorschlag: die Signatur-PIN setzen");
        assert_eq!(desk.sent(&ran), 0);
        let asked = ran.heard.borrow().choices().join("\n");
        assert!(!asked.contains("(empfohlen)"), "{asked}");
    }
}

#[test]
fn the_puk_is_proposed_only_after_it_is_known_to_help() {
    for mut desk in blocked("hba", "PIN.QES") {
        let script = Script::person()
            .chooses("Ja, es galt schon eine eigene PIN")
            .chooses("Nein, ich habe sie vergessen")
            .then(ends());
        let ran = desk.guide(script);
        ran.says("Die PUK gibt der Signatur-PIN nur neue Versuche, keine neue PIN.")
            .says("Wissen Sie Ihre Signatur-PIN noch?")
            .says("Mein Vorschlag: den Herausgeber fragen.")
            .says("Ohne die alte Signatur-PIN hilft die PUK nicht");
        assert_eq!(desk.sent(&ran), 0);
        let last = ran.heard.borrow().choices().join("\n");
        assert!(!last.contains("PUK"), "{last}");
    }
}

#[test]
fn the_issuers_own_order_is_told_before_the_step_and_not_after_it() {
    let temp = Temp::new();
    for mut desk in fresh(&issued::of_issuer(&temp, "smcb", "medisign (DGN)")) {
        let script = Script::person()
            .chooses("Nein, zuerst ins Portal")
            .chooses("Ja, PIN jetzt setzen")
            .then(fits("0"))
            .then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC))
            .then(ends());
        let ran = desk.guide(script);
        ran.exits(0).says(
            "medisign (DGN) möchte bei der SMC-B zuerst die Freischaltung im Portal (https://www.smc-b.de), dann die PIN.",
        );
        ran.says("Ist sie schon freigeschaltet?")
            .says("Sperr- und Kartenkennwort");
        assert_eq!(desk.sent(&ran), 1);
    }
    // Of an eHBA it says its order without asking.
    let temp = Temp::new();
    for mut desk in fresh(&issued::of_issuer(&temp, "hba", "medisign (DGN)")) {
        desk.guide(ends())
            .says("medisign (DGN): erst die PINs, dann freischalten.")
            .says("Im Brief: „Karten-Transport-PIN (PIN.CH)“, „Signatur-Transport-PIN (PIN.QES)“.");
    }
}

#[test]
fn the_letter_is_opened_only_after_the_card_was_read_and_found_untouched() {
    for mut desk in fresh("hba") {
        desk.guide(ends())
            .says("Die Karte ist unberührt. Jetzt den PIN-Brief öffnen.");
    }
    for mut desk in in_use("hba") {
        desk.guide(ends()).never_says("unberührt");
    }
    for mut desk in fresh("smcb") {
        let script = begins("0").then(enters("PIN.SMC", WRONG, NEW_SMC));
        desk.guide(script.then(ends()));
        desk.guide(ends()).never_says("unberührt");
    }
    // Who has no card in yet is told to leave it closed.
    for mut desk in fresh("hba") {
        desk.hand().pulls();
        let script = Script::person().chooses("Alles liegt bereit").then(ends());
        desk.guide(script)
            .says("noch verschlossen: geöffnet wird er erst, wenn ich die Karte gelesen habe");
    }
}

#[test]
fn a_signature_pin_that_is_forgotten_is_told_what_no_puk_can_do() {
    let temp = Temp::new();
    for mut desk in in_use(&issued::of_issuer(&temp, "hba", "medisign (DGN)")) {
        let script = Script::person()
            .chooses(OWN)
            .chooses("Signatur-PIN (PIN.QES) vergessen: was geht noch?")
            .then(ends());
        let ran = desk.guide(script);
        ran.exits(0)
            .says("lässt sich nicht neu vergeben")
            .says("https://www.medisign.de/support/");
        assert_eq!(desk.sent(&ran), 0);
    }
}

#[test]
fn a_block_is_asked_about_first_and_what_others_set_is_still_an_alarm() {
    for mut desk in blocked("hba", "PIN.QES") {
        let script = Script::person()
            .chooses("Ich hatte noch keine eigene PIN")
            .chooses("der PIN-Brief ist oder war noch verschlossen")
            .then(ends());
        let ran = desk.guide(script);
        ran.exits(13)
            .says("Verdacht: jemand anderes hat diese Karte aktiviert.");
        assert_eq!(desk.sent(&ran), 0);
    }
}

#[test]
fn enter_alone_does_not_answer_whether_there_was_an_own_pin() {
    for mut desk in blocked("smcb", "PIN.SMC") {
        let script = Script::person()
            .asks("Hatten Sie schon eine eigene PIN gesetzt", "")
            .asks("Hatten Sie schon eine eigene PIN gesetzt", "j")
            .asks(LETTER, "n");
        let ran = desk.run(&["unblock"], script);
        ran.exits(13)
            .says("Bitte j für ja oder n für nein eingeben.")
            .never_says("nennt diese Karte verloren");
        assert_eq!(desk.sent(&ran), 0);
    }
}

#[test]
fn whose_a_pin_is_is_asked_once_for_each_card() {
    for mut desk in in_use("hba") {
        let ran = desk.guide(Script::person().chooses(OWN).then(ends()));
        ran.exits(0)
            .says("Haben Sie diese PINs selbst gesetzt?")
            .says("Hat jemand anderes Ihre Signatur-PIN gewählt? Dann ändern Sie sie jetzt");
        let ran = desk.guide(ends());
        ran.exits(0).never_says("selbst gesetzt?");
        // It is known of this card alone, and only as long as the notes are.
        let forgets = Script::person().asks("Notizen vergessen?", "j");
        desk.run(&["notes", "forget", "--all"], forgets).exits(0);
        let ran = desk.guide(Script::person().chooses(OWN).then(ends()));
        ran.says("selbst gesetzt?");
    }
}

#[test]
fn an_alarm_has_the_last_word_when_somebody_stops() {
    for mut desk in in_use("smcb") {
        let script = Script::person()
            .chooses("der PIN-Brief ist oder war noch verschlossen")
            .cancels_at("Nummer");
        let ran = desk.guide(script);
        ran.exits(15)
            .says("Verdacht: jemand anderes hat diese Karte aktiviert.")
            .never_says("Zum Fortsetzen");
    }
}

#[test]
fn who_stops_after_a_refused_entry_hears_what_it_cost() {
    for mut desk in in_use("smcb") {
        let script = Script::person()
            .chooses(OWN)
            .chooses("Eine eigene PIN prüfen")
            .then(verifies("PIN.SMC", WRONG_OWN))
            .cancels_at("Nummer");
        desk.guide(script).says(
            "Abgebrochen. PIN der SMC-B (PIN.SMC): gesetzt; falsche Eingaben zählten, übrig: 2 Versuche.",
        );
    }
    for mut desk in blocked("smcb", "PIN.SMC") {
        let script = Script::person()
            .chooses("Ja, es galt schon eine eigene PIN")
            .chooses("Mit der PUK aus dem PIN-Brief entsperren")
            .then(letter_fits())
            .then(unblocks("PIN.SMC", WRONG_PUK, NEXT))
            .cancels_at("Nummer");
        desk.guide(script).says(
            "Abgebrochen. PIN der SMC-B (PIN.SMC): gesperrt; eine falsche Eingabe der PUK hat eine Anwendung verbraucht.",
        );
    }
}

#[test]
fn where_to_ask_stands_where_one_is_told_to_ask() {
    let temp = Temp::new();
    let source = issued::of_issuer(&temp, "smcb", "medisign (DGN)");
    for mut desk in fresh(&source) {
        let script = Script::person()
            .chooses("Ja, PIN jetzt setzen")
            .then(fits("0"))
            .then(enters("PIN.SMC", WRONG, NEW_SMC))
            .then(step("(PIN.SMC) jetzt"))
            .then(enters("PIN.SMC", "86420", NEW_SMC))
            .then(ends());
        let ran = desk.guide(script);
        ran.says(STOP)
            .says(MEDISIGN)
            .never_says("Noch ein Versuch. Bitte jetzt aufhören");
        assert_eq!(desk.sent(&ran), 2);
    }
    // A card that somebody else used is to be blocked, too.
    for mut desk in in_use(&source) {
        let script = Script::person()
            .chooses("der PIN-Brief ist oder war noch verschlossen")
            .then(ends());
        desk.guide(script)
            .says(MEDISIGN)
            .says("Sperren lassen bei medisign (DGN): eHBA: Sperr-Hotline");
    }
}

#[test]
fn one_gets_back_from_the_choice_of_a_pin() {
    for mut desk in in_use("hba") {
        let script = Script::person()
            .chooses(OWN)
            .chooses("Eine eigene PIN ändern")
            .asks("Nummer", "4")
            .chooses("Zurück")
            .then(ends());
        let ran = desk.guide(script);
        ran.exits(0).says("Bitte eine Nummer von 1 bis 3 eingeben.");
        assert_eq!(desk.sent(&ran), 0);
        // The command by itself has the same way back.
        let script = Script::person().chooses("Nichts davon, zurück");
        let ran = desk.run(&["change"], script);
        ran.exits(15)
            .says("Nichts ausgewählt; es wurde nichts getan.");
        assert_eq!(desk.sent(&ran), 0);
    }
}

#[test]
fn what_was_set_here_is_not_asked_about_on_another_day() {
    for mut desk in fresh("hba") {
        let script = begins("0")
            .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
            .then(holder("j"))
            .then(enters("PIN.QES", BUILT_IN.qes, NEW_QES))
            .then(ends());
        let ran = desk.guide(script);
        ran.exits(0);
        assert_eq!(desk.sent(&ran), 2);
        assert!(desk.is("PIN.QES", NEW_QES));
        let ran = desk.guide(ends());
        ran.exits(0).never_says("selbst gesetzt?");
    }
}

#[test]
fn the_same_card_is_not_taken_for_another_one() {
    for mut desk in fresh("smcb") {
        let script = Script::person()
            .chooses("Andere Karte nehmen")
            .chooses("Weiter warten")
            .chooses("Doch mit dieser Karte")
            .then(ends());
        let ran = desk.guide(script);
        ran.exits(0)
            .says("Es steckt noch dieselbe Karte: Praxis- oder Institutionsausweis (SMC-B) …");
        let hand = desk.hand();
        let script = Script::person()
            .chooses("Andere Karte nehmen")
            .meanwhile(move || hand.puts("hba"))
            .chooses("Weiter warten")
            .then(ends());
        desk.guide(script)
            .exits(0)
            .says("(eHBA)")
            .says("Ja, beides: jetzt eigene PINs setzen");
    }
}

#[test]
fn one_certificate_that_is_over_says_nothing_of_the_others() {
    let temp = Temp::new();
    let card = issued::partly_expired(&temp);
    for mut desk in fresh(&card) {
        desk.guide(ends())
            .exits(0)
            .says("Nicht mehr gültig: Verschlüsselung (ENC) am 31.12.2020. Noch gültig: Anmeldung (AUT) bis 31.12.2099")
            .says("Ja, beides: jetzt eigene PINs setzen")
            .never_says("benutzen lässt sich die Karte damit nicht");
        desk.run(&["status"], Script::person())
            .exits(0)
            .says("PIN-Brief bereitlegen und „pinlotse")
            .never_says("abgelaufen, arbeiten lässt sich");
    }
    for mut desk in in_use(&card) {
        desk.run(&["status"], Script::person())
            .says("Den Herausgeber fragen: ein Zertifikat der Karte ist abgelaufen");
        desk.run(&["status", "--check"], Script::person())
            .exits(21)
            .never_says("Die Karte lässt sich nicht mehr benutzen");
    }
}
