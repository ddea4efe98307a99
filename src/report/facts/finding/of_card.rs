//! What is found at a card, or that there is none.

use crate::card::Kind;
use crate::report::facts::cause::Cause;
use crate::report::facts::check::CheckFailure;
use crate::report::facts::code::{Code, code, ended};
use crate::report::facts::exit;
use crate::report::facts::failure::{CardInReader, Unreached};
use crate::report::facts::next_step::NextStep;
use crate::report::facts::seen::PinLine;
use crate::topics::radar;

/// What is found at a card.
#[derive(Debug, Clone)]
pub enum OfCard {
    /// It could not be looked at.
    NotSeen {
        /// Why.
        why: Unreached,
        /// What helps.
        then: AfterLook,
    },
    /// No reader holds a card.
    NoCard {
        /// The workplace whose card terminals they are, where they are terminals.
        workplace: Option<String>,
    },
    /// The digits of `--card` mean no card.
    NoSuchCard {
        /// What was found.
        found: Vec<CardInReader>,
    },
    /// It is none for this program.
    Foreign {
        /// The card.
        card: CardInReader,
    },
    /// It is read through the air, in a reader that has a slot.
    ContactlessMode,
    /// It does not tell its number.
    NumberUnreadable,
    /// A PIN is blocked.
    PinBlocked {
        /// The PIN.
        pin: PinLine,
        /// What becomes of it.
        next: NextStep,
    },
    /// By the notes of this PC a Transport-PIN is blocked; the card hides it.
    TransportBlockedNoted(PinLine),
    /// By the notes of this PC one try of a Transport-PIN is left at most.
    LastTryNoted(PinLine),
    /// A PIN has one try left.
    LastTry(PinLine),
    /// A PIN was entered wrongly once.
    WrongEntry(PinLine),
    /// The state of a PIN cannot be read.
    PinUnreadable(PinLine),
    /// A PIN is switched off.
    PinDisabled(PinLine),
    /// A PIN that the card has to have is delivered with none.
    PinEmpty(PinLine),
    /// What is known of cards like this one.
    Known(radar::Finding),
    /// Certificates that are missing or not in force yet.
    Certificates(CheckFailure),
    /// Transport-PINs are left.
    Transport {
        /// Kind of card.
        kind: Kind,
        /// The next sensible step.
        next: NextStep,
    },
    /// Nothing is wrong with it.
    Ok {
        /// Kind of card.
        kind: Kind,
        /// The next sensible step.
        next: NextStep,
    },
}

/// What helps when a card could not be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AfterLook {
    /// To end the programs that may hold it; none where the system does not tell.
    EndPrograms(Vec<String>),
    /// What helps any command.
    AsUsual,
}

impl OfCard {
    pub(super) fn code(&self) -> Code {
        match self {
            OfCard::NotSeen { why, .. } => why.code(),
            OfCard::NoCard { .. } => code("no_card", exit::NO_CARD),
            OfCard::NoSuchCard { .. } => code("no_such_card", exit::WRONG_CARD),
            OfCard::Foreign { .. } => code("foreign_card", exit::WRONG_CARD),
            OfCard::ContactlessMode => code("contactless_mode", exit::NO_READER),
            OfCard::NumberUnreadable => code("number_unreadable", exit::UNEXPECTED),
            OfCard::PinBlocked { .. } => code("pin_blocked", exit::BLOCKED),
            OfCard::TransportBlockedNoted(_) => code("transport_blocked_noted", exit::BLOCKED),
            OfCard::LastTryNoted(_) => code("last_try_noted", exit::DONE),
            OfCard::LastTry(_) => code("last_try", exit::DONE),
            OfCard::WrongEntry(_) => code("wrong_entry", exit::DONE),
            OfCard::PinUnreadable(_) => code("pin_unreadable", exit::UNEXPECTED),
            OfCard::PinDisabled(_) => code("pin_disabled", exit::DONE),
            OfCard::PinEmpty(_) => code("pin_empty", exit::DONE),
            OfCard::Known(known) if known.severity() == radar::Severity::Ended => {
                ended(known.code())
            }
            OfCard::Known(known) => code(known.code(), exit::DONE),
            OfCard::Certificates(failure) => code(failure.code().word, exit::DONE),
            OfCard::Transport { .. } => code("transport", exit::DONE),
            OfCard::Ok { .. } => code("card_ok", exit::DONE),
        }
    }
}

#[cfg(test)]
impl OfCard {
    pub(super) fn samples() -> Vec<Self> {
        use crate::card::PinStatus;
        use crate::pins::PinKey;
        use crate::report::facts::check;
        use crate::report::facts::failure::samples::{of_each, reader_errors};
        use crate::report::facts::next_step::Bar;
        let line = |status| PinLine {
            key: PinKey::Ch,
            status,
            named: None,
            noted: None,
        };
        let (kind, next) = (Kind::Hba, NextStep::Activate);
        let card = |kind| CardInReader {
            reader: "Leser".to_owned(),
            kind,
            iccsn: None,
            atr: vec![0x3B, 0x00],
            answer: apdu::StatusWord::new(0x6A82),
            application: None,
        };
        let after = of_each!(AfterLook {
            EndPrograms => [AfterLook::EndPrograms(Vec::new()), AfterLook::EndPrograms(vec!["scdaemon".to_owned()])],
            AsUsual => [AfterLook::AsUsual],
        });
        let not_seen = reader_errors().into_iter().flat_map(|error| {
            let why = Unreached::Reader(error);
            after.clone().into_iter().map(move |then| OfCard::NotSeen {
                why: why.clone(),
                then,
            })
        });
        use radar::Severity::{Act, Ended, Hint};
        let known = [Ended, Act, Hint].into_iter().flat_map(radar::of_weight);
        of_each!(OfCard {
            NotSeen => not_seen.collect::<Vec<_>>(),
            NoCard => [None, Some("empfang".to_owned())].map(|workplace| OfCard::NoCard { workplace }),
            NoSuchCard => [OfCard::NoSuchCard { found: vec![card(Kind::Hba)] }],
            Foreign => [OfCard::Foreign { card: card(Kind::Egk) }],
            ContactlessMode => [OfCard::ContactlessMode],
            NumberUnreadable => [OfCard::NumberUnreadable],
            PinBlocked => [NextStep::Unblock, NextStep::OrderReplacement, NextStep::Barred(Bar::NoKeys)]
                .map(|next| OfCard::PinBlocked { pin: line(PinStatus::Blocked), next }),
            TransportBlockedNoted => [OfCard::TransportBlockedNoted(line(PinStatus::Transport))],
            LastTryNoted => [OfCard::LastTryNoted(line(PinStatus::Transport))],
            LastTry => [OfCard::LastTry(line(PinStatus::Set { tries: 1 }))],
            WrongEntry => [OfCard::WrongEntry(line(PinStatus::Set { tries: 2 }))],
            PinUnreadable => [OfCard::PinUnreadable(line(PinStatus::Missing))],
            PinDisabled => [OfCard::PinDisabled(line(PinStatus::Disabled))],
            PinEmpty => [OfCard::PinEmpty(line(PinStatus::Empty))],
            Known => known.map(OfCard::Known).collect::<Vec<_>>(),
            Certificates => check::samples().into_iter().map(OfCard::Certificates).collect::<Vec<_>>(),
            Transport => [OfCard::Transport { kind, next }],
            Ok => [OfCard::Ok { kind, next }],
        })
    }
}
