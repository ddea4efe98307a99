//! `unblock` in process: what its success leads to, and what does not lead on.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // In helpers too.

mod support;

use support::journey::{Journey, holder};
use support::script::Script;

#[test]
fn a_holder_who_declines_is_not_told_of_new_tries() {
    let mut journey = Journey::with("hba");
    let script = Script::person()
        .asks("Diesen Weg versuchen?", "j")
        .asks("Gehört dieser Brief zu dieser Karte?", "j")
        .then(holder("n"));
    let ran = journey.run(&["--json", "unblock", "--pin", "qes", "--spend-puk-use"], script);
    ran.fails(13, "holder").sends(0).never_says("hat wieder drei Versuche");
    assert_eq!(ran.document()["results"].as_array().unwrap().len(), 1);
}
