//! `doctor --probe`: nothing of it spends a try, writes, or names anybody; and its file is a card.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use pinlotse::card::look::Pins;
use pinlotse::card::{Depth, Iccsn, Reading, View, look};
use serde_json::Value;
use support::faults::{At, Fault};
use support::journey::{Journey, image};
use support::replay::Replay;
use support::schema;
use support::script::Script;
use support::temp::Temp;

const ALL_PINS: Depth = Depth {
    pins: Pins::Every,
    ..Depth::PINS
};

/// A journey at this card, and the file that was written there.
fn probed(source: &str) -> (Journey, Value, String) {
    let mut journey = Journey::with(source);
    let path = journey.temp.join("probe.json");
    let named = path.display().to_string();
    let ran = journey.run(&["--json", "doctor", "--probe", &named], Script::nobody());
    ran.sends(0);
    assert_eq!(ran.value("/probe"), named);
    let text = fs::read_to_string(&path).unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    if let Err(why) = schema::check_probe(&document) {
        panic!("docs/pinlotse-probe-1.schema.json: {why}\n{document:#}");
    }
    (journey, document, text)
}

fn sources() -> Vec<String> {
    let images = ["HBA_", "SMC_B_"].into_iter().filter_map(image);
    ["hba", "smcb"]
        .map(str::to_owned)
        .into_iter()
        .chain(images)
        .collect()
}

/// Every command that arrived is one that selects, reads, or asks for a state.
#[test]
fn nothing_arrives_at_a_card_that_could_spend_a_try_or_write() {
    for source in sources() {
        let (journey, document, _) = probed(&source);
        let log = journey.bench.log();
        assert!(log.len() > 50, "{source}: {}", log.len());
        for exchange in &log {
            let is_harmless = match exchange.header {
                [0x00, 0xA4 | 0xB0 | 0xB2 | 0xC0 | 0xCA, ..] | [0x20, 0xB0, ..] => true,
                [0x80, 0x20, 0x00, _] => exchange.length == 0,
                _ => false,
            };
            assert!(is_harmless && !exchange.secret, "{source}: {exchange:?}");
        }
        let told = document["exchanges"].as_array().unwrap();
        assert!(told.iter().all(|one| one["error"].is_null()), "{source}");
    }
}

fn pinlotse(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pinlotse"))
        .args(arguments)
        .env("HOME", home)
        .env("XDG_STATE_HOME", home.join("state"))
        .output()
        .unwrap()
}

/// A state file holds every counter, state and file of a card.
#[test]
fn tries_and_files_of_a_card_are_afterwards_what_they_were() {
    let home = Temp::new();
    for kind in ["hba", "smcb"] {
        let card = home.join(kind).display().to_string();
        let reader = format!("virtual:{card}");
        let file = home.join(&format!("{kind}.json")).display().to_string();
        pinlotse(home.path(), &["virtual", "create", kind, &card]);
        let before = fs::read(&card).unwrap();
        let ran = pinlotse(
            home.path(),
            &["--reader", &reader, "doctor", "--probe", &file],
        );
        assert!(
            ran.status.success(),
            "{}",
            String::from_utf8_lossy(&ran.stderr)
        );
        assert!(fs::metadata(&file).unwrap().len() > 1000);
        assert_eq!(fs::read(&card).unwrap(), before, "{kind}");
        let notes = pinlotse(
            home.path(),
            &["--json", "--reader", &reader, "notes", "show"],
        );
        let notes: Value = serde_json::from_slice(&notes.stdout).unwrap();
        assert_eq!(notes["notes"], Value::Array(Vec::new()), "{kind}");
    }
}

#[test]
fn the_file_names_no_card_and_nobody() {
    for source in sources() {
        let (mut journey, document, text) = probed(&source);
        let status = journey.run(&["--json", "status"], Script::nobody());
        let number = status.value("/card/iccsn");
        let number = number.as_str().unwrap();
        let serial = &number[10..];
        assert_eq!(document["card"]["issuer"], number[..10], "{source}");
        let name = status.value("/holder/name");
        let telematik = status.value("/holder/telematik_id");
        let mut secret = vec![serial.to_owned(), number.to_owned()];
        for person in [&name, &telematik] {
            let person = person.as_str().unwrap();
            secret.push(person.to_owned());
            secret.extend(
                person
                    .split(' ')
                    .filter(|word| word.len() > 4)
                    .map(str::to_owned),
            );
        }
        for secret in secret {
            let upper = text.to_uppercase();
            assert!(!text.contains(&secret), "{source}: {secret}");
            let in_hex = hex::encode_upper(&secret);
            assert!(!upper.contains(&in_hex), "{source}: {secret} in hex");
        }
    }
}

#[test]
fn a_file_is_read_like_the_card_that_it_was_made_of() {
    for source in sources() {
        let (journey, document, _) = probed(&source);
        let mut replay = Replay::of(&document);
        let seen = look(&mut replay, ALL_PINS, Reading::STEPS).unwrap();
        let card = journey.bench.card(0);
        let real = look_at(&mut card.borrow_mut());
        assert_eq!(
            (seen.kind, seen.version, &seen.pins, &seen.atr),
            (real.kind, real.version, &real.pins, &real.atr),
            "{source}"
        );
        // Of its number the issuer's part is left.
        let issuer = |view: &View| {
            view.iccsn
                .as_ref()
                .map(|number| number.as_str()[..10].to_owned())
        };
        assert_eq!(issuer(&seen), issuer(&real));
        assert_ne!(seen.iccsn, real.iccsn);
        assert_eq!(
            seen.iccsn,
            Iccsn::parse(&format!("{}0000000000", issuer(&real).unwrap()))
        );
    }
}

/// The card itself, without a reader around it.
fn look_at(card: &mut pinlotse::virtual_card::VirtualCard) -> View {
    struct Direct<'c>(&'c mut pinlotse::virtual_card::VirtualCard, Vec<u8>);
    impl pinlotse::reader::Connection for Direct<'_> {
        fn transmit(
            &mut self,
            command: &apdu::Command,
        ) -> Result<apdu::Response, pinlotse::reader::Error> {
            let answer = self.0.transmit(command.encode().as_slice());
            Ok(apdu::Response::decode(&answer).unwrap())
        }
        fn atr(&self) -> &[u8] {
            &self.1
        }
        fn finish(self: Box<Self>, _leave: pinlotse::reader::Leave) {}
    }
    let atr = card.power_on().to_vec();
    look(&mut Direct(card, atr), ALL_PINS, Reading::STEPS).unwrap()
}

#[test]
fn a_file_that_is_there_stays_and_a_dry_run_makes_none_and_only_looks() {
    let mut journey = Journey::with("hba");
    let path = journey.temp.join("probe.json");
    let named = path.display().to_string();
    let look = journey.run(&["--json", "doctor"], Script::nobody());
    look.sends(0);
    let exchanges = journey.bench.log().len();
    journey.bench.forget_log();
    let dry = journey.run(
        &["doctor", "--probe", &named, "--dry-run"],
        Script::nobody(),
    );
    dry.says("80200081")
        .says("00A4040400")
        .says("keine Datei geschrieben");
    assert!(!path.exists());
    assert_eq!(journey.bench.log().len(), exchanges, "a look and no more");
    fs::write(&path, "mine").unwrap();
    journey
        .run(&["--json", "doctor", "--probe", &named], Script::nobody())
        .fails(23, "file_exists");
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
}

#[test]
fn a_person_is_told_what_goes_out_and_asked_first() {
    let mut journey = Journey::with("smcb");
    let path = journey.temp.join("probe.json");
    let named = path.display().to_string();
    let answers = |answer| Script::person().asks("Jetzt auslesen", answer);
    let line = ["doctor", "--probe", &named];
    let ran = journey.run(&line, answers("n"));
    ran.says("Kein Versuch wird verbraucht, nichts wird geschrieben.");
    assert!(!path.exists());
    let ran = journey.run(&line, answers("j"));
    ran.says("docs/field-trial.md");
    assert!(path.exists());
}

#[test]
fn a_line_that_breaks_ends_the_file_and_what_was_read_is_kept() {
    let mut journey = Journey::with("smcb");
    let path = journey.temp.join("probe.json");
    let named = path.display().to_string();
    // A first look makes the reader known; the second is as long as the one before the commands.
    let mut looked = 0;
    for _ in 0..2 {
        journey.bench.forget_log();
        journey.run(&["--json", "doctor"], Script::nobody());
        looked = journey.bench.log().len();
    }
    journey.bench.forget_log();
    journey
        .bench
        .once(At::Exchange(looked + 9), Fault::PullBefore);
    let line = ["--json", "doctor", "--probe", &named];
    journey.run(&line, Script::nobody());
    let text = fs::read_to_string(&path).unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    schema::check_probe(&document).unwrap();
    let exchanges = document["exchanges"].as_array().unwrap();
    assert_eq!(exchanges.len(), 9);
    assert_eq!(exchanges[8]["error"], "card_removed");
    assert!(exchanges[8]["status"].is_null());
}
