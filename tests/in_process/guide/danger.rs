//! What the guide says where a card is in danger: the sentence goes by what is known now, not by
//! what the step was meant to do.

use support::faults::{At, Fault};
use support::journey::{BUILT_IN, Journey, NEW_CH, NEW_SMC, WRONG, begins, enters, guide, ready};
use support::life::{blocked, transport_blocked};
use support::script::Script;

#[test]
fn status_and_doctor_propose_to_stop_where_the_guide_does() {
    let mut journey = Journey::with("smcb");
    let secrets = |digits| format!("transport.smc = {digits}\nnew.smc = {NEW_SMC}\n");
    journey.script(&secrets(WRONG), &["--pin", "smc"]);
    let four = journey.tail();
    let again = ["--pin", "smc", "--try-again", &four];
    journey.script(&secrets("86420"), &again).exits(10);
    for command in ["status", "doctor"] {
        let ran = journey.run(&[command], Script::person());
        ran.says("Aufhören und den Herausgeber fragen. Die Transport-PIN der SMC-B (PIN.SMC) hat höchstens noch 1 Versuch")
            .never_says("PIN-Brief bereitlegen");
    }
    let ran = journey.run(&["--json", "status"], Script::nobody());
    assert_eq!(ran.value("/next_step/code"), "ask_issuer");
    // A block beside a PIN that is to be set is told before anything is asked.
    let mut journey = transport_blocked("hba", "PIN.CH");
    let words = "Karten-PIN (PIN.CH) ist gesperrt. Galten noch die Ziffern aus dem Brief, wird die Karte ersetzt";
    journey.run(&["status"], Script::person()).says(words);
    let script = Script::person().asks("n oder k:", "n");
    journey.run(&["activate"], script).sends(0).says(words);
    // After two wrong PUKs.
    let mut journey = blocked("smcb", "PIN.SMC");
    for puk in ["19283746", "81726354"] {
        let secrets = format!("puk.smc = {puk}\nnew.smc = 60718294\n");
        let four = journey.tail();
        let again: &[&str] = match puk {
            "19283746" => &["--pin", "smc"],
            _ => &["--pin", "smc", "--try-again", &four],
        };
        journey.script_of("unblock", &secrets, again).exits(10);
    }
    let ran = journey.run(&["status"], Script::person());
    ran.says("Keine PUK mehr eingeben und den Herausgeber fragen")
        .never_says("unblock“");
}

#[test]
fn a_card_that_was_not_read_again_is_not_said_to_have_been() {
    let mut journey = Journey::with("hba");
    journey.bench.once(At::Secret, Fault::PullDuring);
    let interrupts = journey.interrupts.clone();
    let script = ready()
        .then(begins("0"))
        .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
        .when_waiting(move || interrupts.raise_for_tests());
    let ran = guide(&mut journey, script);
    ran.exits(9)
        .sends(1)
        .says("Der Stand der Karte ist nicht gelesen")
        .never_says("Der Stand unten")
        .never_says("Der Stand oben");
}
