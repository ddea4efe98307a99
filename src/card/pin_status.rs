//! The state of a password object, from the answer to GET PIN STATUS.

use apdu::StatusWord;

/// What GET PIN STATUS said (gemSpec_COS N078.200 to N078.800).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinStatus {
    /// 62C1, Transport-PIN. How many tries are left is hidden (CosH_73f); before COS 3.12 it may
    /// even be blocked.
    Transport,
    /// 62C7, Leer-PIN.
    Empty,
    /// 63Cx: an own PIN is set.
    Set {
        /// Tries left, 1 to 15.
        tries: u8,
    },
    /// 63C0.
    Blocked,
    /// 9000: an own PIN is set and was verified in this session, by whatever program. How many
    /// tries are left is not told.
    Verified,
    /// An own PIN is set, and whoever stands between card and PC names no tries beside it, or a number
    /// that is none: as of one that another session verified.
    Uncounted,
    /// 62D0: the card asks for no PIN.
    Disabled,
    /// 6A88: the folder that is selected has no such object.
    Missing,
    /// Any other trailer, e.g. 6982 (secure messaging is demanded).
    Unreadable(StatusWord),
    /// Whoever stands between card and PC gives no state, perhaps with a number that says why, or one
    /// that nobody knows.
    Untold(Option<u32>),
}

impl PinStatus {
    /// Reads the trailer of GET PIN STATUS (gemSpec_COS CosT_a97, Tab. 217).
    #[must_use]
    pub const fn of(status: StatusWord) -> Self {
        match (status.number(), status.counter()) {
            (0x9000, _) => Self::Verified,
            (0x62C1, _) => Self::Transport,
            (0x62C7, _) => Self::Empty,
            (0x62D0, _) => Self::Disabled,
            (0x6A88, _) => Self::Missing,
            (_, Some(0)) => Self::Blocked,
            (_, Some(tries)) => Self::Set { tries },
            _ => Self::Unreadable(status),
        }
    }

    /// Whether an own PIN is set and usable.
    #[must_use]
    pub const fn is_set(self) -> bool {
        matches!(self, Self::Set { .. }) || self.is_uncounted()
    }

    /// Whether it says how the PIN stands: the card or whoever stands before it answered with one of
    /// the states that there are.
    #[must_use]
    pub const fn is_told(self) -> bool {
        !matches!(self, Self::Unreadable(_) | Self::Untold(_))
    }

    /// Whether an own PIN is set whose tries are not to be seen.
    #[must_use]
    pub const fn is_uncounted(self) -> bool {
        matches!(self, Self::Verified | Self::Uncounted)
    }

    /// Tries left, where this state tells them. *Verified* does not: the state is kept for each
    /// logical channel, the counter for the card, so somebody else may have spent tries since.
    #[must_use]
    pub const fn tries_named(self) -> Option<u8> {
        match self {
            Self::Set { tries } => Some(tries),
            Self::Blocked => Some(0),
            Self::Transport
            | Self::Empty
            | Self::Verified
            | Self::Uncounted
            | Self::Disabled
            | Self::Missing
            | Self::Unreadable(_)
            | Self::Untold(_) => None,
        }
    }

    /// 6982: the access rules do not let even this be asked. By the contacts that is so where another
    /// program switched the MF to another security environment, which only a reset ends
    /// (gemSpec_COS N048.200b; SELECT MF does not); on the contactless side until PACE.
    #[must_use]
    pub const fn is_guarded(self) -> bool {
        matches!(self, Self::Unreadable(status) if status.number() == 0x6982)
    }

    /// The fixed word of the JSON contract.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Transport => "transport",
            Self::Empty => "empty",
            Self::Set { .. } | Self::Uncounted => "set",
            Self::Blocked => "blocked",
            Self::Verified => "verified",
            Self::Disabled => "disabled",
            Self::Missing => "missing",
            Self::Unreadable(_) | Self::Untold(_) => "unreadable",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// cards.md §3.3 and §4.1.
    #[test]
    fn every_trailer_of_get_pin_status_is_one_state() {
        let of = |number| PinStatus::of(StatusWord::new(number));
        assert_eq!(of(0x62C1), PinStatus::Transport);
        assert_eq!(of(0x62C7), PinStatus::Empty);
        assert_eq!(of(0x62D0), PinStatus::Disabled);
        assert_eq!(of(0x63C0), PinStatus::Blocked);
        assert_eq!(of(0x63C3), PinStatus::Set { tries: 3 });
        assert_eq!(of(0x63CF), PinStatus::Set { tries: 15 });
        assert_eq!(of(0x9000), PinStatus::Verified);
        assert_eq!(of(0x9000).tries_named(), None);
        assert_eq!(of(0x62C1).tries_named(), None);
        assert_eq!(of(0x63C2).tries_named(), Some(2));
        assert_eq!(of(0x63C0).tries_named(), Some(0));
        assert_eq!(of(0x6A88), PinStatus::Missing);
        for other in [0x6982, 0x6988, 0x6D00, 0x6E00, 0x62C2, 0x6300, 0x6581] {
            assert_eq!(of(other), PinStatus::Unreadable(StatusWord::new(other)));
        }
    }
}
