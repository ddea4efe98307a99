//! What only the moment knows: readers, cards, topics.

use crate::card::Depth;
use crate::cli::candidates::Candidate;
use crate::konnektor::profile::Store;
use crate::konnektor::{self, direct};
use crate::reader::embedded::PREFIX;
use crate::session::desk::places::{Obstacle, Patience, Place, Places, Presence, matching};
use crate::system::signals::Interrupts;
use crate::text::Text;
use crate::topics;

/// Cards that are virtual readers by their name alone.
const VIRTUAL: [&str; 2] = ["hba", "smcb"];

/// The readers of this PC, and the virtual ones.
pub fn readers(places: &mut dyn Places) -> Vec<Candidate> {
    let known = places.list().unwrap_or_default();
    let known = known.into_iter().filter(Place::takes_cards);
    let known = known.map(|place| place.id.to_string());
    let built_in = VIRTUAL.iter().map(|card| format!("{PREFIX}{card}"));
    known.chain(built_in).map(plain).collect()
}

/// The cards at the readers that are meant, by the digits that tell them apart. Each is looked at as
/// `readers` does it: that spends no try, and one that another program holds is left alone.
pub fn cards(places: &mut dyn Places, reader: Option<&str>, moment: &Interrupts) -> Vec<Candidate> {
    let reader = reader.filter(|reader| !reader.starts_with(PREFIX));
    let known = places.list().unwrap_or_default();
    let mut cards = Vec::new();
    for place in matching(&known, reader) {
        let is_card = place.presence == Presence::Card && place.takes_cards();
        if !is_card || moment.raised() {
            continue;
        }
        let look = places.look(&place.id, Depth::NUMBER, &mut Moment(moment.clone()));
        cards.extend(look.ok().and_then(|view| view.iccsn));
    }
    let numbers = cards.iter();
    numbers
        .map(|number| Candidate {
            word: number.ending().to_owned(),
            about: number.grouped(),
        })
        .collect()
}

/// The Konnektors that are set up, where there is a way to one.
#[must_use]
pub fn konnektors(profiles: &Store) -> Vec<Candidate> {
    let all = profiles.list().into_iter().filter(|_| direct::IS_BUILT);
    all.map(|entry| Candidate {
        word: entry.name.to_string(),
        about: entry
            .profile
            .map(|profile| profile.address.to_string())
            .unwrap_or_default(),
    })
    .collect()
}

/// The same as values of `--reader`.
#[must_use]
pub fn readers_at_konnektors(profiles: &Store) -> Vec<Candidate> {
    let all = konnektors(profiles).into_iter();
    all.map(|found| Candidate {
        word: format!("{}{}", konnektor::PREFIX, found.word),
        ..found
    })
    .collect()
}

/// The topics of `explain` by their names in a language.
#[must_use]
pub fn topics(text: Text) -> Vec<Candidate> {
    let language = text.language();
    let topic = |topic: &topics::Topic| Candidate {
        word: topic.name(language).to_owned(),
        about: topic.title(language).to_owned(),
    };
    topics::all().iter().map(topic).collect()
}

fn plain(word: String) -> Candidate {
    Candidate {
        word,
        about: String::new(),
    }
}

/// Waits for nobody but a card that is being powered up, and for that a moment.
struct Moment(Interrupts);

impl Patience for Moment {
    fn go_on(&mut self, obstacle: Obstacle) -> bool {
        obstacle == Obstacle::Opening && !self.0.raised()
    }

    fn interrupts(&self) -> Interrupts {
        self.0.clone()
    }
}
