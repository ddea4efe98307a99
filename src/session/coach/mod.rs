//! The coach for PIN pads and card terminals: whether the reader's pad can do what is wanted, what
//! pad or terminal will ask for, and what to do when a dialog there ends without a result.
//!
//! Neither is a prompt of ours: its order is shown and confirmed before the card is taken hold of,
//! and the dialog begins as the gate's last step. Nothing can stop it but the red key.

mod display;
mod terminal;

use super::entry::Means;
use super::options::Entry;
use super::plan::Job;
use super::state::Session;
use crate::card::Operation;
use crate::dialog::{Stop, Typed};
use crate::pins::{OWN_DIGITS, PUK_DIGITS, Role};
use crate::reader::pin_pad::{
    Digits, Pad, PadAnswer, PadEntry, PadLack, PadLanguage, PadOrder, Profile,
};
use crate::report::failure::{self, Terminal, Verdict};
use crate::report::words::labels::{own_label, range, transport_label};
use crate::report::{Event, Failure};
use crate::session::desk::places::EntryWays;
use crate::text::{Language, Tone};

impl Session<'_, '_> {
    /// Whether digits are typed at the reader, or at the terminal that holds the card.
    pub(super) fn uses_pad(&self) -> bool {
        self.pad.chosen && self.options.secrets.is_none()
    }

    /// Decides where digits are typed, before anything is asked. A pad that was asked for must be
    /// able to do all that is wanted; one that is merely there is taken when it can, and otherwise
    /// named. A terminal is the only way where it holds the card.
    pub(super) fn check_entry(&mut self, jobs: &[Job]) -> Result<(), Failure> {
        if let Some(error) = self.context.places.lacks_for_entry(&self.chosen.place) {
            return Err(self.context.unreachable(error));
        }
        let silent = self.options.scripted && self.options.entry != Some(Entry::PinPad);
        let pad = match self.context.places.entry_ways(&self.chosen.place) {
            EntryWays::There(terminal) => return self.check_terminal(jobs, &terminal, silent),
            EntryWays::Here(_) if self.options.secrets.is_some() || silent => return Ok(()),
            EntryWays::Here(pad) => pad,
        };
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
        match self.context.places.entry_ways(&self.chosen.place) {
            EntryWays::Here(pad) if answer == PadAnswer::Unsupported => pad.needs_firmware(),
            EntryWays::Here(_) | EntryWays::There(_) => None,
        }
    }

    fn check_pad(&self, pad: &Pad, job: &Job) -> Result<(), PadLack> {
        job.operation
            .check_pad(job.pin.object, pad, &self.pad_entry(job))
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

    /// Shows what pad or terminal will ask for and waits for Enter; then it may begin. `None` when
    /// the pad cannot do this step, though it could do the ones before, and the person takes the
    /// keyboard.
    pub(super) fn means_elsewhere(&mut self, job: &Job) -> Result<Option<Means>, Failure> {
        match self.context.places.entry_ways(&self.chosen.place) {
            EntryWays::Here(pad) => Ok(self.order_for_pad(job, &pad)?.map(Means::Pad)),
            EntryWays::There(terminal) => {
                self.ask_whether_there(&terminal)?;
                self.show_terminal_steps(job, &terminal);
                let text = self.context.text;
                self.wait_for_enter(&text.terminal_press_enter(), &text.terminal_not_here())?;
                Ok(Some(Means::Terminal(terminal)))
            }
        }
    }

    fn order_for_pad(&mut self, job: &Job, pad: &Pad) -> Result<Option<PadOrder>, Failure> {
        let entry = self.pad_entry(job);
        let order = match job.operation.prepare_pad(job.pin.object, pad, &entry) {
            Ok(order) => order,
            Err(lack) if self.options.scripted || self.options.entry.is_some() => {
                return Err(self.lacking(lack));
            }
            Err(lack) => return self.name_lack(lack).map(|()| None),
        };
        self.show_steps(job, pad, &entry);
        let text = self.context.text;
        self.wait_for_enter(&text.pad_press_enter(), &text.pad_not_here())?;
        Ok(Some(order))
    }

    /// Not shown, and nothing but Enter counts: who types digits here by mistake must not read them
    /// on the screen, and keys pressed before the question must not arm a pad.
    fn wait_for_enter(&mut self, prompt: &str, not_here: &str) -> Result<(), Failure> {
        if self.options.scripted {
            return Ok(());
        }
        loop {
            let (place, limit) = (&self.chosen.place, self.wanted.limit());
            let typed = self.context.digits(prompt, false, place);
            match typed.map_err(|stop| self.context.stopped(stop))? {
                None => self.context.wait_if_pulled(place, limit)?,
                Some(Typed::Digits(digits)) if digits.is_empty() => return Ok(()),
                Some(_) => self.context.say(Tone::Warning, not_here),
            }
        }
    }

    fn show_steps(&mut self, job: &Job, pad: &Pad, entry: &PadEntry) {
        let text = self.context.text;
        self.context.say(Tone::Plain, &text.pad_steps());
        let taken = |wanted| pad.taken_of(wanted).unwrap_or(wanted);
        let steps = self.steps(job, taken(entry.secret), taken(entry.new));
        self.list(&steps);
        if !pad.has_display() {
            let line = text.pad_no_display(steps.len());
            self.context.say(Tone::Plain, &line);
        }
        let once = if job.operation.uses_puk() {
            text.pad_once_puk()
        } else {
            text.pad_once()
        };
        self.context.say(Tone::Plain, &once);
        self.context.say(Tone::Plain, &text.pad_time());
    }

    fn list(&mut self, steps: &[String]) {
        let text = self.context.text;
        for (number, step) in (1..).zip(steps) {
            let line = format!("  {}", text.pad_step(number, step));
            self.context.say(Tone::Plain, &line);
        }
    }

    /// What is asked for, one after the other.
    fn steps(&self, job: &Job, secret: Digits, new: Digits) -> Vec<String> {
        let text = self.context.text;
        let own = own_label(job.key(), text);
        let mut steps = Vec::new();
        for role in job.operation.roles() {
            match role {
                Role::New => steps.extend([
                    text.pad_new(&own, &range(new, text)),
                    text.pad_new_again(&own),
                ]),
                Role::Puk => steps.push(text.pad_puk(&text.puk_label(job.key().name()))),
                Role::Transport => {
                    let digits = self.options.rules.transport_length;
                    steps.push(text.pad_transport(&transport_label(job.key(), text), digits));
                }
                Role::Current => steps.push(text.pad_current(&own, &range(secret, text))),
            }
        }
        steps
    }

    /// After a dialog elsewhere that ended without a result: once more, at the keyboard, or not at
    /// all. Only where a person is there, and only where the reader or the card showed that nothing
    /// was spent.
    pub(super) fn wants_another_entry(
        &mut self,
        failure: &Failure,
        was_read: bool,
    ) -> Result<bool, Failure> {
        let is_over = self.context.interrupts.raised();
        if self.options.scripted || !self.uses_pad() || !was_read || is_over {
            return Ok(false);
        }
        let text = self.context.text;
        let (keyboard_too, prompt) = match failure {
            Failure::Pad(failure::Pad::Ended { answer, .. })
                if !matches!(answer, PadAnswer::Card(_)) =>
            {
                (true, text.pad_again_or_keyboard())
            }
            // The pad has one range for both entries and may let a new PIN of five digits through.
            Failure::Pad(failure::Pad::Ended { .. })
            | Failure::Verdict(Verdict::NewPinRefused { .. }) => (false, text.pad_again()),
            Failure::Terminal(Terminal::Ended { .. }) => (false, text.terminal_again()),
            _ => return Ok(false),
        };
        let choices = if keyboard_too { "0, 1, 2" } else { "0, 1" };
        self.context.tell(&Event::Hitch(failure));
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
