//! How what happened is said to a person: pure functions of facts and the language. Nothing is
//! printed here, and nothing is asked: what the PC is comes in as a value
//! ([`Site`](crate::system::machine::Site)).

mod advice;
pub mod bars;
pub mod calls;
pub mod cards;
pub mod certificates;
pub mod dates;
mod defaults;
pub mod diagnosis;
pub mod event;
pub mod examination;
pub mod failure;
pub mod issuer_list;
pub mod konnektor_setup;
pub mod labels;
pub mod line;
pub mod many;
pub mod notes;
pub mod online;
pub mod pins;
pub mod readers;
pub mod release;
pub mod shell;
pub mod state;
pub mod status;
pub mod topic;
mod trouble;

pub use defaults::by as default_by;
pub use failure::{Message, explain};
pub use line::Line;
pub use trouble::cause_of;
