//! Requests as the specification has them, at every make.

use super::typed::{CARD, CARDCMN, CERT, CERTCMN, CONN, CT, EVT, GERROR};
use super::*;

#[test]
fn every_operation_is_answered_by_every_make() {
    for make in make::ALL {
        let bench = Bench::of(make);
        let said = bench.ask(&Typed::directory_at(make.before_path));
        assert_eq!(said.status, 200, "{}", make.name);

        let cards = bench.ask(&Typed::at(make, "GetCards"));
        assert_eq!(cards.one(CONN, "Result"), "OK");
        assert_eq!(cards.all(EVT, "GetCardsResponse").len(), 1);
        assert_eq!(cards.all(CARDCMN, "CardType"), ["HBA", "SMC-B"]);
        assert_eq!(
            cards.all(CARDCMN, "Iccsn"),
            ["80276999990000000017", "80276999990000000025"]
        );
        assert_eq!(cards.all(CARDCMN, "SlotId"), ["1", "2"]);
        assert_eq!(
            cards.all(CONN, "CardHandle"),
            [1, 2].map(|at| bench.handle(at))
        );
        assert_eq!(cards.all(CARD, "CardHolderName").len(), 2);

        let terminals = bench.ask(&Typed::at(make, "GetCardTerminals"));
        assert_eq!(terminals.one(CT, "Name"), "Empfang");
        assert_eq!(terminals.one(CONN, "WorkplaceId"), "empfang");
        assert_eq!(terminals.one(CT, "IS_PHYSICAL"), "true");

        for pin in ["PIN.CH", "PIN.QES", "PIN.SMC"] {
            assert_eq!(bench.state(pin), "TRANSPORT_PIN", "{}", make.name);
        }
        assert_eq!(bench.pin("VerifyPin", "PIN.SMC"), "TRANSPORT_PIN");
        let typed = ["28407", "123456", "123456"];
        assert_eq!(bench.types("ChangePin", "PIN.CH", &typed), "OK");
        assert_eq!(bench.types("VerifyPin", "PIN.CH", &["123456"]), "OK");
        assert_eq!(bench.pin("UnblockPin", "PIN.CH"), "OK");

        let read = Typed::at(make, "ReadCardCertificate");
        let said = bench.ask(&read.certificates(&bench.handle(1), &["C.AUT", "C.QES"], ""));
        assert_eq!(said.all(CERT, "ReadCardCertificateResponse").len(), 1);
        assert_eq!(said.all(CERTCMN, "CertRef"), ["C.AUT", "C.QES"]);
        assert_eq!(said.all(CERTCMN, "X509Certificate").len(), 2);
        assert!(said.all(GERROR, "Error").is_empty());
        bench.konnektor.is_content();
    }
}

#[test]
fn what_may_be_written_in_more_than_one_way_is_taken_in_each() {
    let bench = Bench::new();
    let right = || Typed::at(&make::EHEX, "GetCards");
    let message = "<M:GetCards>";
    let ways = [
        right().field(
            "\"http://ws.gematik.de/conn/EventService/v7.2#GetCards\"",
            "http://ws.gematik.de/conn/EventService/v7.2#GetCards",
        ),
        right().field("text/xml; charset=utf-8", "text/xml;charset=UTF-8"),
        right().field("text/xml; charset=utf-8", "text/xml; charset=\"utf-8\""),
        right().field("Content-Type", "content-type"),
        right().replaced("<S:Body>", "<S:Header/><S:Body>"),
        right().replaced(
            "<S:Envelope",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<S:Envelope",
        ),
        right().replaced("<S:Body>", "\n  <!-- a remark --><S:Body>\n  "),
        right().replaced(message, "<M:GetCards mandant-wide=\"true\">"),
        right().replaced("<CONN:UserId>ada</CONN:UserId>", ""),
        right().more("<CARDCMN:SlotId>1</CARDCMN:SlotId>"),
        right().more("<CARDCMN:SlotId>1</CARDCMN:SlotId><CARDCMN:CardType>HBAx</CARDCMN:CardType>"),
    ];
    for way in ways {
        let said = bench.ask(&way);
        assert!(
            !said.all(CARD, "Card").is_empty(),
            "{}: {}",
            way.text(),
            said.text
        );
    }
    bench.konnektor.is_content();
}

#[test]
fn the_answer_of_a_terminal_has_its_parts_in_the_order_of_the_schema() {
    let said = Bench::new().ask(&Typed::at(&make::EHEX, "GetCardTerminals"));
    let document = roxmltree::Document::parse(&said.text).unwrap();
    let terminal = document
        .descendants()
        .find(|node| node.has_tag_name((CT, "CardTerminal")))
        .unwrap();
    let names: Vec<_> = terminal
        .children()
        .map(|node| (node.tag_name().namespace().unwrap(), node.tag_name().name()))
        .collect();
    let product = "http://ws.gematik.de/int/version/ProductInformation/v1.1";
    assert_eq!(
        names,
        [
            (product, "ProductInformation"),
            (CARDCMN, "CtId"),
            (CONN, "WorkplaceIds"),
            (CT, "Name"),
            (CT, "MacAddress"),
            (CT, "IPAddress"),
            (CT, "Slots"),
            (CT, "IS_PHYSICAL"),
            (CT, "Connected"),
        ]
    );
}

#[test]
fn crypt_chooses_the_key_and_is_unknown_before_6_0_1() {
    let read = |make: &'static Make, more: &str| {
        let bench = Bench::of(make);
        let request = Typed::at(make, "ReadCardCertificate");
        let said = bench.ask(&request.certificates(&bench.handle(2), &["C.AUT"], more));
        (said, bench.konnektor.take_complaints())
    };
    let (rsa, _) = read(&make::EHEX, "");
    let (same, _) = read(&make::EHEX, "<M:Crypt>RSA</M:Crypt>");
    let (ecc, none) = read(&make::EHEX, "<M:Crypt>ECC</M:Crypt>");
    assert!(none.is_empty());
    assert_eq!(
        rsa.one(CERTCMN, "X509Certificate"),
        same.one(CERTCMN, "X509Certificate")
    );
    assert_ne!(
        rsa.one(CERTCMN, "X509Certificate"),
        ecc.one(CERTCMN, "X509Certificate")
    );

    let (refused, complaints) = read(&make::SECUNET_4, "<M:Crypt>ECC</M:Crypt>");
    assert_eq!(refused.code(), Some(4000));
    let detail = refused.all(GERROR, "Detail").concat();
    assert!(
        detail.contains("cvc-complex-type.2.4.d") && detail.contains("Crypt"),
        "{detail}"
    );
    assert_eq!(complaints.len(), 1);
}
