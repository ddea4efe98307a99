//! The look: which exchanges, in which folder, and what is left out of the view.

use apdu::StatusWord;

use super::*;
use crate::card::look::Depth;
use crate::card::{Kind, PinKey, PinStatus, Version, View, look};

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

fn look_at(script: &[Exchange], depth: Depth) -> Result<View, Error> {
    look(&mut Line::new(script), depth)
}

fn seen(script: &[Exchange]) -> View {
    look_at(script, Depth::Usual).unwrap()
}

fn states(view: &View) -> Vec<(PinKey, PinStatus)> {
    view.pins.iter().map(|pin| (pin.object.key, pin.status)).collect()
}

/// The first exchanges of a script, then others.
fn up_to(script: &[Exchange], count: usize, then: &[Exchange]) -> Vec<Exchange> {
    script[..count].iter().chain(then).copied().collect()
}

#[test]
fn an_ehba_is_seen_in_seven_exchanges() {
    let view = seen(&OF_HBA);
    assert_eq!((view.kind, view.answer, view.version), (Kind::Hba, StatusWord::NO_ERROR, Some(Version(4, 7, 1))));
    assert_eq!(view.iccsn.as_ref().map(|iccsn| iccsn.as_str()), Some("80276883110000220885"));
    assert_eq!(view.atr, [0x3B, 0x90, 0x96, 0x81]);
    assert_eq!(states(&view), [(PinKey::Ch, PinStatus::Transport), (PinKey::Qes, PinStatus::Set { tries: 2 })]);
}

#[test]
fn an_smcb_is_seen_in_four_exchanges() {
    let view =
        seen(&[(MF_FCP, FCP_OF_SMCB), (EF_GDO, GDO_OF_SMCB), (EF_VERSION2, VERSION2_OF_SMCB), (STATUS_01, "63C3")]);
    assert_eq!((view.kind, view.version), (Kind::Smcb, Some(Version(4, 8, 0))));
    assert_eq!(view.iccsn.as_ref().map(|iccsn| iccsn.as_str()), Some("80276883110000168650"));
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
        assert_eq!((view.kind, view.iccsn, view.version), (Kind::Unknown, None, None));
        assert_eq!(hex::encode_upper(view.answer.to_octets()), answer[answer.len() - 4..]);
        assert!(view.pins.is_empty());
    }
}

#[test]
fn a_card_that_has_no_pins_for_us_is_named_and_left_alone() {
    let egk = "6282015A82017883023F008A01058407D2760001448000A1819000";
    let view = seen(&[(MF_FCP, egk), (EF_GDO, GDO_OF_HBA), (EF_VERSION2, "6A82")]);
    assert_eq!((view.kind, states(&view)), (Kind::Egk, vec![]));
}

#[test]
fn everything_of_an_ehba_is_seen_in_ten_exchanges() {
    let view = look_at(&ALL_OF_HBA, Depth::All).unwrap();
    let expected = [
        (PinKey::Ch, PinStatus::Verified),
        (PinKey::Qes, PinStatus::Blocked),
        (PinKey::Auto, PinStatus::Empty),
        (PinKey::So, PinStatus::Disabled),
    ];
    assert_eq!(states(&view), expected);
    // An SMC-B has no more than usual.
    let of_smcb = [(MF_FCP, FCP_OF_SMCB), (EF_GDO, GDO_OF_SMCB), (EF_VERSION2, VERSION2_OF_SMCB), (STATUS_01, "62C1")];
    assert_eq!(look_at(&of_smcb, Depth::All).unwrap().pins.len(), 1);
}

#[test]
fn the_directory_names_a_card_whose_fcp_does_not() {
    for answer in ["9000", "6D00", "6A82", "620782017883023F009000"] {
        let mut script = vec![(MF_FCP, answer), (EF_DIR, "61084F06D276000146019000")];
        script.extend(&OF_HBA[1..]);
        let view = seen(&script);
        assert_eq!((view.kind, view.pins.len()), (Kind::Hba, 2));
        assert_eq!(hex::encode_upper(view.answer.to_octets()), answer[answer.len() - 4..]);
    }
}

/// A failed SELECT keeps the old folder, and 81 means another PIN there (gemSpec_COS N048.100); 6283 and 6285 select
/// it, and yet it is none to ask in.
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
        assert_eq!(states(&view), [(PinKey::Ch, PinStatus::Transport), (PinKey::Qes, status)], "{answer}");
        // PIN.AUTO and PIN.SO are still asked, in their own folder.
        let script = up_to(&ALL_OF_HBA, 4, &[(DF_QES, answer)]);
        let view = look_at(&up_to(&script, 5, &ALL_OF_HBA[6..]), Depth::All).unwrap();
        assert_eq!((view.pins[1].status, view.pins[2].status), (status, PinStatus::Empty));
        // And the other way round.
        let then = [(DF_AUTO, answer), (DF_AUTO, answer), (MF, "9000")];
        let view = look_at(&up_to(&ALL_OF_HBA, 6, &then), Depth::All).unwrap();
        assert_eq!([1, 2, 3].map(|at| view.pins[at].status), [PinStatus::Blocked, status, status]);
    }
}

#[test]
fn what_cannot_be_read_is_left_out_and_the_rest_is_seen() {
    for answer in ["6982", "6A82", "6B00", "6981", "6F00", "9000"] {
        let mut script = OF_HBA;
        script[1].1 = answer;
        let view = seen(&script);
        assert_eq!((view.iccsn, view.version, view.pins.len()), (None, Some(Version(4, 7, 1)), 2), "{answer}");
        let mut script = OF_HBA;
        script[2].1 = answer;
        let view = seen(&script);
        assert_eq!((view.iccsn.is_some(), view.version, view.pins.len()), (true, None, 2), "{answer}");
    }
}

#[test]
fn a_warning_about_the_end_of_a_file_or_its_checksum_still_brings_the_content() {
    for answer in ["5A0A802768831100002208856282", "5A0A802768831100002208856281"] {
        let mut script = OF_HBA;
        script[1].1 = answer;
        assert!(seen(&script).iccsn.is_some(), "{answer}");
    }
    for record in ["61084F06D276000146016282", "61084F06D276000146016281"] {
        let script = [(MF_FCP, "9000"), (EF_DIR, record)];
        assert_eq!(seen(&up_to(&script, 2, &OF_HBA[1..])).kind, Kind::Hba, "{record}");
    }
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
        let depth = if script.len() == 7 { Depth::Usual } else { Depth::All };
        for at in 0..script.len() {
            let broken = up_to(script, at, &[(script[at].0, BREAK)]);
            assert_eq!(look_at(&broken, depth).unwrap_err(), pulled(), "exchange {at}");
        }
    }
    assert_eq!(look_at(&[(MF_FCP, "9000"), (EF_DIR, BREAK)], Depth::Usual).unwrap_err(), pulled());
}
