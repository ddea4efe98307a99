//! Notes that cannot be read or written, and what other runs of this PC leave in them.

use std::fs;

use support::journey::{BUILT_IN, Journey, NEW_SMC, WRONG, enters, fits, secrets_ch};
use support::script::Script;

use super::{Desk, fresh};

fn secrets(transport: &str) -> String {
    format!("transport.smc = {transport}\nnew.smc = {NEW_SMC}\n")
}

/// What somebody does to the notes of a PC.
type Breaks<'a> = &'a dyn Fn(&mut Journey);

/// What makes notes unusable: before anything is read, or when they are to be written.
fn broken_notes() -> Vec<(&'static str, Desk)> {
    let damaged = |pc: &mut Journey| fs::write(pc.temp.join("notes.json"), "{ no notes").unwrap();
    let newer =
        |pc: &mut Journey| fs::write(pc.temp.join("notes.json"), r#"{"version": 99}"#).unwrap();
    let no_folder = |pc: &mut Journey| {
        fs::write(pc.temp.join("file"), "").unwrap();
        pc.notes = Some(pc.temp.join("file").join("notes.json"));
    };
    let no_gate = |pc: &mut Journey| fs::write(pc.temp.join("notes.json.gates"), "").unwrap();
    let no_lock = |pc: &mut Journey| fs::create_dir(pc.temp.join("notes.json.lock")).unwrap();
    let ways: [(&str, Breaks); 5] = [
        ("damaged", &damaged),
        ("newer", &newer),
        ("no folder", &no_folder),
        ("no gate", &no_gate),
        ("no lock", &no_lock),
    ];
    let mut all = Vec::new();
    for (why, breaks) in ways {
        for mut desk in fresh("smcb") {
            breaks(desk.pc());
            all.push((why, desk));
        }
    }
    all
}

#[test]
fn without_usable_notes_a_script_sends_nothing() {
    for (why, mut desk) in broken_notes() {
        let ran = desk.script(&secrets(BUILT_IN.smc), &[]);
        eprintln!("{why}");
        ran.fails(23, "notes_unusable").sends(0);
        assert_eq!(ran.value("/results/0/skipped"), "stopped", "{why}");
    }
}

#[test]
fn without_usable_notes_a_script_goes_on_when_told_to() {
    for (_, mut desk) in broken_notes() {
        desk.script(&secrets(BUILT_IN.smc), &["--no-notes"])
            .fails(13, "tries_unknown")
            .sends(0)
            .says("--tries-used");
        let stated = ["--no-notes", "--tries-used", "0"];
        desk.script(&secrets(BUILT_IN.smc), &stated)
            .exits(0)
            .sends(1);
    }
}

#[test]
fn without_usable_notes_a_person_is_warned_and_goes_on() {
    for (_, mut desk) in broken_notes() {
        let script = fits("0").then(enters("PIN.SMC", BUILT_IN.smc, NEW_SMC));
        desk.run(&["activate"], script)
            .exits(0)
            .sends(1)
            .says("Die Notizen dieses PCs über Versuche sind nicht benutzbar");
    }
}

#[test]
fn notes_that_cannot_be_read_never_hinder_a_look() {
    for (_, mut desk) in broken_notes() {
        desk.run(&["status"], Script::nobody()).exits(0);
    }
}

#[test]
fn the_notes_of_one_card_do_not_stop_another() {
    for mut desk in fresh("smcb") {
        desk.script(&secrets(WRONG), &[]).fails(10, "wrong_secret");
        desk.hand().puts("hba");
        desk.script(&secrets_ch(BUILT_IN.ch), &[]).exits(0).sends(1);
    }
}

#[test]
fn two_wrong_tries_elsewhere_and_a_crash_leave_no_try_to_a_script() {
    for mut desk in fresh("smcb") {
        let four = desk.tail();
        desk.loses_the_next_answer("activate");
        let release = ["--tries-used", "2", "--last-try", &four, "--pin", "smc"];
        desk.script(&secrets(WRONG), &release)
            .fails(9, "outcome_unknown");
        desk.script(&secrets(WRONG), &["--try-again", &four, "--pin", "smc"])
            .fails(13, "last_try")
            .sends(0);
    }
}

#[test]
fn what_was_stated_is_remembered_with_an_attempt_that_stayed_open() {
    for mut desk in fresh("smcb") {
        desk.loses_the_next_answer("activate");
        desk.script(&secrets(WRONG), &["--tries-used", "1"])
            .fails(9, "outcome_unknown")
            .sends(1);
        // One stated, one open: the next is the last, whatever the next script states.
        let four = desk.tail();
        let again = ["--pin", "smc", "--try-again", &four, "--tries-used", "0"];
        desk.script(&secrets(BUILT_IN.smc), &again)
            .fails(13, "last_try")
            .sends(0);
    }
}

#[test]
fn another_run_at_another_card_hinders_nobody() {
    for mut desk in fresh("smcb") {
        // A salt with which the gates of the two cards are not the same by chance.
        let notes = format!(
            r#"{{"version":1,"salt":"{:032x}","next":0,"cards":{{}}}}"#,
            1
        );
        let path = desk.pc().temp.join("notes.json");
        fs::write(&path, notes).unwrap();
        let held = pinlotse::attempts::Notes::open_file(path);
        let _held = held
            .lock_for_gate(
                "80276999990000987654",
                std::time::Duration::ZERO,
                &pinlotse::system::signals::Interrupts::none(),
            )
            .unwrap();
        desk.script(&secrets(BUILT_IN.smc), &[]).exits(0).sends(1);
    }
}
