//! Another program works with the card, too: nothing of ours resets it, whatever goes wrong. Only a
//! VERIFY of our own is taken back.

use support::desk::{Desk, Trial};
use support::forged_service::ForgedService;
use support::or_skip;
use support::other_program::OtherProgram;

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

#[test]
fn what_another_program_verified_survives_every_command_and_every_error() {
    let trial = Trial::smcb();
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let card = trial.card();
    desk.insert(&card, 0);
    trial.keep_secret(&desk);
    let file = trial.secrets_file(&desk);
    desk.expect(0, &["activate", "--json", "--secrets-file", &file]);
    let own = trial.pins[0].new;
    let block = apdu::Pin::from_digits(own.as_bytes()).unwrap().block();
    let mut other = OtherProgram::start(&desk.pcscd);
    other
        .does(&format!("shared {}", desk.pcscd.reader_name(0)))
        .sends("00A4040C", "9000")
        .sends(
            &format!("0020000108{}", hex::encode_upper(block.octets())),
            "9000",
        );
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
