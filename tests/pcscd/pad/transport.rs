//! PIN pads through a real pcscd: the library's own transport, a driver that decodes as the
//! strictest reader does, and virtual cards behind it.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use apdu::{Hole, PinCommand, StatusWord};
use pinlotse::reader::pcsc::PcscReaders;
use pinlotse::reader::pin_pad::{Digits, Pad, PadAnswer, PadEntry, PadLack, Profile};
use pinlotse::reader::trace::{Sink, TracedReaders};
use pinlotse::reader::{Error, Leave, Presence, Readers};
use pinlotse::system::signals::Interrupts;

use support::pad::{PadReader, Settings};
use support::pad_desk::*;
use support::pcscd::Pcscd;
use support::{or_skip, own_process};

#[test]
fn what_the_person_does_has_its_own_answer_and_the_card_sees_nothing() {
    own_process::run(|| {
        let Some(mut desk) = PadDesk::with(1, &Settings::default()) else {
            return;
        };
        desk.insert(0, hba());
        let transport = letter("ch").0;
        for (keys, answer) in [
            (String::new(), PadAnswer::TimedOut),
            (format!("{transport}# 1231"), PadAnswer::TimedOut),
            (format!("{transport}# 12C"), PadAnswer::Cancelled),
            (activation("123123", "123124"), PadAnswer::EntriesDiffer),
            ("1234#".to_owned(), PadAnswer::WrongLength),
            (format!("{transport}# 123456789#"), PadAnswer::WrongLength),
        ] {
            desk.keys(0, &keys);
            assert_eq!(desk.activate(0), Ok(answer), "{keys}");
            assert!(answer.nothing_was_sent());
        }
        assert_eq!(desk.secrets_seen(0), 0);
        assert_eq!(
            (desk.status(0), desk.tries(0, "PIN.CH")),
            (TRANSPORT_STATE, 3)
        );
    });
}

#[test]
fn a_pad_waits_as_long_as_the_person_does() {
    own_process::run(|| {
        let Some(mut desk) = PadDesk::with(1, &Settings::default()) else {
            return;
        };
        desk.insert(0, hba());
        for (keys, answer) in [
            ("...... ", PadAnswer::TimedOut),
            (".. 1 .... C", PadAnswer::Cancelled),
        ] {
            desk.keys(0, keys);
            let begin = Instant::now();
            assert_eq!(desk.activate(0), Ok(answer));
            assert!(
                begin.elapsed() >= Duration::from_millis(600),
                "{:?}",
                begin.elapsed()
            );
        }
    });
}

#[test]
fn a_wrong_secret_is_counted_and_told_by_the_card() {
    own_process::run(|| {
        let Some(mut desk) = PadDesk::with(1, &Settings::default()) else {
            return;
        };
        desk.insert(0, hba());
        desk.keys(0, "99999# 123123# 123123#");
        assert_eq!(
            desk.activate(0),
            Ok(PadAnswer::Card(StatusWord::new(0x63C2)))
        );
        assert_eq!((desk.secrets_seen(0), desk.tries(0, "PIN.CH")), (1, 2));
    });
}

#[test]
fn a_new_pin_of_5_digits_passes_the_pad_and_is_refused_by_the_card_without_a_try() {
    own_process::run(|| {
        let Some(mut desk) = PadDesk::with(1, &Settings::default()) else {
            return;
        };
        desk.insert(0, hba());
        desk.keys(0, &activation("12312", "12312"));
        assert_eq!(
            desk.activate(0),
            Ok(PadAnswer::Card(StatusWord::new(0x6985)))
        );
        assert_eq!((desk.secrets_seen(0), desk.tries(0, "PIN.CH")), (1, 3));
        assert_eq!(desk.status(0), TRANSPORT_STATE);
    });
}

#[test]
fn a_pad_that_refuses_one_description_of_the_block_may_take_the_other() {
    own_process::run(|| {
        let Some(mut desk) = PadDesk::with(
            1,
            &Settings {
                byte_units: false,
                ..Settings::default()
            },
        ) else {
            return;
        };
        desk.insert(0, hba());
        assert_eq!(desk.activate(0), Ok(PadAnswer::Refused));
        assert_eq!(
            desk.ended(0),
            "6B80 bmFormatString, bmPINBlockString, bmPINLengthFormat"
        );
        assert_eq!((desk.secrets_seen(0), desk.status(0)), (0, TRANSPORT_STATE));
        desk.keys(0, &activation("123123", "123123"));
        let entry = PadEntry {
            profile: Some(Profile::Bits),
            ..PadEntry::new(TRANSPORT, OWN)
        };
        assert_eq!(
            desk.perform(0, "", &PinCommand::change_reference_data(1), &entry),
            Ok(YES)
        );
    });
}

#[test]
fn a_pad_that_only_verifies_says_so_and_verifies() {
    own_process::run(|| {
        let Some(mut desk) = PadDesk::with(
            1,
            &Settings {
                modify: false,
                ..Settings::default()
            },
        ) else {
            return;
        };
        desk.insert(0, with_own("ch", "", 1, "471193"));
        let (pad, entry) = (desk.pad(0), PadEntry::new(OWN, OWN));
        assert_eq!(
            pad.prepare(&PinCommand::change_reference_data(1), &entry),
            Err(PadLack::VerifyOnly)
        );
        // The same is known within a transaction.
        let mut connection = desk.begin(0);
        assert_eq!(connection.pin_pad().unwrap().pad(), &pad);
        connection.finish(Leave::AsIs);
        desk.keys(0, "471193#");
        assert_eq!(desk.perform(0, "", &PinCommand::verify(1), &entry), Ok(YES));
        desk.keys(0, "471194#");
        assert_eq!(
            desk.perform(0, "", &PinCommand::verify(1), &entry),
            Ok(PadAnswer::Card(StatusWord::new(0x63C2)))
        );
    });
}

#[test]
fn a_reader_without_pad_has_none_and_one_without_display_says_so() {
    own_process::run(|| {
        let plain = Settings {
            verify: false,
            modify: false,
            ..Settings::default()
        };
        let blind = Settings {
            display: false,
            ..Settings::default()
        };
        let pads = vec![
            PadReader::new("Plain", 1, &plain),
            PadReader::new("Blind", 1, &blind),
            PadReader::new("Seeing", 1, &Settings::default()),
        ];
        let Some(mut desk) = PadDesk::new(pads) else {
            return;
        };
        let names: Vec<String> = desk.pads.iter().map(|pad| pad.reader_name(0)).collect();
        let pads: Vec<Pad> = names
            .iter()
            .map(|name| Pad::of(name, &desk.readers.features(name)))
            .collect();
        assert_eq!(
            pads.iter().map(Pad::exists).collect::<Vec<_>>(),
            [false, true, true]
        );
        assert_eq!(
            pads.iter().map(Pad::has_display).collect::<Vec<_>>(),
            [true, false, true]
        );
        desk.insert(0, hba());
        assert!(desk.begin(0).pin_pad().is_none());
    });
}

#[test]
fn lengths_are_clipped_to_those_of_the_pad_or_the_dialog_is_impossible() {
    own_process::run(|| {
        let digits = |digits| Settings {
            digits,
            ..Settings::default()
        };
        let pads = vec![
            PadReader::new("Short", 1, &digits((4, 7))),
            PadReader::new("Long", 1, &digits((6, 12))),
            PadReader::new(
                "Silent",
                1,
                &Settings {
                    tells_digits: false,
                    ..digits((6, 12))
                },
            ),
        ];
        let Some(mut desk) = PadDesk::new(pads) else {
            return;
        };
        desk.insert(0, hba());
        desk.keys(0, &activation("1231231", "1231231"));
        assert_eq!(desk.activate(0), Ok(YES), "{}", desk.ended(0));
        assert_eq!(desk.at(0).dialogs()[0].structure[7..9], [7, 5]);

        let name = desk.pads[1].reader_name(0);
        let long = Pad::of(&name, &desk.readers.features(&name));
        let lack = long.capability(
            &PinCommand::change_reference_data(1),
            &PadEntry::new(TRANSPORT, OWN),
        );
        let lacks = PadLack::Digits {
            entry: Hole::Current,
            wanted: TRANSPORT,
            pad: Digits::between(6, 12),
        };
        assert_eq!(lack, Err(lacks));

        // A pad that does not tell its lengths refuses the structure.
        desk.pads.rotate_left(2);
        desk.insert(0, hba());
        assert_eq!(desk.activate(0), Ok(PadAnswer::Refused));
        assert_eq!(
            (desk.ended(0).as_str(), desk.secrets_seen(0)),
            ("6B80 wPINMaxExtraDigit", 0)
        );
    });
}

#[test]
fn after_a_broken_line_the_card_tells_on_a_new_connection_what_happened() {
    own_process::run(|| {
        let Some(mut desk) = PadDesk::with(2, &Settings::default()) else {
            return;
        };
        for (slot, mishap, seen, status) in [(0, "!before", 0, 0x62C1), (1, "!after", 1, 0x63C3)] {
            desk.insert(slot, hba());
            desk.keys(
                slot,
                &format!("{} {mishap}", activation("123123", "123123")),
            );
            let answer = desk.activate(slot);
            assert!(
                matches!(answer, Err(Error::Broken { .. })),
                "{mishap}: {answer:?}"
            );
            assert_eq!(desk.secrets_seen(slot), seen, "{mishap}");
            assert_eq!(desk.status(slot), StatusWord::new(status), "{mishap}");
        }
    });
}

#[test]
fn a_card_pulled_before_the_armed_pad_is_an_error_and_the_card_is_as_it_was() {
    own_process::run(|| {
        let Some(mut desk) = PadDesk::with(1, &Settings::default()) else {
            return;
        };
        desk.insert(0, hba());
        desk.keys(0, &format!(".......... {}", activation("123123", "123123")));
        let mut connection = desk.begin(0);
        let at = desk.at(0);
        let answer = std::thread::scope(|threads| {
            threads.spawn(|| {
                at.wait_until_armed(1);
                at.pull();
            });
            perform(
                &mut *connection,
                "",
                &PinCommand::change_reference_data(1),
                &PadEntry::new(TRANSPORT, OWN),
            )
        });
        connection.finish(Leave::AsIs);
        assert!(answer.is_err(), "{answer:?}");
        desk.wait_for("Pad 00 00", Presence::Empty);
        desk.at(0).insert_again();
        desk.wait_for("Pad 00 00", Presence::Card);
        assert_eq!((desk.secrets_seen(0), desk.status(0)), (0, TRANSPORT_STATE));
    });
}

#[test]
fn answers_may_be_late_or_have_a_frame_in_front_but_not_be_short() {
    own_process::run(|| {
        let Some(mut desk) = PadDesk::with(1, &Settings::default()) else {
            return;
        };
        desk.insert(0, with_own("ch", "", 1, "471193"));
        let mut verify = |words: &str| {
            desk.keys(0, &format!("471193# {words}"));
            desk.perform(0, "", &PinCommand::verify(1), &PadEntry::new(OWN, OWN))
        };
        let begin = Instant::now();
        assert_eq!(verify("!slow=700"), Ok(YES));
        assert!(begin.elapsed() >= Duration::from_millis(700));
        assert_eq!(verify("!header"), Ok(YES));
        for short in ["!answer=", "!answer=90"] {
            let answer = verify(short);
            assert!(
                matches!(answer, Err(Error::Broken { .. })),
                "{short}: {answer:?}"
            );
        }
        assert_eq!(verify("!answer=6B80"), Ok(PadAnswer::Refused));
        assert_eq!(
            verify("!answer=6985"),
            Ok(PadAnswer::Card(StatusWord::new(0x6985)))
        );
        assert_eq!(verify("!unsupported"), Ok(PadAnswer::Unsupported));
    });
}

#[test]
fn pads_stand_beside_the_readers_of_vpcd() {
    own_process::run(|| {
        let mut pads = [PadReader::new("Pad", 2, &Settings::default())];
        let conf = PadReader::conf(&mut pads);
        let Some(pcscd) = or_skip(Pcscd::start_with(Pcscd::SLOTS, &conf)) else {
            return;
        };
        let names: Vec<String> = PcscReaders::new(Interrupts::none())
            .list()
            .unwrap()
            .into_iter()
            .map(|slot| slot.name)
            .collect();
        let vpcd = (0..2).map(|slot| pcscd.reader_name(slot));
        let expected: Vec<String> = vpcd
            .chain((0..2).map(|slot| pads[0].reader_name(slot)))
            .collect();
        assert_eq!(names, expected);
    });
}

#[test]
fn the_trace_names_command_and_length_of_an_order_and_no_digit() {
    own_process::run(|| {
        let Some(mut desk) = PadDesk::with(1, &Settings::default()) else {
            return;
        };
        desk.insert(0, hba());
        let lines = Rc::new(RefCell::new(Vec::new()));
        let sink = Rc::clone(&lines);
        let sink: Sink = Rc::new(RefCell::new(move |_at, line: &str| {
            sink.borrow_mut().push(line.to_owned())
        }));
        let mut traced =
            TracedReaders::new(Box::new(PcscReaders::new(Interrupts::none())), sink, false);
        for keys in ["C", &activation("123123", "123123")] {
            desk.keys(0, keys);
            let mut connection = traced
                .begin("Pad 00 00", &mut Patient(Instant::now()))
                .unwrap();
            let entry = PadEntry::new(TRANSPORT, OWN);
            perform(
                &mut *connection,
                "",
                &PinCommand::change_reference_data(1),
                &entry,
            )
            .unwrap();
            connection.finish(Leave::AsIs);
        }
        let lines = lines.borrow();
        let orders: Vec<&String> = lines.iter().filter(|line| line.starts_with("> ")).collect();
        let order = "> 00240001 by PIN pad, MODIFY_PIN_DIRECT, 45 octets  CHANGE REFERENCE DATA";
        assert_eq!(orders, [order, order], "{lines:?}");
        let answers: Vec<&String> = lines
            .iter()
            .filter(|line| line.starts_with("< PIN pad after "))
            .collect();
        assert!(
            answers[0].ends_with(" ms: Cancelled") && answers[1].ends_with(" ms: 9000  NoError"),
            "{answers:?}"
        );
        assert!(
            !lines
                .iter()
                .any(|line| line.contains("123123") || line.contains(&letter("ch").0)),
            "{lines:?}"
        );
    });
}

#[test]
fn a_slot_works_while_another_waits_for_its_person() {
    own_process::run(|| {
        let Some(mut desk) = PadDesk::with(2, &Settings::default()) else {
            return;
        };
        desk.insert(0, hba());
        desk.insert(1, hba());
        desk.keys(
            0,
            &format!("{} {}", ".".repeat(30), activation("123123", "123123")),
        );
        desk.keys(1, &activation("456456", "456456"));
        let waiting = desk.pads[0].reader_name(0);
        let begin = Instant::now();
        std::thread::scope(|threads| {
            let patient = threads.spawn(|| {
                let mut readers = PcscReaders::new(Interrupts::none());
                let mut connection = readers
                    .begin(&waiting, &mut Patient(Instant::now()))
                    .unwrap();
                let entry = PadEntry::new(TRANSPORT, OWN);
                perform(
                    &mut *connection,
                    "",
                    &PinCommand::change_reference_data(1),
                    &entry,
                )
            });
            let mut other = PcscReaders::new(Interrupts::none());
            desk.at(0).wait_until_armed(1);
            let name = desk.pads[0].reader_name(1);
            let mut connection = other.begin(&name, &mut Patient(Instant::now())).unwrap();
            let entry = PadEntry::new(TRANSPORT, OWN);
            let answer = perform(
                &mut *connection,
                "",
                &PinCommand::change_reference_data(1),
                &entry,
            );
            connection.finish(Leave::AsIs);
            assert_eq!(answer, Ok(YES));
            assert_eq!(
                desk.at(0).dialogs()[0].ended,
                None,
                "after {:?}",
                begin.elapsed()
            );
            assert_eq!(patient.join().unwrap(), Ok(YES));
        });
        assert!(begin.elapsed() >= Duration::from_secs(3));
        assert!(desk.at(0).with_card(|card| accepts(card, "", 1, "123123")));
        assert!(desk.at(1).with_card(|card| accepts(card, "", 1, "456456")));
    });
}
