//! The rescue of a Transport-PIN that is blocked: offered as what it is, and where it leads.

use pinlotse::virtual_card::{Behaviour, CosGeneration, TransportStatus};
use serde_json::{Value, json};
use support::faults::{At, Bench, Fault, card};
use support::journey::{BUILT_IN, Journey, NEW_QES, NEW_SMC, WRONG, enters, holder, letter_fits};
use support::life::{
    NEXT, PUK_CH, PUK_QES, PUK_SMC, activate_now, asks_new, asks_puk, noted, puk_smc, rescue,
    transport_blocked,
};
use support::script::Script;

fn is_transport(journey: &Journey, pin: &str) -> bool {
    let card = journey.bench.card(0);
    let card = card.borrow();
    card.passwords().any(|password| {
        password.name == pin && password.transport_status == TransportStatus::TransportPin
    })
}

#[test]
fn a_blocked_transport_pin_is_rescued_only_after_the_whole_truth() {
    for answer in ["n", ""] {
        let mut journey = transport_blocked("hba", "PIN.CH");
        let ran = journey.run(&["unblock"], rescue(answer));
        ran.exits(15)
            .sends(0)
            .says("Ihr Herausgeber nennt diese Karte verloren")
            .says("nicht erprobt");
        ran.says("Er verbraucht eine PUK-Anwendung");
        assert_eq!(journey.puk_uses("PIN.CH"), 10);
    }
}

#[test]
fn the_rescue_of_pin_ch_ends_its_transport_state() {
    let mut journey = transport_blocked("hba", "PIN.CH");
    let script = rescue("j")
        .then(letter_fits())
        .then(asks_puk("PIN.CH", PUK_CH))
        .then(asks_new("PIN.CH", NEXT));
    let ran = journey.run(&["--json", "unblock"], script);
    ran.exits(0)
        .sends(1)
        .says("Noch offen: Signatur-PIN (PIN.QES)");
    assert_eq!(
        (
            ran.value("/results/0/before"),
            ran.value("/results/0/after")
        ),
        (json!("blocked"), json!("set"))
    );
    assert_eq!(ran.value("/complete"), false);
    assert_eq!(journey.state(), "63C3");
    assert!(!is_transport(&journey, "PIN.CH") && journey.is(NEXT));
}

/// PIN.QES with its Transport-PIN blocked, up to the offer.
fn rescued_qes() -> (Journey, Script) {
    let journey = transport_blocked("hba", "PIN.QES");
    let script = rescue("j")
        .then(letter_fits())
        .then(holder("j"))
        .then(asks_puk("PIN.QES", PUK_QES));
    (journey, script)
}

#[test]
fn the_rescue_of_pin_qes_leads_on_to_its_activation_in_the_same_run() {
    let (mut journey, script) = rescued_qes();
    let script = script
        .then(activate_now("j"))
        .then(enters("PIN.QES", BUILT_IN.qes, NEW_QES));
    let ran = journey.run(&["--json", "unblock"], script);
    ran.exits(0)
        .sends(2)
        .says("hat wieder drei Versuche und noch die Transport-PIN");
    ran.says("Die Transport-PIN aus dem Brief bekommt dabei nur neue Versuche");
    ran.says("Nach der PUK-Anwendung übrig: 3 Versuche")
        .never_says("nach Ihrer Angabe");
    // PIN.CH was not blocked; then both steps of PIN.QES.
    let row = |index: usize| {
        let of = |key: &str| ran.value(&format!("/results/{index}/{key}"));
        (of("pin"), of("before"), of("after"), of("changed"))
    };
    assert_eq!(
        row(1),
        (
            json!("qes"),
            json!("blocked"),
            json!("transport"),
            json!(true)
        )
    );
    assert_eq!(
        row(2),
        (json!("qes"), json!("transport"), json!("set"), json!(true))
    );
    assert_eq!(journey.state_qes(), "63C3");
    assert!(journey.qes_is(NEW_QES));
    let commands = journey.bench.log();
    assert!(
        commands
            .iter()
            .all(|exchange| exchange.header != [0, 0x2C, 0, 0x81])
    );
}

#[test]
fn the_rescue_of_pin_qes_may_end_there_and_says_what_is_open() {
    for answer in ["n", ""] {
        let (mut journey, script) = rescued_qes();
        let ran = journey.run(&["--json", "unblock"], script.then(activate_now(answer)));
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
        assert_eq!(journey.state_qes(), "62C1");
        assert!(is_transport(&journey, "PIN.QES"));
    }
}

#[test]
fn a_rescue_that_is_cancelled_midway_claims_neither_set_nor_untouched() {
    let ends: [(&str, Script); 3] = [
        (
            "offer",
            Script::person().cancels_at("Jetzt gleich aktivieren?"),
        ),
        ("letter", activate_now("j").cancels_at("aus dem Brief")),
        (
            "new",
            activate_now("j")
                .asks_seen("aus dem Brief", BUILT_IN.qes)
                .cancels_at("6 bis 8 Ziffern"),
        ),
    ];
    for (at, end) in ends {
        let (mut journey, script) = rescued_qes();
        let ran = journey.run(&["unblock"], script.then(end));
        ran.exits(15)
            .sends(1)
            .says("Eine PUK-Anwendung ist verbraucht")
            .says("pinlotse aktivieren --pin qes");
        ran.never_says("Gesetzt, und bleibt es")
            .never_says("nicht angefasst")
            .never_says("nichts verändert");
        assert_eq!(journey.state_qes(), "62C1", "{at}");
    }
}

#[test]
fn a_wrong_transport_pin_after_the_rescue_is_told_without_calling_it_set() {
    let (mut journey, script) = rescued_qes();
    let script = script
        .then(activate_now("j"))
        .then(enters("PIN.QES", WRONG, NEW_QES));
    let ran = journey.run(&["--json", "unblock"], script);
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
    assert_eq!(noted(&mut journey, "pin.qes"), Some((1, 0, 0)));
}

#[test]
fn a_script_takes_no_way_of_a_blocked_transport_pin_unasked() {
    let mut journey = older("smcb", "PIN.SMC", &[]);
    for flags in [&[][..], &["--pin", "smc"]] {
        let ran = journey.script_of("unblock", &puk_smc(PUK_SMC), flags);
        ran.fails(13, "transport_blocked")
            .sends(0)
            .says("womöglich noch die Transport-PIN");
        assert_eq!(ran.value("/results/0/skipped"), "blocked");
    }
    journey
        .script_of(
            "unblock",
            &puk_smc(PUK_SMC),
            &["--pin", "smc", "--spend-puk-use"],
        )
        .exits(0)
        .sends(1);
}

#[test]
fn a_script_rescues_pin_qes_and_never_goes_on_by_itself() {
    let mut journey = transport_blocked("hba", "PIN.QES");
    let secrets = format!("puk.qes = {PUK_QES}\n");
    let told = ["--holder-present", "--pin", "qes", "--spend-puk-use"];
    let ran = journey.script_of("unblock", &secrets, &told);
    ran.exits(0).sends(1).says("Noch offen");
    assert_eq!(ran.value("/results/0/after"), "transport");
    assert_eq!(ran.value("/unused"), json!([]));
}

/// An older card: 62C1 although its Transport-PIN is blocked, as this PC found out.
fn older(source: &str, pin: &str, activate: &[&str]) -> Journey {
    let mut older = card(source);
    older.set_behaviour(Behaviour {
        cos: CosGeneration::Older,
        ..Behaviour::default()
    });
    let bench = Bench::new();
    bench.add("Testleser 00 00", Some(older));
    let mut journey = Journey::on(bench);
    journey.others_fail(pin, 3);
    let word = &pin[4..].to_lowercase();
    let secrets = format!("transport.{word} = {WRONG}\nnew.{word} = {NEXT}\n");
    journey
        .script(&secrets, activate)
        .fails(11, "blocked")
        .sends(1);
    journey
}

#[test]
fn an_older_card_that_hides_its_block_is_unblocked_by_what_was_noted() {
    let mut journey = older("smcb", "PIN.SMC", &[]);
    assert_eq!(journey.state(), "62C1");
    let ran = journey.script_of(
        "unblock",
        &puk_smc(PUK_SMC),
        &["--pin", "smc", "--spend-puk-use"],
    );
    ran.exits(0).sends(1);
    assert_eq!(
        (
            ran.value("/results/0/before"),
            ran.value("/results/0/after")
        ),
        (json!("transport"), json!("set"))
    );
    assert_eq!(ran.value("/unused"), json!([]), "both keys were used");
    assert!(journey.is(NEXT));
    let mut journey = older("smcb", "PIN.SMC", &[]);
    let script = Script::person()
        .asks("Diesen Weg versuchen?", "j")
        .then(letter_fits());
    let script = script
        .then(asks_puk("PIN.SMC", PUK_SMC))
        .then(asks_new("PIN.SMC", NEXT));
    journey.run(&["unblock"], script).exits(0).sends(1);
}

#[test]
fn an_older_card_gets_new_tries_for_the_transport_pin_of_pin_qes() {
    let mut journey = older("hba", "PIN.QES", &["--pin", "qes", "--holder-present"]);
    let script = Script::person()
        .asks("Diesen Weg versuchen?", "j")
        .then(letter_fits())
        .then(holder("j"));
    let script = script
        .then(asks_puk("PIN.QES", PUK_QES))
        .then(activate_now("j"));
    journey
        .run(
            &["unblock"],
            script.then(enters("PIN.QES", BUILT_IN.qes, NEW_QES)),
        )
        .exits(0)
        .sends(2);
    assert!(journey.qes_is(NEW_QES));
}

#[test]
fn a_rescue_whose_answer_was_lost_leads_on_too() {
    let (mut journey, script) = rescued_qes();
    journey.bench.once(At::Secret, Fault::LoseAnswer);
    let script = script
        .then(activate_now("j"))
        .then(enters("PIN.QES", BUILT_IN.qes, NEW_QES));
    let ran = journey.run(&["--json", "unblock"], script);
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
    assert!(journey.qes_is(NEW_QES));
}

#[test]
fn unblocking_speaks_english_to_those_who_want_it() {
    let mut journey = transport_blocked("hba", "PIN.QES");
    let person = Script::person;
    let script = person()
        .asks("Had you already set a PIN of your own", "n")
        .asks("Try this way?", "y")
        .asks("y, n or k:", "y")
        .asks("This PIN is a signature", "y")
        .asks_secret("PUK of PIN.QES from the letter", PUK_QES)
        .asks_secret("PUK of PIN.QES once more", PUK_QES)
        .asks("Activate it now?", "n");
    let ran = journey.run(&["--lang", "en", "unblock"], script);
    ran.exits(0)
        .says("Your issuer calls this card lost")
        .says("still holds the Transport-PIN");
    ran.says("Still open:")
        .never_says("Karte")
        .never_says("Versuch");
}

/// A fresh SMC-B whose Transport-PIN this PC blocked by its own third try, after two elsewhere.
fn blocked_here() -> Journey {
    let mut journey = Journey::with("smcb");
    journey.others_fail("PIN.SMC", 2);
    let secrets = format!("transport.smc = {WRONG}\nnew.smc = {NEW_SMC}\n");
    let four = journey.tail();
    let ran = journey.script(
        &secrets,
        &["--pin", "smc", "--tries-used", "2", "--last-try", &four],
    );
    ran.fails(11, "blocked")
        .sends(1)
        .says("Den Herausgeber der Karte fragen");
    assert_eq!(journey.state(), "63C0");
    journey
}

#[test]
fn a_transport_pin_that_this_pc_blocked_is_for_the_issuer_in_every_later_run() {
    let mut journey = blocked_here();
    for _ in 0..2 {
        let ran = journey.run(&["status"], Script::nobody());
        ran.exits(0)
            .says("GESPERRT, laut Notizen vor der Aktivierung");
        ran.says("Nächster Schritt: Den Herausgeber der Karte fragen")
            .never_says("unblock");
        let ran = journey.run(&["--json", "status"], Script::nobody());
        assert_eq!(ran.value("/pins/0/blocked_in_transport"), true);
        assert_eq!(ran.value("/next_step/code"), "order_replacement");
        assert_eq!(
            (ran.value("/pins/0/state"), ran.value("/pins/0/tries_left")),
            (json!("blocked"), json!(0))
        );
    }
    let ran = journey.run(&["--json", "notes", "show"], Script::nobody());
    ran.says("gesperrt, als noch die Transport-PIN galt");
    let ran = journey.script(
        &format!("transport.smc = {WRONG}\nnew.smc = {NEW_SMC}\n"),
        &[],
    );
    ran.fails(11, "blocked")
        .sends(0)
        .says("Den Herausgeber der Karte fragen")
        .never_says("unblock");
}

#[test]
fn nobody_is_asked_whether_a_pin_was_set_that_this_pc_saw_blocked_before() {
    let mut journey = blocked_here();
    let script = Script::person().asks("Diesen Weg versuchen?", "n");
    journey
        .run(&["unblock"], script)
        .exits(15)
        .sends(0)
        .says("Ihr Herausgeber nennt diese Karte verloren");
    journey
        .script_of("unblock", &puk_smc(PUK_SMC), &[])
        .fails(13, "transport_blocked")
        .sends(0);
    let script = Script::person()
        .asks("Diesen Weg versuchen?", "j")
        .then(letter_fits())
        .then(asks_puk("PIN.SMC", PUK_SMC))
        .then(asks_new("PIN.SMC", NEXT));
    journey.run(&["unblock"], script).exits(0).sends(1);
    // Rescued and blocked anew: then it is an own PIN.
    journey.others_fail("PIN.SMC", 3);
    let ran = journey.run(&["--json", "status"], Script::nobody());
    assert_eq!(
        (
            ran.value("/pins/0/blocked_in_transport"),
            ran.value("/next_step/code")
        ),
        (json!(false), json!("unblock"))
    );
}

#[test]
fn a_transport_pin_that_others_blocked_is_asked_about_as_before() {
    let mut journey = transport_blocked("smcb", "PIN.SMC");
    let ran = journey.run(&["--json", "status"], Script::nobody());
    assert_eq!(
        (
            ran.value("/pins/0/blocked_in_transport"),
            ran.value("/next_step/code")
        ),
        (json!(false), json!("unblock"))
    );
    journey.run(&["unblock"], rescue("n")).exits(15).sends(0);
}
