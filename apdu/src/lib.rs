//! ISO/IEC 7816-4 command-response pairs and PIN blocks as values.
//!
//! This crate is the one piece that the host side and the virtual card share, so it holds only what
//! both standards texts define in the same words: how a command is cut into octets ([`Command`]),
//! what a response is ([`Response`], [`StatusWord`]), how BER-TLV nests ([`tlv`]) and what a
//! Format-2 PIN block looks like ([`Pin`], [`PinBlock`], [`PinCommand`]). It does no I/O and knows
//! no card: no AID, no file, no password reference is written here.
//!
//! Secrets hide by type: whatever carries PIN digits prints its length at most, lives in one heap
//! allocation that never grows, and is wiped when dropped.

pub mod command;
pub mod error;
pub mod pin;
pub mod response;
mod secret;
pub mod status;
pub mod tlv;

pub use command::{Case, Command, Header};
pub use error::Error;
pub use pin::{Hole, Pin, PinBlock, PinCommand};
pub use response::Response;
pub use secret::SecretOctets;
pub use status::StatusWord;
