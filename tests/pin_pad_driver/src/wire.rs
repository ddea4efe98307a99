//! Frames on unix sockets, and the card behind one.
//!
//! A frame is its length in two octets, big endian, and that many octets. The card speaks vpcd's
//! protocol: one octet is power off (0), power on (1), reset (2) or "send your ATR" (4), anything
//! longer a command.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

/// Nothing a test does takes longer; the daemon must not hang when a test is gone.
const LIMIT: Duration = Duration::from_secs(60);

/// Writes one frame.
///
/// # Errors
/// What the socket said.
pub fn send(mut wire: &UnixStream, octets: &[u8]) -> io::Result<()> {
    let length = u16::try_from(octets.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
    wire.write_all(&[&length.to_be_bytes(), octets].concat())
}

/// Reads one frame.
///
/// # Errors
/// What the socket said.
pub fn receive(mut wire: &UnixStream) -> io::Result<Vec<u8>> {
    let mut length = [0; 2];
    wire.read_exact(&mut length)?;
    let mut octets = vec![0; usize::from(u16::from_be_bytes(length))];
    wire.read_exact(&mut octets)?;
    Ok(octets)
}

/// Connects with a limit on every read.
///
/// # Errors
/// Nobody listens.
pub fn connect(path: &Path) -> io::Result<UnixStream> {
    let wire = UnixStream::connect(path)?;
    wire.set_read_timeout(Some(LIMIT))?;
    Ok(wire)
}

/// The card in a slot, if any.
#[derive(Debug, Default)]
pub struct Card {
    wire: Option<UnixStream>,
    /// Answer to the last reset.
    pub atr: Vec<u8>,
}

impl Card {
    /// Whether there is a card. One that was pulled is reported as gone once before another is
    /// looked for.
    pub fn is_present(&mut self, socket: &Path) -> bool {
        let Some(wire) = &self.wire else {
            self.wire = connect(socket).ok();
            return self.wire.is_some();
        };
        // Nothing is ever unread here: the end of the stream is all that a read can find.
        let read = wire
            .set_nonblocking(true)
            .and_then(|()| { wire }.read(&mut [0]));
        let there = matches!(&read, Err(error) if error.kind() == io::ErrorKind::WouldBlock);
        if !there || wire.set_nonblocking(false).is_err() {
            self.wire = None;
        }
        self.wire.is_some()
    }

    /// Power on (1) or reset (2); the answer to reset.
    ///
    /// # Errors
    /// The card is gone.
    pub fn power(&mut self, control: u8) -> io::Result<&[u8]> {
        self.say(&[control])?;
        self.atr = self.ask(&[4])?;
        Ok(&self.atr)
    }

    /// Power off.
    pub fn power_off(&mut self) {
        let _ = self.say(&[0]);
        self.atr.clear();
    }

    /// Sends a command.
    ///
    /// # Errors
    /// The card is gone.
    pub fn transmit(&mut self, command: &[u8]) -> io::Result<Vec<u8>> {
        // One octet would be a control.
        if command.len() < 4 {
            Err(io::ErrorKind::InvalidInput.into())
        } else {
            self.ask(command)
        }
    }

    fn say(&mut self, octets: &[u8]) -> io::Result<()> {
        let wire = self.wire.as_ref().ok_or(io::ErrorKind::NotConnected)?;
        let said = send(wire, octets);
        if said.is_err() {
            self.wire = None;
        }
        said
    }

    fn ask(&mut self, octets: &[u8]) -> io::Result<Vec<u8>> {
        self.say(octets)?;
        let wire = self.wire.as_ref().ok_or(io::ErrorKind::NotConnected)?;
        let answer = receive(wire);
        if answer.is_err() {
            self.wire = None;
        }
        answer
    }
}
