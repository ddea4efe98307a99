//! The work on one PIN: from its heading to what became of it.

use super::entry::Means;
use super::pass::NotPassed;
use super::plan::{Announced, Job};
use super::purpose::Purpose;
use super::state::Session;
use super::verdict;
use crate::card::{Answer, Block, Evidence, Operation, PinStatus, PinView};
use crate::certificate::Certificate;
use crate::report::facts::outcome::{EntryWord, TriesBasis};
use crate::report::failure::{Verdict, Wish};
use crate::report::{BlockedBy, Failure, PinResult, Skipped};
use crate::text::Tone;

/// What the work on one PIN came to.
pub(super) struct Worked {
    /// What was worked on last.
    pub job: Job,
    /// One result for each step, in their order.
    pub results: Vec<PinResult>,
    /// Why the last step came to nothing.
    pub failure: Option<Failure>,
}

impl Worked {
    /// Whether the next PIN may follow: the holder's no ends nothing, it is one PIN left alone.
    pub(super) const fn lets_go_on(&self) -> bool {
        matches!(
            self.failure,
            None | Some(Failure::Wish(
                Wish::HolderDeclined { .. } | Wish::PukNoHelp { .. }
            ))
        )
    }
}

/// How far one entry of the secrets came.
enum Reached {
    /// Not the gate: nothing was looked at.
    Nothing,
    /// The gate, which sent nothing; the state that it read, where it got that far.
    Gate(Option<PinStatus>),
    /// The card; the state as it was read back, where that could be done.
    Card(Option<PinStatus>, Handed),
}

impl Reached {
    /// Whether the state of the PIN is known afterwards.
    const fn was_read(&self) -> bool {
        !matches!(self, Reached::Gate(None) | Reached::Card(None, _))
    }
}

/// A secret that was handed to the card.
#[derive(Clone, Copy)]
struct Handed {
    /// Who says what became of it.
    evidence: Evidence,
    /// Where the digits were typed.
    entry: EntryWord,
    /// What the number of tries left rested on.
    basis: TriesBasis,
}

/// One step at a PIN: every entry of its secrets, and how it ended.
struct Step {
    entries: Vec<Reached>,
    end: Result<Answer, Failure>,
}

impl Step {
    /// One that ended before anything was entered.
    const fn not_begun(failure: Failure) -> Self {
        Self {
            entries: Vec::new(),
            end: Err(failure),
        }
    }

    /// What it came to for the report of the run.
    fn result(&self, job: &Job) -> PinResult {
        let entries = || self.entries.iter().rev();
        let handed = entries().find_map(|reached| match reached {
            Reached::Card(_, handed) => Some(*handed),
            Reached::Nothing | Reached::Gate(_) => None,
        });
        let looked = entries().find_map(|reached| match reached {
            Reached::Card(after, _) | Reached::Gate(after) => Some(*after),
            Reached::Nothing => None,
        });
        let skipped = match &self.end {
            Err(Failure::Wish(Wish::HolderDeclined { .. })) => Some(Skipped::Holder),
            Err(_) if handed.is_none() => Some(Skipped::Stopped),
            Err(_) | Ok(_) => None,
        };
        PinResult {
            after: looked.unwrap_or(Some(job.pin.status)),
            changed: self.end.is_ok() && job.operation != Operation::Verify,
            unknown: handed.is_some() && self.end.as_ref().is_err_and(Failure::leaves_open),
            right: self.is_right(job),
            answer: self.end.as_ref().ok().copied(),
            evidence: handed
                .filter(|_| self.end.is_ok())
                .map(|handed| handed.evidence),
            tries_basis: handed.map(|handed| handed.basis),
            entry: handed.map(|handed| handed.entry),
            ..untouched(&job.pin, skipped)
        }
    }

    /// Of `verify`: whether the PIN is right, where the card said so.
    fn is_right(&self, job: &Job) -> Option<bool> {
        let said = match &self.end {
            Ok(_) => Some(true),
            Err(Failure::Verdict(
                Verdict::Wrong(_)
                | Verdict::Blocked {
                    known: BlockedBy::Try(Block::ThisTry),
                    ..
                },
            )) => Some(false),
            Err(_) => None,
        };
        said.filter(|_| job.operation == Operation::Verify)
    }
}

/// The result of a PIN that was not worked on.
pub(super) fn untouched(pin: &PinView, skipped: Option<Skipped>) -> PinResult {
    PinResult {
        object: pin.object,
        key: pin.object.key,
        before: pin.status,
        after: Some(pin.status),
        changed: false,
        unknown: false,
        right: None,
        answer: None,
        evidence: None,
        skipped,
        tries_basis: None,
        entry: None,
    }
}

impl Session<'_, '_> {
    /// Works on one PIN, and on what its success leads to.
    pub(super) fn work(
        &mut self,
        purpose: &mut dyn Purpose,
        mut job: Job,
        announced: &Announced,
    ) -> Worked {
        let mut results = Vec::new();
        let failure = loop {
            let step = self.step(purpose, &job, announced);
            results.push(step.result(&job));
            if let Err(failure) = step.end {
                break Some(failure);
            }
            if let Some(pin) = self.chosen.view.pin(job.key()) {
                job.pin.status = pin.status;
            }
            match purpose.next(self, &job) {
                Ok(Some(operation)) => job = job.then(operation),
                Ok(None) => break None,
                Err(failure) => break Some(failure),
            }
        };
        Worked {
            job,
            results,
            failure,
        }
    }

    /// One step: its heading, its questions, and the entries of its secrets.
    fn step(&mut self, purpose: &mut dyn Purpose, job: &Job, announced: &Announced) -> Step {
        let begun = self
            .begin_step(job, announced)
            .and_then(|()| self.ask_holder(job))
            .and_then(|()| purpose.ask_at_pin(self, job));
        match begun {
            Ok(()) => self.enter(job),
            Err(failure) => Step::not_begun(failure),
        }
    }

    fn begin_step(&mut self, job: &Job, announced: &Announced) -> Result<(), Failure> {
        let text = self.context.text;
        self.context
            .interrupts
            .check()
            .map_err(|_| self.context.cancelled())?;
        self.context.say(Tone::Plain, "");
        if self.context.is_rehearsal() {
            self.context.say(Tone::Heading, &text.rehearsal_mark());
        }
        let (number, all) = announced.number_of(job);
        let heading = text.step(number, all, &verdict::heading(job, text));
        self.context.say(Tone::Heading, &heading);
        Ok(())
    }

    /// Entry after entry, until the card has decided or nobody wants another one.
    fn enter(&mut self, job: &Job) -> Step {
        let mut entries = Vec::new();
        // An entry at the pad of which nobody knows whether it cost a try. Whatever ends the next
        // one before the card has its say must not claim that nothing was spent.
        let mut doubt = None;
        let end = loop {
            let (reached, end) = self.enter_once(job);
            let was_read = reached.was_read();
            entries.push(reached);
            let failure = match end {
                Ok(answer) => break Ok(answer),
                Err(failure) => failure,
            };
            match self.wants_another_entry(&failure, was_read) {
                Ok(true) if failure.may_have_cost() => doubt = Some(failure),
                Ok(true) => {}
                Ok(false) => break Err(worse(failure, doubt)),
                Err(stop) => break Err(worse(stop, doubt)),
            }
        };
        Step { entries, end }
    }

    /// One entry of the secrets: how far it came, and what became of it.
    fn enter_once(&mut self, job: &Job) -> (Reached, Result<Answer, Failure>) {
        let ready = self
            .release_try(job)
            .and_then(|release| Ok((release, self.means_of(job)?)));
        let (release, means) = match ready {
            Ok(ready) => ready,
            Err(failure) => return (Reached::Nothing, Err(failure)),
        };
        let passed = self.pass(job, &release, &means);
        let (entry, basis) = (means.entry(), release.basis);
        if let (Ok(passed), Means::Digits(pins, _)) = (&passed, &means) {
            self.remember(job, pins, passed.verdict);
        }
        // Wiped before anything else is said or asked.
        drop(means);
        if let Ok(passed) = &passed {
            self.remember_named(job, passed.verdict);
        }
        match passed {
            Ok(passed) => {
                let end = self.conclude(job, &passed);
                let handed = Handed {
                    evidence: passed.evidence,
                    entry,
                    basis,
                };
                (Reached::Card(passed.after(), handed), end)
            }
            Err(NotPassed { failure, after }) => (Reached::Gate(after), Err(failure)),
        }
    }

    /// Who sets a PIN of its holder's is asked to be the holder, once per PIN.
    fn ask_holder(&mut self, job: &Job) -> Result<(), Failure> {
        let asks = job.pin.object.of_holder && !self.options.scripted && job.follows.is_none();
        if !asks {
            return Ok(());
        }
        let text = self.context.text;
        let name = self
            .sheet
            .holder()
            .filter(|_| !self.sheet.has_misplaced())
            .map(Certificate::display_name);
        let who = name.unwrap_or_else(|| text.holder_unnamed());
        let question = match job.operation {
            Operation::Activate | Operation::Change => text.holder_question(&who),
            Operation::Verify => text.holder_question_entered(&who),
            Operation::Unblock | Operation::UnblockWithNew => text.holder_question_puk(&who),
        };
        if self.context.confirm(&question)? {
            Ok(())
        } else {
            Err(Wish::HolderDeclined {
                operation: job.operation,
            }
            .into())
        }
    }
}

/// What is reported of two entries: a verdict of the card, or else the doubt that an earlier entry
/// left.
fn worse(failure: Failure, doubt: Option<Failure>) -> Failure {
    if failure.is_a_verdict() {
        failure
    } else {
        doubt.unwrap_or(failure)
    }
}
