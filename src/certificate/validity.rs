//! What a date makes of a certificate.

use super::x509::Certificate;
use crate::system::clock::Date;

/// How a certificate stands at a point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// In force, and longer than the days to warn of.
    Valid {
        /// Its last second (since 1970, UTC).
        until: i64,
    },
    /// In force, but for no more than the days to warn of.
    Expiring {
        /// Its last second (since 1970, UTC).
        until: i64,
        /// Calendar days to the day of that second, none of them negative.
        days: i64,
    },
    /// Its last second is over.
    Expired {
        /// That second (since 1970, UTC).
        until: i64,
    },
    /// Its first second is still to come.
    NotYetValid {
        /// That second (since 1970, UTC).
        from: i64,
    },
    /// Nobody can tell: its first or its last second cannot be read, and the other one does not
    /// decide.
    Unknown,
}

impl State {
    /// `valid`, `expiring`, `expired`, `not_yet_valid`, `unknown`: fixed words of documents.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Valid { .. } => "valid",
            Self::Expiring { .. } => "expiring",
            Self::Expired { .. } => "expired",
            Self::NotYetValid { .. } => "not_yet_valid",
            Self::Unknown => "unknown",
        }
    }
}

/// How it stands at `at` (seconds since 1970, UTC). The first and the last second belong to it. It
/// is expiring when [`days_left`] is at most `warn_days`.
#[must_use]
pub fn state(certificate: &Certificate, at: i64, warn_days: u32) -> State {
    match (certificate.not_before, certificate.not_after) {
        (_, Some(until)) if at > until => State::Expired { until },
        (Some(from), _) if at < from => State::NotYetValid { from },
        (Some(_), Some(until)) => {
            let days = days_between(at, until);
            if days <= i64::from(warn_days) {
                State::Expiring { until, days }
            } else {
                State::Valid { until }
            }
        }
        _ => State::Unknown,
    }
}

/// Calendar days (UTC) from the day of `at` to its last day: 0 on its last day, 1 on the day
/// before, −1 on the first day after; `None` where that day cannot be read. The hour of `at` does
/// not matter, so that a run in the evening says what the one in the morning said.
#[must_use]
pub fn days_left(certificate: &Certificate, at: i64) -> Option<i64> {
    certificate.not_after.map(|until| days_between(at, until))
}

fn days_between(from: i64, to: i64) -> i64 {
    let day = |seconds| Date::from_seconds(seconds).days_since_epoch();
    day(to) - day(from)
}
