//! `activate --record`: the practice's protocol, what is in it and what never is.

use std::fs;
use std::path::PathBuf;
use std::rc::Rc;

use support::faults::{At, Fault};
use support::journey::{
    BUILT_IN, Journey, NEW_CH, Ran, WRONG, enters, fits, holder, secrets_ch, secrets_qes, whole_hba,
};
use support::script::Script;

/// Where the record of a journey goes; it is searched for secrets from now on.
fn place(journey: &mut Journey) -> (PathBuf, String) {
    let path = journey.temp.join("record.txt");
    journey.files.push(path.clone());
    (path.clone(), path.display().to_string())
}

/// A script's activation of PIN.CH, or of both PINs, with a record.
fn script(journey: &mut Journey, secrets: &str, more: &[&str]) -> (Ran, Option<String>) {
    let (path, name) = place(journey);
    let mut arguments = vec!["--record", &name];
    arguments.extend(more);
    let ran = journey.script(secrets, &arguments);
    let record = fs::read_to_string(path).ok();
    (ran, record)
}

fn both() -> String {
    secrets_ch(BUILT_IN.ch) + &secrets_qes(BUILT_IN.qes)
}

#[test]
fn a_record_holds_date_kind_masked_number_pins_and_version() {
    let mut journey = Journey::with("hba");
    let number = journey.bench.card(0).borrow().iccsn().unwrap();
    let (path, name) = place(&mut journey);
    let ran = journey.run(&["activate", "--record", &name], whole_hba(&BUILT_IN));
    ran.exits(0).says("Protokoll gespeichert").says(&name);
    let record = fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = record.lines().collect();
    assert_eq!(lines[0], "Protokoll: Aktivierung einer Karte");
    let date = lines[1].strip_prefix("Zeitpunkt: ").unwrap();
    assert!(
        date.contains(" Uhr deutscher Zeit (M")
            && date.bytes().filter(u8::is_ascii_digit).count() == 12,
        "{date}"
    );
    assert_eq!(lines[2], "Karte: Heilberufsausweis (eHBA)");
    assert!(
        lines[3].starts_with("Kartennummer (ICCSN): ") && lines[3].ends_with(&number[16..]),
        "{}",
        lines[3]
    );
    let digits: String = record
        .lines()
        .nth(3)
        .unwrap()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    assert!(digits.len() < 16, "masked: {digits}");
    assert_eq!(
        lines[4],
        "Karten-PIN (PIN.CH): in diesem Lauf gesetzt, von der Karte bestätigt"
    );
    assert_eq!(
        lines[5],
        "Signatur-PIN (PIN.QES): in diesem Lauf gesetzt, von der Karte bestätigt"
    );
    assert_eq!(
        lines[6],
        format!("Programm: pinlotse {}", env!("CARGO_PKG_VERSION"))
    );
    assert_eq!(lines.len(), 7);
}

#[test]
fn the_whole_number_stands_there_only_when_asked_for() {
    let mut journey = Journey::with("hba");
    let number = journey.bench.card(0).borrow().iccsn().unwrap();
    let (ran, record) = script(
        &mut journey,
        &secrets_ch(BUILT_IN.ch),
        &["--record-full-number"],
    );
    ran.exits(0).sends(1);
    let record = record.unwrap();
    let line = record
        .lines()
        .find(|line| line.starts_with("Kartennummer"))
        .unwrap();
    assert_eq!(
        line.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>(),
        number
    );
    let mut journey = Journey::with("hba");
    let ran = journey.script(&secrets_ch(BUILT_IN.ch), &["--record-full-number"]);
    ran.fails(2, "usage").sends(0);
}

#[test]
fn what_was_left_alone_is_recorded_as_it_is() {
    let mut journey = Journey::with("hba");
    let (ran, record) = script(&mut journey, &secrets_ch(BUILT_IN.ch), &[]);
    ran.exits(0).sends(1);
    let record = record.unwrap();
    assert!(
        record.contains("Karten-PIN (PIN.CH): in diesem Lauf gesetzt"),
        "{record}"
    );
    assert!(
        record.contains("Signatur-PIN (PIN.QES): Transport-PIN, noch nicht aktiviert"),
        "{record}"
    );
    // The next run sets the other one, and says that the first was set already.
    let second = journey.temp.join("second.txt");
    journey.files.push(second.clone());
    let arguments = [
        "--holder-present",
        "--record",
        &second.display().to_string(),
    ];
    journey
        .script(&secrets_qes(BUILT_IN.qes), &arguments)
        .exits(0)
        .sends(1);
    let record = fs::read_to_string(second).unwrap();
    assert!(
        record.contains("Karten-PIN (PIN.CH): gesetzt, 3 Versuche übrig"),
        "{record}"
    );
    assert!(
        record.contains("Signatur-PIN (PIN.QES): in diesem Lauf gesetzt"),
        "{record}"
    );
}

#[test]
fn a_pin_of_unknown_outcome_is_recorded_as_unknown() {
    let mut journey = Journey::with("hba");
    let script = fits("0")
        .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
        .then(holder("j"))
        .then(enters("PIN.QES", BUILT_IN.qes, "5826470"));
    let (path, name) = place(&mut journey);
    let interrupts = journey.interrupts.clone();
    // The second change: the card is gone for good.
    journey.bench.once(At::Exchange(19), Fault::PullDuring);
    let script = script.when_waiting(move || interrupts.raise_for_tests());
    let ran = journey.run(&["activate", "--record", &name], script);
    ran.exits(9).sends(2);
    let record = fs::read_to_string(path).unwrap();
    assert!(
        record.contains("Karten-PIN (PIN.CH): in diesem Lauf gesetzt"),
        "{record}"
    );
    assert!(
        record.contains("Signatur-PIN (PIN.QES): Ausgang unbekannt"),
        "{record}"
    );
}

#[test]
fn a_failed_run_that_set_something_is_recorded() {
    let mut journey = Journey::with("hba");
    let secrets = secrets_ch(BUILT_IN.ch) + &secrets_qes(WRONG);
    let (ran, record) = script(&mut journey, &secrets, &["--holder-present"]);
    ran.fails(10, "wrong_secret").sends(2);
    let record = record.unwrap();
    assert!(
        record.contains("(PIN.CH): in diesem Lauf gesetzt")
            && record.contains("(PIN.QES): Transport-PIN"),
        "{record}"
    );
}

#[test]
fn a_file_that_is_there_is_refused_before_any_secret_and_kept() {
    let mut journey = Journey::with("hba");
    let (path, name) = place(&mut journey);
    fs::write(&path, "last year").unwrap();
    let ran = journey.script(&both(), &["--holder-present", "--record", &name]);
    ran.fails(23, "file_exists").sends(0);
    assert_eq!(fs::read_to_string(&path).unwrap(), "last year");
    // At a terminal too, before anything is asked.
    journey
        .run(&["activate", "--record", &name], Script::person())
        .exits(23);
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_to_nothing_is_a_file_that_is_there() {
    let mut journey = Journey::with("hba");
    let (path, name) = place(&mut journey);
    std::os::unix::fs::symlink("nowhere", &path).unwrap();
    let ran = journey.script(&both(), &["--holder-present", "--record", &name]);
    ran.fails(23, "file_exists").sends(0);
    assert!(path.is_symlink());
}

/// Root may write into a folder without rights, but nobody into `/proc`.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_file_is_refused_before_any_secret() {
    let mut journey = Journey::with("hba");
    let ran = journey.script(
        &both(),
        &["--holder-present", "--record", "/proc/record.txt"],
    );
    ran.fails(23, "file").sends(0);
}

#[test]
fn the_look_whether_the_folder_takes_a_file_leaves_nothing_there() {
    let mut journey = Journey::with("hba");
    let folder = journey.temp.join("records");
    fs::create_dir(&folder).unwrap();
    let name = folder.join("record.txt").display().to_string();
    journey
        .script(
            &both(),
            &["--holder-present", "--dry-run", "--record", &name],
        )
        .exits(0)
        .sends(0);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
}

#[test]
fn a_file_that_appears_meanwhile_is_not_written_over() {
    let mut journey = Journey::with("hba");
    let (path, name) = place(&mut journey);
    let rival = path.clone();
    let script = Script::person().meanwhile(move || fs::write(rival, "somebody else's").unwrap());
    let ran = journey.run(
        &["--json", "activate", "--record", &name],
        script.then(whole_hba(&BUILT_IN)),
    );
    ran.fails(23, "file_exists").sends(2);
    assert_eq!(ran.value("/changed"), true);
    assert_eq!(fs::read_to_string(&path).unwrap(), "somebody else's");
}

#[test]
fn nothing_is_written_when_nothing_was_changed() {
    let nothing: [(&str, &[&str], u8); 3] = [
        (WRONG, &[], 10),
        (BUILT_IN.ch, &["--dry-run"], 0),
        (BUILT_IN.ch, &["--card", "9999"], 6),
    ];
    for (transport, more, exit) in nothing {
        let mut journey = Journey::with("hba");
        let (ran, record) = script(&mut journey, &secrets_ch(transport), more);
        ran.exits(exit).never_says("Protokoll gespeichert");
        assert_eq!(record, None);
    }
    let mut journey = Journey::with("hba");
    journey.script(&both(), &["--holder-present"]).exits(0);
    let (ran, record) = script(&mut journey, &both(), &["--holder-present"]);
    ran.exits(0).sends(0);
    assert_eq!(record, None, "everything was set already");
}

#[test]
fn a_folder_that_is_not_there_is_found_before_any_secret() {
    let mut journey = Journey::with("hba");
    journey.temp.private_file("file", "");
    for path in ["no-such-folder/record.txt", "file/record.txt"] {
        let path = journey.temp.join(path).display().to_string();
        let ran = journey.script(&both(), &["--holder-present", "--record", &path]);
        ran.fails(23, "file").sends(0).says(&path);
    }
}

/// A script's run whose folder for the record goes away while the card is at work.
fn without_folder(secrets: &str) -> (Journey, Ran) {
    let mut journey = Journey::with("hba");
    let folder = journey.temp.join("folder");
    fs::create_dir(&folder).unwrap();
    let path = folder.join("record.txt").display().to_string();
    journey.bench.once(
        At::Secret,
        Fault::Meanwhile(Rc::new(move || fs::remove_dir_all(&folder).unwrap())),
    );
    let ran = journey.script(secrets, &["--holder-present", "--record", &path]);
    ran.says(&path);
    (journey, ran)
}

#[test]
fn a_record_that_cannot_be_written_takes_nothing_back() {
    let (journey, ran) = without_folder(&both());
    ran.fails(23, "file").sends(2);
    assert_eq!(
        (ran.value("/changed"), ran.value("/complete")),
        (true.into(), true.into())
    );
    assert_eq!(
        (ran.value("/results/0/after"), ran.value("/results/1/after")),
        ("set".into(), "set".into())
    );
    assert_eq!(
        (journey.state(), journey.state_qes()),
        ("63C3".into(), "63C3".into())
    );
}

#[test]
fn what_the_card_refused_outranks_a_record_that_cannot_be_written() {
    let (_, ran) = without_folder(&(secrets_ch(BUILT_IN.ch) + &secrets_qes(WRONG)));
    ran.fails(10, "wrong_secret");
    let errors = ran.value("/errors");
    assert!(
        errors
            .as_array()
            .unwrap()
            .iter()
            .any(|error| error["code"] == "file"),
        "{errors:#}"
    );
}

#[cfg(unix)]
#[test]
fn a_record_is_its_owners_only() {
    use std::os::unix::fs::PermissionsExt;
    let mut journey = Journey::with("hba");
    let (path, name) = place(&mut journey);
    journey
        .script(&secrets_ch(BUILT_IN.ch), &["--record", &name])
        .exits(0);
    assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o077, 0);
}

#[test]
fn where_nothing_is_to_be_done_a_record_that_is_there_is_no_obstacle() {
    let mut journey = Journey::with("hba");
    let (first, record) = script(&mut journey, &both(), &["--holder-present"]);
    first.exits(0);
    assert!(record.is_some());
    let (again, same) = script(&mut journey, &both(), &["--holder-present"]);
    again.exits(0).sends(0);
    assert_eq!(same, record);
}

#[test]
fn of_a_record_that_cannot_be_made_nothing_is_left() {
    let mut journey = Journey::with("hba");
    let (path, _) = place(&mut journey);
    fs::write(&path, "an older one").unwrap();
    let (ran, record) = script(&mut journey, &both(), &["--holder-present"]);
    ran.fails(23, "file_exists").sends(0);
    assert_eq!(record.as_deref(), Some("an older one"));
    // Nothing is left of the place that was taken for one.
    let names = || fs::read_dir(journey.temp.path()).unwrap().flatten();
    assert!(names().all(|name| !name.file_name().to_string_lossy().ends_with(".tmp")));
}
