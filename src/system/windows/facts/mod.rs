//! What Windows tells of services, devices, programs and the session, as values.
//!
//! Nothing here may load user32.dll, as much else of Windows' interface does: a console program that
//! has it is no longer told of a log-off or a shutdown (SetConsoleCtrlHandler), and could not finish
//! a secret command then. So devices are asked for at cfgmgr32 instead of setupapi, and a remote
//! session is told by the numbers of the sessions instead of GetSystemMetrics.

mod devices;
mod processes;
mod registry;
mod services;

use windows_sys::Win32::System::RemoteDesktop::WTSGetActiveConsoleSessionId;

use super::terminal::session;
use crate::system::machine::{WindowsFacts, WindowsVersion};

/// Answers of who does not know which session is at the screen of the PC: none is just now; or the
/// session of services, which never is.
const NO_SESSION: [u32; 2] = [u32::MAX, 0];

/// Looks at everything.
pub fn windows_facts() -> Option<WindowsFacts> {
    const VERSION: &str = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion";
    let version = |value| registry::text(VERSION, value).unwrap_or_default();
    Some(WindowsFacts {
        version: WindowsVersion {
            product: version("ProductName"),
            release: version("DisplayVersion"),
            build: version("CurrentBuildNumber"),
        },
        card_service: services::service("SCardSvr"),
        propagation: services::service("CertPropSvc"),
        readers: devices::readers(),
        usb: devices::at_usb(),
        programs: processes::running(),
        remote: is_remote_session(),
    })
}

/// Whether this session is not the one at the screen of the PC. Session 0, in which services and
/// management software run, is at no screen and counts as here.
#[expect(unsafe_code, reason = "std knows no sessions")]
pub fn is_remote_session() -> bool {
    // SAFETY: takes nothing.
    let at_screen = unsafe { WTSGetActiveConsoleSessionId() };
    let is_none = NO_SESSION.contains(&at_screen);
    session().is_some_and(|own| own != 0 && !is_none && own != at_screen)
}

/// A text in UTF-16 that ends in NUL.
fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().chain([0]).collect()
}

/// A text up to its first NUL.
fn text(units: &[u16]) -> String {
    let text = units.split(|unit| *unit == 0).next().unwrap_or_default();
    String::from_utf16_lossy(text)
}

/// Texts one after the other, each ended by NUL, an empty one at the end.
fn texts(units: &[u16]) -> Vec<String> {
    let all = units.split(|unit| *unit == 0);
    all.take_while(|text| !text.is_empty())
        .map(String::from_utf16_lossy)
        .collect()
}
