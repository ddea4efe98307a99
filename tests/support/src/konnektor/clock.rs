//! The Konnektor's own clock: it stands still until somebody moves it.

use std::time::Duration;

use super::make::InsertTime;

/// 2026-11-28T08:00:00Z in milliseconds since 1970.
const START: u64 = 1_795_852_800_000;

/// Milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(pub u64);

impl Instant {
    pub const START: Self = Self(START);

    pub fn plus(self, time: Duration) -> Self {
        Self(self.0 + u64::try_from(time.as_millis()).unwrap_or(0))
    }

    /// As a make writes the time of insertion.
    pub fn written(self, form: InsertTime) -> String {
        let milliseconds = format!(".{:03}", self.0 % 1000);
        match form {
            InsertTime::MillisecondsZ => format!("{}{milliseconds}Z", date_time(self.0)),
            InsertTime::Offset => format!("{}+01:00", date_time(self.0 + HOUR)),
            InsertTime::MillisecondsOffset => {
                format!("{}{milliseconds}+01:00", date_time(self.0 + HOUR))
            }
        }
    }
}

const HOUR: u64 = 3_600_000;

/// `2026-11-28T08:00:00`.
fn date_time(milliseconds: u64) -> String {
    let seconds = milliseconds / 1000;
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = date(days);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
}

/// Year, month and day, from days since 1970.
fn date(mut days: u64) -> (u64, u64, u64) {
    let is_leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    let mut year = 1970;
    while days >= 365 + u64::from(is_leap(year)) {
        days -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + u64::from(is_leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    (year, month, days + 1)
}
