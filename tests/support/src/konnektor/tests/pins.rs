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

/// The same terminal with a card that differs from the built-in one.
fn with_quirk(quirk: &str) -> Bench {
    let bench = Bench::new();
    bench.konnektor.pull(bench.terminal, 1);
    let card = Card::of(crate::faults::card(&format!("hba+{quirk}")));
    bench.konnektor.insert(bench.terminal, 1, card);
    for expected in ["REJECTED 2", "REJECTED 1", "NOWBLOCKED"] {
        assert_eq!(bench.types("ChangePin", "PIN.CH", &WRONG), expected);
    }
    bench
}

#[test]
fn a_card_that_hides_its_block_is_asked_and_tells_it_then() {
    let bench = with_quirk("hides-block");
    assert_eq!(bench.state("PIN.CH"), "TRANSPORT_PIN");
    assert_eq!(bench.types("ChangePin", "PIN.CH", &CH), "WASBLOCKED");
}

#[test]
fn a_card_whose_block_is_final_does_not_take_the_right_puk() {
    let bench = with_quirk("block-is-final");
    assert_eq!(bench.state("PIN.CH"), "BLOCKED 0");
    assert_eq!(bench.types("UnblockPin", "PIN.CH", &[PUK]), "WASBLOCKED");
}

#[test]
fn a_blocked_pin_is_asked_for_where_a_konnektor_does_not_look_before() {
    let bench = blocked();
    let dialogs = bench.konnektor.dialogs().len();
    bench
        .konnektor
        .habits(|habits| habits.blocked_is_asked_for = true);
    assert_eq!(
        bench.types("VerifyPin", "PIN.CH", &["123456"]),
        "WASBLOCKED"
    );
    let own = ["123456", "654321", "654321"];
    assert_eq!(bench.types("ChangePin", "PIN.CH", &own), "WASBLOCKED");
    assert_eq!(bench.konnektor.dialogs().len(), dialogs + 2);
}

#[test]
fn images_of_real_cards_can_be_put_in() {
    let cards = [
        ("HBA", "HBA", "PIN.QES", "TRANSPORT_PIN"),
        ("SMC", "SMC-B", "PIN.SMC", "TRANSPORT_PIN"),
        ("EGK", "EGK", "PIN.CH", "fault 4090"),
    ];
    for (kind, card_type, pin, expected) in cards {
        let Some(image) = crate::journey::image(kind) else {
            return;
        };
        let bench = Bench::new();
        let card = Card::of(crate::faults::card(&image));
        assert_eq!(card.kind(), card_type);
        bench.konnektor.insert(bench.terminal, 3, card);
        let handle = bench.handle(3);
        let request = Typed::at(&make::EHEX, "GetPinStatus").pin(&handle, pin);
        assert_eq!(bench.ask(&request).short(), expected);
    }
}
