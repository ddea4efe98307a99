//! Where bad input comes in ([`entries`]), and good input to begin with ([`seeds`]). The fuzz
//! targets use both, and so does `tests/house/bad_input.rs`, which needs no fuzzer.

pub mod entries;
pub mod key_files;
pub mod konnektor;
pub mod seeds;
