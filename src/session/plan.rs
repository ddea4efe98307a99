//! What becomes of each PIN of a card, and the jobs that follow from it.

use crate::card::{Operation, PinView, TerminalEnd};
use crate::pins::PinKey;
use crate::report::{Failure, Skipped};
use crate::secrets::Key;

/// What becomes of one PIN of the card.
pub enum Plan {
    /// It is worked on.
    Work(Operation),
    /// It is left alone, and that is no failure.
    Skip(Skipped),
    /// It cannot be worked on.
    Fail(Option<Skipped>, Failure),
}

/// One PIN and what is to be done with it.
#[derive(Debug, Clone, Copy)]
pub struct Job {
    /// The PIN as it was looked at.
    pub pin: PinView,
    /// What is to be done.
    pub operation: Operation,
    /// What was done to the same PIN with success directly before, and led to this.
    pub follows: Option<Operation>,
}

impl Job {
    /// Whether it is certain, while the state is what it was, that a dialog at a terminal which
    /// ended so spent nothing: of a counter that the card shows, or where nothing was sent at all.
    /// That a terminal compares two new PINs before it sends one is likely, and confirmed of none.
    pub(super) fn shows_that_nothing_was_spent(&self, end: TerminalEnd) -> bool {
        end.nothing_was_sent() || !self.hides_tries()
    }

    /// Whether all its entries go to the card in one command, so that nothing went before the last
    /// one was confirmed. An own PIN may be verified before it is changed; of a Transport-PIN the
    /// card does not allow that (gemSpec_COS, VERIFY: 6985).
    pub(super) const fn sends_once(&self) -> bool {
        !matches!(self.operation, Operation::Change)
    }

    /// Whether the card does not show how many tries are left of what is tried: of a
    /// Transport-PIN, of a PIN that another program verified, of every PUK.
    pub(super) const fn hides_tries(&self) -> bool {
        self.operation.uses_puk() || self.pin.status.tries_named().is_none()
    }

    /// A job that nothing led to.
    pub(super) const fn of(pin: PinView, operation: Operation) -> Self {
        Self {
            pin,
            operation,
            follows: None,
        }
    }

    /// What comes next at the same PIN.
    pub(super) const fn then(self, operation: Operation) -> Self {
        Self {
            pin: self.pin,
            operation,
            follows: Some(self.operation),
        }
    }

    /// The PIN's short name.
    pub const fn key(&self) -> PinKey {
        self.pin.object.key
    }

    /// What its secrets are called in a script's file.
    pub(super) fn keys(&self) -> Vec<Key> {
        let roles = self.operation.roles().iter();
        roles.map(|role| Key::Secret(*role, self.key())).collect()
    }

    /// Whether the PUK has just given the PIN all its tries back: RESET RETRY COUNTER sets the
    /// counter to its start, also in transport state (gemSpec_COS N081). Nobody needs to be asked
    /// for them.
    pub(super) fn has_all_tries(&self) -> bool {
        self.follows.is_some_and(Operation::uses_puk)
    }
}

/// The jobs of a run as they are announced at its beginning: they are counted in its headings, a
/// script is refused for any of them before anything is done, and whoever cancels is told which of
/// them were left. Whether a PIN is worked on is decided at its turn, once more.
#[derive(Debug)]
pub(super) struct Announced(pub Vec<Job>);

impl Announced {
    /// Which of how many a job is, counted from one.
    pub(super) fn number_of(&self, job: &Job) -> (usize, usize) {
        (self.index_of(job) + 1, self.0.len())
    }

    /// What the secrets of all of them are called in a script's file.
    pub(super) fn keys(&self) -> Vec<Key> {
        self.0.iter().flat_map(Job::keys).collect()
    }

    /// The PINs from this job on.
    pub(super) fn from(&self, job: &Job) -> impl Iterator<Item = PinKey> {
        self.0.iter().skip(self.index_of(job)).map(Job::key)
    }

    fn index_of(&self, job: &Job) -> usize {
        let same = |other: &Job| other.key() == job.key();
        self.0.iter().position(same).unwrap_or_default()
    }
}
