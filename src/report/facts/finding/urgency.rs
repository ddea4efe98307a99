//! Which finding is said first.
//!
//! A card is reached by way of the session, the service, drivers and a reader. Whatever is wrong on
//! that way causes, or hides, what is wrong behind it, so the first obstacle is the one to mend
//! first. What a card is to be used for comes before how long it will last.

use super::{Finding, Matter, OfCard, OfPc, Severity};
use crate::topics::radar;

/// How pressing a finding is; the smallest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Urgency {
    weight: Weight,
    stage: Stage,
}

/// Whether something is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// It stands in the way.
    InTheWay,
    /// It stands in the way of something, or is what this program is for.
    ToDo,
    /// Worth knowing.
    Note,
    /// As it should be.
    Fine,
}

/// Where on the way to a working card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    /// Which PC and which reader are meant.
    Session,
    /// The PC/SC service.
    Service,
    /// Drivers, and who else takes the devices.
    Drivers,
    /// The reader.
    Reader,
    /// The card in it.
    Card,
    /// Whether it may be used at all.
    Ended,
    /// Its PINs.
    Pins,
    /// What else the PC must do for it.
    Helpers,
    /// Its activation.
    Activation,
    /// How long it lasts.
    Validity,
}

impl Finding {
    /// How pressing it is.
    #[must_use]
    pub fn urgency(&self) -> Urgency {
        let weight = match self.severity {
            Severity::Problem => Weight::InTheWay,
            Severity::Warning => Weight::ToDo,
            Severity::Note if is_activation(&self.matter) => Weight::ToDo,
            Severity::Note => Weight::Note,
            Severity::Ok => Weight::Fine,
        };
        let stage = match &self.matter {
            Matter::Pc(found) => of_pc(found),
            Matter::Konnektor(_) => Stage::Service,
            Matter::Reader(_) => Stage::Reader,
            Matter::Card(found) => of_card(found),
        };
        Urgency { weight, stage }
    }

    /// Whether it says that a card waits to be activated.
    #[must_use]
    pub const fn is_activation(&self) -> bool {
        is_activation(&self.matter)
    }
}

const fn is_activation(matter: &Matter) -> bool {
    matches!(matter, Matter::Card(OfCard::Transport { .. }))
}

const fn of_pc(found: &OfPc) -> Stage {
    match found {
        OfPc::VirtualByDefault { .. }
        | OfPc::SettingsUnusable(_)
        | OfPc::SshSession
        | OfPc::RemoteSession { .. }
        | OfPc::Wsl => Stage::Session,
        OfPc::ServiceOk
        | OfPc::LibraryMissing { .. }
        | OfPc::NotAllowed { .. }
        | OfPc::SocketClosed { .. }
        | OfPc::ServiceCrashes { .. }
        | OfPc::ServiceFailed { .. }
        | OfPc::ServiceMismatch { .. }
        | OfPc::ServiceMismatchAhead { .. }
        | OfPc::ContainerWithoutSocket
        | OfPc::ServiceMissing
        | OfPc::ServiceNotRunning { .. } => Stage::Service,
        OfPc::DriverMissing
        | OfPc::UsbReaderWithoutDriver { .. }
        | OfPc::UsbReaderTakenByKernel { .. }
        | OfPc::UsbReaderHeld { .. }
        | OfPc::OtherPrograms { .. } => Stage::Drivers,
        OfPc::ClockWrong { .. } | OfPc::NotesUnusable { .. } => Stage::Helpers,
    }
}

fn of_card(found: &OfCard) -> Stage {
    match found {
        OfCard::NotSeen { .. }
        | OfCard::NoCard { .. }
        | OfCard::NoSuchCard { .. }
        | OfCard::Foreign { .. }
        | OfCard::NumberUnreadable => Stage::Card,
        OfCard::ContactlessMode => Stage::Reader,
        OfCard::Known(known) if known.severity() == radar::Severity::Ended => Stage::Ended,
        OfCard::PinBlocked { .. }
        | OfCard::TransportBlockedNoted(_)
        | OfCard::LastTryNoted(_)
        | OfCard::LastTry(_)
        | OfCard::WrongEntry(_)
        | OfCard::PinUnreadable(_)
        | OfCard::PinDisabled(_)
        | OfCard::PinEmpty(_) => Stage::Pins,
        OfCard::Transport { .. } | OfCard::Ok { .. } => Stage::Activation,
        OfCard::Known(_) | OfCard::Certificates(_) => Stage::Validity,
    }
}
