//! Many cards that were judged in one run: each with what is wrong with it.

use super::exit;
use super::failure::{Cards, Failure};
use super::seen::{Seen, SeenReader, StatusBody};
use crate::card::{Kind, View};
use crate::holder::CardName;

/// What a run found of many cards.
#[derive(Debug, Default)]
pub struct Many {
    /// The cards.
    pub cards: Vec<OneCard>,
    /// Days before its end from which on a certificate is said to expire soon.
    pub warn_days: u32,
    /// What else lay in the folder; `None` of cards in readers.
    pub beside: Option<Beside>,
}

/// What lay in a folder beside the certificates of cards.
#[derive(Debug, Default)]
pub struct Beside {
    /// How many certificates are those of authorities.
    pub authorities: usize,
    /// How many certificates of cards lie there once more.
    pub doubles: usize,
    /// Files that were not used.
    pub unused: Vec<Unused>,
}

/// A file that was not used, and why.
#[derive(Debug)]
pub struct Unused {
    /// Its path.
    pub path: String,
    /// Whether it should have held a certificate of a card, by its name, and cannot be read.
    pub is_a_loss: bool,
    /// Why.
    pub why: WhyUnused,
}

/// Why a file of a folder was not used.
#[derive(Debug)]
pub enum WhyUnused {
    /// It gave nothing, or holds a certificate that is none.
    Unusable(crate::certificate::folder::Unusable),
    /// Its certificate is of no eHBA and no SMC-B.
    OfNoCard,
    /// What was written down of a card cannot be read.
    BadIndex,
    /// It was exported, and is not there.
    NotThere,
}

/// One of many cards.
#[derive(Debug)]
pub struct OneCard {
    /// What it is known by.
    pub name: CardName,
    /// Its kind; [`Kind::Unknown`] where it could not be looked at.
    pub kind: Kind,
    /// The reader that it is in; `None` where only its certificates are known.
    pub reader: Option<SeenReader>,
    /// What a look found; `None` where only its certificates are known, or it could not be looked at.
    pub view: Option<View>,
    /// Its state; without PINs where only its certificates are known, `None` where it could not be
    /// looked at.
    pub status: Option<StatusBody>,
    /// What is wrong with it, what decides first.
    pub wrongs: Vec<Failure>,
}

impl OneCard {
    /// What decides of all that is wrong with it.
    #[must_use]
    pub fn deciding(&self) -> Option<&Failure> {
        self.wrongs.first()
    }

    /// The exit code of a check of this card alone.
    #[must_use]
    pub fn exit(&self) -> u8 {
        self.deciding()
            .map_or(exit::DONE, |failure| failure.code().exit)
    }

    /// Reader and card as a run at this card alone would show them.
    #[must_use]
    pub fn seen(&self, run: &Seen) -> Seen {
        Seen {
            reader: self.reader.clone(),
            card: self.view.clone(),
            ..run.clone()
        }
    }

    /// Whether it is a virtual card.
    #[must_use]
    pub fn is_virtual(&self) -> bool {
        let number = self.name.iccsn().and_then(crate::card::Iccsn::parse);
        number.is_some_and(|number| number.is_invented())
    }
}

impl Many {
    /// What of it is a failure, in the order in which it decides: all cards that need somebody are
    /// one.
    #[must_use]
    pub fn failure(&self) -> Option<Cards> {
        let wrong = || self.cards.iter().filter(|card| !card.wrongs.is_empty());
        let worst = wrong()
            .filter_map(OneCard::deciding)
            .min_by_key(|failure| exit::rank(failure.code().exit))?;
        Some(Cards {
            code: worst.code(),
            topic: worst.topic(),
            names: wrong().map(|card| card.name.in_words()).collect(),
            of: self.cards.len(),
        })
    }
}
