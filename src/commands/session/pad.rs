//! The coach for PIN pads: whether the reader's pad can do what is wanted, what it will ask for, and what to do when a
//! dialog at the pad ends without a result.
//!
//! The pad is no prompt of ours: its order is shown and confirmed before the transaction begins, and it is armed as
//! the gate's last step. Nothing can stop an armed pad but its red key.

use apdu::Hole;

use super::entry::{Entry, PUK_DIGITS};
use super::{Job, Session};
use crate::card::{Operation, PasswordObject};
use crate::reader::pin_pad::{Digits, Pad, PadAnswer, PadEntry, PadLack, PadLanguage, PadOrder};
use crate::report::Failure;
use crate::report::explain::{own_label, transport_label};
use crate::text::{Language, Tone};

impl Session<'_, '_> {
    /// Whether digits are typed at the reader.
    pub(super) fn uses_pad(&self) -> bool {
        self.options.entry == Some(Entry::PinPad) && self.options.secrets.is_none()
    }

    /// Decides where digits are typed, before anything is asked. A pad that was asked for must be able to do all that
    /// is wanted; one that is merely there is taken when it can, and otherwise named.
    pub(super) fn check_entry(&mut self, jobs: &[Job]) -> Result<(), Failure> {
        if self.options.secrets.is_some() || self.options.scripted && self.options.entry != Some(Entry::PinPad) {
            return Ok(());
        }
        let pad = self.pad();
        let lack = jobs.iter().find_map(|job| pad.capability(&command(job), &self.pad_entry(job)).err());
        match (self.options.entry, lack) {
            (Some(Entry::PinPad), Some(lack)) => Err(Failure::PadLack { reader: self.chosen.reader.clone(), lack }),
            (Some(_), _) | (None, Some(PadLack::NoPad)) => Ok(()),
            (None, None) if !self.scripted => {
                self.options.entry = Some(Entry::PinPad);
                Ok(())
            }
            (None, None) => Ok(()),
            (None, Some(lack)) => self.name_lack(lack),
        }
    }

    /// A pad that is there but cannot: said, and the keyboard is the person's own choice.
    fn name_lack(&mut self, lack: PadLack) -> Result<(), Failure> {
        let failure = Failure::PadLack { reader: self.chosen.reader.clone(), lack };
        if self.scripted || self.options.dry_run {
            return Ok(());
        }
        self.tell(&failure);
        let question = self.context.text.keyboard_question();
        if self.context.confirm(&question)? {
            self.options.entry = Some(Entry::Keyboard);
            return Ok(());
        }
        Err(failure)
    }

    fn pad(&mut self) -> Pad {
        let features = self.context.readers.features(&self.chosen.reader);
        Pad::of(&self.chosen.reader, &features)
    }

    /// How many digits each entry may have.
    fn pad_entry(&self, job: &Job) -> PadEntry {
        let own = Digits::between(*PasswordObject::OWN_DIGITS.start() as u8, *PasswordObject::OWN_DIGITS.end() as u8);
        let secret = match job.operation {
            Operation::Activate => Digits::exactly(self.options.rules.transport_length as u8),
            Operation::UnblockWithNew | Operation::Unblock => Digits::exactly(PUK_DIGITS as u8),
            Operation::Change | Operation::Verify => own,
        };
        let language = match self.context.text.language() {
            Language::De => PadLanguage::German,
            Language::En => PadLanguage::English,
        };
        PadEntry { language, ..PadEntry::new(secret, own) }
    }

    /// Shows what the reader will ask for and waits for Enter; then the order is ready.
    pub(super) fn order_for_pad(&mut self, job: &Job) -> Result<PadOrder, Failure> {
        let pad = self.pad();
        let lacking = |lack| Failure::PadLack { reader: self.chosen.reader.clone(), lack };
        let order = pad.prepare(&command(job), &self.pad_entry(job)).map_err(lacking)?;
        self.show_steps(job, &pad);
        if !self.scripted {
            let prompt = self.context.text.pad_press_enter();
            self.context.dialog.ask(&prompt).map_err(|stop| self.context.stopped(stop))?;
        }
        Ok(order)
    }

    fn show_steps(&mut self, job: &Job, pad: &Pad) {
        let text = self.context.text;
        self.context.say(Tone::Plain, &text.pad_steps());
        let mut number = 0;
        for step in self.steps(job) {
            number += 1;
            self.context.say(Tone::Plain, &format!("  {}", text.pad_step(number, &step)));
        }
        if !pad.has_display() {
            self.context.say(Tone::Plain, &text.pad_no_display(number));
        }
        self.context.say(Tone::Plain, &text.pad_time());
    }

    fn steps(&self, job: &Job) -> Vec<String> {
        let text = self.context.text;
        let own = own_label(job.key(), text);
        let mut steps = Vec::new();
        for hole in command(job).holes() {
            match (hole, job.operation) {
                (Hole::New, _) => steps.extend([text.pad_new(&own), text.pad_new_again(&own)]),
                (Hole::ResettingCode, _) => steps.push(text.pad_puk(&text.puk_label(job.key().name()))),
                (Hole::Current, Operation::Activate) => {
                    let digits = self.options.rules.transport_length;
                    steps.push(text.pad_transport(&transport_label(job.key(), text), digits));
                }
                (Hole::Current, _) => steps.push(text.pad_current(&own)),
            }
        }
        steps
    }

    /// After a dialog at the pad that ended without a result: once more, at the keyboard, or not at all. Only where a
    /// person is there, and only where the reader or the card showed that nothing was spent.
    pub(super) fn wants_another_entry(&mut self, failure: &Failure) -> Result<bool, Failure> {
        if self.scripted || !self.uses_pad() {
            return Ok(false);
        }
        let keyboard_too = match failure {
            Failure::PadEnded { answer, .. } => !matches!(answer, PadAnswer::Card(_)),
            // The pad has one range for both entries and may let a new PIN of five digits through.
            Failure::NewPinRefused { .. } => false,
            _ => return Ok(false),
        };
        let text = self.context.text;
        self.tell(failure);
        let prompt = if keyboard_too { text.pad_again_or_keyboard() } else { text.pad_again() };
        loop {
            let answer = self.context.dialog.ask(&prompt).map_err(|stop| self.context.stopped(stop))?;
            match answer.trim() {
                "1" => return Ok(true),
                "2" if keyboard_too => {
                    self.options.entry = Some(Entry::Keyboard);
                    return Ok(true);
                }
                "" | "0" => return Ok(false),
                _ => {
                    self.context.say(Tone::Warning, &text.answer_one_of(if keyboard_too { "0, 1, 2" } else { "0, 1" }))
                }
            }
        }
    }
}

fn command(job: &Job) -> apdu::PinCommand {
    job.operation.command(job.pin.object.reference)
}
