//! The virtual card of this process, behind the same door as a real one.
//!
//! A state file is a card that several processes may reach for: a transaction holds a lock beside
//! it, begins by reading the file and writes every persistent change before the answer is handed
//! on, as a card does.

mod stay;

use std::cell::{Cell, RefCell};
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use apdu::{Command, Response};

use super::{
    Connection, Error, Features, Leave, Obstacle, Patience, Presence, Readers, Slot, VirtualFault,
};
use crate::system::files::{self, Lock};
use crate::system::signals::Interrupts;
use crate::system::trouble::Trouble;
use crate::virtual_card;
use crate::virtual_card::{Source, VirtualCard};

pub use crate::virtual_card::Mishap;
use stay::{PULLED_FOR, Stay};

/// How often a wait for another process looks up.
const SLICE: Duration = Duration::from_millis(100);

/// Beginning of a reader's name that means a virtual card.
pub const PREFIX: &str = "virtual:";

/// Whether the name of a reader means a virtual card.
#[must_use]
pub fn is_meant_by(reader: &str) -> bool {
    reader.starts_with(PREFIX)
}

/// The state file that `text` names, where it names one and not a card that is fresh each time; by
/// its own name, whatever links lead to it, for the notes of the card lie beside it.
#[must_use]
pub fn state_file(text: &str) -> Option<PathBuf> {
    match Source::parse(text) {
        Source::State(path) => Some(files::behind_link(&path).unwrap_or(path)),
        Source::Profile(_) | Source::Image(_) => None,
    }
}

/// What is locked by whoever is at the card of a state file.
///
/// # Errors
/// Where the file really lies cannot be told.
pub fn lock_of(state: &Path) -> io::Result<PathBuf> {
    let state = files::behind_link(state)?;
    Ok(files::with_suffix(&state, ".lock"))
}

/// One reader with one virtual card.
pub struct EmbeddedReaders {
    name: String,
    card: Rc<RefCell<VirtualCard>>,
    state: Option<PathBuf>,
    stay: Rc<Cell<Stay>>,
}

impl EmbeddedReaders {
    /// Loads the card that `text` names: `hba`, `smcb`, a gematik card image or a state file.
    ///
    /// # Errors
    /// [`Error::VirtualCard`].
    pub fn open(text: &str) -> Result<Self, Error> {
        let source = Source::parse(text);
        let mut readers = Self::holding(&format!("{PREFIX}{text}"), load(&source)?);
        if let Source::State(path) = source {
            readers.state = Some(path);
        }
        Ok(readers)
    }

    /// A reader that holds `card`, which lives as long as the reader.
    #[must_use]
    pub fn holding(name: &str, mut card: VirtualCard) -> Self {
        card.power_on();
        Self {
            name: name.to_owned(),
            card: Rc::new(RefCell::new(card)),
            state: None,
            stay: Rc::new(Cell::new(Stay::In)),
        }
    }

    /// The same with a card that something befell, or will.
    #[must_use]
    pub fn after(self, mishap: Option<Mishap>) -> Self {
        if let Some(mishap) = mishap {
            let mut card = self.card.borrow_mut();
            mishap.befall(&mut card);
            card.power_on();
        }
        self.stay.set(Stay::of(mishap));
        self
    }

    /// The card, for those who want to see what became of it.
    #[must_use]
    pub fn card(&self) -> Rc<RefCell<VirtualCard>> {
        Rc::clone(&self.card)
    }

    /// Holds off other processes; `None` without a state file.
    fn lock(&self, patience: &mut dyn Patience) -> Result<Option<Lock>, Error> {
        let Some(path) = &self.state else {
            return Ok(None);
        };
        let unlockable = |error: io::Error| {
            Error::VirtualCard(VirtualFault::File {
                path: path.display().to_string(),
                trouble: Trouble::of(&error),
            })
        };
        let lock = lock_of(path).map_err(unlockable)?;
        loop {
            match files::lock(&lock, Duration::ZERO, &Interrupts::none()) {
                Ok(lock) => return Ok(Some(lock)),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(unlockable(error)),
            }
            if !patience.go_on(Obstacle::Busy) {
                return Err(Error::Busy(self.name.clone()));
            }
            std::thread::sleep(SLICE);
        }
    }
}

fn load(source: &Source) -> Result<VirtualCard, Error> {
    VirtualCard::load(source).map_err(|error| Error::VirtualCard(fault(&error)))
}

/// Why a virtual card could not be loaded or saved, for those who do not know its room.
#[must_use]
pub fn fault(error: &virtual_card::Error) -> VirtualFault {
    match error {
        virtual_card::Error::Io { path, source, .. } => VirtualFault::File {
            path: path.display().to_string(),
            trouble: Trouble::of(source),
        },
        virtual_card::Error::Malformed {
            path,
            line,
            expectation,
        } => VirtualFault::Malformed {
            path: path.display().to_string(),
            line: *line,
            detail: expectation.clone(),
        },
    }
}

impl Readers for EmbeddedReaders {
    fn list(&mut self) -> Result<Vec<Slot>, Error> {
        let stay = self.stay.get();
        self.stay.set(stay.looked_at());
        let presence = if stay.is_in() {
            Presence::Card
        } else {
            Presence::Empty
        };
        Ok(vec![Slot {
            name: self.name.clone(),
            presence,
            changes: stay.changes(),
        }])
    }

    fn begin(
        &mut self,
        reader: &str,
        patience: &mut dyn Patience,
    ) -> Result<Box<dyn Connection>, Error> {
        if reader != self.name {
            return Err(Error::NoSuchReader(reader.to_owned()));
        }
        if !self.stay.get().is_in() {
            return Err(Error::NoCard(reader.to_owned()));
        }
        let lock = self.lock(patience)?;
        if let Some(path) = &self.state {
            let mut card = load(&Source::State(path.clone()))?;
            card.power_on();
            self.card.replace(card);
        }
        let atr = self.card.borrow().atr().to_vec();
        let (card, state) = (Rc::clone(&self.card), self.state.clone());
        Ok(Box::new(EmbeddedConnection {
            name: self.name.clone(),
            card,
            state,
            stay: Rc::clone(&self.stay),
            atr,
            _lock: lock,
        }))
    }

    fn features(&mut self, _reader: &str) -> Features {
        // No wire limits it.
        Features::of_any_length()
    }

    fn wait_for_change(&mut self, _known: &[Slot], limit: Duration) -> Result<(), Error> {
        if self.stay.get().is_in() {
            std::thread::sleep(limit);
        } else {
            std::thread::sleep(limit.min(PULLED_FOR));
            self.stay.set(Stay::Back);
        }
        Ok(())
    }

    fn is_virtual(&self) -> bool {
        true
    }
}

struct EmbeddedConnection {
    name: String,
    stay: Rc<Cell<Stay>>,
    card: Rc<RefCell<VirtualCard>>,
    state: Option<PathBuf>,
    atr: Vec<u8>,
    _lock: Option<Lock>,
}

/// CHANGE REFERENCE DATA (gemSpec_COS N073.300).
const fn is_change(command: &Command) -> bool {
    command.header().ins == 0x24
}

impl Connection for EmbeddedConnection {
    fn transmit(&mut self, command: &Command) -> Result<Response, Error> {
        let is_out = || Error::Removed(self.name.clone());
        if !self.stay.get().is_in() {
            return Err(is_out());
        }
        let mut card = self.card.borrow_mut();
        let before = card.persistent_revision();
        // Through the octets, as over a wire.
        let response = Response::decode(&card.transmit(&command.encode()));
        if self.stay.get() == Stay::UntilSecret && is_change(command) {
            self.stay.set(Stay::pulled());
            card.power_on();
            return Err(is_out());
        }
        if let Some(path) = &self.state
            && card.persistent_revision() != before
        {
            card.save(path)
                .map_err(|error| Error::VirtualCard(fault(&error)))?;
        }
        response.map_err(|short| Error::VirtualCard(VirtualFault::Words(short.to_string())))
    }

    fn atr(&self) -> &[u8] {
        &self.atr
    }

    fn finish(self: Box<Self>, leave: Leave) {
        if leave == Leave::Reset {
            self.card.borrow_mut().reset();
        }
    }
}
