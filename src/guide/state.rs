//! What the guide keeps: where it stands, the card, what is on the screen, and what was learnt so
//! far.

use std::collections::BTreeMap;

use super::known::Known;
use super::last_step::LastStep;
use super::live::Watch;
use super::situation::Situation;
use crate::report::exit;
use crate::report::facts::kept::LastFailure;
use crate::report::facts::outcome::StatusBody;
use crate::session::desk::choose::Chosen;
use crate::session::desk::context::Context;
use crate::session::desk::places::Place;
use crate::session::desk::wanted::Wanted;
use crate::system::machine::Machine;
use crate::text::Tone;

/// A guided person, and what was learnt so far.
pub(super) struct Guide<'g, 'w> {
    pub context: &'g mut Context<'w>,
    /// The PC.
    pub machine: &'g Machine,
    /// What the command line asked for; a step narrows it down to the card that was shown. It is
    /// never patient: the guide asks in between.
    pub asked: Wanted,
    /// Where it stands.
    pub stage: Stage,
    /// The card that is worked on, or was last, as it was looked at last.
    pub current: Option<Current>,
    /// The places as they were before the last look.
    pub desk: Vec<Place>,
    /// What answers the next menu beside the keys.
    pub watch: Watch,
    /// What the person has before them.
    pub screen: Screen,
    /// What became of the last step, until it was repeated above the next menu.
    pub last: Option<LastStep>,
    /// What is known of each card beyond what it shows, by its number.
    pub known: BTreeMap<String, Known>,
    /// The card that was put aside for another one, as long as none came.
    pub aside: Option<String>,
    /// What the exit code comes from.
    pub codes: Codes,
}

/// Where the guide stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Whatever card there is will do.
    Looking,
    /// A card is worked on: the next look is for it before any other.
    AtCard,
    /// At a virtual card, while the real one is not there.
    Rehearsing,
    /// A signal ended a step.
    Leaving {
        /// Whether the step was cancelled before its entry went to the card, and nothing else
        /// became of it.
        unsent: bool,
    },
}

/// A card and what `status` says of it.
#[derive(Clone)]
pub(super) struct Current {
    pub chosen: Chosen,
    pub body: StatusBody,
    /// Whether a step was made since the look.
    pub stale: bool,
}

impl Current {
    /// What the card is known by: its number, or the reader where that cannot be read.
    pub(super) fn name(&self) -> String {
        self.chosen.name()
    }
}

/// What the person has before them.
#[derive(Default)]
pub(super) struct Screen {
    /// The card whose whole sheet was shown last; it is not repeated after each step.
    pub card: Option<String>,
    /// Whether the state stands there with all that is known of the card, not the short form.
    pub whole: bool,
    /// Whether the next part of the screen goes on with the first line of all.
    pub begins: bool,
    /// What was proposed for it last.
    pub proposed: Option<Situation>,
    /// Whether the list of what is left stands there, and nothing was chosen since.
    pub list_above: bool,
    /// The topic that says more of what was said last.
    pub more: Option<&'static str>,
    /// What the last step failed with, for a report; until one goes well.
    pub failed: Option<LastFailure>,
    /// Whether it was just said that the card is gone, so that nothing more is said of a reader that
    /// is empty.
    pub says_gone: bool,
    /// Whether the person asked for another look, and is owed a word on it.
    pub owes_word: bool,
}

/// What the exit code comes from.
pub(super) struct Codes {
    /// Exit code of the last step.
    pub step: u8,
    /// Exit code of the last look for a card.
    pub look: u8,
}

impl Codes {
    /// Of a guide that a signal ended: a step that failed otherwise decides.
    pub(super) const fn of_signal(&self) -> u8 {
        match self.step {
            exit::DONE => exit::CANCELLED,
            failed => failed,
        }
    }
}

impl<'g, 'w> Guide<'g, 'w> {
    pub(super) fn new(context: &'g mut Context<'w>, machine: &'g Machine, asked: Wanted) -> Self {
        Self {
            context,
            machine,
            asked,
            stage: Stage::Looking,
            current: None,
            desk: Vec::new(),
            watch: Watch::default(),
            screen: Screen::default(),
            last: None,
            known: BTreeMap::new(),
            aside: None,
            codes: Codes {
                step: exit::DONE,
                look: exit::DONE,
            },
        }
    }

    pub(super) fn say(&mut self, tone: Tone, line: &str) {
        self.context.say(tone, line);
    }

    /// Points of a list.
    pub(super) fn list(&mut self, points: &[String]) {
        points
            .iter()
            .for_each(|point| self.say(Tone::Plain, &format!("  - {point}")));
    }

    /// Begins a new part of the screen; a rehearsal is marked in each.
    pub(super) fn mark(&mut self) {
        self.say(Tone::Plain, "");
        if self.context.is_rehearsal() {
            let mark = self.context.text.rehearsal_mark();
            self.say(Tone::Heading, &mark);
        }
    }

    /// What is known of the card that is worked on.
    pub(super) fn known(&mut self) -> &mut Known {
        let name = self.current.as_ref().map(Current::name).unwrap_or_default();
        self.known.entry(name).or_default()
    }

    /// The same without making room for it.
    pub(super) fn knows(&self, what: impl Fn(&Known) -> bool) -> bool {
        let name = self.current.as_ref().map(Current::name);
        name.and_then(|name| self.known.get(&name))
            .is_some_and(what)
    }

    /// Whether the last step at the card that is worked on ended in a wrong secret or an outcome
    /// that nobody knows.
    pub(super) fn in_doubt(&self) -> bool {
        self.knows(|known| known.doubt)
    }

    /// Whether the person goes on with a card that is to be replaced.
    pub(super) fn goes_on_anyway(&self) -> bool {
        self.knows(|known| known.anyway)
    }
}
