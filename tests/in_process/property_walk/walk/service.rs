//! A service that fails, hangs, and is started anew.

use pinlotse::reader::{Error, Obstacle, Patience};

use super::beside::Reach;
use super::dice::Dice;
use super::ledger::State;

/// How a service answers that is not well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failing {
    Stopped,
    Fails,
    Hangs,
}

/// A time without the service: so many calls of the program are answered so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outage {
    pub calls: usize,
    pub how: Failing,
}

impl Outage {
    /// Short: at each failing call somebody who sits there is made to wait in earnest.
    pub fn draw(dice: &mut Dice) -> Self {
        Self {
            calls: 1 + dice.below(2),
            how: dice.weighted(&[
                (3, Failing::Stopped),
                (1, Failing::Fails),
                (1, Failing::Hangs),
            ]),
        }
    }
}

impl Failing {
    /// One that hangs is left when the patience ends.
    pub fn wait(self, patience: &mut dyn Patience) -> Error {
        let error = self.error();
        if self == Self::Hangs {
            let _ = Reach::never(Obstacle::Opening, error.clone()).wait(patience);
        }
        error
    }

    pub fn error(self) -> Error {
        match self {
            Self::Stopped => Error::NoService("SCARD_E_NO_SERVICE".to_owned()),
            Self::Fails => Error::ServiceFailed("80100001".to_owned()),
            Self::Hangs => Error::ServiceHangs,
        }
    }
}

impl State {
    /// The service goes away, and every card loses its power when it is started anew.
    pub fn goes_away(&mut self, outage: Outage) {
        self.outage = Some(outage);
        for card in &mut self.cards {
            card.reset();
        }
    }

    /// Whether this call is answered, or how it ends.
    pub fn service_answers(&mut self) -> Result<(), Failing> {
        let Some(Outage { calls, how }) = self.outage else {
            return Ok(());
        };
        let left = calls.saturating_sub(1);
        self.outage = (left > 0).then_some(Outage { calls: left, how });
        Err(how)
    }
}
