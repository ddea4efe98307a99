//! `status`: kind, number, version, every PIN's state, one sentence on what to do next. Spends
//! nothing.

use super::choose::choose;
use super::context::Context;
use super::judging::Judging;
use super::notes::{noted, observe};
use crate::card::look::Certificates;
use crate::card::{Depth, PinStatus, View};
use crate::certificate::{Sheet, State};
use crate::cli::StatusArgs;
use crate::online::{Answer, Status, Trust};
use crate::report::check::{self, Wrong};
use crate::report::online::Asked;
use crate::report::outcome::{NextStep, PinLine, StatusBody};
use crate::report::{Body, Failure, Outcome, people};
use crate::system::clock::Date;
use crate::text::Tone;
use crate::topics::radar::Severity;

/// Reads and shows the state of a card.
///
/// # Errors
/// Why no card could be read, or a folder.
pub fn run(context: &mut Context<'_>, arguments: &StatusArgs) -> Result<Outcome, Failure> {
    let judging = Judging::of(&arguments.judging, context)?;
    let certificates = if arguments.no_certs {
        Certificates::None
    } else {
        Certificates::Needed
    };
    let chosen = choose(
        context,
        Depth {
            further_pins: arguments.all,
            certificates,
        },
    )?;
    if let Err(error) = context.notes.list() {
        let warning = context.text.notes_warning(&error.to_string());
        context.say(Tone::Warning, &warning);
    }
    let mut body = judged(context, &chosen.view, &judging);
    let mut failures = Vec::new();
    if let Some(sheet) = &body.sheet {
        body.asked = judging.ask(context, sheet)?;
        failures = judging.failures(sheet, &body.findings, &body.asked);
        body.next = next_step(&body);
    }
    for (tone, line) in people::status(&body, &context.seen, context.text) {
        context.dialog.show(tone, &line);
    }
    Ok(Outcome {
        failures,
        ..Outcome::of(Body::Status(body))
    })
}

/// What `status` says of a card that was looked at; `doctor` says the same.
pub(super) fn body(context: &mut Context<'_>, view: &View) -> StatusBody {
    judged(context, view, &Judging::usual())
}

/// The same, judged in another way. The issuers' services are not asked.
fn judged(context: &mut Context<'_>, view: &View, judging: &Judging) -> StatusBody {
    let pins: Vec<PinLine> = lines(context, view);
    observe(context, view);
    let sheet = judging.sheet(view);
    let findings = judging.findings(view, &sheet, context.text.language());
    let sheet = (!view.certificates.is_empty()).then_some(sheet);
    let mut body = StatusBody {
        pins,
        sheet,
        findings,
        asked: Vec::new(),
        next: NextStep::None,
    };
    body.next = next_step(&body);
    body
}

/// The PINs of the card with what this PC noted of them.
fn lines(context: &mut Context<'_>, view: &View) -> Vec<PinLine> {
    let line = |pin: &crate::card::PinView, noted| PinLine {
        key: pin.object.key,
        status: pin.status,
        noted,
    };
    view.pins
        .iter()
        .map(|pin| line(pin, noted(context, view, pin.object.key).ok()))
        .collect()
}

/// The next sensible step. What the PINs want comes before certificates that are about to end: they
/// do not hinder an activation. A generation that has ended goes before all.
pub(super) fn next_step(body: &StatusBody) -> NextStep {
    if has_ended(body) {
        return NextStep::Ended;
    }
    match (next_step_of_pins(&body.pins), &body.sheet) {
        (NextStep::None, Some(sheet)) => next_step_of_certificates(sheet, &body.asked),
        (NextStep::Activate, _) if has_expired(body) => NextStep::ActivateExpired,
        (step, _) => step,
    }
}

/// Whether the card may no longer be used, whatever its certificates say.
pub(super) fn has_ended(body: &StatusBody) -> bool {
    body.findings
        .iter()
        .any(|finding| finding.severity == Severity::Ended && finding.code != check::EXPIRED)
}

/// Whether a certificate has expired.
pub(super) fn has_expired(body: &StatusBody) -> bool {
    let mut counting = body.sheet.iter().flat_map(Sheet::counting);
    counting.any(|(row, _, judgement)| {
        row.file.purpose.is_needed() && judgement.state == State::Expired
    })
}

/// The next step by the states of the PINs alone.
pub(super) fn next_step_of_pins(pins: &[PinLine]) -> NextStep {
    let any = |wanted: fn(&PinLine) -> bool| pins.iter().any(wanted);
    let noted_blocked = |pin: &PinLine| {
        let hidden =
            pin.status == PinStatus::Transport && pin.noted.is_some_and(|noted| noted.blocked);
        hidden || pin.is_blocked_in_transport()
    };
    if any(noted_blocked) {
        NextStep::OrderReplacement
    } else if any(|pin| pin.status == PinStatus::Transport) {
        NextStep::Activate
    } else if any(|pin| pin.status == PinStatus::Blocked) {
        NextStep::Unblock
    } else if any(|pin| !pin.status.is_set() && !pin.is_extra()) {
        NextStep::AskSupport
    } else {
        NextStep::None
    }
}

const fn first_day(wrong: &Wrong) -> Option<Date> {
    if let Wrong::NotYetValid { from } = wrong {
        Some(*from)
    } else {
        None
    }
}

/// Whether somebody who has the right to says of this very certificate that it is good.
fn is_released(asked: &Asked) -> bool {
    let good = |answer: &Answer| answer.status == Status::Good && answer.knows_certificate;
    asked
        .result
        .as_ref()
        .is_ok_and(|answer| answer.trust == Trust::Verified && good(answer))
}

/// Also from somebody who cannot be told: looking into the portal does no harm.
fn is_unknown(asked: &Asked) -> bool {
    asked
        .result
        .as_ref()
        .is_ok_and(|answer| answer.status == Status::Unknown)
}

fn next_step_of_certificates(sheet: &Sheet, asked: &[Asked]) -> NextStep {
    let wrong: Vec<Wrong> = check::failures(sheet, &[], asked)
        .into_iter()
        .map(|failure| failure.wrong)
        .collect();
    let soonest = wrong.iter().filter_map(|wrong| {
        if let Wrong::Expiring { on, .. } = wrong {
            Some(*on)
        } else {
            None
        }
    });
    let any = |wanted: fn(&Wrong) -> bool| wrong.iter().any(wanted);
    if any(|wrong| matches!(wrong, Wrong::Revoked { .. })) {
        NextStep::Revoked
    } else if any(|wrong| matches!(wrong, Wrong::Expired { .. })) {
        NextStep::Expired
    } else if any(|wrong| matches!(wrong, Wrong::NotPublished)) {
        NextStep::Release
    } else if any(|wrong| {
        matches!(
            wrong,
            Wrong::Missing | Wrong::Unreadable | Wrong::Misplaced | Wrong::Forged { .. }
        )
    }) {
        NextStep::VerifyCertificates
    } else if let Some(on) = soonest.min() {
        NextStep::FollowUp { on }
    } else if let Some(on) = wrong.iter().find_map(first_day) {
        NextStep::ValidFrom { on }
    } else if asked.is_empty() || asked.iter().any(|asked| asked.result.is_err()) {
        NextStep::None
    } else if asked.iter().all(is_released) {
        NextStep::Released
    } else if asked.iter().any(is_unknown) {
        NextStep::Release
    } else {
        NextStep::Unsure
    }
}
