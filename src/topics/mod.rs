//! The dead ends in words, what is known of each issuer, and which cards are to be replaced.
//!
//! All of it is data in files beside this one, so that it can be corrected without a programmer:
//! texts of topics in `texts/de` and `texts/en`, what people call things in `words.txt`, short codes in `codes.json`,
//! numbers that cards answer with in `status_words.json`, `issuers.json`, `radar.json`,
//! `readers.json`, and the pages all of that was read on in `sources.json`. What is not known is said to be not known.
//! The room knows no card and no reader: it takes words and numbers.

mod article;
mod built_in;
mod catalogue;
pub mod codes;
pub mod issuers;
mod markup;
pub mod radar;
pub mod readers;
mod search;
pub mod sources;
pub mod status_words;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use article::{Article, Block, Section};
pub use catalogue::{Topic, all, topic};
pub use issuers::Issuer;
pub use markup::Setting;
pub use search::{Hit, is_clear, says_nothing, search};
pub use sources::Source;
