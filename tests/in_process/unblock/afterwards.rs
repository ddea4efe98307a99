//! `unblock` in process: what its success leads to, and what does not lead on.

use pinlotse::virtual_card::{Behaviour, CosGeneration};
use support::faults::{Bench, card};
use support::journey::{Journey, NEW_CH, NEW_QES, WRONG, enters, holder, letter_fits};
use support::life::{
    NEXT, PUK_CH, PUK_QES, WRONG_OWN, WRONG_PUK, activate_now, asks_puk, block, blocked,
};
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

#[test]
fn wrong_puks_of_all_pins_count_for_the_card() {
    let mut journey = blocked("hba", "PIN.CH");
    journey.others_fail("PIN.QES", 3);
    let four = journey.tail();
    let secrets = format!("puk.ch = {WRONG_PUK}\nnew.ch = {NEXT}\n");
    journey
        .script_of("unblock", &secrets, &["--pin", "ch"])
        .fails(10, "wrong_secret")
        .sends(1);
    let of_qes = format!("puk.qes = {WRONG_PUK}\n");
    let flags = ["--pin", "qes", "--holder-present"];
    journey
        .script_of("unblock", &of_qes, &flags)
        .fails(13, "try_again")
        .sends(0);
    let again = ["--pin", "ch", "--try-again", &four];
    journey
        .script_of("unblock", &secrets, &again)
        .fails(10, "wrong_secret")
        .sends(1);
    // The third wrong one of the card, though the first of PIN.QES.
    let again = [&flags[..], &["--try-again", &four]].concat();
    journey
        .script_of("unblock", &of_qes, &again)
        .fails(13, "last_try")
        .sends(0);
    assert_eq!(journey.puk_uses("PIN.QES"), 10);
}

#[test]
fn after_a_rescue_the_tries_are_those_that_the_puk_gave_back() {
    let mut journey = Journey::with("hba");
    journey.others_fail("PIN.QES", 3);
    let script = Script::person()
        .asks("Hatten Sie schon eine eigene PIN gesetzt", "n")
        .asks("Diesen Weg versuchen?", "j")
        .then(letter_fits())
        .then(holder("j"))
        .then(asks_puk("PIN.QES", PUK_QES))
        .then(activate_now("j"))
        .then(enters("PIN.QES", WRONG, NEW_QES));
    let ran = journey.run(&["--json", "unblock"], script);
    ran.fails(10, "wrong_secret")
        .sends(2)
        .says("Nach der PUK-Anwendung übrig: 3 Versuche");
}

#[test]
fn status_names_a_last_try_and_a_blocked_pin_beside_the_next_step() {
    let mut journey = Journey::set("smcb");
    journey.others_fail("PIN.SMC", 2);
    journey
        .run(&["status"], Script::nobody())
        .exits(0)
        .says("Vorsicht: PIN der SMC-B (PIN.SMC) hat nur noch 1 Versuch");
    let mut journey = Journey::with("hba");
    journey.others_fail("PIN.QES", 3);
    let ran = journey.run(&["status"], Script::nobody());
    ran.exits(0)
        .says("Nächster Schritt: Signatur-PIN (PIN.QES) ist gesperrt. Galten noch die Ziffern")
        .says("zuerst „pinlotse entsperren“")
        .never_says("pinlotse activate");
}

#[test]
fn an_own_pin_that_this_run_blocked_is_for_the_puk_and_nothing_else() {
    let mut journey = Journey::set("smcb");
    journey.others_fail("PIN.SMC", 2);
    let four = journey.tail();
    let secrets = format!("current.smc = {WRONG_OWN}\n");
    let flags = ["--pin", "smc", "--last-try", &four];
    let ran = journey.script_of("verify", &secrets, &flags);
    ran.fails(11, "blocked")
        .sends(1)
        .says("Mit der PUK aus dem PIN-Brief entsperren");
    ran.never_says("Galt noch die Transport-PIN")
        .never_says("Hatten Sie schon eine eigene PIN");
    // In a later run nobody knows that any more.
    journey
        .script_of("verify", &secrets, &flags)
        .fails(11, "blocked")
        .sends(0)
        .says("Galt noch die Transport-PIN");
}
