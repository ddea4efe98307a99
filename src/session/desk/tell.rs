//! The one place that says a failure to the person.

use crate::dialog::Dialog;
use crate::report::words;
use crate::report::words::topic;
use crate::report::{Failure, Seen, exit};
use crate::text::{Text, Tone};

/// Says a failure: what happened, what it means, what to do.
pub fn tell(dialog: &mut dyn Dialog, failure: &Failure, seen: &Seen, text: Text) {
    let message = words::calls::explain(failure, seen, text);
    let (tone, what) = words::failure::headline(failure, message.what, text);
    dialog.say(tone, &what);
    dialog.say(tone, &message.hint);
    if [exit::SERVICE, exit::NO_READER].contains(&failure.code().exit) {
        dialog.say(Tone::Plain, &text.ask_doctor());
    }
    if let Some(more) = failure.topic().and_then(|name| topic::more(name, text)) {
        dialog.say(Tone::Plain, &more);
    }
}
