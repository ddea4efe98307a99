//! The file itself: whether it may be believed, and how much of it is read.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::content::{Problem, Values, parse};
use crate::system::files::{self, RightsProblem, SettingsOf};
use crate::system::trouble::Trouble;

/// Most octets of a settings file: 64 KiB.
const LIMIT: u64 = 64 * 1024;

/// Why a file cannot be used.
#[derive(Debug, Clone)]
pub enum Why {
    /// It cannot be read.
    Unread(Trouble),
    /// Others may write it: it may say what they want.
    Rights(Arc<RightsProblem>),
    /// What stands in it.
    Content(Vec<Problem>),
}

/// Reads a file; `None` where there is none.
///
/// # Errors
/// Why it cannot be used.
pub(super) fn read(path: &Path, whose: SettingsOf) -> Result<Option<Values>, Why> {
    let unread = |error: io::Error| Why::Unread(Trouble::of(&error));
    let file = match files::open_plain(path) {
        Err(error) if is_missing(&error) => return Ok(None),
        opened => opened.map_err(unread)?,
    };
    // The open file is asked, not its name: the name may be another file by now.
    files::settings_file_rights(&file, whose).map_err(|problem| Why::Rights(Arc::new(problem)))?;
    let octets = files::read_at_most(file, LIMIT).map_err(unread)?;
    let octets = octets.ok_or(Why::Unread(Trouble::TooLong))?;
    parse(&octets).map(Some).map_err(Why::Content)
}

/// A folder above it that is none counts as well (`~/.config` as a file).
fn is_missing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}
