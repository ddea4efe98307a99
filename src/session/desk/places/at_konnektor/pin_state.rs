//! The state of a PIN, from the Konnektor's word for it.

use crate::card::PinStatus;
use crate::konnektor::answer::{PinState, PinStatusReply};
use crate::konnektor::words::PinName;
use crate::pins::PinKey;

/// Most tries that a counter of a card can hold (63Cx).
const MOST_TRIES: u32 = 15;

/// What a Konnektor calls a PIN; `None` of one that it does not know.
pub(super) const fn pin_name(pin: PinKey) -> Option<PinName> {
    match pin {
        PinKey::Ch => Some(PinName::Ch),
        PinKey::Qes => Some(PinName::Qes),
        PinKey::Smc => Some(PinName::Smc),
        PinKey::Auto | PinKey::So => None,
    }
}

/// In the words of the card (`gemSpec_Kon` TUC_KON_022, TAB_KON_532). No tries beside *verifiable*
/// are the card's 9000 to whoever asks for another session: the PIN is set, and nothing says that it
/// was verified for this one. A counter of nought beside another word than *blocked* is no counter:
/// a card that has none left is called blocked, and what is called so is offered its PUK.
pub(super) fn pin_state(reply: &PinStatusReply) -> PinStatus {
    let left = reply.left_tries.as_ref().ok().copied();
    match (&reply.state, left) {
        (Ok(PinState::Blocked), _) => PinStatus::Blocked,
        (Ok(PinState::Verifiable), Some(tries @ 1..=MOST_TRIES)) => PinStatus::Set {
            tries: u8::try_from(tries).unwrap_or(1),
        },
        (Ok(PinState::Verified), _) => PinStatus::Verified,
        (Ok(PinState::Verifiable), _) => PinStatus::Uncounted,
        (Ok(PinState::TransportPin), _) => PinStatus::Transport,
        (Ok(PinState::EmptyPin), _) => PinStatus::Empty,
        (Ok(PinState::Disabled), _) => PinStatus::Disabled,
        (Err(_), _) => PinStatus::Untold(None),
    }
}

/// Tries left that the Konnektor names although the card hides them in this state. Taken where it
/// comes, never needed; none, or more than a card can count, is no number of tries there.
pub(super) fn named_beside(reply: &PinStatusReply) -> Option<u8> {
    let state = pin_state(reply);
    let is_hidden = state == PinStatus::Transport || state.is_uncounted();
    let left = reply.left_tries.as_ref().ok().copied();
    let counted = left.filter(|left| is_hidden && (1..=MOST_TRIES).contains(left));
    counted.and_then(|left| u8::try_from(left).ok())
}
