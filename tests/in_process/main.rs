//! The whole program in the test's own process: a person in a script, readers and cards that the test
//! holds, notes in a folder of its own. What must be a process runs beside it (`hidden_entry`, and
//! where exit code and standard output are looked at).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::print_stdout
)] // In helpers too, where clippy does not see that this is a test.

mod activate;
mod advice;
mod both_places;
mod certificates;
mod change_verify;
mod choosing;
mod codes;
mod doctor;
mod doctor_windows;
mod faulty_cards;
mod field_kit;
#[cfg(unix)]
mod files;
#[cfg(unix)]
mod foreign_text;
mod gate;
mod guarded_card;
mod guide;
#[cfg(unix)]
mod hidden_entry;
#[cfg(target_os = "linux")]
mod induced;
mod issuers;
mod json;
mod konnektor;
mod konnektor_not_built;
mod konnektor_walk;
#[cfg(unix)]
mod links;
#[cfg(unix)]
mod log;
mod mistakes;
mod notes;
#[cfg(unix)]
mod open_question;
mod outcome_table;
#[cfg(target_os = "linux")]
mod output;
mod property_walk;
mod questions;
mod quirks;
mod records;
mod secrets_in_scripts;
#[cfg(unix)]
mod seen_entry;
#[cfg(unix)]
mod settings;
mod status_certs;
mod terminal;
mod topics;
mod torn_write;
mod tries;
mod unblock;
