//! What a run did to the PINs of a card: what must stay known where its result gets lost.

use super::exit;
use super::failure::Failure;
use super::outcome::{Body, Outcome, failures};
use crate::pins::PinKey;

/// PINs that are not what they were, or may not be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effect {
    /// Those that were changed.
    pub changed: Vec<PinKey>,
    /// Those of which nobody knows what became of them.
    pub unknown: Vec<PinKey>,
}

impl Effect {
    /// Of a run that came to this.
    #[must_use]
    pub fn of(result: &Result<Outcome, Failure>) -> Self {
        let results = match result {
            Ok(Outcome {
                body: Body::Results { results, .. },
                ..
            }) => results.as_slice(),
            Ok(_) | Err(_) => &[],
        };
        let changed = results.iter().filter(|result| result.changed);
        let unknown = failures(result)
            .iter()
            .filter(|failure| failure.code().exit == exit::UNKNOWN);
        Self {
            changed: changed.map(|result| result.key).collect(),
            unknown: unknown.filter_map(Failure::pin).collect(),
        }
    }
}
