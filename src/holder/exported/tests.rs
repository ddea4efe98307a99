use std::fs;

use super::*;

const HBA: &str = "80276999990000000017";
const SMCB: &str = "80276999990000000025";
const AT: i64 = 1_800_000_000;

fn built_in(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/virtual_card/profiles");
    fs::read(folder.join(format!("certificates/{name}.der"))).unwrap()
}

/// The same certificate with other octets in the place of these.
fn altered(der: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut altered = der.to_vec();
    let places: Vec<usize> = (0..der.len())
        .filter(|at| der[*at..].starts_with(from))
        .collect();
    assert!(!places.is_empty());
    for at in places {
        altered[at..at + to.len()].copy_from_slice(to);
    }
    altered
}

/// A certificate of the built-in SMC-B, whose subject names no card, as with those of doctors.
fn of_smcb(name: &str) -> Vec<u8> {
    built_in(&format!("smcb-{name}"))
}

/// One of the built-in eHBA, whose subject does.
fn of_hba(name: &str) -> Vec<u8> {
    built_in(&format!("hba-{name}"))
}

/// One year younger.
fn younger(der: &[u8]) -> Vec<u8> {
    altered(der, b"200101000000Z", b"210101000000Z")
}

fn sorted(files: &[(&str, Vec<u8>)]) -> Exported {
    let read = |(name, der): &(&str, Vec<u8>)| {
        let certificate = Certificate::parse(der).unwrap();
        (Path::new("folder").join(name), certificate)
    };
    Exported::of(files.iter().map(read).collect(), &[], AT, 90)
}

/// Each card with the files that its certificates would lie in.
fn cards(exported: &Exported) -> Vec<(String, Vec<&'static str>)> {
    let cards = exported.cards.iter();
    let files = |card: &ExportedCard| card.sheet.rows.iter().map(|row| row.file.name).collect();
    cards
        .map(|card| (card.name.in_words(), files(card)))
        .collect()
}

#[test]
fn certificates_belong_together_by_the_number_that_their_subject_names() {
    let other = altered(&of_hba("aut-E256"), HBA.as_bytes(), b"80276999990000000033");
    let found = sorted(&[
        ("a", of_hba("qes-R2048")),
        ("b", other),
        ("c", of_hba("aut-E256")),
        ("copy of c", of_hba("aut-E256")),
    ]);
    let both = vec!["EF.C.HP.AUT.E256", "EF.C.HP.QES.R2048"];
    let one = vec!["EF.C.HP.AUT.E256"];
    let wanted = [(HBA.into(), both), ("80276999990000000033".into(), one)];
    assert_eq!(cards(&found), wanted);
    assert_eq!(found.doubles, 1);
    assert_eq!(found.cards[0].kind, Kind::Hba);
}

#[test]
fn the_name_of_an_exported_file_says_the_number_where_the_subject_does_not() {
    let found = sorted(&[
        (
            "80276999990000000025.C.HCI.AUT.E256.der",
            of_smcb("aut-E256"),
        ),
        (
            "80276999990000000025.C.HCI.ENC.E256.pem",
            of_smcb("enc-E256"),
        ),
        (
            "80276999990000000033.C.HCI.AUT.E256.der",
            younger(&of_smcb("aut-E256")),
        ),
        ("aut.cer", of_smcb("aut-E256")),
    ]);
    let both = vec!["EF.C.HCI.AUT.E256", "EF.C.HCI.ENC.E256"];
    let one = vec!["EF.C.HCI.AUT.E256"];
    let wanted = [(SMCB.into(), both), ("80276999990000000033".into(), one)];
    assert_eq!(cards(&found), wanted);
    assert_eq!(found.cards[0].kind, Kind::Smcb);
    assert_eq!(found.doubles, 1, "under another name it is the same one");
}

#[test]
fn a_certificate_in_the_exported_file_of_another_card_is_not_in_its_place() {
    let name = "80276999990000000033.C.HP.AUT.E256.der";
    let found = sorted(&[(name, of_hba("aut-E256"))]);
    let [card] = found.cards.as_slice() else {
        panic!("{:?}", cards(&found))
    };
    assert_eq!(card.name.iccsn(), Some("80276999990000000033"));
    assert!(card.sheet.has_misplaced());
}

#[test]
fn without_any_number_the_holder_tells_cards_apart_and_of_one_holder_their_age() {
    let found = sorted(&[
        ("new-aut", younger(&of_smcb("aut-E256"))),
        ("new-enc", younger(&of_smcb("enc-E256"))),
        ("old-aut", of_smcb("aut-E256")),
        ("old-enc", of_smcb("enc-E256")),
    ]);
    let both = || vec!["EF.C.HCI.AUT.E256", "EF.C.HCI.ENC.E256"];
    let id = "1-PROBE-SMCB-0000000025";
    let wanted = [(id.into(), both()), (format!("{id} (2)"), both())];
    assert_eq!(cards(&found), wanted);
    let begins = |nth: usize| {
        let rows = &found.cards[nth].sheet.rows;
        rows[0].certificate().unwrap().not_before
    };
    assert!(begins(0) < begins(1));
}

#[test]
fn a_certificate_without_number_and_holder_stands_alone_under_the_name_of_its_file() {
    // The admission is an extension that nobody knows.
    let admission = [0x2B, 0x24, 0x08, 0x03, 0x03];
    let der = altered(
        &of_smcb("aut-E256"),
        &admission,
        &[0x2B, 0x24, 0x08, 0x03, 0x7F],
    );
    let found = sorted(&[("praxis.der", der)]);
    let file = vec!["EF.C.HCI.AUT.E256"];
    assert_eq!(cards(&found), [("praxis.der".into(), file)]);
}

#[test]
fn what_is_of_no_card_for_this_job_is_left_alone_and_named() {
    // The policy of C.CH.AUT.
    let of_egk = altered(
        &of_hba("aut-E256"),
        &[0x4C, 0x04, 0x4B],
        &[0x4C, 0x04, 0x46],
    );
    let found = sorted(&[("egk.der", of_egk)]);
    assert!(found.cards.is_empty());
    assert_eq!(found.others, [Path::new("folder/egk.der")]);
}

#[test]
fn a_qualified_certificate_of_a_professional_has_its_place_without_a_type_too() {
    // A policy that names none.
    let der = altered(
        &of_hba("qes-R2048"),
        &[0x4C, 0x04, 0x48],
        &[0x4C, 0x04, 0x01],
    );
    let found = sorted(&[("qes.der", der)]);
    let file = vec!["EF.C.HP.QES.R2048"];
    assert_eq!(cards(&found), [(HBA.into(), file)]);
}

#[test]
fn what_export_calls_a_file_is_understood_again() {
    let iccsn = Iccsn::parse(SMCB);
    for kind in [Kind::Hba, Kind::Smcb] {
        for file in files_of(kind) {
            let name = export_file_name(iccsn.as_ref(), file);
            let (number, place) = export_name(Path::new(&name)).unwrap();
            assert_eq!((Some(number), place), (iccsn.clone(), (kind, file)));
        }
    }
    for name in [
        "card.C.HCI.AUT.E256.der",
        "8027699999000000002.C.HCI.AUT.E256.der",
        "80276999990000000025.der",
        "80276999990000000025.C.HCI.AUT.der",
        "80276999990000000025.C.CH.AUT.E256.der",
    ] {
        assert!(export_name(Path::new(name)).is_none(), "{name}");
    }
}
