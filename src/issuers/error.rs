//! Why there is no newer list here.

use std::io;
use std::path::PathBuf;

use crate::online;
use crate::trust::Refusal;

/// Why a list was not taken. Whatever it is, the one that was kept before is still there.
#[derive(Debug)]
pub enum Error {
    /// It could not be fetched.
    Unavailable {
        /// Its address.
        url: String,
        /// Why.
        why: online::Error,
    },
    /// It is not believed.
    Refused {
        /// Its address, or its file.
        from: String,
        /// Whether it is an address.
        fetched: bool,
        /// Why.
        why: Refusal,
    },
    /// It is older than the one that is here.
    Older {
        /// The number of the list that is here.
        here: u32,
        /// Its own number.
        offered: u32,
    },
    /// No list lies there.
    Missing(PathBuf),
    /// The system names no place where it could be kept.
    NoPlace,
    /// A file or folder could not be read or written.
    File(PathBuf, io::Error),
}
