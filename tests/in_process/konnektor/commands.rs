//! What the commands that only read say of cards in terminals.

use serde_json::{Value, json};
use support::journey::Journey;
use support::konnektor::{At, Card, Fault, Konnektor, Operation, Spoil, make};
use support::script::Script;

use super::with;

const SMCB: &str = "80276883110000220885";
const EGK: &str = "80276883110000012345";

#[test]
fn terminals_are_listed_with_their_slots_and_where_each_asks() {
    let konnektor = Konnektor::new(&make::KOCOBOX);
    let desk = konnektor.add_terminal("Empfang", 2);
    let far = konnektor.add_terminal_elsewhere("Labor", 1);
    let program = konnektor.add_terminal("Rechenzentrum", 1);
    let far_id = konnektor.terminal_id(far);
    konnektor.model(|model| model.remote.push(("empfang".to_owned(), far_id)));
    konnektor.terminal(program, |terminal| terminal.is_physical = false);
    konnektor.insert(desk, 1, Card::hba());
    konnektor.insert(desk, 2, Card::foreign("EGK", EGK));
    let mut journey = Journey::through(&konnektor);
    let ran = journey.run(&["--json", "readers"], Script::nobody());
    ran.exits(0)
        .says("an diesem Arbeitsplatz")
        .says("Terminal für Remote-PIN")
        .says("ein Programm, kein Gerät")
        .never_says("erscheinen hier nie");
    let rows = ran.value("/readers");
    let name = |row: &Value| row["name"].as_str().unwrap().to_owned();
    let names: Vec<String> = rows.as_array().unwrap().iter().map(name).collect();
    assert_eq!(
        names,
        [
            "konnektor:praxis Empfang, SLOT:1",
            "konnektor:praxis Empfang, SLOT:2",
            "konnektor:praxis Labor, SLOT:1",
            "konnektor:praxis Rechenzentrum, SLOT:1",
        ]
    );
    let terminal = |row: usize| rows[row]["terminal"].clone();
    assert_eq!(
        terminal(0),
        json!({"name": "Empfang", "slot": 1, "asks": "itself", "connected": true})
    );
    assert_eq!(terminal(2)["asks"], "remote");
    assert_eq!(terminal(3)["asks"], "nowhere");
    assert_eq!(rows[3]["pin_pad"], false);
    assert_eq!(rows[0]["card"]["kind"], "hba");
    assert_eq!(rows[1]["card"]["kind"], "egk");
    assert_eq!(rows[2]["state"], "empty");
    konnektor.is_content();
}

#[test]
fn two_terminals_of_one_name_are_told_apart_by_what_the_konnektor_calls_them() {
    for (name, like_it, shown) in [
        ("ORGA6100", "ORGA6100", "ORGA6100"),
        // What nobody sees tells nothing apart.
        ("ORGA\u{200B}", "ORGA\u{200C}", "ORGA\u{FFFD}"),
    ] {
        are_told_apart(name, like_it, shown);
    }
}

fn are_told_apart(name: &str, like_it: &str, shown: &str) {
    let konnektor = Konnektor::new(&make::EHEX);
    let one = konnektor.add_terminal(name, 1);
    let other = konnektor.add_terminal_elsewhere(like_it, 1);
    let far = konnektor.terminal_id(other);
    konnektor.model(|model| model.remote.push(("empfang".to_owned(), far)));
    konnektor.insert(one, 1, Card::hba());
    konnektor.insert(other, 1, Card::smcb());
    let mut journey = Journey::through(&konnektor);
    let ran = journey.run(&["--json", "--wait", "0", "status"], Script::nobody());
    ran.fails(13, "choose_card");
    let message = ran.value("/error/message").to_string();
    for terminal in [one, other] {
        let name = format!("{shown} ({})", konnektor.terminal_id(terminal));
        assert!(message.contains(&name), "{message}");
    }
    let reader = format!(
        "konnektor:praxis {shown} ({})",
        konnektor.terminal_id(other)
    );
    let line = ["--json", "--reader", &reader, "status"];
    let ran = journey.run(&line, Script::nobody());
    ran.exits(0);
    assert_eq!(ran.value("/card/kind"), "smcb");
}

#[test]
fn the_document_of_a_card_names_terminal_holder_and_certificates() {
    let (konnektor, _) = with(Card::smcb().numbered(SMCB));
    let mut journey = Journey::through(&konnektor);
    let ran = journey.run(&["--json", "status"], Script::nobody());
    ran.exits(0);
    assert_eq!(ran.value("/card/kind"), "smcb");
    assert_eq!(ran.value("/card/iccsn"), SMCB);
    assert_eq!(ran.value("/card/generation"), "G2.1");
    assert_eq!(ran.value("/pins/0/state"), "transport");
    assert_eq!(ran.value("/reader/terminal/slot"), 2);
    assert_ne!(ran.value("/holder"), Value::Null);
    let ran = journey.run(&["--json", "certs"], Script::nobody());
    ran.exits(0);
    let purposes = ran.value("/certificates");
    assert_eq!(purposes.as_array().unwrap().len(), 3, "{purposes:#}");
    konnektor.is_content();
}

/// `CertificateService` 6.0.0 knows RSA only and answers 4000 to whoever names a kind of key.
#[test]
fn an_older_konnektor_is_asked_for_certificates_of_rsa_without_naming_them() {
    let konnektor = Konnektor::new(&make::SECUNET_4);
    let terminal = konnektor.add_terminal("Empfang", 2);
    konnektor.insert(terminal, 1, Card::hba());
    let mut journey = Journey::through(&konnektor);
    let ran = journey.run(&["--json", "certs"], Script::nobody());
    ran.exits(0);
    for row in ran.value("/certificates").as_array().unwrap() {
        let file = row["file"].as_str().unwrap();
        assert!(file.ends_with(".R2048"), "{file}");
    }
    konnektor.is_content();
}

#[test]
fn certificates_that_are_not_given_cost_nothing_but_themselves() {
    let (konnektor, _) = with(Card::hba());
    let fault = Fault::code(4001);
    konnektor.on(At::Every(Operation::ReadCardCertificate), fault);
    let mut journey = Journey::through(&konnektor);
    let ran = journey.run(&["--json", "status"], Script::nobody());
    ran.exits(0);
    assert_eq!(ran.value("/pins/0/state"), "transport");
    let ran = journey.run(&["--json", "certs"], Script::nobody());
    ran.exits(0);
    assert_eq!(ran.value("/certificates/0/content"), "unreadable");
}

/// What the Konnektor does not give says nothing against the card: only an entry without octets says
/// that the card has none.
#[test]
fn a_certificate_that_is_not_given_is_no_bad_card() {
    let spoiled = |spoil| Fault::Spoiled(spoil);
    let code = |code| (Fault::code(code), code.to_string());
    let other = |fault| (fault, "nicht gegeben".to_owned());
    for (fault, says) in [
        code(4132),
        code(4147),
        code(4148),
        code(4149),
        code(4256),
        code(4257),
        code(4001),
        code(4000),
        code(4010),
        code(4040),
        other(spoiled(Spoil::Without("X509DataInfoList"))),
        other(spoiled(Spoil::Elsewhere("X509DataInfoList"))),
        other(spoiled(Spoil::Without("X509DataInfo"))),
        other(spoiled(Spoil::Elsewhere("X509DataInfo"))),
        other(spoiled(Spoil::Elsewhere("X509Data"))),
        other(spoiled(Spoil::Without("CertRef"))),
        other(spoiled(Spoil::Without("X509Certificate"))),
        other(spoiled(Spoil::Saying("X509Certificate", "%%%"))),
        other(spoiled(Spoil::Without("Status"))),
        other(Fault::page()),
    ] {
        let (konnektor, _) = with(Card::hba());
        konnektor.on(At::Every(Operation::ReadCardCertificate), fault.clone());
        let mut journey = Journey::through(&konnektor);
        let line = ["--json", "status", "--check", "certificates"];
        let ran = journey.run(&line, Script::nobody());
        let what = format!("{fault:?}");
        assert_eq!((ran.exit, &what), (24, &what));
        assert_eq!(ran.value("/error/code"), "certificate_not_given", "{what}");
        ran.says(&says).says("Gegen die Karte sagt das nichts.");
        for line in [&["status"][..], &["certs"], &["doctor"]] {
            journey
                .run(line, Script::nobody())
                .never_says("kein lesbares Zertifikat")
                .never_says("nicht vorhanden")
                .never_says("Die Karte nicht benutzen");
        }
    }
}

#[test]
fn a_card_that_lacks_a_certificate_lacks_it_and_is_told_so() {
    let (konnektor, _) = with(Card::hba());
    let fault = Fault::Spoiled(Spoil::Without("X509Data"));
    konnektor.on(At::Every(Operation::ReadCardCertificate), fault);
    let mut journey = Journey::through(&konnektor);
    let line = ["--json", "status", "--check", "certificates"];
    let ran = journey.run(&line, Script::nobody());
    ran.fails(21, "certificate_missing");
}

#[test]
fn whose_card_it_is_the_konnektor_says_where_it_gives_no_certificate() {
    let (konnektor, _) = with(Card::hba());
    let mut journey = Journey::through(&konnektor);
    let own = journey.run(&["status"], Script::nobody());
    own.exits(0).never_says("sagt der Konnektor");
    let fault = Fault::code(4148);
    konnektor.on(At::Every(Operation::ReadCardCertificate), fault);
    let mut journey = Journey::through(&konnektor);
    journey
        .run(&["status"], Script::nobody())
        .exits(0)
        .says("(sagt der Konnektor)");
    konnektor.on(
        At::Every(Operation::GetCards),
        Fault::Spoiled(Spoil::Without("CardHolderName")),
    );
    let mut journey = Journey::through(&konnektor);
    journey
        .run(&["status"], Script::nobody())
        .exits(0)
        .says("Ausgestellt auf: nicht bekannt (der Konnektor hat es nicht gegeben: Fehler 4148)");
}

#[test]
fn nothing_for_us_is_said_with_what_it_is() {
    for (card, words) in [
        (Card::foreign("EGK", EGK), "eGK"),
        (Card::foreign("KVK", EGK), "KVK"),
        (Card::foreign("SMC-KT", EGK), "gSMC-KT"),
        (Card::hsm_b(), "HSM-B"),
        (Card::hba().called("HBA-qSig"), "einer älteren Generation"),
    ] {
        let (konnektor, _) = with(card);
        let mut journey = Journey::through(&konnektor);
        let ran = journey.run(&["--json", "--wait", "0", "status"], Script::nobody());
        ran.fails(6, "wrong_kind");
        let message = ran.value("/error/message").to_string();
        assert!(message.contains(words), "{words}: {message}");
        assert!(!message.contains("ATR"), "{message}");
        assert_eq!(
            konnektor.asked(),
            ["connector.sds", "GetCards", "GetCardTerminals"]
        );
    }
}

#[test]
fn nothing_at_all_is_said_with_what_an_administrator_can_do() {
    let konnektor = Konnektor::new(&make::EHEX);
    let mut journey = Journey::through(&konnektor);
    let status = ["--json", "--wait", "0", "status"];
    let ran = journey.run(&status, Script::nobody());
    ran.fails(4, "no_terminal").says("kein Kartenterminal");
    konnektor.add_terminal("Empfang", 2);
    let ran = journey.run(&status, Script::nobody());
    ran.fails(5, "no_card").says("Arbeitsplatz „empfang“");
    let hint = ran.value("/error/hint").to_string();
    assert!(hint.contains("ICCSN"), "{hint}");
    let ran = journey.run(&["readers"], Script::nobody());
    ran.exits(0);
}

#[test]
fn every_card_that_is_in_is_told() {
    let konnektor = Konnektor::new(&make::EHEX);
    let terminal = konnektor.add_terminal("Empfang", 3);
    konnektor.insert(terminal, 1, Card::hba());
    konnektor.insert(terminal, 2, Card::smcb());
    konnektor.insert(terminal, 3, Card::foreign("EGK", EGK));
    let mut journey = Journey::through(&konnektor);
    let ran = journey.run(&["--json", "status", "--every-card"], Script::nobody());
    ran.exits(0);
    let kinds: Vec<Value> = ran
        .value("/cards")
        .as_array()
        .unwrap()
        .iter()
        .map(|card| card["kind"].clone())
        .collect();
    assert_eq!(kinds, ["hba", "smcb"]);
    assert_eq!(ran.value("/cards/1/reader/terminal/slot"), 2);
}

/// The directory of one behind an address translation can be read, and nothing else.
#[test]
fn where_the_named_addresses_lead_nowhere_it_says_how_to_reach_the_services_all_the_same() {
    let konnektor = Konnektor::new(&make::GATEWAY);
    let terminal = konnektor.add_terminal("Empfang", 1);
    konnektor.insert(terminal, 1, Card::hba());
    let mut journey = Journey::through(&konnektor);
    journey.trusts_addresses = true;
    for command in ["status", "doctor"] {
        let line = [
            "--json",
            "--reader",
            "konnektor:praxis",
            "--wait",
            "0",
            command,
        ];
        let ran = journey.run(&line, Script::nobody());
        ran.exits(3)
            .says("Das Dienstverzeichnis des Konnektors war zu lesen")
            .says("10.156.145.23")
            .says("einrichten praxis --again --rewrite");
    }
    assert_eq!(konnektor.asked(), ["connector.sds"; 2]);
    journey.trusts_addresses = false;
    journey.run(&["status"], Script::nobody()).exits(0);
    konnektor.is_content();
}
