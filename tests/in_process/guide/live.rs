//! What happens beside the questions: cards that come and go, and the window that closes.

use support::faults::card;
use support::journey::*;
use support::life::{NEXT, PUK_SMC, asks_puk, blocked, releases};
use support::script::Script;

#[test]
fn a_card_put_in_answers_the_first_question() {
    let mut journey = Journey::with("hba");
    journey.bench.pull(0);
    let bench = journey.bench.clone();
    let script = Script::person().notices("Nummer", move || bench.put_back(0));
    journey
        .run(&[], script.then(ends()))
        .exits(0)
        .says("Willkommen")
        .says("Jetzt den PIN-Brief öffnen");
}

#[test]
fn a_card_pulled_at_the_choices_is_told_at_once_and_waited_for() {
    let mut journey = Journey::with("hba");
    let (pulled, back) = (journey.bench.clone(), journey.bench.clone());
    let script = Script::person()
        .notices("Nummer", move || pulled.pull(0))
        .notices("Bitte die Karte einstecken", move || back.put_back(0))
        .then(ends());
    journey
        .run(&[], script)
        .exits(0)
        .sends(0)
        .says("Die Karte steckt nicht mehr.")
        .never_says("In keinem Leser steckt eine Karte");
}

#[test]
fn another_card_in_its_place_is_shown_and_nothing_is_said_to_be_missing() {
    let mut journey = Journey::with("hba");
    let bench = journey.bench.clone();
    let script = Script::person().notices("Nummer", move || bench.put(0, card("smcb")));
    journey
        .run(&[], script.then(ends()))
        .exits(0)
        .says("(eHBA)")
        .says("(SMC-B)")
        .never_says("steckt nicht mehr");
}

#[test]
fn enter_while_a_card_is_waited_for_shows_the_choices_and_a_card_still_answers_them() {
    let mut journey = Journey::with("hba");
    journey.bench.pull(0);
    let bench = journey.bench.clone();
    let script = welcomed()
        .asks("Bitte die Karte einstecken", "")
        .chooses("Hilfe")
        .notices("Nummer", move || bench.put_back(0))
        .then(ends());
    journey
        .run(&[], script)
        .exits(0)
        .says("Jetzt den PIN-Brief öffnen");
}

#[test]
fn who_does_not_want_to_wait_gets_the_choices_and_a_card_answers_them() {
    let mut journey = Journey::with("hba");
    journey.bench.pull(0);
    let bench = journey.bench.clone();
    let script = welcomed().notices("Nummer", move || bench.put_back(0));
    guide(&mut journey, script.then(ends()))
        .exits(0)
        .says("In keinem Leser steckt eine Karte");
}

/// The card is pulled while a prompt with these words stands, and put back when it is waited for.
fn pulled_at(journey: &Journey, script: Script, prompt: &str) -> Script {
    let (pulled, back) = (journey.bench.clone(), journey.bench.clone());
    script
        .notices(prompt, move || pulled.pull(0))
        .when_waiting(move || back.put_back(0))
}

#[test]
fn a_card_pulled_while_an_entry_stands_is_told_at_once_and_asked_for_again() {
    // What was typed before stays; only the question that stood there is asked again.
    for prompt in ["aus dem Brief, 5", "6 bis 8 Ziffern", "noch einmal"] {
        let mut journey = Journey::with("smcb");
        let [letter, new, again] = [
            Script::person().asks_seen("aus dem Brief, 5", BUILT_IN.smc),
            Script::person().asks_secret("6 bis 8 Ziffern", NEW_SMC),
            Script::person().asks_secret("noch einmal", NEW_SMC),
        ];
        let pulls = |script: Script, now: &str| match now == prompt {
            true => pulled_at(&journey, script, now),
            false => script,
        };
        let script = pulls(ready().then(begins("0")), "aus dem Brief, 5").then(letter);
        let script = pulls(script, "6 bis 8 Ziffern").then(new);
        let script = pulls(script, "noch einmal").then(again);
        let ran = journey.run(&[], script.then(ends()));
        ran.exits(0).sends(1);
        let heard = ran.heard.borrow();
        let told = heard.waited.iter().filter(|line| {
            line.starts_with("Die Karte steckt nicht mehr. Bitte wieder einstecken")
        });
        assert_eq!(told.count(), 1, "{prompt}: {:?}", heard.waited);
    }
}

#[test]
fn a_card_pulled_while_a_puk_or_the_last_digits_are_asked_for_is_told_at_once() {
    let mut journey = blocked("smcb", "PIN.SMC");
    let script = ready()
        .chooses("Ja, es galt schon eine eigene PIN")
        .chooses("Mit der PUK aus dem PIN-Brief entsperren")
        .then(letter_fits());
    let script = pulled_at(&journey, script, "PUK zur PIN.SMC aus dem Brief")
        .then(asks_puk("PIN.SMC", PUK_SMC))
        .then(asks_new("PIN.SMC", NEXT))
        .then(ends());
    journey.run(&[], script).exits(0).sends(1);
    let mut journey = Journey::with("smcb");
    let four = journey.tail();
    let script = ready().then(begins("2"));
    let script = pulled_at(&journey, script, "Dann die letzten vier Ziffern")
        .then(releases(&four))
        .then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC))
        .then(ends());
    journey.run(&[], script).exits(0).sends(1);
}

#[test]
fn who_stops_while_the_card_is_out_is_told_that_nothing_was_sent() {
    let mut journey = Journey::with("smcb");
    let (pulled, interrupts) = (journey.bench.clone(), journey.interrupts.clone());
    let script = ready()
        .then(begins("0"))
        .notices("aus dem Brief, 5", move || pulled.pull(0))
        .when_waiting(move || interrupts.raise_for_tests());
    journey
        .run(&[], script)
        .exits(15)
        .sends(0)
        .says("An der Karte wurde nichts verändert, es ist kein Versuch");
}
