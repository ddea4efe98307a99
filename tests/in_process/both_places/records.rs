//! `activate --record`: the practice's protocol, when it is written and what is in it.

use std::fs;
use std::path::PathBuf;

use support::journey::{BUILT_IN, Ran, WRONG, secrets_ch, secrets_qes, whole_hba};
use support::script::Script;

use super::{Desk, fresh};

/// Where the record of a desk goes; it is searched for secrets from now on.
fn place(desk: &mut Desk) -> (PathBuf, String) {
    let path = desk.pc().temp.join("record.txt");
    desk.pc().files.push(path.clone());
    (path.clone(), path.display().to_string())
}

/// A script's activation of PIN.CH, or of both PINs, with a record.
fn script(desk: &mut Desk, secrets: &str, more: &[&str]) -> (Ran, Option<String>) {
    let (path, name) = place(desk);
    let mut arguments = vec!["--record", &name];
    arguments.extend(more);
    let ran = desk.script(secrets, &arguments);
    let record = fs::read_to_string(path).ok();
    (ran, record)
}

fn both() -> String {
    secrets_ch(BUILT_IN.ch) + &secrets_qes(BUILT_IN.qes)
}

#[test]
fn the_whole_number_stands_there_only_when_asked_for() {
    for mut desk in fresh("hba") {
        let number = desk.number();
        let (ran, record) = script(
            &mut desk,
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
    }
    for mut desk in fresh("hba") {
        let ran = desk.script(&secrets_ch(BUILT_IN.ch), &["--record-full-number"]);
        ran.fails(2, "usage").sends(0);
    }
}

#[test]
fn what_was_left_alone_is_recorded_as_it_is() {
    for mut desk in fresh("hba") {
        let (ran, record) = script(&mut desk, &secrets_ch(BUILT_IN.ch), &[]);
        ran.exits(0).sends(1);
        let record = record.unwrap();
        assert!(
            record.contains("Karten-PIN (PIN.CH): in diesem Lauf gesetzt"),
            "{record}"
        );
        assert!(
            // A script at a terminal names the PIN, and the record is of that one.
            record.contains("Signatur-PIN (PIN.QES): Transport-PIN, noch nicht aktiviert")
                == desk.is_at_a_reader(),
            "{record}"
        );
        // The next run sets the other one, and says that the first was set already.
        let second = desk.pc().temp.join("second.txt");
        desk.pc().files.push(second.clone());
        let arguments = [
            "--holder-present",
            "--record",
            &second.display().to_string(),
        ];
        desk.script(&secrets_qes(BUILT_IN.qes), &arguments)
            .exits(0)
            .sends(1);
        let record = fs::read_to_string(second).unwrap();
        assert!(
            record.contains("Karten-PIN (PIN.CH): gesetzt") == desk.is_at_a_reader(),
            "{record}"
        );
        assert!(
            record.contains("Signatur-PIN (PIN.QES): in diesem Lauf gesetzt"),
            "{record}"
        );
    }
}

#[test]
fn a_failed_run_that_set_something_is_recorded() {
    for mut desk in fresh("hba") {
        let secrets = secrets_ch(BUILT_IN.ch) + &secrets_qes(WRONG);
        let (ran, record) = script(&mut desk, &secrets, &["--holder-present"]);
        ran.fails(10, "wrong_secret").sends(2);
        let record = record.unwrap();
        assert!(
            record.contains("(PIN.CH): in diesem Lauf gesetzt")
                && record.contains("(PIN.QES): Transport-PIN"),
            "{record}"
        );
    }
}

#[test]
fn a_file_that_is_there_is_refused_before_any_secret_and_kept() {
    for mut desk in fresh("hba") {
        let (path, name) = place(&mut desk);
        fs::write(&path, "last year").unwrap();
        let ran = desk.script(&both(), &["--holder-present", "--record", &name]);
        ran.fails(23, "file_exists").sends(0);
        assert_eq!(fs::read_to_string(&path).unwrap(), "last year");
        // At a terminal too, before anything is asked.
        desk.run(&["activate", "--record", &name], Script::person())
            .exits(23);
    }
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_to_nothing_is_a_file_that_is_there() {
    for mut desk in fresh("hba") {
        let (path, name) = place(&mut desk);
        std::os::unix::fs::symlink("nowhere", &path).unwrap();
        let ran = desk.script(&both(), &["--holder-present", "--record", &name]);
        ran.fails(23, "file_exists").sends(0);
        assert!(path.is_symlink());
    }
}

/// Root may write into a folder without rights, but nobody into `/proc`.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_file_is_refused_before_any_secret() {
    for mut desk in fresh("hba") {
        let ran = desk.script(
            &both(),
            &["--holder-present", "--record", "/proc/record.txt"],
        );
        ran.fails(23, "file").sends(0);
    }
}

#[test]
fn the_look_whether_the_folder_takes_a_file_leaves_nothing_there() {
    for mut desk in fresh("hba") {
        let folder = desk.pc().temp.join("records");
        fs::create_dir(&folder).unwrap();
        let name = folder.join("record.txt").display().to_string();
        desk.script(
            &both(),
            &["--holder-present", "--dry-run", "--record", &name],
        )
        .exits(0)
        .sends(0);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    }
}

#[test]
fn a_file_that_appears_meanwhile_is_not_written_over() {
    for mut desk in fresh("hba") {
        let (path, name) = place(&mut desk);
        let rival = path.clone();
        let script =
            Script::person().meanwhile(move || fs::write(rival, "somebody else's").unwrap());
        let ran = desk.run(
            &["--json", "activate", "--record", &name],
            script.then(whole_hba(&BUILT_IN)),
        );
        ran.fails(23, "file_exists").sends(2);
        assert_eq!(ran.value("/changed"), true);
        assert_eq!(fs::read_to_string(&path).unwrap(), "somebody else's");
    }
}

#[test]
fn nothing_is_written_when_nothing_was_changed() {
    let nothing: [(&str, &[&str], u8); 3] = [
        (WRONG, &[], 10),
        (BUILT_IN.ch, &["--dry-run"], 0),
        (BUILT_IN.ch, &["--card", "9999"], 6),
    ];
    for (transport, more, exit) in nothing {
        for mut desk in fresh("hba") {
            let (ran, record) = script(&mut desk, &secrets_ch(transport), more);
            ran.exits(exit).never_says("Protokoll gespeichert");
            assert_eq!(record, None);
        }
    }
    for mut desk in fresh("hba") {
        desk.script(&both(), &["--holder-present"]).exits(0);
        let (ran, record) = script(&mut desk, &both(), &["--holder-present"]);
        ran.exits(0).sends(0);
        assert_eq!(record, None, "everything was set already");
    }
}

#[test]
fn a_folder_that_is_not_there_is_found_before_any_secret() {
    for mut desk in fresh("hba") {
        desk.pc().temp.private_file("file", "");
        for path in ["no-such-folder/record.txt", "file/record.txt"] {
            let path = desk.pc().temp.join(path).display().to_string();
            let ran = desk.script(&both(), &["--holder-present", "--record", &path]);
            ran.fails(23, "file").sends(0).says(&path);
        }
    }
}

#[cfg(unix)]
#[test]
fn a_record_is_its_owners_only() {
    use std::os::unix::fs::PermissionsExt;
    for mut desk in fresh("hba") {
        let (path, name) = place(&mut desk);
        desk.script(&secrets_ch(BUILT_IN.ch), &["--record", &name])
            .exits(0);
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o077, 0);
    }
}

#[test]
fn where_nothing_is_to_be_done_a_record_that_is_there_is_no_obstacle() {
    for mut desk in fresh("hba") {
        let (first, record) = script(&mut desk, &both(), &["--holder-present"]);
        first.exits(0);
        assert!(record.is_some());
        let (again, same) = script(&mut desk, &both(), &["--holder-present"]);
        again.exits(0).sends(0);
        assert_eq!(same, record);
    }
}

#[test]
fn of_a_record_that_cannot_be_made_nothing_is_left() {
    for mut desk in fresh("hba") {
        let (path, _) = place(&mut desk);
        fs::write(&path, "an older one").unwrap();
        let (ran, record) = script(&mut desk, &both(), &["--holder-present"]);
        ran.fails(23, "file_exists").sends(0);
        assert_eq!(record.as_deref(), Some("an older one"));
        // Nothing is left of the place that was taken for one.
        let mut names = fs::read_dir(desk.pc().temp.path()).unwrap().flatten();
        assert!(names.all(|name| !name.file_name().to_string_lossy().ends_with(".tmp")));
    }
}
