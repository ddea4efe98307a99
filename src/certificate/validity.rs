//! What a date makes of a certificate.

use super::x509::Certificate;
use crate::system::clock::Date;

/// How a certificate stands at a point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// In force, and longer than the days to warn of.
    Valid,
    /// In force, but for no more than the days to warn of.
    Expiring,
    /// Its last second is over.
    Expired,
    /// Its first second is still to come.
    NotYetValid,
}

impl State {
    /// `valid`, `expiring`, `expired`, `not_yet_valid`: fixed words of documents.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Expiring => "expiring",
            Self::Expired => "expired",
            Self::NotYetValid => "not_yet_valid",
        }
    }
}

/// How it stands at `at` (seconds since 1970, UTC). The first and the last second belong to it. It
/// is expiring when [`days_left`] is at most `warn_days`.
#[must_use]
pub fn state(certificate: &Certificate, at: i64, warn_days: u32) -> State {
    if at > certificate.not_after {
        State::Expired
    } else if at < certificate.not_before {
        State::NotYetValid
    } else if days_left(certificate, at) <= i64::from(warn_days) {
        State::Expiring
    } else {
        State::Valid
    }
}

/// Calendar days (UTC) from the day of `at` to its last day: 0 on its last day, 1 on the day
/// before, −1 on the first day after. The hour of `at` does not matter, so that a run in the
/// evening says what the one in the morning said.
#[must_use]
pub fn days_left(certificate: &Certificate, at: i64) -> i64 {
    let day = |seconds| Date::from_seconds(seconds).days_since_epoch();
    day(certificate.not_after) - day(at)
}
