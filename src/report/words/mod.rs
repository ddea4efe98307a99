//! How what happened is said to a person: pure functions of facts and the language. Nothing is
//! printed here.

pub mod calls;
pub mod cards;
pub mod certificates;
pub mod dates;
pub mod diagnosis;
pub mod event;
pub mod failure;
pub mod labels;
pub mod line;
pub mod online;
pub mod pins;
pub mod readers;
pub mod status;
pub mod topic;

pub use failure::{Message, explain};
pub use line::Line;
