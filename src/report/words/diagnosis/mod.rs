//! What `doctor` found, in words.

mod finding;
mod lines;

pub use finding::{Said, say};
pub use lines::{Section, sections, summary};
