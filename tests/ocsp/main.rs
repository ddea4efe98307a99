//! Is a certificate released? Questions to OCSP responders, all of them on loopback.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // In helpers too, where clippy does not see that this is a test.

mod answers;
mod forged;
mod http;
