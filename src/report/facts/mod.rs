//! What happened, in values: no sentence is made here.

pub mod asked;
pub(super) mod cause;
pub mod check;
pub mod code;
pub mod diagnosis;
pub mod effect;
pub mod event;
pub mod examination;
pub mod exit;
pub mod failure;
pub mod finding;
pub mod issuer_list;
pub mod kept;
pub mod konnektor_setup;
pub mod list_gaps;
pub mod many;
pub mod next_step;
pub mod outcome;
pub mod release;
pub mod seen;
mod short_code;
pub mod typed_numbers;
