//! Facts of the world around the card, as data with source and date. The room knows no card, no reader and no person.

pub mod readers;
