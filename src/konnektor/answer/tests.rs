//! Answers of all three channels, written by hand after gematik's schemas.

use super::*;
use crate::konnektor::codes::{Kind, Reach};
use crate::konnektor::words::{CardType, CertificateReference};
use crate::system::clock::Date;

/// Prefixes as three makes have them: for SOAP, and for CONN, GERROR, CARDCMN, CARD, EVT, CT, CERT,
/// CERTCMN, PI in this order.
const PREFIXES: [(&str, [&str; 9]); 3] = [
    (
        "SOAP-ENV",
        [
            "ns2", "ns3", "ns4", "ns5", "ns6", "ns7", "ns8", "ns9", "ns10",
        ],
    ),
    (
        "S",
        [
            "ns11", "ns10", "ns9", "ns8", "ns7", "ns6", "ns5", "ns4", "ns3",
        ],
    ),
    (
        "soap",
        [
            "CONN", "GERROR", "CARDCMN", "CARD", "EVT", "CT", "CERT", "CERTCMN", "PI",
        ],
    ),
];

const NAMESPACES: [(&str, &str); 9] = [
    ("CONN", "http://ws.gematik.de/conn/ConnectorCommon/v5.0"),
    ("GERROR", "http://ws.gematik.de/tel/error/v2.0"),
    (
        "CARDCMN",
        "http://ws.gematik.de/conn/CardServiceCommon/v2.0",
    ),
    ("CARD", "http://ws.gematik.de/conn/CardService/v8.1"),
    ("EVT", "http://ws.gematik.de/conn/EventService/v7.2"),
    ("CT", "http://ws.gematik.de/conn/CardTerminalInfo/v8.0"),
    ("CERT", "http://ws.gematik.de/conn/CertificateService/v6.0"),
    (
        "CERTCMN",
        "http://ws.gematik.de/conn/CertificateServiceCommon/v2.0",
    ),
    (
        "PI",
        "http://ws.gematik.de/int/version/ProductInformation/v1.1",
    ),
];

/// An answer with the prefixes of a make; `body` has those of the third.
fn with_prefixes(make: usize, body: &str) -> String {
    let (soap, prefixes) = PREFIXES[make];
    let mut declared = String::new();
    let mut body = body.to_owned();
    for ((written, namespace), prefix) in NAMESPACES.iter().zip(prefixes) {
        declared.push_str(&format!(" xmlns:{prefix}=\"{namespace}\""));
        for open in ["<", "</"] {
            let (from, to) = (format!("{open}{written}:"), format!("{open}@{prefix}:"));
            body = body.replace(&from, &to);
        }
    }
    let header = ["<@:Header/>", "", "<@:Header>\n</@:Header>"][make];
    let whole = format!(
        "<@:Envelope xmlns:@=\"http://schemas.xmlsoap.org/soap/envelope/\"{declared}>{header}\
         <@:Body>\n{body}\n</@:Body></@:Envelope>"
    );
    // `@:` is SOAP itself, `@ns2:` a prefix that is not to be taken for another one's.
    let whole = whole.replace("@:", &format!("{soap}:"));
    whole
        .replace("xmlns:@=", &format!("xmlns:{soap}="))
        .replace('@', "")
}

fn answer(body: &str) -> Vec<u8> {
    with_prefixes(0, body).into_bytes()
}

const OK: &str = "<CONN:Status><CONN:Result>OK</CONN:Result></CONN:Status>";

fn given<T: std::fmt::Debug>(answer: Result<Answer<T>, Unreadable>) -> T {
    match answer {
        Ok(Answer::Given {
            status: Status::Ok,
            value,
        }) => value,
        other => panic!("{other:?}"),
    }
}

fn trace(code: &str, severity: &str) -> String {
    format!(
        "<GERROR:Trace><GERROR:EventID>17</GERROR:EventID><GERROR:Instance/>\
         <GERROR:LogReference/><GERROR:CompType>Konnektor</GERROR:CompType>\
         <GERROR:Code>{code}</GERROR:Code><GERROR:Severity>{severity}</GERROR:Severity>\
         <GERROR:ErrorType>Technical</GERROR:ErrorType>\
         <GERROR:ErrorText>Erfunden</GERROR:ErrorText>\
         <GERROR:Detail Encoding=\"UTF-8\">Mehr</GERROR:Detail></GERROR:Trace>"
    )
}

fn error(traces: &str) -> String {
    format!(
        "<GERROR:Error><GERROR:MessageID>4711</GERROR:MessageID>\
         <GERROR:Timestamp>2026-11-28T08:00:00Z</GERROR:Timestamp>{traces}</GERROR:Error>"
    )
}

fn fault(detail: &str) -> String {
    format!(
        "<@:Fault><faultcode>@:Server</faultcode><faultstring>Abbruch</faultstring>\
         {detail}</@:Fault>"
    )
}

fn warning(code: &str) -> String {
    let error = error(&trace(code, "Warning"));
    format!("<CONN:Status><CONN:Result>Warning</CONN:Result>{error}</CONN:Status>")
}

fn change(status: &str, result: &str) -> Vec<u8> {
    answer(&format!(
        "<CARD:ChangePinResponse>{status}{result}</CARD:ChangePinResponse>"
    ))
}

fn pin_result(word: &str, left: Option<u32>) -> String {
    let left = left.map_or(String::new(), |left| {
        format!("<CARDCMN:LeftTries>{left}</CARDCMN:LeftTries>")
    });
    format!("<CARDCMN:PinResult>{word}</CARDCMN:PinResult>{left}")
}

fn outcome(octets: &[u8]) -> Outcome {
    let answer = pin_operation(octets, Operation::ChangePin);
    answer.unwrap_or_else(|why| panic!("{why}")).outcome()
}

fn failed(code: u32, kind: Kind, reach: Reach) -> Outcome {
    let code = Ok(code);
    Outcome::Failed(Failure { code, kind, reach })
}

#[test]
fn states_and_tries_of_a_pin_stand_in_the_namespace_of_card_service() {
    let words = [
        ("VERIFIED", PinState::Verified),
        ("VERIFIABLE", PinState::Verifiable),
        ("TRANSPORT_PIN", PinState::TransportPin),
        ("EMPTY_PIN", PinState::EmptyPin),
        ("BLOCKED", PinState::Blocked),
        ("DISABLED", PinState::Disabled),
    ];
    assert_eq!(words.map(|(_, state)| state), PinState::ALL);
    for (word, state) in words {
        for make in 0..PREFIXES.len() {
            let text = with_prefixes(
                make,
                &format!(
                    "<CARD:GetPinStatusResponse>{OK}<CARD:PinStatus>{word}</CARD:PinStatus>\
                     <CARD:LeftTries> 2 </CARD:LeftTries></CARD:GetPinStatusResponse>"
                ),
            );
            let reply = given(get_pin_status(text.as_bytes()));
            assert_eq!(
                (reply.state, reply.left_tries),
                (Ok(state), Ok(2)),
                "{text}"
            );
        }
    }
}

#[test]
fn what_a_state_does_not_say_is_unknown_with_the_reason() {
    let other = |text: &str| Unknown::Other(text.to_owned());
    for (parts, state, tries) in [
        ("", Unknown::Missing, Unknown::Missing),
        (
            "<CARD:PinStatus>MUDE</CARD:PinStatus><CARD:LeftTries>-1</CARD:LeftTries>",
            other("MUDE"),
            other("-1"),
        ),
        (
            "<CARD:PinStatus>verified</CARD:PinStatus><CARD:LeftTries/>",
            other("verified"),
            Unknown::Missing,
        ),
        // As the other answers have them.
        (
            "<CARDCMN:PinStatus>BLOCKED</CARDCMN:PinStatus><CARDCMN:LeftTries>0</CARDCMN:LeftTries>",
            Unknown::Missing,
            Unknown::Missing,
        ),
        (
            "<CARD:PinStatus>BLOCKED</CARD:PinStatus><CARD:PinStatus>VERIFIED</CARD:PinStatus>\
             <CARD:LeftTries>1</CARD:LeftTries><CARD:LeftTries>3</CARD:LeftTries>",
            Unknown::Twice,
            Unknown::Twice,
        ),
    ] {
        let body = format!("<CARD:GetPinStatusResponse>{OK}{parts}</CARD:GetPinStatusResponse>");
        let reply = given(get_pin_status(&answer(&body)));
        assert_eq!(
            (reply.state, reply.left_tries),
            (Err(state), Err(tries)),
            "{parts}"
        );
    }
    let long = format!("<CARD:PinStatus>{}</CARD:PinStatus>", "ä".repeat(1000));
    let body = format!("<CARD:GetPinStatusResponse>{OK}{long}</CARD:GetPinStatusResponse>");
    let state = given(get_pin_status(&answer(&body))).state;
    assert_eq!(state, Err(other(&"ä".repeat(64))));
}

#[test]
fn results_of_operations_stand_in_the_namespace_that_answers_share() {
    let left = |left| Outcome::Rejected { left };
    for (word, tries, expected) in [
        ("OK", None, Outcome::Accepted),
        ("REJECTED", Some(2), left(Ok(2))),
        ("REJECTED", None, left(Err(Unknown::Missing))),
        ("NOWBLOCKED", Some(0), Outcome::NowBlocked),
        ("WASBLOCKED", None, Outcome::WasBlocked),
        ("TRANSPORT_PIN", None, Outcome::StillTransport),
    ] {
        for (operation, name) in [
            (Operation::VerifyPin, "CARD:VerifyPinResponse"),
            (Operation::ChangePin, "CARD:ChangePinResponse"),
            (Operation::UnblockPin, "CARD:UnblockPinResponse"),
        ] {
            for make in 0..PREFIXES.len() {
                let body = format!("<{name}>{OK}{}</{name}>", pin_result(word, tries));
                let text = with_prefixes(make, &body);
                let answer = pin_operation(text.as_bytes(), operation).unwrap();
                assert_eq!(answer.outcome(), expected, "{text}");
            }
        }
    }
    // As the answer about a state has them.
    let wrong = change(OK, "<CARD:PinResult>OK</CARD:PinResult>");
    let missing = Unclear::Result(Unknown::Missing);
    assert_eq!(outcome(&wrong), Outcome::Unclear(missing));
    let word = Unclear::Result(Unknown::Other("GUT".to_owned()));
    assert_eq!(
        outcome(&change(OK, &pin_result("GUT", None))),
        Outcome::Unclear(word)
    );
}

#[test]
fn a_warning_with_the_result_error_tells_its_number() {
    let result = pin_result("ERROR", None);
    for (code, number, kind, reach) in [
        ("4043", 4043, Kind::TimedOut, Reach::Unlikely),
        ("4065", 4065, Kind::StillTransport, Reach::Open),
        (" 4060 ", 4060, Kind::TerminalBusy, Reach::Never),
    ] {
        let answer = change(&warning(code), &result);
        assert_eq!(outcome(&answer), failed(number, kind, reach));
    }
    // The number counts, whatever the word beside it is.
    for word in [
        "<CONN:Result>OK</CONN:Result>",
        "<CONN:Result>WARNING</CONN:Result>",
        "<CONN:Result>Error</CONN:Result>",
        "<CONN:Result>Warning</CONN:Result><CONN:Result>OK</CONN:Result>",
        "",
    ] {
        let status = warning("4060").replace("<CONN:Result>Warning</CONN:Result>", word);
        let expected = failed(4060, Kind::TerminalBusy, Reach::Never);
        assert_eq!(outcome(&change(&status, &result)), expected, "{status}");
        let code = Ok(4060);
        let contradiction = Outcome::Unclear(Unclear::Contradiction { code });
        let ok = change(&status, &pin_result("OK", None));
        assert_eq!(outcome(&ok), contradiction, "{status}");
    }
    for status in [
        OK,
        "",
        "<CONN:Status><CONN:Result>Warning</CONN:Result></CONN:Status>",
    ] {
        let nothing = Outcome::Failed(Failure {
            code: Err(Unknown::Missing),
            kind: Kind::Other,
            reach: Reach::Open,
        });
        assert_eq!(outcome(&change(status, &result)), nothing, "{status}");
    }
}

#[test]
fn a_success_beside_an_error_that_rules_it_out_is_none() {
    let ok = pin_result("OK", None);
    let code = Ok(4043);
    let contradiction = Outcome::Unclear(Unclear::Contradiction { code });
    assert_eq!(outcome(&change(&warning("4043"), &ok)), contradiction);
    // A maker's own word, or one about a certificate, has nothing to do with it.
    assert_eq!(outcome(&change(&warning("900123"), &ok)), Outcome::Accepted);
    assert_eq!(outcome(&change(&warning("4256"), &ok)), Outcome::Accepted);
    // Of an operation that was carried out a Konnektor says no error, whosever number it is.
    for severity in ["Error", "Fatal"] {
        for (number, code) in [
            ("900123", Ok(900_123)),
            ("4256", Ok(4256)),
            ("", Err(Unknown::Other(String::new()))),
        ] {
            let status =
                warning(number).replace(">Warning</GERROR", &format!(">{severity}</GERROR"));
            let contradiction = Outcome::Unclear(Unclear::Contradiction { code });
            assert_eq!(outcome(&change(&status, &ok)), contradiction, "{status}");
        }
    }
    // What the card said stands, whatever the Konnektor warns of.
    let rejected = change(&warning("4043"), &pin_result("REJECTED", Some(1)));
    assert_eq!(outcome(&rejected), Outcome::Rejected { left: Ok(1) });
}

/// How an answer may fail to say how the operation went, and why nobody knows it.
fn without_a_status() -> Vec<(String, Unknown)> {
    let other = |text: &str| Unknown::Other(text.to_owned());
    let result = |words: &str| format!("<CONN:Status>{words}</CONN:Status>");
    let ok = "<CONN:Result>OK</CONN:Result>";
    vec![
        (String::new(), Unknown::Missing),
        (OK.replace("CONN:Status", "CARD:Status"), Unknown::Missing),
        (OK.repeat(2), Unknown::Twice),
        ("<CONN:Status/>".to_owned(), Unknown::Missing),
        (result("<CONN:Result/>"), Unknown::Missing),
        (result(&ok.replace("CONN:", "CARD:")), Unknown::Missing),
        (result(&ok.repeat(2)), Unknown::Twice),
        (result(&ok.replace("OK", "Error")), other("Error")),
        (result(&ok.replace("OK", "ok")), other("ok")),
    ]
}

#[test]
fn a_success_of_which_it_is_not_said_how_the_operation_went_is_none() {
    for (status, why) in without_a_status() {
        let answer = change(&status, &pin_result("OK", None));
        let expected = Outcome::Unclear(Unclear::Status(why));
        assert_eq!(outcome(&answer), expected, "{status}");
        // What the card said stands all the same.
        let rejected = change(&status, &pin_result("REJECTED", Some(1)));
        assert_eq!(outcome(&rejected), Outcome::Rejected { left: Ok(1) });
    }
    // A number beside it says why.
    let status = warning("4060").replace("Warning</CONN", "Error</CONN");
    let code = Ok(4060);
    let contradiction = Outcome::Unclear(Unclear::Contradiction { code });
    let answer = change(&status, &pin_result("OK", None));
    assert_eq!(outcome(&answer), contradiction);
}

#[test]
fn an_answer_that_does_not_say_how_the_operation_went_gives_nothing() {
    for (status, why) in without_a_status() {
        let untold = Unreadable::Untold {
            element: "Status",
            why,
        };
        let body = format!("<EVT:GetCardsResponse>{status}<CARD:Cards/></EVT:GetCardsResponse>");
        let given = get_cards(&answer(&body)).and_then(Answer::given);
        assert_eq!(given.unwrap_err(), untold, "{status}");
        let body = format!(
            "<CARD:GetPinStatusResponse>{status}<CARD:PinStatus>VERIFIED</CARD:PinStatus>\
             </CARD:GetPinStatusResponse>"
        );
        let given = get_pin_status(&answer(&body)).and_then(Answer::given);
        assert_eq!(given.unwrap_err(), untold, "{status}");
    }
    let status = warning("4040");
    let body = format!("<EVT:GetCardsResponse>{status}<CARD:Cards/></EVT:GetCardsResponse>");
    let given = get_cards(&answer(&body)).and_then(Answer::given);
    let (cards, error) = given.unwrap().unwrap();
    assert_eq!((cards.len(), error.unwrap().code()), (0, Ok(4040)));
}

#[test]
fn a_fault_tells_the_number_of_its_last_entry() {
    let vendor = trace("900123", "Error");
    for (traces, code, kind, reach) in [
        (
            trace("4049", "Error"),
            4049,
            Kind::Cancelled,
            Reach::Unlikely,
        ),
        (
            vendor.clone() + &trace("4060", "Error"),
            4060,
            Kind::TerminalBusy,
            Reach::Never,
        ),
        (
            vendor.clone() + &trace("12", "Info") + &trace("4018", "Error"),
            4018,
            Kind::HeldByOtherUser,
            Reach::Open,
        ),
        // Nobody says what this one means; that no command reached the card it does not say.
        (
            trace("4060", "Error") + &vendor,
            900_123,
            Kind::Other,
            Reach::Open,
        ),
    ] {
        let detail = format!("<detail>{}</detail>", error(&traces));
        for detail in [
            detail.clone(),
            // As some write it, and as old ones name it.
            detail.replace("detail>", "Detail>"),
            detail.replace("detail>", "@:detail>"),
            detail.replace("<detail>", "<detail><x/>"),
            detail.replace("GERROR:", "").replace(
                "<Error>",
                "<Error xmlns=\"http://ws.gematik.de/tel/error/v2.0\">",
            ),
            detail.replace("GERROR:", "").replace(
                "<Error>",
                "<Error xmlns=\"http://ws.gematik.de/tel/error/v3.0\">",
            ),
        ] {
            for make in 0..PREFIXES.len() {
                let text = with_prefixes(make, &fault(&detail));
                assert_eq!(
                    outcome(text.as_bytes()),
                    failed(code, kind, reach),
                    "{text}"
                );
            }
        }
    }
}

/// What a maker calls an error has numbers of its own; and of two errors nobody knows which one counts.
#[test]
fn gematiks_error_counts_whatever_a_maker_calls_by_the_same_name() {
    let gematiks = |code: &str| error(&trace(code, "Error"));
    let makers = |code: &str| {
        format!(
            "<v:Weg xmlns:v=\"urn:maker\"><v:Error><v:Trace><v:Code>{code}</v:Code></v:Trace>\
             </v:Error></v:Weg>"
        )
    };
    let bare = |code: &str| gematiks(code).replace("GERROR:", "");
    for (inside, expected) in [
        (makers("4060") + &gematiks("4044"), Ok(4044)),
        (gematiks("4044") + &makers("4060"), Ok(4044)),
        (bare("4060") + &gematiks("4044"), Ok(4044)),
        (gematiks("4060") + &gematiks("4060"), Ok(4060)),
        (gematiks("4060") + &gematiks("4044"), Err(Unknown::Twice)),
        (bare("4060"), Ok(4060)),
        (bare("4060") + &bare("4060"), Err(Unknown::Missing)),
        (bare("4060") + &makers("4044"), Err(Unknown::Missing)),
        (makers("4060"), Err(Unknown::Missing)),
        // A maker's entry behind gematik's, in gematik's own element.
        (
            gematiks("4044").replace(
                "</GERROR:Error>",
                "<v:Trace xmlns:v=\"urn:maker\"><v:Code>4060</v:Code></v:Trace></GERROR:Error>",
            ),
            Ok(4044),
        ),
    ] {
        let text = fault(&format!("<detail>{inside}</detail>"));
        let answered = pin_operation(&answer(&text), Operation::ChangePin).unwrap();
        let Outcome::Failed(failure) = answered.outcome() else {
            panic!("{inside}")
        };
        assert_eq!(failure.code, expected, "{inside}");
        assert_eq!(
            failure.reach == Reach::Open,
            expected != Ok(4060),
            "{inside}"
        );
    }
    for (inside, expected) in [
        (gematiks("4060") + &gematiks("4044"), Err(Unknown::Twice)),
        (
            "<v:Error xmlns:v=\"urn:maker\"/>".to_owned() + &gematiks("4044"),
            Ok(4044),
        ),
    ] {
        let body = format!(
            "<CARD:ChangePinResponse><CONN:Status><CONN:Result>Warning</CONN:Result>{inside}\
             </CONN:Status><CARDCMN:PinResult>ERROR</CARDCMN:PinResult></CARD:ChangePinResponse>"
        );
        let answered = pin_operation(&answer(&body), Operation::ChangePin).unwrap();
        let Outcome::Failed(failure) = answered.outcome() else {
            panic!("{inside}")
        };
        assert_eq!(failure.code, expected, "{inside}");
        // Whatever the two are, all did not go well.
        let yes = body.replace("ERROR<", "OK<");
        let answered = pin_operation(&answer(&yes), Operation::ChangePin).unwrap();
        let code = expected;
        let contradiction = Outcome::Unclear(Unclear::Contradiction { code });
        assert_eq!(answered.outcome(), contradiction, "{inside}");
    }
}

#[test]
fn a_fault_keeps_what_it_says_and_one_without_detail_what_there_is() {
    let read = |detail: &str| match get_pin_status(&answer(&fault(detail))) {
        Ok(Answer::Fault(fault)) => fault,
        other => panic!("{other:?}"),
    };
    let whole = read(&format!(
        "<detail>{}</detail>",
        error(&trace("4000", "Error"))
    ));
    assert_eq!(whole.code.as_deref(), Some("Server"));
    assert_eq!(whole.text.as_deref(), Some("Abbruch"));
    let error = whole.error.unwrap();
    assert_eq!(error.message_id.as_deref(), Some("4711"));
    assert_eq!(error.timestamp.as_deref(), Some("2026-11-28T08:00:00Z"));
    let [trace] = &error.traces[..] else {
        panic!("{error:?}")
    };
    assert_eq!(trace.event_id.as_deref(), Some("17"));
    assert_eq!((&trace.instance, &trace.log_reference), (&None, &None));
    assert_eq!(trace.component.as_deref(), Some("Konnektor"));
    assert_eq!(trace.code, Ok(4000));
    assert_eq!(trace.severity.as_deref(), Some("Error"));
    assert_eq!(trace.sort.as_deref(), Some("Technical"));
    assert_eq!(trace.text.as_deref(), Some("Erfunden"));
    let detail = trace.detail.as_ref().unwrap();
    assert_eq!(detail.text, "Mehr");
    assert_eq!(detail.encoding.as_deref(), Some("UTF-8"));

    for detail in ["", "<detail/>", "<detail>Nur Text</detail>"] {
        let fault = read(detail);
        assert_eq!(fault.text.as_deref(), Some("Abbruch"));
        assert_eq!(fault.error, None, "{detail}");
    }
    let nameless = read("<detail><GERROR:Error/></detail>");
    assert_eq!(nameless.error.unwrap().code(), Err(Unknown::Missing));
    let word = "<detail><GERROR:Error><GERROR:Trace><GERROR:Code>63C2</GERROR:Code>\
        </GERROR:Trace></GERROR:Error></detail>";
    let code = read(word).error.unwrap().code();
    assert_eq!(code, Err(Unknown::Other("63C2".to_owned())));
}

#[test]
fn of_a_text_as_long_as_no_error_has_one_the_beginning_is_kept() {
    for (letters, kept) in [(200, 200), (201, 201), (1500, 201)] {
        let long = trace("4000", "Error").replace("Erfunden", &"ä".repeat(letters));
        let detail = format!("<detail>{}</detail>", error(&long));
        let Ok(Answer::Fault(fault)) = get_pin_status(&answer(&fault(&detail))) else {
            panic!("{detail}")
        };
        let text = fault.error.unwrap().traces.remove(0).text.unwrap();
        assert_eq!(text.chars().count(), kept);
        assert_eq!(text.ends_with('…'), letters > 200);
    }
}

fn one_card(parts: &str) -> Card {
    let body = format!(
        "<EVT:GetCardsResponse>{OK}<CARD:Cards><CARD:Card>{parts}</CARD:Card></CARD:Cards>\
         </EVT:GetCardsResponse>"
    );
    given(get_cards(&answer(&body))).remove(0)
}

const VERSIONS: &str = "<CARD:CardVersion><CARD:COSVersion><CARD:Major>4</CARD:Major>\
    <CARD:Minor>6</CARD:Minor><CARD:Revision>0</CARD:Revision></CARD:COSVersion>\
    <CARD:ObjectSystemVersion><CARD:Major>4</CARD:Major><CARD:Minor>7</CARD:Minor>\
    <CARD:Revision>1</CARD:Revision></CARD:ObjectSystemVersion></CARD:CardVersion>";

#[test]
fn a_card_is_read_with_handle_place_and_stay() {
    let card = one_card(&format!(
        "<CONN:CardHandle>HBA-7</CONN:CardHandle><CARDCMN:CardType>HBA</CARDCMN:CardType>\
         {VERSIONS}<CARDCMN:Iccsn>80276883110000000017</CARDCMN:Iccsn>\
         <CARDCMN:CtId>CT_ID_0001</CARDCMN:CtId><CARDCMN:SlotId>2</CARDCMN:SlotId>\
         <CARD:InsertTime>2026-11-28T08:00:00.123Z</CARD:InsertTime>\
         <CARD:CardHolderName>Dr. Ada Muster</CARD:CardHolderName>\
         <CARD:CertificateExpirationDate>2030-01-31Z</CARD:CertificateExpirationDate>\
         <CARD:Later>Neues</CARD:Later>"
    ));
    assert_eq!(card.handle.unwrap().as_str(), "HBA-7");
    assert_eq!(card.card_type, Ok(CardType::Hba));
    let version = card.operating_system.unwrap();
    assert_eq!((version.major, version.minor, version.revision), (4, 6, 0));
    let version = card.object_system.unwrap();
    assert_eq!((version.major, version.minor, version.revision), (4, 7, 1));
    assert_eq!(card.iccsn.as_deref(), Ok("80276883110000000017"));
    assert_eq!(card.terminal.unwrap().as_str(), "CT_ID_0001");
    assert_eq!(card.slot, Ok(2));
    assert_eq!(card.inserted.as_deref(), Ok("2026-11-28T08:00:00.123Z"));
    assert_eq!(card.holder.as_deref(), Ok("Dr. Ada Muster"));
    assert_eq!(card.expires, Ok(Date::new(2030, 1, 31).unwrap()));
}

#[test]
fn what_is_odd_about_a_card_costs_that_value_only() {
    let other = |text: &str| Unknown::Other(text.to_owned());
    let odd = one_card(
        "<CONN:CardHandle/><CARDCMN:CardType>HBA-neu</CARDCMN:CardType>\
         <CARD:CardVersion><CARD:COSVersion><CARD:Major>x</CARD:Major></CARD:COSVersion>\
         </CARD:CardVersion><CARDCMN:Iccsn>8027688311000000001</CARDCMN:Iccsn>\
         <CARDCMN:CtId>T1</CARDCMN:CtId><CARDCMN:SlotId>0</CARDCMN:SlotId>\
         <CARD:CertificateExpirationDate>31.01.2030</CARD:CertificateExpirationDate>",
    );
    assert_eq!(odd.handle, Err(Unknown::Missing));
    assert_eq!(odd.card_type, Err(other("HBA-neu")));
    assert_eq!((odd.operating_system, odd.object_system), (None, None));
    assert_eq!(odd.iccsn, Err(other("8027688311000000001")));
    assert_eq!(odd.terminal.unwrap().as_str(), "T1");
    assert_eq!(odd.slot, Err(other("0")));
    assert_eq!(odd.inserted, Err(Unknown::Missing));
    assert_eq!(odd.expires, Err(other("31.01.2030")));
    let long = one_card(&format!(
        "<CONN:CardHandle>{}</CONN:CardHandle>",
        "H".repeat(129)
    ));
    assert_eq!(long.handle, Err(other(&"H".repeat(64))));
}

#[test]
fn days_are_read_with_a_zone_and_without() {
    let end = |text: &str| {
        one_card(&format!(
            "<CARD:CertificateExpirationDate>{text}</CARD:CertificateExpirationDate>"
        ))
        .expires
    };
    for text in [
        "2029-10-08",
        "2029-10-08Z",
        "2029-10-08+01:00",
        " 2029-10-08-00:30 ",
    ] {
        assert_eq!(end(text), Ok(Date::new(2029, 10, 8).unwrap()), "{text}");
    }
    for text in [
        "2029-10-08T",
        "2029-10-08+1:00",
        "2029-13-08",
        "2029-10",
        "ä".repeat(5).as_str(),
    ] {
        assert_eq!(end(text), Err(Unknown::Other(text.to_owned())));
    }
}

#[test]
fn of_a_patients_card_nothing_is_kept_that_says_whose_it_is() {
    for (word, kept) in [
        ("EGK", false),
        ("KVK", false),
        ("EGK-neu", false),
        ("UNKNOWN", false),
        ("HBA", true),
        ("SM-B", true),
    ] {
        let card = one_card(&format!(
            "<CARDCMN:CardType>{word}</CARDCMN:CardType>\
             <CARD:CardHolderName>Erika Muster</CARD:CardHolderName>\
             <CARD:Kvnr>X110000001</CARD:Kvnr>"
        ));
        assert_eq!(card.holder.is_ok(), kept, "{word}");
        assert!(!format!("{card:?}").contains("X110000001"));
    }
}

#[test]
fn a_list_may_be_empty() {
    for list in ["<CARD:Cards/>", "<CARD:Cards>\n<x/>\n</CARD:Cards>"] {
        let body = format!("<EVT:GetCardsResponse>{OK}{list}</EVT:GetCardsResponse>");
        assert_eq!(given(get_cards(&answer(&body))), []);
    }
    for word in CardType::ALL.map(CardType::word) {
        let card = one_card(&format!("<CARDCMN:CardType>{word}</CARDCMN:CardType>"));
        assert_eq!(card.card_type.map(CardType::word), Ok(word));
    }
}

/// An empty list has its element. Without it nobody said that there is nothing; and what has the same
/// name in another version is something.
#[test]
fn a_list_that_is_not_there_is_no_empty_one() {
    type Read = fn(&[u8]) -> Option<Unreadable>;
    let rows: [(&str, &'static str, &'static str, Read); 3] = [
        ("EVT:GetCardsResponse", "CARD:Cards", "Card", |octets| {
            get_cards(octets).err()
        }),
        (
            "EVT:GetCardTerminalsResponse",
            "CT:CardTerminals",
            "CardTerminal",
            |octets| get_card_terminals(octets).err(),
        ),
        (
            "CERT:ReadCardCertificateResponse",
            "CERTCMN:X509DataInfoList",
            "X509DataInfo",
            |octets| read_card_certificate(octets).err(),
        ),
    ];
    for (response, list, item, read) in rows {
        let why = |inside: &str| {
            let body = format!("<{response}>{OK}{inside}</{response}>");
            read(&answer(&body))
        };
        let name = list.rsplit_once(':').unwrap().1;
        let untold = |why| Some(Unreadable::Untold { element: name, why });
        let other = |found: &'static str, namespace: &str| {
            Some(Unreadable::Other {
                expected: found,
                found: found.to_owned(),
                namespace: Some(namespace.to_owned()),
            })
        };
        let in_other = |text: &str| format!("<{text} xmlns=\"urn:v8.2\"/>");
        assert_eq!(why(&format!("<{list}/>")), None);
        assert_eq!(
            why(&format!("<{list}>{}</{list}>", in_other("Later"))),
            None
        );
        assert_eq!(why(""), untold(Unknown::Missing));
        assert_eq!(why(&format!("<{list}/>").repeat(2)), untold(Unknown::Twice));
        assert_eq!(why(&in_other(name)), other(name, "urn:v8.2"));
        assert_eq!(why(&format!("<{name}/>")), other(name, ""));
        let one = format!("<{list}>{}</{list}>", in_other(item));
        assert_eq!(why(&one), other(item, "urn:v8.2"));
    }
}

#[test]
fn a_terminal_is_read_with_its_workplaces_and_one_that_was_never_connected_without() {
    let product = "<PI:ProductInformation><PI:InformationDate>2026-11-28T08:00:00Z\
        </PI:InformationDate><PI:ProductIdentification><PI:ProductVendorID>INGHC\
        </PI:ProductVendorID><PI:ProductCode>ORGA6100</PI:ProductCode>\
        </PI:ProductIdentification></PI:ProductInformation>";
    let body = format!(
        "<EVT:GetCardTerminalsResponse>{OK}<CT:CardTerminals>\
         <CT:CardTerminal>{product}<CARDCMN:CtId>00-0D-F8-01-02-03</CARDCMN:CtId>\
         <CONN:WorkplaceIds><CONN:WorkplaceId>Platz 1</CONN:WorkplaceId>\
         <CONN:WorkplaceId>Platz 2</CONN:WorkplaceId></CONN:WorkplaceIds>\
         <CT:Name>Empfang</CT:Name><CT:MacAddress>00-0D-F8-01-02-03</CT:MacAddress>\
         <CT:IPAddress><CT:IPV4Address>192.168.1.5</CT:IPV4Address></CT:IPAddress>\
         <CT:Slots>4</CT:Slots><CT:IS_PHYSICAL>true</CT:IS_PHYSICAL>\
         <CT:Connected>1</CT:Connected></CT:CardTerminal>\
         <CT:CardTerminal><CARDCMN:CtId>T2</CARDCMN:CtId><CONN:WorkplaceIds/>\
         <CT:Name/><CT:IPAddress><CT:IPV6Address>fd00::5</CT:IPV6Address></CT:IPAddress>\
         <CT:IS_PHYSICAL>false</CT:IS_PHYSICAL><CT:Connected>nein</CT:Connected>\
         </CT:CardTerminal></CT:CardTerminals></EVT:GetCardTerminalsResponse>"
    );
    let terminals = given(get_card_terminals(&answer(&body)));
    let [first, second] = &terminals[..] else {
        panic!("{terminals:?}")
    };
    let id = |text| crate::konnektor::identifiers::Id::new(text).unwrap();
    assert_eq!(first.id, Ok(id("00-0D-F8-01-02-03")));
    assert_eq!(first.name.as_deref(), Ok("Empfang"));
    assert_eq!(first.mac.as_deref(), Ok("00-0D-F8-01-02-03"));
    assert_eq!(first.address.as_deref(), Ok("192.168.1.5"));
    assert_eq!(first.slots, Ok(4));
    assert_eq!(
        (&first.is_physical, &first.is_connected),
        (&Ok(true), &Ok(true))
    );
    assert_eq!(first.product.vendor_id.as_deref(), Some("INGHC"));
    assert_eq!(first.product.code.as_deref(), Some("ORGA6100"));
    assert!(first.is_at(&id("Platz 2")) && !first.is_at(&id("Platz 3")));
    assert_eq!(second.address.as_deref(), Ok("fd00::5"));
    assert_eq!(second.is_physical, Ok(false));
    assert_eq!(second.is_connected, Err(Unknown::Other("nein".to_owned())));
    assert_eq!(second.slots, Err(Unknown::Missing));
    assert!(second.workplaces.is_empty() && !second.is_at(&id("Platz 1")));
    assert_eq!(second.product, Default::default());
}

#[test]
fn certificates_are_read_with_blanks_in_them_and_one_that_the_card_lacks_is_none() {
    let one = |reference: &str, inside: &str| {
        format!(
            "<CERTCMN:X509DataInfo><CERTCMN:CertRef>{reference}</CERTCMN:CertRef>{inside}\
             </CERTCMN:X509DataInfo>"
        )
    };
    let data = |letters: &str| {
        format!(
            "<CERTCMN:X509Data><CERTCMN:X509SubjectName>CN=A</CERTCMN:X509SubjectName>\
             <CERTCMN:X509Certificate>{letters}</CERTCMN:X509Certificate></CERTCMN:X509Data>"
        )
    };
    let body = [
        one("C.AUT", &data("MAMC\n  AQA=\r\n")),
        one("C.ENC", ""),
        one("C.NEU", &data("MAMC*QA=")),
        one("C.QES", &data("")),
        one("C.SIG", "<CERTCMN:X509Data/>"),
    ]
    .concat();
    let body = format!(
        "<CERT:ReadCardCertificateResponse>{OK}<CERTCMN:X509DataInfoList>{body}\
         </CERTCMN:X509DataInfoList></CERT:ReadCardCertificateResponse>"
    );
    let read = given(read_card_certificate(&answer(&body)));
    let other = |text: &str| Unknown::Other(text.to_owned());
    let expected = [
        (
            Ok(CertificateReference::Aut),
            Content::Octets(vec![0x30, 0x03, 0x02, 0x01, 0x00]),
        ),
        (Ok(CertificateReference::Enc), Content::None),
        (Err(other("C.NEU")), Content::Unknown(other("MAMC*QA="))),
        (Ok(CertificateReference::Qes), Content::Unknown(other(""))),
        (
            Ok(CertificateReference::Sig),
            Content::Unknown(Unknown::Missing),
        ),
    ]
    .map(|(reference, content)| CardCertificate { reference, content });
    assert_eq!(read, expected);
}

#[test]
fn the_answer_to_another_question_is_none_to_this_one() {
    let named = |expected, found: &str, namespace: Option<&str>| Unreadable::Other {
        expected,
        found: found.to_owned(),
        namespace: namespace.map(str::to_owned),
    };
    let untold = |why| Unreadable::Untold {
        element: "ChangePinResponse",
        why,
    };
    let result = pin_result("OK", None);
    let in_other_namespace = change(OK, &result);
    let in_other_namespace = String::from_utf8(in_other_namespace).unwrap();
    let in_other_namespace = in_other_namespace.replace("CardService/v8.1", "CardService/v8.2");
    let answers = [
        (
            answer(&format!(
                "<CARD:VerifyPinResponse>{OK}{result}</CARD:VerifyPinResponse>"
            )),
            named("ChangePinResponse", "VerifyPinResponse", None),
        ),
        (
            in_other_namespace.into_bytes(),
            named(
                "ChangePinResponse",
                "ChangePinResponse",
                Some("http://ws.gematik.de/conn/CardService/v8.2"),
            ),
        ),
        (answer(""), untold(Unknown::Missing)),
        (
            answer(&format!(
                "<CARD:ChangePinResponse>{OK}{result}</CARD:ChangePinResponse><x/>"
            )),
            untold(Unknown::Twice),
        ),
        (
            b"<html><body>Anmeldung</body></html>".to_vec(),
            named("Envelope", "html", None),
        ),
        (
            b"<e:Envelope xmlns:e='http://www.w3.org/2003/05/soap-envelope'/>".to_vec(),
            named(
                "Envelope",
                "Envelope",
                Some("http://www.w3.org/2003/05/soap-envelope"),
            ),
        ),
        (
            b"<Envelope/>".to_vec(),
            named("Envelope", "Envelope", Some("")),
        ),
    ];
    for (octets, why) in answers {
        assert_eq!(pin_operation(&octets, Operation::ChangePin), Err(why));
    }
    let bomb = "<!DOCTYPE a [<!ENTITY b 'c'>]>".to_owned() + &with_prefixes(0, "&b;");
    let refused = pin_operation(bomb.as_bytes(), Operation::ChangePin);
    assert!(matches!(refused, Err(Unreadable::NotXml { .. })));
}

/// An answer as no Konnektor was seen to write it, and as XML allows it.
#[test]
fn whatever_way_xml_has_to_say_it_is_understood() {
    let reply = "<PinResult xmlns=\"http://ws.gematik.de/conn/CardServiceCommon/v2.0\">REJECTED\
        </PinResult><LeftTries xmlns=\"http://ws.gematik.de/conn/CardServiceCommon/v2.0\">2\
        </LeftTries>";
    let whole = String::from_utf8(change(OK, reply)).unwrap();
    let two = Outcome::Rejected { left: Ok(2) };
    let nothing = Outcome::Rejected {
        left: Err(Unknown::Missing),
    };
    let other = |text: &str| Outcome::Rejected {
        left: Err(Unknown::Other(text.to_owned())),
    };
    let declared = |encoding: &str| format!("<?xml version='1.0' encoding='{encoding}'?>\n{whole}");
    let left = |text: &str| whole.replace(">2<", &format!(">{text}<"));
    let nil = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"";
    for (text, expected) in [
        (format!("\u{FEFF}{whole}"), two.clone()),
        (format!("{}\n<!-- – -->", declared("UTF-8")), two.clone()),
        // What it is declared to be does not matter where it is UTF-8.
        (declared("ISO-8859-1"), two.clone()),
        (
            whole.replace(">REJECTED<", "><![CDATA[REJECTED]]><"),
            two.clone(),
        ),
        (
            whole.replace(">REJECTED<", ">\r\n RE<!-- OK -->JECT<?x OK?>ED\t<"),
            two.clone(),
        ),
        (
            whole.replace(">REJECTED<", ">&#82;EJECTE&#x44;<"),
            two.clone(),
        ),
        (
            whole.replace(
                "<PinResult ",
                "<PinResult xmlns:a=\"b\" a:PinResult=\"OK\" ",
            ),
            two.clone(),
        ),
        (left("002"), two.clone()),
        (left("\u{A0}2 "), two.clone()),
        (left(""), nothing.clone()),
        (
            left("").replace("<LeftTries ", &format!("<LeftTries {nil} ")),
            nothing,
        ),
        (left("+2"), other("+2")),
        (left("2.0"), other("2.0")),
        (left("15"), Outcome::Rejected { left: Ok(15) }),
        (left("16"), other("16")),
        (left("4294967296"), other("4294967296")),
    ] {
        assert_eq!(outcome(text.as_bytes()), expected, "{text}");
    }
    // A fault somewhere else than in the body is none of this operation.
    let soap = "http://schemas.xmlsoap.org/soap/envelope/";
    let nested = change(OK, &format!("{reply}<f:Fault xmlns:f=\"{soap}\"/>"));
    assert_eq!(outcome(&nested), two);
}

#[test]
fn what_is_in_another_encoding_or_in_several_parts_is_refused_by_name() {
    let whole = String::from_utf8(change(OK, &pin_result("OK", None))).unwrap();
    let utf16 = |to_octets: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let units = "\u{FEFF}".encode_utf16().chain(whole.encode_utf16());
        units.flat_map(to_octets).collect()
    };
    let latin = [whole.as_bytes(), b"<!-- M\xFCller -->"].concat();
    let why = |octets: &[u8]| pin_operation(octets, Operation::ChangePin).unwrap_err();
    for octets in [
        utf16(u16::to_be_bytes),
        utf16(u16::to_le_bytes),
        latin,
        vec![0x1F, 0x8B, 0x08, 0x00],
    ] {
        assert_eq!(why(&octets), Unreadable::NotUtf8);
    }
    // As a service with attachments sends it (MTOM).
    let parts = format!(
        "\r\n--uuid:1\r\nContent-Type: application/xop+xml; charset=UTF-8; type=\"text/xml\"\r\n\
         \r\n{whole}\r\n--uuid:1--"
    );
    assert_eq!(why(parts.as_bytes()), Unreadable::Parts);
}
