//! The gate: nothing leaves unless everything is right, the note comes before the secret, the
//! secret goes once.

use apdu::{Pin, StatusWord};

use super::*;
use crate::card;
use crate::card::gate::{pass, read_back};
use crate::card::objects::pins;
use crate::card::{
    Aftermath, ApduAccess, Expected, How, Iccsn, Kind, Left, Operation, Order, PasswordObject,
    PinAccess, PinStatus, Refusal, Reply, TerminalReply, gate,
};

const NOTE: &str = "(noted)";
const CHANGE_01: &str = "00240001102554321FFFFFFFFF26123456FFFFFFFF";
const CHANGE_81: &str = "00240081102554321FFFFFFFFF26123456FFFFFFFF";

const OF_CH: [Exchange; 5] = [
    (MF, "9000"),
    (EF_GDO, GDO_OF_HBA),
    (STATUS_01, "62C1"),
    (CHANGE_01, "9000"),
    (STATUS_01, "63C3"),
];
const OF_QES: [Exchange; 7] = [
    (MF, "9000"),
    (EF_GDO, GDO_OF_HBA),
    (DF_QES, "9000"),
    (STATUS_81, "62C1"),
    (CHANGE_81, "9000"),
    (STATUS_81, "63C3"),
    (MF, "9000"),
];
const OF_SMC: [Exchange; 5] = [
    (MF, "9000"),
    (EF_GDO, GDO_OF_SMCB),
    (STATUS_01, "62C1"),
    (CHANGE_01, "9000"),
    (STATUS_01, "63C3"),
];

fn ch() -> &'static PasswordObject {
    &pins(Kind::Hba)[0]
}

fn qes() -> &'static PasswordObject {
    &pins(Kind::Hba)[1]
}

fn smc() -> &'static PasswordObject {
    &pins(Kind::Smcb)[0]
}

fn iccsn_of(object: &PasswordObject) -> Iccsn {
    let digits = if object == smc() {
        "80276883110000168650"
    } else {
        "80276883110000220885"
    };
    Iccsn::parse(digits).unwrap()
}

/// A secret command in words: what is done, and the digits for it.
type Given = (Operation, &'static [&'static str]);

const ACTIVATE: Given = (Operation::Activate, &["54321", "123456"]);

fn typed(digits: &[&str]) -> Vec<Pin> {
    let pin = |digits: &&str| Pin::from_digits(digits.as_bytes()).unwrap();
    digits.iter().map(pin).collect()
}

/// How a pass ended, and everything that was heard.
struct Passed {
    result: Result<Aftermath, Refusal<&'static str>>,
    heard: Vec<String>,
}

fn pass_with(
    script: &[Exchange],
    object: &'static PasswordObject,
    status: PinStatus,
    (operation, digits): Given,
    noted: Result<(), &'static str>,
) -> Passed {
    let line = Line::new(script);
    let heard = Rc::clone(&line.heard);
    let iccsn = iccsn_of(object);
    let expected = Expected {
        named: None,
        iccsn: &iccsn,
        status,
    };
    let pins = typed(digits);
    let order = Order {
        operation,
        object,
        how: How::Digits(&pins),
    };
    let note = || {
        heard.borrow_mut().push(NOTE.to_owned());
        noted
    };
    let mut access = Box::new(ApduAccess::within(Box::new(line)));
    let result = pass(access.as_mut(), &expected, &order, note);
    access.end(Left::AsItWas);
    Passed {
        result,
        heard: heard.take(),
    }
}

/// The Transport-PIN 54321 becomes 123456.
fn activate(script: &[Exchange], object: &'static PasswordObject) -> Passed {
    pass_with(script, object, PinStatus::Transport, ACTIVATE, Ok(()))
}

impl Passed {
    fn secrets(&self) -> usize {
        self.heard
            .iter()
            .filter(|sent| sent.starts_with("0024") || sent.starts_with("002C"))
            .count()
    }

    fn notes(&self) -> usize {
        self.heard.iter().filter(|heard| *heard == NOTE).count()
    }

    #[track_caller]
    fn nothing_was_sent_or_noted(&self) {
        assert_eq!((self.secrets(), self.notes()), (0, 0), "{:?}", self.heard);
    }

    fn aftermath(&self) -> &Aftermath {
        self.result.as_ref().unwrap()
    }
}

/// The commands of a script, with the note before the command that carries the secret.
fn with_note(script: &[Exchange]) -> Vec<&'static str> {
    let noted = |command: &'static str| {
        if command.len() > 30 {
            vec![NOTE, command]
        } else {
            vec![command]
        }
    };
    script
        .iter()
        .flat_map(|(command, _)| noted(command))
        .collect()
}

fn up_to(script: &[Exchange], count: usize, then: &[Exchange]) -> Vec<Exchange> {
    script[..count].iter().chain(then).copied().collect()
}

#[test]
fn the_gate_goes_its_steps_octet_by_octet_and_notes_before_the_secret() {
    for (script, object) in [(&OF_CH[..], ch()), (&OF_QES, qes()), (&OF_SMC, smc())] {
        let passed = activate(script, object);
        assert_eq!(passed.heard, with_note(script));
        assert_eq!((passed.secrets(), passed.notes()), (1, 1));
        let set = PinStatus::Set { tries: 3 };
        assert_eq!(
            *passed.aftermath(),
            Aftermath {
                named: None,
                answer: Ok(Reply::Card(StatusWord::NO_ERROR)),
                read_back: Ok(set)
            }
        );
    }
    assert_eq!(with_note(&OF_QES)[4..6], [NOTE, CHANGE_81]);
}

#[test]
fn changing_and_unblocking_go_the_same_way() {
    let cases = [
        (
            PinStatus::Set { tries: 3 },
            "63C3",
            "002400011026123456FFFFFFFF276543210FFFFFFF",
            (Operation::Change, &["123456", "6543210"][..]),
        ),
        (
            PinStatus::Blocked,
            "63C0",
            "002C0001102812345678FFFFFF26123456FFFFFFFF",
            (Operation::UnblockWithNew, &["12345678", "123456"]),
        ),
    ];
    for (shown, answer, octets, secret) in cases {
        let script = up_to(
            &OF_CH,
            2,
            &[(STATUS_01, answer), (octets, "9000"), (STATUS_01, "63C3")],
        );
        let passed = pass_with(&script, ch(), shown, secret, Ok(()));
        assert_eq!(
            passed.heard,
            [MF, EF_GDO, STATUS_01, NOTE, octets, STATUS_01]
        );
    }
    let unblock = "002C0181082812345678FFFFFF";
    let script = up_to(
        &OF_QES,
        3,
        &[
            (STATUS_81, "63C0"),
            (unblock, "9000"),
            (STATUS_81, "62C1"),
            (MF, "9000"),
        ],
    );
    let secret: Given = (Operation::Unblock, &["12345678"]);
    let passed = pass_with(&script, qes(), PinStatus::Blocked, secret, Ok(()));
    assert_eq!(
        passed.heard,
        [MF, EF_GDO, DF_QES, STATUS_81, NOTE, unblock, STATUS_81, MF]
    );
    assert_eq!(passed.aftermath().read_back, Ok(PinStatus::Transport));
}

#[test]
fn a_command_that_lacks_an_entry_is_not_even_begun() {
    let cases: [Given; 4] = [
        (Operation::Activate, &["54321"]),
        (Operation::Activate, &["54321", "123456", "123456"]),
        (Operation::Unblock, &["12345678", "123456"]),
        (Operation::Verify, &[]),
    ];
    for given in cases {
        let passed = pass_with(&[], ch(), PinStatus::Transport, given, Ok(()));
        assert!(
            matches!(passed.result, Err(Refusal::Entries { got, .. }) if got == given.1.len()),
            "{given:?}: {:?}",
            passed.result
        );
        assert!(passed.heard.is_empty(), "{given:?}: {:?}", passed.heard);
    }
}

#[test]
fn nothing_leaves_for_another_card() {
    for gdo in [
        "5A0A802768831100002208869000",
        "5A0A802768831100001686509000",
        "5A0A8027688311000022088F9000",
        "5A09802768831100002208859000",
        "9000",
    ] {
        for object in [ch(), qes()] {
            let passed = activate(&[(MF, "9000"), (EF_GDO, gdo)], object);
            assert!(
                matches!(passed.result, Err(Refusal::OtherCard)),
                "{gdo}: {:?}",
                passed.result
            );
            passed.nothing_was_sent_or_noted();
        }
    }
}

#[test]
fn nothing_leaves_when_the_mf_or_ef_gdo_is_refused() {
    for answer in ["6A82", "6D00", "6283", "6285", "6982", "6F00"] {
        let passed = activate(&[(MF, answer)], qes());
        let status = StatusWord::new(u16::from_str_radix(answer, 16).unwrap());
        let refused = card::Error::Unexpected { step: "MF", status };
        assert!(
            matches!(&passed.result, Err(Refusal::Card(error)) if *error == refused),
            "{:?}",
            passed.result
        );
        passed.nothing_was_sent_or_noted();
        let passed = activate(&[(MF, "9000"), (EF_GDO, answer)], qes());
        assert!(
            matches!(passed.result, Err(Refusal::Card(_))),
            "{:?}",
            passed.result
        );
        passed.nothing_was_sent_or_noted();
    }
}

#[test]
fn nothing_leaves_when_state_or_tries_are_not_what_was_shown() {
    for (answer, found) in [
        ("63C3", PinStatus::Set { tries: 3 }),
        ("63C0", PinStatus::Blocked),
        ("9000", PinStatus::Verified),
        ("62C7", PinStatus::Empty),
        ("62D0", PinStatus::Disabled),
        ("6A88", PinStatus::Missing),
        ("6982", PinStatus::Unreadable(StatusWord::new(0x6982))),
        ("6F00", PinStatus::Unreadable(StatusWord::new(0x6F00))),
    ] {
        let passed = activate(&up_to(&OF_CH, 2, &[(STATUS_01, answer)]), ch());
        assert!(
            matches!(passed.result, Err(Refusal::OtherState(status)) if status == found),
            "{answer}"
        );
        passed.nothing_was_sent_or_noted();
        let passed = activate(
            &up_to(&OF_QES, 3, &[(STATUS_81, answer), (MF, "9000")]),
            qes(),
        );
        assert!(
            matches!(passed.result, Err(Refusal::OtherState(status)) if status == found),
            "{answer}"
        );
        passed.nothing_was_sent_or_noted();
    }
    for (shown, answer) in [
        (3, "63C2"),
        (2, "63C3"),
        (2, "63C1"),
        (1, "63C2"),
        (3, "62C1"),
    ] {
        let script = up_to(&OF_CH, 2, &[(STATUS_01, answer)]);
        let passed = pass_with(
            &script,
            ch(),
            PinStatus::Set { tries: shown },
            ACTIVATE,
            Ok(()),
        );
        assert!(
            matches!(passed.result, Err(Refusal::OtherState(_))),
            "{shown} {answer}"
        );
        passed.nothing_was_sent_or_noted();
    }
}

/// gemSpec_COS N048.100 and N048.400: refused is not selected, or selected all the same; 81 is
/// asked in neither case.
#[test]
fn nothing_leaves_for_81_unless_df_qes_is_selected() {
    for answer in ["6283", "6285", "6A82", "6D00", "6982", "6281", "6F00"] {
        let passed = activate(&up_to(&OF_QES, 2, &[(DF_QES, answer), (MF, "9000")]), qes());
        assert!(
            matches!(passed.result, Err(Refusal::Card(_))),
            "{:?}",
            passed.result
        );
        passed.nothing_was_sent_or_noted();
        assert!(
            passed.heard.iter().all(|sent| sent.get(6..8) != Some("81")),
            "{:?}",
            passed.heard
        );
        assert_eq!(passed.heard.last().map(String::as_str), Some(MF));
    }
}

#[test]
fn nothing_leaves_when_the_attempt_cannot_be_noted() {
    let passed = pass_with(
        &OF_CH[..3],
        ch(),
        PinStatus::Transport,
        ACTIVATE,
        Err("disk full"),
    );
    assert!(matches!(passed.result, Err(Refusal::Note("disk full"))));
    assert_eq!(
        (passed.secrets(), passed.heard.last().map(String::as_str)),
        (0, Some(NOTE))
    );
    let script = up_to(&OF_QES, 4, &[(MF, "9000")]);
    let passed = pass_with(
        &script,
        qes(),
        PinStatus::Transport,
        ACTIVATE,
        Err("disk full"),
    );
    assert!(matches!(passed.result, Err(Refusal::Note("disk full"))));
    assert_eq!(passed.heard, [MF, EF_GDO, DF_QES, STATUS_81, NOTE, MF]);
}

#[test]
fn no_answer_makes_the_secret_go_twice() {
    for answer in [
        "63C2", "63C0", "6983", "6985", "6982", "6A88", "6581", "6700", "6C10", "6110", "6CFF",
        "6F00",
    ] {
        let mut script = OF_QES;
        script[4].1 = answer;
        script[5].1 = "62C1";
        let passed = activate(&script, qes());
        assert_eq!(passed.heard, with_note(&OF_QES), "{answer}");
        let answer = StatusWord::new(u16::from_str_radix(answer, 16).unwrap());
        let expected = Aftermath {
            named: None,
            answer: Ok(Reply::Card(answer)),
            read_back: Ok(PinStatus::Transport),
        };
        assert_eq!(*passed.aftermath(), expected);
    }
}

#[test]
fn a_line_that_breaks_before_the_secret_lets_nothing_out() {
    let broken = |passed: &Passed| {
        let reader = card::Error::Reader(pulled());
        assert!(
            matches!(&passed.result, Err(Refusal::Card(error)) if *error == reader),
            "{:?}",
            passed.result
        );
        passed.nothing_was_sent_or_noted();
    };
    for (at, (command, _)) in OF_CH.iter().enumerate().take(3) {
        broken(&activate(&up_to(&OF_CH, at, &[(command, BREAK)]), ch()));
    }
    for at in [0, 1] {
        broken(&activate(
            &up_to(&OF_QES, at, &[(OF_QES[at].0, BREAK)]),
            qes(),
        ));
    }
    for at in [2, 3] {
        broken(&activate(
            &up_to(&OF_QES, at, &[(OF_QES[at].0, BREAK), (MF, BREAK)]),
            qes(),
        ));
    }
}

#[test]
fn a_line_that_breaks_with_the_secret_on_it_is_told_and_nothing_is_repeated() {
    let reader = || card::Error::Reader(pulled());
    let passed = activate(&up_to(&OF_CH, 3, &[(CHANGE_01, BREAK)]), ch());
    assert_eq!(
        *passed.aftermath(),
        Aftermath {
            named: None,
            answer: Err(reader()),
            read_back: Err(reader())
        }
    );
    assert_eq!((passed.secrets(), passed.notes()), (1, 1));
    let passed = activate(
        &up_to(&OF_QES, 4, &[(CHANGE_81, BREAK), (MF, BREAK)]),
        qes(),
    );
    assert_eq!(
        *passed.aftermath(),
        Aftermath {
            named: None,
            answer: Err(reader()),
            read_back: Err(reader())
        }
    );
    assert_eq!((passed.secrets(), passed.notes()), (1, 1));
}

#[test]
fn a_line_that_breaks_after_the_answer_keeps_the_answer() {
    let yes = StatusWord::NO_ERROR;
    let reader = card::Error::Reader(pulled());
    let passed = activate(&up_to(&OF_CH, 4, &[(STATUS_01, BREAK)]), ch());
    assert_eq!(
        *passed.aftermath(),
        Aftermath {
            named: None,
            answer: Ok(Reply::Card(yes)),
            read_back: Err(reader.clone())
        }
    );
    let passed = activate(
        &up_to(&OF_QES, 5, &[(STATUS_81, BREAK), (MF, BREAK)]),
        qes(),
    );
    assert_eq!(
        *passed.aftermath(),
        Aftermath {
            named: None,
            answer: Ok(Reply::Card(yes)),
            read_back: Err(reader)
        }
    );
    let passed = activate(&up_to(&OF_QES, 6, &[(MF, BREAK)]), qes());
    assert_eq!(
        *passed.aftermath(),
        Aftermath {
            named: None,
            answer: Ok(Reply::Card(yes)),
            read_back: Ok(PinStatus::Set { tries: 3 })
        }
    );
}

#[test]
fn reading_back_asks_the_same_card_in_the_same_folder_and_sends_no_secret() {
    let ask = |script: &[Exchange], object| {
        let mut access = Box::new(ApduAccess::within(Box::new(Line::new(script))));
        let status = read_back(access.as_mut(), &iccsn_of(object), object);
        access.end(Left::AsItWas);
        status
    };
    let of_ch = [(MF, "9000"), (EF_GDO, GDO_OF_HBA), (STATUS_01, "63C3")];
    assert_eq!(ask(&of_ch, ch()).unwrap(), PinStatus::Set { tries: 3 });
    let of_qes = [
        (MF, "9000"),
        (EF_GDO, GDO_OF_HBA),
        (DF_QES, "9000"),
        (STATUS_81, "62C1"),
        (MF, "9000"),
    ];
    assert_eq!(ask(&of_qes, qes()).unwrap(), PinStatus::Transport);
    let of_smc = [(MF, "9000"), (EF_GDO, GDO_OF_SMCB), (STATUS_01, "63C0")];
    assert_eq!(ask(&of_smc, smc()).unwrap(), PinStatus::Blocked);
    // Another card, a folder refused, a line that breaks.
    assert!(matches!(
        ask(&[(MF, "9000"), (EF_GDO, GDO_OF_SMCB)], ch()),
        Err(Refusal::OtherCard)
    ));
    for answer in ["6283", "6285", "6A82", "6D00"] {
        let refused = ask(&up_to(&of_qes, 2, &[(DF_QES, answer), (MF, "9000")]), qes());
        assert!(
            matches!(refused, Err(Refusal::Card(card::Error::Unexpected { .. }))),
            "{refused:?}"
        );
    }
    for at in 0..3 {
        let broken = ask(&up_to(&of_ch, at, &[(of_ch[at].0, BREAK)]), ch());
        assert!(
            matches!(broken, Err(Refusal::Card(card::Error::Reader(_)))),
            "{broken:?}"
        );
    }
}

/// Whoever stands between names tries beside a state that hides them.
struct Named {
    iccsn: Iccsn,
    /// At the gate, and after the order.
    named: [Option<u8>; 2],
    sent: bool,
}

impl PinAccess for Named {
    fn number(&mut self) -> Result<Option<Iccsn>, card::Error> {
        Ok(Some(self.iccsn.clone()))
    }

    fn enter(&mut self, _: &'static PasswordObject) -> Result<(), card::Error> {
        Ok(())
    }

    fn status(&mut self, _: &'static PasswordObject) -> Result<PinStatus, card::Error> {
        Ok(PinStatus::Transport)
    }

    fn named_beside(&self) -> Option<u8> {
        self.named[usize::from(self.sent)]
    }

    fn hand_over(&mut self, _: &Order<'_>, _: &gate::Permit) -> Result<Reply, card::Error> {
        self.sent = true;
        Ok(Reply::Terminal(TerminalReply::Wrong { left: None }))
    }

    fn end(self: Box<Self>, _: Left) {}
}

#[test]
fn nothing_leaves_when_fewer_tries_are_named_than_were_counted_with() {
    for (counted, now, goes) in [
        (None, None, true),
        (None, Some(1), true),
        (Some(3), None, true),
        (Some(3), Some(3), true),
        (Some(2), Some(3), true),
        (Some(3), Some(2), false),
        (Some(2), Some(0), false),
    ] {
        let iccsn = iccsn_of(ch());
        let expected = Expected {
            iccsn: &iccsn,
            status: PinStatus::Transport,
            named: counted,
        };
        let order = Order {
            operation: Operation::Activate,
            object: ch(),
            how: How::Terminal,
        };
        let mut access = Named {
            iccsn: iccsn.clone(),
            named: [now, Some(1)],
            sent: false,
        };
        let mut noted = false;
        let note = || {
            noted = true;
            Ok::<_, &str>(())
        };
        let passed = pass(&mut access, &expected, &order, note);
        match passed {
            Ok(aftermath) => assert_eq!(
                (goes, aftermath.named),
                (true, Some(1)),
                "{counted:?} {now:?}"
            ),
            Err(Refusal::FewerTries(left)) => assert_eq!((goes, Some(left)), (false, now)),
            Err(other) => panic!("{other:?}"),
        }
        assert_eq!((access.sent, noted), (goes, goes), "{counted:?} {now:?}");
    }
}
