//! A transaction on a card behind the service, and the PIN pad of its reader.

use apdu::{Command, Header, Response};
use pcsc::Disposition;

use super::super::pin_pad::{Pad, PadAnswer, PadOrder, PinPad};
use super::super::{Connection, Error, Features, Leave};
use super::explain::explain;
use super::worker::Held;

/// Longest response APDU: 65536 octets of data and the trailer.
const RESPONSE_MAX: usize = 65538;
/// Room for the answer of a pad. Two octets are meant to come, but drivers of TPDU readers write
/// the whole frame first, and some refuse a buffer below 256.
const PAD_ANSWER_MAX: usize = 512;

pub(super) struct PcscConnection {
    held: Option<Held>,
    reader: String,
    atr: Vec<u8>,
    receive: Vec<u8>,
    features: Features,
    pad: Pad,
    /// Whether the card may have verified a PIN within this transaction.
    verifies: bool,
}

impl PcscConnection {
    pub(super) fn new(held: Held, reader: &str, atr: Vec<u8>, features: Features) -> Self {
        let pad = Pad::of(reader, &features);
        let receive = vec![0; RESPONSE_MAX];
        Self {
            held: Some(held),
            reader: reader.to_owned(),
            atr,
            receive,
            features,
            pad,
            verifies: false,
        }
    }

    fn broken(&self, detail: impl ToString) -> Error {
        Error::Broken {
            reader: self.reader.clone(),
            detail: detail.to_string(),
        }
    }
}

impl Connection for PcscConnection {
    fn transmit(&mut self, command: &Command) -> Result<Response, Error> {
        let Some(held) = &self.held else {
            return Err(self.broken("closed"));
        };
        self.verifies |= is_verify(command.header());
        let octets = command.encode();
        let receive = &mut self.receive;
        let decoded =
            held.ask(|transaction| transaction.transmit(&octets, receive).map(Response::decode));
        match decoded {
            Ok(Ok(response)) => Ok(response),
            // A card pulled during a command may come back as success without octets (vpcd does
            // so).
            Ok(Err(short)) => Err(self.broken(short)),
            Err(error) => Err(explain(error, &self.reader)),
        }
    }

    fn atr(&self) -> &[u8] {
        &self.atr
    }

    fn pin_pad(&mut self) -> Option<&mut dyn PinPad> {
        if self.pad.exists() { Some(self) } else { None }
    }

    fn finish(mut self: Box<Self>, leave: Leave) {
        if let Some(held) = self.held.take() {
            held.let_go(match leave {
                Leave::AsIs => Disposition::LeaveCard,
                Leave::Reset => Disposition::ResetCard,
            });
        }
    }
}

impl PinPad for PcscConnection {
    fn pad(&self) -> &Pad {
        &self.pad
    }

    fn perform(&mut self, order: &PadOrder) -> Result<PadAnswer, Error> {
        let Some(held) = &self.held else {
            return Err(self.broken("closed"));
        };
        // The reader's own control code: the order may come from another reader of the same kind.
        let Some(code) = self.features.pad_code(order.changes()) else {
            return Ok(PadAnswer::Unsupported);
        };
        self.verifies |= is_verify(order.header());
        let mut answer = [0; PAD_ANSWER_MAX];
        let code = code as pcsc::ffi::DWORD;
        match held.ask(|transaction| transaction.control(code, order.octets(), &mut answer)) {
            Ok(octets) => PadAnswer::read(octets).ok_or_else(|| {
                self.broken(format!("the PIN pad answered {} octets", octets.len()))
            }),
            Err(pcsc::Error::UnsupportedFeature) => Ok(PadAnswer::Unsupported),
            Err(error) => Err(explain(error, &self.reader)),
        }
    }
}

impl Drop for PcscConnection {
    fn drop(&mut self) {
        // Dropping a `pcsc::Card` would reset it. That is for a PIN that nobody took back: `finish`
        // was never reached.
        if let Some(held) = self.held.take() {
            held.let_go(if self.verifies {
                Disposition::ResetCard
            } else {
                Disposition::LeaveCard
            });
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
