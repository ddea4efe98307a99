//! `status`: kind, number, version, every PIN's state, one sentence on what to do next. Spends nothing.

use super::choose::choose;
use super::context::Context;
use super::notes::{noted, observe};
use crate::card::look::Depth;
use crate::card::{PinStatus, View};
use crate::report::outcome::{NextStep, PinLine, StatusBody};
use crate::report::{Body, Failure, Outcome, people};
use crate::text::Tone;

/// Reads and shows the state of a card.
///
/// # Errors
/// Why no card could be read.
pub fn run(context: &mut Context<'_>, depth: Depth) -> Result<Outcome, Failure> {
    let chosen = choose(context, depth)?;
    if let Err(error) = context.notes.list() {
        let warning = context.text.notes_warning(&error.to_string());
        context.say(Tone::Warning, &warning);
    }
    let pins: Vec<PinLine> = lines(context, &chosen.view);
    observe(context, &chosen.view);
    let body = StatusBody { next: next_step(&pins), pins };
    for (tone, line) in people::status(&body, &context.seen, context.text) {
        context.dialog.show(tone, &line);
    }
    Ok(Outcome::of(Body::Status(body)))
}

/// The PINs of the card with what this PC noted of them.
pub(super) fn lines(context: &mut Context<'_>, view: &View) -> Vec<PinLine> {
    let line = |pin: &crate::card::PinView, noted| PinLine { key: pin.object.key, status: pin.status, noted };
    view.pins.iter().map(|pin| line(pin, noted(context, view, pin.object.key).ok())).collect()
}

/// The next sensible step by the states of the PINs.
pub(super) fn next_step(pins: &[PinLine]) -> NextStep {
    let any = |wanted: fn(&PinLine) -> bool| pins.iter().any(wanted);
    if any(|pin| pin.status == PinStatus::Transport && pin.noted.is_some_and(|noted| noted.blocked)) {
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
