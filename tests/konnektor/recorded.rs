//! One recorded session with a real Konnektor (eHEX, product type version 6.0.2): what it accepted
//! is what this program would write, and what it sent is read. The files are not ours to ship; they
//! lie in the folder that `PINLOTSE_TEST_KONNEKTOR` names.

use std::fs;
use std::path::{Path, PathBuf};

use pinlotse::certificate::Content as Certificate;
use pinlotse::konnektor::address::Address;
use pinlotse::konnektor::answer::{self, Answer, Content, PinState, Status};
use pinlotse::konnektor::directory::{self, Plain};
use pinlotse::konnektor::element::Unknown;
use pinlotse::konnektor::envelope::{Filter, Request};
use pinlotse::konnektor::identifiers::{CardHandle, Context, Id};
use pinlotse::konnektor::vocabulary::Service;
use pinlotse::konnektor::words::{CardType, CertificateReference, Crypt, PinName};
use pinlotse::system::clock::Date;
use pinlotse::xml;
use support::skip_or_fail;

/// The session's files.
struct Session(PathBuf);

fn session() -> Option<Session> {
    let named = std::env::var_os("PINLOTSE_TEST_KONNEKTOR");
    if named.is_none() {
        skip_or_fail("PINLOTSE_TEST_KONNEKTOR does not name the folder of recorded sessions");
    }
    named.map(|folder| Session(Path::new(&folder).join("ehex-6.0.2")))
}

impl Session {
    fn octets(&self, name: &str) -> Vec<u8> {
        let path = self.0.join(name);
        fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    fn text(&self, name: &str) -> String {
        String::from_utf8(self.octets(name)).unwrap()
    }
}

/// What was asked in the session by.
fn context() -> Context {
    let id = |text| Id::new(text).unwrap();
    Context {
        mandant: id("praxis"),
        client_system: id("pvs"),
        workplace: id("server"),
        user: Some(id("0987654321")),
    }
}

fn card() -> CardHandle {
    CardHandle::new("SMC-B-2").unwrap()
}

/// Elements in their order, with namespace, name, attributes and text; prefixes aside.
fn structure(text: &str) -> Vec<String> {
    let document = xml::parse(text).unwrap();
    let elements = document.descendants().filter(|node| node.is_element());
    elements
        .map(|node| {
            let name = node.tag_name();
            let depth = node.ancestors().count();
            let attributes: Vec<_> = node
                .attributes()
                .map(|attribute| (attribute.name(), attribute.value()))
                .collect();
            let text = node.text().unwrap_or_default();
            format!("{depth} {name:?} {attributes:?} {text}")
        })
        .collect()
}

fn given<T: std::fmt::Debug>(answer: Answer<T>) -> T {
    match answer {
        Answer::Given {
            status: Status::Ok,
            value,
        } => value,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_requests_that_were_accepted_are_those_that_are_written() {
    let Some(session) = session() else { return };
    let filter = Filter {
        card_type: Some(CardType::SmcB),
        ..Filter::default()
    };
    let aut = [CertificateReference::Aut];
    let ecc = Some(Crypt::Ecc);
    let certificate = Request::read_card_certificate(&context(), &card(), &aut, ecc);
    for (name, request) in [
        (
            "02-GetCards.request.xml",
            Request::get_cards(&context(), &filter),
        ),
        (
            "04-GetPinStatus.request.xml",
            Request::get_pin_status(&context(), &card(), PinName::Smc),
        ),
        ("05-ReadCardCertificate.request.xml", certificate.unwrap()),
    ] {
        let recorded = session.text(name);
        assert_eq!(structure(request.body()), structure(&recorded), "{name}");
    }
}

#[test]
fn the_directory_leads_to_the_services_that_were_used() {
    let Some(session) = session() else { return };
    let octets = session.octets("01-connector-sds.response-200.xml");
    let directory = directory::read(&octets).unwrap();
    let product = &directory.product;
    let texts = [&product.vendor_id, &product.code, &product.kind_version];
    assert_eq!(
        texts.map(Option::as_deref),
        [Some("EHEXP"), Some("IK"), Some("6.0.2")]
    );
    assert_eq!(product.hardware.as_deref(), Some("1.2.0"));
    assert_eq!(product.firmware.as_deref(), Some("2.0.1"));
    assert_eq!(directory.tls_mandatory, Ok(true));
    assert_eq!(directory.login_mandatory, Ok(true));
    let here = Address::parse("https://konnektor.praxis:8443").unwrap();
    for (service, number, path) in [
        (Service::Card, "8.1.2", "/ws/CardService"),
        (Service::Event, "7.2.0", "/ws/EventService"),
        (Service::Certificate, "6.0.1", "/ws/CertificateService"),
    ] {
        let choice = directory.choose(service, &here, Plain::Refused).unwrap();
        assert_eq!(choice.number.to_string(), number);
        assert_eq!(choice.takes_crypt(), service == Service::Certificate);
        let seen = choice.address.seen_from(&here).unwrap();
        let expected = format!("https://konnektor.praxis:8443{path}");
        assert_eq!(seen.to_string(), expected);
    }
}

#[test]
fn the_card_and_its_pin_are_read() {
    let Some(session) = session() else { return };
    let cards = answer::get_cards(&session.octets("02-GetCards.response-200.xml"));
    let cards = given(cards.unwrap());
    assert_eq!(cards.len(), 1);
    let found = &cards[0];
    assert_eq!(found.handle, Ok(card()));
    assert_eq!(found.card_type, Ok(CardType::SmcB));
    assert_eq!(found.iccsn.as_deref(), Ok("80276883110000162094"));
    let terminal = Id::new("312b5fe0-8c18-443e-a213-f1d0deaeaa09").unwrap();
    assert_eq!((&found.terminal, &found.slot), (&Ok(terminal), &Ok(2)));
    assert_eq!(found.inserted.as_deref(), Ok("2026-09-16T00:55:32.876Z"));
    assert_eq!(found.expires, Ok(Date::new(2029, 10, 8).unwrap()));
    let version = found.object_system.unwrap();
    assert_eq!((version.major, version.minor, version.revision), (4, 8, 0));

    let none = answer::get_cards(&session.octets("16-GetCards.response-200.xml"));
    assert_eq!(given(none.unwrap()), []);

    let status = answer::get_pin_status(&session.octets("04-GetPinStatus.response-200.xml"));
    let status = given(status.unwrap());
    assert_eq!(status.state, Ok(PinState::Verified));
    assert_eq!(status.left_tries, Err(Unknown::Missing));
}

#[test]
fn the_certificate_is_that_of_the_card() {
    let Some(session) = session() else { return };
    let octets = session.octets("05-ReadCardCertificate.response-200.xml");
    let read = given(answer::read_card_certificate(&octets).unwrap());
    assert_eq!(read.len(), 1);
    assert_eq!(read[0].reference, Ok(CertificateReference::Aut));
    let Content::Octets(octets) = &read[0].content else {
        panic!("{:?}", read[0].content)
    };
    let content = Certificate::of(octets);
    let certificate = content.certificate().unwrap();
    assert_eq!(certificate.der(), octets);
    assert!(certificate.is_for_tests() && certificate.is_institution());
}
