//! Days, as the person writes them.

use crate::system::clock::{Date, GermanTime};
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

/// A moment, as the clocks on German walls show it: in words that need no time zone of this PC.
#[must_use]
pub fn time(seconds: i64, text: Text) -> String {
    let local = GermanTime::of(seconds);
    let zone = if local.is_summer {
        text.report_zone_summer()
    } else {
        text.report_zone_winter()
    };
    let clock = format!("{:02}:{:02}", local.hour, local.minute);
    text.report_time(&day(local.date, text), &clock, &zone)
}

/// A moment as German clocks show it, as short as it can be.
#[must_use]
pub fn moment(seconds: i64, text: Text) -> String {
    let local = GermanTime::of(seconds);
    let clock = format!("{:02}:{:02}", local.hour, local.minute);
    text.moment(&day(local.date, text), &clock)
}
