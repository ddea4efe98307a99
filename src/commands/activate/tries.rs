//! Whether a try may be made: the last one needs a deliberate act, and a script does not go on after a wrong one by
//! itself.
//!
//! In transport state the card hides its counter. What is known comes from this PC's notes and from the one question
//! asked before the first Transport-PIN of a card; both can only make the tool more careful.

use super::Run;
use crate::attempts;
use crate::card::{PinStatus, PinView};
use crate::commands::notes::noted_of;
use crate::report::explain::transport_label;
use crate::report::outcome::{Noted, TriesBasis};
use crate::report::{BlockedBy, Failure};
use crate::text::Tone;

/// How many tries are left at most, and what that rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Standing {
    left_at_most: u8,
    basis: TriesBasis,
}

/// Takes the smaller of what the notes hold and what was stated.
fn standing(tries: u8, noted: Option<u8>, stated: Option<u8>) -> Standing {
    let stated_left = stated.map(|used| tries.saturating_sub(used));
    match (noted, stated_left) {
        (Some(noted), Some(stated)) if stated < noted => Standing { left_at_most: stated, basis: TriesBasis::Stated },
        (Some(noted), _) => Standing { left_at_most: noted, basis: TriesBasis::Notes },
        (None, Some(left_at_most)) => Standing { left_at_most, basis: TriesBasis::Stated },
        (None, None) => Standing { left_at_most: tries, basis: TriesBasis::Assumed },
    }
}

impl Run<'_, '_> {
    /// Lets the next try of a PIN in transport state happen, or refuses it.
    pub(super) fn release_try(&mut self, pin: &PinView) -> Result<TriesBasis, Failure> {
        debug_assert_eq!(pin.status, PinStatus::Transport);
        let noted = self.noted(pin)?;
        if noted.blocked && self.options.last_try.is_none() {
            return Err(Failure::Blocked { pin: pin.object.key, known: BlockedBy::Notes, transport: true });
        }
        if self.stated.is_none() && noted.tries_left_at_most.is_none() && !self.scripted {
            self.stated = Some(self.ask_tries()?);
        }
        let standing = standing(pin.object.tries, noted.tries_left_at_most, self.stated);
        self.tell(pin, noted, standing);
        if standing.left_at_most <= 1 {
            self.release_last(pin)?;
        } else if self.scripted && noted.wrong + noted.unknown > 0 && self.released_by_flag().is_none() {
            return Err(Failure::TryAgain { pin: pin.object.key });
        }
        Ok(standing.basis)
    }

    /// What the notes hold. Where they cannot be read, a script sends nothing into a hidden counter; a person is told
    /// and asked.
    fn noted(&mut self, pin: &PinView) -> Result<Noted, Failure> {
        let Some(iccsn) = self.chosen.view.iccsn.clone() else { return Ok(Noted::default()) };
        match noted_of(self.context, &iccsn, pin.object.key) {
            Ok(noted) => Ok(noted),
            Err(error) if self.scripted && !self.options.no_notes => Err(Failure::Notes(error)),
            Err(error) => {
                self.warn_of_notes(&error);
                Ok(Noted::default())
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

    fn tell(&mut self, pin: &PinView, noted: Noted, standing: Standing) {
        let text = self.context.text;
        self.context.say(
            Tone::Plain,
            &match standing.basis {
                TriesBasis::Notes => text.tries_noted(&text.tries(standing.left_at_most)),
                TriesBasis::Stated => text.tries_stated(&text.tries(standing.left_at_most)),
                _ => format!("{} {}", text.tries_hidden(), text.tries_assumed()),
            },
        );
        if noted.unknown > 0 {
            self.context.say(Tone::Warning, &text.open_note(&transport_label(pin.object.key, text)));
        }
    }

    /// The deliberate act: digits of the card's number, by flag or typed.
    fn release_last(&mut self, pin: &PinView) -> Result<(), Failure> {
        let key = pin.object.key;
        // The flag's digits were compared with the card that was looked at; the gate compares that card once more.
        if self.options.last_try.is_some() {
            return Ok(());
        }
        if self.scripted {
            return Err(Failure::LastTry { pin: key });
        }
        let text = self.context.text;
        self.context.say(Tone::Bad, &text.last_try_warning(&transport_label(key, text)));
        let typed = self.context.dialog.ask(&text.last_try_prompt()).map_err(|stop| self.context.stopped(stop))?;
        let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        let released = self.chosen.view.iccsn.as_ref().is_some_and(|iccsn| iccsn.is_meant_by(&typed));
        match (released, typed.is_empty()) {
            (true, _) => Ok(()),
            (false, true) => Err(Failure::LastTryDeclined { pin: key }),
            // What was typed may be a PIN in the wrong field: it is not repeated.
            (false, false) => Err(Failure::DigitsOfOtherCard { digits: None }),
        }
    }

    fn released_by_flag(&self) -> Option<&String> {
        self.options.last_try.as_ref().or(self.options.try_again.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smaller_of_notes_and_statement_counts() {
        let of = |noted, stated| standing(3, noted, stated);
        assert_eq!(of(None, None), Standing { left_at_most: 3, basis: TriesBasis::Assumed });
        assert_eq!(of(None, Some(0)), Standing { left_at_most: 3, basis: TriesBasis::Stated });
        assert_eq!(of(None, Some(2)), Standing { left_at_most: 1, basis: TriesBasis::Stated });
        assert_eq!(of(Some(2), None), Standing { left_at_most: 2, basis: TriesBasis::Notes });
        assert_eq!(of(Some(1), Some(0)), Standing { left_at_most: 1, basis: TriesBasis::Notes });
        assert_eq!(of(Some(2), Some(2)), Standing { left_at_most: 1, basis: TriesBasis::Stated });
    }
}
