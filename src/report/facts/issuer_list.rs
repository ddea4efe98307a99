//! gematik's list of issuers, as `issuers` tells of it.

use crate::issuers::Found;
use crate::trust::List;

/// Seconds by which a list may be younger than the clock of this PC, which may be off by a little.
const SKEW: i64 = 24 * 60 * 60;

/// The list that is here, and what was done to it.
#[derive(Debug, Clone)]
pub struct ListHere {
    /// The list that counts; `None` where none is here.
    pub found: Option<Found>,
    /// What was done.
    pub done: Done,
    /// When, in seconds since 1970.
    pub now: i64,
}

/// What was done about the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It was looked at.
    Shown {
        /// Whether files are here that are not used.
        spoiled: bool,
    },
    /// It was fetched or imported.
    Taken {
        /// Whether it was fetched.
        fetched: bool,
        /// Number of the list that was here before.
        before: Option<u32>,
        /// Whether it was kept; otherwise it was here already.
        changed: bool,
    },
}

/// Whether a list is of a day that is yet to come by the clock of this PC, which then is wrong.
#[must_use]
pub const fn is_of_the_future(list: &List, now: i64) -> bool {
    list.issued > now.saturating_add(SKEW)
}
