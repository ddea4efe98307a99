//! What happens beside the questions: cards that come and go, and the window that closes.

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
