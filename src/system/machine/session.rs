//! From where the user works. A reader must be where this program runs.

use super::Machine;
use crate::system::os::Os;

/// Marks of a session from afar. Hints only.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Session {
    /// Over SSH.
    pub ssh: bool,
    /// Remote desktop: RDP of Windows, xrdp.
    pub remote_desktop: bool,
    /// In a container (Docker, Podman, systemd-nspawn) or a sandbox (Flatpak, Snap).
    pub container: bool,
}

impl Session {
    /// Whether any of them holds.
    #[must_use]
    pub const fn is_remote(self) -> bool {
        self.ssh || self.remote_desktop || self.container
    }
}

pub(super) fn look(machine: &Machine) -> Session {
    let marks = [
        ".dockerenv",
        "run/.containerenv",
        "run/systemd/container",
        ".flatpak-info",
    ];
    let on_windows = machine.os == Os::Windows;
    let rdp = machine
        .variable("SESSIONNAME")
        .is_some_and(|name| name.to_ascii_uppercase().starts_with("RDP-"));
    Session {
        ssh: machine.variable("SSH_CONNECTION").is_some(),
        remote_desktop: (on_windows && rdp) || machine.variable("XRDP_SESSION").is_some(),
        container: !on_windows
            && (marks.iter().any(|mark| machine.exists(mark))
                || machine.variable("SNAP_NAME").is_some()),
    }
}
