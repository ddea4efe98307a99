//! The person did not want to go on: it ends the run with an exit code, and is no error.

use crate::card::Operation;
use crate::pins::PinKey;
use crate::report::facts::cause::{Cause, topic_of_try};
use crate::report::facts::code::{Code, code};
use crate::report::facts::exit;

/// What the person did not want.
#[derive(Debug)]
pub enum Wish {
    /// To go on at all.
    Cancelled {
        /// PINs that were set in this run.
        set: Vec<PinKey>,
        /// PINs that got new tries in this run and still hold the Transport-PIN.
        rescued: Vec<PinKey>,
        /// PINs that were still to come.
        untouched: Vec<PinKey>,
        /// PINs whose PUK was used in this run.
        puk_used: Vec<PinKey>,
    },
    /// To go on with the setting up of a Konnektor, which is at no card.
    SetUpStopped(SetUpStopped),
    /// Any of what there was to choose from.
    NothingChosen,
    /// To read on: nothing was done that could be told of.
    StoppedReading,
    /// The last try.
    LastTryDeclined {
        /// The PIN.
        pin: PinKey,
        /// What would have been done.
        operation: Operation,
        /// Whether a Transport-PIN is tried, and its new PIN may be valid already.
        is_perhaps_set: bool,
        /// Whether a card terminal would have asked: the PUK sets no forgotten PIN anew there.
        at_terminal: bool,
    },
    /// The way that the specification allows for a blocked Transport-PIN.
    RescueDeclined {
        /// The PIN.
        pin: PinKey,
    },
    /// The PUK, which would only give new tries to a PIN that is not known any more.
    PukNoHelp {
        /// The PIN.
        pin: PinKey,
    },
    /// Somebody else than its holder at PIN.QES.
    HolderDeclined {
        /// What would have been done.
        operation: Operation,
    },
}

/// What was under way when the setting up of a Konnektor was stopped: nothing was kept or removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SetUpStopped {
    /// A profile was made.
    Adding {
        /// What it would be called.
        name: String,
        /// Whether one of this name was there before.
        is_there: bool,
    },
    /// A profile was to be removed.
    Removing {
        /// What it is called.
        name: String,
    },
    /// The Konnektor was asked how it is.
    Testing,
}

impl Wish {
    /// To stop before anything was done to a card.
    #[must_use]
    pub const fn cancelled() -> Self {
        Wish::Cancelled {
            set: Vec::new(),
            rescued: Vec::new(),
            untouched: Vec::new(),
            puk_used: Vec::new(),
        }
    }
}

impl Cause for Wish {
    fn code(&self) -> Code {
        match self {
            Wish::Cancelled { .. }
            | Wish::SetUpStopped(_)
            | Wish::NothingChosen
            | Wish::StoppedReading
            | Wish::RescueDeclined { .. }
            | Wish::PukNoHelp { .. } => code("cancelled", exit::CANCELLED),
            Wish::LastTryDeclined { .. } => code("last_try", exit::REFUSED),
            Wish::HolderDeclined { .. } => code("holder", exit::REFUSED),
        }
    }

    fn topic(&self) -> Option<&'static str> {
        match self {
            Wish::LastTryDeclined { operation, .. } => Some(topic_of_try(*operation)),
            Wish::RescueDeclined { .. } => Some("blocked-card"),
            Wish::PukNoHelp { .. } => Some("puk"),
            Wish::Cancelled { .. }
            | Wish::SetUpStopped(_)
            | Wish::NothingChosen
            | Wish::StoppedReading
            | Wish::HolderDeclined { .. } => None,
        }
    }

    fn pin(&self) -> Option<PinKey> {
        match self {
            Wish::LastTryDeclined { pin, .. }
            | Wish::RescueDeclined { pin }
            | Wish::PukNoHelp { pin } => Some(*pin),
            Wish::HolderDeclined { .. } => Some(PinKey::Qes),
            Wish::Cancelled { .. }
            | Wish::SetUpStopped(_)
            | Wish::NothingChosen
            | Wish::StoppedReading => None,
        }
    }
}

#[cfg(test)]
impl Wish {
    pub(super) fn samples() -> Vec<Self> {
        use super::samples::{of_each, operations};
        let pin = PinKey::Ch;
        let each = |of: fn(Operation) -> Self| operations().into_iter().map(of).collect::<Vec<_>>();
        let pins = |pins: &[PinKey]| pins.to_vec();
        let cancelled = [
            (pins(&[]), pins(&[]), pins(&[pin])),
            (pins(&[pin]), pins(&[]), pins(&[])),
            (pins(&[pin]), pins(&[]), pins(&[PinKey::Qes])),
            (pins(&[pin]), pins(&[PinKey::Qes]), pins(&[])),
        ];
        let cancelled = cancelled.map(|(set, rescued, untouched)| Wish::Cancelled {
            puk_used: [&set[..], &rescued[..]].concat(),
            set,
            rescued,
            untouched,
        });
        of_each!(Wish {
            Cancelled => cancelled,
            SetUpStopped => [
                SetUpStopped::Adding { name: "praxis".to_owned(), is_there: false },
                SetUpStopped::Adding { name: "praxis".to_owned(), is_there: true },
                SetUpStopped::Removing { name: "praxis".to_owned() },
                SetUpStopped::Testing,
            ].map(Wish::SetUpStopped),
            StoppedReading => [Wish::StoppedReading],
            LastTryDeclined => each(|operation| Wish::LastTryDeclined {
                pin: PinKey::Ch,
                operation,
                is_perhaps_set: operation == Operation::Activate,
                at_terminal: operation == Operation::Verify,
            }),
            NothingChosen => [Wish::NothingChosen],
            RescueDeclined => [Wish::RescueDeclined { pin }],
            PukNoHelp => [Wish::PukNoHelp { pin }],
            HolderDeclined => each(|operation| Wish::HolderDeclined { operation }),
        })
    }
}
