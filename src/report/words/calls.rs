//! Commands that a sentence quotes: the advice of a rehearsal must not lead to a real card.

use std::borrow::Cow;

use super::failure::{self, Message};
use super::shell;
use crate::konnektor;
use crate::reader::embedded;
use crate::reader::pcsc::PREFIX as READERS_OF_PC;
use crate::report::Failure;
use crate::report::facts::failure::Unreached;
use crate::report::facts::outcome::Seen;
use crate::report::facts::typed_numbers::TypedNumbers;
use crate::system::machine::Site;
use crate::system::os::Os;
use crate::system::printable;
use crate::text::{Text, commands};

/// How a command that is quoted begins, in either language.
const QUOTED_CALLS: [&str; 2] = ["„pinlotse ", "“pinlotse "];

/// The command that sets a Konnektor up: which one it is about stands behind it.
const OF_SET_UP: &str = "konnektor ";

/// What stands for the name of a profile where that is not known.
const UNNAMED: &str = " NAME";

/// What is done at a reader at a PC only: no Konnektor takes it, so that whoever quotes it means a
/// reader, whatever the call was about.
const AT_A_READER: [&str; 1] = ["--spend-puk-use"];

/// What sets one up that is there.
const AGAIN: &str = " --again";

/// Commands that show all places: of a Konnektor they are asked about the whole of it, also by who
/// named one place in vain.
const OF_ALL_PLACES: [&str; 4] = ["readers", "leser", "doctor", "diagnose"];

/// Commands that are not about the notes of tries.
const WITHOUT_NOTES: [&str; 4] = ["readers", "leser", "explain", "hilfe-zu"];

/// How a command is called for the card of this run and its notes: the advice of a rehearsal must not
/// lead to a real card, nor that of a run with notes of its own to others.
#[must_use]
pub fn call(command: &str, seen: &Seen, text: Text) -> String {
    let (word, rest) = command.split_once(' ').unwrap_or((command, ""));
    let name = commands::of(word).map_or(word, |names| names.in_language(text.language()));
    let command = format!("{name} {rest}");
    format!("pinlotse {}{}", flags(&command, seen), command.trim_end())
}

/// How the guide is called for the card of this run and its notes.
#[must_use]
pub fn guide(seen: &Seen) -> String {
    format!("pinlotse {}", flags("", seen))
        .trim_end()
        .to_owned()
}

/// The flags that a call has to repeat, each with a blank behind it. A number that was typed in them
/// is not repeated.
fn flags(command: &str, seen: &Seen) -> String {
    let asked = seen.called.reader.as_deref();
    let terminal = asked.filter(|asked| konnektor::is_meant_by(asked) && !is_for_reader(command));
    let card = seen.reader_name().or(asked);
    let card = card.filter(|reader| embedded::is_meant_by(reader));
    let shows_all = OF_ALL_PLACES.iter().any(|word| command.starts_with(word));
    let terminal = terminal.map(|asked| match shows_all {
        true => whole_konnektor(asked),
        false => typeable(asked, seen),
    });
    // Without it the call would go wherever the settings say.
    let of_pc = seen.called.elsewhere_by_default.then_some(READERS_OF_PC);
    let reader = terminal.or(card).or(of_pc);
    let is_about_notes = !WITHOUT_NOTES.iter().any(|word| command.starts_with(word));
    let notes = seen.called.notes.as_deref().filter(|_| is_about_notes);
    let os = seen.site.os;
    let reader = reader.map(|reader| format!("--reader {} ", shell::word(reader, os)));
    let notes = notes.map(|notes| format!("--notes {} ", shell::path(notes, os)));
    let flags: String = reader.into_iter().chain(notes).collect();
    typed(seen, None).masked(&flags)
}

/// Whether what is done is done at a reader only.
fn is_for_reader(command: &str) -> bool {
    // Behind the end of the quotation goes the sentence on.
    let quoted = command.split(['“', '”']).next().unwrap_or_default();
    quoted.split(' ').any(|word| AT_A_READER.contains(&word))
}

/// What was asked for at a Konnektor, so that it can be typed again: where a number in it would be
/// masked, or nobody types that much, the name that the Konnektor told of the place, else all that its
/// profile leads to.
fn typeable<'a>(asked: &'a str, seen: &'a Seen) -> &'a str {
    let is_short = printable::shortened(asked) == asked;
    if is_short && typed(seen, None).masked(asked) == asked {
        return asked;
    }
    let reader = seen.reader.as_ref();
    let told = reader.filter(|reader| reader.terminal.is_some());
    told.map_or(whole_konnektor(asked), |reader| reader.name.as_str())
}

/// The Konnektor without the place at it that was asked for.
fn whole_konnektor(asked: &str) -> &str {
    asked.split(' ').next().unwrap_or(asked)
}

/// The numbers that are not repeated: what was typed, but for what is known to be the name of a place.
fn typed(seen: &Seen, failure: Option<&Failure>) -> TypedNumbers {
    let asked = seen.called.reader.as_deref();
    let place = seen.reader_name().into_iter();
    match failure {
        Some(Failure::Unreached(Unreached::NoSuchReader { wanted, readers })) => {
            let readers = readers.iter().map(String::as_str);
            seen.typed.but_of(asked.unwrap_or(wanted), readers)
        }
        _ => seen.typed.but_of(asked.unwrap_or_default(), place),
    }
}

/// A sentence about what was looked at: the commands that it quotes are those of [`call`], so that
/// somebody who types what is written stays with the same card and the same notes.
#[must_use]
pub fn with_calls<'a>(line: &'a str, seen: &Seen) -> Cow<'a, str> {
    if flags("", seen).is_empty() && profile(seen).is_none() {
        return Cow::Borrowed(line);
    }
    let set_up = |command: &str| match profile(seen) {
        Some(name) => typed(seen, None).masked(&named(command, name, is_new(seen), seen.site.os)),
        None => command.to_owned(),
    };
    Cow::Owned(rewritten(line, |command| flags(command, seen), set_up))
}

/// A sentence about a Konnektor: the commands that it quotes go to that one, and set that one up.
#[must_use]
pub fn with_profile(line: &str, profile: &str, site: Site) -> String {
    let reader = format!("{}{profile}", konnektor::PREFIX);
    let reader = format!("--reader {} ", shell::word(&reader, site.os));
    let flags = |command: &str| {
        if is_for_reader(command) {
            String::new()
        } else {
            reader.clone()
        }
    };
    rewritten(line, flags, |command| {
        named(command, profile, false, site.os)
    })
}

/// A sentence with these flags in the commands that it quotes. Those that set a Konnektor up have
/// none: what they are about stands behind them.
fn rewritten(
    line: &str,
    flags: impl Fn(&str) -> String,
    set_up: impl Fn(&str) -> String,
) -> String {
    let mut whole = line.to_owned();
    for quoted in QUOTED_CALLS {
        let mut parts = whole.split(quoted);
        let mut with = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            with.push_str(quoted);
            if part.starts_with(OF_SET_UP) {
                with.push_str(&set_up(part));
                continue;
            }
            // They are named there already, or it is about the program or the rehearsal as such.
            if !part.starts_with("--")
                && !part.starts_with("virtual ")
                && !part.starts_with("virtuell ")
            {
                with.push_str(&flags(part));
            }
            with.push_str(part);
        }
        whole = with;
    }
    whole
}

/// The Konnektor that was asked or is set up, where one was named.
fn profile(seen: &Seen) -> Option<&str> {
    let asked = seen.called.reader.as_deref();
    let asked = asked.and_then(konnektor::profile_of);
    let set_up = seen.called.profile.as_ref();
    asked.or(set_up.map(|named| named.name.as_str()))
}

/// Whether a Konnektor is set up of whose name nothing is kept that could be set up again.
fn is_new(seen: &Seen) -> bool {
    matches!(&seen.called.profile, Some(named) if !named.is_kept)
}

/// A command that sets a Konnektor up, with its name.
fn named(command: &str, profile: &str, is_new: bool, os: Os) -> String {
    let name = format!(" {}", shell::word(profile, os));
    let command = command.replacen(UNNAMED, &name, 1);
    if is_new {
        command.replacen(&format!("{name}{AGAIN}"), &name, 1)
    } else {
        command
    }
}

/// A failure in words, with the commands of what was looked at, and without the numbers that were
/// typed.
#[must_use]
pub fn explain(failure: &Failure, seen: &Seen, text: Text) -> Message {
    let message = failure::explain(failure, seen.site, text);
    let typed = typed(seen, Some(failure));
    let line = |line: &str| with_calls(&typed.masked(line), seen).into_owned();
    Message {
        what: line(&message.what),
        hint: line(&message.hint),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::Features;
    use crate::report::facts::outcome::{Asks, Called, NamedProfile, SeenReader, SeenTerminal};
    use crate::report::facts::typed_numbers::TypedNumbers;
    use crate::text::Language;

    fn seen(name: &str) -> Seen {
        let reader = SeenReader {
            name: name.to_owned(),
            features: Features::default(),
            contactless: false,
            terminal: None,
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
                "Zuerst „pinlotse aktivieren“ aufrufen.",
                "Zuerst „pinlotse --reader virtual:hba aktivieren“ aufrufen.",
            ),
            (
                "Run “pinlotse status”, then go.",
                "Run “pinlotse --reader virtual:hba status”, then go.",
            ),
            (
                "„pinlotse status“ oder „pinlotse prüfen --pin ch“.",
                "„pinlotse --reader virtual:hba status“ oder „pinlotse --reader virtual:hba prüfen --pin ch“.",
            ),
            (
                "„pinlotse --reader virtual:hba zertifikate“",
                "„pinlotse --reader virtual:hba zertifikate“",
            ),
            ("„pinlotse --help“", "„pinlotse --help“"),
            (
                "„pinlotse virtuell brief hba“",
                "„pinlotse virtuell brief hba“",
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

    #[test]
    fn the_guide_is_called_again_where_it_was_and_lists_for_the_whole_konnektor() {
        let at = |reader: &str| Seen {
            called: Called {
                reader: Some(reader.to_owned()),
                ..Called::default()
            },
            ..Seen::default()
        };
        assert_eq!(guide(&Seen::default()), "pinlotse");
        let whole = at("konnektor:praxis");
        assert_eq!(guide(&whole), "pinlotse --reader konnektor:praxis");
        let place = at("konnektor:praxis Labor");
        for (command, quoted) in [
            ("readers", "pinlotse --reader konnektor:praxis leser"),
            ("doctor", "pinlotse --reader konnektor:praxis diagnose"),
            (
                "status",
                "pinlotse --reader 'konnektor:praxis Labor' status",
            ),
        ] {
            assert_eq!(call(command, &place, Text::new(Language::De)), quoted);
        }
    }

    #[test]
    fn whoever_named_a_folder_of_notes_or_a_virtual_card_is_led_back_to_them() {
        let called = Called {
            reader: Some("virtual:my card.json".to_owned()),
            notes: Some("/srv/all notes".to_owned()),
            ..Called::default()
        };
        let seen = Seen {
            called,
            ..Seen::default()
        };
        let flags = "--reader 'virtual:my card.json' --notes '/srv/all notes' ";
        assert_eq!(
            with_calls("“pinlotse notes forget --all” helps.", &seen),
            format!("“pinlotse {flags}notes forget --all” helps.")
        );
        for (language, name) in [(Language::De, "aktivieren"), (Language::En, "activate")] {
            assert_eq!(
                call("activate", &seen, Text::new(language)),
                format!("pinlotse {flags}{name}")
            );
        }
        assert_eq!(
            with_calls("„pinlotse leser“", &seen),
            "„pinlotse --reader 'virtual:my card.json' leser“"
        );
    }

    #[test]
    fn whoever_named_a_konnektor_is_led_back_to_it_by_its_profile() {
        let called = Called {
            reader: Some("konnektor:praxis".to_owned()),
            ..Called::default()
        };
        let seen = Seen {
            called,
            ..seen("konnektor:praxis Empfang, SLOT:2")
        };
        assert_eq!(
            with_calls("„pinlotse status“", &seen),
            "„pinlotse --reader konnektor:praxis status“"
        );
        assert_eq!(
            with_calls("“pinlotse konnektor add NAME --again”.", &seen),
            "“pinlotse konnektor add praxis --again”."
        );
    }

    /// A call with this `--reader`, and the place that was found by it.
    fn asked(reader: &str, place: Option<&str>, more: &[&str]) -> Seen {
        let arguments = [&["pinlotse", "--reader", reader], more].concat();
        let arguments: Vec<_> = arguments.into_iter().map(Into::into).collect();
        let reader_seen = place.map(|name| SeenReader {
            terminal: Some(SeenTerminal {
                name: "Empfang".to_owned(),
                slot: 1,
                asks: Asks::Itself,
                is_connected: Some(true),
            }),
            ..seen(name).reader.unwrap()
        });
        Seen {
            typed: TypedNumbers::in_arguments(&arguments),
            called: Called {
                reader: Some(reader.to_owned()),
                ..Called::default()
            },
            reader: reader_seen,
            ..Seen::default()
        }
    }

    #[test]
    fn the_place_that_a_konnektor_named_is_quoted_so_that_it_can_be_typed() {
        let place = "konnektor:praxis ORGA 01234567, SLOT:1";
        let whole = "„pinlotse --reader 'konnektor:praxis ORGA 01234567, SLOT:1' status“";
        for reader in [
            place,
            // A part of a number, or the word of another language.
            "konnektor:praxis 34567",
        ] {
            let seen = asked(reader, Some(place), &[]);
            assert_eq!(with_calls("„pinlotse status“", &seen), whole, "{reader}");
        }
        let seen = asked("konnektor:praxis 01234567", Some(place), &[]);
        assert_eq!(
            with_calls("„pinlotse status“", &seen),
            "„pinlotse --reader 'konnektor:praxis 01234567' status“"
        );
    }

    #[test]
    fn what_nobody_types_is_not_quoted_to_be_typed() {
        let long = format!("konnektor:praxis {}", "a".repeat(60_000));
        assert_eq!(
            with_calls("„pinlotse status“", &asked(&long, None, &[])),
            "„pinlotse --reader konnektor:praxis status“"
        );
    }

    #[test]
    fn digits_that_are_in_no_name_of_a_place_are_repeated_nowhere() {
        let place = "konnektor:praxis ORGA 01234567, SLOT:1";
        // No such place, another one, and numbers in other flags.
        for (seen, mistyped) in [
            (asked("konnektor:praxis 471193", None, &[]), "471193"),
            (asked("konnektor:praxis 471193", Some(place), &[]), "471193"),
            (
                asked("konnektor:praxis ORGA", Some(place), &["--card", "98765"]),
                "98765",
            ),
            (
                asked(place, Some(place), &["--secrets-file", "471193"]),
                "471193",
            ),
        ] {
            let said = with_calls("„pinlotse status“", &seen).into_owned();
            assert!(!said.contains(mistyped), "{said}");
            assert_eq!(typed(&seen, None).masked(mistyped), "…");
        }
        let seen = asked("konnektor:praxis 471193", None, &[]);
        assert_eq!(
            with_calls("„pinlotse status“", &seen),
            "„pinlotse --reader konnektor:praxis status“"
        );
    }

    #[test]
    fn whoever_sets_a_konnektor_up_reads_its_name_and_again_only_where_it_is_kept() {
        for (is_kept, command) in [
            (
                true,
                "„pinlotse konnektor einrichten praxis --again --rewrite“",
            ),
            (false, "„pinlotse konnektor einrichten praxis --rewrite“"),
        ] {
            let name = "praxis".to_owned();
            let called = Called {
                profile: Some(NamedProfile { name, is_kept }),
                ..Called::default()
            };
            let seen = Seen {
                called,
                ..Seen::default()
            };
            let quoted = "„pinlotse konnektor einrichten NAME --again --rewrite“";
            assert_eq!(with_calls(quoted, &seen), command);
            // It is no reader that every command is about.
            assert_eq!(with_calls("„pinlotse status“", &seen), "„pinlotse status“");
        }
    }

    /// Else the advice would be the very command that was just refused.
    #[test]
    fn a_command_for_a_reader_at_a_pc_names_no_konnektor() {
        let called = Called {
            reader: Some("konnektor:praxis".to_owned()),
            notes: Some("/srv/notes".to_owned()),
            ..Called::default()
        };
        let seen = Seen {
            called,
            ..Seen::default()
        };
        for (language, command) in [
            (
                Language::De,
                "„pinlotse --notes /srv/notes entsperren --pin ch --spend-puk-use“",
            ),
            (
                Language::En,
                "“pinlotse --notes /srv/notes unblock --pin ch --spend-puk-use”",
            ),
        ] {
            let text = Text::new(language);
            let hint = text.terminal_not_blocked_do("ch");
            assert!(with_calls(&hint, &seen).contains(command), "{hint}");
        }
        let mut by_default = seen.clone();
        by_default.called.elsewhere_by_default = true;
        assert_eq!(
            with_calls(
                "„pinlotse entsperren --pin ch --spend-puk-use“",
                &by_default
            ),
            "„pinlotse --reader pcsc: --notes /srv/notes entsperren --pin ch --spend-puk-use“"
        );
        assert_eq!(
            with_calls("„pinlotse status“", &by_default),
            "„pinlotse --reader konnektor:praxis --notes /srv/notes status“"
        );
        // Somebody named a reader that the settings do not.
        by_default.called.reader = None;
        assert_eq!(
            with_calls("„pinlotse status“", &by_default),
            "„pinlotse --reader pcsc: --notes /srv/notes status“"
        );
        assert_eq!(
            with_calls(
                "„pinlotse entsperren --pin ch“, nicht --spend-puk-use.",
                &seen
            ),
            "„pinlotse --reader konnektor:praxis --notes /srv/notes entsperren --pin ch“, nicht --spend-puk-use."
        );
    }

    #[test]
    fn a_number_that_was_typed_is_not_repeated_in_a_command() {
        let arguments = ["pinlotse", "--notes", "/srv/471193"].map(Into::into);
        let called = Called {
            notes: Some("/srv/471193".to_owned()),
            ..Called::default()
        };
        let seen = Seen {
            typed: TypedNumbers::in_arguments(&arguments),
            called,
            ..Seen::default()
        };
        assert_eq!(
            call("status", &seen, Text::default()),
            "pinlotse --notes /srv/… status"
        );
    }
}
