//! What goes wrong on demand, and when.

mod samples;

pub use samples::samples;

use super::answer::{Answer, End};
use super::envelope::FaultLook;
use super::http::{Transfer, reply};
use super::request::Operation;

/// Which request it befalls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// The n-th of all, from 1.
    Request(usize),
    /// The next one of this operation.
    Next(Operation),
    /// Each one of this operation.
    Every(Operation),
    /// Each one.
    Always,
}

/// What is wrong with an answer.
#[derive(Debug, Clone)]
pub enum Fault {
    /// Instead of the operation a fault with this code.
    Code(u16, FaultLook),
    /// Instead of the operation a normal answer with this code as a warning; PinResult is ERROR,
    /// lists are empty.
    Warning(u16),
    /// Instead of the operation this PinResult or PinStatus, and LeftTries.
    Word(&'static str, Option<u8>),
    /// Instead of the operation this.
    Reply(Answer),
    /// The operation is carried out, and its answer is spoiled.
    Spoiled(Spoil),
}

/// How the answer to an operation that was carried out is spoiled.
#[derive(Debug, Clone)]
pub enum Spoil {
    /// It does not get through at all.
    Lost(End),
    /// So many octets of head and body get through.
    CutAfter(usize, End),
    /// The head and half of the body get through.
    Half(End),
    /// Elements of this name are missing.
    Without(&'static str),
    /// Elements of this name are in a namespace that nobody knows.
    Elsewhere(&'static str),
    /// Elements of this name have one at their end that the schema does not know: a later one may.
    Extra(&'static str),
    /// Elements of this name say this.
    Saying(&'static str, &'static str),
    /// A document type whose entities grow without end.
    Bomb,
    /// So many octets of blanks behind the document.
    Padded(usize),
    /// The declaration names this encoding, and the octets are not UTF-8.
    NotUtf8,
    /// Whoever stands between sends this status line instead (`401 Unauthorized`), with a
    /// `Location`.
    Status(&'static str),
}

impl Fault {
    /// A fault with this code as the make sends it.
    pub fn code(code: u16) -> Self {
        Self::Code(code, FaultLook::default())
    }

    /// A status line (`401 Unauthorized`), more fields with their line ends, and a body.
    pub fn http(status: &str, fields: &str, body: &str) -> Self {
        let length = body.len();
        Self::Reply(Answer {
            octets: format!(
                "HTTP/1.1 {status}\r\n{fields}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            )
            .into_bytes(),
            end: End::Closed,
            after: std::time::Duration::ZERO,
        })
    }

    /// A page for people, where a SOAP answer should be.
    pub fn page() -> Self {
        let body = b"<!DOCTYPE html><html><body><h1>Anmeldung</h1></body></html>";
        Self::Reply(reply("200 OK", "text/html", body, Transfer::Length))
    }

    /// 200 and nothing.
    pub fn empty() -> Self {
        Self::body("")
    }

    /// 200 and this, whatever it is.
    pub fn body(xml: &str) -> Self {
        let kind = "text/xml;charset=utf-8";
        Self::Reply(reply("200 OK", kind, xml.as_bytes(), Transfer::Length))
    }

    /// Whether the operation is carried out all the same.
    pub const fn is_carried_out(&self) -> bool {
        matches!(self, Self::Spoiled(_))
    }
}

/// Something that happens before a request is answered.
pub(super) type Event = Box<dyn FnOnce(&super::Konnektor) + Send>;

/// All that is planned.
#[derive(Default)]
pub(super) struct Plan {
    faults: Vec<(At, Fault)>,
    events: Vec<(At, Event)>,
}

impl Plan {
    pub fn fault(&mut self, at: At, fault: Fault) {
        self.faults.push((at, fault));
    }

    pub fn event(&mut self, at: At, event: Event) {
        self.events.push((at, event));
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// What is planned and has not come.
    pub fn is_empty(&self) -> bool {
        let is_kept = |at: &At| matches!(at, At::Every(_) | At::Always);
        self.events.is_empty() && self.faults.iter().all(|(at, _)| is_kept(at))
    }

    /// What befalls this request; what befalls but one is then done with.
    pub fn take(
        &mut self,
        number: usize,
        operation: Option<Operation>,
    ) -> (Vec<Event>, Option<Fault>) {
        let (now, later) = std::mem::take(&mut self.events)
            .into_iter()
            .partition(|(at, _)| at.fits(number, operation));
        self.events = later;
        let now: Vec<(At, Event)> = now;
        let events = now.into_iter().map(|(_, event)| event).collect();
        let mut faults = self.faults.iter();
        let Some(index) = faults.position(|(at, _)| at.fits(number, operation)) else {
            return (events, None);
        };
        let fault = match self.faults[index].0 {
            At::Request(_) | At::Next(_) => self.faults.remove(index).1,
            At::Every(_) | At::Always => self.faults[index].1.clone(),
        };
        (events, Some(fault))
    }
}

impl At {
    fn fits(self, number: usize, operation: Option<Operation>) -> bool {
        match self {
            Self::Request(wanted) => wanted == number,
            Self::Next(wanted) | Self::Every(wanted) => Some(wanted) == operation,
            Self::Always => true,
        }
    }
}
