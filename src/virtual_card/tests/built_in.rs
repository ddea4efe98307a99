//! The built-in cards agree with themselves; the letter prints what the card takes.

use apdu::tlv;

use super::*;
use crate::virtual_card::object_system::{Content, File};

fn body(file: &File) -> &[u8] {
    match &file.content {
        Content::Transparent { body, .. } => &body.0,
        Content::Records { .. } => &[],
    }
}

fn file<'a>(card: &'a VirtualCard, name: &str) -> &'a File {
    card.system
        .folders
        .iter()
        .flat_map(|folder| &folder.files)
        .find(|file| file.name == name)
        .unwrap()
}

fn contains(octets: &[u8], part: &[u8]) -> bool {
    octets.windows(part.len()).any(|window| window == part)
}

#[test]
fn every_access_rule_of_a_built_in_card_is_read() {
    for tested in [hba(), smcb()] {
        assert_eq!(tested.card.unknown_terms(), []);
        for folder in &tested.card.system.folders {
            assert!(
                !format!("{:?}", folder.access_rules).is_empty(),
                "{}",
                folder.name
            );
            for file in &folder.files {
                assert!(
                    !format!("{:?}", file.access_rules).is_empty(),
                    "{}",
                    file.name
                );
            }
            for password in &folder.passwords {
                assert!(
                    !format!("{:?}", password.access_rules).is_empty(),
                    "{}",
                    password.name
                );
            }
        }
        object_system::ObjectSystem::check_folders(&tested.card.system.folders).unwrap();
    }
}

#[test]
fn the_issuer_number_is_no_real_one_and_stands_everywhere() {
    for (tested, iccsn, certificates) in [
        (
            hba(),
            "80276999990000000017",
            ["EF.C.HPC.AUTR_CVC.E256", "EF.C.HPC.AUTD_SUK_CVC.E256"],
        ),
        (
            smcb(),
            "80276999990000000025",
            ["EF.C.SMC.AUTR_CVC.E256", "EF.C.SMC.AUTD_RPE_CVC.E256"],
        ),
    ] {
        assert_eq!(tested.card.iccsn().as_deref(), Some(iccsn));
        for name in certificates {
            assert_eq!(body(file(&tested.card, name)).len(), 222);
            assert!(
                contains(body(file(&tested.card, name)), &hex::decode(iccsn).unwrap()),
                "{name}"
            );
        }
    }
    let hba = hba();
    for name in [
        "EF.C.HP.QES.R2048",
        "EF.C.HP.QES.E256",
        "EF.C.HP.AUT.R2048",
        "EF.C.HP.AUT.E256",
    ] {
        assert!(
            contains(body(file(&hba.card, name)), b"99.80276999990000000017"),
            "{name}"
        );
    }
}

#[test]
fn fixed_files_have_the_sizes_of_the_table() {
    for (tested, ca, product, version) in [
        (hba(), "EF.C.CA_HPC.CS.E256", "HBA_G2.1", "040701"),
        (smcb(), "EF.C.CA_SMC.CS.E256", "SMC_B_G2", "040800"),
    ] {
        assert_eq!(body(file(&tested.card, ca)).len(), 220);
        assert_eq!(body(file(&tested.card, "EF.ATR")).len(), 134);
        let version2 = tlv::find(body(file(&tested.card, "EF.Version2")), 0xEF).unwrap();
        assert_eq!(
            hex::encode(tlv::find(version2.value, 0xC1).unwrap().value),
            version
        );
        let identification = tlv::find(version2.value, 0xC2).unwrap();
        assert_eq!(
            (identification.length, &identification.value[5..13]),
            (16, product.as_bytes())
        );
    }
    assert_eq!(body(file(&hba().card, "EF.SSEC")).len(), 46);
}

#[test]
fn every_certificate_is_one_whole_der_object_valid_to_2099_with_admission() {
    for (tested, telematik_id, count) in [
        (hba(), "1-PROBE-HBA-0000000017", 6),
        (smcb(), "1-PROBE-SMCB-0000000025", 6),
    ] {
        let files = tested
            .card
            .system
            .folders
            .iter()
            .flat_map(|folder| &folder.files);
        let certificates: Vec<_> = files
            .filter(|file| body(file).starts_with(&[0x30, 0x82]))
            .collect();
        assert_eq!(certificates.len(), count);
        for file in certificates {
            let body = body(file);
            let whole = tlv::find(body, 0x30).unwrap();
            assert_eq!(whole.length + 4, body.len(), "{}", file.name);
            assert!(
                contains(body, b"20991231235959Z") && contains(body, b"200101000000Z"),
                "{}",
                file.name
            );
            assert!(contains(body, telematik_id.as_bytes()), "{}", file.name);
            assert!(
                contains(body, b"http://ocsp.pinlotse.invalid/"),
                "{}",
                file.name
            );
        }
    }
}

#[test]
fn the_letter_prints_the_transport_pins_until_they_are_changed() {
    let digits = |pin: &Option<Pin>| {
        pin.as_ref()
            .map(|pin| String::from_utf8(pin.digits().to_vec()).unwrap())
    };
    let mut tested = hba();
    let letter = tested.card.letter();
    assert_eq!(
        (letter.kind, letter.iccsn.as_deref()),
        ("hba", Some("80276999990000000017"))
    );
    let lines: Vec<_> = letter
        .lines
        .iter()
        .map(|l| {
            (
                l.label.as_str(),
                digits(&l.transport_pin),
                digits(&l.puk).unwrap(),
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            ("ch", Some("28407".into()), "60483719".into()),
            ("qes", Some("91536".into()), "35790264".into()),
            ("auto", None, "71946302".into()),
            ("so", None, "24680935".into()),
        ]
    );
    tested.change(0x01, "28407", "123456", "9000");
    assert!(tested.card.letter().lines[0].transport_pin.is_none());
    let smcb = smcb().card.letter();
    assert_eq!(
        digits(&smcb.lines[0].transport_pin).as_deref(),
        Some("53962")
    );
}

#[test]
fn no_debug_output_holds_a_secret() {
    let tested = hba();
    let printed = format!("{:?} {:?}", tested.card, tested.card.letter());
    for secret in [
        "28407", "91536", "60483719", "35790264", "71946302", "24680935",
    ] {
        assert!(!printed.contains(secret), "{secret}");
    }
    assert!(printed.contains("80276999990000000017"));
}

#[test]
fn the_access_rule_of_a_file_asks_for_the_pin() {
    use crate::virtual_card::card::Object;
    use crate::virtual_card::index::FileIndex;
    let mut tested = hba().activated();
    let write = apdu::Header {
        cla: 0x00,
        ins: 0xD6,
        p1: 0x00,
        p2: 0x00,
    };
    let file = Object::File(FileIndex { folder: 1, file: 0 });
    assert_eq!(
        tested.card.permit(0, file, write),
        Err(apdu::StatusWord::new(0x6982))
    );
    tested.verify(0x01, "123456", "9000");
    assert_eq!(tested.card.permit(0, file, write), Ok(()));
}

/// cards.md §5: CAR of a card's certificate is CHR of the authority's on the same card.
#[test]
fn the_cv_certificates_of_a_card_chain_to_its_authority() {
    let value = |file: &File, tag| {
        let certificate = tlv::find(body(file), 0x7F21).unwrap();
        hex::encode_upper(
            tlv::find(tlv::find(certificate.value, 0x7F4E).unwrap().value, tag)
                .unwrap()
                .value,
        )
    };
    let built_in = [
        (
            hba(),
            "EF.C.CA_HPC.CS.E256",
            ["EF.C.HPC.AUTR_CVC.E256", "EF.C.HPC.AUTD_SUK_CVC.E256"],
        ),
        (
            smcb(),
            "EF.C.CA_SMC.CS.E256",
            ["EF.C.SMC.AUTR_CVC.E256", "EF.C.SMC.AUTD_RPE_CVC.E256"],
        ),
    ];
    for (tested, authority, cards) in built_in {
        let authority = file(&tested.card, authority);
        // DEPRB 80 02 20, DEPRB 11 02 20.
        assert_eq!(value(authority, 0x42), "4445505242800220");
        assert_eq!(value(authority, 0x5F20), "4445505242110220");
        for (card, role) in cards.into_iter().zip(["0006", "0009"]) {
            assert_eq!(
                value(file(&tested.card, card), 0x42),
                "4445505242110220",
                "{card}"
            );
            let holder = format!("{role}{}", tested.card.iccsn().unwrap());
            assert_eq!(value(file(&tested.card, card), 0x5F20), holder, "{card}");
        }
    }
}

/// What gematik's eHBA says in EF.OD, in the first object of EF.AOD, and in EF.CD.
#[test]
fn the_cryptographic_information_is_that_of_gematiks_ehba() {
    let directory = "A806300404025034A006300404025035A406300404025038";
    for mut card in hbas() {
        card.expect("00A4040C 0B E828BD080FD27600006601", "9000");
        card.expect("00B0910000", &format!("{directory}9000"));
        let pin_qes = "303F300C0C0750494E2E5145530401133006040103800101A12730250303044C100A01040201060201080201088001\
                       810401FF300CA10A4F06D276000066010400";
        card.expect("00B0940041", &format!("{pin_qes}9000"));
        let certificates = "3025300A0C08432E48502E5145533003040184A1123010300EA10C4F06D276000066010402C000\
                            3025300A0C08432E48502E5145533003040186A1123010300EA10C4F06D276000066010402C006";
        card.expect("00B0960000", &format!("{certificates}9000"));
        card.expect("00A4040C 0F E828BD080FA000000167455349474E", "9000");
        card.expect("00B0910000", &format!("{directory}9000"));
        let pin_ch = "302D300B0C0650494E2E43480401123003040102A11930170303040C100A01040201060201080201088001010401FF";
        card.expect("00B094002F", &format!("{pin_ch}9000"));
        let certificate = |label: &str, key: &str, file: &str| {
            let label = hex::encode_upper(label);
            format!(
                "3029300A0C08{label}30030401{key}A11630143012A1104F0AA000000167455349474E0402{file}"
            )
        };
        let certificates = [
            certificate("C.HP.AUT", "82", "C500"),
            certificate("C.HP.ENC", "83", "C200"),
            certificate("C.HP.SIG", "84", "C000"),
            certificate("C.HP.AUT", "86", "C506"),
            certificate("C.HP.ENC", "85", "C205"),
            certificate("C.HP.SIG", "87", "C007"),
        ];
        card.expect("00B0960000 0000", &format!("{}9000", certificates.concat()));
    }
}
