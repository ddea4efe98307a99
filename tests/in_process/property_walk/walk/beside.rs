//! What lies in the second reader of the desk, and what the first look did not show of it.

use pinlotse::reader::{Error, Obstacle, Patience, Presence, Slot};

use super::dice::Dice;
use super::ledger::State;

/// The person's own reader.
pub const READER: &str = "Testleser";
/// Another one, where other programs and other people's cards are.
pub const SECOND: &str = "Zweitleser";

/// The card that lies in the second reader, and is nobody's here.
pub const NEIGHBOUR: usize = 2;
/// A card that says the number of the person's card.
pub const COPY: usize = 3;

/// What the second reader is like during a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Beside {
    /// It is not there.
    #[default]
    NoReader,
    /// It is there for whatever card comes.
    Empty,
    /// Another card lies there.
    Card,
    /// Another program holds that card: it lets go when it was asked for so often, or never.
    Busy(Option<usize>),
    /// A card that does not answer.
    Mute,
    /// A card that another program has for itself.
    Exclusive,
    /// The card is there at every other look, so many looks at a time.
    ComesAndGoes(usize),
    /// The reader itself is there at every other look.
    PluggedInAndOut(usize),
    /// It is listed, and gone when it is reached for.
    GoneWhenAsked,
    /// The line to it breaks.
    Broken,
    /// A copy of the person's card, which another program holds until a secret was handed over.
    Copy,
}

impl Beside {
    pub fn draw(dice: &mut Dice) -> Self {
        let asks = 1 + dice.below(4);
        dice.weighted(&[
            (60, Self::NoReader),
            (6, Self::Empty),
            (8, Self::Card),
            (6, Self::Busy(None)),
            (5, Self::Busy(Some(asks))),
            (5, Self::Mute),
            (2, Self::Exclusive),
            (5, Self::ComesAndGoes(asks)),
            (2, Self::PluggedInAndOut(asks)),
            (3, Self::GoneWhenAsked),
            (2, Self::Broken),
            (5, Self::Copy),
        ])
    }
}

impl State {
    /// The readers as the service lists them now.
    pub fn slots(&mut self) -> Vec<Slot> {
        let card = |there: bool| {
            if there {
                Presence::Card
            } else {
                Presence::Empty
            }
        };
        let first = self.inside.is_some();
        let second = self.second_presence();
        let slot = |name: &str, presence| Slot {
            name: name.to_owned(),
            presence,
            changes: 0,
        };
        let occupied = &mut self.log().occupied;
        occupied.first &= first;
        occupied.second &= second.is_some_and(|presence| presence != Presence::Empty);
        let mut slots = vec![slot(READER, card(first))];
        slots.extend(second.map(|presence| slot(SECOND, presence)));
        if self.second_comes_first {
            slots.reverse();
        }
        slots
    }

    fn second_presence(&mut self) -> Option<Presence> {
        let lists = self.log().lists;
        let is_odd = |looks: usize| lists / looks % 2 == 1;
        if self.second.is_some() {
            return Some(Presence::Card);
        }
        Some(match self.log().beside {
            Beside::NoReader => return None,
            Beside::Empty => Presence::Empty,
            Beside::Mute => Presence::Mute,
            Beside::Exclusive => Presence::Exclusive,
            Beside::ComesAndGoes(looks) if is_odd(looks) => Presence::Empty,
            Beside::PluggedInAndOut(looks) if is_odd(looks) => return None,
            _ => Presence::Card,
        })
    }

    /// What becomes of reaching for the second reader. Time is counted in asks: who holds a card for
    /// longer than that holds it until the wait is over.
    pub fn reach_second(&mut self) -> Reach {
        let name = SECOND.to_owned();
        if let Some(card) = self.second {
            return Reach::at_once(Ok(card));
        }
        let presence = self.second_presence();
        let handed_over = !self.log().secrets.is_empty() || self.log().pending.is_some();
        match self.log().beside {
            Beside::NoReader => Reach::at_once(Err(Error::NoSuchReader(name))),
            Beside::PluggedInAndOut(_) if presence.is_none() => {
                Reach::at_once(Err(Error::ReaderGone(name)))
            }
            Beside::ComesAndGoes(_) if presence == Some(Presence::Empty) => {
                Reach::at_once(Err(Error::NoCard(name)))
            }
            Beside::Empty | Beside::GoneWhenAsked => {
                // The service says that nothing is there: what it listed was of a moment ago.
                self.log().occupied.second = false;
                Reach::at_once(Err(Error::NoCard(name)))
            }
            Beside::Busy(Some(asks)) => Reach {
                obstacle: Obstacle::Busy,
                asks,
                meanwhile: Err(Error::Busy(name)),
                then: Ok(NEIGHBOUR),
            },
            Beside::Copy if handed_over => Reach::at_once(Ok(COPY)),
            Beside::Busy(None) | Beside::Exclusive | Beside::Copy => {
                Reach::never(Obstacle::Busy, Error::Busy(name))
            }
            Beside::Mute => Reach::never(Obstacle::Mute, Error::Mute(name)),
            Beside::Broken => Reach::at_once(Err(Error::Broken {
                reader: name,
                detail: "forged".to_owned(),
            })),
            Beside::Card | Beside::ComesAndGoes(_) | Beside::PluggedInAndOut(_) => {
                Reach::at_once(Ok(NEIGHBOUR))
            }
        }
    }
}

/// What becomes of reaching for a card.
pub struct Reach {
    obstacle: Obstacle,
    /// How often the patience is asked whether to go on.
    asks: usize,
    /// What it came to where the patience ended before.
    meanwhile: Result<usize, Error>,
    then: Result<usize, Error>,
}

impl Reach {
    /// As good as for ever.
    const LONG: usize = 5;

    fn at_once(then: Result<usize, Error>) -> Self {
        Self {
            obstacle: Obstacle::Opening,
            asks: 0,
            meanwhile: then.clone(),
            then,
        }
    }

    pub fn never(obstacle: Obstacle, error: Error) -> Self {
        Self {
            obstacle,
            asks: Self::LONG,
            meanwhile: Err(error.clone()),
            then: Err(error),
        }
    }

    pub fn wait(self, patience: &mut dyn Patience) -> Result<usize, Error> {
        if (0..self.asks).all(|_| patience.go_on(self.obstacle)) {
            self.then
        } else {
            self.meanwhile
        }
    }
}
