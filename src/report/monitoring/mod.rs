//! What was found of many cards, for programs that watch: one line and an exit code for Icinga and
//! its relatives, measured values for Prometheus.
//!
//! No name of a person or an institution goes out here. A card is told by its number, by the
//! Telematik-ID of its holder, by a file or by a reader: whoever watches has to know which one.

pub mod icinga;
pub mod prometheus;

#[cfg(test)]
mod tests;

use crate::report::{Body, Failure, Outcome};

use super::facts::many::Many;

/// The cards of a run that came to an outcome.
fn cards(result: &Result<Outcome, Failure>) -> Option<&Many> {
    match result {
        Ok(Outcome {
            body: Body::Many(many),
            ..
        }) => Some(many),
        _ => None,
    }
}
