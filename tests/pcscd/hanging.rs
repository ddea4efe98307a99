//! Nothing answers, or something that nobody foresaw: a service that is stopped or started anew, a
//! card that is silent, numbers that no service gives on demand. Every command ends, says what it
//! is, and can be stopped at any time before a secret is out.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustix::process::Signal;
use support::desk::{Desk, Trial};
use support::forged_service::ForgedService;
use support::or_skip;
use support::other_program::OtherProgram;
use support::pad::{PadReader, Settings};
use support::served_card::{GET_PIN_STATUS, Mishap, READ_BINARY};
use support::wait_for;

/// Longer than any test waits.
const FOR_EVER: Duration = Duration::from_secs(120);

/// A card that answers the reset and nothing else.
struct SilentCard {
    wire: TcpStream,
    thread: Option<JoinHandle<()>>,
}

impl SilentCard {
    fn insert(desk: &Desk, slot: u16) -> Self {
        let wire = TcpStream::connect(("127.0.0.1", desk.pcscd.vpcd_port(slot))).unwrap();
        let mut card_side = wire.try_clone().unwrap();
        let thread = thread::spawn(move || {
            let mut length = [0; 2];
            while card_side.read_exact(&mut length).is_ok() {
                let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
                let read = card_side.read_exact(&mut message);
                if read.is_ok() && message == [4] {
                    let atr = [0, 5, 0x3B, 0x80, 0x80, 0x01, 0x01];
                    let _ = card_side.write_all(&atr);
                }
            }
        });
        let card = Self {
            wire,
            thread: Some(thread),
        };
        // Seen without a command, which would never be answered.
        let mut other = OtherProgram::start(&desk.pcscd);
        let reader = desk.pcscd.reader_name(slot);
        let there = || (other.ask(&format!("shared {reader}")) == "ok").then_some(());
        assert!(wait_for(there).is_some(), "{}", desk.pcscd.log());
        other.does("leave");
        card
    }
}

impl Drop for SilentCard {
    fn drop(&mut self) {
        let _ = self.wire.shutdown(Shutdown::Both);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

#[test]
fn a_service_that_is_stopped_ends_every_command() {
    let trial = Trial::smcb();
    let Some((desk, card)) = trial.on_desk() else {
        return;
    };
    let secrets = desk.secrets_file(&[
        ("transport.smc", "13579"),
        ("current.smc", "739164"),
        ("new.smc", "246801"),
        ("puk.smc", "24680135"),
    ]);
    desk.pcscd.stop();
    let reads = [&["readers"][..], &["status"], &["certs"], &["doctor"]];
    for run in desk.start_all(&reads, &secrets) {
        let run = run.end();
        run.assert_exit(3);
        assert_eq!(run.error(), "service_failed", "{run}");
        assert!(run.says("Er hängt"), "{run}");
    }
    desk.pcscd.go_on();
    assert_eq!(card.secrets_seen(), 0);
    desk.expect(0, &["status", "--json"]);
}

#[test]
fn a_person_is_told_of_a_service_that_is_stopped() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    desk.pcscd.stop();
    let mut guide = desk.terminal(&[]);
    guide.expect("nur Enter: 1): ").send_line("");
    let mut activate = desk.terminal(&["activate"]);
    activate.expect("hängt.");
    assert_eq!(activate.exit_code(), 3, "{}", activate.output());
    guide.expect("hängt.").send_ctrl('c');
    assert_eq!(guide.exit_code(), 15, "{}", guide.output());
    desk.pcscd.go_on();
}

#[test]
fn a_signal_ends_the_wait_for_a_service_that_is_stopped() {
    let trial = Trial::smcb();
    let Some((desk, _card)) = trial.on_desk() else {
        return;
    };
    for signal in [Signal::TERM, Signal::INT] {
        desk.pcscd.stop();
        let run = desk.start(&["status", "--json", "--wait", "600"]);
        run.wait_for_stderr("Der Kartendienst dieses PCs antwortet gerade nicht");
        run.signal(signal);
        run.end().assert_exit(15);
        desk.pcscd.go_on();
    }
    // And the wait itself, when the service goes on.
    desk.pcscd.stop();
    let run = desk.start(&["status", "--json", "--wait", "600"]);
    run.wait_for_stderr("Der Kartendienst dieses PCs antwortet gerade nicht");
    desk.pcscd.go_on();
    run.end().assert_exit(0);
}

#[test]
fn a_card_that_is_powered_up_and_never_answers_is_said_to_be_mute() {
    // One command at each: the service does not answer for a reader whose driver it waits for.
    for (command, exit) in [("status", 5), ("doctor", 5), ("readers", 0)] {
        let Some(desk) = or_skip(Desk::new()) else {
            return;
        };
        let _card = SilentCard::insert(&desk, 0);
        let run = desk.run(&[command, "--json", "--wait", "2"]);
        run.assert_exit(exit);
        if exit == 0 {
            assert_eq!(run.json["readers"][0]["state"], "mute", "{run}");
        } else {
            assert_eq!(run.error(), "card_mute", "{run}");
        }
    }
}

#[test]
fn a_service_that_is_stopped_in_the_middle_of_a_read_is_no_mute_card() {
    let trial = Trial::smcb();
    let Some((desk, card)) = trial.on_desk() else {
        return;
    };
    let read = card.count(READ_BINARY);
    card.at(READ_BINARY, Mishap::AnswerAfter(FOR_EVER));
    let run = desk.start(&["status", "--json", "--wait", "1"]);
    card.wait_until_seen(READ_BINARY, read + 1);
    desk.pcscd.stop();
    let run = run.end();
    run.assert_exit(3);
    assert_eq!(run.error(), "service_failed", "{run}");
    desk.pcscd.go_on();
}

#[test]
fn a_signal_ends_a_mere_read_that_takes_long() {
    let trial = Trial::smcb();
    let Some((desk, card)) = trial.on_desk() else {
        return;
    };
    let read = card.count(READ_BINARY);
    card.at(READ_BINARY, Mishap::AnswerAfter(FOR_EVER));
    let run = desk.start(&["status", "--json", "--wait", "600"]);
    card.wait_until_seen(READ_BINARY, read + 1);
    run.signal(Signal::TERM);
    run.end().assert_exit(15);
}

#[test]
fn a_signal_ends_a_read_in_the_gate_and_nothing_was_sent() {
    let trial = Trial::smcb();
    let Some((desk, card)) = trial.on_desk() else {
        return;
    };
    let looked = card.count(GET_PIN_STATUS);
    // The first is of the look, the second of the gate.
    card.at_later(GET_PIN_STATUS, 1, Mishap::AnswerAfter(FOR_EVER));
    let run = trial.start_activate(&desk);
    card.wait_until_seen(GET_PIN_STATUS, looked + 2);
    run.signal(Signal::INT);
    run.end().assert_exit(15);
    assert_eq!(card.secrets_seen(), 0);
    let notes = desk.expect(0, &["notes", "show", "--json"]);
    assert_eq!(notes.json["notes"].as_array().unwrap().len(), 0, "{notes}");
}

#[test]
fn a_signal_does_not_end_the_read_back_however_long_it_takes() {
    let trial = Trial::smcb();
    let Some((desk, card)) = trial.on_desk() else {
        return;
    };
    let looked = card.count(GET_PIN_STATUS);
    card.at_later(
        GET_PIN_STATUS,
        2,
        Mishap::AnswerAfter(Duration::from_secs(2)),
    );
    let run = trial.start_activate(&desk);
    card.wait_until_seen(GET_PIN_STATUS, looked + 3);
    run.signal(Signal::TERM);
    let run = run.end();
    run.assert_exit(0);
    assert_eq!(run.json["results"][0]["after"], "set", "{run}");
}

#[test]
fn a_service_that_is_started_anew_is_waited_for() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let card = Trial::smcb().card();
    let run = desk.start(&["status", "--json", "--wait", "60"]);
    run.wait_for_stderr("Bitte die Karte einstecken");
    desk.pcscd.restart();
    desk.insert(&card, 0);
    run.end().assert_exit(0);
}

#[test]
fn a_service_that_goes_away_for_good_while_it_is_waited_for_is_said() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let run = desk.start(&["status", "--json", "--wait", "3"]);
    run.wait_for_stderr("Bitte die Karte einstecken");
    desk.pcscd.crash();
    let run = run.end();
    run.assert_exit(3);
    assert_eq!(run.error(), "no_service", "{run}");
}

#[test]
fn whatever_the_service_answers_is_the_services_and_keeps_its_number() {
    let trial = Trial::smcb();
    let Some((desk, _card)) = trial.on_desk() else {
        return;
    };
    let rows = [
        ("SCardEstablishContext", "6", "service_failed"),
        ("SCardEstablishContext", "6D", "service_failed"),
        ("SCardEstablishContext", "6BA", "service_failed"),
        ("SCardEstablishContext", "80100006", "service_full"),
        ("SCardEstablishContext", "8010001D", "no_service"),
        ("SCardListReaders", "6", "service_failed"),
        ("SCardListReaders", "80100003", "service_failed"),
        ("SCardListReaders", "12345678", "service_failed"),
        ("SCardGetStatusChange", "80100022", "service_failed"),
        ("SCardGetStatusChange", "FFFFFFFF", "service_failed"),
    ];
    for (function, number, word) in rows {
        let Some(forged) = or_skip(ForgedService::new(&format!("{function} {number} 0"))) else {
            return;
        };
        let full = format!("0x{number:0>8}");
        for command in ["readers", "status"] {
            let arguments = [command, "--json", "--wait", "0"];
            let run = desk.start_with(&arguments, &forged.environment()).end();
            run.assert_exit(3);
            assert_eq!(run.error(), word, "{function} {number}: {run}");
            assert!(run.says(&full), "{full}: {run}");
        }
        let arguments = ["doctor", "--json"];
        let run = desk.start_with(&arguments, &forged.environment()).end();
        run.assert_exit(3);
    }
    let Some(forged) = or_skip(ForgedService::new("SCardEstablishContext 6 0")) else {
        return;
    };
    let run = desk
        .start_with(&["status", "--json", "--wait", "0"], &forged.environment())
        .end();
    assert!(run.says("Sitzung aus der Ferne"), "{run}");
}

#[test]
fn a_passing_answer_of_the_service_is_asked_again() {
    let trial = Trial::smcb();
    let Some((desk, _card)) = trial.on_desk() else {
        return;
    };
    for plan in [
        "SCardGetStatusChange 80100012 5",
        "SCardListReaders 80100003 3",
        "SCardEstablishContext 6BA 2",
    ] {
        let Some(forged) = or_skip(ForgedService::new(plan)) else {
            return;
        };
        let run = desk
            .start_with(&["status", "--json"], &forged.environment())
            .end();
        run.assert_exit(0);
    }
}

#[test]
fn a_reader_that_speaks_no_protocol_of_ours_holds_a_mute_card_and_does_not_break_a_line() {
    let trial = Trial::smcb();
    let Some((desk, _card)) = trial.on_desk() else {
        return;
    };
    let Some(forged) = or_skip(ForgedService::new("SCardConnect 8010000F 0")) else {
        return;
    };
    let run = desk
        .start_with(&["status", "--json", "--wait", "0"], &forged.environment())
        .end();
    run.assert_exit(5);
    assert_eq!(run.error(), "card_mute", "{run}");
}

#[test]
fn a_number_never_seen_of_a_card_breaks_its_line_and_stands_in_the_message() {
    let trial = Trial::smcb();
    let Some((desk, _card)) = trial.on_desk() else {
        return;
    };
    for function in [
        "SCardConnect",
        "SCardBeginTransaction",
        "SCardStatus",
        "SCardTransmit",
    ] {
        let Some(forged) = or_skip(ForgedService::new(&format!("{function} 12345678 0"))) else {
            return;
        };
        for command in ["status", "certs", "doctor"] {
            let arguments = [command, "--json", "--wait", "0"];
            let run = desk.start_with(&arguments, &forged.environment()).end();
            run.assert_exit(8);
            assert_eq!(run.error(), "line_broken", "{function}: {run}");
            assert!(run.says("0x12345678"), "{function}: {run}");
        }
    }
}

#[test]
fn no_reader_is_no_missing_service() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    // Windows' word for an empty list.
    let Some(forged) = or_skip(ForgedService::new("SCardListReaders 8010002E 0")) else {
        return;
    };
    let arguments = ["readers", "--json"];
    let run = desk.start_with(&arguments, &forged.environment()).end();
    run.assert_exit(0);
    assert_eq!(run.json["readers"], serde_json::json!([]), "{run}");
    for command in ["status", "doctor"] {
        let arguments = [command, "--json", "--wait", "0"];
        let run = desk.start_with(&arguments, &forged.environment()).end();
        run.assert_exit(4);
        assert_eq!(run.error(), "no_reader", "{run}");
    }
}

#[test]
fn a_card_that_is_mute_after_its_reset_is_never_said_to_be_held_by_another_program() {
    let trial = Trial::smcb();
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let card = trial.card();
    desk.insert(&card, 1);
    let _silent = SilentCard::insert(&desk, 0);
    // Longer than one look takes: it is looked at again, and this program itself still waits for it.
    let run = desk.run(&["status", "--json", "--wait", "9"]);
    run.assert_exit(7);
    assert_eq!(run.error(), "card_mute", "{run}");
}

#[test]
fn a_service_that_is_full_is_said_to_take_no_more_programs() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let mut other = OtherProgram::start(&desk.pcscd);
    other.does("fill");
    for command in ["readers", "status", "doctor"] {
        let run = desk.run(&[command, "--json", "--wait", "0"]);
        run.assert_exit(3);
        assert_eq!(run.error(), "service_full", "{run}");
        assert!(run.says("nimmt keine weiteren Programme an"), "{run}");
    }
}

#[test]
fn a_reader_whose_name_is_no_utf8_is_readable_and_found_again() {
    let mut pads = [PadReader::new("Leser_ f~r 0", 1, &Settings::default())];
    // What Windows hands out for ® and ü.
    let conf: Vec<u8> = PadReader::conf(&mut pads)
        .into_bytes()
        .into_iter()
        .collect();
    let conf = replace(&conf, b"Leser_ f~r 0", b"Leser\xAE f\xFCr 0");
    let Some(desk) = or_skip(Desk::with_readers(&conf)) else {
        return;
    };
    pads[0].slot(0).insert(support::faults::card("smcb"));
    desk.wait_for_state(0, &["card"]);
    let run = desk.expect(0, &["readers", "--json"]);
    let name = run.json["readers"][0]["name"].as_str().unwrap().to_owned();
    assert!(name.starts_with("Leser® für 0"), "{name}");
    let run = desk.expect(0, &["status", "--json", "--reader", &name]);
    assert_eq!(run.json["reader"]["name"], name);
    desk.expect(0, &["status", "--json", "--reader", "leser® für"]);
}

fn replace(text: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = text
        .windows(from.len())
        .position(|window| window == from)
        .unwrap();
    [&text[..at], to, &text[at + from.len()..]].concat()
}
