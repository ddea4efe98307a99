//! Makes differ, and all that they differ in is there.

use std::collections::BTreeSet;

use super::typed::{CARD, CARDCMN, CERTCMN, CONN, GERROR};
use super::*;

const DIRECTORY: &str = "http://ws.gematik.de/conn/ServiceDirectory/v3.1";
const SERVICE: &str = "http://ws.gematik.de/conn/ServiceInformation/v2.0";

/// Location of the ways to each version of a service: plain, TLS.
fn ways(make: &'static Make, service: &str) -> Vec<(String, Option<String>, String)> {
    let text = Bench::of(make)
        .ask(&Typed::directory_at(make.before_path))
        .text;
    let document = roxmltree::Document::parse(&text).unwrap();
    assert!(
        document
            .root_element()
            .has_tag_name((DIRECTORY, "ConnectorServices"))
    );
    let of = |node: &roxmltree::Node<'_, '_>| {
        node.has_tag_name((SERVICE, "Version"))
            && node
                .ancestors()
                .any(|above| above.attribute("Name") == Some(service))
    };
    let versions = document.descendants().filter(of);
    versions
        .map(|version| {
            let at = |name: &str| {
                let way = version.children().find(|n| n.has_tag_name((SERVICE, name)));
                way.map(|way| way.attribute("Location").unwrap().to_owned())
            };
            let number = version.attribute("Version").unwrap().to_owned();
            (number, at("Endpoint"), at("EndpointTLS").unwrap())
        })
        .collect()
}

#[test]
fn paths_ports_and_the_order_of_versions_are_those_that_were_seen() {
    let kocobox = ways(&make::KOCOBOX, "EventService");
    let host = "192.168.178.60";
    assert_eq!(
        kocobox,
        [(
            "7.2.0".to_owned(),
            Some(format!("http://{host}:80/service/systeminformationservice")),
            format!("https://{host}:443/service/systeminformationservice"),
        )]
    );
    let numbers = |make| -> Vec<String> {
        let ways = ways(make, "CardService").into_iter();
        ways.map(|(number, ..)| number).collect()
    };
    assert_eq!(numbers(&make::KOCOBOX), ["8.1.0", "8.1.1", "8.1.2"]);
    assert_eq!(numbers(&make::EHEX), ["8.1.2", "8.1.1", "8.1.0", "8.2.1"]);
    assert_eq!(
        numbers(&make::SECUNET_6),
        ["8.1.2", "8.1.1", "8.1.0", "8.2.1"]
    );
    assert!(
        ways(&make::EHEX, "CardService")
            .iter()
            .all(|(_, plain, _)| plain.is_none())
    );
    let rise = ways(&make::RISE, "CardService");
    assert_eq!(rise[0].2, format!("https://{host}/webservices/cardservice"));
    let secunet = ways(&make::SECUNET_4, "CardService");
    assert_eq!(secunet[0].2, format!("https://{host}/ws/CardService/812"));
}

#[test]
fn what_it_calls_itself_is_up_to_the_test() {
    let konnektor = Konnektor::new(&make::KOCOBOX);
    konnektor.calls_itself("127.0.0.1:4711", "konnektor.konlan");
    let text = konnektor.answer(&Typed::directory().octets()).text();
    assert!(
        text.contains("https://127.0.0.1:4711/service/cardservice"),
        "{text}"
    );
    assert!(
        text.contains("http://konnektor.konlan:80/service/cardservice"),
        "{text}"
    );
}

#[test]
fn one_in_a_farm_has_its_directory_and_its_services_under_a_path_of_its_own() {
    let bench = Bench::of(&make::FARM);
    let ways = ways(&make::FARM, "EventService");
    let path = "/kon1/service/systeminformationservice";
    assert_eq!(ways[0].2, format!("https://192.168.178.60{path}"));
    let asked = Typed::at(&make::FARM, "GetCards");
    assert_eq!(asked.line, format!("POST {path} HTTP/1.1"));
    assert_eq!(bench.ask(&asked).status, 200);
    bench.konnektor.is_content();
    assert_eq!(bench.ask(&Typed::directory()).status, 404);
}

#[test]
fn the_way_to_the_wsdl_stands_last_where_a_make_names_it() {
    for make in make::ALL {
        let text = Bench::of(make)
            .ask(&Typed::directory_at(make.before_path))
            .text;
        let document = roxmltree::Document::parse(&text).unwrap();
        let is_named = |node: &roxmltree::Node<'_, '_>| node.has_tag_name((SERVICE, "WSDL"));
        let named: Vec<_> = document.descendants().filter(is_named).collect();
        let versions = document.descendants();
        let versions = versions.filter(|node| node.has_tag_name((SERVICE, "Version")));
        let expected = if make.wsdl { versions.count() } else { 0 };
        assert_eq!(named.len(), expected, "{}", make.name);
        for way in named {
            let location = way.attribute("Location").unwrap();
            assert!(location.starts_with("https://"), "{location}");
            assert!(way.next_sibling_element().is_none(), "{location}");
        }
    }
}

#[test]
fn behind_an_address_translation_no_address_of_the_directory_leads_back() {
    let bench = Bench::of(&make::GATEWAY);
    let ways = ways(&make::GATEWAY, "CardService");
    for (_, plain, by_tls) in ways {
        let host = by_tls.split('/').nth(2).unwrap();
        assert!(!bench.konnektor.is_reached_at(host), "{by_tls}");
        assert_eq!(plain, None);
    }
    let others = make::ALL.iter().filter(|make| make.inner_host.is_none());
    for make in others {
        let reached = Konnektor::new(make).is_reached_at("192.168.178.60");
        assert!(reached, "{}", make.name);
    }
}

#[test]
fn handles_times_dates_and_faults_differ_from_make_to_make() {
    let mut seen = vec![BTreeSet::new(); 8];
    for make in make::ALL {
        let bench = Bench::of(make);
        let answer = bench
            .konnektor
            .answer(&Typed::at(make, "GetCards").octets());
        let cards = Said::from(&answer);
        let head = String::from_utf8_lossy(&answer.octets).contains("chunked");
        seen[0].insert(head.to_string());
        seen[1].insert(cards.all(CONN, "CardHandle")[0].contains("HBA").to_string());
        seen[2].insert(cards.all(CARD, "InsertTime")[0].len().to_string());
        seen[3].insert(
            cards.all(CARD, "CertificateExpirationDate")[0]
                .len()
                .to_string(),
        );
        seen[4].insert(cards.all(CARDCMN, "CtId")[0].len().to_string());

        bench.konnektor.then(Person::nobody());
        seen[5].insert(bench.pin("ChangePin", "PIN.CH"));
        bench.konnektor.then(Person::red_key());
        let fault = bench.ask(&bench.typed("ChangePin", "PIN.CH"));
        assert_eq!(fault.short(), "fault 4049");
        seen[6].insert(fault.status.to_string());
        seen[7].insert(fault.all(GERROR, "Trace").len().to_string());
    }
    let counts: Vec<_> = seen.iter().map(BTreeSet::len).collect();
    assert_eq!(counts, [2, 2, 3, 2, 4, 2, 2, 2], "{seen:#?}");
}

#[test]
fn certificates_come_in_one_line_or_in_many() {
    for make in make::ALL {
        let bench = Bench::of(make);
        let request = Typed::at(make, "ReadCardCertificate");
        let said = bench.ask(&request.certificates(&bench.handle(1), &["C.AUT", "C.SIG"], ""));
        // The card has no certificate for C.SIG.
        assert_eq!(said.all(CERTCMN, "CertRef").len(), 2);
        let text = said.one(CERTCMN, "X509Certificate");
        assert_eq!(text.contains('\n'), make.base64_line > 0, "{}", make.name);
        assert_eq!(text.contains(' '), make.base64_indent > 0, "{}", make.name);
        let serial = said.one(CERTCMN, "X509SerialNumber");
        assert!(
            serial.bytes().all(|digit| digit.is_ascii_digit()),
            "{serial}"
        );
        let subject = said.one(CERTCMN, "X509SubjectName");
        assert!(subject.contains("CN="), "{subject}");
        // The surname.
        let is_dotted = subject.contains("2.5.4.4=#0c");
        assert_eq!(is_dotted, make.dotted_names, "{}: {subject}", make.name);
    }
}

#[test]
fn a_certificate_for_another_kind_of_card_and_a_dead_handle_have_their_codes() {
    let bench = Bench::new();
    let code = |handle: &str, name: &str| {
        let request = Typed::at(&make::EHEX, "ReadCardCertificate");
        bench
            .ask(&request.certificates(handle, &[name], ""))
            .short()
    };
    assert_eq!(code(&bench.handle(2), "C.QES"), "fault 4149");
    assert_eq!(code("HBA-99", "C.AUT"), "fault 4146");
}
