//! The program around a run: no core dumps, signals that only raise a flag, a panic that is an exit
//! code.

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::Context as _;

use super::completing;
use super::language::language;
use super::losses::hand_out;
use super::program::Program;
use super::usage::usage;
use super::world::World;
use crate::cli;
use crate::dialog::{Console, Dialog, Style};
use crate::report::document::{Document, Run};
use crate::report::monitoring::icinga::{self, State};
use crate::report::{Failure, Seen, exit};
use crate::session::desk::context::ReconnectPolicy;
use crate::settings::Settings;
use crate::system::machine::Machine;
use crate::system::output::{Output, Stream};
use crate::system::printable::Printable;
use crate::system::secrecy;
use crate::system::signals::{self, Interrupts};
use crate::system::terminal;
use crate::text::Text;

/// Runs the program: no core dumps, signals only raise a flag, a panic is exit code 1 with the
/// terminal restored.
#[must_use]
pub fn run(arguments: Vec<OsString>) -> u8 {
    let wants_state = is_for_icinga(&arguments);
    let wants_document = arguments.iter().any(|argument| argument == "--json");
    // Without handlers a signal at a hidden prompt would leave the terminal without echo, and one
    // between gate and read-back an outcome nobody knows.
    let installed = signals::install().context("no handlers for signals could be installed");
    let interrupts = installed.as_ref().cloned().unwrap_or_default();
    let talk = Output::new(Stream::Error, &interrupts);
    let trouble = talk.clone();
    // A panic's own words may hold what a slice held: only the place is printed.
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        let line = Printable::line(&format!("pinlotse: internal error at {place}"));
        // Digits that are being typed may stand in the row of the cursor; they are taken off it
        // before anything moves them to another place.
        let before = if terminal::may_take_back() {
            Printable::own("\r\u{1b}[2K")
        } else {
            Printable::default()
        };
        let _ = talk.put(&before.and(&line).ended());
    }));
    let bug = match catch_unwind(AssertUnwindSafe(|| Ok(run_here(arguments, installed?)))) {
        Ok(Ok(code)) => return code,
        Ok(Err(error)) => {
            let error: anyhow::Error = error;
            let line = Printable::line(&format!("pinlotse: {error:#}"));
            let _ = trouble.put(&line.ended());
            format!("{error:#}")
        }
        Err(_) => "panic".to_owned(),
    };
    if wants_state {
        let mut console = Console::new(Style::default(), interrupts);
        console.hand_out(&icinga::unknown("internal error"));
        return State::Unknown.exit();
    }
    if wants_document {
        let failure = Failure::bug(bug);
        let mut console = Console::new(Style::default(), interrupts);
        hand_out(
            &mut console,
            &Document::of_failure(Run::default(), &failure, &Seen::default(), Text::default()),
        );
    }
    exit::UNEXPECTED
}

/// Whether `--format icinga` stands there: a bug is no warning to whoever watches.
fn is_for_icinga(arguments: &[OsString]) -> bool {
    let is_pair = |pair: &[OsString]| matches!(pair, [flag, value] if flag == "--format" && value == "icinga");
    arguments.windows(2).any(is_pair)
        || arguments
            .iter()
            .any(|argument| argument == "--format=icinga")
}

/// Runs the program in the world of this process.
fn run_here(arguments: Vec<OsString>, interrupts: Interrupts) -> u8 {
    // Where the system refuses, a core dump is all that is left to it: the secrets are wiped all
    // the same.
    let _ = secrecy::deny_core_dumps();
    run_in(
        arguments,
        World {
            interrupts,
            dialog: None,
            readers: None,
            places: None,
            notes: None,
            reconnect: ReconnectPolicy::default(),
            anchor: None,
            keeper: None,
            machine: None,
        },
    )
}

/// Runs the program in a given world.
pub fn run_in(arguments: Vec<OsString>, mut world: World) -> u8 {
    let machine = world.machine.get_or_insert_with(Machine::this);
    let settings = Settings::read(&machine.settings_files());
    let text = Text::new(language(&arguments, &settings));
    match cli::parse(&arguments, text) {
        Ok(cli::Cli {
            command: Some(cli::Command::Candidates(asked)),
            ..
        }) => completing::answer(&asked, text, settings, world),
        Ok(cli) => Program::new(cli, &arguments, text, settings, world).run(),
        Err(error) => usage(&arguments, &error, text, world),
    }
}
