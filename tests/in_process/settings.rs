//! What is set once in a file: which value holds, what is said of a file that cannot be used, and that
//! no digit of it is repeated.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use pinlotse::system::machine::Machine;
use pinlotse::system::os::Os;
use serde_json::json;
use support::journey::{Journey, Ran};
use support::script::Script;
use support::temp::Temp;

const OF_PC: &str = "etc/pinlotse.toml";
const OF_USER: &str = "home/anna/.config/pinlotse/pinlotse.toml";

/// A PC with these files.
fn pc(files: &[(&str, &str)]) -> Journey {
    let mut journey = Journey::with("hba");
    let root = journey.temp.join("root");
    for (path, content) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    }
    journey.machine = Some(Machine {
        os: Os::Linux,
        root,
        variables: Some(vec![("HOME".to_owned(), "/home/anna".to_owned())]),
        host: None,
        windows: None,
    });
    journey
}

fn runs(files: &[(&str, &str)], arguments: &[&str]) -> Ran {
    let line = [&["--json"], arguments].concat();
    pc(files).run(&line, Script::nobody())
}

/// The certificates of the built-in card end in 2099.
const LATE: [&str; 5] = ["status", "--check", "certificates", "--as-of", "2097-01-01"];

#[test]
fn a_flag_comes_before_the_users_file_and_that_before_the_pcs() {
    let far = (OF_PC, "warn-days = 3000\n");
    runs(&[], &LATE).exits(0);
    runs(&[far], &LATE).exits(20);
    runs(&[far, (OF_USER, "warn-days = 10\n")], &LATE).exits(0);
    let flag = [&LATE[..], &["--warn-days", "20"]].concat();
    runs(&[far], &flag).exits(0);
}

#[test]
fn doctor_shows_what_came_from_where() {
    let ran = runs(
        &[
            (OF_PC, "label = \"Standort Nord\"\nwarn-days = 60\n"),
            (OF_USER, "warn-days = 30\n"),
        ],
        &["--lang", "en", "doctor"],
    );
    let document = ran.document();
    assert_eq!(document["label"], "Standort Nord");
    let settings = document["system"]["settings"].as_array().unwrap();
    let rows: Vec<_> = settings
        .iter()
        .map(|row| {
            json!([
                row["key"],
                row["value"],
                row["from"],
                row["file"].is_string()
            ])
        })
        .collect();
    assert_eq!(
        rows,
        [
            json!(["lang", "en", "flag", false]),
            json!(["label", "Standort Nord", "machine", true]),
            json!(["warn-days", "30", "user", true]),
        ]
    );
}

#[test]
fn a_file_that_holds_no_setting_stops_all_but_what_helps_with_it() {
    let slip = [(OF_PC, "lang = \"de\"\nwarn_days = 60\n")];
    let ran = runs(&slip, &["status"]);
    ran.fails(2, "settings_invalid").sends(0);
    let message = ran.document()["error"]["message"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        message.contains("Zeile 2: unbekannter Schlüssel „warn_days“"),
        "{message}"
    );
    assert!(message.contains("„warn-days“"), "{message}");
    runs(&slip, &["activate"])
        .fails(2, "settings_invalid")
        .sends(0);
    runs(&slip, &["explain", "puk"]).exits(0);
    let doctor = runs(&slip, &["doctor"]);
    doctor.fails(2, "settings_invalid");
    let first = &doctor.document()["findings"][0];
    assert_eq!(first["code"], "settings_invalid", "{first}");
}

/// The program itself, with the file where this system keeps it.
#[test]
#[cfg(target_os = "linux")]
fn the_program_reads_the_users_file_and_tells_its_version_whatever_stands_in_it() {
    let folder = Temp::new();
    fs::create_dir(folder.join("pinlotse")).unwrap();
    fs::write(folder.join("pinlotse/pinlotse.toml"), "lagn = \"de\"\n").unwrap();
    let exit = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_pinlotse"))
            .args(arguments)
            .env("XDG_CONFIG_HOME", folder.path())
            .output()
            .unwrap();
        output.status.code()
    };
    let rehearsal = ["--reader", "virtual:hba", "status"];
    for (arguments, code) in [
        (&["--version"][..], 0),
        (&["--help"], 0),
        (&[], 0),
        (&["explain", "puk"], 0),
        (&rehearsal, 2),
    ] {
        assert_eq!(exit(arguments), Some(code), "{arguments:?}");
    }
}

#[test]
fn a_secret_in_it_is_refused_as_one_and_no_digit_is_repeated() {
    for line in [
        "transport.ch = \"83514\"",
        "pin = 835142",
        "zimmer = \"835142\"",
    ] {
        let ran = runs(&[(OF_USER, line)], &["status"]);
        ran.fails(2, "settings_invalid");
        let document = ran.document().to_string();
        assert!(document.contains("Geheimnisse gehören nicht"), "{document}");
        assert!(!document.contains("8351"), "{document}");
    }
}

#[test]
fn a_file_of_the_pc_that_others_may_change_is_not_used() {
    let mut journey = pc(&[(OF_PC, "warn-days = 60\n")]);
    let path = journey.temp.join("root").join(OF_PC);
    for mode in [0o664, 0o646] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        let ran = journey.run(&["--json", "status"], Script::nobody());
        ran.fails(23, "settings_rights").sends(0);
    }
    let mut journey = pc(&[(OF_USER, "warn-days = 60\n")]);
    let path = journey.temp.join("root").join(OF_USER);
    for (mode, exit) in [(0o664, 0), (0o666, 23)] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        let ran = journey.run(&["--json", "status"], Script::nobody());
        ran.exits(exit);
    }
}

#[test]
fn a_reader_that_a_file_names_in_vain_is_told_with_the_file() {
    let ran = runs(&[(OF_PC, "reader = \"alter Leser\"\n")], &["doctor"]);
    let document = ran.document();
    let finding = document["findings"].as_array().unwrap();
    let finding = finding
        .iter()
        .find(|found| found["code"] == "no_such_reader")
        .unwrap();
    let message = finding["message"].as_str().unwrap();
    assert!(
        message.contains("Einstellungsdatei") && message.contains("pinlotse.toml"),
        "{message}"
    );
    let remedy = finding["remedy"].as_str().unwrap();
    assert!(remedy.contains("„reader = …“"), "{remedy}");
}

#[test]
fn a_folder_of_issuers_is_taken_from_a_file_where_no_flag_names_one() {
    let temp = Temp::new();
    let setting = format!("issuer-certs = '{}'\n", temp.path().display());
    let of_pc = [(OF_PC, setting.as_str())];
    let checks = ["certs", "--check"];
    // Nothing in it is the issuer of the built-in card.
    runs(&of_pc, &checks).fails(24, "issuer_unknown");
    runs(&[], &checks).exits(0);
    runs(&of_pc, &["status", "--no-certs"]).exits(0);
    let nowhere = (OF_USER, "issuer-certs = '/nonexistent/issuers'\n");
    runs(&[of_pc[0], nowhere], &checks).fails(23, "file");
    let folder = temp.path().display().to_string();
    let flag = [&checks[..], &["--issuer-certs", &folder]].concat();
    runs(&[nowhere], &flag).fails(24, "issuer_unknown");
    let document = runs(&of_pc, &["doctor"]).document();
    let settings = document["system"]["settings"].as_array().unwrap();
    let row = settings
        .iter()
        .find(|row| row["key"] == "issuer-certs")
        .unwrap();
    assert_eq!(
        (&row["from"], &row["value"]),
        (&json!("machine"), &json!(folder))
    );
}
