//! Is a certificate released, and who may say so? Questions to OCSP responders, all of them on
//! loopback, and lists of issuers.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // In helpers too, where clippy does not see that this is a test.

mod answers;
mod download;
mod forged;
mod http;
mod kept;
mod lists;
mod methods;
mod oddities;
mod real_list;
