//! `unblock`: a blocked PIN with the PUK. PIN.CH and PIN.SMC get a new PIN, PIN.QES keeps its own.

use crate::card::{Operation, PinStatus, PinView};
use crate::pins::PinKey;
use crate::report::failure::{Refusal, Terminal, Wish};
use crate::report::words::labels::{own_label, own_labels};
use crate::report::{Failure, Outcome, Skipped};
use crate::session::desk::context::Context;
use crate::session::desk::wanted::Wanted;
use crate::session::{self, Job, Options, Plan, Purpose, Session};
use crate::text::Tone;

/// Unblocks the PINs named, or those of the card that are blocked.
///
/// # Errors
/// What went wrong before there was anything to report of the card's PINs.
pub fn run(
    context: &mut Context<'_>,
    wanted: &Wanted,
    options: Options,
) -> Result<Outcome, Failure> {
    session::run(context, wanted, options, &mut Unblock::default())
}

/// `unblock` under way.
#[derive(Default)]
struct Unblock {
    /// PINs that still hold their Transport-PIN although the card shows them as blocked, by the
    /// notes or the person's word.
    rescues: Vec<PinKey>,
}

impl Purpose for Unblock {
    fn plan(&self, session: &Session<'_, '_>, pin: &PinView) -> Plan {
        let named = session.options.pins.contains(&pin.object.key);
        let insists = named && session.options.spend_puk_use;
        let blocked = match pin.status {
            PinStatus::Blocked => true,
            PinStatus::Transport => session.is_noted_as_blocked(pin),
            PinStatus::Set { .. } | PinStatus::Verified | PinStatus::Uncounted => false,
            PinStatus::Empty
            | PinStatus::Disabled
            | PinStatus::Missing
            | PinStatus::Unreadable(_)
            | PinStatus::Untold(_) => {
                return session.unreadable(pin);
            }
        };
        match (blocked || insists, session.holder_is_missing(pin)) {
            (true, true) => Plan::Skip(Skipped::Holder),
            // A script is not asked, and the way of a blocked Transport-PIN is never taken unasked.
            (true, false)
                if session.options.scripted && !insists && may_hold_transport_pin(session, pin) =>
            {
                Plan::Fail(
                    Some(Skipped::Blocked),
                    Failure::Refusal(Refusal::RescueUnasked {
                        pin: pin.object.key,
                    }),
                )
            }
            (true, false) => Plan::Work(operation(pin.object.key)),
            // A PUK use spent on a PIN that is not blocked is gone for nothing.
            (false, _) if named => {
                let why = not_blocked(pin, session.context.seen.is_at_terminal());
                Plan::Fail(Some(Skipped::NotBlocked), why)
            }
            (false, _) => Plan::Skip(Skipped::NotBlocked),
        }
    }

    fn ask_first(&mut self, session: &mut Session<'_, '_>, jobs: &[Job]) -> Result<(), Failure> {
        let text = session.context.text;
        session.context.say(Tone::Plain, &text.unblock_ready());
        for job in jobs {
            if job.pin.status.is_set() {
                let label = own_label(job.key(), text);
                let line = text.spends_puk_unblocked(&label);
                session.context.say(Tone::Warning, &line);
            }
            self.ask_about_rescue(session, job)?;
        }
        session.ask_letter(jobs)
    }

    /// Before the PUK of PIN.QES: whoever expects a new PIN would spend a use for nothing.
    fn ask_at_pin(&mut self, session: &mut Session<'_, '_>, job: &Job) -> Result<(), Failure> {
        let pin = job.key();
        if session.options.scripted
            || session.options.still_known
            || job.operation != Operation::Unblock
            || self.rescues.contains(&pin)
        {
            return Ok(());
        }
        let question = session.context.text.still_known_question();
        if session.context.confirm(&question)? {
            Ok(())
        } else {
            Err(Wish::PukNoHelp { pin }.into())
        }
    }

    /// PIN.QES got new tries for the Transport-PIN that it still has: the holder may go on at once.
    fn next(
        &mut self,
        session: &mut Session<'_, '_>,
        done: &Job,
    ) -> Result<Option<Operation>, Failure> {
        let leads_on =
            done.operation == Operation::Unblock && done.pin.status == PinStatus::Transport;
        if !leads_on || session.options.scripted {
            return Ok(None);
        }
        let question = session.context.text.activate_now();
        Ok(session
            .context
            .confirm(&question)?
            .then_some(Operation::Activate))
    }

    fn last_words(&mut self, session: &mut Session<'_, '_>, changed: bool, open: &[PinKey]) {
        let text = session.context.text;
        let blocked =
            |pin: &PinView| pin.status == PinStatus::Blocked || session.is_noted_as_blocked(pin);
        let transport = |pin: &PinView| pin.status == PinStatus::Transport;
        let pins = &session.chosen.view.pins;
        if !changed && !pins.iter().any(blocked) {
            let hidden: Vec<PinKey> = pins
                .iter()
                .filter(|pin| transport(pin))
                .map(|pin| pin.object.key)
                .collect();
            if hidden.is_empty() {
                let line = if session.context.seen.is_at_terminal() {
                    text.terminal_nothing_blocked()
                } else {
                    text.nothing_blocked()
                };
                session.context.say(Tone::Good, &line);
            } else {
                session.context.say(
                    Tone::Plain,
                    &text.none_shown_blocked(&own_labels(&hidden, text)),
                );
            }
        } else if open.is_empty() {
            session.context.say(Tone::Good, &text.unblock_done());
        } else {
            let all_transport = open
                .iter()
                .all(|key| session.chosen.view.pin(*key).is_some_and(transport));
            let names = own_labels(open, text);
            let line = if all_transport {
                text.incomplete_transport(&names)
            } else {
                text.incomplete(&names)
            };
            session.context.say(Tone::Warning, &line);
        }
    }
}

impl Unblock {
    /// The card does not tell a blocked own PIN from a blocked Transport-PIN. Where the notes do
    /// not either the person is asked; the second is offered as what it is.
    fn ask_about_rescue(
        &mut self,
        session: &mut Session<'_, '_>,
        job: &Job,
    ) -> Result<(), Failure> {
        let text = session.context.text;
        let label = own_label(job.key(), text);
        let transport = match job.pin.status {
            PinStatus::Blocked if session.is_blocked_in_transport(&job.pin) => true,
            PinStatus::Blocked if session.options.was_set.contains(&job.key()) => false,
            // Neither answer is the harmless one: Enter is none.
            PinStatus::Blocked => !session.context.decide(&text.was_it_set(&label))?,
            status => status == PinStatus::Transport,
        };
        if transport {
            self.rescues.push(job.key());
            session.context.say(Tone::Warning, &text.rescue(&label));
            if job.operation == Operation::Unblock {
                session
                    .context
                    .say(Tone::Warning, &text.rescue_keeps_transport());
            }
            if !session.context.confirm(&text.rescue_question())? {
                return Err(Wish::RescueDeclined { pin: job.key() }.into());
            }
        }
        Ok(())
    }
}

fn not_blocked(view: &PinView, is_at_terminal: bool) -> Failure {
    let pin = view.object.key;
    let transport = view.status == PinStatus::Transport;
    if is_at_terminal {
        Terminal::NotBlocked { pin, transport }.into()
    } else {
        let hidden = transport;
        Refusal::NotBlocked { pin, hidden }.into()
    }
}

/// Whether the blocked PIN is known to hold its Transport-PIN still, by its own state or by the
/// notes. 63C0 does not tell, and a neighbour in transport state says nothing: scripts leave
/// PIN.QES to its holder.
fn may_hold_transport_pin(session: &Session<'_, '_>, pin: &PinView) -> bool {
    pin.status == PinStatus::Transport || session.is_blocked_in_transport(pin)
}

/// PIN.QES grants RESET RETRY COUNTER without a new PIN only (eHBA images; cards.md: never send
/// P1=00).
const fn operation(pin: PinKey) -> Operation {
    match pin {
        PinKey::Qes => Operation::Unblock,
        _ => Operation::UnblockWithNew,
    }
}
