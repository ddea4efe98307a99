//! `pinlotse` alone at a terminal: the guide. Says what to have ready, finds the card, tells its state in words,
//! proposes one step and why, does it, and comes back with a fresh look until the person ends.
//!
//! It does nothing to a card itself: a step is the command of the same name with its usual options (`step`), told as
//! the command tells it. So it cannot send a secret, repeat one, or ask for less than the command does. No step begins
//! without a number typed for it; Enter alone only waits, looks or ends. The rescue of a blocked Transport-PIN is never
//! among the choices: `unblock` itself asks what was blocked, and offers it as what it is.
//!
//! Who ends by choice gets 0, unless the last step failed: then its exit code; or no card could ever be looked at: then
//! the code of that. A no to a question is no failure. Ctrl-C is 15, inside a step too, unless the step failed otherwise.
//!
//! `desk` finds the card, `situation` says what is to be done with it, `proposal` puts that into words and choices,
//! `step` does it, `end` has the last words; `menu` asks for numbers, `help` explains, `rehearsal` is for virtual cards.

mod desk;
mod end;
mod help;
mod menu;
mod proposal;
mod rehearsal;
mod situation;
mod step;

use std::collections::BTreeMap;
use std::time::Duration;

use menu::{Choice, Menu};
use situation::Known;

use super::choose::Chosen;
use super::context::Context;
use crate::report::outcome::StatusBody;
use crate::report::{Failure, exit};
use crate::text::Tone;
use help::Topic;

/// Guides the person at the terminal; the exit code.
pub(super) fn run(context: &mut Context<'_>) -> u8 {
    let mut guide = Guide::new(context);
    match guide.all() {
        Ok(()) => guide.end(),
        Err(failure) => guide.cut_short(&failure),
    }
}

/// A guided person, and what was learnt so far.
struct Guide<'g, 'w> {
    context: &'g mut Context<'w>,
    /// What the command line asked for; a step narrows it down to the card that was shown.
    asked: Asked,
    /// The card that is worked on, as it was looked at last.
    current: Option<Current>,
    /// Whether the next look is for that card before any other.
    stays: bool,
    /// Whether a step was made since that look.
    stale: bool,
    /// What is known of each card beyond what it shows, by its number.
    known: BTreeMap<String, Known>,
    /// Exit code of the last step.
    step_code: u8,
    /// Exit code of the last look for a card.
    desk_code: u8,
    /// Exit code of a step that a signal ended.
    cut_short: Option<u8>,
}

/// `--reader`, `--card` and `--wait`.
struct Asked {
    reader: Option<String>,
    card: Option<String>,
    wait: Duration,
}

/// A card and what `status` says of it.
#[derive(Clone)]
struct Current {
    chosen: Chosen,
    body: StatusBody,
}

impl Current {
    /// What the card is known by: its number, or the reader where that cannot be read.
    fn name(&self) -> String {
        self.chosen.view.iccsn.as_ref().map_or_else(|| self.chosen.reader.clone(), ToString::to_string)
    }
}

impl<'g, 'w> Guide<'g, 'w> {
    fn new(context: &'g mut Context<'w>) -> Self {
        let asked = Asked { reader: context.reader.clone(), card: context.card.clone(), wait: context.wait };
        context.patient = false;
        Self {
            context,
            asked,
            current: None,
            stays: false,
            stale: false,
            known: BTreeMap::new(),
            step_code: exit::DONE,
            desk_code: exit::DONE,
            cut_short: None,
        }
    }

    fn all(&mut self) -> Result<(), Failure> {
        if self.welcome()? { self.work() } else { Ok(()) }
    }

    /// Card after card, step after step, until the person ends.
    fn work(&mut self) -> Result<(), Failure> {
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
        let is_virtual = self.context.readers.is_virtual();
        self.mark();
        self.say(Tone::Heading, &text.guide_welcome());
        self.say(Tone::Plain, &text.guide_promise());
        self.say(Tone::Plain, "");
        if is_virtual {
            self.introduce_rehearsal();
        } else {
            self.say(Tone::Heading, &text.guide_ready());
            let card_and_letter = [text.guide_ready_card(), text.guide_ready_letter()];
            self.list(&card_and_letter);
            self.list(&[text.guide_ready_pins(), text.guide_ready_reader()]);
            self.say(Tone::Plain, &text.guide_in_use_already());
        }
        let mut menu = Menu::of(Choice::Go, text.guide_choice_ready()).on_enter(Choice::Go);
        if is_virtual {
            menu = menu.or(Choice::Letter, text.guide_choice_letter());
        } else {
            menu = menu.or(Choice::Help(Topic::Missing), text.guide_choice_missing());
        }
        let menu = menu.or(Choice::End, text.guide_choice_end());
        loop {
            match self.ask(&menu)? {
                Choice::Help(topic) => help::help(self.context, topic),
                Choice::Letter => self.show_letter(),
                Choice::End => return Ok(false),
                _ => return Ok(true),
            }
        }
    }

    fn say(&mut self, tone: Tone, line: &str) {
        self.context.say(tone, line);
    }

    /// Points of a list.
    fn list(&mut self, points: &[String]) {
        points.iter().for_each(|point| self.say(Tone::Plain, &format!("  - {point}")));
    }

    /// Begins a new part of the screen; a rehearsal is marked in each.
    fn mark(&mut self) {
        self.say(Tone::Plain, "");
        if self.context.readers.is_virtual() {
            let mark = self.context.text.rehearsal_mark();
            self.say(Tone::Heading, &mark);
        }
    }

    /// What is known of the card that is worked on.
    fn known(&mut self) -> &mut Known {
        let name = self.current.as_ref().map(Current::name).unwrap_or_default();
        self.known.entry(name).or_default()
    }

    /// Whether the last step at the card that is worked on ended in a wrong secret or an outcome that nobody knows.
    fn in_doubt(&self) -> bool {
        let name = self.current.as_ref().map(Current::name);
        name.and_then(|name| self.known.get(&name)).is_some_and(|known| known.doubt)
    }
}
