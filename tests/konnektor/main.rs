//! The ground under the way to a Konnektor (feature `konnektor`): TLS against OpenSSL, on loopback,
//! and files of client certificates as OpenSSL and Java write them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // In helpers too, where clippy does not see that this is a test.

mod bad_files;
#[cfg(unix)]
mod causes;
#[cfg(unix)]
mod examined;
#[cfg(unix)]
mod import;
mod keys;
mod matrix;
#[cfg(unix)]
mod mistaken;
mod network;
#[cfg(unix)]
mod practice;
#[cfg(unix)]
mod practitioner;
mod read_files;
mod recorded;
mod relay;
mod server;
#[cfg(unix)]
mod set_up;
mod trouble;
