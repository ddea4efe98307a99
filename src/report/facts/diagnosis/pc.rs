//! What the PC, its service, its drivers and its USB mean.

use super::{Diagnosis, Looked};
use crate::reader::{Error, SERVICE_STOPPED};
use crate::report::facts::finding::{DriverRemedy, Finding, OfPc, Severity, Start};
use crate::system::machine::{Program, Sign, Socket, SocketUnit, UsbDevice};
use crate::system::os::Os;
use crate::topics::readers::{self, DriverKind};

pub(super) fn judge(seen: &Diagnosis, findings: &mut Vec<Finding>) {
    session(seen, findings);
    findings.push(match &seen.service {
        Ok(()) => Finding::new(Severity::Ok, OfPc::ServiceOk),
        Err(error) => Finding::problem(service(seen, error)),
    });
    findings.extend(drivers(seen));
    findings.extend(usb(seen));
    findings.extend(programs(seen));
}

fn session(seen: &Diagnosis, findings: &mut Vec<Finding>) {
    let session = seen.pc.site.session;
    let is_in_the_way = !seen.has_reader();
    if session.ssh {
        // The reader may as well be missing at the PC that is reached by it.
        let severity = if is_in_the_way {
            Severity::Warning
        } else {
            Severity::Note
        };
        findings.push(Finding::new(severity, OfPc::SshSession));
    }
    if let Some(screen) = session.screen {
        findings.push(Finding::in_the_way(
            is_in_the_way,
            Severity::Note,
            OfPc::RemoteSession { screen },
        ));
    }
    // A container there says more, and what to do about it is the same.
    if session.wsl && !session.container {
        findings.push(Finding::in_the_way(
            is_in_the_way,
            Severity::Note,
            OfPc::Wsl,
        ));
    }
}

/// Why there is no service, by what the PC shows of it.
fn service(seen: &Diagnosis, error: &Error) -> OfPc {
    let files = &seen.pc.service;
    let error = error.clone();
    let closed = |path: &str| OfPc::SocketClosed {
        path: path.to_owned(),
        group: files.group.clone(),
    };
    match &error {
        Error::NotAllowed(_) => OfPc::NotAllowed { error },
        Error::Closed(path) => closed(path),
        Error::NoService(detail) if is_other_version(seen, detail) => OfPc::ServiceMismatch,
        Error::NoService(_)
            if seen.pc.site.session.container && files.socket == Some(Socket::Missing) =>
        {
            OfPc::ContainerWithoutSocket
        }
        Error::NoService(_) if files.socket == Some(Socket::Forbidden) => {
            closed(files.socket_path.as_deref().unwrap_or_default())
        }
        Error::NoService(_) if files.installed == Some(false) => OfPc::ServiceMissing,
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
    match (files.unit, files.installed) {
        (Some(SocketUnit::On), _) => Start::Again,
        (Some(SocketUnit::Off), _) => Start::BySocket,
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
    let is_in_the_way = seen.service.is_ok() && !seen.has_reader();
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
    let finding = |device: &UsbDevice| {
        let matter = OfPc::UsbReaderWithoutDriver {
            name: device_name(device),
            id: device.id(),
            remedy: driver_for(seen, device),
        };
        Finding::in_the_way(!seen.has_reader(), Severity::Warning, matter)
    };
    seen.usb_without_reader().into_iter().map(finding).collect()
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
    let known = seen
        .pc
        .drivers
        .iter()
        .flatten()
        .any(|driver| driver.knows((device.vendor, device.product)));
    let model = readers::by_usb(device.vendor, device.product);
    match model.map(|model| model.driver) {
        Some(DriverKind::Maker) => DriverRemedy::Makers,
        _ if known => DriverRemedy::IsKnown,
        Some(DriverKind::Ccid) => DriverRemedy::Usual,
        None => DriverRemedy::Makers,
    }
}

fn programs(seen: &Diagnosis) -> Option<Finding> {
    let programs = seen.pc.programs.as_deref().unwrap_or_default();
    // Who uses readers is in nobody's way before a card is busy. Where a reader is missing only
    // those matter that keep one from the service.
    let is_busy = seen.readers.iter().any(|reader| match &reader.look {
        Looked::Failed(why) => why.is_busy(),
        Looked::Empty | Looked::Card(_) => false,
    });
    let is_missing = !seen.has_reader() || !seen.usb_without_reader().is_empty();
    let matters = |program: &&Program| is_busy || (is_missing && program.sign == Sign::Device);
    let names: Vec<String> = programs
        .iter()
        .filter(matters)
        .map(|program| program.name.clone())
        .collect();
    if names.is_empty() {
        return None;
    }
    Some(Finding::new(Severity::Note, OfPc::OtherPrograms { names }))
}
