//! `activate --record`: the practice's protocol, what is in it and what never is.

use std::fs;
use std::path::PathBuf;
use std::rc::Rc;

use support::faults::{At, Fault};
use support::journey::{
    BUILT_IN, Journey, NEW_CH, Ran, WRONG, enters, fits, holder, secrets_ch, secrets_qes, whole_hba,
};

/// Where the record of a journey goes; it is searched for secrets from now on.
fn place(journey: &mut Journey) -> (PathBuf, String) {
    let path = journey.temp.join("record.txt");
    journey.files.push(path.clone());
    (path.clone(), path.display().to_string())
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
