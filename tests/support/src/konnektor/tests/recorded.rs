//! Requests that a real Konnektor accepted, and its answers beside the double's. The folder is no
//! part of the project: `PINLOTSE_TEST_KONNEKTOR` names it.

use std::fs;
use std::path::PathBuf;

use super::*;

/// The recordings of an eHEX 6.0.2.
fn folder() -> Option<PathBuf> {
    let Some(folder) = std::env::var_os("PINLOTSE_TEST_KONNEKTOR") else {
        crate::say_skipped("PINLOTSE_TEST_KONNEKTOR names no folder with recordings of Konnektors");
        return None;
    };
    Some(PathBuf::from(folder).join("ehex-6.0.2"))
}

/// The practice of the recording, with an SMC-B that has its handle.
fn recorded_practice() -> (Konnektor, TerminalId) {
    let konnektor = Konnektor::new(&make::EHEX);
    konnektor.model(|model| model.enter("praxis", "pvs", "server"));
    // Its name is the second that is given away.
    let terminal = konnektor.add_terminal("Server", 4);
    let id = konnektor.terminal_id(terminal);
    konnektor.model(|model| model.local.push(("server".to_owned(), id)));
    konnektor.insert(terminal, 2, Card::smcb());
    (konnektor, terminal)
}

fn post(folder: &std::path::Path, file: &str, path: &str, action: &str) -> Vec<u8> {
    let body = fs::read(folder.join(file)).unwrap();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: 10.29.128.70\r\nContent-Type: text/xml; charset=utf-8\r\n\
         SOAPAction: {action}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), &body].concat()
}

/// Elements in their order, each with its namespace and the path to it.
fn shape(text: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(text).unwrap();
    let elements = document.descendants().filter(|node| node.is_element());
    let named = |node: roxmltree::Node<'_, '_>| {
        let name = node.tag_name();
        format!(
            "{{{}}}{}",
            name.namespace().unwrap_or_default(),
            name.name()
        )
    };
    elements
        .map(|node| {
            let path: Vec<_> = node
                .ancestors()
                .filter(|a| a.is_element())
                .map(named)
                .collect();
            path.join(" < ")
        })
        .collect()
}

#[test]
fn requests_that_a_konnektor_accepted_are_accepted_and_answered_in_the_same_shape() {
    let Some(folder) = folder() else { return };
    let (konnektor, _) = recorded_practice();
    let ws = "http://ws.gematik.de/conn";
    let pairs = [
        (
            "02-GetCards",
            "/ws/EventService",
            format!("{ws}/EventService/v7.2#GetCards"),
        ),
        (
            "04-GetPinStatus",
            "/ws/CardService",
            format!("{ws}/CardService/v8.1#GetPinStatus"),
        ),
        (
            "05-ReadCardCertificate",
            "/ws/CertificateService",
            format!("{ws}/CertificateService/v6.0#ReadCardCertificate"),
        ),
    ];
    let handle = konnektor.log().len();
    assert_eq!(handle, 0);
    // VERIFIED, as it was there.
    konnektor.then(Person::types(["53962", "123456", "123456"]));
    let change = Typed::at(&make::EHEX, "ChangePin").pin("SMC-B-2", "PIN.SMC");
    assert_eq!(
        Said::from(&konnektor.answer(&change.octets())).short(),
        "OK"
    );
    for (name, path, action) in pairs {
        let request = post(&folder, &format!("{name}.request.xml"), path, &action);
        let answer = konnektor.answer(&request);
        assert_eq!(answer.status(), 200, "{name}: {}", answer.text());
        let recorded = fs::read_to_string(folder.join(format!("{name}.response-200.xml"))).unwrap();
        assert_eq!(shape(&answer.text()), shape(&recorded), "{name}");
    }
    konnektor.is_content();
}

#[test]
fn an_empty_list_and_the_directory_look_as_recorded() {
    let Some(folder) = folder() else { return };
    let (konnektor, terminal) = recorded_practice();
    konnektor.pull(terminal, 2);
    let action = "http://ws.gematik.de/conn/EventService/v7.2#GetCards";
    let request = post(
        &folder,
        "02-GetCards.request.xml",
        "/ws/EventService",
        action,
    );
    let recorded = fs::read_to_string(folder.join("16-GetCards.response-200.xml")).unwrap();
    assert_eq!(shape(&konnektor.answer(&request).text()), shape(&recorded));

    let directory = konnektor.answer(&Typed::directory().octets()).text();
    let recorded = fs::read_to_string(folder.join("01-connector-sds.response-200.xml")).unwrap();
    // The double has fewer services, each in its place and with the same parts.
    let recorded = services(&recorded);
    for service in services(&directory) {
        assert!(
            recorded.contains(&service),
            "{service:?} is not among {recorded:#?}"
        );
    }
}

/// Name, namespace and version of each.
fn services(text: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(text).unwrap();
    let versions = document
        .descendants()
        .filter(|node| node.tag_name().name() == "Version");
    versions
        .map(|version| {
            let path: Vec<_> = version
                .children()
                .map(|node| {
                    let at = node.attribute("Location").unwrap_or_default();
                    let path = at.splitn(4, '/').nth(3).unwrap_or_default();
                    format!("{} {path}", node.tag_name().name())
                })
                .collect();
            let service = version.ancestors().find_map(|node| node.attribute("Name"));
            format!(
                "{service:?} {:?} {:?} {path:?}",
                version.attribute("Version"),
                version.attribute("TargetNamespace")
            )
        })
        .collect()
}
