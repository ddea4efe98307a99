//! `change`: own PIN into a new one.

use super::context::Context;
use super::session::{self, Job, Options, Plan, Purpose, Session};
use crate::card::{Operation, PinKey, PinStatus, PinView};
use crate::report::{BlockedBy, Failure, Outcome, Skipped};
use crate::text::Tone;

/// Changes the PINs named, or all of the card in turn.
///
/// # Errors
/// What went wrong before there was anything to report of the card's PINs.
pub fn run(context: &mut Context<'_>, options: Options) -> Result<Outcome, Failure> {
    session::run(context, options, &Change)
}

struct Change;

impl Purpose for Change {
    fn plan(&self, session: &Session<'_, '_>, pin: &PinView) -> Plan {
        own_pin_plan(session, pin, Operation::Change)
    }

    fn ask_first(&self, session: &mut Session<'_, '_>, _jobs: &[Job]) -> Result<(), Failure> {
        let ready = session.context.text.change_ready();
        session.context.say(Tone::Plain, &ready);
        Ok(())
    }

    fn last_words(&self, session: &mut Session<'_, '_>, changed: bool, _open: &[PinKey]) {
        if changed {
            let words = session.context.text.change_done();
            session.context.say(Tone::Good, &words);
        }
    }
}

/// What becomes of a PIN in a command that needs it to be set.
pub(super) fn own_pin_plan(session: &Session<'_, '_>, pin: &PinView, operation: Operation) -> Plan {
    let key = pin.object.key;
    match pin.status {
        PinStatus::Set { .. } | PinStatus::Verified if session.holder_is_missing(pin) => Plan::Skip(Skipped::Holder),
        PinStatus::Set { .. } | PinStatus::Verified => Plan::Work(operation),
        PinStatus::Blocked => {
            let failure = Failure::Blocked { pin: key, known: BlockedBy::Status, transport: false };
            Plan::Fail(Some(Skipped::Blocked), failure)
        }
        PinStatus::Transport => Plan::Fail(None, Failure::StillTransport { pin: key }),
        PinStatus::Empty | PinStatus::Disabled | PinStatus::Missing | PinStatus::Unreadable(_) => {
            session.unreadable(pin)
        }
    }
}
