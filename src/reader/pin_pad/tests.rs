//! Every dialog of cards.md §9.4 byte for byte, every quirk, every answer.

use apdu::{Hole, PinCommand, StatusWord};

use super::*;

const TRANSPORT: Digits = Digits::exactly(5);
const OWN: Digits = Digits::between(6, 8);
const PUK: Digits = Digits::exactly(8);

/// VERIFY, MODIFY, GET_TLV_PROPERTIES with the codes of libccid.
const BOTH: &str = "060442330006070442330007120442330012";
const VERIFY_ONLY: &str = "060442330006";
const MODIFY_ONLY: &str = "070442330007";

fn features(codes: &str, properties: &str) -> Features {
    let mut features = Features::parse(&hex::decode(codes).unwrap());
    features.take_tlv_properties(&hex::decode(properties).unwrap());
    features
}

fn pad(properties: &str) -> Pad {
    Pad::of("Reader 00 00", &features(BOTH, properties))
}

/// A pad of the model with these USB numbers.
fn model(vendor: u16, product: u16) -> Pad {
    let (vendor, product) = (vendor.to_le_bytes(), product.to_le_bytes());
    pad(&format!(
        "0B02{}0C02{}",
        hex::encode(vendor),
        hex::encode(product)
    ))
}

fn built(pad: &Pad, command: &PinCommand, entry: &PadEntry) -> String {
    hex::encode_upper(pad.prepare(command, entry).unwrap().octets())
}

#[test]
fn every_dialog_is_built_as_the_facts_give_it() {
    let bits = |entry: PadEntry| PadEntry {
        profile: Some(Profile::Bits),
        ..entry
    };
    let (transport, own, puk) = (
        PadEntry::new(TRANSPORT, OWN),
        PadEntry::new(OWN, OWN),
        PadEntry::new(PUK, OWN),
    );
    for (name, command, entry, octets) in [
        (
            "(a) PIN.CH transport→new",
            PinCommand::change_reference_data(0x01),
            transport,
            "3C0089470400080805030203070400010200000015000000002400011020FFFFFFFFFFFFFF20FFFFFFFFFFFFFF",
        ),
        (
            "(a) PIN.QES",
            PinCommand::change_reference_data(0x81),
            transport,
            "3C0089470400080805030203070400010200000015000000002400811020FFFFFFFFFFFFFF20FFFFFFFFFFFFFF",
        ),
        (
            "(a) profile B",
            PinCommand::change_reference_data(0x01),
            bits(transport),
            "3C0041480400080805030203070400010200000015000000002400011020FFFFFFFFFFFFFF20FFFFFFFFFFFFFF",
        ),
        (
            "(b) PIN.CH 6..8",
            PinCommand::change_reference_data(0x01),
            own,
            "3C0089470400080806030203070400010200000015000000002400011020FFFFFFFFFFFFFF20FFFFFFFFFFFFFF",
        ),
        (
            "(b') Leer-PIN PIN.AUTO",
            PinCommand::set_reference_data(0x81),
            own,
            "3C008947040000080601020207040102020000000D000000002401810820FFFFFFFFFFFFFF",
        ),
        (
            "(c) verify PIN.CH",
            PinCommand::verify(0x01),
            own,
            "3C00894704080602010704000000000D000000002000010820FFFFFFFFFFFFFF",
        ),
        (
            "(c) profile B",
            PinCommand::verify(0x01),
            bits(own),
            "3C00414804080602010704000000000D000000002000010820FFFFFFFFFFFFFF",
        ),
        (
            "(d1) PIN.CH unblock+new",
            PinCommand::reset_retry_counter_with_new(0x01),
            puk,
            "3C0089470400080806030203070400010200000015000000002C00011020FFFFFFFFFFFFFF20FFFFFFFFFFFFFF",
        ),
        (
            "(d2) PIN.QES unblock",
            PinCommand::reset_retry_counter(0x81),
            puk,
            "3C00894704080802010704000000000D000000002C01810820FFFFFFFFFFFFFF",
        ),
    ] {
        assert_eq!(built(&pad(""), &command, &entry), octets, "{name}");
    }
}

#[test]
fn english_messages_are_0409() {
    let entry = PadEntry {
        language: PadLanguage::English,
        ..PadEntry::new(OWN, OWN)
    };
    assert_eq!(
        built(&pad(""), &PinCommand::verify(1), &entry),
        "3C00894704080602010904000000000D000000002000010820FFFFFFFFFFFFFF"
    );
}

#[test]
fn a_new_secret_asked_for_once_has_one_message_less() {
    let entry = PadEntry {
        confirm: false,
        ..PadEntry::new(OWN, OWN)
    };
    assert_eq!(
        built(&pad(""), &PinCommand::change_reference_data(1), &entry),
        "3C0089470400080806020202070400010200000015000000002400011020FFFFFFFFFFFFFF20FFFFFFFFFFFFFF"
    );
    assert_eq!(
        built(&pad(""), &PinCommand::set_reference_data(0x81), &entry),
        "3C008947040000080600020107040102020000000D000000002401810820FFFFFFFFFFFFFF"
    );
}

#[test]
fn structures_are_19_and_24_octets_and_the_command() {
    let entry = PadEntry::new(OWN, OWN);
    let verify = pad("").prepare(&PinCommand::verify(1), &entry).unwrap();
    assert_eq!((verify.octets().len(), verify.changes()), (19 + 13, false));
    let modify = pad("")
        .prepare(&PinCommand::change_reference_data(1), &entry)
        .unwrap();
    assert_eq!((modify.octets().len(), modify.changes()), (24 + 21, true));
}

#[test]
fn lengths_are_clipped_to_what_the_pad_takes() {
    let own = PadEntry::new(OWN, OWN);
    let at = |properties, command: &PinCommand, entry| pad(properties).capability(command, entry);
    let change = PinCommand::change_reference_data(1);
    assert_eq!(at("060104070119", &change, &own), Ok(Digits::between(6, 8)));
    assert_eq!(at("060107070119", &change, &own), Ok(Digits::between(7, 8)));
    assert_eq!(at("060104070107", &change, &own), Ok(Digits::between(6, 7)));
    // A maximum of 0 is no answer.
    assert_eq!(at("060100070100", &change, &own), Ok(Digits::between(6, 8)));
    assert_eq!(
        built(&pad("060104070107"), &change, &own),
        "3C0089470400080706030203070400010200000015000000002400011020FFFFFFFFFFFFFF20FFFFFFFFFFFFFF"
    );
    assert_eq!(
        built(&pad("060104070107"), &PinCommand::verify(1), &own),
        "3C00894704070602010704000000000D000000002000010820FFFFFFFFFFFFFF"
    );
}

#[test]
fn a_dialog_is_impossible_when_clipping_leaves_an_entry_no_length() {
    let transport = PadEntry::new(TRANSPORT, OWN);
    let change = PinCommand::change_reference_data(1);
    // Nobody could type the Transport-PIN, though 6 to 8 digits would be left of the range of both
    // entries.
    assert_eq!(
        pad("060106070108").prepare(&change, &transport),
        Err(PadLack::Digits {
            entry: Hole::Current,
            wanted: TRANSPORT,
            pad: Digits::between(6, 8)
        })
    );
    assert_eq!(
        pad("060104070105").prepare(&change, &transport),
        Err(PadLack::Digits {
            entry: Hole::New,
            wanted: OWN,
            pad: Digits::between(4, 5)
        })
    );
    assert_eq!(
        pad("060104070107").prepare(
            &PinCommand::reset_retry_counter(0x81),
            &PadEntry::new(PUK, OWN)
        ),
        Err(PadLack::Digits {
            entry: Hole::ResettingCode,
            wanted: PUK,
            pad: Digits::between(4, 7)
        })
    );
}

#[test]
fn a_pad_that_only_verifies_is_named_as_such() {
    let pad = Pad::of("Reader 00 00", &features(VERIFY_ONLY, ""));
    let entry = PadEntry::new(PUK, OWN);
    assert_eq!(pad.capability(&PinCommand::verify(1), &entry), Ok(PUK));
    assert_eq!(
        pad.capability(&PinCommand::reset_retry_counter(0x81), &entry),
        Ok(PUK)
    );
    for command in [
        PinCommand::change_reference_data(1),
        PinCommand::set_reference_data(0x81),
        PinCommand::reset_retry_counter_with_new(1),
    ] {
        assert_eq!(pad.prepare(&command, &entry), Err(PadLack::VerifyOnly));
    }
    let pad = Pad::of("Reader 00 00", &features(MODIFY_ONLY, ""));
    assert_eq!(
        pad.capability(&PinCommand::verify(1), &entry),
        Err(PadLack::ModifyOnly)
    );
    let none = Pad::of("Reader 00 00", &features("", ""));
    assert!(!none.exists());
    assert_eq!(
        none.capability(&PinCommand::verify(1), &entry),
        Err(PadLack::NoPad)
    );
}

#[test]
fn models_get_the_number_of_messages_that_they_take() {
    let entry = PadEntry::new(OWN, OWN);
    let messages = |pad: &Pad, command: &PinCommand| {
        let order = pad.prepare(command, &entry).unwrap();
        let octets = order.octets();
        if order.changes() {
            (octets[11], octets[14..17].to_vec())
        } else {
            (octets[8], octets[11..12].to_vec())
        }
    };
    let (verify, change) = (PinCommand::verify(1), PinCommand::change_reference_data(1));
    let set = PinCommand::set_reference_data(0x81);
    for (vendor, product) in [(0x046A, 0x003E), (0x04E6, 0xE003)] {
        assert_eq!(
            messages(&model(vendor, product), &change),
            (0, vec![0, 0, 0])
        );
        assert_eq!(messages(&model(vendor, product), &set), (0, vec![0, 0, 0]));
        assert_eq!(messages(&model(vendor, product), &verify), (1, vec![0]));
    }
    assert_eq!(messages(&model(0x046A, 0x0010), &set), (3, vec![1, 2, 2]));
    assert_eq!(
        messages(&model(0x046A, 0x0010), &change),
        (3, vec![0, 1, 2])
    );
    assert_eq!(
        messages(&model(0x046A, 0x00A1), &change),
        (0xFF, vec![0, 1, 2])
    );
    for (vendor, product) in [(0x08E6, 0x3478), (0x08E6, 0x34C2), (0x0982, 0x0008)] {
        assert_eq!(messages(&model(vendor, product), &verify), (1, vec![0]));
        assert_eq!(
            messages(&model(vendor, product), &change),
            (3, vec![0, 1, 2])
        );
    }
    for product in [0x2100, 0x2101] {
        assert_eq!(messages(&model(0x413C, product), &verify), (0, vec![0]));
    }
}

#[test]
fn the_green_key_alone_ends_an_entry_at_every_model() {
    let entry = PadEntry::new(OWN, OWN);
    for (vendor, product) in [
        (0, 0),
        (0x046A, 0x003E),
        (0x046A, 0x0010),
        (0x08E6, 0x3478),
        (0x413C, 0x2100),
    ] {
        let pad = model(vendor, product);
        assert_eq!(
            pad.prepare(&PinCommand::verify(1), &entry)
                .unwrap()
                .octets()[7],
            0x02
        );
        assert_eq!(
            pad.prepare(&PinCommand::change_reference_data(1), &entry)
                .unwrap()
                .octets()[10],
            0x02
        );
    }
}

#[test]
fn readers_that_lie_about_their_pad_are_not_used() {
    for (vendor, product) in [
        (0x076B, 0x3031),
        (0x076B, 0x6632),
        (0x046A, 0x00A7),
        (0x0BF8, 0x1024),
        (0x0BF8, 0x1017),
        (0x25DD, 0x3111),
        (0x03F0, 0x1024),
        (0x03F0, 0x0036),
        (0x04F2, 0x1469),
    ] {
        let lack =
            model(vendor, product).capability(&PinCommand::verify(1), &PadEntry::new(OWN, OWN));
        assert_eq!(lack, Err(PadLack::Untrusted), "{vendor:04X}:{product:04X}");
    }
}

#[test]
fn a_reader_without_usb_numbers_is_known_by_its_name() {
    let entry = PadEntry::new(OWN, OWN);
    let named = |name: &str| Pad::of(name, &features(BOTH, ""));
    let change = PinCommand::change_reference_data(1);
    let messages = |pad: &Pad| pad.prepare(&change, &entry).unwrap().octets()[11];
    assert_eq!(
        messages(&named(
            "Cherry GmbH SmartTerminal ST-2xxx [Vendor Interface] (2108) 00 00"
        )),
        0
    );
    assert_eq!(
        messages(&named(
            "SCM Microsystems Inc. SPR 532 [Vendor Interface] (604) 00 00"
        )),
        0
    );
    assert_eq!(messages(&named("Cherry GmbH SmartBoard XX44 00 00")), 3);
    assert_eq!(
        messages(&named("Cherry KC 1000 SC [KC 1000 SC] 00 00")),
        0xFF
    );
    assert_eq!(
        named("HID Global OMNIKEY 3x21 Smart Card Reader 00 00").prepare(&change, &entry),
        { Err(PadLack::Untrusted) }
    );
    assert_eq!(
        messages(&named(
            "REINER SCT cyberJack RFID komfort (1234567890) 00 00"
        )),
        3
    );
    // The numbers outweigh the name.
    let other = Pad::of(
        "Cherry KC 1000 SC 00 00",
        &features(BOTH, "0B020D460C023002"),
    );
    assert_eq!(messages(&other), 3);
}

#[test]
fn cyberjack_go_and_one_name_the_firmware_that_they_need() {
    assert!(model(0x0C4B, 0x0504).needs_firmware().is_some());
    assert!(model(0x0C4B, 0x0580).needs_firmware().is_some());
    assert_eq!(model(0x0C4B, 0x0500).needs_firmware(), None);
}

#[test]
fn tlv_properties_are_little_endian() {
    let octets = "01021002" // wLcdLayout 0210
        .to_owned() + "020107" // bEntryValidationCondition
        + "060104" + "070119" // 4 to 25 digits
        + "080447463033" // sFirmwareID "GF03"
        + "0A0400000100" // dwMaxAPDUDataSize 65536
        + "0B026A04" + "0C023E00"; // 046A:003E
    let properties = Properties::parse(&hex::decode(octets).unwrap());
    assert_eq!(properties.lcd_layout, Some(0x0210));
    assert_eq!(
        (properties.min_pin_size, properties.max_pin_size),
        (Some(4), Some(25))
    );
    assert_eq!(properties.firmware.as_deref(), Some("GF03"));
    assert_eq!(properties.max_apdu_data_size, Some(65536));
    assert_eq!(
        (properties.vendor, properties.product),
        (Some(0x046A), Some(0x003E))
    );
}

#[test]
fn cut_or_odd_properties_are_read_as_far_as_they_go() {
    assert_eq!(Properties::parse(&[]), Properties::default());
    assert_eq!(
        Properties::parse(&[0x0B, 0x02, 0x6A]),
        Properties::default()
    );
    let properties = Properties::parse(&hex::decode("0B016A0601047F03010203070108").unwrap());
    assert_eq!(properties.vendor, None);
    assert_eq!(
        (properties.min_pin_size, properties.max_pin_size),
        (Some(4), Some(8))
    );
}

#[test]
fn a_display_may_be_told_by_either_properties() {
    assert!(pad("01021002").has_display());
    assert!(!pad("01020000").has_display());
    let mut told = Features::parse(&hex::decode(BOTH).unwrap());
    told.take_pin_properties(&[0x10, 0x02, 0x02, 0x00]);
    told.take_tlv_properties(&[]);
    assert!(Pad::of("Reader", &told).has_display());
}

#[test]
fn the_answers_of_pads_have_names_and_the_rest_is_the_cards() {
    let read = |octets: &str| PadAnswer::read(&hex::decode(octets).unwrap());
    for (octets, answer) in [
        ("6400", PadAnswer::TimedOut),
        ("6401", PadAnswer::Cancelled),
        ("6402", PadAnswer::EntriesDiffer),
        ("6403", PadAnswer::WrongLength),
        ("6B80", PadAnswer::Refused),
        ("9000", PadAnswer::Card(StatusWord::NO_ERROR)),
        ("63C2", PadAnswer::Card(StatusWord::new(0x63C2))),
        ("6985", PadAnswer::Card(StatusWord::new(0x6985))),
        ("64A1", PadAnswer::Card(StatusWord::new(0x64A1))),
        // Data that a driver left in front of the trailer.
        ("000000009000", PadAnswer::Card(StatusWord::NO_ERROR)),
    ] {
        assert_eq!(read(octets), Some(answer), "{octets}");
    }
    assert_eq!((read(""), read("90")), (None, None));
}

#[test]
fn only_the_pads_own_four_words_prove_that_nothing_was_sent() {
    use PadAnswer as A;
    for answer in [A::TimedOut, A::Cancelled, A::EntriesDiffer, A::WrongLength] {
        assert!(answer.nothing_was_sent());
    }
    for answer in [A::Refused, A::Unsupported, A::Card(StatusWord::new(0x6985))] {
        assert!(!answer.nothing_was_sent());
    }
}
