//! Files, in words.

use super::{Message, message};
use crate::report::facts::effect::Effect;
use crate::report::facts::failure::File;
use crate::report::words::labels::names;
use crate::report::words::{advice, many, trouble};
use crate::system::machine::Site;
use crate::text::Text;

pub(super) fn explain(cause: &File, site: Site, text: Text) -> Message {
    match cause {
        File::Notes(error) => message(
            text.notes_failed(&trouble::of_notes(error, text)),
            trouble::notes_or_do(error, site, text),
        ),
        File::NotesUnreadable(error) => message(
            text.notes_unreadable(&trouble::of_notes(error, text)),
            trouble::notes_do(error, site, text),
        ),
        File::NotesOfOthers { users } => message(
            text.notes_left_to(&users.join(", ")),
            text.notes_left_to_do(),
        ),
        File::Failed {
            path,
            trouble,
            obstacle,
        } => message(
            text.file_failed(path, &trouble::cause(trouble, text)),
            trouble::file_do(path, trouble, obstacle.as_ref(), site, text),
        ),
        File::NoCertificates { path, authorities } => message(
            if *authorities {
                text.only_authorities(path)
            } else {
                text.no_card_certificates(path)
            },
            text.no_card_certificates_do(),
        ),
        File::CertificatesLost { paths } => message(
            text.certificate_files_lost(&many::some(paths, text)),
            text.certificate_files_lost_do(),
        ),
        File::Exists { path } => message(text.exists_already(path), text.exists_already_do()),
        File::VirtualCard(fault) => message(
            text.bad_virtual_card(&trouble::of_virtual_card(fault, text)),
            text.bad_virtual_card_do(),
        ),
        File::Output {
            trouble,
            effect,
            exit,
        } => {
            let why = trouble::cause(trouble, text);
            output(&why, effect.as_ref(), *exit, text)
        }
        File::Vpcd { address, trouble } => message(
            text.vpcd_unreachable(address, &trouble::cause(trouble, text)),
            advice::reach_vpcd(site, text),
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
