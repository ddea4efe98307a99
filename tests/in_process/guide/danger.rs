//! What the guide says where a card is in danger: the sentence goes by what is known now, not by
//! what the step was meant to do.

use support::faults::{At, Fault};
use support::issued;
use support::journey::{
    BUILT_IN, Journey, NEW_CH, NEW_SMC, Ran, WRONG, begins, ends, enters, fits, fits_since, guide,
    letter_fits, ready, welcomed,
};
use support::life::{blocked, releases, transport_blocked};
use support::script::Script;
use support::temp::Temp;

const STOP: &str = "Mein Vorschlag: jetzt aufhören und den Herausgeber fragen.";
const LAST: &str = "Den letzten Versuch trotzdem machen";

/// Nothing that can cost a try is recommended.
#[track_caller]
fn recommends_the_end(ran: &Ran) {
    let heard = ran.heard.borrow();
    let choices = heard.choices();
    assert_eq!(choices[0], "  [1] Beenden (empfohlen)");
    assert!(
        choices[1..]
            .iter()
            .all(|choice| !choice.contains("(empfohlen)")),
        "{choices:?}"
    );
}

/// Begins a step once more in a run.
fn step(choice: &str) -> Script {
    Script::person().chooses(choice).then(letter_fits())
}

#[test]
fn after_two_wrong_transport_pins_to_stop_is_proposed_and_stays_so_after_a_no() {
    let mut journey = Journey::with("smcb");
    let script = ready()
        .then(begins("0"))
        .then(enters("PIN.SMC", WRONG, NEW_SMC))
        .then(step("(PIN.SMC) jetzt"))
        .then(enters("PIN.SMC", "86420", NEW_SMC))
        .chooses("Wen frage ich?")
        .then(step(LAST))
        .then(releases(""))
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.exits(0).sends(2).says(STOP).says(
        "Die Transport-PIN der SMC-B (PIN.SMC) hat höchstens noch 1 Versuch; ist er falsch, muss die Karte ersetzt werden.",
    );
    ran.says("Wer die Karte herausgegeben hat, steht auf ihr")
        .says("https://www.medisign.de/support/")
        .says("Vor dem nächsten Versuch bitte den Herausgeber fragen");
    recommends_the_end(&ran);
    // The same the next day, and after the digits of another card.
    let script = ready()
        .chooses(LAST)
        .then(fits_since("0"))
        .then(releases("1234"))
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.sends(0).says(STOP);
    recommends_the_end(&ran);
}

#[test]
fn who_said_that_one_try_is_left_and_then_declined_it_is_not_led_to_it() {
    for digits in ["", "1234"] {
        let mut journey = Journey::with("smcb");
        let script = ready()
            .then(begins("2"))
            .then(releases(digits))
            .then(ends());
        let ran = guide(&mut journey, script);
        ran.sends(0).says(STOP);
        recommends_the_end(&ran);
    }
}

#[test]
fn what_was_answered_once_in_a_run_holds_until_its_end() {
    let mut journey = Journey::with("smcb");
    let four = journey.tail();
    let script = ready()
        .then(begins("2"))
        .then(releases(""))
        .then(step(LAST))
        .then(releases(&four))
        .then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC))
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.exits(0)
        .sends(1)
        .says("dies kann der LETZTE Versuch sein");
}

#[test]
fn status_and_doctor_propose_to_stop_where_the_guide_does() {
    let mut journey = Journey::with("smcb");
    let secrets = |digits| format!("transport.smc = {digits}\nnew.smc = {NEW_SMC}\n");
    journey.script(&secrets(WRONG), &["--pin", "smc"]);
    let four = journey.tail();
    let again = ["--pin", "smc", "--try-again", &four];
    journey.script(&secrets("86420"), &again).exits(10);
    for command in ["status", "doctor"] {
        let ran = journey.run(&[command], Script::person());
        ran.says("Aufhören und den Herausgeber fragen. Die Transport-PIN der SMC-B (PIN.SMC) hat höchstens noch 1 Versuch")
            .never_says("PIN-Brief bereitlegen");
    }
    let ran = journey.run(&["--json", "status"], Script::nobody());
    assert_eq!(ran.value("/next_step/code"), "ask_issuer");
    // A block beside a PIN that is to be set is told before anything is asked.
    let mut journey = transport_blocked("hba", "PIN.CH");
    let words = "Karten-PIN (PIN.CH) ist gesperrt. Galten noch die Ziffern aus dem Brief, wird die Karte ersetzt";
    journey.run(&["status"], Script::person()).says(words);
    let script = Script::person().asks("n oder k:", "n");
    journey.run(&["activate"], script).sends(0).says(words);
    // After two wrong PUKs.
    let mut journey = blocked("smcb", "PIN.SMC");
    for puk in ["19283746", "81726354"] {
        let secrets = format!("puk.smc = {puk}\nnew.smc = 60718294\n");
        let four = journey.tail();
        let again: &[&str] = match puk {
            "19283746" => &["--pin", "smc"],
            _ => &["--pin", "smc", "--try-again", &four],
        };
        journey.script_of("unblock", &secrets, again).exits(10);
    }
    let ran = journey.run(&["status"], Script::person());
    ran.says("Keine PUK mehr eingeben und den Herausgeber fragen")
        .never_says("unblock“");
}

#[test]
fn the_last_try_of_an_own_pin_is_not_guessed_at() {
    let mut journey = Journey::set("smcb");
    journey.others_fail("PIN.SMC", 2);
    let script = ready().chooses("Ja, das war ich").then(ends());
    let ran = guide(&mut journey, script);
    ran.exits(0)
        .says("Mein Vorschlag: nicht weiter raten.")
        .never_says("freischalten, falls noch nicht geschehen");
    recommends_the_end(&ran);
}

#[test]
fn a_blocked_pin_is_asked_about_before_the_other_one_is_set() {
    let mut journey = transport_blocked("hba", "PIN.CH");
    let ran = guide(
        &mut journey,
        ready()
            .chooses("Ich hatte noch keine eigene PIN")
            .then(ends()),
    );
    ran.exits(0)
        .sends(0)
        .says("Gesperrt: Karten-PIN (PIN.CH). Das kommt vor allem anderen.")
        .says("Hatten Sie für sie schon eine eigene PIN gesetzt?")
        .says("keine weitere Eingabe machen")
        .never_says("Mein Vorschlag: die Signatur-PIN setzen");
    let asked = ran.heard.borrow().choices().join("\n");
    assert!(!asked.contains("(empfohlen)"), "{asked}");
}

#[test]
fn the_puk_is_proposed_only_after_it_is_known_to_help() {
    let mut journey = blocked("hba", "PIN.QES");
    let script = ready()
        .chooses("Ja, es galt schon eine eigene PIN")
        .chooses("Nein, ich habe sie vergessen")
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.sends(0)
        .says("Die PUK gibt der Signatur-PIN nur neue Versuche, keine neue PIN.")
        .says("Wissen Sie Ihre Signatur-PIN noch?")
        .says("Mein Vorschlag: den Herausgeber fragen.")
        .says("Ohne die alte Signatur-PIN hilft die PUK nicht");
    let last = ran.heard.borrow().choices().join("\n");
    assert!(!last.contains("PUK"), "{last}");
}

#[test]
fn the_issuers_own_order_is_told_before_the_step_and_not_after_it() {
    let temp = Temp::new();
    let card = issued::of_issuer(&temp, "smcb", "medisign (DGN)");
    let mut journey = Journey::with(&card);
    let script = ready()
        .chooses("Nein, zuerst ins Portal")
        .chooses("Ja, PIN jetzt setzen")
        .then(fits("0"))
        .then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC))
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.exits(0).sends(1).says(
        "medisign (DGN) möchte bei der SMC-B zuerst die Freischaltung im Portal (https://www.smc-b.de), dann die PIN.",
    );
    ran.says("Ist sie schon freigeschaltet?")
        .says("Sperr- und Kartenkennwort");
    // Of an eHBA it says its order without asking.
    let temp = Temp::new();
    let card = issued::of_issuer(&temp, "hba", "medisign (DGN)");
    let ran = guide(&mut Journey::with(&card), ready().then(ends()));
    ran.says("medisign (DGN): erst die PINs, dann freischalten.")
        .says("Im Brief: „Karten-Transport-PIN (PIN.CH)“, „Signatur-Transport-PIN (PIN.QES)“.");
}

#[test]
fn the_letter_is_opened_only_after_the_card_was_read_and_found_untouched() {
    let mut journey = Journey::with("hba");
    let ran = guide(&mut journey, ready().then(ends()));
    ran.says("Die Karte ist unberührt. Jetzt den PIN-Brief öffnen.");
    let ran = guide(&mut Journey::set("hba"), ready().then(ends()));
    ran.never_says("unberührt");
    let mut journey = Journey::with("smcb");
    let script = ready()
        .then(begins("0"))
        .then(enters("PIN.SMC", WRONG, NEW_SMC))
        .then(ends());
    guide(&mut journey, script);
    guide(&mut journey, ready().then(ends())).never_says("unberührt");
    // Who has no card in the reader yet is told to leave it closed.
    let mut journey = Journey::with("hba");
    journey.bench.pull(0);
    guide(&mut journey, welcomed().then(ends()))
        .says("noch verschlossen: geöffnet wird er erst, wenn ich die Karte gelesen habe");
}

#[test]
fn one_certificate_that_is_over_says_nothing_of_the_others() {
    let temp = Temp::new();
    let card = issued::partly_expired(&temp);
    let ran = guide(&mut Journey::with(&card), ready().then(ends()));
    ran.exits(0)
        .says("Nicht mehr gültig: Verschlüsselung (ENC) am 31.12.2020. Noch gültig: Anmeldung (AUT) bis 31.12.2099")
        .says("Ja, beides: jetzt eigene PINs setzen")
        .never_says("benutzen lässt sich die Karte damit nicht");
    let mut journey = Journey::with(&card);
    let ran = journey.run(&["status"], Script::person());
    ran.exits(0)
        .says("PIN-Brief bereitlegen und „pinlotse aktivieren“ aufrufen")
        .never_says("abgelaufen, arbeiten lässt sich");
    let mut journey = Journey::set(&card);
    let ran = journey.run(&["status"], Script::person());
    ran.says("Den Herausgeber fragen: ein Zertifikat der Karte ist abgelaufen");
    let mut journey = Journey::set(&card);
    let ran = journey.run(&["status", "--check"], Script::person());
    ran.exits(21)
        .never_says("Die Karte lässt sich nicht mehr benutzen");
}

#[test]
fn a_card_that_was_not_read_again_is_not_said_to_have_been() {
    let mut journey = Journey::with("hba");
    journey.bench.once(At::Secret, Fault::PullDuring);
    let interrupts = journey.interrupts.clone();
    let script = ready()
        .then(begins("0"))
        .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
        .when_waiting(move || interrupts.raise_for_tests());
    let ran = guide(&mut journey, script);
    ran.exits(9)
        .sends(1)
        .says("Der Stand der Karte ist nicht gelesen")
        .never_says("Der Stand unten")
        .never_says("Der Stand oben");
}
