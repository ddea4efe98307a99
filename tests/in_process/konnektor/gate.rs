//! Between what was shown and the order: the same stay of the same card in the same slot, or nothing.

use support::journey::{Journey, fits};
use support::konnektor::{
    At, Card, End, Fault, Konnektor, Operation, Person, Spoil, TerminalId, make,
};
use support::script::Script;

use super::{CH, NEW, with};

const OTHER: &str = "80276883110000299991";
const ACTIVATE: &[&str] = &["--json", "activate", "--pin", "ch"];

fn goes() -> Script {
    Script::person().asks_secret("Enter", "")
}

/// The gate's list is the second one of the run.
fn at_the_gate(event: impl Fn(&Konnektor, TerminalId) + Send + 'static) -> (Konnektor, Journey) {
    let (konnektor, terminal) = with(Card::hba());
    let journey = Journey::through(&konnektor);
    let state = At::Next(Operation::GetPinStatus);
    // The look asks for two states; then comes the gate.
    konnektor.before(state, move |konnektor| {
        konnektor.before(state, move |konnektor| {
            konnektor.before(At::Next(Operation::GetCards), move |konnektor| {
                event(konnektor, terminal);
            });
        });
    });
    (konnektor, journey)
}

#[test]
fn another_card_in_the_slot_gets_nothing() {
    let (konnektor, mut journey) = at_the_gate(|konnektor, terminal| {
        konnektor.pull(terminal, 2);
        konnektor.insert(terminal, 2, Card::hba().numbered(OTHER));
    });
    let ran = journey.run(ACTIVATE, fits("0").then(goes()));
    ran.fails(13, "card_changed").says("eine andere Karte");
    assert_eq!(konnektor.pin_posts(), [""; 0]);
}

#[test]
fn a_card_that_was_pulled_meanwhile_gets_nothing_though_it_is_back() {
    let (konnektor, mut journey) = at_the_gate(|konnektor, terminal| {
        konnektor.reinsert(terminal, 2);
    });
    let ran = journey.run(ACTIVATE, fits("0").then(goes()));
    ran.fails(8, "card_removed")
        .says("Es ist nichts verbraucht");
    assert_eq!(konnektor.pin_posts(), [""; 0]);
}

#[test]
fn a_card_that_is_gone_gets_nothing() {
    let (konnektor, mut journey) = at_the_gate(|konnektor, terminal| {
        konnektor.pull(terminal, 2);
    });
    let ran = journey.run(ACTIVATE, fits("0").then(goes()));
    ran.fails(8, "card_removed");
    assert_eq!(konnektor.pin_posts(), [""; 0]);
}

#[test]
fn a_state_that_changed_meanwhile_stops_the_order() {
    let (konnektor, mut journey) = at_the_gate(|konnektor, _| {
        let rejected = Fault::Word("VERIFIABLE", Some(2));
        konnektor.on(At::Next(Operation::GetPinStatus), rejected);
    });
    let ran = journey.run(ACTIVATE, fits("0").then(goes()));
    ran.fails(13, "card_changed");
    assert_eq!(konnektor.pin_posts(), [""; 0]);
}

/// Handles and times are new; the number is the card's.
#[test]
fn a_konnektor_that_starts_anew_while_the_terminal_asks_is_read_back_all_the_same() {
    let (konnektor, _) = with(Card::hba());
    konnektor.then(Person::types([CH, NEW, NEW]));
    let lost = Fault::Spoiled(Spoil::Lost(End::Cut));
    konnektor.on(At::Next(Operation::ChangePin), lost);
    konnektor.before(At::Next(Operation::ChangePin), |konnektor| {
        konnektor.before(At::Next(Operation::GetCards), |konnektor| {
            konnektor.restarts();
        });
    });
    let mut journey = Journey::through(&konnektor);
    let ran = journey.run(ACTIVATE, fits("0").then(goes()));
    ran.exits(0);
    assert_eq!(ran.value("/results/0/answer"), "lost");
    assert_eq!(konnektor.pin_posts(), ["ChangePin PIN.CH"]);
}

/// Whoever presses Ctrl-C while the terminal asks is told which key ends that; what is typed all the
/// same counts, and is read back.
#[test]
fn a_wish_to_stop_while_the_terminal_asks_hides_no_outcome() {
    for lost in [false, true] {
        let (konnektor, _) = with(Card::hba());
        konnektor.then(Person::types([CH, NEW, NEW]));
        if lost {
            let lost = Fault::Spoiled(Spoil::Lost(End::Cut));
            konnektor.on(At::Next(Operation::ChangePin), lost);
        }
        let mut journey = Journey::through(&konnektor);
        let interrupts = journey.interrupts.clone();
        konnektor.before(At::Next(Operation::ChangePin), move |_| interrupts.raise());
        let ran = journey.run(ACTIVATE, fits("0").then(goes()));
        assert_eq!(ran.value("/results/0/changed"), true, "{lost}");
        let after = ran.value("/results/0/after");
        assert_eq!(after, "verified", "{lost}");
        assert_eq!(konnektor.pin_posts(), ["ChangePin PIN.CH"]);
    }
}

/// Rule R9: the HBA is held until it is pulled.
#[test]
fn an_ehba_that_another_user_holds_says_how_it_gets_free() {
    let konnektor = Konnektor::new(&make::EHEX);
    let terminal = konnektor.add_terminal("Empfang", 2);
    konnektor.insert(terminal, 1, Card::hba());
    konnektor.other_user(terminal, 1, "pinlotse", "jemand");
    let mut journey = Journey::through(&konnektor);
    let ran = journey.run(&["--json", "--wait", "0", "status"], Script::nobody());
    ran.fails(7, "konnektor_other_user")
        .says("kurz herausziehen");
}
