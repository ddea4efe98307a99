//! The rescue of a Transport-PIN that is blocked: offered as what it is, and where it leads.

use pinlotse::virtual_card::{Behaviour, CosGeneration, TransportStatus};
use serde_json::json;
use support::faults::{Bench, card};
use support::journey::{BUILT_IN, Journey, NEW_QES, WRONG, enters, holder, letter_fits};
use support::life::{
    NEXT, PUK_CH, PUK_QES, PUK_SMC, activate_now, asks_new, asks_puk, puk_smc, rescue,
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
