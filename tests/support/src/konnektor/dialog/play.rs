//! One person's part in a dialog, and the card's command.

use super::super::card::{Secret, Verdict};
use super::super::codes::Problem;
use super::super::display;
use super::super::habits::Channel;
use super::super::person::{Ending, Person};
use super::super::request::Operation;
use super::super::state::{State, Stop};
use super::{Job, Pending, PinAnswer, tell};

impl State {
    /// One person's part.
    pub(super) fn play(&mut self, job: Job, person: Person) -> Result<PinAnswer, Stop> {
        match person {
            Person::After(time, who) => {
                self.world.now = self.world.now.plus(time);
                self.taken += time;
                self.play(job, *who)
            }
            Person::Unheard(who, looks, end) => {
                self.show(&job, 0);
                self.pending = Some(Pending {
                    job,
                    who: *who,
                    looks,
                });
                Err(Stop::Lost(end))
            }
            Person::InUse => {
                self.dialogs.remove(job.dialog);
                Err(Problem::new(4060).into())
            }
            Person::Stops(entries, ending) => {
                self.show(&job, entries.len());
                self.end(&job, ending)
            }
            Person::BreaksBefore => {
                self.show(&job, 0);
                Err(Problem::new(if self.is_remote(&job) { 4048 } else { 4094 }).into())
            }
            Person::PullsCard => {
                self.show(&job, 0);
                self.lose_card(&job);
                Err(Problem::new(4045).into())
            }
            Person::PullsCardAt(cut, entries) => {
                if let Some(place) = self.world.find(&job.handle) {
                    let inserted = self.world.inserted(place.0, place.1);
                    let chip = inserted.and_then(|inserted| inserted.card.chip_mut());
                    chip.into_iter().for_each(|chip| chip.cut_power_at(cut));
                }
                let _ = self.typed(&job, &entries);
                self.lose_card(&job);
                Err(Problem::new(4045).into())
            }
            Person::BreaksAfter(entries) => {
                let _ = self.typed(&job, &entries);
                Err(Problem::new(if self.is_remote(&job) { 4053 } else { 4094 }).into())
            }
            Person::TooLate(entries, ending) => {
                let _ = self.typed(&job, &entries);
                self.end(&job, ending)
            }
            Person::Types(entries) => self.typed(&job, &entries),
        }
    }

    fn end(&mut self, job: &Job, ending: Ending) -> Result<PinAnswer, Stop> {
        let code = match ending {
            Ending::Nobody => {
                let as_made = if self.make.warns {
                    Channel::Warning
                } else {
                    Channel::Fault
                };
                let channel = self.habits.time_out.unwrap_or(as_made);
                return Ok(tell(channel, "ERROR", 4043)?);
            }
            Ending::RedKey => 4049,
            Ending::WrongLength => 4068,
            Ending::Differ => {
                self.result(job, display::DIFFERENT);
                4067
            }
        };
        Err(Problem::new(code).into())
    }

    /// All entries are there: the terminal compares the new ones, and the card gets its command.
    fn typed(&mut self, job: &Job, entries: &[String]) -> Result<PinAnswer, Stop> {
        self.show(job, entries.len());
        let prompts = display::screens(job.operation, job.pin, 0, job.transport, job.with_new);
        assert_eq!(
            entries.len(),
            prompts.len(),
            "the terminal asks {:?}, and so many entries are there",
            prompts
                .iter()
                .map(|screen| screen.prompt)
                .collect::<Vec<_>>()
        );
        if let [_, new, repeated] = entries {
            if !(6..=8).contains(&new.len()) {
                return self.end(job, Ending::WrongLength);
            }
            if new != repeated {
                return self.end(job, Ending::Differ);
            }
        }
        let secret = match (job.operation, entries) {
            (Operation::UnblockPin, [puk]) => Secret::Unblock(puk),
            (Operation::UnblockPin, [puk, new, _]) => Secret::UnblockWithNew(puk, new),
            (Operation::ChangePin, [old, new, _]) => Secret::Change(old, new),
            (_, entries) => Secret::Verify(&entries[0]),
        };
        let Some(place) = self.world.find(&job.handle) else {
            return Err(Problem::new(4101).into());
        };
        let Some(inserted) = self.world.inserted(place.0, place.1) else {
            return Err(Problem::new(4101).into());
        };
        let verdict = inserted.card.secret(job.pin, secret);
        let raises = job.operation == Operation::VerifyPin || self.habits.change_raises;
        match (job.operation, verdict) {
            (Operation::UnblockPin, _) | (_, Verdict::Wrong(_)) => inserted.lower(job.pin),
            (_, Verdict::Done) if raises => inserted.raise(job.owner.clone(), job.pin),
            _ => {}
        }
        self.judge(job, verdict)
    }

    /// Shows prompts up to the one behind what was typed.
    fn show(&mut self, job: &Job, typed: usize) {
        let Some(dialog) = self.dialogs.get_mut(job.dialog) else {
            return;
        };
        let slot = dialog.slot;
        let mut all = display::screens(job.operation, job.pin, slot, job.transport, job.with_new);
        all.truncate(typed + 1);
        dialog.entries = typed.min(all.len());
        dialog.screens = all;
    }

    fn is_remote(&self, job: &Job) -> bool {
        let dialog = self.dialogs.get(job.dialog);
        dialog.is_some_and(|dialog| dialog.is_remote)
    }

    pub(super) fn result(&mut self, job: &Job, text: &'static str) {
        if let Some(dialog) = self.dialogs.get_mut(job.dialog) {
            if dialog.is_remote {
                dialog.results.push(display::REMOTE);
            }
            dialog.results.push(text);
        }
    }

    fn lose_card(&mut self, job: &Job) {
        if let Some((terminal, slot)) = self.world.find(&job.handle) {
            let card = self.world.pull(terminal, slot);
            self.pulled.extend(card.map(|card| (terminal, slot, card)));
        }
    }

    /// Somebody looks at the state of a PIN: what goes on unheard goes on.
    pub fn settle(&mut self) {
        match self.pending.take() {
            Some(Pending { job, who, looks: 0 }) => {
                let taken = self.taken;
                let _ = self.play(job, who);
                self.taken = taken;
            }
            Some(pending) => {
                self.pending = Some(Pending {
                    looks: pending.looks - 1,
                    ..pending
                });
            }
            None => {}
        }
    }
}
