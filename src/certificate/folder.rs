//! The certificates in a folder of somebody's making: issuers', or those of cards.
//!
//! Files are read by name, folders inside are not entered, a link counts as what it leads to, and
//! what is no plain file is not opened. No file of more than [`FILE_LIMIT`] octets is read.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::{error, fmt};

use super::pem::{self, Contents};
use super::problem::NotACertificate;
use super::x509::Certificate;
use crate::order;
use crate::system::files;
use crate::system::trouble::Unfit;

/// Octets of one file of the folder; gematik's lists of authorities have some 200 KiB.
pub const FILE_LIMIT: u64 = 1 << 20;

/// Certificates for each file that is read at most, on average: bundles hold a hundred of them and
/// lie there once.
const MOST_EACH: usize = 10;

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Folder {
    /// Every certificate with the file that it lies in, by the names of the files.
    pub certificates: Vec<(PathBuf, Certificate)>,
    /// Files that gave nothing, and those with a certificate that is none.
    pub unusable: Vec<(PathBuf, Unusable)>,
}

/// Why a file of the folder, or one certificate in it, is not used.
#[derive(Debug)]
pub enum Unusable {
    /// What the system said.
    Io(io::Error),
    /// More than a mebibyte.
    TooLarge,
    /// PEM, but of something else.
    NoCertificate,
    /// Certificates in an envelope (PKCS #7, `.p7b`): they have to be taken out.
    Pkcs7 {
        /// Whether it is written in PEM.
        pem: bool,
    },
    /// Text in UTF-16: it has to be saved in another way.
    Utf16,
    /// One of its certificates is none.
    NotACertificate(NotACertificate),
}

/// Why a folder gives no certificates.
#[derive(Debug)]
pub enum LoadError {
    /// What the system said about the folder.
    Io(PathBuf, io::Error),
    /// More files than anybody keeps there: surely not the folder that was meant.
    TooMany(PathBuf),
}

impl Folder {
    /// Reads every file of a folder but `others`, which hold something else. A folder of more than
    /// `most` files is none of certificates.
    ///
    /// # Errors
    /// [`LoadError`], for the folder as a whole. What is wrong with one file stands in
    /// [`Self::unusable`].
    pub fn read(folder: &Path, most: usize, others: &[PathBuf]) -> Result<Self, LoadError> {
        let io = |error| LoadError::Io(folder.to_owned(), error);
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder).map_err(io)? {
            if paths.len() == most {
                return Err(LoadError::TooMany(folder.to_owned()));
            }
            paths.push(entry.map_err(io)?.path());
        }
        order::plain(&mut paths);
        let mut found = Self::default();
        for path in paths.into_iter().filter(|path| !others.contains(path)) {
            match read(&path) {
                Ok(None) => {}
                Ok(Some(octets)) => found.add(&path, &octets),
                Err(reason) => found.unusable.push((path, reason)),
            }
            if found.certificates.len() > most.saturating_mul(MOST_EACH) {
                return Err(LoadError::TooMany(folder.to_owned()));
            }
        }
        Ok(found)
    }

    /// Takes the certificates out of the octets of one file of that name.
    pub fn add(&mut self, path: &Path, octets: &[u8]) {
        let mut unusable = |reason| self.unusable.push((path.to_owned(), reason));
        match pem::contents(octets) {
            Contents::Pkcs7 { pem } => unusable(Unusable::Pkcs7 { pem }),
            Contents::Utf16 => unusable(Unusable::Utf16),
            Contents::Certificates(found) if found.is_empty() => unusable(Unusable::NoCertificate),
            Contents::Certificates(found) => {
                for certificate in found {
                    match certificate {
                        Ok(certificate) => self.certificates.push((path.to_owned(), certificate)),
                        Err(reason) => unusable(Unusable::NotACertificate(reason)),
                    }
                }
            }
        }
    }
}

/// The octets of a file; `None` for a folder. Anything else that is no plain file is not opened: a
/// pipe would wait.
fn read(path: &Path) -> Result<Option<Vec<u8>>, Unusable> {
    let kind = fs::metadata(path).map_err(Unusable::Io)?;
    if kind.is_dir() {
        return Ok(None);
    }
    if !kind.is_file() {
        return Err(Unusable::Io(
            Unfit::NotPlain.error(io::ErrorKind::InvalidInput),
        ));
    }
    let file = File::open(path).map_err(Unusable::Io)?;
    let octets = files::read_at_most(file, FILE_LIMIT).map_err(Unusable::Io)?;
    octets.map(Some).ok_or(Unusable::TooLarge)
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::TooLarge => f.write_str("larger than 1 MiB"),
            Self::NoCertificate => f.write_str("no certificate in it"),
            Self::Pkcs7 { .. } => f.write_str("certificates in a PKCS #7 file"),
            Self::Utf16 => f.write_str("text in UTF-16"),
            Self::NotACertificate(reason) => reason.fmt(f),
        }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(folder, error) => write!(f, "{}: {error}", folder.display()),
            Self::TooMany(folder) => write!(f, "{}: too many files", folder.display()),
        }
    }
}

impl error::Error for LoadError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Io(_, error) => Some(error),
            Self::TooMany(_) => None,
        }
    }
}
