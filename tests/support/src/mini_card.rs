//! The least that vpcd takes for a card: an answer to reset, and 6D00 to every command. Proves the
//! harness only.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::thread::{self, JoinHandle};

const ATR: [u8; 5] = [0x3B, 0x80, 0x80, 0x01, 0x01];

/// A card in a slot of vpcd; dropped, it is pulled out.
pub struct MiniCard {
    wire: TcpStream,
    thread: Option<JoinHandle<()>>,
}

impl MiniCard {
    pub fn insert(port: u16) -> Self {
        let wire = TcpStream::connect(("127.0.0.1", port)).unwrap();
        let card_side = wire.try_clone().unwrap();
        let thread = thread::spawn(move || while answer(&card_side).is_ok() {});
        Self {
            wire,
            thread: Some(thread),
        }
    }
}

impl Drop for MiniCard {
    fn drop(&mut self) {
        let _ = self.wire.shutdown(Shutdown::Both);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// One message: its length in two octets, then a command, or one octet for power off (0), power on
/// (1), reset (2) or "send your ATR" (4), of which only the last wants an answer (vsmartcard,
/// virtualsmartcard/src/vpcd/vpcd.h).
fn answer(mut wire: &TcpStream) -> io::Result<()> {
    let mut length = [0; 2];
    pinlotse::system::host::tcp_quickack(wire)?;
    wire.read_exact(&mut length)?;
    let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
    pinlotse::system::host::tcp_quickack(wire)?;
    wire.read_exact(&mut message)?;
    let reply: &[u8] = match message.as_slice() {
        [0..=2] => return Ok(()),
        [4] => &ATR,
        _ => &[0x6D, 0x00],
    };
    let length = u16::try_from(reply.len()).unwrap_or_default().to_be_bytes();
    wire.write_all(&[&length, reply].concat())
}
