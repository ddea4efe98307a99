//! One of each thing that can go wrong.

use super::super::answer::{Answer, End};
use super::super::codes::CODES;
use super::super::envelope::FaultLook;
use super::super::request::Operation;
use super::{Fault, Spoil};

/// Faults that make sense for this operation, each once: for tables and random walks. `Debug` names
/// them.
pub fn samples(operation: Operation) -> Vec<Fault> {
    let mut all = transport();
    if operation == Operation::Directory {
        return all;
    }
    for line in CODES {
        all.push(Fault::code(line.code));
    }
    all.extend(looks());
    // Cards and terminals have numbers of their own (gemSpec_COS, SICCT: 6982).
    all.push(Fault::code(0x6982));
    let warnings = CODES.iter().filter(|line| line.severity == "Warning");
    all.extend(warnings.map(|line| Fault::Warning(line.code)));
    all.extend(words(operation));
    let name: &'static str = match operation {
        Operation::GetCards => "Card",
        Operation::GetCardTerminals => "CardTerminal",
        Operation::ReadCardCertificate => "X509DataInfo",
        Operation::GetPinStatus => "PinStatus",
        _ => "PinResult",
    };
    let spoils = [
        Spoil::Without("Status"),
        Spoil::Without(name),
        Spoil::Elsewhere(name),
        Spoil::Extra(name),
        Spoil::Saying("Result", "Perhaps"),
    ];
    all.extend(spoils.map(Fault::Spoiled));
    all
}

/// What may happen to any request.
fn transport() -> Vec<Fault> {
    let mut all = vec![
        Fault::Reply(Answer::cut()),
        Fault::Reply(Answer::hangs()),
        Fault::http(
            "401 Unauthorized",
            "WWW-Authenticate: Basic realm=\"Konnektor\"\r\n",
            "",
        ),
        Fault::http("403 Forbidden", "", "no"),
        Fault::http("404 Not Found", "", ""),
        Fault::http("302 Found", "Location: https://example.org/\r\n", ""),
        Fault::http("503 Service Unavailable", "Retry-After: 5\r\n", ""),
        Fault::page(),
        Fault::empty(),
    ];
    let spoils = [
        Spoil::Lost(End::Cut),
        Spoil::Lost(End::Hangs),
        Spoil::CutAfter(12, End::Cut),
        Spoil::CutAfter(12, End::Hangs),
        Spoil::Half(End::Cut),
        Spoil::Half(End::Closed),
        Spoil::Half(End::Hangs),
        Spoil::Bomb,
        Spoil::Padded(10 << 20),
        Spoil::NotUtf8,
    ];
    all.extend(spoils.map(Fault::Spoiled));
    all
}

/// One fault in every look.
fn looks() -> Vec<Fault> {
    let looks = [
        FaultLook {
            own_trace: Some(true),
            ..FaultLook::default()
        },
        FaultLook {
            severity: Some("Fatal"),
            ..FaultLook::default()
        },
        FaultLook {
            without_detail: true,
            ..FaultLook::default()
        },
        FaultLook {
            status: Some("200 OK"),
            bare: true,
            fault_code: Some("S:Client"),
            ..FaultLook::default()
        },
    ];
    looks.map(|look| Fault::Code(4049, look)).into()
}

/// Every PinResult or PinStatus, and one that nobody knows.
fn words(operation: Operation) -> Vec<Fault> {
    let words: &[(&'static str, Option<u8>)] = match operation {
        Operation::GetPinStatus => &[
            ("VERIFIED", None),
            ("VERIFIABLE", None),
            ("VERIFIABLE", Some(0)),
            ("VERIFIABLE", Some(1)),
            ("TRANSPORT_PIN", None),
            ("TRANSPORT_PIN", Some(0)),
            ("TRANSPORT_PIN", Some(3)),
            ("EMPTY_PIN", None),
            ("BLOCKED", Some(0)),
            ("BLOCKED", None),
            ("DISABLED", None),
            ("ASLEEP", None),
        ],
        _ if operation.asks_for_digits() => &[
            ("ERROR", None),
            ("OK", None),
            ("REJECTED", Some(2)),
            ("REJECTED", Some(1)),
            ("REJECTED", None),
            ("WASBLOCKED", None),
            ("NOWBLOCKED", Some(0)),
            ("NOWBLOCKED", None),
            ("TRANSPORT_PIN", None),
            ("MAYBE", None),
        ],
        _ => &[],
    };
    let fault = |(word, left): &(&'static str, Option<u8>)| Fault::Word(word, *left);
    words.iter().map(fault).collect()
}
