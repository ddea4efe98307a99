//! What `doctor` found, in words.

mod finding;
mod lines;
mod result;

pub use finding::{Said, say};
pub use lines::{Section, last_failure, sections};
pub use result::{brief, details_call, overview, summary};
