//! What `doctor` found, one by one.

use serde_json::{Value, json};

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
    /// Readers.
    Readers,
    /// Programs at the readers.
    Programs,
    /// Cards.
    Card,
}

impl Area {
    /// All, in order.
    pub const ALL: [Area; 7] =
        [Area::Pc, Area::Service, Area::Drivers, Area::Usb, Area::Readers, Area::Programs, Area::Card];

    /// The fixed word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Area::Pc => "pc",
            Area::Service => "service",
            Area::Drivers => "drivers",
            Area::Usb => "usb",
            Area::Readers => "readers",
            Area::Programs => "programs",
            Area::Card => "card",
        }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The fixed word of the JSON contract.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What it is about.
    pub area: Area,
    /// PC/SC name of the reader, where it is about one.
    pub reader: Option<String>,
    /// What was found.
    pub what: String,
    /// What to do; `None` where nothing is.
    pub remedy: Option<String>,
    /// The exit code it asks for; 0 unless it is a problem.
    pub exit: u8,
}

impl Finding {
    /// A finding that nothing needs to be done about.
    #[must_use]
    pub const fn plain(code: &'static str, severity: Severity, area: Area, what: String) -> Self {
        Self { code, severity, area, reader: None, what, remedy: None, exit: 0 }
    }

    /// With its remedy.
    #[must_use]
    pub fn remedy(mut self, remedy: String) -> Self {
        self.remedy = Some(remedy);
        self
    }

    /// A problem that ends the run with this code.
    #[must_use]
    pub const fn exit(mut self, exit: u8) -> Self {
        self.severity = Severity::Problem;
        self.exit = exit;
        self
    }

    /// About this reader.
    #[must_use]
    pub fn of(mut self, reader: &str) -> Self {
        self.reader = Some(reader.to_owned());
        self
    }

    /// As JSON: `code`, `severity` (ok, note, warning, problem), `area` (pc, service, drivers, usb, readers, programs,
    /// card), `reader` or null, `message`, `remedy` or null, `exit`.
    #[must_use]
    pub fn document(&self) -> Value {
        json!({
            "code": self.code,
            "severity": self.severity.word(),
            "area": self.area.word(),
            "reader": self.reader,
            "message": self.what,
            "remedy": self.remedy,
            "exit": self.exit,
        })
    }
}
