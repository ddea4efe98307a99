use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use super::super::access::Basic;
use super::super::directory::Plain;
use super::super::identifiers::Id;
use super::super::network::Lost;
use super::super::tls_error::Error;
use super::*;
use crate::http::reply::Wanted;

/// What went out: address, request, longest wait, and whether somebody could have ended it.
type Sent = (String, String, Duration, bool);

/// Brings replies in their order; asked once too often, it fails.
#[derive(Clone, Default)]
struct Told {
    replies: Rc<RefCell<VecDeque<Result<Reply, Lost>>>>,
    sent: Rc<RefCell<Vec<Sent>>>,
}

impl Network for Told {
    fn exchange(
        &mut self,
        to: &Address,
        request: &[u8],
        _: &Wanted,
        waiting: &Waiting<'_>,
    ) -> Result<Reply, Lost> {
        self.sent.borrow_mut().push((
            to.to_string(),
            String::from_utf8(request.to_vec()).unwrap(),
            waiting.limit,
            waiting.interrupts.raised(),
        ));
        self.replies.borrow_mut().pop_front().unwrap()
    }
}

impl Told {
    fn then(self, reply: Result<Reply, Lost>) -> Self {
        self.replies.borrow_mut().push_back(reply);
        self
    }

    fn body(self, text: &str) -> Self {
        self.then(Ok(Reply::Body {
            status: 200,
            octets: text.as_bytes().to_vec(),
        }))
    }

    fn client(&self, change: impl FnOnce(&mut Access)) -> Client {
        let id = |text| Id::new(text).unwrap();
        let mut access = Access {
            address: Address::parse("https://10.0.0.1").unwrap(),
            context: Context {
                mandant: id("M"),
                client_system: id("C"),
                workplace: id("W"),
                user: Some(id("U")),
            },
            basic: None,
            plain: Plain::Refused,
            rewrites: false,
        };
        change(&mut access);
        let interrupts = Interrupts::none();
        interrupts.raise_for_tests();
        Client::new(access, Box::new(self.clone()), interrupts)
    }

    fn addresses(&self) -> Vec<String> {
        let sent = self.sent.borrow();
        sent.iter().map(|(address, ..)| address.clone()).collect()
    }
}

/// A directory with these locations of `CardService` and `EventService`.
fn directory(scheme: &str, host: &str) -> String {
    let service = |name: &str, version: &str, number: &str| {
        let tag = if scheme == "https" {
            "EndpointTLS"
        } else {
            "Endpoint"
        };
        format!(
            "<s:Service Name=\"{name}\"><s:Versions><s:Version Version=\"{number}\" \
             TargetNamespace=\"http://ws.gematik.de/conn/{name}/WSDL/{version}\">\
             <s:{tag} Location=\"{scheme}://{host}/ws/{name}\"/></s:Version></s:Versions></s:Service>"
        )
    };
    format!(
        "<d:ConnectorServices xmlns:d=\"http://ws.gematik.de/conn/ServiceDirectory/v3.1\" \
         xmlns:s=\"http://ws.gematik.de/conn/ServiceInformation/v2.0\"><s:ServiceInformation>\
         {}{}</s:ServiceInformation></d:ConnectorServices>",
        service("CardService", "v8.1", "8.1.2"),
        service("EventService", "v7.2", "7.2.0"),
    )
}

const CHANGED: &str = "<S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\"><S:Body>\
    <c:ChangePinResponse xmlns:c=\"http://ws.gematik.de/conn/CardService/v8.1\" \
    xmlns:n=\"http://ws.gematik.de/conn/ConnectorCommon/v5.0\" \
    xmlns:m=\"http://ws.gematik.de/conn/CardServiceCommon/v2.0\"><n:Status><n:Result>OK</n:Result>\
    </n:Status><m:PinResult>OK</m:PinResult></c:ChangePinResponse></S:Body></S:Envelope>";
const NO_CARDS: &str = "<S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\"><S:Body>\
    <e:GetCardsResponse xmlns:e=\"http://ws.gematik.de/conn/EventService/v7.2\" \
    xmlns:n=\"http://ws.gematik.de/conn/ConnectorCommon/v5.0\" \
    xmlns:c=\"http://ws.gematik.de/conn/CardService/v8.1\"><n:Status><n:Result>OK</n:Result>\
    </n:Status><c:Cards/></e:GetCardsResponse></S:Body></S:Envelope>";

fn card() -> CardHandle {
    CardHandle::new("HBA-7").unwrap()
}

#[test]
fn the_directory_is_read_once_and_each_question_is_one_request() {
    let told = Told::default()
        .body(&directory("https", "kon.example:9443"))
        .body(NO_CARDS)
        .body(NO_CARDS);
    let mut client = told.client(|_| {});
    assert_eq!(client.cards(false), Ok(Vec::new()));
    assert_eq!(client.cards(true), Ok(Vec::new()));
    assert_eq!(
        told.addresses(),
        [
            "https://10.0.0.1:443/connector.sds",
            "https://kon.example:9443/ws/EventService",
            "https://kon.example:9443/ws/EventService",
        ]
    );
    let sent = told.sent.borrow();
    let question = &sent[1].1;
    let action = "SOAPAction: \"http://ws.gematik.de/conn/EventService/v7.2#GetCards\"\r\n";
    assert!(question.contains(action), "{question}");
    assert!(question.contains("Content-Type: text/xml; charset=utf-8\r\n"));
    assert!(!question.contains("Authorization"));
    assert!(sent[2].1.contains("mandant-wide=\"true\""));
}

/// Its dialog goes on whether or not somebody waits.
#[test]
fn what_asks_for_a_secret_goes_out_once_waits_long_and_hears_no_wish_to_stop() {
    let lost = Lost::after(Error::Http(http::Error::Broken(
        std::io::ErrorKind::UnexpectedEof,
    )));
    let told = Told::default()
        .body(&directory("https", "10.0.0.1"))
        .body(CHANGED)
        .then(Err(lost.clone()));
    let mut client = told.client(|_| {});
    let changed = client.change_pin(&card(), PinName::Ch).unwrap();
    assert_eq!(changed.outcome(), answer::Outcome::Accepted);
    let trouble = client.change_pin(&card(), PinName::Ch).unwrap_err();
    assert_eq!(trouble.cause, Cause::Line(lost.error));
    assert!(trouble.may_have_arrived);
    let waits: Vec<(Duration, bool)> = told
        .sent
        .borrow()
        .iter()
        .map(|(.., limit, stopped)| (*limit, *stopped))
        .collect();
    assert_eq!(waits, [(QUESTION, true), (DIALOG, false), (DIALOG, false)]);
}

#[test]
fn services_are_reached_where_the_konnektor_is_if_the_profile_says_so() {
    let told = Told::default()
        .body(&directory("https", "192.168.1.1"))
        .body(NO_CARDS);
    let mut client = told.client(|access| {
        access.address = Address::parse("https://gateway:8443/kon1").unwrap();
        access.rewrites = true;
    });
    client.cards(false).unwrap();
    assert_eq!(
        told.addresses(),
        [
            "https://gateway:8443/kon1/connector.sds",
            "https://gateway:8443/ws/EventService"
        ]
    );
}

#[test]
fn a_service_that_is_not_found_at_a_host_of_the_directory_is_told_apart() {
    let lost = || {
        Lost::before(Error::Http(http::Error::Connect {
            host: "192.168.1.1".to_owned(),
            cause: std::io::ErrorKind::TimedOut,
        }))
    };
    for (named, is_another) in [("192.168.1.1", true), ("konnektor", false)] {
        let told = Told::default()
            .body(&directory("https", named))
            .then(Err(lost()));
        let mut client = told.client(|access| {
            access.address = Address::parse("https://konnektor").unwrap();
        });
        let trouble = client.cards(false).unwrap_err();
        let expected = if is_another {
            Cause::LeadsNowhere(lost().error)
        } else {
            Cause::Line(lost().error)
        };
        assert_eq!(trouble.cause, expected, "{named}");
        assert!(trouble.may_pass() && !trouble.may_have_arrived);
    }
}

#[test]
fn nothing_goes_out_without_tls_unless_somebody_said_so() {
    let told = Told::default();
    let plain = Address::parse("http://10.0.0.1").unwrap();
    let mut client = told.client(|access| access.address = plain.clone());
    let trouble = client.directory().unwrap_err();
    assert_eq!(trouble.cause, Cause::PlainRefused);
    assert!(!trouble.may_have_arrived && told.addresses().is_empty());

    let told = told.body(&directory("http", "10.0.0.1")).body(NO_CARDS);
    let mut client = told.client(|access| {
        access.address = plain;
        access.plain = Plain::Allowed;
    });
    client.cards(false).unwrap();
    assert_eq!(told.addresses()[1], "http://10.0.0.1:80/ws/EventService");
}

#[test]
fn a_directory_that_came_by_tls_leads_to_nothing_without_whatever_is_allowed() {
    for rewrites in [false, true] {
        let told = Told::default().body(&directory("http", "10.0.0.1"));
        let mut client = told.client(|access| {
            access.plain = Plain::Allowed;
            access.rewrites = rewrites;
            access.basic = Basic::new("u", "p");
        });
        let trouble = client.cards(false).unwrap_err();
        let cause = Cause::Service(Service::Event, directory::NoChoice::PlainOnly);
        assert_eq!(trouble.cause, cause);
        let address = Address::parse("http://10.0.0.1/ws/EventService").unwrap();
        assert_eq!(client.access.admits(&address), Err(Cause::PlainRefused));
        assert_eq!(told.addresses(), ["https://10.0.0.1:443/connector.sds"]);
    }
}

/// Anybody on the way could have written it: the login would go there.
#[test]
fn a_directory_that_came_without_tls_leads_to_no_other_host() {
    for scheme in ["http", "https"] {
        let plain = |access: &mut Access| {
            access.address = Address::parse("http://10.0.0.1").unwrap();
            access.plain = Plain::Allowed;
            access.basic = Basic::new("u", "p");
        };
        let told = Told::default().body(&directory(scheme, "evil.example"));
        let mut client = told.client(plain);
        let trouble = client.verify_pin(&card(), PinName::Ch).unwrap_err();
        assert_eq!(trouble.cause, Cause::OtherHost("evil.example".to_owned()));
        assert!(!trouble.may_have_arrived);
        assert_eq!(told.addresses(), ["http://10.0.0.1:80/connector.sds"]);

        let told = Told::default()
            .body(&directory(scheme, "evil.example"))
            .body(NO_CARDS);
        let mut client = told.client(|access| {
            plain(access);
            access.rewrites = true;
        });
        client.cards(false).unwrap();
        assert!(told.addresses()[1].contains("://10.0.0.1:"), "{scheme}");
    }
}

#[test]
fn the_login_goes_along_with_every_request() {
    let told = Told::default()
        .body(&directory("https", "10.0.0.1"))
        .body(NO_CARDS);
    let mut client = told.client(|access| access.basic = Basic::new("u", "p"));
    client.cards(false).unwrap();
    for (_, request, ..) in told.sent.borrow().iter() {
        assert!(
            request.contains("Authorization: Basic dTpw\r\n"),
            "{request}"
        );
    }
}

#[test]
fn who_is_turned_away_from_a_dialog_does_not_know_whether_it_began() {
    let status = |status| Err(Lost::after(Error::Http(http::Error::HttpStatus(status))));
    let elsewhere = "http://evil.example/".to_owned();
    for (reply, cause, may_have_arrived) in [
        (status(401), Cause::LoginRefused(401), true),
        (status(403), Cause::LoginRefused(403), true),
        (
            Ok(Reply::Elsewhere(elsewhere.clone())),
            Cause::SentElsewhere(elsewhere),
            true,
        ),
        (
            status(503),
            Cause::Line(Error::Http(http::Error::HttpStatus(503))),
            true,
        ),
        // Whatever came with it was no fault.
        (
            body(404, "<html/>"),
            Cause::Line(Error::Http(http::Error::HttpStatus(404))),
            true,
        ),
        (
            body(403, &faults(SOAP, "").1),
            Cause::LoginRefused(403),
            true,
        ),
        (
            body(504, &faults(SOAP, "").1),
            Cause::Line(Error::Http(http::Error::HttpStatus(504))),
            true,
        ),
    ] {
        let told = Told::default()
            .body(&directory("https", "10.0.0.1"))
            .then(reply);
        let mut client = told.client(|_| {});
        let trouble = client.verify_pin(&card(), PinName::Ch).unwrap_err();
        let step = Step::Operation(Operation::VerifyPin);
        assert_eq!(
            trouble,
            Trouble {
                step,
                cause,
                may_have_arrived
            }
        );
        assert_eq!(told.addresses().len(), 2);
    }
}

fn body(status: u16, text: &str) -> Result<Reply, Lost> {
    Ok(Reply::Body {
        status,
        octets: text.as_bytes().to_vec(),
    })
}

const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const SOAP_12: &str = "http://www.w3.org/2003/05/soap-envelope";

/// A fault, and the same with gematik's number.
fn faults(soap: &str, number: &str) -> (String, String) {
    let error = format!(
        "<G:Error xmlns:G=\"http://ws.gematik.de/tel/error/v2.0\"><G:Trace><G:Code>{number}</G:Code>\
         </G:Trace></G:Error>"
    );
    let fault = |inside: &str| {
        let inside = if soap == SOAP {
            format!(
                "<faultcode>S:Server</faultcode><faultstring>x</faultstring><detail>{inside}</detail>"
            )
        } else {
            format!(
                "<S:Code><S:Value>S:Receiver</S:Value></S:Code><S:Reason><S:Text>x</S:Text></S:Reason>\
                 <S:Detail>{inside}</S:Detail>"
            )
        };
        format!(
            "<S:Envelope xmlns:S=\"{soap}\"><S:Body><S:Fault>{inside}</S:Fault></S:Body></S:Envelope>"
        )
    };
    (fault(&error), fault(""))
}

/// Whoever stands between may hand it on with a status of its own.
#[test]
fn a_fault_is_an_answer_whatever_status_and_version_of_soap_it_comes_with() {
    for soap in [SOAP, SOAP_12] {
        for status in [200, 400, 403, 404, 500, 502] {
            let told = Told::default()
                .body(&directory("https", "10.0.0.1"))
                .then(body(status, &faults(soap, "4060").0));
            let mut client = told.client(|_| {});
            let Ok(Answer::Fault(fault)) = client.verify_pin(&card(), PinName::Ch) else {
                panic!("{soap} {status}")
            };
            assert_eq!(fault.error.unwrap().code(), Ok(4060));
            assert_eq!(fault.text.as_deref(), Some("x"));
            assert!(["Server", "Receiver"].contains(&fault.code.as_deref().unwrap()));
        }
    }
}

#[test]
fn a_request_that_cannot_be_written_asks_nobody_at_all() {
    let told = Told::default();
    let mut client = told.client(|access| access.context.user = None);
    let trouble = client.change_pin(&card(), PinName::Qes).unwrap_err();
    assert_eq!(
        trouble.cause,
        Cause::Request(envelope::Problem::UserMissing)
    );
    let trouble = client.unblock_pin(&card(), PinName::Qes, true).unwrap_err();
    assert!(matches!(trouble.cause, Cause::Request(_)));
    assert!(told.addresses().is_empty());
}

/// Debugging proxies, gateways and pages to log in at do so.
#[test]
fn who_repeats_the_login_is_not_repeated() {
    let encoded = "TE9HSU5YOkdFSEVJTXh5eg==";
    let fault = |text: &str| {
        format!(
            "<S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\"><S:Body><S:Fault>\
             <faultcode>S:Server</faultcode><faultstring>{text}</faultstring></S:Fault></S:Body>\
             </S:Envelope>"
        )
    };
    let body = |text: String| Reply::Body {
        status: 200,
        octets: text.into_bytes(),
    };
    let coding = format!("Basic {encoded}");
    for reply in [
        Ok(body(fault(&format!("Basic {encoded}")))),
        Ok(body(fault(
            "LOGINX:GEHEIMxyz &#71;EHEIMxyz LOGINX%3AGEHEIMxyz",
        ))),
        Ok(body(format!("<x>Authorization: Basic {encoded}</x>"))),
        Ok(body("<GEHEIMxyz/>".to_owned())),
        Ok(Reply::Elsewhere(format!("https://x/?GEHEIMxyz&{encoded}"))),
        Err(Lost::after(Error::Http(http::Error::Encoded { coding }))),
    ] {
        let told = Told::default()
            .body(&directory("https", "10.0.0.1"))
            .then(reply);
        let lines = Rc::new(RefCell::new(String::new()));
        let log = Rc::clone(&lines);
        let client = told.client(|access| access.basic = Basic::new("LOGINX", "GEHEIMxyz"));
        let mut client = client.logged(Box::new(move |line| log.borrow_mut().push_str(line)), true);
        let trouble = client.cards(false).unwrap_err();
        let shown = format!("{trouble} {trouble:?} {}", lines.borrow());
        assert!(shown.contains("***"), "{shown}");
        for secret in [encoded, "TE9HSU5Y", "GEHEIM"] {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
    }
}
