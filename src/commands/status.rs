//! `status`: kind, number, version, every PIN's state, one sentence on what to do next. Spends nothing.

use super::choose::choose;
use super::context::Context;
use super::judging::Judging;
use super::notes::{noted, observe};
use crate::card::look::Certificates;
use crate::card::{Depth, PinStatus, View};
use crate::certificate::Sheet;
use crate::cli::StatusArgs;
use crate::report::check::{self, Wrong};
use crate::report::outcome::{NextStep, PinLine, StatusBody};
use crate::report::{Body, Failure, Outcome, people};
use crate::text::Tone;
use crate::topics::radar::Severity;

/// Reads and shows the state of a card.
///
/// # Errors
/// Why no card could be read, or a folder.
pub fn run(context: &mut Context<'_>, arguments: &StatusArgs) -> Result<Outcome, Failure> {
    let judging = Judging::of(&arguments.judging, context)?;
    let certificates = if arguments.no_certs { Certificates::None } else { Certificates::Needed };
    let chosen = choose(context, Depth { further_pins: arguments.all, certificates })?;
    if let Err(error) = context.notes.list() {
        let warning = context.text.notes_warning(&error.to_string());
        context.say(Tone::Warning, &warning);
    }
    let (body, failures) = judged(context, &chosen.view, &judging);
    for (tone, line) in people::status(&body, &context.seen, context.text) {
        context.dialog.show(tone, &line);
    }
    Ok(Outcome { failures, ..Outcome::of(Body::Status(body)) })
}

/// What `status` says of a card that was looked at; `doctor` says the same.
pub(super) fn body(context: &mut Context<'_>, view: &View) -> StatusBody {
    judged(context, view, &Judging::usual()).0
}

/// The same, judged in another way, and what of it is a failure.
fn judged(context: &mut Context<'_>, view: &View, judging: &Judging) -> (StatusBody, Vec<Failure>) {
    let pins: Vec<PinLine> = lines(context, view);
    observe(context, view);
    let sheet = judging.sheet(view);
    let findings = judging.findings(view, &sheet, context.text.language());
    let failures = judging.failures(&sheet, &findings);
    let sheet = (!view.certificates.is_empty()).then_some(sheet);
    let mut body = StatusBody { pins, sheet, findings, next: NextStep::None };
    body.next = next_step(&body);
    (body, failures)
}

fn lines(context: &mut Context<'_>, view: &View) -> Vec<PinLine> {
    let line = |pin: &crate::card::PinView, noted| PinLine { key: pin.object.key, status: pin.status, noted };
    view.pins.iter().map(|pin| line(pin, noted(context, view, pin.object.key).ok())).collect()
}

/// What the PINs want comes first: certificates that are about to end do not hinder an activation.
pub(super) fn next_step(body: &StatusBody) -> NextStep {
    let any = |wanted: fn(&PinLine) -> bool| body.pins.iter().any(wanted);
    if body.findings.iter().any(|finding| finding.severity == Severity::Ended && finding.code != check::EXPIRED) {
        NextStep::Ended
    } else if any(|pin| pin.status == PinStatus::Transport && pin.noted.is_some_and(|noted| noted.blocked)) {
        NextStep::OrderReplacement
    } else if any(|pin| pin.status == PinStatus::Transport) {
        NextStep::Activate
    } else if any(|pin| pin.status == PinStatus::Blocked) {
        NextStep::Unblock
    } else if any(|pin| !pin.status.is_set() && !pin.is_extra()) {
        NextStep::AskSupport
    } else {
        body.sheet.as_ref().map_or(NextStep::None, next_step_of_certificates)
    }
}

fn next_step_of_certificates(sheet: &Sheet) -> NextStep {
    let wrong: Vec<Wrong> = check::failures(sheet, &[]).into_iter().map(|failure| failure.wrong).collect();
    let soonest =
        wrong.iter().filter_map(|wrong| if let Wrong::Expiring { on, .. } = wrong { Some(*on) } else { None });
    if wrong.iter().any(|wrong| matches!(wrong, Wrong::Expired { .. })) {
        NextStep::Expired
    } else if wrong.iter().any(|wrong| matches!(wrong, Wrong::Missing | Wrong::Forged { .. })) {
        NextStep::VerifyCertificates
    } else if let Some(on) = soonest.min() {
        NextStep::FollowUp { on }
    } else {
        NextStep::None
    }
}
