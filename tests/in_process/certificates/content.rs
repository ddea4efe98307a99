//! The certificates of gematik's card images and of the built-in cards, value by value.
//!
//! The expected values were taken with other programs: OpenSSL, and another parser for the
//! admission.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use pinlotse::certificate::judge::{self, Judgement};
use pinlotse::certificate::kind::Of;
use pinlotse::certificate::{Certificate, Check, Content, Purpose, State};
use pinlotse::system::clock::{self, Date};
use roxmltree::{Document, Node};

const HBA: &str = "HBA_80276883110000220885";
const SMCB: &str = "SMC_B_80276883110000168650";
const EGK: &str = "EGK_";

/// The bodies of all transparent files of an image, by name. `None`, said aloud, where the images
/// are missing.
fn bodies(image: &str) -> Option<BTreeMap<String, Vec<u8>>> {
    let text = fs::read_to_string(support::journey::image(image)?).unwrap();
    let document = Document::parse(&text).unwrap();
    let files = document
        .descendants()
        .filter(|node| node.attribute("objectType") == Some("TransparentElementaryFile"));
    Some(
        files
            .map(|file| (file.attribute("id").unwrap().to_owned(), body(file)))
            .collect(),
    )
}

fn body(file: Node<'_, '_>) -> Vec<u8> {
    let mut attributes = file
        .children()
        .filter(|node| node.has_tag_name("attributes"))
        .flat_map(|node| node.children());
    let body = attributes
        .find(|node| node.attribute("id") == Some("body"))
        .and_then(|node| node.text());
    hex::decode(
        body.unwrap_or_default()
            .split_whitespace()
            .collect::<String>(),
    )
    .unwrap()
}

fn certificate(octets: &[u8]) -> Certificate {
    match Content::of(octets) {
        Content::Certificate(certificate) => *certificate,
        other => panic!("{other:?}"),
    }
}

fn built_in(name: &str) -> Certificate {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src/virtual_card/profiles/certificates");
    certificate(&fs::read(folder.join(name)).unwrap())
}

fn noon(day: &str) -> i64 {
    clock::seconds_of(Date::parse(day).unwrap(), 12, 0, 0).unwrap()
}

/// File, octets, serial, authority, policies of 1.2.276.0.76.4, first and last digits of SHA-256.
type Row = (
    &'static str,
    usize,
    &'static str,
    &'static str,
    &'static [u16],
    &'static str,
    &'static str,
);

const HBA_ROWS: &[Row] = &[
    (
        "EF.C.HP.AUT.R2048",
        1257,
        "01144BD70458B6",
        "GEM.HBA-CA4",
        &[75, 145],
        "17efff00",
        "d27e18",
    ),
    (
        "EF.C.HP.AUT.E256",
        862,
        "01E25917E38850",
        "GEM.HBA-CA13",
        &[75, 145],
        "ab9f1db6",
        "d339",
    ),
    (
        "EF.C.HP.ENC.R2048",
        1226,
        "03B07831781108",
        "GEM.HBA-CA4",
        &[74, 145],
        "60e5ad3a",
        "afaf",
    ),
    (
        "EF.C.HP.ENC.E256",
        832,
        "525814CB462A",
        "GEM.HBA-CA13",
        &[74, 145],
        "063578f2",
        "b8a0",
    ),
    (
        "EF.C.HP.QES.R2048",
        1320,
        "01A62B1DB8DA90",
        "GEM.HBA-qCA5:PN",
        &[72, 145],
        "c2b2d9f2",
        "197ae02",
    ),
    (
        "EF.C.HP.QES.E256",
        906,
        "01DAD9F02B11B1",
        "GEM.HBA-qCA3",
        &[72, 145],
        "a410aa9d",
        "33d232",
    ),
];

fn check_row(row: &Row, certificate: &Certificate) {
    let (file, octets, serial, issuer, policies, begin, end) = *row;
    assert_eq!(
        (certificate.der().len(), certificate.padding),
        (octets, 0),
        "{file}"
    );
    assert_eq!(certificate.odd, [], "{file}");
    assert_eq!(certificate.serial, serial, "{file}");
    assert_eq!(
        certificate.issuer.common_name(),
        Some(format!("{issuer} TEST-ONLY").as_str()),
        "{file}"
    );
    for policy in policies {
        let policy = format!("1.2.276.0.76.4.{policy}");
        assert!(certificate.policies.contains(&policy), "{file}: {policy}");
    }
    let fingerprint = hex::encode(certificate.sha256());
    assert!(
        fingerprint.starts_with(begin) && fingerprint.ends_with(end),
        "{file}: {fingerprint}"
    );
    let kind = certificate.kind.unwrap_or_else(|| panic!("{file}: a type"));
    assert!(file.contains(kind.name()), "{file}: {}", kind.name());
    assert_eq!(kind.purpose().word(), file.split('.').nth(3).unwrap());
    let key = if file.ends_with("R2048") {
        "RSA 2048"
    } else {
        "EC brainpoolP256r1"
    };
    assert_eq!(certificate.key.to_string(), key, "{file}");
    assert!(certificate.is_for_tests() && !certificate.is_ca, "{file}");
}

#[test]
fn the_image_of_an_hba_gives_the_expected_values() {
    let Some(bodies) = bodies(HBA) else { return };
    for row in HBA_ROWS {
        let (file, found) = (row.0, certificate(&bodies[row.0]));
        check_row(row, &found);
        let holder = &found.holder;
        assert_eq!(holder.common_name(), Some("Xaver HilféTEST-ONLY"), "{file}");
        assert_eq!(
            (holder.given_name(), holder.surname(), holder.title()),
            (Some("Xaver"), Some("Hilfé"), None)
        );
        assert_eq!(
            (holder.country(), holder.serial_number()),
            (Some("DE"), Some("00.80276883110000220885"))
        );
        assert_eq!(
            (holder.tsp_id(), holder.iccsn()),
            (Some("00"), Some("80276883110000220885"))
        );
        assert_eq!(found.display_name(), "Xaver Hilfé");
        assert_eq!(
            clock::timestamp_of(found.not_before.unwrap()),
            "2024-03-04T00:00:00Z"
        );
        assert_eq!(
            clock::timestamp_of(found.not_after.unwrap()),
            "2024-03-08T23:59:59Z"
        );
        assert_eq!(found.professions.len(), 1, "{file}");
        assert_eq!(
            found.professions[0].oid.as_deref(),
            Some("1.2.276.0.76.4.31"),
            "{file}"
        );
        assert_eq!(found.professions[0].text, "Zahnärztin/Zahnarzt", "{file}");
        assert_eq!(
            found.telematik_id.as_deref(),
            Some("2-HBA-Testkarte-883110000220885"),
            "{file}"
        );
        let authority = found.admission_authority.as_ref().unwrap();
        assert_eq!(authority.to_string(), "O=gematik Berlin,C=DE", "{file}");
        assert_eq!(
            found.ocsp_url.as_deref(),
            Some("http://ehca.gematik.de/ocsp/"),
            "{file}"
        );
        let of_qes: &[&str] = if file.contains("QES") {
            &["0.4.0.1862.1.1", "0.4.0.1862.1.4"]
        } else {
            &[]
        };
        assert_eq!(found.qc_statements, of_qes, "{file}");
        assert_eq!(
            found.policies.contains(&"0.4.0.194112.1.2".to_owned()),
            file.contains("QES"),
            "{file}"
        );
        assert!(
            found.authority_key_id.is_some() && found.subject_key_id.is_some(),
            "{file}"
        );
        assert!(
            found.kind.is_some_and(|kind| kind.of() == Of::Professional) && !found.is_institution(),
            "{file}"
        );
    }
}

#[test]
fn the_key_usages_of_the_hba_are_those_of_its_purposes() {
    let Some(bodies) = bodies(HBA) else { return };
    let rows: &[(&str, &[&str])] = &[
        (
            "EF.C.HP.AUT.R2048",
            &["digitalSignature", "keyEncipherment"],
        ),
        ("EF.C.HP.AUT.E256", &["digitalSignature", "keyAgreement"]),
        (
            "EF.C.HP.ENC.R2048",
            &["keyEncipherment", "dataEncipherment"],
        ),
        ("EF.C.HP.ENC.E256", &["keyAgreement"]),
        ("EF.C.HP.QES.R2048", &["nonRepudiation"]),
        ("EF.C.HP.QES.E256", &["nonRepudiation"]),
    ];
    for (file, usages) in rows {
        let found = certificate(&bodies[*file]);
        assert_eq!(found.key_usage, *usages, "{file}");
        // Client authentication and e-mail protection.
        let extended: &[&str] = if file.contains("AUT") {
            &["1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.4"]
        } else {
            &[]
        };
        assert_eq!(found.extended_key_usage, extended, "{file}");
    }
}

#[test]
fn the_image_of_an_smcb_gives_the_expected_values() {
    let Some(bodies) = bodies(SMCB) else { return };
    let rows: &[Row] = &[
        (
            "EF.C.HCI.OSIG.R2048",
            1320,
            "F99092C45212",
            "GEM.SMCB-CA44",
            &[78, 163],
            "78059506",
            "",
        ),
        (
            "EF.C.HCI.OSIG.E256",
            928,
            "02390ABE74A345",
            "GEM.SMCB-CA57",
            &[78, 163],
            "4db9bc2f",
            "",
        ),
        (
            "EF.C.HCI.AUT.R2048",
            1340,
            "718952BA159F",
            "GEM.SMCB-CA44",
            &[77, 163],
            "f4472b7c",
            "",
        ),
        (
            "EF.C.HCI.AUT.E256",
            947,
            "32FF6B3A383A",
            "GEM.SMCB-CA57",
            &[77, 163],
            "71ea739d",
            "",
        ),
        (
            "EF.C.HCI.ENC.R2048",
            1320,
            "03AD035F0800E0",
            "GEM.SMCB-CA44",
            &[76, 163],
            "4c1de62b",
            "",
        ),
        (
            "EF.C.HCI.ENC.E256",
            927,
            "1B8BD1A569",
            "GEM.SMCB-CA57",
            &[76, 163],
            "bc0ce36c",
            "",
        ),
    ];
    for row in rows {
        let (file, found) = (row.0, certificate(&bodies[row.0]));
        check_row(row, &found);
        let holder = &found.holder;
        assert_eq!(
            found.display_name(),
            "Praxis Münchhausen-HohenfelsTEST-ONLY",
            "{file}"
        );
        assert_eq!(
            (holder.title(), holder.given_name()),
            (Some("Dr."), Some("Isabelle")),
            "{file}"
        );
        assert_eq!(holder.street(), Some("Brinckmannstraße 15"), "{file}");
        assert_eq!(
            (holder.postal_code(), holder.locality()),
            (Some("25813"), Some("Husum")),
            "{file}"
        );
        assert_eq!(
            (holder.serial_number(), holder.tsp_id(), holder.iccsn()),
            (None, None, None),
            "{file}"
        );
        assert_eq!(
            clock::timestamp_of(found.not_before.unwrap()),
            "2025-04-07T00:00:00Z"
        );
        assert_eq!(
            clock::timestamp_of(found.not_after.unwrap()),
            "2030-04-06T23:59:59Z"
        );
        assert_eq!(
            found.professions[0].oid.as_deref(),
            Some("1.2.276.0.76.4.50"),
            "{file}"
        );
        assert_eq!(found.professions[0].text, "Betriebsstätte Arzt", "{file}");
        assert_eq!(
            found.telematik_id.as_deref(),
            Some("1-SMC-B-Testkarte--883110000168650"),
            "{file}"
        );
        assert_eq!(found.admission_authority, None, "{file}");
        assert!(found.is_institution(), "{file}");
        if file.ends_with("E256") {
            assert_eq!(
                found.ocsp_url.as_deref(),
                Some("http://ehca.gematik.de/ecc-ocsp"),
                "{file}"
            );
        }
    }
}

#[test]
fn the_image_of_an_egk_gives_insured_persons_and_certificates_where_cvcs_belong() {
    let Some(bodies) = bodies(EGK) else { return };
    let found: Vec<Certificate> = bodies
        .values()
        .filter_map(|body| Content::of(body).certificate().cloned())
        .collect();
    let typed: Vec<&Certificate> = found
        .iter()
        .filter(|certificate| certificate.kind.is_some())
        .collect();
    assert!(typed.len() >= 8, "{}", typed.len());
    for certificate in typed {
        assert_eq!(certificate.odd, []);
        assert!(
            certificate
                .kind
                .is_some_and(|kind| kind.of() == Of::Insured)
        );
        assert_eq!(certificate.professions[0].text, "Versicherte/-r");
        assert_eq!(
            certificate.professions[0].oid.as_deref(),
            Some("1.2.276.0.76.4.49")
        );
        assert_eq!(certificate.telematik_id, None);
    }
}

#[test]
fn empty_files_and_cvcs_of_the_images_are_told_apart() {
    let Some(bodies) = bodies(HBA) else { return };
    for file in [
        "EF.C.HP.SIG.R2048",
        "EF.C.HP.SIG.E256",
        "EF.C.HP.AUTO1.R3072",
        "EF.C.HP.AUTO2.R3072",
    ] {
        assert!(
            matches!(Content::of(&bodies[file]), Content::Empty),
            "{file}"
        );
    }
    for file in [
        "EF.C.CA_HPC.CS.E256",
        "EF.C.HPC.AUTR_CVC.E256",
        "EF.C.HPC.AUTD_SUK_CVC.E256",
    ] {
        assert!(matches!(Content::of(&bodies[file]), Content::Cvc), "{file}");
    }
    for file in ["EF.ATR", "EF.GDO", "EF.Version2"] {
        assert!(
            matches!(Content::of(&bodies[file]), Content::NotACertificate(_)),
            "{file}"
        );
    }
}

#[test]
fn the_built_in_cards_have_certificates_of_invented_people() {
    for algorithm in ["R2048", "E256"] {
        for (purpose, policy) in [
            ("qes", "C.HP.QES"),
            ("aut", "C.HP.AUT"),
            ("enc", "C.HP.ENC"),
        ] {
            let found = built_in(&format!("hba-{purpose}-{algorithm}.der"));
            assert_eq!(found.kind.map(|kind| kind.name()), Some(policy));
            assert_eq!(found.odd, []);
            assert_eq!(found.display_name(), "Petra Probe-Musterfrau");
            assert_eq!(
                (found.holder.tsp_id(), found.holder.iccsn()),
                (Some("99"), Some("80276999990000000017"))
            );
            assert_eq!(
                found.telematik_id.as_deref(),
                Some("1-PROBE-HBA-0000000017")
            );
            assert_eq!(found.professions[0].text, "Ärztin/Arzt");
            assert_eq!(
                found
                    .admission_authority
                    .as_ref()
                    .and_then(|name| name.organization()),
                Some("Probekammer")
            );
            assert_eq!(
                clock::timestamp_of(found.not_after.unwrap()),
                "2099-12-31T23:59:59Z"
            );
            assert_eq!(
                found.ocsp_url.as_deref(),
                Some("http://ocsp.pinlotse.invalid/")
            );
        }
        for (purpose, policy) in [
            ("osig", "C.HCI.OSIG"),
            ("aut", "C.HCI.AUT"),
            ("enc", "C.HCI.ENC"),
        ] {
            let found = built_in(&format!("smcb-{purpose}-{algorithm}.der"));
            assert_eq!(found.kind.map(|kind| kind.name()), Some(policy));
            assert_eq!(found.odd, []);
            assert_eq!(found.display_name(), "Praxis Dr. Petra Probe-Musterfrau");
            assert_eq!(found.professions[0].text, "Betriebsstätte Arzt");
        }
    }
}

#[test]
fn no_certificate_of_a_card_is_signed_by_itself_or_by_another_one() {
    let (one, other) = (built_in("hba-aut-E256.der"), built_in("hba-enc-E256.der"));
    assert_eq!(
        (one.signed_by(&one), one.signed_by(&other)),
        (Check::Broken, Check::Broken)
    );
}

#[test]
fn of_two_twins_the_longer_one_counts_and_of_equal_ones_that_with_the_ecc_key() {
    let Some(bodies) = bodies(HBA) else { return };
    let of = |file: &str| certificate(&bodies[file]);
    let (aut_rsa, aut_ecc, qes_rsa) = (
        of("EF.C.HP.AUT.R2048"),
        of("EF.C.HP.AUT.E256"),
        of("EF.C.HP.QES.R2048"),
    );
    let card = [
        (Purpose::Aut, &aut_rsa),
        (Purpose::Aut, &aut_ecc),
        (Purpose::Qes, &qes_rsa),
    ];
    let judged = judge::judge(&card, noon("2026-11-23"), 90);
    let until = noon("2024-03-08") + 12 * 3600 - 1;
    let expired = |counts| Judgement {
        counts,
        state: State::Expired { until },
        days_left: Some(-990),
    };
    assert_eq!(judged, [expired(false), expired(true), expired(true)]);
    assert_eq!(
        judge::telematik_id(&card),
        Some((0, "2-HBA-Testkarte-883110000220885"))
    );
}
