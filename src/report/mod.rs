//! The outcome of a run: exit code, message, document.
//!
//! The one room that looks into the errors of the rooms below and says what they mean for a person
//! ([`explain()`], [`people`]) and for a program ([`document`]). It prints nothing.

pub mod certificates;
pub mod check;
pub mod code;
pub mod diagnosis;
pub mod document;
pub mod exit;
pub mod explain;
pub mod failure;
pub mod finding;
pub mod online;
pub mod outcome;
pub mod page;
pub mod people;
pub mod redact;
pub mod topic;

pub use check::CheckFailure;
pub use code::Code;
pub use diagnosis::Diagnosis;
pub use explain::{Message, explain};
pub use failure::{BlockedBy, Failure};
pub use outcome::{Body, Outcome, PinResult, Seen, Skipped};
