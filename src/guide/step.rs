//! A step is a command with its usual options, at the card that was shown; then what became of it
//! is remembered.

use std::path::Path;

use super::choice::Step;
use super::last_step::{self, LastStep};
use super::remedy;
use super::situation::Situation;
use super::state::{Current, Guide, Stage};
use crate::commands::{activate, change, unblock, verify};
use crate::report::failure::{Unreached, Wish};
use crate::report::{Body, Event, Failure, Outcome, exit};
use crate::session::Options;
use crate::session::desk::wanted::Wanted;
use crate::text::Tone;

impl Guide<'_, '_> {
    /// Runs a command at the card that was shown and at no other; `asked` says at which PINs and what
    /// the person has answered already.
    ///
    /// # Errors
    /// A signal asked to end; what the step came to was told, except that it was cancelled.
    pub(super) fn step(
        &mut self,
        current: &Current,
        situation: &Situation,
        step: Step,
        asked: Options,
    ) -> Result<(), Failure> {
        if !asked.letter_fits {
            self.mark();
        }
        let mut wanted = Wanted {
            as_it_is: true,
            // What was asked for is how long the guide itself waits.
            wait_named: false,
            ..self.asked.clone()
        };
        match &current.chosen.view.iccsn {
            Some(iccsn) => wanted.card = Some(iccsn.as_str().to_owned()),
            None => wanted.place = Some(current.chosen.place.to_string()),
        }
        let run = match step {
            Step::Activate => activate::run,
            Step::Unblock | Step::Renew(_) => unblock::run,
            Step::Change => change::run,
            Step::Verify => verify::run,
        };
        if let Some(current) = &mut self.current {
            current.stale = true;
        }
        // Chosen as such: the command need not ask again.
        let still_known = *situation == Situation::StillKnown;
        self.known().still_known |= still_known;
        let options = Options {
            guided: true,
            spend_puk_use: matches!(step, Step::Renew(_)),
            was_set: self.known().was_set.clone(),
            still_known,
            ..asked
        };
        let result = run(self.context, &wanted, options);
        let (text, site) = (self.context.text, self.context.seen.site);
        let mut unread = false;
        let (line, card, failures) = match result {
            Ok(outcome) => {
                let line = last_step::outcome(step, &outcome, site, text);
                self.known().learn(&outcome);
                self.known().activated |= step == Step::Activate && outcome.changed;
                let set = self.known().set.clone();
                self.note_own(current, &set);
                unread = has_unread(&outcome);
                (line, Some(current.name()), outcome.failures)
            }
            Err(failure) => {
                let is_gone = matches!(
                    failure,
                    Failure::Unreached(Unreached::NoSuchCard { .. } | Unreached::WrongKind { .. })
                );
                let card = (!is_gone).then(|| current.name());
                (last_step::begun(&failure, site, text), card, vec![failure])
            }
        };
        self.last = Some(LastStep {
            line,
            advice: None,
            card,
            open: last_step::open(&failures),
        });
        self.keep(step, &failures);
        self.conclude(failures, unread)
    }

    /// Keeps what the step failed with, as the command of the same name does: for a report, and for
    /// who is asked for help later. What the person would rather not changes nothing of it.
    fn keep(&mut self, step: Step, failures: &[Failure]) {
        let real = failures.iter().filter(|failure| !failure.is_own_wish());
        let deciding = real.min_by_key(|failure| exit::rank(failure.code().exit));
        match deciding.and_then(|failure| failure.kept(step.command())) {
            Some(failed) => {
                let notes = &self.context.notes;
                // Where nothing was ever noted nothing is left behind.
                let has_folder = notes
                    .path()
                    .and_then(Path::parent)
                    .is_some_and(Path::is_dir);
                if has_folder && !self.context.is_rehearsal() {
                    notes.keep_failure(&failed);
                }
                self.screen.failed = Some(failed);
            }
            None if failures.is_empty() => self.screen.failed = None,
            None => {}
        }
    }

    /// Tells what the step came to, and keeps its exit code. `unread` says that the state of a PIN
    /// is not known.
    fn conclude(&mut self, mut failures: Vec<Failure>, unread: bool) -> Result<(), Failure> {
        let code = |failure: &Failure| failure.code().exit;
        let real = failures.iter().filter(|failure| !failure.is_own_wish());
        self.codes.step = real
            .map(code)
            .min_by_key(|code| exit::rank(*code))
            .unwrap_or(exit::DONE);
        let stopped = self.context.interrupts.raised();
        let cancelled = failures.iter().position(|failure| {
            stopped && matches!(failure, Failure::Wish(Wish::Cancelled { .. }))
        });
        let cancelled = cancelled.map(|index| failures.remove(index));
        for failure in &failures {
            // Where no look follows, what the card shows is to be found out later.
            self.tell(failure, stopped.then_some(unread));
        }
        if stopped {
            self.stage = Stage::Leaving {
                unsent: cancelled.is_some() && self.codes.step == exit::DONE,
            };
            return Err(cancelled.unwrap_or_else(|| self.cancelled()));
        }
        self.screen.more = failures.iter().find_map(Failure::topic);
        Ok(())
    }

    /// What happened, as the command tells it, and of what to do that which is about letter, card
    /// or issuer: how to go on is what the choices say.
    fn tell(&mut self, failure: &Failure, leaving: Option<bool>) {
        let text = self.context.text;
        match failure {
            Failure::Unreached(Unreached::NoSuchCard { .. } | Unreached::WrongKind { .. }) => {
                self.say(Tone::Warning, &text.guide_card_gone())
            }
            // Its own words are those of the last step, above the choices.
            Failure::Wish(Wish::HolderDeclined { .. } | Wish::NothingChosen) => {}
            Failure::Wish(Wish::Cancelled { set, rescued, .. }) => {
                let what = self.cancelled_words(failure, set, rescued, true);
                self.say(Tone::Warning, &what);
            }
            // Both stand above the choices.
            failure if leaving.is_none() && last_step::says_all(failure) => {
                let advice = remedy::of(failure, self.context.seen.site, text);
                if let Some(last) = &mut self.last {
                    last.advice = advice;
                }
            }
            failure => {
                let site = self.context.seen.site;
                let remedy = match leaving {
                    Some(unread) => remedy::of_leaving(failure, unread, &self.context.seen, text),
                    None => remedy::of(failure, site, text),
                };
                self.context.tell(&Event::FailedInGuide {
                    failure,
                    remedy: remedy.as_deref(),
                    names_code: leaving.is_none(),
                });
            }
        }
    }
}

/// Whether a PIN that was worked on could not be read afterwards.
fn has_unread(outcome: &Outcome) -> bool {
    let Body::Results { results, .. } = &outcome.body else {
        return false;
    };
    results.iter().any(|result| result.after.is_none())
}
