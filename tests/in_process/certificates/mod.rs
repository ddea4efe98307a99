//! Certificates: what is in them, and who issued them.

mod content;
mod issuers;
