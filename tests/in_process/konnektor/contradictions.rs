//! Every answer to an order beside every state read back afterwards, whether or not they fit each other:
//! what is claimed is what the two leave to be claimed. The rule is written once more here, from
//! design and specification, and not from the outcome table of the program.

use std::time::Duration;

use serde_json::{Value, json};
use support::journey::{BUILT_IN, NEW_CH, NEW_SMC, Ran, fits, holder, tries};
use support::konnektor::{At, Card, Fault, Operation, make};
use support::life::{block, own};
use support::practice::{Practice, confirmed, goes, once_more, sets};
use support::script::Script;

/// How long a state is asked for that does not come: nothing here changes while it is waited for.
const SETTLES: Duration = Duration::from_millis(12);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Activate,
    Change,
    ChangeVerified,
    Verify,
    Unblock,
}

use Order::{Activate, Change, ChangeVerified, Unblock, Verify};

/// What the Konnektor answers to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Yes,
    Wrong(Option<u8>),
    NowBlocked,
    WasBlocked,
    Unclear,
    TimedOut,
    Cancelled,
    Nothing,
}

const SAID: [Said; 9] = [
    Said::Yes,
    Said::Wrong(Some(2)),
    Said::Wrong(None),
    Said::NowBlocked,
    Said::WasBlocked,
    Said::Unclear,
    Said::TimedOut,
    Said::Cancelled,
    Said::Nothing,
];

/// What it says of the PIN afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    Set(u8),
    /// Verified for somebody else: the card names no tries then.
    Uncounted,
    Verified,
    Transport,
    Blocked,
    /// A word that nobody knows.
    Odd,
    /// Nothing: the card cannot be reached.
    Fails,
}

const AFTER: [After; 7] = [
    After::Set(3),
    After::Set(2),
    After::Verified,
    After::Transport,
    After::Blocked,
    After::Odd,
    After::Fails,
];

impl Said {
    fn fault(self) -> Fault {
        match self {
            Said::Yes => Fault::Word("OK", None),
            Said::Wrong(left) => Fault::Word("REJECTED", left),
            Said::NowBlocked => Fault::Word("NOWBLOCKED", None),
            Said::WasBlocked => Fault::Word("WASBLOCKED", None),
            Said::Unclear => Fault::Word("ERROR", None),
            Said::TimedOut => Fault::Warning(4043),
            Said::Cancelled => Fault::code(4049),
            Said::Nothing => Fault::empty(),
        }
    }
}

impl After {
    fn fault(self) -> Fault {
        match self {
            After::Set(tries) => Fault::Word("VERIFIABLE", Some(tries)),
            After::Uncounted => Fault::Word("VERIFIABLE", None),
            After::Verified => Fault::Word("VERIFIED", None),
            After::Transport => Fault::Word("TRANSPORT_PIN", None),
            After::Blocked => Fault::Word("BLOCKED", Some(0)),
            After::Odd => Fault::Word("PERHAPS", None),
            After::Fails => Fault::code(4048),
        }
    }

    fn is_set(self) -> bool {
        matches!(self, After::Set(_) | After::Uncounted | After::Verified)
    }
}

impl Order {
    fn operation(self) -> Operation {
        match self {
            Activate | Change | ChangeVerified => Operation::ChangePin,
            Verify => Operation::VerifyPin,
            Unblock => Operation::UnblockPin,
        }
    }

    fn before(self) -> After {
        match self {
            Activate => After::Transport,
            Change | Verify => After::Set(3),
            ChangeVerified => After::Uncounted,
            Unblock => After::Blocked,
        }
    }

    fn practice(self) -> Practice {
        let mut practice = match self {
            Activate => Practice::with(&make::EHEX, Card::smcb()),
            _ => Practice::in_use(&make::EHEX, Card::smcb()),
        };
        practice.makes_up = true;
        practice.journey.settles = SETTLES;
        match self {
            Unblock => practice.others_fail("PIN.SMC", 3),
            ChangeVerified => {
                practice.others_send(&[], &format!("0020000108{}", block(NEW_SMC)));
            }
            Activate | Change | Verify => {}
        }
        practice
    }

    fn command(self) -> &'static str {
        match self {
            Activate => "activate",
            Change | ChangeVerified => "change",
            Verify => "verify",
            Unblock => "unblock",
        }
    }

    fn script(self) -> Script {
        let before = match self {
            Activate => fits("0"),
            Change => Script::person(),
            ChangeVerified => tries("0"),
            Verify => Script::person().asks("Eine falsche PIN kostet einen Versuch", "j"),
            Unblock => own(),
        };
        before.then(goes())
    }
}

/// What may be claimed, as an exit code.
fn claim(order: Order, said: Said, after: After) -> u8 {
    let is_puk = order == Unblock;
    let unclear = match order {
        Activate if after == After::Blocked => 11,
        // A PIN that was blocked is so no more.
        Unblock if after.is_set() => 0,
        _ => 9,
    };
    match said {
        // What was entered is not what was set.
        Said::Wrong(_) | Said::NowBlocked | Said::WasBlocked
            if order == Activate && after.is_set() =>
        {
            9
        }
        // There is one way out of the transport state.
        _ if order == Activate && after.is_set() => 0,
        Said::Yes => match (order, after) {
            (Change | ChangeVerified, After::Set(3) | After::Verified)
            | (Verify, After::Verified) => 0,
            (Unblock, after) if after.is_set() => 0,
            _ => 9,
        },
        Said::Wrong(_) if after == After::Blocked && !is_puk => 11,
        Said::Wrong(_) => 10,
        Said::NowBlocked | Said::WasBlocked if is_puk => 12,
        // The card shows tries.
        Said::NowBlocked | Said::WasBlocked if matches!(after, After::Set(_)) => 9,
        Said::NowBlocked | Said::WasBlocked => 11,
        Said::TimedOut if after == order.before() => 14,
        Said::Cancelled if after == order.before() => 15,
        Said::TimedOut | Said::Cancelled | Said::Unclear | Said::Nothing => unclear,
    }
}

fn plan(practice: &Practice, order: Order, said: Said, after: After) {
    let konnektor = &practice.konnektor;
    konnektor.on(At::Next(order.operation()), said.fault());
    konnektor.before(At::Next(order.operation()), move |konnektor| {
        konnektor.on(At::Every(Operation::GetPinStatus), after.fault());
    });
}

/// What holds of every run, of the result at this place.
fn holds(ran: &Ran, place: usize, order: Order, said: Said, after: After) {
    let what = format!(
        "{order:?} {said:?} {after:?}\n{}",
        ran.heard.borrow().everything()
    );
    let exit = claim(order, said, after);
    assert_eq!(ran.exit, exit, "{what}");
    let result = ran.value(&format!("/results/{place}"));
    let is_done = exit == 0;
    assert_eq!(result["answer"].is_null(), !is_done, "{what}");
    assert_eq!(result["evidence"].is_null(), !is_done, "{what}");
    if is_done {
        let is_shown = order == Activate && matches!(after, After::Set(_));
        let evidence = if is_shown { "card" } else { "konnektor" };
        assert_eq!(result["evidence"], evidence, "{what}");
        let answer = if said == Said::Yes { "read" } else { "lost" };
        assert_eq!(result["answer"], answer, "{what}");
        let confirmed = ran.heard.borrow().says("Die Karte hat es bestätigt");
        assert!(!confirmed || (is_shown && said == Said::Yes), "{what}");
    }
    assert_eq!(result["changed"], is_done && order != Verify, "{what}");
    // Tries are never more than anybody names, and fewer than there were.
    if exit == 10 && order != Unblock {
        let told = ran.value("/error/tries_left");
        let fewest = match (said, after) {
            (Said::Wrong(Some(left)), After::Set(shown)) => Some(left.min(shown)),
            (Said::Wrong(Some(left)), _) => Some(left),
            (_, After::Set(2)) => Some(2),
            _ => None,
        };
        assert_eq!(told, json!(fewest), "{what}");
    }
    for (words, exits) in [
        ("gesperrt: so zeigt es", &[11][..]),
        ("diese PIN ist jetzt gesperrt", &[11]),
        ("Verglichen wurde nichts", &[11]),
        ("endgültig gesperrt", &[12]),
        ("Der Ausgang ist offen", &[9]),
        ("Kein Versuch ist verbraucht", &[14, 15]),
        ("Keine PUK-Anwendung ist verbraucht", &[]),
    ] {
        let heard = ran.heard.borrow();
        assert!(
            !heard.says(words) || exits.contains(&exit),
            "{words}: {what}"
        );
    }
    // Behind a Konnektor nobody hears the card's own numbers.
    let heard = ran.heard.borrow();
    let numbers = ["6983", "63C"];
    let mut said = heard.said.iter().map(|(_, line)| line);
    let has_number = said.any(|line| numbers.iter().any(|number| line.contains(number)));
    assert!(!has_number, "{what}");
}

fn noted(practice: &mut Practice) -> (u64, u64) {
    let document = practice
        .run(&["--json", "notes", "show"], Script::nobody())
        .document();
    let notes = document["notes"].as_array().cloned().unwrap_or_default();
    let count = |key: &str| notes.iter().filter_map(|note| note[key].as_u64()).sum();
    (count("wrong"), count("unknown"))
}

#[test]
fn whatever_is_answered_and_whatever_the_state_no_more_is_claimed_than_both_leave() {
    for order in [Activate, Change, ChangeVerified, Verify, Unblock] {
        for said in SAID {
            for after in AFTER {
                let mut practice = order.practice();
                let truth = practice.truth("PIN.SMC");
                plan(&practice, order, said, after);
                let exit = claim(order, said, after);
                let ends = [14, 15].contains(&exit);
                let script = match ends {
                    true if [Activate, Unblock].contains(&order) => {
                        order.script().then(confirmed("j")).then(once_more("0"))
                    }
                    true => order.script().then(once_more("0")),
                    false => order.script(),
                };
                let ran = practice.run(&["--json", "--wait", "0", order.command()], script);
                holds(&ran, 0, order, said, after);
                assert_eq!(practice.truth("PIN.SMC"), truth, "nobody typed");
                let (wrong, unknown) = noted(&mut practice);
                let what = format!("{order:?} {said:?} {after:?}: {wrong} wrong, {unknown} open");
                match exit {
                    9 => assert_eq!((wrong, unknown), (0, 1), "{what}"),
                    // Kept, for a card that shows the transport state again.
                    0 if order == Activate && said != Said::Yes => assert_eq!(unknown, 1, "{what}"),
                    0 => assert_eq!(unknown, 0, "{what}"),
                    10 => assert_eq!(unknown, 0, "{what}"),
                    _ => {}
                }
            }
        }
    }
}

/// Nobody is asked anything there, and nothing is claimed that a person would not be told.
#[test]
fn a_script_at_a_terminal_is_told_the_same() {
    for order in [Activate, Change, Verify] {
        for said in SAID {
            for after in [order.before(), After::Verified] {
                let mut practice = order.practice();
                plan(&practice, order, said, after);
                let how = ["--json", "--wait", "0", "--no-input"];
                let line = [&how[..], &[order.command(), "--entry", "pinpad"]].concat();
                let ran = practice.journey.run(&line, Script::nobody());
                holds(&ran, 0, order, said, after);
                assert_eq!(practice.konnektor.pin_posts().len(), 1);
            }
        }
    }
}

/// The first PIN stays set and is told to be, whatever becomes of the second.
#[test]
fn what_becomes_of_the_second_pin_takes_nothing_from_the_first() {
    for said in SAID {
        for after in [
            After::Transport,
            After::Set(3),
            After::Blocked,
            After::Fails,
        ] {
            let mut practice = Practice::with(&make::EHEX, Card::hba());
            practice.makes_up = true;
            practice.journey.settles = SETTLES;
            practice.then(sets(BUILT_IN.ch, NEW_CH));
            practice
                .konnektor
                .before(At::Next(Operation::ChangePin), move |konnektor| {
                    // The first one is carried out; this is of the second.
                    konnektor.on(At::Next(Operation::ChangePin), said.fault());
                    konnektor.before(At::Next(Operation::ChangePin), move |konnektor| {
                        konnektor.on(At::Every(Operation::GetPinStatus), after.fault());
                    });
                });
            let exit = claim(Activate, said, after);
            let script = fits("0").then(goes()).then(holder("j")).then(goes());
            let script = match [14, 15].contains(&exit) {
                true => script.then(confirmed("j")).then(once_more("0")),
                false => script,
            };
            let ran = practice.run(&["--json", "--wait", "0", "activate"], script);
            holds(&ran, 1, Activate, said, after);
            assert_eq!(ran.value("/results/0/changed"), true, "{said:?} {after:?}");
            assert_eq!(ran.value("/changed"), Value::from(true));
            assert!(practice.is("PIN.CH", NEW_CH));
            if exit != 0 {
                ran.says("Gesetzt, und bleibt es: Karten-PIN (PIN.CH)");
            }
        }
    }
}
