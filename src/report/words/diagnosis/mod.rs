//! What `doctor` found, in words.

mod lines;

pub use lines::{Section, sections, summary};
