//! What the PC, its service, its drivers and its USB mean.

use super::{Area, Diagnosis, Finding, Problem, Severity};
use crate::reader::{Error, SERVICE_STOPPED};
use crate::report::failure::Unreached;
use crate::report::{Failure, explain};
use crate::system::machine::{Packages, Program, Service, Sign, Socket, SocketUnit, UsbDevice};
use crate::system::os::Os;
use crate::text::Text;
use crate::topics::readers::{self, DriverKind};

pub(super) fn judge(seen: &Diagnosis, text: Text, findings: &mut Vec<Finding>) {
    session(seen, text, findings);
    service(seen, text, findings);
    drivers(seen, text, findings);
    usb(seen, text, findings);
    programs(seen, text, findings);
}

fn session(seen: &Diagnosis, text: Text, findings: &mut Vec<Finding>) {
    let session = seen.pc.session;
    let is_in_the_way = seen.readers.is_empty();
    if session.ssh {
        // The reader may as well be missing at the PC that is reached by it.
        let severity = if is_in_the_way {
            Severity::Warning
        } else {
            Severity::Note
        };
        let finding = Finding::plain("ssh_session", severity, Area::Pc, text.doctor_ssh());
        findings.push(finding.remedy(text.doctor_ssh_do()));
    }
    if session.remote_desktop {
        let (problem, what) = (Problem::RemoteSession, text.doctor_remote());
        let finding = Finding::in_the_way(is_in_the_way, problem, Severity::Note, Area::Pc, what);
        findings.push(finding.remedy(text.doctor_remote_do()));
    }
}

fn service(seen: &Diagnosis, text: Text, findings: &mut Vec<Finding>) {
    let files = &seen.pc.service;
    let error = match &seen.service {
        Ok(()) => {
            findings.push(Finding::plain(
                "service_ok",
                Severity::Ok,
                Area::Service,
                text.doctor_service_ok(),
            ));
            return;
        }
        Err(error) => error,
    };
    let message = explain(&Failure::Unreached(Unreached::Reader(error.clone())), text);
    let (problem, what, remedy) = match error {
        Error::NotAllowed(_) => (Problem::NotAllowed, message.what, not_permitted(seen, text)),
        Error::ServiceHangs => (
            Problem::ServiceFailed,
            text.doctor_service_hangs(),
            message.hint,
        ),
        Error::NoService(detail) if is_other_version(seen, detail) => (
            Problem::ServiceMismatch,
            text.doctor_service_mismatch(),
            text.doctor_service_mismatch_do(),
        ),
        Error::NoService(_)
            if seen.pc.session.container && files.socket == Some(Socket::Missing) =>
        {
            (
                Problem::ContainerWithoutSocket,
                text.doctor_container(),
                text.doctor_container_do(),
            )
        }
        Error::NoService(_) if files.socket == Some(Socket::Forbidden) => {
            (Problem::NotAllowed, message.what, not_permitted(seen, text))
        }
        Error::NoService(_) if files.installed == Some(false) => {
            let packages = install(seen.pc.packages);
            (
                Problem::ServiceMissing,
                text.doctor_service_missing(),
                text.doctor_service_missing_do(packages),
            )
        }
        Error::NoService(_) => (
            Problem::ServiceNotRunning,
            message.what,
            start(seen, message.hint, text),
        ),
        _ => (Problem::ServiceFailed, message.what, message.hint),
    };
    findings.push(Finding::problem(problem.code(), Area::Service, what).remedy(remedy));
}

/// libpcsclite says "stopped" when it speaks another protocol than the daemon: a container with the
/// PC's socket.
fn is_other_version(seen: &Diagnosis, detail: &str) -> bool {
    let answers = seen.pc.service.socket == Some(Socket::Answers);
    matches!(seen.pc.os, Os::Linux | Os::Other) && detail.starts_with(SERVICE_STOPPED) && answers
}

/// What helps who may not use the service.
pub(super) fn not_permitted(seen: &Diagnosis, text: Text) -> String {
    match (seen.pc.os, seen.pc.service.polkit) {
        (Os::Linux | Os::Other, Some(true) | None) => text.doctor_polkit_do(),
        _ => text.not_allowed_do(),
    }
}

fn start(seen: &Diagnosis, usual: String, text: Text) -> String {
    match seen.pc.service {
        Service {
            unit: Some(SocketUnit::On),
            ..
        } => text.doctor_restart_do(),
        Service {
            unit: Some(SocketUnit::Off),
            ..
        } => text.doctor_enable_do(),
        Service {
            installed: Some(true),
            unit: None | Some(SocketUnit::Missing),
            ..
        } => text.doctor_start_by_hand_do(),
        _ => usual,
    }
}

/// How service and driver are installed.
const fn install(packages: Option<Packages>) -> &'static str {
    match packages {
        Some(Packages::Apt) | None => "sudo apt install pcscd libccid",
        Some(Packages::Dnf) => "sudo dnf install pcsc-lite pcsc-lite-ccid",
        Some(Packages::Zypper) => "sudo zypper install pcsc-lite pcsc-ccid",
        Some(Packages::Pacman) => "sudo pacman -S pcsclite ccid",
    }
}

fn drivers(seen: &Diagnosis, text: Text, findings: &mut Vec<Finding>) {
    let Some(drivers) = &seen.pc.drivers else {
        return;
    };
    if drivers.iter().any(|driver| !driver.devices.is_empty())
        || !matches!(seen.pc.os, Os::Linux | Os::Other)
    {
        return;
    }
    let is_in_the_way = seen.service.is_ok() && seen.readers.is_empty();
    let (problem, what) = (Problem::DriverMissing, text.doctor_no_driver());
    let finding = Finding::in_the_way(
        is_in_the_way,
        problem,
        Severity::Warning,
        Area::Drivers,
        what,
    );
    findings.push(finding.remedy(text.doctor_no_driver_do(install(seen.pc.packages))));
}

fn usb(seen: &Diagnosis, text: Text, findings: &mut Vec<Finding>) {
    // Without the service nobody knows which devices it would find.
    if seen.service.is_err() {
        return;
    }
    for device in seen.usb_without_reader() {
        let what = text.doctor_usb_without_driver(&device_name(device), &device.id());
        let (is_in_the_way, problem) = (seen.readers.is_empty(), Problem::UsbReaderWithoutDriver);
        let finding =
            Finding::in_the_way(is_in_the_way, problem, Severity::Warning, Area::Usb, what);
        findings.push(finding.remedy(driver_for(seen, device, text)));
    }
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

fn driver_for(seen: &Diagnosis, device: &UsbDevice, text: Text) -> String {
    let known = seen
        .pc
        .drivers
        .iter()
        .flatten()
        .any(|driver| driver.knows((device.vendor, device.product)));
    let model = readers::by_usb(device.vendor, device.product);
    match model.map(|model| model.driver) {
        Some(DriverKind::Maker) => text.doctor_maker_driver_do(),
        _ if known => text.doctor_driver_known_do(),
        Some(DriverKind::Ccid) => text.doctor_no_driver_do(install(seen.pc.packages)),
        None => text.doctor_maker_driver_do(),
    }
}

fn programs(seen: &Diagnosis, text: Text, findings: &mut Vec<Finding>) {
    let programs = seen.pc.programs.as_deref().unwrap_or_default();
    // Without a reader only those matter that keep one from the service.
    let matters = |program: &&Program| !seen.readers.is_empty() || program.sign == Sign::Device;
    let names = programs
        .iter()
        .filter(matters)
        .map(|program| program.name.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    if names.is_empty() {
        return;
    }
    let finding = Finding::plain(
        "other_programs",
        Severity::Note,
        Area::Programs,
        text.doctor_programs(&names),
    );
    findings.push(finding.remedy(text.doctor_programs_do()));
}
