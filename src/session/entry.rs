//! By which way the secrets of a job come: typed at the keyboard (`keyboard`), from a script's file,
//! at the reader's PIN pad, or at the terminal that holds the card.

use std::time::Duration;

use super::plan::Job;
use super::state::Session;
use crate::card::How;
use crate::pins::PinKey;
use crate::reader::pin_pad::PadOrder;
use crate::report::Failure;
use crate::report::facts::outcome::EntryWord;
use crate::report::failure::CommandLine;
use crate::report::words::labels::own_label;
use crate::secrets::Pin;
use crate::session::desk::places::Terminal;

/// What is handed to the gate: digits, or an order for a pad.
pub(super) enum Means {
    /// Digits in the order in which the operation wants them.
    Digits(Vec<Pin>, EntryWord),
    /// An order for the reader's pad.
    Pad(PadOrder),
    /// Nothing: the terminal that holds the card asks.
    Terminal(Terminal),
}

impl Means {
    /// The same for the gate.
    pub fn how(&self) -> How<'_> {
        match self {
            Means::Digits(pins, _) => How::Digits(pins),
            Means::Pad(order) => How::Pad(order),
            Means::Terminal(_) => How::Terminal,
        }
    }

    /// How long the state of the PIN may still change after an answer was lost.
    pub const fn settles(&self) -> Duration {
        match self {
            Means::Digits(..) | Means::Pad(_) => Duration::ZERO,
            Means::Terminal(terminal) => terminal.settles,
        }
    }

    /// The fixed word of the JSON contract.
    pub const fn entry(&self) -> EntryWord {
        match self {
            Means::Digits(_, word) => *word,
            Means::Pad(_) => EntryWord::PinPad,
            Means::Terminal(_) => EntryWord::Terminal,
        }
    }
}

impl Session<'_, '_> {
    /// The secrets of one job, by whatever way they come.
    pub(super) fn means_of(&mut self, job: &Job) -> Result<Means, Failure> {
        if let Some(secrets) = &mut self.options.secrets {
            let pins: Option<Vec<Pin>> = job
                .keys()
                .into_iter()
                .map(|key| secrets.take(key))
                .collect();
            let missing = || Failure::bug("secrets are missing after they were checked");
            return pins
                .map(|pins| Means::Digits(pins, EntryWord::File))
                .ok_or_else(missing);
        }
        if self.uses_pad()
            && let Some(means) = self.means_elsewhere(job)?
        {
            return Ok(means);
        }
        let pins = self.typed(job)?;
        Ok(Means::Digits(pins, EntryWord::Keyboard))
    }

    /// Which of several PINs is meant.
    pub fn choose_pins(&mut self, pins: Vec<PinKey>) -> Result<Vec<PinKey>, Failure> {
        if let Some(secrets) = &self.options.secrets {
            let given = |pin: &PinKey| secrets.has_any_of(*pin);
            return Ok(pins.into_iter().filter(given).collect());
        }
        if self.options.scripted {
            return Err(CommandLine::PinNeeded.into());
        }
        let text = self.context.text;
        let labels: Vec<String> = pins.iter().map(|pin| own_label(*pin, text)).collect();
        let index = self.context.choose(&text.which_pin(), &labels)?;
        Ok(pins.get(index).copied().into_iter().collect())
    }
}
