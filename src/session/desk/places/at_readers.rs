//! The places of this PC: what lies in its readers.

use std::collections::BTreeSet;
use std::time::Duration;

use super::{EntryWays, Patience, Place, PlaceError, PlaceId, Places};
use crate::card::look::Certificates;
use crate::card::probe::{self, Probed};
use crate::card::{ApduAccess, Depth, Iccsn, PinAccess, Reading, View, look};
use crate::reader::features::looks_contactless;
use crate::reader::foreign::foreign;
use crate::reader::pin_pad::Pad;
use crate::reader::{Error, Features, Leave, Readers, Slot};
use crate::report::facts::outcome::SeenReader;

/// How often a card is looked at whose line breaks.
const LOOKS: usize = 3;

/// Readers, and what was learnt of them.
pub struct AtReaders {
    readers: Box<dyn Readers>,
    /// Readers whose line broke in a look: files are read in short steps there.
    in_steps: BTreeSet<PlaceId>,
}

impl AtReaders {
    /// The places of these readers.
    #[must_use]
    pub fn new(readers: Box<dyn Readers>) -> Self {
        Self {
            readers,
            in_steps: BTreeSet::new(),
        }
    }

    /// How much of a file is asked for at once in this reader.
    fn reading(&mut self, place: &PlaceId) -> Reading {
        if self.in_steps.contains(place) {
            return Reading::STEPS;
        }
        let features = self.readers.features(place.as_str());
        Reading::of_reader(features.properties().max_apdu_data_size)
    }
}

impl Places for AtReaders {
    fn list(&mut self) -> Result<Vec<Place>, PlaceError> {
        let slots = self.readers.list()?;
        Ok(slots.into_iter().map(place).collect())
    }

    fn glance(&mut self) -> Option<Vec<Place>> {
        let slots = self.readers.glance()?;
        Some(slots.into_iter().map(place).collect())
    }

    /// In a transaction of its own.
    fn look(
        &mut self,
        place: &PlaceId,
        mut depth: Depth,
        patience: &mut dyn Patience,
    ) -> Result<View, PlaceError> {
        let mut looks = 0;
        let mut broke = None;
        loop {
            looks += 1;
            let mut connection = match (self.readers.begin(place.as_str(), patience), broke.take())
            {
                // The card was pulled, and the first that was heard of it was a line that broke.
                (Err(Error::NoCard(_)), Some(broken)) => return Err(PlaceError::Reader(broken)),
                (begun, _) => begun?,
            };
            let view = look(connection.as_mut(), depth, self.reading(place));
            connection.finish(Leave::AsIs);
            match view {
                Ok(view) => return Ok(view),
                // Another program, or the system with a card just inserted, got in between. A look
                // costs nothing.
                Err(error @ (Error::Reset(_) | Error::Broken { .. })) if looks < LOOKS => {
                    broke = Some(error);
                    // Or the reader does not pass long answers on, whatever it says of itself.
                    if depth.certificates != Certificates::None {
                        self.in_steps.insert(place.clone());
                    }
                }
                // PINs are worth more than a name.
                Err(error @ (Error::Reset(_) | Error::Broken { .. }))
                    if depth.certificates != Certificates::None =>
                {
                    broke = Some(error);
                    depth.certificates = Certificates::None;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn let_go(&mut self) {
        self.readers.let_go();
    }

    fn about(&mut self, place: &PlaceId, view: Option<&View>) -> SeenReader {
        let name = place.as_str();
        let features = match foreign(name) {
            Some(_) => Features::default(),
            None => self.readers.features(name),
        };
        let atr = view.map(|view| view.atr.as_slice()).unwrap_or_default();
        let contactless = looks_contactless(name, &features, atr);
        SeenReader {
            name: name.to_owned(),
            features,
            contactless,
            terminal: None,
        }
    }

    fn entry_ways(&mut self, place: &PlaceId) -> EntryWays {
        let name = place.as_str();
        EntryWays::Here(Pad::of(name, &self.readers.features(name)))
    }

    fn begin(
        &mut self,
        place: &PlaceId,
        patience: &mut dyn Patience,
    ) -> Result<Box<dyn PinAccess>, PlaceError> {
        let connection = self.readers.begin(place.as_str(), patience)?;
        Ok(Box::new(ApduAccess::within(connection)))
    }

    /// In a transaction of its own.
    fn probe(
        &mut self,
        place: &PlaceId,
        view: &View,
        patience: &mut dyn Patience,
    ) -> Result<Option<Vec<Probed>>, PlaceError> {
        let mut connection = self.readers.begin(place.as_str(), patience)?;
        let number = view.iccsn.as_ref().map(Iccsn::as_str);
        let probed = probe::run(connection.as_mut(), view.kind, number);
        connection.finish(Leave::AsIs);
        Ok(Some(probed))
    }

    fn wait_for_change(&mut self, known: &[Place], limit: Duration) -> Result<(), PlaceError> {
        let known: Vec<Slot> = known.iter().map(slot).collect();
        Ok(self.readers.wait_for_change(&known, limit)?)
    }

    fn is_virtual(&self) -> bool {
        self.readers.is_virtual()
    }
}

fn place(slot: Slot) -> Place {
    Place {
        id: PlaceId(slot.name),
        presence: slot.presence,
        changes: slot.changes,
    }
}

fn slot(place: &Place) -> Slot {
    Slot {
        name: place.id.0.clone(),
        presence: place.presence,
        changes: place.changes,
    }
}
