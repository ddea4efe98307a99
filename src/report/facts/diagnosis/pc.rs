//! What the PC, its service, its drivers and its USB mean.

use super::{Diagnosis, Looked};
use crate::reader::{Error, SERVICE_STOPPED};
use crate::report::facts::failure::Settings;
use crate::report::facts::finding::{DriverRemedy, Finding, OfPc, Severity, Start};
use crate::settings::Set;
use crate::system::machine::pcsc_lite::Protocol;
use crate::system::machine::{
    Program, ServiceRun, ServiceStart, Sign, Socket, SocketUnit, UsbDevice, WindowsService,
};
use crate::system::os::Os;
use crate::topics::readers::{self, DriverKind};

/// What was asked for without being typed, which holds for virtual cards too.
pub(super) fn asked_for(seen: &Diagnosis, findings: &mut Vec<Finding>) {
    let default = seen.reader_by_default.clone();
    if let Some(Set { value, origin }) = default.filter(|_| seen.is_virtual) {
        let (reader, by) = (value, origin);
        let matter = OfPc::VirtualByDefault { reader, by };
        findings.push(Finding::new(Severity::Warning, matter));
    }
    for unusable in &seen.settings.unusable {
        let settings = Settings(unusable.clone());
        findings.push(Finding::problem(OfPc::SettingsUnusable(settings)));
    }
}

pub(super) fn judge(seen: &Diagnosis, findings: &mut Vec<Finding>) {
    if !seen.is_beside_this_pc() {
        session(seen, findings);
        findings.extend(service_found(seen));
        findings.extend(drivers(seen));
        findings.extend(usb(seen));
        findings.extend(programs(seen));
    }
    let warning = |matter| Finding::new(Severity::Warning, matter);
    let clock = seen.wrong_clock;
    findings.extend(clock.map(|today| warning(OfPc::ClockWrong { today })));
    let notes = seen.notes.clone();
    findings.extend(notes.map(|error| warning(OfPc::NotesUnusable { error })));
}

fn session(seen: &Diagnosis, findings: &mut Vec<Finding>) {
    let session = seen.pc.site.session;
    let is_on_usb = seen.pc.usb.iter().flatten().next().is_some();
    // A reader that this PC has, but does not reach, is not missing because one sits elsewhere.
    let is_missing = seen.service.is_ok() && !seen.has_reader() && !is_on_usb;
    let mut found = |is_in_the_way, matter| {
        findings.push(Finding::in_the_way(is_in_the_way, Severity::Note, matter));
    };
    if session.ssh {
        found(is_missing, OfPc::SshSession);
    }
    if let Some(screen) = session.screen {
        // Windows has no service for a session to which no reader is redirected.
        let has_no_service = seen.service.is_err() && seen.pc.site.os == Os::Windows;
        found(is_missing || has_no_service, OfPc::RemoteSession { screen });
    }
    // A container there says more, and what to do about it is the same.
    if session.wsl && !session.container {
        found(!seen.has_reader(), OfPc::Wsl);
    }
}

/// That the service answers, or why not. One that is up again after crashes goes on crashing.
fn service_found(seen: &Diagnosis) -> Vec<Finding> {
    const MANY: usize = 2;
    let times = seen.pc.service.crashes;
    let crashes = (times >= MANY).then_some(OfPc::ServiceCrashes { times });
    match (&seen.service, crashes) {
        (Ok(()), crashes) => std::iter::once(Finding::new(Severity::Ok, OfPc::ServiceOk))
            .chain(crashes.map(|crashes| Finding::new(Severity::Warning, crashes)))
            .chain(mismatch_ahead(seen).map(|ahead| Finding::new(Severity::Warning, ahead)))
            .collect(),
        (Err(Error::NoService(_) | Error::ServiceFailed(_)), Some(crashes)) => {
            vec![Finding::problem(crashes)]
        }
        (Err(error), _) => vec![Finding::problem(service(seen, error))],
    }
}

/// Packages that refuse each other although a service answers: it was started before one of them
/// was renewed.
fn mismatch_ahead(seen: &Diagnosis) -> Option<OfPc> {
    let (service, library) = (&seen.pc.service.version, &seen.pc.service.library);
    let (service, library) = service.clone().zip(library.clone())?;
    let refuses = Protocol::of(&service)?.refuses(Protocol::of(&library)?);
    refuses.then_some(OfPc::ServiceMismatchAhead { service, library })
}

/// Why there is no service, by what the PC shows of it.
fn service(seen: &Diagnosis, error: &Error) -> OfPc {
    let files = &seen.pc.service;
    let error = error.clone();
    let closed = |path: &str| OfPc::SocketClosed {
        path: path.to_owned(),
        group: files.group.clone(),
    };
    let is_forbidden = files.socket == Some(Socket::Forbidden);
    match &error {
        // A sandbox hides the socket, or closes it.
        Error::NoService(_) | Error::Closed(_)
            if seen.pc.site.session.sandbox.is_some()
                && (is_forbidden || files.socket == Some(Socket::Missing)) =>
        {
            OfPc::ContainerWithoutSocket
        }
        Error::NoLibrary { .. } => OfPc::LibraryMissing { error },
        Error::NotAllowed(_) => OfPc::NotAllowed { error },
        Error::Closed(path) => closed(path),
        Error::NoService(detail) if is_other_version(seen, detail) => OfPc::ServiceMismatch {
            second_library: files.second_library.clone(),
        },
        Error::NoService(_)
            if seen.pc.site.session.container && files.socket == Some(Socket::Missing) =>
        {
            OfPc::ContainerWithoutSocket
        }
        Error::NoService(_) if is_forbidden => {
            closed(files.socket_path.as_deref().unwrap_or_default())
        }
        Error::NoService(_) if files.is_missing() => OfPc::ServiceMissing,
        Error::NoService(_) => OfPc::ServiceNotRunning {
            error,
            start: start(seen),
        },
        _ => OfPc::ServiceFailed { error },
    }
}

/// libpcsclite says "stopped" when it speaks another protocol than the daemon: a container with the
/// PC's socket.
fn is_other_version(seen: &Diagnosis, detail: &str) -> bool {
    let answers = seen.pc.service.socket == Some(Socket::Answers);
    matches!(seen.pc.site.os, Os::Linux | Os::Other)
        && detail.starts_with(SERVICE_STOPPED)
        && answers
}

const fn start(seen: &Diagnosis) -> Start {
    let files = &seen.pc.service;
    if let Some(WindowsService {
        start: Some(ServiceStart::Disabled),
        ..
    }) = files.of_windows
    {
        return Start::Disabled;
    }
    match (files.unit, files.installed) {
        (Some(SocketUnit::On), _) => Start::Again,
        (Some(SocketUnit::Off), _) => Start::BySocket,
        (Some(SocketUnit::Masked), _) => Start::Unmasked,
        (None | Some(SocketUnit::Missing), Some(true)) => Start::ByHand,
        (None | Some(SocketUnit::Missing), Some(false) | None) => Start::AsUsual,
    }
}

fn drivers(seen: &Diagnosis) -> Option<Finding> {
    let drivers = seen.pc.drivers.as_ref()?;
    let any = drivers.iter().any(|driver| !driver.devices.is_empty());
    if any || !matches!(seen.pc.site.os, Os::Linux | Os::Other) {
        return None;
    }
    // A reader that is not plugged in, or wants its maker's driver, lacks something else.
    let waits = |devices: &Vec<UsbDevice>| {
        let usual = |device: &UsbDevice| driver_for(seen, device) == DriverRemedy::Usual;
        devices.iter().any(usual)
    };
    let may_wait = seen.pc.usb.as_ref().is_none_or(waits);
    let is_in_the_way = seen.service.is_ok() && !seen.has_reader() && may_wait;
    Some(Finding::in_the_way(
        is_in_the_way,
        Severity::Warning,
        OfPc::DriverMissing,
    ))
}

fn usb(seen: &Diagnosis) -> Vec<Finding> {
    // Without the service nobody knows which devices it would find.
    if seen.service.is_err() {
        return Vec::new();
    }
    let programs = holders(seen);
    let finding = |device: &UsbDevice| {
        let (name, id) = (device_name(device), device.id());
        let matter = match &device.kernel_driver {
            Some(module) => OfPc::UsbReaderTakenByKernel {
                name,
                id,
                module: module.clone(),
            },
            None if !programs.is_empty() => OfPc::UsbReaderHeld {
                name,
                id,
                programs: programs.clone(),
            },
            None => OfPc::UsbReaderWithoutDriver {
                name,
                id,
                remedy: driver_for(seen, device),
            },
        };
        Finding::in_the_way(!seen.has_reader(), Severity::Warning, matter)
    };
    seen.usb_without_reader().into_iter().map(finding).collect()
}

/// Programs that hold a reader past the service.
fn holders(seen: &Diagnosis) -> Vec<String> {
    let programs = seen.pc.programs.iter().flatten();
    programs
        .filter(|program| program.sign == Sign::Device)
        .map(|program| program.name.clone())
        .collect()
}

/// What people call a device.
#[must_use]
pub fn device_name(device: &UsbDevice) -> String {
    match readers::by_usb(device.vendor, device.product) {
        Some(model) => model.name.clone(),
        None if device.name.is_empty() => device.id(),
        None => device.name.clone(),
    }
}

fn driver_for(seen: &Diagnosis, device: &UsbDevice) -> DriverRemedy {
    let mut drivers = seen.pc.drivers.iter().flatten();
    let known = drivers
        .clone()
        .any(|driver| driver.knows((device.vendor, device.product)));
    let usual = drivers.find(|driver| !driver.devices.is_empty());
    let model = readers::by_usb(device.vendor, device.product);
    if let Some(problem) = device.problem {
        return DriverRemedy::Device(problem);
    }
    // Windows has the usual driver, and renews it itself.
    let usual = usual.filter(|_| seen.pc.site.os != Os::Windows);
    match (model.map(|model| model.driver), usual) {
        _ if known => DriverRemedy::IsKnown,
        (Some(DriverKind::Maker), _) => DriverRemedy::Makers,
        (Some(DriverKind::Ccid), Some(driver)) => {
            let version = driver.version.as_deref().unwrap_or_default();
            DriverRemedy::Newer {
                driver: format!("{} {version}", driver.name).trim_end().to_owned(),
            }
        }
        (Some(DriverKind::Ccid), None) => DriverRemedy::Usual,
        (None, Some(_)) => DriverRemedy::Makers,
        // Most readers go by the usual driver.
        (None, None) => DriverRemedy::Usual,
    }
}

/// The service of Windows that reads the certificates of every card that is put in.
const PROPAGATION: &str = "CertPropSvc (Windows)";

fn programs(seen: &Diagnosis) -> Option<Finding> {
    let programs = seen.pc.programs.as_deref().unwrap_or_default();
    // Who uses readers is in nobody's way before a card is busy. Where a reader is missing only
    // those matter that keep one from the service.
    let is_busy = seen.readers.iter().any(|reader| match &reader.look {
        Looked::Failed(why) => why.is_busy(),
        Looked::Empty | Looked::Card(_) => false,
    });
    // Of a reader at USB that is held more is said there.
    let is_missing = !seen.has_reader() && seen.usb_without_reader().is_empty();
    let matters = |program: &&Program| is_busy || (is_missing && program.sign == Sign::Device);
    let mut names: Vec<String> = programs
        .iter()
        .filter(matters)
        .map(|program| program.name.clone())
        .collect();
    let propagation = seen.pc.service.propagation.map(|service| service.run);
    if is_busy && propagation == Some(ServiceRun::Running) {
        names.push(PROPAGATION.to_owned());
    }
    if names.is_empty() {
        return None;
    }
    Some(Finding::new(Severity::Note, OfPc::OtherPrograms { names }))
}
