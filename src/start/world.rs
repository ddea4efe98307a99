//! The world a run works in, and the program around it: no core dumps, signals that only raise a
//! flag, a panic that is an exit code.

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::Context as _;

use super::program::{Program, hand_out, language, usage};
use crate::attempts::Notes;
use crate::cli;
use crate::dialog::{Console, Dialog, Style};
use crate::reader::Readers;
use crate::report::document::{Document, Run};
use crate::report::{Failure, Seen, exit};
use crate::session::desk::context::Reach;
use crate::system::machine::Machine;
use crate::system::secrecy;
use crate::system::signals::{self, Interrupts};
use crate::text::Text;

/// What a run works with besides its arguments. Tests put their own parts in.
pub struct World {
    /// The wish to stop.
    pub interrupts: Interrupts,
    /// The person; `None` is the console.
    pub dialog: Option<Box<dyn Dialog>>,
    /// The readers; `None` takes what `--reader` says.
    pub readers: Option<Box<dyn Readers>>,
    /// The notes; `None` takes the file of this user, or those of a virtual card.
    pub notes: Option<Notes>,
    /// How a card is reached for anew for a read-back.
    pub reach: Reach,
    /// The PC that `doctor` looks at; `None` is this one.
    pub machine: Option<Machine>,
}

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
    let reach = Reach::default();
    Ok(run_in(
        arguments,
        World {
            interrupts,
            dialog: None,
            readers: None,
            notes: None,
            reach,
            machine: None,
        },
    ))
}

/// Runs the program in a given world.
pub fn run_in(arguments: Vec<OsString>, world: World) -> u8 {
    let text = Text::new(language(&arguments));
    match cli::parse(&arguments, text) {
        Ok(cli) => Program::new(cli, text, world).run(),
        Err(error) => usage(&arguments, &error, text, world),
    }
}
