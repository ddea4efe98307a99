//! A virtual card that a test serves to a slot of vpcd itself, so that it can look at the card,
//! pull it at any command, let it think, and put it in again.
//!
//! Only the card is the product's own; the wire is spoken here, because the product's server knows
//! no mishaps.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use pinlotse::virtual_card::{Source, TransportStatus, VirtualCard};

use super::wait_for;

/// CLA and INS.
pub type Instruction = [u8; 2];
pub const VERIFY: Instruction = [0x00, 0x20];
pub const CHANGE_REFERENCE_DATA: Instruction = [0x00, 0x24];
pub const RESET_RETRY_COUNTER: Instruction = [0x00, 0x2C];
pub const READ_BINARY: Instruction = [0x00, 0xB0];
pub const GET_PIN_STATUS: Instruction = [0x80, 0x20];

/// What happens, once, at a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mishap {
    /// The card is gone before it sees the command.
    PullBefore,
    /// The card acts on the command; then it is gone and the answer with it.
    PullAfter,
    /// The card acts at once and answers later.
    AnswerAfter(Duration),
    /// The card acts, and something else comes back.
    ActAndAnswer(&'static [u8]),
    /// The card does nothing, and this comes back.
    OnlyAnswer(&'static [u8]),
    /// The card does nothing and answers 6F00, later.
    FailAfter(Duration),
}

/// A card with all that is known of it; it stays the same over any number of insertions.
pub struct ServedCard {
    inner: Arc<Inner>,
    inserted: Mutex<Option<Inserted>>,
}

struct Inner {
    card: Mutex<VirtualCard>,
    seen: Mutex<Vec<[u8; 4]>>,
    mishaps: Mutex<Vec<Planned>>,
    /// Ends whatever the card thinks about.
    pulled: AtomicBool,
}

struct Planned {
    at: Instruction,
    /// How many such commands pass first.
    pass: usize,
    mishap: Mishap,
}

struct Inserted {
    wire: TcpStream,
    thread: JoinHandle<()>,
}

fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl ServedCard {
    pub fn new(source: &Source) -> Self {
        let card = VirtualCard::load(source).unwrap_or_else(|error| panic!("{source:?}: {error}"));
        let inner = Inner {
            card: Mutex::new(card),
            seen: Mutex::default(),
            mishaps: Mutex::default(),
            pulled: AtomicBool::new(false),
        };
        Self {
            inner: Arc::new(inner),
            inserted: Mutex::default(),
        }
    }

    /// Puts the card into the slot behind a port of vpcd. pcscd sees it within its 400 ms.
    pub fn insert(&self, port: u16) {
        self.pull();
        self.inner.pulled.store(false, Ordering::SeqCst);
        hold(&self.inner.card).power_off();
        let wire = TcpStream::connect(("127.0.0.1", port)).unwrap();
        wire.set_nodelay(true).unwrap();
        let (inner, card_side) = (Arc::clone(&self.inner), wire.try_clone().unwrap());
        let thread = thread::spawn(move || {
            while inner.answer(&card_side).is_ok() {}
            let _ = card_side.shutdown(Shutdown::Both);
        });
        *hold(&self.inserted) = Some(Inserted { wire, thread });
    }

    /// Pulls the card. pcscd sees it within its 400 ms; what is sent meanwhile goes nowhere.
    pub fn pull(&self) {
        if let Some(Inserted { wire, thread }) = hold(&self.inserted).take() {
            self.inner.pulled.store(true, Ordering::SeqCst);
            let _ = wire.shutdown(Shutdown::Both);
            let _ = thread.join();
        }
    }

    /// Plans a mishap for the next such command.
    pub fn at(&self, at: Instruction, mishap: Mishap) {
        self.at_later(at, 0, mishap);
    }

    /// The same after `pass` such commands that go well.
    pub fn at_later(&self, at: Instruction, pass: usize, mishap: Mishap) {
        hold(&self.inner.mishaps).push(Planned { at, pass, mishap });
    }

    /// Headers of all commands so far, whether or not the card acted on them.
    pub fn seen(&self) -> Vec<[u8; 4]> {
        hold(&self.inner.seen).clone()
    }

    pub fn count(&self, instruction: Instruction) -> usize {
        self.seen()
            .iter()
            .filter(|header| header.starts_with(&instruction))
            .count()
    }

    /// How many commands with a PIN in them reached the card.
    pub fn secrets_seen(&self) -> usize {
        [VERIFY, CHANGE_REFERENCE_DATA, RESET_RETRY_COUNTER]
            .map(|instruction| self.count(instruction))
            .iter()
            .sum()
    }

    pub fn wait_until_seen(&self, instruction: Instruction, times: usize) {
        let came = wait_for(|| (self.count(instruction) >= times).then_some(()));
        assert!(
            came.is_some(),
            "{instruction:02X?} never came {times} times: {:02X?}",
            self.seen()
        );
    }

    pub fn with<T>(&self, look: impl FnOnce(&mut VirtualCard) -> T) -> T {
        look(&mut hold(&self.inner.card))
    }

    pub fn iccsn(&self) -> String {
        self.with(|card| card.iccsn()).unwrap()
    }

    /// Whether the PIN is in transport state, and its tries left.
    pub fn pin(&self, name: &str) -> (bool, u8) {
        self.with(|card| {
            let pin = card
                .passwords()
                .find(|pin| pin.name == name)
                .unwrap_or_else(|| panic!("no {name}"));
            (
                pin.transport_status == TransportStatus::TransportPin,
                pin.retry_counter,
            )
        })
    }

    /// What VERIFY of these digits answers on a copy of the card: the card itself neither counts
    /// nor remembers it.
    pub fn would_accept(&self, name: &str, digits: &str) -> bool {
        let folder = super::temp::Temp::new();
        let path = folder.join("card");
        self.with(|card| card.save(&path)).unwrap();
        let mut copy = VirtualCard::load(&Source::State(path)).unwrap();
        copy.power_on();
        let reference = self.with(|card| {
            card.passwords()
                .find(|pin| pin.name == name)
                .unwrap()
                .reference
        });
        if reference & 0x80 != 0 {
            assert_eq!(
                copy.transmit(&hex::decode("00A4040C06D27600006601").unwrap()),
                [0x90, 0x00]
            );
        }
        let mut command = vec![0x00, 0x20, 0x00, reference, 0x08];
        command.extend(
            apdu::Pin::from_digits(digits.as_bytes())
                .unwrap()
                .block()
                .octets(),
        );
        copy.transmit(&command) == [0x90, 0x00]
    }
}

impl Drop for ServedCard {
    fn drop(&mut self) {
        self.pull();
    }
}

impl Inner {
    fn answer(&self, wire: &TcpStream) -> io::Result<()> {
        let mut length = [0; 2];
        read(wire, &mut length)?;
        let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
        read(wire, &mut message)?;
        match message.as_slice() {
            [0] => hold(&self.card).power_off(),
            [1 | 2] => {
                hold(&self.card).power_on();
            }
            [4] => reply(wire, hold(&self.card).atr())?,
            command => reply(wire, &self.act(command)?)?,
        }
        Ok(())
    }

    fn act(&self, command: &[u8]) -> io::Result<Vec<u8>> {
        if let Some(header) = command.first_chunk() {
            hold(&self.seen).push(*header);
        }
        let pulled = || io::Error::from(io::ErrorKind::ConnectionAborted);
        let act = || hold(&self.card).transmit(command);
        match self.due(command) {
            None => Ok(act()),
            Some(Mishap::PullBefore) => Err(pulled()),
            Some(Mishap::PullAfter) => {
                act();
                Err(pulled())
            }
            Some(Mishap::AnswerAfter(time)) => {
                let answer = act();
                self.think(time);
                Ok(answer)
            }
            Some(Mishap::ActAndAnswer(answer)) => {
                act();
                Ok(answer.to_vec())
            }
            Some(Mishap::OnlyAnswer(answer)) => Ok(answer.to_vec()),
            Some(Mishap::FailAfter(time)) => {
                self.think(time);
                Ok(vec![0x6F, 0x00])
            }
        }
    }

    /// Thinks so long, or until the card is pulled.
    fn think(&self, time: Duration) {
        let began = Instant::now();
        while began.elapsed() < time && !self.pulled.load(Ordering::SeqCst) {
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn due(&self, command: &[u8]) -> Option<Mishap> {
        let mut mishaps = hold(&self.mishaps);
        let index = mishaps
            .iter()
            .position(|planned| command.starts_with(&planned.at))?;
        match mishaps[index].pass.checked_sub(1) {
            Some(fewer) => {
                mishaps[index].pass = fewer;
                None
            }
            None => Some(mishaps.remove(index).mishap),
        }
    }
}

fn read(mut wire: &TcpStream, buffer: &mut [u8]) -> io::Result<()> {
    pinlotse::system::host::tcp_quickack(wire)?;
    wire.read_exact(buffer)
}

fn reply(mut wire: &TcpStream, answer: &[u8]) -> io::Result<()> {
    let length = u16::try_from(answer.len())
        .unwrap_or_default()
        .to_be_bytes();
    wire.write_all(&[&length[..], answer].concat())
}
