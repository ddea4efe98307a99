//! `--json`: the documents, their schema, and the pages that describe them.

mod documents;
mod every_document;
mod examples;
mod schema;
mod tables;
