//! Mistakes that are made on purpose, at a virtual card in place of a real one.

use support::faults::Bench;
use support::journey::{
    BUILT_IN, Journey, NEW_SMC, Ran, WRONG, asks_new, begins, ends, enters, guide, letter_fits,
    transport, welcomed,
};
use support::life::{NEXT, PUK_SMC, asks_puk, releases};
use support::script::Script;

/// A rehearsal at a virtual SMC-B, while there is no reader.
fn rehearses(exercise: &str) -> Script {
    welcomed()
        .chooses("an einer virtuellen Karte üben")
        .chooses("Praxis- oder Institutionsausweis (SMC-B)")
        .chooses(exercise)
}

/// What a rehearsal comes to.
#[track_caller]
fn rehearse(script: Script) -> Ran {
    let mut journey = Journey::on(Bench::new());
    let ran = guide(&mut journey, script.then(ends()).then(ends()));
    ran.exits(4)
        .says("PROBE – virtuelle Karte")
        .says("Die Probe ist zu Ende.");
    ran
}

#[test]
fn who_types_the_wrong_line_sees_what_it_costs_and_goes_on() {
    let script = rehearses("die falsche Zeile")
        .then(begins("0"))
        .then(enters("PIN.SMC", WRONG, NEW_SMC))
        .then(begins_again())
        .then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC));
    rehearse(script)
        .says("Aufgabe: Geben Sie bei der ersten Transport-PIN absichtlich falsche Ziffern ein")
        .says("ABGELEHNT")
        .says("ist gesetzt. Die Karte hat es bestätigt.");
}

/// After a wrong entry earlier tries are asked about no more.
fn begins_again() -> Script {
    Script::person()
        .chooses("(PIN.SMC) jetzt")
        .then(letter_fits())
}

#[test]
fn at_the_last_try_of_a_virtual_card_one_learns_to_stop() {
    let script = rehearses("nur noch ein Versuch")
        .then(begins("2"))
        .then(releases(""));
    rehearse(script)
        .says("Aufgabe: An einem anderen PC wurde die erste Transport-PIN")
        .says("Der letzte Versuch wurde nicht gemacht");
}

#[test]
fn a_virtual_card_that_is_pulled_comes_back_and_shows_what_took_effect() {
    let script = rehearses("Karte herausgezogen")
        .then(begins("0"))
        .then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC));
    rehearse(script)
        .says("Die Karte verlässt den Leser")
        .says("gesetzt");
}

#[test]
fn a_blocked_pin_of_a_virtual_card_is_unblocked_with_the_puk_of_its_letter() {
    let script = rehearses("eine gesperrte PIN")
        .chooses("Ja, es galt schon eine eigene PIN")
        .chooses("Mit der PUK aus dem PIN-Brief entsperren")
        .then(letter_fits())
        .then(asks_puk("PIN.SMC", PUK_SMC))
        .then(asks_new("PIN.SMC", NEXT));
    rehearse(script)
        .says("Aufgabe: Die eigene PIN dieser Karte wurde dreimal falsch eingegeben")
        .says("gesetzt");
}

#[test]
fn no_exercise_is_needed_and_one_can_go_back() {
    let script = welcomed()
        .chooses("an einer virtuellen Karte üben")
        .chooses("Praxis- oder Institutionsausweis (SMC-B)")
        .chooses("Zurück")
        .then(ends());
    let ran = guide(&mut Journey::on(Bench::new()), script);
    ran.exits(4).never_says("Die Probe ist zu Ende.");
    let script = rehearses("ohne Fehler")
        .then(begins("0"))
        .then(transport("PIN.SMC", BUILT_IN.smc));
    rehearse(script.then(asks_new("PIN.SMC", NEW_SMC))).never_says("Aufgabe:");
}
