//! What is found at the PC: session, service, drivers, USB, other programs.

use std::sync::Arc;

use super::Area;
use crate::attempts;
use crate::reader;
use crate::report::facts::cause::Cause;
use crate::report::facts::code::{Code, code};
use crate::report::facts::exit;
use crate::report::facts::failure::Settings;
use crate::settings::Origin;
use crate::system::clock::Date;
use crate::system::machine::Screen;

/// What is found at the PC.
#[derive(Debug, Clone)]
pub enum OfPc {
    /// A virtual card is asked for by the environment or a settings file, so that no real one is
    /// seen.
    VirtualByDefault {
        /// What is named.
        reader: String,
        /// By what.
        by: Origin,
    },
    /// A settings file that cannot be used.
    SettingsUnusable(Settings),
    /// The clock cannot be right.
    ClockWrong {
        /// What it says.
        today: Date,
    },
    /// What is tried at cards cannot be noted.
    NotesUnusable {
        /// Why.
        error: Arc<attempts::Error>,
    },
    /// Somebody came over SSH.
    SshSession,
    /// The screen is that of another PC.
    RemoteSession {
        /// By what it is seen.
        screen: Screen,
    },
    /// Linux inside Windows, which keeps its readers to itself.
    Wsl,
    /// The service answers.
    ServiceOk,
    /// The library of PC/SC is missing, or cannot be used.
    LibraryMissing {
        /// Which, and why.
        error: reader::Error,
    },
    /// No right to the service.
    NotAllowed {
        /// What it answered.
        error: reader::Error,
    },
    /// The socket of the service is closed to this user.
    SocketClosed {
        /// Its path.
        path: String,
        /// The group that may open it, where that is known.
        group: Option<String>,
    },
    /// The service crashes and is started anew.
    ServiceCrashes {
        /// How often yesterday and today.
        times: usize,
    },
    /// The service fails.
    ServiceFailed {
        /// What it answered.
        error: reader::Error,
    },
    /// The service speaks another protocol than its library.
    ServiceMismatch {
        /// Path of a library that does not belong to the package.
        second_library: Option<String>,
    },
    /// It will, once it was started anew: the packages are of different protocols.
    ServiceMismatchAhead {
        /// Version of the service.
        service: String,
        /// Version of the library.
        library: String,
    },
    /// A container without the socket of the PC's service.
    ContainerWithoutSocket,
    /// The service is not installed.
    ServiceMissing,
    /// The service does not run.
    ServiceNotRunning {
        /// What was answered instead.
        error: reader::Error,
        /// How it is started.
        start: Start,
    },
    /// No driver for USB readers is installed.
    DriverMissing,
    /// A reader at USB that no driver serves.
    UsbReaderWithoutDriver {
        /// What people call it.
        name: String,
        /// Its USB numbers.
        id: String,
        /// What helps.
        remedy: DriverRemedy,
    },
    /// A reader at USB that a driver of the kernel took.
    UsbReaderTakenByKernel {
        /// What people call it.
        name: String,
        /// Its USB numbers.
        id: String,
        /// The module of the kernel.
        module: String,
    },
    /// A reader at USB that a program holds past the service.
    UsbReaderHeld {
        /// What people call it.
        name: String,
        /// Its USB numbers.
        id: String,
        /// The programs.
        programs: Vec<String>,
    },
    /// Programs that use readers, or may.
    OtherPrograms {
        /// Their names.
        names: Vec<String>,
    },
}

/// How a service is started that does not run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// Anew: its socket is on.
    Again,
    /// By its socket, which is off.
    BySocket,
    /// By systemd, once it may again.
    Unmasked,
    /// By hand: it has no socket of systemd.
    ByHand,
    /// It is switched off for good (Windows).
    Disabled,
    /// As usual on this system.
    AsUsual,
}

/// What helps a USB reader that no driver serves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DriverRemedy {
    /// The maker's driver.
    Makers,
    /// The installed driver knows it: something else is wrong.
    IsKnown,
    /// The usual driver, in a version that knows it: the one that is installed does not.
    Newer {
        /// The installed one, with its version where it says one.
        driver: String,
    },
    /// Windows says what is wrong with it: the number of its device manager.
    Device(u32),
    /// The usual driver.
    Usual,
}

impl OfPc {
    pub(super) fn code(&self) -> Code {
        match self {
            OfPc::SettingsUnusable(cause) => cause.code(),
            OfPc::VirtualByDefault { .. } => code("virtual_by_default", exit::DONE),
            OfPc::ClockWrong { .. } => code("clock_wrong", exit::DONE),
            OfPc::NotesUnusable { .. } => code("notes_unusable", exit::DONE),
            OfPc::SshSession => code("ssh_session", exit::NO_READER),
            OfPc::RemoteSession { .. } => code("remote_session", exit::NO_READER),
            OfPc::Wsl => code("wsl", exit::NO_READER),
            OfPc::ServiceOk => code("service_ok", exit::DONE),
            OfPc::LibraryMissing { .. } => code("library_missing", exit::SERVICE),
            OfPc::NotAllowed { .. } | OfPc::SocketClosed { .. } => {
                code("not_allowed", exit::SERVICE)
            }
            OfPc::ServiceFailed {
                error: reader::Error::ServiceFull(_),
            } => code("service_full", exit::SERVICE),
            OfPc::ServiceFailed { .. } => code("service_failed", exit::SERVICE),
            OfPc::ServiceCrashes { .. } => code("service_crashes", exit::SERVICE),
            OfPc::ServiceMismatch { .. } | OfPc::ServiceMismatchAhead { .. } => {
                code("service_mismatch", exit::SERVICE)
            }
            OfPc::ContainerWithoutSocket => code("container_without_socket", exit::SERVICE),
            OfPc::ServiceMissing => code("service_missing", exit::SERVICE),
            OfPc::ServiceNotRunning { .. } => code("service_not_running", exit::SERVICE),
            OfPc::DriverMissing => code("driver_missing", exit::NO_READER),
            OfPc::UsbReaderWithoutDriver { .. } => {
                code("usb_reader_without_driver", exit::NO_READER)
            }
            OfPc::UsbReaderTakenByKernel { .. } | OfPc::UsbReaderHeld { .. } => {
                code("usb_reader_held", exit::NO_READER)
            }
            OfPc::OtherPrograms { .. } => code("other_programs", exit::DONE),
        }
    }

    pub(super) const fn area(&self) -> Area {
        match self {
            OfPc::VirtualByDefault { .. }
            | OfPc::SettingsUnusable(_)
            | OfPc::ClockWrong { .. }
            | OfPc::NotesUnusable { .. }
            | OfPc::SshSession
            | OfPc::RemoteSession { .. }
            | OfPc::Wsl => Area::Pc,
            OfPc::ServiceOk
            | OfPc::LibraryMissing { .. }
            | OfPc::NotAllowed { .. }
            | OfPc::SocketClosed { .. }
            | OfPc::ServiceFailed { .. }
            | OfPc::ServiceCrashes { .. }
            | OfPc::ServiceMismatch { .. }
            | OfPc::ServiceMismatchAhead { .. }
            | OfPc::ContainerWithoutSocket
            | OfPc::ServiceMissing
            | OfPc::ServiceNotRunning { .. } => Area::Service,
            OfPc::DriverMissing => Area::Drivers,
            OfPc::UsbReaderWithoutDriver { .. }
            | OfPc::UsbReaderTakenByKernel { .. }
            | OfPc::UsbReaderHeld { .. } => Area::Usb,
            OfPc::OtherPrograms { .. } => Area::Programs,
        }
    }
}

#[cfg(test)]
impl OfPc {
    pub(super) fn samples() -> Vec<Self> {
        use crate::report::facts::failure::samples::{of_each, reader_errors};
        let screens = of_each!(Screen {
            Rdp => [Screen::Rdp],
            Citrix => [Screen::Citrix],
            Horizon => [Screen::Horizon],
            Other => [Screen::Other],
        });
        let starts = of_each!(Start {
            Again => [Start::Again],
            BySocket => [Start::BySocket],
            Unmasked => [Start::Unmasked],
            ByHand => [Start::ByHand],
            Disabled => [Start::Disabled],
            AsUsual => [Start::AsUsual],
        });
        let remedies = of_each!(DriverRemedy {
            Makers => [DriverRemedy::Makers],
            IsKnown => [DriverRemedy::IsKnown],
            Newer => [DriverRemedy::Newer { driver: "ifd-ccid 1.4".to_owned() }],
            Device => [22, 28, 10].map(DriverRemedy::Device),
            Usual => [DriverRemedy::Usual],
        });
        let error = || reader::Error::NoService("NoService".to_owned());
        let (name, id) = (|| "Reader".to_owned(), || "0C4B:0501".to_owned());
        let usb = |remedy| OfPc::UsbReaderWithoutDriver {
            name: name(),
            id: id(),
            remedy,
        };
        let notes = || attempts::Notes::nowhere().check().err().map(Arc::new);
        let start = |start| OfPc::ServiceNotRunning {
            error: error(),
            start,
        };
        of_each!(OfPc {
            VirtualByDefault => [Origin::Variable("PINLOTSE_READER"), Origin::Machine("/etc/pinlotse.toml".into())].map(|by| {
                let reader = "virtual:hba".to_owned();
                OfPc::VirtualByDefault { reader, by }
            }),
            SettingsUnusable => Settings::samples().into_iter().map(OfPc::SettingsUnusable).collect::<Vec<_>>(),
            ClockWrong => [OfPc::ClockWrong { today: Date::from_seconds(0) }],
            NotesUnusable => Vec::from_iter(notes().map(|error| OfPc::NotesUnusable { error })),
            SshSession => [OfPc::SshSession],
            RemoteSession => screens.into_iter().map(|screen| OfPc::RemoteSession { screen }).collect::<Vec<_>>(),
            Wsl => [OfPc::Wsl],
            ServiceOk => [OfPc::ServiceOk],
            LibraryMissing => [OfPc::LibraryMissing {
                error: reader::Error::NoLibrary { file: "libpcsclite.so.1".to_owned(), detail: None },
            }],
            NotAllowed => [OfPc::NotAllowed { error: error() }],
            SocketClosed => [None, Some("pcscd".to_owned())].map(|group| OfPc::SocketClosed {
                path: "/run/pcscd/pcscd.comm".to_owned(),
                group,
            }),
            ServiceFailed => reader_errors().into_iter().map(|error| OfPc::ServiceFailed { error }).collect::<Vec<_>>(),
            ServiceCrashes => [OfPc::ServiceCrashes { times: 3 }],
            ServiceMismatch => [None, Some("/usr/local/lib/libpcsclite.so.1".to_owned())]
                .map(|second_library| OfPc::ServiceMismatch { second_library }),
            ServiceMismatchAhead => [OfPc::ServiceMismatchAhead {
                service: "2.3.3-1".to_owned(),
                library: "1.9.9-2".to_owned(),
            }],
            ContainerWithoutSocket => [OfPc::ContainerWithoutSocket],
            ServiceMissing => [OfPc::ServiceMissing],
            ServiceNotRunning => starts.into_iter().map(start).collect::<Vec<_>>(),
            DriverMissing => [OfPc::DriverMissing],
            UsbReaderWithoutDriver => remedies.into_iter().map(usb).collect::<Vec<_>>(),
            UsbReaderTakenByKernel => [OfPc::UsbReaderTakenByKernel {
                name: name(),
                id: id(),
                module: "pn533_usb".to_owned(),
            }],
            UsbReaderHeld => [OfPc::UsbReaderHeld {
                name: name(),
                id: id(),
                programs: vec!["scdaemon".to_owned()],
            }],
            OtherPrograms => [OfPc::OtherPrograms { names: vec!["scdaemon".to_owned()] }],
        })
    }
}
