//! The states of a PIN, and every PinResult of every operation.

use super::*;

const CH: [&str; 3] = ["28407", "123456", "123456"];
const WRONG: [&str; 3] = ["11111", "123456", "123456"];
const PUK: &str = "60483719";
const WRONG_PUK: &str = "12345678";

/// PIN.CH is `123456` and blocked.
fn blocked() -> Bench {
    let bench = Bench::new();
    assert_eq!(bench.types("ChangePin", "PIN.CH", &CH), "OK");
    for expected in ["REJECTED 2", "REJECTED 1", "NOWBLOCKED"] {
        assert_eq!(bench.types("VerifyPin", "PIN.CH", &["111111"]), expected);
    }
    bench
}

#[test]
fn change_pin_says_each_word() {
    let bench = Bench::new();
    assert_eq!(bench.state("PIN.CH"), "TRANSPORT_PIN");
    assert_eq!(bench.types("ChangePin", "PIN.CH", &WRONG), "REJECTED 2");
    assert_eq!(bench.state("PIN.CH"), "TRANSPORT_PIN", "tries are not told");
    assert_eq!(bench.types("ChangePin", "PIN.CH", &CH), "OK");
    assert_eq!(bench.state("PIN.CH"), "VERIFIED");
    let own = ["123456", "87654321", "87654321"];
    assert_eq!(bench.types("ChangePin", "PIN.CH", &own), "OK");
    for expected in ["REJECTED 2", "REJECTED 1", "NOWBLOCKED"] {
        assert_eq!(bench.types("ChangePin", "PIN.CH", &own), expected);
    }
    assert_eq!(bench.state("PIN.CH"), "BLOCKED 0");
    assert_eq!(bench.pin("ChangePin", "PIN.CH"), "WASBLOCKED");
    assert_eq!(bench.konnektor.people_left(), 0);
    bench.konnektor.is_content();
}

#[test]
fn verify_pin_says_each_word() {
    let bench = blocked();
    assert_eq!(bench.pin("VerifyPin", "PIN.CH"), "WASBLOCKED");
    assert_eq!(bench.pin("VerifyPin", "PIN.SMC"), "TRANSPORT_PIN");
    assert_eq!(bench.pin("VerifyPin", "PIN.QES"), "fault 4072");
    bench.konnektor.is_content();
}

#[test]
fn unblock_pin_says_each_word_of_the_puk() {
    let bench = blocked();
    assert_eq!(bench.types("UnblockPin", "PIN.CH", &[PUK]), "OK");
    assert_eq!(bench.state("PIN.CH"), "VERIFIABLE 3");
    // Nobody is asked when it is not blocked, and no use is spent.
    assert_eq!(bench.pin("UnblockPin", "PIN.CH"), "OK");

    let bench = blocked();
    let mut expected: Vec<_> = (1..10)
        .rev()
        .map(|left| format!("REJECTED {left}"))
        .collect();
    expected.push("NOWBLOCKED".to_owned());
    for word in expected {
        assert_eq!(bench.types("UnblockPin", "PIN.CH", &[WRONG_PUK]), word);
    }
    assert_eq!(bench.types("UnblockPin", "PIN.CH", &[PUK]), "WASBLOCKED");
    assert_eq!(bench.state("PIN.CH"), "BLOCKED 0");
    bench.konnektor.is_content();
}

#[test]
fn unblock_pin_sets_a_new_pin_where_it_is_asked_to() {
    let bench = blocked();
    let request = bench.typed("UnblockPin", "PIN.CH");
    let request = request.more("<M:SetNewPin>true</M:SetNewPin>");
    bench
        .konnektor
        .then(Person::types([PUK, "654321", "654321"]));
    assert_eq!(bench.ask(&request).short(), "OK");
    assert_eq!(bench.types("VerifyPin", "PIN.CH", &["654321"]), "OK");
    bench.konnektor.is_content();
}

#[test]
fn a_new_pin_for_pin_qes_is_refused_by_the_card_and_complained_of() {
    let bench = Bench::new();
    for _ in 0..3 {
        bench.types("ChangePin", "PIN.QES", &WRONG);
    }
    assert_eq!(bench.state("PIN.QES"), "BLOCKED 0");
    let request = bench.typed("UnblockPin", "PIN.QES");
    let request = request.more("<M:SetNewPin>true</M:SetNewPin>");
    bench
        .konnektor
        .then(Person::types(["35790264", "654321", "654321"]));
    assert_eq!(bench.ask(&request).short(), "fault 4085");
    assert_eq!(bench.konnektor.complaints().len(), 1);
    // Without one it stays in transport state.
    assert_eq!(bench.types("UnblockPin", "PIN.QES", &["35790264"]), "OK");
    assert_eq!(bench.state("PIN.QES"), "TRANSPORT_PIN");
    assert_eq!(
        bench.types("ChangePin", "PIN.QES", &["91536", "654321", "654321"]),
        "OK"
    );
}
