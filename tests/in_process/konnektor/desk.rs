//! What is looked at and kept where cards sit in terminals: which card is meant, lists, states,
//! certificates, records.

use std::fs;

use serde_json::json;
use support::journey::{BUILT_IN, NEW_CH, NEW_QES, NEW_SMC, fits, holder};
use support::konnektor::{At, Card, Fault, Habits, Operation, make};
use support::practice::{FRESH, OWN, Practice, SLOT, goes, sets};
use support::script::Script;

#[test]
fn of_several_cards_a_person_chooses_by_number_and_no_other_is_touched() {
    let mut practice = Practice::with(&make::KOCOBOX, Card::hba());
    let second = practice.add_terminal("Labor", 2);
    practice.konnektor.insert(second, 2, Card::smcb());
    practice.then(sets(BUILT_IN.smc, NEW_SMC));
    let script = Script::person()
        .asks("Nummer", "4")
        .asks("Nummer", "2")
        .then(fits("0"))
        .then(goes());
    practice
        .run(&["activate"], script)
        .exits(0)
        .says("Labor, SLOT:2");
    assert_eq!(
        (practice.truth("PIN.CH"), practice.truth("PIN.QES")),
        (FRESH, FRESH)
    );
    practice.konnektor.card(second, 2, |chip| {
        assert_eq!(chip.passwords().next().unwrap().retry_counter, 3);
    });
}

/// Nothing helps there but to ask; another look, or a reader, shows the same.
#[test]
fn a_pin_in_a_state_that_no_card_of_people_has_sends_to_the_issuer_and_to_no_reader() {
    let issuer = "beim Herausgeber der Karte nachfragen";
    for (word, is_known) in [("EMPTY_PIN", true), ("DISABLED", true), ("PERHAPS", false)] {
        let mut practice = Practice::with(&make::EHEX, Card::hba());
        let fault = Fault::Word(word, None);
        practice
            .konnektor
            .on(At::Every(Operation::GetPinStatus), fault);
        let guide = || Script::person().chooses("Beenden");
        for (line, script) in [
            (&["status"][..], Script::nobody()),
            (&["status", "--check", "pins"], Script::nobody()),
            (&["activate"], Script::person()),
            (&["doctor"], Script::nobody()),
            (&[], guide()),
        ] {
            let ran = practice.run(line, script);
            ran.never_says("nicht benötigt");
            if word == "EMPTY_PIN" {
                ran.says("ohne PIN (Leer-PIN); so wird diese Karte nicht ausgeliefert");
            }
            ran.never_says("Leser mit Kartenschlitz");
            let everything = ran.heard.borrow().everything();
            assert_eq!(
                everything.contains(issuer),
                is_known,
                "{word} {line:?}\n{everything}"
            );
            let pulls = everything.contains("Die Karte herausnehmen und wieder einstecken");
            assert_eq!(pulls, !is_known, "{word} {line:?}\n{everything}");
        }
    }
}

#[test]
fn a_script_takes_no_card_of_several_and_names_are_taken_for_terminals_and_numbers() {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    let second = practice.add_terminal("Labor", 1);
    practice.konnektor.insert(second, 1, Card::smcb());
    let none = practice.run(&["--json", "--no-input", "status"], Script::nobody());
    none.fails(13, "choose_card");
    let four = practice.tail();
    let named = |reader| vec!["--json", "--reader", reader, "status"];
    for (arguments, kind) in [
        (vec!["--json", "--card", &four, "status"], "hba"),
        (vec!["--json", "--reader", "Labor", "status"], "smcb"),
        (named("konnektor:praxis Empfang, SLOT:2"), "hba"),
        (named("konnektor:praxis Empfang, Steckplatz 2"), "hba"),
        (named("empfang, slot 2"), "hba"),
    ] {
        let ran = practice.run(&arguments, Script::nobody());
        ran.exits(0);
        assert_eq!(ran.value("/card/kind"), kind);
    }
    let name = |language| {
        let arguments = ["--json", "--lang", language, "--reader", "Labor", "status"];
        practice
            .run(&arguments, Script::nobody())
            .value("/reader/name")
    };
    assert_eq!(
        ["de", "en"].map(name),
        ["konnektor:praxis Labor, SLOT:1"; 2]
    );
}

/// A Konnektor that gives one number twice: a copy, or a list that is not of one moment.
#[test]
fn two_cards_of_one_number_are_told_apart_by_their_places() {
    let mut practice = Practice::with(&make::KOCOBOX, Card::smcb());
    let second = practice.add_terminal("Labor", 2);
    practice.konnektor.insert(second, 2, Card::smcb());
    for digits in [vec![], vec!["--card", "00025"]] {
        let line = [&["--json"], &digits[..], &["status"]].concat();
        let ran = practice.run(&line, Script::nobody());
        ran.fails(13, "choose_card");
        let message = ran.value("/error/message").to_string();
        for place in ["Empfang, SLOT:2", "Labor, SLOT:2"] {
            assert_eq!(message.matches(place).count(), 1, "{message}");
        }
        assert!(!message.contains("……"), "{message}");
        let hint = ran.value("/error/hint").to_string();
        assert!(hint.contains("--reader"), "{hint}");
        let line = [&digits[..], &["status"]].concat();
        let script = Script::person().asks("Nummer", "2");
        let ran = practice.run(&line, script);
        ran.exits(0)
            .says("in „konnektor:praxis Empfang, SLOT:2“")
            .says("in „konnektor:praxis Labor, SLOT:2“");
    }
}

#[test]
fn a_card_that_is_put_in_while_it_is_waited_for_is_taken() {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    let card = practice.konnektor.pull(practice.terminal, SLOT);
    let (konnektor, terminal) = (practice.konnektor.clone(), practice.terminal);
    let mut card = Some(card);
    let script = Script::person().when_waiting(move || {
        if let Some(card) = card.take() {
            konnektor.insert(terminal, SLOT, card);
        }
    });
    practice.run(&["--wait", "20", "status"], script).exits(0);
    assert_eq!(practice.truth("PIN.CH"), FRESH);
}

#[test]
fn empty_slots_foreign_cards_and_terminals_without_a_line_are_said_to_be_that() {
    let mut practice = Practice::with(&make::RISE, Card::hba());
    practice.konnektor.pull(practice.terminal, SLOT);
    practice
        .run(&["--json", "--wait", "0", "status"], Script::nobody())
        .fails(5, "no_card");
    let egk = Card::foreign("EGK", "80276883110000777773");
    practice.konnektor.insert(practice.terminal, 1, egk);
    practice
        .run(&["--json", "--wait", "0", "activate"], Script::person())
        .fails(6, "wrong_kind");
    practice.konnektor.terminal_goes(practice.terminal);
    let ran = practice.run(&["--json", "readers"], Script::nobody());
    ran.exits(0);
    assert_eq!(practice.konnektor.pin_posts(), [""; 0]);
}

#[test]
fn the_state_of_every_card_is_told_at_every_make() {
    for make in make::ALL {
        let mut practice = Practice::with(make, Card::hba());
        let ran = practice.run(&["--json", "status"], Script::nobody());
        ran.exits(0);
        for pin in 0..2 {
            assert_eq!(ran.value(&format!("/pins/{pin}/state")), "transport");
            assert_eq!(ran.value(&format!("/pins/{pin}/tries_left")), json!(null));
        }
        assert_eq!(ran.value("/card/iccsn"), "80276999990000000017");
        let mut practice = Practice::in_use(make, Card::smcb());
        practice.others_fail("PIN.SMC", 1);
        let ran = practice.run(&["--json", "status"], Script::nobody());
        ran.exits(0);
        assert_eq!(ran.value("/pins/0/state"), "set", "{}", make.name);
        assert_eq!(ran.value("/pins/0/tries_left"), 2);
        practice.others_fail("PIN.SMC", 2);
        let ran = practice.run(&["--json", "status", "--check", "pins"], Script::nobody());
        ran.exits(11);
        assert_eq!(ran.value("/pins/0/state"), "blocked");
    }
}

/// No card says so of its Transport-PIN; where a Konnektor does, the smaller number is shown.
#[test]
fn tries_that_a_konnektor_names_beside_a_hidden_counter_are_told_where_they_are_fewer() {
    for (named, noted, shown, left, basis) in [
        (None, false, "noch nicht aktiviert", None, "none"),
        (
            Some(3),
            false,
            "laut Konnektor höchstens 3 Versuche",
            Some(3),
            "card",
        ),
        (
            Some(1),
            false,
            "laut Konnektor höchstens 1 Versuch",
            Some(1),
            "card",
        ),
        (
            Some(1),
            true,
            "laut Konnektor höchstens 1 Versuch",
            Some(1),
            "card",
        ),
        (
            Some(2),
            true,
            "laut Notizen höchstens 2 Versuche",
            Some(2),
            "notes",
        ),
        (
            None,
            true,
            "laut Notizen höchstens 2 Versuche",
            Some(2),
            "notes",
        ),
        // More than there are, or than a counter holds, is none.
        (Some(4), false, "noch nicht aktiviert", None, "none"),
        (Some(16), false, "noch nicht aktiviert", None, "none"),
    ] {
        let mut practice = Practice::with(&make::EHEX, Card::smcb());
        if noted {
            practice.then(sets(support::journey::WRONG, NEW_SMC));
            let ran = practice.run(&["activate"], fits("0").then(goes()));
            ran.exits(10);
        }
        let habit = |habits: &mut Habits| habits.left_tries_in_transport = named;
        practice.konnektor.habits(habit);
        let ran = practice.run(&["--json", "status"], Script::nobody());
        ran.exits(0);
        assert_eq!(ran.value("/pins/0/state"), "transport");
        assert_eq!(ran.value("/pins/0/tries_left"), json!(left), "{named:?}");
        assert_eq!(ran.value("/pins/0/tries_basis"), basis, "{named:?}");
        practice
            .run(&["status"], Script::person())
            .exits(0)
            .says(shown);
        let doctor = practice.run(&["doctor"], Script::nobody());
        let warns = doctor
            .heard
            .borrow()
            .everything()
            .contains("höchstens noch 1 Versuch");
        assert_eq!(warns, left == Some(1), "{named:?}");
    }
}

#[test]
fn the_certificates_of_a_card_are_among_those_that_a_reader_would_find_one_for_each_purpose() {
    let of_reader = |source: &str| {
        let mut journey = support::journey::Journey::with(source);
        let ran = journey.run(&["--json", "certs"], Script::nobody());
        ran.exits(0);
        fingerprints(&ran.document())
    };
    for make in make::ALL {
        for (source, card) in [("hba", Card::hba()), ("smcb", Card::smcb())] {
            let mut practice = Practice::with(make, card);
            let ran = practice.run(&["--json", "certs"], Script::nobody());
            ran.exits(0);
            let (there, here) = (fingerprints(&ran.document()), of_reader(source));
            assert!(there.iter().all(|one| here.contains(one)), "{}", make.name);
            let purposes = |all: &[(String, String)]| {
                let mut all: Vec<String> = all.iter().map(|(purpose, _)| purpose.clone()).collect();
                all.dedup();
                all
            };
            assert_eq!(purposes(&there), purposes(&here), "{}", make.name);
        }
    }
}

/// Purpose and fingerprint of each certificate that was read.
fn fingerprints(document: &serde_json::Value) -> Vec<(String, String)> {
    let certificates = document["certificates"].as_array().unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let all = certificates.iter();
    let mut all: Vec<_> = all
        .filter(|one| one["sha256"].is_string())
        .map(|one| (text(&one["purpose"]), text(&one["sha256"])))
        .collect();
    all.sort();
    assert!(!all.is_empty(), "{document:#}");
    all
}

#[test]
fn certificates_that_do_not_come_cost_no_look_at_the_pins() {
    for fault in [Fault::code(4148), Fault::code(4258), Fault::page()] {
        let mut practice = Practice::with(&make::EHEX, Card::hba());
        practice
            .konnektor
            .on(At::Every(Operation::ReadCardCertificate), fault.clone());
        let ran = practice.run(&["--json", "status"], Script::nobody());
        ran.exits(0);
        assert_eq!(ran.value("/pins/1/state"), "transport", "{fault:?}");
    }
}

#[test]
fn a_record_of_an_activation_at_a_terminal_holds_what_one_at_a_reader_does() {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    practice
        .then(sets(BUILT_IN.ch, NEW_CH))
        .then(sets(BUILT_IN.qes, NEW_QES));
    let path = practice.journey.temp.join("record.txt");
    practice.journey.files.push(path.clone());
    let name = path.display().to_string();
    let script = fits("0").then(goes()).then(holder("j")).then(goes());
    practice
        .run(&["activate", "--record", &name], script)
        .exits(0)
        .says("Protokoll gespeichert");
    let record = fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = record.lines().collect();
    assert_eq!(lines[0], "Protokoll: Aktivierung einer Karte");
    assert_eq!(lines[2], "Karte: Heilberufsausweis (eHBA)");
    assert_eq!(
        lines[4],
        "Karten-PIN (PIN.CH): in diesem Lauf gesetzt, vom Konnektor gemeldet"
    );
    assert_eq!(
        lines[5],
        "Signatur-PIN (PIN.QES): in diesem Lauf gesetzt, vom Konnektor gemeldet"
    );
    assert_eq!(
        (practice.truth("PIN.CH"), practice.truth("PIN.QES")),
        (OWN, OWN)
    );
}

#[test]
fn a_record_that_is_there_is_refused_before_any_terminal_asks() {
    let mut practice = Practice::with(&make::EHEX, Card::hba());
    let path = practice.journey.temp.join("record.txt");
    fs::write(&path, "older").unwrap();
    let name = path.display().to_string();
    practice
        .run(&["--json", "activate", "--record", &name], Script::person())
        .fails(23, "file_exists");
    assert_eq!(fs::read_to_string(path).unwrap(), "older");
}

/// The notes hold of a try at a terminal what they hold of one at a reader.
#[test]
fn the_notes_of_a_terminal_are_shown_and_forgotten_by_the_number_of_the_card() {
    let mut practice = Practice::with(&make::EHEX, Card::smcb());
    practice.then(sets(support::journey::WRONG, NEW_SMC));
    practice
        .run(&["activate"], fits("0").then(goes()))
        .exits(10);
    let shown = practice.run(&["--json", "notes", "show"], Script::nobody());
    assert_eq!(shown.value("/notes/0/secret"), "pin.smc");
    assert_eq!(shown.value("/notes/0/wrong"), 1);
}

/// Notes of a reader count at a terminal, and the other way round: the card is the same one.
#[test]
fn what_was_tried_at_a_reader_counts_at_the_terminal() {
    let mut at_reader = support::journey::Journey::with("smcb");
    let secrets = format!(
        "transport.smc = {}\nnew.smc = {NEW_SMC}\n",
        support::journey::WRONG
    );
    at_reader
        .script(&secrets, &["--pin", "smc"])
        .fails(10, "wrong_secret");
    let mut practice = Practice::with(&make::EHEX, Card::smcb());
    practice.journey.notes.clone_from(&at_reader.notes);
    practice.others_fail("PIN.SMC", 1);
    let ran = practice.run(&["--json", "status"], Script::nobody());
    assert_eq!(ran.value("/pins/0/wrong_noted"), 1);
    assert_eq!(ran.value("/pins/0/tries_left"), 2);
}
