//! The look: which exchanges, in which folder, and what is left out of the view.

use apdu::StatusWord;

use super::*;
use crate::card::look::{Certificates, FileContent, Pins};
use crate::card::{Application, Depth, Kind, PinStatus, Reading, Version, View, look};
use crate::pins::PinKey;

const OF_HBA: [Exchange; 7] = [
    (MF_FCP, FCP_OF_HBA),
    (EF_GDO, GDO_OF_HBA),
    (EF_VERSION2, VERSION2_OF_HBA),
    (STATUS_01, "62C1"),
    (DF_QES, "9000"),
    (STATUS_81, "63C2"),
    (MF, "9000"),
];

const ALL_OF_HBA: [Exchange; 10] = [
    (MF_FCP, FCP_OF_HBA),
    (EF_GDO, GDO_OF_HBA),
    (EF_VERSION2, VERSION2_OF_HBA),
    (STATUS_01, "9000"),
    (DF_QES, "9000"),
    (STATUS_81, "63C0"),
    (DF_AUTO, "9000"),
    (STATUS_81, "62C7"),
    (STATUS_83, "62D0"),
    (MF, "9000"),
];

const ALL: Depth = Depth {
    pins: Pins::Every,
    ..Depth::PINS
};

fn look_at(script: &[Exchange], depth: Depth) -> Result<View, Error> {
    look(&mut Line::new(script), depth, Reading::WHOLE)
}

fn seen(script: &[Exchange]) -> View {
    look_at(script, Depth::PINS).unwrap()
}

fn states(view: &View) -> Vec<(PinKey, PinStatus)> {
    view.pins
        .iter()
        .map(|pin| (pin.object.key, pin.status))
        .collect()
}

/// The first exchanges of a script, then others.
fn up_to(script: &[Exchange], count: usize, then: &[Exchange]) -> Vec<Exchange> {
    script[..count].iter().chain(then).copied().collect()
}

#[test]
fn an_ehba_is_seen_in_seven_exchanges() {
    let view = seen(&OF_HBA);
    assert_eq!(
        (view.kind, view.answer, view.version),
        (Kind::Hba, StatusWord::NO_ERROR, Some(Version(4, 7, 1)))
    );
    assert_eq!(
        view.iccsn.as_ref().map(|iccsn| iccsn.as_str()),
        Some("80276883110000220885")
    );
    assert_eq!(view.atr, [0x3B, 0x90, 0x96, 0x81]);
    assert_eq!(
        states(&view),
        [
            (PinKey::Ch, PinStatus::Transport),
            (PinKey::Qes, PinStatus::Set { tries: 2 })
        ]
    );
}

#[test]
fn an_smcb_is_seen_in_four_exchanges() {
    let view = seen(&[
        (MF_FCP, FCP_OF_SMCB),
        (EF_GDO, GDO_OF_SMCB),
        (EF_VERSION2, VERSION2_OF_SMCB),
        (STATUS_01, "63C3"),
    ]);
    assert_eq!(
        (view.kind, view.version),
        (Kind::Smcb, Some(Version(4, 8, 0)))
    );
    assert_eq!(
        view.iccsn.as_ref().map(|iccsn| iccsn.as_str()),
        Some("80276883110000168650")
    );
    assert_eq!(states(&view), [(PinKey::Smc, PinStatus::Set { tries: 3 })]);
}

#[test]
fn a_foreign_card_is_seen_in_two_exchanges() {
    for (answer, record) in [
        ("6A82", "6A82"),
        ("6D00", "6D00"),
        ("9000", "6982"),
        ("6F108408A000000003000000A5049F6501FF9000", "6A82"),
        ("9000", "610C4F0AA000000167455349474E9000"),
    ] {
        let view = seen(&[(MF_FCP, answer), (EF_DIR, record)]);
        assert_eq!(
            (view.kind, view.iccsn, view.version),
            (Kind::Unknown, None, None)
        );
        assert_eq!(
            hex::encode_upper(view.answer.to_octets()),
            answer[answer.len() - 4..]
        );
        assert!(view.pins.is_empty());
    }
}

/// A foreign card that is looked at more closely.
fn application(rest: &[Exchange]) -> Option<Application> {
    let script = [&[(MF_FCP, "6A82"), (EF_DIR, "6A82")], rest].concat();
    look_at(&script, Depth::HOLDER).unwrap().application
}

#[test]
fn a_foreign_card_is_what_its_directory_says() {
    for (record, expected) in [
        ("610C4F0AA00000035910100280019000", Application::Girocard),
        ("610B4F09D276000025455002009000", Application::Girocard),
        ("61094F07A00000000430609000", Application::Mastercard),
        ("610B4F09E80704007F000703029000", Application::Identity),
        ("61084F06D276000001029000", Application::HealthInsurance),
        // An unknown one before it, and its name behind the identifier.
        (
            "61074F05F000000001610F4F07A00000000310105004564953419000",
            Application::Visa,
        ),
    ] {
        assert_eq!(application(&[(EF_DIR, record)]), Some(expected), "{record}");
        // A directory that is no file of records.
        let whole = [(EF_DIR, "6981"), (EF_DIR_WHOLE, record)];
        assert_eq!(application(&whole), Some(expected), "{record}");
    }
    let second = [
        (EF_DIR, "61074F05F0000000019000"),
        ("00B202F400", "61094F07A00000000310109000"),
    ];
    assert_eq!(application(&second), Some(Application::Visa));
}

#[test]
fn a_foreign_card_without_a_directory_is_what_it_lets_be_selected() {
    const NOBODYS: &str = "00A4040009F070696E6C6F747365";
    const GIROCARD: &str = "00A404000AA0000003591010028001";
    let none = [(EF_DIR, "6D00"), (EF_DIR_WHOLE, "6D00")];
    // By T=0 the yes is 61XX; 6283 is an application that is blocked.
    for yes in ["9000", "6F1A9000", "611C", "6283"] {
        let script = [&none[..], &[(NOBODYS, "6A82"), (GIROCARD, yes)]].concat();
        assert_eq!(application(&script), Some(Application::Girocard), "{yes}");
    }
    // A card that says yes to everything has said nothing.
    let script = [&none[..], &[(NOBODYS, "9000")]].concat();
    assert_eq!(application(&script), None);
    let refused = [
        (NOBODYS, "6A82"),
        (GIROCARD, "6A82"),
        ("00A4040009D27600002545500200", "6A82"),
        ("00A4040007A0000000041010", "6A82"),
        ("00A4040007A0000000043060", "6A82"),
        ("00A4040007A0000000031010", "6A82"),
        ("00A4040007A0000000032020", "6A82"),
        ("00A404000E315041592E5359532E4444463031", "6A82"),
        ("00A404000E325041592E5359532E4444463031", "6A82"),
        ("00A4040009E80704007F00070302", "6A82"),
    ];
    assert_eq!(application(&[&none[..], &refused].concat()), None);
    let mut identity = refused;
    identity[9].1 = "9000";
    let script = [&none[..], &identity].concat();
    assert_eq!(application(&script), Some(Application::Identity));
    assert_eq!(
        look_at(
            &[&[(MF_FCP, "6A82"), (EF_DIR, "6A82"), (EF_DIR, BREAK)][..]].concat(),
            Depth::HOLDER
        )
        .unwrap_err(),
        pulled()
    );
}

#[test]
fn a_card_that_has_no_pins_for_us_is_named_and_left_alone() {
    let egk = "6282015A82017883023F008A01058407D2760001448000A1819000";
    let view = seen(&[(MF_FCP, egk), (EF_GDO, GDO_OF_HBA), (EF_VERSION2, "6A82")]);
    assert_eq!((view.kind, states(&view)), (Kind::Egk, vec![]));
}

#[test]
fn everything_of_an_ehba_is_seen_in_ten_exchanges() {
    let view = look_at(&ALL_OF_HBA, ALL).unwrap();
    let expected = [
        (PinKey::Ch, PinStatus::Verified),
        (PinKey::Qes, PinStatus::Blocked),
        (PinKey::Auto, PinStatus::Empty),
        (PinKey::So, PinStatus::Disabled),
    ];
    assert_eq!(states(&view), expected);
    // An SMC-B has no more than usual.
    let of_smcb = [
        (MF_FCP, FCP_OF_SMCB),
        (EF_GDO, GDO_OF_SMCB),
        (EF_VERSION2, VERSION2_OF_SMCB),
        (STATUS_01, "62C1"),
    ];
    assert_eq!(look_at(&of_smcb, ALL).unwrap().pins.len(), 1);
}

#[test]
fn the_directory_names_a_card_whose_fcp_does_not() {
    for answer in ["9000", "6D00", "6A82", "620782017883023F009000"] {
        let mut script = vec![(MF_FCP, answer), (EF_DIR, "61084F06D276000146019000")];
        script.extend(&OF_HBA[1..]);
        let view = seen(&script);
        assert_eq!((view.kind, view.pins.len()), (Kind::Hba, 2));
        assert_eq!(
            hex::encode_upper(view.answer.to_octets()),
            answer[answer.len() - 4..]
        );
    }
}

/// A failed SELECT keeps the old folder, and 81 means another PIN there (gemSpec_COS N048.100);
/// 6283 and 6285 select it, and yet it is none to ask in.
#[test]
fn where_df_qes_cannot_be_selected_nothing_is_asked_of_81() {
    for (answer, status) in [
        ("6A82", PinStatus::Missing),
        ("6283", PinStatus::Unreadable(StatusWord::new(0x6283))),
        ("6285", PinStatus::Unreadable(StatusWord::new(0x6285))),
        ("6D00", PinStatus::Unreadable(StatusWord::new(0x6D00))),
        ("6982", PinStatus::Unreadable(StatusWord::new(0x6982))),
    ] {
        let view = seen(&up_to(&OF_HBA, 4, &[(DF_QES, answer), (MF, "9000")]));
        assert_eq!(
            states(&view),
            [(PinKey::Ch, PinStatus::Transport), (PinKey::Qes, status)],
            "{answer}"
        );
        // PIN.AUTO and PIN.SO are still asked, in their own folder.
        let script = up_to(&ALL_OF_HBA, 4, &[(DF_QES, answer)]);
        let view = look_at(&up_to(&script, 5, &ALL_OF_HBA[6..]), ALL).unwrap();
        assert_eq!(
            (view.pins[1].status, view.pins[2].status),
            (status, PinStatus::Empty)
        );
        // And the other way round.
        let then = [(DF_AUTO, answer), (MF, "9000")];
        let view = look_at(&up_to(&ALL_OF_HBA, 6, &then), ALL).unwrap();
        assert_eq!(
            [1, 2, 3].map(|at| view.pins[at].status),
            [PinStatus::Blocked, status, status]
        );
    }
}

#[test]
fn what_cannot_be_read_is_left_out_and_the_rest_is_seen() {
    for answer in ["6982", "6A82", "6B00", "6981", "6F00", "9000"] {
        let mut script = OF_HBA;
        script[1].1 = answer;
        let view = seen(&script);
        assert_eq!(
            (view.iccsn, view.version, view.pins.len()),
            (None, Some(Version(4, 7, 1)), 2),
            "{answer}"
        );
        let mut script = OF_HBA;
        script[2].1 = answer;
        let view = seen(&script);
        assert_eq!(
            (view.iccsn.is_some(), view.version, view.pins.len()),
            (true, None, 2),
            "{answer}"
        );
    }
}

#[test]
fn a_warning_about_the_end_of_a_file_brings_the_content_and_one_about_its_checksum_does_not() {
    let answers = |tail: &str| {
        let mut script = OF_HBA;
        let answer = format!("5A0A80276883110000220885{tail}");
        script[1].1 = answer.leak();
        seen(&script).iccsn.is_some()
    };
    assert!(answers("6282"));
    // A number that the card itself doubts would be shown, noted, and compared with.
    assert!(!answers("6281"));
    let record = [(MF_FCP, "9000"), (EF_DIR, "61084F06D276000146016282")];
    assert_eq!(seen(&up_to(&record, 2, &OF_HBA[1..])).kind, Kind::Hba);
    let record = [(MF_FCP, "9000"), (EF_DIR, "61084F06D276000146016281")];
    assert_eq!(seen(&record).kind, Kind::Unknown);
}

#[test]
fn a_card_that_refuses_the_mf_at_the_end_was_seen_all_the_same() {
    let mut script = OF_HBA;
    script[6].1 = "6A82";
    assert_eq!(seen(&script).pins.len(), 2);
}

#[test]
fn a_line_that_breaks_ends_the_look_at_once_wherever_it_breaks() {
    for script in [&OF_HBA[..], &ALL_OF_HBA] {
        let depth = if script.len() == 7 { Depth::PINS } else { ALL };
        for at in 0..script.len() {
            let broken = up_to(script, at, &[(script[at].0, BREAK)]);
            assert_eq!(
                look_at(&broken, depth).unwrap_err(),
                pulled(),
                "exchange {at}"
            );
        }
    }
    assert_eq!(
        look_at(&[(MF_FCP, "9000"), (EF_DIR, BREAK)], Depth::PINS).unwrap_err(),
        pulled()
    );
}

const ESIGN: &str = "00A4040C0AA000000167455349474E";
const SELECT_AUT_E: &str = "00A4020C02C506";
const AUT_E: &str = "00B0860000";
const AUT_R: &str = "00B0810000";

/// A look that reads certificates, in steps of so many octets at most; and what lies in each file.
fn files(
    script: &[Exchange],
    certificates: Certificates,
    reading: Reading,
) -> Vec<(&'static str, FileContent)> {
    let depth = Depth {
        certificates,
        ..Depth::PINS
    };
    let view = look(&mut Line::new(script), depth, reading).unwrap();
    assert_eq!(view.pins.len(), 2);
    view.certificates
        .into_iter()
        .map(|view| (view.file.name, view.content))
        .collect()
}

/// What comes between EF.Version2 and PIN.QES, in DF.ESIGN.
fn with_files(reads: &[Exchange]) -> Vec<Exchange> {
    let mut script = up_to(&OF_HBA, 4, &[(ESIGN, "9000")]);
    script.extend(reads);
    script.extend(&OF_HBA[4..]);
    script
}

fn octets(hex: &str) -> FileContent {
    FileContent::Octets(hex::decode(hex).unwrap())
}

#[test]
fn the_holder_is_read_from_one_file_and_from_the_next_where_that_is_empty_or_missing() {
    let elliptic = [("00B08600000000", "3003020107009000")];
    let read = files(&with_files(&elliptic), Certificates::Holder, Reading::WHOLE);
    assert_eq!(read, [("EF.C.HP.AUT.E256", octets("300302010700"))]);
    const GONE: &[Exchange] = &[("00B08600000000", "6A82"), (SELECT_AUT_E, "6A82")];
    for (first, content) in [
        (&[("00B08600000000", "6B00")][..], octets("")),
        (GONE, FileContent::Missing),
    ] {
        let both = [first, &[("00B08100000000", "30030201079000")]].concat();
        let read = files(&with_files(&both), Certificates::Holder, Reading::WHOLE);
        assert_eq!(
            read,
            [
                ("EF.C.HP.AUT.E256", content),
                ("EF.C.HP.AUT.R2048", octets("3003020107"))
            ]
        );
    }
}

/// Makers differ in which name a file goes by. What is selected is read from its start, in the same
/// steps, and the folder need not be entered again.
#[test]
fn a_file_without_an_sfi_is_read_by_its_identifier() {
    let first: String = format!("30820103{}", "AA".repeat(252));
    let whole = format!("{first}{}", "BB".repeat(7));
    let answer: &'static str = Box::leak(format!("{first}9000").into_boxed_str());
    let steps = [
        (AUT_E, "6A82"),
        (SELECT_AUT_E, "9000"),
        ("00B0000000", answer),
        ("00B0010007", "BBBBBBBBBBBBBB9000"),
    ];
    assert_eq!(
        files(&with_files(&steps), Certificates::Holder, Reading::STEPS),
        [("EF.C.HP.AUT.E256", octets(&whole))]
    );
    // One that is deactivated is not handed out.
    let steps = [
        (AUT_E, "6A82"),
        (SELECT_AUT_E, "6283"),
        (AUT_R, "30030201079000"),
    ];
    let read = files(&with_files(&steps), Certificates::Holder, Reading::STEPS);
    assert_eq!(read[0].1, FileContent::Refused(StatusWord::new(0x6283)));
}

#[test]
fn the_certificates_of_an_ehba_are_one_exchange_each_and_each_folder_is_entered_once() {
    let mut script = up_to(&OF_HBA, 4, &[(ESIGN, "9000")]);
    for sfi in ["86", "81", "85", "82"] {
        script.push((
            Box::leak(format!("00B0{sfi}00000000").into_boxed_str()),
            "30030201079000",
        ));
    }
    script.push((DF_QES, "9000"));
    script.extend([
        ("00B08600000000", "6982"),
        ("00B09000000000", "30030201079000"),
    ]);
    script.extend(&OF_HBA[5..]);
    let read = files(&script, Certificates::Needed, Reading::WHOLE);
    let refused = (
        "EF.C.HP.QES.E256",
        FileContent::Refused(StatusWord::new(0x6982)),
    );
    assert_eq!((read.len(), &read[4]), (6, &refused));
    assert_eq!(script.len() - OF_HBA.len(), 7);
}

#[test]
fn a_long_file_is_read_in_steps_up_to_the_end_of_its_der_object() {
    // 30 82 01 03 announces 263 octets with the header.
    let first: String = format!("30820103{}", "AA".repeat(252));
    let whole = format!("{first}{}", "BB".repeat(7));
    let answer: &'static str = Box::leak(format!("{first}9000").into_boxed_str());
    let steps = [(AUT_E, answer), ("00B0010007", "BBBBBBBBBBBBBB9000")];
    assert_eq!(
        files(&with_files(&steps), Certificates::Holder, Reading::STEPS),
        [("EF.C.HP.AUT.E256", octets(&whole))]
    );
    // A file that ends before its object does is handed out as far as it goes, and then the next
    // one is read no more.
    let steps = [(AUT_E, answer), ("00B0010007", "6B00")];
    assert_eq!(
        files(&with_files(&steps), Certificates::Holder, Reading::STEPS),
        [("EF.C.HP.AUT.E256", octets(&first))]
    );
    let steps = [
        (AUT_E, answer),
        ("00B0010007", "BBBB6282"),
        ("00B0010205", "6B00"),
    ];
    let cut = format!("{first}BBBB");
    assert_eq!(
        files(&with_files(&steps), Certificates::Holder, Reading::STEPS),
        [("EF.C.HP.AUT.E256", octets(&cut))]
    );
}

#[test]
fn a_file_that_holds_no_der_object_is_not_read_any_further() {
    for answer in ["000000009000", "7F218201039000", "FFFF9000", "30809000"] {
        let read = files(
            &with_files(&[(AUT_E, answer)]),
            Certificates::Holder,
            Reading::STEPS,
        );
        assert_eq!(read[0].1, octets(&answer[..answer.len() - 4]), "{answer}");
    }
}

#[test]
fn after_6700_the_rest_of_the_look_uses_the_short_form() {
    let reads = [
        ("00B08600000000", "6700"),
        (AUT_E, "6B00"),
        (AUT_R, "30030201079000"),
    ];
    let read = files(&with_files(&reads), Certificates::Holder, Reading::WHOLE);
    assert_eq!(read[1], ("EF.C.HP.AUT.R2048", octets("3003020107")));
}

#[test]
fn in_a_folder_that_cannot_be_entered_no_file_is_read() {
    for (answer, content) in [
        ("6A82", FileContent::Missing),
        ("6283", FileContent::Refused(StatusWord::new(0x6283))),
    ] {
        let mut script = up_to(&OF_HBA, 4, &[(ESIGN, answer)]);
        script.extend(&OF_HBA[4..]);
        let read = files(&script, Certificates::Holder, Reading::WHOLE);
        assert_eq!(
            read,
            [
                ("EF.C.HP.AUT.E256", content.clone()),
                ("EF.C.HP.AUT.R2048", content)
            ]
        );
    }
}

#[test]
fn how_much_is_asked_for_at_once_is_the_readers_to_say() {
    assert_eq!(Reading::of_reader(None), Reading::CHUNKS);
    assert_eq!(Reading::of_reader(Some(0)), Reading::STEPS);
    assert_eq!(Reading::of_reader(Some(0x1_0000)), Reading::WHOLE);
    let limited = [("00B0860000012C", "30030201079000")];
    files(
        &with_files(&limited),
        Certificates::Holder,
        Reading::of_reader(Some(300)),
    );
}
