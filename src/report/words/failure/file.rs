//! Files, in words.

use super::{Message, message};
use crate::report::facts::failure::File;
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
        File::Vpcd { address, detail } => message(
            text.vpcd_unreachable(address, detail),
            text.vpcd_unreachable_do(),
        ),
    }
}
