//! A pcscd of a test's own: real daemon, real vpcd driver, two virtual slots, nothing of the
//! machine's.
//!
//! A mount namespace gives it an own `/run/pcscd` (the daemon's socket path is fixed) and hides the
//! drivers of real readers, so no test ever reaches a real card. Any number runs side by side, as
//! root or as anybody whom the system lets make a user namespace.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustix::process::{Pid, Signal};

use super::pty::starting;
use super::temp::Temp;
use super::{Skip, own_process, wait_for};

const DRIVERS: &str = "/usr/lib/pcsc/drivers";
const VPCD: &str = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";
const DAEMON: &str = "/usr/sbin/pcscd";

/// What runs inside the namespaces: $1 folder, then the daemon with its options. `exec` keeps the
/// process number.
const INSIDE: &str = r#"
set -e
folder=$1; shift
mount -t tmpfs pinlotse /run
mkdir /run/pcscd
mount --bind "$folder/run" /run/pcscd
mount -t tmpfs pinlotse /usr/lib/pcsc/drivers
exec "$@"
"#;

/// A running daemon; dropped, it is ended and its folder removed.
pub struct Pcscd {
    daemon: Mutex<Child>,
    slots: u16,
    port: u16,
    folder: Temp,
}

impl Pcscd {
    /// Slots that the daemon offers, both empty at first.
    pub const SLOTS: u16 = 2;

    /// Starts a daemon and waits until it takes clients and both slots take cards.
    ///
    /// # Errors
    /// [`Skip`] when this machine lacks something. A daemon that is there and does not come up is a
    /// panic with its log.
    pub fn start() -> Result<Self, Skip> {
        Self::start_with(Self::SLOTS, "")
    }

    /// The same without any reader.
    ///
    /// # Errors
    /// As [`start`](Self::start).
    pub fn start_without_readers() -> Result<Self, Skip> {
        Self::start_with(0, "")
    }

    /// The same with other readers beside the first `slots` of vpcd (none or both): lines of a
    /// reader.conf.
    ///
    /// # Errors
    /// As [`start`](Self::start).
    pub fn start_with(slots: u16, readers: impl AsRef<[u8]>) -> Result<Self, Skip> {
        for (needed, package) in [(DAEMON, "pcscd"), (VPCD, "vsmartcard-vpcd")] {
            if !Path::new(needed).exists() {
                return Err(Skip(format!(
                    "{needed} is missing (Debian package {package})"
                )));
            }
        }
        namespaces()?;
        let mut log = String::new();
        // Another program may take a port between our look and the driver's bind: then once more,
        // elsewhere.
        for _ in 0..3 {
            let mut pcscd = Self::launch(slots, readers.as_ref());
            if pcscd.comes_up() {
                return Ok(pcscd);
            }
            log = pcscd.log();
        }
        panic!("pcscd did not come up; its log:\n{log}");
    }

    fn launch(slots: u16, readers: &[u8]) -> Self {
        let folder = own_process::folder().map_or_else(Temp::new, Temp::at);
        let port = free_ports();
        fs::create_dir(folder.join("run")).unwrap();
        fs::create_dir(folder.join("conf")).unwrap();
        let driver = folder.join("libifdvpcd.so");
        fs::copy(VPCD, &driver).unwrap();
        let vpcd = format!(
            "FRIENDLYNAME \"Virtual PCD\"\nDEVICENAME /dev/null:{port:#06X}\nLIBPATH {}\nCHANNELID {port:#06X}\n",
            driver.display()
        )
        .replace("0X", "0x");
        // One file, for the daemon reads several in no order, and readers are numbered as they
        // come.
        let vpcd = if slots > 0 { vpcd } else { String::new() };
        let all = [vpcd.as_bytes(), readers].concat();
        fs::write(folder.join("conf/readers"), all).unwrap();
        Self {
            daemon: Mutex::new(spawn(&folder)),
            slots,
            port,
            folder,
        }
    }

    fn comes_up(&mut self) -> bool {
        let ready = wait_for(|| {
            if self.daemon().try_wait().unwrap().is_some() {
                return Some(false);
            }
            self.takes_clients_and_cards().then_some(true)
        });
        ready == Some(true)
    }

    fn takes_clients_and_cards(&self) -> bool {
        UnixStream::connect(self.socket()).is_ok()
            && (0..self.slots).all(|slot| self.listens(self.vpcd_port(slot)))
    }

    /// Where a virtual card connects to be put into a slot (0 or 1): loopback, this port.
    pub fn vpcd_port(&self, slot: u16) -> u16 {
        assert!(slot < Self::SLOTS, "slot {slot}");
        self.port + slot
    }

    /// The name that the daemon gives a slot's reader.
    pub fn reader_name(&self, slot: u16) -> String {
        format!("Virtual PCD 00 {slot:02X}")
    }

    /// What a client's environment needs so that it talks to this daemon and no other.
    pub fn env(&self) -> (&'static str, PathBuf) {
        ("PCSCLITE_CSOCK_NAME", self.socket())
    }

    /// A client of this daemon, to be run.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let (name, value) = self.env();
        command.env(name, value).stdin(Stdio::null());
        command
    }

    /// What the daemon wrote.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    /// Ends the daemon at once, as a crash would: clients see their service vanish.
    pub fn crash(&self) {
        self.signal(Signal::KILL);
    }

    /// Stops the daemon where it stands: it takes programs in and never answers them.
    pub fn stop(&self) {
        self.signal(Signal::STOP);
    }

    /// Lets a stopped daemon go on.
    pub fn go_on(&self) {
        self.signal(Signal::CONT);
    }

    /// Ends the daemon and starts another one in its place, which listens when this returns. Cards
    /// in slots of vpcd are out.
    pub fn restart(&self) {
        let mut daemon = self.daemon();
        let _ = daemon.kill();
        let _ = daemon.wait();
        // A daemon that was killed leaves its socket behind.
        let _ = fs::remove_file(self.socket());
        *daemon = spawn(&self.folder);
        drop(daemon);
        let listens = || self.takes_clients_and_cards().then_some(());
        assert!(wait_for(listens).is_some(), "{}", self.log());
    }

    fn daemon(&self) -> MutexGuard<'_, Child> {
        self.daemon.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn signal(&self, signal: Signal) {
        let _ = rustix::process::kill_process(Pid::from_child(&self.daemon()), signal);
    }

    /// Where it takes clients in.
    pub fn socket(&self) -> PathBuf {
        self.folder.join("run/pcscd.comm")
    }

    /// Whether this daemon, not some other program, listens on the port. A connection would tell
    /// too, but vpcd would take it for a card.
    fn listens(&self, port: u16) -> bool {
        let Some(socket) = listening_socket(port) else {
            return false;
        };
        let Ok(open) = fs::read_dir(format!("/proc/{}/fd", self.daemon().id())) else {
            return true;
        };
        open.flatten().any(|entry| {
            fs::read_link(entry.path()).is_ok_and(|target| target == Path::new(&socket))
        })
    }
}

impl Drop for Pcscd {
    fn drop(&mut self) {
        let mut daemon = self.daemon();
        let _ = daemon.kill();
        let _ = daemon.wait();
    }
}

/// Starts a daemon on the configuration in its folder.
fn spawn(folder: &Temp) -> Child {
    let log = fs::OpenOptions::new()
        .append(true)
        .create(true)
        .open(folder.join("log"))
        .unwrap();
    let mut command = unshare();
    command.args(["sh", "-c", INSIDE, "sh"]).arg(folder.path());
    command
        .args([DAEMON, "--foreground", "--config"])
        .arg(folder.join("conf"));
    if has_polkit() {
        command.arg("--disable-polkit");
    }
    command
        .stdin(Stdio::null())
        .stdout(log.try_clone().unwrap())
        .stderr(log);
    let _alone = starting();
    command.spawn().unwrap()
}

/// `socket:[inode]` of the listening socket on a port, from the kernel's table.
fn listening_socket(port: u16) -> Option<String> {
    const LISTEN: &str = "0A";
    let table = fs::read_to_string("/proc/net/tcp").unwrap_or_default()
        + &fs::read_to_string("/proc/net/tcp6").unwrap_or_default();
    table.lines().find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let (local, state, inode) = (fields.get(1)?, fields.get(3)?, fields.get(9)?);
        (local.ends_with(&format!(":{port:04X}")) && *state == LISTEN)
            .then(|| format!("socket:[{inode}]"))
    })
}

/// Two neighbouring ports that nobody uses now and no other test of this process was given.
fn free_ports() -> u16 {
    const FIRST: u16 = 20_000;
    const PAIRS: u16 = 5_000;
    static NEXT: AtomicU16 = AtomicU16::new(0);
    // Runs beside each other begin at different places.
    let begin = u16::try_from(std::process::id() % u32::from(PAIRS)).unwrap();
    let free = |port| TcpListener::bind((Ipv4Addr::UNSPECIFIED, port)).is_ok();
    (0..PAIRS)
        .map(|_| FIRST + 2 * ((begin + NEXT.fetch_add(1, Ordering::Relaxed)) % PAIRS))
        .find(|port| free(*port) && free(port + 1))
        .expect("no two free ports between 20000 and 30000")
}

fn unshare() -> Command {
    let mut command = Command::new("unshare");
    command.arg(if rustix::process::geteuid().is_root() {
        "-m"
    } else {
        "-Urm"
    });
    command
}

/// Tries what [`INSIDE`] needs, so that a machine without it is told from a daemon that does not
/// work.
fn namespaces() -> Result<(), Skip> {
    let tried = unshare()
        .args(["mount", "-t", "tmpfs", "pinlotse", DRIVERS])
        .stdin(Stdio::null())
        .output();
    match tried {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(Skip(format!(
            "no mount namespace here: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        ))),
        Err(error) => Err(Skip(format!(
            "unshare cannot be run (Debian package util-linux): {error}"
        ))),
    }
}

/// pcscd from 2.0 on may ask polkit, which does not know a private daemon's clients.
fn has_polkit() -> bool {
    let help = Command::new(DAEMON)
        .arg("--help")
        .stdin(Stdio::null())
        .output();
    help.is_ok_and(|output| {
        [output.stdout, output.stderr]
            .iter()
            .any(|text| String::from_utf8_lossy(text).contains("--disable-polkit"))
    })
}
