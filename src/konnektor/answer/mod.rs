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
use super::vocabulary::{CONNECTOR, Operation, SOAP, SOAP_12};

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
    /// It does not say, or a word that means nothing: nobody knows whether it was carried out.
    Unknown {
        /// What is wrong with the word.
        why: Unknown,
        /// The error that stands beside it.
        error: Option<Error>,
    },
}

impl Status {
    /// The error that stands beside it.
    #[must_use]
    pub const fn error(&self) -> Option<&Error> {
        match self {
            Self::Warning(error) | Self::Unknown { error, .. } => error.as_ref(),
            Self::Ok => None,
        }
    }

    fn of(response: Node<'_, '_>) -> Self {
        let status = match only(response, (CONNECTOR, "Status")) {
            Ok(status) => status,
            Err(why) => return Self::Unknown { why, error: None },
        };
        let error = Error::among(status.children());
        let unknown = |why, error| Self::Unknown { why, error };
        match value(status, (CONNECTOR, "Result")) {
            Ok(word) => match word.as_str() {
                "OK" if error.is_none() => Self::Ok,
                // An error beside it is a warning, whatever it is called.
                "OK" | "Warning" => Self::Warning(error),
                "" => unknown(Unknown::Missing, error),
                _ => unknown(Unknown::other(&word), error),
            },
            Err(why) => unknown(why, error),
        }
    }
}

impl<T> Answer<T> {
    /// What was asked for, and the error that it warns of; or the fault.
    ///
    /// # Errors
    /// An answer that does not say how the operation went gives nothing.
    pub fn given(self) -> Result<Result<(T, Option<Error>), Fault>, Unreadable> {
        match self {
            Self::Fault(fault) => Ok(Err(fault)),
            Self::Given { status, value } => match status {
                Status::Ok => Ok(Ok((value, None))),
                Status::Warning(error) => Ok(Ok((value, Some(error.unwrap_or_default())))),
                Status::Unknown { why, .. } => Err(Unreadable::Untold {
                    element: "Status",
                    why,
                }),
            },
        }
    }
}

/// Reads the answer to an operation: takes what is asked for out of its element.
fn read<T>(
    octets: &[u8],
    operation: Operation,
    take: impl FnOnce(Node<'_, '_>) -> Result<T, Unreadable>,
) -> Result<Answer<T>, Unreadable> {
    let text = element::text_of(octets)?;
    let document = element::document(text)?;
    let root = document.root_element();
    if let Some(fault) = newer_fault(root) {
        return Ok(Answer::Fault(fault));
    }
    if !root.has_tag_name((SOAP, "Envelope")) {
        return Err(element::other("Envelope", root));
    }
    let body = element::list(root, (SOAP, "Body"))?;
    let mut inside = body.children().filter(Node::is_element);
    let first = match (inside.next(), inside.next()) {
        (Some(first), None) => first,
        (None, _) => return Err(untold(operation, Unknown::Missing)),
        (Some(_), Some(_)) => return Err(untold(operation, Unknown::Twice)),
    };
    if first.has_tag_name((SOAP, "Fault")) {
        return Ok(Answer::Fault(Fault::of(first)));
    }
    if !first.has_tag_name((operation.service().namespace(), operation.response())) {
        return Err(element::other(operation.response(), first));
    }
    Ok(Answer::Given {
        status: Status::of(first),
        value: take(first)?,
    })
}

/// The fault that octets are, with whatever HTTP status they came.
pub(super) fn fault(octets: &[u8]) -> Option<Fault> {
    let document = element::document(element::text_of(octets).ok()?).ok()?;
    let root = document.root_element();
    newer_fault(root).or_else(|| fault_in(root, SOAP))
}

/// One of SOAP 1.2, in which whoever stands between may speak. An answer in it is none: nobody asked in
/// that version.
fn newer_fault(root: Node<'_, '_>) -> Option<Fault> {
    fault_in(root, SOAP_12)
}

fn fault_in(root: Node<'_, '_>, soap: &'static str) -> Option<Fault> {
    let envelope = root.has_tag_name((soap, "Envelope")).then_some(root)?;
    let body = only(envelope, (soap, "Body")).ok()?;
    let mut inside = body.children().filter(Node::is_element);
    let only = inside.next().filter(|_| inside.next().is_none())?;
    only.has_tag_name((soap, "Fault")).then(|| Fault::of(only))
}

const fn untold(operation: Operation, why: Unknown) -> Unreadable {
    let element = operation.response();
    Unreadable::Untold { element, why }
}

#[cfg(test)]
mod tests;
