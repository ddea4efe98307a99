use apdu::StatusWord;

use super::*;
use crate::card::{Kind, PinStatus};
use crate::pins::{PinKey, Role};
use crate::reader::pin_pad::PadLack;
use crate::report::{BlockedBy, explain};
use crate::text::Language;
use crate::topics::radar::{CardFacts, findings};

/// A failure of every kind that has a topic, and some that have none.
fn failures() -> Vec<Failure> {
    let pin = PinKey::Ch;
    let status = StatusWord::new(0x6983);
    let operations = [
        Operation::Activate,
        Operation::Change,
        Operation::Verify,
        Operation::UnblockWithNew,
        Operation::Unblock,
    ];
    let mut failures = vec![
        Failure::Blocked {
            pin,
            known: BlockedBy::Status,
            transport: false,
        },
        Failure::RescueDeclined { pin },
        Failure::PukNoHelp { pin },
        Failure::BlockedForGood { pin, status },
        Failure::PukUsedUp {
            pin,
            status,
            state: PinStatus::Blocked,
        },
        Failure::NotBlocked { pin, hidden: false },
        Failure::StillTransport { pin },
        Failure::PinNotOnCard {
            pin,
            kind: Kind::Smcb,
        },
        Failure::HolderNeeded,
        Failure::NoReader,
        Failure::NoSuchReader {
            wanted: String::new(),
            readers: Vec::new(),
        },
        Failure::PadLack {
            reader: String::new(),
            lack: PadLack::NoPad,
        },
        Failure::NoCard,
        Failure::WrongKind { found: Vec::new() },
        Failure::NoSuchCard { found: Vec::new() },
        Failure::ChooseCard { found: Vec::new() },
        Failure::DigitsOfOtherCard,
        Failure::WrongLetter,
        Failure::OtherCard {
            reader: String::new(),
        },
        Failure::OtherState { pin },
        Failure::NoSuchTopic,
        Failure::NoInput,
        Failure::Secrets(vec![secrets::Problem {
            line: Some(1),
            key: Some(secrets::Key::Secret(Role::Transport, PinKey::Ch)),
            kind: secrets::Kind::Length {
                want: 5..=5,
                got: 6,
            },
        }]),
    ];
    for operation in operations {
        failures.push(Failure::Wrong {
            pin,
            operation,
            left: 2,
            other_line: None,
            by_issuers: 2,
            scripted: false,
        });
        failures.push(Failure::LastTry { pin, operation });
        failures.push(Failure::LastTryDeclined { pin, operation });
        failures.push(Failure::TryAgain { pin, operation });
    }
    let answers = [
        PadAnswer::TimedOut,
        PadAnswer::Cancelled,
        PadAnswer::EntriesDiffer,
        PadAnswer::WrongLength,
        PadAnswer::Refused,
        PadAnswer::Unsupported,
    ];
    failures.extend(answers.map(|answer| Failure::PadEnded {
        pin,
        answer,
        firmware: None,
    }));
    let name = String::new;
    let errors = || {
        [
            reader::Error::NoSuchReader(name()),
            reader::Error::ReaderGone(name()),
            reader::Error::NoCard(name()),
            reader::Error::Busy(name()),
            reader::Error::Mute(name()),
            reader::Error::NoService(name()),
            reader::Error::NotAllowed(name()),
        ]
    };
    failures.extend(errors().map(Failure::Reader));
    failures.extend(errors().map(Failure::ReaderLater));
    failures
}

#[test]
fn a_finding_is_shown_with_what_to_do_its_source_and_its_topic() {
    let card = CardFacts {
        kind: "hba",
        generation: Some("G2.0"),
        ..CardFacts::default()
    };
    let found = findings(&card, 1_795_000_000, Language::De);
    let lines = finding_lines(&found[0], Text::default());
    assert_eq!(lines[0].0, Tone::Bad);
    let all = lines
        .iter()
        .map(|(_, line)| line.as_str())
        .collect::<Vec<_>>()
        .join("\n");
    for part in [
        "seit dem 01.07.2026",
        "im Portal",
        "Quelle: KV Saarland",
        "24.11.2026",
        "hilfe-zu alte-karten",
    ] {
        assert!(all.contains(part), "{part}: {all}");
    }
}

#[test]
fn a_reader_or_a_card_that_is_not_recognised_leads_to_its_topic() {
    use reader::Error as E;
    let name = String::new;
    let errors = [
        E::NoService(name()),
        E::NotAllowed(name()),
        E::Mute(name()),
        E::ReaderGone(name()),
    ];
    for error in errors.into_iter().chain([E::NoCard(name())]) {
        assert_eq!(of(&Failure::Reader(error)), Some("reader-not-found"));
    }
    assert_eq!(of(&Failure::NoCard), Some("reader-not-found"));
    assert_eq!(of(&Failure::NoReader), Some("which-reader"));
}

#[test]
fn english_lines_write_days_as_programs_do() {
    let card = CardFacts {
        kind: "hba",
        generation: Some("G2.0"),
        ..CardFacts::default()
    };
    let found = findings(&card, 1_795_000_000, Language::En);
    let lines = finding_lines(&found[0], Text::new(Language::En));
    let all = lines
        .iter()
        .map(|(_, line)| line.as_str())
        .collect::<Vec<_>>()
        .join("\n");
    for part in ["since 2026-07-01", "read on 2026-11-24"] {
        assert!(all.contains(part), "{part}: {all}");
    }
}

#[test]
fn only_a_wrong_length_of_a_secret_leads_to_the_secrets() {
    let problem = |kind| secrets::Problem {
        line: Some(1),
        key: None,
        kind,
    };
    let length = || {
        problem(secrets::Kind::Length {
            want: 8..=8,
            got: 6,
        })
    };
    for (problems, topic) in [
        (vec![length()], Some("which-secret")),
        (
            vec![problem(secrets::Kind::Empty), length()],
            Some("which-secret"),
        ),
        (
            vec![
                problem(secrets::Kind::Empty),
                problem(secrets::Kind::NotDigits),
            ],
            None,
        ),
    ] {
        assert_eq!(of(&Failure::Secrets(problems)), topic);
    }
}

#[test]
fn every_topic_of_a_failure_is_one() {
    let mut linked = 0;
    for failure in failures() {
        let Some(name) = of(&failure) else { continue };
        linked += 1;
        assert!(
            topics::topic(name).is_some_and(|topic| topic.id == name),
            "{failure:?}: {name}"
        );
        for language in [Language::De, Language::En] {
            let text = Text::new(language);
            assert_eq!(explain(&failure, text).topic, Some(name));
            assert!(more(name, text).is_some());
        }
    }
    assert!(linked > 40, "{linked}");
    assert_eq!(more("no-topic", Text::default()), None);
}
