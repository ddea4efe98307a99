//! The last command of this user that failed, beside the notes: who is asked for help later can
//! tell what happened. No number, no name and nothing that was typed is in it.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Notes;
use crate::system::files::{self, Access};

/// What its name has more than that of the notes: where all users of a PC keep theirs in one folder,
/// each has a file of their own.
const SUFFIX: &str = ".last-failure";
/// Longest file that is one.
const LARGEST: u64 = 4 << 10;

/// A command that failed: when, which, and in which words. All of them are fixed words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LastFailure {
    /// End of the run, RFC 3339 in UTC.
    pub at: String,
    /// The command in English.
    pub command: String,
    /// Code word of the deciding cause.
    pub code: String,
    /// Short code, as it was told; none in a file of an older version.
    #[serde(default)]
    pub short_code: Option<String>,
    /// Exit code.
    pub exit: u8,
    /// What the card answered, four hex digits, where that was told.
    pub status_word: Option<String>,
}

impl LastFailure {
    /// Whether everything in it is what it says: a file may hold anything, and this is shown to
    /// people.
    fn is_sound(&self) -> bool {
        let word = |text: &str, also: &[char]| {
            let fits = |c: char| c.is_ascii_lowercase() || c == '_' || also.contains(&c);
            (1..=40).contains(&text.len()) && text.chars().all(fits)
        };
        let short = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-';
        let is_short = |code: &String| code.len() <= 20 && code.chars().all(short);
        let digits = |text: &String| text.len() == 4 && text.chars().all(|c| c.is_ascii_hexdigit());
        let time = |c: char| c.is_ascii_digit() || "-:TZ.".contains(c);
        word(&self.command, &[' '])
            && word(&self.code, &[])
            && (10..=30).contains(&self.at.len())
            && self.at.chars().all(time)
            && self.short_code.as_ref().is_none_or(is_short)
            && self.status_word.as_ref().is_none_or(digits)
    }
}

impl Notes {
    /// The last command that failed; `None` where nothing is kept or it cannot be read.
    #[must_use]
    pub fn last_failure(&self) -> Option<LastFailure> {
        let path = beside(self.path()?);
        let is_file = |data: &fs::Metadata| data.is_file() && data.len() <= LARGEST;
        path.symlink_metadata().ok().filter(is_file)?;
        let found: LastFailure = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
        found.is_sound().then_some(found)
    }

    /// Keeps a command that failed. It is a help for later: that it cannot be written is no error.
    pub fn keep_failure(&self, failure: &LastFailure) {
        let Some(path) = self.path().map(beside) else {
            return;
        };
        let Ok(octets) = serde_json::to_vec_pretty(failure) else {
            return;
        };
        if let Some(folder) = path.parent() {
            let _ = files::create_private_folder(folder);
        }
        let _ = files::write_atomically(&path, &octets, Access::Owner);
    }
}

fn beside(notes: &Path) -> PathBuf {
    files::with_suffix(notes, SUFFIX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure() -> LastFailure {
        LastFailure {
            at: "2026-11-28T21:40:03Z".to_owned(),
            command: "virtual show".to_owned(),
            code: "wrong_secret".to_owned(),
            short_code: Some("PL-TPIN-2".to_owned()),
            exit: 10,
            status_word: Some("63C2".to_owned()),
        }
    }

    #[test]
    fn what_is_kept_is_found_again_and_replaced_by_the_next() {
        let folder = std::env::temp_dir().join(format!("pinlotse-last-{}", std::process::id()));
        let notes = Notes::open_file(folder.join("notes.json"));
        assert_eq!(notes.last_failure(), None);
        notes.keep_failure(&failure());
        assert_eq!(notes.last_failure(), Some(failure()));
        let next = LastFailure {
            code: "no_reader".to_owned(),
            exit: 4,
            status_word: None,
            ..failure()
        };
        notes.keep_failure(&next);
        assert_eq!(notes.last_failure(), Some(next));
        fs::write(
            folder.join("notes.json.last-failure"),
            "{\"at\": \"yesterday\"}",
        )
        .unwrap();
        assert_eq!(notes.last_failure(), None);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn of_two_users_with_their_notes_in_one_folder_each_has_its_own() {
        let folder = std::env::temp_dir().join(format!("pinlotse-both-{}", std::process::id()));
        let of = |user: &str| Notes::in_memory().among_all(&folder, user);
        of("anna").keep_failure(&failure());
        assert_eq!(of("anna").last_failure(), Some(failure()));
        assert_eq!(of("berta").last_failure(), None);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_is_kept_nowhere_is_nothing() {
        let notes = Notes::in_memory();
        notes.keep_failure(&failure());
        assert_eq!(notes.last_failure(), None);
    }

    #[test]
    fn a_file_that_holds_anything_else_is_not_shown() {
        assert!(failure().is_sound());
        let odd = [
            LastFailure {
                at: "\u{1b}[2J".to_owned(),
                ..failure()
            },
            LastFailure {
                command: "Änne Größ".to_owned(),
                ..failure()
            },
            LastFailure {
                code: "80276".to_owned(),
                ..failure()
            },
            LastFailure {
                status_word: Some("471193".to_owned()),
                ..failure()
            },
            LastFailure {
                short_code: Some("Änne".to_owned()),
                ..failure()
            },
        ];
        assert!(odd.iter().all(|odd| !odd.is_sound()));
    }
}
