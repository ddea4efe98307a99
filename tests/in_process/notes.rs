//! `notes show` and `notes forget`, and what the notes are worth when they cannot be read.

use std::fs;

use serde_json::{Value, json};
use support::faults::{At, Fault};
use support::journey::{BUILT_IN, Journey, NEW_CH, NEW_QES, WRONG, enters, fits, secrets_ch};
use support::life::{NEXT, PUK_CH, WRONG_PUK};
use support::script::Script;

/// An eHBA with a wrong Transport-PIN, an attempt that stayed open, and a wrong PUK in its notes.
fn noted() -> Journey {
    let mut journey = Journey::with("hba");
    journey
        .script(&secrets_ch(WRONG), &[])
        .fails(10, "wrong_secret");
    let qes = format!("transport.qes = {}\nnew.qes = {NEW_QES}\n", BUILT_IN.qes);
    journey.bench.once(At::Change, Fault::LoseCommand);
    journey
        .script(&qes, &["--pin", "qes", "--holder-present"])
        .fails(9, "outcome_unknown");
    let puk = format!("puk.ch = {WRONG_PUK}\nnew.ch = {NEXT}\n");
    journey
        .script_of("unblock", &puk, &["--pin", "ch", "--spend-puk-use"])
        .fails(10, "wrong_secret");
    journey
}

/// The question of `forget`.
fn forgets(answer: &str) -> Script {
    Script::person().asks("Notizen vergessen?", answer)
}

fn shown(journey: &mut Journey) -> Vec<Value> {
    let ran = journey.run(&["--json", "notes", "show"], Script::nobody());
    ran.exits(0).sends(0);
    assert_eq!(
        (ran.value("/command"), ran.value("/card"), ran.exchanges),
        (json!("notes show"), Value::Null, 0)
    );
    ran.value("/notes").as_array().unwrap().clone()
}

/// The whole number of the card on the bench.
fn number(journey: &Journey) -> String {
    journey.bench.card(0).borrow().iccsn().unwrap()
}

/// A home that is thrown away after each job has no notes; the folder that is named has them.
#[test]
fn a_named_folder_keeps_the_notes_of_homes_that_are_thrown_away() {
    let mut journey = Journey::with("hba");
    let folder = journey.temp.join("for-all").display().to_string();
    journey.notes = Some(journey.temp.join("home-1").join("notes.json"));
    journey
        .script(&secrets_ch(WRONG), &["--notes", &folder])
        .fails(10, "wrong_secret");
    journey.notes = Some(journey.temp.join("home-2").join("notes.json"));
    journey
        .script(&secrets_ch(WRONG), &["--notes", &folder])
        .fails(13, "try_again")
        .sends(0);
    let ran = journey.run(
        &["--json", "notes", "show", "--notes", &folder],
        Script::nobody(),
    );
    assert_eq!(ran.value("/notes/0/wrong"), 1);
    assert_eq!(ran.value("/notes/0/own"), true);
    let ran = journey.run(&["--json", "--notes", &folder, "status"], Script::nobody());
    assert_eq!(ran.value("/pins/0/tries_left"), 2);
    // Without it nothing is known.
    let ran = journey.run(&["--json", "status"], Script::nobody());
    assert_eq!(ran.value("/pins/0/tries_basis"), "none");
}

#[test]
fn a_pc_without_notes_says_so() {
    let mut journey = Journey::with("hba");
    journey
        .run(&["notes", "show"], Script::person())
        .exits(0)
        .says("sind keine Versuche notiert");
    assert!(shown(&mut journey).is_empty());
    assert!(
        !journey.notes.as_ref().unwrap().exists(),
        "a look makes no file"
    );
}

#[test]
fn every_secret_of_every_card_is_shown_with_its_counts() {
    let mut journey = noted();
    let ran = journey.run(&["notes", "show"], Script::person());
    ran.exits(0)
        .says("kennen nur diesen PC")
        .says(&format!("Karte …{}, steckt gerade", journey.tail()))
        .says("Karten-Transport-PIN (PIN.CH): 1 Versuch falsch, höchstens 2 übrig");
    ran.says(
        "Signatur-Transport-PIN (PIN.QES): 1 Versuch mit unbekanntem Ausgang, höchstens 2 übrig",
    )
    .says("PUK zur PIN.CH: 1 Eingabe falsch, höchstens 9 übrig");
    // Nobody knows a card by its hash; of one that is not there nothing else is known.
    journey.bench.pull(0);
    journey
        .run(&["notes", "show"], Script::person())
        .exits(0)
        .says("Karte mit dem Kennzeichen")
        .never_says("steckt gerade");
    let notes = shown(&mut journey);
    let keys: Vec<&str> = notes[0]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let contract = [
        "card",
        "secret",
        "wrong",
        "unknown",
        "right",
        "blocked",
        "settled",
        "own",
        "rehearsal",
        "tries_left_at_most",
        "puk_uses_left_at_most",
    ];
    assert_eq!(keys, contract);
    let of = |secret: &str| {
        notes
            .iter()
            .find(|note| note["secret"] == secret)
            .unwrap()
            .clone()
    };
    assert_eq!(
        (
            &of("pin.ch")["tries_left_at_most"],
            &of("pin.ch")["puk_uses_left_at_most"]
        ),
        (&json!(2), &Value::Null)
    );
    assert_eq!(
        (
            &of("puk.ch")["tries_left_at_most"],
            &of("puk.ch")["puk_uses_left_at_most"]
        ),
        (&Value::Null, &json!(9))
    );
    assert_eq!(
        (&of("pin.qes")["unknown"], &of("pin.qes")["blocked"]),
        (&json!(1), &json!(false))
    );
    assert!(notes.iter().all(|note| note["card"] == notes[0]["card"]));
}

#[test]
fn several_cards_stand_apart_and_none_by_its_number() {
    let mut journey = noted();
    let first = number(&journey);
    journey.bench.put(0, support::faults::card("smcb"));
    let smc = format!("transport.smc = {WRONG}\nnew.smc = {NEXT}\n");
    journey.script(&smc, &[]).fails(10, "wrong_secret");
    let second = number(&journey);
    let notes = shown(&mut journey);
    assert_eq!(notes.len(), 4);
    let mut cards: Vec<String> = notes
        .iter()
        .map(|note| note["card"].as_str().unwrap().to_owned())
        .collect();
    cards.sort();
    cards.dedup();
    assert_eq!(cards.len(), 2);
    let ran = journey.run(&["notes", "show"], Script::person());
    let file = fs::read_to_string(journey.notes.as_ref().unwrap()).unwrap();
    for number in [&first, &second] {
        ran.never_says(number);
        assert!(!file.contains(number.as_str()));
        // Not as the card holds it either.
        assert!(!file.contains(&hex::encode(number)));
    }
}

#[cfg(unix)]
#[test]
fn the_file_is_its_owners_only() {
    use std::os::unix::fs::PermissionsExt;
    let journey = noted();
    let mode = fs::metadata(journey.notes.as_ref().unwrap())
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o077, 0, "{mode:o}");
}

#[test]
fn one_card_is_forgotten_by_its_number() {
    let mut journey = noted();
    let first = number(&journey);
    journey.bench.put(0, support::faults::card("smcb"));
    journey
        .script(&format!("transport.smc = {WRONG}\nnew.smc = {NEXT}\n"), &[])
        .fails(10, "wrong_secret");
    // Without a terminal nobody is asked.
    let ran = journey.run(
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
    let left = shown(&mut journey);
    assert_eq!((left.len(), &left[0]["secret"]), (1, &json!("pin.smc")));
    // Nothing is there any more.
    let ran = journey.run(
        &["--json", "notes", "forget", "--number", &first],
        Script::nobody(),
    );
    ran.exits(0);
    assert_eq!(
        (ran.value("/cards"), ran.value("/changed")),
        (json!(0), json!(false))
    );
}

#[test]
fn a_number_in_groups_is_understood_and_a_part_of_it_is_not() {
    let mut journey = noted();
    let number = number(&journey);
    let grouped = format!("{} {}", &number[..5], &number[5..]);
    for part in [&number[16..], "8027"] {
        journey
            .run(
                &["--json", "notes", "forget", "--number", part],
                Script::nobody(),
            )
            .fails(2, "usage");
    }
    journey
        .run(&["--json", "notes", "forget"], Script::nobody())
        .fails(2, "usage");
    journey
        .run(
            &["--json", "notes", "forget", "--all", "--number", &number],
            Script::nobody(),
        )
        .fails(2, "usage");
    assert_eq!(shown(&mut journey).len(), 3);
    journey
        .run(&["notes", "forget", "--number", &grouped], forgets("j"))
        .exits(0)
        .says("Vergessene Karten: 1");
    assert!(shown(&mut journey).is_empty());
}

#[test]
fn a_person_is_asked_before_anything_is_forgotten() {
    let mut journey = noted();
    for no in ["n", ""] {
        journey
            .run(&["notes", "forget", "--all"], forgets(no))
            .exits(0)
            .says("Nichts vergessen");
    }
    let cancelled = Script::person().cancels_at("Notizen vergessen?");
    journey
        .run(&["notes", "forget", "--all"], cancelled)
        .exits(15);
    assert_eq!(shown(&mut journey).len(), 3);
    let ran = journey.run(&["--json", "notes", "forget", "--all"], forgets("j"));
    ran.exits(0)
        .says("nicht mehr, wie oft schon falsch getippt wurde");
    assert_eq!(ran.value("/cards"), 1);
    assert!(shown(&mut journey).is_empty());
}

#[test]
fn damaged_notes_are_named_and_forgetting_all_sets_them_aside() {
    for content in ["{ no notes", r#"{"version": 99}"#, ""] {
        let mut journey = noted();
        let file = journey.notes.clone().unwrap();
        fs::write(&file, content).unwrap();
        let ran = journey.run(&["--json", "notes", "show"], Script::nobody());
        ran.fails(23, "notes_unusable")
            .says("notizen vergessen --all")
            .never_says("keine Versuche notiert");
        let number = number(&journey);
        journey
            .run(
                &["--json", "notes", "forget", "--number", &number],
                Script::nobody(),
            )
            .fails(23, "notes_unusable");
        assert_eq!(fs::read_to_string(&file).unwrap(), content, "left as it is");
        let ran = journey.run(&["--json", "notes", "forget", "--all"], Script::nobody());
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
        assert!(shown(&mut journey).is_empty());
        // And notes are kept again.
        journey
            .script(&secrets_ch(WRONG), &["--tries-used", "1"])
            .fails(10, "wrong_secret");
        assert_eq!(shown(&mut journey).len(), 1);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_no_file_without_notes() {
    let mut journey = Journey::with("hba");
    // A folder in its place cannot be read by anybody, root included.
    fs::create_dir(journey.notes.as_ref().unwrap()).unwrap();
    journey
        .run(&["--json", "notes", "show"], Script::nobody())
        .fails(23, "notes_unusable");
    journey
        .run(&["--json", "notes", "forget", "--all"], Script::nobody())
        .fails(23, "notes_unusable");
}

#[test]
fn a_person_with_unreadable_notes_works_on_and_is_told_that_tries_are_unknown() {
    let mut journey = noted();
    fs::write(journey.notes.as_ref().unwrap(), "{ no notes").unwrap();
    let script = fits("0").then(enters("PIN.CH", BUILT_IN.ch, NEW_CH));
    let ran = journey.run(&["activate", "--pin", "ch"], script);
    ran.exits(0)
        .sends(1)
        .says("Wie viele Versuche übrig sind, ist darum unbekannt");
}

#[test]
fn forgetting_takes_the_uses_of_a_puk_too_and_only_then() {
    let mut journey = noted();
    let four = journey.tail();
    let right = format!("puk.ch = {PUK_CH}\nnew.ch = {NEXT}\n");
    journey
        .script_of("unblock", &right, &["--pin", "ch", "--spend-puk-use"])
        .fails(13, "try_again")
        .sends(0);
    let again = ["--pin", "ch", "--spend-puk-use", "--try-again", &four];
    journey
        .script_of("unblock", &right, &again)
        .exits(0)
        .sends(1);
    // PIN.CH is set now and names its tries itself; its PUK does not.
    let secrets: Vec<Value> = shown(&mut journey)
        .iter()
        .map(|note| note["secret"].clone())
        .collect();
    assert_eq!(secrets, ["pin.qes", "puk.ch"]);
    journey
        .run(&["notes", "forget", "--all"], forgets("j"))
        .exits(0);
    journey
        .script_of("unblock", &right, &["--pin", "ch", "--spend-puk-use"])
        .exits(0)
        .sends(1);
}

#[test]
fn the_notes_speak_english_to_those_who_want_it() {
    let mut journey = noted();
    journey
        .run(&["--lang", "en", "notes", "show"], Script::person())
        .exits(0)
        .says("PIN.CH): 1 try wrong, at most 2 left");
    let script = Script::person().asks("Forget notes?", "y");
    journey
        .run(&["--lang", "en", "notes", "forget", "--all"], script)
        .exits(0)
        .says("Cards forgotten: 1");
}

#[test]
fn where_nothing_is_noted_nothing_is_forgotten_and_that_is_said() {
    let mut journey = Journey::with("hba");
    journey
        .run(&["notes", "forget", "--all"], forgets("j"))
        .exits(0)
        .says("Es war nichts notiert.")
        .never_says("Vergessene");
}

/// A folder for all in which another user's file is damaged; its path as a call takes it.
fn beside_a_damaged_file(journey: &Journey) -> String {
    let folder = journey.temp.join("for all");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("notes-anna.json"), "{ no notes").unwrap();
    folder.display().to_string()
}

#[test]
fn a_damaged_file_of_another_user_holds_up_a_script_until_it_says_what_may_stand_there() {
    let mut journey = Journey::with("hba");
    let folder = beside_a_damaged_file(&journey);
    let ran = journey.script(&secrets_ch(WRONG), &["--notes", &folder]);
    ran.fails(23, "notes_unusable")
        .sends(0)
        .says("die des Benutzers anna")
        .says("--tries-used N");
    // The command that helps is one for the same notes.
    ran.says(&format!(
        "pinlotse --notes '{folder}' notizen vergessen --all"
    ));
    let stated = ["--notes", &folder, "--tries-used", "0"];
    journey
        .script(&secrets_ch(WRONG), &stated)
        .fails(10, "wrong_secret");
    // That was noted, so the next run knows it.
    journey
        .script(&secrets_ch(WRONG), &stated)
        .fails(13, "try_again")
        .sends(0);
    let show = ["--json", "--notes", &folder, "notes", "show"];
    let ran = journey.run(&show, Script::nobody());
    ran.fails(23, "notes_unusable");
    assert_eq!(ran.value("/notes/0/wrong"), 1);
    let forget = ["--json", "--notes", &folder, "notes", "forget", "--all"];
    let ran = journey.run(&forget, Script::nobody());
    ran.fails(23, "notes_of_others").says("anna");
    assert_eq!(ran.value("/cards"), 1);
}

#[test]
fn a_person_beside_a_damaged_file_of_another_user_is_warned_and_noted() {
    let mut journey = Journey::with("hba");
    let folder = beside_a_damaged_file(&journey);
    let script = fits("0").then(enters("PIN.CH", WRONG, NEW_CH));
    journey
        .run(&["activate", "--pin", "ch", "--notes", &folder], script)
        .exits(10)
        .says("die des Benutzers anna")
        .never_says("Nicht notiert");
    let status = ["--json", "--notes", &folder, "status"];
    let ran = journey.run(&status, Script::nobody());
    assert_eq!(ran.value("/pins/0/tries_left"), 2);
}

#[test]
fn at_the_end_of_a_run_whose_notes_cannot_be_written_it_is_told_what_was_not_kept() {
    let mut journey = Journey::with("hba");
    // Readable, and closed to every writer, root included.
    fs::create_dir(journey.temp.join("notes.json.lock")).unwrap();
    let script = fits("0").then(enters("PIN.CH", WRONG, NEW_CH));
    let tail = journey.tail();
    journey
        .run(&["activate", "--pin", "ch"], script)
        .exits(10)
        .says(&format!(
            "Nicht notiert, denn die Notizen dieses PCs waren nicht zu schreiben: Karten-Transport-PIN (PIN.CH) der Karte …{tail}: 1 Versuch falsch"
        ));
    // What took effect leaves nothing to write down.
    let script = fits("1").then(enters("PIN.CH", BUILT_IN.ch, NEW_CH));
    journey
        .run(&["activate", "--pin", "ch"], script)
        .exits(0)
        .never_says("Nicht notiert");
}

/// The notes of rehearsals at a served card stand apart, in a file of their own.
#[test]
fn notes_of_rehearsals_are_shown_and_forgotten_as_such() {
    let mut journey = Journey::with("hba");
    let home = journey.temp.join("state");
    let apart = home.join("pinlotse/rehearsals.json");
    journey.notes = Some(apart.clone());
    journey
        .script(&secrets_ch(WRONG), &[])
        .fails(10, "wrong_secret");
    let run = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_pinlotse"))
            .args(arguments)
            .env("XDG_STATE_HOME", &home)
            .env("LANG", "de_DE.UTF-8")
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let said = run(&["notes", "show"]);
    assert!(said.contains("PROBE: Karte mit dem Kennzeichen"), "{said}");
    let document: Value = serde_json::from_str(&run(&["--json", "notes", "show"])).unwrap();
    assert_eq!(document["notes"][0]["rehearsal"], true, "{document:#}");
    let said = run(&["notes", "forget", "--all"]);
    assert!(said.contains("Vergessene Karten von Proben: 1"), "{said}");
    assert!(run(&["notes", "show"]).contains("keine Versuche notiert"));
}

#[test]
fn a_command_that_fails_makes_no_folder_that_was_named_for_notes() {
    let mut journey = Journey::on(support::faults::Bench::new());
    let folder = journey.temp.join("named");
    let named = folder.display().to_string();
    let line = ["--notes", &named, "--wait", "0", "status"];
    journey.run(&line, Script::nobody()).exits(4);
    assert!(!folder.exists(), "nothing was tried");
    // Where it is there, the failure is kept in it.
    fs::create_dir(&folder).unwrap();
    journey.run(&line, Script::nobody()).exits(4);
    let kept = fs::read_dir(&folder).unwrap().count();
    assert_eq!(kept, 1);
}
