//! What this PC notes of tries, how it is shown and forgotten, and what it is worth when it cannot be
//! read.

use std::fs;

use serde_json::{Value, json};
use support::journey::{BUILT_IN, Journey, NEW_CH, NEW_QES, WRONG, enters, fits, secrets_ch};
use support::life::NEXT;
use support::script::Script;

use super::{Desk, fresh};

/// An eHBA with a wrong Transport-PIN in its notes, and an attempt of which nobody knows.
fn noted() -> [Desk; 2] {
    fresh("hba").map(|mut desk| {
        desk.script(&secrets_ch(WRONG), &[])
            .fails(10, "wrong_secret");
        let qes = format!("transport.qes = {WRONG}\nnew.qes = {NEW_QES}\n");
        desk.loses_the_next_answer("activate");
        desk.script(&qes, &["--pin", "qes", "--holder-present"])
            .fails(9, "outcome_unknown");
        desk
    })
}

/// The question of `forget`.
fn forgets(answer: &str) -> Script {
    Script::person().asks("Notizen vergessen?", answer)
}

fn shown(journey: &mut Journey) -> Vec<Value> {
    let ran = journey.run(&["--json", "notes", "show"], Script::nobody());
    ran.exits(0).sends(0);
    assert_eq!(ran.value("/command"), "notes show");
    ran.value("/notes").as_array().unwrap().clone()
}

/// A folder for all in which another user's file is damaged; its path as a call takes it.
fn beside_a_damaged_file(journey: &Journey) -> String {
    let folder = journey.temp.join("for all");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("notes-anna.json"), "{ no notes").unwrap();
    folder.display().to_string()
}

/// A home that is thrown away after each job has no notes; the folder that is named has them.
#[test]
fn a_named_folder_keeps_the_notes_of_homes_that_are_thrown_away() {
    for mut desk in fresh("hba") {
        let folder = desk.pc().temp.join("for-all").display().to_string();
        desk.pc().notes = Some(desk.pc().temp.join("home-1").join("notes.json"));
        desk.script(&secrets_ch(WRONG), &["--notes", &folder])
            .fails(10, "wrong_secret");
        desk.pc().notes = Some(desk.pc().temp.join("home-2").join("notes.json"));
        desk.script(&secrets_ch(WRONG), &["--notes", &folder])
            .fails(13, "try_again")
            .sends(0);
        let ran = desk.run(
            &["--json", "notes", "show", "--notes", &folder],
            Script::nobody(),
        );
        assert_eq!(ran.value("/notes/0/wrong"), 1);
        assert_eq!(ran.value("/notes/0/own"), true);
        let ran = desk.run(&["--json", "--notes", &folder, "status"], Script::nobody());
        assert_eq!(ran.value("/pins/0/tries_left"), 2);
        // Without it nothing is known.
        let ran = desk.run(&["--json", "status"], Script::nobody());
        assert_eq!(ran.value("/pins/0/tries_basis"), "none");
    }
}

#[test]
fn a_pc_without_notes_says_so() {
    for mut desk in fresh("hba") {
        desk.run(&["notes", "show"], Script::person())
            .exits(0)
            .says("sind keine Versuche notiert");
        assert!(shown(desk.pc()).is_empty());
        assert!(
            !desk.pc().notes.as_ref().unwrap().exists(),
            "a look makes no file"
        );
    }
}

#[test]
fn several_cards_stand_apart_and_none_by_its_number() {
    for mut desk in noted() {
        let first = desk.number();
        desk.hand().puts("smcb");
        let smc = format!("transport.smc = {WRONG}\nnew.smc = {NEXT}\n");
        desk.script(&smc, &[]).fails(10, "wrong_secret");
        let second = desk.number();
        let notes = shown(desk.pc());
        assert_eq!(notes.len(), 3);
        let mut cards: Vec<String> = notes
            .iter()
            .map(|note| note["card"].as_str().unwrap().to_owned())
            .collect();
        cards.sort();
        cards.dedup();
        assert_eq!(cards.len(), 2);
        let ran = desk.run(&["notes", "show"], Script::person());
        let file = fs::read_to_string(desk.pc().notes.as_ref().unwrap()).unwrap();
        for number in [&first, &second] {
            ran.never_says(number);
            assert!(!file.contains(number.as_str()));
            // Not as the card holds it either.
            assert!(!file.contains(&hex::encode(number)));
        }
    }
}

#[cfg(unix)]
#[test]
fn the_file_is_its_owners_only() {
    use std::os::unix::fs::PermissionsExt;
    for mut desk in noted() {
        let mode = fs::metadata(desk.pc().notes.as_ref().unwrap())
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o077, 0, "{mode:o}");
    }
}

#[test]
fn one_card_is_forgotten_by_its_number() {
    for mut desk in noted() {
        let first = desk.number();
        desk.hand().puts("smcb");
        desk.script(&format!("transport.smc = {WRONG}\nnew.smc = {NEXT}\n"), &[])
            .fails(10, "wrong_secret");
        // Without a terminal nobody is asked.
        let ran = desk.run(
            &["--json", "notes", "forget", "--number", &first],
            Script::nobody(),
        );
        ran.exits(0).sends(0);
        assert_eq!(
            (
                ran.value("/cards"),
                ran.value("/set_aside"),
                ran.value("/changed")
            ),
            (json!(1), Value::Null, json!(true))
        );
        let left = shown(desk.pc());
        assert_eq!((left.len(), &left[0]["secret"]), (1, &json!("pin.smc")));
        // Nothing is there any more.
        let ran = desk.run(
            &["--json", "notes", "forget", "--number", &first],
            Script::nobody(),
        );
        ran.exits(0);
        assert_eq!(
            (ran.value("/cards"), ran.value("/changed")),
            (json!(0), json!(false))
        );
    }
}

#[test]
fn a_number_in_groups_is_understood_and_a_part_of_it_is_not() {
    for mut desk in noted() {
        let number = desk.number();
        let grouped = format!("{} {}", &number[..5], &number[5..]);
        for part in [&number[16..], "8027"] {
            desk.run(
                &["--json", "notes", "forget", "--number", part],
                Script::nobody(),
            )
            .fails(2, "usage");
        }
        desk.run(&["--json", "notes", "forget"], Script::nobody())
            .fails(2, "usage");
        desk.run(
            &["--json", "notes", "forget", "--all", "--number", &number],
            Script::nobody(),
        )
        .fails(2, "usage");
        assert_eq!(shown(desk.pc()).len(), 2);
        desk.run(&["notes", "forget", "--number", &grouped], forgets("j"))
            .exits(0)
            .says("Vergessene Karten: 1");
        assert!(shown(desk.pc()).is_empty());
    }
}

#[test]
fn a_person_is_asked_before_anything_is_forgotten() {
    for mut desk in noted() {
        for no in ["n", ""] {
            desk.run(&["notes", "forget", "--all"], forgets(no))
                .exits(0)
                .says("Nichts vergessen");
        }
        let cancelled = Script::person().cancels_at("Notizen vergessen?");
        desk.run(&["notes", "forget", "--all"], cancelled).exits(15);
        assert_eq!(shown(desk.pc()).len(), 2);
        let ran = desk.run(&["--json", "notes", "forget", "--all"], forgets("j"));
        ran.exits(0)
            .says("nicht mehr, wie oft schon falsch getippt wurde");
        assert_eq!(ran.value("/cards"), 1);
        assert!(shown(desk.pc()).is_empty());
    }
}

#[test]
fn damaged_notes_are_named_and_forgetting_all_sets_them_aside() {
    for content in ["{ no notes", r#"{"version": 99}"#, ""] {
        for mut desk in noted() {
            let file = desk.pc().notes.clone().unwrap();
            fs::write(&file, content).unwrap();
            let ran = desk.run(&["--json", "notes", "show"], Script::nobody());
            ran.fails(23, "notes_unusable")
                .says("notizen vergessen --all")
                .never_says("keine Versuche notiert");
            let number = desk.number();
            desk.run(
                &["--json", "notes", "forget", "--number", &number],
                Script::nobody(),
            )
            .fails(23, "notes_unusable");
            assert_eq!(fs::read_to_string(&file).unwrap(), content, "left as it is");
            let ran = desk.run(&["--json", "notes", "forget", "--all"], Script::nobody());
            ran.exits(0).says("beiseitegelegt");
            let aside = ran.value("/set_aside").as_str().unwrap().to_owned();
            assert_eq!(
                fs::read_to_string(&aside).unwrap(),
                content,
                "nothing is lost"
            );
            assert_eq!(
                (ran.value("/cards"), ran.value("/changed")),
                (json!(0), json!(true))
            );
            assert!(shown(desk.pc()).is_empty());
            // And notes are kept again.
            desk.script(&secrets_ch(WRONG), &["--tries-used", "1"])
                .fails(10, "wrong_secret");
            assert_eq!(shown(desk.pc()).len(), 1);
        }
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_no_file_without_notes() {
    for mut desk in fresh("hba") {
        // A folder in its place cannot be read by anybody, root included.
        fs::create_dir(desk.pc().notes.as_ref().unwrap()).unwrap();
        desk.run(&["--json", "notes", "show"], Script::nobody())
            .fails(23, "notes_unusable");
        desk.run(&["--json", "notes", "forget", "--all"], Script::nobody())
            .fails(23, "notes_unusable");
    }
}

#[test]
fn a_person_with_unreadable_notes_works_on_and_is_told_that_tries_are_unknown() {
    for mut desk in noted() {
        fs::write(desk.pc().notes.as_ref().unwrap(), "{ no notes").unwrap();
        let script = fits("0").then(enters("PIN.CH", BUILT_IN.ch, NEW_CH));
        let ran = desk.run(&["activate", "--pin", "ch"], script);
        ran.exits(0)
            .sends(1)
            .says("Wie viele Versuche übrig sind, ist darum unbekannt");
    }
}

#[test]
fn the_notes_speak_english_to_those_who_want_it() {
    for mut desk in noted() {
        desk.run(&["--lang", "en", "notes", "show"], Script::person())
            .exits(0)
            .says("PIN.CH): 1 try wrong, at most 2 left");
        let script = Script::person().asks("Forget notes?", "y");
        desk.run(&["--lang", "en", "notes", "forget", "--all"], script)
            .exits(0)
            .says("Cards forgotten: 1");
    }
}

#[test]
fn where_nothing_is_noted_nothing_is_forgotten_and_that_is_said() {
    for mut desk in fresh("hba") {
        desk.run(&["notes", "forget", "--all"], forgets("j"))
            .exits(0)
            .says("Es war nichts notiert.")
            .never_says("Vergessene");
    }
}

#[test]
fn a_damaged_file_of_another_user_holds_up_a_script_until_it_says_what_may_stand_there() {
    for mut desk in fresh("hba") {
        let folder = beside_a_damaged_file(desk.pc());
        let ran = desk.script(&secrets_ch(WRONG), &["--notes", &folder]);
        ran.fails(23, "notes_unusable")
            .sends(0)
            .says("die des Benutzers anna")
            .says("--tries-used N");
        // The command that helps is one for the same notes.
        ran.says(&format!(
            "pinlotse --notes '{folder}' notizen vergessen --all"
        ));
        let stated = ["--notes", &folder, "--tries-used", "0"];
        desk.script(&secrets_ch(WRONG), &stated)
            .fails(10, "wrong_secret");
        // That was noted, so the next run knows it.
        desk.script(&secrets_ch(WRONG), &stated)
            .fails(13, "try_again")
            .sends(0);
        let show = ["--json", "--notes", &folder, "notes", "show"];
        let ran = desk.run(&show, Script::nobody());
        ran.fails(23, "notes_unusable");
        assert_eq!(ran.value("/notes/0/wrong"), 1);
        let forget = ["--json", "--notes", &folder, "notes", "forget", "--all"];
        let ran = desk.run(&forget, Script::nobody());
        ran.fails(23, "notes_of_others").says("anna");
        assert_eq!(ran.value("/cards"), 1);
    }
}

#[test]
fn a_person_beside_a_damaged_file_of_another_user_is_warned_and_noted() {
    for mut desk in fresh("hba") {
        let folder = beside_a_damaged_file(desk.pc());
        let script = fits("0").then(enters("PIN.CH", WRONG, NEW_CH));
        desk.run(&["activate", "--pin", "ch", "--notes", &folder], script)
            .exits(10)
            .says("die des Benutzers anna")
            .never_says("Nicht notiert");
        let status = ["--json", "--notes", &folder, "status"];
        let ran = desk.run(&status, Script::nobody());
        assert_eq!(ran.value("/pins/0/tries_left"), 2);
    }
}

#[test]
fn at_the_end_of_a_run_whose_notes_cannot_be_written_it_is_told_what_was_not_kept() {
    for mut desk in fresh("hba") {
        // Readable, and closed to every writer, root included.
        fs::create_dir(desk.pc().temp.join("notes.json.lock")).unwrap();
        let script = fits("0").then(enters("PIN.CH", WRONG, NEW_CH));
        let tail = desk.tail();
        desk
        .run(&["activate", "--pin", "ch"], script)
        .exits(10)
        .says(&format!(
            "Nicht notiert, denn die Notizen dieses PCs waren nicht zu schreiben: Karten-Transport-PIN (PIN.CH) der Karte …{tail}: 1 Versuch falsch"
        ));
        // What took effect leaves nothing to write down.
        let script = fits("1").then(enters("PIN.CH", BUILT_IN.ch, NEW_CH));
        desk.run(&["activate", "--pin", "ch"], script)
            .exits(0)
            .never_says("Nicht notiert");
    }
}

#[test]
fn a_command_that_fails_makes_no_folder_that_was_named_for_notes() {
    for mut desk in fresh("hba") {
        desk.hand().pulls();
        let folder = desk.pc().temp.join("named");
        let named = folder.display().to_string();
        let line = ["--notes", &named, "--wait", "0", "status"];
        desk.run(&line, Script::nobody()).exits(5);
        assert!(!folder.exists(), "nothing was tried");
        // Where it is there, the failure is kept in it.
        fs::create_dir(&folder).unwrap();
        desk.run(&line, Script::nobody()).exits(5);
        let kept = fs::read_dir(&folder).unwrap().count();
        assert_eq!(kept, 1);
    }
}
