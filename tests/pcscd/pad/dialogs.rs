//! Every dialog and every model of PIN pad through a real pcscd: what the driver received, octet
//! for octet, and what the card became.

use apdu::PinCommand;
use pinlotse::reader::pin_pad::{PadAnswer, PadEntry, Profile};
use pinlotse::virtual_card::{TransportStatus, VirtualCard};

use support::own_process;
use support::pad::{PadReader, Settings};
use support::pad_desk::*;

/// One row of the facts: the dialog, the card before, the keys, the octets that the driver must
/// have received.
struct Row {
    name: &'static str,
    card: VirtualCard,
    folder: &'static str,
    command: PinCommand,
    entry: PadEntry,
    keys: String,
    octets: &'static str,
    /// PIN, its reference, digits that the card must accept afterwards.
    afterwards: (&'static str, u8, &'static str),
}

fn rows() -> Vec<Row> {
    let (transport, own, puk) = (
        PadEntry::new(TRANSPORT, OWN),
        PadEntry::new(OWN, OWN),
        PadEntry::new(PUK, OWN),
    );
    let bits = |entry| PadEntry {
        profile: Some(Profile::Bits),
        ..entry
    };
    let change = PinCommand::change_reference_data;
    vec![
        Row {
            name: "(a) PIN.CH transport→new",
            card: hba(),
            folder: "",
            command: change(0x01),
            entry: transport,
            keys: activation("123123", "123123"),
            octets: "3C0089470400080805030203070400010200000015000000002400011020FFFFFFFFFFFFFF20FFFFFFFFFFFFFF",
            afterwards: ("PIN.CH", 0x01, "123123"),
        },
        Row {
            name: "(a) PIN.QES",
            card: hba(),
            folder: DF_QES,
            command: change(0x81),
            entry: transport,
            keys: format!("{}# 12341234# 12341234#", letter("qes").0),
            octets: "3C0089470400080805030203070400010200000015000000002400811020FFFFFFFFFFFFFF20FFFFFFFFFFFFFF",
            afterwards: ("PIN.QES", 0x81, "12341234"),
        },
        Row {
            name: "(a) profile B",
            card: hba(),
            folder: "",
            command: change(0x01),
            entry: bits(transport),
            keys: activation("1231231", "1231231"),
            octets: "3C0041480400080805030203070400010200000015000000002400011020FFFFFFFFFFFFFF20FFFFFFFFFFFFFF",
            afterwards: ("PIN.CH", 0x01, "1231231"),
        },
        Row {
            name: "(b) PIN.CH 6..8",
            card: with_own("ch", "", 0x01, "471193"),
            folder: "",
            command: change(0x01),
            entry: own,
            keys: "471193# 582204# 582204#".to_owned(),
            octets: "3C0089470400080806030203070400010200000015000000002400011020FFFFFFFFFFFFFF20FFFFFFFFFFFFFF",
            afterwards: ("PIN.CH", 0x01, "582204"),
        },
        Row {
            name: "(b') Leer-PIN PIN.AUTO",
            card: hba(),
            folder: DF_AUTO,
            command: PinCommand::set_reference_data(0x81),
            entry: own,
            keys: "582204# 582204#".to_owned(),
            octets: "3C008947040000080601020207040102020000000D000000002401810820FFFFFFFFFFFFFF",
            afterwards: ("PIN.AUTO", 0x81, "582204"),
        },
        Row {
            name: "(c) verify PIN.CH",
            card: with_own("ch", "", 0x01, "471193"),
            folder: "",
            command: PinCommand::verify(0x01),
            entry: own,
            keys: "471193#".to_owned(),
            octets: "3C00894704080602010704000000000D000000002000010820FFFFFFFFFFFFFF",
            afterwards: ("PIN.CH", 0x01, "471193"),
        },
        Row {
            name: "(c) profile B",
            card: with_own("ch", "", 0x01, "471193"),
            folder: "",
            command: PinCommand::verify(0x01),
            entry: bits(own),
            keys: "471193#".to_owned(),
            octets: "3C00414804080602010704000000000D000000002000010820FFFFFFFFFFFFFF",
            afterwards: ("PIN.CH", 0x01, "471193"),
        },
        Row {
            name: "(d1) PIN.CH unblock+new",
            card: blocked("ch", "", 0x01, "471193"),
            folder: "",
            command: PinCommand::reset_retry_counter_with_new(0x01),
            entry: puk,
            keys: format!("{}# 582204# 582204#", letter("ch").1),
            octets: "3C0089470400080806030203070400010200000015000000002C00011020FFFFFFFFFFFFFF20FFFFFFFFFFFFFF",
            afterwards: ("PIN.CH", 0x01, "582204"),
        },
        Row {
            name: "(d2) PIN.QES unblock",
            card: blocked("qes", DF_QES, 0x81, "471193"),
            folder: DF_QES,
            command: PinCommand::reset_retry_counter(0x81),
            entry: puk,
            keys: format!("{}#", letter("qes").1),
            octets: "3C00894704080802010704000000000D000000002C01810820FFFFFFFFFFFFFF",
            afterwards: ("PIN.QES", 0x81, "471193"),
        },
    ]
}

#[test]
fn every_dialog_reaches_the_driver_as_the_facts_give_it_and_does_what_it_says() {
    own_process::run(|| {
        let Some(mut desk) = PadDesk::with(rows().len(), &Settings::default()) else {
            return;
        };
        for (slot, row) in rows().into_iter().enumerate() {
            let Row {
                name,
                card,
                folder,
                command,
                entry,
                keys,
                octets,
                afterwards,
            } = row;
            desk.insert(slot, card);
            desk.keys(slot, &keys);
            assert_eq!(
                desk.perform(slot, folder, &command, &entry),
                Ok(YES),
                "{name}: {}",
                desk.ended(slot)
            );
            let at = desk.at(slot);
            let dialogs = at.dialogs();
            let [dialog] = dialogs.as_slice() else {
                panic!("{name}: {dialogs:?}")
            };
            assert_eq!(hex::encode_upper(&dialog.structure), octets, "{name}");
            assert_eq!(
                dialog.feature,
                if octets.len() == 2 * 32 { 0x06 } else { 0x07 },
                "{name}"
            );
            assert_eq!(at.secrets_seen().len(), 1, "{name}");
            let (pin, reference, digits) = afterwards;
            let state = at.pin(pin, |pin| (pin.transport_status, pin.retry_counter));
            assert_eq!(state, (TransportStatus::Regular, 3), "{name}");
            assert!(
                at.with_card(|card| accepts(card, folder, reference, digits)),
                "{name}"
            );
        }
    });
}

/// Whether an activation at a pad like this is what it claims to be.
fn activation_is_true(settings: &Settings) -> Option<Result<(), String>> {
    let mut desk = PadDesk::with(1, settings)?;
    desk.insert(0, hba());
    desk.keys(0, &activation("123123", "123123"));
    let answer = desk.activate(0);
    let at = desk.at(0);
    let checks = [
        (answer == Ok(YES), "the pad says no"),
        (at.secrets_seen().len() == 1, "the card saw no command"),
        (
            at.pin("PIN.CH", |pin| pin.transport_status) == TransportStatus::Regular,
            "the card still has its Transport-PIN",
        ),
        (
            at.with_card(|card| accepts(card, "", 1, "123123")),
            "the card does not know the new PIN",
        ),
    ];
    let failed: Vec<&str> = checks
        .iter()
        .filter(|(holds, _)| !holds)
        .map(|(_, what)| *what)
        .collect();
    Some(if failed.is_empty() {
        Ok(())
    } else {
        Err(failed.join("; "))
    })
}

#[test]
fn a_pad_that_says_yes_without_decoding_or_asking_the_card_is_found_out() {
    own_process::run(|| {
        let Some(honest) = activation_is_true(&Settings::default()) else {
            return;
        };
        assert_eq!(honest, Ok(()));
        let toy = activation_is_true(&Settings {
            toy: true,
            ..Settings::default()
        })
        .unwrap();
        let found = "the card saw no command; the card still has its Transport-PIN; the card does not know the new PIN";
        assert_eq!(toy, Err(found.to_owned()));
    });
}

/// Reader name, USB numbers, whether only the name tells the model.
const MODELS: [(&str, (u16, u16), bool); 8] = [
    ("Pad A", (0x046A, 0x003E), false),
    ("Pad B", (0x04E6, 0xE003), false),
    ("Pad C", (0x046A, 0x0010), false),
    ("Pad D", (0x046A, 0x00A1), false),
    ("Pad E", (0x08E6, 0x3478), false),
    ("Pad F", (0x413C, 0x2101), false),
    ("Cherry GmbH SmartTerminal ST-2xxx", (0x046A, 0x003E), true),
    ("Dell keyboard SK-3106", (0x413C, 0x2100), true),
];

#[test]
fn models_get_what_their_firmware_demands() {
    own_process::run(|| {
        let settings = |model, by_name: bool| Settings {
            model,
            tells_model: !by_name,
            ..Settings::default()
        };
        let pads =
            MODELS.map(|(name, model, by_name)| PadReader::new(name, 1, &settings(model, by_name)));
        let Some(mut desk) = PadDesk::new(Vec::from(pads)) else {
            return;
        };
        for (name, model, _) in MODELS {
            let (own, entry) = ("582204# 582204#", PadEntry::new(OWN, OWN));
            desk.insert(0, with_own("ch", "", 1, "471193"));
            desk.keys(0, "471193#");
            let verify = PinCommand::verify(1);
            assert_eq!(
                desk.perform(0, "", &verify, &entry),
                Ok(YES),
                "{name} {model:04X?}: {}",
                desk.ended(0)
            );
            desk.keys(0, &format!("471193# {own}"));
            let change = PinCommand::change_reference_data(1);
            assert_eq!(
                desk.perform(0, "", &change, &entry),
                Ok(YES),
                "{name} {model:04X?}: {}",
                desk.ended(0)
            );
            desk.keys(0, own);
            let set = PinCommand::set_reference_data(0x81);
            assert_eq!(
                desk.perform(0, DF_AUTO, &set, &entry),
                Ok(YES),
                "{name} {model:04X?}: {}",
                desk.ended(0)
            );
            desk.pads.rotate_left(1);
        }
    });
}

#[test]
fn firmware_that_is_not_recognised_refuses_what_others_take() {
    own_process::run(|| {
        // Neither numbers nor name tell what it is: the driver's rules are no decoration.
        let hidden = Settings {
            model: (0x046A, 0x003E),
            tells_model: false,
            ..Settings::default()
        };
        let Some(mut desk) = PadDesk::with(1, &hidden) else {
            return;
        };
        desk.insert(0, hba());
        assert_eq!(desk.activate(0), Ok(PadAnswer::Refused));
        assert_eq!(
            (desk.ended(0).as_str(), desk.secrets_seen(0)),
            ("6B80 bNumberMessage", 0)
        );
    });
}
