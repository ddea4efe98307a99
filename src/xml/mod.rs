//! XML from outside: parsed within limits, so that no file can keep this program busy.
//!
//! Without document type declarations, and so without entities. The room knows no vocabulary: what
//! the elements mean, those rooms know that read them.

mod limits;

use roxmltree::{Document, ParsingOptions};

/// Nodes that a document may have at most; gematik's largest card image has some 7000, its list of
/// issuers some 9000.
const NODES: u32 = 1_000_000;

/// Why a text is no document.
#[derive(Debug, PartialEq, Eq)]
pub enum Wrong {
    /// There is more of something than in any file of gematik's.
    TooMuch {
        /// Line, counted from 1.
        line: u32,
        /// What was expected.
        expectation: String,
    },
    /// It is no XML, or has a document type declaration.
    NotXml {
        /// Line, counted from 1.
        line: u32,
        /// What the parser says.
        why: String,
    },
}

/// Parses a document.
///
/// # Errors
/// [`Wrong`].
pub fn parse(text: &str) -> Result<Document<'_>, Wrong> {
    limits::check(text)?;
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).map_err(|error| Wrong::NotXml {
        line: error.pos().row,
        why: error.to_string(),
    })
}
