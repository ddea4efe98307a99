//! The card terminal that asks for the digits itself.

use crate::card::{Operation, TerminalEnd};
use crate::pins::PinKey;
use crate::report::facts::cause::Cause;
use crate::report::facts::code::{Code, code};
use crate::report::facts::exit;

/// Why a card terminal did not do what was wanted.
#[derive(Debug)]
pub enum Terminal {
    /// It takes digits at its own keys only.
    NoDigits,
    /// It is a program: nobody can type there.
    NoKeys {
        /// Its name.
        terminal: String,
    },
    /// Another terminal asks, and nobody tells which: only a person who sits at it may go on.
    AsksElsewhere {
        /// Whether a script would have gone on.
        scripted: bool,
    },
    /// It asks, and a script has to say that it may.
    NotAllowedToAsk,
    /// A PIN that is not blocked: a Konnektor may say that it is unblocked without asking for a PUK
    /// (TUC_KON_021), and never asks for one to set a forgotten PIN anew.
    NotBlocked {
        /// The PIN.
        pin: PinKey,
        /// Whether it is a Transport-PIN, of which the Konnektor does not say that it is blocked.
        transport: bool,
    },
    /// It ended the dialog without a result; the state is what it was.
    Ended {
        /// The PIN.
        pin: PinKey,
        /// How it ended.
        end: TerminalEnd,
        /// What was to be done.
        operation: Operation,
        /// What is known of its cost.
        spent: Spent,
    },
}

/// What is known of the cost of a dialog at a terminal that came to nothing: of a PIN a try, of a PUK
/// a use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spent {
    /// It is certain that there was none.
    Nothing,
    /// Terminals are not known to send anything then, but nothing shows it.
    Perhaps,
    /// Everything had been entered and confirmed, and nothing shows what became of it.
    Open,
    /// Fewer tries are named now than before: so many.
    Fewer(u8),
}

impl Cause for Terminal {
    fn code(&self) -> Code {
        match self {
            Terminal::NoDigits => code("usage", exit::USAGE),
            Terminal::NoKeys { .. } => code("pad_missing", exit::PAD),
            Terminal::AsksElsewhere { .. } => code("remote_pin", exit::REFUSED),
            Terminal::NotAllowedToAsk => code("secrets_missing", exit::SECRETS),
            Terminal::NotBlocked { .. } => code("not_blocked", exit::REFUSED),
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
            Terminal::NoKeys { .. } => Some("konnektor-and-software"),
            Terminal::AsksElsewhere { .. } | Terminal::NotAllowedToAsk => Some("card-terminal"),
            Terminal::NotBlocked { .. } => Some("puk"),
            Terminal::Ended { end, .. } => Some(match end {
                TerminalEnd::TimedOut
                | TerminalEnd::Cancelled
                | TerminalEnd::EntriesDiffer
                | TerminalEnd::WrongLength => "card-terminal",
                TerminalEnd::InUse => "konnektor-and-software",
            }),
        }
    }

    fn pin(&self) -> Option<PinKey> {
        match self {
            Terminal::NoDigits
            | Terminal::NoKeys { .. }
            | Terminal::AsksElsewhere { .. }
            | Terminal::NotAllowedToAsk => None,
            Terminal::NotBlocked { pin, .. } | Terminal::Ended { pin, .. } => Some(*pin),
        }
    }

    fn may_have_cost(&self) -> bool {
        match self {
            Terminal::NoDigits
            | Terminal::NoKeys { .. }
            | Terminal::AsksElsewhere { .. }
            | Terminal::NotAllowedToAsk
            | Terminal::NotBlocked { .. } => false,
            Terminal::Ended { spent, .. } => *spent != Spent::Nothing,
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
        let costs = of_each!(Spent {
            Nothing => [Spent::Nothing],
            Perhaps => [Spent::Perhaps],
            Open => [Spent::Open],
            Fewer => [Spent::Fewer(1)],
        });
        let mut ended = Vec::new();
        for operation in super::samples::operations() {
            for spent in &costs {
                ended.extend(ends.iter().map(|end| Terminal::Ended {
                    pin: PinKey::Ch,
                    end: *end,
                    operation,
                    spent: *spent,
                }));
            }
        }
        of_each!(Terminal {
            NoDigits => [Terminal::NoDigits],
            NoKeys => [Terminal::NoKeys {
                terminal: "SMC-B im Rechenzentrum".to_owned(),
            }],
            AsksElsewhere => [true, false].map(|scripted| Terminal::AsksElsewhere { scripted }),
            NotAllowedToAsk => [Terminal::NotAllowedToAsk],
            NotBlocked => [true, false].map(|transport| Terminal::NotBlocked {
                pin: PinKey::Ch,
                transport,
            }),
            Ended => ended,
        })
    }
}
