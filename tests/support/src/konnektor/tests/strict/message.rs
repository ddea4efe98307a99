//! The message: namespaces, order, lengths, words.

use super::super::{Bench, Person, make};
use super::Wrong::{self, Detail};
use super::{Typed, change, refuses};

fn unblock(set_new_pin: &str) -> Typed {
    let request = Typed::at(&make::EHEX, "UnblockPin").pin("HBA-2", "PIN.CH");
    request.more(&format!("<M:SetNewPin>{set_new_pin}</M:SetNewPin>"))
}

fn cards(filter: &str) -> Typed {
    Typed::at(&make::EHEX, "GetCards").more(filter)
}

fn certificates(names: &[&str], more: &str) -> Typed {
    Typed::at(&make::EHEX, "ReadCardCertificate").certificates("HBA-2", names, more)
}

fn long(characters: usize) -> String {
    "ä".repeat(characters)
}

#[test]
fn a_message_that_the_schema_does_not_have_is_refused() {
    const HANDLE: &str = "<CONN:CardHandle>HBA-2</CONN:CardHandle>";
    const PIN: &str = "<CARDCMN:PinTyp>PIN.CH</CARDCMN:PinTyp>";
    let swapped = format!("{PIN}{HANDLE}");
    let both = format!("{HANDLE}{PIN}");
    let handle_129 = format!("<CONN:CardHandle>{}</CONN:CardHandle>", long(129));
    let mandant_65 = format!("<CONN:MandantId>{}</CONN:MandantId>", long(65));
    let user_65 = format!("<CONN:UserId>{}</CONN:UserId>", long(65));
    let table: Vec<(&str, Typed, Wrong)> = vec![
        (
            "message of 8.2",
            change().replaced("CardService/v8.1", "CardService/v8.2"),
            Detail("cvc-elt.1"),
        ),
        (
            "unknown message",
            change()
                .replaced("M:ChangePin", "M:ChangePIN")
                .replaced("</M:ChangePin", "</M:ChangePIN"),
            Detail("cvc-elt.1"),
        ),
        (
            "context in another namespace",
            change().replaced("ConnectorContext/v2.0", "ConnectorContext/v2.1"),
            Detail("Context"),
        ),
        (
            "PinTyp of the CardService",
            change()
                .replaced("CARDCMN:PinTyp", "M:PinTyp")
                .replaced("</CARDCMN:PinTyp", "</M:PinTyp"),
            Detail("PinTyp"),
        ),
        (
            "context missing",
            change()
                .replaced("<CCTX:Context>", "<x>")
                .replaced("</CCTX:Context>", "</x>"),
            Detail("2.4.a"),
        ),
        (
            "handle behind the PIN",
            change().replaced(&both, &swapped),
            Detail("CardHandle"),
        ),
        (
            "no handle",
            change().replaced(HANDLE, ""),
            Detail("CardHandle"),
        ),
        ("no PIN", change().replaced(PIN, ""), Detail("2.4.b")),
        (
            "handle before the context",
            change()
                .replaced(HANDLE, "")
                .replaced("<CCTX:Context>", &format!("{HANDLE}<CCTX:Context>")),
            Detail("Context"),
        ),
        (
            "digits",
            change().more("<M:OldPin>28407</M:OldPin>"),
            Detail("2.4.d"),
        ),
        (
            "SetNewPin at ChangePin",
            change().more("<M:SetNewPin>true</M:SetNewPin>"),
            Detail("SetNewPin"),
        ),
        (
            "SetNewPin of the common namespace",
            unblock("true")
                .replaced("M:SetNewPin", "CARDCMN:SetNewPin")
                .replaced("</M:SetNewPin", "</CARDCMN:SetNewPin"),
            Detail("SetNewPin"),
        ),
        ("SetNewPin yes", unblock("yes"), Detail("yes")),
        (
            "workplace before the client system",
            change()
                .replaced("<CONN:WorkplaceId>empfang</CONN:WorkplaceId>", "")
                .replaced(
                    "<CONN:ClientSystemId>",
                    "<CONN:WorkplaceId>empfang</CONN:WorkplaceId><CONN:ClientSystemId>",
                ),
            Detail("WorkplaceId"),
        ),
        (
            "no mandant",
            change().replaced("<CONN:MandantId>praxis</CONN:MandantId>", ""),
            Detail("MandantId"),
        ),
        (
            "two users",
            change().replaced(
                "</CCTX:Context>",
                "<CONN:UserId>eva</CONN:UserId></CCTX:Context>",
            ),
            Detail("UserId"),
        ),
        (
            "text between",
            change().replaced("<CCTX:Context>", "x<CCTX:Context>"),
            Detail("2.3"),
        ),
        (
            "an attribute",
            change().replaced("<CCTX:Context>", "<CCTX:Context a=\"b\">"),
            Detail("'a'"),
        ),
        (
            "an attribute of a text",
            change().replaced("<CONN:CardHandle>", "<CONN:CardHandle a=\"b\">"),
            Detail("CardHandle"),
        ),
        (
            "an element in a text",
            change().replaced("HBA-2", "<x/>HBA-2"),
            Detail("CardHandle"),
        ),
        (
            "long handle",
            change().replaced(HANDLE, &handle_129),
            Detail("maxLength"),
        ),
        (
            "long mandant",
            change().replaced("<CONN:MandantId>praxis</CONN:MandantId>", &mandant_65),
            Detail("MandantId"),
        ),
        (
            "long user",
            change().replaced("<CONN:UserId>ada</CONN:UserId>", &user_65),
            Detail("UserId"),
        ),
        (
            "unknown PIN",
            change().replaced("PIN.CH", "PIN.HBA"),
            Detail("PIN.HBA"),
        ),
        (
            "PIN with a blank",
            change().replaced("PIN.CH", "PIN.CH "),
            Detail("'PIN.CH '"),
        ),
        (
            "mandant-wide yes",
            cards("").replaced("<M:GetCards>", "<M:GetCards mandant-wide=\"yes\">"),
            Detail("boolean"),
        ),
        (
            "mandant-wide at ChangePin",
            change().replaced("<M:ChangePin>", "<M:ChangePin mandant-wide=\"true\">"),
            Detail("mandant-wide"),
        ),
        (
            "card type before the slot",
            cards("<CARDCMN:CardType>HBA</CARDCMN:CardType><CARDCMN:SlotId>1</CARDCMN:SlotId>"),
            Detail("SlotId"),
        ),
        (
            "slot 0",
            cards("<CARDCMN:SlotId>0</CARDCMN:SlotId>"),
            Detail("SlotId"),
        ),
        (
            "unknown card type",
            cards("<CARDCMN:CardType>eHBA</CARDCMN:CardType>"),
            Detail("eHBA"),
        ),
        (
            "filter at GetCardTerminals",
            Typed::at(&make::EHEX, "GetCardTerminals").more("<CARDCMN:CtId>1</CARDCMN:CtId>"),
            Detail("CtId"),
        ),
        ("no certificate", certificates(&[], ""), Detail("CertRef")),
        (
            "unknown certificate",
            certificates(&["C.HP.AUT"], ""),
            Detail("C.HP.AUT"),
        ),
        (
            "unknown crypt",
            certificates(&["C.AUT"], "<M:Crypt>ecc</M:Crypt>"),
            Detail("ecc"),
        ),
        (
            "context before the handle",
            certificates(&["C.AUT"], "")
                .replaced(HANDLE, "")
                .replaced("</CCTX:Context>", &format!("</CCTX:Context>{HANDLE}")),
            Detail("Context"),
        ),
    ];
    refuses(table);
}

#[test]
fn the_same_requests_without_the_mistake_are_right() {
    let bench = Bench::new();
    let typed = || Person::types(["28407", "123456", "123456"]);
    bench.konnektor.then(typed());
    assert_eq!(bench.ask(&change()).short(), "OK");
    for right in [unblock("false"), unblock("0"), unblock("true")] {
        assert_eq!(bench.ask(&right).short(), "OK");
    }
    let right = certificates(&["C.AUT"], "<M:Crypt>ECC</M:Crypt>");
    assert_eq!(bench.ask(&right).code(), None);
    assert_eq!(bench.ask(&cards("")).code(), None);
    bench.konnektor.is_content();
}
