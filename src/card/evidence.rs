//! Who says that a secret took effect.

use super::{Operation, PinStatus};

/// Who says that a secret took effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// The card: by its own answer, or by a state that nothing else could have brought about.
    Card,
    /// Whoever stands between the card and this PC. What was read afterwards fits, and yet cannot
    /// show it; or it is what that one remembers, and the card was not asked.
    Between,
}

impl Evidence {
    /// The fixed word of the JSON contract.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Evidence::Card => "card",
            Evidence::Between => "konnektor",
        }
    }

    /// Of a success at a reader, where the answers are the card's.
    ///
    /// Of one at a terminal (`gemSpec_Kon` TUC_KON_022, TAB_KON_532), by the state afterwards:
    ///
    /// | operation | state | says so |
    /// |---|---|---|
    /// | out of the transport state | set, with tries: the card was asked | the card |
    /// | the same | verified: what the Konnektor remembers | the Konnektor |
    /// | own PIN into another | any: both look alike | the Konnektor |
    /// | verify | verified: what the Konnektor remembers | the Konnektor |
    /// | PUK | not blocked: anybody may have done that, and then a Konnektor says yes unasked (TUC_KON_021) | the Konnektor |
    #[must_use]
    pub const fn of(operation: Operation, at_terminal: bool, after: Option<PinStatus>) -> Self {
        match (at_terminal, operation, after) {
            (false, ..) | (true, Operation::Activate, Some(PinStatus::Set { .. })) => {
                Evidence::Card
            }
            (true, ..) => Evidence::Between,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_shows_by_the_card_itself_only_that_it_left_the_transport_state() {
        use Operation::{Activate, Change, Unblock, UnblockWithNew, Verify};
        const SET: Option<PinStatus> = Some(PinStatus::Set { tries: 3 });
        const VERIFIED: Option<PinStatus> = Some(PinStatus::Verified);
        const TRANSPORT: Option<PinStatus> = Some(PinStatus::Transport);
        for (operation, after, at_terminal) in [
            (Activate, SET, Evidence::Card),
            (Activate, VERIFIED, Evidence::Between),
            (Change, SET, Evidence::Between),
            (Change, VERIFIED, Evidence::Between),
            (Verify, VERIFIED, Evidence::Between),
            (UnblockWithNew, SET, Evidence::Between),
            (UnblockWithNew, VERIFIED, Evidence::Between),
            (Unblock, SET, Evidence::Between),
            (Unblock, TRANSPORT, Evidence::Between),
        ] {
            let of = |terminal| Evidence::of(operation, terminal, after);
            assert_eq!(of(true), at_terminal, "{operation:?} {after:?}");
            assert_eq!(of(false), Evidence::Card, "{operation:?} {after:?}");
        }
    }
}
