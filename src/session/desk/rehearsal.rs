//! A rehearsal in the middle of a run: the same person at a virtual card, with notes of its own that
//! live in memory. Nothing of it is left afterwards.

use super::context::Context;
use super::places::AtReaders;
use crate::attempts::Notes;
use crate::reader::embedded::EmbeddedReaders;
use crate::report::failure::Unreached;
use crate::report::{Failure, Seen};
use crate::secrets::Sent;

/// Works at the virtual card of this name, then comes back to the cards of `context`.
///
/// # Errors
/// There is no such virtual card.
pub fn rehearse<T>(
    context: &mut Context<'_>,
    card: &str,
    work: impl FnOnce(&mut Context<'_>) -> T,
) -> Result<T, Failure> {
    let readers = EmbeddedReaders::open(card).map_err(Unreached::Reader)?;
    let mut places = AtReaders::new(Box::new(readers));
    let mut notes = Notes::in_memory();
    Ok(work(&mut Context {
        places: &mut places,
        dialog: &mut *context.dialog,
        notes: &mut notes,
        interrupts: context.interrupts.clone(),
        text: context.text,
        reconnect: context.reconnect,
        seen: Seen {
            typed: context.seen.typed.clone(),
            site: context.seen.site,
            ..Seen::default()
        },
        sent: Sent::default(),
        handed_over: false,
        service_answered: false,
    }))
}
