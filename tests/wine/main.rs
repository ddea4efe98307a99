//! The Windows program as it is handed out, run by wine: at a real pcscd with virtual cards, at the
//! console of wine, in folders and with rights as Windows has them.
//!
//! `.ci/wine` prepares all that and runs these tests; without it each of them is skipped, and says
//! so. What wine cannot show stands in docs/testing.md.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // In helpers too, where clippy does not see that this is a test.

mod commands;
mod console;
mod doctor;
mod install;
mod like_linux;
mod many;
mod pad;
mod secrets;
mod service;
mod words;
