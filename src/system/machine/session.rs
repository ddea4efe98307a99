//! From where the user works. A reader must be where this program runs.

use super::Machine;
use crate::system::os::Os;
use crate::system::platform;

/// Marks of a session from afar. Hints only.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Session {
    /// Over SSH.
    pub ssh: bool,
    /// By what the screen is seen from afar.
    pub screen: Option<Screen>,
    /// In Windows' subsystem for Linux, where no reader of Windows is seen.
    pub wsl: bool,
    /// In a container (Docker, Podman, systemd-nspawn) or a sandbox.
    pub container: bool,
    /// Which sandbox, where it is one: each is opened in a way of its own.
    pub sandbox: Option<Sandbox>,
}

/// A sandbox that programs are packed into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sandbox {
    /// Flatpak.
    Flatpak,
    /// Snap.
    Snap,
}

/// By what a screen is seen from afar. Each passes readers on in a way of its own, or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// Remote desktop (RDP): of Windows, Azure, or xrdp.
    Rdp,
    /// Citrix (ICA, HDX).
    Citrix,
    /// Omnissa or VMware Horizon (Blast, PCoIP).
    Horizon,
    /// VNC, NX, X2Go and others.
    Other,
}

impl Screen {
    /// What people call it; `None` for a mixed lot.
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Screen::Rdp => Some("RDP"),
            Screen::Citrix => Some("Citrix"),
            Screen::Horizon => Some("Horizon"),
            Screen::Other => None,
        }
    }
}

impl Session {
    /// Whether the reader must be at another place than where one sits.
    #[must_use]
    pub const fn is_remote(self) -> bool {
        self.ssh || self.screen.is_some() || self.container
    }
}

pub(super) fn look(machine: &Machine) -> Session {
    let login = login(machine).unwrap_or_default();
    let sandbox = sandbox(machine);
    Session {
        ssh: is_ssh(machine, &login),
        screen: screen(machine, &login),
        wsl: is_wsl(machine),
        container: sandbox.is_some() || is_container(machine),
        sandbox,
    }
}

fn is_ssh(machine: &Machine, login: &str) -> bool {
    let names = ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"];
    let by_name = names.iter().any(|name| machine.variable(name).is_some());
    by_name || login.lines().any(|line| line == "SERVICE=sshd")
}

/// SESSIONNAME is what Windows calls the station: `Console`, `RDP-Tcp#3`, `ICA-CGP#1`, or a number
/// where a broker stands before it (Azure, Hyper-V).
fn screen(machine: &Machine, login: &str) -> Option<Screen> {
    let station = machine.variable("SESSIONNAME").unwrap_or_default();
    let station = station.to_ascii_uppercase();
    let begins = |with: &str| station.starts_with(with);
    let is_set = |name: &str| machine.variable(name).is_some();
    if begins("ICA-") {
        return Some(Screen::Citrix);
    }
    let horizon = ["ViewClient_Protocol", "ViewClient_Machine_Name"];
    if begins("PCOIP") || begins("BLAST") || horizon.iter().any(|name| is_set(name)) {
        return Some(Screen::Horizon);
    }
    if machine.os == Os::Windows {
        // Who runs a service or has changed the variables has a station of no name.
        let is_here = station.is_empty() || begins("CONSOLE") || begins("SERVICES");
        let is_remote = match &machine.windows {
            Some(facts) => facts.remote,
            None => platform::is_remote_session(),
        };
        return (is_remote || !is_here).then_some(Screen::Rdp);
    }
    let xrdp = ["XRDP_SESSION", "XRDP_SOCKET_PATH"];
    if xrdp.iter().any(|name| is_set(name)) || login.contains("SERVICE=xrdp") {
        return Some(Screen::Rdp);
    }
    let others = [
        "VNCDESKTOP",
        "NXSESSIONID",
        "X2GO_SESSION",
        "CHROME_REMOTE_DESKTOP_SESSION",
    ];
    let is_graphic = login
        .lines()
        .any(|line| matches!(line, "TYPE=x11" | "TYPE=wayland"));
    let is_remote = login.lines().any(|line| line == "REMOTE=1") && is_graphic;
    (is_remote || others.iter().any(|name| is_set(name))).then_some(Screen::Other)
}

/// What logind noted of this session. It is there too where sudo took the variables away.
fn login(machine: &Machine) -> Option<String> {
    if machine.os != Os::Linux {
        return None;
    }
    let by_kernel = || machine.text("proc/self/sessionid");
    let number = machine.variable("XDG_SESSION_ID").or_else(by_kernel)?;
    let number = number.trim();
    let is_plain = number.bytes().all(|octet| octet.is_ascii_alphanumeric());
    is_plain
        .then(|| machine.text(&format!("run/systemd/sessions/{number}")))
        .flatten()
}

/// The kernel says so too where sudo took the variables away.
fn is_wsl(machine: &Machine) -> bool {
    let by_kernel = || {
        let release = machine
            .text("proc/sys/kernel/osrelease")
            .unwrap_or_default();
        release.to_ascii_lowercase().contains("microsoft")
    };
    let names = ["WSL_DISTRO_NAME", "WSL_INTEROP"];
    let by_name = || names.iter().any(|name| machine.variable(name).is_some());
    machine.os == Os::Linux && (by_name() || by_kernel())
}

fn is_container(machine: &Machine) -> bool {
    let marks = [".dockerenv", "run/.containerenv", "run/systemd/container"];
    machine.os != Os::Windows && marks.iter().any(|mark| machine.exists(mark))
}

fn sandbox(machine: &Machine) -> Option<Sandbox> {
    match machine.os {
        Os::Windows => None,
        _ if machine.exists(".flatpak-info") => Some(Sandbox::Flatpak),
        _ if machine.variable("SNAP_NAME").is_some() => Some(Sandbox::Snap),
        _ => None,
    }
}
