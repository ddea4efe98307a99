//! Findings in words: what `readers` and `status` show, and what is wrong with secrets.

use std::borrow::Cow;

use super::failure::Message;
use super::labels::{kind_label, own_label, transport_label};
use super::line::Line;
use super::{certificates, topic};
use crate::card::{Iccsn, Kind, PinStatus, View};
use crate::reader::Presence;
use crate::reader::embedded;
use crate::report::Failure;
use crate::report::facts::failure::CardInReader;
use crate::report::facts::next_step::NextStep;
use crate::report::facts::outcome::{Noted, PinLine, ReaderRow, Seen, StatusBody};
use crate::text::{Text, Tone};
use crate::topics::radar::Finding;

/// How a command that is quoted begins, in either language.
const QUOTED_CALLS: [&str; 2] = ["„pinlotse ", "“pinlotse "];

/// A card in a few words: `eHBA …0885`.
#[must_use]
pub fn short_card(kind: Kind, iccsn: Option<&Iccsn>, text: Text) -> String {
    let name = kind_label(kind, text);
    match iccsn {
        Some(iccsn) => format!("{name} …{}", iccsn.tail()),
        None => name,
    }
}

/// A card and its reader; with its ATR where it has no name.
#[must_use]
pub fn card_in_reader(found: &CardInReader, text: Text) -> String {
    let mut card = short_card(found.kind, found.iccsn.as_ref(), text);
    if found.kind == Kind::Unknown {
        card = text.foreign_card(
            &card,
            &hex::encode_upper(&found.atr),
            &found.answer.to_string(),
        );
    }
    text.in_reader(&card, &found.reader)
}

/// Several of them.
#[must_use]
pub fn cards_in_readers(found: &[CardInReader], text: Text) -> String {
    found
        .iter()
        .map(|card| card_in_reader(card, text))
        .collect::<Vec<_>>()
        .join("; ")
}

/// What `status` shows.
#[must_use]
pub fn status(body: &StatusBody, seen: &Seen, text: Text) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(card) = &seen.card {
        lines.extend(card_lines(card, text));
        lines.extend(
            body.sheet
                .iter()
                .flat_map(|sheet| certificates::holder_lines(card.kind, sheet, text)),
        );
    }
    if let Some(reader) = &seen.reader {
        lines.push((Tone::Plain, text.reader_line(&reader.name)));
    }
    lines.push((Tone::Plain, String::new()));
    lines.extend(pin_lines(&body.pins, text));
    lines.extend(
        body.sheet
            .iter()
            .flat_map(|sheet| certificates::validity_lines(sheet, text)),
    );
    lines.extend(certificates::service_lines(&body.asked, text));
    lines.push((Tone::Plain, String::new()));
    lines.push((
        Tone::Heading,
        text.next_step(&next_step(body.next, seen, text)),
    ));
    lines.extend(
        body.pins
            .iter()
            .filter_map(|pin| caution(pin, body.next, seen, text)),
    );
    for finding in body
        .findings
        .iter()
        .filter(|finding| !is_said_by(body.next, finding))
    {
        lines.push((Tone::Plain, String::new()));
        lines.extend(topic::finding_lines(finding, text));
    }
    lines
}

/// Whether the next step says all that the finding would.
fn is_said_by(next: NextStep, finding: &Finding) -> bool {
    match next {
        NextStep::Expired | NextStep::ActivateExpired => finding.code == "expired",
        NextStep::FollowUp { .. } => finding.code == "replacement_due",
        _ => false,
    }
}

/// The state of each PIN, and what is noted of an outcome that nobody knew.
#[must_use]
pub fn pin_lines(pins: &[PinLine], text: Text) -> Vec<Line> {
    let mut lines: Vec<Line> = pins.iter().map(|pin| pin_line(pin, text)).collect();
    if pins
        .iter()
        .any(|pin| pin.noted.is_some_and(|noted| noted.unknown > 0))
    {
        lines.push((Tone::Warning, text.noted_open()));
    }
    lines
}

/// What the one next step does not say: few tries left, and a blocked PIN beside one that is to be
/// activated.
fn caution(pin: &PinLine, next: NextStep, seen: &Seen, text: Text) -> Option<Line> {
    match pin.status {
        // The next step is about it.
        PinStatus::Blocked if pin.is_blocked_in_transport() => None,
        PinStatus::Blocked if next != NextStep::Unblock => {
            let label = own_label(pin.key, text);
            let unblock = text.next_unblock(&call("unblock", seen));
            Some((
                Tone::Warning,
                format!(
                    "{} {}",
                    text.caution_blocked(&label, &unblock),
                    text.blocked_never_set_do()
                ),
            ))
        }
        _ => last_try(pin, text),
    }
}

/// A PIN of which at most one try is known to be left.
#[must_use]
pub fn last_try(pin: &PinLine, text: Text) -> Option<Line> {
    match pin.status {
        PinStatus::Set { tries: 1 } => Some((
            Tone::Warning,
            text.caution_last_own(&own_label(pin.key, text)),
        )),
        PinStatus::Transport => {
            let noted = pin.noted.filter(|noted| !noted.blocked)?;
            let few = noted.tries_left_at_most.is_some_and(|tries| tries <= 1);
            few.then(|| {
                (
                    Tone::Warning,
                    text.caution_last_transport(&transport_label(pin.key, text)),
                )
            })
        }
        _ => None,
    }
}

/// Kind, version and number of a card.
#[must_use]
pub fn card_lines(card: &View, text: Text) -> Vec<Line> {
    let version = card
        .version
        .map(|version| text.version_suffix(version.generation().name(), &version.to_string()));
    let number = match &card.iccsn {
        Some(iccsn) => text.iccsn_line(&iccsn.grouped()),
        None => text.iccsn_unreadable(),
    };
    vec![
        (
            Tone::Heading,
            text.card_line(&kind_label(card.kind, text), &version.unwrap_or_default()),
        ),
        (Tone::Plain, number),
    ]
}

/// How a command is called for what was looked at: the advice of a rehearsal must not lead to a
/// real card.
#[must_use]
pub fn call(command: &str, seen: &Seen) -> String {
    match &seen.reader {
        Some(reader) if embedded::is_meant_by(&reader.name) => {
            format!("pinlotse --reader {} {command}", reader.name)
        }
        _ => format!("pinlotse {command}"),
    }
}

/// A sentence about what was looked at: the commands that it quotes are those of [`call`], so that
/// somebody who rehearses and types what is written stays in the rehearsal.
#[must_use]
pub fn with_calls<'a>(line: &'a str, seen: &Seen) -> Cow<'a, str> {
    let Some(reader) = seen
        .reader
        .as_ref()
        .filter(|reader| embedded::is_meant_by(&reader.name))
    else {
        return Cow::Borrowed(line);
    };
    let mut whole = line.to_owned();
    for quoted in QUOTED_CALLS {
        let mut parts = whole.split(quoted);
        let mut with = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            with.push_str(quoted);
            // A reader is named there already, or it is about the program or the rehearsal as such.
            if !part.starts_with("--") && !part.starts_with("virtual ") {
                with.push_str(&format!("--reader {} ", reader.name));
            }
            with.push_str(part);
        }
        whole = with;
    }
    Cow::Owned(whole)
}

/// A failure in words, with the commands of what was looked at.
#[must_use]
pub fn explain(failure: &Failure, seen: &Seen, text: Text) -> Message {
    let message = super::failure::explain(failure, text);
    let with_calls = |line: &str| with_calls(line, seen).into_owned();
    Message {
        what: with_calls(&message.what),
        hint: with_calls(&message.hint),
    }
}

/// The first line of a failure: an own wish is no error.
#[must_use]
pub fn headline(failure: &Failure, what: String, text: Text) -> Line {
    if failure.is_own_wish() {
        (Tone::Warning, what)
    } else {
        (Tone::Bad, format!("{} {what}", text.app_error()))
    }
}

/// The next sensible step in words.
#[must_use]
pub fn next_step(next: NextStep, seen: &Seen, text: Text) -> String {
    match next {
        NextStep::Activate => text.next_activate(&call("activate", seen)),
        NextStep::ActivateExpired => text.next_activate_expired(&call("activate", seen)),
        NextStep::Unblock => format!(
            "{} {}",
            text.next_unblock(&call("unblock", seen)),
            text.blocked_never_set_do()
        ),
        NextStep::AskSupport => text.next_ask_support(),
        NextStep::OrderReplacement => text.blocked_transport_do(),
        NextStep::Ended => text.next_ended(),
        NextStep::Revoked => text.next_revoked(),
        NextStep::Release => text.next_release(),
        NextStep::Released => text.next_none_released(),
        NextStep::Unsure => text.next_unsure(),
        NextStep::ValidFrom { on } => text.next_valid_from(&certificates::day(on, text)),
        NextStep::Expired => text.next_expired(),
        NextStep::FollowUp { on } => text.next_follow_up(&certificates::day(on, text)),
        NextStep::VerifyCertificates => text.next_verify_certificates(&call("certs", seen)),
        NextStep::None => text.next_none_offline(&call("status --online", seen)),
    }
}

fn pin_line(pin: &PinLine, text: Text) -> Line {
    let (tone, state) = pin_state(pin.status, pin.noted, text);
    (tone, format!("{}: {state}", own_label(pin.key, text)))
}

/// The state of a PIN in words; notes are named as notes.
#[must_use]
pub fn pin_state(status: PinStatus, noted: Option<Noted>, text: Text) -> (Tone, String) {
    match status {
        PinStatus::Transport if noted.is_some_and(|noted| noted.blocked) => {
            (Tone::Bad, text.noted_blocked())
        }
        PinStatus::Transport => match noted.and_then(|noted| noted.tries_left_at_most) {
            Some(tries) => (Tone::Warning, text.pin_transport_noted(&text.tries(tries))),
            None => (Tone::Warning, text.pin_transport()),
        },
        PinStatus::Empty => (Tone::Plain, text.pin_empty()),
        PinStatus::Set { tries: tries @ 3.. } => (Tone::Good, text.pin_set(&text.tries(tries))),
        PinStatus::Set { tries } => (Tone::Warning, text.pin_set(&text.tries(tries))),
        PinStatus::Verified => (Tone::Good, text.pin_verified()),
        PinStatus::Blocked if noted.is_some_and(|noted| noted.blocked_in_transport) => {
            (Tone::Bad, text.pin_blocked_in_transport())
        }
        PinStatus::Blocked => (Tone::Bad, text.pin_blocked()),
        PinStatus::Disabled => (Tone::Warning, text.pin_disabled()),
        PinStatus::Missing => (Tone::Plain, text.pin_missing()),
        PinStatus::Unreadable(status) => (Tone::Warning, text.pin_unreadable(&status.to_string())),
    }
}

/// What `readers` shows.
#[must_use]
pub fn readers(rows: &[ReaderRow], is_virtual: bool, text: Text) -> Vec<Line> {
    let mut lines = Vec::new();
    if rows.is_empty() {
        lines.push((Tone::Warning, text.no_readers_listed()));
    }
    for row in rows {
        lines.extend(reader_row(row, text));
    }
    if !is_virtual {
        lines.push((Tone::Plain, text.reader_network_note()));
    }
    lines
}

/// A reader, what it can do, and what is in it.
#[must_use]
pub fn reader_row(row: &ReaderRow, text: Text) -> [Line; 3] {
    [
        (Tone::Heading, row.reader.name.clone()),
        (Tone::Plain, format!("  {}", features(row, text))),
        reader_card(row, text),
    ]
}

fn features(row: &ReaderRow, text: Text) -> String {
    let pad = row.reader.pad();
    let mut words = vec![match (pad.can_verify(), pad.can_modify()) {
        _ if pad.is_untrusted() => text.reader_pad_untrusted(),
        (_, true) => text.reader_pad_yes(),
        (true, false) => text.reader_pad_verify_only(),
        (false, false) => text.reader_pad_no(),
    }];
    if row.reader.features.display {
        words.push(text.reader_display());
    }
    if row.reader.contactless {
        words.push(text.reader_contactless());
    }
    words.join(", ")
}

fn reader_card(row: &ReaderRow, text: Text) -> Line {
    let (tone, card) = match (&row.card, row.presence) {
        (Some((kind, iccsn)), _) => (Tone::Good, short_card(*kind, iccsn.as_ref(), text)),
        (None, Presence::Empty) => (Tone::Plain, text.reader_empty()),
        (None, _) if row.busy => (Tone::Warning, text.reader_busy()),
        (None, Presence::Exclusive) => (Tone::Warning, text.reader_busy()),
        (None, _) => (Tone::Warning, text.reader_mute()),
    };
    (tone, format!("  {card}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::Features;
    use crate::report::facts::outcome::SeenReader;

    fn seen(name: &str) -> Seen {
        let reader = SeenReader {
            name: name.to_owned(),
            features: Features::default(),
            contactless: false,
        };
        Seen {
            reader: Some(reader),
            card: None,
        }
    }

    #[test]
    fn in_a_rehearsal_every_quoted_command_names_its_reader_once() {
        let virtual_one = seen("virtual:hba");
        for (line, with) in [
            (
                "Zuerst „pinlotse activate“ aufrufen.",
                "Zuerst „pinlotse --reader virtual:hba activate“ aufrufen.",
            ),
            (
                "Run “pinlotse status”, then go.",
                "Run “pinlotse --reader virtual:hba status”, then go.",
            ),
            (
                "„pinlotse status“ oder „pinlotse verify --pin ch“.",
                "„pinlotse --reader virtual:hba status“ oder „pinlotse --reader virtual:hba verify --pin ch“.",
            ),
            (
                "„pinlotse --reader virtual:hba certs“",
                "„pinlotse --reader virtual:hba certs“",
            ),
            ("„pinlotse --help“", "„pinlotse --help“"),
            (
                "„pinlotse virtual letter hba“",
                "„pinlotse virtual letter hba“",
            ),
            (
                "Ein anderer Lauf von pinlotse ist",
                "Ein anderer Lauf von pinlotse ist",
            ),
        ] {
            assert_eq!(with_calls(line, &virtual_one), with);
            assert_eq!(with_calls(line, &seen("Leser 00 00")), line);
            assert_eq!(with_calls(line, &Seen::default()), line);
        }
    }
}
