//! The end of all waiting: the time, or Ctrl-C.

use std::time::{Duration, Instant};

use super::error::Error;
use crate::system::signals::Interrupts;

/// How often a wait looks whether somebody asked to stop.
const SLICE: Duration = Duration::from_millis(200);

/// A time limit that begins when it is made.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    whole: Duration,
    end: Instant,
}

impl Limit {
    /// Ends so long from now; after an hour at the latest.
    #[must_use]
    pub fn of(whole: Duration) -> Self {
        /// Also keeps the clock from overflowing.
        const LONGEST: Duration = Duration::from_secs(3600);
        let whole = whole.min(LONGEST);
        Self {
            whole,
            end: Instant::now() + whole,
        }
    }
}

/// A time limit, and somebody who may end the wait before it.
#[derive(Clone, Copy, Debug)]
pub struct Deadline<'a> {
    limit: Limit,
    interrupts: &'a Interrupts,
}

impl<'a> Deadline<'a> {
    /// The end of `limit`, or whatever raises `interrupts`.
    #[must_use]
    pub fn new(limit: Limit, interrupts: &'a Interrupts) -> Self {
        Self { limit, interrupts }
    }

    /// When the time is over.
    pub(super) fn end(&self) -> Instant {
        self.limit.end
    }

    /// The time that is left, a millisecond at least.
    ///
    /// # Errors
    /// [`Error::TimedOut`], [`Error::Interrupted`].
    pub fn left(&self) -> Result<Duration, Error> {
        self.interrupts.check().map_err(|_| Error::Interrupted)?;
        // A socket takes a time limit of zero for none at all.
        let left = self.limit.end.saturating_duration_since(Instant::now());
        if left < Duration::from_millis(1) {
            Err(Error::TimedOut {
                after: self.limit.whole,
            })
        } else {
            Ok(left)
        }
    }

    /// How long a call may block before this is looked at again.
    pub(super) fn slice(&self) -> Result<Duration, Error> {
        self.left().map(|left| left.min(SLICE))
    }
}
