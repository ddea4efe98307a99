//! Answers: what a Konnektor says by which of its three channels.
//!
//! An operation ends with a result; or with a warning, gematik's error and the result `ERROR` in an
//! ordinary answer (severity Warning: nobody entered anything in time, 4043); or with a SOAP fault
//! (severity Error), whether it comes with HTTP 500 or 200 (`gemSpec_Kon` 3.6.2). [`Answer`] holds
//! all three, [`Answer::outcome`] says of an operation on a PIN what they come to.

mod cards;
mod certificates;
mod pins;
mod terminals;

use roxmltree::Node;

use super::element::{self, Unknown, Unreadable, only, value};
use super::fault::{Error, Fault};
use super::vocabulary::{CONNECTOR, Operation, SOAP};

pub use cards::{Card, Version, get_cards};
pub use certificates::{CardCertificate, Content, read_card_certificate};
pub use pins::{
    Failure, Outcome, PinReply, PinResult, PinState, PinStatusReply, Unclear, get_pin_status,
    pin_operation,
};
pub use terminals::{Terminal, get_card_terminals};

/// An answer that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer<T> {
    /// An ordinary one.
    Given {
        /// How the operation went.
        status: Status,
        /// What was asked for.
        value: T,
    },
    /// The operation failed.
    Fault(Fault),
}

/// How an operation went (`Status` of conn/ConnectorCommon/v5.0).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Well.
    Ok,
    /// The Konnektor has something to say about it.
    Warning(Option<Error>),
    /// It does not say.
    Unknown(Unknown),
}

impl Status {
    /// The error that comes with a warning.
    #[must_use]
    pub const fn error(&self) -> Option<&Error> {
        match self {
            Self::Warning(error) => error.as_ref(),
            Self::Ok | Self::Unknown(_) => None,
        }
    }

    fn of(response: Node<'_, '_>) -> Self {
        let status = match only(response, (CONNECTOR, "Status")) {
            Ok(status) => status,
            Err(unknown) => return Self::Unknown(unknown),
        };
        let error = status
            .children()
            .find(|child| child.is_element() && child.tag_name().name() == "Error");
        match value(status, (CONNECTOR, "Result")).as_deref() {
            // An error beside it is a warning, whatever it is called.
            _ if error.is_some() => Self::Warning(error.map(Error::of)),
            Ok("Warning") => Self::Warning(None),
            Ok("OK") => Self::Ok,
            Ok(word) => Self::Unknown(Unknown::other(word)),
            Err(unknown) => Self::Unknown(unknown.clone()),
        }
    }
}

/// Reads the answer to an operation: takes what is asked for out of its element.
fn read<T>(
    octets: &[u8],
    operation: Operation,
    take: impl FnOnce(Node<'_, '_>) -> T,
) -> Result<Answer<T>, Unreadable> {
    let text = element::text_of(octets)?;
    let document = element::document(text)?;
    let root = document.root_element();
    if !root.has_tag_name((SOAP, "Envelope")) {
        return Err(element::other("Envelope", Some(root)));
    }
    let body = only(root, (SOAP, "Body")).map_err(|_| element::other("Body", None))?;
    let mut inside = body.children().filter(Node::is_element);
    let (first, second) = (inside.next(), inside.next());
    let Some(first) = first.filter(|_| second.is_none()) else {
        return Err(element::other(operation.response(), second));
    };
    if first.has_tag_name((SOAP, "Fault")) {
        return Ok(Answer::Fault(Fault::of(first)));
    }
    if !first.has_tag_name((operation.service().namespace(), operation.response())) {
        return Err(element::other(operation.response(), Some(first)));
    }
    Ok(Answer::Given {
        status: Status::of(first),
        value: take(first),
    })
}

#[cfg(test)]
mod tests;
