//! What `doctor` says of a Konnektor beside what is in the way: which one it is, what it offers, and
//! what the mandant has at other workplaces.

use serde_json::json;
use support::journey::Journey;
use support::konnektor::{Card, Konnektor, PRACTICE, TerminalId, make};
use support::script::Script;

use super::with;

/// A terminal that stands at another workplace of the same mandant and client system.
fn elsewhere(konnektor: &Konnektor, name: &str, workplace: &str) -> TerminalId {
    let terminal = konnektor.add_terminal_elsewhere(name, 2);
    let id = konnektor.terminal_id(terminal);
    konnektor.model(|model| {
        model.enter(PRACTICE.0, PRACTICE.1, workplace);
        model.local.push((workplace.to_owned(), id));
    });
    terminal
}

#[test]
fn a_card_at_another_workplace_is_told_of_with_the_assignment_that_is_missing() {
    let konnektor = Konnektor::new(&make::EHEX);
    konnektor.add_terminal("Empfang", 1);
    let labour = elsewhere(&konnektor, "Labor", "labor");
    konnektor.insert(labour, 1, Card::hba());
    let mut journey = Journey::through(&konnektor);
    let ran = journey.run(&["--json", "doctor", "--details"], Script::nobody());
    ran.exits(5)
        .says("„Labor“ (Arbeitsplatz „labor“), Steckplatz 1")
        .says("Vom Arbeitsplatz „empfang“ aus ist das nicht zu benutzen")
        .says("im Informationsmodell, ihr Kartenterminal auch diesem Arbeitsplatz zuordnen")
        .says("pinlotse konnektor einrichten praxis --again --workplace ARBEITSPLATZ")
        .never_says("80276883110000220885");
    let findings = ran.value("/findings");
    let codes: Vec<&str> = findings
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|finding| finding["code"].as_str())
        .collect();
    assert!(codes.contains(&"cards_elsewhere"), "{codes:?}");
    let there = "/konnektor/elsewhere/terminals/0";
    assert_eq!(ran.value(&format!("{there}/name")), "Labor");
    assert_eq!(ran.value(&format!("{there}/workplaces")), json!(["labor"]));
    let card = "/konnektor/elsewhere/cards/0";
    assert_eq!(ran.value(&format!("{card}/card_type")), "HBA");
    assert_eq!(ran.value(&format!("{card}/terminal")), "Labor");
    // What can be worked at is what the workplace has.
    let ran = journey.run(&["--json", "readers"], Script::nobody());
    ran.exits(0).never_says("Labor");
    konnektor.is_content();
}

#[test]
fn a_workplace_without_a_terminal_is_told_where_those_of_the_mandant_are() {
    let konnektor = Konnektor::new(&make::EHEX);
    elsewhere(&konnektor, "Labor", "labor");
    elsewhere(&konnektor, "OP", "op");
    let mut journey = Journey::through(&konnektor);
    let ran = journey.run(&["--json", "doctor", "--details"], Script::nobody());
    ran.exits(4)
        .says("Kartenterminals des Arbeitsplatzes: keines")
        .says("„Labor“ (Arbeitsplatz „labor“), „OP“ (Arbeitsplatz „op“)")
        .says("dem Arbeitsplatz „empfang“ als lokales zuordnen");
    // A card there is not asked for twice, and a list that is known is not asked for anew.
    assert_eq!(
        konnektor.asked(),
        [
            "connector.sds",
            "GetCardTerminals",
            "GetCardTerminals",
            "GetCards"
        ]
    );
    konnektor.is_content();
}

#[test]
fn which_konnektor_it_is_and_what_it_offers_stands_on_one_page() {
    let (konnektor, _) = with(Card::hba());
    let mut journey = Journey::through(&konnektor);
    let ran = journey.run(&["--json", "doctor", "--details"], Script::nobody());
    ran.exits(0)
        .says("eHEX infinity konnektor, Firmware 2.0.1, Hardware 1.2.0, Produkttypversion 6.0.2")
        .says("CardService 8.1.2 (von 8.1.0, 8.1.1, 8.1.2, 8.2.1): GetPinStatus, VerifyPin, ChangePin, UnblockPin")
        .says("außerdem, hier nicht gebraucht: SignatureService 7.5.5, AuthSignatureService 7.4.1");
    let services = ran.value("/konnektor/services/0");
    assert_eq!(services["version"], "8.1.2");
    assert_eq!(
        services["offered"],
        json!(["8.1.0", "8.1.1", "8.1.2", "8.2.1"])
    );
    assert_eq!(ran.value("/konnektor/connection"), json!(null));
    assert_eq!(
        konnektor.asked()[..4],
        [
            "connector.sds",
            "GetCardTerminals",
            "GetCards",
            "GetCardTerminals"
        ]
    );
    konnektor.is_content();
}

/// Some makers stand in the name of what they make.
#[test]
fn a_maker_that_stands_in_the_name_is_said_once_and_commands_lead_to_the_same_konnektor() {
    let konnektor = Konnektor::new(&make::SECUNET_6);
    let terminal = konnektor.add_terminal("Empfang", 1);
    konnektor.insert(terminal, 1, Card::smcb());
    let mut journey = Journey::through(&konnektor);
    let ran = journey.run(&["doctor", "--details"], Script::person());
    ran.exits(0)
        .says("Dienstverzeichnis: secunet konnektor, Firmware 6.0.2");
    let ran = journey.run(&["doctor"], Script::person());
    ran.exits(0)
        .says("„pinlotse --reader konnektor:praxis diagnose --details“");
}
