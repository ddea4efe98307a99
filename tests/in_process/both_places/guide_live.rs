//! What happens beside the questions of the guide.

use support::journey::{ends, ready, welcomed};
use support::script::Script;

use super::fresh;

#[test]
fn a_window_that_is_gone_with_the_program_stays_open_until_enter() {
    for mut desk in fresh("hba") {
        let script = Script::person().in_own_window().then(ready());
        let script = script.then(ends()).asks("Dieses Fenster schließt sich", "");
        desk.guide(script).exits(0);
    }
    for mut desk in fresh("hba") {
        desk.guide(ready().then(ends()))
            .never_says("Dieses Fenster");
    }
}

#[test]
fn a_command_in_such_a_window_waits_for_nobody() {
    for mut desk in fresh("hba") {
        let ran = desk.run(&["status"], Script::person().in_own_window());
        ran.exits(0).never_says("Dieses Fenster");
    }
}

#[test]
fn digits_typed_while_a_card_is_waited_for_are_taken_off_the_screen() {
    for mut desk in fresh("hba") {
        desk.hand().pulls();
        let script = welcomed()
            .asks("Bitte die Karte einstecken", "740926")
            .then(ends());
        let ran = desk.run(&[], script);
        ran.exits(5).sends(0);
        let heard = ran.heard.borrow();
        let taken = &heard.taken_back;
        assert!(taken.iter().any(|prompt| prompt.contains("einstecken")));
    }
}
