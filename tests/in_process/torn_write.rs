//! A write that was torn: the card still shows the transport state, and the new PIN is valid already
//! (gemSpec_COS N075.300c). Nobody can see that; every hint names it before anything else.

use pinlotse::virtual_card::Cut;
use support::faults::{At, Fault};
use support::journey::{BUILT_IN, Journey, NEW_SMC, fits};
use support::life::{NEXT, PUK_SMC, asks_new, blocked, puk_smc};
use support::script::Script;

/// The sentence that comes before everything else.
const FIRST: &str = "vielleicht gilt schon die neue PIN";

fn secrets(transport: &str, new: &str) -> String {
    format!("transport.smc = {transport}\nnew.smc = {new}\n")
}

/// A script's activation during which the card lost power, when the new secret was written and the
/// state was not.
fn torn() -> Journey {
    let mut journey = Journey::with("smcb");
    journey
        .bench
        .card(0)
        .borrow_mut()
        .cut_power_at(Cut::SecretWritten);
    let ran = journey.script(&secrets(BUILT_IN.smc, NEW_SMC), &[]);
    ran.fails(9, "outcome_unknown").sends(1);
    let hint = ran.value("/error/hint").as_str().unwrap().to_owned();
    assert!(
        hint.contains("gilt vielleicht trotzdem schon Ihre neue PIN"),
        "{hint}"
    );
    journey.bench.card(0).borrow_mut().power_on();
    assert_eq!(journey.state(), "62C1");
    journey
}

/// Asserts that the first sentence of a hint is the one on the new PIN.
#[track_caller]
fn leads_with_new_pin(hint: &serde_json::Value) {
    let hint = hint.as_str().unwrap();
    let first = hint.split(". ").next().unwrap();
    assert!(first.contains(FIRST), "{hint}");
}

#[test]
fn a_look_says_that_the_new_pin_may_be_valid_and_how_to_try_it() {
    let mut journey = torn();
    for _ in 0..2 {
        let ran = journey.run(&["--json", "status", "--check", "pins"], Script::nobody());
        ran.fails(25, "pin_attention").says(FIRST);
        leads_with_new_pin(&ran.value("/error/hint"));
        assert_eq!(ran.value("/next_step/code"), "activate");
        let step = ran.value("/next_step/message");
        let step = step.as_str().unwrap();
        assert!(step.starts_with("Zuerst sie probieren"), "{step}");
        assert!(step.contains("ihre Länge bestätigen"), "{step}");
    }
}

#[test]
fn a_script_is_told_first_and_gets_through_with_the_new_pin() {
    let mut journey = torn();
    let four = journey.tail();
    let ran = journey.script(&secrets(BUILT_IN.smc, NEW_SMC), &[]);
    ran.fails(13, "try_again")
        .sends(0)
        .says("--transport-length");
    leads_with_new_pin(&ran.value("/error/hint"));
    let ran = journey.script(&secrets(BUILT_IN.smc, NEW_SMC), &["--tries-used", "1"]);
    ran.fails(13, "last_try").sends(0);
    leads_with_new_pin(&ran.value("/error/hint"));
    let length = NEW_SMC.len().to_string();
    let told = [
        "--pin",
        "smc",
        "--try-again",
        &four,
        "--transport-length",
        &length,
    ];
    journey
        .script(&secrets(NEW_SMC, NEXT), &told)
        .exits(0)
        .sends(1);
    assert!(journey.is(NEXT));
}

#[test]
fn a_person_is_told_before_the_first_digit_and_enters_the_new_pin() {
    let mut journey = torn();
    let length = NEW_SMC.len().to_string();
    let script = fits("0")
        .asks_secret("aus dem Brief", NEW_SMC)
        .asks("Ist das die neue PIN der abgebrochenen Eingabe", &length)
        .asks_secret("aus dem Brief", NEW_SMC)
        .asks_secret("noch einmal", NEW_SMC)
        .then(asks_new("PIN.SMC", NEXT));
    let ran = journey.run(&["activate"], script);
    ran.exits(0)
        .sends(1)
        .says(FIRST)
        .says("bei der Frage nach der Transport-PIN diese neue PIN eingeben")
        .never_says("hat die PUK")
        .never_says("hat die CAN");
    assert!(journey.is(NEXT));
    let after = journey.run(&["--json", "status"], Script::nobody());
    after.never_says(FIRST);
}

/// The letter's digits are refused, and the card names what is left: that the new PIN may be valid
/// is still so, also on another day.
#[test]
fn digits_of_the_letter_that_are_refused_lead_to_the_new_pin() {
    let mut journey = torn();
    let four = journey.tail();
    let again = ["--pin", "smc", "--try-again", &four];
    let ran = journey.script(&secrets(BUILT_IN.smc, NEW_SMC), &again);
    ran.fails(10, "wrong_secret").sends(1);
    let hint = ran.value("/error/hint");
    let hint = hint.as_str().unwrap();
    assert!(
        hint.starts_with("Waren das die Ziffern aus dem Brief"),
        "{hint}"
    );
    // One is left: nobody is told to go on, and yet what may be true is said first.
    assert_eq!(ran.value("/error/tries_left"), 1);
    let ran = journey.script(&secrets(BUILT_IN.smc, NEW_SMC), &[]);
    ran.fails(13, "last_try").sends(0);
    leads_with_new_pin(&ran.value("/error/hint"));
    journey
        .run(&["status"], Script::nobody())
        .exits(0)
        .says(FIRST)
        .says("höchstens 1 Versuch");
}

/// An entry that never reached the card leaves the same note: both may be so.
#[test]
fn a_wrong_letter_after_a_lost_command_leads_to_the_new_pin_as_long_as_tries_are_left() {
    let mut journey = Journey::with("smcb");
    journey.bench.once(At::Change, Fault::LoseCommand);
    journey
        .script(&secrets(BUILT_IN.smc, NEW_SMC), &[])
        .fails(9, "outcome_unknown");
    journey.bench.heal();
    let four = journey.tail();
    let ran = journey.script(
        &secrets("90210", NEW_SMC),
        &["--pin", "smc", "--try-again", &four],
    );
    ran.fails(10, "wrong_secret").sends(1);
    assert_eq!(ran.value("/error/tries_left"), 2);
    ran.says("Waren das die Ziffern aus dem Brief")
        .says("--transport-length");
    let known = journey.run(&["--json", "status"], Script::nobody());
    assert_eq!(known.value("/pins/0/tries_left"), 2);
    assert_eq!(
        known.value("/pins/0/unknown_noted"),
        0,
        "the card named what is left"
    );
    known.says(FIRST);
}

/// The try, or the use of the PUK, is counted before the card compares (gemSpec_COS N082.900b,
/// N081.000b): the right digits may cost one, and what became of them is not known.
#[test]
fn a_card_that_loses_its_power_while_it_compares_has_an_unknown_outcome_that_may_have_cost_one() {
    let mut journey = Journey::set("smcb");
    let cut = |journey: &Journey, cut| journey.bench.card(0).borrow_mut().cut_power_at(cut);
    let power = |journey: &Journey| {
        journey.bench.card(0).borrow_mut().power_on();
    };
    cut(&journey, Cut::TryCounted);
    let ran = journey.script_of("verify", &format!("current.smc = {NEW_SMC}\n"), &[]);
    ran.fails(9, "outcome_unknown").sends(1);
    assert_eq!(ran.value("/results/0/right"), serde_json::Value::Null);
    power(&journey);
    assert_eq!(journey.state(), "63C2");
    let four = journey.tail();
    let again = ["--pin", "smc", "--try-again", &four];
    let ran = journey.script_of("verify", &format!("current.smc = {NEW_SMC}\n"), &again);
    ran.exits(0).sends(1);

    let mut journey = blocked("smcb", "PIN.SMC");
    cut(&journey, Cut::PukCounted);
    let ran = journey.script_of("unblock", &puk_smc(PUK_SMC), &[]);
    ran.fails(9, "outcome_unknown").sends(1);
    power(&journey);
    assert_eq!(
        (journey.state(), journey.puk_uses("PIN.SMC")),
        ("63C0".into(), 9)
    );
}

/// The retry counter may be written before the rest (gemSpec_COS N075.300): the Transport-PIN still
/// holds and has all its tries, which the card does not show.
#[test]
fn a_transport_pin_whose_counter_alone_was_written_is_entered_again_by_a_deliberate_act() {
    let mut journey = Journey::with("smcb");
    journey.others_fail("PIN.SMC", 1);
    let card = journey.bench.card(0);
    card.borrow_mut().cut_power_at(Cut::RetryCounterWritten);
    let told = ["--tries-used", "1", "--pin", "smc"];
    let four = journey.tail();
    let again = [&told[..], &["--try-again", &four]].concat();
    let ran = journey.script(&secrets(BUILT_IN.smc, NEW_SMC), &again);
    ran.fails(9, "outcome_unknown").sends(1);
    card.borrow_mut().power_on();
    assert_eq!(journey.state(), "62C1");
    // One elsewhere and one that is open: a third may be the last.
    journey
        .script(&secrets(BUILT_IN.smc, NEW_SMC), &again)
        .fails(13, "last_try")
        .sends(0);
    let last = ["--pin", "smc", "--last-try", &four];
    journey
        .script(&secrets(BUILT_IN.smc, NEW_SMC), &last)
        .exits(0)
        .sends(1);
    assert!(journey.is(NEW_SMC));
}
