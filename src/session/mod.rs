//! One run of a command that hands secrets to a card: `activate`, `change`, `unblock`, `verify`.
//!
//! What they share is here: the checks before any exchange, the card, the holder, promise 5
//! (`tries`), entry (`entry`, `pad`), the gate with the note around it (`pass`), the words of a
//! verdict (`verdict`), and the `end`. What differs is a [`Purpose`]: which PINs are worked on, and
//! what is said before and after.

pub mod desk;
mod end;
mod entry;
mod pad;
mod pass;
mod purpose;
mod tries;
mod verdict;

pub use entry::Entry;
pub use purpose::{Job, Options, Plan, Purpose};

use pass::NotPassed;

use crate::card::{Depth, Operation, PinStatus, PinView};
use crate::certificate::Certificate;
use crate::holder::Sheet;
use crate::pins::PinKey;
use crate::report::facts::check::EXPIRED;
use crate::report::words::certificates;
use crate::report::words::labels::own_label;
use crate::report::words::status as people;
use crate::report::words::topic;
use crate::report::{Failure, Outcome, PinResult, Skipped};
use crate::secrets::{Key, NewPins};
use crate::text::Tone;
use crate::topics::radar::Severity;
use desk::certificate_check::Judging;
use desk::choose::{Chosen, choose};
use desk::context::Context;
use desk::noted::{noted, observe};

/// A run under way.
pub struct Session<'r, 'w> {
    /// The world.
    pub context: &'r mut Context<'w>,
    /// The card.
    pub chosen: Chosen,
    /// What of its certificates was read: enough to name the holder.
    pub sheet: Sheet,
    /// What was asked for.
    pub options: Options,
    /// Whether nobody is asked.
    pub scripted: bool,
    /// New PINs that were typed in this run.
    new_pins: NewPins,
    /// Wrong tries so far by the person's answer, asked once per card.
    stated: Option<u8>,
    /// PINs that still hold their Transport-PIN although the card shows them as blocked, by the
    /// notes or the person's word.
    pub rescues: Vec<PinKey>,
    /// The PIN whose tries the PUK has just given back, still in transport state: nobody needs to
    /// be asked for them.
    restored: Option<PinKey>,
    /// Keys of the secrets that the card needed, as it was when the run began.
    needed: Vec<Key>,
    /// How the reader's PIN pad is used.
    pad: pad::Use,
    results: Vec<PinResult>,
    failures: Vec<Failure>,
}

/// How the work on one PIN went.
enum Went {
    /// It took effect.
    Done,
    /// The PIN was left alone; the next one may follow.
    LeftAlone,
    /// The run ends.
    Stopped,
}

/// Runs a command from the choice of the card to its last words.
///
/// # Errors
/// What went wrong before there was anything to report of the card's PINs.
pub fn run(
    context: &mut Context<'_>,
    options: Options,
    purpose: &dyn Purpose,
) -> Result<Outcome, Failure> {
    let scripted = options.scripted || !context.dialog.is_interactive();
    check_before_any_exchange(&options, scripted)?;
    context.patient = !scripted && !options.dry_run;
    let chosen = choose(context, Depth::HOLDER)?;
    let sheet = Judging::usual().sheet(&chosen.view);
    check_pins(&options, &chosen)?;
    tell_of_settled_notes(context, &chosen);
    let stated = options.tries_used;
    let mut session = Session {
        context,
        chosen,
        sheet,
        options,
        scripted,
        new_pins: NewPins::default(),
        stated,
        rescues: Vec::new(),
        restored: None,
        needed: Vec::new(),
        pad: pad::Use::default(),
        results: Vec::new(),
        failures: Vec::new(),
    };
    purpose.narrow(&mut session)?;
    session.all(purpose);
    Ok(session.finish(purpose))
}

/// An earlier try that ended without a known outcome, while the card has left the transport state
/// since: said once, before the card's own word replaces the note. Notes that cannot be read are
/// complained about where they matter.
fn tell_of_settled_notes(context: &mut Context<'_>, chosen: &Chosen) {
    for pin in chosen
        .view
        .pins
        .iter()
        .filter(|pin| pin.status != PinStatus::Transport)
    {
        let noted = noted(context, &chosen.view, pin.object.key).unwrap_or_default();
        if noted.unknown > 0 {
            let text = context.text;
            let (tone, state) = people::pin_state(pin.status, Some(noted), text);
            context.say(
                tone,
                &text.open_note_settled(&own_label(pin.object.key, text), &state),
            );
        }
    }
    observe(context, &chosen.view);
}

/// What can be refused before a card is looked for.
fn check_before_any_exchange(options: &Options, scripted: bool) -> Result<(), Failure> {
    let one_pin = options.pins.len() == 1;
    if (options.last_try.is_some() || options.try_again.is_some()) && !one_pin {
        return Err(Failure::LastTryNeedsPin);
    }
    let qes_given = options
        .secrets
        .as_ref()
        .is_some_and(|secrets| secrets.has_any_of(PinKey::Qes));
    if scripted && !options.holder_present && (options.pins.contains(&PinKey::Qes) || qes_given) {
        return Err(Failure::HolderNeeded);
    }
    Ok(())
}

fn check_pins(options: &Options, chosen: &Chosen) -> Result<(), Failure> {
    if let Some(pin) = options
        .pins
        .iter()
        .find(|pin| chosen.view.pin(**pin).is_none())
    {
        return Err(Failure::PinNotOnCard {
            pin: *pin,
            kind: chosen.view.kind,
        });
    }
    let Some(iccsn) = &chosen.view.iccsn else {
        return Err(Failure::CardUnreadable {
            step: "EF.GDO",
            detail: "ICCSN".to_owned(),
        });
    };
    match [&options.last_try, &options.try_again]
        .into_iter()
        .flatten()
        .find(|digits| !iccsn.is_meant_by(digits))
    {
        Some(_) => Err(Failure::DigitsOfOtherCard),
        None => Ok(()),
    }
}

impl Session<'_, '_> {
    fn all(&mut self, purpose: &dyn Purpose) {
        let pins: Vec<PinView> = self
            .chosen
            .view
            .pins
            .iter()
            .filter(|pin| self.wanted(pin))
            .copied()
            .collect();
        let jobs: Vec<Job> = pins
            .iter()
            .filter_map(|pin| self.job(purpose, pin))
            .collect();
        self.needed = entry::needed(&jobs);
        let begun = self
            .begin(&jobs)
            .and_then(|()| self.ask_person(purpose, &jobs));
        let mut stopped = begun
            .map_err(|failure| self.failures.push(failure))
            .is_err();
        for pin in pins {
            match purpose.plan(self, &pin) {
                // Who has cancelled is told what it came to, not what would have been next.
                Plan::Skip(Skipped::Done) if stopped => {
                    self.results.push(untouched(&pin, Some(Skipped::Done)))
                }
                Plan::Skip(why) => self.skip(&pin, why),
                Plan::Fail(skipped, failure) => {
                    self.results.push(untouched(&pin, skipped));
                    self.failures.push(failure);
                }
                Plan::Work(_) if stopped => self.skip(&pin, Skipped::Stopped),
                Plan::Work(_) if self.options.dry_run => self.skip(&pin, Skipped::DryRun),
                Plan::Work(operation) => {
                    stopped = !self.work(purpose, Job { pin, operation }, &jobs)
                }
            }
        }
    }

    fn wanted(&self, pin: &PinView) -> bool {
        self.options.pins.is_empty() || self.options.pins.contains(&pin.object.key)
    }

    fn job(&self, purpose: &dyn Purpose, pin: &PinView) -> Option<Job> {
        match purpose.plan(self, pin) {
            Plan::Work(operation) => Some(Job {
                pin: *pin,
                operation,
            }),
            _ => None,
        }
    }

    /// Whether a script would have to leave this PIN to its holder.
    pub fn holder_is_missing(&self, pin: &PinView) -> bool {
        pin.object.of_holder && self.scripted && !self.options.holder_present
    }

    /// A PIN whose state says nothing that could be worked with.
    pub fn unreadable(&self, pin: &PinView) -> Plan {
        let detail = people::pin_state(pin.status, None, self.context.text).1;
        Plan::Fail(
            None,
            Failure::CardUnreadable {
                step: pin.object.key.name(),
                detail,
            },
        )
    }

    /// What comes before the first PIN: the card, and whatever a script can be refused for, so that
    /// it is refused before anything has been done.
    fn begin(&mut self, jobs: &[Job]) -> Result<(), Failure> {
        let text = self.context.text;
        let card = people::card_lines(&self.chosen.view, text);
        let holder = certificates::holder_lines(self.chosen.view.kind, &self.sheet, text);
        for (tone, line) in card
            .into_iter()
            .chain(holder)
            .chain(certificates::expiry_warning(&self.sheet, text))
        {
            self.context.say(tone, &line);
        }
        let known = Judging::usual().findings(&self.chosen.view, &self.sheet, text.language());
        // Expiry was said; what is only to be done some day does not belong between card and PIN.
        for finding in known
            .iter()
            .filter(|finding| finding.severity == Severity::Ended && finding.code != EXPIRED)
        {
            for (tone, line) in topic::finding_lines(finding, text) {
                self.context.say(tone, &line);
            }
        }
        self.context
            .say(Tone::Plain, &text.reader_line(&self.chosen.reader));
        if jobs.is_empty() {
            return Ok(());
        }
        self.check_entry(jobs)?;
        if !self.scripted {
            return Ok(());
        }
        jobs.iter().try_for_each(|job| self.script_refusal(job))?;
        if self.options.dry_run {
            Ok(())
        } else {
            self.check_secrets(jobs)
        }
    }

    /// The keys that this card needs, and new PINs that are digits of its number.
    fn check_secrets(&self, jobs: &[Job]) -> Result<(), Failure> {
        let Some(secrets) = &self.options.secrets else {
            return if self.uses_pad() {
                Ok(())
            } else {
                Err(Failure::NoInput)
            };
        };
        let mut problems = secrets.missing(&entry::needed(jobs));
        if !self.options.rules.allow_trivial {
            problems.extend(
                secrets
                    .trivial_new_pins(self.chosen.view.iccsn.as_ref().map(|iccsn| iccsn.as_str())),
            );
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(Failure::Secrets(problems))
        }
    }

    fn ask_person(&mut self, purpose: &dyn Purpose, jobs: &[Job]) -> Result<(), Failure> {
        if self.scripted || jobs.is_empty() || self.options.dry_run {
            return Ok(());
        }
        self.context.say(Tone::Plain, "");
        purpose.ask_first(self, jobs)
    }

    /// Works on one PIN, and on what its success leads to; whether the run may go on.
    fn work(&mut self, purpose: &dyn Purpose, job: Job, jobs: &[Job]) -> bool {
        let mut job = job;
        loop {
            match self.work_once(purpose, &job, jobs) {
                Went::Done => {}
                Went::LeftAlone => return true,
                Went::Stopped => return false,
            }
            let status = self
                .chosen
                .view
                .pin(job.key())
                .map_or(job.pin.status, |pin| pin.status);
            job.pin.status = status;
            match purpose.next(self, &job) {
                Ok(Some(operation)) => {
                    // RESET RETRY COUNTER sets the counter to its start, also in transport state
                    // (gemSpec_COS N081).
                    self.restored = job.operation.uses_puk().then_some(job.key());
                    job.operation = operation;
                }
                Ok(None) => return true,
                Err(failure) => {
                    self.fail(failure, &job, jobs);
                    return false;
                }
            }
        }
    }

    fn work_once(&mut self, purpose: &dyn Purpose, job: &Job, jobs: &[Job]) -> Went {
        let mut result = untouched(&job.pin, None);
        let done = self.hand_over(purpose, job, jobs, &mut result);
        if done.is_err() && result.skipped.is_none() && result.tries_basis.is_none() {
            result.skipped = Some(Skipped::Stopped);
        }
        self.results.push(result);
        match done {
            Ok(()) => Went::Done,
            // The holder's no ends nothing: it is one PIN left alone.
            Err(failure @ (Failure::HolderDeclined { .. } | Failure::PukNoHelp { .. })) => {
                self.failures.push(failure);
                Went::LeftAlone
            }
            Err(failure) => {
                self.fail(failure, job, jobs);
                Went::Stopped
            }
        }
    }

    /// A cancellation names what is done and what is not.
    fn fail(&mut self, failure: Failure, job: &Job, jobs: &[Job]) {
        self.failures.push(match failure {
            Failure::Cancelled { .. } => {
                let at = jobs
                    .iter()
                    .position(|other| other.key() == job.key())
                    .unwrap_or_default();
                let touched = self.rescued_in_this_run();
                let untouched = jobs
                    .iter()
                    .skip(at)
                    .map(Job::key)
                    .filter(|key| !touched.contains(key))
                    .collect();
                Failure::Cancelled {
                    set: self.set_in_this_run(),
                    rescued: touched,
                    untouched,
                }
            }
            failure => failure,
        });
    }

    fn hand_over(
        &mut self,
        purpose: &dyn Purpose,
        job: &Job,
        jobs: &[Job],
        result: &mut PinResult,
    ) -> Result<(), Failure> {
        let text = self.context.text;
        self.context
            .interrupts
            .check()
            .map_err(|_| self.context.cancelled())?;
        let number = jobs
            .iter()
            .position(|other| other.key() == job.key())
            .map_or(1, |index| index + 1);
        self.context.say(Tone::Plain, "");
        if self.context.readers.is_virtual() {
            self.context.say(Tone::Heading, &text.rehearsal_mark());
        }
        self.context.say(
            Tone::Heading,
            &text.step(number, jobs.len(), &verdict::heading(job, text)),
        );
        self.ask_holder(job, result)?;
        purpose.ask_at_pin(self, job)?;
        // A round at the pad of which nobody knows whether it cost a try. Whatever ends the next
        // one before the card has its say must not claim that nothing was spent.
        let mut doubt = None;
        loop {
            let Err(failure) = self.one_entry(job, jobs, result) else {
                return Ok(());
            };
            let failure = match self.wants_another_entry(&failure, result.after) {
                Ok(true) => {
                    doubt = if failure.may_have_cost() {
                        Some(failure)
                    } else {
                        doubt
                    };
                    continue;
                }
                Ok(false) => failure,
                Err(stop) => stop,
            };
            return Err(if failure.is_a_verdict() {
                failure
            } else {
                doubt.unwrap_or(failure)
            });
        }
    }

    /// One entry of the secrets, and what became of it.
    fn one_entry(
        &mut self,
        job: &Job,
        jobs: &[Job],
        result: &mut PinResult,
    ) -> Result<(), Failure> {
        let release = self.release_try(job)?;
        let means = self.means_of(job)?;
        let passed = self.pass(job, &release, &means);
        let entry = means.entry();
        drop(means);
        let passed = passed.map_err(|NotPassed { failure, after }| {
            result.after = after;
            failure
        })?;
        result.entry = Some(entry);
        result.tries_basis = Some(release.basis);
        result.after = passed.after;
        self.conclude(job, jobs, passed.verdict, result)
    }

    fn ask_holder(&mut self, job: &Job, result: &mut PinResult) -> Result<(), Failure> {
        let text = self.context.text;
        let asked = !self.scripted && job.pin.object.of_holder && !self.holder_agreed(job);
        let name = self
            .sheet
            .holder()
            .filter(|_| !self.sheet.has_misplaced())
            .map(Certificate::display_name);
        let by = name.clone().unwrap_or_else(|| text.holder_unnamed());
        let question = match job.operation {
            Operation::Activate | Operation::Change => text.holder_question(&by),
            Operation::Verify => text.holder_question_entered(&by),
            Operation::Unblock | Operation::UnblockWithNew => {
                text.holder_question_puk(&name.unwrap_or_else(|| text.holder_unnamed_subject()))
            }
        };
        if asked && !self.context.confirm(&question)? {
            result.skipped = Some(Skipped::Holder);
            return Err(Failure::HolderDeclined {
                operation: job.operation,
            });
        }
        Ok(())
    }

    /// Whether this PIN was worked on in this run already, with its holder's word.
    fn holder_agreed(&self, job: &Job) -> bool {
        self.results
            .iter()
            .any(|result| result.key == job.key() && result.skipped.is_none())
    }

    /// Says a failure that is not the end.
    fn tell(&mut self, failure: &Failure) {
        let message = crate::report::explain(failure, self.context.text);
        self.context.say(Tone::Warning, &message.what);
    }

    fn skip(&mut self, pin: &PinView, why: Skipped) {
        let text = self.context.text;
        let label = own_label(pin.object.key, text);
        match why {
            Skipped::Done => self.context.say(Tone::Plain, &text.skipped_done(&label)),
            Skipped::Holder => self
                .context
                .say(Tone::Warning, &text.skipped_holder(&label)),
            Skipped::DryRun => self.context.say(Tone::Plain, &text.would_ask(&label)),
            Skipped::Stopped | Skipped::Blocked | Skipped::NotBlocked => {}
        }
        self.results.push(untouched(pin, Some(why)));
    }
}

fn untouched(pin: &PinView, skipped: Option<Skipped>) -> PinResult {
    PinResult {
        object: pin.object,
        key: pin.object.key,
        before: pin.status,
        after: Some(pin.status),
        changed: false,
        right: None,
        answer: None,
        skipped,
        tries_basis: None,
        entry: None,
    }
}
