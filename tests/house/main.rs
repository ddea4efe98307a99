//! The rules that the program as a whole keeps: which way its arrows point, which input it survives,
//! with which code it ends.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // In helpers too, where clippy does not see that this is a test.

mod arrows;
mod bad_input;
mod circles;
#[cfg(unix)]
mod examples;
mod exit_codes;
mod konnektor_numbers;
mod links;
#[cfg(unix)]
mod manual;
#[cfg(unix)]
mod pictures;
#[cfg(unix)]
mod settings_page;
mod sources;
mod system_words;
mod twins;
mod whom_to_believe;
#[cfg(target_os = "linux")]
mod without_library;
