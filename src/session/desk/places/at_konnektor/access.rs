//! One card in a terminal while a PIN may be asked for there.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::{PlaceError, PlaceId};
use super::pin_state::pin_name;
use super::reply::{elsewhere, reply};
use super::slots::InSlot;
use super::state::{State, Stay, handle};
use crate::card::gate::Permit;
use crate::card::{
    Error, How, Iccsn, Kind, Left, Operation, Order, PasswordObject, PinAccess, PinStatus, Reach,
    Reply, objects,
};
use crate::konnektor::identifiers::CardHandle;
use crate::konnektor::trouble::{Cause, Step, Trouble};
use crate::konnektor::vocabulary;
use crate::reader::pin_pad::PadAnswer;
use crate::report::facts::outcome::Asks;

/// The card that was in a slot when it was taken hold of. Nothing holds it there: what is said of it
/// is asked anew each time.
pub(super) struct AtTerminal {
    state: Rc<RefCell<State>>,
    place: PlaceId,
    kind: Kind,
    /// The stay that was looked at; `None` where the number alone tells the card.
    shown: Option<Stay>,
    /// The stay that its number was read in.
    stay: Option<Stay>,
    /// What the Konnektor calls the card now.
    handle: Option<CardHandle>,
    /// Whether an order went out whose outcome was not read back.
    is_out: bool,
    /// The state that was read last.
    status: Option<PinStatus>,
    /// Tries left that the Konnektor named beside it.
    named: Option<u8>,
    /// Where people were told that it asks.
    asks: Option<Asks>,
}

impl AtTerminal {
    pub fn new(state: Rc<RefCell<State>>, slot: &InSlot) -> Self {
        let shown = state.borrow().shown(&slot.place);
        let asks = state.borrow().told_where(&slot.place);
        Self {
            kind: slot.kind().0,
            place: slot.place.clone(),
            state,
            shown,
            stay: None,
            handle: None,
            is_out: false,
            status: None,
            named: None,
            asks,
        }
    }

    /// To be known before anything is asked of the card.
    fn handle(&self) -> Result<CardHandle, Error> {
        self.handle
            .clone()
            .ok_or(Error::Content { step: "CardHandle" })
    }
}

impl PinAccess for AtTerminal {
    /// `GetCards`: the same stay in the same slot as was looked at. One that was pulled and put in
    /// again has another handle; one of another kind is another card, whatever number it says. Before
    /// an order `GetCardTerminals`, too: it asks where people were told, or nobody.
    fn number(&mut self) -> Result<Option<Iccsn>, Error> {
        let mut state = self.state.borrow_mut();
        let is_before_an_order = self.shown.is_some();
        let card = if is_before_an_order {
            let slot = state.slot_now(&self.place).map_err(elsewhere)?;
            let asks = slot.as_ref().map(|slot| slot.seen.asks);
            if asks.is_some() && self.asks.is_some() && asks != self.asks {
                let step = Step::Operation(vocabulary::Operation::GetCardTerminals);
                return Err(elsewhere(Trouble::before(step, Cause::Moved).into()));
            }
            slot.and_then(|slot| slot.card)
        } else {
            state.card_now(&self.place).map_err(elsewhere)?
        };
        let Some(card) = card else {
            return Err(elsewhere(PlaceError::pulled_from(&self.place)));
        };
        if let Some(trouble) = state.shares_its_handle(&card) {
            return Err(elsewhere(trouble.into()));
        }
        let stay = Stay::of(&card);
        let kind = self.shown.as_ref().map_or(self.kind, Stay::kind);
        if stay.kind() != kind {
            return Ok(None);
        }
        let is_back = |shown: &Stay| *shown != stay && shown.is_of_the_same_card(&stay);
        if self.shown.as_ref().is_some_and(is_back) {
            return Err(elsewhere(PlaceError::pulled_from(&self.place)));
        }
        let handle = handle(&card).map_err(|trouble| elsewhere(trouble.into()))?;
        self.handle = Some(handle);
        self.stay = Some(stay);
        Ok(card.iccsn.as_deref().ok().and_then(Iccsn::parse))
    }

    /// Asks nobody: a PIN has its name.
    fn enter(&mut self, object: &'static PasswordObject) -> Result<(), Error> {
        let is_of_the_card = objects::pins(self.kind).contains(object);
        let is_known = is_of_the_card && pin_name(object.key).is_some();
        is_known
            .then_some(())
            .ok_or(Error::Content { step: "PinTyp" })
    }

    /// `GetPinStatus`; and before news is believed of what an order came to, `GetCards`: it is to be
    /// of the same stay.
    fn status(&mut self, object: &'static PasswordObject) -> Result<PinStatus, Error> {
        let handle = self.handle()?;
        let mut state = self.state.borrow_mut();
        let told = state.told_of(&handle, object);
        self.named = told.as_ref().ok().and_then(|(_, named)| *named);
        let mut status = told.map(|(status, _)| status);
        let is_news = |status: &PinStatus| status.is_told() && Some(*status) != self.status;
        if self.is_out && status.as_ref().is_ok_and(is_news) {
            // A handle may mean another card by now, as after a new start of the Konnektor.
            let now = state.card_now(&self.place);
            let now = now.map(|card| card.as_ref().map(Stay::of));
            let goes_on = |now: &Stay| self.stay.as_ref().is_some_and(|stay| stay.goes_on_in(now));
            status = match now {
                Ok(now) if now.as_ref().is_some_and(goes_on) => status,
                Ok(_) => Err(PlaceError::pulled_from(&self.place)),
                Err(error) => Err(error),
            };
        }
        if self.is_out && status.is_err() {
            // Whoever finished at the terminal pulls the card: put in again, it is asked for by its
            // number.
            state.forget_stay(&self.place);
        }
        let status = status.map_err(elsewhere)?;
        self.status = Some(status);
        if std::mem::take(&mut self.is_out) {
            state.listens(true);
        }
        // Where it was found by its number alone, it is this stay again that counts from here on.
        if let Some(stay) = &self.stay {
            state.remember_stay(&self.place, stay.clone());
        }
        Ok(status)
    }

    fn named_beside(&self) -> Option<u8> {
        self.named
    }

    /// One request, which has the terminal ask.
    fn hand_over(&mut self, order: &Order<'_>, _permit: &Permit) -> Result<Reply, Error> {
        // Digits of this PC, and an order for a reader's pad, have no way there.
        let (How::Terminal, Some(pin)) = (order.how, pin_name(order.object.key)) else {
            return Ok(Reply::Pad(PadAnswer::Unsupported));
        };
        let handle = self.handle()?;
        let operation = match order.operation {
            Operation::Activate | Operation::Change => vocabulary::Operation::ChangePin,
            Operation::UnblockWithNew | Operation::Unblock => vocabulary::Operation::UnblockPin,
            Operation::Verify => vocabulary::Operation::VerifyPin,
        };
        let set_new_pin = order.operation == Operation::UnblockWithNew;
        let mut state = self.state.borrow_mut();
        // From here to the read-back, and to one over another access where this one fails.
        state.listens(false);
        self.is_out = true;
        let said = reply(operation, state.order(&handle, pin, operation, set_new_pin));
        // Where nobody knows how it ended, the card may have been pulled, and is asked for again.
        if said
            .as_ref()
            .is_err_and(|error| error.reach() != Reach::Never)
        {
            state.forget_stay(&self.place);
        }
        said
    }

    /// What a Konnektor remembers of a PIN ends with the card's stay; no request takes it back.
    fn end(self: Box<Self>, _: Left) {}
}
