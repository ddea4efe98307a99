//! UTCTime and GeneralizedTime as RFC 5280 §4.1.2.5 has them: seconds given, Z at the end.

use der::Tag;

use super::walk::Element;
use crate::system::clock::{self, Date};

/// Seconds since 1970-01-01T00:00:00Z; `None` for another form or a day that does not exist. A
/// UTCTime of 50 to 99 belongs to the last century.
pub(super) fn seconds(element: Element<'_>) -> Option<i64> {
    let text = std::str::from_utf8(element.value).ok()?.strip_suffix('Z')?;
    let (year, rest) = match element.tag {
        Tag::UtcTime => {
            let (year, rest) = text.split_at_checked(2)?;
            let year = number(year)?;
            (if year < 50 { 2000 + year } else { 1900 + year }, rest)
        }
        Tag::GeneralizedTime => {
            let (year, rest) = text.split_at_checked(4)?;
            (number(year)?, rest)
        }
        _ => return None,
    };
    let (date, time) = rest.split_at_checked(4)?;
    let [month, day] = pairs(date)?;
    let [hour, minute, second] = pairs(time)?;
    clock::seconds_of(
        Date::new(i32::from(year), month, day)?,
        hour,
        minute,
        second,
    )
}

fn pairs<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N {
        return None;
    }
    let mut found = [0; N];
    for (at, value) in found.iter_mut().enumerate() {
        *value = u8::try_from(number(text.get(2 * at..2 * at + 2)?)?).ok()?;
    }
    Some(found)
}

fn number(digits: &str) -> Option<u16> {
    digits
        .bytes()
        .all(|octet| octet.is_ascii_digit())
        .then(|| digits.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(tag: Tag, text: &str) -> Option<String> {
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
            (Tag::UtcTime, "240308235959Z", "2024-03-08T23:59:59Z"),
            (Tag::UtcTime, "491231225959Z", "2049-12-31T22:59:59Z"),
            (Tag::UtcTime, "500101000000Z", "1950-01-01T00:00:00Z"),
            (
                Tag::GeneralizedTime,
                "20991231235959Z",
                "2099-12-31T23:59:59Z",
            ),
            (
                Tag::GeneralizedTime,
                "99991231235959Z",
                "9999-12-31T23:59:59Z",
            ),
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
            "240308235959",
            "2403082359Z",
            "240230000000Z",
            "240308245959Z",
            "24030823595öZ",
            "+40308235959Z",
        ] {
            assert_eq!(read(Tag::UtcTime, text), None, "{text}");
        }
        assert_eq!(read(Tag::GeneralizedTime, "240308235959Z"), None);
        assert_eq!(read(Tag::Utf8String, "240308235959Z"), None);
    }
}
