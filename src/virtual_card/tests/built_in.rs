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
    card.system.folders.iter().flat_map(|folder| &folder.files).find(|file| file.name == name).unwrap()
}

fn contains(octets: &[u8], part: &[u8]) -> bool {
    octets.windows(part.len()).any(|window| window == part)
}

#[test]
fn every_access_rule_of_a_built_in_card_is_read() {
    for tested in [hba(), smcb()] {
        assert_eq!(tested.card.unknown_terms(), []);
        for folder in &tested.card.system.folders {
            assert!(!format!("{:?}", folder.access_rules).is_empty(), "{}", folder.name);
            for file in &folder.files {
                assert!(!format!("{:?}", file.access_rules).is_empty(), "{}", file.name);
            }
            for password in &folder.passwords {
                assert!(!format!("{:?}", password.access_rules).is_empty(), "{}", password.name);
            }
        }
        object_system::ObjectSystem::check_folders(&tested.card.system.folders).unwrap();
    }
}

#[test]
fn the_issuer_number_is_no_real_one_and_stands_everywhere() {
    for (tested, iccsn, certificates) in [
        (hba(), "80276999990000000017", ["EF.C.HPC.AUTR_CVC.E256", "EF.C.HPC.AUTD_SUK_CVC.E256"]),
        (smcb(), "80276999990000000025", ["EF.C.SMC.AUTR_CVC.E256", "EF.C.SMC.AUTD_RPE_CVC.E256"]),
    ] {
        assert_eq!(tested.card.iccsn().as_deref(), Some(iccsn));
        for name in certificates {
            assert_eq!(body(file(&tested.card, name)).len(), 222);
            assert!(contains(body(file(&tested.card, name)), &hex::decode(iccsn).unwrap()), "{name}");
        }
    }
    let hba = hba();
    for name in ["EF.C.HP.QES.R2048", "EF.C.HP.QES.E256", "EF.C.HP.AUT.R2048", "EF.C.HP.AUT.E256"] {
        assert!(contains(body(file(&hba.card, name)), b"99.80276999990000000017"), "{name}");
    }
}

#[test]
fn fixed_files_have_the_sizes_of_the_table() {
    for (tested, ca, product, version) in
        [(hba(), "EF.C.CA_HPC.CS.E256", "HBA_G2.1", "040701"), (smcb(), "EF.C.CA_SMC.CS.E256", "SMC_B_G2", "040800")]
    {
        assert_eq!(body(file(&tested.card, ca)).len(), 220);
        assert_eq!(body(file(&tested.card, "EF.ATR")).len(), 134);
        let version2 = tlv::find(body(file(&tested.card, "EF.Version2")), 0xEF).unwrap();
        assert_eq!(hex::encode(tlv::find(version2.value, 0xC1).unwrap().value), version);
        let identification = tlv::find(version2.value, 0xC2).unwrap();
        assert_eq!((identification.length, &identification.value[5..13]), (16, product.as_bytes()));
    }
    assert_eq!(body(file(&hba().card, "EF.SSEC")).len(), 46);
}

#[test]
fn every_certificate_is_one_whole_der_object_valid_to_2099_with_admission() {
    for (tested, telematik_id, count) in [(hba(), "1-PROBE-HBA-0000000017", 6), (smcb(), "1-PROBE-SMCB-0000000025", 6)]
    {
        let files = tested.card.system.folders.iter().flat_map(|folder| &folder.files);
        let certificates: Vec<_> = files.filter(|file| body(file).starts_with(&[0x30, 0x82])).collect();
        assert_eq!(certificates.len(), count);
        for file in certificates {
            let body = body(file);
            let whole = tlv::find(body, 0x30).unwrap();
            assert_eq!(whole.length + 4, body.len(), "{}", file.name);
            assert!(contains(body, b"20991231235959Z") && contains(body, b"200101000000Z"), "{}", file.name);
            assert!(contains(body, telematik_id.as_bytes()), "{}", file.name);
            assert!(contains(body, b"http://ocsp.pinlotse.invalid/"), "{}", file.name);
        }
    }
}

#[test]
fn the_letter_prints_the_transport_pins_until_they_are_changed() {
    let digits = |pin: &Option<Pin>| pin.as_ref().map(|pin| String::from_utf8(pin.digits().to_vec()).unwrap());
    let mut tested = hba();
    let letter = tested.card.letter();
    assert_eq!((letter.kind, letter.iccsn.as_deref()), ("hba", Some("80276999990000000017")));
    let lines: Vec<_> =
        letter.lines.iter().map(|l| (l.label.as_str(), digits(&l.transport_pin), digits(&l.puk).unwrap())).collect();
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
    assert_eq!(digits(&smcb.lines[0].transport_pin).as_deref(), Some("53962"));
}

#[test]
fn no_debug_output_holds_a_secret() {
    let tested = hba();
    let printed = format!("{:?} {:?}", tested.card, tested.card.letter());
    for secret in ["28407", "91536", "60483719", "35790264", "71946302", "24680935"] {
        assert!(!printed.contains(secret), "{secret}");
    }
    assert!(printed.contains("80276999990000000017"));
}

#[test]
fn the_access_rule_of_a_file_asks_for_the_pin() {
    use crate::virtual_card::card::Object;
    use crate::virtual_card::object_system::FileIndex;
    let mut tested = hba().activated();
    let write = apdu::Header { cla: 0x00, ins: 0xD6, p1: 0x00, p2: 0x00 };
    let file = Object::File(FileIndex { folder: 1, file: 0 });
    assert_eq!(tested.card.permit(0, file, write), Err(apdu::StatusWord::new(0x6982)));
    tested.verify(0x01, "123456", "9000");
    assert_eq!(tested.card.permit(0, file, write), Ok(()));
}
