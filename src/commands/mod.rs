//! One file per command: the only rooms where people and card meet. [`run`] is the whole program behind `main`.

pub mod activate;
pub mod choose;
pub mod context;
mod notes;
mod readers;
mod start;
mod status;
mod virtual_card;

pub use context::Context;
pub use start::{World, run, run_in};
