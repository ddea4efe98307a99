//! What real cards were seen to do otherwise, each row of `Quirk`.

use super::state_files::Folder;
use super::*;

const SELECT_ESIGN: &str = "00A4040C0AA000000167455349474E";

fn with(mut tested: Tested, quirks: &[Quirk]) -> Tested {
    tested.card.give(quirks).unwrap();
    tested.card.power_on();
    tested
}

fn blocked(mut tested: Tested) -> Tested {
    for answer in ["63C2", "63C1", "63C0"] {
        tested.change(0x01, "11111", "123456", answer);
    }
    tested
}

#[test]
fn a_word_means_one_quirk_in_state_files_too() {
    for quirk in Quirk::ALL {
        assert_eq!(Quirk::of_word(quirk.word()), Some(quirk));
        let written = serde_json::to_string(&quirk).unwrap();
        assert_eq!(written, format!("\"{}\"", quirk.word()));
    }
    assert_eq!(Quirk::of_word(""), None);
}

#[test]
fn a_card_that_forgets_at_a_select_does_so_for_the_folder_that_is_selected_already() {
    for card in hbas() {
        let mut card = with(card, &[Quirk::SelectForgets]).activated();
        card.verify(0x01, "123456", "9000");
        card.select_qes();
        card.change(0x81, card.qes_transport, "222222", "9000");
        card.verify(0x81, "222222", "9000");
        card.status(0x81, "9000");
        // An EF, and a SELECT that fails, change nothing.
        card.expect("00A4020C02C000", "9000");
        card.expect("00A4040C06FFFFFFFFFFFF", "6A82");
        card.status(0x81, "9000");
        card.select_qes();
        card.status(0x81, "63C3");
        // Those of the MF are not lost by anything but a reset.
        card.select_mf();
        card.select_mf();
        card.status(0x01, "9000");
    }
}

#[test]
fn a_card_that_hides_a_block_says_62c1_and_6985() {
    for card in all() {
        let mut card = blocked(with(card, &[Quirk::HidesBlock]));
        card.status(0x01, "62C1");
        card.verify(0x01, card.transport, "6985");
        card.change(0x01, card.transport, "123456", "6983");
    }
}

#[test]
fn where_a_block_is_final_the_puk_is_refused_for_a_transport_pin_only() {
    for card in all() {
        let mut card = blocked(with(card, &[Quirk::BlockIsFinal]));
        let puk = card.puk;
        card.expect_unchanged(&format!("002C010108 {}", block(puk)), "6983");
        let with_new = format!("002C000110 {} {}", block(puk), block("123456"));
        card.expect_unchanged(&with_new, "6983");
    }
    for card in all() {
        let mut card = with(card, &[Quirk::BlockIsFinal]).activated();
        for answer in ["63C2", "63C1", "63C0"] {
            card.verify(0x01, "654321", answer);
        }
        card.unblock_with_new(0x01, card.puk, "222222", "9000");
    }
}

#[test]
fn where_a_refusal_costs_a_puk_use_the_wrong_length_of_a_new_pin_does() {
    for card in all() {
        let name = card.card.passwords().next().unwrap().name.to_owned();
        let mut card = with(card, &[Quirk::RefusalCostsPuk]);
        card.unblock_with_new(0x01, card.puk, "12345", "6985");
        assert_eq!(card.view(&name).puk_uses_left, 9);
        card.unblock_with_new(0x01, card.puk, "123456", "9000");
        assert_eq!(card.view(&name).puk_uses_left, 8);
    }
}

#[test]
fn files_of_elliptic_curves_may_be_read_by_sfi_and_not_be_selected() {
    for card in all() {
        let mut card = with(card, &[Quirk::EccBySfi]);
        card.expect(SELECT_ESIGN, "9000");
        for (ecc, rsa, sfi) in [("C506", "C500", "86"), ("C205", "C200", "85")] {
            card.expect(&format!("00A4020C02{ecc}"), "6A82");
            card.expect(&format!("00A4020C02{rsa}"), "9000");
            let read = card.send(&format!("00B0{sfi}0000"));
            assert!(read.starts_with("3082") && read.ends_with("9000"), "{read}");
        }
        // Nor are the CV certificates in the MF concerned.
        card.select_mf();
        card.expect("00A4020C022F06", "9000");
    }
}

#[test]
fn files_of_rsa_may_be_selected_and_not_be_read_by_sfi() {
    for card in all() {
        let mut card = with(card, &[Quirk::RsaByFid]);
        card.expect(SELECT_ESIGN, "9000");
        for (sfi, identifier) in [("81", "C500"), ("82", "C200")] {
            card.expect(&format!("00B0{sfi}0000"), "6A82");
            card.expect(&format!("00A4020C02{identifier}"), "9000");
            let read = card.send("00B0000000");
            assert!(read.starts_with("3082") && read.ends_with("9000"), "{read}");
        }
        assert!(card.send("00B0860000").ends_with("9000"));
    }
}

#[test]
fn certificates_that_ended_are_complete_objects_and_their_twins_are_untouched() {
    let whole = |card: &mut Tested, sfi: &str| {
        card.expect(SELECT_ESIGN, "9000");
        let read = card.send(&format!("00B0{sfi}00000000"));
        hex::decode(read.strip_suffix("9000").unwrap()).unwrap()
    };
    for (mut before, after) in all().into_iter().zip(all()) {
        let mut after = with(after, &[Quirk::RsaOver]);
        assert_eq!(whole(&mut before, "86"), whole(&mut after, "86"));
        let (before, after) = (whole(&mut before, "81"), whole(&mut after, "81"));
        assert_ne!(before, after);
        let object = apdu::tlv::objects(&after).next().unwrap().unwrap();
        assert_eq!(object.value.len(), object.length);
        let last = b"\x17\x0D241231235959Z";
        assert!(after.windows(last.len()).any(|octets| octets == last));
    }
}

#[test]
fn the_holder_of_an_smcb_is_one_and_of_the_built_in_card() {
    for quirk in [Quirk::Kbv, Quirk::Dktig] {
        assert_eq!(hba().card.give(&[quirk]), Err(quirk));
        let mut card = smcb().card;
        card.give(&[quirk]).unwrap();
        card.give(&[quirk, Quirk::RsaOver]).unwrap();
        assert_eq!(card.quirks(), [quirk, Quirk::RsaOver]);
    }
    let mut both = smcb();
    let before = both.persistent();
    let refused = both.card.give(&[Quirk::EccBySfi, Quirk::Kbv, Quirk::Dktig]);
    assert_eq!(refused, Err(Quirk::Kbv));
    assert!(both.persistent() == before && both.card.quirks().is_empty());
    if let Some(image) = image(IMAGE_SMCB) {
        let mut card = VirtualCard::load(&image).unwrap();
        assert_eq!(card.give(&[Quirk::Kbv]), Err(Quirk::Kbv));
    }
}

#[test]
fn a_state_file_keeps_quirks_and_one_without_them_is_as_before() {
    let folder = Folder::new("quirks");
    let path = folder.0.join("card");
    for card in all() {
        card.card.save(&path).unwrap();
        assert!(!std::fs::read_to_string(&path).unwrap().contains("quirks"));
        let mut card = with(
            card,
            &[Quirk::HidesBlock, Quirk::EccBySfi, Quirk::SelectForgets],
        );
        card.card.save(&path).unwrap();
        let again = VirtualCard::load(&Source::State(path.clone())).unwrap();
        let expected = [Quirk::EccBySfi, Quirk::SelectForgets, Quirk::HidesBlock];
        assert_eq!(again.quirks(), expected);
        assert_eq!(again.behaviour(), card.card.behaviour());
        assert!(again.behaviour().select_forgets);
        card.expect(SELECT_ESIGN, "9000");
        card.expect("00A4020C02C506", "6A82");
    }
}

/// Seen on a real card: 6700 for a missing Le where one belongs. This one answers so always.
#[test]
fn a_missing_le_and_one_too_many_are_6700() {
    for mut card in all() {
        for command in [
            "00A40404",
            "00B08200",
            "00B201F4",
            "00840000",
            "00700000",
            "8084000000000000",
        ] {
            card.expect_unchanged(command, "6700");
        }
        for command in ["00A4040C00", "8020000100"] {
            card.expect_unchanged(command, "6700");
        }
    }
}

/// A certificate whose last day is shorter than a date: the file grows with the one that is put in,
/// or the card could not be read again.
#[test]
fn a_file_that_is_full_grows_with_a_longer_date() {
    use super::super::object_system::{Content, Octets};
    use apdu::tlv::encode;
    let folder = Folder::new("full-file");
    let dates = encode(0x30, &[encode(0x17, b"20"), encode(0x17, b"21")].concat());
    let name = encode(0x30, &[]);
    let fields = [
        encode(0xA0, &[2]),
        encode(0x02, &[1]),
        name.clone(),
        name.clone(),
        dates,
    ];
    let body = encode(0x30, &fields.concat());
    let certificate = encode(0x30, &[body, name, encode(0x03, &[0])].concat());
    let mut card = hba();
    let files = card
        .card
        .system
        .folders
        .iter_mut()
        .flat_map(|folder| &mut folder.files);
    for file in files.filter(|file| file.name.ends_with(".R2048")) {
        file.content = Content::Transparent {
            size: u32::try_from(certificate.len()).unwrap(),
            body: Octets(certificate.clone()),
        };
    }
    let mut card = with(card, &[Quirk::RsaOver]);
    let path = folder.0.join("card");
    card.card.save(&path).unwrap();
    VirtualCard::load(&Source::State(path)).unwrap();
    card.expect(SELECT_ESIGN, "9000");
    assert!(
        card.send("00B0810000")
            .contains(&hex::encode_upper("241231235959Z"))
    );
}
