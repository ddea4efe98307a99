//! What was found at the PC, in words.

use super::Said;
use crate::reader;
use crate::report::facts::failure::Unreached;
use crate::report::facts::finding::{DriverRemedy, OfPc, Start};
use crate::report::words::dates::day;
use crate::report::words::failure::{Message, settings, unreached};
use crate::report::words::{advice, defaults, trouble};
use crate::system::machine::{Sandbox, Site};
use crate::system::os::Os;
use crate::text::Text;

pub(super) fn say(found: &OfPc, site: Site, text: Text) -> Said {
    match found {
        OfPc::VirtualByDefault { reader, by } => Said::with(
            text.doctor_virtual_by_default(&defaults::by(by, text), reader),
            defaults::remove_do(by, site, text),
        ),
        OfPc::SettingsUnusable(cause) => settings::explain(cause, site, text).into(),
        OfPc::ClockWrong { today } => Said::with(
            text.check_clock_wrong(&day(*today, text)),
            text.doctor_clock_do(),
        ),
        OfPc::NotesUnusable { error } => Said::with(
            text.doctor_notes(&trouble::of_notes(error, text)),
            trouble::notes_do(error, site, text),
        ),
        OfPc::SshSession => Said::with(text.doctor_ssh(), text.doctor_ssh_do()),
        OfPc::RemoteSession { screen } => {
            Said::with(text.doctor_remote(), advice::screen(*screen, site, text))
        }
        OfPc::Wsl => Said::with(text.doctor_wsl(), text.wsl_do()),
        OfPc::ServiceOk => Said::only(text.doctor_service_ok()),
        OfPc::LibraryMissing { error } | OfPc::NotAllowed { error } => {
            as_usual(error, site, text).into()
        }
        OfPc::SocketClosed { path, group } => Said::with(
            text.socket_closed(path),
            advice::closed_socket(path, group.as_deref(), text),
        ),
        OfPc::ServiceFailed { error } => {
            let Message { what, hint } = as_usual(error, site, text);
            let what = match error {
                reader::Error::ServiceHangs => text.doctor_service_hangs(),
                _ => what,
            };
            Said::with(what, hint)
        }
        OfPc::ServiceCrashes { times } => Said::with(
            text.doctor_service_crashes(*times),
            text.doctor_service_crashes_do(&advice::restart_service(site, text)),
        ),
        OfPc::ServiceMismatch { .. } if site.session.container => Said::with(
            text.doctor_container_mismatch(),
            text.doctor_container_mismatch_do(),
        ),
        OfPc::ServiceMismatch { second_library } => Said::with(
            text.doctor_service_mismatch(),
            match second_library {
                Some(path) => text.doctor_second_library(path),
                None => advice::restart_service(site, text),
            },
        ),
        OfPc::ServiceMismatchAhead { service, library } => Said::with(
            text.doctor_service_mismatch_ahead(service, library),
            text.doctor_service_mismatch_ahead_do(),
        ),
        OfPc::ContainerWithoutSocket => Said::with(
            match site.session.sandbox {
                Some(Sandbox::Flatpak) => text.doctor_sandbox("Flatpak"),
                Some(Sandbox::Snap) => text.doctor_sandbox("Snap"),
                None => text.doctor_container(),
            },
            advice::open_container(site, text),
        ),
        OfPc::ServiceMissing if site.os == Os::Windows => Said::with(
            text.doctor_service_missing_windows(),
            text.doctor_service_missing_windows_do(),
        ),
        OfPc::ServiceMissing => Said::with(
            text.doctor_service_missing(),
            text.doctor_service_missing_do(&advice::install(site, text)),
        ),
        OfPc::ServiceNotRunning { error, start } => {
            let Message { what, hint } = as_usual(error, site, text);
            let remedy = match start {
                Start::Again => advice::restart_service(site, text),
                Start::BySocket => text.doctor_enable_do(),
                Start::Unmasked => advice::unmask(text),
                Start::ByHand => advice::start_by_hand(site, text),
                Start::Disabled => text.doctor_service_disabled_do(),
                Start::AsUsual => hint,
            };
            Said::with(what, remedy)
        }
        OfPc::DriverMissing => Said::with(
            text.doctor_no_driver(),
            text.doctor_no_driver_do(&advice::install(site, text)),
        ),
        OfPc::UsbReaderWithoutDriver { name, id, remedy } => {
            let remedy = match remedy {
                DriverRemedy::Makers => text.doctor_maker_driver_do(),
                DriverRemedy::IsKnown => text.doctor_driver_known_do(),
                DriverRemedy::Newer { driver } => {
                    text.doctor_newer_driver_do(driver, &advice::install(site, text))
                }
                DriverRemedy::Device(22) => text.doctor_device_disabled_do(),
                DriverRemedy::Device(28) => text.doctor_device_driver_do(),
                DriverRemedy::Device(problem) => text.doctor_device_do(*problem),
                DriverRemedy::Usual if site.os == Os::Windows => text.doctor_windows_driver_do(),
                DriverRemedy::Usual if site.os == Os::Macos => text.doctor_maker_driver_do(),
                DriverRemedy::Usual => text.doctor_no_driver_do(&advice::install(site, text)),
            };
            Said::with(text.doctor_usb_without_driver(name, id), remedy)
        }
        OfPc::UsbReaderTakenByKernel { name, id, module } => Said::with(
            text.doctor_usb_taken_by_kernel(name, id, module),
            text.doctor_usb_taken_by_kernel_do(module),
        ),
        OfPc::UsbReaderHeld { name, id, programs } => Said::with(
            text.doctor_usb_held(name, id, &programs.join(", ")),
            text.doctor_usb_held_do(&advice::restart_service(site, text)),
        ),
        OfPc::OtherPrograms { names } => Said::with(
            text.doctor_programs(&names.join(", ")),
            text.doctor_programs_do(),
        ),
    }
}

/// What any command would say of the service.
fn as_usual(error: &reader::Error, site: Site, text: Text) -> Message {
    unreached::explain(&Unreached::Reader(error.clone()), site, text)
}
