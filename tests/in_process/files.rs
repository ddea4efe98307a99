//! Files and folders that cannot be used, as whole runs of the program: why, in one language, and
//! what helps on this PC; what root makes for another user is that user's.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use support::temp::Temp;

/// A user who is not root, and whose home no system makes.
const NOBODY: u32 = 65534;

fn pinlotse(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pinlotse"));
    command
        .arg("--json")
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", folder)
        .env("LANG", "de_DE.UTF-8")
        .stdin(Stdio::null());
    command
}

/// The document of a run.
fn document(command: &mut Command) -> Value {
    let output = command.output().unwrap();
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

/// What went wrong and what helps, as one text.
fn said(document: &Value) -> String {
    let error = &document["error"];
    format!(
        "{} {}",
        error["message"].as_str().unwrap_or_default(),
        error["hint"].as_str().unwrap_or_default()
    )
}

/// Whether this process may act for other users; says aloud that a test is skipped where not.
fn is_root() -> bool {
    let folder = Temp::new();
    let is_root = chown(folder.path(), Some(NOBODY), Some(NOBODY)).is_ok();
    if !is_root {
        support::say_skipped("only root can act for another user");
    }
    is_root
}

/// A folder of another user.
fn folder_of(user: u32) -> Temp {
    let folder = Temp::new();
    chown(folder.path(), Some(user), Some(user)).unwrap();
    folder
}

/// A folder with these rights, of this user.
fn folder(path: PathBuf, user: u32, mode: u32) -> PathBuf {
    fs::create_dir_all(&path).unwrap();
    chown(&path, Some(user), Some(user)).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
    path
}

#[test]
fn a_folder_of_notes_that_root_made_is_given_back_by_the_line_that_is_named() {
    if !is_root() {
        return;
    }
    let home = folder_of(NOBODY);
    let state = home.join("state of mine");
    let own = folder(state.join("pinlotse"), 0, 0o700);
    for command in [&["notes", "show"][..], &["notes", "forget", "--all"]] {
        let run = document(
            pinlotse(home.path(), command)
                .env("XDG_STATE_HOME", &state)
                .uid(NOBODY)
                .gid(NOBODY),
        );
        assert_eq!(run["error"]["code"], "notes_unusable", "{run:#}");
        let said = said(&run);
        let give_back = format!("sudo chown -R $USER: '{}'", own.display());
        assert!(said.contains(&give_back) && said.contains("root"), "{said}");
        assert!(
            !said.contains("denied") && !said.contains("os error"),
            "{said}"
        );
    }
}

#[test]
fn nobody_is_told_to_take_over_a_folder_of_the_system() {
    if !is_root() {
        return;
    }
    let home = folder_of(NOBODY);
    let system = folder(home.join("var"), 0, 0o700);
    let run = document(
        pinlotse(home.path(), &["notes", "show"])
            .env("XDG_STATE_HOME", system.join("lib"))
            .uid(NOBODY)
            .gid(NOBODY),
    );
    let said = said(&run);
    assert!(
        said.contains("XDG_STATE_HOME") && !said.contains("chown"),
        "{said}"
    );
}

#[test]
fn without_a_home_the_notes_lie_where_the_service_has_its_state() {
    let folder = Temp::new();
    let state = folder.join("lib/pinlotse");
    fs::create_dir_all(&state).unwrap();
    fs::write(state.join("notes.json"), "{").unwrap();
    let run = document(
        pinlotse(folder.path(), &["notes", "show"])
            .env_remove("HOME")
            .env("STATE_DIRECTORY", &state),
    );
    let said = said(&run);
    assert!(
        said.contains("lib/pinlotse/notes.json") && said.contains("vergessen --all"),
        "{said}"
    );
}

#[test]
fn without_any_place_for_notes_it_is_said_in_one_language() {
    if !is_root() {
        return;
    }
    let folder = Temp::new();
    for home in [None, Some("/nonexistent"), Some("relative"), Some("")] {
        let mut command = pinlotse(folder.path(), &["notes", "show"]);
        command.env_remove("HOME").uid(NOBODY).gid(NOBODY);
        if let Some(home) = home {
            command.env("HOME", home);
        }
        let said = said(&document(&mut command));
        assert!(said.contains("kein Heimverzeichnis"), "{home:?}: {said}");
        assert!(said.contains("StateDirectory=pinlotse"), "{home:?}: {said}");
        assert!(!said.contains("the system"), "{home:?}: {said}");
    }
    assert!(!Path::new("/nonexistent").exists());
}

#[test]
fn no_german_sentence_holds_the_english_words_of_the_system() {
    let folder = Temp::new();
    fs::create_dir(folder.join("folder")).unwrap();
    fs::write(folder.join("file"), "").unwrap();
    for (arguments, words) in [
        (&["virtual", "show", "./missing"][..], "fehlt"),
        (&["virtual", "show", "./file/below"], "kein Ordner"),
        (&["--reader", "virtual:./missing", "status"], "fehlt"),
        (&["--log-file", "missing/log", "status"], "fehlt"),
        (&["--log-file", "folder", "status"], "Ordner"),
        (
            &[
                "--reader",
                "virtual:hba",
                "certs",
                "--issuer-certs",
                "missing",
            ],
            "fehlt",
        ),
        (
            &["--reader", "virtual:hba", "certs", "--export", "file/below"],
            "kein Ordner",
        ),
        (
            &[
                "--reader",
                "virtual:hba",
                "doctor",
                "--report",
                "missing/r.html",
            ],
            "fehlt",
        ),
        (
            &["virtual", "serve", "hba", "--vpcd", "127.0.0.1:1"],
            "abgelehnt",
        ),
        (
            &[
                "--reader",
                "virtual:hba",
                "activate",
                "--secrets-file",
                "missing",
            ],
            "fehlt",
        ),
        (
            &["--reader", "virtual:hba", "activate", "--secrets-fd", "99"],
            "nicht offen",
        ),
        (
            &["--reader", "virtual:hba", "activate", "--secrets-fd", "1"],
            "vergeben",
        ),
    ] {
        let said = said(&document(&mut pinlotse(folder.path(), arguments)));
        assert!(said.contains(words), "{arguments:?}: {said}");
        for english in [
            "os error",
            "No such",
            "denied",
            "directory",
            "refused",
            "cannot",
        ] {
            assert!(!said.contains(english), "{arguments:?}: {said}");
        }
    }
}

#[test]
fn what_root_makes_in_the_folder_of_a_user_is_that_users() {
    if !is_root() {
        return;
    }
    let home = folder_of(NOBODY);
    let run = |arguments: &[&str]| {
        let run = document(&mut pinlotse(home.path(), arguments));
        assert_eq!(run["exit"], 0, "{run:#}");
    };
    let secrets = home.private_file("secrets", "transport.smc = 53962\nnew.smc = 740926\n");
    chown(&secrets, Some(NOBODY), Some(NOBODY)).unwrap();
    run(&["virtual", "create", "smcb", "card"]);
    run(&[
        "--reader",
        "virtual:./card",
        "--log-file",
        "log",
        "activate",
        "--secrets-file",
        "secrets",
        "--record",
        "record.txt",
    ]);
    run(&[
        "--reader",
        "virtual:./card",
        "certs",
        "--export",
        "certificates/all",
    ]);
    let mut folders = vec![home.path().to_path_buf()];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let about = entry.metadata().unwrap();
            assert_eq!(about.uid(), NOBODY, "{}", entry.path().display());
            seen += 1;
            if about.is_dir() {
                folders.push(entry.path());
            }
        }
    }
    assert!(seen > 8, "{seen}");
}

/// A folder with a virtual SMC-B that is not activated, and secrets for it with these rights.
fn card_with_secrets(mode: u32) -> (Temp, PathBuf) {
    let temp = Temp::new();
    fs::create_dir(temp.join("credentials")).unwrap();
    let secrets = temp.join("credentials/pinlotse");
    fs::write(&secrets, "transport.smc = 53962\nnew.smc = 740926\n").unwrap();
    fs::set_permissions(&secrets, fs::Permissions::from_mode(mode)).unwrap();
    (temp, secrets)
}

/// The document of an activation with that secrets file.
fn activate(folder: &Path, secrets: &Path, credentials: Option<&Path>) -> Value {
    let secrets = secrets.to_str().unwrap();
    let mut command = pinlotse(
        folder,
        &[
            "--reader",
            "virtual:smcb",
            "activate",
            "--secrets-file",
            secrets,
        ],
    );
    if let Some(folder) = credentials {
        command.env("CREDENTIALS_DIRECTORY", folder);
    }
    document(&mut command)
}

#[test]
fn a_credential_of_systemd_is_taken_although_its_group_may_read_it() {
    for (mode, exit) in [(0o440, 0), (0o400, 0), (0o444, 23), (0o460, 23)] {
        let (temp, secrets) = card_with_secrets(mode);
        let folder = temp.join("credentials");
        let run = activate(temp.path(), &secrets, Some(&folder));
        assert_eq!(run["exit"], exit, "{mode:o}: {run:#}");
    }
    // Elsewhere, and behind a link out of the folder, it is a file like any other.
    let (temp, secrets) = card_with_secrets(0o440);
    let elsewhere = temp.join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    std::os::unix::fs::symlink(&secrets, elsewhere.join("link")).unwrap();
    for (named, folder) in [
        (secrets.clone(), None),
        (secrets.clone(), Some(elsewhere.as_path())),
        (secrets.clone(), Some(Path::new("/"))),
        (elsewhere.join("link"), Some(elsewhere.as_path())),
    ] {
        let run = activate(temp.path(), &named, folder);
        assert_eq!(run["error"]["code"], "secrets_rights", "{run:#}");
        assert!(said(&run).contains("chmod 600"), "{run:#}");
    }
}

#[test]
fn a_folder_or_a_dash_as_secrets_file_is_said_as_what_it_is() {
    let temp = Temp::new();
    let run = activate(temp.path(), temp.path(), None);
    assert_eq!(run["error"]["code"], "secrets_unreadable", "{run:#}");
    let words = said(&run);
    assert!(
        words.contains("ein Ordner") && !words.contains("chmod"),
        "{words}"
    );
    let run = activate(temp.path(), Path::new("-"), None);
    assert_eq!(run["exit"], 23, "{run:#}");
    let words = said(&run);
    for flag in ["--secrets-stdin", "--secrets-fd"] {
        assert!(words.contains(flag) && !words.contains("chmod"), "{words}");
    }
}

#[test]
fn a_language_that_is_not_spoken_is_remarked_once() {
    let temp = Temp::new();
    let remarks = |language: &str, more: &[&str]| {
        let output = pinlotse(
            temp.path(),
            &[more, &["--reader", "virtual:hba", "readers"]].concat(),
        )
        .env("PINLOTSE_LANG", language)
        .output()
        .unwrap();
        assert!(output.status.success());
        String::from_utf8_lossy(&output.stderr)
            .matches("PINLOTSE_LANG")
            .count()
    };
    assert_eq!(remarks("fr", &[]), 1);
    assert_eq!(remarks("fr_FR.UTF-8", &[]), 1);
    assert_eq!(remarks("fr", &["--lang", "de"]), 0);
    for spoken in [
        "",
        "de",
        "de_AT.UTF-8",
        "EN",
        "en-GB",
        "C",
        "C.UTF-8",
        "POSIX",
    ] {
        assert_eq!(remarks(spoken, &[]), 0, "{spoken}");
    }
}

/// Nobody named that file, so nobody is told to name another one.
#[test]
fn what_lies_where_the_notes_should_is_to_be_taken_away() {
    let folder = Temp::new();
    let state = folder.join("state");
    let notes = state.join("pinlotse/notes.json");
    fs::create_dir_all(notes.parent().unwrap()).unwrap();
    let told = || {
        let mut command = pinlotse(folder.path(), &["notes", "show"]);
        said(&document(command.env("XDG_STATE_HOME", &state)))
    };
    fs::create_dir(&notes).unwrap();
    let of_folder = told();
    fs::remove_dir(&notes).unwrap();
    std::os::unix::fs::symlink("nowhere", &notes).unwrap();
    for said in [of_folder, told()] {
        assert!(said.contains("umbenennen oder entfernen"), "{said}");
        assert!(!said.contains("nennen."), "{said}");
    }
}

#[test]
fn digits_of_the_reader_variable_are_not_repeated() {
    let folder = Temp::new();
    let mut command = pinlotse(folder.path(), &["status"]);
    let run = document(command.env("PINLOTSE_READER", "virtual:471193"));
    assert_eq!(run["error"]["code"], "virtual_card", "{run:#}");
    assert!(!run.to_string().contains("471193"), "{run:#}");
}

#[test]
fn a_file_that_is_no_card_is_said_in_the_language_of_the_run() {
    let folder = Temp::new();
    fs::write(folder.join("card.xml"), "<objectSystem/>").unwrap();
    let run = document(&mut pinlotse(
        folder.path(),
        &["--reader", "virtual:card.xml", "status"],
    ));
    assert_eq!(run["error"]["code"], "virtual_card", "{run:#}");
    let said = said(&run);
    assert!(
        said.contains("„card.xml“ ist ab Zeile 1 keine Kartendatei"),
        "{said}"
    );
}
