//! `unblock`: the PUK by PIN, its uses in two counts, and the way out for a Transport-PIN that is
//! blocked.

use serde_json::{Value, json};
use support::faults::{At, Fault};
use support::journey::{Journey, LETTER, NEW_CH, NEW_QES, NEW_SMC, holder, image, letter_fits};
use support::life::{
    NEXT, PUK_CH, PUK_QES, PUK_SMC, WRONG_PUK, asks_new, asks_puk, blocked, noted, own, puk_smc,
    still_known, was_set,
};
use support::script::Script;

/// PUK of gematik's images.
const PUK_IMAGE: &str = "12345678";

#[test]
fn pin_ch_and_pin_smc_get_a_new_pin_with_the_puk_typed_twice() {
    let images = [
        image("HBA_").map(|path| (path, "PIN.CH", PUK_IMAGE)),
        image("SMC_B_").map(|path| (path, "PIN.SMC", PUK_IMAGE)),
    ];
    let built_in = [
        ("hba".to_owned(), "PIN.CH", PUK_CH),
        ("smcb".to_owned(), "PIN.SMC", PUK_SMC),
    ];
    for (card, pin, puk) in built_in.into_iter().chain(images.into_iter().flatten()) {
        let mut journey = blocked(&card, pin);
        let ran = journey.run(
            &["unblock"],
            own().then(asks_puk(pin, puk)).then(asks_new(pin, NEXT)),
        );
        ran.exits(0)
            .sends(1)
            .says("ist entsperrt, es gilt die neue PIN")
            .says("Eine PUK-Anwendung ist verbraucht");
        ran.says("eine richtige; keine kommt zurück").says("Fertig");
        assert_eq!(journey.state(), "63C3");
        assert!(journey.is(NEXT));
        assert_eq!(journey.puk_uses(pin), 9);
        let secret = format!("puk.{}", pin[4..].to_lowercase());
        assert_eq!(
            noted(&mut journey, &secret),
            Some((0, 0, 1)),
            "a right use is counted"
        );
    }
}

#[test]
fn the_bytes_of_unblocking_are_those_of_the_specification() {
    let mut journey = blocked("smcb", "PIN.SMC");
    journey
        .script_of("unblock", &puk_smc(PUK_SMC), &[])
        .exits(0);
    assert_eq!(
        journey.bench.secret_commands(),
        ["002C0001102880617254FFFFFF26592837FFFFFFFF"]
    );
    assert_eq!(journey.bench.exchanges_per_secret(), [5]);
}

#[test]
fn a_script_may_no_more_than_a_person_make_the_puk_the_new_pin() {
    let mut journey = blocked("smcb", "PIN.SMC");
    let same = format!("puk.smc = {PUK_SMC}\nnew.smc = {PUK_SMC}\n");
    let ran = journey.script_of("unblock", &same, &[]);
    ran.fails(16, "new_pin_same")
        .sends(0)
        .says("„new.smc“ ist gleich „puk.smc“");
    assert_eq!(ran.exchanges, 0);
}

#[test]
fn pin_qes_keeps_its_pin_and_never_sees_a_new_one() {
    for (card, puk) in [("hba".to_owned(), PUK_QES)]
        .into_iter()
        .chain(image("HBA_").map(|path| (path, PUK_IMAGE)))
    {
        let mut journey = blocked(&card, "PIN.QES");
        let script = own()
            .then(holder("j"))
            .then(still_known("j"))
            .then(asks_puk("PIN.QES", puk));
        let ran = journey.run(&["--json", "unblock"], script);
        ran.exits(0)
            .sends(1)
            .says("Es gilt die alte PIN.")
            .says("PUK-Anwendung ist verbraucht");
        assert_eq!(
            (
                ran.value("/results/1/before"),
                ran.value("/results/1/after")
            ),
            (json!("blocked"), json!("set"))
        );
        let commands = journey.bench.secret_commands();
        assert_eq!(commands, [format!("002C01810828{puk}FFFFFF")]);
        assert_eq!(journey.state_qes(), "63C3");
        assert!(journey.qes_is(NEW_QES));
    }
}

#[test]
fn a_new_pin_for_pin_qes_is_not_used_and_p1_00_is_never_sent() {
    let mut journey = blocked("hba", "PIN.QES");
    let secrets = format!("puk.qes = {PUK_QES}\nnew.qes = {NEXT}\n");
    let ran = journey.script_of("unblock", &secrets, &["--holder-present"]);
    ran.exits(0).sends(1);
    assert_eq!(ran.value("/unused"), json!(["new.qes"]));
    assert!(
        journey
            .bench
            .log()
            .iter()
            .all(|exchange| exchange.header != [0, 0x2C, 0, 0x81])
    );
    assert!(journey.qes_is(NEW_QES));
}

#[test]
fn pin_qes_is_unblocked_by_its_holder_only() {
    let mut journey = blocked("hba", "PIN.QES");
    journey
        .run(&["unblock"], own().then(holder("n")))
        .exits(13)
        .sends(0);
    let secrets = format!("puk.qes = {PUK_QES}\n");
    assert_eq!(
        journey
            .script_of("unblock", &secrets, &[])
            .fails(13, "holder")
            .exchanges,
        0
    );
    let ran = journey.script_of("unblock", "", &[]);
    ran.exits(0)
        .sends(0)
        .never_says("Keine PIN dieser Karte ist gesperrt")
        .says("Noch offen: Signatur-PIN (PIN.QES)");
    assert_eq!(ran.value("/results/1/skipped"), "holder");
    assert_eq!(journey.state_qes(), "63C0");
}

#[test]
fn both_pins_of_an_ehba_are_unblocked_each_with_the_puk_asked_for_by_its_name() {
    let mut journey = blocked("hba", "PIN.CH");
    journey.others_fail("PIN.QES", 3);
    let script = was_set("j")
        .then(was_set("j"))
        .then(letter_fits())
        .then(asks_puk("PIN.CH", PUK_CH))
        .then(asks_new("PIN.CH", NEXT))
        .then(holder("j"))
        .then(still_known("j"))
        .then(asks_puk("PIN.QES", PUK_QES));
    journey
        .run(&["unblock"], script)
        .exits(0)
        .sends(2)
        .says("Manche Briefe nennen eine PUK für alles");
    assert!(journey.is(NEXT) && journey.qes_is(NEW_QES));
}

#[test]
fn a_wrong_puk_stops_the_run_and_names_uses_not_tries() {
    let mut journey = blocked("hba", "PIN.CH");
    journey.others_fail("PIN.QES", 3);
    let before = was_set("j").then(was_set("j")).then(letter_fits());
    let script = before
        .then(asks_puk("PIN.CH", WRONG_PUK))
        .then(asks_new("PIN.CH", NEXT));
    let ran = journey.run(&["--json", "unblock"], script);
    ran.fails(10, "wrong_secret")
        .sends(1)
        .says("9 Anwendungen")
        .says("Noch 2 falsche Eingaben, dann nennen die Herausgeber sie unbrauchbar; die Karte selbst zählt noch");
    assert_eq!(
        (
            ran.value("/error/puk_uses_left"),
            ran.value("/error/tries_left")
        ),
        (json!(9), Value::Null)
    );
    assert_eq!(
        (ran.value("/error/pin"), ran.value("/error/status_word")),
        (json!("ch"), json!("63C9"))
    );
    assert_eq!(ran.value("/results/1/skipped"), "stopped");
    assert_eq!(journey.state(), "63C0");
    assert_eq!(noted(&mut journey, "puk.ch"), Some((1, 0, 0)));
    assert_eq!(noted(&mut journey, "puk.qes"), None);
}

#[test]
fn the_last_of_ten_right_uses_needs_the_release_too() {
    let mut journey = Journey::set("smcb");
    let insist = ["--pin", "smc", "--spend-puk-use"];
    for used in 0..9 {
        let new = if used % 2 == 0 { NEXT } else { NEW_SMC };
        let secrets = format!("puk.smc = {PUK_SMC}\nnew.smc = {new}\n");
        journey
            .script_of("unblock", &secrets, &insist)
            .exits(0)
            .sends(1);
    }
    assert_eq!(journey.puk_uses("PIN.SMC"), 1);
    journey
        .script_of("unblock", &puk_smc(PUK_SMC), &insist)
        .fails(13, "last_try")
        .sends(0);
}

#[test]
fn six_nine_eight_three_to_the_puk_is_blocked_for_good() {
    let mut journey = blocked("smcb", "PIN.SMC");
    let wrong = format!("002C01010828{WRONG_PUK}FFFFFF");
    assert_eq!(journey.others_send(&[], &vec![wrong; 10])[9], "63C0");
    let ran = journey.script_of("unblock", &puk_smc(PUK_SMC), &[]);
    ran.fails(12, "blocked_for_good")
        .sends(1)
        .says("keine PUK mehr")
        .says("Herausgeber fragen");
    assert_eq!(
        (
            ran.value("/error/puk_uses_left"),
            ran.value("/error/tries_left")
        ),
        (json!(0), Value::Null)
    );
    assert_eq!(ran.value("/results/0/after"), "blocked");
    // Never refused for good by notes, but a deliberate act.
    journey
        .script_of("unblock", &puk_smc(PUK_SMC), &[])
        .fails(13, "last_try")
        .sends(0);
}

#[test]
fn a_pin_that_is_not_blocked_is_left_alone() {
    let mut journey = Journey::set("smcb");
    let ran = journey.run(&["--json", "unblock"], Script::person());
    ran.exits(0)
        .sends(0)
        .says("Keine PIN dieser Karte ist gesperrt, es ist nichts zu tun");
    assert_eq!(ran.value("/results/0/skipped"), "not_blocked");
    let ran = journey.run(&["--json", "unblock", "--pin", "smc"], Script::person());
    ran.fails(13, "not_blocked")
        .sends(0)
        .says("--pin smc --spend-puk-use");
    journey
        .script_of("unblock", &puk_smc(PUK_SMC), &["--pin", "smc"])
        .fails(13, "not_blocked")
        .sends(0);
    journey
        .script_of("unblock", &puk_smc(PUK_SMC), &["--spend-puk-use"])
        .exits(0)
        .sends(0);
    // A Transport-PIN that is not known to be blocked is none either.
    let mut journey = Journey::with("smcb");
    journey
        .run(&["unblock"], Script::person())
        .exits(0)
        .sends(0);
    journey
        .run(&["--json", "unblock", "--pin", "smc"], Script::person())
        .fails(13, "not_blocked")
        .sends(0);
}

#[test]
fn whoever_forgot_the_pin_may_insist() {
    let mut journey = Journey::set("smcb");
    let script = letter_fits()
        .then(asks_puk("PIN.SMC", PUK_SMC))
        .then(asks_new("PIN.SMC", NEXT));
    let ran = journey.run(&["unblock", "--pin", "smc", "--spend-puk-use"], script);
    ran.exits(0).sends(1);
    assert!(journey.is(NEXT));
    assert_eq!(journey.puk_uses("PIN.SMC"), 9);
}

#[test]
fn slips_at_the_puk_are_asked_again_and_cost_nothing() {
    let mut journey = blocked("smcb", "PIN.SMC");
    let first =
        |digits: &str| Script::person().asks_secret("PUK zur PIN.SMC aus dem Brief", digits);
    let script = own()
        .then(first("8061725"))
        .then(first("806172540"))
        .then(first("8061725O"))
        .then(first(PUK_SMC))
        .asks_secret("PUK zur PIN.SMC noch einmal", WRONG_PUK)
        .then(asks_puk("PIN.SMC", PUK_SMC))
        .asks_secret("6 bis 8 Ziffern", PUK_SMC)
        .then(asks_new("PIN.SMC", NEXT));
    let ran = journey.run(&["unblock"], script);
    ran.exits(0)
        .sends(1)
        .says("eine PUK hat 8")
        .says("Die beiden Eingaben sind verschieden");
    ran.says("Die neue PIN darf nicht die PUK sein")
        .never_says("darf nicht die Transport-PIN");
    assert_eq!(journey.puk_uses("PIN.SMC"), 9);
    let ran = journey.script_of(
        "unblock",
        &format!("puk.smc = 8061725\nnew.smc = {NEXT}\n"),
        &[],
    );
    assert_eq!(ran.fails(17, "secrets_length").exchanges, 0);
}

#[test]
fn unblocking_cancelled_at_any_prompt_sends_nothing() {
    let prompts = [
        "Hatten Sie schon",
        LETTER,
        "aus dem Brief",
        "noch einmal",
        "6 bis 8 Ziffern",
        "noch einmal",
    ];
    for (index, prompt) in prompts.iter().enumerate() {
        let answered = [
            was_set("j"),
            letter_fits(),
            Script::person().asks_secret("aus dem Brief", PUK_SMC),
            Script::person().asks_secret("noch einmal", PUK_SMC),
            Script::person().asks_secret("6 bis 8 Ziffern", NEXT),
        ];
        let script = answered
            .into_iter()
            .take(index)
            .fold(Script::person(), Script::then)
            .cancels_at(prompt);
        let mut journey = blocked("smcb", "PIN.SMC");
        journey
            .run(&["unblock"], script)
            .exits(15)
            .sends(0)
            .says("kein Versuch verbraucht");
        assert_eq!(
            (journey.state(), journey.puk_uses("PIN.SMC")),
            ("63C0".into(), 10)
        );
    }
}

#[test]
fn a_refused_new_pin_may_have_cost_a_use_and_says_so() {
    for (trailer, exit, word) in [
        (0x6985, 16, "new_pin_length"),
        (0x6982, 1, "refused_by_card"),
    ] {
        let mut journey = blocked("smcb", "PIN.SMC");
        journey.bench.once(At::Secret, Fault::Forge(trailer));
        let ran = journey.script_of("unblock", &puk_smc(PUK_SMC), &[]);
        ran.fails(exit, word)
            .sends(1)
            .says("Eine PUK-Anwendung kann verbraucht sein")
            .never_says("kostet keinen");
        assert_eq!(
            noted(&mut journey, "puk.smc"),
            Some((0, 1, 0)),
            "{trailer:04X}"
        );
        journey
            .script_of("unblock", &puk_smc(PUK_SMC), &[])
            .fails(13, "try_again")
            .sends(0);
    }
}

#[test]
fn unblocking_needs_the_keys_of_the_pins_that_are_blocked_only() {
    let mut journey = blocked("hba", "PIN.CH");
    let ran = journey.script_of("unblock", &format!("puk.ch = {PUK_CH}\n"), &[]);
    ran.fails(17, "secrets_missing").sends(0).says("new.ch");
    let secrets = format!("puk.ch = {PUK_CH}\nnew.ch = {NEXT}\ncurrent.ch = {NEW_CH}\n");
    let ran = journey.script_of("unblock", &secrets, &[]);
    ran.exits(0).sends(1);
    assert_eq!(ran.value("/unused"), json!(["current.ch"]));
    assert_eq!(ran.value("/results/1/skipped"), "not_blocked");
    // And a new PIN that anybody would guess is none.
    let trivial = format!("puk.ch = {PUK_CH}\nnew.ch = 24121995\n");
    assert_eq!(
        journey
            .script_of("unblock", &trivial, &[])
            .fails(16, "new_pin_trivial")
            .exchanges,
        0
    );
}

/// The card shows 63C0 before and after: only the notes tell that a use is gone.
#[test]
fn a_use_of_the_puk_that_another_run_spent_meanwhile_takes_back_what_was_released() {
    let mut journey = blocked("smcb", "PIN.SMC");
    let (bench, notes) = (journey.bench.clone(), journey.notes.clone());
    let rival = move || {
        let mut rival = Journey::on(bench);
        rival.notes = notes;
        rival
            .script_of("unblock", &puk_smc(WRONG_PUK), &[])
            .fails(10, "wrong_secret");
    };
    let script = own()
        .meanwhile(rival)
        .then(asks_puk("PIN.SMC", PUK_SMC))
        .then(asks_new("PIN.SMC", NEXT));
    let ran = journey.run(&["--json", "unblock"], script);
    // The rival's run emptied the log, and nothing came after it.
    ran.fails(13, "card_changed");
    assert_eq!(
        (journey.state(), journey.puk_uses("PIN.SMC")),
        ("63C0".into(), 9)
    );
}

#[test]
fn a_new_pin_that_is_easily_guessed_needs_a_yes_at_unblocking_too() {
    let mut journey = blocked("smcb", "PIN.SMC");
    let script = own()
        .then(asks_puk("PIN.SMC", PUK_SMC))
        .asks_secret("6 bis 8 Ziffern", "654321")
        .asks_secret("6 bis 8 Ziffern", "654321")
        .asks(
            "Diese Ziffern zählen nur auf- oder abwärts. Trotzdem nehmen?",
            "n",
        )
        .then(asks_new("PIN.SMC", NEXT));
    journey.run(&["unblock"], script).exits(0).sends(1);
}

#[test]
fn a_trace_of_everything_hides_the_puk_too() {
    let mut journey = blocked("smcb", "PIN.SMC");
    let file = journey.secrets_file(&puk_smc(WRONG_PUK));
    let line = [
        "--json",
        "--trace-data",
        "--wait",
        "0",
        "unblock",
        "--secrets-file",
        &file,
    ];
    let ran = journey.run(&line, Script::nobody());
    ran.fails(10, "wrong_secret").sends(1);
    assert!(
        ran.trace.contains("> 002C0001 <16 octets hidden>"),
        "{}",
        ran.trace
    );
}

#[test]
#[should_panic(expected = "a secret leaked to the files, plain")]
fn the_search_for_leaks_knows_the_puks_of_files() {
    let mut journey = blocked("smcb", "PIN.SMC");
    journey
        .files
        .push(journey.temp.private_file("leaky", PUK_SMC));
    journey.script_of("unblock", &puk_smc(PUK_SMC), &[]);
}

#[test]
#[should_panic(expected = "a secret leaked to the files, hex of ASCII")]
fn the_search_for_leaks_knows_the_puks_that_were_typed() {
    let mut journey = blocked("smcb", "PIN.SMC");
    journey
        .files
        .push(journey.temp.private_file("leaky", "3830363137323534"));
    journey.run(
        &["unblock"],
        own()
            .then(asks_puk("PIN.SMC", PUK_SMC))
            .then(asks_new("PIN.SMC", NEXT)),
    );
}
