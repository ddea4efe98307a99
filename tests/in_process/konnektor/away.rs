//! A Konnektor that goes away while a card is waited for, as one that starts anew, and one that is silent:
//! it is waited for once, and not once for each card.

use std::cell::Cell;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use support::journey::Ran;
use support::konnektor::{Answer, At, Card, Fault, Konnektor, Operation, Spoil, make};
use support::practice::{Practice, SLOT};
use support::script::Script;

const AWAY: &str = "Der Konnektor gibt gerade keine Auskunft, ich warte … (Abbruch mit Strg-C)";

/// Each of these at the same time: most of it is waiting.
fn at_once<T: Send>(cases: Vec<T>, test: impl Fn(T) + Sync) {
    thread::scope(|scope| {
        for case in cases {
            scope.spawn(|| test(case));
        }
    });
}

/// A practice whose slots are empty.
fn empty() -> Practice {
    let practice = Practice::with(&make::EHEX, Card::hba());
    practice.konnektor.pull(practice.terminal, SLOT);
    practice
}

/// Waits like this for a card. As soon as it is waited for, every request fails so; what is to happen when
/// that is told happens then.
fn fails_meanwhile(
    practice: &mut Practice,
    line: &[&str],
    fault: &Fault,
    script: Script,
    when_told: impl Fn(&Konnektor) + 'static,
) -> Ran {
    let (konnektor, fault, waits) = (practice.konnektor.clone(), fault.clone(), Cell::new(0));
    let script = script.when_waiting(move || {
        waits.set(waits.get() + 1);
        match waits.get() {
            1 => {
                konnektor.on(At::Always, fault.clone());
            }
            2 => when_told(&konnektor),
            _ => {}
        }
    });
    practice.run(line, script)
}

fn times_told(ran: &Ran) -> usize {
    let heard = ran.heard.borrow();
    heard.waited.iter().filter(|line| *line == AWAY).count()
}

fn lists(practice: &Practice) -> usize {
    let asked = practice.konnektor.asked();
    asked.iter().filter(|one| *one == "GetCards").count()
}

fn starts() -> Vec<Fault> {
    vec![
        Fault::code(4001),
        Fault::code(4002),
        Fault::Reply(Answer::cut()),
        Fault::Reply(Answer::hangs()),
        Fault::http("500 Internal Server Error", "", "<html>"),
        Fault::http("502 Bad Gateway", "", ""),
        Fault::http("503 Service Unavailable", "Retry-After: 5\r\n", ""),
    ]
}

#[test]
fn a_konnektor_that_goes_away_while_a_card_is_waited_for_is_waited_for_too() {
    at_once(starts(), |fault| {
        let mut practice = empty();
        let terminal = practice.terminal;
        let line = ["--json", "--wait", "60", "status"];
        let ran = fails_meanwhile(
            &mut practice,
            &line,
            &fault,
            Script::nobody(),
            move |konnektor| {
                konnektor.before(At::Next(Operation::GetCards), move |konnektor| {
                    konnektor.heals();
                    konnektor.restarts();
                    konnektor.insert(terminal, SLOT, Card::smcb());
                });
            },
        );
        ran.exits(0);
        assert_eq!(ran.value("/card/kind"), "smcb", "{fault:?}");
        // The empty list, two that failed, and the one with the card.
        assert_eq!((times_told(&ran), lists(&practice)), (1, 4), "{fault:?}");
    });
}

#[test]
fn one_that_does_not_come_back_ends_the_wait_with_what_it_said_last() {
    let cases = vec![
        (Fault::code(4001), 1, "konnektor_failed"),
        (Fault::Reply(Answer::cut()), 3, "konnektor_no_answer"),
        (
            Fault::http("503 Service Unavailable", "", ""),
            3,
            "konnektor_no_answer",
        ),
    ];
    at_once(cases, |(fault, exit, word)| {
        let (mut practice, began) = (empty(), Instant::now());
        let line = ["--json", "--wait", "7", "status"];
        let ran = fails_meanwhile(&mut practice, &line, &fault, Script::nobody(), |_| {});
        ran.fails(exit, word);
        assert_eq!(times_told(&ran), 1, "{fault:?}");
        // Every two seconds, however fast it refuses.
        assert!(lists(&practice) <= 6, "{:?}", practice.konnektor.asked());
        assert!(began.elapsed() >= Duration::from_secs(7), "{fault:?}");
    });
}

#[test]
fn who_waits_for_one_that_is_away_can_stop() {
    let mut practice = empty();
    let (interrupts, began) = (practice.journey.interrupts.clone(), Instant::now());
    let fault = Fault::Reply(Answer::cut());
    let ran = fails_meanwhile(
        &mut practice,
        &["status"],
        &fault,
        Script::person(),
        move |_| interrupts.raise_for_tests(),
    );
    ran.exits(15);
    assert_eq!(times_told(&ran), 1);
    assert!(began.elapsed() < Duration::from_secs(30));
}

#[test]
fn a_refusal_that_will_not_pass_ends_the_wait_at_once() {
    let cases = vec![
        (Fault::code(4003), 2, "konnektor_user"),
        (Fault::code(4004), 3, "konnektor_context"),
        (Fault::code(4021), 2, "konnektor_profile"),
        (
            Fault::http("401 Unauthorized", "", ""),
            3,
            "konnektor_login",
        ),
        (Fault::http("403 Forbidden", "", ""), 3, "konnektor_login"),
        (
            Fault::http("404 Not Found", "", ""),
            3,
            "konnektor_no_answer",
        ),
        (Fault::Spoiled(Spoil::NotUtf8), 1, "konnektor_failed"),
    ];
    at_once(cases, |(fault, exit, word)| {
        let mut practice = empty();
        let line = ["--json", "--wait", "600", "status"];
        let ran = fails_meanwhile(&mut practice, &line, &fault, Script::nobody(), |_| {});
        ran.fails(exit, word);
        assert_eq!((times_told(&ran), lists(&practice)), (0, 2), "{fault:?}");
    });
}

#[test]
fn one_that_never_gave_a_list_is_not_waited_for() {
    for fault in starts() {
        let mut practice = empty();
        practice.konnektor.on(At::Always, fault.clone());
        let ran = practice.run(&["--json", "--wait", "600", "status"], Script::nobody());
        assert_ne!(ran.exit, 0);
        assert_eq!(practice.konnektor.asked(), ["connector.sds"], "{fault:?}");
    }
}

/// It gave a list a moment ago.
#[test]
fn one_that_goes_away_before_the_look_at_a_card_is_waited_for_too() {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    let away = Fault::http("503 Service Unavailable", "", "");
    practice
        .konnektor
        .on(At::Next(Operation::ReadCardCertificate), away);
    let ran = practice.run(&["--json", "--wait", "20", "status"], Script::nobody());
    ran.exits(0);
    assert_eq!(times_told(&ran), 1);
}

#[test]
fn no_reader_is_asked_for_where_the_konnektor_names_no_terminal() {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    let line = ["--json", "--wait", "1", "--reader", "Labor", "status"];
    let ran = practice.run(&line, Script::nobody());
    ran.fails(4, "no_reader");
    let heard = ran.heard.borrow();
    let said = "Der Konnektor nennt kein solches Kartenterminal, ich warte … (Abbruch mit Strg-C)";
    assert_eq!(heard.waited, [said]);
}

/// An eHBA and an SMC-B in one terminal, and an SMC-B in each of two others.
fn four() -> Practice {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    let konnektor = practice.konnektor.clone();
    konnektor.insert(practice.terminal, 3, Card::smcb());
    for name in ["Labor", "Zimmer 2"] {
        let terminal = practice.add_terminal(name, 1);
        konnektor.insert(terminal, 1, Card::smcb());
    }
    practice
}

const BEGINS: [&str; 4] = [
    "connector.sds",
    "GetCards",
    "GetCardTerminals",
    "ReadCardCertificate",
];

#[test]
fn a_konnektor_that_hangs_is_waited_for_once_and_not_for_each_card() {
    for line in [
        &["--json", "--wait", "0", "status", "--every-card"][..],
        &["--json", "status"],
        &["--json", "--no-input", "activate", "--entry", "pinpad"],
    ] {
        let mut practice = four();
        practice
            .konnektor
            .before(At::Next(Operation::GetCardTerminals), |konnektor| {
                konnektor.on(
                    At::Every(Operation::ReadCardCertificate),
                    Fault::Reply(Answer::hangs()),
                );
                konnektor.before(At::Next(Operation::ReadCardCertificate), |konnektor| {
                    konnektor.on(At::Always, Fault::Reply(Answer::hangs()));
                });
            });
        let ran = practice.run(line, Script::nobody());
        ran.exits(3).says("30 Sekunden");
        // Whether it is one of its terminals only, it is asked once, and given five seconds.
        let asked = practice.konnektor.asked();
        assert_eq!(asked, [&BEGINS[..], &["GetCards"]].concat(), "{line:?}");
    }
}

#[test]
fn a_terminal_that_hangs_hides_no_card_in_another_one() {
    let mut practice = four();
    let silent = Fault::Reply(Answer::hangs());
    practice
        .konnektor
        .on(At::Next(Operation::ReadCardCertificate), silent);
    let line = ["--json", "--wait", "0", "status", "--every-card"];
    let ran = practice.run(&line, Script::nobody());
    ran.exits(3);
    let cards = ran.value("/cards");
    let words: Vec<&str> = cards
        .as_array()
        .unwrap()
        .iter()
        .map(|card| {
            let word = card.pointer("/errors/0/code");
            word.and_then(Value::as_str).unwrap_or_default()
        })
        .collect();
    let silent = "konnektor_no_answer";
    assert_eq!(words, [silent, silent, "", ""]);
}

#[test]
fn one_that_hangs_from_the_beginning_is_asked_one_question() {
    for line in [
        &["status"][..],
        &["status", "--every-card"],
        &["readers"],
        &["certs"],
        &["doctor"],
        &["activate", "--pin", "ch"],
    ] {
        let mut practice = four();
        practice
            .konnektor
            .on(At::Always, Fault::Reply(Answer::hangs()));
        let ran = practice.run(&[&["--json"], line].concat(), Script::nobody());
        assert_ne!(ran.exit, 0, "{line:?}");
        assert_eq!(practice.konnektor.asked(), ["connector.sds"], "{line:?}");
    }
}
