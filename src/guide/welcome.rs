//! The way from the first words to the last card.

use super::choice::Choice;
use super::menu::Menu;
use super::state::Guide;
use crate::report::Failure;
use crate::text::Tone;

impl Guide<'_, '_> {
    /// From the first words until the person ends.
    ///
    /// # Errors
    /// The person cancelled.
    pub(super) fn all(&mut self) -> Result<(), Failure> {
        if self.context.places.is_virtual() {
            self.mark();
            self.introduce_rehearsal();
            self.screen.begins = true;
            return self.work();
        }
        if let Some(current) = self.look_at_once()? {
            let promise = self.context.text.guide_promise();
            self.say(Tone::Plain, &promise);
            self.screen.begins = true;
            return if self.at(&current)? {
                self.work()
            } else {
                Ok(())
            };
        }
        if self.welcome()? { self.work() } else { Ok(()) }
    }

    /// Card after card, step after step, until the person ends.
    ///
    /// # Errors
    /// The person cancelled.
    pub(super) fn work(&mut self) -> Result<(), Failure> {
        while let Some(current) = self.find()? {
            if !self.at(&current)? {
                break;
            }
        }
        Ok(())
    }

    /// What this is, and what is to be at hand; whether the person goes on.
    fn welcome(&mut self) -> Result<bool, Failure> {
        let text = self.context.text;
        self.mark();
        self.say(Tone::Heading, &text.guide_welcome());
        self.say(Tone::Plain, &text.guide_promise());
        self.say(Tone::Plain, "");
        self.say(Tone::Heading, &text.guide_ready());
        let card_and_letter = [text.guide_ready_card(), text.guide_ready_letter()];
        self.list(&card_and_letter);
        let (device, enough) = match self.context.places.workplace() {
            Some(workplace) => (
                text.guide_ready_terminal(&workplace),
                text.guide_in_use_terminal(),
            ),
            None => (text.guide_ready_reader(), text.guide_in_use_already()),
        };
        self.list(&[text.guide_ready_pins(), device]);
        self.say(Tone::Plain, &enough);
        loop {
            let menu = Menu::of(Choice::Go, text.guide_choice_ready())
                .on_enter(Choice::Go)
                .or(Choice::Rehearse(None), text.guide_choice_rehearse_first())
                .or(Choice::Missing, text.guide_choice_missing())
                .or(Choice::End, text.guide_choice_end());
            let menu = self.with_more(menu);
            self.watch_coming();
            match self.ask_with(None, &menu)? {
                Choice::Missing => self.help_with_missing()?,
                Choice::More => self.read_more()?,
                Choice::Rehearse(which) => self.rehearse(which)?,
                Choice::End => return Ok(false),
                _ => return Ok(true),
            }
        }
    }
}
