//! `readers`: what is connected, what it can do, what is in it.

use std::time::Duration;

use super::choose::{is_busy, look_into, seen_reader};
use super::context::Context;
use crate::card::Depth;
use crate::reader::Presence;
use crate::report::outcome::ReaderRow;
use crate::report::{Body, Failure, Outcome, people};

/// Longest wait for one card: a list is wanted at once.
const ONE_CARD: Duration = Duration::from_secs(2);

/// Lists the readers. None at all is an answer, not a failure.
///
/// # Errors
/// No service; cancelled.
pub fn run(context: &mut Context<'_>) -> Result<Outcome, Failure> {
    let slots = context.readers.list().map_err(Failure::Reader)?;
    let mut rows = Vec::new();
    for slot in slots {
        let mut busy = slot.presence == Presence::Exclusive;
        let mut view = None;
        if slot.presence != Presence::Empty {
            match look_into(context, &slot.name, Depth::PINS, Some(context.wait.min(ONE_CARD))) {
                Ok(found) => view = Some(found),
                Err(cancelled @ Failure::Cancelled { .. }) => return Err(cancelled),
                Err(failure) => busy |= is_busy(&failure),
            }
        }
        let atr = view.as_ref().map(|view| view.atr.clone()).unwrap_or_default();
        let reader = seen_reader(context, &slot.name, &atr);
        rows.push(ReaderRow { slot, reader, card: view.map(|view| (view.kind, view.iccsn)), busy });
    }
    for (tone, line) in people::readers(&rows, context.readers.is_virtual(), context.text) {
        context.dialog.show(tone, &line);
    }
    Ok(Outcome::of(Body::Readers(rows)))
}
