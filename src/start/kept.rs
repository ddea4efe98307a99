//! What is kept of a run that failed, for whoever is asked for help later.

use std::path::Path;
use std::time::SystemTime;

use crate::attempts::{LastFailure, Notes};
use crate::report::document::Run;
use crate::report::{Failure, exit};
use crate::system::clock;

/// Keeps beside these notes which command failed, and in which words: at real cards only. A wish of
/// the person and a slip on the command line are no failure of the PC's, and `doctor` only tells of
/// others. A folder that was named for notes (`--notes`) is not made for it: where nothing was tried
/// nothing is left behind.
pub(super) fn keep(notes: &Path, is_named: bool, run: Run<'_>, failure: &Failure) {
    let Some(command) = run.command.filter(|command| *command != "doctor") else {
        return;
    };
    let code = failure.code();
    if run.is_virtual || failure.is_own_wish() || code.exit == exit::USAGE {
        return;
    }
    if is_named && !notes.parent().is_some_and(Path::is_dir) {
        return;
    }
    Notes::open_file(notes.to_path_buf()).keep_failure(&LastFailure {
        at: clock::timestamp(SystemTime::now()),
        command: command.to_owned(),
        code: code.word.to_owned(),
        short_code: Some(failure.short_code()),
        exit: code.exit,
        status_word: failure.status_word().map(|status| status.to_string()),
    });
}
