//! The rescue of a Transport-PIN that is blocked: offered as what it is, and where it leads.

use serde_json::{Value, json};
use support::journey::{BUILT_IN, NEW_QES, NEW_SMC, WRONG, enters, holder, letter_fits};
use support::life::{
    NEXT, PUK_QES, PUK_SMC, WRONG_OWN, WRONG_PUK, activate_now, asks_new, asks_puk, puk_smc, rescue,
};
use support::script::Script;

use super::{Desk, blocked, fresh, in_use, transport_blocked};

/// A fresh SMC-B whose Transport-PIN this PC blocked by its own third try, after two elsewhere.
fn blocked_here() -> [Desk; 2] {
    fresh("smcb").map(|desk| {
        let mut desk = desk.with_others_failing("PIN.SMC", 2);
        let secrets = format!("transport.smc = {WRONG}\nnew.smc = {NEW_SMC}\n");
        let four = desk.tail();
        let flags = ["--pin", "smc", "--tries-used", "2", "--last-try", &four];
        let ran = desk.script(&secrets, &flags);
        ran.fails(11, "blocked")
            .sends(1)
            .says("Den Herausgeber der Karte fragen");
        assert_eq!(desk.truth("PIN.SMC").tries, 0);
        desk
    })
}

/// The rescue of PIN.QES, up to the offer.
fn rescues_qes() -> Script {
    rescue("j")
        .then(letter_fits())
        .then(holder("j"))
        .then(asks_puk("PIN.QES", PUK_QES))
}

#[test]
fn a_blocked_transport_pin_is_rescued_only_after_the_whole_truth() {
    for answer in ["n", ""] {
        for mut desk in transport_blocked("hba", "PIN.CH") {
            let ran = desk.run(&["unblock"], rescue(answer));
            ran.exits(15)
                .sends(0)
                .says("Ihr Herausgeber nennt diese Karte verloren")
                .says("nicht erprobt");
            ran.says("Er verbraucht eine PUK-Anwendung");
            assert_eq!(desk.puk_uses("PIN.CH"), 10);
        }
    }
}

#[test]
fn the_rescue_of_pin_qes_may_end_there_and_says_what_is_open() {
    for answer in ["n", ""] {
        for mut desk in transport_blocked("hba", "PIN.QES") {
            let ran = desk.run(
                &["--json", "unblock"],
                rescues_qes().then(activate_now(answer)),
            );
            ran.exits(0)
                .sends(1)
                .says("Noch offen:")
                .says("Signatur-PIN (PIN.QES)")
                .never_says("Es gilt die alte PIN");
            assert_eq!(ran.value("/results/1/after"), "transport");
            assert_eq!(
                (ran.value("/complete"), ran.value("/changed")),
                (json!(false), json!(true))
            );
            assert!(desk.truth("PIN.QES").transport);
        }
    }
}

#[test]
fn a_rescue_that_is_cancelled_midway_claims_neither_set_nor_untouched() {
    let offer = || Script::person().cancels_at("Jetzt gleich aktivieren?");
    let letter = || activate_now("j").cancels_at("aus dem Brief");
    let new = || {
        let letter = activate_now("j").asks_seen("aus dem Brief", BUILT_IN.qes);
        letter.cancels_at("6 bis 8 Ziffern")
    };
    let ends: [(&str, &dyn Fn() -> Script); 3] =
        [("offer", &offer), ("letter", &letter), ("new", &new)];
    for (at, end) in ends {
        for mut desk in transport_blocked("hba", "PIN.QES") {
            // At a terminal Enter is the only question.
            if at == "new" && matches!(desk, Desk::Terminal(..)) {
                continue;
            }
            let ran = desk.run(&["unblock"], rescues_qes().then(end()));
            ran.exits(15)
                .sends(1)
                .says("Eine PUK-Anwendung ist verbraucht")
                .says("pinlotse aktivieren --pin qes");
            ran.never_says("Gesetzt, und bleibt es")
                .never_says("nicht angefasst")
                .never_says("nichts verändert");
            assert!(desk.truth("PIN.QES").transport, "{at}");
        }
    }
}

#[test]
fn a_wrong_transport_pin_after_the_rescue_is_told_without_calling_it_set() {
    for mut desk in transport_blocked("hba", "PIN.QES") {
        let script = rescues_qes()
            .then(activate_now("j"))
            .then(enters("PIN.QES", WRONG, NEW_QES));
        let ran = desk.run(&["--json", "unblock"], script);
        ran.fails(10, "wrong_secret")
            .sends(2)
            .never_says("Gesetzt, und bleibt es")
            .says("und noch die Transport-PIN");
        assert_eq!(
            (
                ran.value("/error/tries_left"),
                ran.value("/error/puk_uses_left")
            ),
            (json!(2), Value::Null)
        );
        assert_eq!(desk.noted("pin.qes"), Some((1, 0, 0)));
    }
}

#[test]
fn a_rescue_whose_answer_was_lost_leads_on_too() {
    for mut desk in transport_blocked("hba", "PIN.QES") {
        desk.loses_the_next_answer("unblock");
        let script =
            rescues_qes()
                .then(activate_now("j"))
                .then(enters("PIN.QES", BUILT_IN.qes, NEW_QES));
        let ran = desk.run(&["--json", "unblock"], script);
        ran.exits(0)
            .sends(2)
            .says("Die Antwort der Karte ging verloren");
        assert_eq!(
            (
                ran.value("/results/1/answer"),
                ran.value("/results/2/answer")
            ),
            (json!("lost"), json!("read"))
        );
        assert!(desk.qes_is(NEW_QES));
    }
}

#[test]
fn unblocking_speaks_english_to_those_who_want_it() {
    for mut desk in transport_blocked("hba", "PIN.QES") {
        let person = Script::person;
        let script = person()
            .asks("Had you already set a PIN of your own", "n")
            .asks("Try this way?", "y")
            .asks("y, n or k:", "y")
            .asks("This PIN is a signature", "y")
            .asks_secret("PUK of PIN.QES from the letter", PUK_QES)
            .asks_secret("PUK of PIN.QES once more", PUK_QES)
            .asks("Activate it now?", "n");
        let ran = desk.run(&["--lang", "en", "unblock"], script);
        ran.exits(0)
            .says("Your issuer calls this card lost")
            .says("still holds the Transport-PIN");
        ran.says("Still open:")
            .never_says("Karte")
            .never_says("Versuch");
    }
}

#[test]
fn a_transport_pin_that_this_pc_blocked_is_for_the_issuer_in_every_later_run() {
    for mut desk in blocked_here() {
        for _ in 0..2 {
            let ran = desk.run(&["status"], Script::nobody());
            ran.exits(0)
                .says("GESPERRT, laut Notizen vor der Aktivierung");
            ran.says("Nächster Schritt: Den Herausgeber der Karte fragen")
                .never_says("unblock");
            let ran = desk.run(&["--json", "status"], Script::nobody());
            assert_eq!(ran.value("/pins/0/blocked_in_transport"), true);
            assert_eq!(ran.value("/next_step/code"), "order_replacement");
            assert_eq!(
                (ran.value("/pins/0/state"), ran.value("/pins/0/tries_left")),
                (json!("blocked"), json!(0))
            );
        }
        let ran = desk.run(&["--json", "notes", "show"], Script::nobody());
        ran.says("gesperrt, als noch die Transport-PIN galt");
        let ran = desk.script(
            &format!("transport.smc = {WRONG}\nnew.smc = {NEW_SMC}\n"),
            &[],
        );
        ran.fails(11, "blocked")
            .sends(0)
            .says("Den Herausgeber der Karte fragen")
            .never_says("unblock");
    }
}

#[test]
fn nobody_is_asked_whether_a_pin_was_set_that_this_pc_saw_blocked_before() {
    for mut desk in blocked_here() {
        let script = Script::person().asks("Diesen Weg versuchen?", "n");
        desk.run(&["unblock"], script)
            .exits(15)
            .sends(0)
            .says("Ihr Herausgeber nennt diese Karte verloren");
        desk.script_of("unblock", &puk_smc(PUK_SMC), &[])
            .fails(13, "transport_blocked")
            .sends(0);
        let script = Script::person()
            .asks("Diesen Weg versuchen?", "j")
            .then(letter_fits())
            .then(asks_puk("PIN.SMC", PUK_SMC))
            .then(asks_new("PIN.SMC", NEXT));
        desk.run(&["unblock"], script).exits(0).sends(1);
        // Rescued and blocked anew: then it is an own PIN.
        desk.others_fail("PIN.SMC", 3);
        let ran = desk.run(&["--json", "status"], Script::nobody());
        assert_eq!(
            (
                ran.value("/pins/0/blocked_in_transport"),
                ran.value("/next_step/code")
            ),
            (json!(false), json!("unblock"))
        );
    }
}

#[test]
fn a_transport_pin_that_others_blocked_is_asked_about_as_before() {
    for mut desk in transport_blocked("smcb", "PIN.SMC") {
        let ran = desk.run(&["--json", "status"], Script::nobody());
        assert_eq!(
            (
                ran.value("/pins/0/blocked_in_transport"),
                ran.value("/next_step/code")
            ),
            (json!(false), json!("unblock"))
        );
        desk.run(&["unblock"], rescue("n")).exits(15).sends(0);
    }
}

#[test]
fn wrong_puks_of_all_pins_count_for_the_card() {
    for mut desk in blocked("hba", "PIN.CH") {
        desk.others_fail("PIN.QES", 3);
        let four = desk.tail();
        let secrets = format!("puk.ch = {WRONG_PUK}\nnew.ch = {NEXT}\n");
        desk.script_of("unblock", &secrets, &["--pin", "ch"])
            .fails(10, "wrong_secret")
            .sends(1);
        let of_qes = format!("puk.qes = {WRONG_PUK}\n");
        let flags = ["--pin", "qes", "--holder-present"];
        desk.script_of("unblock", &of_qes, &flags)
            .fails(13, "try_again")
            .sends(0);
        let again = ["--pin", "ch", "--try-again", &four];
        desk.script_of("unblock", &secrets, &again)
            .fails(10, "wrong_secret")
            .sends(1);
        // The third wrong one of the card, though the first of PIN.QES.
        let again = [&flags[..], &["--try-again", &four]].concat();
        desk.script_of("unblock", &of_qes, &again)
            .fails(13, "last_try")
            .sends(0);
        assert_eq!(desk.puk_uses("PIN.QES"), 10);
    }
}

#[test]
fn after_a_rescue_the_tries_are_those_that_the_puk_gave_back() {
    for mut desk in fresh("hba") {
        desk.others_fail("PIN.QES", 3);
        let script = Script::person()
            .asks("Hatten Sie schon eine eigene PIN gesetzt", "n")
            .asks("Diesen Weg versuchen?", "j")
            .then(letter_fits())
            .then(holder("j"))
            .then(asks_puk("PIN.QES", PUK_QES))
            .then(activate_now("j"))
            .then(enters("PIN.QES", WRONG, NEW_QES));
        let ran = desk.run(&["--json", "unblock"], script);
        ran.fails(10, "wrong_secret")
            .sends(2)
            .says("Nach der PUK-Anwendung übrig: 3 Versuche");
    }
}

#[test]
fn status_names_a_last_try_and_a_blocked_pin_beside_the_next_step() {
    for mut desk in in_use("smcb") {
        desk.others_fail("PIN.SMC", 2);
        desk.run(&["status"], Script::nobody())
            .exits(0)
            .says("Vorsicht: PIN der SMC-B (PIN.SMC) hat nur noch 1 Versuch");
    }
    for mut desk in fresh("hba") {
        desk.others_fail("PIN.QES", 3);
        let ran = desk.run(&["status"], Script::nobody());
        ran.exits(0)
            .says("Nächster Schritt: Signatur-PIN (PIN.QES) ist gesperrt. Galten noch die Ziffern")
            .says("zuerst „pinlotse entsperren“")
            .never_says("pinlotse activate");
    }
}

#[test]
fn an_own_pin_that_this_run_blocked_is_for_the_puk_and_nothing_else() {
    for mut desk in in_use("smcb") {
        desk.others_fail("PIN.SMC", 2);
        let four = desk.tail();
        let secrets = format!("current.smc = {WRONG_OWN}\n");
        let flags = ["--pin", "smc", "--last-try", &four];
        let ran = desk.script_of("verify", &secrets, &flags);
        ran.fails(11, "blocked")
            .sends(1)
            .says("Mit der PUK aus dem PIN-Brief entsperren");
        ran.never_says("Galt noch die Transport-PIN")
            .never_says("Hatten Sie schon eine eigene PIN");
        // In a later run nobody knows that any more.
        desk.script_of("verify", &secrets, &flags)
            .fails(11, "blocked")
            .sends(0)
            .says("Galt noch die Transport-PIN");
    }
}
