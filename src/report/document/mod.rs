//! The JSON document of a run: `schema`, `command`, … as docs/json.md describes them. Fixed words;
//! messages follow the language and are no contract.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::facts::outcome::{
    Body, PinLine, PinResult, ReaderRow, Seen, SeenReader, StatusBody, TriesBasis,
};
use super::words::{certificates, status as people, topic};
use super::{Failure, exit};

pub mod diagnosis;

use crate::card::{PinStatus, View};
use crate::reader::Presence;
use crate::system::os::Os;
use crate::text::Text;

/// Name and major version of the document format.
pub const SCHEMA: &str = "pinlotse/1";

/// What is the same in every document.
#[derive(Debug, Clone, Copy, Default)]
pub struct Run<'a> {
    /// The command; `None` where it could not be understood.
    pub command: Option<&'a str>,
    /// Whether a virtual card was worked on.
    pub is_virtual: bool,
    /// Whether it was a dry run.
    pub dry_run: bool,
}

/// Document of a run that has an outcome.
#[must_use]
pub fn of_outcome(run: Run<'_>, outcome: &super::Outcome, seen: &Seen, text: Text) -> Value {
    let mut document = common(run, seen, outcome.changed, &outcome.failures, text);
    document.extend(body(&outcome.body, seen, text));
    Value::Object(document)
}

/// Document of a run that failed before it had an outcome.
#[must_use]
pub fn of_failure(run: Run<'_>, failure: &Failure, seen: &Seen, text: Text) -> Value {
    Value::Object(common(
        run,
        seen,
        false,
        std::slice::from_ref(failure),
        text,
    ))
}

fn common(
    run: Run<'_>,
    seen: &Seen,
    changed: bool,
    failures: &[Failure],
    text: Text,
) -> Map<String, Value> {
    let deciding = super::facts::outcome::deciding(failures);
    let exit = deciding.map_or(exit::DONE, |failure| failure.code().exit);
    let mut document = object(json!({
        "schema": SCHEMA,
        "command": run.command,
        "version": env!("CARGO_PKG_VERSION"),
        "virtual": run.is_virtual,
        "dry_run": run.dry_run,
        "reader": seen.reader.as_ref().map(reader),
        "card": seen.card.as_ref().map(card),
        "changed": changed,
        "exit": exit,
        "error": deciding.map(|failure| error(failure, seen, text)),
    }));
    if failures.len() > 1 {
        let errors = failures
            .iter()
            .map(|failure| error(failure, seen, text))
            .collect();
        document.insert("errors".to_owned(), Value::Array(errors));
    }
    document
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn error(failure: &Failure, seen: &Seen, text: Text) -> Value {
    let code = failure.code();
    let message = people::explain(failure, seen, text);
    json!({
        "code": code.word,
        "exit": code.exit,
        "message": message.what,
        "hint": message.hint,
        "status_word": failure.status_word().map(|status| status.to_string()),
        "pin": failure.pin().map(|pin| pin.word()),
        "tries_left": failure.tries_left(),
        "puk_uses_left": failure.puk_uses_left(),
        "topic": message.topic,
    })
}

/// The word for an operating system.
pub(super) const fn os_word(os: Os) -> &'static str {
    match os {
        Os::Linux => "linux",
        Os::Windows => "windows",
        Os::Macos => "macos",
        Os::Other => "other",
    }
}

fn reader(reader: &SeenReader) -> Value {
    let pad = reader.pad();
    json!({
        "name": reader.name,
        // One that must not be used is none.
        "pin_pad": pad.can_verify() || pad.can_modify(),
        "display": reader.features.display,
        "contactless": reader.contactless,
    })
}

pub(super) fn card(card: &View) -> Value {
    json!({
        "kind": card.kind.word(),
        "generation": card.version.map(|version| version.generation().name()),
        "product_version": card.version.map(|version| version.to_string()),
        "iccsn": card.iccsn.as_ref().map(|iccsn| iccsn.as_str()),
        "atr": hex::encode_upper(&card.atr),
    })
}

fn body(body: &Body, seen: &Seen, text: Text) -> Map<String, Value> {
    object(match body {
        Body::Readers(rows) => {
            json!({ "readers": rows.iter().map(reader_row).collect::<Vec<_>>() })
        }
        Body::Status(status) => status_body(status, seen, text),
        Body::Results {
            results,
            complete,
            unused,
        } => json!({
            "results": results.iter().map(result).collect::<Vec<_>>(),
            "complete": complete,
            "unused": unused,
        }),
        Body::Certificates {
            sheet,
            asked,
            exported,
        } => json!({
            "holder": certificates::holder_json(sheet),
            "certificates": certificates::rows_json(sheet, asked, text),
            "exported": exported.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
        }),
        Body::Created(path) => json!({ "file": path.display().to_string() }),
        Body::Doctor(seen) => diagnosis::document(seen, text),
        Body::Own(document) => document.clone(),
        Body::Nothing => json!({}),
    })
}

/// One row of `readers`.
pub(super) fn reader_row(row: &ReaderRow) -> Value {
    let mut value = object(reader(&row.reader));
    let presence = match row.presence {
        Presence::Empty => "empty",
        _ if row.busy => "busy",
        Presence::Exclusive => "busy",
        Presence::Mute => "mute",
        Presence::Card if row.card.is_none() => "mute",
        Presence::Card => "card",
    };
    value.insert("state".to_owned(), json!(presence));
    value.insert(
        "pin_pad_can_change".to_owned(),
        json!(row.reader.pad().can_modify()),
    );
    value.insert(
        "card".to_owned(),
        json!(row.card.as_ref().map(|(kind, iccsn)| json!({
            "kind": kind.word(),
            "iccsn": iccsn.as_ref().map(|iccsn| iccsn.as_str()),
        }))),
    );
    Value::Object(value)
}

pub(super) fn status_body(status: &StatusBody, seen: &Seen, text: Text) -> Value {
    json!({
        "pins": status.pins.iter().map(pin).collect::<Vec<_>>(),
        "holder": status.sheet.as_ref().map(certificates::holder_json),
        "certificates": status.sheet.iter().flat_map(|sheet| certificates::rows_json(sheet, &status.asked, text)).collect::<Vec<_>>(),
        "findings": status.findings.iter().map(topic::finding_document).collect::<Vec<_>>(),
        "next_step": { "code": status.next.word(), "message": people::next_step(status.next, seen, text) },
    })
}

#[derive(Serialize)]
struct Pin {
    pin: &'static str,
    name: &'static str,
    state: &'static str,
    tries_left: Option<u8>,
    tries_basis: &'static str,
    wrong_noted: Option<u8>,
    unknown_noted: Option<u8>,
    blocked_in_transport: Option<bool>,
}

fn pin(pin: &PinLine) -> Pin {
    let (tries_left, basis) = match (
        pin.status,
        pin.noted.and_then(|noted| noted.tries_left_at_most),
    ) {
        (PinStatus::Set { tries }, _) => (Some(tries), TriesBasis::Card),
        (PinStatus::Blocked, _) => (Some(0), TriesBasis::Card),
        (PinStatus::Transport, Some(tries)) => (Some(tries), TriesBasis::Notes),
        _ => (None, TriesBasis::None),
    };
    Pin {
        pin: pin.key.word(),
        name: pin.key.name(),
        state: pin.status.word(),
        tries_left,
        tries_basis: basis.word(),
        wrong_noted: pin.noted.map(|noted| noted.wrong),
        unknown_noted: pin.noted.map(|noted| noted.unknown),
        blocked_in_transport: pin.noted.map(|_| pin.is_blocked_in_transport()),
    }
}

fn result(result: &PinResult) -> Value {
    json!({
        "pin": result.key.word(),
        "name": result.key.name(),
        "before": result.before.word(),
        "after": result.after.map(PinStatus::word),
        "changed": result.changed,
        "answer": result.answer.map(|answer| answer.word()),
        "skipped": result.skipped.map(|skipped| skipped.word()),
        "tries_basis": result.tries_basis.map(|basis| basis.word()),
        "entry": result.entry.map(|entry| entry.word()),
        "right": result.right,
    })
}
