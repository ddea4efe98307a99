//! What people do at a terminal, and what the card has seen of it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pinlotse::virtual_card::Cut;

use super::*;

const CH: [&str; 3] = ["28407", "123456", "123456"];

/// Tries left of PIN.CH, which no Konnektor tells in transport state.
fn tries(bench: &Bench) -> u8 {
    bench.konnektor.card(bench.terminal, 1, |card| {
        let mut pins = card.passwords();
        pins.find(|pin| pin.name == "PIN.CH").unwrap().retry_counter
    })
}

#[test]
fn each_end_of_a_dialog_has_its_answer_and_costs_no_try() {
    let table: [(Person, &str, usize); 10] = [
        (Person::nobody(), "warning 4043 ERROR", 1),
        (
            Person::goes_away(["28407", "123456"]),
            "warning 4043 ERROR",
            3,
        ),
        (Person::red_key(), "fault 4049", 1),
        (
            Person::Stops(vec!["28407".to_owned()], Ending::RedKey),
            "fault 4049",
            2,
        ),
        (Person::Stops(Vec::new(), Ending::Differ), "fault 4067", 1),
        (
            Person::Stops(Vec::new(), Ending::WrongLength),
            "fault 4068",
            1,
        ),
        (
            Person::types(["11111", "123456", "123457"]),
            "fault 4067",
            3,
        ),
        (Person::types(["11111", "12345", "12345"]), "fault 4068", 3),
        (
            Person::types(["11111", "123456789", "123456789"]),
            "fault 4068",
            3,
        ),
        (Person::BreaksBefore, "fault 4094", 1),
    ];
    for (person, expected, screens) in table {
        let bench = Bench::new();
        let who = format!("{person:?}");
        bench.konnektor.then(person);
        assert_eq!(bench.pin("ChangePin", "PIN.CH"), expected, "{who}");
        assert_eq!(bench.konnektor.dialogs()[0].screens.len(), screens, "{who}");
        assert_eq!(tries(&bench), 3, "{who}");
        assert_eq!(bench.state("PIN.CH"), "TRANSPORT_PIN");
        bench.konnektor.is_content();
    }
}

#[test]
fn a_terminal_in_use_shows_nothing() {
    let bench = Bench::new();
    bench.konnektor.then(Person::InUse);
    assert_eq!(bench.pin("ChangePin", "PIN.CH"), "fault 4060");
    bench
        .konnektor
        .terminal(bench.terminal, |terminal| terminal.is_busy = true);
    assert_eq!(bench.pin("ChangePin", "PIN.CH"), "fault 4060");
    assert!(bench.konnektor.dialogs().is_empty());
}

#[test]
fn a_dialog_may_break_behind_the_card() {
    let bench = Bench::new();
    let typed = CH.map(str::to_owned).to_vec();
    bench.konnektor.then(Person::BreaksAfter(typed));
    assert_eq!(bench.pin("ChangePin", "PIN.CH"), "fault 4094");
    assert_eq!(bench.state("PIN.CH"), "VERIFIED");
}

#[test]
fn an_entry_may_end_a_moment_after_the_card_got_it() {
    for (ending, said) in [
        (Ending::Nobody, "warning 4043 ERROR"),
        (Ending::RedKey, "fault 4049"),
    ] {
        let bench = Bench::new();
        let wrong = ["11111", "123456", "123456"].map(str::to_owned).to_vec();
        bench.konnektor.then(Person::TooLate(wrong, ending));
        assert_eq!(bench.pin("ChangePin", "PIN.CH"), said);
        assert_eq!(tries(&bench), 2);
        let right = CH.map(str::to_owned).to_vec();
        bench.konnektor.then(Person::TooLate(right, ending));
        assert_eq!(bench.pin("ChangePin", "PIN.CH"), said);
        assert_eq!(bench.state("PIN.CH"), "VERIFIED");
        bench.konnektor.is_content();
    }
}

#[test]
fn a_card_that_is_pulled_is_gone_with_its_handle() {
    let bench = Bench::new();
    let request = bench.typed("ChangePin", "PIN.CH");
    bench.konnektor.then(Person::PullsCard);
    assert_eq!(bench.ask(&request).short(), "fault 4045");
    assert_eq!(bench.ask(&request).short(), "fault 4101");
    bench.konnektor.put_back();
    assert_eq!(tries(&bench), 3);

    let typed = vec!["11111".to_owned(), "123456".to_owned(), "123456".to_owned()];
    bench
        .konnektor
        .then(Person::PullsCardAt(Cut::TryCounted, typed));
    assert_eq!(bench.pin("ChangePin", "PIN.CH"), "fault 4045");
    bench.konnektor.put_back();
    assert_eq!(tries(&bench), 2);
}

#[test]
fn who_is_not_heard_types_all_the_same_when_the_state_was_asked_for_often_enough() {
    let bench = Bench::new();
    bench.konnektor.then(Person::types(CH).unheard(2));
    let answer = bench
        .konnektor
        .answer(&bench.typed("ChangePin", "PIN.CH").octets());
    assert_eq!((answer.octets.len(), answer.end), (0, End::Hangs));
    assert!(bench.konnektor.is_asking());
    // The terminal is in use meanwhile, for any card in it.
    assert_eq!(bench.pin("ChangePin", "PIN.SMC"), "fault 4060");
    for expected in ["TRANSPORT_PIN", "TRANSPORT_PIN", "VERIFIED", "VERIFIED"] {
        assert_eq!(bench.state("PIN.CH"), expected);
    }
    assert!(!bench.konnektor.is_asking());
    let dialogs = bench.konnektor.dialogs();
    assert_eq!(dialogs.len(), 1);
    assert_eq!(dialogs[0].results, ["PIN erfolgreich geändert!"]);

    bench.konnektor.habits(|habits| {
        habits.status_during_dialog = Some(4093);
    });
    let own = ["123456", "654321", "654321"];
    bench.konnektor.then(Person::types(own).torn(1));
    let answer = bench
        .konnektor
        .answer(&bench.typed("ChangePin", "PIN.CH").octets());
    assert_eq!((answer.octets.len(), answer.end), (0, End::Cut));
    assert_eq!(bench.state("PIN.CH"), "fault 4093");
    assert_eq!(bench.state("PIN.CH"), "VERIFIED");
}

#[test]
fn slow_people_take_their_time_by_the_clock_of_the_konnektor_alone() {
    let bench = Bench::new();
    let minutes = Duration::from_secs(200);
    bench.konnektor.then(Person::types(CH).after(minutes));
    let answer = bench
        .konnektor
        .answer(&bench.typed("ChangePin", "PIN.CH").octets());
    assert_eq!(answer.after, minutes);
    assert_eq!(Said::from(&answer).short(), "OK");
    let next = bench
        .konnektor
        .answer(&bench.typed("GetPinStatus", "PIN.CH").octets());
    assert_eq!(next.after, Duration::ZERO);
}

#[test]
fn a_terminal_that_asks_nobody_is_loud() {
    let bench = Bench::new();
    let asked = catch_unwind(AssertUnwindSafe(|| bench.pin("ChangePin", "PIN.CH")));
    assert!(asked.is_err());
    let complaints = bench.konnektor.take_complaints();
    assert!(complaints[0].contains("nobody is there"), "{complaints:?}");
    // It goes on working.
    assert_eq!(bench.types("ChangePin", "PIN.CH", &CH), "OK");
}

#[test]
fn nothing_that_is_written_about_people_shows_their_digits() {
    let person = Person::types(CH).unheard(1).after(Duration::from_secs(1));
    assert_eq!(
        format!("{person:?}"),
        "After(1s, Unheard(Types(3), 1, Hangs))"
    );
}
