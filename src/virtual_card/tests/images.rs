//! gematik's images load; anything else says what was expected, and where.

use std::path::Path;

use super::*;

#[test]
fn every_image_loads_without_unknown_terms() {
    for (name, kind) in [(IMAGE_HBA, "hba"), (IMAGE_SMCB, "smcb"), (IMAGE_EGK, "egk")] {
        let Some(source) = image(name) else { return };
        let card = VirtualCard::load(&source).unwrap();
        assert_eq!(card.unknown_terms(), [], "{name}");
        assert_eq!(card.kind(), kind);
    }
}

const RULES: &str = "CB{[ACTIVATED,1,{({00||b0||??||??},ALW)}]}";

/// A card with one file and one password; `edit` may spoil it.
fn small(edit: impl Fn(String) -> String) -> String {
    let attribute = |id: &str, value: &str| format!("<attribute id=\"{id}\">{value}</attribute>\n");
    let common = format!(
        "{}{}{}",
        attribute("lifeCycleStatus", "ACTIVATED"),
        attribute("shareable", "TRUE"),
        attribute("accessRules", RULES)
    );
    let file: String = [
        ("body", "5A0A"),
        ("fileIdentifier", "2f02"),
        ("shortFileIdentifier", "02"),
    ]
    .into_iter()
    .chain([("numberOfOctet", "0c"), ("positionLogicalEndOfFile", "02")])
    .map(|(id, value)| attribute(id, value))
    .collect();
    let password: String = [
        ("pwdIdentifier", "01"),
        ("minimumLength", "06"),
        ("maximumLength", "08"),
        ("startRetryCounter", "03"),
        ("retryCounter", "03"),
        ("transportStatus", "transportPIN"),
        ("flagEnabled", "TRUE"),
        ("startSSecList", "{(1,00fa),(2,INFINITY)}"),
        ("pukUsage", "0a"),
        ("secret", "2554321FFFFFFFFF"),
        ("PUK", "2812345678FFFFFF"),
    ]
    .map(|(id, value)| attribute(id, value))
    .concat();
    edit(format!(
        "<card name=\"small\"><objectSystem><attribute id=\"root\">\n\
         <child id=\"MF\" objectType=\"ADF\"><attributes>\n{common}{}</attributes><children>\n\
         <child id=\"EF.A\" objectType=\"TransparentElementaryFile\"><attributes>\n{common}{file}</attributes></child>\n\
         <child id=\"PIN.A\" objectType=\"PWD\"><attributes>\n{common}{password}</attributes></child>\n\
         <child id=\"K\" objectType=\"PrivateRsaKey\"/>\n\
         </children></child></attribute>\n{}</objectSystem>\n<commons></commons></card>",
        attribute("applicationIdentifier", "{d27600014601}"),
        attribute("coldAnswerToReset", "3B90")
    ))
}

#[test]
fn a_small_image_loads() {
    let system = image::read(&small(|text| text), Path::new("small.xml")).unwrap();
    let card = VirtualCard::from_system(system);
    assert_eq!(card.kind(), "hba");
    assert_eq!(card.system.logical_channels, 1);
    assert_eq!(
        card.passwords().next().map(|password| password.name),
        Some("PIN.A")
    );
}

/// positionLogicalEndOfFile decides how long a file is, whatever the body holds.
#[test]
fn a_file_of_an_image_ends_at_its_logical_end() {
    for (body, end, read) in [
        ("5A0A", "02", "5A0A9000"),
        ("5A0A11223344", "02", "5A0A9000"),
        ("5A0A11223344", "05", "5A0A1122339000"),
        ("5A0A", "04", "5A0A00009000"),
        ("", "03", "0000009000"),
        ("5A0A", "00", "6B00"),
    ] {
        let text = small(|text| {
            let text = text.replace("body\">5A0A", &format!("body\">{body}"));
            text.replace("EndOfFile\">02", &format!("EndOfFile\">{end}"))
        });
        let mut card =
            VirtualCard::from_system(image::read(&text, Path::new("small.xml")).unwrap());
        card.power_on();
        assert_eq!(
            hex::encode_upper(card.transmit(&[0x00, 0xB0, 0x82, 0x00, 0x00])),
            read,
            "{body} up to {end}"
        );
        let fcp = hex::encode_upper(card.transmit(&hex::decode("00A40204022F0200").unwrap()));
        assert!(
            fcp.contains("8002000C") && fcp.contains(&format!("C50200{end}")),
            "{fcp}"
        );
    }
}

/// No two of them are the same number, so that none can stand in for another.
#[test]
fn every_number_of_a_password_is_its_own() {
    let text = small(|text| {
        [
            ("pwdIdentifier\">01", "03"),
            ("startRetryCounter\">03", "05"),
            ("\"retryCounter\">03", "02"),
        ]
        .into_iter()
        .chain([
            ("minimumLength\">06", "07"),
            ("maximumLength\">08", "0b"),
            ("pukUsage\">0a", "09"),
        ])
        .fold(text, |text, (from, to)| {
            text.replace(from, &format!("{}{to}", &from[..from.len() - 2]))
        })
    });
    let system = image::read(&text, Path::new("small.xml")).unwrap();
    let password = &system.folders[0].passwords[0];
    assert_eq!(
        (
            password.identifier,
            password.start_retry_counter,
            password.retry_counter
        ),
        (3, 5, 2)
    );
    assert_eq!(
        (
            password.minimum_length,
            password.maximum_length,
            password.puk_usage
        ),
        (7, 11, 9)
    );
    assert_eq!(password.start_security_status, [(1, Some(250)), (2, None)]);
    assert_eq!(password.transport_status, TransportStatus::TransportPin);
    assert_eq!(
        password.secret.0.as_ref().map(|block| *block.octets()),
        Some([0x25, 0x54, 0x32, 0x1F, 0xFF, 0xFF, 0xFF, 0xFF])
    );
    assert_eq!(
        password.puk.0.as_ref().map(|block| *block.octets()),
        Some([0x28, 0x12, 0x34, 0x56, 0x78, 0xFF, 0xFF, 0xFF])
    );
}

#[test]
fn errors_name_file_line_and_expectation() {
    // Line: where the change is, unless the fault shows elsewhere.
    for (from, to, line, expectation) in [
        ("<card ", "<kard ", None, "a card image (XML) expected"),
        (
            ">2f02<",
            ">2f0x<",
            None,
            "fileIdentifier: two octets in hex expected",
        ),
        (">5A0A<", ">5A0<", None, "body: octets in hex expected"),
        (
            "EndOfFile\">02",
            "EndOfFile\">0d",
            None,
            "positionLogicalEndOfFile ≤ numberOfOctet",
        ),
        (
            "EF.A\" objectType=\"Tr",
            "EF.A\" objectType=\"Xr",
            None,
            "found \"XransparentElementaryFile\"",
        ),
        (
            "transportPIN",
            "otherPIN",
            None,
            "regularPassword, transportPIN or leerPIN expected",
        ),
        (
            "2554321FFFFFFFFF",
            "2654321FFFFFFFFF",
            None,
            "a PIN block (8 octets in hex, N008.100) expected",
        ),
        (
            "(2,INFINITY)",
            "(2;9)",
            None,
            "startSSecList: {(SE,uses),…} expected",
        ),
        (
            "pukUsage\">0a",
            "pukUsage\">100",
            None,
            "pukUsage: a number from 00 to FF in hex expected",
        ),
        (
            "retryCounter\">03",
            "retryCounter\">04",
            Some("<child id=\"MF\""),
            "retry counter is at most its start value",
        ),
        (
            "\"PUK\"",
            "\"PUC\"",
            Some("<child id=\"PIN.A\""),
            "<attribute id=\"PUK\"> expected for PIN.A",
        ),
        (
            "coldAnswer",
            "warmAnswer",
            Some("<objectSystem"),
            "<attribute id=\"coldAnswerToReset\"> expected",
        ),
        (
            "{d27600014601}",
            "{}",
            None,
            "applicationIdentifier: {AID} with 1 to 16 octets in hex expected",
        ),
        (
            "<commons>",
            "<commons><common id=\"LOGICAL_CHANNELS\">9</common>",
            None,
            "a number from 1 to 4 expected",
        ),
        (
            "CB{[ACTIVATED",
            "CB{[ALIVE",
            None,
            "ACTIVATED, DEACTIVATED or TERMINATED expected at character 5",
        ),
    ] {
        let text = small(|text| text.replacen(from, to, 1));
        let at = text.find(line.unwrap_or(to)).unwrap();
        let line = 1 + text[..at].matches('\n').count();
        let message = image::read(&text, Path::new("folder/small.xml"))
            .unwrap_err()
            .to_string();
        assert!(message.contains(expectation), "{to}: {message}");
        if !expectation.contains("XML") {
            assert!(
                message.starts_with(&format!("folder/small.xml:{line}: ")),
                "line {line}: {message}"
            );
        }
        assert!(!message.contains("54321"), "{message}");
    }
}

#[test]
fn document_types_and_entities_are_refused() {
    let text = format!(
        "<!DOCTYPE card [<!ENTITY a \"aaaa\">]>{}",
        small(|text| text)
    );
    let error = image::read(&text, Path::new("x.xml"))
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("a card image (XML) expected") && error.contains("DTD"),
        "{error}"
    );
}

/// The parser compares each attribute of a tag with all others, and each namespace with all of the
/// document.
#[test]
fn more_attributes_and_namespaces_than_any_image_has_are_refused_before_the_parser_sees_them() {
    let many = |name: &str| -> String {
        (0..70_000)
            .map(|n| format!(" {name}{n}=\"urn:{n}\""))
            .collect()
    };
    for (extra, wanted) in [
        (many("a"), "at most 64 attributes in a tag expected"),
        (many("xmlns:a"), "at most 64 attributes in a tag expected"),
    ] {
        let text =
            small(|text| text.replacen("<objectSystem", &format!("\n<objectSystem{extra}"), 1));
        let error = image::read(&text, Path::new("small.xml")).unwrap_err();
        assert_eq!(error.to_string(), format!("small.xml:2: {wanted}"));
    }
}

#[test]
fn files_that_are_no_card_are_refused() {
    let folder = state_files::Folder::new("images");
    for (name, content, expectation) in [
        ("empty", Vec::new(), "a card image (XML) expected"),
        ("text", b"hello".to_vec(), "a card image (XML) expected"),
        (
            "binary",
            b"<card>\n\xFF".to_vec(),
            ":2: UTF-8 text expected",
        ),
        (
            "big",
            vec![b' '; 10 * 1024 * 1024 + 1],
            "a card of at most 10485760 octets expected",
        ),
    ] {
        let path = folder.0.join(name);
        std::fs::write(&path, content).unwrap();
        let error = VirtualCard::load(&Source::parse(path.to_str().unwrap()))
            .unwrap_err()
            .to_string();
        assert!(error.contains(expectation), "{name}: {error}");
    }
    let missing = folder.0.join("missing");
    let error = VirtualCard::load(&Source::parse(missing.to_str().unwrap())).unwrap_err();
    assert!(matches!(error, Error::Io { action: "open", .. }), "{error}");
}
