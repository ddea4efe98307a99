//! Windows. Twin: `unix`, function by function.

mod facts;
mod files;
pub mod scard;
mod terminal;

use std::ffi::OsString;
use std::io;
use std::net::TcpStream;
use std::os::windows::io::AsRawSocket;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use windows_sys::Win32::Networking::WinSock::{
    IPPROTO_TCP, SO_KEEPALIVE, SOL_SOCKET, TCP_KEEPCNT, TCP_KEEPIDLE, TCP_KEEPINTVL, setsockopt,
};
use windows_sys::Win32::System::Console::{CTRL_BREAK_EVENT, CTRL_C_EVENT, SetConsoleCtrlHandler};
use windows_sys::Win32::System::Diagnostics::Debug::{
    SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX, SetErrorMode,
};
use windows_sys::core::BOOL;

use crate::system::host::Keepalive;

pub use self::facts::{is_remote_session, windows_facts};
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

/// The flag for the handler, which the system calls without any context of ours.
static RAISED: OnceLock<Arc<AtomicBool>> = OnceLock::new();

#[expect(unsafe_code, reason = "std has no console control handler")]
pub fn raise_on_signals(raised: &Arc<AtomicBool>) -> io::Result<()> {
    if RAISED.set(Arc::clone(raised)).is_err() {
        // Handlers are installed once.
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    // SAFETY: the handler is a function of this program, valid as long as it runs; it touches one
    // atomic only.
    let done = unsafe { SetConsoleCtrlHandler(Some(on_control), 1) };
    if done == 0 {
        Err(io::Error::last_os_error())
    } else {
        Ok(())
    }
}

/// Runs in a thread of the system's own.
#[expect(unsafe_code, reason = "the system's own signature of a handler")]
// SAFETY: has no precondition; it is "unsafe" by its type only.
unsafe extern "system" fn on_control(event: u32) -> BOOL {
    if let Some(raised) = RAISED.get() {
        raised.store(true, Ordering::SeqCst);
    }
    if event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT {
        // Closing, logging off: the process is ended when this returns, or after 5 s. Leave it time
        // for the read-back.
        std::thread::sleep(Duration::from_secs(5));
    }
    1
}

#[expect(unsafe_code, reason = "std cannot set the error mode")]
pub fn deny_core_dumps() -> io::Result<()> {
    // SAFETY: takes a number, keeps no pointer, cannot fail.
    unsafe { SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX) };
    Ok(())
}

pub fn folder_for_all(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    variable("ProgramData").map(PathBuf::from)
}

pub fn state_folder(variable: impl Fn(&str) -> Option<OsString>, _name: &str) -> Option<PathBuf> {
    let of_profile = || Some(PathBuf::from(variable("USERPROFILE")?).join(r"AppData\Local"));
    // Software that is started by a management system may lack the first one.
    variable("LOCALAPPDATA")
        .map(PathBuf::from)
        .or_else(of_profile)
}

pub fn preferred_locale() -> Option<String> {
    sys_locale::get_locale()
}

pub fn host_name() -> Option<String> {
    std::env::var("COMPUTERNAME").ok()
}

pub fn user_name() -> Option<String> {
    let domain = std::env::var("USERDOMAIN").unwrap_or_default();
    let name = std::env::var("USERNAME").ok()?;
    Some(format!("{domain}_{name}"))
}

/// Users have names and SIDs here.
pub fn user_id() -> Option<u32> {
    None
}

/// There are no such sockets here.
pub fn open_socket(_path: &Path, _limit: Duration) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

pub fn tcp_quickack(_stream: &TcpStream) -> io::Result<()> {
    Ok(())
}

/// The times are known from Windows 10 on (1709); before, the system takes its own.
pub fn tcp_keepalive(stream: &TcpStream, when: Keepalive) -> io::Result<()> {
    let seconds = |time: Duration| u32::try_from(time.as_secs()).unwrap_or(u32::MAX);
    set_option(stream, SOL_SOCKET, SO_KEEPALIVE, 1)?;
    set_option(stream, IPPROTO_TCP, TCP_KEEPIDLE, seconds(when.after))?;
    set_option(stream, IPPROTO_TCP, TCP_KEEPINTVL, seconds(when.every))?;
    set_option(stream, IPPROTO_TCP, TCP_KEEPCNT, when.times)
}

#[expect(unsafe_code, reason = "std cannot set these options of a socket")]
fn set_option(stream: &TcpStream, level: i32, option: i32, value: u32) -> io::Result<()> {
    let socket = usize::try_from(stream.as_raw_socket()).map_err(io::Error::other)?;
    let octets = value.to_ne_bytes();
    let length = i32::try_from(octets.len()).map_err(io::Error::other)?;
    // SAFETY: the socket is open as long as `stream` is borrowed; the four octets outlive the call,
    // which keeps no pointer to them.
    let done = unsafe { setsockopt(socket, level, option, octets.as_ptr(), length) };
    if done == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}

/// A time limit ends a read by `WSAETIMEDOUT`.
pub fn is_time_limit(kind: io::ErrorKind) -> bool {
    matches!(kind, io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
}
