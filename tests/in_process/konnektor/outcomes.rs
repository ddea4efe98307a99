//! What a Konnektor can answer to an order, by each of its three channels, for each operation and
//! each state before it: exit code, code word, and what the notes hold of it. Typed from gemSpec_Kon
//! (TAB_KON_546, TAB_KON_738, the table of errors) and from what its numbers promise of a try.

use serde_json::{Value, json};
use support::journey::{NEW_SMC, fits};
use support::konnektor::{At, Card, Fault, Operation, Person, make};
use support::life::{block, own};
use support::practice::{Practice, confirmed, differed, goes, once_more};
use support::script::Script;

/// What is ordered, and of which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// ChangePin of a Transport-PIN: the card hides its counter.
    Activate,
    /// ChangePin of an own PIN with three tries.
    Change,
    /// The same of one that is verified: the counter is hidden, too.
    ChangeVerified,
    /// VerifyPin of an own PIN with three tries.
    Verify,
    /// UnblockPin of a blocked own PIN: no card shows the uses of a PUK.
    Unblock,
}

use Order::{Activate, Change, ChangeVerified, Unblock, Verify};

pub const ALL: [Order; 5] = [Activate, Change, ChangeVerified, Verify, Unblock];
/// Those of which no counter is seen afterwards.
const HIDDEN: [Order; 3] = [Activate, ChangeVerified, Unblock];

impl Order {
    pub fn operation(self) -> Operation {
        match self {
            Activate | Change | ChangeVerified => Operation::ChangePin,
            Verify => Operation::VerifyPin,
            Unblock => Operation::UnblockPin,
        }
    }

    pub fn practice(self) -> Practice {
        match self {
            Activate => Practice::with(&make::EHEX, Card::smcb()),
            _ => {
                let practice = Practice::in_use(&make::EHEX, Card::smcb());
                match self {
                    Unblock => practice.others_fail("PIN.SMC", 3),
                    ChangeVerified => {
                        practice.others_send(&[], &format!("0020000108{}", block(NEW_SMC)));
                    }
                    _ => {}
                }
                practice
            }
        }
    }

    pub fn command(self) -> &'static str {
        match self {
            Activate => "activate",
            Change | ChangeVerified => "change",
            Verify => "verify",
            Unblock => "unblock",
        }
    }

    /// Up to Enter, and Enter.
    pub fn script(self) -> Script {
        let before = match self {
            Activate => fits("0"),
            Change => Script::person(),
            ChangeVerified => support::journey::tries("0"),
            Verify => Script::person().asks("Eine falsche PIN kostet einen Versuch", "j"),
            Unblock => own(),
        };
        before.then(goes())
    }
}

/// Numbers that speak of the order itself.
pub const TURNED_AWAY: [u16; 22] = [
    4000, 4003, 4004, 4005, 4006, 4009, 4010, 4011, 4012, 4013, 4014, 4015, 4016, 4018, 4019, 4020,
    4021, 4051, 4072, 4090, 4204, 4209,
];
/// Numbers with which it may have come to an end at any point.
pub const GAVE_UP: [u16; 14] = [
    4001, 4002, 4007, 4008, 4040, 4044, 4047, 4053, 4097, 4098, 4099, 4101, 4131, 4146,
];

/// What the notes hold afterwards of what was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Noted {
    Nothing,
    Wrong,
    /// Nobody knows.
    Open,
}

use Noted::{Nothing, Open, Wrong};

/// One run with one answer; the card sees nothing of the order.
#[track_caller]
fn answered(order: Order, fault: &Fault, exit: u8, word: &str, noted: Noted) {
    let mut practice = order.practice();
    practice.makes_up = true;
    let before = practice.truth("PIN.SMC");
    practice
        .konnektor
        .on(At::Next(order.operation()), fault.clone());
    let ends_there = exit == 14 || exit == 15 || exit == 16 || matches!(word, "busy");
    // Whoever says that all was confirmed, or saw nothing of a difference, leaves it open.
    let sends_once = [Activate, Unblock].contains(&order);
    let told = match word {
        "new_pin_mismatch" => differed("n"),
        _ => confirmed("j"),
    };
    // Of a PIN that is changed the old one may have been compared before the two new ones were.
    let asked = match word {
        "new_pin_mismatch" => sends_once,
        "timed_out" | "cancelled" => HIDDEN.contains(&order),
        _ => false,
    };
    // What came to nothing by what the Konnektor says: only the person knows how far it was.
    let fails = exit != 9 && noted == Open;
    let script = match ends_there {
        true if asked => order.script().then(told).then(once_more("0")),
        true => order.script().then(once_more("0")),
        false if fails => order.script().then(told),
        false => order.script(),
    };
    let ran = practice.run(&["--json", order.command()], script);
    let what = format!("{order:?} {fault:?}\n{}", ran.heard.borrow().everything());
    assert_eq!(ran.exit, exit, "{what}");
    if exit != 0 {
        assert_eq!(ran.value("/error/code"), word, "{what}");
    }
    assert_eq!(practice.truth("PIN.SMC"), before, "{what}");
    let document = practice
        .run(&["--json", "notes", "show"], Script::nobody())
        .document();
    let secret = match order {
        Unblock => "puk.smc",
        _ => "pin.smc",
    };
    let notes = document["notes"].as_array().unwrap();
    let note = notes.iter().find(|note| note["secret"] == secret);
    let count = |key: &str| note.and_then(|note| note[key].as_u64()).unwrap_or(0);
    let found = match (count("wrong"), count("unknown")) {
        (0, 0) => Nothing,
        (_, 0) => Wrong,
        _ => Open,
    };
    // The number that the card names itself takes the place of a note.
    let is_kept = noted != Wrong || HIDDEN.contains(&order);
    let noted = if is_kept { noted } else { Nothing };
    assert_eq!(found, noted, "{what}\n{document:#}");
}

#[test]
fn every_word_of_a_result_has_its_outcome_for_every_order() {
    for (word, left, rows) in [
        (
            "REJECTED",
            Some(2),
            &[(&ALL[..], 10, "wrong_secret", Wrong)][..],
        ),
        ("REJECTED", None, &[(&ALL[..], 10, "wrong_secret", Wrong)]),
        (
            "NOWBLOCKED",
            Some(0),
            &[
                (&HIDDEN[..2], 11, "blocked", Wrong),
                // The card shows tries.
                (&[Change, Verify], 9, "outcome_unknown", Open),
                (&[Unblock], 12, "blocked_for_good", Wrong),
            ],
        ),
        (
            "NOWBLOCKED",
            None,
            &[
                (&HIDDEN[..2], 11, "blocked", Wrong),
                // The card shows tries.
                (&[Change, Verify], 9, "outcome_unknown", Open),
                (&[Unblock], 12, "blocked_for_good", Wrong),
            ],
        ),
        (
            "WASBLOCKED",
            None,
            &[
                (&HIDDEN[..2], 11, "blocked", Nothing),
                (&[Change, Verify], 9, "outcome_unknown", Open),
                (&[Unblock], 12, "blocked_for_good", Nothing),
            ],
        ),
        (
            "TRANSPORT_PIN",
            None,
            &[
                (&[Verify], 13, "still_transport", Nothing),
                (
                    &[Activate, Change, ChangeVerified, Unblock],
                    9,
                    "outcome_unknown",
                    Open,
                ),
            ],
        ),
        ("ERROR", None, &[(&ALL, 9, "outcome_unknown", Open)]),
        ("PERHAPS", None, &[(&ALL, 9, "outcome_unknown", Open)]),
        (
            "OK",
            None,
            &[
                // The state contradicts it.
                (&[Activate, Verify, Unblock], 9, "outcome_unknown", Open),
                // No state can.
                (&[Change, ChangeVerified], 0, "", Nothing),
            ],
        ),
    ] {
        for (orders, exit, code, noted) in rows {
            for order in *orders {
                answered(*order, &Fault::Word(word, left), *exit, code, *noted);
            }
        }
    }
}

/// Whatever the number says: only four of them promise that no command reached the card.
#[test]
fn every_number_that_tells_why_nothing_came_of_it_has_its_exit() {
    for (codes, exit, word) in [
        (&[4001, 4002][..], 1, "konnektor_failed"),
        (&[4003], 2, "konnektor_user"),
        (&[4021], 2, "konnektor_profile"),
        (
            &[
                4004, 4005, 4006, 4010, 4011, 4012, 4014, 4015, 4016, 4019, 4020, 4204,
            ],
            3,
            "konnektor_context",
        ),
        (&[4009, 4013], 3, "konnektor_not_entered"),
        (&[4007, 4040, 4044, 4097], 4, "terminal_away"),
        (&[4008, 4047, 4098, 4099, 4101, 4131, 4146], 5, "no_card"),
        (&[4018], 7, "konnektor_other_user"),
        (&[4051, 4072, 4090, 4209], 6, "wrong_kind"),
        (&[4053], 18, "terminal_no_entry"),
    ] {
        for (index, code) in codes.iter().enumerate() {
            // One of each meaning for every order; the others have the same row.
            let orders: &[Order] = if index == 0 { &ALL } else { &[Activate] };
            for order in orders {
                let noted = match HIDDEN.contains(order) {
                    true => Open,
                    false => Nothing,
                };
                // It may have come to an end behind the card's yes, and a change shows in no state.
                let is_open = GAVE_UP.contains(code) && matches!(order, Change | ChangeVerified);
                let (exit, word, noted) = match is_open {
                    true => (9, "outcome_unknown", Open),
                    false => (exit, word, noted),
                };
                answered(*order, &Fault::code(*code), exit, word, noted);
                answered(*order, &Fault::Warning(*code), exit, word, noted);
            }
        }
    }
    for order in ALL {
        let noted = match HIDDEN.contains(&order) {
            true => Open,
            false => Nothing,
        };
        for fault in [Fault::code(4000), Fault::Warning(4000)] {
            answered(order, &fault, 1, "konnektor_failed", noted);
        }
    }
    for (code, exit, word) in [
        (4060, 7, "busy"),
        (4093, 7, "busy"),
        (4066, 18, "terminal_no_entry"),
        (4092, 18, "terminal_no_entry"),
    ] {
        for order in ALL {
            answered(order, &Fault::code(code), exit, word, Nothing);
            answered(order, &Fault::Warning(code), exit, word, Nothing);
        }
    }
}

/// Somebody answered, and what: no answer is lost, and none is waited for.
#[test]
fn an_order_that_is_answered_by_a_status_is_open_at_once_and_a_fault_behind_it_is_read() {
    let fault = "<S:Envelope xmlns:S=\"http://www.w3.org/2003/05/soap-envelope\"><S:Body><S:Fault><S:Code>\
        <S:Value>S:Receiver</S:Value></S:Code><S:Detail>\
        <G:Error xmlns:G=\"http://ws.gematik.de/tel/error/v2.0\"><G:Trace><G:Code>4060</G:Code>\
        <G:Severity>Error</G:Severity></G:Trace></G:Error></S:Detail></S:Fault></S:Body></S:Envelope>";
    for order in ALL {
        for (status, body, exit) in [
            ("404 Not Found", "<html/>", 9),
            ("407 Proxy Authentication Required", "", 9),
            ("400 Bad Request", "", 9),
            ("400 Bad Request", fault, 7),
            ("502 Bad Gateway", fault, 7),
        ] {
            let mut practice = order.practice();
            practice.makes_up = true;
            // Nobody waits for an answer, so this is never over.
            practice.journey.settles = std::time::Duration::from_secs(3600);
            let answer = Fault::http(status, "Content-Type: text/xml\r\n", body);
            practice.konnektor.on(At::Next(order.operation()), answer);
            let script = match exit {
                9 => order.script(),
                _ => order.script().then(once_more("0")),
            };
            let ran = practice.run(&["--json", order.command()], script);
            let said = ran.heard.borrow().everything();
            assert_eq!(ran.exit, exit, "{order:?} {status}\n{said}");
            assert!(!said.contains("verloren"), "{said}");
        }
    }
}

/// No state shows it, and no number promises it: whoever sat there knows that nothing was entered.
#[test]
fn an_order_that_came_to_nothing_before_anybody_entered_all_cost_nothing() {
    for order in [Activate, Unblock, ChangeVerified] {
        for fault in [
            Fault::code(4003),
            Fault::Warning(4010),
            Fault::code(4001),
            Fault::code(4044),
            Fault::code(4047),
            Fault::http("401 Unauthorized", "", ""),
        ] {
            // It may have broken behind the card's yes, which shows in no state.
            let turns_away = matches!(fault, Fault::Code(4003, _) | Fault::Warning(4010));
            if order == ChangeVerified && !turns_away {
                continue;
            }
            let mut practice = order.practice();
            practice.makes_up = true;
            practice
                .konnektor
                .on(At::Next(order.operation()), fault.clone());
            let script = order.script().then(confirmed("n"));
            let ran = practice.run(&["--json", order.command()], script);
            let what = format!("{order:?} {fault:?}\n{}", ran.heard.borrow().everything());
            assert_ne!(ran.exit, 9, "{what}");
            if turns_away {
                ran.says("Hat keines gefragt: nein.");
            }
            ran.says(match order {
                Unblock => "Keine PUK-Anwendung ist verbraucht.",
                _ => "Kein Versuch ist verbraucht.",
            });
            let notes = practice.run(&["--json", "notes", "show"], Script::nobody());
            let unknown = notes.document()["notes"][0]["unknown"].clone();
            assert_eq!(unknown, 0, "{what}");
            let next = practice.run(&["--json", "status"], Script::nobody());
            let said = next.heard.borrow().everything();
            assert!(!said.contains("vielleicht gilt schon"), "{said}");
        }
    }
}

#[test]
fn every_number_that_ends_a_dialog_has_its_exit_by_either_channel() {
    for (code, exit, word) in [
        (4043, 14, "timed_out"),
        (4049, 15, "cancelled"),
        (4067, 16, "new_pin_mismatch"),
        (4068, 16, "pad_length"),
    ] {
        for order in ALL {
            let noted = match HIDDEN.contains(&order) {
                true => Open,
                false => Nothing,
            };
            answered(order, &Fault::code(code), exit, word, noted);
            answered(order, &Fault::Warning(code), exit, word, noted);
        }
    }
}

/// Of an own PIN, too, whose counter is hidden: whoever confirmed nothing spent nothing; who did is
/// asked about that PIN and not about the letter's.
#[test]
fn a_dialog_at_an_own_pin_that_ended_before_any_entry_was_confirmed_cost_nothing() {
    for (answer, unknown) in [("n", 0), ("j", 1)] {
        for code in [4043, 4049] {
            let mut practice = ChangeVerified.practice();
            practice.makes_up = true;
            let order = At::Next(Operation::ChangePin);
            practice.konnektor.on(order, Fault::code(code));
            let any = "schon eine Eingabe mit der grünen Taste bestätigt";
            let script = ChangeVerified.script().asks(any, answer);
            let script = script.then(once_more("0"));
            practice.run(&["change"], script);
            let notes = practice.run(&["--json", "notes", "show"], Script::nobody());
            let noted = notes.document()["notes"][0]["unknown"].clone();
            assert_eq!(noted.as_u64().unwrap_or_default(), unknown, "{code}");
            if answer == "j" {
                let script = support::journey::tries("0");
                let script = script.asks("PIN der SMC-B (PIN.SMC): eine frühere Eingabe", "n");
                practice.run(&["change"], script).exits(15);
            }
        }
    }
}

#[test]
fn a_pin_that_somebody_else_set_beside_a_wrong_entry_is_not_said_to_be_the_persons() {
    let mut practice = Activate.practice();
    practice.makes_up = true;
    practice.konnektor.on(
        At::Next(Operation::ChangePin),
        Fault::Word("REJECTED", Some(2)),
    );
    practice
        .konnektor
        .before(At::Next(Operation::ChangePin), |konnektor| {
            let set = Fault::Word("VERIFIABLE", Some(3));
            konnektor.on(At::Every(Operation::GetPinStatus), set);
        });
    let ran = practice.run(&["--json", "activate"], Activate.script());
    ran.fails(9, "outcome_unknown");
    assert_ne!(ran.value("/results/0/changed"), true);
}

#[test]
fn numbers_that_speak_of_the_secret_say_what_they_say() {
    for fault in [Fault::code, Fault::Warning] {
        for order in &ALL[..4] {
            match HIDDEN.contains(order) {
                true => answered(*order, &fault(4063), 11, "blocked", Nothing),
                false => answered(*order, &fault(4063), 9, "outcome_unknown", Open),
            }
            answered(*order, &fault(4064), 9, "outcome_unknown", Open);
        }
        answered(Unblock, &fault(4064), 12, "blocked_for_good", Nothing);
        answered(Unblock, &fault(4063), 9, "outcome_unknown", Open);
        // Exit 13 promises that nothing was sent. A check ends so before anything is asked for; of the
        // others it is no outcome in the specification, and a try may be spent.
        answered(Verify, &fault(4065), 13, "still_transport", Nothing);
        for order in [Activate, Change, ChangeVerified, Unblock] {
            answered(order, &fault(4065), 9, "outcome_unknown", Open);
        }
    }
}

/// Something broke between the Konnektor and the card, or nobody knows what the number means: the
/// dialog may have been at any point.
#[test]
fn of_a_number_that_leaves_all_open_nothing_is_known() {
    for (index, code) in [
        4045, 4046, 4048, 4050, 4052, 4056, 4057, 4085, 4094, 4071, 4132, 4147, 4148, 4149, 4258,
        4999, 1, 0,
    ]
    .into_iter()
    .enumerate()
    {
        let orders: &[Order] = if index == 0 {
            &ALL
        } else {
            &[Activate, Verify]
        };
        for order in orders {
            answered(*order, &Fault::code(code), 9, "outcome_unknown", Open);
        }
    }
}

/// Whoever supports the Konnektor is told what it said, by every channel.
#[test]
fn what_came_instead_of_an_answer_is_told_with_an_outcome_that_nobody_knows() {
    use support::konnektor::Spoil;
    for (fault, words, number) in [
        (
            Fault::code(4048),
            "Das Kartenterminal kann mit der Karte nicht sprechen (4048",
            json!(4048),
        ),
        (
            Fault::Warning(4045),
            "Das Kartenterminal kann mit der Karte nicht sprechen (4045",
            json!(4045),
        ),
        (
            Fault::code(4999),
            "Der Konnektor meldet einen Fehler (4999",
            json!(4999),
        ),
        (Fault::code(4065), "4065", json!(4065)),
        (Fault::Warning(4065), "4065", json!(4065)),
        (
            Fault::Word("TRANSPORT_PIN", None),
            "TRANSPORT_PIN",
            Value::Null,
        ),
        (Fault::Word("GRANTED", None), "GRANTED", Value::Null),
        (
            Fault::Spoiled(Spoil::Without("Status")),
            "Status",
            Value::Null,
        ),
    ] {
        let mut practice = Change.practice();
        practice.makes_up = true;
        if matches!(fault, Fault::Spoiled(_)) {
            practice.then(Person::types([NEW_SMC, "918273", "918273"]));
        }
        practice
            .konnektor
            .on(At::Next(Operation::ChangePin), fault.clone());
        let ran = practice.run(&["--json", "change"], Change.script());
        ran.fails(9, "outcome_unknown").says(words);
        assert_eq!(
            ran.document()["error"]["konnektor_error"],
            number,
            "{fault:?}"
        );
    }
}

/// A change of an own PIN shows in no state: the word of the Konnektor is all there is, so it has to
/// be whole.
#[test]
fn a_change_of_which_the_answer_does_not_say_how_it_went_is_not_told_as_done() {
    use support::konnektor::Spoil;
    for spoil in [
        Spoil::Without("Status"),
        Spoil::Without("Result"),
        Spoil::Elsewhere("Status"),
        Spoil::Elsewhere("Result"),
        Spoil::Saying("Result", "Error"),
        Spoil::Saying("Result", ""),
    ] {
        let mut practice = Change.practice();
        let other = "918273";
        practice.then(Person::types([NEW_SMC, other, other]));
        practice.konnektor.on(
            At::Next(Operation::ChangePin),
            Fault::Spoiled(spoil.clone()),
        );
        let ran = practice.run(&["--json", "change"], Change.script());
        let what = format!("{spoil:?}\n{}", ran.heard.borrow().everything());
        assert_eq!(ran.exit, 9, "{what}");
        assert_eq!(ran.value("/error/code"), "outcome_unknown", "{what}");
    }
}

/// The state speaks louder than the answer: what the card did is told as done.
#[test]
fn an_activation_that_took_effect_is_one_whatever_was_answered() {
    use support::konnektor::{End, Spoil};
    for spoil in [
        Spoil::Lost(End::Cut),
        Spoil::Half(End::Cut),
        Spoil::Half(End::Closed),
        Spoil::Without("Status"),
        Spoil::Saying("Result", "Error"),
        Spoil::Without("PinResult"),
        Spoil::Saying("PinResult", "PERHAPS"),
        Spoil::Saying("PinResult", "ERROR"),
        Spoil::Elsewhere("PinResult"),
        Spoil::Elsewhere("ChangePinResponse"),
        Spoil::Bomb,
        Spoil::Padded(2 << 20),
        Spoil::NotUtf8,
    ] {
        let mut practice = Activate.practice();
        practice.makes_up = true;
        practice.then(Person::types([
            support::journey::BUILT_IN.smc,
            NEW_SMC,
            NEW_SMC,
        ]));
        practice.konnektor.on(
            At::Next(Operation::ChangePin),
            Fault::Spoiled(spoil.clone()),
        );
        let ran = practice.run(&["--json", "activate"], Activate.script());
        ran.exits(0);
        assert_eq!(ran.value("/results/0/answer"), "lost", "{spoil:?}");
        assert!(practice.is("PIN.SMC", NEW_SMC));
    }
    // What does not concern the answer is read over.
    for spoil in [Spoil::Extra("ChangePinResponse"), Spoil::Padded(100)] {
        let mut practice = Activate.practice();
        practice.makes_up = true;
        practice.then(Person::types([
            support::journey::BUILT_IN.smc,
            NEW_SMC,
            NEW_SMC,
        ]));
        practice.konnektor.on(
            At::Next(Operation::ChangePin),
            Fault::Spoiled(spoil.clone()),
        );
        let ran = practice.run(&["--json", "activate"], Activate.script());
        ran.exits(0);
        assert_eq!(ran.value("/results/0/answer"), "read", "{spoil:?}");
    }
}

/// Where a terminal asks nobody here knows whether a new PIN was typed before the entry broke off: the
/// person does. At a reader it was, and comes first.
#[test]
fn what_comes_before_the_letters_digits_is_told_for_the_terminal_and_not_for_a_file() {
    let mut practice = Activate.practice();
    practice.makes_up = true;
    practice
        .konnektor
        .on(At::Next(Operation::ChangePin), Fault::Word("ERROR", None));
    practice.run(&["activate"], Activate.script()).exits(9);
    let script = ["--json", "--no-input", "activate", "--entry", "pinpad"];
    for line in [
        &script[..],
        &["status", "--check"],
        &["status"],
        &["doctor"],
    ] {
        let ran = practice.run(line, Script::nobody());
        ran.says("vielleicht gilt die neue PIN der abgebrochenen Eingabe.")
            .says("Neue PIN am Kartenterminal sicher zweimal bestätigt")
            .says("Sonst, auch unsicher: die Ziffern aus dem Brief");
        for way in [
            "transport.smc",
            "ihre Länge bestätigen",
            "Zuerst sie probieren",
            "gilt schon die neue PIN",
        ] {
            ran.never_says(way);
        }
    }
    practice
        .run(&script, Script::nobody())
        .fails(13, "try_again");
}
