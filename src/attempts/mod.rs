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
mod listed;
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
pub use listed::{Everything, Forgotten, Listed, Unkept};
pub use secret::Secret;
pub use store::Gate;
pub use view::View;

use crate::pins::PinKey;
use crate::system::clock::seconds_since_epoch;
use crate::system::files::Access;
use crate::system::signals::Interrupts;
use beside::Beside;
use record::{Entry, Part, Record};
use store::Store;

/// The notes of one user on one PC, or of one run.
#[derive(Debug)]
pub struct Notes {
    store: Store,
    /// What is only read.
    beside: Beside,
    apart: Option<Apart>,
    /// Attempts of this run that could not be written.
    unkept: Store,
    /// The cards that those were made at.
    unkept_cards: Vec<String>,
    /// Whether what other users noted may be unreadable.
    passes_over: bool,
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
    /// Whether it is noted in memory only.
    unkept: bool,
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

    /// Whether it was said here, or is known from here, that a PIN that is set is its holder's own.
    #[must_use]
    pub fn is_own(&self, pin: PinKey) -> bool {
        self.own
            .as_ref()
            .is_some_and(|record| record.is_own(self.iccsn, pin))
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
            unkept: Store::memory(),
            unkept_cards: Vec::new(),
            passes_over: false,
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

    /// What counts too of a card: what is only read, and what this run could not write. Of other users
    /// as far as it can be read: whether that is enough is asked by [`check`](Notes::check).
    fn beside_of(&self, iccsn: &str) -> Result<Vec<Record>, Error> {
        let mut all: Vec<Record> = self.unkept.load()?.into_iter().collect();
        if self
            .apart
            .as_ref()
            .is_some_and(|apart| (apart.is_one)(iccsn))
        {
            return Ok(all);
        }
        match self.beside.earlier() {
            Err(_) if self.store.is_memory() => {}
            earlier => all.extend(earlier?),
        }
        let others = self.beside.others().unwrap_or_default();
        all.extend(others.into_iter().filter_map(|other| other.read.ok()));
        Ok(all)
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
            apart: None,
            ..self
        }
    }

    /// The same for whoever states what other users may have tried: what these noted still counts, and
    /// where it cannot be read that is no obstacle.
    #[must_use]
    pub fn passing_over_others(self) -> Self {
        Self {
            passes_over: true,
            ..self
        }
    }

    /// Notes without a place: nothing can be read or written, and every attempt to says so.
    #[must_use]
    pub fn nowhere() -> Self {
        Self::at(Store::Nowhere)
    }

    /// Whether notes can be read, those of other users too unless they are passed over, and written
    /// now.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self) -> Result<(), Error> {
        if self.store.is_memory() {
            return Ok(());
        }
        self.check_readable()?;
        self.store.check()
    }

    /// Whether all that is noted can be read.
    ///
    /// # Errors
    /// Why not.
    pub fn check_readable(&self) -> Result<(), Error> {
        self.store.load()?;
        self.beside.earlier()?;
        let mut unread = self.unread_of_others().into_iter();
        match unread.next() {
            Some(error) if !self.passes_over => Err(error),
            _ => Ok(()),
        }
    }

    /// Whether notes can be read and written, and have room on the disk. Where nothing was noted yet no
    /// folder is made for a look.
    ///
    /// # Errors
    /// Why not.
    pub fn check_room(&self) -> Result<(), Error> {
        if self.store.is_memory() {
            return Ok(());
        }
        self.check_readable()?;
        self.store.check_room()
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

    /// What is known of the card `iccsn`, as far as it can be read. Where nothing can, it is what this
    /// run knows by itself.
    #[must_use]
    pub fn known_of<'i>(&self, iccsn: &'i str) -> OfCard<'i> {
        self.of_card(iccsn).unwrap_or_else(|_| OfCard {
            own: self.of(iccsn).load().ok().flatten(),
            beside: self.unkept.load().ok().flatten().into_iter().collect(),
            iccsn,
        })
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
            Ok(record.open(iccsn, secret, begun, before))
        })?;
        Ok(Attempt {
            iccsn: iccsn.to_owned(),
            secret,
            number,
            begun,
            before,
            unkept: false,
        })
    }

    /// The same for an attempt that is made although it cannot be written: it counts for the rest of
    /// the run, and [`unkept`](Notes::unkept) tells of it at the end.
    ///
    /// # Errors
    /// The system has no random octets.
    pub fn begin_unkept(
        &mut self,
        iccsn: &str,
        secret: Secret,
        before: Before,
    ) -> Result<Attempt, Error> {
        let begun = seconds_since_epoch(SystemTime::now());
        let number = self
            .unkept
            .change(|record| Ok(record.open(iccsn, secret, begun, before)))?;
        if !self.unkept_cards.iter().any(|known| known == iccsn) {
            self.unkept_cards.push(iccsn.to_owned());
        }
        Ok(Attempt {
            iccsn: iccsn.to_owned(),
            secret,
            number,
            begun,
            before,
            unkept: true,
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
        let store = if attempt.unkept {
            &mut self.unkept
        } else {
            self.of_mut(&attempt.iccsn)
        };
        store.change(|record| {
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
        observe(&mut self.unkept, iccsn, pin, seen)?;
        observe(self.of_mut(iccsn), iccsn, pin, seen)
    }

    /// Notes that these PINs of a card were set by its holder or for them, so that nobody need ask
    /// again whose they are. No digit of them is known here.
    ///
    /// # Errors
    /// [`Error`] when it could not be written: then it is asked again.
    pub fn mark_own(&mut self, iccsn: &str, pins: &[PinKey]) -> Result<(), Error> {
        if pins.is_empty() {
            return Ok(());
        }
        self.of_mut(iccsn).change(|record| {
            pins.iter().for_each(|pin| record.mark_own(iccsn, *pin));
            Ok(())
        })
    }
}

fn observe(store: &mut Store, iccsn: &str, pin: PinKey, seen: Seen) -> Result<(), Error> {
    let Some(record) = store.load()? else {
        return Ok(());
    };
    if !settle::changes(&record, iccsn, pin, seen) {
        return Ok(());
    }
    store.change(|record| {
        settle::settle(record, iccsn, pin, seen);
        Ok(())
    })
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
