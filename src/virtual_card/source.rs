//! Where a virtual card comes from.

use std::io::Read;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::error::Error;
use super::object_system::ObjectSystem;
use super::profiles::Profile;
use super::{image, state_file};
use crate::system::files;

/// Files longer than this are no card: the images have 75 to 235 kB.
const SIZE_LIMIT: u64 = 10 * 1024 * 1024;

/// Where a virtual card comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Built in, fresh each time.
    Profile(Profile),
    /// A gematik card image (XML), fresh each time.
    Image(PathBuf),
    /// A state file (JSON) that [`VirtualCard::save`](super::VirtualCard::save) wrote.
    State(PathBuf),
}

impl Source {
    /// `hba` and `smcb` are profiles; anything else is a path, and the first character of that file
    /// decides between image and state file. A file named `hba` is `./hba`. A file that cannot be
    /// read counts as an image: loading it says why.
    #[must_use]
    pub fn parse(text: &str) -> Source {
        match text {
            "hba" => Source::Profile(Profile::Hba),
            "smcb" => Source::Profile(Profile::Smcb),
            path if looks_like_json(Path::new(path)) => Source::State(PathBuf::from(path)),
            path => Source::Image(PathBuf::from(path)),
        }
    }

    pub(super) fn load(&self) -> Result<ObjectSystem, Error> {
        match self {
            Source::Profile(profile) => Ok(profile.build()),
            Source::Image(path) => image::read(&text(path)?, path),
            Source::State(path) => state_file::read(&text(path)?, path),
        }
    }
}

fn looks_like_json(path: &Path) -> bool {
    let mut start = Vec::new();
    let Ok(file) = files::open_plain(path) else {
        return false;
    };
    let read = file.take(256).read_to_end(&mut start);
    read.is_ok() && start.iter().find(|octet| !octet.is_ascii_whitespace()) == Some(&b'{')
}

/// The whole file as text, in a buffer that is wiped: it may hold PINs.
fn text(path: &Path) -> Result<Zeroizing<String>, Error> {
    let mut file = files::open_plain(path).map_err(Error::io(path, "open"))?;
    let size = file.metadata().map_err(Error::io(path, "read"))?.len();
    let too_long = || {
        Error::malformed(
            path,
            1,
            format!("a card of at most {SIZE_LIMIT} octets expected"),
        )
    };
    let capacity = usize::try_from(size.min(SIZE_LIMIT)).map_err(|_| too_long())?;
    // One octet more, so that a regular file never makes the buffer grow.
    let mut octets = Zeroizing::new(Vec::with_capacity(capacity + 1));
    file.by_ref()
        .take(SIZE_LIMIT + 1)
        .read_to_end(&mut octets)
        .map_err(Error::io(path, "read"))?;
    if octets.len() as u64 > SIZE_LIMIT {
        return Err(too_long());
    }
    match String::from_utf8(std::mem::take(&mut *octets)) {
        Ok(text) => Ok(Zeroizing::new(text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let octets = Zeroizing::new(error.into_bytes());
            let line = 1 + octets
                .iter()
                .take(at)
                .filter(|octet| **octet == b'\n')
                .count();
            Err(Error::malformed(
                path,
                u32::try_from(line).unwrap_or(u32::MAX),
                "UTF-8 text expected",
            ))
        }
    }
}
