//! What the person said in one run of tries made elsewhere: in memory, until the run ends.
//!
//! It is asked once for each card: in transport state a card hides its counters, and only people
//! know what another program did.

use crate::pins::PinKey;

/// What was said of the Transport-PINs of one card.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// Wrong tries so far, at one of its PINs.
    pub used: Option<u8>,
    /// Wrong tries elsewhere since this PC noted one last.
    pub since: Option<u8>,
    /// PINs whose tries the card has named later in this run: what was said is in that number.
    pub named: Vec<PinKey>,
}
