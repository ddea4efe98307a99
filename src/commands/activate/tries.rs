//! Whether a try may be made: the last one needs a deliberate act, and a script does not go on after a wrong one by
//! itself.
//!
//! In transport state the card hides its counter. What is known comes from this PC's notes and from what the person
//! states; both can only make the tool more careful. What was decided holds only as long as the notes stay as they
//! were: the gate compares them once more, under its lock.

use super::{Plan, Run};
use crate::attempts::{self, Secret};
use crate::card::{PinStatus, PinView};
use crate::commands::notes::pin_name;
use crate::report::explain::transport_label;
use crate::report::outcome::TriesBasis;
use crate::report::{BlockedBy, Failure, Skipped};
use crate::text::Tone;

/// A try that may be made, and what that rests on.
#[derive(Debug)]
pub(super) struct Release {
    /// The notes as they were shown.
    pub shown: attempts::View,
    /// Wrong tries elsewhere by the person's statement.
    pub stated: u8,
    /// What the number of tries left rests on.
    pub basis: TriesBasis,
}

/// How many tries are left at most, and what that rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Standing {
    left_at_most: u8,
    basis: TriesBasis,
}

/// The least that notes and statement leave. A number that the card named holds by itself; without one, what is stated
/// and every attempt of unknown outcome are both taken off.
fn standing(tries: u8, noted: &attempts::View, stated: Option<u8>) -> Standing {
    let by_statement = tries.saturating_sub(stated.unwrap_or_default().max(noted.stated));
    let by_notes = match noted.tries_left_at_most {
        Some(left) if noted.card_named => left,
        _ => by_statement.saturating_sub(noted.unknown),
    };
    let left_at_most = by_notes.min(by_statement);
    let basis = match stated {
        _ if noted.tries_left_at_most.is_some() && left_at_most < by_statement => TriesBasis::Notes,
        Some(_) => TriesBasis::Stated,
        None if noted.tries_left_at_most.is_some() => TriesBasis::Notes,
        None => TriesBasis::Assumed,
    };
    Standing { left_at_most, basis }
}

impl Run<'_, '_> {
    /// What a noted block makes of a PIN, unless its last try was released by flag.
    pub(super) fn noted_block(&self, pin: &PinView) -> Option<Plan> {
        let blocked = pin.status == PinStatus::Transport && self.view_of(pin).is_ok_and(|view| view.blocked_noted);
        (blocked && self.options.last_try.is_none()).then(|| {
            let failure = Failure::Blocked { pin: pin.object.key, known: BlockedBy::Notes, transport: true };
            Plan::Fail(Some(Skipped::Blocked), failure)
        })
    }

    /// What a script is refused, before it has begun with any PIN.
    pub(super) fn script_refusal(&self, pin: &PinView) -> Result<(), Failure> {
        let key = pin.object.key;
        let noted = self.view_of(pin).and_then(|view| self.context.notes.check().map(|()| view));
        let noted = noted.map_err(Failure::Notes)?;
        let standing = standing(pin.object.tries, &noted, self.stated);
        let tried = noted.wrong + noted.unknown > 0;
        match (self.options.last_try.is_some(), self.options.try_again.is_some()) {
            (true, _) => Ok(()),
            _ if standing.left_at_most <= 1 => Err(Failure::LastTry { pin: key }),
            (false, false) if tried => Err(Failure::TryAgain { pin: key }),
            _ => Ok(()),
        }
    }

    /// Lets the next try of a PIN in transport state happen, or refuses it.
    pub(super) fn release_try(&mut self, pin: &PinView) -> Result<Release, Failure> {
        let shown = if self.scripted {
            self.script_refusal(pin)?;
            self.view_of(pin).map_err(Failure::Notes)?
        } else {
            self.usable_notes(pin)
        };
        // Without a number that the card named nobody knows what happened elsewhere.
        if self.stated.is_none() && !shown.card_named && !self.scripted {
            self.stated = Some(self.ask_tries()?);
        }
        let standing = standing(pin.object.tries, &shown, self.stated);
        self.tell(pin, &shown, standing);
        if standing.left_at_most <= 1 && self.options.last_try.is_none() {
            self.release_last(pin)?;
        }
        let stated = self.stated.unwrap_or_default().max(shown.stated);
        Ok(Release { shown, stated, basis: standing.basis })
    }

    fn view_of(&self, pin: &PinView) -> Result<attempts::View, attempts::Error> {
        match &self.chosen.view.iccsn {
            Some(iccsn) => self.context.notes.view(iccsn.as_str(), Secret::Pin(pin_name(pin.object.key))),
            None => Ok(attempts::View::default()),
        }
    }

    /// What the notes hold. Where they cannot be read or written, a person is told before anything is asked.
    fn usable_notes(&mut self, pin: &PinView) -> attempts::View {
        let view = self.view_of(pin);
        match self.context.notes.check().and(view) {
            Ok(view) => view,
            Err(error) => {
                self.warn_of_notes(&error);
                attempts::View::default()
            }
        }
    }

    pub(super) fn warn_of_notes(&mut self, error: &attempts::Error) {
        let warning = self.context.text.notes_warning(&error.to_string());
        self.context.say(Tone::Warning, &warning);
    }

    fn ask_tries(&mut self) -> Result<u8, Failure> {
        let text = self.context.text;
        self.context.say(Tone::Plain, &text.tries_question());
        loop {
            let answer = self.context.dialog.ask(&text.tries_prompt()).map_err(|stop| self.context.stopped(stop))?;
            match answer.trim() {
                "0" => return Ok(0),
                "1" => return Ok(1),
                "2" => return Ok(2),
                _ => self.context.say(Tone::Warning, &text.answer_one_of(&text.tries_choices())),
            }
        }
    }

    fn tell(&mut self, pin: &PinView, noted: &attempts::View, standing: Standing) {
        let text = self.context.text;
        let line = match standing.basis {
            TriesBasis::Notes => text.tries_noted(&text.tries(standing.left_at_most)),
            TriesBasis::Stated => text.tries_stated(&text.tries(standing.left_at_most)),
            _ => format!("{} {}", text.tries_hidden(), text.tries_assumed()),
        };
        self.context.say(Tone::Plain, &line);
        if noted.unknown > 0 {
            self.context.say(Tone::Warning, &text.open_note(&transport_label(pin.object.key, text)));
        }
    }

    /// The deliberate act of a person: digits of the card's number, typed. (Digits given by flag were compared with the
    /// card that was looked at, and the gate compares that card once more.)
    fn release_last(&mut self, pin: &PinView) -> Result<(), Failure> {
        let key = pin.object.key;
        let text = self.context.text;
        self.context.say(Tone::Bad, &text.last_try_warning(&transport_label(key, text)));
        let typed = self.context.dialog.ask(&text.last_try_prompt()).map_err(|stop| self.context.stopped(stop))?;
        let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        let released = self.chosen.view.iccsn.as_ref().is_some_and(|iccsn| iccsn.is_meant_by(&typed));
        match (released, typed.is_empty()) {
            (true, _) => Ok(()),
            (false, true) => Err(Failure::LastTryDeclined { pin: key }),
            (false, false) => Err(Failure::DigitsOfOtherCard),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(noted: attempts::View, stated: Option<u8>) -> (u8, TriesBasis) {
        let Standing { left_at_most, basis } = standing(3, &noted, stated);
        (left_at_most, basis)
    }

    #[test]
    fn without_notes_the_statement_counts() {
        assert_eq!(of(attempts::View::default(), None), (3, TriesBasis::Assumed));
        assert_eq!(of(attempts::View::default(), Some(0)), (3, TriesBasis::Stated));
        assert_eq!(of(attempts::View::default(), Some(2)), (1, TriesBasis::Stated));
    }

    #[test]
    fn the_smaller_of_a_number_named_by_the_card_and_a_statement_counts() {
        let named = |left| attempts::View {
            tries_left_at_most: Some(left),
            card_named: true,
            wrong: 1,
            ..attempts::View::default()
        };
        assert_eq!(of(named(2), None), (2, TriesBasis::Notes));
        assert_eq!(of(named(1), Some(0)), (1, TriesBasis::Notes));
        assert_eq!(of(named(2), Some(2)), (1, TriesBasis::Stated));
    }

    #[test]
    fn open_attempts_and_statements_are_both_taken_off() {
        let open = |stated| attempts::View {
            tries_left_at_most: Some(2 - stated),
            unknown: 1,
            stated,
            ..attempts::View::default()
        };
        assert_eq!(of(open(0), None), (2, TriesBasis::Notes));
        assert_eq!(of(open(0), Some(1)), (1, TriesBasis::Notes));
        assert_eq!(of(open(2), None), (0, TriesBasis::Notes));
        assert_eq!(of(open(0), Some(2)), (0, TriesBasis::Notes));
    }
}
