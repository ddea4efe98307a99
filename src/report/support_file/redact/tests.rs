//! What is left of documents and lines.

use serde_json::Value;

use super::mask::reader_name;
use super::*;
use crate::report::document::kinds::{
    Address, CardNumber, CommandName, Fingerprint, HolderName, IssuerName, OwnProfession,
    PlaceName, ReaderName, SerialNumber, SocketPath, TelematikId, Word,
};

/// An object of a document.
macro_rules! object {
    ($($name:literal: $value:expr),* $(,)?) => {
        Marked::Object(vec![$(($name.to_owned(), Marked::of(&$value).unwrap())),*])
    };
}

fn reader_of(name: &str) -> ReaderName<'_> {
    ReaderName(name.into())
}

fn as_json(document: &Marked) -> Value {
    serde_json::to_value(document).unwrap()
}

fn owned(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

fn xaver() -> Names {
    Names {
        whole: owned(&["Dr. Xaver Hilfé TEST-ONLY", "Hilfé", "Xaver"]),
        words: owned(&["Xaver", "Hilfé"]),
    }
}

fn private() -> Private {
    Private {
        users: owned(&["Erika.Mustermann"]),
        hosts: owned(&["PRAXIS-EMPFANG"]),
        homes: owned(&["/home/erika.mustermann"]),
    }
}

/// Parts of a document, with a reader that carries its serial number.
fn document() -> Marked {
    let reader = || reader_of("REINER SCT cyberJack RFID standard (1234567890) 00 00");
    let profession = object! {"oid": "1.2.276.0.76.4.31", "text": "Zahnärztin/Zahnarzt"};
    let sha256 = "A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60718293A4B5C6D7E8F90";
    let certificate = object! {
        "file": Word("EF.C.HP.AUT.E256"),
        "name": HolderName("Müßig, Jörg".to_owned()),
        "serial": SerialNumber("10E1D6F42A93"),
        "sha256": Fingerprint(sha256.to_owned()),
    };
    let message = "Dr. Jörg Müßig-Test, MEDISIGN.80276883110000220885, 80276 88311 00002 20885, a1:b2:c3:d4:e5:f6:07:18:29:3a:4b:5c:6d:7e:8f:90:a1:b2:c3:d4:e5:f6:07:18:29:3a:4b:5c:6d:7e:8f:90 in reader REINER SCT cyberJack RFID standard (1234567890) 00 00 (0001234567890), ERIKA.MUSTERMANN@praxis-empfang:/home/erika.mustermann/bericht.html";
    object! {
        "command": CommandName("doctor"),
        "reader": object! {"name": reader(), "pin_pad": true},
        "card": object! {"kind": Word("hba"), "iccsn": CardNumber("80276883110000220885"), "atr": "3B909681B1FE451F0391"},
        "cards": [object! {
            "reader": reader(),
            "holder": object! {
                "name": HolderName("Dr. Jörg Müßig-Test".to_owned()),
                "telematik_id": TelematikId("1-20123456789"),
                "professions": [profession],
            },
            "certificates": [certificate],
        }],
        "findings": [object! {"code": Word("busy"), "message": message}],
    }
}

#[test]
fn nothing_private_is_left_of_a_document() {
    let redactor = Redactor::new(&private(), &document(), &[], None, false);
    let masked = as_json(&redactor.document(&document()));
    let text = masked.to_string().to_lowercase();
    for value in [
        "80276883110000220885",
        "88311 00002",
        "jörg",
        "20123456789",
        "a1b2",
        "a1:b2",
        "10e1d6",
        "1234567890",
        "mustermann",
        "empfang",
        "home/",
    ] {
        assert!(!text.contains(value), "{value} is in {masked:#}");
    }
    assert_eq!(masked["card"]["iccsn"], "8027688311……0885");
    assert_eq!(masked["card"]["atr"], "3B909681B1FE451F0391");
    assert_eq!(
        masked["reader"]["name"],
        "REINER SCT cyberJack RFID standard (…) 00 00"
    );
    assert_eq!(masked["cards"][0]["holder"]["telematik_id"], "1-…");
    assert_eq!(
        masked["cards"][0]["holder"]["professions"],
        as_json(&document())["cards"][0]["holder"]["professions"]
    );
    assert_eq!(
        masked["cards"][0]["certificates"][0]["file"],
        "EF.C.HP.AUT.E256"
    );
}

#[test]
fn with_names_only_names_stay() {
    let redactor = Redactor::new(&private(), &document(), &[], None, true);
    let masked = as_json(&redactor.document(&document()));
    assert_eq!(masked["cards"][0]["holder"]["name"], "Dr. Jörg Müßig-Test");
    assert_eq!(masked["cards"][0]["holder"]["telematik_id"], "1-…");
    assert!(!masked.to_string().contains("1234567890"));
    assert!(
        redactor
            .text("Dr. Jörg Müßig-Test 80276883110000220885")
            .starts_with("Dr. Jörg Müßig-Test 8027688311…")
    );
}

#[test]
fn hidden_values_are_found_in_hex_and_in_any_case() {
    let redactor = Redactor::new(&private(), &document(), &[], None, false);
    for line in [
        hex::encode("Dr. Jörg Müßig-Test"),
        hex::encode_upper("80276883110000220885"),
    ] {
        assert!(redactor.text(&format!("x{line}y")).len() < 30, "{line}");
    }
    assert_eq!(redactor.text("DR. JÖRG MÜßIG-TEST"), NAME);
}

#[test]
fn card_numbers_are_known_by_their_shape() {
    let redactor = Redactor::default();
    assert_eq!(
        redactor.text("Nr. 80276883110000220885."),
        "Nr. 8027688311……0885."
    );
    assert_eq!(
        redactor.text("Nr. 80276 88311 00002 20885 hier"),
        "Nr. 8027688311……0885 hier"
    );
    assert_eq!(
        redactor.text("80276 ist kurz, 80276"),
        "80276 ist kurz, 80276"
    );
}

#[test]
fn serial_numbers_leave_the_names_of_readers() {
    for (name, masked) in [
        (
            "Gemalto PC Twin Reader (70D7E2EE) 00 00",
            "Gemalto PC Twin Reader (…) 00 00",
        ),
        (
            "Identiv SCR3500 A Contact Reader [CCID Interface] (53551505604129) 00 00",
            "Identiv SCR3500 A Contact Reader [CCID Interface] (…) 00 00",
        ),
        (
            "REINER SCT cyberJack RFID basis 0123456789 USB 1",
            "REINER SCT cyberJack RFID basis … USB 1",
        ),
        (
            "ACS ACR1252 1S CL Reader PICC 0",
            "ACS ACR1252 1S CL Reader PICC 0",
        ),
        (
            "Microsoft Usbccid Smartcard Reader (WUDF) 0",
            "Microsoft Usbccid Smartcard Reader (WUDF) 0",
        ),
        (
            "Gemalto PC Twin Reader (ABCDEF) 00 00",
            "Gemalto PC Twin Reader (…) 00 00",
        ),
        ("OMNIKEY CardMan AB12C34D 00 00", "OMNIKEY CardMan … 00 00"),
        (
            "Identiv uTrust 3700 F CL Reader [Praxis Meier] 00",
            "Identiv uTrust 3700 F CL Reader […] 00",
        ),
        ("Alcor Micro AU9540 00 00", "Alcor Micro AU9540 00 00"),
        ("Reader (unclosed", "Reader (…"),
        (
            "ACS ACR1252U (PICC) [SAM Interface] 1",
            "ACS ACR1252U (PICC) [SAM Interface] 1",
        ),
        ("virtual:hba", "virtual:hba"),
        ("virtual:srv/Dr. Xaver Hilfé/Karte.xml", "virtual:[file]"),
    ] {
        assert_eq!(reader_name(name), masked);
    }
}

#[test]
fn a_short_user_name_is_replaced_as_a_word_only_and_never_in_fixed_words() {
    let private = Private {
        users: owned(&["hba"]),
        hosts: owned(&["pc"]),
        homes: owned(&["/"]),
    };
    let document = object! {
        "card": object! {"kind": Word("hba")}, "os_name": "pc of hba, not shbath or PCSC",
    };
    let redactor = Redactor::new(&private, &document, &[], None, false);
    let masked = as_json(&redactor.document(&document));
    assert_eq!(masked["card"]["kind"], "hba");
    assert_eq!(masked["os_name"], "[host] of [user], not shbath or PCSC");
}

#[test]
fn a_reader_that_was_asked_for_in_vain_keeps_its_serial_number_too() {
    let redactor = Redactor::new(
        &Private::default(),
        &object! {},
        &[],
        Some("cyberJack (0987654321)"),
        false,
    );
    assert_eq!(
        redactor.text("Kein Leser heißt „cyberJack (0987654321)“."),
        "Kein Leser heißt „cyberJack (…)“."
    );
}

#[test]
fn a_name_is_found_however_it_is_spelt() {
    let redactor = Redactor::new(&Private::default(), &object! {}, &[xaver()], None, false);
    for line in [
        "xaver_hilfé.xml",
        "hilfe_xaver.xml",
        "HILFE-XAVER",
        "Xaver   Hilfe\u{301}",
        "Xaver\u{a0}\u{a0}HILFÉ",
        "von hilfé.",
        &hex::encode("Xaver"),
        &hex::encode_upper("Hilfé"),
    ] {
        let masked = redactor.text(line).to_lowercase();
        assert!(
            !masked.contains("hilf") && !masked.contains("xaver") && masked.contains(NAME),
            "{line}: {masked}"
        );
    }
    assert_eq!(
        redactor.text("mit Hilfestellung, Xaverl"),
        "mit Hilfestellung, Xaverl"
    );
    let umlauts = Names {
        whole: owned(&["Jörg Müßig"]),
        words: owned(&["Jörg", "Müßig"]),
    };
    let redactor = Redactor::new(&Private::default(), &object! {}, &[umlauts], None, false);
    for line in [
        "joerg muessig",
        "jorg-mussig",
        "JO\u{308}RG_MU\u{308}SSIG",
        "Müßig, Jörg",
        "muessig.joerg",
    ] {
        let masked = redactor.text(line).to_lowercase();
        assert!(
            !masked.contains("ssig") && !masked.contains("rg"),
            "{line}: {masked}"
        );
    }
}

#[test]
fn base64_is_known_wherever_its_octets_begin() {
    // By python3 -c 'import base64; ...': 80276883110000220885 behind none, one and two octets, and
    // for file names.
    for line in [
        "ODAyNzY4ODMxMTAwMDAyMjA4ODU=",
        "eDgwMjc2ODgzMTEwMDAwMjIwODg1.xml",
        "eHg4MDI3Njg4MzExMDAwMDIyMDg4NQ==",
        "x gCdogxEAACIIhQ y",
    ] {
        let masked = Redactor::new(&private(), &document(), &[], None, false).text(line);
        assert!(
            masked.contains("8027688311……0885") && masked.len() < 28,
            "{line}: {masked}"
        );
    }
}

#[test]
fn folders_of_users_and_grouped_numbers_are_known_by_their_shape() {
    let redactor = Redactor::default();
    for (line, masked) in [
        ("HBA 80276-88311-0000220885.xml", "HBA 8027688311……0885.xml"),
        ("80276_88311.00002 - 20885", "8027688311……0885"),
        ("/x/home//anna.meier/karte.xml", "/x/[home]/karte.xml"),
        ("home/anna/card.xml", "[home]/card.xml"),
        (
            "„C:\\Users\\Dr. Anna Meier\\karte.xml“",
            "„[home]\\karte.xml“",
        ),
        ("/Users/anna, /root, /roots", "[home], [home], /roots"),
        (
            "pinlotse --reader virtual:smcb activate",
            "pinlotse --reader virtual:smcb activate",
        ),
        ("„virtual:srv/x y.xml“ ist", "„virtual:[file]“ ist"),
        (
            "at home, in whose/home or rhome/x",
            "at home, in whose/home or rhome/x",
        ),
    ] {
        assert_eq!(redactor.text(line), masked);
    }
}

#[test]
fn a_virtual_card_of_a_file_is_a_file_in_every_sentence() {
    let name = "virtual:srv/Dr. Xaver Hilfé/Karte Hilfé.xml";
    let call = format!("Weiter mit „pinlotse --reader {name} aktivieren“.");
    let finding = object! {
        "message": "srv/Dr. Xaver Hilfé/Karte Hilfé.xml: gone", "reader": reader_of(name),
    };
    let document = object! {
        "reader": object! {"name": reader_of(name)},
        "cards": [object! {"reader": reader_of(name), "next_step": object! {"message": call}}],
        "findings": [finding],
    };
    let redactor = Redactor::new(&Private::default(), &document, &[], None, false);
    let masked = as_json(&redactor.document(&document));
    assert_eq!(masked["reader"]["name"], "virtual:[file]");
    assert_eq!(
        masked["cards"][0]["next_step"]["message"],
        "Weiter mit „pinlotse --reader virtual:[file] aktivieren“."
    );
    assert_eq!(masked["findings"][0]["message"], "[file]: gone");
}

#[test]
fn of_the_free_text_of_certificates_and_sockets_only_what_is_known_stays() {
    let certificate = |issuer: &str, address| {
        object! {"issuer": IssuerName(issuer.to_owned()), "ocsp_url": Address(address)}
    };
    let professions = [
        object! {"oid": "1.2.276.0.76.4.31", "text": OwnProfession("Heiler")},
        object! {"oid": None::<&str>, "text": OwnProfession("Frei")},
    ];
    let certificates = [
        certificate("GEM.HBA-CA51 TEST-ONLY", "http://ocsp.example:80/Hilfe/x?y"),
        certificate("MEDISIGN.HBA-CA3", "http://user@ocsp.example/"),
        certificate("Privat-CA Meier", "Xaver"),
    ];
    let document = object! {
        "system": object! {"service": object! {"socket_path": SocketPath("/srv/praxis-dr-meier/pcscd.comm")}},
        "note": "Socket /srv/praxis-dr-meier/pcscd.comm; Privat-CA Meier; Heiler; http://meier.example/a/Meier",
        "cards": [object! {
            "holder": object! {
                "name": HolderName("M".to_owned()), "professions": professions,
            },
            "certificates": certificates,
        }],
    };
    let redactor = Redactor::new(&Private::default(), &document, &[], None, false);
    let masked = as_json(&redactor.document(&document));
    let certificates = &masked["cards"][0]["certificates"];
    let members = |key: &str| {
        certificates
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one[key].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        members("issuer"),
        ["GEM.HBA-CA51 TEST-ONLY", "MEDISIGN.HBA-CA3", ISSUER]
    );
    assert_eq!(
        members("ocsp_url"),
        ["http://ocsp.example", "http://ocsp.example", ADDRESS]
    );
    assert_eq!(masked["system"]["service"]["socket_path"], PATH);
    let text = masked.to_string();
    assert!(
        !text.contains("Privat") && !text.contains("praxis-dr") && !text.contains("Heiler"),
        "{text}"
    );
    assert!(!text.contains("Frei"), "{text}");
}

#[test]
fn what_a_konnektor_told_and_what_a_practice_calls_its_places_stays_there() {
    let slot = "konnektor:praxis Dr. Hilfé links, SLOT:2";
    let document = object! {
        "reader": object! {
            "name": reader_of(slot),
            "terminal": object! {"name": PlaceName("Dr. Hilfé links"), "slot": 2},
        },
        "terminals": object! {"name": PlaceName("Empfang"), "workplaces": [PlaceName("wp-7")]},
    };
    let told = [
        Told::Words("Karte von X “Y” gestört".to_owned()),
        Told::Words("Fehler".to_owned()),
        Told::Address("https://praxis.example/a?user=x".to_owned()),
        Told::Host("10.0.0.9".to_owned()),
        Told::Name("mandant-x".to_owned()),
        Told::Name("praxis".to_owned()),
    ];
    let redactor = Redactor::new(&private(), &document, &[], None, false).hiding_told(&told);
    let masked = as_json(&redactor.document(&document));
    assert_eq!(
        masked,
        serde_json::json!({
            "reader": {
                "name": "konnektor:[name] [place], SLOT:2",
                "terminal": {"name": "[place]", "slot": 2},
            },
            "terminals": {"name": "[place]", "workplaces": ["[place]"]},
        })
    );
    for (line, masked) in [
        (
            "Fehler (4001: „Karte von X 'Y' gestört“).",
            "Fehler (4001: „[words]“).",
        ),
        ("Error (4001: “Fehler”).", "Error (4001: “[words]”)."),
        (
            "an („https://praxis.example/a?user=x“), unter „10.0.0.9“",
            "an („[address]“), unter „[address]“",
        ),
        (
            "„konnektor:praxis Dr. Hilfé links, SLOT:2“ und wp-7, mandant-x",
            "„konnektor:[name] [place], SLOT:2“ und [place], [place]",
        ),
        (
            "„pinlotse --reader konnektor:praxis status“ am „Empfang“ der Praxis",
            "„pinlotse --reader konnektor:[name] status“ am „[place]“ der Praxis",
        ),
        ("Kartenterminal Dr. Hilfé links", "Kartenterminal [place]"),
    ] {
        assert_eq!(redactor.text(line), masked);
    }
    for (name, masked) in [
        ("konnektor:praxis", "konnektor:[name]"),
        (
            "Konnektor:praxis A, SLOT:? (2)",
            "konnektor:[name] [place], SLOT:? (2)",
        ),
        ("konnektor:praxis Labor", "konnektor:[name] [place]"),
    ] {
        assert_eq!(reader_name(name), masked);
    }
}
