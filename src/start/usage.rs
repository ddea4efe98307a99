//! A command line that asks for help or the version, or that is not possible.

use std::ffi::OsString;

use super::language::remark_on_language;
use super::losses::after_losses;
use super::program::hand_out;
use super::world::World;
use crate::cli;
use crate::dialog::{Console, Dialog, Style};
use crate::report::document::{Document, Run};
use crate::report::facts::effect::Effect;
use crate::report::facts::typed_numbers::TypedNumbers;
use crate::report::failure::CommandLine;
use crate::report::{Body, Event, Failure, Outcome, Seen, exit};
use crate::session::desk::tell::tell;
use crate::system::machine::Machine;
use crate::system::printable;
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
            dialog.hand_out(error.to_string().trim_end());
        }
        return lost(dialog.as_mut(), exit::DONE, &Seen::default());
    }
    let failure = Failure::from(cause_of(error));
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

/// In clap's words; a command that lacks its own command would come with its whole help, which is
/// one flag away.
fn cause_of(error: &clap::Error) -> CommandLine {
    match error.kind() {
        clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        | clap::error::ErrorKind::MissingSubcommand => CommandLine::CommandMissing,
        _ => CommandLine::Clap(error.to_string().trim_end().to_owned()),
    }
}

/// The same error of a call that quotes nothing but printable text: the words are clap's, in lines
/// of its own, and hold what was typed as it is. `None` where nothing else was typed.
pub(super) fn printable_error(arguments: &[OsString], text: Text) -> Option<clap::Error> {
    let shown = arguments
        .iter()
        .map(|argument| printable::line(&argument.to_string_lossy()).into());
    let shown: Vec<OsString> = shown.collect();
    let differs = shown != arguments;
    differs.then(|| cli::parse(&shown, text).err()).flatten()
}
