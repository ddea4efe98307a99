//! What is a rehearsal: a virtual card that is served to a reader of this PC is one too, known by
//! its number. And a rehearsal in the middle of a run: the same person at a virtual card, with notes of its own that
//! live in memory. Nothing of it is left afterwards.

use std::collections::BTreeMap;

use super::context::Context;
use super::places::AtReaders;
use crate::attempts::Notes;
use crate::card::Iccsn;
use crate::issuers::Keeper;
use crate::reader::embedded::{EmbeddedReaders, Mishap};
use crate::report::failure::Unreached;
use crate::report::{Failure, Seen};
use crate::secrets::Sent;

/// Whether a number is that of a virtual card, whatever reader it is served to.
#[must_use]
pub fn is_number_of_one(iccsn: &str) -> bool {
    Iccsn::parse(iccsn).is_some_and(|iccsn| iccsn.is_invented())
}

impl Context<'_> {
    /// Whether the card that was taken is a virtual one.
    #[must_use]
    pub fn is_rehearsal(&self) -> bool {
        self.places.is_virtual() || self.seen.rehearsal
    }
}

/// Works at the virtual card of this name, that something befell or will, then comes back to the cards of `context`.
///
/// # Errors
/// There is no such virtual card.
pub fn rehearse<T>(
    context: &mut Context<'_>,
    card: &str,
    mishap: Option<Mishap>,
    work: impl FnOnce(&mut Context<'_>) -> T,
) -> Result<T, Failure> {
    let readers = EmbeddedReaders::open(card)
        .map_err(Unreached::Reader)?
        .after(mishap);
    let mut places = AtReaders::new(Box::new(readers));
    let mut notes = Notes::in_memory();
    Ok(work(&mut Context {
        places: &mut places,
        dialog: &mut *context.dialog,
        notes: &mut notes,
        interrupts: context.interrupts.clone(),
        anchor: context.anchor.clone(),
        // Nothing goes out for a virtual card.
        keeper: Keeper::none(),
        text: context.text,
        reconnect: context.reconnect,
        seen: Seen {
            typed: context.seen.typed.clone(),
            site: context.seen.site,
            ..Seen::default()
        },
        said: BTreeMap::new(),
        sent: Sent::default(),
        handed_over: false,
        knows_served: false,
        service_answered: false,
        at_card: None,
        hidden: context.hidden,
    }))
}
