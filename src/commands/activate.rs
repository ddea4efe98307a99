//! `activate`: all Transport-PINs of a card into own PINs, one resumable run.

use super::record::Record;
use crate::card::{Operation, PinStatus, PinView};
use crate::pins::PinKey;
use crate::report::failure::Verdict;
use crate::report::words::calls::call;
use crate::report::words::labels::{own_label, own_labels, transport_label};
use crate::report::{BlockedBy, Failure, Outcome, Skipped};
use crate::session::desk::context::Context;
use crate::session::desk::wanted::Wanted;
use crate::session::{self, Job, Options, Plan, Purpose, Session};
use crate::text::Tone;

/// Runs the activation.
///
/// # Errors
/// What went wrong before there was anything to report of the card's PINs.
pub fn run(
    context: &mut Context<'_>,
    wanted: &Wanted,
    options: Options,
) -> Result<Outcome, Failure> {
    run_recorded(context, wanted, options, None)
}

/// The same with a protocol for the practice's files. Its file is made before anything is done, and
/// not looked at where nothing is to be done.
///
/// # Errors
/// The same.
pub fn run_recorded(
    context: &mut Context<'_>,
    wanted: &Wanted,
    options: Options,
    record: Option<Record>,
) -> Result<Outcome, Failure> {
    let mut purpose = Activate { record };
    let mut outcome = session::run(context, wanted, options, &mut purpose)?;
    if let Some(record) = purpose.record {
        record.write(context, &mut outcome);
    }
    Ok(outcome)
}

struct Activate {
    /// What is to be written down.
    record: Option<Record>,
}

impl Purpose for Activate {
    fn prepare(&mut self, dry_run: bool) -> Result<(), Failure> {
        match &mut self.record {
            Some(record) => record.prepare(dry_run),
            None => Ok(()),
        }
    }

    fn plan(&self, session: &Session<'_, '_>, pin: &PinView) -> Plan {
        let key = pin.object.key;
        match pin.status {
            PinStatus::Set { .. } | PinStatus::Verified | PinStatus::Uncounted => {
                Plan::Skip(Skipped::Done)
            }
            PinStatus::Blocked => {
                blocked(key, BlockedBy::Status, session.is_blocked_in_transport(pin))
            }
            PinStatus::Transport if session.holder_is_missing(pin) => Plan::Skip(Skipped::Holder),
            PinStatus::Transport
                if session.is_noted_as_blocked(pin) && session.options.last_try.is_none() =>
            {
                blocked(key, BlockedBy::Notes, true)
            }
            PinStatus::Transport => Plan::Work(Operation::Activate),
            // 62D0 outranks the transport state (gemSpec_COS N078.800); 62C7 is foreseen for none
            // of these PINs.
            PinStatus::Empty
            | PinStatus::Disabled
            | PinStatus::Missing
            | PinStatus::Unreadable(_)
            | PinStatus::Untold(_) => session.unreadable(pin),
        }
    }

    /// Letter and card together? Asked once, before the first secret.
    fn ask_first(&mut self, session: &mut Session<'_, '_>, jobs: &[Job]) -> Result<(), Failure> {
        let text = session.context.text;
        for line in lost(session) {
            session.context.say(Tone::Warning, &line);
        }
        // Whoever said that the letter fits has it ready.
        if !session.options.letter_fits {
            let have_ready = match jobs {
                [job] => text.have_ready_one(&text.quoted(&transport_label(job.key(), text))),
                jobs => text.have_ready(jobs.len()),
            };
            session.context.say(Tone::Plain, &have_ready);
        }
        session.ask_letter(jobs)
    }

    fn last_words(&mut self, session: &mut Session<'_, '_>, changed: bool, open: &[PinKey]) {
        let text = session.context.text;
        if !open.is_empty() {
            session
                .context
                .say(Tone::Warning, &text.incomplete(&own_labels(open, text)));
        } else if changed {
            session.context.say(Tone::Good, &text.complete());
            session.context.say(Tone::Plain, &text.then_portal());
        } else {
            session.context.say(Tone::Good, &text.already_done());
            session.context.say(Tone::Plain, &text.sealed_warning());
        }
    }
}

/// What a block beside the PINs that are to be set may mean for the whole card: said before
/// anything is asked.
fn lost(session: &Session<'_, '_>) -> Vec<String> {
    let text = session.context.text;
    let unblock = call("unblock", &session.context.seen, text);
    let pins = session.chosen.view.pins.iter();
    pins.filter_map(|pin| {
        if session.is_noted_as_blocked(pin) || session.is_blocked_in_transport(pin) {
            Some(text.blocked_transport_do())
        } else if pin.status == PinStatus::Blocked {
            Some(text.next_was_it_set(&own_label(pin.object.key, text), &unblock))
        } else {
            None
        }
    })
    .collect()
}

fn blocked(pin: PinKey, known: BlockedBy, transport: bool) -> Plan {
    Plan::Fail(
        Some(Skipped::Blocked),
        Failure::Verdict(Verdict::Blocked {
            pin,
            known,
            transport,
        }),
    )
}
