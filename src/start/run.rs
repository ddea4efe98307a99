//! The program around a run: no core dumps, signals that only raise a flag, a panic that is an exit
//! code.

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::Context as _;

use super::program::{Program, hand_out, language, usage};
use super::world::World;
use crate::cli;
use crate::dialog::{Console, Style};
use crate::report::document::{Document, Run};
use crate::report::{Failure, Seen, exit};
use crate::session::desk::context::ReconnectPolicy;
use crate::system::secrecy;
use crate::system::signals::{self, Interrupts};
use crate::text::Text;

/// Runs the program: no core dumps, signals only raise a flag, a panic is exit code 1 with the
/// terminal restored.
#[must_use]
pub fn run(arguments: Vec<OsString>) -> u8 {
    let wants_document = arguments.iter().any(|argument| argument == "--json");
    // A panic's own words may hold what a slice held: only the place is printed.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        Console::trace(&format!("pinlotse: internal error at {place}"));
    }));
    let bug = match catch_unwind(AssertUnwindSafe(|| run_here(arguments))) {
        Ok(Ok(code)) => return code,
        Ok(Err(error)) => {
            Console::trace(&format!("pinlotse: {error:#}"));
            format!("{error:#}")
        }
        Err(_) => "panic".to_owned(),
    };
    if wants_document {
        let failure = Failure::bug(bug);
        let mut console = Console::new(Style::default(), Interrupts::none());
        hand_out(
            &mut console,
            &Document::of_failure(Run::default(), &failure, &Seen::default(), Text::default()),
        );
    }
    exit::UNEXPECTED
}

/// Runs the program in the world of this process.
fn run_here(arguments: Vec<OsString>) -> anyhow::Result<u8> {
    // Where the system refuses, a core dump is all that is left to it: the secrets are wiped all
    // the same.
    let _ = secrecy::deny_core_dumps();
    // Without handlers a signal at a hidden prompt would leave the terminal without echo, and one
    // between gate and read-back an outcome nobody knows.
    let interrupts = signals::install().context("no handlers for signals could be installed")?;
    let reconnect = ReconnectPolicy::default();
    Ok(run_in(
        arguments,
        World {
            interrupts,
            dialog: None,
            readers: None,
            places: None,
            notes: None,
            reconnect,
            machine: None,
        },
    ))
}

/// Runs the program in a given world.
pub fn run_in(arguments: Vec<OsString>, world: World) -> u8 {
    let text = Text::new(language(&arguments));
    match cli::parse(&arguments, text) {
        Ok(cli) => Program::new(cli, &arguments, text, world).run(),
        Err(error) => usage(&arguments, &error, text, world),
    }
}
