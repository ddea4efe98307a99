//! A card whose MF another program left in security environment 2 (MSE RESTORE): number and PINs answer
//! 6982 until the card is reset; SELECT MF does not lead out (gemSpec_COS N048.200b).

use support::journey::{BUILT_IN, Journey, NEW_CH, NEW_SMC, enters, fits, image, secrets_ch};
use support::life::puk_smc;
use support::script::Script;

const DO: &str = "Die Karte herausnehmen und wieder einstecken";

fn left_so(source: &str, set: bool) -> Journey {
    let journey = if set {
        Journey::set(source)
    } else {
        Journey::with(source)
    };
    let answers = journey.bench.other_program(0, &["00A4040C", "0022F302"]);
    assert_eq!(answers, ["9000", "9000"]);
    let answers = journey
        .bench
        .other_program(0, &["00A4040C", "00B0820000", "80200001"]);
    assert_eq!(answers[1..], ["6982", "6982"]);
    journey
}

fn cards() -> Vec<String> {
    let built_in = ["hba", "smcb"].map(str::to_owned);
    let images = ["HBA_", "SMC_B_"].into_iter().filter_map(image);
    built_in.into_iter().chain(images).collect()
}

#[test]
fn a_look_says_to_take_the_card_out_whatever_the_other_pins_show() {
    for source in cards() {
        for set in [false, true] {
            let mut journey = left_so(&source, set);
            let ran = journey.run(&["--json", "status"], Script::nobody());
            ran.exits(0).says(DO).never_says("--log-file DATEI");
            assert_eq!(ran.value("/next_step/code"), "reinsert_card", "{source}");
            assert_eq!(ran.value("/pins/0/state"), "unreadable");
            let ran = journey.run(&["--json", "status", "--check", "pins"], Script::nobody());
            ran.exits(25).says(DO);
            // Taken out and put in again.
            journey.bench.card(0).borrow_mut().reset();
            let ran = journey.run(&["--json", "status"], Script::nobody());
            ran.exits(0).never_says(DO);
            assert_ne!(ran.value("/next_step/code"), "reinsert_card");
        }
    }
}

#[test]
fn every_command_with_secrets_sends_nothing_and_says_what_helps() {
    let smc = |old: &str| format!("{old}.smc = {NEW_SMC}\nnew.smc = 592837\n");
    let mut rows = vec![
        ("hba", "activate", secrets_ch(BUILT_IN.ch)),
        ("smcb", "change", smc("current")),
        ("smcb", "verify", format!("current.smc = {NEW_SMC}\n")),
    ];
    rows.push(("smcb", "unblock", puk_smc("80617254")));
    for (source, command, secrets) in rows {
        let mut journey = left_so(source, command != "activate");
        let ran = journey.script_of(command, &secrets, &[]);
        ran.fails(1, "card_guarded")
            .sends(0)
            .says(DO)
            .never_says("--log-file");
        assert_eq!(ran.value("/error/status_word"), "6982");
        journey
            .run(&[command], Script::person())
            .exits(1)
            .sends(0)
            .says(DO);
    }
}

#[test]
fn a_card_that_is_left_so_while_somebody_types_is_said_so_and_gets_nothing() {
    let mut journey = Journey::with("smcb");
    let bench = journey.bench.clone();
    let meanwhile = move || {
        bench.other_program(0, &["00A4040C", "0022F302"]);
    };
    let script = fits("0")
        .meanwhile(meanwhile)
        .then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC));
    let ran = journey.run(&["--json", "activate"], script);
    ran.fails(1, "card_guarded").sends(0).says(DO);
}

#[test]
fn doctor_says_it_too() {
    let mut journey = left_so("hba", false);
    let ran = journey.run(&["doctor"], Script::nobody());
    ran.says(DO);
}

#[test]
fn a_card_that_is_put_in_again_is_activated() {
    let mut journey = left_so("hba", false);
    journey
        .script(&secrets_ch(BUILT_IN.ch), &[])
        .fails(1, "card_guarded");
    journey.bench.card(0).borrow_mut().reset();
    journey
        .script(&secrets_ch(BUILT_IN.ch), &["--pin", "ch"])
        .exits(0)
        .sends(1);
    assert!(journey.is(NEW_CH));
}
