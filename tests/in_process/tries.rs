//! Promise 5 of the design: no script and no slip spends a try, and the last one needs a deliberate
//! act.

use std::fs;
use std::time::Duration;

use pinlotse::attempts::{Gate, Notes};
use pinlotse::system::signals::Interrupts;
use pinlotse::virtual_card::{Behaviour, CosGeneration};
use support::faults::{At, Bench, Fault, card};
use support::journey::{
    BUILT_IN, Journey, LETTER_AND_TRIES, NEW_CH, NEW_SMC, Ran, WRONG, enters, fits, fits_since,
    holder, secrets_ch, secrets_qes, tries,
};
use support::life::{NEXT, PUK_SMC, WRONG_PUK, blocked, puk_smc};
use support::script::Script;

fn right() -> Script {
    enters("PIN.SMC", BUILT_IN.smc, NEW_SMC)
}

fn wrong() -> Script {
    enters("PIN.SMC", WRONG, NEW_SMC)
}

/// The prompt for the digits that release the last try.
fn releases(digits: &str) -> Script {
    Script::person().asks("Dann die letzten vier Ziffern", digits)
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
fn the_question_is_asked_once_per_card_before_the_first_transport_pin() {
    let mut journey = Journey::with("hba");
    // Once for both PINs: a second question would be one too many.
    let answers = Script::person()
        .asks(LETTER_AND_TRIES, "3")
        .asks(LETTER_AND_TRIES, "")
        .asks(LETTER_AND_TRIES, "1")
        .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
        .then(holder("j"))
        .then(enters("PIN.QES", BUILT_IN.qes, "5826470"));
    let ran = journey.run(&["activate"], answers);
    ran.exits(0)
        .says("auch nicht in der Praxissoftware oder am Kartenterminal")
        .says("nach Ihrer Angabe höchstens 2 Versuche");
}

#[test]
fn whoever_says_no_wrong_try_is_not_asked_for_digits() {
    let mut journey = Journey::with("smcb");
    journey
        .run(&["activate"], fits("0").then(right()))
        .exits(0)
        .never_says("LETZTE");
}

#[test]
fn twice_or_do_not_know_makes_it_the_last_try() {
    let mut journey = Journey::with("smcb");
    let four = tail(&journey);
    let ran = journey.run(&["activate"], fits("2").then(releases(&four)).then(right()));
    ran.exits(0)
        .sends(1)
        .says("dies kann der LETZTE Versuch sein");
}

#[test]
fn the_last_try_needs_the_digits_of_this_card() {
    for (digits, word) in [
        ("", "last_try"),
        ("   ", "last_try"),
        ("9999", "wrong_card"),
        ("5", "wrong_card"),
    ] {
        let mut journey = Journey::with("smcb");
        let ran = journey.run(&["--json", "activate"], fits("2").then(releases(digits)));
        ran.fails(13, word).sends(0);
        assert_eq!(ran.value("/results/0/skipped"), "stopped");
    }
}

#[test]
fn what_was_typed_instead_of_the_digits_is_not_repeated() {
    let mut journey = Journey::with("smcb");
    // A Transport-PIN typed into the wrong field.
    journey.secrets.push(BUILT_IN.smc.to_owned());
    journey
        .run(
            &["--json", "activate"],
            fits("2").then(releases(BUILT_IN.smc)),
        )
        .fails(13, "wrong_card");
}

#[test]
fn a_pin_typed_as_an_answer_is_taken_off_the_screen_and_used_for_nothing() {
    let mut journey = Journey::with("smcb");
    let script = Script::person()
        .asks(LETTER_AND_TRIES, BUILT_IN.smc)
        .asks(LETTER_AND_TRIES, "k")
        .asks("nur diesen einen Brief", BUILT_IN.smc)
        .asks("nur diesen einen Brief", "j")
        .then(tries(BUILT_IN.smc))
        .then(tries("2"))
        .asks("Dann die letzten vier Ziffern", BUILT_IN.smc);
    let ran = journey.run(&["activate"], script);
    ran.exits(13)
        .sends(0)
        .says("Das sah nach einer PIN aus; sie wurde nicht benutzt.");
    ran.never_says(BUILT_IN.smc);
    let heard = ran.heard.borrow();
    let taken = &heard.taken_back;
    assert!(
        matches!(taken.as_slice(), [letter, only, _, last]
            if letter == LETTER_AND_TRIES && only.contains("Brief") && last.contains("vier")),
        "{taken:?}"
    );
    drop(heard);
    // A slip of fewer digits is only asked again.
    let script = Script::person()
        .asks(LETTER_AND_TRIES, "3")
        .asks(LETTER_AND_TRIES, "j")
        .then(right());
    let ran = journey.run(&["activate"], script);
    ran.exits(0).never_says("sah nach einer PIN aus");
    assert!(ran.heard.borrow().taken_back.is_empty());
}

#[test]
fn each_pin_of_the_card_needs_its_own_release() {
    let mut journey = Journey::with("hba");
    let four = tail(&journey);
    let answers = fits("2")
        .then(releases(&four))
        .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
        .then(holder("j"))
        .then(releases(""));
    journey.run(&["activate"], answers).exits(13).sends(1);
}

#[test]
fn notes_of_earlier_runs_take_the_place_of_the_question() {
    let mut journey = Journey::with("smcb");
    journey
        .run(&["activate"], fits("0").then(wrong()))
        .exits(10);
    let ran = journey.run(&["activate"], fits_since("0").then(right()));
    ran.exits(0)
        .says("nach den Notizen dieses PCs höchstens 2 Versuche");
    let ran = journey.run(&["--json", "status"], Script::nobody());
    assert_eq!(
        ran.value("/pins/0/wrong_noted"),
        0,
        "the card's own word replaced the notes"
    );
}

#[test]
fn tries_elsewhere_since_the_last_note_are_asked_for_once_a_run_and_taken_off() {
    for (since, left, last) in [
        ("0", "höchstens 2 Versuche", false),
        ("1", "höchstens 1 Versuch", true),
    ] {
        let mut journey = Journey::with("hba");
        let four = tail(&journey);
        let wrong = fits("0").then(enters("PIN.CH", WRONG, NEW_CH));
        journey.run(&["activate"], wrong).exits(10);
        let mut script = fits_since(since);
        if last {
            script = script.then(releases(&four));
        }
        // PIN.QES has no notes: of it more is asked than what came since.
        let script = script
            .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
            .then(holder("j"))
            .then(tries("0"))
            .then(enters("PIN.QES", BUILT_IN.qes, "5826470"));
        let ran = journey.run(&["activate"], script);
        ran.exits(0)
            .sends(2)
            .says("wurde seit dem letzten Mal (")
            .says(&format!("nach den Notizen dieses PCs {left}"));
    }
    // What was tried elsewhere is in the number that the card names afterwards.
    let mut journey = Journey::with("smcb");
    let four = tail(&journey);
    journey
        .run(&["activate"], fits("0").then(wrong()))
        .exits(10);
    let script = fits_since("2").then(releases(&four)).then(wrong());
    let ran = journey.run(&["activate"], script);
    ran.exits(10).says("Noch ein Versuch.");
    let ran = journey.run(&["activate"], fits_since("0").then(releases("")));
    ran.exits(13).sends(0);
}

#[test]
fn a_letter_without_a_number_fits_where_there_is_one_card_and_one_letter() {
    for (only, exit, sent) in [("j", 0, 1), ("n", 13, 0), ("", 13, 0)] {
        let mut journey = Journey::with("smcb");
        let mut script = Script::person().asks(LETTER_AND_TRIES, "k").asks(
            "Haben Sie nur diese eine Karte und nur diesen einen Brief?",
            only,
        );
        if only == "j" {
            script = script.then(tries("0")).then(right());
        }
        journey.run(&["activate"], script).exits(exit).sends(sent);
    }
}

#[test]
fn status_tells_what_the_notes_know_of_a_hidden_counter() {
    let mut journey = Journey::with("smcb");
    let before = journey.run(&["--json", "status"], Script::nobody());
    assert_eq!(before.value("/pins/0/tries_left"), serde_json::Value::Null);
    script(&mut journey, WRONG, &[]).fails(10, "wrong_secret");
    let after = journey.run(&["--json", "status"], Script::nobody());
    assert_eq!(after.value("/pins/0/tries_left"), 2);
    assert_eq!(after.value("/pins/0/tries_basis"), "notes");
    assert_eq!(after.value("/pins/0/wrong_noted"), 1);
}

#[test]
fn a_script_assumes_no_wrong_try_and_says_so() {
    for (arguments, basis) in [
        (vec![], "assumed"),
        (vec!["--tries-used", "0"], "stated"),
        (vec!["--tries-used", "1"], "stated"),
    ] {
        let mut journey = Journey::with("smcb");
        let ran = script(&mut journey, BUILT_IN.smc, &arguments);
        ran.exits(0).sends(1);
        assert_eq!(ran.value("/results/0/tries_basis"), basis);
    }
}

#[test]
fn a_script_makes_the_last_try_only_with_the_right_digits_and_one_pin() {
    let mut journey = Journey::with("smcb");
    let four = tail(&journey);
    script(&mut journey, BUILT_IN.smc, &["--tries-used", "2"])
        .fails(13, "last_try")
        .sends(0);
    let ran = script(
        &mut journey,
        BUILT_IN.smc,
        &["--tries-used", "2", "--last-try", &four],
    );
    ran.fails(2, "usage").sends(0);
    assert_eq!(ran.exchanges, 0);
    let two = ["--last-try", &four, "--pin", "ch,qes"];
    assert_eq!(
        script(&mut journey, BUILT_IN.smc, &two)
            .fails(2, "usage")
            .exchanges,
        0
    );
    let other = ["--tries-used", "2", "--last-try", "9999", "--pin", "smc"];
    script(&mut journey, BUILT_IN.smc, &other)
        .fails(13, "wrong_card")
        .sends(0);
    // --try-again is for the second try, not for the last.
    let again = ["--tries-used", "2", "--try-again", &four, "--pin", "smc"];
    script(&mut journey, BUILT_IN.smc, &again)
        .fails(13, "last_try")
        .sends(0);
    let last = ["--tries-used", "2", "--last-try", &four, "--pin", "smc"];
    script(&mut journey, BUILT_IN.smc, &last).exits(0).sends(1);
}

#[test]
fn after_a_noted_wrong_try_a_script_stops_until_it_is_told_to_go_on() {
    let mut journey = Journey::with("smcb");
    let four = tail(&journey);
    script(&mut journey, WRONG, &[])
        .fails(10, "wrong_secret")
        .sends(1);
    script(&mut journey, BUILT_IN.smc, &[])
        .fails(13, "try_again")
        .sends(0);
    script(&mut journey, BUILT_IN.smc, &["--tries-used", "0"])
        .fails(13, "try_again")
        .sends(0);
    script(&mut journey, BUILT_IN.smc, &["--try-again", &four]).fails(2, "usage");
    let other = ["--try-again", "9999", "--pin", "smc"];
    script(&mut journey, BUILT_IN.smc, &other)
        .fails(13, "wrong_card")
        .sends(0);
    let again = ["--try-again", &four, "--pin", "smc"];
    script(&mut journey, WRONG, &again)
        .fails(10, "wrong_secret")
        .sends(1);
    // Two are gone: now it is the last one.
    script(&mut journey, BUILT_IN.smc, &[])
        .fails(13, "last_try")
        .sends(0);
    script(&mut journey, BUILT_IN.smc, &again)
        .fails(13, "last_try")
        .sends(0);
    let last = ["--last-try", &four, "--pin", "smc"];
    script(&mut journey, BUILT_IN.smc, &last).exits(0).sends(1);
}

#[test]
fn the_notes_of_one_pin_do_not_stop_the_other() {
    let mut journey = Journey::with("hba");
    journey
        .script(&secrets_ch(WRONG), &[])
        .fails(10, "wrong_secret");
    journey
        .script(
            &secrets_qes(BUILT_IN.qes),
            &["--pin", "qes", "--holder-present"],
        )
        .exits(0)
        .sends(1);
    journey
        .script(&secrets_ch(BUILT_IN.ch), &[])
        .fails(13, "try_again")
        .sends(0);
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
fn without_notes_what_was_noted_before_still_counts() {
    let mut journey = Journey::with("smcb");
    let four = tail(&journey);
    script(&mut journey, WRONG, &[]).fails(10, "wrong_secret");
    script(&mut journey, WRONG, &["--no-notes"])
        .fails(13, "try_again")
        .sends(0);
    let again = ["--no-notes", "--try-again", &four, "--pin", "smc"];
    script(&mut journey, WRONG, &again)
        .fails(13, "tries_unknown")
        .sends(0);
    let again = [&again[..], &["--tries-used", "1"]].concat();
    script(&mut journey, WRONG, &again)
        .fails(10, "wrong_secret")
        .sends(1);
}

#[test]
fn runs_that_nobody_notes_do_not_spend_one_try_after_the_other() {
    let mut journey = Journey::with("smcb");
    for _ in 0..3 {
        script(&mut journey, WRONG, &["--no-notes"])
            .fails(13, "tries_unknown")
            .sends(0);
    }
    // Told to, it goes on; what is stated decides.
    script(&mut journey, WRONG, &["--no-notes", "--tries-used", "0"])
        .fails(10, "wrong_secret")
        .sends(1);
    script(&mut journey, WRONG, &["--no-notes", "--tries-used", "2"])
        .fails(13, "last_try")
        .sends(0);
    let card = journey.bench.card(0);
    assert_eq!(card.borrow().passwords().next().unwrap().retry_counter, 2);
}

#[test]
fn uses_of_a_puk_that_nobody_notes_have_to_be_stated_too() {
    let mut journey = blocked("smcb", "PIN.SMC");
    for _ in 0..3 {
        journey
            .script_of("unblock", &puk_smc(WRONG_PUK), &["--no-notes"])
            .fails(13, "tries_unknown")
            .sends(0);
    }
    let stated = |tries| ["--no-notes", "--tries-used", tries];
    journey
        .script_of("unblock", &puk_smc(WRONG_PUK), &stated("2"))
        .fails(13, "last_try")
        .sends(0);
    journey
        .script_of("unblock", &puk_smc(PUK_SMC), &stated("1"))
        .exits(0)
        .sends(1);
}

#[test]
fn a_counter_that_the_card_names_needs_no_statement_without_notes() {
    let mut journey = Journey::set("smcb");
    let current = format!("current.smc = {NEW_SMC}\nnew.smc = {NEXT}\n");
    journey
        .script_of("change", &current, &["--no-notes"])
        .exits(0)
        .sends(1);
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
