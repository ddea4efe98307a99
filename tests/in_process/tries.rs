//! Promise 5 of the design: no script and no slip spends a try, and the last one needs a deliberate
//! act.

use std::fs;
use std::time::Duration;

use pinlotse::attempts::{Gate, Notes};
use pinlotse::system::signals::Interrupts;
use pinlotse::virtual_card::{Behaviour, CosGeneration};
use support::faults::{At, Bench, Fault, card};
use support::journey::{
    BUILT_IN, Journey, NEW_SMC, Ran, WRONG, enters, fits, secrets_ch, secrets_qes,
};
use support::script::Script;

fn right() -> Script {
    enters("PIN.SMC", BUILT_IN.smc, NEW_SMC)
}

fn wrong() -> Script {
    enters("PIN.SMC", WRONG, NEW_SMC)
}

fn tail(journey: &Journey) -> String {
    journey.bench.card(0).borrow().iccsn().unwrap()[16..].to_owned()
}

fn secrets(transport: &str) -> String {
    format!("transport.smc = {transport}\nnew.smc = {NEW_SMC}\n")
}

/// A script's run on an SMC-B.
fn script(journey: &mut Journey, transport: &str, arguments: &[&str]) -> Ran {
    journey.script(&secrets(transport), arguments)
}

#[test]
fn the_notes_of_one_card_do_not_stop_another() {
    let mut journey = Journey::with("smcb");
    script(&mut journey, WRONG, &[]).fails(10, "wrong_secret");
    journey.bench.put(0, card("hba"));
    journey
        .script(&secrets_ch(BUILT_IN.ch), &[])
        .exits(0)
        .sends(1);
}

/// An SMC-B whose card operating system is older than 3.12: 62C1 although blocked.
fn older() -> Journey {
    let bench = Bench::new();
    let mut card = card("smcb");
    card.set_behaviour(Behaviour {
        cos: CosGeneration::Older,
        ..Behaviour::default()
    });
    bench.add("Testleser 00 00", Some(card));
    Journey::on(bench)
}

#[test]
fn a_noted_last_wrong_try_counts_as_blocked_although_the_card_shows_transport() {
    let mut journey = older();
    let four = tail(&journey);
    let release = ["--last-try", &four, "--pin", "smc"];
    script(&mut journey, WRONG, &[]).fails(10, "wrong_secret");
    script(&mut journey, WRONG, &["--try-again", &four, "--pin", "smc"]).fails(10, "wrong_secret");
    let ran = script(&mut journey, WRONG, &release);
    ran.fails(11, "blocked").sends(1);
    assert_eq!(
        ran.value("/complete"),
        false,
        "the Transport-PIN is still there, and blocked"
    );
    let ran = script(&mut journey, BUILT_IN.smc, &[]);
    ran.fails(11, "blocked")
        .sends(0)
        .says("nach den Notizen dieses PCs");
    assert_eq!(ran.value("/results/0/skipped"), "blocked");
    assert_eq!(ran.value("/results/0/before"), "transport");
    journey
        .run(&["activate"], Script::person())
        .exits(11)
        .sends(0);
    let ran = journey.run(&["--json", "status"], Script::nobody());
    assert_eq!(ran.value("/next_step/code"), "order_replacement");
}

#[test]
fn an_older_card_that_somebody_else_blocked_is_reported_as_blocked_and_noted() {
    let mut journey = older();
    for left in 0..3 {
        let wrong = format!("0024000110{}{}", "2590210FFFFFFFFF", "26471193FFFFFFFF");
        let answer = journey.bench.other_program(0, &["00A4040C", &wrong]);
        assert_eq!(answer[1], format!("63C{}", 2 - left));
    }
    let ran = script(&mut journey, BUILT_IN.smc, &[]);
    ran.fails(11, "blocked").sends(1).says("(6983)");
    assert_eq!(ran.value("/error/status_word"), "6983");
    assert_eq!(ran.value("/results/0/after"), "transport");
    script(&mut journey, BUILT_IN.smc, &[])
        .fails(11, "blocked")
        .sends(0);
}

#[test]
fn a_pin_noted_as_blocked_does_not_keep_the_other_from_being_set() {
    let mut journey = Journey::with("hba");
    journey.bench.once(At::Change, Fault::Forge(0x6983));
    journey
        .script(&secrets_ch(BUILT_IN.ch), &[])
        .fails(11, "blocked")
        .sends(1);
    let both = secrets_ch(BUILT_IN.ch) + &secrets_qes(BUILT_IN.qes);
    let ran = journey.script(&both, &["--holder-present"]);
    ran.fails(11, "blocked").sends(1);
    assert_eq!(ran.value("/results/0/skipped"), "blocked");
    assert_eq!(ran.value("/results/1/changed"), true);
}

/// What makes notes unusable: before anything is read, or when they are to be written.
fn broken_notes() -> Vec<(&'static str, Journey)> {
    let damaged = Journey::with("smcb");
    fs::write(damaged.temp.join("notes.json"), "{ no notes").unwrap();
    let newer = Journey::with("smcb");
    fs::write(newer.temp.join("notes.json"), r#"{"version": 99}"#).unwrap();
    let mut no_folder = Journey::with("smcb");
    fs::write(no_folder.temp.join("file"), "").unwrap();
    no_folder.notes = Some(no_folder.temp.join("file").join("notes.json"));
    let no_gate = Journey::with("smcb");
    fs::write(no_gate.temp.join("notes.json.gates"), "").unwrap();
    let no_lock = Journey::with("smcb");
    fs::create_dir(no_lock.temp.join("notes.json.lock")).unwrap();
    vec![
        ("damaged", damaged),
        ("newer", newer),
        ("no folder", no_folder),
        ("no gate", no_gate),
        ("no lock", no_lock),
    ]
}

#[test]
fn without_usable_notes_a_script_sends_nothing() {
    for (why, mut journey) in broken_notes() {
        let ran = script(&mut journey, BUILT_IN.smc, &[]);
        eprintln!("{why}");
        ran.fails(23, "notes_unusable").sends(0);
        assert_eq!(ran.value("/results/0/skipped"), "stopped", "{why}");
    }
}

#[test]
fn without_usable_notes_a_script_goes_on_when_told_to() {
    for (_, mut journey) in broken_notes() {
        script(&mut journey, BUILT_IN.smc, &["--no-notes"])
            .fails(13, "tries_unknown")
            .sends(0)
            .says("--tries-used");
        script(
            &mut journey,
            BUILT_IN.smc,
            &["--no-notes", "--tries-used", "0"],
        )
        .exits(0)
        .sends(1);
    }
}

#[test]
fn without_usable_notes_a_person_is_warned_and_goes_on() {
    for (_, mut journey) in broken_notes() {
        let ran = journey.run(&["activate"], fits("0").then(right()));
        ran.exits(0)
            .sends(1)
            .says("Die Notizen dieses PCs über Versuche sind nicht benutzbar");
    }
}

#[test]
fn notes_that_cannot_be_read_never_hinder_a_look() {
    for (_, mut journey) in broken_notes() {
        journey.run(&["status"], Script::nobody()).exits(0);
    }
}

/// A second run while the first one asks: what the first was shown no longer holds, although the
/// card shows 62C1 as before.
#[test]
fn a_try_that_another_run_spent_meanwhile_takes_back_what_was_released() {
    let mut journey = Journey::with("smcb");
    let (bench, notes) = (journey.bench.clone(), journey.notes.clone());
    let rival = move || {
        let mut rival = Journey::on(bench);
        rival.notes = notes;
        script(&mut rival, WRONG, &[]).fails(10, "wrong_secret");
    };
    let ran = journey.run(&["activate"], fits("0").meanwhile(rival).then(wrong()));
    // The rival's run emptied the log, and nothing came after it.
    ran.exits(13).says("hat inzwischen einen anderen Stand");
    let card = journey.bench.card(0);
    assert_eq!(card.borrow().passwords().next().unwrap().retry_counter, 2);
}

/// The gate of the card `iccsn` in the notes of this journey, as another run of the same user holds
/// it.
fn another_run_at(journey: &Journey, iccsn: &str) -> Gate {
    let notes = Notes::open_file(journey.temp.join("notes.json"));
    notes
        .lock_for_gate(iccsn, Duration::ZERO, &Interrupts::none())
        .unwrap()
}

#[test]
fn another_run_at_the_same_card_right_now_is_said_so_and_nothing_is_sent() {
    let mut journey = Journey::with("smcb");
    let iccsn = journey.bench.card(0).borrow().iccsn().unwrap();
    let held = another_run_at(&journey, &iccsn);
    let said = "Ein anderer Lauf von pinlotse ist gerade an dieser Karte";
    let ran = script(&mut journey, BUILT_IN.smc, &[]);
    ran.fails(7, "busy")
        .sends(0)
        .says(said)
        .never_says("--no-notes");
    let ran = journey.run(&["activate"], fits("0").then(right()));
    ran.exits(7).sends(0).says(said).never_says("--no-notes");
    drop(held);
    script(&mut journey, BUILT_IN.smc, &[]).exits(0).sends(1);
}

#[test]
fn another_run_at_another_card_hinders_nobody() {
    let mut journey = Journey::with("smcb");
    // A salt with which the gates of the two cards are not the same by chance.
    let notes = format!(
        r#"{{"version":1,"salt":"{:032x}","next":0,"cards":{{}}}}"#,
        1
    );
    fs::write(journey.temp.join("notes.json"), notes).unwrap();
    let _held = another_run_at(&journey, "80276999990000987654");
    script(&mut journey, BUILT_IN.smc, &[]).exits(0).sends(1);
}

#[test]
fn two_wrong_tries_elsewhere_and_a_crash_leave_no_try_to_a_script() {
    let mut journey = Journey::with("smcb");
    let four = tail(&journey);
    journey.bench.once(At::Change, Fault::LoseCommand);
    let release = ["--tries-used", "2", "--last-try", &four, "--pin", "smc"];
    script(&mut journey, WRONG, &release).fails(9, "outcome_unknown");
    journey.bench.heal();
    script(&mut journey, WRONG, &["--try-again", &four, "--pin", "smc"])
        .fails(13, "last_try")
        .sends(0);
}

#[test]
fn one_garbled_look_takes_nothing_off_the_notes() {
    for garbled in [0x63C3, 0x63C1, 0x63C0, 0x62C7, 0x9000] {
        let mut journey = Journey::with("smcb");
        script(&mut journey, WRONG, &[]).fails(10, "wrong_secret");
        journey.bench.always(At::Status(1), Fault::Forge(garbled));
        for _ in 0..2 {
            journey.run(&["status"], Script::nobody()).exits(0);
        }
        journey.bench.heal();
        let shown = journey.run(&["--json", "status"], Script::nobody());
        assert_eq!(shown.value("/pins/0/wrong_noted"), 1, "{garbled:04X}");
        assert_eq!(shown.value("/pins/0/tries_left"), 2, "{garbled:04X}");
        script(&mut journey, BUILT_IN.smc, &[])
            .fails(13, "try_again")
            .sends(0);
    }
}

/// The same where a run for secrets is the next one at the card, and not a look.
#[test]
fn a_script_after_a_garbled_look_counts_what_was_noted_before() {
    let mut journey = Journey::with("smcb");
    script(&mut journey, WRONG, &[]).fails(10, "wrong_secret");
    journey.bench.always(At::Status(1), Fault::Forge(0x63C3));
    script(&mut journey, BUILT_IN.smc, &[]).exits(0).sends(0);
    journey.bench.heal();
    script(&mut journey, WRONG, &[])
        .fails(13, "try_again")
        .sends(0);
}

#[test]
fn a_garbled_read_back_behind_a_wrong_answer_leaves_the_try_noted() {
    let mut journey = Journey::with("smcb");
    script(&mut journey, WRONG, &[]).fails(10, "wrong_secret");
    let four = tail(&journey);
    journey.bench.once(At::ReadBack(1), Fault::Forge(0x63C3));
    let again = ["--pin", "smc", "--try-again", &four];
    // Before transport, after set: that is what the card said.
    let ran = script(&mut journey, WRONG, &again);
    ran.exits(0).sends(1);
    assert_eq!(ran.value("/results/0/answer"), "lost");
    let shown = journey.run(&["--json", "status"], Script::nobody());
    assert_eq!(shown.value("/pins/0/state"), "transport");
    assert_eq!(shown.value("/pins/0/tries_left"), 1);
    script(&mut journey, BUILT_IN.smc, &again)
        .fails(13, "last_try")
        .sends(0);
}

#[test]
fn what_was_stated_is_remembered_with_an_attempt_that_stayed_open() {
    let mut journey = Journey::with("smcb");
    journey.bench.once(At::Change, Fault::LoseCommand);
    script(&mut journey, BUILT_IN.smc, &["--tries-used", "1"])
        .fails(9, "outcome_unknown")
        .sends(1);
    // One stated, one open: the next is the last, whatever the next script states.
    let four = tail(&journey);
    let again = ["--pin", "smc", "--try-again", &four, "--tries-used", "0"];
    script(&mut journey, BUILT_IN.smc, &again)
        .fails(13, "last_try")
        .sends(0);
}

#[test]
fn a_refusal_with_an_impossible_number_of_tries_never_leads_past_the_last_one() {
    for number in [0x63C3, 0x63C5, 0x63CF] {
        let mut journey = Journey::with("smcb");
        journey.bench.always(At::Secret, Fault::ForgeAfter(number));
        let four = tail(&journey);
        let first = script(&mut journey, WRONG, &[]);
        first.fails(9, "outcome_unknown").sends(1);
        let status = journey.run(&["--json", "status"], Script::nobody());
        assert_eq!(status.value("/pins/0/tries_left"), 2);
        let again = ["--pin", "smc", "--try-again", &four];
        script(&mut journey, WRONG, &again).sends(1);
        // The last one needs its own word.
        script(&mut journey, WRONG, &again)
            .fails(13, "last_try")
            .sends(0);
    }
}
