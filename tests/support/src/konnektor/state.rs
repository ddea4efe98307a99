//! Everything that a Konnektor knows, and the rules of access that all operations share.

use std::collections::VecDeque;
use std::time::Duration;

use super::answer::End;
use super::codes::Problem;
use super::dialog::Pending;
use super::directory::Address;
use super::display::Dialog;
use super::habits::Habits;
use super::log::Request;
use super::make::Make;
use super::model::{Context, Model};
use super::person::Person;
use super::plan::Plan;
use super::request::Operation;
use super::world::{TerminalId, World};

pub(super) struct State {
    pub make: &'static Make,
    pub world: World,
    pub model: Model,
    pub habits: Habits,
    pub address: Address,
    /// TLSMandatory, ClientAutMandatory in the directory.
    pub logins: (bool, bool),
    /// User and password that HTTP Basic must have.
    pub basic: Option<(String, String)>,
    /// Whether the directory may be read without it.
    pub open_directory: bool,
    pub people: VecDeque<Person>,
    pub pending: Option<Pending>,
    /// Cards that somebody pulled while a terminal asked.
    pub pulled: Vec<(TerminalId, usize, super::card::Card)>,
    pub dialogs: Vec<Dialog>,
    /// Dialogs that were ever begun.
    pub begun: usize,
    pub log: Vec<Request>,
    pub complaints: Vec<String>,
    pub plan: Plan,
    /// Requests so far.
    pub requests: usize,
    /// How long the present request has taken.
    pub taken: Duration,
    /// For message and event identifiers.
    pub messages: u64,
}

/// Why an operation has no answer of its own.
#[derive(Debug)]
pub(super) enum Stop {
    Problem(Problem),
    Lost(End),
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl State {
    pub fn new(make: &'static Make) -> Self {
        let host = make.inner_host.unwrap_or("192.168.178.60");
        Self {
            make,
            world: World::new(make),
            model: Model::default(),
            habits: Habits::default(),
            address: Address {
                tls: host.to_owned(),
                plain: host.to_owned(),
            },
            logins: (true, false),
            basic: None,
            open_directory: true,
            people: VecDeque::new(),
            pending: None,
            pulled: Vec::new(),
            dialogs: Vec::new(),
            begun: 0,
            log: Vec::new(),
            complaints: Vec::new(),
            plan: Plan::default(),
            requests: 0,
            taken: Duration::ZERO,
            messages: 0,
        }
    }

    /// Finds the card of a handle and asks the rules whether this context may use it for that.
    pub fn access(
        &mut self,
        context: &Context,
        handle: &str,
        operation: Operation,
    ) -> Result<(TerminalId, usize), Problem> {
        let reads = operation == Operation::ReadCardCertificate;
        let unknown = if reads { 4146 } else { 4101 };
        self.model.check(context)?;
        let place = self.world.find(handle).ok_or(Problem::new(unknown))?;
        let terminal = self.world.terminal(place.0).id.clone();
        self.model.check_terminal(context, &terminal)?;
        let Some(inserted) = self.world.inserted(place.0, place.1) else {
            return Err(Problem::new(unknown));
        };
        if inserted.card.is_smb() {
            self.model.check_smb(context, inserted.card.iccsn())?;
        }
        let needs_user = operation.asks_for_digits()
            || operation == Operation::GetPinStatus && self.habits.status_needs_user;
        if needs_user && inserted.card.is_hbax() && context.user.is_none() {
            return Err(Problem::new(4003));
        }
        let needs_session = !reads || self.habits.certificates_need_session;
        if needs_session && inserted.is_held_by_another_user(context) {
            return Err(Problem::new(4018));
        }
        Ok(place)
    }
}
