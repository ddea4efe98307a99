//! One file per command: the only rooms where people and card meet. [`run`] is the whole program
//! behind `main`.

pub mod activate;
mod certs;
pub mod change;
pub mod choose;
pub mod context;
mod doctor;
mod explain;
mod guide;
mod judging;
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
