//! Tests of the room that need more than one file of it: certificates built by hand, one field
//! wrong at a time.

mod build;
mod content;
mod curves;
mod extensions;
mod hostile;
mod judging;
mod names;
mod signatures;
