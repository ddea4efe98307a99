//! Between the card and the notes of tries: what is written down of a look, and what is known
//! before a try.

use super::context::Context;
use crate::attempts::{self, Secret, Seen};
use crate::card::{PinStatus, View};
use crate::pins::PinKey;
use crate::report::facts::outcome::Noted;

/// What the notes say of one PIN of the card that was looked at.
///
/// # Errors
/// The notes are there but cannot be read.
pub fn noted(context: &Context<'_>, view: &View, key: PinKey) -> Result<Noted, attempts::Error> {
    let Some(iccsn) = &view.iccsn else {
        return Ok(Noted::default());
    };
    let view = context.notes.view(iccsn.as_str(), Secret::Pin(key))?;
    Ok(Noted {
        tries_left_at_most: view.tries_left_at_most,
        wrong: view.wrong,
        unknown: view.unknown,
        blocked: view.blocked_noted,
        blocked_in_transport: view.blocked_in_transport,
        perhaps_set: view.perhaps_set,
    })
}

/// Lets what the card shows replace the notes. A failure to write costs nothing here: the notes
/// only get older, and they are read again, and complained about, before anything is sent.
pub fn observe(context: &mut Context<'_>, view: &View) {
    observe_those(context, view, |_| true);
}

/// The same of Transport-PINs only: what was settled by a look that was wrong counts again. Before
/// the notes are read, so that the first look already tells of them.
pub fn observe_transport(context: &mut Context<'_>, view: &View) {
    observe_those(context, view, |status| status == PinStatus::Transport);
}

fn observe_those(context: &mut Context<'_>, view: &View, those: impl Fn(PinStatus) -> bool) {
    let Some(iccsn) = &view.iccsn else { return };
    for pin in view.pins.iter().filter(|pin| those(pin.status)) {
        let seen = match pin.status {
            PinStatus::Set { tries } => Seen::Tries(tries),
            PinStatus::Blocked => Seen::Tries(0),
            PinStatus::Verified => Seen::Verified,
            PinStatus::Empty => Seen::LeftTransport,
            PinStatus::Transport => Seen::Hidden,
            // 62D0 outranks 62C1 (gemSpec_COS N078.800): it may hide a Transport-PIN.
            PinStatus::Disabled | PinStatus::Missing | PinStatus::Unreadable(_) => continue,
        };
        let _ = context.notes.observe(iccsn.as_str(), pin.object.key, seen);
    }
}
