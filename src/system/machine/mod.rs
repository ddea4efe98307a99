//! This PC as far as it decides whether a card can be reached: service, drivers, USB, sessions,
//! other programs.
//!
//! Everything is read from files and variables below a root, so that a test builds a PC of its own
//! and one system can be looked at on another. A source that does not exist gives `None`,
//! "unknown", never an error: a diagnosis goes on. What an answer means, and what to do, is for
//! others to say.

mod drivers;
mod packages;
pub mod pcsc_lite;
mod plist;
pub mod polkit;
mod private;
mod programs;
mod service;
mod service_log;
mod session;
mod settings_files;
mod site;
#[cfg(test)]
#[cfg(unix)]
mod tests;
mod usb;
mod windows;
mod windows_service;

use std::fs;
use std::path::{Path, PathBuf};

pub use drivers::Driver;
pub use private::Private;
pub use programs::{Program, Sign};
pub use service::{Service, Socket, SocketUnit};
pub use session::{Sandbox, Screen, Session};
pub use settings_files::{KonnektorFolders, SettingsFiles};
pub use site::{Init, Packages, Site};
pub use usb::UsbDevice;
pub use windows::{Device, RunningProgram, WindowsFacts, WindowsVersion};
pub use windows_service::{ServiceRun, ServiceStart, WindowsService};

use super::os::Os;
use super::platform;
use crate::order;

/// Longest file that is read whole; what is read is a few kilobytes, or the list of installed
/// packages.
const LARGEST: u64 = 64 << 20;

/// Where to look.
#[derive(Debug, Clone)]
pub struct Machine {
    /// The system, by whose customs it is looked at.
    pub os: Os,
    /// Folder that stands for `/`.
    pub root: PathBuf,
    /// The environment; `None` is that of this process.
    pub variables: Option<Vec<(String, String)>>,
    /// Name of the PC; `None` asks the system.
    pub host: Option<String>,
    /// What Windows tells; `None` asks the system, which has it only where it is Windows.
    pub windows: Option<WindowsFacts>,
}

/// What was seen. `None` is unknown.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// What advice goes by: system, packages, session.
    pub site: Site,
    /// The system's own name, e.g. "Debian GNU/Linux 12 (bookworm)".
    pub os_name: Option<String>,
    /// Kind of processor this program was built for.
    pub arch: &'static str,
    /// The PC/SC service, as files show it.
    pub service: Service,
    /// Drivers of readers.
    pub drivers: Option<Vec<Driver>>,
    /// USB devices that are, or look like, card readers.
    pub usb: Option<Vec<UsbDevice>>,
    /// Programs that use card readers, or may.
    pub programs: Option<Vec<Program>>,
    /// macOS: whether readers go by libccid (true) or by Apple's own driver (false).
    pub use_ifd_ccid: Option<bool>,
}

impl Machine {
    /// The one this program runs on.
    #[must_use]
    pub fn this() -> Self {
        Self {
            os: super::os::os(),
            root: PathBuf::from("/"),
            variables: None,
            host: None,
            windows: None,
        }
    }

    /// Looks at everything. `is_reader` knows USB devices (vendor, product) that are readers
    /// although they do not call themselves so.
    #[must_use]
    pub fn look(&self, is_reader: &dyn Fn(u16, u16) -> bool) -> Surroundings {
        if let Some(facts) = self.windows_facts() {
            return self.look_at_windows(&facts, is_reader);
        }
        let usb = usb::devices(self, is_reader);
        Surroundings {
            site: self.site(),
            os_name: self.os_name(),
            arch: std::env::consts::ARCH,
            service: service::look(self),
            drivers: drivers::installed(self),
            programs: programs::running(self, usb.as_deref().unwrap_or_default()),
            usb,
            use_ifd_ccid: self.use_ifd_ccid(),
        }
    }

    /// The same of a PC with Windows.
    fn look_at_windows(
        &self,
        facts: &WindowsFacts,
        is_reader: &dyn Fn(u16, u16) -> bool,
    ) -> Surroundings {
        Surroundings {
            site: self.site(),
            os_name: facts.version.name(),
            arch: std::env::consts::ARCH,
            service: Service {
                of_windows: facts.card_service,
                propagation: facts.propagation,
                ..Service::default()
            },
            drivers: facts.drivers(),
            usb: facts.usb_readers(is_reader),
            programs: facts.users_of_readers(&programs::KNOWN),
            use_ifd_ccid: None,
        }
    }

    /// What Windows tells, where it is Windows.
    fn windows_facts(&self) -> Option<WindowsFacts> {
        if self.os != Os::Windows {
            return None;
        }
        self.windows.clone().or_else(platform::windows_facts)
    }

    /// Names of the programs that may hold a card; none where the system does not tell.
    #[must_use]
    pub fn users_of_cards(&self) -> Vec<String> {
        let programs = match self.windows_facts() {
            Some(facts) => facts.users_of_readers(&programs::KNOWN),
            None => programs::running(self, &[]),
        };
        let programs = programs.unwrap_or_default();
        programs.into_iter().map(|program| program.name).collect()
    }

    /// What advice goes by. A few short files; it may be looked at in every run.
    #[must_use]
    pub fn site(&self) -> Site {
        site::look(self)
    }

    /// Whether the PC/SC service takes nobody in. Whoever calls its library then waits without
    /// limit.
    #[must_use]
    pub fn service_hangs(&self) -> bool {
        service::look_at_socket(self) == Some(Socket::Stuck)
    }

    /// Path of the PC/SC service's socket, where it is there and closed to this user.
    #[must_use]
    pub fn closed_socket(&self) -> Option<String> {
        service::closed(self)
    }

    /// Whether the PC/SC service listens and holds as many conversations as it takes.
    #[must_use]
    pub fn service_is_full(&self) -> bool {
        service::is_full(self)
    }

    /// Where settings lie that are set once.
    #[must_use]
    pub fn settings_files(&self) -> SettingsFiles {
        settings_files::look(self)
    }

    /// Where it is set how a Konnektor is reached.
    #[must_use]
    pub fn konnektor_folders(&self) -> KonnektorFolders {
        settings_files::konnektor_folders(self)
    }

    /// The folder of the user.
    #[must_use]
    pub fn home_folder(&self) -> Option<PathBuf> {
        settings_files::home_folder(self)
    }

    /// What must not stand in a report.
    #[must_use]
    pub fn private(&self) -> Private {
        private::look(self)
    }

    /// A variable of the environment that is not empty.
    fn variable(&self, name: &str) -> Option<String> {
        let value = match &self.variables {
            Some(variables) => variables
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| value.clone()),
            None => std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()),
        };
        value.filter(|value| !value.is_empty())
    }

    /// Where something of the root lies; `inside` has no leading slash.
    fn path(&self, inside: &str) -> PathBuf {
        self.root.join(inside)
    }

    fn exists(&self, inside: &str) -> bool {
        self.path(inside).exists()
    }

    /// A text file, as far as it is text; `None` when it cannot be read.
    fn text(&self, inside: &str) -> Option<String> {
        read_text(&self.path(inside))
    }

    fn has_pcscd(&self) -> bool {
        matches!(self.os, Os::Linux | Os::Other)
    }

    /// The system's own name.
    fn os_name(&self) -> Option<String> {
        of_os_release(&self.os_release()?, "PRETTY_NAME").map(str::to_owned)
    }

    /// os-release(5), which systems with pcscd have.
    fn os_release(&self) -> Option<String> {
        if !self.has_pcscd() {
            return None;
        }
        self.text("etc/os-release")
            .or_else(|| self.text("usr/lib/os-release"))
    }

    /// The setting `defaults write … useIFDCCID` of macOS 14 and later.
    fn use_ifd_ccid(&self) -> Option<bool> {
        const FILE: &str = "Library/Preferences/com.apple.security.smartcard.plist";
        if self.os != Os::Macos {
            return None;
        }
        plist::switch(&read_octets(&self.path(FILE))?, "useIFDCCID")
    }
}

/// A value of os-release(5).
fn of_os_release<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let value = |line: &'t str| line.trim().strip_prefix(key)?.strip_prefix('=');
    let value = text.lines().find_map(value)?;
    Some(value.trim_matches(['"', '\'']))
}

/// A file's text; `None` when it cannot be read or is larger than any that is meant.
fn read_text(path: &Path) -> Option<String> {
    let octets = read_octets(path)?;
    Some(String::from_utf8_lossy(&octets).into_owned())
}

/// The same as octets.
fn read_octets(path: &Path) -> Option<Vec<u8>> {
    let about = fs::metadata(path).ok()?;
    if !about.is_file() || about.len() > LARGEST {
        return None;
    }
    fs::read(path).ok()
}

/// Names in a folder, sorted; `None` when it cannot be listed.
fn names_in(folder: &Path) -> Option<Vec<String>> {
    let entries = fs::read_dir(folder).ok()?;
    let mut names: Vec<String> = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    order::plain(&mut names);
    Some(names)
}
