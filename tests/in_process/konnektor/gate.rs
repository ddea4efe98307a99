//! Between what was shown and the order: the same stay of the same card in the same slot, or nothing.

use pinlotse::system::signals::Interrupts;
use support::journey::{BUILT_IN, Journey, NEW_SMC, fits, holder, letter_fits};
use support::konnektor::{
    At, Card, End, Fault, Habits, Konnektor, Operation, Person, Spoil, TerminalId, make,
};
use support::life::{PUK_QES, WRONG_OWN, block, rescue};
use support::practice::{Practice, SLOT, confirmed, goes, once_more, sets};
use support::script::Script;

use super::{CH, NEW, with};

const OTHER: &str = "80276883110000299991";
const ACTIVATE: &[&str] = &["--json", "activate", "--pin", "ch"];

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

/// The same just before that list: what is planned now befalls it.
fn before_the_gate(
    event: impl Fn(&Konnektor, TerminalId) + Send + 'static,
) -> (Konnektor, Journey) {
    let (konnektor, terminal) = with(Card::hba());
    let journey = Journey::through(&konnektor);
    let state = At::Next(Operation::GetPinStatus);
    konnektor.before(state, move |konnektor| {
        konnektor.before(state, move |konnektor| event(konnektor, terminal));
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

/// The number and the handle are what they were.
#[test]
fn a_card_that_is_of_another_kind_by_now_gets_nothing() {
    for (word, is_another) in [("SMC-B", true), ("EGK", true), ("HBAx", false)] {
        let (konnektor, mut journey) = before_the_gate(move |konnektor, _| {
            let kind = Fault::Spoiled(Spoil::Saying("CardType", word));
            konnektor.on(At::Every(Operation::GetCards), kind);
        });
        if is_another {
            let ran = journey.run(ACTIVATE, fits("0").then(goes()));
            ran.fails(13, "card_changed").says("eine andere Karte");
            assert_eq!(konnektor.pin_posts(), [""; 0], "{word}");
        } else {
            konnektor.then(Person::types([CH, NEW, NEW]));
            journey.run(ACTIVATE, fits("0").then(goes())).exits(0);
        }
    }
}

/// People were told that it asks itself, and it would not any more.
#[test]
fn a_terminal_that_was_assigned_elsewhere_meanwhile_asks_for_nothing() {
    let (konnektor, mut journey) = at_the_gate(|konnektor, _| {
        let moved = Fault::Spoiled(Spoil::Saying("WorkplaceId", "anderswo"));
        konnektor.on(At::Next(Operation::GetCardTerminals), moved);
    });
    let ran = journey.run(ACTIVATE, fits("0").then(goes()));
    ran.fails(13, "card_changed")
        .says("anderen Arbeitsplätzen zugeordnet")
        .says("An der Karte wurde nichts getan");
    assert_eq!(konnektor.pin_posts(), [""; 0]);
}

/// Nobody knows which of the two an order would be for.
#[test]
fn a_card_whose_handle_is_that_of_another_one_gets_nothing() {
    let shared = || Fault::Spoiled(Spoil::Saying("CardHandle", "H-1"));
    let all = At::Every(Operation::GetCards);
    let (konnektor, terminal) = with(Card::hba());
    konnektor.insert(terminal, 1, Card::smcb());
    konnektor.on(all, shared());
    // Whichever of them it is that answers.
    let state = Fault::Word("TRANSPORT_PIN", None);
    konnektor.on(At::Every(Operation::GetPinStatus), state);
    let certificates = At::Every(Operation::ReadCardCertificate);
    konnektor.on(certificates, Fault::code(4000));
    let mut journey = Journey::through(&konnektor);
    let line = [&["--reader", "SLOT:2"], ACTIVATE].concat();
    let ran = journey.run(&line, Script::person());
    ran.fails(1, "konnektor_failed")
        .says("zwei verschiedene Karten mit demselben CardHandle")
        .says("An der Karte wurde nichts getan");
    assert_eq!(konnektor.pin_posts(), [""; 0]);
    // It began only after the look.
    let (konnektor, mut journey) = before_the_gate(move |konnektor, terminal| {
        konnektor.insert(terminal, 1, Card::smcb());
        konnektor.on(all, shared());
    });
    let ran = journey.run(ACTIVATE, fits("0").then(goes()));
    ran.fails(1, "konnektor_failed").says("CardHandle");
    assert_eq!(konnektor.pin_posts(), [""; 0]);
}

/// The old handle means another card behind the order, and that one has its own PIN already.
#[test]
fn news_of_another_card_with_the_same_handle_are_not_those_of_the_order() {
    for said in [
        Fault::Word("OK", None),
        Fault::Warning(4043),
        Fault::code(4049),
        Fault::code(4044),
        Fault::Word("REJECTED", Some(2)),
    ] {
        let (konnektor, _) = with(Card::hba());
        konnektor.on(At::Next(Operation::ChangePin), said.clone());
        konnektor.before(At::Next(Operation::ChangePin), |konnektor| {
            let set = Fault::Word("VERIFIABLE", Some(3));
            konnektor.on(At::Every(Operation::GetPinStatus), set);
            let other = Fault::Spoiled(Spoil::Saying("Iccsn", OTHER));
            konnektor.on(At::Every(Operation::GetCards), other);
        });
        let mut journey = Journey::through(&konnektor);
        let line = [
            &["--no-input"],
            ACTIVATE,
            &["--entry", "pinpad", "--tries-used", "0"],
        ]
        .concat();
        let ran = journey.run(&line, Script::nobody());
        let is_wrong = matches!(said, Fault::Word("REJECTED", _));
        assert_eq!(ran.exit, if is_wrong { 10 } else { 9 }, "{said:?}");
        assert_ne!(ran.value("/results/0/changed"), true, "{said:?}");
    }
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

/// After a lost answer the card is asked for by its number; the stay in which it was read back counts
/// from there.
#[test]
fn a_card_that_was_pulled_after_a_lost_answer_was_read_back_gets_nothing_more() {
    let (konnektor, terminal) = with(Card::hba());
    konnektor.then(Person::types([CH, NEW, NEW]));
    let lost = Fault::Spoiled(Spoil::Lost(End::Cut));
    konnektor.on(At::Next(Operation::ChangePin), lost);
    let mut journey = Journey::through(&konnektor);
    let other = konnektor.clone();
    let script = fits("0")
        .then(goes())
        .then(holder("j"))
        .meanwhile(move || other.reinsert(terminal, 2))
        .then(goes());
    let ran = journey.run(&["--json", "activate"], script);
    ran.fails(5, "card_removed");
    assert_eq!(ran.value("/results/0/changed"), true);
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

/// Whoever pressed Ctrl-C while the terminal asked was told that only the red key ends that. What it
/// came to is told, and no question is put that the wish to stop would answer unread.
#[test]
fn a_wish_to_stop_while_the_terminal_asks_answers_no_question_behind_it() {
    for (ends, exit) in [(Person::nobody(), 14), (Person::red_key(), 15)] {
        let mut practice = Practice::with(&make::EHEX, Card::smcb());
        practice.then(ends);
        let interrupts = practice.journey.interrupts.clone();
        practice
            .konnektor
            .before(At::Next(Operation::ChangePin), move |_| interrupts.raise());
        let ran = practice.run(&["--json", "activate"], fits("0").then(goes()));
        ran.exits(exit).says("sicher ist es nicht");
        practice.journey.interrupts = Interrupts::none();
    }
    // Behind a success, too: the way on is not offered.
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    practice.others_fail("PIN.QES", 3);
    practice.then(Person::types([PUK_QES]));
    let interrupts = practice.journey.interrupts.clone();
    practice
        .konnektor
        .before(At::Next(Operation::UnblockPin), move |_| interrupts.raise());
    let script = rescue("j")
        .then(letter_fits())
        .then(holder("j"))
        .then(goes());
    let ran = practice.run(&["--json", "unblock"], script);
    ran.exits(15);
    assert_eq!(ran.value("/results/1/changed"), true);
}

/// Rule R9: the HBA is held until it is pulled.
#[test]
fn an_ehba_that_another_user_holds_says_how_it_gets_free() {
    let konnektor = Konnektor::new(&make::EHEX);
    let terminal = konnektor.add_terminal("Empfang", 2);
    konnektor.insert(terminal, 1, Card::hba());
    konnektor.other_user(terminal, 1, "pinlotse", "jemand");
    let mut journey = Journey::through(&konnektor);
    // No wait ends it, so there is none.
    for (line, script) in [
        (["--json", "--wait", "0", "status"], Script::nobody()),
        (["--json", "--wait", "20", "status"], Script::nobody()),
        (["--json", "--wait", "20", "activate"], Script::person()),
    ] {
        let ran = journey.run(&line, script);
        ran.fails(7, "konnektor_other_user")
            .says("kurz herausziehen")
            .never_says("ich warte");
    }
    assert_eq!(konnektor.pin_posts(), [""; 0]);
}

/// Tries that a Konnektor names beside a Transport-PIN hold the card's counter: fewer at the gate than
/// at the look are somebody else's try, of which no note knows.
#[test]
fn a_try_that_somebody_else_spends_before_the_order_stops_it() {
    for (shown, now, stops) in [
        (Some(3), Some(2), true),
        (None, Some(2), true),
        (Some(2), Some(1), true),
        (None, Some(3), false),
        (Some(2), Some(3), false),
        (Some(3), None, false),
    ] {
        let mut practice = Practice::with(&make::EHEX, Card::smcb());
        let names = |left| move |habits: &mut Habits| habits.left_tries_in_transport = left;
        practice.konnektor.habits(names(shown));
        let konnektor = practice.konnektor.clone();
        let meanwhile = fits("0").meanwhile(move || konnektor.habits(names(now)));
        let script = meanwhile.then(goes());
        if !stops {
            practice.then(sets(BUILT_IN.smc, NEW_SMC));
            practice.run(&["activate"], script).exits(0);
            continue;
        }
        let ran = practice.run_to_the_gate(&["--json", "activate"], script);
        ran.fails(13, "card_changed")
            .says("hat jemand anderes einen Versuch verbraucht")
            .says("Von hier ging nichts an die Karte");
        assert_eq!(ran.value("/error/tries_left"), now.unwrap());
        let ran = practice.run(&["--json", "status"], Script::nobody());
        assert_eq!(ran.value("/pins/0/unknown_noted"), 0);
    }
}

/// The same of a counter that the card shows itself.
#[test]
fn a_try_of_an_own_pin_that_somebody_else_spends_is_told_as_one() {
    let mut practice = Practice::in_use(&make::EHEX, Card::smcb());
    let (konnektor, terminal) = (practice.konnektor.clone(), practice.terminal);
    let script = Script::person()
        .meanwhile(move || {
            konnektor.card(terminal, SLOT, |chip| {
                let wrong = format!("0020000108{}", block(WRONG_OWN));
                chip.transmit(&hex::decode(wrong).unwrap());
            });
        })
        .then(goes());
    let ran = practice.run_to_the_gate(&["--json", "change"], script);
    ran.fails(13, "card_changed")
        .says("Jetzt übrig: 2 Versuche");
    assert_eq!(ran.value("/error/tries_left"), 2);
}

/// Between two entries of one run, too: the first came to nothing, and was not counted.
#[test]
fn a_try_that_somebody_else_spends_between_two_entries_stops_the_second() {
    let mut practice = Practice::with(&make::EHEX, Card::smcb());
    let names = |left| move |habits: &mut Habits| habits.left_tries_in_transport = Some(left);
    practice.konnektor.habits(names(3));
    practice.then(Person::nobody());
    let konnektor = practice.konnektor.clone();
    let script = fits("0")
        .then(goes())
        .then(confirmed("n"))
        .then(once_more("1"))
        .meanwhile(move || konnektor.habits(names(2)))
        .then(goes());
    let ran = practice.journey.run(&["--json", "activate"], script);
    ran.fails(13, "card_changed");
    assert_eq!(ran.value("/error/tries_left"), 2);
    assert_eq!(practice.konnektor.pin_posts(), ["ChangePin PIN.SMC"]);
}

/// While the terminal asked: nobody is asked whether it was confirmed, and nothing says that it cost
/// nothing.
#[test]
fn a_dialog_after_which_fewer_tries_are_named_is_not_called_free() {
    let mut practice = Practice::with(&make::EHEX, Card::smcb());
    let names = |left| move |habits: &mut Habits| habits.left_tries_in_transport = Some(left);
    practice.konnektor.habits(names(3));
    practice.then(Person::nobody());
    practice
        .konnektor
        .before(At::Next(Operation::ChangePin), move |konnektor| {
            konnektor.habits(names(2));
        });
    let script = fits("0").then(goes()).then(once_more("0"));
    let ran = practice.run(&["--json", "activate"], script);
    ran.fails(14, "timed_out")
        .says("der Konnektor nennt jetzt noch 2 Versuche");
    let ran = practice.run(&["--json", "status"], Script::nobody());
    assert_eq!(ran.value("/pins/0/unknown_noted"), 1);
}
