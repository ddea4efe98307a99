//! What happens beside the questions: cards that come and go, and the window that closes.

use support::faults::card;
use support::journey::*;
use support::script::Script;

#[test]
fn a_window_that_is_gone_with_the_program_stays_open_until_enter() {
    let mut journey = Journey::with("hba");
    let script = Script::person().in_own_window().then(ready());
    let script = script.then(ends()).asks("Dieses Fenster schließt sich", "");
    guide(&mut journey, script).exits(0);
    let mut journey = Journey::with("hba");
    guide(&mut journey, ready().then(ends())).never_says("Dieses Fenster");
}

#[test]
fn a_command_in_such_a_window_waits_for_nobody() {
    let mut journey = Journey::with("hba");
    let ran = journey.run(&["status"], Script::person().in_own_window());
    ran.exits(0).never_says("Dieses Fenster");
}

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
        .says("Die Karte ist nicht mehr im Leser.")
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
        .never_says("nicht mehr im Leser");
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

#[test]
fn digits_typed_while_a_card_is_waited_for_are_taken_off_the_screen() {
    let mut journey = Journey::with("hba");
    journey.bench.pull(0);
    let script = welcomed()
        .asks("Bitte die Karte einstecken", "740926")
        .then(ends());
    let ran = journey.run(&[], script);
    ran.exits(5).sends(0);
    let heard = ran.heard.borrow();
    let taken = &heard.taken_back;
    assert!(taken.iter().any(|prompt| prompt.contains("einstecken")));
}
