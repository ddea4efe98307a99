//! One file for support: a page that was taken through the redactor.

pub mod page;
pub mod probe;
pub mod redact;
