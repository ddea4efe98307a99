//! What is known of a Konnektor's terminals and cards, and asked of it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use super::super::{Place, PlaceError, PlaceId, Presence};
use super::certificates::{self, Given};
use super::pin_state::{named_beside, pin_name, pin_state};
use super::slots::{InSlot, kind, slots};
use crate::card::look::{FileView, Pins};
use crate::card::{Depth, Iccsn, Kind, PasswordObject, PinStatus, PinView, Version, View, objects};
use crate::konnektor::answer::{Answer, Card, PinReply, Terminal};
use crate::konnektor::client::Client;
use crate::konnektor::element::Unknown;
use crate::konnektor::identifiers::{CardHandle, Context, Id};
use crate::konnektor::network::QUESTION;
use crate::konnektor::trouble::{Cause, Step, Trouble};
use crate::konnektor::vocabulary::Operation;
use crate::konnektor::words::PinName;
use crate::konnektor::{self, answer, codes, element::Unreadable};
use crate::reader;
use crate::report::facts::outcome::Asks;
use crate::system::clock::Moment;
use crate::system::printable;

/// Longest wait for a list of one that was silent at a card just now: it has the list in its memory.
const FROM_MEMORY: Duration = Duration::from_secs(5);

/// A stay of a card in its slot: what tells it from any other, be it of the same card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stay {
    handle: Result<CardHandle, Unknown>,
    iccsn: Result<String, Unknown>,
    kind: Kind,
    inserted: Result<Inserted, Unknown>,
}

/// When a card was put in. One moment can be written in many ways; what is no moment counts as it
/// stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Inserted {
    At(Moment),
    Written(String),
}

impl Inserted {
    fn of(written: &str) -> Self {
        let moment = Moment::read(written).map(Self::At);
        moment.unwrap_or_else(|| Self::Written(written.to_owned()))
    }
}

impl Stay {
    pub fn of(card: &Card) -> Self {
        Self {
            handle: card.handle.clone(),
            iccsn: card.iccsn.clone(),
            kind: kind(card).0,
            inserted: card
                .inserted
                .as_deref()
                .map(Inserted::of)
                .map_err(Clone::clone),
        }
    }

    /// Whether it is the same card, whenever it came.
    pub fn is_of_the_same_card(&self, other: &Self) -> bool {
        self.iccsn.is_ok() && self.iccsn == other.iccsn && self.kind == other.kind
    }

    /// Whether it is the same card, which was in all the time; the Konnektor may call it by another
    /// handle.
    pub fn goes_on_in(&self, other: &Self) -> bool {
        self.is_of_the_same_card(other) && self.inserted == other.inserted
    }

    /// What kind of card it is.
    pub const fn kind(&self) -> Kind {
        self.kind
    }
}

/// A Konnektor, and what it said last.
pub(super) struct State {
    prefix: String,
    pub(super) client: Client,
    pub(super) terminals: Option<Vec<Terminal>>,
    slots: Vec<InSlot>,
    /// Where each place stands among them.
    index: BTreeMap<PlaceId, usize>,
    listed: Option<Instant>,
    /// The stay that lies in a place, and how many came before it.
    stays: BTreeMap<PlaceId, (Option<Stay>, u16)>,
    /// The stays that were looked at.
    shown: BTreeMap<PlaceId, Stay>,
    /// Where people were told that a PIN is asked for.
    asks: BTreeMap<PlaceId, Asks>,
    /// The certificates that were given of a stay: a card keeps them.
    given: BTreeMap<PlaceId, (Stay, Given)>,
    /// What was silent since the last list.
    silence: Option<Silence>,
}

/// A look was waited for in vain. Whether it is the terminal that is silent or all of the Konnektor shows
/// when that is asked for what it knows by itself.
struct Silence {
    trouble: Box<Trouble>,
    /// What the Konnektor calls the terminals that were waited for.
    terminals: Vec<Option<Id>>,
    is_everywhere: bool,
}

impl Silence {
    /// Whether a card in this slot would be waited for in vain like the one before.
    fn is_at(&self, slot: &InSlot) -> bool {
        self.is_everywhere || self.terminals.contains(&terminal(slot))
    }
}

/// What the Konnektor calls the terminal of the card in a slot.
fn terminal(slot: &InSlot) -> Option<Id> {
    slot.card.as_ref()?.terminal.clone().ok()
}

impl State {
    pub fn new(prefix: String, client: Client) -> Self {
        Self {
            prefix,
            client,
            terminals: None,
            slots: Vec::new(),
            index: BTreeMap::new(),
            listed: None,
            stays: BTreeMap::new(),
            shown: BTreeMap::new(),
            asks: BTreeMap::new(),
            given: BTreeMap::new(),
            silence: None,
        }
    }

    /// Who asks.
    pub fn context(&self) -> &Context {
        self.client.context()
    }

    /// The name of the profile.
    pub fn profile(&self) -> &str {
        konnektor::profile_of(&self.prefix).unwrap_or_default()
    }

    /// The slot of this name, as it was listed last.
    pub fn slot(&self, place: &PlaceId) -> Option<&InSlot> {
        self.slots.get(*self.index.get(place)?)
    }

    /// Asks for the cards if that was never done.
    pub fn known(&mut self) -> Result<(), PlaceError> {
        match self.listed {
            Some(_) => Ok(()),
            None => self.refresh(),
        }
    }

    /// The places, no older than `fresh`.
    pub fn list(&mut self, fresh: Duration) -> Result<Vec<Place>, PlaceError> {
        if self.listed.is_none_or(|listed| listed.elapsed() >= fresh) {
            // One that has no line now may have it when it is asked again.
            let terminals = self.terminals.iter().flatten();
            if terminals
                .map(|one| &one.is_connected)
                .any(|is| *is == Ok(false))
            {
                self.terminals = None;
            }
            self.refresh()?;
        }
        Ok(self.places().unwrap_or_default())
    }

    /// The places as they were listed last.
    pub fn places(&self) -> Option<Vec<Place>> {
        self.listed?;
        let place = |slot: &InSlot| Place {
            id: slot.place.clone(),
            presence: match slot.card {
                Some(_) => Presence::Card,
                None => Presence::Empty,
            },
            changes: self.stays.get(&slot.place).map_or(0, |(_, count)| *count),
        };
        Some(self.slots.iter().map(place).collect())
    }

    /// Asks which cards are in; for the terminals once, and again when a card is in one that is not
    /// known.
    pub fn refresh(&mut self) -> Result<(), PlaceError> {
        let cards = self.client.cards(false)?;
        let terminals = self.terminals.iter().flatten();
        let ids = terminals.filter_map(|terminal| terminal.id.as_ref().ok());
        let ids: BTreeSet<&str> = ids.map(Id::as_str).collect();
        let is_known = |card: &Card| {
            let terminal = card.terminal.as_ref();
            terminal.map_or(true, |id| ids.contains(id.as_str()))
        };
        if self.terminals.is_none() || !cards.iter().all(is_known) {
            self.terminals = Some(self.client.terminals(false)?);
        }
        self.learn(&cards);
        Ok(())
    }

    /// Takes a list of the cards in the terminals that are known for one of now.
    pub fn learn(&mut self, cards: &[Card]) {
        let terminals = self.terminals.as_deref().unwrap_or_default();
        let workplace = &self.client.context().workplace;
        self.slots = slots(&self.prefix, terminals, cards, workplace);
        let places = self.slots.iter().map(|slot| slot.place.clone());
        self.index = places.zip(0..).collect();
        self.listed = Some(Instant::now());
        self.silence = None;
        for slot in &self.slots {
            let stay = slot.card.as_ref().map(Stay::of);
            let known = self.stays.entry(slot.place.clone());
            let (last, count) = known.or_insert_with(|| (stay.clone(), 0));
            if *last != stay {
                (*last, *count) = (stay, count.wrapping_add(1));
            }
        }
    }

    /// Looks at the card in a slot. Until there is another list, one terminal that is silent is waited for
    /// once, and so is a Konnektor.
    pub fn look(&mut self, slot: &InSlot, depth: Depth) -> Result<View, PlaceError> {
        let Some(card) = &slot.card else {
            return Err(reader::Error::NoCard(slot.place.to_string()).into());
        };
        self.listens(true);
        if let Some(trouble) = self.is_silent_at(slot) {
            return Err(PlaceError::Konnektor(trouble));
        }
        let view = self.view(slot, card, depth);
        match &view {
            Err(PlaceError::Konnektor(trouble)) if trouble.is_silence() => {
                let silence = self.silence.get_or_insert_with(|| Silence {
                    trouble: trouble.clone(),
                    terminals: Vec::new(),
                    is_everywhere: false,
                });
                silence.terminals.push(terminal(slot));
            }
            Ok(_) => {
                self.shown.insert(slot.place.clone(), Stay::of(card));
            }
            // What is known is over.
            Err(error) if error.is_gone() => self.listed = None,
            Err(_) => {}
        }
        view
    }

    /// Why the card in a slot is not asked for, after another look was waited for in vain.
    fn is_silent_at(&mut self, slot: &InSlot) -> Option<Box<Trouble>> {
        let mut silence = self.silence.take()?;
        if !silence.is_at(slot) {
            self.client.waits(FROM_MEMORY);
            let listed = self.refresh();
            self.client.waits(QUESTION);
            silence.is_everywhere = matches!(listed, Err(PlaceError::Konnektor(trouble))
                if trouble.is_silence());
        }
        let is_silent = silence.is_at(slot);
        let trouble = silence.trouble.clone();
        self.silence = Some(silence);
        is_silent.then_some(trouble)
    }

    fn view(&mut self, slot: &InSlot, card: &Card, depth: Depth) -> Result<View, PlaceError> {
        let (kind, application) = kind(card);
        let mut view = View {
            application,
            iccsn: card.iccsn.as_deref().ok().and_then(Iccsn::parse),
            version: card.object_system.and_then(version),
            told_holder: card.holder.as_deref().map(printable::name).ok(),
            ..View::told(kind)
        };
        if !kind.is_ours() {
            return Ok(view);
        }
        let handle = handle(card)?;
        view.certificates = self.certificates(slot, card, kind, depth)?;
        let pins = match depth.pins {
            Pins::None => &[][..],
            // The Konnektor knows no others.
            Pins::Daily | Pins::Every => objects::pins(kind),
        };
        let mut refused = None;
        for object in pins {
            let (status, named) = match self.told_of(&handle, object) {
                // What is wrong with one PIN costs that one.
                Err(PlaceError::Konnektor(trouble)) if is_of_one_pin(&trouble) => {
                    let number = trouble.code();
                    refused.get_or_insert(PlaceError::Konnektor(trouble));
                    (PinStatus::Untold(number), None)
                }
                told => told?,
            };
            view.pins.push(PinView {
                object,
                status,
                named,
            });
        }
        let is_untold = |pin: &PinView| matches!(pin.status, PinStatus::Untold(_));
        match refused {
            Some(error) if view.pins.iter().all(is_untold) => Err(error),
            _ => Ok(view),
        }
    }

    /// Its certificates. PINs are worth more: what is wrong with these costs them alone.
    fn certificates(
        &mut self,
        slot: &InSlot,
        card: &Card,
        kind: Kind,
        depth: Depth,
    ) -> Result<Vec<FileView>, PlaceError> {
        let handle = handle(card)?;
        let stay = Stay::of(card);
        let known = self.given.entry(slot.place.clone());
        let (of, given) = known.or_insert_with(|| (stay.clone(), Given::default()));
        if *of != stay {
            (*of, *given) = (stay, Given::default());
        }
        let client = &mut self.client;
        Ok(certificates::read(client, given, &handle, kind, depth)?)
    }

    /// The state of a PIN, and the tries that are named beside one which hides them.
    pub fn told_of(
        &mut self,
        handle: &CardHandle,
        object: &PasswordObject,
    ) -> Result<(PinStatus, Option<u8>), PlaceError> {
        let Some(pin) = pin_name(object.key) else {
            return Ok((PinStatus::Untold(None), None));
        };
        match self.client.pin_status(handle, pin) {
            Ok(reply) => Ok((pin_state(&reply), named_beside(&reply))),
            Err(trouble) if trouble.kind() == Some(codes::Kind::WrongCard) => {
                Ok((PinStatus::Missing, None))
            }
            Err(trouble) => Err(trouble.into()),
        }
    }

    /// The card that lies in a place now, asked for anew.
    pub fn card_now(&mut self, place: &PlaceId) -> Result<Option<Card>, PlaceError> {
        self.refresh()?;
        Ok(self.slot(place).and_then(|slot| slot.card.clone()))
    }

    /// The same, with the terminals asked for anew: an administrator may have assigned them elsewhere.
    pub fn slot_now(&mut self, place: &PlaceId) -> Result<Option<InSlot>, PlaceError> {
        self.terminals = None;
        self.refresh()?;
        Ok(self.slot(place).cloned())
    }

    /// Why nobody knows which card the one in a place is for the Konnektor: another one has its handle.
    pub fn shares_its_handle(&self, card: &Card) -> Option<Trouble> {
        let others = self.slots.iter().filter_map(|slot| slot.card.as_ref());
        let is_shared = card.handle.is_ok()
            && others
                .filter(|other| other.handle == card.handle)
                .any(|other| other != card);
        let cause = Cause::Unreadable(Unreadable::SharedHandle);
        is_shared.then(|| Trouble::before(Step::Operation(Operation::GetCards), cause))
    }

    /// People are told that a PIN of the card in a place is asked for there.
    pub fn tell_where(&mut self, place: &PlaceId, asks: Asks) {
        self.asks.insert(place.clone(), asks);
    }

    /// Where they were told last.
    pub fn told_where(&self, place: &PlaceId) -> Option<Asks> {
        self.asks.get(place).copied()
    }

    /// The stay that was looked at in a place.
    pub fn shown(&self, place: &PlaceId) -> Option<Stay> {
        self.shown.get(place).cloned()
    }

    /// Nobody heard how a dialog ended: the card counts by its number from now on, for the Konnektor
    /// may have started anew meanwhile.
    pub fn forget_stay(&mut self, place: &PlaceId) {
        self.shown.remove(place);
    }

    /// The state was read: this stay is what was seen last.
    pub fn remember_stay(&mut self, place: &PlaceId, stay: Stay) {
        self.shown.insert(place.clone(), stay);
    }

    /// Whether a wish to stop ends questions.
    pub const fn listens(&mut self, listens: bool) {
        self.client.listens(listens);
    }

    /// Has the terminal ask, once.
    pub fn order(
        &mut self,
        handle: &CardHandle,
        pin: PinName,
        operation: Operation,
        set_new_pin: bool,
    ) -> Result<Answer<PinReply>, Trouble> {
        match operation {
            Operation::VerifyPin => self.client.verify_pin(handle, pin),
            Operation::UnblockPin => self.client.unblock_pin(handle, pin, set_new_pin),
            _ => self.client.change_pin(handle, pin),
        }
    }
}

/// Whether one question was not answered as it should be, and another one may be.
fn is_of_one_pin(trouble: &Trouble) -> bool {
    let is_answered = matches!(trouble.cause, Cause::Fault(_) | Cause::Unreadable(_));
    is_answered && !trouble.is_busy() && trouble.kind() != Some(codes::Kind::CardGone)
}

/// What the Konnektor calls a card.
pub(super) fn handle(card: &Card) -> Result<CardHandle, Trouble> {
    card.handle.clone().map_err(|why| {
        let element = "CardHandle";
        let why = Unreadable::Untold { element, why };
        Trouble::before(Step::Operation(Operation::GetCards), Cause::Unreadable(why))
    })
}

fn version(version: answer::Version) -> Option<Version> {
    let part = |number: u32| u8::try_from(number).ok();
    let answer::Version {
        major,
        minor,
        revision,
    } = version;
    Some(Version(part(major)?, part(minor)?, part(revision)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stay_is_the_same_however_its_moment_is_written_and_another_one_at_another_moment() {
        let first = Inserted::of("2026-11-28T08:00:00.120Z");
        for (written, is_same) in [
            ("2026-11-28T09:00:00.12+01:00", true),
            ("2026-11-28T08:00:00.12+00:00", true),
            ("2026-11-28T08:00:00.121Z", false),
            ("2026-11-28T08:00:00.120", false),
            ("gestern", false),
        ] {
            assert_eq!(Inserted::of(written) == first, is_same, "{written}");
        }
        assert_eq!(Inserted::of("gestern"), Inserted::of("gestern"));
    }
}
