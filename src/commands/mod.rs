//! One file per command: the only rooms where people and card meet. [`run`] is the whole program behind `main`.

pub mod activate;
pub mod change;
pub mod choose;
pub mod context;
mod guide;
mod notes;
mod notes_command;
mod options;
mod readers;
mod record;
pub mod session;
mod start;
mod status;
pub mod unblock;
pub mod verify;
mod virtual_card;

pub use context::{Context, Reach};
pub use start::{World, run, run_in};
