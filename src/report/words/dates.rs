//! Days, as the person writes them.

use crate::system::clock::Date;
use crate::text::{Language, Text};

/// The day of a second, as the person writes days. The UTC day is the one that issuers mean:
/// certificates end at 21:59:59, 22:59:59 or 23:59:59 UTC.
#[must_use]
pub fn date(seconds: i64, text: Text) -> String {
    day(Date::from_seconds(seconds), text)
}

/// A day, as the person writes days.
#[must_use]
pub fn day(date: Date, text: Text) -> String {
    match text.language() {
        Language::De => date.for_people(),
        Language::En => date.to_string(),
    }
}
