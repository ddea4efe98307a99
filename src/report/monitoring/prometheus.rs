//! Measured values in the text format of Prometheus, version 0.0.4
//! (<https://prometheus.io/docs/instrumenting/exposition_formats/>), as the textfile collector of
//! node_exporter reads them.

use std::fmt::Write;

use super::cards;
use crate::card::PinStatus;
use crate::certificate::State;
use crate::holder::{CardName, Sheet};
use crate::online::{Answer, Error, Status};
use crate::order;
use crate::report::facts::many::{Many, OneCard};
use crate::report::{Failure, Outcome};
use crate::system::printable;

/// Names and values of a measured value's labels.
type Labels = Vec<(&'static str, String)>;

/// One measured value with what it is about.
struct Family {
    name: &'static str,
    help: &'static str,
    samples: Vec<(Labels, i64)>,
}

/// All that a run prints: `code` is its exit code, `at` when it was over (seconds since 1970).
#[must_use]
pub fn report(result: &Result<Outcome, Failure>, code: u8, at: i64) -> String {
    let none = Many::default();
    let many = cards(result).unwrap_or(&none);
    let single = |name, help, value| Family {
        name,
        help,
        samples: vec![(Vec::new(), value)],
    };
    let mut families = vec![
        single(
            "pinlotse_check_exit_code",
            "Exit code of the last run of pinlotse; 0 is all well.",
            code.into(),
        ),
        single(
            "pinlotse_check_timestamp_seconds",
            "When the last run of pinlotse was over, Unix time.",
            at,
        ),
        single(
            "pinlotse_cards",
            "Cards that were judged.",
            many.cards.len().try_into().unwrap_or(i64::MAX),
        ),
    ];
    if let Some(beside) = &many.beside {
        families.push(single(
            "pinlotse_unused_files",
            "Files of the folder that were not used.",
            beside.unused.len().try_into().unwrap_or(i64::MAX),
        ));
    }
    families.extend(of_cards(many));
    let mut text = String::new();
    for family in families.iter().filter(|family| !family.samples.is_empty()) {
        write(&mut text, family);
    }
    text
}

fn of_cards(many: &Many) -> [Family; 7] {
    let names = names(many);
    let each = |samples: &dyn Fn(&OneCard) -> Vec<(Labels, i64)>| -> Vec<(Labels, i64)> {
        let cards = many.cards.iter().zip(&names);
        cards
            .flat_map(|(card, name)| in_full(name, samples(card)))
            .collect()
    };
    let of_sheets = |samples: &dyn Fn(&Sheet) -> Vec<(Labels, i64)>| {
        each(&|card| sheet(card).map(samples).unwrap_or_default())
    };
    [
        Family {
            name: "pinlotse_card_info",
            help: "A card, its kind and the Telematik-ID of its holder; always 1.",
            samples: each(&|card| vec![(info(card), 1)]),
        },
        Family {
            name: "pinlotse_card_exit_code",
            help: "Exit code of a check of this card alone; 0 is all well.",
            samples: each(&|card| vec![(Vec::new(), card.exit().into())]),
        },
        Family {
            name: "pinlotse_certificate_not_after_seconds",
            help: "Last second of the certificate that counts for a purpose, Unix time.",
            samples: of_sheets(&|sheet| {
                counting(sheet, |_, until| until.map(|until| (None, until)))
            }),
        },
        Family {
            name: "pinlotse_certificate_state",
            help: "Whether the certificate that counts for a purpose is in this state, 1 or 0.",
            samples: of_sheets(&|sheet| {
                STATES
                    .iter()
                    .flat_map(|word| {
                        counting(sheet, |state, _| {
                            Some((
                                Some(("state", (*word).to_owned())),
                                i64::from(state.word() == *word),
                            ))
                        })
                    })
                    .collect()
            }),
        },
        Family {
            name: "pinlotse_certificate_online_status",
            help: "Whether the issuer's service says this of the certificate that counts, 1 or 0.",
            samples: each(&online),
        },
        Family {
            name: "pinlotse_pin_state",
            help: "Whether a PIN is in this state, 1 or 0.",
            samples: each(&pins),
        },
        Family {
            name: "pinlotse_pin_tries_left",
            help: "Tries that the card says are left for a PIN.",
            samples: each(&tries),
        },
    ]
}

/// States of a certificate, by their fixed words.
const STATES: [&str; 5] = ["valid", "expiring", "expired", "not_yet_valid", "unknown"];
/// What a service says, by the fixed words.
const ANSWERS: [&str; 5] = ["good", "revoked", "unknown", "unverified", "unavailable"];
/// States of a PIN, by their fixed words.
const PIN_STATES: [&str; 8] = [
    "transport",
    "empty",
    "set",
    "verified",
    "blocked",
    "disabled",
    "missing",
    "unreadable",
];

/// The labels that tell each card from all others. Cards that say one number (copies, or one that a
/// Konnektor lists twice) are counted: a file in which a value stands twice is refused as a whole.
fn names(many: &Many) -> Vec<Labels> {
    let names = many.cards.iter().map(|card| match &card.name {
        CardName::Iccsn(number) => vec![("iccsn", number.clone())],
        CardName::TelematikId { id, nth } => {
            vec![("telematik_id", id.clone()), ("nth", nth.to_string())]
        }
        CardName::File(file) => vec![("file", printable::line(file))],
        CardName::Reader(reader) => vec![("reader", printable::line(reader))],
    });
    let again = |name: &Labels, nth: usize| [&name[..], &[("again", nth.to_string())]].concat();
    order::distinct(names.collect(), again).collect()
}

/// The values of a card with the labels that tell it from all others.
fn in_full(
    name: &Labels,
    samples: Vec<(Labels, i64)>,
) -> impl Iterator<Item = (Labels, i64)> + use<'_> {
    samples.into_iter().map(move |(labels, value)| {
        let known = |label: &&(&'static str, String)| name.iter().all(|(own, _)| *own != label.0);
        let further: Labels = labels.iter().filter(known).cloned().collect();
        (name.iter().cloned().chain(further).collect(), value)
    })
}

fn sheet(card: &OneCard) -> Option<&Sheet> {
    card.status.as_ref()?.sheet.as_ref()
}

fn info(card: &OneCard) -> Labels {
    let id = sheet(card).and_then(Sheet::telematik_id);
    let id = id.map(|(_, id)| ("telematik_id", id.to_owned()));
    let kind = ("kind", card.kind.word().to_owned());
    let mark = card.is_virtual().then(|| ("virtual", "true".to_owned()));
    [kind].into_iter().chain(id).chain(mark).collect()
}

/// Of each certificate that counts: another label and the value that `sample` makes of its state and
/// its last second.
fn counting(
    sheet: &Sheet,
    sample: impl Fn(State, Option<i64>) -> Option<(Option<(&'static str, String)>, i64)>,
) -> Vec<(Labels, i64)> {
    let needed = sheet
        .counting()
        .filter(|(row, ..)| row.file.purpose.is_needed());
    let samples = needed.filter_map(|(row, certificate, judgement)| {
        let (label, value) = sample(judgement.state, certificate.not_after)?;
        let purpose = ("purpose", row.file.purpose.word().to_owned());
        Some(([purpose].into_iter().chain(label).collect(), value))
    });
    samples.collect()
}

fn online(card: &OneCard) -> Vec<(Labels, i64)> {
    let asked = card.status.iter().flat_map(|status| &status.asked);
    let samples = asked.flat_map(|asked| {
        let is = said(&asked.result);
        ANSWERS.iter().map(move |word| {
            let labels = vec![
                ("purpose", asked.file.purpose.word().to_owned()),
                ("status", (*word).to_owned()),
            ];
            (labels, i64::from(*word == is))
        })
    });
    samples.collect()
}

/// An answer that anybody on the way may have given says nothing.
fn said(result: &Result<Answer, Error>) -> &'static str {
    use crate::online::Trust;
    match result {
        Err(_) => "unavailable",
        Ok(answer) => match (answer.trust, &answer.status) {
            (Trust::Unverified(_), _) => "unverified",
            (Trust::Verified, Status::Good) => "good",
            (Trust::Verified, Status::Revoked { .. }) => "revoked",
            (Trust::Verified, Status::Unknown) => "unknown",
        },
    }
}

fn pins(card: &OneCard) -> Vec<(Labels, i64)> {
    let pins = card.status.iter().flat_map(|status| &status.pins);
    let samples = pins.flat_map(|pin| {
        PIN_STATES.iter().map(|word| {
            let labels = vec![
                ("pin", pin.key.word().to_owned()),
                ("state", (*word).to_owned()),
            ];
            (labels, i64::from(pin.status.word() == *word))
        })
    });
    samples.collect()
}

fn tries(card: &OneCard) -> Vec<(Labels, i64)> {
    let pins = card.status.iter().flat_map(|status| &status.pins);
    let samples = pins.filter_map(|pin| {
        let left = PinStatus::tries_named(pin.status)?;
        Some((vec![("pin", pin.key.word().to_owned())], left.into()))
    });
    samples.collect()
}

/// A family as the format has it: every one of this program is a gauge.
fn write(text: &mut String, family: &Family) {
    let Family {
        name,
        help,
        samples,
    } = family;
    // Writing to a string does not fail.
    let _ = writeln!(text, "# HELP {name} {help}");
    let _ = writeln!(text, "# TYPE {name} gauge");
    for (labels, value) in samples {
        let labels: Vec<String> = labels
            .iter()
            .map(|(label, value)| format!("{label}=\"{}\"", escaped(value)))
            .collect();
        let _ = match labels.as_slice() {
            [] => writeln!(text, "{name} {value}"),
            labels => writeln!(text, "{name}{{{}}} {value}", labels.join(",")),
        };
    }
}

/// The value of a label: one line, with backslash and quote escaped.
fn escaped(value: &str) -> String {
    printable::line(value)
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
}
