//! `change` and `verify` with a person and with a script: what is asked, what goes to the card, and
//! how it is left.

use std::rc::Rc;

use pinlotse::reader::Leave;
use serde_json::{Value, json};
use support::faults::{At, Fault};
use support::journey::{BUILT_IN, Journey, NEW_CH, NEW_QES, NEW_SMC, holder, image, tries};
use support::life::{NEXT, WRONG_OWN, asks_current, asks_new, changes, releases};
use support::script::Script;

/// PIN.QES as it becomes by a change.
const NEXT_QES: &str = "96150384";

fn hbas() -> Vec<String> {
    ["hba".to_owned()]
        .into_iter()
        .chain(image("HBA_"))
        .collect()
}

fn current_smc(current: &str) -> String {
    format!("current.smc = {current}\nnew.smc = {NEXT}\n")
}

/// The question of `verify`.
fn dares(answer: &str) -> Script {
    Script::person().asks("Eine falsche PIN kostet einen Versuch", answer)
}

#[test]
fn a_person_changes_both_pins_of_an_ehba() {
    for card in hbas() {
        let mut journey = Journey::set(&card);
        let script = changes("PIN.CH", NEW_CH, NEXT)
            .then(holder("j"))
            .then(changes("PIN.QES", NEW_QES, NEXT_QES));
        let ran = journey.run(&["change", "--pin", "ch,qes"], script);
        ran.exits(0)
            .sends(2)
            .says("Karten-PIN (PIN.CH) ist geändert")
            .says("Signatur-PIN (PIN.QES) ist geändert");
        ran.says("Es gilt die neue PIN");
        assert_eq!(
            (journey.state(), journey.state_qes()),
            ("63C3".into(), "63C3".into())
        );
        assert!(journey.is(NEXT) && journey.qes_is(NEXT_QES));
        assert!(
            journey
                .bench
                .left()
                .iter()
                .all(|leave| *leave == Leave::AsIs)
        );
    }
}

#[test]
fn a_person_changes_the_pin_of_an_smcb_and_gets_all_tries_back() {
    let mut journey = Journey::set("smcb");
    journey.others_fail("PIN.SMC", 1);
    let ran = journey.run(&["change"], changes("PIN.SMC", NEW_SMC, NEXT));
    ran.exits(0)
        .sends(1)
        .says("Die Karte lässt noch zu: 2 Versuche");
    assert_eq!(journey.state(), "63C3");
    assert!(journey.is(NEXT));
}

#[test]
fn the_bytes_of_a_change_are_those_of_the_specification() {
    let mut journey = Journey::set("smcb");
    journey
        .run(&["change"], changes("PIN.SMC", NEW_SMC, NEXT))
        .exits(0);
    assert_eq!(
        journey.bench.secret_commands(),
        ["00240001102860718293FFFFFF26592837FFFFFFFF"]
    );
    assert_eq!(journey.bench.exchanges_per_secret(), [5]);
}

#[test]
fn keys_of_a_letter_are_not_those_of_a_change() {
    let mut journey = Journey::set("smcb");
    let ran = journey.script_of(
        "change",
        &format!("transport.smc = {}\nnew.smc = {NEXT}\n", BUILT_IN.smc),
        &[],
    );
    ran.fails(17, "secrets_missing")
        .sends(0)
        .says("current.smc");
}

#[test]
fn a_wrong_present_pin_costs_a_try_and_says_how_many_are_left() {
    let mut journey = Journey::set("smcb");
    let ran = journey.run(&["--json", "change"], changes("PIN.SMC", WRONG_OWN, NEXT));
    ran.fails(10, "wrong_secret")
        .sends(1)
        .says("2 Versuche")
        .says("Nicht gleich noch einmal");
    assert_eq!(ran.value("/error/tries_left"), 2);
    assert_eq!(ran.value("/error/puk_uses_left"), Value::Null);
    assert_eq!(ran.value("/changed"), false);
    assert_eq!(journey.state(), "63C2");
    assert!(journey.is(NEW_SMC));
}

#[test]
fn a_person_types_digits_of_the_card_to_release_the_last_try() {
    let mut journey = Journey::set("smcb");
    journey.others_fail("PIN.SMC", 2);
    for (typed, word) in [("", "last_try"), ("9999", "wrong_card")] {
        journey
            .run(&["--json", "change"], releases(typed))
            .fails(13, word)
            .sends(0);
        journey
            .run(&["--json", "verify"], dares("j").then(releases(typed)))
            .fails(13, word)
            .sends(0);
    }
    let four = journey.tail();
    let ran = journey.run(
        &["change"],
        releases(&four).then(changes("PIN.SMC", NEW_SMC, NEXT)),
    );
    ran.exits(0)
        .sends(1)
        .says("dies ist der LETZTE Versuch")
        .says("braucht die PUK");
    assert_eq!(journey.state(), "63C3");
}

#[test]
fn a_wrong_last_try_blocks_and_names_the_puk() {
    let mut journey = Journey::set("smcb");
    journey.others_fail("PIN.SMC", 2);
    let four = journey.tail();
    let ran = journey.run(
        &["--json", "change"],
        releases(&four).then(changes("PIN.SMC", WRONG_OWN, NEXT)),
    );
    ran.fails(11, "blocked")
        .sends(1)
        .says("jetzt gesperrt")
        .says("pinlotse entsperren");
    assert_eq!(ran.value("/error/tries_left"), 0);
    assert_eq!(journey.state(), "63C0");
}

#[test]
fn a_new_pin_that_is_the_present_one_is_refused_here() {
    let mut journey = Journey::set("smcb");
    let script = asks_current("PIN.SMC", NEW_SMC)
        .asks_secret("6 bis 8 Ziffern", NEW_SMC)
        .asks_secret("6 bis 8 Ziffern", NEXT)
        .asks_secret("noch einmal", NEXT);
    let ran = journey.run(&["change"], script);
    ran.exits(0)
        .sends(1)
        .says("Die neue PIN darf nicht die jetzige sein")
        .never_says("Transport-PIN");
    let same = format!("current.smc = {NEXT}\nnew.smc = {NEXT}\n");
    let ran = journey.script_of("change", &same, &[]);
    assert_eq!(ran.fails(16, "new_pin_same").exchanges, 0);
}

#[test]
fn slips_at_a_change_are_asked_again_and_cost_nothing() {
    let mut journey = Journey::set("smcb");
    let script = Script::person()
        .asks_secret("Jetzige", "54321")
        .asks_secret("Jetzige", "5432a1")
        .asks_secret("Jetzige", "543219870")
        .asks_secret("Jetzige", NEW_SMC)
        .asks_secret("6 bis 8 Ziffern", "59283")
        .asks_secret("6 bis 8 Ziffern", NEXT)
        .asks_secret("noch einmal", "592838")
        .then(asks_new("PIN.SMC", NEXT));
    let ran = journey.run(&["change"], script);
    ran.exits(0)
        .sends(1)
        .says("eine eigene PIN hat 6 bis 8")
        .says("Die beiden Eingaben sind verschieden");
}

#[test]
fn a_pin_in_transport_state_is_sent_to_activate_without_a_try() {
    for command in ["change", "verify"] {
        let mut journey = Journey::with("smcb");
        let ran = journey.run(&["--json", command], Script::person());
        ran.fails(13, "still_transport")
            .sends(0)
            .says("kein Versuch verbraucht")
            .says("pinlotse aktivieren");
        assert_eq!(ran.value("/error/pin"), "smc");
        assert_eq!(ran.value("/complete"), false);
        journey
            .script_of(command, &current_smc(NEW_SMC), &[])
            .fails(13, "still_transport")
            .sends(0);
    }
}

#[test]
fn a_pin_that_another_program_verified_is_changed_like_any_other() {
    let mut journey = Journey::set("smcb");
    journey.others_send(
        &[],
        &[format!("0020000108{}", support::life::block(NEW_SMC))],
    );
    assert_eq!(journey.state(), "9000");
    let ran = journey.run(
        &["--json", "change"],
        tries("0").then(changes("PIN.SMC", NEW_SMC, NEXT)),
    );
    ran.exits(0)
        .sends(1)
        .says("ein anderes Programm hat diese PIN geprüft")
        .says("nach Ihrer Angabe höchstens 3 Versuche");
    assert_eq!(ran.value("/results/0/tries_basis"), "stated");
    assert_eq!(
        (
            ran.value("/results/0/before"),
            ran.value("/results/0/after")
        ),
        (json!("verified"), json!("verified"))
    );
    assert!(journey.is(NEXT));
}

#[test]
fn a_counter_that_the_card_names_needs_no_notes_in_a_script_and_a_hidden_one_does() {
    let mut journey = Journey::set("smcb");
    std::fs::write(journey.temp.join("notes.json"), "{ no notes").unwrap();
    journey
        .script_of("change", &current_smc(NEW_SMC), &[])
        .exits(0)
        .sends(1);
    journey.others_send(&[], &[format!("0020000108{}", support::life::block(NEXT))]);
    let back = format!("current.smc = {NEXT}\nnew.smc = {NEW_SMC}\n");
    journey
        .script_of("change", &back, &["--tries-used", "0"])
        .fails(23, "notes_unusable")
        .sends(0);
    journey
        .script_of("change", &back, &["--tries-used", "0", "--no-notes"])
        .exits(0)
        .sends(1);
}

/// The state of a PIN is kept for each logical channel, its counter for the card: PIN.SMC is
/// verified on the basic channel, and was wrong twice on another one.
fn verified_with_one_try_left() -> Journey {
    let journey = Journey::set("smcb");
    let block = support::life::block;
    let wrong = format!("0120000108{}", block(WRONG_OWN));
    let commands = [
        format!("0020000108{}", block(NEW_SMC)),
        "0070000001".to_owned(),
        wrong.clone(),
        wrong,
    ];
    let answers = journey.others_send(&[], &commands);
    assert_eq!(answers, ["9000", "019000", "63C2", "63C1"]);
    journey
}

#[test]
fn verified_says_nothing_of_the_counter_and_a_script_does_not_spend_what_may_be_the_last_try() {
    for command in ["change", "verify"] {
        let mut journey = verified_with_one_try_left();
        assert_eq!(journey.state(), "9000");
        let left = |journey: &Journey| {
            let card = journey.bench.card(0);

            card.borrow().passwords().next().unwrap().retry_counter
        };
        let wrong = current_smc(WRONG_OWN);
        let ran = journey.script_of(command, &wrong, &[]);
        ran.fails(13, "tries_unknown")
            .sends(0)
            .says("--tries-used")
            .says("herausnehmen und wieder einstecken");
        assert_eq!(ran.value("/error/pin"), "smc");
        assert_eq!(ran.value("/error/tries_left"), Value::Null);
        let four = journey.tail();
        // The second try by its flag is not the last one.
        journey
            .script_of(command, &wrong, &["--pin", "smc", "--try-again", &four])
            .fails(13, "tries_unknown")
            .sends(0);
        journey
            .script_of(command, &wrong, &["--tries-used", "2"])
            .fails(13, "last_try")
            .sends(0);
        let shown = journey.run(&["--json", "status"], Script::nobody());
        assert_eq!(shown.value("/pins/0/state"), "verified");
        assert_eq!(
            (
                shown.value("/pins/0/tries_left"),
                shown.value("/pins/0/tries_basis")
            ),
            (Value::Null, json!("none"))
        );
        shown.says("gesetzt, gerade geprüft; Versuche nicht ablesbar");
        assert_eq!(left(&journey), 1, "no try was spent");
        let last = ["--pin", "smc", "--last-try", &four];
        journey
            .script_of(command, &current_smc(NEW_SMC), &last)
            .exits(0)
            .sends(1);
        // Out and in again: the card names its counter itself.
        let mut journey = verified_with_one_try_left();
        journey.bench.card(0).borrow_mut().reset();
        journey
            .script_of(command, &wrong, &[])
            .fails(13, "last_try")
            .sends(0);
    }
}

#[test]
fn a_person_at_a_verified_pin_is_asked_and_makes_the_last_try_only_deliberately() {
    let mut journey = verified_with_one_try_left();
    journey
        .run(&["change"], tries("2").then(releases("")))
        .exits(13)
        .sends(0)
        .says("dies kann der LETZTE Versuch sein")
        .says("braucht die PUK");
    let four = journey.tail();
    let script = tries("2")
        .then(releases(&four))
        .then(changes("PIN.SMC", NEW_SMC, NEXT));
    journey.run(&["change"], script).exits(0).sends(1);
}

#[test]
fn what_is_said_of_one_verified_pin_is_not_said_of_another() {
    let mut journey = Journey::set("hba");
    let block = support::life::block;
    journey.others_send(&[], &[format!("0020000108{}", block(NEW_CH))]);
    let script = tries("1")
        .then(changes("PIN.CH", NEW_CH, NEXT))
        .then(holder("j"))
        .then(changes("PIN.QES", NEW_QES, NEXT_QES));
    // PIN.QES names its own counter: nobody asks.
    journey
        .run(&["change", "--pin", "ch,qes"], script)
        .exits(0)
        .sends(2)
        .says("nach Ihrer Angabe höchstens 2 Versuche")
        .says("Die Karte lässt noch zu: 3 Versuche");
}

#[test]
fn an_open_entry_stays_noted_while_the_pin_is_verified_by_another_program() {
    let mut journey = Journey::set("smcb");
    journey.bench.once(At::Secret, Fault::PullDuring);
    journey
        .script_of("change", &current_smc(WRONG_OWN), &[])
        .fails(9, "outcome_unknown");
    journey.bench.put_back(0);
    journey.others_send(
        &[],
        &[format!("0020000108{}", support::life::block(NEW_SMC))],
    );
    for _ in 0..2 {
        let shown = journey.run(&["--json", "status"], Script::nobody());
        assert_eq!(shown.value("/pins/0/state"), "verified");
        assert_eq!(shown.value("/pins/0/unknown_noted"), 1);
        assert_eq!(
            (
                shown.value("/pins/0/tries_left"),
                shown.value("/pins/0/tries_basis")
            ),
            (json!(2), json!("notes"))
        );
    }
    // The card's own number replaces it.
    journey.bench.card(0).borrow_mut().reset();
    journey.run(&["status"], Script::nobody()).exits(0);
    let shown = journey.run(&["--json", "status"], Script::nobody());
    assert_eq!(shown.value("/pins/0/unknown_noted"), 0);
    assert_eq!(shown.value("/pins/0/tries_basis"), "card");
}

#[test]
fn a_script_means_the_pin_whose_secrets_it_gives() {
    let mut journey = Journey::set("hba");
    let secrets = format!("current.ch = {NEW_CH}\nnew.ch = {NEXT}\n");
    let ran = journey.script_of("change", &secrets, &[]);
    ran.exits(0).sends(1);
    assert_eq!(ran.value("/results/0/pin"), "ch");
    assert!(
        ran.document()["results"]
            .as_array()
            .is_some_and(|results| results.len() == 1)
    );
}

#[test]
fn a_right_pin_is_told_and_the_card_is_reset_for_other_programs() {
    for card in hbas() {
        let mut journey = Journey::set(&card);
        let script = dares("j")
            .then(asks_current("PIN.CH", NEW_CH))
            .then(holder("j"));
        let script = script.then(asks_current("PIN.QES", NEW_QES));
        let ran = journey.run(&["--json", "verify", "--pin", "ch,qes"], script);
        ran.exits(0)
            .sends(2)
            .says("(PIN.CH) ist richtig")
            .says("Für andere Programme bleibt die PIN nicht freigegeben");
        for index in 0..2 {
            assert_eq!(ran.value(&format!("/results/{index}/right")), true);
            assert_eq!(ran.value(&format!("/results/{index}/changed")), false);
        }
        assert_eq!(
            (ran.value("/changed"), ran.value("/complete")),
            (json!(false), json!(true))
        );
        let resets = journey
            .bench
            .left()
            .into_iter()
            .filter(|leave| *leave == Leave::Reset)
            .count();
        assert_eq!(resets, 2);
        assert_eq!(
            (journey.state(), journey.state_qes()),
            ("63C3".into(), "63C3".into())
        );
    }
}

#[test]
fn the_bytes_of_a_verify_are_those_of_the_specification() {
    let mut journey = Journey::set("smcb");
    journey
        .run(
            &["verify"],
            dares("j").then(asks_current("PIN.SMC", NEW_SMC)),
        )
        .exits(0);
    assert_eq!(
        journey.bench.secret_commands(),
        ["00200001082860718293FFFFFF"]
    );
}

#[test]
fn a_verify_says_first_what_it_may_cost() {
    for (answer, exit) in [("n", 15), ("", 15)] {
        let mut journey = Journey::set("smcb");
        journey.run(&["verify"], dares(answer)).exits(exit).sends(0);
    }
    let mut journey = Journey::set("smcb");
    let cancelled = Script::person().cancels_at("Eine falsche PIN kostet einen Versuch");
    journey.run(&["verify"], cancelled).exits(15).sends(0);
    journey
        .run(&["verify"], dares("j").cancels_at("Jetzige"))
        .exits(15)
        .sends(0);
    assert_eq!(journey.state(), "63C3");
}

#[test]
fn a_wrong_pin_is_told_with_the_tries_that_are_left() {
    let mut journey = Journey::set("smcb");
    let ran = journey.run(
        &["--json", "verify"],
        dares("j").then(asks_current("PIN.SMC", WRONG_OWN)),
    );
    ran.fails(10, "wrong_secret").sends(1).says("2 Versuche");
    assert_eq!(
        (
            ran.value("/results/0/right"),
            ran.value("/error/tries_left")
        ),
        (json!(false), json!(2))
    );
    assert!(journey.bench.left().contains(&Leave::Reset));
    journey.others_fail("PIN.SMC", 1);
    let (four, wrong) = (journey.tail(), format!("current.smc = {WRONG_OWN}\n"));
    let ran = journey.script_of("verify", &wrong, &["--last-try", &four, "--pin", "smc"]);
    ran.fails(11, "blocked").sends(1);
    assert_eq!(ran.value("/results/0/right"), false);
}

#[test]
fn verify_trailers_have_their_outcomes() {
    let rows = [
        // Of a PIN that is set only a pad driver says so.
        (0x6985, 1, "refused_by_card"),
        (0x6983, 11, "blocked"),
        (0x63C0, 11, "blocked"),
        (0x6982, 1, "refused_by_card"),
        (0x6A88, 1, "refused_by_card"),
        (0x6581, 9, "outcome_unknown"),
        (0x6F00, 9, "outcome_unknown"),
    ];
    for (trailer, exit, word) in rows {
        let mut journey = Journey::set("smcb");
        journey.bench.once(At::Secret, Fault::Forge(trailer));
        let ran = journey.script_of("verify", &format!("current.smc = {NEW_SMC}\n"), &[]);
        ran.fails(exit, word).sends(1);
        let right = if trailer == 0x63C0 {
            json!(false)
        } else {
            Value::Null
        };
        assert_eq!(ran.value("/results/0/right"), right, "{trailer:04X}");
    }
}

#[test]
fn a_verify_of_a_pin_that_turns_out_to_be_in_transport_state_says_so() {
    let mut journey = Journey::set("smcb");
    journey
        .bench
        .once(At::Secret, Fault::Forge(0x6985))
        .once(At::ReadBack(0x01), Fault::Forge(0x62C1));
    let ran = journey.script_of("verify", &format!("current.smc = {NEW_SMC}\n"), &[]);
    ran.fails(13, "still_transport")
        .sends(1)
        .says("pinlotse aktivieren");
}

#[test]
fn a_verify_without_an_answer_is_unknown_and_leaves_no_open_card() {
    for fault in [Fault::LoseAnswer, Fault::LoseCommand] {
        let mut journey = Journey::set("smcb");
        journey.bench.once(At::Secret, fault);
        let ran = journey.script_of("verify", &format!("current.smc = {NEW_SMC}\n"), &[]);
        ran.fails(9, "outcome_unknown")
            .sends(1)
            .says("pinlotse status");
        assert_eq!(ran.value("/results/0/right"), Value::Null);
        let left = journey.bench.left();
        assert_eq!(
            left[left.len() - 2..],
            [Leave::Reset, Leave::Reset],
            "the passage, and the look after it"
        );
        assert_eq!(journey.state(), "63C3");
    }
}

#[test]
fn a_yes_to_a_pin_is_unknown_when_the_card_is_gone_then_or_shows_no_verified_state() {
    for (at, fault) in [
        (At::Secret, Fault::PullAfter),
        (At::ReadBack(0x01), Fault::Forge(0x63C3)),
        (At::ReadBack(0x01), Fault::Forge(0x63C2)),
    ] {
        let mut journey = Journey::set("smcb");
        journey.bench.once(at, fault);
        let ran = journey.script_of("verify", &format!("current.smc = {NEW_SMC}\n"), &[]);
        ran.fails(9, "outcome_unknown").sends(1).says("Ja gesagt");
        assert_eq!(ran.value("/results/0/right"), Value::Null);
    }
}

#[test]
fn a_change_that_the_card_refuses_for_its_length_cost_nothing_and_is_noted_so() {
    let mut journey = Journey::set("smcb");
    journey.bench.once(At::Secret, Fault::Forge(0x6985));
    let ran = journey.script_of("change", &current_smc(NEW_SMC), &[]);
    ran.fails(16, "new_pin_length")
        .sends(1)
        .says("kostet das keinen Versuch");
    journey
        .script_of("change", &current_smc(NEW_SMC), &[])
        .exits(0)
        .sends(1);
}

#[test]
fn several_cards_are_told_apart_by_digits_in_every_command() {
    for command in ["change", "verify", "unblock"] {
        let mut journey = Journey::set("smcb");
        journey
            .bench
            .add("Leser B", Some(support::faults::card("hba")));
        let (secrets, four) = (current_smc(NEW_SMC), journey.tail());
        journey
            .script_of(command, &secrets, &[])
            .fails(13, "choose_card")
            .sends(0);
        let ran = journey.script_of(command, &secrets, &["--card", &four]);
        ran.exits(0).sends(usize::from(command != "unblock"));
        assert_eq!(ran.value("/results/0/pin"), "smc");
    }
}

#[test]
fn a_signal_during_a_verify_waits_for_its_end_and_the_reset() {
    let mut journey = Journey::set("hba");
    let interrupts = journey.interrupts.clone();
    journey.bench.once(
        At::Secret,
        Fault::Meanwhile(Rc::new(move || interrupts.raise_for_tests())),
    );
    let ran = journey.run(
        &["verify", "--pin", "ch,qes"],
        dares("j").then(asks_current("PIN.CH", NEW_CH)),
    );
    ran.exits(15).sends(1).says("(PIN.CH) ist richtig");
    assert_eq!(journey.bench.left().last(), Some(&Leave::Reset));
}

#[test]
fn a_new_pin_that_is_easily_guessed_needs_a_yes_or_the_flag() {
    for trivial in ["123456", "111111", "241295", "121212"] {
        let mut journey = Journey::set("smcb");
        let before = asks_current("PIN.SMC", NEW_SMC).asks_secret("6 bis 8 Ziffern", trivial);
        let no = before
            .asks_secret("6 bis 8 Ziffern", trivial)
            .asks("Trotzdem nehmen?", "n")
            .then(asks_new("PIN.SMC", NEXT));
        journey.run(&["change"], no).exits(0).sends(1);
        let yes = asks_current("PIN.SMC", NEXT)
            .asks_secret("6 bis 8 Ziffern", trivial)
            .asks_secret("6 bis 8 Ziffern", trivial)
            .asks("Trotzdem nehmen?", "j")
            .asks_secret("noch einmal", trivial);
        journey.run(&["change"], yes).exits(0).sends(1);
        assert!(journey.is(trivial));
        let mut journey = Journey::set("smcb");
        let secrets = format!("current.smc = {NEW_SMC}\nnew.smc = {trivial}\n");
        assert_eq!(
            journey
                .script_of("change", &secrets, &[])
                .fails(16, "new_pin_trivial")
                .exchanges,
            0
        );
        journey
            .script_of("change", &secrets, &["--allow-trivial"])
            .exits(0)
            .sends(1);
    }
}

#[test]
fn digits_of_the_card_number_are_easily_guessed_at_a_change_too() {
    let mut journey = Journey::set("smcb");
    let part = journey.bench.card(0).borrow().iccsn().unwrap()[3..9].to_owned();
    journey.printed.push(part.clone());
    let script = asks_current("PIN.SMC", NEW_SMC).asks_secret("6 bis 8 Ziffern", &part);
    journey
        .run(&["change"], script.cancels_at("6 bis 8 Ziffern"))
        .exits(15)
        .sends(0);
    let secrets = format!("current.smc = {NEW_SMC}\nnew.smc = {part}\n");
    journey
        .script_of("change", &secrets, &[])
        .fails(16, "new_pin_trivial")
        .sends(0);
    journey
        .script_of("change", &secrets, &["--allow-trivial"])
        .exits(0)
        .sends(1);
}
