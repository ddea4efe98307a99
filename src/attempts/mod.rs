//! What this PC noted of the tries of a card's secrets.
//!
//! A card in transport state hides its retry counter (62C1), so a second person, or the same one
//! next week, cannot see that two of three tries are gone. This room remembers: an attempt is noted
//! and synced *before* the secret leaves, and closed with what the card answered. Whatever ends the
//! program in between leaves the attempt open, and an open attempt counts as a spent try.
//!
//! The notes only ever make the tool more careful. They know this user on this PC; the card's own
//! word replaces them. They hold salted hashes instead of card numbers, which keeps the numbers out
//! of sight but not secret, so the file is its owner's only and never part of a report.
//!
//! This room must not know: digits of any secret, readers, cards, status words, sentences for
//! people.

mod beside;
mod error;
mod last_failure;
mod record;
mod secret;
mod settle;
mod store;
#[cfg(test)]
mod tests;
mod view;

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

pub use error::{Error, ErrorKind};
pub use last_failure::LastFailure;
pub use secret::Secret;
pub use store::Gate;
pub use view::View;

use crate::pins::PinKey;
use crate::system::clock::seconds_since_epoch;
use crate::system::files::Access;
use crate::system::signals::Interrupts;
use beside::Beside;
use record::{Entry, Part, Record, State};
use store::Store;

/// The notes of one user on one PC, or of one run.
#[derive(Debug)]
pub struct Notes {
    store: Store,
    /// What is only read.
    beside: Beside,
    apart: Option<Apart>,
}

/// Notes of cards that are none, in a place of their own.
#[derive(Debug)]
struct Apart {
    store: Store,
    /// Whether a number is that of such a card.
    is_one: fn(&str) -> bool,
}

/// An attempt that is noted as open. Dropping it leaves it open, as a crash would: that is the
/// point.
#[must_use = "an attempt that is never ended counts as a spent try"]
pub struct Attempt {
    /// Kept whole, not as a hash: the file may get another salt before the end.
    iccsn: String,
    secret: Secret,
    number: u64,
    begun: i64,
    before: Before,
}

/// What is known before an attempt.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Before {
    /// Wrong tries elsewhere that the person stated.
    pub stated: u8,
    /// Whether the card still holds the Transport-PIN, and it is what is tried.
    pub transport: bool,
}

/// How an attempt ended, by the answer of the command that carried the secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// 9000. Restores the PIN's counter; of a PUK, too, it clears the notes of its PIN.
    Right,
    /// No answer says so, but the card left the transport state: there is one way out of it. As
    /// long as nothing contradicts that, the attempt does not count.
    TakenAsRight,
    /// 63Cx: tries (PIN) or uses (PUK) the card names as left, 0 to 15.
    Wrong(u8),
    /// The secret was wrong, and nobody names what is left: so it is at a card terminal.
    WrongUncounted,
    /// 6983: the card did not compare, the counter is at its end.
    Blocked,
    /// The reader showed that nothing was handed to the card (6400 to 6403).
    NotSent,
    /// Anything else, or no answer: stays open.
    Unknown,
}

/// What the card itself showed of a PIN (GET PIN STATUS).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// 63Cx: tries left.
    Tries(u8),
    /// 9000: verified, which says nothing of the counter.
    Verified,
    /// Any other state that is not the transport state.
    LeftTransport,
    /// 62C1: transport state, counter not readable.
    Hidden,
}

/// What `Notes::list` tells of one secret of a card whose number the notes do not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The same for all secrets of one card in this file; 8 hex digits of the salted hash.
    pub card: String,
    /// The secret.
    pub secret: Secret,
    /// Whether the card has shown another state than the transport state since: these notes do not
    /// count unless it shows that state again.
    pub settled: bool,
    /// Whether this user's notes hold it, and not those that are only read.
    pub own: bool,
    /// Its notes.
    pub view: View,
}

/// What was forgotten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forgotten {
    /// Cards whose notes are gone.
    pub cards: usize,
    /// Where a file that could not be understood was put instead of being read.
    pub set_aside: Option<PathBuf>,
}

/// What is noted of one card, as it was read.
pub struct OfCard<'i> {
    own: Option<Record>,
    beside: Vec<Record>,
    iccsn: &'i str,
}

impl OfCard<'_> {
    /// What is noted of one of its secrets.
    #[must_use]
    pub fn view(&self, secret: Secret) -> View {
        view_of(self.own.as_ref(), &self.beside, self.iccsn, secret)
    }
}

impl Notes {
    /// Notes in `path`. Nothing is read or written yet; a missing file is one without notes.
    #[must_use]
    pub fn open_file(path: PathBuf) -> Self {
        Self::at(Store::file(path, Access::Owner))
    }

    fn at(store: Store) -> Self {
        Self {
            store,
            beside: Beside::default(),
            apart: None,
        }
    }

    /// Notes of one of several users of a PC: in `folder` each `user` (a word for a file name)
    /// writes a file of its own and reads those of all. The file of these notes is read from now on,
    /// and no longer written.
    #[must_use]
    pub fn among_all(self, folder: &Path, user: &str) -> Self {
        let earlier = self.path().map(Path::to_path_buf);
        let beside = Beside::of(folder, user, earlier);
        Self {
            store: Store::file(beside.own().to_path_buf(), Access::AllMayRead),
            beside,
            ..self
        }
    }

    /// The same, but for cards whose number `is_one` picks out: what is tried at those never shows
    /// among the others, and is kept in `path`.
    #[must_use]
    pub fn with_apart(self, path: PathBuf, is_one: fn(&str) -> bool) -> Self {
        let store = Store::file(path, Access::Owner);
        let apart = Some(Apart { store, is_one });
        Self { apart, ..self }
    }

    /// Where the notes of a card are.
    fn of(&self, iccsn: &str) -> &Store {
        match &self.apart {
            Some(apart) if (apart.is_one)(iccsn) => &apart.store,
            _ => &self.store,
        }
    }

    fn of_mut(&mut self, iccsn: &str) -> &mut Store {
        match &mut self.apart {
            Some(apart) if (apart.is_one)(iccsn) => &mut apart.store,
            _ => &mut self.store,
        }
    }

    /// What is only read of a card. Of notes that are not kept, as far as it can be read.
    fn beside_of(&self, iccsn: &str) -> Result<Vec<Record>, Error> {
        match &self.apart {
            Some(apart) if (apart.is_one)(iccsn) => Ok(Vec::new()),
            _ => self.all_beside(),
        }
    }

    fn all_beside(&self) -> Result<Vec<Record>, Error> {
        match self.beside.records() {
            Err(_) if self.store.is_memory() => Ok(Vec::new()),
            records => records,
        }
    }

    /// Notes that end with this value: for a fresh virtual card.
    #[must_use]
    pub fn in_memory() -> Self {
        Self::at(Store::memory())
    }

    /// The same of what these notes hold; what is only read is read on, as far as it can be.
    #[must_use]
    pub fn forgetting(self) -> Self {
        let store = match self.path() {
            Some(path) => Store::memory_of(path),
            None => Store::memory(),
        };
        Self {
            store,
            beside: self.beside,
            apart: None,
        }
    }

    /// Notes without a place: nothing can be read or written, and every attempt to says so.
    #[must_use]
    pub fn nowhere() -> Self {
        Self::at(Store::Nowhere)
    }

    /// Whether notes can be read and written now.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self) -> Result<(), Error> {
        self.all_beside()?;
        self.store.check()
    }

    /// The file, if there is one behind these notes.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.store.path()
    }

    /// Waits until no other process of this user is between gate and read-back with the card
    /// `iccsn`, for at most `patience` and until `interrupts` is raised, and keeps others out while
    /// the guard lives. Other cards are free. In memory there are no others.
    ///
    /// # Errors
    /// [`ErrorKind::GateTaken`] while another process is there; otherwise why there is no lock to
    /// be had.
    pub fn lock_for_gate(
        &self,
        iccsn: &str,
        patience: Duration,
        interrupts: &Interrupts,
    ) -> Result<Gate, Error> {
        self.of(iccsn).lock_for_gate(iccsn, patience, interrupts)
    }

    /// What is noted of one secret of the card `iccsn` (its digits).
    ///
    /// # Errors
    /// [`Error`] when there are notes that cannot be read: then nothing is known, which is not "no
    /// tries spent".
    pub fn view(&self, iccsn: &str, secret: Secret) -> Result<View, Error> {
        Ok(self.of_card(iccsn)?.view(secret))
    }

    /// All that is noted of the card `iccsn`, read once.
    ///
    /// # Errors
    /// As of [`view`](Notes::view).
    pub fn of_card<'i>(&self, iccsn: &'i str) -> Result<OfCard<'i>, Error> {
        let beside = self.beside_of(iccsn)?;
        let own = self.of(iccsn).load()?;
        Ok(OfCard { own, beside, iccsn })
    }

    /// Notes an attempt as open, on the disk before this returns. Only then may the secret leave.
    /// `_gate` is held until the read-back, so that no attempt of another process falls between
    /// attempt and answer; only where a person is waited for at a PIN pad it is not, and the
    /// transaction alone keeps others from the card.
    ///
    /// `shown` is what [`view`](Notes::view) said when it was decided that the try may be made;
    /// while a person types, another process may have spent one.
    ///
    /// # Errors
    /// [`ErrorKind::Overtaken`] when the notes are no longer what was shown; otherwise why the note
    /// did not reach the disk. The old notes are kept.
    pub fn begin(
        &mut self,
        _gate: &Gate,
        iccsn: &str,
        secret: Secret,
        shown: &View,
        before: Before,
    ) -> Result<Attempt, Error> {
        let begun = seconds_since_epoch(SystemTime::now());
        let beside = self.beside_of(iccsn)?;
        if self
            .of(iccsn)
            .differs_by_now(|record| view_of(record, &beside, iccsn, secret))
        {
            return Err(Error::new(Path::new(""), ErrorKind::Overtaken));
        }
        let number = self.of_mut(iccsn).change(|record| {
            if view_of(Some(record), &beside, iccsn, secret) != *shown {
                return Err(ErrorKind::Overtaken);
            }
            let number = record.take_number();
            let entries = record.counting_mut(iccsn, secret);
            entries.retain(|entry| entry.state != State::NotSent);
            let Before { stated, transport } = before;
            entries.push(Entry {
                number,
                begun,
                state: State::Open,
                stated,
                transport,
            });
            Ok(number)
        })?;
        Ok(Attempt {
            iccsn: iccsn.to_owned(),
            secret,
            number,
            begun,
            before,
        })
    }

    /// Closes an attempt.
    ///
    /// # Errors
    /// [`Error`] when the ending could not be written: then the attempt stays open in the notes.
    pub fn end(&mut self, attempt: Attempt, ending: Ending) -> Result<(), Error> {
        if ending == Ending::Unknown {
            return Ok(());
        }
        self.of_mut(&attempt.iccsn).change(|record| {
            settle::close(record, &attempt, ending);
            Ok(())
        })
    }

    /// Lets the card's own word replace the notes of a PIN, never those of its PUK, which no state
    /// shows. Nothing is written when there is nothing to replace.
    ///
    /// A look that is older than another process's attempt may clear that attempt too. It does no
    /// harm: whatever is not in transport state names its counter itself from then on.
    ///
    /// What is replaced of a Transport-PIN is laid aside and counts again when the card shows the
    /// transport state once more: the look was wrong then, for nothing leads back into that state.
    ///
    /// *Verified* replaces nothing: it is a state of one channel, the counter is the card's.
    ///
    /// One thing the card does not show: 63C0 is the same for an own PIN and for a Transport-PIN.
    /// That its answer to a Transport-PIN blocked it stays noted as long as the card shows 63C0,
    /// and no longer.
    ///
    /// # Errors
    /// [`Error`] when notes are there and cannot be read or written.
    pub fn observe(&mut self, iccsn: &str, pin: PinKey, seen: Seen) -> Result<(), Error> {
        let Some(record) = self.of(iccsn).load()? else {
            return Ok(());
        };
        if !settle::changes(&record, iccsn, pin, seen) {
            return Ok(());
        }
        self.of_mut(iccsn).change(|record| {
            settle::settle(record, iccsn, pin, seen);
            Ok(())
        })
    }

    /// Everything noted, for a person who wants to see it.
    ///
    /// # Errors
    /// [`Error`] when there are notes that cannot be read.
    pub fn list(&self) -> Result<Vec<Listed>, Error> {
        let listed = |own| {
            move |listed: record::Listed<'_>| Listed {
                card: listed.card.chars().take(8).collect(),
                secret: listed.secret,
                settled: listed.part == Part::Settled,
                own,
                view: View::of(listed.secret, listed.entries),
            }
        };
        let record = self.store.load()?;
        let own = record.iter().flat_map(Record::listed).map(listed(true));
        let beside = self.all_beside()?;
        let others = beside.iter().flat_map(Record::listed).map(listed(false));
        Ok(own.chain(others).collect())
    }

    /// Drops the notes of one card, or all; how many cards those were, cards that are none not
    /// counted. All of a file that is damaged or newer: it is set aside
    /// under another name, so that a person has a way out and nothing is lost.
    ///
    /// # Errors
    /// [`Error`] when the file cannot be read, written or set aside.
    pub fn forget(&mut self, iccsn: Option<&str>) -> Result<Forgotten, Error> {
        match (iccsn, &mut self.apart) {
            (Some(iccsn), _) => forget(self.of_mut(iccsn), Some(iccsn)),
            (None, None) => forget(&mut self.store, None),
            (None, Some(apart)) => {
                forget(&mut apart.store, None)?;
                forget(&mut self.store, None)
            }
        }
    }
}

fn forget(store: &mut Store, iccsn: Option<&str>) -> Result<Forgotten, Error> {
    match store.load() {
        Ok(None) => Ok(Forgotten {
            cards: 0,
            set_aside: None,
        }),
        Ok(Some(_)) => {
            let cards = store.change(|record| Ok(record.forget(iccsn)))?;
            Ok(Forgotten {
                cards,
                set_aside: None,
            })
        }
        Err(error) if iccsn.is_none() && error.is_about_content() => Ok(Forgotten {
            cards: 0,
            set_aside: Some(store.set_aside()?),
        }),
        Err(error) => Err(error),
    }
}

/// What records hold of one secret. Those of several users are taken in the order of their times: it
/// is one PC with one clock.
fn view_of(record: Option<&Record>, beside: &[Record], iccsn: &str, secret: Secret) -> View {
    let own = record.map_or(&[][..], |record| {
        record.entries(iccsn, secret, Part::Counting)
    });
    if beside.is_empty() {
        return View::of(secret, own);
    }
    let mut files: Vec<&[Entry]> = beside
        .iter()
        .map(|record| record.entries(iccsn, secret, Part::Counting))
        .collect();
    files.push(own);
    View::of(secret, &beside::merged(&files))
}

/// Without the card's number.
impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt")
            .field("secret", &self.secret)
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}
