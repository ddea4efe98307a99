//! Files that are symbolic links, files that appear meanwhile, and a card in a file that is served.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use support::journey::Journey;
use support::temp::Temp;

fn pinlotse(folder: &Path, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pinlotse"));
    command
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .env("HOME", folder)
        .env("XDG_STATE_HOME", folder.join("state"))
        .env("LANG", "de_DE.UTF-8")
        .stdin(Stdio::null());
    command
}

/// Exit code and document.
fn run(folder: &Path, arguments: &str) -> (i32, Value) {
    let arguments = format!("--json {arguments}");
    let output = pinlotse(folder, &arguments).output().unwrap();
    let document = serde_json::from_slice(&output.stdout).unwrap();
    (output.status.code().unwrap(), document)
}

const ACTIVATE: &str = "--reader virtual:./link activate --no-input --secrets-file secrets";

/// A virtual SMC-B in a folder of its own, a link to it, and secrets for it.
fn linked_card() -> Temp {
    let temp = Temp::new();
    fs::create_dir(temp.join("cards")).unwrap();
    assert_eq!(run(temp.path(), "virtual create smcb cards/card").0, 0);
    symlink("cards/card", temp.join("link")).unwrap();
    temp.private_file("secrets", "transport.smc = 53962\nnew.smc = 740926\n");
    temp
}

#[test]
fn a_card_behind_a_link_is_changed_where_it_lies_with_lock_and_notes_beside_it() {
    let temp = linked_card();
    let (exit, document) = run(temp.path(), ACTIVATE);
    assert_eq!(exit, 0, "{document:#}");
    assert!(temp.join("link").is_symlink());
    let (_, status) = run(temp.path(), "--reader virtual:./cards/card status");
    assert_eq!(status["pins"][0]["state"], "set", "{status:#}");
    for name in ["card.lock", "card.notes"] {
        assert!(temp.join("cards").join(name).exists(), "{name}");
    }
    assert!(!temp.join("link.lock").exists() && !temp.join("link.notes").exists());
}

#[test]
fn a_card_is_made_in_no_place_of_another_file_nor_behind_a_link_to_nothing() {
    let temp = Temp::new();
    fs::write(temp.join("there"), "mine").unwrap();
    symlink("nowhere", temp.join("link")).unwrap();
    for name in ["there", "link"] {
        let (exit, document) = run(temp.path(), &format!("virtual create hba {name}"));
        assert_eq!(
            (exit, &document["error"]["code"]),
            (23, &"file_exists".into())
        );
    }
    assert_eq!(fs::read_to_string(temp.join("there")).unwrap(), "mine");
    assert!(!temp.join("nowhere").exists());
    // No temporary file is left either.
    assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 2);
}

#[test]
fn notes_behind_a_link_are_kept_where_they_lie() {
    let mut journey = Journey::with("smcb");
    fs::create_dir(journey.temp.join("elsewhere")).unwrap();
    let (notes, real) = (
        journey.temp.join("notes.json"),
        journey.temp.join("elsewhere/notes"),
    );
    journey
        .script("transport.smc = 11111\nnew.smc = 740926\n", &[])
        .fails(10, "wrong_secret");
    fs::rename(&notes, &real).unwrap();
    symlink("elsewhere/notes", &notes).unwrap();
    let before = fs::read(&real).unwrap();
    journey
        .script("transport.smc = 53962\nnew.smc = 740926\n", &[])
        .fails(13, "try_again");
    let tail = journey.run(&["--json", "status"], support::script::Script::nobody());
    let tail = tail.value("/card/iccsn").as_str().unwrap()[16..].to_owned();
    journey
        .script(
            "transport.smc = 53962\nnew.smc = 740926\n",
            &["--pin", "smc", "--try-again", &tail],
        )
        .exits(0);
    assert!(notes.is_symlink());
    assert_ne!(fs::read(&real).unwrap(), before);
}

#[test]
fn notes_behind_a_link_that_leads_to_nothing_are_not_taken_for_none() {
    let mut journey = Journey::with("smcb");
    symlink("nowhere", journey.temp.join("notes.json")).unwrap();
    journey
        .script("transport.smc = 53962\nnew.smc = 740926\n", &[])
        .fails(23, "notes_unusable")
        .says("Verknüpfung, die nirgendwohin führt")
        .sends(0);
    assert!(!journey.temp.join("nowhere").exists());
}

#[test]
fn a_card_that_is_served_is_busy_for_everybody_else() {
    let temp = linked_card();
    let vpcd = TcpListener::bind("127.0.0.1:0").unwrap();
    let serve = format!("virtual serve link --vpcd {}", vpcd.local_addr().unwrap());
    let mut served = pinlotse(temp.path(), &serve)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // The lock is taken before vpcd is dialled.
    let (connection, _) = vpcd.accept().unwrap();
    for arguments in [
        &format!("--wait 0 {ACTIVATE}"),
        "--reader virtual:./cards/card --wait 0 status",
        &serve,
    ] {
        let (exit, document) = run(temp.path(), arguments);
        assert_eq!(
            (exit, &document["error"]["code"]),
            (7, &"busy".into()),
            "{arguments}: {document:#}"
        );
    }
    drop(connection);
    served.wait().unwrap();
    assert_eq!(run(temp.path(), ACTIVATE).0, 0);
}

/// What the card could not keep it does not answer.
#[test]
fn a_served_card_that_cannot_be_kept_is_a_failure_of_its_file() {
    let temp = linked_card();
    let vpcd = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = vpcd.local_addr().unwrap();
    let mut served = pinlotse(
        temp.path(),
        &format!("--json virtual serve link --vpcd {address}"),
    );
    let served = served.stdout(Stdio::piped()).stderr(Stdio::null());
    let served = served.spawn().unwrap();
    let (mut connection, _) = vpcd.accept().unwrap();
    fs::rename(temp.join("cards"), temp.join("elsewhere")).unwrap();
    // Power on; then CHANGE REFERENCE DATA of PIN.SMC with a Transport-PIN that is not its own.
    let wrong = "00240001102511111FFFFFFFFF26740926FFFFFFFF";
    let mut sent = vec![0, 1, 0x01, 0, 21];
    sent.extend(hex(wrong));
    connection.write_all(&sent).unwrap();
    let mut answered = Vec::new();
    let _ = connection.read_to_end(&mut answered);
    assert_eq!(answered, [0_u8; 0]);
    let output = served.wait_with_output().unwrap();
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (output.status.code(), &document["error"]["code"]),
        (Some(23), &"virtual_card".into()),
        "{document:#}"
    );
}

fn hex(text: &str) -> Vec<u8> {
    let octets = (0..text.len()).step_by(2);
    octets
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}
