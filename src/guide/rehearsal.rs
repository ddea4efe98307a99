//! Rehearsals: the letter of the virtual card, and a virtual card in place of one that is not there
//! yet.

use super::choice::Choice;
use super::exercise::Exercise;
use super::menu::Menu;
use super::state::{Guide, Stage};
use crate::commands::virtual_card;
use crate::reader::embedded::PREFIX;
use crate::report::failure::Wish;
use crate::report::{Event, Failure};
use crate::session::desk::rehearsal;
use crate::session::desk::wanted::Wanted;
use crate::text::Tone;

impl Guide<'_, '_> {
    /// What takes the place of the list of things to have ready.
    pub(super) fn introduce_rehearsal(&mut self) {
        let line = self.context.text.guide_rehearsal();
        self.say(Tone::Plain, &line);
    }

    /// The PIN letter of the virtual card, as `virtual letter` shows it.
    pub(super) fn show_letter(&mut self) {
        self.say(Tone::Plain, "");
        let card = self.virtual_name();
        let text = self.context.text;
        if let Err(failure) = virtual_card::letter(&card, self.context.dialog, text) {
            self.context.tell(&Event::Failed(&failure));
        }
    }

    /// `hba`, `smcb` or a path.
    fn virtual_name(&mut self) -> String {
        let places = self.context.places.list().unwrap_or_default();
        let name = places
            .first()
            .and_then(|place| place.id.as_str().strip_prefix(PREFIX));
        name.unwrap_or_default().to_owned()
    }

    /// Guides through a rehearsal on the card of this name, or on one that is asked for, then comes
    /// back to the desk.
    ///
    /// # Errors
    /// The person cancelled.
    pub(super) fn rehearse(&mut self, which: Option<&'static str>) -> Result<(), Failure> {
        let text = self.context.text;
        let menu = Menu::of(Choice::Rehearse(Some("hba")), text.card_kind_hba())
            .or(Choice::Rehearse(Some("smcb")), text.card_kind_smcb())
            .or(Choice::Back, text.guide_choice_back());
        let chosen = match which {
            Some(name) => Choice::Rehearse(Some(name)),
            None => self.ask_for(&text.guide_rehearse_which(), &menu)?,
        };
        let Choice::Rehearse(Some(name)) = chosen else {
            return Ok(());
        };
        let Some(exercise) = self.ask_for_exercise()? else {
            return Ok(());
        };
        let machine = self.machine;
        let wanted = Wanted {
            wait: self.asked.wait,
            ..Wanted::default()
        };
        self.stage = Stage::Rehearsing;
        // The hands learn it at the wrong keys otherwise.
        let elsewhere = self.context.places.workplace().is_some();
        let worked = rehearsal::rehearse(self.context, name, exercise.mishap(), |context| {
            let mut guide = Guide::new(context, machine, wanted);
            guide.mark();
            guide.introduce_rehearsal();
            if elsewhere {
                guide.say(Tone::Plain, &text.guide_rehearsal_keys());
            }
            guide.set_task(exercise);
            guide.screen.begins = true;
            guide.work()
        })?;
        // What was done to a virtual card is nothing to be reported of the real one.
        if let Err(Failure::Wish(Wish::Cancelled { .. })) = worked {
            return Err(self.cancelled());
        }
        worked?;
        self.stage = Stage::Looking;
        let is_virtual = self.context.places.is_virtual();
        let over = if is_virtual {
            text.guide_rehearsal_over_virtual()
        } else {
            text.guide_rehearsal_over()
        };
        self.say(Tone::Plain, "");
        self.say(Tone::Heading, &over);
        // The sheet of the real card is far up by now.
        self.screen.card = None;
        Ok(())
    }

    /// Asks what is to be rehearsed; nothing is where the person goes back.
    ///
    /// # Errors
    /// The person cancelled.
    fn ask_for_exercise(&mut self) -> Result<Option<Exercise>, Failure> {
        let text = self.context.text;
        let [first, others @ ..] = Exercise::ALL;
        let menu = Menu::of(Choice::Exercise(first), first.words(text));
        let menu = others.into_iter().fold(menu, |menu, exercise| {
            menu.or(Choice::Exercise(exercise), exercise.words(text))
        });
        let menu = menu
            .or(Choice::Back, text.guide_choice_back())
            .on_enter(Choice::Exercise(first));
        match self.ask_for(&text.exercise_which(), &menu)? {
            Choice::Exercise(exercise) => Ok(Some(exercise)),
            _ => Ok(None),
        }
    }

    /// Says what the person is to do besides following the screen.
    fn set_task(&mut self, exercise: Exercise) {
        if let Some(task) = exercise.task(self.context.text) {
            self.say(Tone::Plain, "");
            self.say(Tone::Heading, &task);
        }
    }
}
