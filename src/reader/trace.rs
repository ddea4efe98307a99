//! The trace: every exchange as two lines, written around any [`Readers`].
//!
//! Safe by construction: command data that carry a secret are hidden by their type
//! ([`apdu::SecretOctets`]), and what is read from files and records is cut to its length and first
//! four octets unless asked for in full.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use apdu::{Command, Header, Response, StatusWord};

use super::pin_pad::{Pad, PadAnswer, PadOrder};
use super::{Connection, Error, Features, Leave, Patience, PinPad, Readers, Slot};

/// Octets of a file or record that a trace shows.
const SHOWN: usize = 4;
const READ_BINARY: u8 = 0xB0;
const READ_RECORD: u8 = 0xB2;
const SEARCH_RECORD: u8 = 0xA2;

/// Takes one line of the trace.
pub type Sink = Rc<RefCell<dyn FnMut(&str)>>;

/// Readers whose connections write a trace.
pub struct TracedReaders {
    inner: Box<dyn Readers>,
    sink: Sink,
    full: bool,
}

impl TracedReaders {
    /// Wraps `inner`; `full` shows what is read from files and records too.
    #[must_use]
    pub fn new(inner: Box<dyn Readers>, sink: Sink, full: bool) -> Self {
        Self { inner, sink, full }
    }

    fn write(&self, line: &str) {
        (self.sink.borrow_mut())(line);
    }
}

impl Readers for TracedReaders {
    fn list(&mut self) -> Result<Vec<Slot>, Error> {
        let slots = self.inner.list();
        match &slots {
            Ok(slots) => slots
                .iter()
                .for_each(|slot| self.write(&format!("# {:?} in {}", slot.presence, slot.name))),
            Err(error) => self.write(&format!("# {error}")),
        }
        slots
    }

    fn begin(
        &mut self,
        reader: &str,
        patience: &mut dyn Patience,
    ) -> Result<Box<dyn Connection>, Error> {
        let began = Instant::now();
        let inner = self.inner.begin(reader, patience);
        let elapsed = began.elapsed().as_millis();
        match inner {
            Ok(mut inner) => {
                let atr = hex::encode_upper(inner.atr());
                self.write(&format!(
                    "# transaction with {reader} after {elapsed} ms, ATR {atr}"
                ));
                let pad = inner.pin_pad().map(|pad| pad.pad().clone());
                let (sink, full) = (Rc::clone(&self.sink), self.full);
                Ok(match pad {
                    Some(pad) => Box::new(TracedPad {
                        connection: TracedConnection { inner, sink, full },
                        pad,
                    }),
                    None => Box::new(TracedConnection { inner, sink, full }),
                })
            }
            Err(error) => {
                self.write(&format!(
                    "# no transaction with {reader} after {elapsed} ms: {error}"
                ));
                Err(error)
            }
        }
    }

    fn features(&mut self, reader: &str) -> Features {
        self.inner.features(reader)
    }

    fn wait_for_change(&mut self, known: &[Slot], limit: Duration) -> Result<(), Error> {
        self.inner.wait_for_change(known, limit)
    }

    fn is_virtual(&self) -> bool {
        self.inner.is_virtual()
    }
}

struct TracedConnection {
    inner: Box<dyn Connection>,
    sink: Sink,
    full: bool,
}

impl Connection for TracedConnection {
    fn transmit(&mut self, command: &Command) -> Result<Response, Error> {
        (self.sink.borrow_mut())(&format!("> {command:?}  {}", command.header().name()));
        let response = self.inner.transmit(command);
        let line = match &response {
            Ok(response) => show_response(command, response, self.full),
            Err(error) => format!("< {error}"),
        };
        (self.sink.borrow_mut())(&line);
        response
    }

    fn atr(&self) -> &[u8] {
        self.inner.atr()
    }

    fn finish(self: Box<Self>, leave: Leave) {
        (self.sink.borrow_mut())(match leave {
            Leave::AsIs => "# transaction ended, card left as it is",
            Leave::Reset => "# transaction ended, card reset",
        });
        self.inner.finish(leave);
    }
}

/// A traced connection whose reader has a PIN pad.
struct TracedPad {
    connection: TracedConnection,
    pad: Pad,
}

impl Connection for TracedPad {
    fn transmit(&mut self, command: &Command) -> Result<Response, Error> {
        self.connection.transmit(command)
    }

    fn atr(&self) -> &[u8] {
        self.connection.atr()
    }

    fn pin_pad(&mut self) -> Option<&mut dyn PinPad> {
        Some(self)
    }

    fn finish(self: Box<Self>, leave: Leave) {
        Box::new(self.connection).finish(leave);
    }
}

impl PinPad for TracedPad {
    fn pad(&self) -> &Pad {
        &self.pad
    }

    fn perform(&mut self, order: &PadOrder) -> Result<PadAnswer, Error> {
        let TracedConnection { inner, sink, .. } = &mut self.connection;
        let Some(pad) = inner.pin_pad() else {
            return Ok(PadAnswer::Unsupported);
        };
        (sink.borrow_mut())(&show_order(order));
        let began = Instant::now();
        let answer = pad.perform(order);
        let elapsed = began.elapsed().as_millis();
        (sink.borrow_mut())(&match &answer {
            Ok(PadAnswer::Card(status)) => {
                format!(
                    "< PIN pad after {elapsed} ms: {}",
                    show_trailer(order.header(), *status)
                )
            }
            Ok(answer) => format!("< PIN pad after {elapsed} ms: {answer:?}"),
            Err(error) => format!("< PIN pad after {elapsed} ms: {error}"),
        });
        answer
    }
}

/// There are no digits in an order; its length is what differs between readers.
fn show_order(order: &PadOrder) -> String {
    let header = order.header();
    let feature = if order.changes() {
        "MODIFY_PIN_DIRECT"
    } else {
        "VERIFY_PIN_DIRECT"
    };
    let length = order.octets().len();
    format!(
        "> {header:?} by PIN pad, {feature}, {length} octets  {}",
        header.name()
    )
}

fn show_response(command: &Command, response: &Response, full: bool) -> String {
    let header = command.header();
    let cut = !full && matches!(header.ins, READ_BINARY | READ_RECORD | SEARCH_RECORD);
    let data = match response.data.get(..SHOWN) {
        _ if response.data.is_empty() => String::new(),
        Some(first) if cut => format!(
            "{}… ({} octets) ",
            hex::encode_upper(first),
            response.data.len()
        ),
        _ if cut => format!("({} octets) ", response.data.len()),
        _ => format!("{} ", hex::encode_upper(&response.data)),
    };
    format!("< {data}{}", show_trailer(header, response.status))
}

fn show_trailer(header: Header, status: StatusWord) -> String {
    format!(
        "{status}  {}",
        status
            .name(header.cla, header.ins)
            .unwrap_or("not a trailer of gemSpec_COS")
    )
}

#[cfg(test)]
mod tests {
    use apdu::{Pin, PinCommand};

    use super::*;

    #[test]
    fn file_data_are_cut_to_four_octets_unless_asked_for() {
        let read = Command::new(0, 0xB0, 0x82, 0).with_ne(256).unwrap();
        let response = Response::new(
            hex::decode("5A0A80276883110000220885").unwrap(),
            StatusWord::NO_ERROR,
        );
        assert_eq!(
            show_response(&read, &response, false),
            "< 5A0A8027… (12 octets) 9000  NoError"
        );
        assert_eq!(
            show_response(&read, &response, true),
            "< 5A0A80276883110000220885 9000  NoError"
        );
    }

    #[test]
    fn fewer_than_four_octets_of_a_file_are_not_shown_at_all() {
        let read = Command::new(0, 0xB0, 0x82, 0).with_ne(256).unwrap();
        let response = Response::new(vec![0x12, 0x34], StatusWord::new(0x6282));
        assert_eq!(
            show_response(&read, &response, false),
            "< (2 octets) 6282  EndOfFileWarning"
        );
    }

    #[test]
    fn a_status_word_is_named_by_its_command() {
        let status = Command::new(0x80, 0x20, 0, 1);
        let response = Response::trailer(StatusWord::new(0x62C1));
        assert_eq!(
            show_response(&status, &response, false),
            "< 62C1  TransportStatus: Transport-PIN"
        );
    }

    #[test]
    fn a_secret_command_shows_its_length_only() {
        let pin = Pin::from_digits(b"471193").unwrap();
        let command = PinCommand::verify(1).fill(&[&pin]).unwrap();
        assert_eq!(format!("{command:?}"), "00200001 <8 octets hidden>");
    }
}
