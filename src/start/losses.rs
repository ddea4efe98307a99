//! What is handed out on standard output, and what of it was not taken, told at the end of a run.

use serde::Serialize;

use crate::dialog::Dialog;
use crate::report::facts::effect::Effect;
use crate::report::failure::File;
use crate::report::{Event, Failure, Seen, exit};
use crate::session::desk::tell::tell;
use crate::text::Text;

/// Prints a document.
pub(super) fn hand_out(dialog: &mut dyn Dialog, document: &impl Serialize) {
    dialog.hand_out(&serde_json::to_string_pretty(document).unwrap_or_default());
}

/// The exit code of a run that ended with `exit`: what standard output did not take is told, and
/// decides unless something worse does.
pub(super) fn after_losses(
    dialog: &mut dyn Dialog,
    exit: u8,
    effect: Option<Effect>,
    seen: &Seen,
    text: Text,
) -> u8 {
    let Some(trouble) = dialog.lost() else {
        return exit;
    };
    let failure = Failure::from(File::Output {
        trouble,
        effect,
        exit,
    });
    tell(dialog, &Event::Failed(&failure), seen, text);
    let codes = [exit, failure.code().exit];
    let deciding = codes.into_iter().min_by_key(|code| exit::rank(*code));
    deciding.unwrap_or(exit)
}
