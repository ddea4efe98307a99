//! Each thing that can go wrong with an answer, at each request: what is wrong is told, nothing is
//! claimed that the card does not have, and no terminal asks a second time. What there is is the
//! double's own list.

use std::time::Duration;

use support::journey::{BUILT_IN, NEW_SMC};
use support::konnektor::{At, Card, Fault, Operation, Person, Spoil, make, samples};
use support::life::{NEXT, PUK_SMC};
use support::practice::{Practice, confirmed, differed, once_more};
use support::script::Script;

use super::outcomes::{ALL, GAVE_UP, Order, TURNED_AWAY};

/// A look at a Transport-PIN while every answer to an operation is this one: exit code, state, and
/// whatever was said.
fn looked(operation: Operation, fault: &Fault) -> (u8, String, String) {
    let mut practice = Practice::with(&make::EHEX, Card::smcb());
    practice.konnektor.on(At::Every(operation), fault.clone());
    let ran = practice.run(&["--json", "--wait", "0", "status"], Script::nobody());
    let document = ran.document();
    let state = document["pins"][0]["state"].as_str().unwrap_or("not seen");
    let said = format!("{operation:?} {fault:?}\n{document:#}");
    (ran.exit, state.to_owned(), said)
}

const NOTHING_DONE: &str = "An der Karte wurde nichts getan.";

#[track_caller]
fn is_told(exit: u8, state: &str, said: &str) {
    assert_eq!(state, "not seen", "{said}");
    assert!(exit != 0 && said.contains(NOTHING_DONE), "{said}");
}

#[test]
fn whatever_is_wrong_with_a_list_is_told_and_no_card_is_looked_at() {
    for operation in [
        Operation::Directory,
        Operation::GetCards,
        Operation::GetCardTerminals,
    ] {
        for fault in samples(operation) {
            let (exit, state, said) = looked(operation, &fault);
            // What a later schema may say more is read over, and a warning is none about what is there.
            let is_empty = matches!(
                fault,
                Fault::Warning(_) | Fault::Spoiled(Spoil::Without("Card" | "CardTerminal"))
            );
            match (&fault, operation) {
                (Fault::Spoiled(Spoil::Extra(_)), _) => {
                    assert_eq!((exit, &*state), (0, "transport"), "{said}");
                }
                // A card is there, whatever its terminal is called.
                (_, Operation::GetCardTerminals) if is_empty => {
                    assert_eq!((exit, &*state), (0, "transport"), "{said}");
                }
                _ if is_empty => assert!(said.contains("\"no_card\""), "{said}"),
                _ => is_told(exit, &state, &said),
            }
        }
    }
}

#[test]
fn whatever_is_wrong_with_the_state_of_a_pin_is_told_and_no_other_state_is_made_of_it() {
    for fault in samples(Operation::GetPinStatus) {
        let (exit, state, said) = looked(Operation::GetPinStatus, &fault);
        let shown = match fault {
            Fault::Word("VERIFIED", _) => "verified",
            Fault::Word("VERIFIABLE", _) => "set",
            Fault::Word("TRANSPORT_PIN", _) | Fault::Spoiled(Spoil::Extra(_)) => "transport",
            Fault::Word("EMPTY_PIN", _) => "empty",
            Fault::Word("BLOCKED", _) => "blocked",
            Fault::Word("DISABLED", _) => "disabled",
            Fault::Word(..) | Fault::Warning(_) => "unreadable",
            Fault::Spoiled(Spoil::Without("PinStatus") | Spoil::Elsewhere(_)) => "unreadable",
            // The card does not have it.
            Fault::Code(4051 | 4072 | 4090 | 4209, _) => "missing",
            _ => {
                is_told(exit, &state, &said);
                continue;
            }
        };
        assert_eq!((exit, &*state), (0, shown), "{said}");
    }
}

/// What is wrong with the way, the card or the terminal is wrong for its PINs, too.
#[test]
fn whatever_is_wrong_with_certificates_costs_nothing_but_them() {
    for fault in samples(Operation::ReadCardCertificate) {
        let (exit, state, said) = looked(Operation::ReadCardCertificate, &fault);
        let is_of_the_way = matches!(
            fault,
            Fault::Reply(_)
                | Fault::Code(..)
                | Fault::Spoiled(Spoil::Lost(_) | Spoil::CutAfter(..) | Spoil::Half(_))
        );
        if exit == 0 {
            assert_eq!(state, "transport", "{said}");
        } else {
            is_told(exit, &state, &said);
            assert!(is_of_the_way && matches!(exit, 3 | 5 | 7), "{said}");
        }
    }
}

/// All that is typed is right.
fn person(order: Order) -> Person {
    match order {
        Order::Activate => Person::types([BUILT_IN.smc, NEW_SMC, NEW_SMC]),
        Order::Change | Order::ChangeVerified => Person::types([NEW_SMC, NEXT, NEXT]),
        Order::Verify => Person::types([NEW_SMC]),
        Order::Unblock => Person::types([PUK_SMC, NEXT, NEXT]),
    }
}

/// Whether it says that nothing came of the order, and not what somebody did at the terminal.
fn comes_to_nothing(fault: &Fault, code: u16) -> bool {
    let lines = [&b"HTTP/1.1 401"[..], b"HTTP/1.1 403", b"HTTP/1.1 302"];
    match fault {
        Fault::Reply(answer) => lines.iter().any(|line| answer.octets.starts_with(line)),
        _ => [&TURNED_AWAY[..], &GAVE_UP].concat().contains(&code),
    }
}

/// Whoever hears that a dialog ended says that all was confirmed, saw nothing of two entries that
/// differ, and does not begin again.
fn answers(order: Order, fault: &Fault) -> Script {
    let code = match fault {
        Fault::Code(code, look) if !look.without_detail => *code,
        Fault::Warning(code) => *code,
        _ => 0,
    };
    let sends_once = matches!(order, Order::Activate | Order::Unblock);
    let is_hidden = sends_once || order == Order::ChangeVerified;
    match code {
        _ if sends_once && comes_to_nothing(fault, code) => confirmed("j"),
        // What else came to nothing may be a change that nobody sees.
        _ if is_hidden && TURNED_AWAY.contains(&code) => confirmed("j"),
        4043 | 4049 if is_hidden => confirmed("j").then(once_more("0")),
        4067 if sends_once => differed("n").then(once_more("0")),
        4043 | 4049 | 4060 | 4067 | 4068 | 4093 => once_more("0"),
        _ => Script::person(),
    }
}

#[test]
fn whatever_is_wrong_with_what_came_of_an_order_it_went_out_once_and_success_is_the_cards() {
    for order in ALL {
        for fault in samples(order.operation()) {
            let mut practice = order.practice();
            practice.makes_up = true;
            practice.journey.settles = Duration::from_millis(12);
            practice.then(person(order));
            practice
                .konnektor
                .on(At::Next(order.operation()), fault.clone());
            let before = practice.truth("PIN.SMC");
            let script = order.script().then(answers(order, &fault));
            let ran = practice.run(&["--json", order.command()], script);
            let what = format!("{order:?} {fault:?}\n{}", ran.heard.borrow().everything());
            assert_eq!(practice.konnektor.pin_posts().len(), 1, "{what}");
            let after = practice.truth("PIN.SMC");
            let is_done = match order {
                Order::Activate => !after.transport,
                Order::Change | Order::ChangeVerified => practice.is("PIN.SMC", NEXT),
                Order::Verify => fault.is_carried_out(),
                Order::Unblock => after.tries > before.tries,
            };
            // Of a change of an own PIN the card keeps no trace, and of whoever says yes without it.
            let is_taken_at_its_word = matches!(fault, Fault::Word("OK", _))
                && matches!(order, Order::Change | Order::ChangeVerified);
            match ran.exit {
                0 => assert!(is_done || is_taken_at_its_word, "{what}"),
                9 => {}
                _ => assert!(!is_done, "{what}"),
            }
        }
    }
}
