//! Text from outside in the output for programs that watch, and which state is worse.

use super::icinga::{self, State};
use super::prometheus;
use crate::card::Kind;
use crate::holder::CardName;
use crate::report::facts::code::Code;
use crate::report::facts::many::{Beside, Many, OneCard, Unused, WhyUnused};
use crate::report::failure::{Cards, File, samples};
use crate::report::{Body, Failure, Outcome, Seen, exit};
use crate::text::{Language, Text};

const EVIL: [&str; 8] = [
    "1-2\"3",
    "back\\slash",
    "two\nlines",
    "a | b=1",
    "it's=5;1;2",
    "\u{202E}desrever",
    "x\"} 1\npinlotse_check_exit_code 0\n#",
    "Zähne\u{0}\u{2028}ü",
];

fn card(name: CardName, wrongs: Vec<Failure>) -> OneCard {
    OneCard {
        name,
        kind: Kind::Smcb,
        reader: None,
        view: None,
        status: None,
        wrongs,
    }
}

/// Cards and a file with names that somebody else chose.
fn run_of(text: &str) -> Result<Outcome, Failure> {
    let wrong = || {
        vec![
            File::Exists {
                path: text.to_owned(),
            }
            .into(),
        ]
    };
    let id = CardName::TelematikId {
        id: text.to_owned(),
        nth: 1,
    };
    let many = Many {
        cards: vec![
            card(id, wrong()),
            card(CardName::File(text.to_owned()), wrong()),
            card(CardName::Reader(text.to_owned()), Vec::new()),
        ],
        warn_days: 90,
        beside: Some(Beside {
            unused: vec![Unused {
                path: text.to_owned(),
                is_a_loss: true,
                why: WhyUnused::OfNoCard,
            }],
            ..Beside::default()
        }),
    };
    let failures = many.failure().into_iter().map(Failure::from).collect();
    Ok(Outcome {
        failures,
        ..Outcome::of(Body::Many(many))
    })
}

#[test]
fn text_from_outside_begins_no_line_and_no_value_of_a_plugin() {
    for text in EVIL {
        let (said, state) = icinga::report(&run_of(text), &Seen::default(), Text::default());
        assert_eq!(state, State::Unknown);
        let lines: Vec<&str> = said.lines().collect();
        // Two cards and a file.
        assert_eq!(lines.len(), 4, "{said}");
        assert!(lines[0].starts_with("PINLOTSE UNKNOWN - "), "{said}");
        assert_eq!(said.matches('|').count(), 1, "{said}");
        let values = lines[0].split_once(" | ").unwrap().1;
        assert!(
            values
                .bytes()
                .all(|octet| octet.is_ascii_graphic() || octet == b' '),
            "{said}"
        );
        assert!(!said.contains(['\u{202E}', '\u{2028}', '\0']), "{said}");
    }
}

#[test]
fn text_from_outside_ends_no_label() {
    for text in EVIL {
        let said = prometheus::report(&run_of(text), 23, 0);
        for line in said.lines() {
            let is_one = line.starts_with("# HELP pinlotse_")
                || line.starts_with("# TYPE pinlotse_")
                || line.starts_with("pinlotse_");
            assert!(is_one, "{said}");
            let unescaped = line.replace("\\\\", "").replace("\\\"", "");
            assert_eq!(unescaped.matches('"').count() % 2, 0, "{line}");
        }
        assert_eq!(
            said.matches("\npinlotse_check_exit_code").count(),
            1,
            "{said}"
        );
        assert!(said.contains("pinlotse_check_exit_code 23\n"), "{said}");
        assert!(!said.contains(['\u{202E}', '\u{2028}', '\0']), "{said}");
    }
}

/// Prometheus refuses a file as a whole in which a value stands twice.
#[test]
fn cards_that_say_one_number_have_values_of_their_own() {
    let number = || CardName::Iccsn("80276883110000000017".to_owned());
    let reader = |name: &str| CardName::Reader(name.to_owned());
    let names = [
        number(),
        number(),
        number(),
        reader("a\0"),
        reader("a\u{200B}"),
    ];
    let many = Many {
        cards: names.map(|name| card(name, Vec::new())).into(),
        ..Many::default()
    };
    let said = prometheus::report(&Ok(Outcome::of(Body::Many(many))), 0, 0);
    let values = said.lines().filter(|line| !line.starts_with('#'));
    let mut series: Vec<&str> = values
        .filter_map(|line| Some(line.rsplit_once(' ')?.0))
        .collect();
    let all = series.len();
    series.sort_unstable();
    series.dedup();
    assert_eq!(series.len(), all, "{said}");
    for labels in [
        "\"80276883110000000017\"}",
        "\"80276883110000000017\",again=\"3\"}",
    ] {
        let line = format!("pinlotse_card_exit_code{{iccsn={labels} 0");
        assert!(said.contains(&line), "{said}");
    }
}

#[test]
fn every_exit_code_is_a_state_and_the_worst_one_counts() {
    let states =
        |codes: &[u8]| -> Vec<u8> { codes.iter().map(|code| State::of(*code).exit()).collect() };
    assert_eq!(states(&[exit::DONE]), [0]);
    assert_eq!(states(&[20, 22, 25]), [1, 1, 1]);
    assert_eq!(states(&[11, 12, 21]), [2, 2, 2]);
    assert_eq!(states(&[1, 3, 4, 5, 6, 7, 8, 15, 23, 24]), [3; 10]);
    let words = [State::Ok, State::Unknown, State::Warning, State::Critical];
    assert!(words.is_sorted());
    // An expired card is no less expired because of a file that cannot be read.
    let cards = Cards {
        code: Code {
            word: "certificate_expired",
            exit: 21,
        },
        topic: None,
        names: vec!["a".to_owned()],
        of: 2,
    };
    let lost = File::CertificatesLost {
        paths: vec!["b.der".to_owned()],
    };
    let run = Ok(Outcome {
        failures: vec![lost.into(), cards.into()],
        ..Outcome::of(Body::Many(Many::default()))
    });
    let (said, state) = icinga::report(&run, &Seen::default(), Text::default());
    assert_eq!(state, State::Critical, "{said}");
    assert!(said.contains("b.der"), "{said}");
}

#[test]
fn a_run_that_ended_early_is_one_line_whatever_it_was() {
    for failure in samples::all() {
        for language in [Language::De, Language::En] {
            let code = failure.code().exit;
            let what = format!("{failure:?}");
            let run = Err(failure_like(&failure));
            let (said, state) = icinga::report(&run, &Seen::default(), Text::new(language));
            assert_eq!(said.lines().count(), 1, "{what}: {said}");
            assert!(!said.contains('|'), "{what}: {said}");
            assert_eq!(state, State::of(run.as_ref().unwrap_err().code().exit));
            let values = prometheus::report(&run, code, 0);
            assert!(values.contains(&format!("pinlotse_check_exit_code {code}\n")));
            assert!(values.contains("pinlotse_cards 0\n"), "{values}");
        }
    }
}

/// A failure of the same words.
fn failure_like(failure: &Failure) -> Failure {
    let wanted = format!("{failure:?}");
    let mut all = samples::all().into_iter();
    all.find(|other| format!("{other:?}") == wanted).unwrap()
}
