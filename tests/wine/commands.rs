//! Every command, its exit code, its document, and what it writes.

use std::fs;

use serde_json::Value;
use support::desk::{Trial, pin};
use support::wine::{PRACTICE, WineDesk};

#[test]
fn every_command_that_reads_answers_people_and_programs() {
    let Some(desk) = WineDesk::new() else { return };
    let card = Trial::hba().card();
    desk.desk.insert(&card, 0);
    for (exit, command) in [
        (0, "readers"),
        (0, "status"),
        (25, "status --check"),
        (0, "certs"),
        (0, "certs --check"),
        (0, "doctor"),
        (0, "notes show"),
        (0, "explain"),
        (0, "explain pin vergessen"),
        (0, "explain PL-SECNO"),
        (0, "virtual letter smcb"),
        (0, "virtual show smcb"),
        (0, "status --reader virtual:smcb"),
        (4, "status --reader nobody"),
        (6, "status --card 4711 --wait 0"),
        (17, "activate"),
        (0, "activate --dry-run"),
        (0, "unblock"),
        (23, "status --reader virtual:nowhere"),
        (23, "activate --secrets-fd 3"),
    ] {
        let arguments: Vec<&str> = command.split(' ').collect();
        let people = desk.run(&[&arguments[..], &["--lang", "de"]].concat());
        let programs = desk.run(&[&arguments[..], &["--json"]].concat());
        people.assert_exit(exit);
        programs.assert_exit(exit);
        assert!(!programs.json.is_null(), "no document: {programs}");
        assert!(
            !(people.stdout + &people.stderr).is_empty(),
            "{command} is silent"
        );
    }
    assert_eq!(card.secrets_seen(), 0);
    // By the document, for a call that is not understood has no trace.
    for wrong in ["nonsense", "status --nonsense"] {
        let arguments: Vec<&str> = wrong.split(' ').chain(["--json"]).collect();
        assert_eq!(desk.run(&arguments).json["exit"], 2, "{wrong}");
    }
}

#[test]
fn a_folder_with_a_blank_and_an_umlaut_takes_whatever_is_written() {
    let Some(desk) = WineDesk::new() else { return };
    let (trial, name) = (Trial::smcb(), "Übergabe Dr. Größe.txt");
    let card = trial.card();
    desk.desk.insert(&card, 0);
    trial.keep_secret(&desk.desk);
    let smc = trial.pins[0];
    let secrets = format!(
        "transport.smc = {}\r\nnew.smc = {}\r\n",
        smc.transport, smc.new
    );
    let run = desk.run_with_input(
        &["activate", "--json", "--secrets-stdin", "--record", name],
        &secrets,
    );
    run.assert_exit(0);
    trial.assert_activated(&card);
    assert!(run.says(&format!("Protokoll gespeichert: {name}")), "{run}");
    let folder = desk.desk.home.join(PRACTICE);
    let record = fs::read_to_string(folder.join(name)).unwrap();
    assert!(record.contains("PIN der SMC-B (PIN.SMC)"), "{record}");

    let run = desk.expect(0, &["certs", "--export", "Zertifikate Müller"]);
    let exported = fs::read_dir(folder.join("Zertifikate Müller"))
        .unwrap()
        .count();
    assert!(exported > 0);
    assert!(run.says(r"Geschrieben: Zertifikate Müller\"), "{run}");

    let run = desk.expect(0, &["doctor", "--report", "Bericht für den Support.html"]);
    assert!(
        run.says("Bericht geschrieben: Bericht für den Support.html"),
        "{run}"
    );
    let report = fs::read_to_string(folder.join("Bericht für den Support.html")).unwrap();
    // User and PC are this Windows' own.
    for private in [card.iccsn().as_str(), PRACTICE, r"\root"] {
        assert!(!report.contains(private), "{private}: {report}");
    }

    // A second one is never written over.
    desk.expect(23, &["doctor", "--report", "Bericht für den Support.html"]);
    let run = desk.expect(0, &["virtual", "create", "hba", "Übungskarte"]);
    assert!(run.says("virtual:Übungskarte"), "{run}");
    desk.expect(0, &["status", "--json", "--reader", "virtual:Übungskarte"]);
    let full = support::wine::windows_path("Übungskarte");
    desk.expect(
        0,
        &["status", "--json", "--reader", &format!("virtual:{full}")],
    );
}

#[test]
fn notes_are_kept_for_the_user_from_run_to_run() {
    let Some(desk) = WineDesk::new() else { return };
    desk.expect(0, &["virtual", "create", "hba", "Karte"]);
    let reader = ["--reader", "virtual:Karte"];
    let wrong = "transport.ch = 70681\nnew.ch = 471193\n";
    desk.desk.keep_secret(&["70681", "471193"]);
    let arguments = [&["activate", "--json", "--secrets-stdin"], &reader[..]].concat();
    desk.run_with_input(&arguments, wrong).assert_exit(10);
    let again = desk.run_with_input(&arguments, wrong);
    again.assert_exit(13);
    let status = desk.expect(0, &[&["status", "--json"], &reader[..]].concat());
    assert_eq!(pin(&status.json, "ch")["wrong_noted"], 1, "{status}");
}

#[test]
fn notes_of_real_cards_lie_in_the_folders_of_windows() {
    let Some(trial) = Trial::image_hba() else {
        return;
    };
    let Some(desk) = WineDesk::new() else { return };
    let card = trial.card();
    desk.desk.insert(&card, 0);
    trial.keep_secret(&desk.desk);
    let wrong = "transport.ch = 70681\nnew.ch = 471193\n";
    desk.desk.keep_secret(&["70681"]);
    desk.run_with_input(&["activate", "--secrets-stdin"], wrong)
        .assert_exit(10);
    assert!(desk.local_app_data().join("pinlotse").is_dir());
    let notes = desk.expect(0, &["notes", "show", "--json"]);
    assert_eq!(notes.json["notes"][0]["wrong"], 1, "{notes}");
    let status = desk.expect(0, &["status", "--json"]);
    assert_eq!(pin(&status.json, "ch")["wrong_noted"], 1, "{status}");
    // Those of the whole PC, once somebody made their folder.
    desk.run(&["notes", "show", "--notes", "Notizen der Praxis"])
        .assert_exit(0);
}

#[test]
fn a_card_is_served_to_a_reader_by_the_windows_program_too() {
    let Some(desk) = WineDesk::new() else { return };
    desk.expect(0, &["virtual", "create", "smcb", "Karte"]);
    let address = format!("127.0.0.1:{}", desk.desk.pcscd.vpcd_port(1));
    let served = desk.start_run(&["virtual", "serve", "Karte", "--vpcd", &address]);
    desk.desk.wait_for_state(1, &["card"]);
    let status = desk.expect(0, &["status", "--json"]);
    assert_eq!(status.json["card"]["kind"], "smcb", "{status}");
    // As long as it is served, nobody else has its file.
    desk.expect(7, &["status", "--reader", "virtual:Karte", "--wait", "0"]);
    drop(served);
}

#[test]
fn a_service_that_is_not_there_is_told_in_the_words_of_windows() {
    let Some(desk) = WineDesk::without_readers() else {
        return;
    };
    let run = desk.expect(4, &["status", "--wait", "0"]);
    assert!(run.says("Den Leser anschließen (USB)."), "{run}");
    desk.desk.pcscd.crash();
    let run = desk.run(&["status", "--json", "--wait", "0"]);
    run.assert_exit(3);
    assert_eq!(run.json["error"]["code"], "no_service", "{run}");
    assert!(run.says("SCardSvr"), "{run}");
    assert_ne!(run.json["error"]["hint"], Value::Null);
}
