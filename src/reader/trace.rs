//! The trace: every exchange as two lines, written around any [`Readers`].
//!
//! Safe by construction: command data that carry a secret are hidden by their type
//! ([`apdu::SecretOctets`]); of every answer from such a command on only the length and the trailer
//! are shown, for a reader may give back what it got; and what is read from files and records is cut
//! to its length and first four octets unless asked for in full.
//!
//! Nothing is written while a transaction is open: whoever reads the trace may be slow, stopped or
//! out of space, and the card is not to wait for that between a secret and its read-back.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant, SystemTime};

use apdu::{Command, Header, Response, StatusWord};

use super::pin_pad::{Pad, PadAnswer, PadOrder};
use super::{Connection, Error, Features, Leave, Patience, PinPad, Readers, Slot};

/// Octets of a file or record that a trace shows.
const SHOWN: usize = 4;
const READ_BINARY: u8 = 0xB0;
const READ_RECORD: u8 = 0xB2;
const SEARCH_RECORD: u8 = 0xA2;

/// Takes one line of the trace, and when what it tells of happened.
pub type Sink = Rc<RefCell<dyn FnMut(SystemTime, &str)>>;

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
        (self.sink.borrow_mut())(SystemTime::now(), line);
    }
}

/// Lines of one transaction; written when it is over, however it ends.
struct Lines {
    held: Vec<(SystemTime, String)>,
    sink: Sink,
}

impl Lines {
    fn hold(&mut self, line: String) {
        self.held.push((SystemTime::now(), line));
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        let mut write = self.sink.borrow_mut();
        for (at, line) in &self.held {
            write(*at, line);
        }
    }
}

impl Readers for TracedReaders {
    fn let_go(&mut self) {
        self.inner.let_go();
    }

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

    /// Too often to be traced.
    fn glance(&mut self) -> Option<Vec<Slot>> {
        self.inner.glance()
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
                let mut lines = Lines {
                    held: Vec::new(),
                    sink: Rc::clone(&self.sink),
                };
                lines.hold(format!(
                    "# transaction with {reader} after {elapsed} ms, ATR {atr}"
                ));
                let pad = inner.pin_pad().map(|pad| pad.pad().clone());
                let connection = TracedConnection {
                    inner,
                    lines,
                    full: self.full,
                    secret_sent: false,
                };
                Ok(match pad {
                    Some(pad) => Box::new(TracedPad { connection, pad }),
                    None => Box::new(connection),
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

/// The connection is dropped before its lines: they are written when the card is free again.
struct TracedConnection {
    inner: Box<dyn Connection>,
    lines: Lines,
    full: bool,
    secret_sent: bool,
}

impl Connection for TracedConnection {
    fn transmit(&mut self, command: &Command) -> Result<Response, Error> {
        self.secret_sent |= command.is_secret() || command.header().carries_secret();
        self.lines
            .hold(format!("> {command:?}  {}", command.header().name()));
        let response = self.inner.transmit(command);
        self.lines.hold(match &response {
            Ok(response) if self.secret_sent => show_length(command.header(), response),
            Ok(response) => show_response(command, response, self.full),
            Err(error) => format!("< {error}"),
        });
        response
    }

    fn atr(&self) -> &[u8] {
        self.inner.atr()
    }

    fn finish(self: Box<Self>, leave: Leave) {
        let Self {
            inner, mut lines, ..
        } = *self;
        inner.finish(leave);
        lines.hold(
            match leave {
                Leave::AsIs => "# transaction ended, card left as it is",
                Leave::Reset => "# transaction ended, card reset",
            }
            .to_owned(),
        );
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
        let TracedConnection {
            inner,
            lines,
            secret_sent,
            ..
        } = &mut self.connection;
        let Some(pad) = inner.pin_pad() else {
            return Ok(PadAnswer::Unsupported);
        };
        *secret_sent = true;
        lines.hold(show_order(order));
        let began = Instant::now();
        let answer = pad.perform(order);
        let elapsed = began.elapsed().as_millis();
        lines.hold(match &answer {
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

/// Of an answer that may repeat a secret.
fn show_length(header: Header, response: &Response) -> String {
    let trailer = show_trailer(header, response.status);
    match response.data.len() {
        0 => format!("< {trailer}"),
        length => format!("< <{length} octets hidden> {trailer}"),
    }
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

    /// Answers each command with the command itself.
    struct Echo;

    impl Connection for Echo {
        fn transmit(&mut self, command: &Command) -> Result<Response, Error> {
            let echo = command.encode().as_slice().to_vec();
            Ok(Response::new(echo, StatusWord::new(0x6F00)))
        }

        fn atr(&self) -> &[u8] {
            &[0x3B]
        }

        fn finish(self: Box<Self>, _leave: Leave) {}
    }

    fn traced() -> (TracedConnection, Rc<RefCell<Vec<String>>>) {
        let written = Rc::new(RefCell::new(Vec::new()));
        let copy = Rc::clone(&written);
        let sink: Sink = Rc::new(RefCell::new(move |_at: SystemTime, line: &str| {
            copy.borrow_mut().push(line.to_owned());
        }));
        let held = Vec::new();
        let connection = TracedConnection {
            inner: Box::new(Echo),
            lines: Lines { held, sink },
            full: true,
            secret_sent: false,
        };
        (connection, written)
    }

    #[test]
    fn nothing_is_written_before_the_transaction_is_over() {
        let (mut connection, written) = traced();
        connection
            .transmit(&Command::new(0x80, 0x20, 0, 1))
            .unwrap();
        assert!(written.borrow().is_empty());
        Box::new(connection).finish(Leave::AsIs);
        assert_eq!(written.borrow().len(), 3);
        // Also where it is given up without a word.
        let (mut connection, written) = traced();
        connection
            .transmit(&Command::new(0x80, 0x20, 0, 1))
            .unwrap();
        drop(connection);
        assert_eq!(written.borrow().len(), 2);
    }

    #[test]
    fn an_answer_that_gives_the_command_back_is_shown_by_its_length() {
        let (mut connection, written) = traced();
        let pin = Pin::from_digits(b"471193").unwrap();
        let secret = PinCommand::verify(1).fill(&[&pin]).unwrap();
        connection.transmit(&secret).unwrap();
        // What a reader held back may come with the next answer.
        let read = Command::new(0, 0xB0, 0x82, 0)
            .with_data(&[0x26, 0x47, 0x11, 0x93])
            .unwrap();
        connection.transmit(&read).unwrap();
        drop(connection);
        let written = written.borrow();
        assert!(
            written[1].starts_with("< <13 octets hidden> 6F00"),
            "{written:?}"
        );
        assert!(
            written[3].starts_with("< <9 octets hidden> 6F00"),
            "{written:?}"
        );
    }

    #[test]
    fn a_secret_command_shows_its_length_only() {
        let pin = Pin::from_digits(b"471193").unwrap();
        let command = PinCommand::verify(1).fill(&[&pin]).unwrap();
        assert_eq!(format!("{command:?}"), "00200001 <8 octets hidden>");
    }
}
