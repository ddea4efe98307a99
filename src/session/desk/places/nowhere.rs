//! No place at all, for commands that work at no card: nobody is asked for any.

use std::time::Duration;

use super::{EntryWays, Pad, Patience, Place, PlaceError, PlaceId, Places};
use crate::card::{Depth, PinAccess, View};
use crate::reader::{self, Features};
use crate::report::facts::outcome::SeenReader;

/// Places of which there are none.
#[derive(Debug, Clone, Copy)]
pub struct Nowhere;

fn nothing_there(place: &PlaceId) -> PlaceError {
    reader::Error::NoSuchReader(place.to_string()).into()
}

impl Places for Nowhere {
    fn list(&mut self) -> Result<Vec<Place>, PlaceError> {
        Ok(Vec::new())
    }

    fn look(
        &mut self,
        place: &PlaceId,
        _depth: Depth,
        _patience: &mut dyn Patience,
    ) -> Result<View, PlaceError> {
        Err(nothing_there(place))
    }

    fn about(&mut self, place: &PlaceId, _view: Option<&View>) -> SeenReader {
        SeenReader {
            name: place.to_string(),
            features: Features::default(),
            contactless: false,
            terminal: None,
        }
    }

    fn entry_ways(&mut self, _place: &PlaceId) -> EntryWays {
        EntryWays::Here(Pad::of("", &Features::default()))
    }

    fn begin(
        &mut self,
        place: &PlaceId,
        _patience: &mut dyn Patience,
    ) -> Result<Box<dyn PinAccess>, PlaceError> {
        Err(nothing_there(place))
    }

    fn wait_for_change(&mut self, _known: &[Place], _limit: Duration) -> Result<(), PlaceError> {
        Ok(())
    }

    fn is_virtual(&self) -> bool {
        false
    }
}
