//! Nobody there: the program begun by a service, as management systems do on hundreds of PCs.

use std::fs;

use serde_json::Value;
use support::desk::Trial;
use support::served_card::{CHANGE_REFERENCE_DATA, VERIFY};
use support::wine::WineDesk;

#[test]
fn a_service_waits_for_nobody_and_finds_its_folders() {
    let Some(desk) = WineDesk::new() else { return };
    let card = Trial::hba().card();
    desk.desk.insert(&card, 0);
    let log = desk.runs_of_a_service(&[
        "",
        "activate",
        "verify",
        "explain",
        r"doctor --report Z:\home\report.json",
    ]);
    let exits: Vec<&str> = log
        .lines()
        .filter_map(|line| line.split(" == exit ").nth(1))
        .collect();
    // The guide without a person is the help; who sets a PIN without one brings a file; and the card
    // of this desk has no PIN yet that could be tried.
    assert_eq!(exits, ["0", "17", "13", "0", "0"], "{log}");
    for secret in [CHANGE_REFERENCE_DATA, VERIFY] {
        assert_eq!(card.count(secret), 0, "{log}");
    }
    let report = fs::read(desk.desk.home.join("report.json")).unwrap();
    let report: Value = serde_json::from_slice(&report).unwrap();
    assert_eq!(report["command"], "doctor", "{report}");
    assert_eq!(report["exit"], 0, "{report}");
}
