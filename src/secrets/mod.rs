//! Secrets for scripts: a file, a pipe or standard input becomes PINs by role.
//!
//! An admin's script has no one who could type a slip again, so everything that can be known to be
//! wrong is found here, all of it at once, before any card is touched: a slip must cost a line of
//! text, not one of three tries.
//!
//! The octets are read into one buffer that never grows and is wiped; digits are copied from it
//! into [`apdu::Pin`] and nowhere else. No problem, no `Debug` and no `Display` of this room holds
//! a digit of a secret: they speak of lines, keys and counts.
//!
//! This room must not know: cards, readers, which keys a card needs, sentences for people.

mod key;
mod new_pins;
mod parse;
mod problem;
mod rules;
mod seal;
mod sent;
mod set;
mod source;
#[cfg(test)]
mod tests;
mod trivial;

/// Why digits are no PIN.
pub use apdu::Error as NotAPin;
/// For the rooms that pass PINs on and speak no APDUs.
pub use apdu::Pin;

/// For what may be wrong with a file of secrets.
pub use crate::system::files::RightsProblem;

pub use key::Key;
pub use new_pins::NewPins;
pub use problem::{Category, Kind, Problem};
pub use rules::Rules;
pub use sent::{Mistake, Sent, Use};
pub use set::Secrets;
pub use source::{LIMIT, SecretsSource, SourceError, SourceErrorKind, WAIT_AT_LEAST, read_wiped};
pub use trivial::{CardDigits, Trivial, trivial};
