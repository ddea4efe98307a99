//! Files and notes that cannot be used: why, as a part of a sentence, and what helps. The one table
//! of what a system says of files; its own words are never passed on.

use std::io;
use std::path::Path;

use super::shell;
use crate::attempts::{self, ErrorKind};
use crate::reader::VirtualFault;
use crate::secrets::RightsProblem;
use crate::system::machine::Site;
use crate::system::os::Os;
use crate::system::trouble::{Obstacle, Trouble, Whose};
use crate::text::Text;

/// Why a file could not be used, as a part of a sentence.
#[must_use]
pub fn cause_of(error: &io::Error, text: Text) -> String {
    cause(&Trouble::of(error), text)
}

/// The same of a trouble that is known.
#[must_use]
pub(super) fn cause(trouble: &Trouble, text: Text) -> String {
    match trouble {
        Trouble::Missing => text.trouble_missing(),
        Trouble::Forbidden => text.trouble_forbidden(),
        Trouble::ReadOnly => text.trouble_read_only(),
        Trouble::NoSpace => text.trouble_no_space(),
        Trouble::TooLarge => text.trouble_too_large(),
        Trouble::TooLong => text.trouble_too_long(),
        Trouble::IsFolder => text.trouble_is_folder(),
        Trouble::NoFolder => text.trouble_no_folder(),
        Trouble::Exists => text.trouble_exists(),
        Trouble::Taken => text.trouble_taken(),
        Trouble::TooManyOpen => text.trouble_too_many_open(),
        Trouble::BadName => text.trouble_bad_name(),
        Trouble::Device => text.trouble_device(),
        Trouble::NotPlain => text.trouble_not_plain(),
        Trouble::Link => text.trouble_link(),
        Trouble::LinkToNothing => text.trouble_link_to_nothing(),
        Trouble::ForeignLink => text.trouble_foreign_link(),
        Trouble::NotOpen => text.trouble_not_open(),
        Trouble::StandardStream => text.trouble_standard_stream(),
        Trouble::Unsupported => text.trouble_unsupported(),
        Trouble::Damaged => text.trouble_damaged(),
        Trouble::LineBroken => text.trouble_line_broken(),
        Trouble::Refused => text.cause_refused(),
        Trouble::TimedOut => text.cause_timed_out(),
        Trouble::NoNetwork => text.cause_no_network(),
        Trouble::TooManyFiles => text.too_many_files(),
        Trouble::Other(number) => text.trouble_number(number),
    }
}

/// Why a virtual card cannot be used, as a part of a sentence.
pub(super) fn of_virtual_card(fault: &VirtualFault, text: Text) -> String {
    match fault {
        VirtualFault::File { path, trouble } => text.file_trouble(path, &cause(trouble, text)),
        VirtualFault::Malformed { path, line, detail } => {
            text.virtual_card_malformed(path, *line, detail)
        }
        VirtualFault::Words(words) => words.clone(),
    }
}

/// What helps with a file that the user named.
pub(super) fn file_do(
    path: &str,
    trouble: &Trouble,
    obstacle: Option<&Obstacle>,
    site: Site,
    text: Text,
) -> String {
    match (trouble, obstacle) {
        (Trouble::Forbidden, _) if site.os == Os::Windows => {
            text.file_rights_windows_do(&shell::path(path, site.os))
        }
        (Trouble::Forbidden, Some(Obstacle { path, whose })) => {
            let shown = path.display().to_string();
            match whose {
                Whose::Roots => text.file_of_root_do(&shown),
                Whose::Own => text.file_own_do(&shown, &shell::path(&shown, site.os)),
                Whose::Others => text.file_of_other_do(&shown),
            }
        }
        (Trouble::NoSpace | Trouble::TooLarge, _) => text.file_space_do(),
        (Trouble::TooLong, _) => text.file_too_long_do(),
        (Trouble::ReadOnly, _) => text.file_read_only_do(),
        (Trouble::Taken, _) => text.file_taken_do(),
        (Trouble::IsFolder, _) => text.file_is_folder_do(),
        (Trouble::Missing | Trouble::NoFolder | Trouble::BadName, _) => text.file_missing_do(),
        (Trouble::Exists, _) => text.exists_already_do(),
        (Trouble::NotPlain, _) => text.file_plain_do(),
        (Trouble::Link | Trouble::LinkToNothing | Trouble::ForeignLink, _) => text.file_link_do(),
        // Descriptors have no numbers there.
        (Trouble::NotOpen | Trouble::StandardStream, _) if site.os == Os::Windows => {
            text.file_unsupported_do()
        }
        (Trouble::NotOpen, _) => text.descriptor_do(),
        (Trouble::StandardStream, _) => text.standard_stream_do(),
        (Trouble::Unsupported, _) => text.file_unsupported_do(),
        (Trouble::TooManyOpen, _) => text.file_too_many_open_do(),
        (Trouble::TooManyFiles, _) => text.file_too_many_do(),
        (Trouble::Device, _) => text.file_device_do(),
        (Trouble::LineBroken, _) => text.file_other_end_do(),
        (Trouble::Damaged, _) => text.file_damaged_do(),
        (
            Trouble::Forbidden
            | Trouble::Refused
            | Trouble::TimedOut
            | Trouble::NoNetwork
            | Trouble::Other(_),
            _,
        ) => text.file_failed_do(),
    }
}

/// What helps with a file that nobody named, for it is this program's own, and that a person may
/// write as well; `None` where what helps with every file helps there, too.
pub(super) fn own_file_do(path: &str, trouble: &Trouble, text: Text) -> Option<String> {
    match trouble {
        Trouble::NotPlain
        | Trouble::IsFolder
        | Trouble::Link
        | Trouble::LinkToNothing
        | Trouble::ForeignLink
        | Trouble::TooLong => Some(text.own_file_in_the_way_do(path)),
        _ => None,
    }
}

/// What makes a file of secrets private.
pub(super) fn private_do(path: &str, problem: &RightsProblem, site: Site, text: Text) -> String {
    match problem {
        RightsProblem::OpenToOthers { .. } if site.os == Os::Windows => {
            text.file_private_windows_do(&shell::path(path, site.os))
        }
        RightsProblem::OpenToOthers { .. } => text.file_private_do(&shell::path(path, site.os)),
        RightsProblem::ForeignOwner | RightsProblem::Unknown(_) => text.file_foreign_do(),
    }
}

/// Why the notes cannot be used, as a part of a sentence.
pub(super) fn of_notes(error: &attempts::Error, text: Text) -> String {
    let trouble = of_notes_file(error, text);
    match error.other() {
        Some(user) => text.notes_trouble_of_other(user, &trouble),
        None => trouble,
    }
}

fn of_notes_file(error: &attempts::Error, text: Text) -> String {
    let path = error.path().display().to_string();
    match (error.kind(), error.holder()) {
        (_, Some(holder)) => {
            let name = holder.name.as_deref().unwrap_or("?");
            text.notes_trouble_held_by(name, holder.process)
        }
        (ErrorKind::Read(error), _) => text.notes_trouble_read(&path, &cause_of(error, text)),
        (ErrorKind::Write(error), _) => text.notes_trouble_write(&path, &cause_of(error, text)),
        (ErrorKind::Lock(error), _) => match Trouble::of(error) {
            Trouble::Taken => text.notes_trouble_held(),
            trouble => text.notes_trouble_lock(&path, &cause(&trouble, text)),
        },
        (ErrorKind::Damaged { line, .. }, _) => text.notes_trouble_damaged(&path, *line),
        (ErrorKind::NewerVersion { found }, _) => text.notes_trouble_newer(&path, *found),
        (ErrorKind::Randomness, _) => text.notes_trouble_randomness(),
        (ErrorKind::NoPlace, _) => text.notes_trouble_no_place(),
        (ErrorKind::GateTaken, _) => text.notes_trouble_held(),
        (ErrorKind::Overtaken, _) => text.notes_trouble_overtaken(),
    }
}

/// The same where a script is held up by them: what it can say to go on all the same.
pub(super) fn notes_or_do(error: &attempts::Error, site: Site, text: Text) -> String {
    let hint = notes_do(error, site, text);
    match error.other() {
        Some(_) => text.notes_or_stated_do(&hint),
        None => text.notes_or_without_do(&hint),
    }
}

/// What helps with notes that cannot be used.
pub(super) fn notes_do(error: &attempts::Error, site: Site, text: Text) -> String {
    if let Some(user) = error.other() {
        return text.notes_of_other_unread_do(user);
    }
    let trouble = match error.kind() {
        ErrorKind::Read(error) | ErrorKind::Write(error) | ErrorKind::Lock(error) => {
            Trouble::of(error)
        }
        ErrorKind::Damaged { .. } => return text.notes_unreadable_do(),
        ErrorKind::NewerVersion { .. } => return text.notes_newer_do(),
        ErrorKind::NoPlace if site.os == Os::Windows => return text.notes_no_place_do_windows(),
        ErrorKind::NoPlace => return text.notes_no_place_do(),
        ErrorKind::GateTaken | ErrorKind::Overtaken => return text.notes_held_do(),
        ErrorKind::Randomness => return text.file_failed_do(),
    };
    let path = error.path().display().to_string();
    match (&trouble, error.obstacle()) {
        (Trouble::Forbidden, Some(Obstacle { path, whose })) => {
            let shown = path.display().to_string();
            match whose {
                Whose::Own => text.file_own_do(&shown, &shell::path(&shown, site.os)),
                // Nobody is told to take over what may be a folder of the system.
                _ if !is_for_notes(path) => text.notes_elsewhere_do(),
                Whose::Roots => text.notes_of_root_do(&shown, &shell::path(&shown, site.os)),
                Whose::Others => text.notes_of_other_do(&shown, &shell::path(&shown, site.os)),
            }
        }
        (Trouble::Taken, _) => text.notes_held_do(),
        (Trouble::ReadOnly, _) if site.os != Os::Windows => text.notes_elsewhere_do(),
        // Nobody named that file: it is this program's own.
        (
            Trouble::NotPlain
            | Trouble::IsFolder
            | Trouble::Link
            | Trouble::LinkToNothing
            | Trouble::ForeignLink,
            _,
        ) => text.notes_in_the_way_do(&path),
        (trouble, obstacle) => file_do(&path, trouble, obstacle, site, text),
    }
}

/// Whether a file or folder is there for the notes of one user: this program's own, or one on the
/// way to it that every home has.
fn is_for_notes(path: &Path) -> bool {
    let own = path.components().any(|part| part.as_os_str() == "pinlotse");
    own || path.ends_with(".local") || path.ends_with(".local/state")
}
