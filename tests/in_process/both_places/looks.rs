//! What `status` and `certs` say of certificates and PINs, with their exit codes, and what goes out to
//! an issuer's service.

use std::fs;

use serde_json::{Value, json};
use support::issued::{self, Namesakes, Service};
use support::journey::{BUILT_IN, NEW_CH, Ran, enters, fits, whole_hba};
use support::or_skip;
use support::script::Script;
use support::temp::Temp;

use super::{fresh, in_use};

fn on(source: &str, arguments: &[&str]) -> [Ran; 2] {
    let line = [&["--json", "--wait", "0"], arguments].concat();
    fresh(source).map(|mut desk| desk.run(&line, Script::nobody()))
}

/// The same for a card whose PINs are set.
fn set(source: &str, arguments: &[&str]) -> [Ran; 2] {
    let line = [&["--json", "--wait", "0"], arguments].concat();
    in_use(source).map(|mut desk| desk.run(&line, Script::nobody()))
}

/// What people get instead of a document.
fn people(source: &str, arguments: &[&str]) -> [Ran; 2] {
    let line = [&["--wait", "0"], arguments].concat();
    fresh(source).map(|mut desk| desk.run(&line, Script::nobody()))
}

/// Rows of `certificates`, one member each.
fn column(ran: &Ran, member: &str) -> Vec<Value> {
    let rows = ran.value("/certificates");
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| row[member].clone()).collect()
}

#[test]
fn a_card_that_expires_warns_in_time_on_its_last_day_and_when_it_is_over() {
    let none = Value::Null;
    let expiring = json!("certificate_expiring");
    let expired = json!("certificate_expired");
    let early = json!("certificate_not_yet_valid");
    let (order, last) = ("order_replacement", "2099-12-31");
    for (day, warn, exit, code, next, state, days) in [
        ("2099-10-01", None, 0, &none, "none", "valid", 91),
        ("2099-10-02", None, 20, &expiring, order, "expiring", 90),
        ("2099-12-01", Some("29"), 0, &none, "none", "valid", 30),
        (
            "2099-12-01",
            Some("30"),
            20,
            &expiring,
            order,
            "expiring",
            30,
        ),
        (last, Some("0"), 20, &expiring, order, "expiring", 0),
        ("2100-01-01", None, 21, &expired, order, "expired", -1),
        (
            "2019-12-31",
            None,
            21,
            &early,
            "none",
            "not_yet_valid",
            29_220,
        ),
        ("2020-01-01", None, 0, &none, "none", "valid", 29_219),
    ] {
        let mut line = vec!["status", "--check", "--as-of", day];
        line.extend(warn.iter().flat_map(|days| ["--warn-days", days]));
        for ran in set("hba", &line) {
            ran.exits(exit);
            let found = ran.document().pointer("/error/code").cloned();
            assert_eq!(found.unwrap_or_default(), *code, "{day}");
            assert_eq!(ran.value("/next_step/code"), next, "{day}");
            let states = column(&ran, "state");
            assert!(states.iter().all(|one| one == state), "{day}: {states:?}");
            let left = column(&ran, "days_left");
            assert!(left.iter().all(|one| *one == days), "{day}: {left:?}");
        }
    }
    // One sentence for all three purposes.
    let certificates = "Anmeldung (AUT), Verschlüsselung (ENC), Unterschrift (QES)";
    for (command, day, exit, how, what) in [
        (
            "status",
            "2099-12-01",
            20,
            "läuft am 31.12.2099 ab, noch 30 Tage",
            "Folgekarte bestellen",
        ),
        (
            "status",
            "2100-01-01",
            21,
            "abgelaufen am 31.12.2099.",
            "Beim Herausgeber eine neue bestellen",
        ),
        (
            "certs",
            "2019-12-31",
            21,
            "erst gültig ab 01.01.2020.",
            "Uhr dieses PCs",
        ),
    ] {
        for mut desk in in_use("hba") {
            desk.run(&[command, "--check", "--as-of", day], Script::nobody())
                .exits(exit)
                .says(&format!("{certificates}: {how}"))
                .says(what);
        }
    }
    for ran in set("hba", &["certs", "--check", "--as-of", "2100-01-01"]) {
        assert_eq!(ran.document().get("errors"), None);
    }
}

#[test]
fn pins_that_are_to_be_set_come_before_certificates_that_end() {
    for ran in on("hba", &["status", "--check", "--as-of", "2100-01-01"]) {
        ran.fails(21, "certificate_expired");
        assert_eq!(ran.value("/next_step/code"), "activate");
        assert_eq!(ran.value("/findings/0/code"), "expired");
    }
    // Looking without --check is no failure, whatever is found.
    for command in ["status", "certs"] {
        for ran in on("hba", &[command, "--as-of", "2100-01-01"]) {
            ran.exits(0);
        }
    }
}

#[test]
fn a_check_judges_the_pins_too() {
    // Transport-PINs, and certificates that are well.
    for ran in on("hba", &["status", "--check"]) {
        ran.fails(25, "pin_attention").sends(0);
        assert_eq!(ran.value("/error/pin"), "ch");
        assert_eq!(ran.value("/errors/1/pin"), "qes");
    }
    let over = ["--as-of", "2100-01-01"];
    for (line, exit) in [
        (&["status", "--check", "pins"][..], 25),
        (&["status", "--check", "certificates"], 0),
        (&["certs", "--check"], 0),
        (&["status"], 0),
        (&["status", "--check", "pins", over[0], over[1]], 25),
        (&["status", "--check", "--as-of", "2099-12-01"], 25),
    ] {
        for ran in on("hba", line) {
            ran.exits(exit);
        }
    }
    for ran in set("hba", &["status", "--check"]) {
        ran.exits(0);
    }
    for ran in people("hba", &["status", "--check=pins"]) {
        ran.exits(25)
            .says("PIN.CH")
            .says("nicht aktiviert, es gilt noch die Transport-PIN.");
    }
    // Each cause of its own, and both of a card that is over as well.
    for ran in on("hba", &["status", "--check", over[0], over[1]]) {
        ran.fails(21, "certificate_expired");
        assert_eq!(ran.value("/errors/0/code"), "certificate_expired");
        assert_eq!(ran.value("/errors/1/code"), "pin_attention");
    }
}

#[test]
fn of_several_causes_the_one_that_decides_comes_first() {
    for ran in on("hba", &["status", "--check", "--as-of", "2100-01-01"]) {
        assert_eq!(ran.value("/errors/0/code"), ran.value("/error/code"));
        let causes = ran.value("/errors");
        let causes = causes.as_array().unwrap().iter();
        let exits = causes.map(|cause| cause["exit"].as_u64().unwrap());
        assert_eq!(exits.collect::<Vec<_>>(), [21, 25, 25]);
    }
}

#[test]
fn pins_can_be_checked_without_reading_certificates_and_certificates_cannot() {
    for ran in set("hba", &["status", "--no-certs", "--check", "pins"]) {
        ran.exits(0);
    }
    for ran in on("hba", &["status", "--check=pins", "--no-certs"]) {
        ran.fails(25, "pin_attention");
    }
    for line in [
        &["status", "--no-certs", "--check"][..],
        &["status", "--no-certs", "--check", "certificates"],
        &["status", "--check", "everything"],
    ] {
        for ran in set("hba", line) {
            ran.fails(2, "usage");
        }
    }
}

#[test]
fn a_generation_that_has_ended_is_told_before_everything_else() {
    let temp = Temp::new();
    let card = issued::of_g2_0(&temp);
    for ran in on(&card, &["status", "--check", "--as-of", "2026-11-23"]) {
        ran.fails(21, "generation_ended");
        assert_eq!(ran.value("/card/generation"), "G2.0");
        assert_eq!(ran.value("/next_step/code"), "order_replacement");
        assert_eq!(ran.value("/findings/0/severity"), "ended");
    }
    for ran in on(&card, &["certs", "--check", "--as-of", "2026-06-30"]) {
        ran.exits(0);
    }
    for ran in people(&card, &["status", "--as-of", "2026-11-23"]) {
        ran.exits(0)
            .says("seit dem 01.07.2026 nicht mehr erlaubt")
            .says("Diese Karte nicht mehr benutzen, siehe oben.");
    }
}

#[test]
fn a_certificate_is_held_against_the_folder_of_issuers() {
    let Some(all) = or_skip(Namesakes::new()) else {
        return;
    };
    let checked = |folder: &str| set(&all.card, &["status", "--check", "--issuer-certs", folder]);
    for real in checked(&all.real) {
        real.exits(0);
        let checks = column(&real, "issuer_check");
        assert!(checks.iter().all(|check| check == "good"), "{checks:?}");
    }
    for forged in checked(&all.namesake) {
        forged.fails(21, "certificate_forged");
        assert_eq!(forged.value("/next_step/code"), "verify_certificates");
    }
    for unknown in checked(&all.empty_folder()) {
        unknown.fails(24, "issuer_unknown");
    }
}

#[test]
fn nobody_is_asked_without_the_flag() {
    let Some(service) = or_skip(Service::start()) else {
        return;
    };
    service.publishes();
    for command in [
        &["status"][..],
        &["status", "--check", "--issuer-certs", &service.issuers],
        &["certs", "--all"],
    ] {
        for ran in set(&service.card, command) {
            ran.exits(0);
        }
    }
    for mut desk in fresh(&service.card) {
        let script = fits("0").then(enters("PIN.CH", BUILT_IN.ch, NEW_CH));
        desk.run(&["activate", "--pin", "ch"], script).exits(0);
    }
    assert_eq!(service.questions(), 0);
}

/// `status`, checked against what the service of the card says.
fn asked(service: &Service) -> [Ran; 2] {
    let issuers = ["--issuer-certs", &service.issuers];
    set(
        &service.card,
        &[&["status", "--check", "--online"], &issuers[..]].concat(),
    )
}

#[test]
fn a_released_card_is_done() {
    let Some(service) = or_skip(Service::start()) else {
        return;
    };
    service.releases();
    for ran in asked(&service) {
        ran.exits(0).sends(0);
    }
    for ran in set(
        &service.card,
        &["status", "--online", "--as-of", "2027-01-01"],
    ) {
        ran.fails(2, "usage");
    }
}

#[test]
fn a_card_that_is_not_released_is_sent_to_the_portal() {
    let Some(service) = or_skip(Service::start()) else {
        return;
    };
    for ran in asked(&service) {
        ran.fails(22, "not_published");
        assert_eq!(ran.value("/next_step/code"), "release_in_portal");
    }
}

#[test]
fn a_service_that_hangs_is_waited_for_once_and_not_for_each_certificate() {
    let Some(service) = or_skip(Service::start()) else {
        return;
    };
    let mut so_far = 0;
    for mut desk in in_use(&service.hangs().card) {
        let line = ["--json", "--wait", "0", "status", "--online"];
        let ran = desk.run(&line, Script::nobody());
        ran.exits(0);
        let mut asked = column(&ran, "online");
        asked.retain(|row| !row.is_null());
        assert_eq!(asked.len(), 3);
        let silent = "der Dienst antwortet nicht rechtzeitig";
        assert!(
            asked.iter().all(|row| row["message"] == silent),
            "{asked:?}"
        );
        so_far += 1;
        assert_eq!(service.questions(), so_far);
    }
}

#[test]
fn a_revoked_card_is_to_be_replaced() {
    let Some(service) = or_skip(Service::start()) else {
        return;
    };
    service.revokes();
    for ran in asked(&service) {
        ran.fails(21, "certificate_revoked");
    }
}

#[test]
fn a_service_that_does_not_answer_says_nothing_about_the_card() {
    let Some(service) = or_skip(Service::start()) else {
        return;
    };
    service.fails();
    for ran in set(&service.card, &["status", "--check", "--online"]) {
        ran.fails(24, "online_unavailable");
        assert_eq!(ran.value("/next_step/code"), "none");
    }
}

#[test]
fn certificates_are_written_into_files_once_and_never_over_others() {
    for mut desk in fresh("hba") {
        let folder = desk.pc().temp.join("zertifikate/neu");
        let path = folder.display().to_string();
        let line = ["--json", "certs", "--export", path.as_str()];
        let first = desk.run(&line, Script::nobody());
        first.exits(0).sends(0);
        let written = fs::read_dir(&folder).unwrap().count();
        let exported = first.value("/exported");
        assert_eq!(exported.as_array().unwrap().len(), written);
        assert!(written >= 3, "{exported:#}");
        // The same again is nothing new.
        desk.run(&line, Script::nobody()).exits(0);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), written);
        let one = fs::read_dir(&folder).unwrap().next().unwrap().unwrap();
        fs::write(one.path(), "mine").unwrap();
        desk.run(&line, Script::nobody()).fails(23, "file_exists");
        assert_eq!(fs::read(one.path()).unwrap(), b"mine");
    }
}

#[test]
fn a_folder_that_cannot_be_made_leaves_the_certificates_shown() {
    for mut desk in fresh("smcb") {
        let file = desk.pc().temp.private_file("datei", "mein");
        let below = file.join("ordner").display().to_string();
        let ran = desk.run(&["--json", "certs", "--export", &below], Script::nobody());
        ran.fails(23, "file");
        let holder = ran.value("/holder/name");
        assert_eq!(holder, "Praxis Dr. Petra Probe-Musterfrau");
    }
}

#[test]
fn the_holder_is_named_before_the_first_secret_and_asked_for_before_the_signature_pin() {
    for mut desk in fresh("hba") {
        let ran = desk.run(&["activate"], whole_hba(&BUILT_IN));
        ran.exits(0).says("Ausgestellt auf: Petra Probe-Musterfrau");
        let heard = ran.heard.borrow();
        let mut prompts = heard.prompts.iter();
        let asked = prompts.find(|prompt| prompt.contains("Diese PIN ist eine Unterschrift"));
        let asked = asked.unwrap();
        assert!(
            asked.contains("Sitzt Petra Probe-Musterfrau selbst hier und wählt sie allein?"),
            "{asked}"
        );
    }
}

#[test]
fn words_are_the_same_in_both_languages_and_messages_are_not() {
    for [mut german, mut english] in [0, 1].map(|place| {
        ["de", "en"].map(|language| {
            let mut desk = fresh("smcb").into_iter().nth(place).unwrap();
            let line = ["--json", "--lang", language, "change"];
            desk.run(&line, Script::person()).document()
        })
    }) {
        for sentence in ["message", "hint"] {
            assert_ne!(german["error"][sentence], english["error"][sentence]);
            german["error"][sentence] = json!(null);
            english["error"][sentence] = json!(null);
        }
        assert_eq!(german, english);
    }
}

#[test]
fn an_interactive_run_hands_out_one_document_at_its_end() {
    for mut desk in fresh("hba") {
        let script = fits("0")
            .then(enters("PIN.CH", BUILT_IN.ch, NEW_CH))
            .cancels_at("Diese PIN ist eine");
        let ran = desk.run(&["--json", "activate"], script);
        assert_eq!(ran.value("/results/0/changed"), true);
        assert_eq!(ran.value("/results/1/skipped"), "stopped");
    }
}

#[test]
fn a_card_with_the_certificates_of_another_names_nobody_as_its_holder() {
    let temp = Temp::new();
    let card = issued::of_other_card(&temp);
    for mut desk in in_use(&card) {
        desk.run(&["status"], Script::nobody())
            .exits(0)
            .says("gehört. Die Karte nicht benutzen")
            .never_says("Ausgestellt auf:");
    }
    for mut desk in fresh(&card) {
        desk.run(&["activate", "--dry-run"], Script::nobody())
            .exits(0)
            .says("gehört. Die Karte nicht benutzen")
            .never_says("Probe-Musterfrau");
    }
}
