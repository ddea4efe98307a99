//! A command line that asks for help or the version, or that is not possible.

use std::ffi::OsString;

use super::language::remark_on_language;
use super::losses::after_losses;
use super::losses::hand_out;
use super::world::World;
use super::wrong_call;
use crate::cli;
use crate::dialog::{Console, Dialog, Style};
use crate::report::document::{Document, Run};
use crate::report::facts::effect::Effect;
use crate::report::facts::typed_numbers::TypedNumbers;
use crate::report::{Body, Event, Failure, Outcome, Seen, exit};
use crate::session::desk::tell::tell;
use crate::system::machine::Machine;
use crate::text::Text;

/// Help and version are no error; anything else is, also as a document.
pub(super) fn usage(arguments: &[OsString], error: &clap::Error, text: Text, world: World) -> u8 {
    let mut dialog = world
        .dialog
        .unwrap_or_else(|| Box::new(Console::new(Style::default(), world.interrupts)));
    remark_on_language(dialog.as_mut(), arguments, text);
    let lost = |dialog: &mut dyn Dialog, exit, seen: &Seen| {
        after_losses(dialog, exit, Some(Effect::default()), seen, text)
    };
    let as_document = arguments.iter().any(|argument| argument == "--json");
    if !error.use_stderr() {
        let is_version = error.kind() == clap::error::ErrorKind::DisplayVersion;
        if as_document && is_version {
            let (nothing, seen) = (Outcome::of(Body::Nothing), Seen::default());
            let document = Document::of_outcome(Run::default(), &nothing, &seen, text);
            hand_out(dialog.as_mut(), &document);
        } else {
            // clap's own word, which it takes from nobody.
            let help = error
                .to_string()
                .replace("[OPTIONS]", &text.help_value_options());
            dialog.hand_out(help.trim_end());
        }
        return lost(dialog.as_mut(), exit::DONE, &Seen::default());
    }
    let failure = Failure::from(wrong_call::of(error, arguments, text));
    let seen = Seen {
        typed: TypedNumbers::in_arguments(arguments),
        site: world.machine.unwrap_or_else(Machine::this).site(),
        ..Seen::default()
    };
    if as_document {
        let command = cli::command_of(arguments, text);
        let run = Run {
            command: command.as_deref(),
            ..Run::default()
        };
        hand_out(
            dialog.as_mut(),
            &Document::of_failure(run, &failure, &seen, text),
        );
    }
    tell(dialog.as_mut(), &Event::Failed(&failure), &seen, text);
    lost(dialog.as_mut(), failure.code().exit, &seen)
}
