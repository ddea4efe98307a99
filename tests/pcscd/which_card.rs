//! Which card a script works on while other programs and other cards are there.

use support::desk::{Desk, Trial};
use support::forged_service::ForgedService;
use support::or_skip;
use support::other_program::OtherProgram;
use support::pad::{PadReader, Settings};

#[test]
fn a_secret_never_goes_to_the_card_beside_the_one_that_another_program_holds() {
    let (meant, beside) = (Trial::smcb(), Trial::hba());
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let cards = [meant.card(), beside.card()];
    desk.insert(&cards[0], 0);
    desk.insert(&cards[1], 1);
    meant.keep_secret(&desk);
    beside.keep_secret(&desk);
    let mut other = OtherProgram::start(&desk.pcscd);
    other
        .does(&format!("shared {}", desk.pcscd.reader_name(0)))
        .does("begin");
    let secrets = desk.secrets_file(&[
        ("transport.ch", beside.pins[0].transport),
        ("current.ch", "739164"),
        ("new.ch", beside.pins[0].new),
        ("puk.ch", "24680135"),
    ]);
    for run in desk.start_all(&[&["status"], &["certs"]], &secrets) {
        let run = run.end();
        run.assert_exit(7);
        assert_eq!(run.error(), "busy", "{run}");
    }
    assert!(cards.iter().all(|card| card.secrets_seen() == 0));
    // Who is told which one is meant need not wait for it.
    let named = cards[1].iccsn();
    desk.expect(0, &["status", "--json", "--card", &named, "--wait", "0"]);
}

#[test]
fn the_named_card_is_waited_for_beside_another_one_and_beside_one_that_is_held() {
    for held in [false, true] {
        let (there, meant) = (Trial::hba().card(), Trial::smcb().card());
        let Some(desk) = or_skip(Desk::new()) else {
            return;
        };
        desk.insert(&there, 0);
        let mut other = OtherProgram::start(&desk.pcscd);
        other.does(&format!("shared {}", desk.pcscd.reader_name(0)));
        if held {
            other.does("begin");
        }
        let number = meant.iccsn();
        let arguments = ["status", "--json", "--wait", "60", "--card", &number[16..]];
        let run = desk.start(&arguments);
        run.wait_for_stderr(if held {
            "Ein anderes Programm benutzt die Karte"
        } else {
            "Die Karte mit der angegebenen Nummer steckt nicht"
        });
        meant.insert(desk.pcscd.vpcd_port(1));
        let run = run.end();
        run.assert_exit(0);
        assert_eq!(run.json["card"]["iccsn"], number, "{run}");
    }
}

#[test]
fn the_named_card_may_take_the_place_of_another_one() {
    let (there, meant) = (Trial::hba().card(), Trial::smcb().card());
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    desk.insert(&there, 0);
    let number = meant.iccsn();
    let run = desk.start(&["status", "--json", "--wait", "60", "--card", &number]);
    run.wait_for_stderr("Die Karte mit der angegebenen Nummer steckt nicht");
    there.pull();
    meant.insert(desk.pcscd.vpcd_port(0));
    let run = run.end();
    run.assert_exit(0);
    assert_eq!(run.json["card"]["iccsn"], number, "{run}");
}

#[test]
fn a_reader_by_name_only_is_in_nobodys_way() {
    const HELLO: &str = "Windows Hello for Business 1";
    let mut pads = [HELLO, "Leser"].map(|name| PadReader::new(name, 1, &Settings::default()));
    let Some(desk) = or_skip(Desk::with_pads(&mut pads)) else {
        return;
    };
    // There is always something in it, and nobody can connect to it.
    pads[0].slot(0).insert(support::faults::card("hba"));
    desk.wait_for_state(0, &["card"]);
    let Some(forged) = or_skip(ForgedService::new(&format!(
        "SCardConnect 8010000B 0 {HELLO}"
    ))) else {
        return;
    };
    let run = |arguments: &[&str]| desk.start_with(arguments, &forged.environment());
    for command in ["status", "doctor"] {
        let run = run(&[command, "--json", "--wait", "1"]).end();
        run.assert_exit(5);
        assert_eq!(run.error(), "no_card", "{run}");
    }
    let waiting = run(&["status", "--json", "--wait", "60"]);
    waiting.wait_for_stderr("Bitte die Karte einstecken");
    pads[1].slot(0).insert(support::faults::card("smcb"));
    let waiting = waiting.end();
    waiting.assert_exit(0);
    assert_eq!(waiting.json["card"]["kind"], "smcb", "{waiting}");

    let run = run(&["doctor", "--json"]).end();
    run.assert_exit(0);
    assert_eq!(run.json["card"]["kind"], "smcb", "{run}");
    assert_eq!(run.json["readers"][0]["foreign"], "windows_hello", "{run}");
}

#[test]
fn a_long_wait_beside_a_busy_card_takes_one_place_in_the_service() {
    let Some(desk) = or_skip(Desk::new()) else {
        return;
    };
    let card = Trial::smcb().card();
    desk.insert(&card, 0);
    let mut other = OtherProgram::start(&desk.pcscd);
    other
        .does(&format!("shared {}", desk.pcscd.reader_name(0)))
        .does("begin");
    let Some(forged) = or_skip(ForgedService::new("")) else {
        return;
    };
    let forged = forged.logging_to(desk.home.join("conversations"));
    // With an empty reader beside it, it is looked at every two seconds.
    let arguments = ["status", "--json", "--wait", "7"];
    let run = desk.start_with(&arguments, &forged.environment()).end();
    run.assert_exit(7);
    let waiting = run
        .stderr
        .matches("Ein anderes Programm benutzt die Karte, ich");
    assert_eq!(waiting.count(), 1, "{run}");
    // One to ask which readers there are, one for the card.
    assert_eq!(forged.conversations(), 2, "{run}");
}
