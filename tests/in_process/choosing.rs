//! Which card: one that nobody named is not taken beside one that may be meant; the one that was
//! named is waited for; what is no reader is left alone.

use std::cell::Cell;

use pinlotse::reader::Error;
use serde_json::json;
use support::faults::{At, Bench, Fault, card};
use support::journey::{BUILT_IN, Journey, Ran, image, secrets_ch};
use support::script::Script;

/// An eHBA in the first reader and an SMC-B in the second.
fn two() -> Bench {
    let bench = Bench::with("hba");
    bench.add("Zweitleser 00 00", Some(card("smcb")));
    bench
}

fn number(bench: &Bench, reader: usize) -> String {
    bench.card(reader).borrow().iccsn().unwrap()
}

fn activate(bench: Bench, arguments: &[&str]) -> Ran {
    Journey::on(bench).script(&secrets_ch(BUILT_IN.ch), arguments)
}

fn status(bench: Bench, arguments: &[&str]) -> Ran {
    let line = [&["--json", "status"], arguments].concat();
    Journey::on(bench).run(&line, Script::nobody())
}

#[test]
fn a_script_takes_no_card_beside_a_busy_one_that_may_be_meant() {
    let bench = two();
    bench.busy(1, usize::MAX);
    activate(bench, &[])
        .fails(7, "busy")
        .says("sie könnte die gemeinte sein")
        .says("Zweitleser 00 00")
        .sends(0);
}

#[test]
fn a_script_takes_no_card_beside_a_mute_one_that_may_be_meant() {
    let bench = two();
    bench.mute(1);
    activate(bench, &[]).fails(7, "card_mute").sends(0);
    let bench = two();
    bench.mute(1);
    // A read, too: its answer would be of a card that nobody named.
    status(bench, &["--wait", "0"]).fails(7, "card_mute");
}

#[test]
fn a_busy_card_is_waited_for_and_then_looked_at() {
    let bench = two();
    bench.busy(1, 3);
    status(bench, &[]).fails(13, "choose_card");
}

#[test]
fn two_cards_of_one_number_are_told_apart_by_their_readers() {
    let bench = Bench::with("hba");
    bench.add("Zweitleser 00 00", Some(card("hba")));
    let tail = number(&bench, 0)[16..].to_owned();
    for named in [&[][..], &["--card", &tail]] {
        let bench = Bench::with("hba");
        bench.add("Zweitleser 00 00", Some(card("hba")));
        status(bench, named)
            .fails(13, "choose_card")
            .says("tragen dieselbe Nummer")
            .never_says("--card");
    }
}

#[test]
fn a_card_or_a_reader_that_was_named_is_taken_beside_a_busy_one() {
    let bench = two();
    bench.busy(1, usize::MAX);
    let named = number(&bench, 0);
    activate(bench, &["--card", &named, "--pin", "ch"])
        .exits(0)
        .sends(1);
    let bench = two();
    bench.busy(1, usize::MAX);
    activate(bench, &["--reader", "Testleser", "--pin", "ch"])
        .exits(0)
        .sends(1);
}

#[test]
fn a_person_sees_which_card_is_taken_beside_a_busy_one() {
    let bench = two();
    bench.busy(1, usize::MAX);
    Journey::on(bench)
        .run(&["--wait", "0", "status"], Script::person())
        .exits(0);
}

#[test]
fn the_card_that_was_named_is_waited_for_while_another_is_in() {
    let bench = two();
    let named = number(&bench, 1);
    bench.pull(1);
    bench.comes_back_after(1, 5);
    let ran = status(bench, &["--card", &named[16..]]);
    ran.exits(0);
    assert_eq!(ran.value("/card/iccsn"), json!(named));
    ran.says("Die Karte mit der angegebenen Nummer steckt nicht.");

    let bench = two();
    let named = number(&bench, 1);
    bench.pull(1);
    status(bench, &["--card", &named, "--wait", "0"]).fails(6, "no_such_card");
}

#[test]
fn the_card_that_was_named_is_waited_for_beside_one_that_is_mute_or_broken() {
    for error in [
        Error::Mute("Testleser 00 00".into()),
        Error::Broken {
            reader: "Testleser 00 00".into(),
            detail: "0x00001234".into(),
        },
        Error::NoCard("Testleser 00 00".into()),
    ] {
        let bench = two();
        let named = number(&bench, 1);
        bench.fails_to_begin(0, Some(error));
        bench.pull(1);
        bench.comes_back_after(1, 5);
        let ran = status(bench, &["--card", &named]);
        ran.exits(0);
        assert_eq!(ran.value("/card/iccsn"), json!(named));
    }
}

#[test]
fn the_card_that_was_named_is_waited_for_beside_one_that_is_busy_all_the_time() {
    let bench = two();
    let named = number(&bench, 1);
    bench.busy(0, usize::MAX);
    bench.pull(1);
    let (at_wait, waits) = (bench.clone(), Cell::new(0));
    let script = Script::nobody().when_waiting(move || {
        waits.set(waits.get() + 1);
        if waits.get() == 1 {
            at_wait.put_back(1);
        }
    });
    let ran = Journey::on(bench).run(&["--json", "status", "--card", &named], script);
    ran.exits(0);
    assert_eq!(ran.value("/card/iccsn"), json!(named));
}

#[test]
fn a_card_that_is_swapped_for_the_named_one_between_two_looks_is_noticed() {
    let bench = Bench::with("hba");
    let named = number(&two(), 1);
    let at_wait = bench.clone();
    let script = Script::nobody().when_waiting(move || {
        if at_wait
            .card(0)
            .borrow()
            .iccsn()
            .is_some_and(|own| own != number(&two(), 1))
        {
            at_wait.put(0, card("smcb"));
        }
    });
    let ran = Journey::on(bench).run(&["--json", "status", "--card", &named], script);
    ran.exits(0);
    assert_eq!(ran.value("/card/iccsn"), json!(named));
}

#[test]
fn the_number_may_have_blanks_and_the_whole_number_is_a_name() {
    let bench = two();
    let named = number(&bench, 1);
    let grouped = format!("{} {}\u{A0}{}", &named[..4], &named[4..10], &named[10..]);
    let ran = status(bench, &["--card", &grouped, "--wait", "0"]);
    ran.exits(0);
    assert_eq!(ran.value("/card/iccsn"), json!(named));
}

#[test]
fn a_reader_that_is_unplugged_while_it_is_waited_for_may_come_back() {
    let bench = two();
    bench.pull(1);
    let (at_wait, waits) = (bench.clone(), Cell::new(0));
    let script = Script::nobody().when_waiting(move || {
        waits.set(waits.get() + 1);
        match waits.get() {
            1 => at_wait.unplug(),
            2 => at_wait.add("Zweitleser 00 00", Some(card("smcb"))),
            _ => {}
        }
    });
    let ran = Journey::on(bench).run(&["--json", "status", "--reader", "Zweit"], script);
    ran.exits(0)
        .says("Bitte die Karte einstecken")
        .says("Bitte einen Kartenleser anschließen");
    assert_eq!(ran.value("/reader/name"), json!("Zweitleser 00 00"));
}

#[test]
fn a_card_that_was_pulled_out_of_another_reader_hides_nothing() {
    for error in [
        Error::Removed("Zweitleser 00 00".into()),
        Error::NoCard("Zweitleser 00 00".into()),
        Error::ReaderGone("Zweitleser 00 00".into()),
    ] {
        let bench = two();
        bench.fails_to_begin(1, Some(error));
        activate(bench, &["--pin", "ch"]).exits(0).sends(1);
    }
    // One whose line breaks may be the one that is meant.
    let bench = two();
    bench.fails_to_begin(
        1,
        Some(Error::Broken {
            reader: "Zweitleser 00 00".into(),
            detail: "0x00001234".into(),
        }),
    );
    activate(bench, &[]).fails(8, "line_broken").sends(0);
}

#[test]
fn a_card_that_is_pulled_in_the_middle_of_a_look_and_stays_away_is_said() {
    let bench = two();
    bench.pull(1);
    bench.once(At::Exchange(2), Fault::PullBefore);
    status(bench, &["--wait", "1"]).fails(8, "card_removed");
    // However late the service sees that it is gone.
    for lists in 0..5 {
        let bench = two();
        bench.pull(1);
        bench.once(At::Exchange(2), Fault::PullUnnoticed);
        bench.lags(0, lists);
        status(bench, &["--wait", "1"]).fails(8, "line_broken");
    }
    let bench = two();
    bench.pull(1);
    bench.once(At::Exchange(2), Fault::PullBefore);
    bench.comes_back_after(0, 3);
    status(bench, &[]).exits(0);
}

#[test]
fn a_card_of_another_kind_does_not_hide_that_one_is_busy_or_mute() {
    let Some(egk) = image("EGK_") else { return };
    for (error, exit, word) in [
        (Error::Busy("Zweitleser 00 00".into()), 7, "busy"),
        (Error::Mute("Zweitleser 00 00".into()), 5, "card_mute"),
    ] {
        let bench = Bench::with(&egk);
        bench.add("Zweitleser 00 00", Some(card("smcb")));
        bench.fails_to_begin(1, Some(error));
        status(bench, &["--wait", "0"]).fails(exit, word);
    }
}

#[test]
fn what_cannot_be_reached_does_not_end_the_wait_for_a_card_in_an_empty_reader() {
    // A reader that nobody knows by its name, with whatever a system shows in it.
    let odd = || {
        let bench = Bench::new();
        bench.add("Contoso Trusted Platform 1", Some(card("hba")));
        bench.fails_to_begin(0, Some(Error::Mute("Contoso Trusted Platform 1".into())));
        bench.add("Leser 00 00", Some(card("smcb")));
        bench.pull(1);
        bench
    };
    let bench = odd();
    bench.comes_back_after(1, 5);
    let ran = Journey::on(bench).run(&["--json", "status"], Script::person());
    ran.exits(0);
    assert_eq!(ran.value("/reader/name"), json!("Leser 00 00"));
    // A script says which one it means.
    let bench = odd();
    bench.comes_back_after(1, 5);
    status(bench, &["--reader", "Leser"]).exits(0);

    // A person is told what is wrong, in case that it is the card that is meant.
    let bench = odd();
    let (at_wait, waits) = (bench.clone(), Cell::new(0));
    let script = Script::person()
        .when_waiting(move || {
            waits.set(waits.get() + 1);
            if waits.get() == 1 {
                at_wait.put_back(1);
            }
        })
        .cancels_at("n oder k:");
    let ran = Journey::on(bench).run(&["activate"], script);
    assert_eq!(ran.exit, 15);
    ran.says("Die Karte in „Contoso Trusted Platform 1“ antwortet nicht.");
}

#[test]
fn what_lies_on_a_contactless_reader_does_not_end_the_wait_for_a_card_in_an_empty_one() {
    let Some(egk) = image("EGK_") else { return };
    let telephone = || {
        let bench = Bench::new();
        bench.add("Microsoft IFD 0", Some(card(&egk)));
        bench.add("Leser 00 00", Some(card("smcb")));
        bench.pull(1);
        bench
    };
    status(telephone(), &["--wait", "0"]).fails(6, "wrong_kind");
    let bench = telephone();
    bench.comes_back_after(1, 5);
    let ran = status(bench, &[]);
    ran.exits(0);
    assert_eq!(ran.value("/reader/name"), json!("Leser 00 00"));
}

#[test]
fn two_readers_of_one_name_are_one_place() {
    let bench = Bench::with("hba");
    bench.add("Testleser 00 00", None);
    activate(bench, &["--pin", "ch"]).exits(0).sends(1);
    let bench = Bench::with("hba");
    bench.add("Testleser 00 00", Some(card("smcb")));
    // Whichever the service means by the name, it is the one that was looked at.
    activate(bench, &["--pin", "ch"]).exits(0).sends(1);
}

#[test]
fn a_service_that_goes_away_while_a_card_is_waited_for_is_waited_for_too() {
    for gone in [
        Error::NoService("SCARD_E_NO_SERVICE, 0x8010001D".into()),
        Error::ServiceFailed("SCARD_E_SYSTEM_CANCELLED, 0x80100012".into()),
    ] {
        let bench = Bench::with("hba");
        bench.pull(0);
        let (at_wait, waits) = (bench.clone(), Cell::new(0));
        let script = Script::nobody().when_waiting(move || {
            waits.set(waits.get() + 1);
            match waits.get() {
                1 => at_wait.fails_to_list(Some(gone.clone())),
                2 => {
                    at_wait.fails_to_list(None);
                    at_wait.put_back(0);
                }
                _ => {}
            }
        });
        Journey::on(bench)
            .run(&["--json", "status"], script)
            .exits(0)
            .says("Der Kartendienst dieses PCs antwortet gerade nicht");
    }
}

#[test]
fn a_service_that_was_never_there_or_lets_nobody_in_is_not_waited_for() {
    for (error, word) in [
        (Error::NoService("x".into()), "no_service"),
        (Error::NotAllowed("x".into()), "not_allowed"),
        (Error::ServiceFull("x".into()), "service_full"),
    ] {
        let bench = Bench::with("hba");
        bench.fails_to_list(Some(error));
        // Ten seconds by default, which would be more than a hundred looks.
        status(bench, &[]).fails(3, word);
    }
}

#[test]
fn readers_lists_those_that_were_asked_for_or_says_that_there_are_none_and_blanks_are_no_name() {
    let mut journey = Journey::on(two());
    let ran = journey.run(
        &["--json", "readers", "--reader", "zweit"],
        Script::nobody(),
    );
    assert_eq!(
        ran.exits(0).value("/readers/0/name"),
        json!("Zweitleser 00 00")
    );
    assert_eq!(ran.value("/readers").as_array().unwrap().len(), 1);
    journey
        .run(
            &["--json", "readers", "--reader", "nobody"],
            Script::nobody(),
        )
        .fails(4, "no_reader")
        .says("Testleser 00 00");
    for blank in ["", "  "] {
        for line in [
            ["readers", "--reader", blank],
            ["status", "--reader", blank],
            ["doctor", "--reader", blank],
            ["status", "--card", blank],
            ["status", "--log-file", blank],
            ["status", "--issuer-certs", blank],
            ["status", "--as-of", blank],
            ["status", "--warn-days", blank],
            ["status", "--wait", blank],
            ["status", "--lang", blank],
            ["status", "--color", blank],
            ["certs", "--export", blank],
            ["doctor", "--report", blank],
            ["activate", "--secrets-file", blank],
            ["activate", "--secrets-fd", blank],
            ["activate", "--record", blank],
            ["activate", "--pin", blank],
            ["activate", "--entry", blank],
            ["activate", "--tries-used", blank],
            ["change", "--try-again", blank],
            ["change", "--last-try", blank],
            ["explain", "--issuer", blank],
            ["notes", "forget", blank],
            ["virtual", "show", blank],
            ["virtual", "letter", blank],
            ["virtual", "serve", blank],
        ] {
            let line = [&["--json"], &line[..]].concat();
            journey.run(&line, Script::nobody()).fails(2, "usage");
        }
    }
}

#[test]
fn what_is_no_reader_is_neither_waited_for_nor_chosen() {
    // Windows shows it with a card in it, which nobody can connect to.
    let hello = || {
        let bench = Bench::new();
        bench.add("Windows Hello for Business 1", Some(card("hba")));
        bench.busy(0, usize::MAX);
        bench
    };
    status(hello(), &["--wait", "0"]).fails(4, "no_reader");
    let bench = hello();
    bench.add("Leser 00 00", Some(card("smcb")));
    bench.pull(1);
    status(bench.clone(), &["--wait", "0"]).fails(5, "no_card");
    bench.comes_back_after(1, 5);
    let ran = status(bench.clone(), &[]);
    ran.exits(0);
    assert_eq!(ran.value("/reader/name"), json!("Leser 00 00"));

    let readers = Journey::on(bench.clone()).run(&["--json", "readers"], Script::nobody());
    assert_eq!(readers.value("/readers/0/foreign"), json!("windows_hello"));
    assert_eq!(readers.value("/readers/1/foreign"), json!(null));
    assert_eq!(readers.value("/readers/1/state"), json!("card"));
    // Who names it means it.
    let named = ["--reader", "Windows Hello", "--wait", "0"];
    status(bench, &named).fails(7, "busy");
}

#[test]
fn a_person_who_names_a_wait_of_nothing_waits_for_no_card() {
    let bench = Bench::new();
    bench.add("Leser A", None);
    let mut journey = Journey::on(bench);
    for command in ["activate", "change", "verify", "unblock"] {
        let ran = journey.run(&["--wait", "0", command], Script::person());
        ran.exits(5);
        assert!(ran.heard.borrow().waited.is_empty(), "{command}");
    }
}
