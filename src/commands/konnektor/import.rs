//! What a `.kon` file of gematik's `ti` answers already.

use std::io;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::konnektor::profile::kon::{self, Credentials, Kon};
use crate::report::words::konnektor_setup::left_behind;
use crate::report::{Failure, failure};
use crate::session::desk::context::Context;
use crate::session::desk::konnektor::CameAlong;
use crate::system::files;
use crate::system::trouble::Unfit;

/// Reads a file, and says what of it is not taken over.
///
/// # Errors
/// The file cannot be read, or something in it is wrong.
pub(super) fn read(context: &mut Context<'_>, path: &Path) -> Result<Kon, Failure> {
    let unread = |error: io::Error| Failure::file(path, &error);
    let file = files::open_plain(path).map_err(unread)?;
    let octets = files::read_at_most(file, kon::LIMIT).map_err(unread)?;
    let too_large = || unread(Unfit::TooLong.error(io::ErrorKind::InvalidData));
    // It may hold a password.
    let octets = Zeroizing::new(octets.ok_or_else(too_large)?);
    let kon = kon::read(&octets).map_err(|problems| failure::Profile::Import {
        path: path.display().to_string(),
        problems,
    })?;
    for remark in &kon.remarks {
        let (tone, line) = left_behind(remark, context.text);
        context.say(tone, &line);
    }
    Ok(kon)
}

/// The key file in it, as it is told where it stands: it lies nowhere yet.
pub(super) fn came_along(kon: &Kon, path: &Path) -> Option<CameAlong> {
    let octets = key_file(kon)?.to_vec();
    let file = path.display();
    let path = PathBuf::from(format!("{file}, {}", kon::KEY_FILE));
    Some(CameAlong { octets, path })
}

/// The key file in it.
pub(super) fn key_file(kon: &Kon) -> Option<&Zeroizing<Vec<u8>>> {
    match &kon.credentials {
        Credentials::KeyFile(octets) => Some(octets),
        Credentials::None | Credentials::Basic(_) => None,
    }
}
