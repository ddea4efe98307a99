//! What an administrator set once for a Konnektor: where it is, who asks, how it lets this program
//! in, and by which certificate it is known. No password is ever part of it.

mod content;
pub mod kon;
pub mod members;
mod name;
mod store;

use std::path::{Path, PathBuf};

use super::access::{Access, Basic};
use super::address::Address;
use super::directory::Plain;
use super::fingerprint::Fingerprint;
use super::identifiers::Context;

pub use content::{KEYS, Kind, Problem, Unfit, VERSION, is_fit_user, read, written};
pub use name::{NAME_MOST, Name, NoName};
pub use store::{Cleared, Entry, Error, Left, Store, Why};

/// A profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// What it is called.
    pub name: Name,
    /// The address of the Konnektor.
    pub address: Address,
    /// Who asks.
    pub context: Context,
    /// How the Konnektor lets this program in.
    pub login: Login,
    /// The certificate of the server that a person compared; `None` only where the address is
    /// reached without TLS.
    pub pinned: Option<Fingerprint>,
    /// Whether services are reached by the address of the Konnektor, whatever host and port the
    /// directory names.
    pub rewrites: bool,
    /// Whether anything may be sent without TLS; never, where the address is one with TLS.
    pub plain: Plain,
}

/// How a Konnektor lets a client in (`gemSpec_Kon` TIP1-A_4516).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Login {
    /// By nothing.
    None,
    /// By user name and password.
    Basic {
        /// The user name.
        user: String,
    },
    /// By the certificate in a PKCS#12 file.
    KeyFile {
        /// Its whole path.
        path: PathBuf,
    },
}

impl Login {
    /// Its fixed word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Login::None => "none",
            Login::Basic { .. } => "basic",
            Login::KeyFile { .. } => "pkcs12",
        }
    }

    /// Whether a password belongs to it.
    #[must_use]
    pub const fn has_password(&self) -> bool {
        !matches!(self, Login::None)
    }

    /// The PKCS#12 file.
    #[must_use]
    pub fn key_file(&self) -> Option<&Path> {
        match self {
            Login::KeyFile { path } => Some(path),
            Login::None | Login::Basic { .. } => None,
        }
    }
}

/// A password has characters that cannot be sent as one (RFC 7617): control characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordUnfit;

impl Profile {
    /// What a client needs, with the password of a login by user name; of any other login it is not
    /// looked at: that of a key file goes with the file to [`super::direct::network`].
    ///
    /// # Errors
    /// [`PasswordUnfit`].
    pub fn access(&self, password: &str) -> Result<Access, PasswordUnfit> {
        let basic = match &self.login {
            Login::Basic { user } => Some(Basic::new(user, password).ok_or(PasswordUnfit)?),
            Login::None | Login::KeyFile { .. } => None,
        };
        Ok(Access {
            address: self.address.clone(),
            context: self.context.clone(),
            basic,
            plain: self.plain,
            rewrites: self.rewrites,
        })
    }
}

#[cfg(test)]
mod tests;
