//! Commands that a sentence quotes: the advice of a rehearsal must not lead to a real card.

use std::borrow::Cow;

use super::failure::{self, Message};
use crate::reader::embedded;
use crate::report::Failure;
use crate::report::facts::outcome::Seen;
use crate::system::printable;
use crate::text::Text;

/// How a command that is quoted begins, in either language.
const QUOTED_CALLS: [&str; 2] = ["„pinlotse ", "“pinlotse "];

/// How a command is called for a card in this reader: the advice of a rehearsal must not lead to a
/// real card.
#[must_use]
pub fn call(command: &str, reader: Option<&str>) -> String {
    match reader {
        Some(reader) if embedded::is_meant_by(reader) => {
            format!("pinlotse --reader {} {command}", printable::line(reader))
        }
        _ => format!("pinlotse {command}"),
    }
}

/// A sentence about what was looked at: the commands that it quotes are those of [`call`], so that
/// somebody who rehearses and types what is written stays in the rehearsal.
#[must_use]
pub fn with_calls<'a>(line: &'a str, seen: &Seen) -> Cow<'a, str> {
    let Some(reader) = seen
        .reader
        .as_ref()
        .filter(|reader| embedded::is_meant_by(&reader.name))
    else {
        return Cow::Borrowed(line);
    };
    let mut whole = line.to_owned();
    for quoted in QUOTED_CALLS {
        let mut parts = whole.split(quoted);
        let mut with = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            with.push_str(quoted);
            // A reader is named there already, or it is about the program or the rehearsal as such.
            if !part.starts_with("--") && !part.starts_with("virtual ") {
                with.push_str(&format!("--reader {} ", printable::line(&reader.name)));
            }
            with.push_str(part);
        }
        whole = with;
    }
    Cow::Owned(whole)
}

/// A failure in words, with the commands of what was looked at, and without the numbers that were
/// typed.
#[must_use]
pub fn explain(failure: &Failure, seen: &Seen, text: Text) -> Message {
    let message = failure::explain(failure, seen.site, text);
    let line = |line: &str| with_calls(&seen.typed.masked(line), seen).into_owned();
    Message {
        what: line(&message.what),
        hint: line(&message.hint),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::Features;
    use crate::report::facts::outcome::SeenReader;

    fn seen(name: &str) -> Seen {
        let reader = SeenReader {
            name: name.to_owned(),
            features: Features::default(),
            contactless: false,
            terminal: false,
        };
        Seen {
            reader: Some(reader),
            ..Seen::default()
        }
    }

    #[test]
    fn in_a_rehearsal_every_quoted_command_names_its_reader_once() {
        let virtual_one = seen("virtual:hba");
        for (line, with) in [
            (
                "Zuerst „pinlotse activate“ aufrufen.",
                "Zuerst „pinlotse --reader virtual:hba activate“ aufrufen.",
            ),
            (
                "Run “pinlotse status”, then go.",
                "Run “pinlotse --reader virtual:hba status”, then go.",
            ),
            (
                "„pinlotse status“ oder „pinlotse verify --pin ch“.",
                "„pinlotse --reader virtual:hba status“ oder „pinlotse --reader virtual:hba verify --pin ch“.",
            ),
            (
                "„pinlotse --reader virtual:hba certs“",
                "„pinlotse --reader virtual:hba certs“",
            ),
            ("„pinlotse --help“", "„pinlotse --help“"),
            (
                "„pinlotse virtual letter hba“",
                "„pinlotse virtual letter hba“",
            ),
            (
                "Ein anderer Lauf von pinlotse ist",
                "Ein anderer Lauf von pinlotse ist",
            ),
        ] {
            assert_eq!(with_calls(line, &virtual_one), with);
            assert_eq!(with_calls(line, &seen("Leser 00 00")), line);
            assert_eq!(with_calls(line, &Seen::default()), line);
        }
    }
}
