//! `pinlotse` alone at a terminal: the guide. Says what to have ready, finds the card, tells its
//! state in words, proposes one step and why, does it, and comes back with a fresh look until the
//! person ends.
//!
//! It does nothing to a card itself: a step is the command of the same name with its usual options
//! (`step`), told as the command tells it. So it cannot send a secret, repeat one, or ask for less
//! than the command does. No step begins without a number typed for it; Enter alone only waits,
//! looks or ends. The rescue of a blocked Transport-PIN is never among the choices: `unblock`
//! itself asks what was blocked, and offers it as what it is.
//!
//! Who ends by choice gets 0, unless the last step failed: then its exit code; or no card could
//! ever be looked at: then the code of that. A no to a question is no failure. A card that somebody
//! else activated is 13. Ctrl-C is 15, inside a step too, unless the step failed otherwise.
//!
//! `find_card` finds the card, `situation` says what is to be done with it, `proposal` puts that into
//! words, `choices` into numbers, `step` does it, `last_step` says what became of it, `closing` has the last
//! words; `menu` asks for numbers, `help` explains and `reading` shows more of that, `rehearsal` is
//! for virtual cards.

mod choices;
mod closing;
mod find_card;
mod help;
mod last_step;
mod menu;
mod proposal;
mod reading;
mod rehearsal;
mod situation;
mod step;

use std::collections::BTreeMap;
use std::time::Duration;

use menu::{Choice, Menu};
use situation::{Known, Situation};

use crate::report::facts::outcome::StatusBody;
use crate::report::words::Line;
use crate::report::{Failure, exit};
use crate::session::desk::choose::Chosen;
use crate::session::desk::context::Context;
use crate::system::machine::Machine;
use crate::text::Tone;

/// Guides the person at the terminal; the exit code. `machine` is the PC to look at where the
/// service is silent.
pub fn run(context: &mut Context<'_>, machine: &Machine) -> u8 {
    let mut guide = Guide::new(context, machine);
    match guide.all() {
        Ok(()) => guide.end(),
        Err(failure) => guide.cut_short(&failure),
    }
}

/// A guided person, and what was learnt so far.
struct Guide<'g, 'w> {
    context: &'g mut Context<'w>,
    /// The PC.
    machine: &'g Machine,
    /// What the command line asked for; a step narrows it down to the card that was shown.
    asked: Asked,
    /// The card that is worked on, as it was looked at last.
    current: Option<Current>,
    /// Whether the next look is for that card before any other.
    stays: bool,
    /// Whether a step was made since that look.
    stale: bool,
    /// The card whose whole sheet was shown last; it is not repeated after each step.
    shown: Option<String>,
    /// What was proposed last, and why.
    said: Option<Situation>,
    /// What became of the last step, until it was repeated above the next menu.
    last: Option<Line>,
    /// The card that the last step was about; `None` when it did not find its card.
    last_of: Option<String>,
    /// The topic that says more of what was said last.
    more: Option<&'static str>,
    /// Whether the person asked for another look, and is owed a word on it.
    looked: bool,
    /// Whether what was cancelled was a rehearsal, begun at the desk.
    rehearsing: bool,
    /// What is known of each card beyond what it shows, by its number.
    known: BTreeMap<String, Known>,
    /// Exit code of the last step.
    step_code: u8,
    /// Exit code of the last look for a card.
    desk_code: u8,
    /// Exit code of a step that a signal ended.
    cut_short: Option<u8>,
    /// Whether a step was cancelled before its entry went to the card, and nothing else became of
    /// it.
    unsent: bool,
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
        self.chosen
            .view
            .iccsn
            .as_ref()
            .map_or_else(|| self.chosen.reader.clone(), ToString::to_string)
    }
}

impl<'g, 'w> Guide<'g, 'w> {
    fn new(context: &'g mut Context<'w>, machine: &'g Machine) -> Self {
        let asked = Asked {
            reader: context.reader.clone(),
            card: context.card.clone(),
            wait: context.wait,
        };
        context.patient = false;
        Self {
            context,
            machine,
            asked,
            current: None,
            stays: false,
            stale: false,
            shown: None,
            said: None,
            last: None,
            last_of: None,
            more: None,
            looked: false,
            rehearsing: false,
            unsent: false,
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
        loop {
            let menu = Menu::of(Choice::Go, text.guide_choice_ready()).on_enter(Choice::Go);
            let menu = if is_virtual {
                menu.or(Choice::Letter, text.guide_choice_letter())
            } else {
                menu.or(Choice::Missing, text.guide_choice_missing())
            };
            let menu = self
                .with_more(menu)
                .or(Choice::End, text.guide_choice_end());
            match self.ask(&menu)? {
                Choice::Missing => self.help_with_missing()?,
                Choice::More => self.read_more()?,
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
        points
            .iter()
            .for_each(|point| self.say(Tone::Plain, &format!("  - {point}")));
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

    /// The same without making room for it.
    fn knows(&self, what: impl Fn(&Known) -> bool) -> bool {
        let name = self.current.as_ref().map(Current::name);
        name.and_then(|name| self.known.get(&name))
            .is_some_and(what)
    }

    /// Whether the last step at the card that is worked on ended in a wrong secret or an outcome
    /// that nobody knows.
    fn in_doubt(&self) -> bool {
        self.knows(|known| known.doubt)
    }

    /// Whether the person goes on with a card that is to be replaced.
    fn goes_on_anyway(&self) -> bool {
        self.knows(|known| known.anyway)
    }
}
