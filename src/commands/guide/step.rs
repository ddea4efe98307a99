//! A step is a command with its usual options, at the card that was shown; then what became of it is remembered.

use super::{Current, Guide};
use crate::commands::session::Options;
use crate::commands::start::tell;
use crate::commands::{activate, change, unblock, verify};
use crate::report::{Body, Failure, Outcome, PinResult, exit, explain};
use crate::text::Tone;

/// The commands that the guide calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// `activate`.
    Activate,
    /// `unblock`.
    Unblock,
    /// `change`.
    Change,
    /// `verify`.
    Verify,
}

impl Guide<'_, '_> {
    /// Runs a command at the card that was shown and at no other.
    ///
    /// # Errors
    /// A signal asked to end; what the step came to is told, except that it was cancelled.
    pub(super) fn step(&mut self, current: &Current, step: Step) -> Result<(), Failure> {
        self.say(Tone::Plain, "");
        match &current.chosen.view.iccsn {
            Some(iccsn) => self.context.card = Some(iccsn.as_str().to_owned()),
            None => self.context.reader = Some(current.chosen.reader.clone()),
        }
        let run = match step {
            Step::Activate => activate::run,
            Step::Unblock => unblock::run,
            Step::Change => change::run,
            Step::Verify => verify::run,
        };
        self.stale = true;
        let result = run(self.context, Options::default());
        self.context.card.clone_from(&self.asked.card);
        self.context.reader.clone_from(&self.asked.reader);
        // A session waits until Ctrl-C; the guide asks in between.
        self.context.patient = false;
        let failures = match result {
            Ok(outcome) => self.remember(outcome),
            Err(failure) => vec![failure],
        };
        self.conclude(failures)
    }

    /// What the next proposal has to know.
    fn remember(&mut self, outcome: Outcome) -> Vec<Failure> {
        let known = self.known();
        if let Body::Results { results, .. } = &outcome.body {
            for result in results.iter().filter(|result| result.changed) {
                note(result, known);
            }
        }
        for failure in &outcome.failures {
            match failure {
                Failure::Blocked { pin, transport: true, .. } | Failure::RescueDeclined { pin } => {
                    known.transport_blocked.push(*pin);
                }
                Failure::BlockedForGood { pin, .. } => known.no_puk.push(*pin),
                Failure::Wrong { pin, operation, by_issuers: 0, .. } if operation.uses_puk() => {
                    known.wrong_puk.push(*pin);
                }
                _ => {}
            }
        }
        let in_doubt = |failure: &Failure| matches!(failure, Failure::Wrong { .. } | Failure::Unknown { .. });
        known.doubt = outcome.failures.iter().any(|failure| in_doubt(failure) || failure.may_have_cost());
        outcome.failures
    }

    fn conclude(&mut self, mut failures: Vec<Failure>) -> Result<(), Failure> {
        let code = |failure: &Failure| failure.code().exit;
        let real = failures.iter().filter(|failure| !failure.is_own_wish());
        self.step_code = real.map(code).min_by_key(|code| exit::rank(*code)).unwrap_or(exit::DONE);
        let stopped = self.context.interrupts.raised();
        let cancelled = failures.iter().position(|failure| stopped && matches!(failure, Failure::Cancelled { .. }));
        let cancelled = cancelled.map(|index| failures.remove(index));
        for failure in &failures {
            self.tell(failure);
        }
        if stopped {
            self.cut_short = Some(if self.step_code == exit::DONE { exit::CANCELLED } else { self.step_code });
            return Err(cancelled.unwrap_or_else(|| self.cancelled()));
        }
        if failures.iter().any(says_repeat) {
            let line = self.context.text.guide_repeat_here();
            self.say(Tone::Plain, &line);
        }
        Ok(())
    }

    /// As the command tells it.
    fn tell(&mut self, failure: &Failure) {
        let text = self.context.text;
        match failure {
            Failure::NoSuchCard { .. } | Failure::WrongKind { .. } => self.say(Tone::Warning, &text.guide_card_gone()),
            // How to go on is what the choices say.
            Failure::Cancelled { .. } => self.say(Tone::Warning, &explain(failure, text).what),
            failure => tell(self.context.dialog, failure, &self.context.seen, text),
        }
    }
}

/// Whether the words for it may advise to run the command again.
fn says_repeat(failure: &Failure) -> bool {
    let is_wrong = matches!(failure, Failure::Wrong { .. }) && !failure.leaves_one_try();
    is_wrong
        || matches!(
            failure,
            Failure::PadEnded { .. }
                | Failure::NewPinRefused { .. }
                | Failure::OtherRun { .. }
                | Failure::Reader(_)
                | Failure::ReaderLater(_)
        )
}

fn note(result: &PinResult, known: &mut super::Known) {
    let list = match result.after {
        Some(status) if status.is_set() => &mut known.set,
        _ => &mut known.rescued,
    };
    list.push(result.key);
}
