//! The table: two readers, the cards that may lie in it, and the observer between program and card.
//! It plays the faults and looks at each secret in the moment when it arrives.

use std::cell::RefCell;
use std::panic::resume_unwind;
use std::rc::Rc;
use std::time::Duration;

use apdu::{Command, Response, StatusWord};
use pinlotse::reader::{Connection, Error, Features, Leave, Obstacle, Patience, Readers, Slot};

use super::beside::{Beside, READER, SECOND};
use super::faults::Fault;
use super::ledger::State;
use super::service::Failing;

/// A program that looks at the list so often in one run waits for ever.
const MOST_LISTS: usize = 400;
/// A person who has waited so long gives up.
const BORED: usize = 40;

/// The number of a card that is nowhere.
pub const FOREIGN_NUMBER: &str = "80276999991234567890";

/// Thrown where a program is killed.
pub struct Killed;
/// Thrown where a program would go on for ever.
pub struct Endless;

#[derive(Clone)]
pub struct Table(pub Rc<RefCell<State>>);

impl Table {
    pub fn with<T>(&self, look: impl FnOnce(&mut State) -> T) -> T {
        look(&mut self.0.borrow_mut())
    }

    /// A prompt stands: whatever was sent before is noted by now, and what was shown holds.
    pub fn prompted(&self) {
        self.with(|state| {
            state.settle(false);
            let log = state.log();
            log.prompts += 1;
            log.frozen = true;
        });
    }

    /// The program is killed, here and now.
    pub fn kill(&self) -> ! {
        self.with(|state| {
            state.steps += 1;
            state.settle(true);
            state.log().killed = true;
        });
        resume_unwind(Box::new(Killed))
    }

    pub fn freeze(&self) {
        self.with(|state| state.log().frozen = true);
    }
}

/// The readers as the program under test sees them.
pub struct TableReaders(pub Table);

impl Readers for TableReaders {
    fn list(&mut self) -> Result<Vec<Slot>, Error> {
        let endless = self.0.with(|state| {
            let log = state.log();
            log.lists += 1;
            if !log.scripted && log.lists > BORED {
                log.interrupts.raise_for_tests();
            }
            let (lists, endless) = (log.lists, log.lists > MOST_LISTS);
            if let Some((_, outage)) = log.faults.outage.take_if(|(at, _)| *at == lists) {
                log.struck += 1;
                state.goes_away(outage);
            }
            state.comes_back();
            endless
        });
        if endless {
            resume_unwind(Box::new(Endless));
        }
        self.0
            .with(State::service_answers)
            .map_err(Failing::error)?;
        Ok(self.0.with(|state| {
            let slots = state.slots();
            match state.toy {
                Some(toy) => toy.lists(slots, state),
                None => slots,
            }
        }))
    }

    fn begin(
        &mut self,
        reader: &str,
        patience: &mut dyn Patience,
    ) -> Result<Box<dyn Connection>, Error> {
        let card = self.reach(reader, patience)?;
        self.0.with(|state| {
            let log = state.log();
            log.identified = None;
            log.read.clear();
        });
        let (atr, toy) = self.0.with(|state| (state.cards[card].atr(), state.toy));
        let line = Line {
            table: self.0.clone(),
            card,
            reader: if reader == READER { READER } else { SECOND },
            atr,
            gone: false,
        };
        Ok(match toy {
            Some(toy) => toy.around(line),
            None => Box::new(line),
        })
    }

    fn features(&mut self, _reader: &str) -> Features {
        Features::default()
    }

    fn wait_for_change(&mut self, _known: &[Slot], _limit: Duration) -> Result<(), Error> {
        self.0.with(State::service_answers).map_err(Failing::error)
    }

    fn is_virtual(&self) -> bool {
        false
    }
}

impl TableReaders {
    fn answers(&self, patience: &mut dyn Patience) -> Result<(), Error> {
        self.0
            .with(State::service_answers)
            .map_err(|failing| failing.wait(patience))
    }

    /// The card that answers in a reader, or why none does.
    fn reach(&mut self, reader: &str, patience: &mut dyn Patience) -> Result<usize, Error> {
        if reader == SECOND {
            self.answers(patience)?;
            return self.0.with(State::reach_second).wait(patience);
        }
        assert_eq!(reader, READER, "a reader that is not there");
        let kill = self.0.with(State::begins);
        if kill {
            self.0.kill();
        }
        self.answers(patience)?;
        while self.0.with(|state| state.busy > 0) {
            if !patience.go_on(Obstacle::Busy) {
                self.0.with(|state| state.busy = 0);
                return Err(Error::Busy(READER.to_owned()));
            }
            self.0.with(|state| state.busy -= 1);
        }
        self.0
            .with(|state| state.inside)
            .ok_or_else(|| Error::NoCard(READER.to_owned()))
    }
}

impl State {
    /// A card that was pulled is put back after a while, into this or the other reader.
    fn comes_back(&mut self) {
        let there = self.inside.or(self.second).is_some();
        let log = self.log();
        let (Some((lists, beside)), false) = (log.faults.comes_back, there) else {
            return;
        };
        let Some(pulled) = self.pulled else { return };
        let log = self.log();
        log.faults.comes_back = lists.checked_sub(1).map(|lists| (lists, beside));
        match (lists, beside && log.beside == Beside::Empty) {
            (0, true) => self.put_beside(pulled),
            (0, false) => self.put(pulled),
            _ => {}
        }
    }

    /// The card is pulled out of a reader.
    fn pull_from(&mut self, reader: &str) {
        if reader == READER {
            return self.pull();
        }
        if let Some(card) = self.second.take() {
            self.cards[card].reset();
            self.pulled = Some(card);
        } else {
            // Whoever it belongs to takes it away.
            let log = self.log();
            (log.beside, log.occupied.second) = (Beside::Empty, false);
        }
    }
}

/// One transaction.
pub struct Line {
    pub table: Table,
    pub card: usize,
    pub reader: &'static str,
    atr: Vec<u8>,
    pub gone: bool,
}

impl Line {
    fn broken(reader: &str) -> Error {
        Error::Broken {
            reader: reader.to_owned(),
            detail: "forged".to_owned(),
        }
    }

    fn removed(&mut self) -> Error {
        self.gone = true;
        self.table.with(|state| state.pull_from(self.reader));
        Error::Removed(self.reader.to_owned())
    }

    /// Passes octets to the card and writes down what they did.
    fn pass(&self, octets: &[u8], cut: bool) -> Vec<u8> {
        self.table.with(|state| {
            let State { cards, dice, .. } = state;
            let card = &mut cards[self.card];
            let revision = card.revision();
            let (answer, hit) = if cut {
                (Vec::new(), card.transmit_cut(octets, dice))
            } else {
                card.transmit(octets)
            };
            let changed = card.revision() != revision;
            let meant = octets.get(3).and_then(|p2| card.meant_by(*p2));
            match hit {
                Some(hit) => {
                    if let Some(pending) = &mut state.log().pending {
                        (pending.real, pending.before, pending.after) =
                            (Some(hit.status), hit.before, hit.after);
                    }
                }
                None if changed => state.accuse(
                    "reading costs nothing",
                    &format!("{:02X?} changed the card", &octets[..4]),
                ),
                None => state
                    .log()
                    .saw(octets, super::card::trailer(&answer), self.card, meant),
            }
            answer
        })
    }
}

impl Line {
    fn exchange(&mut self, command: &Command) -> Result<Response, Error> {
        let octets = command.encode();
        let octets: &[u8] = octets.as_ref();
        let secret = matches!(octets, [0x00, 0x20 | 0x24 | 0x2C, ..] if octets.len() > 5);
        if secret != command.is_secret() {
            self.table.with(|state| {
                state.accuse("traces hide by type", &format!("{:02X?}", &octets[..4]))
            });
        }
        if secret {
            self.inspect(octets);
        } else {
            self.table.with(|state| {
                let log = state.log();
                log.since_secret = log.since_secret.map(|count| count + 1);
            });
        }
        if self.gone {
            return Err(Error::Removed(self.reader.to_owned()));
        }
        let reader = self.reader;
        let answer = |octets: &[u8]| Response::decode(octets).map_err(|_| Self::broken(reader));
        match self.table.with(|state| state.strike(secret)) {
            None => answer(&self.pass(octets, false)),
            Some(Fault::PullBefore) => Err(self.removed()),
            Some(Fault::PullDuring) => {
                self.pass(octets, secret);
                Err(self.removed())
            }
            Some(Fault::PullAfter) => {
                let octets = self.pass(octets, false);
                let _ = self.removed();
                answer(&octets)
            }
            Some(Fault::LoseAnswer) => {
                self.pass(octets, false);
                Err(Self::broken(reader))
            }
            Some(Fault::LoseCommand) => Err(Self::broken(reader)),
            Some(Fault::Reset) => {
                self.table.with(|state| state.cards[self.card].reset());
                Err(Error::Reset(self.reader.to_owned()))
            }
            Some(Fault::Garbage(number)) => Ok(self.forged(number)),
            Some(Fault::GarbageAfter(number)) => {
                self.pass(octets, false);
                Ok(self.forged(number))
            }
            Some(Fault::ForeignData) if octets.get(1) == Some(&0xB0) => {
                self.table.with(|state| state.log().forged = true);
                let data = hex::decode(format!("5A0A{FOREIGN_NUMBER}")).unwrap();
                Ok(Response::new(data, StatusWord::NO_ERROR))
            }
            Some(Fault::ForeignData) => answer(&self.pass(octets, false)),
            Some(Fault::ServiceDies(seen, outage)) => {
                if seen {
                    self.pass(octets, false);
                }
                self.gone = true;
                self.table.with(|state| state.goes_away(outage));
                Err(Error::NoService("SCARD_E_NO_SERVICE".to_owned()))
            }
            Some(Fault::KillBefore) => self.table.kill(),
            Some(Fault::KillAfter) => {
                self.pass(octets, false);
                self.table.kill()
            }
        }
    }

    fn forged(&self, number: u16) -> Response {
        self.table.with(|state| state.log().forged = true);
        Response::trailer(StatusWord::new(number))
    }
}

impl Connection for Line {
    fn transmit(&mut self, command: &Command) -> Result<Response, Error> {
        let response = self.exchange(command);
        if command.is_secret() {
            let told = response
                .as_ref()
                .ok()
                .map(|response| response.status.number());
            self.table.with(|state| {
                if let Some(pending) = &mut state.log().pending {
                    pending.told = told;
                }
            });
        }
        response
    }

    fn atr(&self) -> &[u8] {
        &self.atr
    }

    fn finish(self: Box<Self>, leave: Leave) {
        if !self.gone && leave == Leave::Reset {
            self.table.with(|state| state.cards[self.card].reset());
        }
    }
}
