//! The outcome of a run: exit code, message, document.
//!
//! The one room that looks into the errors of the rooms below. What happened is a value ([`facts`]),
//! how it is said to a person stands in [`words`], how it is written for a program in [`document`],
//! what support gets in [`support_file`], and what programs that watch get in [`monitoring`]. It prints
//! nothing.

pub mod document;
pub mod facts;
pub mod monitoring;
pub mod support_file;
pub mod words;

pub use facts::check::CheckFailure;
pub use facts::code::Code;
pub use facts::diagnosis::Diagnosis;
pub use facts::event::Event;
pub use facts::exit;
pub use facts::failure::{self, BlockedBy, Failure};
pub use facts::outcome::{Body, Outcome, PinResult, Seen, Skipped};
pub use words::{Message, explain};

#[cfg(test)]
mod tests;
