//! What every cause of failure tells of itself.

use apdu::StatusWord;

use super::code::Code;
use crate::card::Operation;
use crate::pins::PinKey;

/// What is fixed of a cause. A family that is never about a PIN, or of which the card names no
/// number, leaves that out.
pub(in crate::report) trait Cause {
    /// Code word and exit code.
    fn code(&self) -> Code;

    /// Stable name of the topic that says more; see [`crate::topics`].
    fn topic(&self) -> Option<&'static str>;

    /// The PIN it is about.
    fn pin(&self) -> Option<PinKey> {
        None
    }

    /// Tries left, where the card named them.
    fn tries_left(&self) -> Option<u8> {
        None
    }

    /// Uses of the PUK left, where the card named them.
    fn puk_uses_left(&self) -> Option<u8> {
        None
    }

    /// The trailer, where the card gave one.
    fn status_word(&self) -> Option<StatusWord> {
        None
    }

    /// The number of the error that a Konnektor gave (`gemSpec_Kon`), where it gave one.
    fn konnektor_error(&self) -> Option<u32> {
        None
    }

    /// Whether a secret was handed over and the card may have counted it, although nothing shows
    /// it.
    fn may_have_cost(&self) -> bool {
        false
    }

    /// Whether it says what became of a secret that was handed over.
    fn is_a_verdict(&self) -> bool {
        self.may_have_cost()
    }
}

/// The topic on what may have been typed instead of what was wanted.
pub(super) const fn topic_of_try(operation: Operation) -> &'static str {
    match operation {
        Operation::Activate => "wrong-letter-line",
        Operation::Change | Operation::Verify => "which-secret",
        Operation::UnblockWithNew | Operation::Unblock => "puk",
    }
}
