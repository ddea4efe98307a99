//! Certificates: what is in them, and who issued them.

mod cannot_tell;
mod content;
mod fetched;
mod fleet;
mod issuers;
mod lists;
mod released;
