//! The time, as seconds and as a date of the civil calendar, in UTC; for people as German clocks
//! show it.
//!
//! Certificates and protocols count in UTC. Cards, practices and support are in Germany, so no other
//! time zone is needed, no crate for them, and none that a PC may be set to wrongly.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

const SECONDS_A_DAY: i64 = 86_400;

/// Seconds since 1970-01-01T00:00:00Z; negative when the clock stands before.
#[must_use]
pub fn seconds_since_epoch(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_secs()).unwrap_or(i64::MAX),
        Err(before) => {
            let before = before.duration();
            let whole = i64::try_from(before.as_secs()).unwrap_or(i64::MAX);
            whole
                .saturating_add(i64::from(before.subsec_nanos() > 0))
                .saturating_neg()
        }
    }
}

/// `2026-11-24T06:31:00Z` (RFC 3339, UTC, whole seconds).
#[must_use]
pub fn timestamp(time: SystemTime) -> String {
    timestamp_of(seconds_since_epoch(time))
}

/// `2026-11-24T06:31:00.250Z`: the same to the millisecond.
#[must_use]
pub fn timestamp_millis(time: SystemTime) -> String {
    let nanos = match time.duration_since(UNIX_EPOCH) {
        Ok(after) => after.subsec_nanos(),
        Err(before) => (1_000_000_000 - before.duration().subsec_nanos()) % 1_000_000_000,
    };
    let seconds = timestamp(time);
    format!(
        "{}.{:03}Z",
        seconds.trim_end_matches('Z'),
        nanos / 1_000_000
    )
}

/// The same for a count of seconds since 1970.
#[must_use]
pub fn timestamp_of(seconds: i64) -> String {
    let (date, of_day) = (
        Date::from_seconds(seconds),
        seconds.rem_euclid(SECONDS_A_DAY),
    );
    format!(
        "{date}T{:02}:{:02}:{:02}Z",
        of_day / 3600,
        of_day / 60 % 60,
        of_day % 60
    )
}

/// Seconds since 1970 of a time of day in UTC, the reverse of [`timestamp_of`]; `None` when no day
/// has that time. A leap second is the last ordinary one.
#[must_use]
pub fn seconds_of(date: Date, hour: u8, minute: u8, second: u8) -> Option<i64> {
    let real = hour < 24 && minute < 60 && second <= 60;
    let of_day = 3600 * i64::from(hour) + 60 * i64::from(minute) + i64::from(second.min(59));
    real.then(|| date.days_since_epoch() * SECONDS_A_DAY + of_day)
}

/// Reads what [`timestamp`] writes.
#[must_use]
pub fn read_timestamp(text: &str) -> Option<i64> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let mut parts = time.split(':').map(str::parse);
    let mut part = || parts.next()?.ok();
    let (hour, minute, second) = (part()?, part()?, part()?);
    seconds_of(Date::parse(date)?, hour, minute, second)
}

/// A moment with the part of its second, however it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Since 1970, in UTC.
    seconds: i64,
    nanos: u32,
}

impl Moment {
    /// Reads what [`read_date_time`] reads. `None` of any other text, and of one that has more digits
    /// of a second than are counted.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (seconds, part) = read_date_time(text)?;
        let nanos = nanos_of(part)?;
        Some(Self { seconds, nanos })
    }
}

/// Reads an `xs:dateTime` that says its zone: `2026-11-28T09:00:00.5+01:00`. Seconds since 1970 in
/// UTC, and what stands behind the point of the second.
#[must_use]
pub fn read_date_time(text: &str) -> Option<(i64, &str)> {
    let (date, time) = text.split_once('T')?;
    let (time, zone) = time.split_at_checked(time.find(['Z', '+', '-'])?)?;
    let (time, part) = time.split_once('.').unwrap_or((time, ""));
    let mut of_day = time.split(':').map(two_digits);
    let (hour, minute, second) = (of_day.next()??, of_day.next()??, of_day.next()??);
    if of_day.next().is_some() {
        return None;
    }
    let seconds = seconds_of(Date::parse(date)?, hour, minute, second)?;
    Some((seconds - zone_of(zone)?, part))
}

fn two_digits(text: &str) -> Option<u8> {
    let is_one = text.len() == 2 && text.bytes().all(|octet| octet.is_ascii_digit());
    is_one.then(|| text.parse().ok()).flatten()
}

/// How many seconds a clock of the zone is before UTC.
fn zone_of(text: &str) -> Option<i64> {
    if text == "Z" {
        return Some(0);
    }
    let (sign, zone) = text.split_at_checked(1)?;
    let (hours, minutes) = zone.split_once(':')?;
    let minutes = 60 * i64::from(two_digits(hours)?) + i64::from(two_digits(minutes)?);
    Some(match sign {
        "-" => -60 * minutes,
        _ => 60 * minutes,
    })
}

fn nanos_of(part: &str) -> Option<u32> {
    let part = part.trim_end_matches('0');
    let is_one = part.len() <= 9 && part.bytes().all(|octet| octet.is_ascii_digit());
    is_one.then(|| format!("{part:0<9}").parse().ok()).flatten()
}

/// A moment as German clocks show it: Central European Time, an hour later from the last Sunday of
/// March to the last Sunday of October, each at 01:00 UTC (directive 2000/84/EC).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GermanTime {
    /// The day.
    pub date: Date,
    /// 0 to 23.
    pub hour: i64,
    /// 0 to 59.
    pub minute: i64,
    /// Whether it is summer time.
    pub is_summer: bool,
}

impl GermanTime {
    /// Of a count of seconds since 1970.
    #[must_use]
    pub fn of(seconds: i64) -> Self {
        const HOUR: i64 = 3600;
        let year = Date::from_seconds(seconds).year;
        let change = |month| {
            let last = Date {
                year,
                month,
                day: 31,
            }
            .days_since_epoch();
            // 1970-01-01 was a Thursday: this is 0 for a Sunday.
            let since_sunday = (last + 4).rem_euclid(7);
            (last - since_sunday) * SECONDS_A_DAY + HOUR
        };
        let is_summer = (change(3)..change(10)).contains(&seconds);
        let local = seconds.saturating_add(HOUR * (1 + i64::from(is_summer)));
        let of_day = local.rem_euclid(SECONDS_A_DAY);
        Self {
            date: Date::from_seconds(local),
            hour: of_day / HOUR,
            minute: of_day / 60 % 60,
            is_summer,
        }
    }
}

/// A day of the proleptic Gregorian calendar. `Display` is ISO 8601 (`2026-11-24`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

impl Date {
    /// A date from its numbers; `None` for a day that no calendar has, or a year outside 0 to 9999.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let real = (0..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in(year, month)).contains(&day);
        real.then_some(Self { year, month, day })
    }

    /// Today, in UTC.
    #[must_use]
    pub fn today() -> Self {
        Self::of(SystemTime::now())
    }

    /// The day of a point in time, in UTC.
    #[must_use]
    pub fn of(time: SystemTime) -> Self {
        Self::from_seconds(seconds_since_epoch(time))
    }

    /// The day of a count of seconds since 1970, in UTC. Clamped to the years 0 to 9999.
    #[must_use]
    pub fn from_seconds(seconds: i64) -> Self {
        Self::from_days(seconds.div_euclid(SECONDS_A_DAY))
    }

    /// Noon of the day, in seconds since 1970 (UTC).
    #[must_use]
    pub fn noon(self) -> i64 {
        self.days_since_epoch() * SECONDS_A_DAY + SECONDS_A_DAY / 2
    }

    /// Reads `YYYY-MM-DD`, nothing else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |part: &str, length| {
            part.len() == length && part.bytes().all(|octet| octet.is_ascii_digit())
        };
        if parts.next().is_some() || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// Reads `YYYY-MM-DD`, or `DD.MM.YYYY` as German readers write it.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        match (parts.next(), parts.next(), parts.next()) {
            (Some(day), Some(month), Some(year)) => {
                Self::parse(&format!("{year}-{month:0>2}-{day:0>2}"))
            }
            _ => Self::parse(text),
        }
    }

    /// Year, 0 to 9999.
    #[must_use]
    pub fn year(self) -> i32 {
        self.year
    }

    /// Month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// Day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }

    /// `24.11.2026`, as German readers write it.
    #[must_use]
    pub fn for_people(self) -> String {
        format!("{:02}.{:02}.{:04}", self.day, self.month, self.year)
    }

    /// Days since 1970-01-01; the difference of two is the number of days between them.
    #[must_use]
    pub fn days_since_epoch(self) -> i64 {
        // Years begin in March, so that the leap day is the last of its year (Hinnant,
        // "days_from_civil").
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    fn from_days(days: i64) -> Self {
        const FIRST: i64 = -719_528; // 0000-01-01
        const LAST: i64 = 2_932_896; // 9999-12-31
        let shifted = days.clamp(FIRST, LAST) + 719_468;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let march_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 {
            march_month + 3
        } else {
            march_month - 9
        };
        let year = year + era * 400 + i64::from(month <= 2);
        Self {
            year: i32::try_from(year).unwrap_or_default(),
            month: u8::try_from(month).unwrap_or(1),
            day: u8::try_from(day).unwrap_or(1),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn days_in(year: i32, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn every_day_of_the_years_0_to_9999_is_found_again() {
        let mut previous = Date::from_days(-719_529);
        for days in -719_527..=2_932_896 {
            let date = Date::from_days(days);
            assert!(date > previous, "{date} after {previous}");
            assert_eq!(date.days_since_epoch(), days);
            assert_eq!(Date::new(date.year, date.month, date.day), Some(date));
            previous = date;
        }
        assert_eq!(previous.to_string(), "9999-12-31");
    }

    #[test]
    fn known_days_have_known_numbers() {
        for (text, days) in [
            ("1970-01-01", 0),
            ("2000-02-29", 11_016),
            ("2000-03-01", 11_017),
            ("2100-03-01", 47_541),
        ] {
            assert_eq!(
                Date::parse(text).unwrap().days_since_epoch(),
                days,
                "{text}"
            );
        }
    }

    #[test]
    fn only_leap_years_have_a_29th_of_february() {
        for (year, leap) in [
            (2023, false),
            (2024, true),
            (1900, false),
            (2000, true),
            (2100, false),
            (2400, true),
        ] {
            assert_eq!(Date::new(year, 2, 29).is_some(), leap, "{year}");
        }
    }

    #[test]
    fn other_spellings_of_a_date_are_refused() {
        for text in [
            "2026-1-01",
            "24.11.2026",
            "2026-11-24T00:00:00Z",
            "2026-13-01",
            "2026-04-31",
            "+026-01-01",
            "",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_may_be_typed_as_germans_write_it() {
        for text in ["2026-01-02", "02.01.2026", "2.1.2026"] {
            assert_eq!(Date::read(text), Date::new(2026, 1, 2), "{text}");
        }
        for text in [
            "2.1.26",
            "2026.01.02",
            "1.2",
            "30.02.2026",
            "",
            "02-01-2026",
        ] {
            assert_eq!(Date::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_timestamp_is_rfc_3339_in_utc() {
        let time = UNIX_EPOCH + Duration::from_millis(1_795_501_860_999);
        assert_eq!(timestamp(time), "2026-11-24T06:31:00Z");
        assert_eq!(
            timestamp(UNIX_EPOCH - Duration::from_millis(1)),
            "1969-12-31T23:59:59Z"
        );
    }

    #[test]
    fn a_time_of_day_is_found_again_and_an_impossible_one_is_none() {
        let day = Date::parse("2026-11-24").unwrap();
        assert_eq!(
            seconds_of(day, 6, 31, 9).map(timestamp_of).as_deref(),
            Some("2026-11-24T06:31:09Z")
        );
        assert_eq!(
            seconds_of(day, 23, 59, 60).map(timestamp_of).as_deref(),
            Some("2026-11-24T23:59:59Z")
        );
        let old = Date::parse("1950-01-01").unwrap();
        assert_eq!(
            seconds_of(old, 0, 0, 1).map(timestamp_of).as_deref(),
            Some("1950-01-01T00:00:01Z")
        );
        for (hour, minute, second) in [(24, 0, 0), (0, 60, 0), (0, 0, 61)] {
            assert_eq!(seconds_of(day, hour, minute, second), None);
        }
    }

    #[test]
    fn a_timestamp_is_read_again_and_nothing_else_is() {
        let seconds = 1_795_501_860;
        assert_eq!(read_timestamp(&timestamp_of(seconds)), Some(seconds));
        for text in [
            "",
            "2026-11-24",
            "2026-11-24T06:31Z",
            "2026-11-24T06:31:00",
            "xTyZ",
        ] {
            assert_eq!(read_timestamp(text), None, "{text}");
        }
    }

    #[test]
    fn german_clocks_change_twice_a_year() {
        for (utc, day, hour, is_summer) in [
            ("2026-11-28T16:32:08Z", "2026-11-28", 17, false),
            ("2026-12-31T23:00:00Z", "2027-01-01", 0, false),
            ("2026-03-29T00:59:59Z", "2026-03-29", 1, false),
            ("2026-03-29T01:00:00Z", "2026-03-29", 3, true),
            ("2026-10-25T00:59:59Z", "2026-10-25", 2, true),
            ("2026-10-25T01:00:00Z", "2026-10-25", 2, false),
            ("2024-03-31T01:00:00Z", "2024-03-31", 3, true),
            ("2027-10-31T01:00:00Z", "2027-10-31", 2, false),
        ] {
            let local = GermanTime::of(read_timestamp(utc).unwrap());
            let date = Date::parse(day).unwrap();
            assert_eq!(
                (local.date, local.hour, local.is_summer),
                (date, hour, is_summer),
                "{utc}"
            );
        }
    }

    #[test]
    fn people_read_day_month_year() {
        assert_eq!(Date::new(2026, 1, 2).unwrap().for_people(), "02.01.2026");
    }

    #[test]
    fn a_moment_is_the_same_in_whatever_zone_and_with_whatever_fraction_it_is_written() {
        let read = |text: &str| Moment::read(text).unwrap();
        let first = read("2026-11-28T08:00:00.120Z");
        for same in [
            "2026-11-28T08:00:00.12Z",
            "2026-11-28T08:00:00.120000000+00:00",
            "2026-11-28T09:00:00.12+01:00",
            "2026-11-27T22:30:00.12-09:30",
        ] {
            assert_eq!(read(same), first, "{same}");
        }
        for other in ["2026-11-28T08:00:00Z", "2026-11-28T08:00:00.12+01:00"] {
            assert_ne!(read(other), first, "{other}");
        }
        assert_eq!(read("2026-11-28T08:00:00.0Z"), read("2026-11-28T08:00:00Z"));
        for none in [
            "gestern",
            "2026-11-28T08:00:00",
            "2026-11-28T8:00:00Z",
            "2026-11-31T08:00:00Z",
            "2026-11-28T08:00:00.1234567891Z",
            "2026-11-28T08:00:00Z+",
            "2026-11-28T08:00:00+01",
            "2026-11-28T08:00:00:00Z",
        ] {
            assert_eq!(Moment::read(none), None, "{none}");
        }
    }
}
