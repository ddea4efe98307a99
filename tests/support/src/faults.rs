//! Readers with virtual cards that record every exchange and break where a test wants them to.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use apdu::{Command, Response, StatusWord};
use pinlotse::reader::embedded::EmbeddedReaders;
use pinlotse::reader::{
    Connection, Error, Features, Leave, Obstacle, Patience, Presence, Readers, Slot,
};
use pinlotse::virtual_card::{Quirk, Source, VirtualCard};

/// INS of CHANGE REFERENCE DATA.
const CHANGE: u8 = 0x24;
/// INS of GET PIN STATUS and of VERIFY.
const PIN_STATUS: u8 = 0x20;

/// A run that looks at the list so often waits for ever.
const MOST_LISTS: usize = 2000;

/// One exchange, without its data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exchange {
    pub header: [u8; 4],
    /// Octets of command data.
    pub length: usize,
    /// Whether the type says that the data are a secret.
    pub secret: bool,
    /// Number of the transaction, from 0.
    pub transaction: usize,
    /// Number of the reader.
    pub reader: usize,
    /// The trailer; `None` when no answer came.
    pub status: Option<u16>,
}

/// Where a fault strikes.
#[derive(Debug, Clone, Copy)]
pub enum At {
    /// At this exchange of all, from 1.
    Exchange(usize),
    /// At CHANGE REFERENCE DATA.
    Change,
    /// At whatever command carries a secret.
    Secret,
    /// At GET PIN STATUS for this reference.
    Status(u8),
    /// At GET PIN STATUS for this reference after a secret went out.
    ReadBack(u8),
    /// At a SELECT with this AID.
    Select(&'static [u8]),
}

/// What happens there.
#[derive(Clone)]
pub enum Fault {
    /// The card is pulled before it saw the command.
    PullBefore,
    /// The same, and all that is told is that the line broke, as drivers do.
    PullUnnoticed,
    /// The card executes the command and is pulled before its answer arrives.
    PullDuring,
    /// The card is pulled after its answer.
    PullAfter,
    /// The card executes the command, the line breaks, the card stays.
    LoseAnswer,
    /// The line breaks before the card saw the command; the card stays.
    LoseCommand,
    /// Another program resets the card.
    Reset,
    /// This trailer instead of the card's answer; the card sees nothing.
    Forge(u16),
    /// The card executes the command and answers with this trailer.
    ForgeAfter(u16),
    /// Something happens just before the card sees the command.
    Meanwhile(Rc<dyn Fn()>),
}

/// One fault: where, what, how often.
struct Planned {
    at: At,
    fault: Fault,
    times: usize,
}

/// What lies in one reader.
struct Place {
    name: String,
    inside: Option<EmbeddedReaders>,
    presence: Presence,
    /// How often cards came and went.
    changes: u16,
    /// The pulled card comes back after so many looks at the list.
    comes_back: Option<usize>,
    /// Looks at the list to which a pulled card is still there.
    lag: usize,
    /// Pulled cards, the last one on top.
    pulled: Vec<EmbeddedReaders>,
    begin_error: Option<Error>,
    /// How often a begin finds the card busy; `usize::MAX` is for ever.
    busy: usize,
}

#[derive(Default)]
struct State {
    places: Vec<Place>,
    log: Vec<Exchange>,
    /// Octets of every command that carried a secret.
    secrets: Vec<Vec<u8>>,
    /// How each connection was left.
    left: Vec<Leave>,
    planned: Vec<Planned>,
    transactions: usize,
    list_error: Option<Error>,
    lists: usize,
}

/// A bench with readers; all clones are the same bench.
#[derive(Clone, Default)]
pub struct Bench(Rc<RefCell<State>>);

impl Bench {
    /// No reader at all.
    pub fn new() -> Self {
        Self::default()
    }

    /// One reader with the card `source` names.
    pub fn with(source: &str) -> Self {
        let bench = Self::new();
        bench.add("Testleser 00 00", Some(card(source)));
        bench
    }

    /// Connects a reader.
    pub fn add(&self, name: &str, card: Option<VirtualCard>) {
        let inside = card.map(|card| EmbeddedReaders::holding(name, card));
        self.0.borrow_mut().places.push(Place {
            name: name.to_owned(),
            inside,
            presence: Presence::Card,
            changes: 0,
            comes_back: None,
            lag: 0,
            pulled: Vec::new(),
            begin_error: None,
            busy: 0,
        });
    }

    /// Unplugs the last reader.
    pub fn unplug(&self) {
        self.0.borrow_mut().places.pop();
    }

    /// Puts another card into the reader; the old one is pulled.
    pub fn put(&self, reader: usize, card: VirtualCard) {
        self.pull(reader);
        let mut state = self.0.borrow_mut();
        let place = &mut state.places[reader];
        place.inside = Some(EmbeddedReaders::holding(&place.name, card));
        place.changes += 1;
    }

    /// Puts the card that was pulled last back.
    pub fn put_back(&self, reader: usize) {
        let mut state = self.0.borrow_mut();
        let place = &mut state.places[reader];
        place.inside = place.pulled.pop();
        place.changes += 1;
        if let Some(inside) = &place.inside {
            inside.card().borrow_mut().power_on();
        }
    }

    /// The card that was pulled last comes back when the list was looked at `lists` times.
    pub fn comes_back_after(&self, reader: usize, lists: usize) {
        self.0.borrow_mut().places[reader].comes_back = Some(lists);
    }

    /// The service calls a card present at so many looks at the list after it was pulled, as pcscd does
    /// until it has asked the reader.
    pub fn lags(&self, reader: usize, lists: usize) {
        self.0.borrow_mut().places[reader].lag = lists;
    }

    pub fn pull(&self, reader: usize) {
        let mut state = self.0.borrow_mut();
        let place = &mut state.places[reader];
        if let Some(inside) = place.inside.take() {
            inside.card().borrow_mut().power_off();
            place.pulled.push(inside);
            place.changes += 1;
        }
    }

    /// The card in a reader, or the one that was pulled last from it.
    pub fn card(&self, reader: usize) -> Rc<RefCell<VirtualCard>> {
        let state = self.0.borrow();
        let place = &state.places[reader];
        place
            .inside
            .as_ref()
            .or(place.pulled.last())
            .expect("a card was there")
            .card()
    }

    pub fn mute(&self, reader: usize) {
        self.0.borrow_mut().places[reader].presence = Presence::Mute;
    }

    /// A card that did not answer was turned round.
    pub fn turn_round(&self, reader: usize) {
        self.0.borrow_mut().places[reader].presence = Presence::Card;
    }

    pub fn busy(&self, reader: usize, times: usize) {
        self.0.borrow_mut().places[reader].busy = times;
    }

    pub fn fails_to_begin(&self, reader: usize, error: Option<Error>) {
        self.0.borrow_mut().places[reader].begin_error = error;
    }

    pub fn fails_to_list(&self, error: Option<Error>) {
        self.0.borrow_mut().list_error = error;
    }

    /// A fault that strikes once.
    pub fn once(&self, at: At, fault: Fault) -> &Self {
        self.0.borrow_mut().planned.push(Planned {
            at,
            fault,
            times: 1,
        });
        self
    }

    /// A fault that strikes every time.
    pub fn always(&self, at: At, fault: Fault) -> &Self {
        self.0.borrow_mut().planned.push(Planned {
            at,
            fault,
            times: usize::MAX,
        });
        self
    }

    /// All faults are gone.
    pub fn heal(&self) {
        self.0.borrow_mut().planned.clear();
    }

    /// Every exchange so far.
    pub fn log(&self) -> Vec<Exchange> {
        self.0.borrow().log.clone()
    }

    /// Forgets the exchanges so far.
    pub fn forget_log(&self) {
        let mut state = self.0.borrow_mut();
        state.log.clear();
        state.secrets.clear();
        state.left.clear();
    }

    /// Every command that carried a secret, in hex.
    pub fn secret_commands(&self) -> Vec<String> {
        self.0
            .borrow()
            .secrets
            .iter()
            .map(hex::encode_upper)
            .collect()
    }

    /// How each connection was left, in order.
    pub fn left(&self) -> Vec<Leave> {
        self.0.borrow().left.clone()
    }

    /// Exchanges that carried a secret, by type or by header.
    pub fn secrets_sent(&self) -> usize {
        self.log()
            .iter()
            .filter(|exchange| carries_secret(exchange))
            .count()
    }

    /// Exchanges of each transaction that carried a secret.
    pub fn exchanges_per_secret(&self) -> Vec<usize> {
        let log = self.log();
        let with_secret = log.iter().filter(|exchange| carries_secret(exchange));
        with_secret
            .map(|one| {
                log.iter()
                    .filter(|other| other.transaction == one.transaction)
                    .count()
            })
            .collect()
    }

    pub fn transactions(&self) -> usize {
        self.0.borrow().transactions
    }

    /// Begins a transaction as another program would, past all faults, and sends hex commands.
    pub fn other_program(&self, reader: usize, commands: &[&str]) -> Vec<String> {
        let card = self.card(reader);
        let mut card = card.borrow_mut();
        let send =
            |command: &&str| hex::encode_upper(card.transmit(&hex::decode(command).unwrap()));
        commands.iter().map(send).collect()
    }
}

/// The card that `source` names: `hba`, `smcb`, or a file; behind a `+` each in what it differs.
pub fn card(source: &str) -> VirtualCard {
    let mut parts = source.split('+');
    let named = Source::parse(parts.next().unwrap_or_default());
    let mut card = VirtualCard::load(&named).unwrap_or_else(|error| panic!("{source}: {error}"));
    let quirk = |word| Quirk::of_word(word).unwrap_or_else(|| panic!("{word:?} is no quirk"));
    let quirks: Vec<Quirk> = parts.map(quirk).collect();
    let given = card.give(&quirks);
    given.unwrap_or_else(|quirk| panic!("{source}: {quirk:?} does not fit"));
    card
}

/// Whether an exchange carries a secret, by its type or by what its header means.
pub fn carries_secret(exchange: &Exchange) -> bool {
    let by_header = matches!(
        exchange.header,
        [0x00, 0x20 | 0x24 | 0x2C | 0x26 | 0x28, ..]
    ) && exchange.length > 0;
    assert!(
        !by_header || exchange.secret,
        "a secret that its type does not hide: {exchange:?}"
    );
    exchange.secret
}

impl Readers for Bench {
    fn list(&mut self) -> Result<Vec<Slot>, Error> {
        let mut state = self.0.borrow_mut();
        state.lists += 1;
        assert!(
            state.lists < MOST_LISTS,
            "the list was looked at {MOST_LISTS} times: a wait without an end"
        );
        if let Some(error) = &state.list_error {
            return Err(error.clone());
        }
        Ok(state.places.iter_mut().map(Place::slot).collect())
    }

    fn begin(
        &mut self,
        reader: &str,
        patience: &mut dyn Patience,
    ) -> Result<Box<dyn Connection>, Error> {
        let number = self.place(reader)?;
        while self.0.borrow().places[number].busy > 0 {
            if !patience.go_on(Obstacle::Busy) {
                return Err(Error::Busy(reader.to_owned()));
            }
            let mut state = self.0.borrow_mut();
            let busy = &mut state.places[number].busy;
            *busy = if *busy == usize::MAX {
                *busy
            } else {
                *busy - 1
            };
            drop(state);
            std::thread::sleep(Duration::from_millis(5));
        }
        let mut state = self.0.borrow_mut();
        let place = &mut state.places[number];
        if let Some(error) = &place.begin_error {
            return Err(error.clone());
        }
        if place.presence == Presence::Mute {
            drop(state);
            while patience.go_on(Obstacle::Mute) {
                std::thread::sleep(Duration::from_millis(20));
            }
            return Err(Error::Mute(reader.to_owned()));
        }
        let Some(inside) = &mut place.inside else {
            return Err(Error::NoCard(reader.to_owned()));
        };
        let inner = inside.begin(reader, patience)?;
        let transaction = state.transactions;
        state.transactions += 1;
        Ok(Box::new(Line {
            bench: self.clone(),
            inner,
            reader: number,
            transaction,
            gone: false,
        }))
    }

    fn features(&mut self, _reader: &str) -> Features {
        Features::default()
    }

    fn wait_for_change(&mut self, _known: &[Slot], limit: Duration) -> Result<(), Error> {
        std::thread::sleep(limit.min(Duration::from_millis(5)));
        Ok(())
    }

    fn is_virtual(&self) -> bool {
        false
    }
}

impl Bench {
    fn place(&self, reader: &str) -> Result<usize, Error> {
        let state = self.0.borrow();
        let found = state.places.iter().position(|place| place.name == reader);
        found.ok_or_else(|| Error::NoSuchReader(reader.to_owned()))
    }

    /// The fault that strikes at this command, taken out of the plan.
    fn strike(&self, command: &Command) -> Option<Fault> {
        let mut state = self.0.borrow_mut();
        let number = state.log.len() + 1;
        let passed = state.log.iter().any(|exchange| exchange.secret);
        let header = command.header().to_octets();
        let hits = |at: At| match at {
            At::Exchange(wanted) => wanted == number,
            At::Change => header[1] == CHANGE,
            At::Status(p2) => header == [0x80, PIN_STATUS, 0, p2],
            At::Secret => command.is_secret(),
            At::ReadBack(p2) => passed && header == [0x80, PIN_STATUS, 0, p2],
            At::Select(aid) => header[1] == 0xA4 && command.data() == aid,
        };
        let index = state
            .planned
            .iter()
            .position(|planned| planned.times > 0 && hits(planned.at))?;
        let planned = &mut state.planned[index];
        if planned.times != usize::MAX {
            planned.times -= 1;
        }
        Some(planned.fault.clone())
    }
}

impl Place {
    fn slot(&mut self) -> Slot {
        if self.inside.is_none()
            && !self.pulled.is_empty()
            && let Some(lists) = &mut self.comes_back
        {
            if *lists == 0 {
                self.comes_back = None;
                self.inside = self.pulled.pop();
                self.changes += 1;
                if let Some(inside) = &self.inside {
                    inside.card().borrow_mut().power_on();
                }
            } else {
                *lists -= 1;
            }
        }
        let lags = self.inside.is_none() && !self.pulled.is_empty() && self.lag > 0;
        self.lag -= usize::from(lags);
        let presence = if lags || self.inside.is_some() {
            self.presence
        } else {
            Presence::Empty
        };
        Slot {
            name: self.name.clone(),
            presence,
            changes: self.changes - u16::from(lags),
        }
    }
}

/// A connection that may break.
struct Line {
    bench: Bench,
    inner: Box<dyn Connection>,
    reader: usize,
    transaction: usize,
    gone: bool,
}

impl Line {
    fn name(&self) -> String {
        self.bench.0.borrow().places[self.reader].name.clone()
    }

    fn pull(&mut self) -> Error {
        self.gone = true;
        self.bench.pull(self.reader);
        Error::Removed(self.name())
    }

    fn broken(&self) -> Error {
        Error::Broken {
            reader: self.name(),
            detail: "forged".to_owned(),
        }
    }

    fn exchange(&mut self, command: &Command) -> Result<Response, Error> {
        if self.gone {
            return Err(Error::Removed(self.name()));
        }
        match self.bench.strike(command) {
            None => self.inner.transmit(command),
            Some(Fault::PullBefore) => Err(self.pull()),
            Some(Fault::PullUnnoticed) => {
                let _ = self.pull();
                Err(self.broken())
            }
            Some(Fault::PullDuring) => {
                let _ = self.inner.transmit(command);
                Err(self.pull())
            }
            Some(Fault::PullAfter) => {
                let response = self.inner.transmit(command);
                let _ = self.pull();
                response
            }
            Some(Fault::LoseAnswer) => {
                let _ = self.inner.transmit(command);
                Err(self.broken())
            }
            Some(Fault::LoseCommand) => Err(self.broken()),
            Some(Fault::Reset) => Err(Error::Reset(self.name())),
            Some(Fault::Forge(number)) => Ok(Response::trailer(StatusWord::new(number))),
            Some(Fault::ForgeAfter(number)) => {
                let _ = self.inner.transmit(command);
                Ok(Response::trailer(StatusWord::new(number)))
            }
            Some(Fault::Meanwhile(what)) => {
                what();
                self.inner.transmit(command)
            }
        }
    }
}

impl Connection for Line {
    fn transmit(&mut self, command: &Command) -> Result<Response, Error> {
        let response = self.exchange(command);
        let exchange = Exchange {
            header: command.header().to_octets(),
            length: command.data().len(),
            secret: command.is_secret(),
            transaction: self.transaction,
            reader: self.reader,
            status: response
                .as_ref()
                .ok()
                .map(|response| response.status.number()),
        };
        let mut state = self.bench.0.borrow_mut();
        state.log.push(exchange);
        if exchange.secret {
            state.secrets.push(command.encode().to_vec());
        }
        drop(state);
        response
    }

    fn atr(&self) -> &[u8] {
        self.inner.atr()
    }

    fn finish(self: Box<Self>, leave: Leave) {
        self.bench.0.borrow_mut().left.push(leave);
        if !self.gone {
            self.inner.finish(leave);
        }
    }
}
