//! How what happened is said to a person. Nothing is printed here.

pub mod certificates;
pub mod diagnosis;
pub mod failure;
pub mod labels;
pub mod line;
pub mod online;
pub mod status;
pub mod topic;

pub use failure::{Message, explain};
pub use line::Line;
