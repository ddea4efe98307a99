//! GetCards and GetCardTerminals.

use super::typed::{CARD, CARDCMN, CONN, CT};
use super::*;

fn kinds(bench: &Bench, filter: &str) -> Vec<String> {
    let request = Typed::at(bench.konnektor.make(), "GetCards").more(filter);
    bench.ask(&request).all(CARDCMN, "CardType")
}

#[test]
fn filters_choose_among_the_cards() {
    let bench = Bench::new();
    bench.konnektor.insert(
        bench.terminal,
        3,
        Card::foreign("EGK", "80276001040000000010"),
    );
    let of = |kind: &str| {
        kinds(
            &bench,
            &format!("<CARDCMN:CardType>{kind}</CARDCMN:CardType>"),
        )
    };
    assert_eq!(kinds(&bench, ""), ["HBA", "SMC-B", "EGK"]);
    assert_eq!(of("HBAx"), ["HBA"]);
    assert_eq!(of("HBA"), ["HBA"]);
    assert_eq!(of("SM-B"), ["SMC-B"]);
    assert_eq!(of("EGK"), ["EGK"]);
    assert!(of("KVK").is_empty());
    assert_eq!(
        kinds(&bench, "<CARDCMN:SlotId>2</CARDCMN:SlotId>"),
        ["SMC-B"]
    );
    let id = bench.konnektor.terminal_id(bench.terminal);
    let here = format!("<CARDCMN:CtId>{id}</CARDCMN:CtId><CARDCMN:SlotId>1</CARDCMN:SlotId>");
    assert_eq!(kinds(&bench, &here), ["HBA"]);

    let code = |filter: &str| {
        let request = Typed::at(&make::EHEX, "GetCards").more(filter);
        bench.ask(&request).short()
    };
    assert_eq!(code("<CARDCMN:CtId>nowhere</CARDCMN:CtId>"), "fault 4007");
    let slot = format!("<CARDCMN:CtId>{id}</CARDCMN:CtId><CARDCMN:SlotId>9</CARDCMN:SlotId>");
    assert_eq!(code(&slot), "fault 4097");
    bench.konnektor.is_content();
}

#[test]
fn mandant_wide_lists_what_other_workplaces_may_use() {
    let bench = Bench::new();
    let konnektor = &bench.konnektor;
    let other = konnektor.add_terminal_elsewhere("Labor", 1);
    konnektor.insert(other, 1, Card::hba().numbered("80276883110000000048"));
    let id = konnektor.terminal_id(other);
    konnektor.model(|model| {
        model.enter("praxis", "pinlotse", "labor");
        model.local.push(("labor".to_owned(), id));
    });
    let ask = |operation: &str, wide: &str| {
        let request = Typed::at(&make::EHEX, operation).replaced(
            &format!("<M:{operation}>"),
            &format!("<M:{operation} mandant-wide=\"{wide}\">"),
        );
        bench.ask(&request)
    };
    assert_eq!(ask("GetCards", "false").all(CARD, "Card").len(), 2);
    assert_eq!(ask("GetCards", "true").all(CARD, "Card").len(), 3);
    let names = ask("GetCardTerminals", "true").all(CT, "Name");
    assert_eq!(names, ["Empfang", "Labor"]);
    let workplaces = ask("GetCardTerminals", "true").all(CONN, "WorkplaceId");
    assert_eq!(workplaces, ["empfang", "labor"]);
}

#[test]
fn a_card_that_was_out_has_another_handle_and_another_time() {
    let bench = Bench::new();
    let seen = || {
        let said = bench.ask(&Typed::at(&make::EHEX, "GetCards"));
        let part = |namespace, name| said.all(namespace, name)[0].clone();
        (
            part(CONN, "CardHandle"),
            part(CARD, "InsertTime"),
            part(CARDCMN, "Iccsn"),
        )
    };
    let before = seen();
    bench.konnektor.reinsert(bench.terminal, 1);
    let after = seen();
    assert!(
        before.0 != after.0 && before.1 < after.1,
        "{before:?} {after:?}"
    );
    assert_eq!(before.2, after.2);
}

#[test]
fn two_cards_of_a_kind_have_their_own_numbers() {
    let number = "80276883110000000055";
    let card = Card::hba().numbered(number);
    assert_eq!(card.iccsn(), number);
    let other = Card::smcb()
        .numbered("80276883110000000062")
        .called("HSM-B");
    assert_eq!((other.kind(), other.is_smb()), ("HSM-B", true));
}

#[test]
fn a_card_in_a_data_centre_is_listed_and_asks_nobody() {
    let bench = Bench::new();
    let konnektor = &bench.konnektor;
    let centre = konnektor.add_terminal("Rechenzentrum", 1);
    konnektor.terminal(centre, |terminal| terminal.is_physical = false);
    konnektor.insert(centre, 1, Card::hsm_b().numbered("80276883110000000079"));
    let handle = konnektor.handle(centre, 1).unwrap();
    let terminals = bench.ask(&Typed::at(&make::EHEX, "GetCardTerminals"));
    assert_eq!(terminals.all(CT, "IS_PHYSICAL"), ["true", "false"]);
    assert_eq!(
        kinds(&bench, "<CARDCMN:CardType>SM-B</CARDCMN:CardType>"),
        ["SMC-B", "HSM-B"]
    );
    let request = Typed::at(&make::EHEX, "ChangePin").pin(&handle, "PIN.SMC");
    assert_eq!(bench.ask(&request).short(), "fault 4066");
}

#[test]
fn cards_of_others_have_no_pin_for_us() {
    let bench = Bench::new();
    let konnektor = &bench.konnektor;
    let code = |card: Card, operation: &str, pin: &str| {
        konnektor.insert(bench.terminal, 3, card);
        let handle = konnektor.handle(bench.terminal, 3).unwrap();
        let said = bench.ask(&Typed::at(&make::EHEX, operation).pin(&handle, pin));
        konnektor.pull(bench.terminal, 3);
        said.short()
    };
    let egk = || Card::foreign("EGK", "80276001040000000010");
    assert_eq!(code(egk(), "GetPinStatus", "PIN.CH"), "fault 4090");
    assert_eq!(code(egk(), "VerifyPin", "PIN.CH"), "fault 4209");
    assert_eq!(
        code(Card::foreign("KVK", ""), "ChangePin", "PIN.CH"),
        "fault 4051"
    );
    assert_eq!(
        code(Card::foreign("SMC-KT", ""), "ChangePin", "PIN.SMC"),
        "fault 4101"
    );
    // A PIN that the card does not have.
    assert_eq!(
        bench
            .ask(&Typed::at(&make::EHEX, "GetPinStatus").pin(&bench.handle(1), "PIN.SMC"))
            .short(),
        "fault 4072"
    );
    konnektor.is_content();
}

#[test]
fn the_address_of_a_terminal_is_of_either_kind() {
    let bench = Bench::of(&make::GATEWAY);
    let ask = || bench.ask(&Typed::at(&make::GATEWAY, "GetCardTerminals"));
    assert_eq!(ask().one(CT, "IPV4Address"), "10.8.0.3");
    bench.konnektor.terminal(bench.terminal, |terminal| {
        terminal.address = Some("fd00::17".to_owned());
    });
    assert_eq!(ask().one(CT, "IPV6Address"), "fd00::17");
    assert!(ask().all(CT, "IPV4Address").is_empty());
    bench.konnektor.is_content();
}

#[test]
fn a_terminal_that_was_never_there_tells_nothing_of_itself() {
    let bench = Bench::new();
    bench.konnektor.terminal(bench.terminal, |terminal| {
        terminal.is_connected = false;
        terminal.is_unknown = true;
        terminal.address = None;
    });
    let said = bench.ask(&Typed::at(&make::EHEX, "GetCardTerminals"));
    let product = "http://ws.gematik.de/int/version/ProductInformation/v1.1";
    assert_eq!(
        said.one(product, "InformationDate"),
        "1970-01-01T00:00:00.000Z"
    );
    assert_eq!(said.one(product, "ProductVendorID"), "");
    assert_eq!(said.one(CT, "Connected"), "false");
    assert!(said.all(CT, "IPAddress").is_empty());
    assert!(kinds(&bench, "").is_empty());
}
