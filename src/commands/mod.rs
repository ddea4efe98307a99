//! One small file per command: what a flag asks for, in the terms of the rooms below.

pub mod activate;
pub mod certs;
pub mod change;
pub mod completions;
pub mod doctor;
mod every_card;
pub mod explain;
pub mod exported;
pub mod issuers;
mod judging;
pub mod konnektor;
pub mod man;
pub mod notes;
pub mod readers;
pub mod record;
pub mod status;
pub mod unblock;
pub mod verify;
pub mod virtual_card;
