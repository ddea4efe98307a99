//! What `doctor` found, one by one.

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
    /// Readers.
    Readers,
    /// Programs at the readers.
    Programs,
    /// Cards.
    Card,
}

impl Area {
    /// All, in order.
    pub const ALL: [Area; 7] = [
        Area::Pc,
        Area::Service,
        Area::Drivers,
        Area::Usb,
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
            Area::Readers => "readers",
            Area::Programs => "programs",
            Area::Card => "card",
        }
    }
}

/// What of the PC, its readers and its cards can stand in the way. A cause that another command
/// knows too has the word and the exit code which it has there
/// ([`Failure::code`](super::Failure::code)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// A container without the socket of the PC’s service.
    ContainerWithoutSocket,
    /// Readers with a contactless field only.
    ContactlessOnly,
    /// No driver for USB readers is installed.
    DriverMissing,
    /// No card for this program among the cards.
    ForeignCard,
    /// No reader holds a card.
    NoCard,
    /// No reader.
    NoReader,
    /// The digits of `--card` mean no card.
    NoSuchCard,
    /// The name of `--reader` means no reader.
    NoSuchReader,
    /// No right to the service.
    NotAllowed,
    /// The card does not tell its number.
    NumberUnreadable,
    /// A PIN is blocked.
    PinBlocked,
    /// The state of a PIN cannot be read.
    PinUnreadable,
    /// The screen is that of another PC, which sees no reader.
    RemoteSession,
    /// The service fails.
    ServiceFailed,
    /// The service speaks another protocol than its library.
    ServiceMismatch,
    /// The service is not installed.
    ServiceMissing,
    /// The service does not run.
    ServiceNotRunning,
    /// By the notes of this PC a Transport-PIN is blocked; the card hides it.
    TransportBlockedNoted,
    /// A reader at USB that no driver serves.
    UsbReaderWithoutDriver,
}

impl Problem {
    /// Its fixed word, and the exit code where it is in the way.
    #[must_use]
    pub const fn code(self) -> Code {
        match self {
            Problem::NumberUnreadable => code("number_unreadable", exit::UNEXPECTED),
            Problem::PinUnreadable => code("pin_unreadable", exit::UNEXPECTED),
            Problem::ContainerWithoutSocket => code("container_without_socket", exit::SERVICE),
            Problem::NotAllowed => code("not_allowed", exit::SERVICE),
            Problem::ServiceFailed => code("service_failed", exit::SERVICE),
            Problem::ServiceMismatch => code("service_mismatch", exit::SERVICE),
            Problem::ServiceMissing => code("service_missing", exit::SERVICE),
            Problem::ServiceNotRunning => code("service_not_running", exit::SERVICE),
            Problem::ContactlessOnly => code("contactless_only", exit::NO_READER),
            Problem::DriverMissing => code("driver_missing", exit::NO_READER),
            Problem::NoReader => code("no_reader", exit::NO_READER),
            Problem::NoSuchReader => code("no_such_reader", exit::NO_READER),
            Problem::RemoteSession => code("remote_session", exit::NO_READER),
            Problem::UsbReaderWithoutDriver => code("usb_reader_without_driver", exit::NO_READER),
            Problem::NoCard => code("no_card", exit::NO_CARD),
            Problem::ForeignCard => code("foreign_card", exit::WRONG_CARD),
            Problem::NoSuchCard => code("no_such_card", exit::WRONG_CARD),
            Problem::PinBlocked => code("pin_blocked", exit::BLOCKED),
            Problem::TransportBlockedNoted => code("transport_blocked_noted", exit::BLOCKED),
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
    /// A finding that is in nobody's way.
    #[must_use]
    pub const fn plain(code: &'static str, severity: Severity, area: Area, what: String) -> Self {
        Self {
            code,
            severity,
            area,
            reader: None,
            what,
            remedy: None,
            exit: 0,
        }
    }

    /// With its remedy.
    #[must_use]
    pub fn remedy(mut self, remedy: String) -> Self {
        self.remedy = Some(remedy);
        self
    }

    /// A problem: it ends the run with its exit code.
    #[must_use]
    pub const fn problem(code: Code, area: Area, what: String) -> Self {
        let (severity, exit) = (Severity::Problem, code.exit);
        Self {
            code: code.word,
            severity,
            area,
            reader: None,
            what,
            remedy: None,
            exit,
        }
    }

    /// A problem where it is in the way; elsewhere it only matters this much.
    #[must_use]
    pub const fn in_the_way(
        is_so: bool,
        problem: Problem,
        otherwise: Severity,
        area: Area,
        what: String,
    ) -> Self {
        let code = problem.code();
        if is_so {
            Self::problem(code, area, what)
        } else {
            Self::plain(code.word, otherwise, area, what)
        }
    }

    /// About this reader.
    #[must_use]
    pub fn of(mut self, reader: &str) -> Self {
        self.reader = Some(reader.to_owned());
        self
    }
}

impl Cause for Finding {
    fn code(&self) -> Code {
        code(self.code, self.exit)
    }

    /// Its remedy says what to do.
    fn topic(&self) -> Option<&'static str> {
        None
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Finding> {
    use super::failure::samples::of_each;
    let problems = of_each!(Problem {
        ContainerWithoutSocket => [Problem::ContainerWithoutSocket],
        ContactlessOnly => [Problem::ContactlessOnly],
        DriverMissing => [Problem::DriverMissing],
        ForeignCard => [Problem::ForeignCard],
        NoCard => [Problem::NoCard],
        NoReader => [Problem::NoReader],
        NoSuchCard => [Problem::NoSuchCard],
        NoSuchReader => [Problem::NoSuchReader],
        NotAllowed => [Problem::NotAllowed],
        NumberUnreadable => [Problem::NumberUnreadable],
        PinBlocked => [Problem::PinBlocked],
        PinUnreadable => [Problem::PinUnreadable],
        RemoteSession => [Problem::RemoteSession],
        ServiceFailed => [Problem::ServiceFailed],
        ServiceMismatch => [Problem::ServiceMismatch],
        ServiceMissing => [Problem::ServiceMissing],
        ServiceNotRunning => [Problem::ServiceNotRunning],
        TransportBlockedNoted => [Problem::TransportBlockedNoted],
        UsbReaderWithoutDriver => [Problem::UsbReaderWithoutDriver],
    });
    let known = crate::topics::radar::of_weight(crate::topics::radar::Severity::Ended);
    let codes = problems
        .into_iter()
        .map(Problem::code)
        .chain(known.iter().map(|known| super::code::ended(known.code())));
    codes
        .map(|code| {
            Finding::problem(code, Area::Pc, "found".to_owned()).remedy("mend it".to_owned())
        })
        .collect()
}
