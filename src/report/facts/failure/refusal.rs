//! Refused for safety: nothing was sent, because it might do harm.

use crate::card::Operation;
use crate::pins::PinKey;
use crate::report::facts::cause::{Cause, topic_of_try};
use crate::report::facts::code::{Code, code};
use crate::report::facts::exit;
use crate::report::facts::outcome::EntryWord;

/// Why something is refused for safety.
#[derive(Debug)]
pub enum Refusal {
    /// A script would make the last try.
    LastTry {
        /// The PIN.
        pin: PinKey,
        /// What would be done.
        operation: Operation,
        /// Of a Transport-PIN whose new PIN may be valid already: how its digits come.
        perhaps_set: Option<EntryWord>,
    },
    /// A script would go on after a noted wrong try.
    TryAgain {
        /// The PIN.
        pin: PinKey,
        /// What would be done.
        operation: Operation,
        /// Of a Transport-PIN whose new PIN may be valid already: how its digits come.
        perhaps_set: Option<EntryWord>,
    },
    /// A script would make a try of which nobody knows whether it is the last.
    TriesUnknown {
        /// The PIN.
        pin: PinKey,
        /// What would be done.
        operation: Operation,
        /// Why nobody knows.
        why: Untold,
    },
    /// A script would take the way that the specification allows for a blocked Transport-PIN
    /// without having been told to.
    RescueUnasked {
        /// The PIN.
        pin: PinKey,
    },
    /// The PIN is not blocked, as far as the card shows: unblocking it would spend a PUK use for
    /// nothing.
    NotBlocked {
        /// The PIN.
        pin: PinKey,
        /// Whether the card hides it: a Transport-PIN may be blocked without a word of older cards.
        hidden: bool,
    },
    /// The digits of `--last-try` or `--try-again`, or those typed, mean another card. They are not
    /// kept: they may be a PIN.
    DigitsOfOtherCard,
    /// The secrets name another card than the one that is here (`card = …`).
    SecretsOfOtherCard,
    /// PIN.QES in a script without its holder.
    HolderNeeded,
    /// Letter and card do not belong together.
    WrongLetter,
    /// The gate found another card.
    OtherCard {
        /// PC/SC name of the reader.
        reader: String,
    },
    /// The gate found another state.
    OtherState {
        /// The PIN.
        pin: PinKey,
    },
    /// The gate found fewer tries than were shown.
    FewerTries {
        /// The PIN.
        pin: PinKey,
        /// So many are left.
        left: u8,
    },
    /// Another run of this user is between gate and read-back with the same card.
    OtherRun {
        /// The PIN.
        pin: PinKey,
    },
}

/// Why nobody knows how many tries are left, and nothing may be assumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untold {
    /// The PIN is verified, and meanwhile its counter does not show; or a Konnektor names no tries.
    Verified,
    /// The card hides its counter, and the notes of this PC are not to be added to (`--no-notes`):
    /// every run would be the first one.
    NotNoted,
}

impl Cause for Refusal {
    fn code(&self) -> Code {
        match self {
            Refusal::LastTry { .. } => code("last_try", exit::REFUSED),
            Refusal::TryAgain { .. } => code("try_again", exit::REFUSED),
            Refusal::TriesUnknown { .. } => code("tries_unknown", exit::REFUSED),
            Refusal::RescueUnasked { .. } => code("transport_blocked", exit::REFUSED),
            Refusal::NotBlocked { .. } => code("not_blocked", exit::REFUSED),
            Refusal::DigitsOfOtherCard | Refusal::SecretsOfOtherCard | Refusal::WrongLetter => {
                code("wrong_card", exit::REFUSED)
            }
            Refusal::HolderNeeded => code("holder", exit::REFUSED),
            Refusal::OtherCard { .. } | Refusal::OtherState { .. } | Refusal::FewerTries { .. } => {
                code("card_changed", exit::REFUSED)
            }
            Refusal::OtherRun { .. } => code("busy", exit::BUSY),
        }
    }

    fn topic(&self) -> Option<&'static str> {
        match self {
            Refusal::LastTry { operation, .. }
            | Refusal::TryAgain { operation, .. }
            | Refusal::TriesUnknown { operation, .. } => Some(topic_of_try(*operation)),
            Refusal::RescueUnasked { .. } => Some("blocked-card"),
            Refusal::NotBlocked { .. } => Some("puk"),
            Refusal::DigitsOfOtherCard
            | Refusal::SecretsOfOtherCard
            | Refusal::WrongLetter
            | Refusal::OtherCard { .. } => Some("two-cards"),
            Refusal::HolderNeeded => Some("which-secret"),
            // Another program was at the card.
            Refusal::OtherState { .. } | Refusal::FewerTries { .. } => {
                Some("konnektor-and-software")
            }
            Refusal::OtherRun { .. } => None,
        }
    }

    fn tries_left(&self) -> Option<u8> {
        match self {
            Refusal::FewerTries { left, .. } => Some(*left),
            _ => None,
        }
    }

    fn pin(&self) -> Option<PinKey> {
        match self {
            Refusal::LastTry { pin, .. }
            | Refusal::TryAgain { pin, .. }
            | Refusal::TriesUnknown { pin, .. }
            | Refusal::RescueUnasked { pin }
            | Refusal::NotBlocked { pin, .. }
            | Refusal::OtherState { pin }
            | Refusal::FewerTries { pin, .. }
            | Refusal::OtherRun { pin } => Some(*pin),
            Refusal::HolderNeeded => Some(PinKey::Qes),
            Refusal::DigitsOfOtherCard
            | Refusal::SecretsOfOtherCard
            | Refusal::WrongLetter
            | Refusal::OtherCard { .. } => None,
        }
    }
}

#[cfg(test)]
impl Refusal {
    pub(super) fn samples() -> Vec<Self> {
        use super::samples::{of_each, operations};
        let pin = PinKey::Ch;
        let each = |of: fn(Operation) -> Self| operations().into_iter().map(of).collect::<Vec<_>>();
        of_each!(Refusal {
            LastTry => each(|operation| Refusal::LastTry {
                pin: PinKey::Ch,
                operation,
                perhaps_set: (operation == Operation::Activate).then_some(EntryWord::File),
            }),
            TryAgain => each(|operation| Refusal::TryAgain {
                pin: PinKey::Ch,
                operation,
                perhaps_set: (operation == Operation::Activate).then_some(EntryWord::File),
            }),
            TriesUnknown => [Untold::Verified, Untold::NotNoted].into_iter().flat_map(|why| {
                operations()
                    .into_iter()
                    .map(move |operation| Refusal::TriesUnknown { pin: PinKey::Ch, operation, why })
            }).collect::<Vec<_>>(),
            RescueUnasked => [Refusal::RescueUnasked { pin }],
            NotBlocked => [true, false].map(|hidden| Refusal::NotBlocked { pin, hidden }),
            DigitsOfOtherCard => [Refusal::DigitsOfOtherCard],
            SecretsOfOtherCard => [Refusal::SecretsOfOtherCard],
            HolderNeeded => [Refusal::HolderNeeded],
            WrongLetter => [Refusal::WrongLetter],
            OtherCard => [Refusal::OtherCard { reader: "Leser".to_owned() }],
            OtherState => [Refusal::OtherState { pin }],
            FewerTries => [1, 2].map(|left| Refusal::FewerTries { pin, left }),
            OtherRun => [Refusal::OtherRun { pin }],
        })
    }
}
