//! `unblock` in process: what its success leads to, and what does not lead on.

use pinlotse::virtual_card::{Behaviour, CosGeneration};
use support::faults::{Bench, card};
use support::journey::{Journey, NEW_CH, holder, letter_fits};
use support::life::{NEXT, PUK_CH, WRONG_PUK, block, blocked};
use support::script::Script;

#[test]
fn a_holder_who_declines_is_not_told_of_new_tries() {
    let mut journey = Journey::with("hba");
    let script = Script::person()
        .asks("Diesen Weg versuchen?", "j")
        .then(letter_fits())
        .then(holder("n"));
    let ran = journey.run(
        &["--json", "unblock", "--pin", "qes", "--spend-puk-use"],
        script,
    );
    ran.fails(13, "holder")
        .sends(0)
        .never_says("hat wieder drei Versuche");
    assert_eq!(ran.document()["results"].as_array().unwrap().len(), 1);
}

#[test]
fn a_holder_who_declines_leaves_the_last_hidden_try_alone() {
    let mut journey = Journey::with("hba");
    journey.others_fail("PIN.QES", 2);
    let script = Script::person()
        .asks("Diesen Weg versuchen?", "j")
        .then(letter_fits())
        .then(holder("n"));
    let ran = journey.run(
        &["--json", "unblock", "--pin", "qes", "--spend-puk-use"],
        script,
    );
    ran.fails(13, "holder").sends(0);
    assert_eq!(
        (journey.state_qes().as_str(), journey.puk_uses("PIN.QES")),
        ("62C1", 10)
    );
}

#[test]
fn a_puk_used_up_does_not_make_a_pin_that_is_set_blocked_for_good() {
    let mut journey = Journey::set("hba");
    for _ in 0..9 {
        journey.others_send(
            &[],
            &[format!("002C000110{}{}", block(WRONG_PUK), block(NEXT))],
        );
    }
    let secrets = format!("puk.ch = {WRONG_PUK}\nnew.ch = {NEXT}\n");
    let four = journey.tail();
    for (flags, answer) in [(&[][..], "63C0"), (&["--last-try", &four][..], "6983")] {
        let flags = [&["--pin", "ch", "--spend-puk-use"], flags].concat();
        let ran = journey.script_of("unblock", &secrets, &flags);
        ran.fails(12, "puk_used_up")
            .sends(1)
            .never_says("endgültig gesperrt: ");
        ran.says("ist verbraucht").says(answer);
        assert_eq!(
            (
                ran.value("/error/status_word"),
                ran.value("/results/0/after")
            ),
            (answer.into(), "set".into())
        );
    }
    assert!(journey.is(NEW_CH));
}

#[test]
fn a_puk_used_up_on_a_blocked_pin_names_what_the_card_answered() {
    let mut journey = blocked("hba", "PIN.CH");
    for _ in 0..9 {
        journey.others_send(
            &[],
            &[format!("002C000110{}{}", block(WRONG_PUK), block(NEXT))],
        );
    }
    let ran = journey.script_of(
        "unblock",
        &format!("puk.ch = {WRONG_PUK}\nnew.ch = {NEXT}\n"),
        &[],
    );
    ran.fails(12, "blocked_for_good").sends(1).says("(63C0)");
    assert_eq!(ran.value("/error/status_word"), "63C0");
}

#[test]
fn a_transport_pin_that_an_older_card_may_hide_as_blocked_is_not_said_to_be_free() {
    let mut older = card("hba");
    older.set_behaviour(Behaviour {
        cos: CosGeneration::Older,
        ..Behaviour::default()
    });
    let bench = Bench::new();
    bench.add("Testleser 00 00", Some(older));
    let mut journey = Journey::on(bench);
    journey.others_fail("PIN.CH", 3);
    let secrets = format!("puk.ch = {PUK_CH}\nnew.ch = {NEXT}\n");
    let ran = journey.script_of("unblock", &secrets, &[]);
    ran.exits(0)
        .sends(0)
        .never_says("es ist nichts zu tun")
        .says("Ältere Karten zeigen eine gesperrte Transport-PIN aber nicht an");
    let ran = journey.script_of("unblock", &secrets, &["--pin", "ch"]);
    ran.fails(13, "not_blocked")
        .sends(0)
        .never_says("ist nicht gesperrt")
        .says("Zuerst „pinlotse aktivieren --pin ch“");
}
