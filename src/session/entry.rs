//! Entry of secrets: by the person at the keyboard, twice and compared where it is typed from
//! paper; from a script's file; at the reader's PIN pad, or at the terminal that holds the card.
//! Whatever can be checked is checked here, where a slip costs nothing.

use std::time::Duration;

use super::mistakes::Asked;
use super::plan::Job;
use super::state::Session;
use crate::card::{How, Operation};
use crate::dialog::{Refusal, Typed};
use crate::pins::{CAN_DIGITS, OWN_DIGITS, PUK_DIGITS, PinKey, Role};
use crate::reader::pin_pad::PadOrder;
use crate::report::Failure;
use crate::report::facts::outcome::EntryWord;
use crate::report::failure::{CommandLine, Unreached};
use crate::report::words::labels::{own_label, transport_label};
use crate::secrets::{CardDigits, NewPins, NotAPin, Pin, trivial};
use crate::session::desk::context::Context;
use crate::session::desk::places::Terminal;
use crate::text::Tone;

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

    /// Asks for what the operation wants, in that order.
    fn typed(&mut self, job: &Job) -> Result<Vec<Pin>, Failure> {
        let text = self.context.text;
        self.context.say(Tone::Plain, &text.entry_hidden());
        let Some(iccsn) = self.chosen.view.iccsn.clone() else {
            return Err(Unreached::without_number(&self.chosen.view).into());
        };
        let card = iccsn.as_str();
        let mut pins: Vec<Pin> = Vec::with_capacity(2);
        for role in job.operation.roles() {
            let asked = Asked::of(card, job.key(), *role);
            let pin = match role {
                Role::New => {
                    let old = Old {
                        of_this: pins.first(),
                        of_others: &mut self.new_pins,
                    };
                    ask_new(self.context, job, old, card)?
                }
                Role::Puk => ask_puk(self.context, job.key(), asked)?,
                Role::Transport => {
                    let length = TransportLength {
                        wanted: self.options.rules.transport_length,
                        or_own: self.is_perhaps_set(job),
                    };
                    ask_transport(self.context, job.key(), asked, length)?
                }
                Role::Current => ask_current(self.context, job.key(), asked)?,
            };
            pins.push(pin);
        }
        if job.operation != Operation::Verify {
            self.context.say(Tone::Plain, &text.handing_over());
        }
        Ok(pins)
    }
}

/// How many digits are asked for.
struct TransportLength {
    /// Those of a Transport-PIN.
    wanted: usize,
    /// Whether the new PIN of an earlier entry may be the valid one, so that its length is as good.
    or_own: bool,
}

/// Asks for the Transport-PIN until both entries are equal and of the right length.
fn ask_transport(
    context: &mut Context<'_>,
    key: PinKey,
    mut asked: Asked,
    length: TransportLength,
) -> Result<Pin, Failure> {
    let mut want = length.wanted;
    let text = context.text;
    let label = transport_label(key, text);
    loop {
        let first = ask_digits(context, &text.ask_transport(&label, want))?;
        if first.length() != want && length.or_own && OWN_DIGITS.contains(&first.length()) {
            let question = text.own_length_question(first.length());
            if confirms_length(context, &question, first.length())? {
                want = first.length();
            }
            continue;
        }
        if first.length() != want {
            context.say(Tone::Warning, &text.transport_length(first.length(), want));
            match first.length() {
                PUK_DIGITS => {
                    context.say(Tone::Warning, &text.looks_like_puk());
                    continue;
                }
                CAN_DIGITS => context.say(Tone::Warning, &text.looks_like_can()),
                _ => {}
            }
            // No wall: a letter may really give another length, but only a typed confirmation says
            // so.
            let question = text.length_question(first.length());
            if confirms_length(context, &question, first.length())? {
                want = first.length();
            }
            continue;
        }
        if let Some(pin) = repeated(context, first, &text.ask_again(&label))?
            && asked.takes(context, &pin)?
        {
            return Ok(pin);
        }
    }
}

/// Asks for the PUK until both entries are equal and eight digits long.
fn ask_puk(context: &mut Context<'_>, key: PinKey, mut asked: Asked) -> Result<Pin, Failure> {
    let text = context.text;
    let label = text.puk_label(key.name());
    loop {
        let first = ask_digits(context, &text.ask_puk(&label))?;
        if first.length() != PUK_DIGITS {
            context.say(Tone::Warning, &text.puk_length(first.length()));
            continue;
        }
        if let Some(pin) = repeated(context, first, &text.ask_again(&label))?
            && asked.takes(context, &pin)?
        {
            return Ok(pin);
        }
    }
}

/// Asks for the own PIN once: it is known by heart, and the card names what is left.
fn ask_current(context: &mut Context<'_>, key: PinKey, mut asked: Asked) -> Result<Pin, Failure> {
    let text = context.text;
    let label = own_label(key, text);
    loop {
        let pin = ask_digits(context, &text.ask_current(&label))?;
        if !OWN_DIGITS.contains(&pin.length()) {
            context.say(Tone::Warning, &text.current_length(pin.length()));
            continue;
        }
        if asked.takes(context, &pin)? {
            return Ok(pin);
        }
    }
}

/// Asks once more and compares; `None` when the entries differ.
fn repeated(context: &mut Context<'_>, first: Pin, prompt: &str) -> Result<Option<Pin>, Failure> {
    let second = ask_digits(context, prompt)?;
    if first.same_as(&second) {
        return Ok(Some(first));
    }
    context.say(Tone::Warning, &context.text.entries_differ());
    Ok(None)
}

fn confirms_length(
    context: &mut Context<'_>,
    question: &str,
    length: usize,
) -> Result<bool, Failure> {
    let answer = context
        .answer(question)
        .map_err(|stop| context.stopped(stop))?;
    context.take_back_secret(question, &answer);
    Ok(answer.trim() == length.to_string())
}

/// What a new PIN is compared with.
struct Old<'a> {
    /// The PIN or PUK that was just typed for the same PIN.
    of_this: Option<&'a Pin>,
    /// New PINs of the other PINs in this run.
    of_others: &'a mut NewPins,
}

/// Asks for the new PIN until it fits the rules and both entries are equal.
fn ask_new(
    context: &mut Context<'_>,
    job: &Job,
    old: Old<'_>,
    iccsn: &str,
) -> Result<Pin, Failure> {
    let text = context.text;
    let label = own_label(job.key(), text);
    loop {
        let first = ask_digits(context, &text.ask_new(&label))?;
        if !OWN_DIGITS.contains(&first.length()) {
            context.say(Tone::Warning, &text.own_length(first.length()));
            continue;
        }
        if old.of_this.is_some_and(|old| first.same_as(old)) {
            let not_that = match job.operation {
                Operation::UnblockWithNew | Operation::Unblock => text.new_equals_puk(),
                Operation::Change | Operation::Verify => text.new_equals_current(),
                Operation::Activate => text.new_equals_old(),
            };
            context.say(Tone::Warning, &not_that);
            continue;
        }
        let Some(pin) = repeated(context, first, &text.ask_new_again(&label))? else {
            continue;
        };
        // Only now: whoever has just typed blind types the repetition blind, and would not read a
        // question before it.
        let printed = CardDigits {
            iccsn: Some(iccsn),
            can: None,
        };
        let is_trivial = trivial(&pin, printed).is_some();
        if is_trivial && !context.confirm(&text.trivial_question())? {
            continue;
        }
        if let Some(other) = old.of_others.other_with(job.key(), &pin) {
            let other = own_label(other, text);
            if !context.confirm(&text.same_new_question(&other))? {
                continue;
            }
        }
        old.of_others.take(job.key(), &pin);
        return Ok(pin);
    }
}

/// Asks until digits come.
fn ask_digits(context: &mut Context<'_>, prompt: &str) -> Result<Pin, Failure> {
    let text = context.text;
    loop {
        let typed = context
            .dialog
            .ask_secret(prompt)
            .map_err(|stop| context.stopped(stop))?;
        let problem = match typed {
            Typed::Digits(digits) => match Pin::from_digits(digits.as_bytes()) {
                Ok(pin) => return Ok(pin),
                Err(NotAPin::PinLength { got: 1 }) => text.impossible_length_one(),
                Err(NotAPin::PinLength { got }) => text.impossible_length(got),
                Err(_) => text.not_digits(),
            },
            Typed::Refused(Refusal::TooMany(got)) => text.impossible_length(got),
            Typed::Refused(Refusal::NotDigits) => text.not_digits(),
            Typed::Refused(Refusal::TooEarly) => text.typed_too_early(),
        };
        context.say(Tone::Warning, &problem);
    }
}
