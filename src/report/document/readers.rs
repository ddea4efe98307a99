//! `readers`: what is there, and what the list may lack.

use serde::Serialize;

use super::diagnosis::Finding;
use super::parts::Slot;

/// What `readers` says.
#[derive(Debug, Serialize)]
pub(super) struct ReaderList<'a> {
    pub(super) readers: Vec<Slot<'a>>,
    /// Of card terminals only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) findings: Option<Vec<Finding<'a>>>,
}
