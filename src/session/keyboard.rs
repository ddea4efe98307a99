//! Secrets typed at the keyboard of this PC. Whatever can be checked is checked here, where a slip
//! costs nothing.
//!
//! A Transport-PIN is typed once and seen: it lies open on the desk and is void a moment later, and
//! seeing it shows a misreading that two blind entries would repeat. What the terminal cannot take
//! off its screen again, and what stays valid, is typed blind: twice and compared where it comes
//! from paper or is new.

use super::mistakes::Asked;
use super::plan::Job;
use super::state::Session;
use crate::card::Operation;
use crate::dialog::{Refusal, Typed};
use crate::pins::{CAN_DIGITS, OWN_DIGITS, PUK_DIGITS, PinKey, Role};
use crate::report::Failure;
use crate::report::failure::Unreached;
use crate::report::words::labels::{own_label, transport_label};
use crate::secrets::{CardDigits, NewPins, NotAPin, Pin, trivial};
use crate::session::desk::context::Context;
use crate::text::Tone;

impl Session<'_, '_> {
    /// Asks for what the operation wants, in that order.
    pub(super) fn typed(&mut self, job: &Job) -> Result<Vec<Pin>, Failure> {
        let text = self.context.text;
        let Some(iccsn) = self.chosen.view.iccsn.clone() else {
            return Err(Unreached::without_number(&self.chosen.view).into());
        };
        let card = iccsn.as_str();
        let or_own = self.is_perhaps_set(job);
        let seen = self.shows_transport(job, or_own);
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
                    let manner = Transport {
                        wanted: self.options.rules.transport_length,
                        or_own,
                        seen,
                    };
                    ask_transport(self.context, job.key(), asked, manner)?
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

    /// Whether a Transport-PIN is seen while it is typed; says how the entry will be. `or_own` says
    /// that a PIN which stays valid may be typed in its place.
    fn shows_transport(&mut self, job: &Job, or_own: bool) -> bool {
        let text = self.context.text;
        let asks = job.operation.roles().contains(&Role::Transport);
        let wants = asks && !self.context.hidden && !or_own;
        let seen = wants && self.context.dialog.takes_back();
        if wants && !seen {
            self.context.say(Tone::Plain, &text.entry_stays_hidden());
        }
        let how = if seen {
            text.entry_seen()
        } else {
            text.entry_hidden()
        };
        self.context.say(Tone::Plain, &how);
        seen
    }
}

/// How a Transport-PIN is asked for.
struct Transport {
    /// How many digits it has.
    wanted: usize,
    /// Whether the new PIN of an earlier entry may be the valid one, so that its length is as good.
    or_own: bool,
    /// Whether it is seen, and then typed once.
    seen: bool,
}

/// Asks for the Transport-PIN until it has the right length, and until both entries are equal where
/// nobody sees it.
fn ask_transport(
    context: &mut Context<'_>,
    key: PinKey,
    mut asked: Asked,
    manner: Transport,
) -> Result<Pin, Failure> {
    let mut want = manner.wanted;
    let text = context.text;
    let label = transport_label(key, text);
    loop {
        let first = ask_digits(context, &text.ask_transport(&label, want), manner.seen)?;
        if first.length() != want && manner.or_own && OWN_DIGITS.contains(&first.length()) {
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
        let pin = if manner.seen {
            Some(first)
        } else {
            repeated(context, first, &text.ask_again(&label))?
        };
        if let Some(pin) = pin
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
        let first = ask_digits(context, &text.ask_puk(&label), false)?;
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
        let pin = ask_digits(context, &text.ask_current(&label), false)?;
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
    let second = ask_digits(context, prompt, false)?;
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
        let first = ask_digits(context, &text.ask_new(&label), false)?;
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

/// Asks until digits come, seen or blind.
fn ask_digits(context: &mut Context<'_>, prompt: &str, seen: bool) -> Result<Pin, Failure> {
    let text = context.text;
    loop {
        let typed = if seen {
            context.dialog.ask_seen(prompt)
        } else {
            context.dialog.ask_secret(prompt)
        };
        let typed = typed.map_err(|stop| context.stopped(stop))?;
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
