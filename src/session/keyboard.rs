//! Secrets typed at the keyboard of this PC. Whatever can be checked is checked here, where a slip
//! costs nothing, and as soon as it can be: a new PIN before it is typed once more, a card that was
//! pulled before anything else is typed.
//!
//! A Transport-PIN is typed once and seen: it lies open on the desk and is void a moment later, and
//! seeing it shows a misreading that two blind entries would repeat. What the terminal cannot take
//! off its screen again, and what stays valid, is typed blind: twice and compared where it comes
//! from paper or is new.

use std::time::Duration;

use super::mistakes::Asked;
use super::plan::Job;
use super::state::Session;
use crate::card::Operation;
use crate::dialog::{Refusal, Typed};
use crate::pins::{CAN_DIGITS, OWN_DIGITS, PUK_DIGITS, PinKey, Role};
use crate::report::Failure;
use crate::report::failure::Unreached;
use crate::report::words::labels::{own_label, transport_label};
use crate::secrets::{CardDigits, NewPins, NotAPin, Pin, Trivial, trivial};
use crate::session::desk::context::Context;
use crate::session::desk::places::PlaceId;
use crate::text::{Text, Tone};

impl Session<'_, '_> {
    /// Asks for what the operation wants, in that order.
    pub(super) fn typed(&mut self, job: &Job) -> Result<Vec<Pin>, Failure> {
        let text = self.context.text;
        let Some(iccsn) = self.chosen.view.iccsn.clone() else {
            return Err(Unreached::without_number(&self.chosen.view).into());
        };
        let card = iccsn.as_str();
        let or_own = self.is_perhaps_set(job);
        let manner = Transport {
            wanted: self.options.rules.transport_length,
            or_own,
            seen: self.shows_transport(job, or_own),
        };
        let mut typist = Typist {
            context: &mut *self.context,
            place: &self.chosen.place,
            limit: self.wanted.limit(),
        };
        let mut pins: Vec<Pin> = Vec::with_capacity(2);
        for role in job.operation.roles() {
            let asked = Asked::of(card, job.key(), *role);
            let pin = match role {
                Role::New => {
                    let old = Old {
                        of_this: pins.first(),
                        of_others: &mut self.new_pins,
                    };
                    typist.new_pin(job, old, card)?
                }
                Role::Puk => typist.puk(job.key(), asked)?,
                Role::Transport => typist.transport(job.key(), asked, &manner)?,
                Role::Current => typist.current(job.key(), asked)?,
            };
            pins.push(pin);
        }
        if job.operation != Operation::Verify {
            self.context.say(Tone::Plain, &text.handing_over());
        }
        Ok(pins)
    }

    /// Whether a Transport-PIN is seen while it is typed; says how the entry will be, unless that
    /// was said in this run. `or_own` says that a PIN which stays valid may be typed in its place.
    fn shows_transport(&mut self, job: &Job, or_own: bool) -> bool {
        let text = self.context.text;
        let asks = job.operation.roles().contains(&Role::Transport);
        let wants = asks && !self.context.hidden && !or_own;
        let seen = wants && self.context.dialog.takes_back();
        if self.told_entry.replace(seen) != Some(seen) {
            if wants && !seen {
                self.context.say(Tone::Plain, &text.entry_stays_hidden());
            }
            let how = if seen {
                text.entry_seen()
            } else {
                text.entry_hidden()
            };
            self.context.say(Tone::Plain, &how);
        }
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

/// What a new PIN is compared with.
struct Old<'a> {
    /// The PIN or PUK that was just typed for the same PIN.
    of_this: Option<&'a Pin>,
    /// New PINs of the other PINs in this run.
    of_others: &'a mut NewPins,
}

/// Somebody who types the secrets of one job.
struct Typist<'s, 'w> {
    context: &'s mut Context<'w>,
    /// Where the card is that they are for.
    place: &'s PlaceId,
    /// Longest wait for it where it was pulled.
    limit: Option<Duration>,
}

impl Typist<'_, '_> {
    /// Asks for the Transport-PIN until it has the right length, and until both entries are equal
    /// where nobody sees it.
    fn transport(
        &mut self,
        key: PinKey,
        mut asked: Asked,
        manner: &Transport,
    ) -> Result<Pin, Failure> {
        let text = self.context.text;
        let label = transport_label(key, text);
        let mut want = manner.wanted;
        let mut odd = None;
        loop {
            let first = self.digits(&text.ask_transport(&label, want), manner.seen)?;
            let got = first.length();
            if got != want && manner.or_own && OWN_DIGITS.contains(&got) {
                if self.confirms_length(&text.own_length_question(got), got)? {
                    want = got;
                }
                continue;
            }
            if got != want {
                self.warn(&text.transport_length(got, want));
                match got {
                    PUK_DIGITS => {
                        self.warn(&text.looks_like_puk());
                        continue;
                    }
                    CAN_DIGITS => self.warn(&text.looks_like_can()),
                    _ => {}
                }
                // No wall: a letter may really give another length. But once it is a slip, and only
                // a typed confirmation lets it through.
                let again = odd.replace(got) == Some(got);
                if again && self.confirms_length(&text.length_question(got), got)? {
                    want = got;
                }
                continue;
            }
            let pin = if manner.seen {
                Some(first)
            } else {
                self.repeated(first, &text.ask_again(&label))?
            };
            if let Some(pin) = pin
                && asked.takes(self.context, &pin)?
            {
                return Ok(pin);
            }
        }
    }

    /// Asks for the PUK until both entries are equal and eight digits long.
    fn puk(&mut self, key: PinKey, mut asked: Asked) -> Result<Pin, Failure> {
        let text = self.context.text;
        let label = text.puk_label(key.name());
        loop {
            let first = self.digits(&text.ask_puk(&label), false)?;
            if first.length() != PUK_DIGITS {
                self.warn(&text.puk_length(first.length()));
                continue;
            }
            if let Some(pin) = self.repeated(first, &text.ask_again(&label))?
                && asked.takes(self.context, &pin)?
            {
                return Ok(pin);
            }
        }
    }

    /// Asks for the own PIN once: it is known by heart, and the card names what is left.
    fn current(&mut self, key: PinKey, mut asked: Asked) -> Result<Pin, Failure> {
        let text = self.context.text;
        let label = own_label(key, text);
        loop {
            let pin = self.digits(&text.ask_current(&label), false)?;
            if !OWN_DIGITS.contains(&pin.length()) {
                self.warn(&text.current_length(pin.length()));
                continue;
            }
            if asked.takes(self.context, &pin)? {
                return Ok(pin);
            }
        }
    }

    /// Asks for the new PIN until it fits the rules and both entries are equal. It is judged after
    /// the first one, with the reason; who types one anew that only speaks against itself is asked
    /// whether it is meant.
    fn new_pin(&mut self, job: &Job, old: Old<'_>, iccsn: &str) -> Result<Pin, Failure> {
        let text = self.context.text;
        let label = own_label(job.key(), text);
        let mut told = false;
        loop {
            let first = self.digits(&text.ask_new(&label), false)?;
            if !OWN_DIGITS.contains(&first.length()) {
                self.warn(&text.own_length(first.length()));
                continue;
            }
            if old.of_this.is_some_and(|old| first.same_as(old)) {
                self.warn(&not_that(job.operation, text));
                continue;
            }
            if let Some(reason) = reason_against(&first, job.key(), &old, iccsn, text) {
                if !std::mem::replace(&mut told, true) {
                    self.warn(&format!("{reason} {}", text.another_pin_please()));
                    continue;
                }
                let question = format!("{reason} {}", text.take_anyway_question());
                if !self.context.confirm(&question)? {
                    continue;
                }
            }
            if let Some(pin) = self.repeated(first, &text.ask_new_again(&label))? {
                old.of_others.take(job.key(), &pin);
                return Ok(pin);
            }
        }
    }

    /// Asks once more and compares; `None` when the entries differ.
    fn repeated(&mut self, first: Pin, prompt: &str) -> Result<Option<Pin>, Failure> {
        let second = self.digits(prompt, false)?;
        if first.same_as(&second) {
            return Ok(Some(first));
        }
        self.warn(&self.context.text.entries_differ());
        Ok(None)
    }

    fn confirms_length(&mut self, question: &str, length: usize) -> Result<bool, Failure> {
        let answer = self.context.answer(question);
        let answer = answer.map_err(|stop| self.context.stopped(stop))?;
        self.context.take_back_secret(question, &answer);
        Ok(answer.trim() == length.to_string())
    }

    /// Asks until digits come, seen or blind, and not while the card is out.
    fn digits(&mut self, prompt: &str, seen: bool) -> Result<Pin, Failure> {
        let text = self.context.text;
        loop {
            self.context.wait_if_pulled(self.place, self.limit)?;
            let typed = self.context.digits(prompt, seen, self.place);
            let Some(typed) = typed.map_err(|stop| self.context.stopped(stop))? else {
                continue;
            };
            let problem = match typed {
                Typed::Digits(digits) => match Pin::from_digits(digits.as_bytes()) {
                    Ok(pin) => {
                        if !seen {
                            self.count(pin.length());
                        }
                        return Ok(pin);
                    }
                    Err(NotAPin::PinLength { got: 0 }) => text.nothing_typed(),
                    Err(NotAPin::PinLength { got: 1 }) => text.impossible_length_one(),
                    Err(NotAPin::PinLength { got }) => text.impossible_length(got),
                    Err(_) => text.not_digits(),
                },
                Typed::Refused(Refusal::TooMany(got)) => text.impossible_length(got),
                Typed::Refused(Refusal::NotDigits) => text.not_digits(),
                Typed::Refused(Refusal::TooEarly) => text.typed_too_early(),
                Typed::Refused(Refusal::Disturbed) => text.typed_disturbed(),
            };
            self.warn(&problem);
        }
    }

    /// Says how many digits were typed blind where lines are read in order and nothing else is
    /// seen. Elsewhere the next question is sign enough, and the length of a PIN is nobody's
    /// business.
    fn count(&mut self, digits: usize) {
        if !self.context.dialog.takes_back() {
            let line = self.context.text.digits_entered(digits);
            self.context.say(Tone::Plain, &line);
        }
    }

    fn warn(&mut self, line: &str) {
        self.context.say(Tone::Warning, line);
    }
}

/// What a new PIN must not be.
fn not_that(operation: Operation, text: Text) -> String {
    match operation {
        Operation::UnblockWithNew | Operation::Unblock => text.new_equals_puk(),
        Operation::Change | Operation::Verify => text.new_equals_current(),
        Operation::Activate => text.new_equals_old(),
    }
}

/// What speaks against a new PIN that may be taken all the same.
fn reason_against(
    new: &Pin,
    key: PinKey,
    old: &Old<'_>,
    iccsn: &str,
    text: Text,
) -> Option<String> {
    let printed = CardDigits {
        iccsn: Some(iccsn),
        can: None,
    };
    let guessed = trivial(new, printed).map(|why| match why {
        Trivial::Sequence => text.new_is_sequence(),
        Trivial::Repeat => text.new_is_repeat(),
        Trivial::Date => text.new_is_date(),
        Trivial::CardNumber => text.new_is_card_number(),
        Trivial::Can => text.new_is_can(),
    });
    guessed.or_else(|| {
        let other = old.of_others.other_with(key, new)?;
        Some(text.same_new(&own_label(other, text)))
    })
}
