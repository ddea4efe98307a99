//! The one place that tells a person what happens.

use crate::dialog::Dialog;
use crate::report::facts::event::Event;
use crate::report::{Failure, Seen, words};
use crate::text::Text;

/// Tells an event of a run at the card of `seen`.
pub fn tell(dialog: &mut dyn Dialog, event: &Event<'_>, seen: &Seen, text: Text) {
    for (tone, line) in words::event::lines(event, seen, text) {
        dialog.say(tone, &line);
    }
}

/// Tells why a run failed: the failures in their order.
pub fn tell_failures(dialog: &mut dyn Dialog, failures: &[&Failure], seen: &Seen, text: Text) {
    for (tone, line) in words::event::of_failures(failures, seen, text) {
        dialog.say(tone, &line);
    }
}
