//! What is answered to each operation: the element in the Body.

mod certificates;
mod lists;

use super::card::CardState;
use super::codes::Problem;
use super::names::Ns;
use super::request::{Asked, Operation};
use super::state::{State, Stop};
use super::tree::Element;

impl State {
    /// Carries an operation out.
    pub fn carry_out(&mut self, asked: &Asked) -> Result<Element, Stop> {
        match asked.operation {
            Operation::Directory => Err(Problem::new(4000).into()),
            Operation::GetCards => Ok(self.cards(asked)?),
            Operation::GetCardTerminals => Ok(self.terminals(asked)?),
            Operation::GetPinStatus => Ok(self.pin_status(asked)?),
            Operation::ReadCardCertificate => Ok(self.certificates(asked)?),
            Operation::VerifyPin | Operation::ChangePin | Operation::UnblockPin => {
                let answer = self.pin_operation(asked)?;
                let status = self.status(answer.warning.map(Problem::new));
                Ok(pin_answer(
                    asked.operation,
                    status,
                    answer.result,
                    answer.left,
                ))
            }
        }
    }

    /// GetPinStatus: a verified state from the session's memory, all else from the card.
    fn pin_status(&mut self, asked: &Asked) -> Result<Element, Problem> {
        self.settle();
        if let (Some(_), Some(code)) = (&self.pending, self.habits.status_during_dialog) {
            return Err(Problem::new(code));
        }
        let handle = asked.handle.as_deref().unwrap_or_default();
        let place = self.access(&asked.context, handle, asked.operation)?;
        let pin = self.pin_of(place, asked)?;
        let inserted = self.world.inserted(place.0, place.1);
        let inserted = inserted.ok_or(Problem::new(4101))?;
        let (word, left) = if inserted.has_verified(&asked.context, pin) {
            ("VERIFIED", None)
        } else {
            match inserted.card.state(pin) {
                CardState::Verified => ("VERIFIABLE", None),
                CardState::Tries(left) => ("VERIFIABLE", Some(left)),
                CardState::Transport => ("TRANSPORT_PIN", self.habits.left_tries_in_transport),
                CardState::Empty => ("EMPTY_PIN", None),
                CardState::Blocked => ("BLOCKED", Some(0)),
                CardState::Disabled => ("DISABLED", None),
                CardState::Failed => return Err(Problem::new(4045)),
            }
        };
        let status = self.status(None);
        Ok(pin_answer(Operation::GetPinStatus, status, word, left))
    }
}

/// GetPinStatus has its words in the namespace of the CardService, the other three in the common
/// one.
pub(super) fn pin_answer(
    operation: Operation,
    status: Element,
    word: &str,
    left: Option<u8>,
) -> Element {
    let (name, ns, result) = match operation {
        Operation::VerifyPin => ("VerifyPinResponse", Ns::CardCommon, "PinResult"),
        Operation::ChangePin => ("ChangePinResponse", Ns::CardCommon, "PinResult"),
        Operation::UnblockPin => ("UnblockPinResponse", Ns::CardCommon, "PinResult"),
        _ => ("GetPinStatusResponse", Ns::Card, "PinStatus"),
    };
    Element::new(Ns::Card, name)
        .with(status)
        .with(Element::leaf(ns, result, word))
        .with_some(left.map(|left| Element::leaf(ns, "LeftTries", left.to_string())))
}

/// A normal answer whose status is a warning: PinResult is ERROR; a state and lists are missing or
/// empty.
pub(super) fn warned(operation: Operation, status: Element) -> Element {
    let with = |ns, name, content: Option<(Ns, &'static str)>| {
        let content = content.map(|(ns, name)| Element::new(ns, name));
        Element::new(ns, name)
            .with(status.clone())
            .with_some(content)
    };
    match operation {
        Operation::GetCards => with(Ns::Event, "GetCardsResponse", Some((Ns::Card, "Cards"))),
        Operation::GetCardTerminals => with(
            Ns::Event,
            "GetCardTerminalsResponse",
            Some((Ns::Terminal, "CardTerminals")),
        ),
        Operation::ReadCardCertificate => with(
            Ns::Cert,
            "ReadCardCertificateResponse",
            Some((Ns::CertCommon, "X509DataInfoList")),
        ),
        Operation::GetPinStatus => with(Ns::Card, "GetPinStatusResponse", None),
        Operation::VerifyPin | Operation::ChangePin | Operation::UnblockPin => {
            pin_answer(operation, status, "ERROR", None)
        }
        Operation::Directory => panic!("the directory has no status that could be a warning"),
    }
}
