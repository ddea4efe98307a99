//! Linux, macOS and other Unix systems. Twin: `windows`, function by function.

mod closed;
mod files;
pub mod scard;
mod terminal;

use std::ffi::OsString;
use std::io;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use rustix::io::Errno;
use rustix::net::{self, AddressFamily, SocketAddrUnix, SocketType};
use rustix::process::{Resource, Rlimit, setrlimit};
use signal_hook::consts::{
    SIGALRM, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU,
    SIGXFSZ,
};
use signal_hook::flag;

use crate::system::host::Keepalive;
use crate::system::machine::WindowsFacts;

pub use self::files::{
    create_folder, create_new, has_fitting_owner, is_credential, is_device, is_readable,
    is_trusted_owner, let_all_read, lock_holder, may_enter, may_write, open_at_once, open_fd,
    open_for_append, open_for_lock, owner, rename_new, secrets_file_rights, settings_file_rights,
    sync_folder, trouble_of,
};
pub use self::terminal::{
    HiddenEcho, Input, Keys, forget_typed_ahead, moves_cursor, owns_console, reads_keys, session,
    terminal_width, write,
};

const HOME: &str = "HOME";

/// What would end the program, be it between a secret and its read-back.
const WISHES: [i32; 10] = [
    SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU,
];

/// How often a socket that takes nobody in is tried.
const SLICE: Duration = Duration::from_millis(50);

pub fn raise_on_signals(raised: &Arc<AtomicBool>) -> io::Result<()> {
    let ignored = ignored_signals();
    for signal in WISHES {
        if ignored & signal_bit(signal) == 0 {
            flag::register(signal, Arc::clone(raised))?;
        }
    }
    // A file that may not grow any more: whoever writes gets an error, and the run goes on.
    flag::register(SIGXFSZ, Arc::default())?;
    Ok(())
}

/// The signals that whoever started this program (`nohup`, a shell's `&`) asked it to ignore, one
/// bit each. Systems without `/proc` name none; there a handler replaces the wish.
fn ignored_signals() -> u64 {
    std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|status| ignored_in(&status))
        .unwrap_or(0)
}

fn ignored_in(status: &str) -> Option<u64> {
    let mask = status
        .lines()
        .find_map(|line| line.strip_prefix("SigIgn:"))?;
    u64::from_str_radix(mask.trim(), 16).ok()
}

fn signal_bit(signal: i32) -> u64 {
    u32::try_from(signal - 1)
        .ok()
        .and_then(|place| 1_u64.checked_shl(place))
        .unwrap_or(0)
}

pub fn deny_core_dumps() -> io::Result<()> {
    setrlimit(
        Resource::Core,
        Rlimit {
            current: Some(0),
            maximum: Some(0),
        },
    )?;
    #[cfg(target_os = "linux")]
    rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)?;
    Ok(())
}

/// Where packages make a folder for all users.
#[cfg(target_os = "macos")]
pub fn folder_for_all(_variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    Some(PathBuf::from("/Library/Application Support"))
}

/// Where packages make a folder for all users.
#[cfg(not(target_os = "macos"))]
pub fn folder_for_all(_variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    Some(PathBuf::from("/var/lib"))
}

#[cfg(target_os = "macos")]
pub fn state_folder(variable: impl Fn(&str) -> Option<OsString>, _name: &str) -> Option<PathBuf> {
    home(variable).map(|home| home.join("Library/Application Support"))
}

#[cfg(not(target_os = "macos"))]
pub fn state_folder(variable: impl Fn(&str) -> Option<OsString>, name: &str) -> Option<PathBuf> {
    // A relative path counts as unset (XDG Base Directory Specification 0.8).
    let absolute = |name| {
        let folder = variable(name).map(PathBuf::from);
        folder.filter(|folder| folder.is_absolute())
    };
    // Of a service of systemd: several are separated by colons, and one may be this program's own.
    let of_service = || {
        let folders = absolute("STATE_DIRECTORY")?;
        let first = std::env::split_paths(&folders).next()?;
        match first.parent() {
            Some(above) if first.ends_with(name) => Some(above.to_owned()),
            _ => Some(first),
        }
    };
    absolute("XDG_STATE_HOME")
        .or_else(of_service)
        .or_else(|| home(&variable).map(|home| home.join(".local/state")))
}

fn home(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    variable(HOME).map(PathBuf::from)
}

/// This is no Windows.
pub fn windows_facts() -> Option<WindowsFacts> {
    None
}

/// Only Windows numbers its sessions.
pub fn is_remote_session() -> bool {
    false
}

pub fn preferred_locale() -> Option<String> {
    let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(variable);
    #[cfg(target_os = "macos")]
    let named = named.or_else(sys_locale::get_locale);
    named
}

pub fn host_name() -> Option<String> {
    Some(
        rustix::system::uname()
            .nodename()
            .to_string_lossy()
            .into_owned(),
    )
}

/// Users have numbers here.
pub fn user_name() -> Option<String> {
    None
}

pub fn user_id() -> Option<u32> {
    Some(rustix::process::getuid().as_raw())
}

/// Opens a conversation at a socket and ends it at once. [`io::ErrorKind::WouldBlock`]: whoever
/// listens took nobody in within the limit, because as many as may wait are waiting already.
pub fn open_socket(path: &Path, limit: Duration) -> io::Result<()> {
    let began = Instant::now();
    loop {
        let socket = net::socket(AddressFamily::UNIX, SocketType::STREAM, None)?;
        // Here only: macOS cannot make it so from the beginning.
        rustix::io::ioctl_fionbio(&socket, true)?;
        match net::connect(&socket, &SocketAddrUnix::new(path)?) {
            Err(Errno::AGAIN | Errno::INTR) if began.elapsed() < limit => std::thread::sleep(SLICE),
            Err(Errno::INPROGRESS) | Ok(()) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
    }
}

#[cfg(target_os = "linux")]
pub fn tcp_quickack(stream: &TcpStream) -> io::Result<()> {
    Ok(net::sockopt::set_tcp_quickack(stream, true)?)
}

#[cfg(not(target_os = "linux"))]
pub fn tcp_quickack(_stream: &TcpStream) -> io::Result<()> {
    Ok(())
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
pub fn tcp_keepalive(stream: &TcpStream, when: Keepalive) -> io::Result<()> {
    net::sockopt::set_tcp_keepidle(stream, when.after)?;
    net::sockopt::set_tcp_keepintvl(stream, when.every)?;
    net::sockopt::set_tcp_keepcnt(stream, when.times)?;
    Ok(net::sockopt::set_socket_keepalive(stream, true)?)
}

/// At the system's own times.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub fn tcp_keepalive(stream: &TcpStream, _when: Keepalive) -> io::Result<()> {
    Ok(net::sockopt::set_socket_keepalive(stream, true)?)
}

/// `ETIMEDOUT` is what a connection ends by whose other end is gone.
pub fn is_time_limit(kind: io::ErrorKind) -> bool {
    kind == io::ErrorKind::WouldBlock
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_that_ended_because_nobody_is_there_is_not_waited_for() {
        let gone = io::Error::from(Errno::TIMEDOUT);
        assert!(!is_time_limit(gone.kind()));
    }

    #[cfg(any(target_os = "linux", target_os = "macos"))]
    #[test]
    fn the_other_end_is_asked_for_when_it_was_said() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        assert!(!net::sockopt::socket_keepalive(&stream).unwrap());
        let when = Keepalive {
            after: Duration::from_secs(61),
            every: Duration::from_secs(7),
            times: 3,
        };
        tcp_keepalive(&stream, when).unwrap();
        assert!(net::sockopt::socket_keepalive(&stream).unwrap());
        let set = Keepalive {
            after: net::sockopt::tcp_keepidle(&stream).unwrap(),
            every: net::sockopt::tcp_keepintvl(&stream).unwrap(),
            times: net::sockopt::tcp_keepcnt(&stream).unwrap(),
        };
        assert_eq!(set, when);
    }

    #[test]
    fn a_signal_ignored_by_nohup_is_seen() {
        let status = "Name:\tpinlotse\nSigIgn:\t0000000000001001\nSigCgt:\t0000000000000000\n";
        let ignored = ignored_in(status).unwrap();
        assert_ne!(ignored & signal_bit(SIGHUP), 0);
        assert_eq!(ignored & signal_bit(SIGINT), 0);
    }
}
