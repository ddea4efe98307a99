//! What `doctor` found, one by one: values, from which `words/diagnosis/` makes sentences.

mod of_card;
mod of_konnektor;
mod of_pc;
mod of_reader;
mod urgency;

pub use of_card::{AfterLook, OfCard};
pub use of_konnektor::OfKonnektor;
pub use of_pc::{DriverRemedy, OfPc, Start};
pub use of_reader::OfReader;

use super::cause::Cause;
use super::code::{Code, code};
use super::exit;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// As it should be.
    Ok,
    /// Worth knowing.
    Note,
    /// In the way of something, but not of everything.
    Warning,
    /// In the way.
    Problem,
}

impl Severity {
    /// The fixed word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Severity::Ok => "ok",
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Problem => "problem",
        }
    }
}

/// What a finding is about, in the order in which support asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// The PC and the session.
    Pc,
    /// The PC/SC service.
    Service,
    /// Drivers.
    Drivers,
    /// USB.
    Usb,
    /// The Konnektor, where cards are in its terminals.
    Konnektor,
    /// Readers.
    Readers,
    /// Programs at the readers.
    Programs,
    /// Cards.
    Card,
}

impl Area {
    /// All, in order.
    pub const ALL: [Area; 8] = [
        Area::Pc,
        Area::Service,
        Area::Drivers,
        Area::Usb,
        Area::Konnektor,
        Area::Readers,
        Area::Programs,
        Area::Card,
    ];

    /// The fixed word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Area::Pc => "pc",
            Area::Service => "service",
            Area::Drivers => "drivers",
            Area::Usb => "usb",
            Area::Konnektor => "konnektor",
            Area::Readers => "readers",
            Area::Programs => "programs",
            Area::Card => "card",
        }
    }
}

/// What was found. A cause that another command knows too has the code word and the exit code
/// which it has there ([`Failure::code`](super::failure::Failure::code)).
#[derive(Debug, Clone)]
pub enum Matter {
    /// Of the PC, its service, its drivers, its USB, its programs.
    Pc(OfPc),
    /// Of a Konnektor, or one of its terminals.
    Konnektor(OfKonnektor),
    /// Of a reader, or that there is none.
    Reader(OfReader),
    /// Of a card, or that there is none.
    Card(OfCard),
}

impl Matter {
    /// Its fixed word, and the exit code where it is in the way; 0 for what never is.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Matter::Pc(found) => found.code(),
            Matter::Konnektor(found) => found.code(),
            Matter::Reader(found) => found.code(),
            Matter::Card(found) => found.code(),
        }
    }

    /// What it is about.
    #[must_use]
    pub const fn area(&self) -> Area {
        match self {
            Matter::Pc(found) => found.area(),
            Matter::Konnektor(_) => Area::Konnektor,
            Matter::Reader(_) => Area::Readers,
            Matter::Card(_) => Area::Card,
        }
    }
}

impl From<OfPc> for Matter {
    fn from(found: OfPc) -> Self {
        Matter::Pc(found)
    }
}

impl From<OfKonnektor> for Matter {
    fn from(found: OfKonnektor) -> Self {
        Matter::Konnektor(found)
    }
}

impl From<OfReader> for Matter {
    fn from(found: OfReader) -> Self {
        Matter::Reader(found)
    }
}

impl From<OfCard> for Matter {
    fn from(found: OfCard) -> Self {
        Matter::Card(found)
    }
}

/// One finding.
#[derive(Debug, Clone)]
pub struct Finding {
    /// What was found.
    pub matter: Matter,
    /// How much it matters.
    pub severity: Severity,
    /// PC/SC name of the reader, where it is about one.
    pub reader: Option<String>,
}

impl Finding {
    /// A finding that matters this much.
    pub fn new(severity: Severity, matter: impl Into<Matter>) -> Self {
        Self {
            matter: matter.into(),
            severity,
            reader: None,
        }
    }

    /// A problem: it ends the run with its exit code.
    pub fn problem(matter: impl Into<Matter>) -> Self {
        Self::new(Severity::Problem, matter)
    }

    /// A problem where it is in the way; elsewhere it only matters this much.
    pub fn in_the_way(is_so: bool, otherwise: Severity, matter: impl Into<Matter>) -> Self {
        let severity = if is_so { Severity::Problem } else { otherwise };
        Self::new(severity, matter)
    }

    /// About this reader.
    #[must_use]
    pub fn of(mut self, reader: &str) -> Self {
        self.reader = Some(reader.to_owned());
        self
    }

    /// The fixed word of the JSON contract, and the exit code it asks for: 0 unless it is a
    /// problem.
    #[must_use]
    pub fn code(&self) -> Code {
        let Code { word, exit } = self.matter.code();
        match self.severity {
            Severity::Problem => code(word, exit),
            Severity::Ok | Severity::Note | Severity::Warning => code(word, exit::DONE),
        }
    }
}

impl Cause for Finding {
    fn code(&self) -> Code {
        self.code()
    }

    /// Its remedy says what to do.
    fn topic(&self) -> Option<&'static str> {
        None
    }
}

impl Finding {
    /// Whether something is to be done about it.
    #[must_use]
    pub fn is_urgent(&self) -> bool {
        self.severity >= Severity::Warning
    }
}

/// Findings of every kind, as much in the way as they can be.
#[cfg(test)]
pub fn samples() -> Vec<Finding> {
    use super::failure::samples::of_each;
    let matters = of_each!(Matter {
        Pc => OfPc::samples().into_iter().map(Matter::Pc).collect::<Vec<_>>(),
        Konnektor => OfKonnektor::samples().into_iter().map(Matter::Konnektor).collect::<Vec<_>>(),
        Reader => OfReader::samples().into_iter().map(Matter::Reader).collect::<Vec<_>>(),
        Card => OfCard::samples().into_iter().map(Matter::Card).collect::<Vec<_>>(),
    });
    let finding = |matter: Matter| {
        let is_so = matter.code().exit != exit::DONE;
        Finding::in_the_way(is_so, Severity::Warning, matter).of("Leser")
    };
    matters.into_iter().map(finding).collect()
}
