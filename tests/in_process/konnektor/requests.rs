//! How many requests a command makes (docs/figures.md).
//!
//! Service directory, cards and terminals are asked for once: without the terminals no slot has its
//! name, nor is it known where a PIN is asked for. Then comes what the command is about.

use support::journey::{BUILT_IN, NEW_CH, NEW_SMC, begins, ends, fits};
use support::konnektor::{Card, Konnektor, Person, make};
use support::life::{NEXT, PUK_CH, own};
use support::practice::{Practice, SLOT, confirmed, goes, once_more, sets};
use support::script::Script;

/// What every command begins with.
const PLACES: [&str; 3] = ["connector.sds", "GetCards", "GetCardTerminals"];

/// What a look of a command that changes PINs asks of an eHBA: whose it is, and how its PINs stand.
const LOOK: [&str; 3] = [
    "ReadCardCertificate",
    "GetPinStatus PIN.CH",
    "GetPinStatus PIN.QES",
];

/// What a verify may cost.
fn dares() -> Script {
    Script::person().asks("Eine falsche PIN kostet einen Versuch", "j")
}

#[track_caller]
fn asks(konnektor: &Konnektor, after_places: &[&str]) {
    assert_eq!(konnektor.asked(), [&PLACES, after_places].concat());
}

#[test]
fn the_status_of_a_card_is_one_question_for_each_pin_and_one_for_its_certificates() {
    let smcb = ["GetPinStatus PIN.SMC"];
    let hba = ["GetPinStatus PIN.CH", "GetPinStatus PIN.QES"];
    for (card, pins) in [(Card::smcb(), &smcb[..]), (Card::hba(), &hba)] {
        let mut practice = Practice::with(&make::EHEX, card);
        for (flags, certificates) in [(&["--no-certs"][..], &[][..]), (&[], &LOOK[..1])] {
            let line = [&["--json", "status"], flags].concat();
            practice.run(&line, Script::nobody()).exits(0);
            asks(&practice.konnektor, &[certificates, pins].concat());
        }
    }
}

#[test]
fn lists_and_certificates_ask_for_no_state_of_a_pin() {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    let second = practice.add_terminal("Labor", 1);
    practice.konnektor.insert(second, 1, Card::smcb());
    let ran = practice.run(&["--json", "readers"], Script::nobody());
    ran.exits(0);
    assert_eq!(ran.value("/readers/3/card/kind"), "smcb");
    asks(&practice.konnektor, &[]);
    let certs = ["--json", "--reader", "Empfang, SLOT:2", "certs"];
    practice.run(&certs, Script::nobody()).exits(0);
    // Both cards are not looked at where one is named.
    asks(&practice.konnektor, &LOOK[..1]);
}

/// Who chooses sees how the PINs stand, of whatever the command is about.
#[test]
fn a_choice_among_cards_asks_how_their_pins_stand() {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    let second = practice.add_terminal("Labor", 1);
    practice.konnektor.insert(second, 1, Card::smcb());
    let script = Script::person().asks("Nummer", "1");
    let ran = practice.run(&["certs"], script);
    ran.exits(0).says("NEU (Transport-PINs)");
    let pins = [LOOK[1], LOOK[2], "GetPinStatus PIN.SMC"];
    asks(
        &practice.konnektor,
        &[&LOOK[..1], &LOOK[..1], &pins].concat(),
    );
}

#[test]
fn an_order_has_the_card_and_its_state_before_it_and_the_state_after_it() {
    let order = |order: &'static str, pin: &'static str| {
        let status = if pin == "PIN.CH" { LOOK[1] } else { LOOK[2] };
        // Where the terminal asks may have changed since the look, too; and news are believed of the
        // card that is in.
        let before = ["GetCards", "GetCardTerminals", status];
        [&LOOK[..], &before, &[order, status, "GetCards"]].concat()
    };
    let fresh = || Practice::with(&make::EHEX, Card::hba());
    let in_use = || Practice::in_use(&make::EHEX, Card::hba());
    let blocked = || {
        let practice = in_use();
        practice.others_fail("PIN.CH", 3);
        practice
    };
    for (mut practice, command, types, script, sent) in [
        (
            fresh(),
            "activate",
            sets(BUILT_IN.ch, NEW_CH),
            fits("0").then(goes()),
            "ChangePin PIN.CH",
        ),
        (
            in_use(),
            "change",
            sets(NEW_CH, NEXT),
            goes(),
            "ChangePin PIN.CH",
        ),
        (
            in_use(),
            "verify",
            Person::types([NEW_CH]),
            dares().then(goes()),
            "VerifyPin PIN.CH",
        ),
        (
            blocked(),
            "unblock",
            sets(PUK_CH, NEXT),
            own().then(goes()),
            "UnblockPin SetNewPin PIN.CH",
        ),
    ] {
        practice.then(types);
        practice.run(&[command, "--pin", "ch"], script).exits(0);
        asks(&practice.konnektor, &order(sent, "PIN.CH"));
    }
}

/// No answer proves a state that is what it was to be of another card.
#[test]
fn a_state_that_is_what_it_was_is_read_once() {
    let mut practice = Practice::with(&make::EHEX, Card::smcb());
    practice.then(Person::nobody());
    let script = fits("0")
        .then(goes())
        .then(confirmed("n"))
        .then(once_more("0"));
    practice.run(&["activate"], script).exits(14);
    let asked = practice.konnektor.asked();
    let order = asked.iter().position(|one| one == "ChangePin PIN.SMC");
    assert_eq!(asked[order.unwrap() + 1..], ["GetPinStatus PIN.SMC"]);
}

/// A card keeps its certificates as long as it is in.
#[test]
fn the_guide_asks_for_certificates_once_however_often_it_looks_at_the_card() {
    let mut practice = Practice::with(&make::EHEX, Card::smcb());
    practice.then(sets(BUILT_IN.smc, NEW_SMC));
    let script = begins("0").then(goes()).then(ends());
    practice.run(&["--wait", "0"], script).exits(0);
    let asked = practice.konnektor.asked();
    let times = |what: &str| asked.iter().filter(|one| *one == what).count();
    assert_eq!(times("ReadCardCertificate"), 1, "{asked:?}");
    // For its list and before its order.
    assert_eq!(times("GetCardTerminals"), 2, "{asked:?}");
}

/// Put in again it may be another one, or have got others.
#[test]
fn a_card_that_was_pulled_is_asked_for_its_certificates_anew() {
    let mut practice = Practice::with(&make::EHEX, Card::smcb());
    practice.then(sets(BUILT_IN.smc, NEW_SMC));
    practice.behind_the_read_back(|konnektor, terminal| konnektor.reinsert(terminal, SLOT));
    let script = begins("0").then(goes()).then(ends());
    practice.run(&["--wait", "0"], script).exits(0);
    let asked = practice.konnektor.asked();
    let times = |what: &str| asked.iter().filter(|one| *one == what).count();
    assert_eq!(times("ReadCardCertificate"), 2, "{asked:?}");
}
