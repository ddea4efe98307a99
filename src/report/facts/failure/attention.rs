//! What `--check` finds in the PINs of a card. That a PIN is blocked is a [`Verdict`], here as
//! everywhere.

use apdu::StatusWord;

use super::{BlockedBy, Cause, Failure, Verdict};
use crate::card::PinStatus;
use crate::pins::PinKey;
use crate::report::facts::code::{Code, code};
use crate::report::facts::exit;
use crate::report::facts::outcome::EntryWord;
use crate::report::facts::seen::{LeftBy, PinLine};

/// A state in which a card does its work today, or seems to, and somebody has to see to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attention {
    /// The PIN is still the Transport-PIN.
    Transport {
        /// The PIN.
        pin: PinKey,
        /// How digits get to the card, where its new PIN may be valid already.
        perhaps_set: Option<EntryWord>,
        /// Whether at most one try is left, by what is known.
        last_try: bool,
    },
    /// One try is left at most.
    LastTry {
        /// The PIN.
        pin: PinKey,
        /// Who says so.
        by: LeftBy,
    },
    /// Whether the PIN can be used is not to be seen from its state.
    NotUsable {
        /// The PIN.
        pin: PinKey,
        /// The state.
        state: PinStatus,
        /// How digits get to the card.
        way: EntryWord,
    },
    /// The number of the card cannot be read, and no secret goes to a card without one.
    NumberUnreadable,
}

/// All causes that the states of a card's PINs hold, in their order.
///
/// `way`: how digits get to the card. Of PIN.AUTO and PIN.SO only a block and a last try count: they are delivered without a PIN.
#[must_use]
pub fn of_pins(has_number: bool, way: EntryWord, pins: &[PinLine]) -> Vec<Failure> {
    let number = (!has_number).then(|| Attention::NumberUnreadable.into());
    let pins = pins.iter().filter_map(|pin| of_pin(pin, way));
    number.into_iter().chain(pins).collect()
}

fn of_pin(line: &PinLine, way: EntryWord) -> Option<Failure> {
    let pin = line.key;
    let blocked = |known, transport| {
        Some(Failure::Verdict(Verdict::Blocked {
            pin,
            known,
            transport,
        }))
    };
    let noted = line.noted.unwrap_or_default();
    let attention = match line.status {
        PinStatus::Blocked => {
            return blocked(BlockedBy::Status, line.is_blocked_in_transport());
        }
        PinStatus::Transport if noted.blocked => return blocked(BlockedBy::Notes, true),
        PinStatus::Transport => Attention::Transport {
            pin,
            perhaps_set: line.is_perhaps_set().then_some(way),
            last_try: line.has_last_try(),
        },
        PinStatus::Set { .. } | PinStatus::Verified | PinStatus::Uncounted
            if line.has_last_try() =>
        {
            let by = line.left().map_or(LeftBy::Card, |(_, by)| by);
            Attention::LastTry { pin, by }
        }
        PinStatus::Set { .. } | PinStatus::Verified | PinStatus::Uncounted => return None,
        PinStatus::Empty
        | PinStatus::Disabled
        | PinStatus::Missing
        | PinStatus::Unreadable(_)
        | PinStatus::Untold(_)
            if line.is_extra() =>
        {
            return None;
        }
        state @ (PinStatus::Empty
        | PinStatus::Disabled
        | PinStatus::Missing
        | PinStatus::Unreadable(_)
        | PinStatus::Untold(_)) => Attention::NotUsable { pin, state, way },
    };
    Some(attention.into())
}

impl Cause for Attention {
    fn code(&self) -> Code {
        code("pin_attention", exit::PIN_ATTENTION)
    }

    fn topic(&self) -> Option<&'static str> {
        match self {
            Attention::Transport { .. } => Some("activation-or-release"),
            Attention::LastTry { .. } => Some("which-secret"),
            Attention::NotUsable { .. } | Attention::NumberUnreadable => None,
        }
    }

    fn pin(&self) -> Option<PinKey> {
        match self {
            Attention::Transport { pin, .. }
            | Attention::LastTry { pin, .. }
            | Attention::NotUsable { pin, .. } => Some(*pin),
            Attention::NumberUnreadable => None,
        }
    }

    fn tries_left(&self) -> Option<u8> {
        match self {
            Attention::LastTry {
                by: LeftBy::Card, ..
            } => Some(1),
            Attention::LastTry { .. }
            | Attention::Transport { .. }
            | Attention::NotUsable { .. }
            | Attention::NumberUnreadable => None,
        }
    }

    fn status_word(&self) -> Option<StatusWord> {
        match self {
            Attention::NotUsable {
                state: PinStatus::Unreadable(status),
                ..
            } => Some(*status),
            Attention::NotUsable { .. }
            | Attention::Transport { .. }
            | Attention::LastTry { .. }
            | Attention::NumberUnreadable => None,
        }
    }
}

#[cfg(test)]
impl Attention {
    pub(super) fn samples() -> Vec<Self> {
        use super::samples::of_each;
        let pin = PinKey::Ch;
        let state = PinStatus::Unreadable(StatusWord::new(0x6982));
        let empty = PinStatus::Empty;
        of_each!(Attention {
            Transport => [
                (Some(EntryWord::Keyboard), false),
                (Some(EntryWord::Terminal), false),
                (None, false),
                (None, true),
            ].map(|(perhaps_set, last_try)| {
                Attention::Transport { pin, perhaps_set, last_try }
            }),
            LastTry => [
                Attention::LastTry { pin, by: LeftBy::Card },
                Attention::LastTry { pin, by: LeftBy::Konnektor },
                Attention::LastTry { pin, by: LeftBy::Notes },
            ],
            NotUsable => [
                Attention::NotUsable { pin, state, way: EntryWord::Keyboard },
                Attention::NotUsable { pin, state, way: EntryWord::Terminal },
                Attention::NotUsable { pin, state: empty, way: EntryWord::Keyboard },
            ],
            NumberUnreadable => [Attention::NumberUnreadable],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::facts::seen::Noted;

    fn line(key: PinKey, status: PinStatus, noted: Noted) -> PinLine {
        PinLine {
            key,
            status,
            named: None,
            noted: Some(noted),
        }
    }

    fn exits(has_number: bool, lines: &[PinLine]) -> Vec<u8> {
        let failures = of_pins(has_number, EntryWord::Keyboard, lines);
        failures.iter().map(|failure| failure.code().exit).collect()
    }

    #[test]
    fn every_state_but_a_set_pin_with_tries_left_wants_somebody() {
        let unreadable = PinStatus::Unreadable(StatusWord::new(0x6982));
        let rows = [
            (PinStatus::Set { tries: 3 }, None, None),
            (PinStatus::Set { tries: 2 }, None, None),
            (PinStatus::Verified, None, None),
            (PinStatus::Blocked, Some(11), Some(11)),
            (PinStatus::Transport, Some(25), Some(25)),
            (PinStatus::Set { tries: 1 }, Some(25), Some(25)),
            (PinStatus::Empty, Some(25), None),
            (PinStatus::Disabled, Some(25), None),
            (PinStatus::Missing, Some(25), None),
            (unreadable, Some(25), None),
        ];
        for (status, daily, extra) in rows {
            for (key, exit) in [(PinKey::Ch, daily), (PinKey::Auto, extra)] {
                let found = exits(true, &[line(key, status, Noted::default())]);
                assert_eq!(
                    found,
                    exit.into_iter().collect::<Vec<_>>(),
                    "{key} {status:?}"
                );
            }
        }
        assert_eq!(exits(false, &[]), [25]);
        assert_eq!(exits(true, &[]), [0; 0]);
    }

    #[test]
    fn what_the_card_does_not_tell_the_notes_do() {
        let blocked = Noted {
            blocked: true,
            ..Noted::default()
        };
        assert_eq!(
            exits(true, &[line(PinKey::Ch, PinStatus::Transport, blocked)]),
            [11]
        );
        let last = Noted {
            tries_left_at_most: Some(1),
            ..Noted::default()
        };
        assert_eq!(
            exits(true, &[line(PinKey::Ch, PinStatus::Verified, last)]),
            [25]
        );
        // The card's own number is worth more.
        assert_eq!(
            exits(true, &[line(PinKey::Ch, PinStatus::Set { tries: 3 }, last)]),
            [0; 0]
        );
    }
}
