//! How octets get to a Konnektor and back.

use std::time::Duration;

use super::address::Address;
use super::key_error;
use super::terms::Terms;
use super::tls_error::Error;
use crate::http::Reply;
use crate::http::reply::Wanted;
use crate::system::signals::Interrupts;

/// Longest wait for an answer that needs nobody.
pub const QUESTION: Duration = Duration::from_secs(30);

/// Longest wait for a dialog at a terminal: three entries with all the time that a terminal may give
/// for each, 255 s (SICCT: PERFORM and MODIFY VERIFICATION DATA), and some more.
pub const DIALOG: Duration = Duration::from_secs(15 * 60);

/// Carries one request to an address, over a connection of its own, and brings the reply.
pub trait Network {
    /// Sends `request`, a whole one of HTTP/1.1, once and never again.
    ///
    /// # Errors
    /// [`Lost`].
    fn exchange(
        &mut self,
        to: &Address,
        request: &[u8],
        wanted: &Wanted,
        waiting: &Waiting<'_>,
    ) -> Result<Reply, Lost>;

    /// What the last connection by TLS was made by; `None` where none was made.
    fn terms(&self) -> Option<&Terms> {
        None
    }
}

/// How long a reply is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Waiting<'a> {
    /// The end of it.
    pub limit: Duration,
    /// What may end it before.
    pub interrupts: &'a Interrupts,
}

/// Why there is no reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The cause.
    pub error: Error,
    /// Whether the request may have reached the other end.
    pub may_have_arrived: bool,
}

impl Lost {
    /// Nothing of the request went out.
    #[must_use]
    pub const fn before(error: Error) -> Self {
        Self {
            error,
            may_have_arrived: false,
        }
    }

    /// All of it may have arrived.
    #[must_use]
    pub const fn after(error: Error) -> Self {
        Self {
            error,
            may_have_arrived: true,
        }
    }
}

/// Longest file of a client certificate that is read, in octets. Those of Konnektors have 2 to 6 KiB.
pub const KEY_FILE_LIMIT: usize = 256 * 1024;

/// A file of a client certificate (PKCS#12), and the password that opens it.
#[derive(Clone, Copy)]
pub struct KeyFile<'a> {
    /// Its octets.
    pub octets: &'a [u8],
    /// Its password.
    pub password: &'a str,
}

/// Why there is no network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoNetwork {
    /// This program was built without it (feature `konnektor`).
    NotBuilt,
    /// The client certificate cannot be used.
    KeyFile(key_error::Error),
}
