//! A G2.1 card without a chip: people rehearse on it before they spend real tries, scripts and
//! tests run on it, and [`vpcd`] serves it to a real pcscd.
//!
//! It is the card side of the wire and behaves as gemSpec_COS 3.12.0 and the object systems say
//! (`cards.md` §1-§5). It must not know the host side: only the crate `apdu` is shared, so that
//! every number of an object system is typed twice from the specification and a wrong one shows.
//!
//! Where the specification leaves the answer to the maker of the card, this one answers so:
//!
//! | question | answer here |
//! |---|---|
//! | malformed PIN block (N008.100 only defines the coding) | 6A80, no try counted |
//! | wrong Lc or Le, an Le that is missing, more than 1033 octets | 6700, nothing changes; seen on an eHBA of DGN |
//! | unknown class, instruction, P1-P2 (N034.400) | 6E00, 6D00, 6A86, nothing changes |
//! | SELECT P2=00 (N047.500b), a shortened AID (N048.000a.3) | 6A86, 6A82 |
//! | CHANGE REFERENCE DATA: blocked and bad length at once (N075.200a) | 6983 |
//! | CHANGE REFERENCE DATA P1=01 outside the Leer-PIN state (N015.610) | 6982 |
//! | RESET RETRY COUNTER refused with 6982 or 6985 (CosH_b46) | no PUK use spent, security status kept; other [`Quirk`] |
//! | object type before access rule (6981 before 6982) | yes |
//! | reading a file of a terminated card | 6982: no rule fits |
//!
//! Not there, because nothing here asks for it: keys and what needs them (GENERAL AUTHENTICATE,
//! INTERNAL AUTHENTICATE, PSO, MSE SET, secure messaging), writing commands, multi-reference passwords of the eGK. Commands with
//! secure-messaging bits get 6988 (N031.700b). Only the contact interface is played.

mod access_rule;
mod behaviour;
mod card;
mod channel;
mod error;
mod fcp;
mod image;
mod index;
mod life_cycle;
mod mishap;
mod object_system;
mod password;
mod password_commands;
mod profiles;
mod quirk;
mod quirk_effect;
mod read;
mod request;
mod rule_parser;
mod security_state;
mod select;
mod source;
mod state_file;
mod status;
mod view;
pub mod vpcd;

#[cfg(test)]
mod tests;

pub use behaviour::{Behaviour, CosGeneration, Cut};
pub use card::VirtualCard;
pub use error::Error;
pub use mishap::Mishap;
pub use object_system::TransportStatus;
pub use profiles::Profile;
pub use quirk::Quirk;
pub use source::Source;
pub use view::{Letter, LetterLine, PasswordView, UnknownTerm};
