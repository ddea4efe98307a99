//! What was asked, so that a test can count it.

use super::model::Context;
use super::request::{Asked, Operation};

/// A request as it came, without digits: there are none in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// From 1.
    pub number: usize,
    pub method: String,
    pub path: String,
    /// `None` where it could not be read.
    pub operation: Option<Operation>,
    pub context: Option<Context>,
    pub handle: Option<String>,
    /// PinTyp.
    pub pin: Option<String>,
    pub set_new_pin: bool,
    /// In short what it was answered: `OK`, `REJECTED`, `TRANSPORT_PIN`, `4049`, `warning 4043`, `404`,
    /// `no answer`.
    pub answered: String,
}

impl Request {
    pub(super) fn new(number: usize, method: &str, path: &str) -> Self {
        Self {
            number,
            method: method.to_owned(),
            path: path.to_owned(),
            operation: None,
            context: None,
            handle: None,
            pin: None,
            set_new_pin: false,
            answered: String::new(),
        }
    }

    pub(super) fn say(&mut self, asked: &Asked) {
        self.operation = Some(asked.operation);
        self.context = Some(asked.context.clone());
        self.handle.clone_from(&asked.handle);
        self.pin.clone_from(&asked.pin);
        self.set_new_pin = asked.set_new_pin;
    }

    /// `ChangePin PIN.CH`, `GetCards`, `connector.sds`; path and answer of what could not be read.
    pub fn short(&self) -> String {
        let Some(operation) = self.operation else {
            return format!("{} {} ({})", self.method, self.path, self.answered);
        };
        let new = if self.set_new_pin { " SetNewPin" } else { "" };
        match &self.pin {
            Some(pin) => format!("{}{new} {pin}", operation.name()),
            None => operation.name().to_owned(),
        }
    }
}
