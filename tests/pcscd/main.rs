//! The program at a real pcscd with virtual cards, and at a PIN pad.
//!
//! libpcsclite reads its daemon's address once in a process. So what calls it here runs in a process
//! of its own: the program, the other program below, or the test itself (`support::own_process`).

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // In helpers too, where clippy does not see that this is a test.

mod activate;
mod clients;
mod dead_ends;
mod doctor;
mod guide;
mod hanging;
mod harness;
mod left_as_it_is;
mod lost_cards;
mod other_programs;
mod pad;
mod secrets;
mod shells;
mod signals;
mod which_card;

/// Not a test: the other program's side of the others.
#[test]
fn the_other_program() {
    support::other_program::play();
}
