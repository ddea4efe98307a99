//! What the list of terminals and cards may lack that a Konnektor gave, and why.

use crate::konnektor::Trouble;

/// What is to be said beside such a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListGaps {
    /// The name of the profile that was gone by.
    pub profile: String,
    /// What the Konnektor warned of beside it.
    pub warned: Vec<Trouble>,
    /// The terminals to which it has no line.
    pub cut_off: Vec<String>,
}
