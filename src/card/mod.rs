//! The card as the host sees it: what kind it is, which PINs it has, in what state they are, and
//! the one way a secret takes to it.
//!
//! Written from gemSpec_COS and the object-system specifications, independently of the virtual
//! card: only the crate `apdu` is shared, so that one wrong number shows. The room speaks to a
//! [`crate::reader::Connection`], the gate to whatever is a [`PinAccess`]; it knows no person, no
//! language, no file of this PC.

pub mod access;
pub mod application;
pub mod commands;
pub mod elsewhere;
pub mod error;
pub mod evidence;
pub mod files;
pub mod gate;
pub mod iccsn;
pub mod kind;
pub mod look;
pub mod objects;
pub mod outcome;
pub mod pin_status;
pub mod probe;
pub mod version;

#[cfg(test)]
mod tests;

pub use access::{ApduAccess, How, Left, Order, PinAccess, Reply, TerminalEnd, TerminalReply};
pub use application::Application;
pub use commands::{Card, Reading};
pub use elsewhere::{Elsewhere, Reach};
pub use error::Error;
pub use evidence::Evidence;
pub use files::{CertificateFile, FilePurpose};
pub use gate::{Aftermath, Expected, Refusal};
pub use iccsn::Iccsn;
pub use kind::Kind;
pub use look::{Depth, PinView, View, look};
pub use objects::{Folder, PasswordObject};
pub use outcome::{Answer, Block, Operation, Verdict, judge};
pub use pin_status::PinStatus;
pub use version::{Generation, Version};
