//! What became of a secret that was handed to the card, or is known to become of it.

use apdu::StatusWord;

use crate::card::{Block, Evidence, Operation, PinStatus};
use crate::konnektor::trouble::Trouble;
use crate::pins::{FIRST_TRIES, PinKey};
use crate::report::facts::cause::{Cause, topic_of_try};
use crate::report::facts::code::{Code, code};
use crate::report::facts::exit;
use crate::report::facts::outcome::EntryWord;

/// What became of a secret, where it is no success.
#[derive(Debug)]
pub enum Verdict {
    /// Nobody knows.
    Unknown {
        /// The PIN.
        pin: PinKey,
        /// What was done.
        operation: Operation,
        /// Who had said that it took effect, where somebody did.
        said_yes: Option<Evidence>,
        /// What the PIN showed afterwards; `None` where it could not be asked.
        after: Option<PinStatus>,
        /// The trailer, where one came back.
        status: Option<StatusWord>,
        /// What a Konnektor said, or what came of the way to it, instead of an answer.
        came: Option<Box<Trouble>>,
    },
    /// The card refused the secret.
    Wrong(WrongSecret),
    /// The PIN is blocked.
    Blocked {
        /// The PIN.
        pin: PinKey,
        /// How that is known.
        known: BlockedBy,
        /// Whether it is known to have been in transport state.
        transport: bool,
    },
    /// No PUK use is left, so the PIN stays blocked.
    BlockedForGood {
        /// The PIN.
        pin: PinKey,
        /// What the card answered, where that was heard.
        status: Option<StatusWord>,
    },
    /// No PUK use is left, or none that helps, and the card does not show the PIN as blocked.
    PukUsedUp {
        /// The PIN.
        pin: PinKey,
        /// What the card answered, where that was heard.
        status: Option<StatusWord>,
        /// The state of the PIN.
        state: PinStatus,
    },
    /// The PIN is in transport state and has to be activated first.
    StillTransport {
        /// The PIN.
        pin: PinKey,
    },
    /// The card refused the new PIN's length.
    NewPinRefused {
        /// The PIN.
        pin: PinKey,
        /// What was done.
        operation: Operation,
    },
    /// The card refused the command as such.
    CardRefused {
        /// The PIN.
        pin: PinKey,
        /// What was done.
        operation: Operation,
        /// The trailer.
        status: StatusWord,
    },
}

/// A secret that the card refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongSecret {
    /// The PIN.
    pub pin: PinKey,
    /// What was done.
    pub operation: Operation,
    /// Tries left (of a PUK: uses left).
    pub left: TriesLeft,
    /// The other line of the letter that may have been taken by mistake.
    pub other_line: Option<PinKey>,
    /// Of a PUK: wrong entries left until issuers call the card lost, by this PC's notes.
    pub by_issuers: u8,
    /// The way by which its digits come, where an entry before it was of unknown outcome: that one's
    /// new PIN may be valid already, and comes before these digits.
    pub perhaps_set: Option<EntryWord>,
    /// Whether a script gave it, which needs a word of its own for the next try.
    pub scripted: bool,
}

/// How many tries (of a PUK: uses) a wrong secret leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TriesLeft {
    /// So many, as the card named them.
    Named(u8),
    /// Nobody named them; by what was known before there are so many at most.
    AtMost(u8),
}

impl TriesLeft {
    /// The most that there can be.
    #[must_use]
    pub const fn most(self) -> u8 {
        match self {
            TriesLeft::Named(left) | TriesLeft::AtMost(left) => left,
        }
    }

    /// What the card named.
    #[must_use]
    pub const fn named(self) -> Option<u8> {
        match self {
            TriesLeft::Named(left) => Some(left),
            TriesLeft::AtMost(_) => None,
        }
    }
}

/// How a block is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockedBy {
    /// The try of this run.
    Try(Block),
    /// GET PIN STATUS said 63C0 before anything was sent.
    Status,
    /// The notes of this PC hold it.
    Notes,
}

impl WrongSecret {
    /// Whether one try is left at most: of a PUK by the stricter of its counts.
    #[must_use]
    pub fn leaves_one_try(&self) -> bool {
        let left = self.left.most();
        if self.operation.uses_puk() {
            left.min(self.by_issuers) <= 1
        } else {
            left <= 1
        }
    }
}

impl Cause for Verdict {
    fn code(&self) -> Code {
        match self {
            Verdict::Unknown { .. } => code("outcome_unknown", exit::UNKNOWN),
            Verdict::Wrong(_) => code("wrong_secret", exit::WRONG_SECRET),
            Verdict::Blocked { .. } => code("blocked", exit::BLOCKED),
            Verdict::BlockedForGood { .. } => code("blocked_for_good", exit::BLOCKED_FOR_GOOD),
            Verdict::PukUsedUp { .. } => code("puk_used_up", exit::BLOCKED_FOR_GOOD),
            Verdict::StillTransport { .. } => code("still_transport", exit::REFUSED),
            Verdict::NewPinRefused { .. } => code("new_pin_length", exit::NEW_PIN),
            Verdict::CardRefused { .. } => code("refused_by_card", exit::UNEXPECTED),
        }
    }

    fn topic(&self) -> Option<&'static str> {
        match self {
            Verdict::Wrong(wrong) => Some(topic_of_try(wrong.operation)),
            Verdict::Blocked { .. } => Some("blocked-card"),
            Verdict::BlockedForGood { .. } => Some("replacement-kinds"),
            Verdict::PukUsedUp { .. } => Some("puk"),
            Verdict::StillTransport { .. } => Some("activation-or-release"),
            Verdict::Unknown { .. }
            | Verdict::NewPinRefused { .. }
            | Verdict::CardRefused { .. } => None,
        }
    }

    fn pin(&self) -> Option<PinKey> {
        match self {
            Verdict::Unknown { pin, .. }
            | Verdict::Wrong(WrongSecret { pin, .. })
            | Verdict::Blocked { pin, .. }
            | Verdict::BlockedForGood { pin, .. }
            | Verdict::PukUsedUp { pin, .. }
            | Verdict::StillTransport { pin }
            | Verdict::NewPinRefused { pin, .. }
            | Verdict::CardRefused { pin, .. } => Some(*pin),
        }
    }

    fn tries_left(&self) -> Option<u8> {
        match self {
            Verdict::Wrong(wrong) => wrong.left.named().filter(|_| !wrong.operation.uses_puk()),
            Verdict::Blocked { known, .. } => (*known != BlockedBy::Notes).then_some(0),
            Verdict::Unknown {
                after, operation, ..
            } => after
                .filter(|_| !operation.uses_puk())
                .and_then(PinStatus::tries_named)
                .filter(|left| *left < FIRST_TRIES),
            Verdict::BlockedForGood { .. }
            | Verdict::PukUsedUp { .. }
            | Verdict::StillTransport { .. }
            | Verdict::NewPinRefused { .. }
            | Verdict::CardRefused { .. } => None,
        }
    }

    fn puk_uses_left(&self) -> Option<u8> {
        match self {
            Verdict::Wrong(wrong) => wrong.left.named().filter(|_| wrong.operation.uses_puk()),
            Verdict::BlockedForGood { .. } | Verdict::PukUsedUp { .. } => Some(0),
            Verdict::Unknown { .. }
            | Verdict::Blocked { .. }
            | Verdict::StillTransport { .. }
            | Verdict::NewPinRefused { .. }
            | Verdict::CardRefused { .. } => None,
        }
    }

    fn konnektor_error(&self) -> Option<u32> {
        match self {
            Verdict::Unknown { came, .. } => came.as_ref()?.code(),
            _ => None,
        }
    }

    fn status_word(&self) -> Option<StatusWord> {
        match self {
            Verdict::CardRefused { status, .. } => Some(*status),
            Verdict::BlockedForGood { status, .. } | Verdict::PukUsedUp { status, .. } => *status,
            Verdict::Wrong(wrong) => wrong
                .left
                .named()
                .map(|left| StatusWord::new(0x63C0 | u16::from(left))),
            Verdict::Blocked { known, .. } => match known {
                BlockedBy::Try(block) => block.status_word(),
                BlockedBy::Status => Some(StatusWord::new(0x63C0)),
                BlockedBy::Notes => None,
            },
            Verdict::NewPinRefused { .. } => Some(StatusWord::new(0x6985)),
            Verdict::Unknown { status, .. } => *status,
            Verdict::StillTransport { .. } => None,
        }
    }

    fn may_have_cost(&self) -> bool {
        match self {
            Verdict::NewPinRefused { operation, .. } | Verdict::CardRefused { operation, .. } => {
                operation.uses_puk()
            }
            Verdict::Unknown { .. }
            | Verdict::Wrong(_)
            | Verdict::Blocked { .. }
            | Verdict::BlockedForGood { .. }
            | Verdict::PukUsedUp { .. }
            | Verdict::StillTransport { .. } => false,
        }
    }

    fn is_a_verdict(&self) -> bool {
        match self {
            Verdict::Unknown { .. }
            | Verdict::Wrong(_)
            | Verdict::Blocked { .. }
            | Verdict::BlockedForGood { .. }
            | Verdict::PukUsedUp { .. }
            | Verdict::StillTransport { .. } => true,
            // Nothing was compared, unless it was a PUK.
            Verdict::NewPinRefused { .. } | Verdict::CardRefused { .. } => self.may_have_cost(),
        }
    }
}

#[cfg(test)]
impl Verdict {
    pub(super) fn samples() -> Vec<Self> {
        use super::samples::{of_each, operations};
        let pin = PinKey::Ch;
        let (status, state) = (Some(StatusWord::new(0x6983)), PinStatus::Verified);
        let blocks = of_each!(Block {
            ThisTry => [Block::ThisTry],
            Answer => [Block::Answer],
            ReadBack => [Block::ReadBack],
            Told => [Block::Told],
        });
        let known = of_each!(BlockedBy {
            Try => blocks.into_iter().map(BlockedBy::Try).collect::<Vec<_>>(),
            Status => [BlockedBy::Status],
            Notes => [BlockedBy::Notes],
        });
        let mut wrong = Vec::new();
        for operation in operations() {
            for (left, by_issuers, other_line) in [
                (TriesLeft::Named(2), 2, None),
                (TriesLeft::Named(1), 1, None),
                (TriesLeft::Named(2), 0, Some(PinKey::Qes)),
                (TriesLeft::AtMost(2), 2, None),
                (TriesLeft::AtMost(1), 2, None),
            ] {
                for scripted in [false, true] {
                    let secret = WrongSecret {
                        pin,
                        operation,
                        left,
                        other_line,
                        by_issuers,
                        perhaps_set: (scripted && operation == Operation::Activate)
                            .then_some(EntryWord::File),
                        scripted,
                    };
                    wrong.push(Verdict::Wrong(secret));
                }
            }
        }
        let each = |of: fn(Operation) -> Self| operations().into_iter().map(of).collect::<Vec<_>>();
        let unknown = |said_yes, trailer: Option<u16>| {
            move |operation| Verdict::Unknown {
                pin: PinKey::Ch,
                operation,
                said_yes,
                after: Some(PinStatus::Set { tries: 2 }),
                status: trailer.map(StatusWord::new),
                came: None,
            }
        };
        let told = super::Konnektor::troubles();
        let told = told.into_iter().map(|trouble| Verdict::Unknown {
            pin: PinKey::Ch,
            operation: Operation::Activate,
            said_yes: None,
            after: Some(PinStatus::Transport),
            status: None,
            came: Some(Box::new(trouble)),
        });
        let unknown = [
            (Some(Evidence::Card), Some(0x9000)),
            (Some(Evidence::Between), None),
            (None, None),
            (None, Some(0x6F00)),
        ]
        .into_iter()
        .flat_map(|(said_yes, trailer)| operations().into_iter().map(unknown(said_yes, trailer)));
        let blocked = |transport| {
            move |known| Verdict::Blocked {
                pin: PinKey::Ch,
                known,
                transport,
            }
        };
        let blocked = known
            .iter()
            .copied()
            .map(blocked(true))
            .chain(known.iter().copied().map(blocked(false)));
        of_each!(Verdict {
            Unknown => unknown.chain(told).collect::<Vec<_>>(),
            Wrong => wrong,
            Blocked => blocked.collect::<Vec<_>>(),
            BlockedForGood => [status, None].map(|status| Verdict::BlockedForGood { pin, status }),
            PukUsedUp => [status, None].map(|status| Verdict::PukUsedUp { pin, status, state }),
            StillTransport => [Verdict::StillTransport { pin }],
            NewPinRefused => each(|operation| Verdict::NewPinRefused { pin: PinKey::Ch, operation }),
            CardRefused => each(|operation| {
                let status = StatusWord::new(0x6982);
                Verdict::CardRefused { pin: PinKey::Ch, operation, status }
            }),
        })
    }
}
