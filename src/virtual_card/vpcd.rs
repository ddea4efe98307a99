//! Serves a virtual card to vpcd, the virtual reader driver of pcscd (vsmartcard): the card dials
//! out.
//!
//! Every message is a length (2 octets, big endian) and that many octets. One octet is a control:
//! 00 power off, 01 power on, 02 reset, 04 get ATR; only the last is answered. Anything longer is a
//! command APDU and always answered.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use apdu::SecretOctets;
use zeroize::Zeroize;

use super::card::VirtualCard;
use crate::system::host::tcp_quickack;

/// Where vpcd listens if nobody says otherwise.
pub const DEFAULT_ADDRESS: &str = "127.0.0.1:35963";

const POWER_OFF: u8 = 0x00;
const POWER_ON: u8 = 0x01;
const RESET: u8 = 0x02;
const GET_ATR: u8 = 0x04;

/// No precise diagnosis.
const NO_DIAGNOSIS: [u8; 2] = [0x6F, 0x00];
/// How long a read waits before `stop` is asked again.
const SLICE: Duration = Duration::from_millis(100);
/// How long vpcd may take to accept an answer.
const WRITE_LIMIT: Duration = Duration::from_secs(10);
/// How long dialling may take per address.
const DIAL_LIMIT: Duration = Duration::from_secs(5);

/// A connection to vpcd whose reads return every 100 ms.
#[derive(Debug)]
pub struct Connection(TcpStream);

/// Dials vpcd, e.g. at [`DEFAULT_ADDRESS`].
///
/// # Errors
/// What dialling the last address of `address` answered.
pub fn connect(address: impl ToSocketAddrs) -> io::Result<Connection> {
    // A name without an address.
    let mut last = io::Error::from(ErrorKind::AddrNotAvailable);
    for address in address.to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, DIAL_LIMIT) {
            Ok(stream) => return Connection::new(stream),
            Err(error) => last = error,
        }
    }
    Err(last)
}

impl Connection {
    /// Takes over a connected socket.
    ///
    /// # Errors
    /// When the operating system refuses one of the socket options.
    pub fn new(stream: TcpStream) -> io::Result<Self> {
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(SLICE))?;
        stream.set_write_timeout(Some(WRITE_LIMIT))?;
        Ok(Self(stream))
    }
}

impl Read for Connection {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // vpcd writes length and payload apart: with a delayed acknowledgement each APDU takes 44
        // ms. A refusal costs time, nothing else.
        let _ = tcp_quickack(&self.0);
        self.0.read(buffer)
    }
}

impl Write for Connection {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.0.write(octets)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Serves `card` until vpcd closes the connection or `stop` says so; it is asked whenever a read
/// times out and after every message, so `stream` should have a read time-out. `on_change` is
/// called before the answer leaves whenever something persistent has changed, and on no other
/// occasion.
///
/// # Errors
/// What `stream` or `on_change` answered; the answer to the command has then not left. The
/// connection closed in the middle of a message is [`ErrorKind::UnexpectedEof`].
pub fn serve(
    card: &mut VirtualCard,
    mut stream: impl Read + Write,
    stop: &dyn Fn() -> bool,
    on_change: &mut dyn FnMut(&VirtualCard) -> io::Result<()>,
) -> io::Result<()> {
    let mut saved = card.persistent_revision();
    loop {
        let mut length = [0; 2];
        if !fill(&mut stream, &mut length, stop, true)? {
            return Ok(());
        }
        let mut message = Message(vec![0; usize::from(u16::from_be_bytes(length))]);
        if !fill(&mut stream, &mut message.0, stop, false)? {
            return Ok(());
        }
        let answer = answer(card, &message.0);
        if card.persistent_revision() != saved {
            on_change(card)?;
            saved = card.persistent_revision();
        }
        if let Some(answer) = answer {
            send(&mut stream, &answer)?;
        }
        if stop() {
            return Ok(());
        }
    }
}

/// A received message, wiped on drop: it may hold PIN blocks.
struct Message(Vec<u8>);

impl Drop for Message {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// Octets of the answer; controls other than "get ATR", known or not, have none.
fn answer(card: &mut VirtualCard, message: &[u8]) -> Option<Vec<u8>> {
    match message {
        [] => None,
        [POWER_OFF] => {
            card.power_off();
            None
        }
        [POWER_ON] => {
            card.power_on();
            None
        }
        [RESET] => {
            card.reset();
            None
        }
        [GET_ATR] => Some(card.atr().to_vec()),
        [_] => None,
        command => Some(card.transmit(command)),
    }
}

/// Length and octets in one write: two would wait for each other's acknowledgement. An answer that
/// the length field cannot hold is 6F00, never cut.
fn send(stream: &mut impl Write, answer: &[u8]) -> io::Result<()> {
    let (length, answer) = match u16::try_from(answer.len()) {
        Ok(length) => (length, answer),
        Err(_) => (2, NO_DIAGNOSIS.as_slice()),
    };
    let mut frame = SecretOctets::with_capacity(2 + answer.len());
    frame.extend(&length.to_be_bytes());
    frame.extend(answer);
    stream.write_all(&frame)?;
    stream.flush()
}

/// Fills `buffer` across time-outs. `false`: asked to stop, or closed where a message may end.
fn fill(
    stream: &mut impl Read,
    buffer: &mut [u8],
    stop: &dyn Fn() -> bool,
    between_messages: bool,
) -> io::Result<bool> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match stream.read(rest) {
            Ok(0) if between_messages && filled == 0 => return Ok(false),
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(count) => filled += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            // Unix and Windows name a time-out differently. What has arrived of a message stays.
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                if stop() {
                    return Ok(false);
                }
            }
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}
