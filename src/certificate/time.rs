//! UTCTime and GeneralizedTime in every form of X.680. RFC 5280 §4.1.2.5 allows one of each, with
//! seconds and a Z; issuers write others, and what they mean is plain.

use super::walk::{Element, tag};
use crate::system::clock::{self, Date};

/// Seconds since 1970-01-01T00:00:00Z; `None` for anything else or a day that does not exist.
///
/// A UTCTime of 50 to 99 belongs to the last century. What is left out of the seconds is zero, and
/// fractions of them are dropped. A time without a zone is taken for one in UTC.
pub(crate) fn seconds(element: Element<'_>) -> Option<i64> {
    let text = std::str::from_utf8(element.value).ok()?;
    let (time, offset) = zone(text)?;
    let (date, time) = match element.tag {
        tag::UTC_TIME => {
            let (date, time) = time.split_at_checked(6)?;
            let [year, month, day] = pairs(date)?;
            let year = i32::from(year);
            let year = if year < 50 { 2000 + year } else { 1900 + year };
            // Hours and minutes are a must here.
            (time.len() >= 4).then_some(())?;
            (Date::new(year, month, day)?, time)
        }
        tag::GENERALIZED_TIME => {
            let (date, time) = time.split_at_checked(8)?;
            let [century, year, month, day] = pairs(date)?;
            let year = 100 * i32::from(century) + i32::from(year);
            (Date::new(year, month, day)?, time)
        }
        _ => return None,
    };
    Some(time_of_day(date, time)? - offset)
}

/// The time without its zone, and how far that is ahead of UTC, in seconds.
fn zone(text: &str) -> Option<(&str, i64)> {
    if let Some(time) = text.strip_suffix('Z') {
        return Some((time, 0));
    }
    let Some(at) = text.find(['+', '-']) else {
        return Some((text, 0));
    };
    let (time, zone) = text.split_at(at);
    let (sign, digits) = zone.split_at(1);
    let [hours, minutes] = pairs(digits).or_else(|| pairs(digits).map(|[hours]| [hours, 0]))?;
    let ahead = 3600 * i64::from(hours) + 60 * i64::from(minutes);
    (hours < 24 && minutes < 60).then_some((time, if sign == "-" { -ahead } else { ahead }))
}

/// `hh`, `hhmm` or `hhmmss`, and a fraction of the last of them behind a point or comma.
fn time_of_day(date: Date, time: &str) -> Option<i64> {
    let (digits, fraction) = match time.split_once(['.', ',']) {
        Some((digits, fraction)) => (digits, Some(fraction)),
        None => (time, None),
    };
    let (unit, [hour, minute, second]) = if let Some([hour, minute, second]) = pairs(digits) {
        (1, [hour, minute, second])
    } else if let Some([hour, minute]) = pairs(digits) {
        (60, [hour, minute, 0])
    } else {
        let [hour] = pairs(digits)?;
        (3600, [hour, 0, 0])
    };
    let beyond = match fraction {
        Some(fraction) => part_of(unit, fraction)?,
        None => 0,
    };
    Some(clock::seconds_of(date, hour, minute, second)? + beyond)
}

/// Whole seconds in a decimal fraction of so many seconds.
fn part_of(seconds: i64, fraction: &str) -> Option<i64> {
    if fraction.is_empty() || !is_digits(fraction) {
        return None;
    }
    // The seconds of an hour have no more than four digits that count.
    let counting = fraction.get(..9).unwrap_or(fraction);
    let scale = 10_i64.pow(u32::try_from(counting.len()).ok()?);
    Some(seconds * counting.parse::<i64>().ok()? / scale)
}

/// Numbers of two digits, as many as the array has.
fn pairs<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N || !is_digits(text) {
        return None;
    }
    let mut found = [0; N];
    for (at, value) in found.iter_mut().enumerate() {
        *value = text.get(2 * at..2 * at + 2)?.parse().ok()?;
    }
    Some(found)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|octet| octet.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const UTF8_STRING: u8 = 0x0C;

    fn read(tag: u8, text: &str) -> Option<String> {
        let value = text.as_bytes();
        seconds(Element {
            tag,
            value,
            whole: value,
        })
        .map(clock::timestamp_of)
    }

    #[test]
    fn both_forms_are_read_and_the_century_is_that_of_rfc_5280() {
        let rows = [
            (tag::UTC_TIME, "240308235959Z", "2024-03-08T23:59:59Z"),
            (tag::UTC_TIME, "491231225959Z", "2049-12-31T22:59:59Z"),
            (tag::UTC_TIME, "500101000000Z", "1950-01-01T00:00:00Z"),
            (
                tag::GENERALIZED_TIME,
                "20991231235959Z",
                "2099-12-31T23:59:59Z",
            ),
            (
                tag::GENERALIZED_TIME,
                "99991231235959Z",
                "9999-12-31T23:59:59Z",
            ),
        ];
        for (tag, text, expected) in rows {
            assert_eq!(read(tag, text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn forms_that_rfc_5280_does_not_allow_mean_what_x_680_says() {
        let rows = [
            (tag::UTC_TIME, "2401010000Z", "2024-01-01T00:00:00Z"),
            (tag::UTC_TIME, "2401010100+0100", "2024-01-01T00:00:00Z"),
            (tag::UTC_TIME, "231231190000-0530", "2024-01-01T00:30:00Z"),
            (tag::UTC_TIME, "240101000000", "2024-01-01T00:00:00Z"),
            (
                tag::GENERALIZED_TIME,
                "20240101000000.5Z",
                "2024-01-01T00:00:00Z",
            ),
            (
                tag::GENERALIZED_TIME,
                "20240101000000,999999999999999Z",
                "2024-01-01T00:00:00Z",
            ),
            (
                tag::GENERALIZED_TIME,
                "20240101010000.25+01",
                "2024-01-01T00:00:00Z",
            ),
            (
                tag::GENERALIZED_TIME,
                "202401010007.5Z",
                "2024-01-01T00:07:30Z",
            ),
            (
                tag::GENERALIZED_TIME,
                "2024010106.25Z",
                "2024-01-01T06:15:00Z",
            ),
            (tag::GENERALIZED_TIME, "2024010106", "2024-01-01T06:00:00Z"),
        ];
        for (tag, text, expected) in rows {
            assert_eq!(read(tag, text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "Z",
            "24010100Z",
            "240230000000Z",
            "240308245959Z",
            "24030823595öZ",
            "+40308235959Z",
            "240308235959+",
            "240308235959+1",
            "240308235959+2400",
            "240308235959+0060",
            "240308235959+0100Z",
            "240308235959.Z",
            "240308235959.5.5Z",
        ] {
            assert_eq!(read(tag::UTC_TIME, text), None, "{text}");
        }
        assert_eq!(read(tag::GENERALIZED_TIME, "240308235959Z"), None);
        assert_eq!(read(UTF8_STRING, "240308235959Z"), None);
    }
}
