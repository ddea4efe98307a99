//! TLS to a server that is known by its certificate (pinning): 1.2 and 1.3 by rustls, with the
//! cryptography of the crates that verify signatures here anyway (`provider/`).
//!
//! Konnektors have certificates on brainpoolP256r1, which no provider of rustls speaks, and names in
//! them that are no addresses (`konnektor.konlan`); authorities are of no use there. So a server is
//! who it was at first sight: [`look`] shows its fingerprint, to be compared with the page of the
//! Konnektor, and [`connect`] speaks to exactly that one. Dates in the certificate do not count:
//! who compared it trusts this one certificate, until it is another.
//!
//! The time limit is kept by what lies below (`http::Wire`).

mod connection;
pub mod provider;
mod scheme;
mod signing;
mod verify;

pub use super::tls_error::{Alert, Error};
pub use crate::konnektor::fingerprint::Fingerprint;
pub use connection::{Hello, Newest, Secured, connect, look};
