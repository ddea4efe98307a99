//! What helps on which system: the one table of it, for every command and for the findings of
//! `doctor`.

use crate::system::machine::{Packages, Site};
use crate::system::os::Os;
use crate::text::Text;

/// How a service is brought back that does not answer.
pub(super) fn start_service(site: Site, text: Text) -> String {
    match site.os {
        Os::Linux => text.no_service_do_linux(),
        Os::Windows => text.no_service_do_windows(),
        Os::Macos => text.no_service_do_macos(),
        Os::Other => text.no_service_do_other(),
    }
}

/// What helps a service that runs and does not do its work.
pub(super) fn restart_service(site: Site, text: Text) -> String {
    match site.os {
        Os::Linux => text.service_restart_do_linux(),
        Os::Windows => text.service_restart_do_windows(),
        Os::Macos => text.no_service_do_macos(),
        Os::Other => text.service_restart_do_other(),
    }
}

/// What to do where there is no reader.
pub(super) fn no_reader(site: Site, text: Text) -> String {
    if site.session.is_remote() {
        return text.no_reader_do_remote();
    }
    match site.os {
        Os::Linux => text.no_reader_do_linux(),
        _ => text.no_reader_do_other(),
    }
}

/// The command that installs service and driver.
pub(super) const fn install(site: Site) -> &'static str {
    match site.packages {
        Some(Packages::Apt) | None => "sudo apt install pcscd libccid",
        Some(Packages::Dnf) => "sudo dnf install pcsc-lite pcsc-lite-ccid",
        Some(Packages::Zypper) => "sudo zypper install pcsc-lite pcsc-ccid",
        Some(Packages::Pacman) => "sudo pacman -S pcsclite ccid",
    }
}
