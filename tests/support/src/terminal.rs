//! A card terminal of the health network, as a toy: no APDU, no transaction, no digit on this PC.
//! It asks for the digits itself, and answers as a Konnektor does, by three channels: a result; a
//! warning beside a result that says nothing; a fault. In transport state it names no tries.
//!
//! Written from what gemSpec_Kon says of GetPinStatus, ChangePin, UnblockPin and VerifyPin, not
//! from the program.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use apdu::StatusWord;
use pinlotse::card::gate::Permit;
use pinlotse::card::objects::pins;
use pinlotse::card::{
    Depth, Elsewhere, Error, How, Iccsn, Kind, Left, Operation, Order, PasswordObject, PinAccess,
    PinStatus, PinView, Reach, Reply, TerminalEnd, TerminalReply, View,
};
use pinlotse::pins::PinKey;
use pinlotse::reader::{self, Features};
use pinlotse::report::facts::outcome::{Asks, SeenReader, SeenTerminal};
use pinlotse::session::desk::places::{
    EntryWays, Patience, Place, PlaceError, PlaceId, Places, Presence, Terminal,
};

const NAME: &str = "konnektor:praxis Kartenterminal 1, SLOT:2";

/// What happens at the terminal when it asks.
#[derive(Debug, Clone, Copy)]
pub enum AtTerminal {
    /// These digits are typed, in the order of the prompts.
    Types(&'static [&'static str]),
    /// Whatever is right, and this new PIN.
    TypesRight(&'static str),
    /// Nobody types in time: 4043, a warning.
    Nobody,
    /// The red key: 4049, a fault.
    RedKey,
    /// The new entries differ: 4067, a fault.
    Differs,
    /// The new PIN is too short or too long: 4068, a fault.
    WrongLength,
    /// The terminal is in use: 4060, a fault.
    InUse,
    /// The dialog broke in a way that says nothing: 4048, a fault.
    Breaks,
    /// The answer does not reach this PC; these digits are typed when the state was asked for so
    /// many times more.
    TypesUnheard(&'static [&'static str], usize),
}

/// What comes back for a PIN operation.
enum Answer {
    /// A normal answer: PinResult and LeftTries.
    Result(&'static str, Option<u8>),
    /// A normal answer with a warning: its code; PinResult is ERROR.
    Warning(u16),
    /// A SOAP fault: the code of its last trace.
    Fault(u16),
    /// No answer at all.
    Cut,
}

struct Pin {
    object: &'static PasswordObject,
    digits: String,
    transport: bool,
    tries: u8,
    puk: &'static str,
    puk_uses: u8,
    /// Verified in this session: the Konnektor's memory, not the card's.
    verified: bool,
}

struct State {
    kind: Kind,
    number: &'static str,
    pins: Vec<Pin>,
    people: VecDeque<AtTerminal>,
    /// Operations in the order in which they came, each with its PIN.
    posts: Vec<String>,
    /// What is typed although nobody hears of it any more.
    unheard: Option<(Operation, PinKey, &'static [&'static str], usize)>,
    /// How long the state may still change after a lost answer.
    settles: Duration,
    /// Where the digits are asked for.
    asks: Asks,
    /// Whether the slot is empty.
    is_out: bool,
}

/// One terminal with one card; all clones are the same.
#[derive(Clone)]
pub struct CardTerminal(Rc<RefCell<State>>);

impl CardTerminal {
    /// A fresh eHBA, with the digits of its letter.
    pub fn with_hba(ch: &'static str, qes: &'static str, puk: &'static str) -> Self {
        Self::with(Kind::Hba, "80276883110000220885", &[ch, qes], puk)
    }

    /// A fresh SMC-B, with the digits of its letter.
    pub fn with_smcb(smc: &'static str, puk: &'static str) -> Self {
        Self::with(Kind::Smcb, "80276883110000220885", &[smc], puk)
    }

    fn with(kind: Kind, number: &'static str, letter: &[&'static str], puk: &'static str) -> Self {
        let pin = |(object, digits): (&'static PasswordObject, &&str)| Pin {
            object,
            digits: (*digits).to_owned(),
            transport: true,
            tries: 3,
            puk,
            puk_uses: 10,
            verified: false,
        };
        Self(Rc::new(RefCell::new(State {
            kind,
            number,
            pins: pins(kind).iter().zip(letter).map(pin).collect(),
            people: VecDeque::new(),
            posts: Vec::new(),
            unheard: None,
            settles: Duration::ZERO,
            asks: Asks::Itself,
            is_out: false,
        })))
    }

    /// What happens next at the terminal.
    pub fn then(&self, what: AtTerminal) -> &Self {
        self.0.borrow_mut().people.push_back(what);
        self
    }

    /// A PIN that is set.
    pub fn set(&self, key: PinKey, digits: &str) -> &Self {
        self.pin(key, |pin| {
            pin.digits = digits.to_owned();
            pin.transport = false;
        });
        self
    }

    /// So many tries are left.
    pub fn tries(&self, key: PinKey, tries: u8) -> &Self {
        self.pin(key, |pin| pin.tries = tries);
        self
    }

    /// Another program of the same mandant verified it.
    pub fn verified(&self, key: PinKey) -> &Self {
        self.pin(key, |pin| pin.verified = true);
        self
    }

    /// Another card is put in, of which nothing but the number differs.
    pub fn swap(&self, number: &'static str) {
        self.0.borrow_mut().number = number;
    }

    /// The card is taken out, or put in again.
    pub fn is_out(&self, is_out: bool) -> &Self {
        self.0.borrow_mut().is_out = is_out;
        self
    }

    /// After a lost answer the state may change for so long.
    pub fn settles(&self, within: Duration) -> &Self {
        self.0.borrow_mut().settles = within;
        self
    }

    /// Where the digits are asked for.
    pub fn asks(&self, asks: Asks) -> &Self {
        self.0.borrow_mut().asks = asks;
        self
    }

    /// Operations so far: `ChangePin PIN.CH`.
    pub fn posts(&self) -> Vec<String> {
        self.0.borrow().posts.clone()
    }

    /// The state of a PIN as the Konnektor tells it, and the tries that it does not tell.
    pub fn state(&self, key: PinKey) -> (PinStatus, u8) {
        let mut tries = 0;
        self.pin(key, |pin| tries = pin.tries);
        (self.0.borrow_mut().status(key), tries)
    }

    fn pin(&self, key: PinKey, change: impl FnOnce(&mut Pin)) {
        let mut state = self.0.borrow_mut();
        let pins = &mut state.pins;
        change(pins.iter_mut().find(|pin| pin.object.key == key).unwrap());
    }
}

impl State {
    fn seen(&self) -> SeenTerminal {
        SeenTerminal {
            name: "Kartenterminal 1".to_owned(),
            slot: 2,
            asks: self.asks,
            is_connected: Some(true),
        }
    }

    fn pin(&mut self, key: PinKey) -> &mut Pin {
        let mut pins = self.pins.iter_mut();
        pins.find(|pin| pin.object.key == key).unwrap()
    }

    /// GetPinStatus.
    fn status(&mut self, key: PinKey) -> PinStatus {
        if let Some((operation, of, digits, looks)) = self.unheard.take() {
            if looks == 0 {
                let _ = self.pin(of).carry_out(operation, digits);
            } else {
                self.unheard = Some((operation, of, digits, looks - 1));
            }
        }
        let pin = self.pin(key);
        match (pin.tries, pin.transport) {
            _ if pin.verified => PinStatus::Verified,
            (0, _) => PinStatus::Blocked,
            (_, true) => PinStatus::Transport,
            (tries, false) => PinStatus::Set { tries },
        }
    }

    /// One of ChangePin, UnblockPin, VerifyPin.
    fn post(&mut self, operation: Operation, key: PinKey) -> Answer {
        let name = match operation {
            Operation::Activate | Operation::Change => "ChangePin",
            Operation::UnblockWithNew => "UnblockPin SetNewPin",
            Operation::Unblock => "UnblockPin",
            Operation::Verify => "VerifyPin",
        };
        self.posts.push(format!("{name} {}", key.name()));
        let pin = self.pin(key);
        // Nobody is asked for what cannot be.
        match operation {
            Operation::Verify if pin.transport => return Answer::Result("TRANSPORT_PIN", None),
            Operation::UnblockWithNew | Operation::Unblock if pin.tries > 0 => {
                return Answer::Result("OK", None);
            }
            Operation::Activate | Operation::Change | Operation::Verify if pin.tries == 0 => {
                return Answer::Result("WASBLOCKED", None);
            }
            _ => {}
        }
        match self.people.pop_front() {
            Some(AtTerminal::Types(digits)) => self.pin(key).carry_out(operation, digits),
            Some(AtTerminal::TypesRight(new)) => {
                let pin = self.pin(key);
                let right = if operation.uses_puk() {
                    pin.puk.to_owned()
                } else {
                    pin.digits.clone()
                };
                let digits = [right.as_str(), new, new];
                pin.carry_out(operation, &digits[..prompts(operation)])
            }
            Some(AtTerminal::Nobody) => Answer::Warning(4043),
            Some(AtTerminal::RedKey) => Answer::Fault(4049),
            Some(AtTerminal::Differs) => Answer::Fault(4067),
            Some(AtTerminal::WrongLength) => Answer::Fault(4068),
            Some(AtTerminal::InUse) => Answer::Fault(4060),
            Some(AtTerminal::Breaks) => Answer::Fault(4048),
            Some(AtTerminal::TypesUnheard(digits, looks)) => {
                self.unheard = Some((operation, key, digits, looks));
                Answer::Cut
            }
            None => panic!("the terminal asks and nobody is there: {:?}", self.posts),
        }
    }
}

/// Entries that the terminal asks for.
const fn prompts(operation: Operation) -> usize {
    match operation {
        Operation::Activate | Operation::Change | Operation::UnblockWithNew => 3,
        Operation::Unblock | Operation::Verify => 1,
    }
}

impl Pin {
    /// What the card makes of the digits.
    fn carry_out(&mut self, operation: Operation, digits: &[&str]) -> Answer {
        let prompts = prompts(operation);
        assert_eq!(digits.len(), prompts, "prompts of {operation:?}");
        if prompts == 3 && digits[1] != digits[2] {
            return Answer::Fault(4067);
        }
        if operation.uses_puk() {
            self.puk_uses -= 1;
            if digits[0] != self.puk {
                let word = if self.puk_uses == 0 {
                    "NOWBLOCKED"
                } else {
                    "REJECTED"
                };
                return Answer::Result(word, Some(self.puk_uses));
            }
            self.tries = 3;
            if prompts == 3 {
                self.take(digits[1]);
            }
            return Answer::Result("OK", None);
        }
        if digits[0] != self.digits {
            self.tries -= 1;
            self.verified = false;
            return match (self.tries, self.transport) {
                (0, _) => Answer::Result("NOWBLOCKED", Some(0)),
                // The tries of a Transport-PIN are not told.
                (_, true) => Answer::Result("REJECTED", None),
                (tries, false) => Answer::Result("REJECTED", Some(tries)),
            };
        }
        self.tries = 3;
        if prompts == 3 {
            self.take(digits[1]);
        }
        self.verified = true;
        Answer::Result("OK", None)
    }

    fn take(&mut self, digits: &str) {
        self.digits = digits.to_owned();
        self.transport = false;
    }
}

/// In the words of the gate. All three channels are read.
fn reply(answer: Answer) -> Result<Reply, Error> {
    let said = match answer {
        Answer::Result("OK", _) => TerminalReply::Accepted,
        Answer::Result("REJECTED", left) => TerminalReply::Wrong { left },
        Answer::Result("NOWBLOCKED", _) => TerminalReply::NowBlocked,
        Answer::Result("WASBLOCKED", _) | Answer::Fault(4063) => TerminalReply::WasBlocked,
        Answer::Result("TRANSPORT_PIN", _) | Answer::Warning(4065) => TerminalReply::StillTransport,
        Answer::Warning(4043) | Answer::Fault(4043) => TerminalReply::Ended(TerminalEnd::TimedOut),
        Answer::Warning(4049) | Answer::Fault(4049) => TerminalReply::Ended(TerminalEnd::Cancelled),
        Answer::Fault(4060 | 4093) => TerminalReply::Ended(TerminalEnd::InUse),
        Answer::Fault(4067) => TerminalReply::Ended(TerminalEnd::EntriesDiffer),
        Answer::Fault(4068) => TerminalReply::Ended(TerminalEnd::WrongLength),
        Answer::Result(..) | Answer::Warning(_) | Answer::Fault(_) => {
            let open = std::io::Error::other("nobody knows what became of it");
            return Err(Error::Elsewhere(Elsewhere::new(open, Reach::Untold)));
        }
        Answer::Cut => {
            return Err(Error::Reader(reader::Error::Broken {
                reader: NAME.to_owned(),
                detail: "connection cut".to_owned(),
            }));
        }
    };
    Ok(Reply::Terminal(said))
}

impl PinAccess for CardTerminal {
    fn number(&mut self) -> Result<Option<Iccsn>, Error> {
        Ok(Iccsn::parse(self.0.borrow().number))
    }

    fn enter(&mut self, object: &'static PasswordObject) -> Result<(), Error> {
        let state = self.0.borrow();
        let known = state.pins.iter().any(|pin| pin.object == object);
        known.then_some(()).ok_or(Error::Content { step: "PinTyp" })
    }

    fn status(&mut self, object: &'static PasswordObject) -> Result<PinStatus, Error> {
        Ok(self.0.borrow_mut().status(object.key))
    }

    fn hand_over(&mut self, order: &Order<'_>, _permit: &Permit) -> Result<Reply, Error> {
        assert!(
            matches!(order.how, How::Terminal),
            "digits or a pad's order for a terminal: {order:?}"
        );
        let answer = self.0.borrow_mut().post(order.operation, order.object.key);
        reply(answer)
    }

    fn end(self: Box<Self>, _: Left) {}
}

impl Places for CardTerminal {
    fn list(&mut self) -> Result<Vec<Place>, PlaceError> {
        Ok(vec![Place {
            id: PlaceId::new(NAME),
            presence: if self.0.borrow().is_out {
                Presence::Empty
            } else {
                Presence::Card
            },
            changes: u16::from(self.0.borrow().is_out),
        }])
    }

    fn look(
        &mut self,
        _place: &PlaceId,
        _depth: Depth,
        _patience: &mut dyn Patience,
    ) -> Result<View, PlaceError> {
        let mut state = self.0.borrow_mut();
        if state.is_out {
            return Err(PlaceError::Reader(reader::Error::NoCard(NAME.to_owned())));
        }
        let objects: Vec<_> = state.pins.iter().map(|pin| pin.object).collect();
        let pins = objects
            .into_iter()
            .map(|object| PinView {
                object,
                status: state.status(object.key),
                named: None,
            })
            .collect();
        Ok(View {
            kind: state.kind,
            atr: Vec::new(),
            answer: StatusWord::NO_ERROR,
            application: None,
            iccsn: Iccsn::parse(state.number),
            version: None,
            pins,
            certificates: Vec::new(),
            told_holder: None,
        })
    }

    fn about(&mut self, place: &PlaceId, _view: Option<&View>) -> SeenReader {
        SeenReader {
            name: place.to_string(),
            features: Features::default(),
            contactless: false,
            terminal: Some(self.0.borrow().seen()),
        }
    }

    fn entry_ways(&mut self, _place: &PlaceId) -> EntryWays {
        let state = self.0.borrow();
        EntryWays::There(Terminal {
            seen: state.seen(),
            settles: state.settles,
        })
    }

    fn begin(
        &mut self,
        _place: &PlaceId,
        _patience: &mut dyn Patience,
    ) -> Result<Box<dyn PinAccess>, PlaceError> {
        if self.0.borrow().is_out {
            return Err(PlaceError::Reader(reader::Error::NoCard(NAME.to_owned())));
        }
        Ok(Box::new(self.clone()))
    }

    fn wait_for_change(&mut self, _known: &[Place], limit: Duration) -> Result<(), PlaceError> {
        std::thread::sleep(limit.min(Duration::from_millis(5)));
        Ok(())
    }

    fn is_virtual(&self) -> bool {
        false
    }

    fn workplace(&self) -> Option<String> {
        Some("Empfang".to_owned())
    }
}
