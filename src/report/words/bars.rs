//! Why no PIN of a card can be set where it is, in words.

use crate::konnektor;
use crate::report::facts::next_step::Bar;
use crate::report::facts::outcome::Seen;
use crate::text::Text;

/// Why, and what to do instead.
#[must_use]
pub fn step(bar: Bar, seen: &Seen, text: Text) -> String {
    let profile = seen.reader_name().and_then(konnektor::profile_of);
    match (bar, profile) {
        (Bar::NoUser, profile) => text.bar_no_user(profile.unwrap_or_default()),
        (Bar::NoKeys, _) => format!("{} {}", text.bar_no_keys(), text.terminal_no_keys_do()),
        (Bar::NoNumber, Some(_)) => text.bar_no_number_told(),
        (Bar::NoNumber, None) => text.check_number_unreadable_do(),
    }
}
