//! One run of a command that hands secrets to a card: `activate`, `change`, `unblock`, `verify`.
//!
//! `run` goes over the PINs of a card: the checks before any exchange, the card, what is announced,
//! then one PIN after the other. `job` is the work on one PIN: whether a try may be made (`tries`,
//! with the numbers of `standing` and what `letter` asks), the digits (`entry`: typed here by
//! `keyboard`, or at the reader by `coach`), the gate (`pass`) with the `note` around it and, where
//! the line broke, the state read anew (`read_back`), and what its answer comes to (`verdict`).
//! `end` has the last words. What differs from command to command is a [`Purpose`]: which PINs are
//! worked on, and what is said before and after.

mod coach;
pub mod desk;
mod end;
mod entry;
mod job;
mod keyboard;
mod letter;
mod mistakes;
mod note;
mod options;
mod pass;
mod plan;
mod purpose;
mod read_back;
mod run;
mod standing;
mod state;
mod tries;
mod verdict;

pub use options::{Entry, Options};
pub use plan::{Job, Plan};
pub use purpose::Purpose;
pub use run::run;
pub use state::Session;
