//! Where cards are found and reached, whatever way leads to them.
//!
//! Above this seam nobody knows of transactions, features and status words. Below it is the system
//! of readers of this PC ([`AtReaders`]). Whatever else finds cards and hands secrets to them, with
//! the digits typed elsewhere, is another implementation of [`Places`]; the choice of the card, the
//! notes, the gate and the words stay the same.

mod at_konnektor;
mod at_readers;
mod nowhere;

use std::fmt;
use std::time::Duration;

use at_konnektor::FRESH;
pub use at_konnektor::{AtKonnektor, examine};
pub use at_readers::AtReaders;
pub use nowhere::Nowhere;

use super::context::LISTEN;
use crate::card::probe::Probed;
use crate::card::{Depth, PinAccess, View};
use crate::konnektor::codes::Kind;
use crate::konnektor::{self, Trouble};
use crate::reader::foreign::foreign;
use crate::reader::{self, pin_pad::Pad};
pub use crate::reader::{Obstacle, Patience, Presence};
use crate::report::Failure;
use crate::report::facts::examination::Examination;
use crate::report::facts::list_gaps::ListGaps;
use crate::report::facts::outcome::{SeenReader, SeenTerminal};
use crate::report::failure::Hides;
use crate::system::os::{Os, os};
use crate::system::printable;

/// Longest wait of one who waits for ever for a service of this PC that went away.
const SERVICE_RESTART: Duration = Duration::from_secs(10);

/// The same for a Konnektor. No specification says how long it takes to start; boxes of this kind take up
/// to ten minutes until they have their connections.
const RESTART: Duration = Duration::from_secs(10 * 60);

/// The name of a place: at this PC that of the reader. It finds the place again as long as nothing
/// is plugged in or out, and it is what `--reader` names and people are shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(String);

impl PlaceId {
    /// The place of this name.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PlaceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A place for one card, and what lies in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its name.
    pub id: PlaceId,
    /// What lies in it.
    pub presence: Presence,
    /// How often cards came and went there, as far as somebody counts: another number is another
    /// card, or the same one put in again.
    pub changes: u16,
}

impl Place {
    /// Whether something lies in it, whatever it is.
    #[must_use]
    pub fn is_occupied(&self) -> bool {
        self.presence != Presence::Empty
    }

    /// Whether people put cards in. Systems show other things as readers, too.
    #[must_use]
    pub fn takes_cards(&self) -> bool {
        foreign(self.id.as_str()).is_none()
    }
}

/// Why a place, or a card in it, cannot be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaceError {
    /// The service, the reader, or the line to it.
    Reader(reader::Error),
    /// The Konnektor through which the terminal is reached.
    Konnektor(Box<Trouble>),
}

impl From<reader::Error> for PlaceError {
    fn from(error: reader::Error) -> Self {
        PlaceError::Reader(error)
    }
}

impl From<Trouble> for PlaceError {
    fn from(trouble: Trouble) -> Self {
        PlaceError::Konnektor(Box::new(trouble))
    }
}

impl fmt::Display for PlaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PlaceError::Reader(error) => error.fmt(f),
            PlaceError::Konnektor(trouble) => trouble.fmt(f),
        }
    }
}

impl std::error::Error for PlaceError {}

impl PlaceError {
    /// Whether the card, or its place, is not there (any more): it may come back.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        use reader::Error as E;
        match self {
            PlaceError::Reader(error) => {
                matches!(error, E::NoCard(_) | E::ReaderGone(_) | E::NoSuchReader(_))
            }
            PlaceError::Konnektor(trouble) => trouble.kind() == Some(Kind::CardGone),
        }
    }

    /// The same, or the card went away in the middle of a look.
    #[must_use]
    pub fn is_away(&self) -> bool {
        self.is_gone() || matches!(self, PlaceError::Reader(reader::Error::Removed(_)))
    }

    /// Whether the line to the card broke, or the card was pulled, in the middle of something. The
    /// line from a Konnektor to a card is its own affair.
    #[must_use]
    pub const fn is_broken(&self) -> bool {
        use reader::Error as E;
        match self {
            PlaceError::Reader(error) => {
                matches!(error, E::Removed(_) | E::Reset(_) | E::Broken { .. })
            }
            PlaceError::Konnektor(_) => false,
        }
    }

    /// Whether whoever knows the places fails, so that no place can be reached.
    #[must_use]
    pub fn is_of_service(&self) -> bool {
        match self {
            PlaceError::Reader(error) => error.is_of_service(),
            PlaceError::Konnektor(trouble) => trouble.is_of_the_konnektor(),
        }
    }

    /// Whether the service may be back soon that fails so: it has answered before in this run, or
    /// answers something that one says which is just going away or coming. Windows starts its own
    /// with the first reader: there a service that is missing is a reader that is missing.
    #[must_use]
    pub fn may_pass(&self, has_answered: bool) -> bool {
        use reader::Error as E;
        match self {
            PlaceError::Reader(E::ServiceFailed(_) | E::ServiceHangs) => true,
            PlaceError::Reader(E::NoService(_)) => has_answered || matches!(os(), Os::Windows),
            PlaceError::Reader(_) => false,
            PlaceError::Konnektor(trouble) => has_answered && trouble.may_pass(),
        }
    }

    /// How long it is waited for by one who waits until Ctrl-C, where it [may pass](Self::may_pass): a
    /// service of this PC is started anew in seconds, a Konnektor in minutes.
    #[must_use]
    pub fn passes_within(&self) -> Duration {
        match self {
            PlaceError::Konnektor(trouble) if trouble.step.is_of_what_there_is() => RESTART,
            PlaceError::Konnektor(_) | PlaceError::Reader(_) => SERVICE_RESTART,
        }
    }

    /// Pause until whoever failed so is asked again: what this PC asks itself costs nobody anything.
    #[must_use]
    pub const fn pause(&self) -> Duration {
        match self {
            PlaceError::Konnektor(_) => FRESH,
            PlaceError::Reader(_) => LISTEN,
        }
    }

    /// The card that was in a place is not there any more.
    #[must_use]
    pub fn pulled_from(place: &PlaceId) -> Self {
        PlaceError::Reader(reader::Error::Removed(place.to_string()))
    }

    /// Why the card could not be looked at, where it lies in the place all the same and nothing is
    /// wrong with the line.
    #[must_use]
    pub fn hides(&self) -> Option<Hides> {
        match self {
            PlaceError::Reader(reader::Error::Mute(_)) => Some(Hides::Mute),
            PlaceError::Konnektor(trouble) if trouble.kind() == Some(Kind::CardAccess) => {
                Some(Hides::Mute)
            }
            error => error.is_busy().then_some(Hides::Busy),
        }
    }

    /// Whether a Konnektor answered so of a card that is in: no other card that is put in mends it.
    #[must_use]
    pub fn is_of_a_card_that_is_in(&self) -> bool {
        matches!(self, PlaceError::Konnektor(_)) && !self.is_gone() && !self.is_busy()
    }

    /// Whether another program holds the card.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        match self {
            PlaceError::Reader(error) => matches!(error, reader::Error::Busy(_)),
            PlaceError::Konnektor(trouble) => trouble.is_busy(),
        }
    }
}

/// The ways that digits can take to a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryWays {
    /// From this PC, typed or out of a file; or at the reader's PIN pad, as far as that can.
    Here(Pad),
    /// At the terminal that holds the card, and nowhere else.
    There(Terminal),
}

/// A terminal that asks for the digits itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terminal {
    /// Which one, and where it asks.
    pub seen: SeenTerminal,
    /// How long the state of a PIN may still change after an answer was lost: the terminal goes on
    /// asking although nobody hears of it.
    pub settles: Duration,
}

/// Opens places wherever it is called. Nothing else of them goes to another thread: a worker opens
/// its own.
pub type Factory = Box<dyn Fn() -> Result<Box<dyn Places>, Failure> + Send + Sync>;

/// Places for cards: the readers of this PC, or whatever else holds some.
pub trait Places {
    /// The places with what lies in them. None at all is no error.
    ///
    /// # Errors
    /// Whoever knows the places does not answer.
    fn list(&mut self) -> Result<Vec<Place>, PlaceError>;

    /// The places as far as they can be told at once: waits for nobody, and reaches no card. `None`
    /// where that is not known now; who wants to know asks again.
    fn glance(&mut self) -> Option<Vec<Place>> {
        self.list().ok()
    }

    /// Looks at the card in a place. Spends no try, and is repeated quietly where that helps; what
    /// the card refuses, or what does not come through, is left out of the view.
    ///
    /// # Errors
    /// The card cannot be looked at; [`PlaceError::is_busy`] when `patience` ended while somebody
    /// else held it.
    fn look(
        &mut self,
        place: &PlaceId,
        depth: Depth,
        patience: &mut dyn Patience,
    ) -> Result<View, PlaceError>;

    /// Lets go of whatever is kept under way for a look that is asked for again
    /// ([`Patience::asks_again`]): none is any more.
    fn let_go(&mut self) {}

    /// What is to be said of a place beside its name; of the card in it, where it was looked at,
    /// comes how it is reached.
    fn about(&mut self, place: &PlaceId, view: Option<&View>) -> SeenReader;

    /// Why no secret can be handed to the card in a place, whatever it is and whoever types it:
    /// known before anybody is asked for anything.
    fn lacks_for_entry(&mut self, _place: &PlaceId) -> Option<PlaceError> {
        None
    }

    /// How digits can reach the card in a place.
    fn entry_ways(&mut self, place: &PlaceId) -> EntryWays;

    /// Takes hold of the card in a place, so that a secret can be handed to it. A secret never
    /// passes here.
    ///
    /// # Errors
    /// As [`look`](Self::look).
    fn begin(
        &mut self,
        place: &PlaceId,
        patience: &mut dyn Patience,
    ) -> Result<Box<dyn PinAccess>, PlaceError>;

    /// What the card in a place, of this kind and number, answers to the harmless commands of
    /// [`crate::card::probe`]. `None` where no commands reach a card.
    ///
    /// # Errors
    /// As [`look`](Self::look).
    fn probe(
        &mut self,
        _place: &PlaceId,
        _view: &View,
        _patience: &mut dyn Patience,
    ) -> Result<Option<Vec<Probed>>, PlaceError> {
        Ok(None)
    }

    /// Waits until something differs from `known`, at most `limit`.
    ///
    /// # Errors
    /// Whoever knows the places goes away meanwhile.
    fn wait_for_change(&mut self, known: &[Place], limit: Duration) -> Result<(), PlaceError>;

    /// Whether no real card can be reached through these places.
    fn is_virtual(&self) -> bool;

    /// What the Konnektor says of itself, where the places are slots of its terminals: asked as far
    /// as it answers.
    fn konnektor(&mut self) -> Option<Examination> {
        None
    }

    /// What the places that were listed last may lack, where a Konnektor listed them.
    fn beside_list(&self) -> Option<ListGaps> {
        None
    }

    /// The workplace whose card terminals they are; `None` where they are no terminals of a
    /// Konnektor.
    fn workplace(&self) -> Option<String> {
        None
    }
}

/// The places in which a card is looked for: of those that were asked for the ones that take cards.
/// One by name only is meant where nothing else has the name that was asked for.
#[must_use]
pub fn for_cards(places: &[Place], wanted: Option<&str>) -> Vec<Place> {
    let mut places = matching(places, wanted);
    if wanted.is_none() || places.iter().any(Place::takes_cards) {
        places.retain(Place::takes_cards);
    }
    places
}

/// The places whose name is, or else contains, what was asked for; of the slots of terminals also by the
/// word for one in either language.
#[must_use]
pub fn matching(places: &[Place], wanted: Option<&str>) -> Vec<Place> {
    let Some(wanted) = wanted else {
        return places.to_vec();
    };
    let slot = konnektor::slot_meant(wanted);
    let wanted = [Some(wanted), slot.as_deref()];
    let named = |is_meant: &dyn Fn(&str) -> bool| -> Vec<Place> {
        let places = places.iter();
        places
            .filter(|place| is_meant(place.id.as_str()))
            .cloned()
            .collect()
    };
    let exact = named(&|name| wanted.contains(&Some(name)));
    if !exact.is_empty() {
        return exact;
    }
    // As people read names: a screen shows blanks, accents and capitals that are not those of the name.
    let wanted = wanted.map(|wanted| wanted.map(printable::alike));
    let whole = named(&|name| wanted.contains(&Some(printable::alike(name))));
    if !whole.is_empty() {
        return whole;
    }
    named(&|name| {
        let name = printable::alike(name);
        let mut wanted = wanted.iter().flatten();
        wanted.any(|wanted| konnektor::is_part(wanted, &name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_meant_by_its_name_or_a_part_of_it_and_one_by_name_only_last() {
        const READER: &str = "ACS Reader 0";
        const SIM: &str = "Microsoft UICC ISO Reader 2ca24328 0";
        const OTHER: &str = "ACS Reader 0 1";
        let places = [SIM, READER, OTHER].map(|name| Place {
            id: PlaceId::new(name),
            presence: Presence::Card,
            changes: 0,
        });
        let meant = |wanted| -> Vec<String> {
            let places = for_cards(&places, wanted).into_iter();
            places.map(|place| place.id.to_string()).collect()
        };
        assert_eq!(meant(None), [READER, OTHER]);
        assert_eq!(
            meant(Some(READER)),
            [READER],
            "the whole name, and no longer one"
        );
        assert_eq!(meant(Some(" acs reader ")), [READER, OTHER]);
        assert_eq!(meant(Some("reader")), [READER, OTHER]);
        assert_eq!(meant(Some("uicc")), [SIM], "who names it means it");
        assert_eq!(meant(Some("nobody")), Vec::<String>::new());
    }

    #[test]
    fn whoever_waits_for_ever_waits_longer_for_a_konnektor_that_starts_than_for_a_service() {
        use crate::konnektor::trouble::{Cause, Step};
        use crate::konnektor::vocabulary::Operation;
        let at = |step| PlaceError::from(Trouble::after(step, Cause::LoginRefused(401)));
        let service = PlaceError::from(reader::Error::ServiceHangs);
        for (error, limit, pause) in [
            (&service, SERVICE_RESTART, LISTEN),
            (&at(Step::Directory), RESTART, FRESH),
            (&at(Step::Operation(Operation::GetCards)), RESTART, FRESH),
            // It lists what there is.
            (
                &at(Step::Operation(Operation::GetPinStatus)),
                SERVICE_RESTART,
                FRESH,
            ),
        ] {
            assert_eq!((error.passes_within(), error.pause()), (limit, pause));
        }
    }

    #[test]
    fn a_name_is_meant_with_the_quotation_marks_that_it_is_shown_without() {
        let places = ["Labor 'alt', SLOT:1", "Empfang, SLOT:1", "A “B” 0"].map(|name| Place {
            id: PlaceId::new(name),
            presence: Presence::Card,
            changes: 0,
        });
        for (wanted, meant) in [
            ("Labor 'alt', SLOT:1", "Labor 'alt', SLOT:1"),
            ("labor „alt“, slot 1", "Labor 'alt', SLOT:1"),
            ("A 'B' 0", "A “B” 0"),
            ("A “B” 0", "A “B” 0"),
        ] {
            let found: Vec<String> = matching(&places, Some(wanted))
                .iter()
                .map(|place| place.id.to_string())
                .collect();
            assert_eq!(found, [meant], "{wanted}");
        }
    }

    #[test]
    fn a_slot_is_meant_by_its_name_and_by_the_word_for_it_in_either_language() {
        let names = [
            "konnektor:praxis Empfang, SLOT:1",
            "konnektor:praxis Empfang, SLOT:2",
            "konnektor:praxis Labor, SLOT:2",
            "konnektor:praxis Empfang, SLOT:11",
        ];
        let places = names.map(|name| Place {
            id: PlaceId::new(name),
            presence: Presence::Card,
            changes: 0,
        });
        for (wanted, meant) in [
            ("konnektor:praxis Empfang, SLOT:1", &[0][..]),
            ("konnektor:praxis Empfang, Steckplatz 1", &[0]),
            ("konnektor:praxis Empfang, slot 1", &[0]),
            ("empfang, steckplatz 2", &[1]),
            ("labor", &[2]),
            ("slot 2", &[1, 2]),
            ("SLOT:11", &[3]),
            ("slot:1", &[0]),
            ("konnektor:praxis SLOT:11", &[3]),
            ("konnektor:praxis SLOT:2", &[1, 2]),
            ("konnektor:praxis Steckplatz 1", &[0]),
            ("Konnektor:praxis labor", &[2]),
            ("konnektor:praxis Empfang,\u{A0} SLOT:1", &[0]),
            ("KONNEKTOR:PRAXIS EMPFANG, SLOT:1", &[0]),
            ("konnektor:Praxis", &[0, 1, 2, 3]),
            ("konnektor:prax SLOT:2", &[]),
            ("konnektor:praxis Empfang, Steckplatz 3", &[]),
        ] {
            let found = matching(&places, Some(wanted)).into_iter();
            let found: Vec<String> = found.map(|place| place.id.to_string()).collect();
            let meant: Vec<&str> = meant.iter().map(|at| names[*at]).collect();
            assert_eq!(found, meant, "{wanted}");
        }
    }
}
