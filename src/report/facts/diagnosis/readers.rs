//! What the readers and the cards in them mean.

use super::{
    Area, CardFound, Code, Diagnosis, Finding, Looked, Message, Problem, ReaderFound, Severity, pc,
};
use crate::card::{Kind, PinStatus};
use crate::reader::Features;
use crate::reader::Presence;
use crate::reader::features::looks_contactless;
use crate::report::facts::check::{self, Wrong};
use crate::report::facts::code;
use crate::report::facts::failure::CardInReader;
use crate::report::facts::next_step::NextStep;
use crate::report::facts::outcome::PinLine;
use crate::report::failure::Unreached;
use crate::report::words;
use crate::report::words::labels::{kind_label, own_label, transport_label};
use crate::report::{Failure, explain};
use crate::text::Text;
use crate::topics::radar;
use crate::topics::readers::Contactless;

pub(super) fn judge(seen: &Diagnosis, text: Text, findings: &mut Vec<Finding>) {
    if seen.service.is_err() {
        return;
    }
    presence(seen, text, findings);
    for found in &seen.readers {
        reader(found, seen, text, findings);
    }
    cards(seen, text, findings);
}

/// Whether there is a reader for the job.
fn presence(seen: &Diagnosis, text: Text, findings: &mut Vec<Finding>) {
    if let Some(wanted) = &seen.missing_reader {
        let readers = seen
            .readers
            .iter()
            .map(|reader| reader.name().to_owned())
            .collect();
        let message = explain(
            &Failure::Unreached(Unreached::NoSuchReader {
                wanted: wanted.clone(),
                readers,
            }),
            text,
        );
        let finding = Finding::problem(Problem::NoSuchReader.code(), Area::Readers, message.what);
        findings.push(finding.remedy(message.hint));
        return;
    }
    if seen.readers.is_empty() {
        let on_usb = seen.pc.usb.as_ref().map(|devices| !devices.is_empty());
        let (what, remedy) = match on_usb {
            Some(false) => (text.doctor_no_reader_usb(), text.doctor_no_reader_usb_do()),
            Some(true) => (text.doctor_no_reader(), text.doctor_no_reader_driver_do()),
            None => (
                text.doctor_no_reader(),
                explain(&Failure::Unreached(Unreached::NoReader), text).hint,
            ),
        };
        findings
            .push(Finding::problem(Problem::NoReader.code(), Area::Readers, what).remedy(remedy));
        let hint = Finding::plain(
            "ti_terminal_hint",
            Severity::Note,
            Area::Readers,
            text.reader_network_note(),
        );
        findings.push(hint.remedy(text.doctor_ti_terminal_do()));
    }
}

fn reader(found: &ReaderFound, seen: &Diagnosis, text: Text, findings: &mut Vec<Finding>) {
    let name = found.name();
    let before = findings.len();
    let mut say = |finding: Finding| findings.push(finding.of(name));
    let warning = |code, what| Finding::plain(code, Severity::Warning, Area::Readers, what);
    if found.is_contactless_only() {
        let only = seen.readers.iter().all(ReaderFound::is_contactless_only);
        let (problem, what) = (Problem::ContactlessOnly, text.doctor_contactless_only(name));
        let finding = Finding::in_the_way(only, problem, Severity::Warning, Area::Readers, what);
        say(finding.remedy(text.doctor_contactless_only_do()));
    }
    let pad = found.row.reader.pad();
    let was_asked = !found.row.busy && found.row.presence != Presence::Exclusive;
    let should_have_pad = found.model().is_some_and(|model| model.pad == Some(true));
    if pad.is_untrusted() {
        say(warning("pad_untrusted", text.pad_untrusted(name))
            .remedy(text.doctor_pad_untrusted_do()));
    } else if should_have_pad && was_asked && !pad.exists() {
        let finding = warning(
            "pad_features_missing",
            text.doctor_pad_features_missing(name),
        );
        say(finding.remedy(text.doctor_pad_features_missing_do()));
    } else if pad.exists() && !pad.can_modify() {
        say(warning("pad_verify_only", text.pad_verify_only(name))
            .remedy(text.doctor_pad_keyboard_do()));
    } else if pad.exists() && !pad.can_verify() {
        say(warning("pad_modify_only", text.pad_modify_only(name))
            .remedy(text.doctor_pad_keyboard_do()));
    }
    if let Some(needed) = pad.needs_firmware() {
        let own = found.row.reader.features.properties().firmware.clone();
        let what = match own.filter(|own| !own.trim().is_empty()) {
            Some(own) => text.doctor_firmware_tells(name, needed, own.trim()),
            None => text.doctor_firmware(name, needed),
        };
        let finding = Finding::plain("old_firmware", Severity::Note, Area::Readers, what);
        say(finding.remedy(text.doctor_firmware_do()));
    }
    if findings.len() == before {
        findings.push(
            Finding::plain(
                "reader_ok",
                Severity::Ok,
                Area::Readers,
                text.doctor_reader_ok(name),
            )
            .of(name),
        );
    }
}

fn cards(seen: &Diagnosis, text: Text, findings: &mut Vec<Finding>) {
    let any_suits = seen.readers.iter().filter_map(ReaderFound::card).any(suits);
    for found in &seen.readers {
        match &found.look {
            Looked::Empty => {}
            Looked::Failed { code, message } => {
                findings.push(failed(found, *code, message, seen, text))
            }
            Looked::Card(card) if suits(card) => ours(found, card, text, findings),
            Looked::Card(card) => findings.push(foreign(found, card, any_suits, text)),
        }
    }
    if !seen.readers.is_empty()
        && seen
            .readers
            .iter()
            .all(|found| matches!(found.look, Looked::Empty))
    {
        let finding = Finding::problem(Problem::NoCard.code(), Area::Card, text.no_card());
        findings.push(finding.remedy(text.no_card_do()));
    }
    if seen.card_not_found {
        let all = seen
            .readers
            .iter()
            .filter_map(|found| Some((found, found.card()?)));
        let all = all
            .map(|(found, card)| CardInReader::of(&card.view, found.name()))
            .collect();
        let message = explain(
            &Failure::Unreached(Unreached::NoSuchCard { found: all }),
            text,
        );
        let finding = Finding::problem(Problem::NoSuchCard.code(), Area::Card, message.what);
        findings.push(finding.remedy(message.hint));
    }
}

fn suits(card: &CardFound) -> bool {
    matches!(card.view.kind, Kind::Hba | Kind::Smcb)
}

/// A look that failed is a finding like any other.
fn failed(
    found: &ReaderFound,
    code: Code,
    message: &Message,
    seen: &Diagnosis,
    text: Text,
) -> Finding {
    let remedy = match code.word {
        "busy" => busy(seen, text),
        "not_allowed" => pc::not_permitted(seen, text),
        _ => message.hint.clone(),
    };
    Finding::problem(code, Area::Card, message.what.clone())
        .remedy(remedy)
        .of(found.name())
}

/// Who may hold the card, where the system tells.
fn busy(seen: &Diagnosis, text: Text) -> String {
    let programs = seen
        .pc
        .programs
        .as_deref()
        .filter(|_| !seen.is_virtual)
        .unwrap_or_default();
    let names = programs
        .iter()
        .map(|program| program.name.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    if names.is_empty() {
        text.doctor_busy_do()
    } else {
        text.doctor_busy_by_do(&names)
    }
}

fn foreign(found: &ReaderFound, card: &CardFound, any_suits: bool, text: Text) -> Finding {
    let what = text.doctor_foreign(&words::cards::in_reader(
        &CardInReader::of(&card.view, found.name()),
        text,
    ));
    let finding = Finding::in_the_way(
        !any_suits,
        Problem::ForeignCard,
        Severity::Note,
        Area::Card,
        what,
    );
    let finding = finding.of(found.name());
    if any_suits {
        finding
    } else {
        finding.remedy(text.wrong_kind_do())
    }
}

fn ours(found: &ReaderFound, card: &CardFound, text: Text, findings: &mut Vec<Finding>) {
    let before = findings.len();
    let name = found.name();
    let plain = |code, severity, what| Finding::plain(code, severity, Area::Card, what).of(name);
    if reads_through_the_air(found, card) {
        let finding = plain(
            "contactless_mode",
            Severity::Warning,
            text.doctor_contactless_mode(name),
        );
        findings.push(finding.remedy(text.doctor_contactless_mode_do()));
    }
    if card.view.iccsn.is_none() {
        let (code, what) = (
            Problem::NumberUnreadable.code(),
            text.doctor_number_unreadable(),
        );
        findings.push(
            Finding::problem(code, Area::Card, what)
                .remedy(text.next_ask_support())
                .of(name),
        );
    }
    for pin in card.status.pins.iter().filter(|pin| !pin.is_extra()) {
        findings.extend(pin_finding(pin, found, text).map(|finding| finding.of(name)));
    }
    findings.extend(
        certificate_findings(card, text)
            .into_iter()
            .map(|finding| finding.of(name)),
    );
    let next = words::status::next_step(card.status.next, &found.seen(), text);
    if matches!(
        card.status.next,
        NextStep::Activate | NextStep::ActivateExpired
    ) {
        let finding = plain(
            "transport",
            Severity::Note,
            text.doctor_transport(&kind_label(card.view.kind, text)),
        );
        findings.push(finding.remedy(next));
    } else if findings.len() == before {
        let finding = plain(
            "card_ok",
            Severity::Ok,
            text.doctor_card_ok(&kind_label(card.view.kind, text)),
        );
        findings.push(finding.remedy(next));
    }
}

/// What is known of cards like this one, and certificates that are missing or not in force yet.
/// Expiry is known, too.
fn certificate_findings(card: &CardFound, text: Text) -> Vec<Finding> {
    let known = card.status.findings.iter().map(|known| {
        let remedy = match known.look_for(text) {
            Some(look_for) => format!("{look_for} {}", known.hint(text)),
            None => known.hint(text).to_owned(),
        };
        let plain = |severity| Finding::plain(known.code(), severity, Area::Card, known.what(text));
        let finding = match known.severity() {
            radar::Severity::Ended => {
                Finding::problem(code::ended(known.code()), Area::Card, known.what(text))
            }
            radar::Severity::Act => plain(Severity::Warning),
            radar::Severity::Hint => plain(Severity::Note),
        };
        finding.remedy(remedy)
    });
    let wrong = card
        .status
        .sheet
        .iter()
        .flat_map(|sheet| check::failures(sheet, &[], &[]))
        .filter_map(|failure| {
            if !matches!(failure.wrong, Wrong::Missing | Wrong::NotYetValid { .. }) {
                return None;
            }
            let failure = Failure::Check(failure);
            let message = explain(&failure, text);
            Some(
                Finding::plain(
                    failure.code().word,
                    Severity::Warning,
                    Area::Card,
                    message.what,
                )
                .remedy(message.hint),
            )
        });
    known.chain(wrong).collect()
}

/// A reader with a slot and a contactless field reads the card by the latter: its ATR shows it.
fn reads_through_the_air(found: &ReaderFound, card: &CardFound) -> bool {
    let both = found
        .model()
        .is_some_and(|model| model.contactless == Contactless::Both);
    both && looks_contactless("", &Features::default(), &card.view.atr)
}

fn pin_finding(pin: &PinLine, found: &ReaderFound, text: Text) -> Option<Finding> {
    let label = own_label(pin.key, text);
    let state = words::pins::state(pin.status, pin.noted, text).1;
    let what = format!("{label}: {state}");
    let plain = |code, severity| Finding::plain(code, severity, Area::Card, what.clone());
    let problem = |problem: Problem| Finding::problem(problem.code(), Area::Card, what.clone());
    let noted = pin.noted.unwrap_or_default();
    Some(match pin.status {
        PinStatus::Blocked => {
            let in_transport = pin.is_blocked_in_transport();
            let next = if in_transport {
                NextStep::OrderReplacement
            } else {
                NextStep::Unblock
            };
            let next = words::status::next_step(next, &found.seen(), text);
            problem(Problem::PinBlocked).remedy(next)
        }
        PinStatus::Transport if noted.blocked => {
            problem(Problem::TransportBlockedNoted).remedy(text.blocked_transport_do())
        }
        PinStatus::Transport if noted.tries_left_at_most.is_some_and(|tries| tries <= 1) => {
            let caution = text.caution_last_transport(&transport_label(pin.key, text));
            plain("last_try_noted", Severity::Warning).remedy(caution)
        }
        PinStatus::Set { tries: 1 } => {
            plain("last_try", Severity::Warning).remedy(text.caution_last_own(&label))
        }
        PinStatus::Set { tries: 2 } => plain("wrong_entry", Severity::Note),
        PinStatus::Missing | PinStatus::Unreadable(_) => {
            problem(Problem::PinUnreadable).remedy(text.next_ask_support())
        }
        PinStatus::Disabled => {
            plain("pin_disabled", Severity::Warning).remedy(text.next_ask_support())
        }
        PinStatus::Transport | PinStatus::Empty | PinStatus::Verified | PinStatus::Set { .. } => {
            return None;
        }
    })
}
