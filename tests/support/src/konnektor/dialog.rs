//! VerifyPin, ChangePin, UnblockPin: the terminal asks, somebody types, the card decides.

mod judge;
mod play;

use super::card::{CardState, Pin};
use super::codes::Problem;
use super::display::Dialog;
use super::habits::Channel;
use super::model::Context;
use super::person::Person;
use super::request::{Asked, Operation};
use super::state::{State, Stop};
use super::world::{Owner, TerminalId};

/// What a PIN operation is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PinAnswer {
    /// PinResult.
    pub result: &'static str,
    pub left: Option<u8>,
    /// A code that comes along as a warning.
    pub warning: Option<u16>,
}

/// What a terminal is to have done.
#[derive(Debug, Clone)]
pub(super) struct Job {
    operation: Operation,
    pin: Pin,
    handle: String,
    owner: Owner,
    /// PUK, new PIN, repetition; or old PIN, new PIN, repetition.
    with_new: bool,
    transport: bool,
    /// Where its dialog stands in the record.
    dialog: usize,
}

/// A dialog whose client has hung up.
#[derive(Debug)]
pub(super) struct Pending {
    job: Job,
    who: Person,
    looks: usize,
}

impl PinAnswer {
    fn word(result: &'static str) -> Self {
        Self {
            result,
            left: None,
            warning: None,
        }
    }
}

impl State {
    /// The whole operation.
    pub fn pin_operation(&mut self, asked: &Asked) -> Result<PinAnswer, Stop> {
        let (operation, context) = (asked.operation, &asked.context);
        let handle = asked.handle.clone().unwrap_or_default();
        let place = self.access(context, &handle, operation)?;
        let pin = self.pin_of(place, asked)?;
        if let (Operation::VerifyPin, Pin::Qes, Some(code)) =
            (operation, pin, self.habits.verify_qes)
        {
            return Err(Problem::new(code).into());
        }
        if !self.world.terminal(place.0).is_physical {
            return Err(Problem::new(4066).into());
        }
        if self.pending.is_some() {
            return Err(Problem::new(4060).into());
        }
        let state = self.state_of(place, pin);
        if let Some(answer) = self.without_asking(operation, state) {
            return answer.map_err(Stop::from);
        }
        let terminal = self.pin_input(place.0, context)?;
        if self.world.terminal(terminal).is_busy {
            return Err(Problem::new(4060).into());
        }
        if operation == Operation::UnblockPin && pin == Pin::Qes && asked.set_new_pin {
            self.complaints
                .push("UnblockPin with SetNewPin=true for PIN.QES".to_owned());
        }
        let dialog = Dialog {
            number: self.begun + 1,
            operation,
            pin: pin.name(),
            terminal: self.world.terminal(terminal).id.clone(),
            is_remote: terminal != place.0,
            slot: place.1,
            screens: Vec::new(),
            results: Vec::new(),
            entries: 0,
        };
        let Some(person) = self.people.pop_front() else {
            let loud = format!("the terminal asks and nobody is there: {dialog:?}");
            self.complaints.push(loud.clone());
            panic!("{loud}");
        };
        self.begun = dialog.number;
        self.dialogs.push(dialog);
        let card = self.world.inserted(place.0, place.1);
        let owner = card.map(|inserted| Owner::of(&inserted.card, context));
        let job = Job {
            operation,
            pin,
            handle,
            owner: owner.ok_or(Problem::new(4101))?,
            with_new: operation == Operation::ChangePin || asked.set_new_pin,
            transport: state == CardState::Transport,
            dialog: self.dialogs.len() - 1,
        };
        self.play(job, person)
    }

    pub fn state_of(&mut self, place: (TerminalId, usize), pin: Pin) -> CardState {
        let inserted = self.world.inserted(place.0, place.1);
        inserted.map_or(CardState::Failed, |inserted| inserted.card.state(pin))
    }

    /// The PIN that a name means at the card in a slot.
    pub fn pin_of(&mut self, place: (TerminalId, usize), asked: &Asked) -> Result<Pin, Problem> {
        let name = asked.pin.as_deref().unwrap_or_default();
        let inserted = self.world.inserted(place.0, place.1);
        let card = &inserted.ok_or(Problem::new(4101))?.card;
        let is_ours = card.is_hbax() || card.is_smb();
        match (asked.operation, card.kind()) {
            _ if is_ours => Pin::of(card.kind(), name).ok_or(Problem::new(4072)),
            (Operation::VerifyPin, _) => Err(Problem::new(4209)),
            (_, "EGK") => Err(Problem::new(4090)),
            (_, "SMC-KT") => Err(Problem::new(4101)),
            _ => Err(Problem::new(4051)),
        }
    }

    /// What is answered before anybody is asked.
    fn without_asking(
        &self,
        operation: Operation,
        state: CardState,
    ) -> Option<Result<PinAnswer, Problem>> {
        use CardState::{Blocked, Empty, Failed, Transport};
        match (operation, state) {
            (_, Failed) => Some(Err(Problem::new(4045))),
            (Operation::VerifyPin, Transport | Empty) => {
                Some(tell(self.habits.transport, "TRANSPORT_PIN", 4065))
            }
            (Operation::VerifyPin | Operation::ChangePin, Blocked)
                if !self.habits.blocked_is_asked_for =>
            {
                let answer = tell(self.habits.blocked, "WASBLOCKED", 4063);
                Some(answer.map(|answer| self.with_left(answer, Some(0), false)))
            }
            (Operation::UnblockPin, Blocked | Transport) => None,
            (Operation::UnblockPin, _) if !self.habits.unblock_always_asks => {
                Some(Ok(PinAnswer::word("OK")))
            }
            _ => None,
        }
    }

    /// The terminal at which digits are typed: the card's own where it stands at the workplace, the
    /// one for remote PINs otherwise.
    fn pin_input(&mut self, own: TerminalId, context: &Context) -> Result<TerminalId, Problem> {
        let id = self.world.terminal(own).id.clone();
        if self.model.is_local(&context.workplace, &id) {
            return Ok(own);
        }
        let remote = self.model.remote_pin_terminal(context);
        let remote = remote.ok_or(Problem::new(4092))?.to_owned();
        let terminals = self.world.terminals.iter();
        let at = terminals
            .enumerate()
            .find(|(_, terminal)| terminal.id == remote && terminal.is_connected);
        at.map(|(at, _)| TerminalId(at)).ok_or(Problem::new(4053))
    }
}

/// A result by one of the three channels.
fn tell(channel: Channel, result: &'static str, code: u16) -> Result<PinAnswer, Problem> {
    match channel {
        Channel::Result => Ok(PinAnswer::word(result)),
        Channel::Warning => Ok(PinAnswer {
            warning: Some(code),
            ..PinAnswer::word("ERROR")
        }),
        Channel::Fault => Err(Problem::new(code)),
    }
}
