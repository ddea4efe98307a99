//! What a run over the PINs of a card works with, and what it keeps from one PIN to the next.

use super::options::Options;
use super::plan::Plan;
use crate::card::PinView;
use crate::holder::Sheet;
use crate::pins::PinKey;
use crate::report::Failure;
use crate::report::failure::{Oddity, Unreached};
use crate::secrets::NewPins;
use crate::session::desk::certificate_check::Judging;
use crate::session::desk::choose::Chosen;
use crate::session::desk::context::Context;
use crate::session::desk::wanted::Wanted;

/// A run under way.
pub struct Session<'r, 'w> {
    /// The world.
    pub context: &'r mut Context<'w>,
    /// The card.
    pub chosen: Chosen,
    /// What of its certificates was read: enough to name the holder.
    pub sheet: Sheet,
    /// Which card was asked for, and how long is waited for it.
    pub wanted: Wanted,
    /// What else was asked for.
    pub options: Options,
    /// Whether a Transport-PIN is seen while it is typed, once that was said.
    pub(super) told_entry: Option<bool>,
    /// New PINs that were typed in this run.
    pub(super) new_pins: NewPins,
    /// Wrong tries of own PINs whose tries the card does not show, by the person's answer at each.
    pub(super) stated_own: Vec<(PinKey, u8)>,
    /// How the reader's PIN pad, or the terminal that holds the card, is used.
    pub(super) pad: PadUse,
}

/// What a run does with the reader's PIN pad, or the terminal that holds the card.
#[derive(Debug, Default)]
pub(super) struct PadUse {
    /// Whether digits are typed there.
    pub chosen: bool,
    /// Whether the pad gets the other description of a PIN block, because it refused the first.
    pub other_profile: bool,
    /// Whether the person said that they sit at the terminal that asks for remote PINs.
    pub sits_there: bool,
}

impl<'r, 'w> Session<'r, 'w> {
    /// A run at the card that was chosen, before anything was asked.
    pub(super) fn new(
        context: &'r mut Context<'w>,
        wanted: Wanted,
        chosen: Chosen,
        options: Options,
    ) -> Self {
        let sheet = Judging::usual().sheet(&chosen.view);
        Self {
            context,
            chosen,
            sheet,
            wanted,
            stated_own: Vec::new(),
            options,
            told_entry: None,
            new_pins: NewPins::default(),
            pad: PadUse::default(),
        }
    }

    /// Whether a script would have to leave this PIN to its holder.
    pub fn holder_is_missing(&self, pin: &PinView) -> bool {
        pin.object.of_holder && self.options.scripted && !self.options.holder_present
    }

    /// A PIN whose state says nothing that could be worked with.
    pub fn unreadable(&self, pin: &PinView) -> Plan {
        let step = pin.object.key.name();
        if pin.status.is_guarded() {
            return Plan::Fail(None, Unreached::Guarded { step }.into());
        }
        Plan::Fail(
            None,
            Failure::Unreached(Unreached::CardUnreadable {
                step,
                oddity: Oddity::State(pin.object.key, pin.status),
            }),
        )
    }
}
