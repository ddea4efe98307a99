//! A transaction on a card behind the service, and the PIN pad of its reader.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use apdu::{Command, Header, Response};

use super::super::pin_pad::{Pad, PadAnswer, PadOrder, PinPad};
use super::super::{Connection, Error, Features, Leave};
use super::SLICE;
use super::held::Held;
use super::service;
use super::worker::{Opened, Read};
use crate::system::signals::Interrupts;

/// Room for the answer of a pad. Two octets are meant to come, but drivers of TPDU readers write
/// the whole frame first, and some refuse a buffer below 256.
const PAD_ANSWER_MAX: usize = 512;

/// Longest wait for the first answer of a card. It is to SELECT, which takes milliseconds: a card
/// that is silent so long is mute, whatever it answered to the reset.
const FIRST_ANSWER: Duration = Duration::from_secs(5);

/// Longest wait for a later one. The longest is a certificate of two kilobytes, read at once at the
/// slowest rate of a contact reader (9600 bit/s): three seconds.
const ANSWER: Duration = Duration::from_secs(10);

/// Longest wait for the worker to end transaction and connection.
const END: Duration = Duration::from_secs(3);

/// The same for who wants to stop, and waits for no slow card. Without any wait the program would
/// end with its transaction open, and then pcscd resets the card: what another program verified
/// would be lost.
const MOMENT: Duration = Duration::from_secs(1);

pub(super) struct PcscConnection {
    line: Option<Line>,
    /// Why the line was left, where it was.
    left: Option<Error>,
    reader: String,
    atr: Vec<u8>,
    features: Features,
    pad: Pad,
    /// The wish to stop, which ends a read as long as no secret is out.
    interrupts: Interrupts,
    /// Whether the card has answered at all.
    has_spoken: bool,
    /// Whether a secret may have reached the card: from then on each command is waited for to its
    /// end.
    secret_is_out: bool,
    /// Whether the card may have verified a PIN within this transaction.
    verifies: bool,
}

/// The transaction, shared with the worker that began it. Dropped before the worker is let go, so
/// that the worker ends it.
struct Line {
    held: Arc<Held>,
    reads: Sender<Read>,
    ended: Receiver<Infallible>,
}

impl Line {
    /// Lets the worker end transaction and connection, and waits for it.
    fn end(self, leave: Leave, limit: Duration) {
        let Line { held, reads, ended } = self;
        if leave == Leave::Reset {
            held.reset_at_end();
        }
        drop(held);
        drop(reads);
        // Nothing is ever sent: the worker closes it. One that a hanging service keeps is left.
        let _ = ended.recv_timeout(limit);
    }
}

impl PcscConnection {
    pub(super) fn new(
        opened: Opened,
        reader: &str,
        features: Features,
        interrupts: Interrupts,
    ) -> Self {
        let Opened {
            held,
            atr,
            reads,
            ended,
            ..
        } = opened;
        Self {
            line: Some(Line { held, reads, ended }),
            left: None,
            reader: reader.to_owned(),
            atr,
            pad: Pad::of(reader, &features),
            features,
            interrupts,
            has_spoken: false,
            secret_is_out: false,
            verifies: false,
        }
    }

    fn line(&self) -> Result<&Line, Error> {
        self.line.as_ref().ok_or_else(|| match &self.left {
            Some(why) => why.clone(),
            None => self.broken("closed"),
        })
    }

    fn broken(&self, detail: &str) -> Error {
        Error::Broken {
            reader: self.reader.clone(),
            detail: detail.to_owned(),
        }
    }

    /// Lets the worker send a command without a secret, and waits for the answer: not for ever, and
    /// not for somebody who wants to stop. A line that was left stays so: its worker ends the
    /// transaction when it comes back.
    fn read(&mut self, command: &Command) -> Result<Response, Error> {
        let (answer, answered) = channel();
        let command = command.encode().to_vec();
        if self.line()?.reads.send(Read { command, answer }).is_err() {
            return Err(self.broken("the worker ended"));
        }
        let limit = if self.has_spoken {
            ANSWER
        } else {
            FIRST_ANSWER
        };
        match self.wait(&answered, limit) {
            Ok(answer) => {
                self.has_spoken |= answer.is_ok();
                answer
            }
            Err(why) => {
                // Silence says nothing of the card where the service keeps it.
                let why = match why {
                    Error::Mute(_) if service::hangs() => Error::ServiceHangs,
                    why => why,
                };
                if let Some(line) = self.line.take() {
                    let is_slow = why != Error::Interrupted;
                    line.end(Leave::AsIs, if is_slow { Duration::ZERO } else { MOMENT });
                }
                self.left = Some(why.clone());
                Err(why)
            }
        }
    }

    fn wait<T>(&self, answered: &Receiver<T>, limit: Duration) -> Result<T, Error> {
        let began = Instant::now();
        loop {
            match answered.recv_timeout(SLICE) {
                Ok(answer) => return Ok(answer),
                Err(RecvTimeoutError::Disconnected) => return Err(self.broken("the worker ended")),
                Err(RecvTimeoutError::Timeout) if self.interrupts.raised() => {
                    return Err(Error::Interrupted);
                }
                Err(RecvTimeoutError::Timeout) if began.elapsed() >= limit => {
                    return Err(Error::Mute(self.reader.clone()));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }
}

impl Connection for PcscConnection {
    fn transmit(&mut self, command: &Command) -> Result<Response, Error> {
        self.verifies |= is_verify(command.header());
        self.secret_is_out |= command.is_secret() || command.header().carries_secret();
        if !self.secret_is_out {
            return self.read(command);
        }
        self.line()?.held.transmit(&command.encode())
    }

    fn atr(&self) -> &[u8] {
        &self.atr
    }

    fn pin_pad(&mut self) -> Option<&mut dyn PinPad> {
        if self.pad.exists() { Some(self) } else { None }
    }

    fn finish(mut self: Box<Self>, leave: Leave) {
        if let Some(line) = self.line.take() {
            line.end(leave, END);
        }
    }
}

impl PinPad for PcscConnection {
    fn pad(&self) -> &Pad {
        &self.pad
    }

    fn perform(&mut self, order: &PadOrder) -> Result<PadAnswer, Error> {
        // The reader's own control code: the order may come from another reader of the same kind.
        let Some(code) = self.features.pad_code(order.changes()) else {
            return Ok(PadAnswer::Unsupported);
        };
        self.verifies |= is_verify(order.header());
        self.secret_is_out = true;
        let held = &self.line()?.held;
        let mut answer = [0; PAD_ANSWER_MAX];
        let Some(length) = held.control(code, order.octets(), &mut answer)? else {
            return Ok(PadAnswer::Unsupported);
        };
        PadAnswer::read(answer.get(..length).unwrap_or_default())
            .ok_or_else(|| self.broken(&format!("the PIN pad answered {length} octets")))
    }
}

impl Drop for PcscConnection {
    fn drop(&mut self) {
        // A PIN that nobody took back, because `finish` was never reached, is taken back by a
        // reset.
        if let Some(line) = self.line.take() {
            let leave = if self.verifies {
                Leave::Reset
            } else {
                Leave::AsIs
            };
            line.end(leave, END);
        }
    }
}

/// VERIFY. Of another class the same instruction is GET PIN STATUS, which leaves nothing behind.
const fn is_verify(header: Header) -> bool {
    header.cla & 0x80 == 0 && header.ins == 0x20
}

#[cfg(test)]
mod tests {
    use apdu::PinCommand;

    use super::*;

    #[test]
    fn only_verify_is_taken_for_verify() {
        assert!(is_verify(PinCommand::verify(0x01).header()));
        assert!(!is_verify(PinCommand::change_reference_data(0x01).header()));
        assert!(!is_verify(Command::new(0x80, 0x20, 0x00, 0x01).header()));
    }
}
