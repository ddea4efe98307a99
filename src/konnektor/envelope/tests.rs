//! Requests, octet by octet, as the specification has them.

use super::*;

fn context(user: Option<&str>) -> Context {
    let id = |text| Id::new(text).unwrap();
    Context {
        mandant: id("Mandant1"),
        client_system: id("pinlotse"),
        workplace: id("Platz 1"),
        user: user.map(id),
    }
}

fn card() -> CardHandle {
    CardHandle::new("HBA-7").unwrap()
}

const CONTEXT_WITHOUT_USER: &str = "<CCTX:Context><CONN:MandantId>Mandant1</CONN:MandantId>\
    <CONN:ClientSystemId>pinlotse</CONN:ClientSystemId>\
    <CONN:WorkplaceId>Platz 1</CONN:WorkplaceId></CCTX:Context>";
const CONTEXT_WITH_USER: &str = "<CCTX:Context><CONN:MandantId>Mandant1</CONN:MandantId>\
    <CONN:ClientSystemId>pinlotse</CONN:ClientSystemId>\
    <CONN:WorkplaceId>Platz 1</CONN:WorkplaceId>\
    <CONN:UserId>dr-muster</CONN:UserId></CCTX:Context>";

/// An envelope around a body, with the namespaces that are declared behind those of all.
fn envelope(own: &str, more: &str, body: &str) -> String {
    format!(
        "<S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\" {own} \
         xmlns:CCTX=\"http://ws.gematik.de/conn/ConnectorContext/v2.0\" \
         xmlns:CONN=\"http://ws.gematik.de/conn/ConnectorCommon/v5.0\"{more}>\
         <S:Body>{body}</S:Body></S:Envelope>"
    )
}

const OF_CARDS: &str = "xmlns:CARD=\"http://ws.gematik.de/conn/CardService/v8.1\"";
const OF_EVENTS: &str = "xmlns:EVT=\"http://ws.gematik.de/conn/EventService/v7.2\"";
const OF_CERTIFICATES: &str = "xmlns:CERT=\"http://ws.gematik.de/conn/CertificateService/v6.0\"";
const COMMON: &str = " xmlns:CARDCMN=\"http://ws.gematik.de/conn/CardServiceCommon/v2.0\"";

fn about_a_pin(operation: &str, context: &str, pin: &str, more: &str) -> String {
    let body = format!(
        "<CARD:{operation}>{context}<CONN:CardHandle>HBA-7</CONN:CardHandle>\
         <CARDCMN:PinTyp>{pin}</CARDCMN:PinTyp>{more}</CARD:{operation}>"
    );
    envelope(OF_CARDS, COMMON, &body)
}

#[test]
fn requests_about_a_pin_have_context_handle_and_name_in_this_order() {
    let (nobody, user) = (context(None), context(Some("dr-muster")));
    let (ch, qes, smc) = (PinName::Ch, PinName::Qes, PinName::Smc);
    let set = |value| format!("<CARD:SetNewPin>{value}</CARD:SetNewPin>");
    let rows = [
        (
            Request::get_pin_status(&nobody, &card(), qes),
            about_a_pin("GetPinStatus", CONTEXT_WITHOUT_USER, "PIN.QES", ""),
        ),
        (
            Request::verify_pin(&user, &card(), ch).unwrap(),
            about_a_pin("VerifyPin", CONTEXT_WITH_USER, "PIN.CH", ""),
        ),
        (
            Request::change_pin(&user, &card(), qes).unwrap(),
            about_a_pin("ChangePin", CONTEXT_WITH_USER, "PIN.QES", ""),
        ),
        (
            Request::change_pin(&nobody, &card(), smc).unwrap(),
            about_a_pin("ChangePin", CONTEXT_WITHOUT_USER, "PIN.SMC", ""),
        ),
        (
            Request::unblock_pin(&user, &card(), ch, true).unwrap(),
            about_a_pin("UnblockPin", CONTEXT_WITH_USER, "PIN.CH", &set("true")),
        ),
        (
            Request::unblock_pin(&user, &card(), qes, false).unwrap(),
            about_a_pin("UnblockPin", CONTEXT_WITH_USER, "PIN.QES", &set("false")),
        ),
        (
            Request::unblock_pin(&nobody, &card(), smc, true).unwrap(),
            about_a_pin("UnblockPin", CONTEXT_WITHOUT_USER, "PIN.SMC", &set("true")),
        ),
    ];
    for (request, expected) in rows {
        assert_eq!(request.body(), expected);
        assert_eq!(request.service(), Service::Card);
    }
}

#[test]
fn lists_are_asked_for_with_the_context_first() {
    let request = Request::get_cards(&context(None), &Filter::default());
    let body = format!("<EVT:GetCards>{CONTEXT_WITHOUT_USER}</EVT:GetCards>");
    assert_eq!(request.body(), envelope(OF_EVENTS, COMMON, &body));

    let filter = Filter {
        mandant_wide: true,
        terminal: Some(Id::new("CT_ID_0001").unwrap()),
        slot: Some(2),
        card_type: Some(CardType::SmcB),
    };
    let request = Request::get_cards(&context(None), &filter);
    let body = format!(
        "<EVT:GetCards mandant-wide=\"true\">{CONTEXT_WITHOUT_USER}\
         <CARDCMN:CtId>CT_ID_0001</CARDCMN:CtId><CARDCMN:SlotId>2</CARDCMN:SlotId>\
         <CARDCMN:CardType>SMC-B</CARDCMN:CardType></EVT:GetCards>"
    );
    assert_eq!(request.body(), envelope(OF_EVENTS, COMMON, &body));

    for (wide, attribute) in [(false, ""), (true, " mandant-wide=\"true\"")] {
        let request = Request::get_card_terminals(&context(None), wide);
        let name = "EVT:GetCardTerminals";
        let body = format!("<{name}{attribute}>{CONTEXT_WITHOUT_USER}</{name}>");
        assert_eq!(request.body(), envelope(OF_EVENTS, "", &body));
    }
}

#[test]
fn certificates_are_asked_for_with_the_handle_before_the_context() {
    let (aut, qes) = (CertificateReference::Aut, CertificateReference::Qes);
    for (crypt, written) in [
        (None, ""),
        (Some(Crypt::Ecc), "<CERT:Crypt>ECC</CERT:Crypt>"),
        (Some(Crypt::Rsa), "<CERT:Crypt>RSA</CERT:Crypt>"),
    ] {
        let user = context(Some("dr-muster"));
        let request = Request::read_card_certificate(&user, &card(), &[aut, qes], crypt);
        let body = format!(
            "<CERT:ReadCardCertificate><CONN:CardHandle>HBA-7</CONN:CardHandle>\
             {CONTEXT_WITH_USER}<CERT:CertRefList><CERT:CertRef>C.AUT</CERT:CertRef>\
             <CERT:CertRef>C.QES</CERT:CertRef></CERT:CertRefList>{written}\
             </CERT:ReadCardCertificate>"
        );
        assert_eq!(
            request.unwrap().body(),
            envelope(OF_CERTIFICATES, "", &body)
        );
    }
    let none = Request::read_card_certificate(&context(None), &card(), &[], None);
    assert_eq!(none, Err(Problem::NoReference));
}

#[test]
fn what_a_konnektor_would_refuse_is_not_written() {
    let (nobody, user) = (context(None), context(Some("dr-muster")));
    for pin in [PinName::Ch, PinName::Qes] {
        let missing = Err(Problem::UserMissing);
        assert_eq!(Request::verify_pin(&nobody, &card(), pin), missing);
        assert_eq!(Request::change_pin(&nobody, &card(), pin), missing);
        assert_eq!(Request::unblock_pin(&nobody, &card(), pin, false), missing);
    }
    let anew = Request::unblock_pin(&user, &card(), PinName::Qes, true);
    assert_eq!(anew, Err(Problem::KeepsItsPin));
}

#[test]
fn names_with_characters_of_xml_arrive_as_they_are() {
    let name = "Müller & Söhne <1> \"A\" 'B' ]]>";
    let mut context = context(None);
    context.mandant = Id::new(name).unwrap();
    let request = Request::get_card_terminals(&context, false);
    let written = "Müller &amp; Söhne &lt;1&gt; &quot;A&quot; &apos;B&apos; ]]&gt;";
    assert!(request.body().contains(written), "{}", request.body());
    let document = crate::xml::parse(request.body()).unwrap();
    let mut elements = document.descendants();
    let mandant = elements.find(|node| node.has_tag_name((CONNECTOR, "MandantId")));
    assert_eq!(mandant.and_then(|node| node.text()), Some(name));
}

#[test]
fn every_operation_is_known_by_its_request_and_only_three_ask_for_a_secret() {
    let (context, handle) = (context(Some("x")), card());
    let aut = [CertificateReference::Aut];
    let requests = [
        Request::get_pin_status(&context, &handle, PinName::Ch),
        Request::verify_pin(&context, &handle, PinName::Ch).unwrap(),
        Request::change_pin(&context, &handle, PinName::Ch).unwrap(),
        Request::unblock_pin(&context, &handle, PinName::Ch, false).unwrap(),
        Request::get_cards(&context, &Filter::default()),
        Request::get_card_terminals(&context, false),
        Request::read_card_certificate(&context, &handle, &aut, None).unwrap(),
    ];
    let operations = requests.each_ref().map(Request::operation);
    assert_eq!(operations, Operation::ALL);
    let asking = Operation::ALL.map(Operation::asks_for_a_secret);
    assert_eq!(asking, [false, true, true, true, false, false, false]);
    for request in requests {
        let element = format!(":{}", request.operation().name());
        assert_eq!(request.body().matches(&element).count(), 2, "{element}");
    }
}
