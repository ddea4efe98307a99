//! Looks into the places, and what is still worth waiting for after them.

use std::time::Duration;

use super::places::{Place, PlaceError};
use super::waiting::SETTLING;
use super::wanted::Wanted;
use crate::card::View;
use crate::reader::Features;
use crate::reader::features::looks_contactless;
use crate::report::failure::Hides;

/// What a look into one place found.
pub(super) struct Look {
    pub(super) place: Place,
    pub(super) found: Result<View, PlaceError>,
}

impl Look {
    /// Whether it lies in the field of a contactless reader, where telephones and keys lie, too.
    fn is_contactless(&self) -> bool {
        let view = self.found.as_ref().ok();
        let atr = view.map(|view| view.atr.as_slice()).unwrap_or_default();
        looks_contactless(self.place.id.as_str(), &Features::default(), atr)
    }

    /// Why the card could not be looked at, where it may be the one that is meant.
    fn hides(&self) -> Option<Hides> {
        match &self.found {
            Err(error) => error.hides(),
            Ok(_) => None,
        }
    }
}

/// All looks of one round, and what surrounds them.
pub(super) struct Looks<'a> {
    pub(super) all: &'a [Look],
    /// Whether a card may still come into an empty place.
    pub(super) room: bool,
    /// How long cards have been waited for.
    pub(super) elapsed: Duration,
    /// Whether cards cannot come and go, or are not to be waited for.
    pub(super) as_it_is: bool,
}

/// What is worth waiting for, after all that could be looked at was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wait {
    /// A card that another program holds.
    Busy,
    /// A card that does not answer yet, or that was there a moment ago.
    Settling,
    /// A card that does not answer, or whose line breaks, beside one that would be taken if this
    /// one were not.
    Beside,
    /// Another card than those that are in.
    Another,
}

impl Looks<'_> {
    /// What to wait for; `None` where waiting changes nothing.
    pub(super) fn what_to_wait_for(&self, wanted: &Wanted) -> Option<Wait> {
        if self.errors().any(PlaceError::is_of_service) {
            return None;
        }
        let views = self.all.iter().filter_map(|look| look.found.as_ref().ok());
        let is_taken_at_once = !wanted.scripted || wanted.card.is_some();
        match views.filter(|view| wanted.suits(view)).count() {
            0 => self.while_none_suits(wanted),
            // A person sees which one is taken, and the one that was named is the one.
            1 if is_taken_at_once => None,
            1 if self.hides(Hides::Busy) => Some(Wait::Busy),
            1 if self.errors().any(|error| !error.is_away()) => Some(Wait::Beside),
            // Which of several is meant does not show by waiting.
            _ => None,
        }
    }

    fn while_none_suits(&self, wanted: &Wanted) -> Option<Wait> {
        let unsettled = |error: &PlaceError| error.is_away() || error.hides() == Some(Hides::Mute);
        let mut all = self.all.iter();
        let is_none_of_ours = all.all(|look| look.found.is_err() || look.is_contactless());
        let another_may_come = wanted.card.is_some() || is_none_of_ours && self.room;
        if self.hides(Hides::Busy) {
            Some(Wait::Busy)
        } else if self.elapsed < SETTLING && self.errors().any(unsettled) {
            Some(Wait::Settling)
        } else if wanted.card.is_none() && self.errors().any(PlaceError::is_of_a_card_that_is_in) {
            None
        } else if another_may_come && !self.as_it_is {
            Some(Wait::Another)
        } else {
            None
        }
    }

    fn hides(&self, what: Hides) -> bool {
        self.all.iter().any(|look| look.hides() == Some(what))
    }

    fn errors(&self) -> impl Iterator<Item = &PlaceError> {
        self.all.iter().filter_map(|look| look.found.as_ref().err())
    }
}
