//! A Konnektor with card terminals, as a double: octets of an HTTP request in, octets of its answer
//! out. Written from the specification, by somebody who did not read the client.
//!
//! ```ignore
//! let konnektor = Konnektor::new(&make::EHEX);        // mandant, client system and workplace as in PRACTICE
//! let terminal = konnektor.add_terminal("Empfang", 3); // stands at that workplace
//! konnektor.insert(terminal, 2, Card::hba());
//! konnektor.then(Person::types(["28407", "123456", "123456"]));
//! let answer = konnektor.answer(&request);             // or over TCP: Server::start(&konnektor)
//! konnektor.is_content();                              // nothing in the requests was wrong
//! assert_eq!(konnektor.dialogs()[0].prompts(), ["T-PIN.HBA:", "PIN.HBA:", "PIN.HBA:"]);
//! ```
//!
//! - The cards are virtual cards, spoken to in APDUs ([`Card`]): tries, PUK, transport state are theirs.
//! - It is strict: method, path, content type, SOAPAction, namespaces, order, lengths. What does not
//!   fit is answered 4000 (or 404, 405, 400) and stands in [`Konnektor::complaints`].
//! - Makers differ as [`make`] says; what the specification leaves open is in [`Habits`].
//! - At each dialog the next [`Person`] of the queue acts; with nobody there it panics.
//! - [`Konnektor::on`] makes answers go wrong ([`samples`] lists how), [`Konnektor::before`] lets
//!   something happen between two requests.
//! - Time passes only when somebody lets it: [`Konnektor::passes`], [`Person::after`]; nothing waits.
//! - Not there: events (CETP), RequestCard and EjectCard, CardService 8.2; other services are listed in
//!   the directory and answer 4000.

mod answer;
mod card;
mod clock;
mod codes;
mod dialog;
mod directory;
mod display;
mod envelope;
mod exchange;
mod front;
mod habits;
mod http;
mod line;
mod log;
pub mod make;
mod model;
mod names;
mod operations;
mod person;
mod plan;
mod request;
mod server;
mod spoil;
mod state;
mod tree;
mod world;

#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use pinlotse::virtual_card::VirtualCard;

pub use answer::{Answer, End};
pub use card::Card;
pub use codes::CODES;
pub use directory::Address;
pub use display::{Dialog, Screen};
pub use envelope::FaultLook;
pub use front::{ClientCertificate, Front, Tls};
pub use habits::{Channel, Habits, LeftTries};
pub use http::Transfer;
pub use line::Line;
pub use log::Request;
pub use make::Make;
pub use model::{Context, Model};
pub use person::{Ending, Person};
pub use plan::{At, Fault, Spoil, samples};
pub use request::Operation;
pub use server::Server;
pub use world::{Terminal, TerminalId};

use model::add;
use state::State;

/// Mandant, client system, workplace that a new Konnektor knows.
pub const PRACTICE: (&str, &str, &str) = ("praxis", "pinlotse", "empfang");

/// A Konnektor; all clones are the same.
#[derive(Clone)]
pub struct Konnektor(Arc<Mutex<State>>);

impl Konnektor {
    /// One that knows [`PRACTICE`] and has no terminal.
    pub fn new(make: &'static Make) -> Self {
        let mut state = State::new(make);
        let (mandant, client_system, workplace) = PRACTICE;
        state.model.enter(mandant, client_system, workplace);
        Self(Arc::new(Mutex::new(state)))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic of a dialog with nobody there leaves nothing half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers one whole HTTP request.
    ///
    /// # Panics
    /// When a terminal asks and nobody is in the queue, or somebody types another number of
    /// entries than it asks for.
    pub fn answer(&self, request: &[u8]) -> Answer {
        let mut received = self.lock().receive(request);
        for event in std::mem::take(&mut received.events) {
            event(self);
        }
        self.lock().finish(received)
    }

    /// A connection to it without a socket.
    pub fn line(&self) -> Line {
        Line::to(self)
    }

    // What there is.

    pub fn make(&self) -> &'static Make {
        self.lock().make
    }

    /// A terminal with this many slots at the workplace of [`PRACTICE`].
    pub fn add_terminal(&self, name: &str, slots: usize) -> TerminalId {
        let terminal = self.add_terminal_elsewhere(name, slots);
        let id = self.terminal_id(terminal);
        let local = (PRACTICE.2.to_owned(), id);
        self.lock().model.local.push(local);
        terminal
    }

    /// A terminal of the mandant that stands at no workplace; whether it may be used from one is
    /// up to [`Konnektor::model`].
    pub fn add_terminal_elsewhere(&self, name: &str, slots: usize) -> TerminalId {
        let mut state = self.lock();
        let terminal = state.world.add_terminal(name, slots);
        let id = state.world.terminal(terminal).id.clone();
        state.model.terminals_of.push((PRACTICE.0.to_owned(), id));
        terminal
    }

    /// Its CtId.
    pub fn terminal_id(&self, terminal: TerminalId) -> String {
        self.lock().world.terminal(terminal).id.clone()
    }

    /// Changes a terminal.
    pub fn terminal(&self, terminal: TerminalId, change: impl FnOnce(&mut Terminal)) {
        change(self.lock().world.terminal(terminal));
    }

    /// The terminal loses its connection: handles of its cards die, and they are in no list.
    pub fn terminal_goes(&self, terminal: TerminalId) {
        self.lock().world.terminal(terminal).is_connected = false;
    }

    /// It comes back, and its cards have new handles.
    pub fn terminal_comes_back(&self, terminal: TerminalId) {
        let mut state = self.lock();
        state.world.terminal(terminal).is_connected = true;
        state.world.reinsert(terminal);
    }

    /// Puts a card into a slot (from 1). An SM-B that the Konnektor has never seen is entered and
    /// assigned to the mandant of [`PRACTICE`], as an administrator would have done.
    pub fn insert(&self, terminal: TerminalId, slot: usize, card: Card) {
        let mut state = self.lock();
        if card.is_smb() {
            let iccsn = card.iccsn().to_owned();
            add(&mut state.model.smb, iccsn.clone());
            add(&mut state.model.smb_of, (PRACTICE.0.to_owned(), iccsn));
        }
        state.world.insert(terminal, slot, card);
    }

    /// The same without the administrator.
    pub fn insert_unknown(&self, terminal: TerminalId, slot: usize, card: Card) {
        self.lock().world.insert(terminal, slot, card);
    }

    /// Takes a card out.
    ///
    /// # Panics
    /// When there is none.
    pub fn pull(&self, terminal: TerminalId, slot: usize) -> Card {
        let card = self.lock().world.pull(terminal, slot);
        card.unwrap_or_else(|| panic!("slot {slot} is empty"))
    }

    /// Takes a card out and puts it in again: same card, other handle, other time.
    pub fn reinsert(&self, terminal: TerminalId, slot: usize) {
        let card = self.pull(terminal, slot);
        self.insert_unknown(terminal, slot, card);
    }

    /// Puts cards that people pulled in a dialog where they were.
    pub fn put_back(&self) {
        let mut state = self.lock();
        for (terminal, slot, card) in std::mem::take(&mut state.pulled) {
            state.world.insert(terminal, slot, card);
        }
    }

    /// Looks at a card in its slot, or does something to it that no Konnektor sees.
    ///
    /// # Panics
    /// When there is none, or none with a chip.
    pub fn card<T>(
        &self,
        terminal: TerminalId,
        slot: usize,
        look: impl FnOnce(&mut VirtualCard) -> T,
    ) -> T {
        let mut state = self.lock();
        let inserted = state.world.inserted(terminal, slot);
        let inserted = inserted.unwrap_or_else(|| panic!("slot {slot} is empty"));
        look(inserted.card.chip_mut().expect("a card with a chip"))
    }

    /// The handle of the card in a slot.
    pub fn handle(&self, terminal: TerminalId, slot: usize) -> Option<String> {
        let mut state = self.lock();
        let inserted = state.world.inserted(terminal, slot)?;
        Some(inserted.handle.clone())
    }

    /// The Konnektor starts anew: handles are new, sessions are gone, a dialog is over.
    pub fn restarts(&self) {
        let mut state = self.lock();
        state.pending = None;
        for number in 0..state.world.terminals.len() {
            state.world.reinsert(TerminalId(number));
        }
    }

    /// What the administrator entered.
    pub fn model<T>(&self, change: impl FnOnce(&mut Model) -> T) -> T {
        change(&mut self.lock().model)
    }

    /// What the specification leaves open.
    pub fn habits(&self, change: impl FnOnce(&mut Habits)) {
        change(&mut self.lock().habits);
    }

    /// What it calls itself in connector.sds.
    pub fn calls_itself(&self, tls: &str, plain: &str) {
        self.lock().address = Address {
            tls: tls.to_owned(),
            plain: plain.to_owned(),
        };
    }

    /// Whether a host of its directory leads to it.
    pub fn is_reached_at(&self, host: &str) -> bool {
        let state = self.lock();
        let Address { tls, plain } = &state.address;
        state.make.inner_host.is_none() && [tls, plain].map(|own| without_port(own)).contains(&host)
    }

    /// TLSMandatory and ClientAutMandatory in connector.sds.
    pub fn says_mandatory(&self, tls: bool, client: bool) {
        self.lock().logins = (tls, client);
    }

    /// HTTP Basic is asked for; at the directory only where that is not open.
    pub fn asks_for_password(&self, user: &str, password: &str, open_directory: bool) {
        let mut state = self.lock();
        state.basic = Some((user.to_owned(), password.to_owned()));
        state.open_directory = open_directory;
    }

    /// Another user of a client system has a PIN of the HBA verified (rule R9).
    pub fn other_user(&self, terminal: TerminalId, slot: usize, client_system: &str, user: &str) {
        let owner = world::Owner::User(client_system.to_owned(), Some(user.to_owned()));
        let mut state = self.lock();
        let inserted = state.world.inserted(terminal, slot);
        inserted.expect("a card").raise(owner, card::Pin::Ch);
    }

    // What happens.

    /// What happens at the next dialog, behind what is to happen already.
    pub fn then(&self, person: Person) -> &Self {
        self.lock().people.push_back(person);
        self
    }

    /// People in the queue whom no terminal has asked.
    pub fn people_left(&self) -> usize {
        self.lock().people.len()
    }

    /// Everybody goes home.
    pub fn forget_people(&self) {
        self.lock().people.clear();
    }

    /// Whether a terminal asks for digits whose client has hung up.
    pub fn is_asking(&self) -> bool {
        self.lock().pending.is_some()
    }

    /// Time passes.
    pub fn passes(&self, time: Duration) {
        let mut state = self.lock();
        state.world.now = state.world.now.plus(time);
    }

    /// Something goes wrong.
    pub fn on(&self, at: At, fault: Fault) -> &Self {
        self.lock().plan.fault(at, fault);
        self
    }

    /// Something happens once, before a request is answered and after it was read.
    pub fn before(&self, at: At, event: impl FnOnce(&Self) + Send + 'static) -> &Self {
        self.lock().plan.event(at, Box::new(event));
        self
    }

    /// Nothing goes wrong any more.
    pub fn heals(&self) {
        self.lock().plan.clear();
    }

    /// Whether all that was to befall one request has.
    pub fn is_plan_done(&self) -> bool {
        self.lock().plan.is_empty()
    }

    // What was seen.

    /// What was wrong with requests, and what no terminal should have come to.
    pub fn complaints(&self) -> Vec<String> {
        self.lock().complaints.clone()
    }

    /// The same, and they are forgotten.
    pub fn take_complaints(&self) -> Vec<String> {
        std::mem::take(&mut self.lock().complaints)
    }

    /// # Panics
    /// When a request was wrong.
    pub fn is_content(&self) {
        let complaints = self.complaints();
        assert!(
            complaints.is_empty(),
            "the Konnektor complains: {complaints:#?}"
        );
    }

    /// All requests so far.
    pub fn log(&self) -> Vec<Request> {
        self.lock().log.clone()
    }

    /// All requests so far, in short ([`Request::short`]).
    pub fn asked(&self) -> Vec<String> {
        self.lock().log.iter().map(Request::short).collect()
    }

    /// Those that may have asked for digits: `ChangePin PIN.CH`.
    pub fn pin_posts(&self) -> Vec<String> {
        let state = self.lock();
        let mut posts = Vec::new();
        for request in &state.log {
            if request.operation.is_some_and(Operation::asks_for_digits) {
                posts.push(request.short());
            }
        }
        posts
    }

    /// What terminals asked and showed.
    pub fn dialogs(&self) -> Vec<Dialog> {
        self.lock().dialogs.clone()
    }

    /// Requests and dialogs are forgotten; a dialog that is still going on stays.
    pub fn forget_log(&self) {
        let mut state = self.lock();
        state.log.clear();
        if state.pending.is_none() {
            state.dialogs.clear();
        }
    }
}

fn without_port(host: &str) -> &str {
    host.rsplit_once(':').map_or(host, |(host, _)| host)
}
