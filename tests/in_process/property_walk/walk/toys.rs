//! Readers, notes and keyboards that are broken on purpose: a walk that does not find out has not looked.

use apdu::{Command, Response, StatusWord};
use pinlotse::reader::{Connection, Error, Leave, Slot};

use super::beside::SECOND;
use super::ledger::State;
use super::table::Line;

/// What is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toy {
    /// Each secret goes out twice.
    SendsTwice,
    /// After a lost answer the secret goes out again.
    RetriesAfterLoss,
    /// Says yes to a secret that the card never saw, and shows what one would like to see.
    ClaimsSuccess,
    /// Reads the card's number once and remembers it.
    RemembersNumber,
    /// Reads the state of a PIN once and remembers it until a secret went out.
    RemembersState,
    /// Says that a folder is selected and does nothing.
    SelectsNothing,
    /// No toy of the line: the notes are forgotten after each run.
    ForgetsNotes,
    /// Shows three tries where fewer are left.
    HidesCounter,
    /// Repeats the digits in the words of a later error.
    Tells,
    /// Does not see the second reader before a secret was handed over.
    OverlooksSecond,
    /// Looks into the user's own notes only, where there are those of others.
    ReadsOwnNotes,
    /// A keyboard that swallows what is no digit, as if it had not been pressed.
    SwallowsKeys,
    /// A service that carries a command out once more after it was started anew.
    SendsAgainAfterRestart,
}

impl Toy {
    pub const ALL: [Toy; 13] = [
        Toy::SendsTwice,
        Toy::RetriesAfterLoss,
        Toy::ClaimsSuccess,
        Toy::RemembersNumber,
        Toy::RemembersState,
        Toy::SelectsNothing,
        Toy::ForgetsNotes,
        Toy::HidesCounter,
        Toy::Tells,
        Toy::OverlooksSecond,
        Toy::ReadsOwnNotes,
        Toy::SwallowsKeys,
        Toy::SendsAgainAfterRestart,
    ];

    /// The readers as the program is shown them.
    pub fn lists(self, mut slots: Vec<Slot>, state: &mut State) -> Vec<Slot> {
        let log = state.log();
        let nothing_sent = log.secrets.is_empty() && log.pending.is_none();
        if self == Toy::OverlooksSecond && nothing_sent {
            slots.retain(|slot| slot.name != SECOND);
        }
        slots
    }

    /// The keys as the program gets them.
    pub fn presses(self, keys: &mut Vec<u8>) {
        if self == Toy::SwallowsKeys {
            keys.retain(|key| matches!(key, b'0'..=b'9' | 0x08 | 0x7F | 0x15));
        }
    }

    pub fn around(self, line: Line) -> Box<dyn Connection> {
        Box::new(Broken {
            toy: self,
            line: Box::new(line),
            claimed: false,
        })
    }
}

struct Broken {
    toy: Toy,
    line: Box<Line>,
    claimed: bool,
}

thread_local! {
    /// The digits that are told at the next look.
    static TOLD: std::cell::RefCell<Option<String>> = const { std::cell::RefCell::new(None) };
    /// What a toy remembers from transaction to transaction of its walk.
    static REMEMBERED: std::cell::RefCell<std::collections::BTreeMap<Vec<u8>, Response>> = const { std::cell::RefCell::new(std::collections::BTreeMap::new()) };
}

/// A new run begins: the toys forget.
pub fn forget() {
    REMEMBERED.with(|all| all.borrow_mut().clear());
}

impl Broken {
    fn remembered(&mut self, command: &Command) -> Result<Response, Error> {
        let key = command.header().to_octets().to_vec();
        if let Some(known) = REMEMBERED.with(|all| all.borrow().get(&key).cloned()) {
            // The card is asked all the same, and not listened to.
            let _ = self.line.transmit(command);
            return Ok(known);
        }
        let response = self.line.transmit(command)?;
        REMEMBERED.with(|all| all.borrow_mut().insert(key, response.clone()));
        Ok(response)
    }
}

impl Connection for Broken {
    fn transmit(&mut self, command: &Command) -> Result<Response, Error> {
        let header = command.header().to_octets();
        match (self.toy, command.is_secret()) {
            (Toy::SendsTwice, true) => {
                let first = self.line.transmit(command);
                let _ = self.line.transmit(command);
                first
            }
            (Toy::RetriesAfterLoss, true) => self
                .line
                .transmit(command)
                .or_else(|_| self.line.transmit(command)),
            (Toy::SendsAgainAfterRestart, true) => match self.line.transmit(command) {
                Err(Error::NoService(_)) => {
                    self.line.gone = false;
                    self.line.transmit(command)
                }
                answer => answer,
            },
            (Toy::ClaimsSuccess, true) => {
                self.claimed = true;
                Ok(Response::trailer(StatusWord::NO_ERROR))
            }
            (Toy::ClaimsSuccess, false) if self.claimed && header[..2] == [0x80, 0x20] => {
                Ok(Response::trailer(StatusWord::new(0x63C3)))
            }
            (Toy::RemembersNumber, false) if header == [0x00, 0xB0, 0x82, 0x00] => {
                self.remembered(command)
            }
            (Toy::RemembersState, true) => {
                forget();
                self.line.transmit(command)
            }
            (Toy::RemembersState, false) if header[..2] == [0x80, 0x20] => self.remembered(command),
            (Toy::SelectsNothing, false)
                if header == [0x00, 0xA4, 0x04, 0x0C] && !command.data().is_empty() =>
            {
                Ok(Response::trailer(StatusWord::NO_ERROR))
            }
            (Toy::HidesCounter, false) if header[..2] == [0x80, 0x20] => {
                let mut response = self.line.transmit(command)?;
                if matches!(response.status.number(), 0x63C1 | 0x63C2) {
                    response.status = StatusWord::new(0x63C3);
                }
                Ok(response)
            }
            (Toy::Tells, true) => {
                let digits = super::card::blocks(command.encode().as_ref()).join(" ");
                TOLD.with(|told| told.replace(Some(digits)));
                self.line.transmit(command)
            }
            (Toy::Tells, false) if header == [0x00, 0xA4, 0x04, 0x04] => {
                let _ = self.line.transmit(command)?;
                let told = TOLD.with(std::cell::RefCell::take);
                told.map_or_else(
                    || self.line.transmit(command),
                    |detail| Err(Error::Removed(detail)),
                )
            }
            _ => self.line.transmit(command),
        }
    }

    fn atr(&self) -> &[u8] {
        self.line.atr()
    }

    fn finish(self: Box<Self>, leave: Leave) {
        self.line.finish(leave);
    }
}
