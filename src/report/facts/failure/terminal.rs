//! The card terminal that asks for the digits itself.

use crate::card::TerminalEnd;
use crate::pins::PinKey;
use crate::report::facts::cause::Cause;
use crate::report::facts::code::{Code, code};
use crate::report::facts::exit;

/// Why a card terminal did not do what was wanted.
#[derive(Debug)]
pub enum Terminal {
    /// It takes digits at its own keys only.
    NoDigits,
    /// It ended the dialog without a result; the state is what it was.
    Ended {
        /// The PIN.
        pin: PinKey,
        /// How it ended.
        end: TerminalEnd,
        /// Whether it is certain that no try was spent.
        nothing_spent: bool,
    },
}

impl Cause for Terminal {
    fn code(&self) -> Code {
        match self {
            Terminal::NoDigits => code("usage", exit::USAGE),
            Terminal::Ended { end, .. } => match end {
                TerminalEnd::TimedOut => code("timed_out", exit::TIMED_OUT),
                TerminalEnd::Cancelled => code("cancelled", exit::CANCELLED),
                TerminalEnd::EntriesDiffer => code("new_pin_mismatch", exit::NEW_PIN),
                TerminalEnd::WrongLength => code("pad_length", exit::NEW_PIN),
                TerminalEnd::InUse => code("busy", exit::BUSY),
            },
        }
    }

    fn topic(&self) -> Option<&'static str> {
        match self {
            Terminal::NoDigits => None,
            Terminal::Ended { end, .. } => Some(match end {
                TerminalEnd::TimedOut
                | TerminalEnd::Cancelled
                | TerminalEnd::EntriesDiffer
                | TerminalEnd::WrongLength => "pin-pad-timeouts",
                TerminalEnd::InUse => "konnektor-and-software",
            }),
        }
    }

    fn pin(&self) -> Option<PinKey> {
        match self {
            Terminal::NoDigits => None,
            Terminal::Ended { pin, .. } => Some(*pin),
        }
    }

    fn may_have_cost(&self) -> bool {
        match self {
            Terminal::NoDigits => false,
            Terminal::Ended { nothing_spent, .. } => !nothing_spent,
        }
    }
}

#[cfg(test)]
impl Terminal {
    pub(super) fn samples() -> Vec<Self> {
        use super::samples::of_each;
        let ends = of_each!(TerminalEnd {
            TimedOut => [TerminalEnd::TimedOut],
            Cancelled => [TerminalEnd::Cancelled],
            EntriesDiffer => [TerminalEnd::EntriesDiffer],
            WrongLength => [TerminalEnd::WrongLength],
            InUse => [TerminalEnd::InUse],
        });
        let ended = |nothing_spent| {
            move |end: &TerminalEnd| Terminal::Ended {
                pin: PinKey::Ch,
                end: *end,
                nothing_spent,
            }
        };
        let doubtful = ends.iter().map(ended(false));
        of_each!(Terminal {
            NoDigits => [Terminal::NoDigits],
            Ended => ends.iter().map(ended(true)).chain(doubtful).collect::<Vec<_>>(),
        })
    }
}
