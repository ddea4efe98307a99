//! The Konnektor, the way to it, and what it says of cards in terminals.

use super::terminal::Spent;
use super::unreached::Unreached;
use crate::card::Operation;
use crate::http::error as http;
use crate::konnektor::codes::Kind;
use crate::konnektor::envelope;
use crate::konnektor::tls_error::Error as Line;
use crate::konnektor::trouble::{Cause as Why, Trouble};
use crate::report::facts::cause::Cause;
use crate::report::facts::code::{Code, code};
use crate::report::facts::exit;

/// Why no card was reached through a Konnektor.
#[derive(Debug, Clone)]
pub enum Konnektor {
    /// This program was built without a way to one.
    NotBuilt,
    /// It did not give what was asked of it.
    Failed {
        /// What was asked, and what went wrong.
        trouble: Box<Trouble>,
        /// What had happened to the card by then.
        when: When,
    },
}

impl Konnektor {
    /// It did not give what was asked of it, and nothing was done to a card.
    #[must_use]
    pub fn before(trouble: Trouble) -> Self {
        Konnektor::Failed {
            trouble: Box::new(trouble),
            when: When::Before,
        }
    }

    /// The same where a Konnektor is set up or tested, and nobody thinks of a card.
    #[must_use]
    pub fn with_no_card(self) -> Self {
        match self {
            Konnektor::NotBuilt => Konnektor::NotBuilt,
            Konnektor::Failed { trouble, .. } => Konnektor::Failed {
                trouble,
                when: When::NoCard,
            },
        }
    }
}

/// What had happened to a card when its Konnektor failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// No card is in play: the Konnektor is set up, or tested.
    NoCard,
    /// No secret had been asked for in this run.
    Before,
    /// After the known outcome of an earlier secret command in this run.
    Later,
    /// It is what became of the order to ask for a secret; the state of the PIN is what it was.
    Asked {
        /// What is known of its cost.
        spent: Spent,
        /// What was ordered.
        operation: Operation,
    },
}

/// What it comes to, whatever was asked: one code word each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Nobody takes the call at this address.
    Unreachable,
    /// Somebody does, and gives no answer, or none that is an answer.
    Silent,
    /// No connection by TLS comes about.
    Tls,
    /// Another certificate than the one that was compared.
    OtherCertificate,
    /// No certificate was ever compared.
    NotPinned,
    /// The client is not let in.
    Login,
    /// It is only reached without TLS.
    Plain,
    /// It does not have what is needed, or not in a version that is spoken.
    Service,
    /// A user is missing.
    User,
    /// Mandant, client system or workplace are missing.
    Profile,
    /// Mandant, client system, workplace, terminal and card are not assigned to each other.
    Context,
    /// The SMC-B is not entered.
    NotEntered,
    /// The Konnektor, or what it says, is faulty.
    Faulty,
    /// The terminal cannot be reached.
    TerminalAway,
    /// It asks elsewhere than people were told.
    Moved,
    /// The card is not there any more.
    CardGone,
    /// The card does not answer the Konnektor as it should.
    CardAccess,
    /// Another user of the same client system holds the card.
    OtherUser,
    /// Terminal or card are in use.
    Busy,
    /// Nobody typed in time.
    TimedOut,
    /// The red key.
    Cancelled,
    /// Not a card, or not a PIN, for this.
    WrongCard,
    /// No terminal can ask for the PIN.
    NoEntry,
    /// A request that cannot be.
    Bug,
}

impl Konnektor {
    /// Whether somebody else uses card or terminal just now.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(self, Konnektor::Failed { trouble, .. } if trouble.is_busy())
    }

    /// Whether it wants another user than the profile names.
    #[must_use]
    pub fn wants_a_user(&self) -> bool {
        matches!(self, Konnektor::Failed { trouble, .. } if Sort::of(trouble) == Sort::User)
    }

    /// Whether who answers shows another certificate than the one that was compared: then nobody is to
    /// go on before somebody has found out why.
    #[must_use]
    pub fn is_another_server(&self) -> bool {
        matches!(self, Konnektor::Failed { trouble, .. } if Sort::of(trouble) == Sort::OtherCertificate)
    }

    /// Whether it is about the Konnektor or the way to it.
    #[must_use]
    pub fn is_of_service(&self) -> bool {
        match self {
            Konnektor::NotBuilt => true,
            Konnektor::Failed { trouble, .. } => trouble.is_of_the_konnektor(),
        }
    }
}

impl Sort {
    /// What a trouble comes to.
    #[must_use]
    pub fn of(trouble: &Trouble) -> Self {
        match &trouble.cause {
            Why::Line(line) | Why::LeadsNowhere(line) => Self::of_line(line),
            Why::LoginRefused(_) => Self::Login,
            Why::SentElsewhere(_) => Self::Silent,
            Why::PlainRefused | Why::OtherHost(_) => Self::Plain,
            Why::Address(_) | Why::Service(..) => Self::Service,
            Why::Request(envelope::Problem::UserMissing) => Self::User,
            Why::Request(envelope::Problem::KeepsItsPin | envelope::Problem::NoReference) => {
                Self::Bug
            }
            Why::Unreadable(_) => Self::Faulty,
            Why::Moved => Self::Moved,
            Why::Fault(_) => Self::of_kind(trouble.kind().unwrap_or(Kind::Other)),
        }
    }

    const fn of_line(line: &Line) -> Self {
        match line {
            Line::Http(
                http::Error::Resolve { .. }
                | http::Error::Connect { .. }
                | http::Error::UrlUnusable { .. },
            ) => Self::Unreachable,
            Line::Http(http::Error::Interrupted) => Self::Cancelled,
            // As one that came whole.
            Line::Http(http::Error::TooLarge { .. }) => Self::Faulty,
            Line::Http(_) => Self::Silent,
            Line::NotTls
            | Line::WantsTls
            | Line::Unverifiable(_)
            | Line::Refused(_)
            | Line::Protocol(_) => Self::Tls,
            Line::OtherCertificate { .. } | Line::NotItsKey => Self::OtherCertificate,
            Line::NothingPinned => Self::NotPinned,
            Line::NotBuilt => Self::Tls,
            Line::ClientCertificate { .. } => Self::Login,
        }
    }

    const fn of_kind(kind: Kind) -> Self {
        match kind {
            Kind::UserMissing => Self::User,
            Kind::ContextIncomplete => Self::Profile,
            Kind::ContextRefused => Self::Context,
            Kind::InstitutionCardNotEntered => Self::NotEntered,
            Kind::Terminal => Self::TerminalAway,
            Kind::CardGone => Self::CardGone,
            Kind::HeldByOtherUser => Self::OtherUser,
            Kind::TerminalBusy | Kind::CardBusy => Self::Busy,
            Kind::TimedOut => Self::TimedOut,
            Kind::Cancelled => Self::Cancelled,
            Kind::CardAccess => Self::CardAccess,
            Kind::WrongCard => Self::WrongCard,
            Kind::NoPlaceForEntry => Self::NoEntry,
            // Of a dialog these are outcomes; to a question that asks for no PIN they are none.
            Kind::PinBlocked
            | Kind::PukBlocked
            | Kind::StillTransport
            | Kind::NewPinsDiffer
            | Kind::PinLength
            | Kind::CardToCard
            | Kind::Certificate
            | Kind::Request
            | Kind::Konnektor
            | Kind::Other => Self::Faulty,
        }
    }

    const fn code(self) -> Code {
        match self {
            Self::Unreachable => code("konnektor_unreachable", exit::SERVICE),
            Self::Silent => code("konnektor_no_answer", exit::SERVICE),
            Self::Tls => code("konnektor_tls", exit::SERVICE),
            Self::OtherCertificate => code("konnektor_other_certificate", exit::REFUSED),
            Self::NotPinned => code("konnektor_not_compared", exit::REFUSED),
            Self::Login => code("konnektor_login", exit::SERVICE),
            Self::Plain => code("konnektor_plain", exit::REFUSED),
            Self::Service => code("konnektor_service", exit::SERVICE),
            Self::User => code("konnektor_user", exit::USAGE),
            Self::Profile => code("konnektor_profile", exit::USAGE),
            Self::Context => code("konnektor_context", exit::SERVICE),
            Self::NotEntered => code("konnektor_not_entered", exit::SERVICE),
            Self::Faulty => code("konnektor_failed", exit::UNEXPECTED),
            Self::TerminalAway => code("terminal_away", exit::NO_READER),
            Self::Moved => code("card_changed", exit::REFUSED),
            Self::CardGone => code("no_card", exit::NO_CARD),
            Self::CardAccess => code("terminal_card", exit::UNEXPECTED),
            Self::OtherUser => code("konnektor_other_user", exit::BUSY),
            Self::Busy => code("busy", exit::BUSY),
            Self::TimedOut => code("timed_out", exit::TIMED_OUT),
            Self::Cancelled => code("cancelled", exit::CANCELLED),
            Self::WrongCard => code("wrong_kind", exit::WRONG_CARD),
            Self::NoEntry => code("terminal_no_entry", exit::PAD),
            Self::Bug => code("internal", exit::UNEXPECTED),
        }
    }
}

impl Cause for Konnektor {
    fn code(&self) -> Code {
        match self {
            Konnektor::NotBuilt => code("konnektor_not_built", exit::USAGE),
            Konnektor::Failed { trouble, .. } => Sort::of(trouble).code(),
        }
    }

    fn konnektor_error(&self) -> Option<u32> {
        match self {
            Konnektor::NotBuilt => None,
            Konnektor::Failed { trouble, .. } => trouble.code(),
        }
    }

    fn topic(&self) -> Option<&'static str> {
        match self {
            Konnektor::NotBuilt => Some("konnektor-and-software"),
            Konnektor::Failed { trouble, .. } => match Sort::of(trouble) {
                Sort::Cancelled | Sort::Bug => None,
                Sort::TimedOut => Some("pin-pad-timeouts"),
                Sort::WrongCard => Some("two-cards"),
                Sort::Unreachable
                | Sort::Silent
                | Sort::Tls
                | Sort::OtherCertificate
                | Sort::NotPinned
                | Sort::Login
                | Sort::Plain
                | Sort::Service
                | Sort::User
                | Sort::Profile
                | Sort::Context
                | Sort::NotEntered
                | Sort::Faulty
                | Sort::TerminalAway
                | Sort::Moved
                | Sort::CardGone
                | Sort::CardAccess
                | Sort::OtherUser
                | Sort::Busy
                | Sort::NoEntry => Some("konnektor-and-software"),
            },
        }
    }

    fn may_have_cost(&self) -> bool {
        let Konnektor::Failed { when, .. } = self else {
            return false;
        };
        matches!(when, When::Asked { spent, .. } if *spent != Spent::Nothing)
    }
}

impl From<Konnektor> for super::Failure {
    fn from(cause: Konnektor) -> Self {
        Unreached::Konnektor(cause).into()
    }
}

#[cfg(test)]
impl Konnektor {
    pub(in crate::report) fn samples() -> Vec<Self> {
        samples::all()
    }

    /// Every trouble that may come of an order.
    pub(super) fn troubles() -> Vec<Trouble> {
        samples::troubles()
    }
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
