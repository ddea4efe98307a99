//! Code words: the fixed words of the JSON contract, each with its exit code.

use super::exit;

/// Fixed word and exit code of a cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The word of the JSON contract.
    pub word: &'static str,
    /// The exit code.
    pub exit: u8,
}

pub(super) const fn code(word: &'static str, exit: u8) -> Code {
    Code { word, exit }
}

/// A card that may no longer be used, whatever its certificates say; `word` is that of what is
/// known of it.
pub(super) const fn ended(word: &'static str) -> Code {
    code(word, exit::ENDED)
}
