//! What this PC is, as far as advice goes by it.

use super::polkit::{self, Polkit};
use super::{Machine, Session, of_os_release, service, session};
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
    /// What starts services there; `None` where nobody knows.
    pub init: Option<Init>,
    /// Whether systemd is kept from starting the service.
    pub is_masked: bool,
    /// From where the user works.
    pub session: Session,
    /// Whether polkit is asked who may use the service.
    pub polkit: Polkit,
}

/// Families of systems with pcscd, by how packages are installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packages {
    /// Debian, Ubuntu, Mint.
    Apt,
    /// ALT Linux: RPM packages by apt-get.
    AptRpm,
    /// Fedora, Red Hat.
    Dnf,
    /// Fedora Silverblue, Kinoite and other systems of one image (ostree).
    RpmOstree,
    /// openSUSE, SLES.
    Zypper,
    /// openSUSE MicroOS, Aeon, SLE Micro: a snapshot that is changed by a restart.
    Transactional,
    /// Arch, Manjaro.
    Pacman,
    /// Alpine, postmarketOS.
    Apk,
    /// Void.
    Xbps,
    /// Gentoo.
    Portage,
    /// Solus.
    Eopkg,
    /// NixOS: declared, not installed.
    Nix,
    /// Guix System: declared, not installed.
    Guix,
    /// FreeBSD.
    FreeBsd,
}

/// What starts services.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Init {
    /// systemd.
    Systemd,
    /// OpenRC (Alpine, Gentoo).
    OpenRc,
    /// runit as Void has it.
    Runit,
    /// Shepherd (Guix).
    Shepherd,
    /// Scripts that `service` calls (Devuan, FreeBSD).
    Service,
}

/// Systems that are like one whose packages they do not take: their own way is not known here.
const UNLIKE: [&str; 8] = [
    "mageia",
    "openmandriva",
    "steamos",
    "endless",
    "vanilla",
    "ubuntu-core",
    "blendos",
    "clear-linux-os",
];

pub(super) fn look(machine: &Machine) -> Site {
    let words = words(machine);
    let packages = packages(machine, &words);
    let init = init(machine, packages, &words);
    Site {
        os: machine.os,
        packages,
        init,
        is_masked: init == Some(Init::Systemd) && service::is_masked(machine),
        session: session::look(machine),
        polkit: polkit::look(machine),
    }
}

/// What the system calls itself, and then what it is like, the most alike first (os-release(5)).
fn words(machine: &Machine) -> Vec<String> {
    let text = machine.os_release().unwrap_or_default();
    let values = ["ID", "ID_LIKE"].map(|key| of_os_release(&text, key).unwrap_or_default());
    values
        .iter()
        .flat_map(|value| value.split_whitespace())
        .map(str::to_ascii_lowercase)
        .collect()
}

fn packages(machine: &Machine, words: &[String]) -> Option<Packages> {
    let own = words.first()?;
    if UNLIKE.contains(&own.as_str()) {
        return None;
    }
    let family = words.iter().find_map(|word| match word.as_str() {
        "debian" | "ubuntu" => Some(Packages::Apt),
        "altlinux" => Some(Packages::AptRpm),
        "fedora" | "rhel" | "centos" => Some(Packages::Dnf),
        "suse" | "sles" | "opensuse" | "opensuse-leap" | "opensuse-tumbleweed" => {
            Some(Packages::Zypper)
        }
        "arch" => Some(Packages::Pacman),
        "alpine" => Some(Packages::Apk),
        "void" => Some(Packages::Xbps),
        "gentoo" => Some(Packages::Portage),
        "solus" => Some(Packages::Eopkg),
        "nixos" => Some(Packages::Nix),
        "guix" => Some(Packages::Guix),
        "freebsd" => Some(Packages::FreeBsd),
        _ => None,
    })?;
    let is_image = machine.exists("run/ostree-booted");
    let has_snapshots = [
        "usr/sbin/transactional-update",
        "usr/bin/transactional-update",
    ]
    .iter()
    .any(|program| machine.exists(program));
    match family {
        Packages::Dnf if is_image => Some(Packages::RpmOstree),
        Packages::Zypper if has_snapshots => Some(Packages::Transactional),
        // An image of another family, which takes its packages in no way that is known here.
        _ if is_image => None,
        family => Some(family),
    }
}

/// What runs; where nothing of it is seen (a container), what the family has.
fn init(machine: &Machine, packages: Option<Packages>, words: &[String]) -> Option<Init> {
    if !machine.has_pcscd() {
        return None;
    }
    let runs = |mark| machine.exists(mark);
    if runs("run/systemd/system") {
        return Some(Init::Systemd);
    }
    if runs("run/openrc") {
        return Some(Init::OpenRc);
    }
    let without_systemd = ["devuan", "artix", "antix", "mx"];
    if words
        .iter()
        .any(|word| without_systemd.contains(&word.as_str()))
    {
        return runs("etc/init.d/pcscd").then_some(Init::Service);
    }
    match packages? {
        Packages::Apk | Packages::Portage => Some(Init::OpenRc),
        Packages::Xbps => Some(Init::Runit),
        Packages::Guix => Some(Init::Shepherd),
        Packages::FreeBsd => Some(Init::Service),
        Packages::Apt
        | Packages::AptRpm
        | Packages::Dnf
        | Packages::RpmOstree
        | Packages::Zypper
        | Packages::Transactional
        | Packages::Pacman
        | Packages::Eopkg
        | Packages::Nix => Some(Init::Systemd),
    }
}
