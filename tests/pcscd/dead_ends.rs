//! No service, no reader, no card, the wrong card, too many cards: each with its exit code and a
//! way out.

use std::ffi::OsStr;
use std::path::Path;
use std::time::Duration;

use pinlotse::virtual_card::Source;
use support::desk::{Answers, Desk, Run, Trial, image};
use support::mini_card::MiniCard;
use support::or_skip;
use support::other_program::OtherProgram;
use support::served_card::{CHANGE_REFERENCE_DATA, Mishap, ServedCard};

const HBA_IMAGE: &str = "HBA_80276883110000220885_gema5.xml";

#[track_caller]
fn assert_dead_end(run: &Run, exit: i32, code: &str, sentences: &[&str]) {
    run.assert_exit(exit);
    assert_eq!(run.error(), code, "{run}");
    for sentence in sentences {
        assert!(run.says(sentence), "does not say {sentence:?}:\n{run}");
    }
    let error = &run.json["error"];
    assert!(
        error["message"]
            .as_str()
            .is_some_and(|text| !text.is_empty()),
        "{run}"
    );
    assert!(
        error["hint"].as_str().is_some_and(|text| !text.is_empty()),
        "{run}"
    );
}

#[test]
fn without_the_service_the_command_that_starts_it_is_named() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let nowhere: &OsStr = OsStr::new("/nonexistent/pcscd.comm");
    for command in ["status", "activate", "readers"] {
        let run = desk
            .start_with(
                &[command, "--json", "--wait", "0"],
                &[("PCSCLITE_CSOCK_NAME", nowhere)],
            )
            .end();
        assert_dead_end(
            &run,
            3,
            "no_service",
            &[
                "sudo systemctl start pcscd.socket",
                "sudo apt install pcscd",
            ],
        );
    }
    // A socket that is there, but with nobody behind it.
    desk.pcscd.crash();
    let run = desk.run(&["status", "--json", "--wait", "0"]);
    assert_dead_end(
        &run,
        3,
        "no_service",
        &["sudo systemctl start pcscd.socket"],
    );
    let english = desk.run(&["status", "--json", "--wait", "0", "--lang", "en"]);
    assert_dead_end(
        &english,
        3,
        "no_service",
        &["Start the service: “sudo systemctl start pcscd.socket”"],
    );
}

#[test]
fn without_a_reader_nothing_is_found_and_the_driver_is_named() {
    let Some(desk) = or_skip(Desk::without_readers()) else {
        return;
    };
    for command in ["status", "activate"] {
        let run = desk.run(&[command, "--json", "--wait", "0"]);
        assert_dead_end(
            &run,
            4,
            "no_reader",
            &["Es ist kein Kartenleser angeschlossen."],
        );
    }
    let waited = desk.run(&["status", "--json", "--wait", "1"]);
    assert_dead_end(
        &waited,
        4,
        "no_reader",
        &["Bitte einen Kartenleser anschließen"],
    );
    // A list of none is an answer.
    let readers = desk.expect(0, &["readers", "--json"]);
    assert_eq!(readers.json["readers"], serde_json::json!([]));
    let named = desk.run(&["status", "--json", "--wait", "0", "--reader", "Cherry"]);
    assert_dead_end(
        &named,
        4,
        "no_reader",
        &["Kein Kartenleser heißt „Cherry“."],
    );
}

#[test]
fn without_a_card_the_way_to_put_it_in_is_said() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    for command in ["status", "activate"] {
        let run = desk.run(&[command, "--json", "--wait", "0"]);
        assert_dead_end(
            &run,
            5,
            "no_card",
            &["In keinem Leser steckt eine Karte.", "mit dem Chip voran"],
        );
    }
    let waited = desk.run(&["status", "--json", "--wait", "1"]);
    assert_dead_end(&waited, 5, "no_card", &["Bitte die Karte einstecken"]);
    let unknown = desk.run(&["status", "--json", "--wait", "0", "--reader", "Cherry"]);
    assert_dead_end(
        &unknown,
        4,
        "no_reader",
        &["Virtual PCD 00 00", "Virtual PCD 00 01"],
    );
}

/// gematik's eHBA with another AID for its MF, which makes it another kind of card. Never kept.
fn disguised(folder: &Path, root: &str) -> Option<ServedCard> {
    let Source::Image(path) = image(HBA_IMAGE)? else {
        return None;
    };
    let text = std::fs::read_to_string(path)
        .unwrap()
        .replace("{d27600014601}", &format!("{{{root}}}"));
    let record = format!("<attribute id=\"recordValue\">61094f07{root}</attribute>");
    let text = text.replace(
        "<attribute id=\"recordValue\">61084f06d27600014601</attribute>",
        &record,
    );
    let disguise = folder.join(format!("{root}.xml"));
    std::fs::write(&disguise, text).unwrap();
    Some(ServedCard::new(&Source::Image(disguise)))
}

#[test]
fn cards_of_other_kinds_are_named_and_left_alone() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let Some(egk) = image("EGK_G21_TU_root6.xml") else {
        return;
    };
    let folder = support::temp::Temp::new();
    let gsmc_kt = disguised(folder.path(), "d2760001448003").unwrap();
    let gsmc_k = disguised(folder.path(), "d2760001448001").unwrap();
    for (card, kind, name) in [
        (
            ServedCard::new(&egk),
            "egk",
            "elektronische Gesundheitskarte (eGK)",
        ),
        (gsmc_kt, "gsmc_kt", "Kartenterminal-Karte (gSMC-KT)"),
        (gsmc_k, "gsmc_k", "Konnektor-Karte (gSMC-K)"),
    ] {
        desk.insert(&card, 0);
        for command in ["status", "activate"] {
            let run = desk.run(&[command, "--json", "--wait", "0"]);
            assert_dead_end(&run, 6, "wrong_kind", &[name, "eHBA oder SMC-B"]);
            assert_eq!(run.json["card"]["kind"], kind, "{run}");
        }
        assert_eq!(card.secrets_seen(), 0);
        desk.pull(&card, 0);
    }
}

#[test]
fn a_foreign_card_is_shown_by_its_atr() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let card = MiniCard::insert(desk.pcscd.vpcd_port(0));
    desk.wait_for_state(0, &["card"]);
    let run = desk.run(&["status", "--json", "--wait", "0"]);
    assert_dead_end(
        &run,
        6,
        "wrong_kind",
        &[
            "unbekannte Karte, zum Beispiel eine Bankkarte (ATR 3B80800101, Antwort 6D00: so antwortet",
        ],
    );
    assert_eq!(
        (&run.json["card"]["kind"], &run.json["card"]["atr"]),
        (&"unknown".into(), &"3B80800101".into())
    );
    drop(card);
}

/// Two cards that both could be meant, in both readers.
fn two_cards() -> Option<(Desk, [(Trial, ServedCard); 2])> {
    let desk = or_skip(Desk::new())?;
    let cards = [Trial::hba(), Trial::smcb()].map(|trial| {
        let card = trial.card();
        (trial, card)
    });
    for (slot, (trial, card)) in (0..).zip(&cards) {
        trial.keep_secret(&desk);
        desk.insert(card, slot);
    }
    Some((desk, cards))
}

#[test]
fn a_script_chooses_none_of_several_cards_and_is_told_how_to_name_one() {
    let Some((desk, [(_, hba), (smcb_trial, smcb)])) = two_cards() else {
        return;
    };
    let file = smcb_trial.secrets_file(&desk);
    for arguments in [
        vec!["status", "--json"],
        vec!["activate", "--json", "--secrets-file", &file],
    ] {
        let run = desk.run(&arguments);
        let tails = [&hba.iccsn()[16..], &smcb.iccsn()[16..]].map(str::to_owned);
        assert_dead_end(
            &run,
            13,
            "choose_card",
            &["Virtual PCD 00 00", "Virtual PCD 00 01", "--card ZIFFERN"],
        );
        for tail in tails {
            assert!(run.says(&tail), "{run}");
        }
    }
    assert_eq!(hba.secrets_seen() + smcb.secrets_seen(), 0);

    let (number, tail) = (hba.iccsn(), smcb.iccsn()[16..].to_owned());
    for (limit, kind) in [
        (["--card", &number], "hba"),
        (["--card", &tail], "smcb"),
        (["--reader", "Virtual PCD 00 00"], "hba"),
        (["--reader", "pcd 00 01"], "smcb"),
    ] {
        let run = desk.expect(0, &[&["status", "--json"], &limit[..]].concat());
        assert_eq!(run.json["card"]["kind"], kind, "{limit:?}");
    }
    let nobody = desk.run(&["status", "--json", "--card", "98765"]);
    assert_dead_end(&nobody, 6, "no_such_card", &["mit der angegebenen Nummer"]);
    let elsewhere = desk.run(&["status", "--json", "--card", &number, "--reader", "00 01"]);
    assert_dead_end(&elsewhere, 6, "no_such_card", &[]);

    let seen = hba.seen().len();
    desk.expect(
        0,
        &[
            "activate",
            "--json",
            "--reader",
            "00 01",
            "--secrets-file",
            &file,
        ],
    );
    smcb_trial.assert_activated(&smcb);
    assert_eq!(hba.seen().len(), seen, "--reader was left");
}

#[test]
fn a_person_chooses_by_number() {
    let Some((desk, [(_, hba), (smcb_trial, smcb)])) = two_cards() else {
        return;
    };
    let mut terminal = desk.terminal(&["activate"]);
    terminal
        .expect("Mehrere Karten gefunden.")
        .expect("[1] ")
        .expect("[2] ")
        .expect("Nummer: ");
    terminal
        .send_line("4")
        .expect("Bitte eine Nummer von 1 bis 3 eingeben.")
        .expect("Nummer: ")
        .send_line("2");
    terminal
        .expect("SMC-B")
        .begin()
        .type_transport(&smcb_trial.pins[0])
        .type_new(&smcb_trial.pins[0]);
    terminal.expect("Fertig: alle PINs dieser Karte sind gesetzt.");
    assert_eq!(terminal.exit_code(), 0);
    desk.search(&mut terminal);
    smcb_trial.assert_activated(&smcb);
    assert_eq!(hba.secrets_seen(), 0);
}

#[test]
fn the_one_suitable_card_among_others_is_taken() {
    let Some(egk) = image("EGK_G21_TU_root6.xml") else {
        return;
    };
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let (egk, trial) = (ServedCard::new(&egk), Trial::smcb());
    let card = trial.card();
    desk.insert(&egk, 0);
    desk.insert(&card, 1);
    let file = trial.secrets_file(&desk);
    let run = desk.expect(0, &["activate", "--json", "--secrets-file", &file]);
    assert_eq!(
        run.json["reader"]["name"],
        desk.pcscd.reader_name(1).as_str()
    );
    trial.assert_activated(&card);
    assert_eq!(egk.secrets_seen(), 0);
}

#[test]
fn a_busy_card_hides_no_free_one() {
    let Some((desk, [(_, hba), (_, smcb)])) = two_cards() else {
        return;
    };
    let mut other = OtherProgram::start(&desk.pcscd);
    other
        .does(&format!("shared {}", desk.pcscd.reader_name(0)))
        .does("begin");
    let run = desk.expect(
        0,
        &["status", "--json", "--card", &smcb.iccsn(), "--wait", "1"],
    );
    assert_eq!(run.json["card"]["kind"], "smcb");
    let held = desk.run(&["status", "--json", "--card", &hba.iccsn(), "--wait", "1"]);
    assert_dead_end(
        &held,
        7,
        "busy",
        &["Ein anderes Programm benutzt die Karte"],
    );
}

#[test]
fn a_service_that_dies_while_a_card_is_waited_for_is_said() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let terminal = &mut desk.terminal(&["activate"]);
    terminal.expect("Bitte die Karte einstecken");
    desk.pcscd.crash();
    terminal
        .expect("Der Kartendienst dieses PCs (PC/SC) antwortet nicht")
        .expect("pcscd.socket");
    assert_eq!(terminal.exit_code(), 3);
}

#[test]
fn a_service_that_dies_while_another_program_is_waited_for_is_said() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let trial = Trial::smcb();
    let card = trial.card();
    trial.keep_secret(&desk);
    desk.insert(&card, 0);
    let mut other = OtherProgram::start(&desk.pcscd);
    other.does(&format!("shared {}", desk.pcscd.reader_name(0)));
    let mut terminal = desk.terminal(&["activate"]);
    terminal.begin().type_transport(&trial.pins[0]);
    other.does("begin");
    terminal
        .type_new(&trial.pins[0])
        .expect("Ein anderes Programm benutzt die Karte");
    desk.pcscd.crash();
    terminal.expect("Der Kartendienst dieses PCs (PC/SC) antwortet nicht");
    assert_eq!(terminal.exit_code(), 3);
    assert_eq!(card.secrets_seen(), 0);
}

#[test]
fn a_service_that_dies_while_the_person_types_is_said() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let trial = Trial::smcb();
    let card = trial.card();
    trial.keep_secret(&desk);
    desk.insert(&card, 0);
    let mut terminal = desk.terminal(&["activate"]);
    terminal.begin().type_transport(&trial.pins[0]);
    desk.pcscd.crash();
    terminal
        .type_new(&trial.pins[0])
        .expect("Der Kartendienst dieses PCs (PC/SC) antwortet nicht");
    assert_eq!(terminal.exit_code(), 3);
    desk.search(&mut terminal);
    assert_eq!(card.secrets_seen(), 0);
}

#[test]
fn a_service_that_dies_after_the_first_pin_does_not_take_it_back() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let trial = Trial::hba();
    let card = trial.card();
    trial.keep_secret(&desk);
    desk.insert(&card, 0);
    let mut terminal = desk.terminal(&["activate"]);
    terminal
        .begin()
        .type_transport(&trial.pins[0])
        .type_new(&trial.pins[0]);
    terminal
        .yes("Diese PIN ist eine Unterschrift")
        .type_transport(&trial.pins[1]);
    desk.pcscd.crash();
    terminal
        .type_new(&trial.pins[1])
        .expect("antwortet nicht mehr")
        .expect("gemeldeten Ergebnisse gelten");
    assert_eq!(terminal.exit_code(), 3);
    assert!(
        !terminal.output().contains("wurde nichts getan"),
        "{}",
        terminal.output()
    );
    desk.search(&mut terminal);
    assert_eq!(
        (card.pin("PIN.CH"), card.pin("PIN.QES"), card.secrets_seen()),
        ((false, 3), (true, 3), 1)
    );
}

#[test]
fn a_service_that_dies_with_the_secret_under_way_leaves_an_unknown_outcome_and_an_open_note() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let trial = Trial::smcb();
    let card = trial.card();
    desk.insert(&card, 0);
    let file = trial.secrets_file(&desk);
    card.at(
        CHANGE_REFERENCE_DATA,
        Mishap::AnswerAfter(Duration::from_millis(500)),
    );
    let run = desk.start(&["activate", "--json", "--wait", "1", "--secrets-file", &file]);
    card.wait_until_seen(CHANGE_REFERENCE_DATA, 1);
    desk.pcscd.crash();
    let run = run.end();
    assert_dead_end(
        &run,
        9,
        "outcome_unknown",
        &["Ob sie wirkte oder einen Versuch kostete, ist offen."],
    );
    let notes = std::fs::read_to_string(desk.home.join("state/pinlotse/rehearsals.json")).unwrap();
    assert!(notes.contains("open"), "{notes}");
}

/// Takes conversations at a socket and ends each at once, as a daemon does that refuses a user or
/// goes away.
fn hang_up_on_all(socket: &Path, end: Duration) -> std::thread::JoinHandle<()> {
    let listener = std::os::unix::net::UnixListener::bind(socket).unwrap();
    listener.set_nonblocking(true).unwrap();
    std::thread::spawn(move || {
        let began = std::time::Instant::now();
        while began.elapsed() < end {
            drop(listener.accept());
            std::thread::sleep(Duration::from_millis(2));
        }
    })
}

#[test]
fn a_service_that_always_hangs_up_refuses_and_one_that_stops_doing_so_is_gone() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    for (end, code, sentence) in [
        (2500, "not_allowed", "verweigert den Zugriff"),
        (300, "no_service", "antwortet nicht"),
    ] {
        let folder = support::temp::Temp::new();
        let socket = folder.join("pcscd.comm");
        let daemon = hang_up_on_all(&socket, Duration::from_millis(end));
        let environment = [("PCSCLITE_CSOCK_NAME", socket.as_os_str())];
        let run = desk
            .start_with(&["status", "--json", "--wait", "0"], &environment)
            .end();
        assert_dead_end(&run, 3, code, &[sentence]);
        daemon.join().unwrap();
    }
}
