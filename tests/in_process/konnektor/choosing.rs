//! Which card in which terminal: the one that was named is waited for, and none is taken beside one
//! that may be meant.

use support::konnektor::{At, Card, Operation, make};
use support::practice::{Practice, SLOT};
use support::script::Script;

/// An eHBA in "Empfang" and an SMC-B in "Labor".
fn two() -> (Practice, support::konnektor::TerminalId) {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    let second = practice.add_terminal("Labor", 1);
    practice.konnektor.insert(second, 1, Card::smcb());
    (practice, second)
}

const SMCB: &str = "80276999990000000025";

#[test]
fn the_card_that_was_named_is_waited_for_while_another_is_in() {
    let (mut practice, second) = two();
    let mut held = Some(practice.konnektor.pull(second, 1));
    let line = ["--json", "--wait", "0", "status", "--card", "00025"];
    practice
        .run(&line, Script::nobody())
        .fails(6, "no_such_card");
    let konnektor = practice.konnektor.clone();
    let script = Script::nobody().when_waiting(move || {
        if let Some(card) = held.take() {
            konnektor.insert(second, 1, card);
        }
    });
    let ran = practice.run(
        &["--json", "--wait", "20", "status", "--card", "00025"],
        script,
    );
    ran.exits(0);
    assert_eq!(ran.value("/card/iccsn"), SMCB);
}

#[test]
fn the_number_may_have_blanks_and_the_whole_number_is_a_name() {
    let (mut practice, _) = two();
    let grouped = format!("{} {}\u{A0}{}", &SMCB[..4], &SMCB[4..10], &SMCB[10..]);
    let ran = practice.run(&["--json", "status", "--card", &grouped], Script::nobody());
    ran.exits(0);
    assert_eq!(ran.value("/card/iccsn"), SMCB);
}

/// An eHBA that another user of the client system holds may be the one that is meant.
#[test]
fn a_card_that_is_held_hides_no_other_and_is_not_passed_over() {
    let held = || {
        let (practice, _) = two();
        let (_, client_system, _) = support::konnektor::PRACTICE;
        practice
            .konnektor
            .other_user(practice.terminal, SLOT, client_system, "somebody");
        practice
    };
    let pad = [
        "--json",
        "--wait",
        "0",
        "--no-input",
        "activate",
        "--entry",
        "pinpad",
    ];
    let ran = held().script(&pad);
    assert_eq!(ran.exit, 7, "{}", ran.heard.borrow().everything());
    // Whoever names the other one gets it.
    for named in [["--card", "00025"], ["--reader", "Labor"]] {
        let line = [&["--json", "--wait", "0", "status"], &named[..]].concat();
        let ran = held().run(&line, Script::nobody());
        ran.exits(0);
        assert_eq!(ran.value("/card/iccsn"), SMCB);
    }
    // A person sees which one is taken.
    held()
        .run(&["--wait", "0", "status"], Script::person())
        .exits(0)
        .says("Labor, SLOT:1");
}

#[test]
fn a_card_that_is_pulled_in_the_middle_of_a_look_and_stays_away_is_said() {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    let terminal = practice.terminal;
    practice
        .konnektor
        .before(At::Next(Operation::GetPinStatus), move |konnektor| {
            konnektor.pull(terminal, SLOT);
        });
    let ran = practice.run(&["--json", "--wait", "0", "status"], Script::nobody());
    assert!([5, 8].contains(&ran.exit), "{}", ran.exit);
}

/// The list was of another moment: it counts for two seconds.
#[test]
fn a_card_that_was_changed_since_the_list_is_the_one_that_is_looked_at() {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    let terminal = practice.terminal;
    practice
        .konnektor
        .before(At::Next(Operation::GetPinStatus), move |konnektor| {
            konnektor.pull(terminal, SLOT);
            konnektor.insert(terminal, SLOT, Card::smcb());
        });
    let ran = practice.run(&["--json", "--wait", "0", "status"], Script::nobody());
    ran.exits(0);
    assert_eq!(ran.value("/card/iccsn"), SMCB);
    assert_eq!(ran.value("/pins/0/pin"), "smc");
}

#[test]
fn readers_lists_those_that_were_asked_for_or_says_that_there_are_none() {
    let (mut practice, _) = two();
    let ran = practice.run(
        &["--json", "readers", "--reader", "labor"],
        Script::nobody(),
    );
    ran.exits(0);
    assert_eq!(ran.value("/readers").as_array().unwrap().len(), 1);
    let ran = practice.run(
        &["--json", "readers", "--reader", "nobody"],
        Script::nobody(),
    );
    ran.fails(4, "no_reader").says("Empfang");
}

#[test]
fn a_person_who_names_a_wait_of_nothing_waits_for_no_card() {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    practice.konnektor.pull(practice.terminal, SLOT);
    for command in ["activate", "change", "verify", "unblock"] {
        let ran = practice.run(&["--wait", "0", command], Script::person());
        ran.exits(5);
        assert!(ran.heard.borrow().waited.is_empty(), "{command}");
    }
}
