//! X.509 of the cards: octets in, values out.
//!
//! [`Content::of`] says what a certificate file of a card holds and never fails: cards come with
//! empty, padded and misused files. [`Certificate`] is what is read out of an X.509 certificate,
//! extension by extension, so that one bad extension costs one value. [`validity`] and [`judge`]
//! answer what a date makes of it, [`issuers`] whether a given authority signed it, [`signature`]
//! is the arithmetic below.
//!
//! The room knows no card and shows nothing. What names say is foreign text: it is given as it stands in the certificate, wrong
//! spellings and double encodings included; only what could forge a line is replaced.

pub mod admission;
mod check;
mod content;
mod curve;
mod extensions;
pub mod folder;
pub mod issuers;
pub mod judge;
pub mod key;
pub mod kind;
mod name;
mod pem;
mod problem;
pub mod professions;
pub mod signature;
pub(crate) mod time;
pub mod validity;
pub(crate) mod walk;
mod x509;

pub use admission::Profession;
pub use check::Check;
pub use content::Content;
pub use folder::Folder;
pub use issuers::{Doubt, IssuerCheck, Issuers};
pub use key::Key;
pub use kind::{CertificateType, Purpose};
pub use name::Name;
pub use problem::{NotACertificate, Odd};
pub use validity::State;
pub use x509::{Certificate, SIZE_LIMIT};

#[cfg(test)]
mod tests;
