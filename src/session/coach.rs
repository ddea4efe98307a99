//! The coach for PIN pads: whether the reader's pad can do what is wanted, what it will ask for,
//! and what to do when a dialog at the pad ends without a result.
//!
//! The pad is no prompt of ours: its order is shown and confirmed before the transaction begins,
//! and it is armed as the gate's last step. Nothing can stop an armed pad but its red key.

use super::options::Entry;
use super::plan::Job;
use super::state::Session;
use crate::card::Operation;
use crate::dialog::{Stop, Typed};
use crate::pins::{OWN_DIGITS, PUK_DIGITS, Role};
use crate::reader::pin_pad::{
    Digits, Pad, PadAnswer, PadEntry, PadLack, PadLanguage, PadOrder, Profile,
};
use crate::report::failure::{self, Verdict};
use crate::report::words::labels::{own_label, range, transport_label};
use crate::report::{Event, Failure};
use crate::session::desk::places::EntryWays;
use crate::text::{Language, Tone};

impl Session<'_, '_> {
    /// Whether digits are typed at the reader.
    pub(super) fn uses_pad(&self) -> bool {
        self.pad.chosen && self.options.secrets.is_none()
    }

    /// Decides where digits are typed, before anything is asked. A pad that was asked for must be
    /// able to do all that is wanted; one that is merely there is taken when it can, and otherwise
    /// named.
    pub(super) fn check_entry(&mut self, jobs: &[Job]) -> Result<(), Failure> {
        if self.options.secrets.is_some()
            || self.options.scripted && self.options.entry != Some(Entry::PinPad)
        {
            return Ok(());
        }
        let pad = self.reader_pad();
        let lack = jobs.iter().find_map(|job| self.check_pad(&pad, job).err());
        match (self.options.entry, lack) {
            (Some(Entry::PinPad), Some(lack)) => Err(self.lacking(lack)),
            (Some(Entry::PinPad) | None, None) => {
                self.pad.chosen = true;
                Ok(())
            }
            (Some(Entry::Keyboard | Entry::File), _) | (None, Some(PadLack::NoPad)) => Ok(()),
            (None, Some(lack)) => self.name_lack(lack),
        }
    }

    /// A pad that is there but cannot: said, and the keyboard is the person's own choice.
    fn name_lack(&mut self, lack: PadLack) -> Result<(), Failure> {
        let failure = self.lacking(lack);
        self.context.tell(&Event::Hitch(&failure));
        if self.options.dry_run {
            return Ok(());
        }
        let question = self.context.text.keyboard_question();
        if self.context.confirm(&question)? {
            self.pad.chosen = false;
            return Ok(());
        }
        Err(failure)
    }

    fn lacking(&self, lack: PadLack) -> Failure {
        Failure::Pad(failure::Pad::Lack {
            reader: self.chosen.place.to_string(),
            lack,
        })
    }

    /// The firmware that a pad which does not do what it offers may be waiting for.
    pub(super) fn firmware_needed(&mut self, answer: PadAnswer) -> Option<&'static str> {
        if answer == PadAnswer::Unsupported {
            self.reader_pad().needs_firmware()
        } else {
            None
        }
    }

    fn check_pad(&self, pad: &Pad, job: &Job) -> Result<(), PadLack> {
        job.operation
            .check_pad(job.pin.object, pad, &self.pad_entry(job))
    }

    fn reader_pad(&mut self) -> Pad {
        let EntryWays::Here(pad) = self.context.places.entry_ways(&self.chosen.place);
        pad
    }

    /// How many digits each entry may have.
    fn pad_entry(&self, job: &Job) -> PadEntry {
        let own = Digits::between(*OWN_DIGITS.start() as u8, *OWN_DIGITS.end() as u8);
        let secret = match job.operation {
            Operation::Activate => Digits::exactly(self.options.rules.transport_length as u8),
            Operation::UnblockWithNew | Operation::Unblock => Digits::exactly(PUK_DIGITS as u8),
            Operation::Change | Operation::Verify => own,
        };
        let language = match self.context.text.language() {
            Language::De => PadLanguage::German,
            Language::En => PadLanguage::English,
        };
        let profile = self.pad.other_profile.then_some(Profile::Bits);
        PadEntry {
            language,
            profile,
            ..PadEntry::new(secret, own)
        }
    }

    /// Shows what the reader will ask for and waits for Enter; then the order is ready. `None` when
    /// the pad cannot do this step, though it could do the ones before, and the person takes the
    /// keyboard.
    pub(super) fn order_for_pad(&mut self, job: &Job) -> Result<Option<PadOrder>, Failure> {
        let pad = self.reader_pad();
        let entry = self.pad_entry(job);
        let order = match job.operation.prepare_pad(job.pin.object, &pad, &entry) {
            Ok(order) => order,
            Err(lack) if self.options.scripted || self.options.entry.is_some() => {
                return Err(self.lacking(lack));
            }
            Err(lack) => return self.name_lack(lack).map(|()| None),
        };
        self.show_steps(job, &pad, &entry);
        if !self.options.scripted {
            self.wait_for_enter()?;
        }
        Ok(Some(order))
    }

    /// Not shown, and nothing but Enter counts: who types digits here by mistake must not read them
    /// on the screen, and keys pressed before the question must not arm a pad.
    fn wait_for_enter(&mut self) -> Result<(), Failure> {
        let prompt = self.context.text.pad_press_enter();
        loop {
            let typed = self
                .context
                .dialog
                .ask_secret(&prompt)
                .map_err(|stop| self.context.stopped(stop))?;
            if matches!(typed, Typed::Digits(digits) if digits.is_empty()) {
                return Ok(());
            }
            let warning = self.context.text.pad_not_here();
            self.context.say(Tone::Warning, &warning);
        }
    }

    fn show_steps(&mut self, job: &Job, pad: &Pad, entry: &PadEntry) {
        let text = self.context.text;
        self.context.say(Tone::Plain, &text.pad_steps());
        let mut number = 0;
        for step in self.steps(job, pad, entry) {
            number += 1;
            self.context
                .say(Tone::Plain, &format!("  {}", text.pad_step(number, &step)));
        }
        if !pad.has_display() {
            self.context.say(Tone::Plain, &text.pad_no_display(number));
        }
        let once = if job.operation.uses_puk() {
            text.pad_once_puk()
        } else {
            text.pad_once()
        };
        self.context.say(Tone::Plain, &once);
        self.context.say(Tone::Plain, &text.pad_time());
    }

    fn steps(&self, job: &Job, pad: &Pad, entry: &PadEntry) -> Vec<String> {
        let text = self.context.text;
        let own = own_label(job.key(), text);
        let digits = |wanted| range(pad.taken_of(wanted).unwrap_or(wanted), text);
        let mut steps = Vec::new();
        for role in job.operation.roles() {
            match role {
                Role::New => steps.extend([
                    text.pad_new(&own, &digits(entry.new)),
                    text.pad_new_again(&own),
                ]),
                Role::Puk => steps.push(text.pad_puk(&text.puk_label(job.key().name()))),
                Role::Transport => {
                    let digits = self.options.rules.transport_length;
                    steps.push(text.pad_transport(&transport_label(job.key(), text), digits));
                }
                Role::Current => steps.push(text.pad_current(&own, &digits(entry.secret))),
            }
        }
        steps
    }

    /// After a dialog at the pad that ended without a result: once more, at the keyboard, or not at
    /// all. Only where a person is there, and only where the reader or the card showed that nothing
    /// was spent.
    pub(super) fn wants_another_entry(
        &mut self,
        failure: &Failure,
        was_read: bool,
    ) -> Result<bool, Failure> {
        if self.options.scripted || !self.uses_pad() || !was_read {
            return Ok(false);
        }
        let keyboard_too = match failure {
            Failure::Pad(failure::Pad::Ended { answer, .. }) => {
                !matches!(answer, PadAnswer::Card(_))
            }
            // The pad has one range for both entries and may let a new PIN of five digits through.
            Failure::Verdict(Verdict::NewPinRefused { .. }) => false,
            _ => return Ok(false),
        };
        let text = self.context.text;
        self.context.tell(&Event::Hitch(failure));
        let (prompt, choices) = if keyboard_too {
            (text.pad_again_or_keyboard(), "0, 1, 2")
        } else {
            (text.pad_again(), "0, 1")
        };
        loop {
            let answer = match self.context.answer(&prompt) {
                Ok(answer) => answer,
                // A cancellation says that no try is spent. Of these two nobody knows.
                Err(Stop::Cancelled) if failure.may_have_cost() => return Ok(false),
                Err(stop) => return Err(self.context.stopped(stop)),
            };
            match answer.trim() {
                "1" => {
                    if let Failure::Pad(failure::Pad::Ended {
                        answer: PadAnswer::Refused,
                        ..
                    }) = failure
                    {
                        self.pad.other_profile = !self.pad.other_profile;
                        self.context.say(Tone::Plain, &text.pad_other_way());
                    }
                    return Ok(true);
                }
                "2" if keyboard_too => {
                    self.pad.chosen = false;
                    return Ok(true);
                }
                "" | "0" => return Ok(false),
                _ => self
                    .context
                    .ask_anew(&prompt, &answer, &text.answer_one_of(choices)),
            }
        }
    }
}
