//! Promise 1 of the design, "no mistake twice": digits that a run has seen refused, or accepted for
//! the other PIN, are not sent again without a deliberate act.

use support::journey::{
    BUILT_IN, Journey, NEW_CH, NEW_QES, NEW_SMC, WRONG, begins, ends, enters, fits, fits_since,
    guide, holder, insists, letter_fits, ready, transport,
};
use support::life::{NEXT, PUK_SMC, WRONG_OWN, WRONG_PUK, asks_new, asks_puk, blocked};
use support::script::Script;

const REFUSED: &str = "Diese Ziffern hat die Karte eben abgelehnt.";
const ACCEPTED: &str = "Das sind dieselben Ziffern wie eben bei der Karten-Transport-PIN (PIN.CH). Hierher gehört die andere Zeile: „Signatur-Transport-PIN (PIN.QES)“.";

#[test]
fn a_transport_pin_that_was_just_refused_is_asked_for_anew_and_costs_nothing() {
    let mut journey = Journey::with("smcb");
    let bench = journey.bench.clone();
    let step = || {
        Script::person()
            .chooses("(PIN.SMC) jetzt")
            .then(letter_fits())
    };
    let first = || begins("0");
    let script = ready()
        .then(first())
        .then(enters("PIN.SMC", WRONG, NEW_SMC))
        .then(step())
        .then(transport("PIN.SMC", WRONG))
        .meanwhile(move || assert_eq!(bench.secrets_sent(), 1))
        .then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC))
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.exits(0)
        .sends(2)
        .says(REFUSED)
        .says("Bitte die Zeile „Transport-PIN der SMC-B (PIN.SMC)“ neu ablesen.");
    assert!(journey.is(NEW_SMC));
}

#[test]
fn who_types_refused_digits_a_second_time_is_asked_whether_they_are_meant() {
    for (answer, sent) in [("n", 1), ("j", 2)] {
        let mut journey = Journey::with("smcb");
        let step = || {
            Script::person()
                .chooses("(PIN.SMC) jetzt")
                .then(letter_fits())
        };
        let first = || begins("0");
        let mut script = ready()
            .then(first())
            .then(enters("PIN.SMC", WRONG, NEW_SMC))
            .then(step())
            .then(insists("PIN.SMC", WRONG, answer));
        script = match answer {
            "j" => script.then(asks_new("PIN.SMC", NEW_SMC)).then(ends()),
            _ => script.cancels_at("(PIN.SMC) aus dem Brief").then(ends()),
        };
        let ran = guide(&mut journey, script);
        ran.sends(sent).says(REFUSED);
    }
}

#[test]
fn the_line_of_the_other_pin_is_noticed_before_it_costs_a_try() {
    let mut journey = Journey::with("hba");
    let script = fits("0")
        .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
        .then(holder("j"))
        .then(transport("PIN.QES", BUILT_IN.ch))
        .then(enters("PIN.QES", BUILT_IN.qes, NEW_QES));
    let ran = journey.run(&["activate"], script);
    ran.exits(0).sends(2).says(ACCEPTED);
    assert!(journey.qes_is(NEW_QES));
}

#[test]
fn lines_that_were_mixed_up_are_put_right_without_a_word() {
    let mut journey = Journey::with("hba");
    let step = || {
        Script::person()
            .chooses("Transport-PINs jetzt in eigene PINs ändern")
            .then(letter_fits())
    };
    let first = || begins("0");
    let script = ready()
        .then(first())
        .then(enters("PIN.CH", BUILT_IN.qes, NEW_CH))
        .then(step())
        .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
        .then(holder("j"))
        .then(enters("PIN.QES", BUILT_IN.qes, NEW_QES))
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.exits(0)
        .sends(3)
        .never_says("eben abgelehnt")
        .never_says("dieselben Ziffern");
}

#[test]
fn a_puk_that_was_just_refused_is_asked_for_anew_and_costs_no_use() {
    let mut journey = blocked("smcb", "PIN.SMC");
    let uses = journey.puk_uses("PIN.SMC");
    let step = || {
        Script::person()
            .chooses("Mit der PUK aus dem PIN-Brief entsperren")
            .then(letter_fits())
    };
    let script = ready()
        .chooses("Ja, es galt schon eine eigene PIN")
        .then(step())
        .then(asks_puk("PIN.SMC", WRONG_PUK))
        .then(asks_new("PIN.SMC", NEXT))
        .then(step())
        .then(asks_puk("PIN.SMC", WRONG_PUK))
        .then(asks_puk("PIN.SMC", PUK_SMC))
        .then(asks_new("PIN.SMC", NEXT))
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.exits(0)
        .sends(2)
        .says("Diese PUK hat die Karte eben abgelehnt.");
    assert_eq!(journey.puk_uses("PIN.SMC"), uses - 2);
    assert!(journey.is(NEXT));
}

#[test]
fn an_own_pin_that_was_just_refused_is_not_tested_again() {
    let mut journey = Journey::set("smcb");
    let tests = || {
        Script::person()
            .chooses("Eine eigene PIN prüfen")
            .asks("Eine falsche PIN kostet einen Versuch.", "j")
    };
    let current = |digits| Script::person().asks_secret("Jetzige PIN der SMC-B", digits);
    let script = ready()
        .chooses("Ja, das war ich")
        .then(tests())
        .then(current(WRONG_OWN))
        .then(tests())
        .then(current(WRONG_OWN))
        .then(current(NEW_SMC))
        .then(ends());
    let ran = guide(&mut journey, script);
    ran.sends(2).says(REFUSED);
}

#[test]
fn what_one_run_has_seen_is_nothing_to_the_next() {
    let mut journey = Journey::with("smcb");
    let first = fits("0").then(enters("PIN.SMC", WRONG, NEW_SMC));
    journey.run(&["activate"], first).exits(10).sends(1);
    let second = fits_since("0").then(enters("PIN.SMC", WRONG, NEW_SMC));
    let ran = journey.run(&["activate"], second);
    ran.exits(10).sends(1).never_says("eben abgelehnt");
}
