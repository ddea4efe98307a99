//! What is kept of a run that failed, for whoever is asked for help later.

use std::path::Path;

use crate::attempts::Notes;
use crate::report::Failure;
use crate::report::document::Run;

/// Keeps beside these notes which command failed, and in which words: at real cards only. `doctor`
/// only tells of others. A folder that was named for notes (`--notes`) is not made for it: where
/// nothing was tried nothing is left behind.
pub(super) fn keep(notes: &Path, is_named: bool, run: Run<'_>, failure: &Failure) {
    let command = run.command.filter(|command| *command != "doctor");
    let kept = command.and_then(|command| failure.kept(command));
    if is_named && !notes.parent().is_some_and(Path::is_dir) {
        return;
    }
    if let Some(kept) = kept.filter(|_| !run.is_virtual) {
        Notes::open_file(notes.to_path_buf()).keep_failure(&kept);
    }
}
