//! What this PC is, as far as advice goes by it.

use super::{Machine, Session, session};
use crate::system::os::Os;

/// What advice goes by: a command that helps on one system is a dead end on another. Looked at once
/// in a run and handed to whoever words a sentence; a hint that may word a sentence differently, and
/// never decides whether a secret is sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Site {
    /// The system.
    pub os: Os,
    /// How packages are installed there; `None` where nobody knows.
    pub packages: Option<Packages>,
    /// From where the user works.
    pub session: Session,
}

/// Families of Linux systems, by how packages are installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packages {
    /// Debian, Ubuntu, Mint.
    Apt,
    /// Fedora, Red Hat.
    Dnf,
    /// openSUSE, SLES.
    Zypper,
    /// Arch, Manjaro.
    Pacman,
}

pub(super) fn look(machine: &Machine) -> Site {
    Site {
        os: machine.os,
        packages: packages(machine),
        session: session::look(machine),
    }
}

fn packages(machine: &Machine) -> Option<Packages> {
    let like = format!(
        "{} {}",
        machine.os_release("ID")?,
        machine.os_release("ID_LIKE").unwrap_or_default()
    );
    like.split_whitespace().find_map(|word| match word {
        "debian" | "ubuntu" => Some(Packages::Apt),
        "fedora" | "rhel" => Some(Packages::Dnf),
        "suse" | "opensuse" | "opensuse-leap" | "opensuse-tumbleweed" => Some(Packages::Zypper),
        "arch" => Some(Packages::Pacman),
        _ => None,
    })
}
