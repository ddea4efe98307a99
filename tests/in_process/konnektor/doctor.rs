//! What `doctor` says of a Konnektor and the cards in its terminals.

use support::journey::Journey;
use support::konnektor::{At, Card, Fault, Konnektor, Operation, make};
use support::script::Script;

use super::with;

fn codes(ran: &support::journey::Ran) -> Vec<String> {
    let findings = ran.value("/findings");
    let code = |finding: &serde_json::Value| finding["code"].as_str().unwrap().to_owned();
    findings.as_array().unwrap().iter().map(code).collect()
}

#[test]
fn the_way_is_told_from_the_directory_to_the_card_and_nothing_of_the_service_of_this_pc() {
    let (konnektor, _) = with(Card::hba());
    let mut journey = Journey::through(&konnektor);
    let ran = journey.run(&["--json", "doctor", "--details"], Script::nobody());
    ran.exits(0)
        .says("eHEX")
        .says("CardService 8.1.2")
        .says("Anmeldung und Zuordnung stimmen")
        .says("„pinlotse --reader konnektor:praxis aktivieren“")
        .never_says("ATR:")
        .says("Empfang: am Arbeitsplatz, verbunden")
        .never_says("PC/SC");
    // Each of three slots is a reader.
    let expected = [
        "transport",
        "no_smcb",
        "konnektor_ok",
        "reader_ok",
        "reader_ok",
        "reader_ok",
    ];
    assert_eq!(codes(&ran), expected);
    assert_eq!(ran.value("/konnektor/services/0/name"), "CardService");
    assert_eq!(ran.value("/konnektor/terminals/0/asks"), "itself");
    assert_eq!(ran.value("/readers/1/terminal/slot"), 2);
    konnektor.is_content();
}

/// People call terminals what they like.
#[test]
fn a_terminal_is_not_judged_by_its_name() {
    let konnektor = Konnektor::new(&make::EHEX);
    let terminal = konnektor.add_terminal("REINER SCT cyberJack UICC YubiKey", 1);
    konnektor.insert(terminal, 1, Card::hba());
    let mut journey = Journey::through(&konnektor);
    let ran = journey.run(&["--json", "doctor"], Script::nobody());
    ran.exits(0);
    assert_eq!(
        codes(&ran),
        ["transport", "no_smcb", "konnektor_ok", "reader_ok"]
    );
    journey.run(&["status"], Script::nobody()).exits(0);
}

#[test]
fn each_failure_is_a_finding_with_the_next_step_of_the_administrator() {
    for (operation, fault, exit, word, step) in [
        (
            Operation::Directory,
            Fault::http("401 Unauthorized", "", ""),
            3,
            "konnektor_login",
            "wie sich dieses Clientsystem anmeldet",
        ),
        (
            Operation::GetCards,
            Fault::code(4004),
            3,
            "konnektor_context",
            "Informationsmodell",
        ),
        (
            Operation::GetCardTerminals,
            Fault::code(4005),
            3,
            "konnektor_context",
            "Ein Clientsystem dieses Namens gibt es im Konnektor nicht",
        ),
        (
            Operation::GetCardTerminals,
            Fault::code(4010),
            3,
            "konnektor_context",
            "das Clientsystem dem Mandanten zuordnen",
        ),
        (
            Operation::GetCardTerminals,
            Fault::code(4014),
            3,
            "konnektor_context",
            "für den Mandanten den Arbeitsplatz dem Clientsystem zuordnen",
        ),
        (
            Operation::GetCards,
            Fault::code(4015),
            3,
            "konnektor_context",
            "das Kartenterminal dem Arbeitsplatz zuordnen: als lokales",
        ),
        (
            Operation::GetCardTerminals,
            Fault::code(4001),
            1,
            "konnektor_failed",
            "Nummer und Meldung",
        ),
    ] {
        let (konnektor, _) = with(Card::hba());
        konnektor.on(At::Every(operation), fault);
        let mut journey = Journey::through(&konnektor);
        let ran = journey.run(&["--json", "doctor"], Script::nobody());
        ran.exits(exit).says(step);
        assert_eq!(codes(&ran), [word]);
    }
}

#[test]
fn what_is_missing_at_the_terminals_is_told() {
    let konnektor = Konnektor::new(&make::EHEX);
    let mut journey = Journey::through(&konnektor);
    let ran = journey.run(&["--json", "doctor"], Script::nobody());
    ran.exits(4);
    assert_eq!(codes(&ran), ["no_terminal", "konnektor_ok"]);
    let here = konnektor.add_terminal("Empfang", 1);
    let gone = konnektor.add_terminal("Labor", 1);
    konnektor.insert(here, 1, Card::hba());
    konnektor.terminal_goes(gone);
    journey.context.user = None;
    let ran = journey.run(&["--json", "doctor"], Script::nobody());
    ran.exits(0);
    let found = codes(&ran);
    for code in ["terminal_not_connected", "user_missing", "transport"] {
        assert!(found.iter().any(|one| one == code), "{code}: {found:?}");
    }
}
