//! Another program works with the card, too: nothing of ours resets it, whatever goes wrong. Only a
//! VERIFY of our own is taken back.

use std::time::Duration;

use rustix::process::Signal;
use support::desk::{Desk, Trial};
use support::forged_service::ForgedService;
use support::or_skip;
use support::other_program::OtherProgram;
use support::served_card::{Mishap, READ_BINARY, ServedCard};

#[test]
fn a_card_is_left_as_it_is_on_every_path() {
    let trial = Trial::smcb();
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let card = trial.card();
    desk.insert(&card, 0);
    for plan in [
        "",
        // Another program begins its transaction just before the reader is asked what it can do.
        "SCardControl 8010000B 0",
        // … and before ours, so that the reader is asked for its features past the card.
        "SCardBeginTransaction 8010000B 0;SCardControl 8010000B 0",
        "SCardBeginTransaction 80100068 0;SCardReconnect 80100069 0",
        "SCardBeginTransaction 80100013 0",
        "SCardControl 80100069 0",
    ] {
        let log = desk.home.join("dispositions");
        let _ = std::fs::remove_file(&log);
        let Some(forged) = or_skip(ForgedService::new(plan)) else {
            return;
        };
        let forged = forged.logging_to(log);
        for command in ["readers", "status", "doctor"] {
            let arguments = [command, "--json", "--wait", "0"];
            desk.start_with(&arguments, &forged.environment()).end();
        }
        let all = forged.dispositions();
        assert!(!all.is_empty(), "{plan}");
        assert!(
            all.iter().all(|line| line.ends_with(" 0")),
            "{plan}: {all:?}"
        );
    }
}

/// A card whose PIN another program has verified.
fn verified() -> Option<(Trial, Desk, ServedCard, OtherProgram)> {
    let trial = Trial::smcb();
    let desk = or_skip(Desk::new())?;
    let card = trial.card();
    desk.insert(&card, 0);
    trial.keep_secret(&desk);
    let file = trial.secrets_file(&desk);
    desk.expect(0, &["activate", "--json", "--secrets-file", &file]);
    let block = apdu::Pin::from_digits(trial.pins[0].new.as_bytes())
        .unwrap()
        .block();
    let mut other = OtherProgram::start(&desk.pcscd);
    other
        .does(&format!("shared {}", desk.pcscd.reader_name(0)))
        .sends("00A4040C", "9000")
        .sends(
            &format!("0020000108{}", hex::encode_upper(block.octets())),
            "9000",
        );
    Some((trial, desk, card, other))
}

#[test]
fn what_another_program_verified_survives_a_signal_in_the_middle_of_a_read() {
    let Some((_trial, desk, card, mut other)) = verified() else {
        return;
    };
    for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
        let read = card.count(READ_BINARY);
        card.at(READ_BINARY, Mishap::AnswerAfter(Duration::from_millis(500)));
        let run = desk.start(&["status", "--json"]);
        card.wait_until_seen(READ_BINARY, read + 1);
        run.signal(signal);
        run.end().assert_exit(15);
        assert_eq!(other.ask("send 80200001"), "9000", "{signal:?}");
    }
}

#[test]
fn what_another_program_verified_survives_the_end_of_a_wait_for_it() {
    let Some((_trial, desk, _card, mut other)) = verified() else {
        return;
    };
    other.does("begin");
    desk.run(&["status", "--json", "--wait", "1"])
        .assert_exit(7);
    assert_eq!(other.ask("send 80200001"), "9000");
    let run = desk.start(&["status", "--json", "--wait", "600"]);
    run.wait_for_stderr("Ein anderes Programm benutzt die Karte");
    run.signal(Signal::TERM);
    run.end().assert_exit(15);
    assert_eq!(other.ask("send 80200001"), "9000");
    other.does("end");
    assert_eq!(other.ask("send 80200001"), "9000");
}

#[test]
fn what_another_program_verified_survives_every_command_and_every_error() {
    let Some((trial, desk, _card, mut other)) = verified() else {
        return;
    };
    let own = trial.pins[0].new;
    let file = trial.secrets_file(&desk);
    // The gate refuses them: they are for another card.
    let of_another = desk.secrets_file(&[
        ("card", "80276999990000009999"),
        ("current.smc", own),
        ("new.smc", "246801"),
        ("puk.smc", "24680135"),
    ]);
    let of_another = of_another.to_str().unwrap();
    let commands = [
        &["readers"][..],
        &["status"],
        &["certs"],
        &["doctor"],
        &["activate", "--secrets-file", &file],
        &["change", "--secrets-file", of_another],
        &["verify", "--secrets-file", of_another],
        &["unblock", "--secrets-file", of_another],
    ];
    for plan in [
        "",
        "SCardControl 8010000B 0",
        "SCardControl 80100069 0",
        "SCardBeginTransaction 8010000B 0",
        "SCardBeginTransaction 80100068 1",
        "SCardStatus 12345678 0",
        "SCardTransmit 80100068 1",
        "SCardTransmit 12345678 0",
        "SCardGetStatusChange 80100012 1",
    ] {
        let Some(forged) = or_skip(ForgedService::new(plan)) else {
            return;
        };
        // Every command, and where something breaks one of each kind.
        let some = [1, 3, 5].map(|index| commands[index]);
        let commands = if plan.is_empty() {
            &commands[..]
        } else {
            &some
        };
        for command in commands {
            let arguments = [*command, &["--json", "--wait", "0"]].concat();
            desk.start_with(&arguments, &forged.environment()).end();
            assert_eq!(
                other.ask("send 80200001"),
                "9000",
                "{command:?} at {plan:?}"
            );
        }
    }
}
