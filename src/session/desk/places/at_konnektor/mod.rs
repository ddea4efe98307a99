//! The places of a Konnektor: the slots of the card terminals that its context may use.
//!
//! Every question is a request over the network. So lists are kept for a moment ([`FRESH`]), a glance
//! asks nobody, and the gate alone asks anew.

mod access;
mod beside;
mod certificates;
mod examine;
mod names;
mod pin_state;
mod reply;
mod slots;
mod state;

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use self::access::AtTerminal;
pub use self::examine::examine;
use self::slots::InSlot;
use self::state::{State, Stay};
use super::{EntryWays, Obstacle, Patience, Place, PlaceError, PlaceId, Places, Terminal};
use crate::card::{Depth, PinAccess, View};
use crate::konnektor::PREFIX;
use crate::konnektor::client::Client;
use crate::konnektor::{envelope, trouble};
use crate::reader::{self, Features};
use crate::report::facts::examination::Examination;
use crate::report::facts::list_gaps::ListGaps;
use crate::report::facts::outcome::{Asks, SeenReader, SeenTerminal};
use crate::system::signals::{self, Interrupts};

/// How long a list counts as one of now, and the pause until it is asked for again where it did not come.
/// A Konnektor answers from its memory, but each answer is a connection of its own.
pub(super) const FRESH: Duration = Duration::from_secs(2);

/// Pause between two questions for a card that is in use.
const BUSY: Duration = Duration::from_secs(1);

/// How long a terminal may go on asking when nobody hears its answer (`gemSpec_Kon` names no end;
/// terminals give up after minutes).
const SETTLES: Duration = Duration::from_secs(5 * 60);

/// The terminals of a Konnektor, and what was learnt of them.
pub struct AtKonnektor {
    state: Rc<RefCell<State>>,
    interrupts: Interrupts,
    settles: Duration,
}

impl AtKonnektor {
    /// The places of the Konnektor that `client` asks, whose profile has this name.
    #[must_use]
    pub fn new(profile: &str, client: Client, interrupts: Interrupts) -> Self {
        let state = State::new(format!("{PREFIX}{profile}"), client);
        Self {
            state: Rc::new(RefCell::new(state)),
            interrupts,
            settles: SETTLES,
        }
    }

    /// The same with terminals that give up sooner when nobody hears them. Only a test knows such
    /// ones.
    #[must_use]
    pub const fn settling_within(mut self, limit: Duration) -> Self {
        self.settles = limit;
        self
    }

    fn slot(&self, place: &PlaceId) -> Option<InSlot> {
        self.state.borrow().slot(place).cloned()
    }

    /// The slot, with the card that lies in it.
    fn occupied(&self, place: &PlaceId) -> Result<InSlot, PlaceError> {
        self.state.borrow_mut().known()?;
        let slot = self.slot(place).filter(|slot| slot.card.is_some());
        slot.ok_or_else(|| reader::Error::NoCard(place.to_string()).into())
    }
}

impl Places for AtKonnektor {
    fn list(&mut self) -> Result<Vec<Place>, PlaceError> {
        self.state.borrow_mut().list(FRESH)
    }

    /// What was listed last.
    fn glance(&mut self) -> Option<Vec<Place>> {
        self.state.borrow().places()
    }

    fn look(
        &mut self,
        place: &PlaceId,
        depth: Depth,
        patience: &mut dyn Patience,
    ) -> Result<View, PlaceError> {
        let mut is_anew = false;
        loop {
            let slot = self.occupied(place)?;
            let view = self.state.borrow_mut().look(&slot, depth);
            match view {
                // The list was up to [`FRESH`] old: another card may be in by now, or the same anew.
                Err(error) if error.is_gone() && !is_anew => {
                    is_anew = true;
                    self.state.borrow_mut().known()?;
                    let now = self.slot(place).and_then(|slot| slot.card);
                    let now = now.as_ref().map(Stay::of);
                    if now.is_none() || now == slot.card.as_ref().map(Stay::of) {
                        return Err(error);
                    }
                }
                Err(error) if error.is_busy() && patience.go_on(Obstacle::Busy) => {
                    signals::wait(BUSY, &self.interrupts)
                        .map_err(|_| reader::Error::Interrupted)?;
                }
                view => return view,
            }
        }
    }

    fn about(&mut self, place: &PlaceId, _view: Option<&View>) -> SeenReader {
        SeenReader {
            name: place.to_string(),
            features: Features::default(),
            contactless: false,
            terminal: Some(self.seen(place)),
        }
    }

    /// A PIN of an eHBA is entered by somebody who has a name for the Konnektor; and an order is for a
    /// card that has a handle of its own.
    fn lacks_for_entry(&mut self, place: &PlaceId) -> Option<PlaceError> {
        use crate::konnektor::vocabulary::Operation;
        let state = self.state.borrow();
        let slot = state.slot(place)?;
        let shared = slot.card.as_ref();
        if let Some(trouble) = shared.and_then(|card| state.shares_its_handle(card)) {
            return Some(trouble.into());
        }
        let is_of_a_person = slot.is_of_a_person();
        let is_missing = is_of_a_person && state.context().user.is_none();
        let step = trouble::Step::Operation(Operation::ChangePin);
        let cause = trouble::Cause::Request(envelope::Problem::UserMissing);
        is_missing.then(|| trouble::Trouble::before(step, cause).into())
    }

    fn entry_ways(&mut self, place: &PlaceId) -> EntryWays {
        let seen = self.seen(place);
        self.state.borrow_mut().tell_where(place, seen.asks);
        EntryWays::There(Terminal {
            seen,
            settles: self.settles,
        })
    }

    /// Asks nobody: the gate does, first of all for the card.
    fn begin(
        &mut self,
        place: &PlaceId,
        _patience: &mut dyn Patience,
    ) -> Result<Box<dyn PinAccess>, PlaceError> {
        let slot = self.occupied(place)?;
        Ok(Box::new(AtTerminal::new(Rc::clone(&self.state), &slot)))
    }

    /// Only waits: the next list tells.
    fn wait_for_change(&mut self, _known: &[Place], limit: Duration) -> Result<(), PlaceError> {
        Ok(signals::wait(limit, &self.interrupts).map_err(|_| reader::Error::Interrupted)?)
    }

    fn is_virtual(&self) -> bool {
        false
    }

    fn konnektor(&mut self) -> Option<Examination> {
        Some(self.state.borrow_mut().examine())
    }

    fn beside_list(&self) -> Option<ListGaps> {
        Some(self.state.borrow().beside_list())
    }

    fn workplace(&self) -> Option<String> {
        let state = self.state.borrow();
        Some(state.context().workplace.to_string())
    }
}

impl AtKonnektor {
    /// The terminal of a place. Of one that is not there any more the name is all that is known.
    fn seen(&self, place: &PlaceId) -> SeenTerminal {
        let seen = self.slot(place).map(|slot| slot.seen);
        seen.unwrap_or_else(|| SeenTerminal {
            name: place.to_string(),
            slot: 0,
            asks: Asks::Remote,
            is_connected: None,
        })
    }
}
