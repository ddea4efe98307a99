//! pcscd as files show it. Whether it answers is what a real call says; this is why it may not.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::packages::{self, Named};
use super::windows_service::{ServiceRun, WindowsService};
use super::{Machine, names_in, polkit, service_log};
use crate::system::clock::Date;
use crate::system::platform;

/// Where pcscd listens, unless PCSCLITE_CSOCK_NAME says otherwise (pcsc-lite).
const SOCKET: &str = "run/pcscd/pcscd.comm";

/// Traces of the service: of pcscd, or of Windows' own. All unknown on macOS, whose service comes with
/// the system.
#[derive(Debug, Clone, Default)]
pub struct Service {
    /// Whether the program pcscd is installed.
    pub installed: Option<bool>,
    /// Version of the installed package, where a list of packages tells it.
    pub version: Option<String>,
    /// Version of the package of its library libpcsclite, likewise.
    pub library: Option<String>,
    /// Path of another libpcsclite beside the package's, which programs find first.
    pub second_library: Option<String>,
    /// The socket that programs speak to.
    pub socket: Option<Socket>,
    /// Path of that socket.
    pub socket_path: Option<String>,
    /// Whether systemd listens there and starts the service on demand.
    pub unit: Option<SocketUnit>,
    /// Whether polkit is asked who may use the service.
    pub polkit: Option<bool>,
    /// The group that may open the socket, where that is not everybody.
    pub group: Option<String>,
    /// What it wrote to the system's log last.
    pub log: Option<Vec<String>>,
    /// How often it crashed yesterday or today, by that log.
    pub crashes: usize,
    /// Windows: the service SCardSvr.
    pub of_windows: Option<WindowsService>,
    /// Windows: the service CertPropSvc, which reads the certificates of every card.
    pub propagation: Option<WindowsService>,
}

/// What the socket does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Socket {
    /// It is not there.
    Missing,
    /// It is there, nobody listens.
    Dead,
    /// This user may not open it.
    Forbidden,
    /// Somebody listens, and takes nobody in: the service hangs.
    Stuck,
    /// Somebody listens.
    Answers,
}

/// The unit pcscd.socket of systemd.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SocketUnit {
    /// Not installed.
    Missing,
    /// Installed, not switched on.
    Off,
    /// Locked (`systemctl mask`), it or the service behind it: it cannot be started before it is
    /// unlocked.
    Masked,
    /// Switched on.
    On,
}

impl Service {
    /// Whether the service is known not to be installed.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        let of_windows = self.of_windows.map(|service| service.run);
        self.installed == Some(false) || of_windows == Some(ServiceRun::Missing)
    }
}

impl Socket {
    /// The fixed word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Socket::Missing => "missing",
            Socket::Dead => "dead",
            Socket::Forbidden => "forbidden",
            Socket::Stuck => "stuck",
            Socket::Answers => "answers",
        }
    }
}

impl SocketUnit {
    /// The fixed word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            SocketUnit::Missing => "missing",
            SocketUnit::Off => "off",
            SocketUnit::Masked => "masked",
            SocketUnit::On => "on",
        }
    }
}

/// How long a service may take to take somebody in. One that works does so at once.
const LIMIT: Duration = Duration::from_secs(1);

pub(super) fn look(machine: &Machine) -> Service {
    if !machine.has_pcscd() {
        return Service::default();
    }
    let (path, named) = place(machine);
    let log = service_log::look(machine);
    let crashes = service_log::crashes(log.as_deref().unwrap_or_default(), Date::today());
    Service {
        installed: Some(is_installed(machine)),
        version: packages::version(machine, &SERVICE),
        library: packages::version(machine, &LIBRARY),
        second_library: second_library(machine),
        socket: Some(socket(&path)),
        socket_path: Some(named),
        unit: unit(machine),
        polkit: polkit::asks(machine),
        group: group(machine, &path),
        log,
        crashes,
        of_windows: None,
        propagation: None,
    }
}

/// Where the socket is, and how it is called.
fn place(machine: &Machine) -> (PathBuf, String) {
    match machine.variable("PCSCLITE_CSOCK_NAME") {
        Some(path) => (PathBuf::from(&path), path),
        None => (machine.path(SOCKET), format!("/{SOCKET}")),
    }
}

/// What the socket does; `None` where the service has none.
pub(super) fn look_at_socket(machine: &Machine) -> Option<Socket> {
    machine.has_pcscd().then(|| socket(&place(machine).0))
}

/// Most conversations that pcscd holds at once, unless it was told otherwise (pcsc-lite,
/// `--max-thread`).
const MOST: usize = 200;

/// Whether pcscd holds as many conversations as it takes, by the kernel's table of sockets.
/// Elsewhere nobody knows, which is no.
pub(super) fn is_full(machine: &Machine) -> bool {
    const CONNECTED: &str = "03";
    if !machine.has_pcscd() {
        return false;
    }
    let (path, _) = place(machine);
    let sockets = machine.text("proc/net/unix").unwrap_or_default();
    // Num RefCount Protocol Flags Type St Inode Path. The path is the service's own name for it,
    // which in a container is another folder.
    let is_taken = |line: &&str| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let bound = fields.get(7).map(Path::new);
        fields.get(5) == Some(&CONNECTED)
            && bound.is_some_and(|bound| bound.file_name() == path.file_name())
    };
    sockets.lines().filter(is_taken).count() >= MOST && socket(&path) == Socket::Answers
}

/// Path of the socket, where it is there and closed to this user.
pub(super) fn closed(machine: &Machine) -> Option<String> {
    let (path, named) = place(machine);
    (machine.has_pcscd() && socket(&path) == Socket::Forbidden).then_some(named)
}

/// The group that may write to the socket, which is what opening it takes.
fn group(machine: &Machine, path: &Path) -> Option<String> {
    const BY_GROUP: u32 = 0o020;
    const BY_ALL: u32 = 0o002;
    let owner = platform::owner(path)?;
    if owner.mode & BY_GROUP == 0 || owner.mode & BY_ALL != 0 {
        return None;
    }
    let groups = machine.text("etc/group")?;
    let number = owner.group.to_string();
    groups.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1) == Some(number.as_str())).then(|| name.to_owned())
    })
}

const PROGRAMS: [&str; 6] = [
    "usr/sbin/pcscd",
    "usr/bin/pcscd",
    "sbin/pcscd",
    "usr/local/sbin/pcscd",
    "run/current-system/sw/bin/pcscd",
    "run/current-system/profile/sbin/pcscd",
];

/// Where systemd finds its units; the first also holds what was declared on NixOS, whose programs
/// have no path that is known beforehand.
const UNITS: [&str; 4] = [
    "etc/systemd/system",
    "usr/local/lib/systemd/system",
    "usr/lib/systemd/system",
    "lib/systemd/system",
];

fn is_installed(machine: &Machine) -> bool {
    PROGRAMS.iter().any(|program| machine.exists(program)) || has_unit(machine, SERVICE_UNIT)
}

/// A link into the system may lead nowhere from a root that is not `/`.
fn has_unit(machine: &Machine, name: &str) -> bool {
    let is_there = |folder: &str| {
        let unit = machine.path(&format!("{folder}/{name}"));
        unit.symlink_metadata().is_ok()
    };
    UNITS.iter().any(|folder| is_there(folder))
}

/// Settings of the service: its units, what was added to them, and the files that they read.
pub(super) fn settings(machine: &Machine) -> Vec<String> {
    let mut files = vec!["etc/default/pcscd".into(), "etc/sysconfig/pcscd".into()];
    for folder in UNITS {
        files.push(format!("{folder}/pcscd.service"));
        let more = format!("{folder}/pcscd.service.d");
        let names = names_in(&machine.path(&more)).unwrap_or_default();
        files.extend(names.iter().map(|name| format!("{more}/{name}")));
    }
    files.iter().filter_map(|file| machine.text(file)).collect()
}

fn socket(path: &Path) -> Socket {
    match platform::open_socket(path, LIMIT) {
        Ok(()) => Socket::Answers,
        Err(error) => match error.kind() {
            std::io::ErrorKind::NotFound => Socket::Missing,
            std::io::ErrorKind::PermissionDenied => Socket::Forbidden,
            std::io::ErrorKind::WouldBlock => Socket::Stuck,
            _ => Socket::Dead,
        },
    }
}

const SERVICE: Named = Named {
    dpkg: "pcscd",
    apk: "pcsc-lite",
    pacman: "pcsclite",
};
const LIBRARY: Named = Named {
    dpkg: "libpcsclite1",
    apk: "pcsc-lite-libs",
    pacman: "pcsclite",
};

/// A library that somebody built on this PC; no package puts one there.
fn second_library(machine: &Machine) -> Option<String> {
    const BUILT_HERE: [&str; 2] = [
        "usr/local/lib/libpcsclite.so.1",
        "usr/local/lib64/libpcsclite.so.1",
    ];
    let mut there = BUILT_HERE.iter().filter(|path| machine.exists(path));
    there.next().map(|path| format!("/{path}"))
}

const SOCKET_UNIT: &str = "pcscd.socket";
const SERVICE_UNIT: &str = "pcscd.service";

/// Whether systemd is kept from starting the service: a unit of that name leads to /dev/null
/// (systemd.unit(5)).
pub(super) fn is_masked(machine: &Machine) -> bool {
    const FOLDERS: [&str; 2] = ["etc/systemd/system", "run/systemd/system"];
    let leads_nowhere = |folder: &str, unit: &str| {
        let target = std::fs::read_link(machine.path(&format!("{folder}/{unit}")));
        target.is_ok_and(|target| target == Path::new("/dev/null"))
    };
    FOLDERS.iter().any(|folder| {
        [SOCKET_UNIT, SERVICE_UNIT]
            .iter()
            .any(|unit| leads_nowhere(folder, unit))
    })
}

fn unit(machine: &Machine) -> Option<SocketUnit> {
    if !machine.exists("run/systemd/system") && !machine.exists("etc/systemd") {
        return None;
    }
    let is_on = has_unit(machine, &format!("sockets.target.wants/{SOCKET_UNIT}"));
    Some(match has_unit(machine, SOCKET_UNIT) {
        _ if is_masked(machine) => SocketUnit::Masked,
        _ if is_on => SocketUnit::On,
        true => SocketUnit::Off,
        false => SocketUnit::Missing,
    })
}
