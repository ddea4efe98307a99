//! What a Konnektor says beside its lists: that they may lack something, and why.

use serde_json::Value;
use support::journey::{Journey, Ran};
use support::konnektor::{At, Card, Fault, Konnektor, Operation, Spoil, make};
use support::script::Script;

use super::with;

/// The codes of the findings beside a list.
fn found(ran: &Ran) -> Vec<String> {
    let findings = ran.value("/findings");
    let code = |finding: &Value| finding["code"].as_str().unwrap().to_owned();
    findings.as_array().unwrap().iter().map(code).collect()
}

#[test]
fn a_terminal_without_a_line_is_told_as_one_and_not_as_one_that_asks_and_is_empty() {
    let konnektor = Konnektor::new(&make::EHEX);
    let gone = konnektor.add_terminal("Empfang", 1);
    konnektor.insert(gone, 1, Card::hba());
    konnektor.terminal_goes(gone);
    let mut journey = Journey::through(&konnektor);
    let ran = journey.run(&["--json", "readers"], Script::nobody());
    ran.exits(0)
        .says("zu dem der Konnektor gerade keine Verbindung hat")
        .says("ob eine Karte steckt, ist nicht bekannt")
        .says("keine Verbindung zum Kartenterminal „Empfang“")
        .says("gekoppelt (Pairing)")
        .never_says("fragt selbst nach der PIN")
        .never_says("keine Karte");
    assert_eq!(found(&ran), ["terminal_not_connected"]);
    assert_eq!(ran.value("/readers/0/terminal/connected"), false);
    let ran = journey.run(&["--json", "--wait", "0", "status"], Script::nobody());
    ran.fails(5, "no_card")
        .says("keine Verbindung zum Kartenterminal „Empfang“")
        .says("gekoppelt (Pairing)");
}

#[test]
fn a_warning_beside_a_list_is_told_with_its_number_and_its_next_step() {
    for list in [Operation::GetCards, Operation::GetCardTerminals] {
        let (konnektor, _) = with(Card::hba());
        konnektor.on(At::Every(list), Fault::Warning(4040));
        let mut journey = Journey::through(&konnektor);
        let ran = journey.run(&["--json", "readers"], Script::nobody());
        ran.exits(0)
            .says("4040")
            .says("vielleicht nicht vollständig")
            .says("Ist das Terminal eingeschaltet und am Netz?");
        assert_eq!(found(&ran), ["konnektor_warning"], "{list:?}");
        let message = ran.value("/findings/0/message").to_string();
        let of_cards = message.contains("Liste der Karten ");
        assert_eq!(of_cards, list == Operation::GetCards, "{message}");
        let ran = journey.run(&["--json", "doctor"], Script::nobody());
        let told = found(&ran);
        assert!(told.contains(&"konnektor_warning".to_owned()), "{told:?}");
    }
    let (konnektor, _) = with(Card::hba());
    konnektor.on(At::Every(Operation::GetCards), Fault::Warning(4040));
    let mut journey = Journey::through(&konnektor);
    let ran = journey.run(&["--json", "--wait", "0", "status"], Script::nobody());
    ran.fails(5, "no_card").says("4040");
}

/// What was listed is there, whatever was warned of.
#[test]
fn a_warning_without_a_number_is_told_too_and_where_none_is_none_is_told() {
    let (konnektor, _) = with(Card::hba());
    let mut journey = Journey::through(&konnektor);
    let ran = journey.run(&["--json", "readers"], Script::nobody());
    ran.exits(0).never_says("Warnung");
    assert_eq!(found(&ran), Vec::<String>::new());
    let warning = Fault::Spoiled(Spoil::Saying("Result", "Warning"));
    konnektor.on(At::Every(Operation::GetCards), warning);
    let ran = journey.run(&["--json", "readers"], Script::nobody());
    ran.exits(0).says("(ohne Nummer)");
    assert_eq!(found(&ran), ["konnektor_warning"]);
    assert_eq!(ran.value("/readers/1/card/kind"), "hba");
}

#[test]
fn a_terminal_that_comes_back_while_a_card_is_waited_for_has_its_line_again() {
    let konnektor = Konnektor::new(&make::EHEX);
    let gone = konnektor.add_terminal("Empfang", 1);
    konnektor.insert(gone, 1, Card::hba());
    konnektor.terminal_goes(gone);
    konnektor.before(At::Request(4), move |konnektor| {
        konnektor.terminal_comes_back(gone);
    });
    let mut journey = Journey::through(&konnektor);
    let ran = journey.run(&["--json", "--wait", "30", "status"], Script::nobody());
    ran.exits(0);
    assert_eq!(ran.value("/reader/terminal/connected"), true);
}
