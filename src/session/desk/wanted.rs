//! Which card is meant, and how long it is waited for.

use std::time::Duration;

use crate::card::View;
use crate::settings::Set;

/// What was asked for of a card and of the place where it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// `--reader`: the name of a place, or a part of it.
    pub place: Option<String>,
    /// What a variable of the environment or a settings file named instead of `--reader`: a place, or
    /// a virtual card.
    pub by_default: Option<Set<String>>,
    /// `--card`: the card's number, or the last digits of it.
    pub card: Option<String>,
    /// `--wait`: longest wait for place, card or another program.
    pub wait: Duration,
    /// Whether that was said on the command line, and holds for a person too.
    pub wait_named: bool,
    /// Whether waits end only with Ctrl-C: somebody sits there.
    pub patient: bool,
    /// Whether nobody says that the card is the right one: then none is taken that was not named
    /// while another may be meant.
    pub scripted: bool,
    /// Whether what is in now decides: no other card is waited for. The caller looked a moment ago,
    /// or looks again by itself.
    pub as_it_is: bool,
}

impl Wanted {
    /// Longest wait; `None` waits until Ctrl-C.
    #[must_use]
    pub fn limit(&self) -> Option<Duration> {
        (!self.patient).then_some(self.wait)
    }

    /// Whether a command can work on the card, and it has the number that was asked for.
    #[must_use]
    pub fn suits(&self, view: &View) -> bool {
        view.kind.is_ours() && self.is_number_of(view)
    }

    /// Whether a card has the number that was asked for.
    #[must_use]
    pub fn is_number_of(&self, view: &View) -> bool {
        match (&self.card, &view.iccsn) {
            (Some(digits), Some(iccsn)) => iccsn.is_meant_by(digits),
            (Some(_), None) => false,
            (None, _) => true,
        }
    }
}
