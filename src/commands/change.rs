//! `change`: own PIN into a new one.

use crate::card::{Operation, PinStatus, PinView};
use crate::pins::PinKey;
use crate::report::failure::Verdict;
use crate::report::{BlockedBy, Failure, Outcome, Skipped};
use crate::session::desk::context::Context;
use crate::session::desk::wanted::Wanted;
use crate::session::{self, Job, Options, Plan, Purpose, Session};
use crate::text::Tone;

/// Changes the PINs named, or the one of the card that is meant.
///
/// # Errors
/// What went wrong before there was anything to report of the card's PINs.
pub fn run(
    context: &mut Context<'_>,
    wanted: &Wanted,
    options: Options,
) -> Result<Outcome, Failure> {
    session::run(context, wanted, options, &mut Change)
}

struct Change;

impl Purpose for Change {
    fn narrow(&mut self, session: &mut Session<'_, '_>) -> Result<(), Failure> {
        narrow_to_meant(session)
    }

    fn plan(&self, session: &Session<'_, '_>, pin: &PinView) -> Plan {
        own_pin_plan(session, pin, Operation::Change)
    }

    fn ask_first(&mut self, session: &mut Session<'_, '_>, _jobs: &[Job]) -> Result<(), Failure> {
        let ready = session.context.text.change_ready();
        session.context.say(Tone::Plain, &ready);
        Ok(())
    }

    fn last_words(&mut self, session: &mut Session<'_, '_>, changed: bool, _open: &[PinKey]) {
        // At a terminal that is the Konnektor's word, and was told as that.
        if changed && !session.context.seen.is_at_terminal() {
            let words = session.context.text.change_done();
            session.context.say(Tone::Good, &words);
        }
    }
}

/// Of several own PINs one is meant: the one whose secrets a script gives, or the one a person
/// chooses.
pub(super) fn narrow_to_meant(session: &mut Session<'_, '_>) -> Result<(), Failure> {
    if !session.options.pins.is_empty() {
        return Ok(());
    }
    let set = session
        .chosen
        .view
        .pins
        .iter()
        .filter(|pin| pin.status.is_set());
    let set: Vec<PinKey> = set.map(|pin| pin.object.key).collect();
    // A dry run shows what there is.
    let asks = set.len() > 1 && !session.options.dry_run;
    session.options.pins = if asks { session.choose_pins(set)? } else { set };
    Ok(())
}

/// What becomes of a PIN in a command that needs it to be set.
pub(super) fn own_pin_plan(session: &Session<'_, '_>, pin: &PinView, operation: Operation) -> Plan {
    let key = pin.object.key;
    match pin.status {
        PinStatus::Set { .. } | PinStatus::Verified | PinStatus::Uncounted
            if session.holder_is_missing(pin) =>
        {
            Plan::Skip(Skipped::Holder)
        }
        PinStatus::Set { .. } | PinStatus::Verified | PinStatus::Uncounted => Plan::Work(operation),
        PinStatus::Blocked => {
            let transport = session.is_blocked_in_transport(pin);
            let failure = Failure::Verdict(Verdict::Blocked {
                pin: key,
                known: BlockedBy::Status,
                transport,
            });
            Plan::Fail(Some(Skipped::Blocked), failure)
        }
        PinStatus::Transport => {
            Plan::Fail(None, Failure::Verdict(Verdict::StillTransport { pin: key }))
        }
        PinStatus::Empty
        | PinStatus::Disabled
        | PinStatus::Missing
        | PinStatus::Unreadable(_)
        | PinStatus::Untold(_) => session.unreadable(pin),
    }
}
