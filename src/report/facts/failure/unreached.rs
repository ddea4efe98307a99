//! No card could be reached that the command can work on: service, reader, line, card.

use apdu::StatusWord;

use super::Konnektor;
use crate::card::{Application, Iccsn, Kind, PinStatus, View};
use crate::konnektor;
use crate::pins::PinKey;
use crate::reader;
use crate::report::facts::cause::Cause;
use crate::report::facts::code::{Code, code};
use crate::report::facts::exit;
use crate::report::facts::list_gaps::ListGaps;

/// Why no card could be reached that the command can work on.
#[derive(Debug, Clone)]
pub enum Unreached {
    /// Service, reader or line, while no secret command had been handed over in this run.
    Reader(reader::Error),
    /// Service, reader or line, after the known outcome of an earlier secret command in this run.
    ReaderLater(reader::Error),
    /// The Konnektor through which card terminals are reached.
    Konnektor(Konnektor),
    /// No reader is connected.
    NoReader,
    /// No reader has that name.
    NoSuchReader {
        /// The name that was asked for.
        wanted: String,
        /// Readers that are there.
        readers: Vec<String>,
    },
    /// No reader holds a card.
    NoCard,
    /// The Konnektor lists no terminal for the workplace.
    NoTerminal {
        /// The workplace.
        workplace: String,
        /// What it said beside its list.
        beside: ListGaps,
    },
    /// None of the terminals of a workplace holds a card that it may use.
    NoCardInTerminals {
        /// The workplace.
        workplace: String,
        /// What the Konnektor said beside its lists.
        beside: ListGaps,
    },
    /// What was asked for holds no card, and others do.
    NoCardThere {
        /// The readers or slots that were meant.
        meant: Vec<String>,
    },
    /// Only cards that cannot be worked on.
    WrongKind {
        /// What was found.
        found: Vec<CardInReader>,
    },
    /// No card with the digits of `--card`.
    NoSuchCard {
        /// What was found.
        found: Vec<CardInReader>,
    },
    /// Several cards, and nobody to ask.
    ChooseCard {
        /// What was found.
        found: Vec<CardInReader>,
    },
    /// A card that could not be looked at may be the one that is meant, and nobody is there to say
    /// so.
    Hidden {
        /// PC/SC name of its reader.
        reader: String,
        /// Why it could not be looked at.
        hides: Hides,
        /// The one that could have been taken.
        found: CardInReader,
    },
    /// The card does not let itself be read as it is now (6982).
    Guarded {
        /// What it refused.
        step: &'static str,
    },
    /// The card's content is not what the specification describes.
    CardUnreadable {
        /// What was read.
        step: &'static str,
        /// How it differs.
        oddity: Oddity,
    },
}

/// Why a card could not be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hides {
    /// Another program holds it.
    Busy,
    /// It does not answer.
    Mute,
}

/// A card that was found, as far as it can be told from others, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardInReader {
    /// PC/SC name of the reader.
    pub reader: String,
    /// Kind of card.
    pub kind: Kind,
    /// Its number, where it tells it.
    pub iccsn: Option<Iccsn>,
    /// Its answer to reset.
    pub atr: Vec<u8>,
    /// What it answered to the SELECT that tells the kinds apart.
    pub answer: StatusWord,
    /// What one of unknown kind plausibly is.
    pub application: Option<Application>,
}

impl CardInReader {
    /// From what a look found.
    #[must_use]
    pub fn of(view: &View, reader: &str) -> Self {
        Self {
            reader: reader.to_owned(),
            kind: view.kind,
            iccsn: view.iccsn.clone(),
            atr: view.atr.clone(),
            answer: view.answer,
            application: view.application,
        }
    }
}

/// How a card's content differs from what the specification describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// The number of the card is not there.
    NoNumber,
    /// The Konnektor does not name it.
    NumberUntold,
    /// A trailer that this step does not allow.
    Answer(StatusWord),
    /// A state in which there is nothing to be done with the PIN.
    State(PinKey, PinStatus),
    /// Data that are none of this step.
    Content,
}

impl Unreached {
    /// Whether a Konnektor no longer reports a card as it did: it was pulled, or put in anew, or the
    /// Konnektor was started anew and calls it otherwise.
    #[must_use]
    pub fn is_other_stay(&self) -> bool {
        matches!(self, Unreached::Reader(reader::Error::Removed(place)) if konnektor::is_meant_by(place))
    }

    /// Whether another program holds the card.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        match self {
            Unreached::Reader(error) | Unreached::ReaderLater(error) => {
                matches!(error, reader::Error::Busy(_))
            }
            Unreached::Konnektor(cause) => cause.is_busy(),
            _ => false,
        }
    }

    /// Whether no card is in.
    #[must_use]
    pub const fn is_no_card(&self) -> bool {
        matches!(
            self,
            Unreached::NoCard | Unreached::NoCardInTerminals { .. } | Unreached::NoCardThere { .. }
        )
    }

    /// Whether whoever knows of cards cannot be reached.
    #[must_use]
    pub fn is_of_service(&self) -> bool {
        match self {
            Unreached::Reader(error) | Unreached::ReaderLater(error) => error.is_of_service(),
            Unreached::Konnektor(cause) => cause.is_of_service(),
            _ => false,
        }
    }

    /// A trailer that this step does not allow.
    #[must_use]
    pub const fn answered(step: &'static str, status: StatusWord) -> Self {
        if status.number() == 0x6982 {
            return Unreached::Guarded { step };
        }
        let oddity = Oddity::Answer(status);
        Unreached::CardUnreadable { step, oddity }
    }

    /// A card without a number that was looked at.
    #[must_use]
    pub fn without_number(view: &View) -> Self {
        if view.is_guarded() {
            Unreached::Guarded { step: "EF.GDO" }
        } else if view.is_told() {
            let (step, oddity) = ("ICCSN", Oddity::NumberUntold);
            Unreached::CardUnreadable { step, oddity }
        } else {
            Self::NO_NUMBER
        }
    }

    /// The card does not tell its number, so nobody knows whose it is.
    pub const NO_NUMBER: Self = Unreached::CardUnreadable {
        step: "EF.GDO",
        oddity: Oddity::NoNumber,
    };
}

impl Cause for Unreached {
    fn code(&self) -> Code {
        match self {
            Unreached::Reader(error) => of_reader(error),
            // 8 would promise that no secret was handed over in this run.
            Unreached::ReaderLater(error) => match of_reader(error) {
                Code {
                    exit: exit::REMOVED,
                    word,
                } => code(word, exit::NO_CARD),
                other => other,
            },
            Unreached::Konnektor(cause) => cause.code(),
            Unreached::NoReader | Unreached::NoSuchReader { .. } => {
                code("no_reader", exit::NO_READER)
            }
            Unreached::NoTerminal { .. } => code("no_terminal", exit::NO_READER),
            Unreached::NoCard
            | Unreached::NoCardInTerminals { .. }
            | Unreached::NoCardThere { .. } => code("no_card", exit::NO_CARD),
            Unreached::WrongKind { .. } => code("wrong_kind", exit::WRONG_CARD),
            Unreached::NoSuchCard { .. } => code("no_such_card", exit::WRONG_CARD),
            Unreached::ChooseCard { .. } => code("choose_card", exit::REFUSED),
            Unreached::Hidden { hides, .. } => match hides {
                Hides::Busy => code("busy", exit::BUSY),
                Hides::Mute => code("card_mute", exit::BUSY),
            },
            Unreached::Guarded { .. } => code("card_guarded", exit::UNEXPECTED),
            Unreached::CardUnreadable { .. } => code("card_unreadable", exit::UNEXPECTED),
        }
    }

    fn topic(&self) -> Option<&'static str> {
        match self {
            Unreached::Reader(error) | Unreached::ReaderLater(error) => topic_of_reader(error),
            Unreached::Konnektor(cause) => cause.topic(),
            Unreached::NoReader
            | Unreached::NoSuchReader { .. }
            | Unreached::NoCardThere { .. } => Some("which-reader"),
            Unreached::NoCard => Some("reader-not-found"),
            Unreached::NoTerminal { .. } | Unreached::NoCardInTerminals { .. } => {
                Some("konnektor-and-software")
            }
            Unreached::WrongKind { .. }
            | Unreached::NoSuchCard { .. }
            | Unreached::ChooseCard { .. }
            | Unreached::Hidden { .. } => Some("two-cards"),
            Unreached::Guarded { .. } | Unreached::CardUnreadable { .. } => None,
        }
    }

    fn may_have_cost(&self) -> bool {
        matches!(self, Unreached::Konnektor(cause) if cause.may_have_cost())
    }

    fn status_word(&self) -> Option<StatusWord> {
        matches!(self, Unreached::Guarded { .. }).then_some(StatusWord::new(0x6982))
    }
}

fn of_reader(error: &reader::Error) -> Code {
    match error {
        reader::Error::NoLibrary { .. } => code("library_missing", exit::SERVICE),
        reader::Error::NoService(_) => code("no_service", exit::SERVICE),
        reader::Error::ServiceFailed(_) | reader::Error::ServiceHangs => {
            code("service_failed", exit::SERVICE)
        }
        reader::Error::ServiceFull(_) => code("service_full", exit::SERVICE),
        reader::Error::NotAllowed(_) | reader::Error::Closed(_) => {
            code("not_allowed", exit::SERVICE)
        }
        reader::Error::NoSuchReader(_) | reader::Error::ReaderGone(_) => {
            code("no_reader", exit::NO_READER)
        }
        reader::Error::NoCard(_) => code("no_card", exit::NO_CARD),
        reader::Error::Mute(_) => code("card_mute", exit::NO_CARD),
        reader::Error::Busy(_) => code("busy", exit::BUSY),
        reader::Error::Removed(_) => code("card_removed", exit::REMOVED),
        reader::Error::Reset(_) | reader::Error::Broken { .. } => {
            code("line_broken", exit::REMOVED)
        }
        reader::Error::Interrupted => code("cancelled", exit::CANCELLED),
        reader::Error::VirtualCard(_) => code("virtual_card", exit::FILE),
    }
}

const fn topic_of_reader(error: &reader::Error) -> Option<&'static str> {
    match error {
        reader::Error::NoSuchReader(_) => Some("which-reader"),
        reader::Error::NoCard(_)
        | reader::Error::ReaderGone(_)
        | reader::Error::NoLibrary { .. }
        | reader::Error::NoService(_)
        | reader::Error::ServiceFailed(_)
        | reader::Error::ServiceHangs
        | reader::Error::ServiceFull(_)
        | reader::Error::NotAllowed(_)
        | reader::Error::Closed(_)
        | reader::Error::Mute(_) => Some("reader-not-found"),
        reader::Error::Busy(_) => Some("konnektor-and-software"),
        reader::Error::Removed(_)
        | reader::Error::Reset(_)
        | reader::Error::Broken { .. }
        | reader::Error::Interrupted
        | reader::Error::VirtualCard(_) => None,
    }
}

#[cfg(test)]
impl Unreached {
    pub(super) fn samples() -> Vec<Self> {
        use super::samples::{of_each, reader_errors};
        let (wanted, readers) = ("anderer".to_owned(), vec!["Leser".to_owned()]);
        let card = |kind, iccsn| CardInReader {
            reader: "Leser".to_owned(),
            kind,
            iccsn,
            atr: vec![0x3B, 0x00],
            answer: StatusWord::new(0x6A82),
            application: None,
        };
        let iccsn = Iccsn::parse("80276999990000000017");
        let found = || vec![card(Kind::Hba, iccsn.clone()), card(Kind::Unknown, None)];
        let oddities = of_each!(Oddity {
            NoNumber => [Oddity::NoNumber],
            NumberUntold => [Oddity::NumberUntold],
            Answer => [Oddity::Answer(StatusWord::new(0x6982))],
            State => [
                Oddity::State(PinKey::Ch, PinStatus::Empty),
                Oddity::State(PinKey::Ch, PinStatus::Disabled),
                Oddity::State(PinKey::Ch, PinStatus::Missing),
                Oddity::State(PinKey::Ch, PinStatus::Untold(Some(4001))),
            ],
            Content => [Oddity::Content],
        });
        let odd = |oddity| Unreached::CardUnreadable {
            step: "EF.GDO",
            oddity,
        };
        of_each!(Unreached {
            Reader => reader_errors().into_iter().map(Unreached::Reader).collect::<Vec<_>>(),
            ReaderLater => reader_errors().into_iter().map(Unreached::ReaderLater).collect::<Vec<_>>(),
            Konnektor => Konnektor::samples().into_iter().map(Unreached::Konnektor).collect::<Vec<_>>(),
            NoReader => [Unreached::NoReader],
            NoSuchReader => [
                Unreached::NoSuchReader { wanted: wanted.clone(), readers },
                Unreached::NoSuchReader { wanted, readers: Vec::new() },
            ],
            NoCard => [Unreached::NoCard],
            NoTerminal => [Unreached::NoTerminal { workplace: "empfang".to_owned(), beside: ListGaps::default() }],
            NoCardInTerminals => [ListGaps::default(), ListGaps { profile: "praxis".to_owned(), cut_off: vec!["Labor".to_owned()], ..ListGaps::default() }].map(|beside| {
                Unreached::NoCardInTerminals { workplace: "empfang".to_owned(), beside }
            }),
            NoCardThere => [Unreached::NoCardThere { meant: vec!["Leser".to_owned()] }],
            WrongKind => [Unreached::WrongKind { found: found() }],
            NoSuchCard => [Unreached::NoSuchCard { found: found() }],
            ChooseCard => [Unreached::ChooseCard { found: found() }],
            Hidden => [Hides::Busy, Hides::Mute].map(|hides| Unreached::Hidden {
                reader: "Leser".to_owned(),
                hides,
                found: card(Kind::Smcb, iccsn.clone()),
            }),
            Guarded => [Unreached::Guarded { step: "EF.GDO" }],
            CardUnreadable => oddities.into_iter().map(odd).collect::<Vec<_>>(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_or_a_card_that_is_not_recognised_leads_to_its_topic() {
        use reader::Error as E;
        let name = String::new;
        let errors = [
            E::NoService(name()),
            E::NotAllowed(name()),
            E::Mute(name()),
            E::ReaderGone(name()),
        ];
        for error in errors.into_iter().chain([E::NoCard(name())]) {
            assert_eq!(Unreached::Reader(error).topic(), Some("reader-not-found"));
        }
        assert_eq!(Unreached::NoCard.topic(), Some("reader-not-found"));
        assert_eq!(Unreached::NoReader.topic(), Some("which-reader"));
    }
}
