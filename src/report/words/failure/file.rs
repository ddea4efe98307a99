//! Files, in words.

use super::{Message, message};
use crate::report::facts::effect::Effect;
use crate::report::facts::failure::File;
use crate::report::words::labels::names;
use crate::text::Text;

pub(super) fn explain(cause: &File, text: Text) -> Message {
    match cause {
        File::Notes(error) => message(
            text.notes_failed(&error.to_string()),
            text.notes_failed_do(),
        ),
        File::NotesUnreadable(error) => message(
            text.notes_unreadable(&error.to_string()),
            text.notes_unreadable_do(),
        ),
        File::Failed { path, detail } => {
            message(text.file_failed(path, detail), text.file_failed_do())
        }
        File::Exists { path } => message(text.exists_already(path), text.exists_already_do()),
        File::VirtualCard(error) => {
            message(text.bad_virtual_card(error), text.bad_virtual_card_do())
        }
        File::Output {
            detail,
            effect,
            exit,
        } => output(detail, effect.as_ref(), *exit, text),
        File::Vpcd { address, detail } => message(
            text.vpcd_unreachable(address, detail),
            text.vpcd_unreachable_do(),
        ),
    }
}

/// What is in the document or on the screen may be gone: the card and the exit code are said anew.
fn output(detail: &str, effect: Option<&Effect>, exit: u8, text: Text) -> Message {
    let mut what = vec![text.output_lost(detail)];
    let mut touched = false;
    if let Some(Effect { changed, unknown }) = effect {
        touched = !changed.is_empty() || !unknown.is_empty();
        match changed.as_slice() {
            [] if unknown.is_empty() => what.push(text.output_lost_unchanged()),
            [] => {}
            changed => what.push(text.output_lost_changed(&names(changed))),
        }
        if !unknown.is_empty() {
            what.push(text.output_lost_unknown(&names(unknown)));
        }
    }
    what.push(text.output_lost_exit(exit));
    let hint = if touched {
        text.output_lost_look_do()
    } else {
        text.output_lost_do()
    };
    message(what.join(" "), hint)
}
