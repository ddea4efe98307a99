//! The rooms of pinlotse, nothing else. Which room may know which stands in `docs/architecture.md`
//! and is tested by `tests/house/arrows.rs`.

pub mod attempts;
pub mod card;
pub mod certificate;
pub mod cli;
pub mod commands;
pub mod dialog;
pub mod guide;
pub mod holder;
pub mod http;
pub mod issuers;
pub mod konnektor;
pub mod online;
pub mod order;
pub mod pins;
pub mod reader;
pub mod report;
pub mod secrets;
pub mod session;
pub mod settings;
pub mod start;
pub mod system;
pub mod text;
pub mod topics;
pub mod trust;
pub mod virtual_card;
pub mod xml;

pub use start::run;
