//! What `status` shows, and the next sensible step in words.

use super::calls::call;
use super::dates::day;
use super::labels::{own_label, transport_label};
use super::line::Line;
use super::{bars, cards, certificates, pins, readers, release, state, topic};
use crate::card::{Kind, PinStatus, View};
use crate::holder;
use crate::pins::PinKey;
use crate::report::facts::check::EXPIRED;
use crate::report::facts::next_step::NextStep;
use crate::report::facts::outcome::{Seen, StatusBody};
use crate::text::{Text, Tone};
use crate::topics::radar::Finding;

/// What `status` shows.
#[must_use]
pub fn lines(body: &StatusBody, seen: &Seen, text: Text) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(card) = &seen.card {
        lines.extend(cards::lines(card, text));
        lines.extend(
            body.sheet
                .iter()
                .flat_map(|sheet| certificates::holder_lines(sheet, text)),
        );
    }
    if let Some(reader) = &seen.reader {
        lines.push((Tone::Plain, readers::place_line(reader, text)));
    }
    lines.push((Tone::Plain, String::new()));
    lines.extend(pins::lines(&body.pins, text));
    lines.extend(
        body.sheet
            .iter()
            .flat_map(|sheet| certificates::validity_lines(sheet, text)),
    );
    let released = released(body, seen, text);
    if !released.is_empty() {
        lines.push((Tone::Plain, String::new()));
        lines.extend(released);
    }
    for finding in body
        .findings
        .iter()
        .filter(|finding| !is_said_by(body.next, finding))
    {
        lines.push((Tone::Plain, String::new()));
        lines.push(state::finding_line(finding, text));
        lines.extend(topic::more(finding.topic(), text).map(|more| (Tone::Plain, more)));
    }
    lines.push((Tone::Plain, String::new()));
    lines.extend(
        body.pins
            .iter()
            .filter_map(|pin| pins::caution(pin, body.next, body.bar, seen, text)),
    );
    // What is to be done stands last, where it cannot scroll away.
    lines.push((
        Tone::Heading,
        text.next_step(&next_step(body.next, seen, text)),
    ));
    lines
}

/// Whether the card is released; nothing where nobody was asked.
fn released(body: &StatusBody, seen: &Seen, text: Text) -> Vec<Line> {
    let around = release::Around {
        issuer: body.sheet.as_ref().and_then(holder::issuer),
        kind: seen.card.as_ref().map_or(Kind::Unknown, |card| card.kind),
        at_command_line: true,
        is_invented: seen.card.as_ref().is_some_and(View::is_invented),
    };
    release::lines(&body.asked, around, text)
}

/// Whether the next step says all that the finding would.
fn is_said_by(next: NextStep, finding: &Finding) -> bool {
    match next {
        NextStep::Expired | NextStep::ActivateExpired => finding.code() == EXPIRED,
        NextStep::FollowUp { .. } => finding.code() == "replacement_due",
        _ => false,
    }
}

/// What helps where nothing can be done with the PINs of the card.
#[must_use]
pub fn support_step(seen: &Seen, text: Text) -> String {
    pins::support_step(own_states(seen), seen.is_at_terminal(), text)
}

/// Whether all that is wrong with its PINs is that a card has them so which should not.
#[must_use]
pub fn is_odd(seen: &Seen) -> bool {
    pins::are_odd(own_states(seen))
}

/// The states of the PINs that a card of people has to have.
fn own_states(seen: &Seen) -> Vec<PinStatus> {
    let pins = seen.card.iter().flat_map(|card| &card.pins);
    let own = pins.filter(|pin| !matches!(pin.object.key, PinKey::Auto | PinKey::So));
    own.map(|pin| pin.status).collect()
}

/// The next sensible step in words.
#[must_use]
pub fn next_step(next: NextStep, seen: &Seen, text: Text) -> String {
    match next {
        NextStep::ActivatePerhapsSet if seen.is_at_terminal() => text.perhaps_typed_do(),
        NextStep::ActivatePerhapsSet => text.perhaps_set_do(),
        NextStep::LastTry { pin } => text.next_last_try(&transport_label(pin, text)),
        NextStep::LastPuk { pin } => text.next_last_puk(&text.puk_label(pin.name())),
        NextStep::WasItSet { pin } => {
            text.next_was_it_set(&own_label(pin, text), &call("unblock", seen, text))
        }
        NextStep::Activate => text.next_activate(&call("activate", seen, text)),
        NextStep::ActivateExpired => text.next_activate_expired(&call("activate", seen, text)),
        NextStep::Unblock => format!(
            "{} {}",
            text.next_unblock(&call("unblock", seen, text)),
            text.blocked_never_set_do()
        ),
        NextStep::Reinsert => text.reinsert_do(),
        NextStep::AskSupport => support_step(seen, text),
        NextStep::Barred(bar) => bars::step(bar, seen, text),
        NextStep::OrderReplacement => text.blocked_transport_do(),
        NextStep::Ended => text.next_ended(),
        NextStep::Revoked => text.next_revoked(),
        NextStep::PartlyRevoked => text.next_partly_revoked(),
        NextStep::Release => text.next_release(),
        NextStep::Released => text.next_none_released(),
        NextStep::Unsure => text.next_unsure(),
        NextStep::ValidFrom { on } => text.next_valid_from(&day(on, text)),
        NextStep::Expired => text.next_expired(),
        NextStep::PartlyExpired => text.next_partly_expired(),
        NextStep::FollowUp { on } => text.next_follow_up(&day(on, text)),
        NextStep::VerifyCertificates => text.next_verify_certificates(&call("certs", seen, text)),
        NextStep::None => text.next_none_offline(&call("status --online", seen, text)),
    }
}
