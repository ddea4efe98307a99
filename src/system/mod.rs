//! What only the operating system can answer: signals, folders, file rights, locks, locale, clock,
//! terminal, place.
//!
//! The room exists so that every `cfg(..)` and every `unsafe` of the product stands in one place,
//! where a reviewer looks at both. `platform` is the system below; Unix and Windows hold the same
//! functions, so a missing twin does not compile. The room must not know cards, PINs, commands or
//! the words shown to people: it answers in values and [`std::io::Error`], and other rooms say what
//! an answer means.

pub mod accounts;
#[cfg(any(windows, test))]
mod acl;
pub mod clock;
pub mod disturbed;
pub mod files;
pub mod folders;
pub mod host;
#[cfg(any(windows, test))]
mod key_event;
pub mod locale;
pub mod machine;
pub mod os;
pub mod output;
pub mod percent;
pub mod printable;
pub mod scard;
pub mod secrecy;
pub mod signals;
pub mod terminal;
pub mod trouble;

#[cfg(unix)]
#[path = "unix/mod.rs"]
mod platform;

#[cfg(windows)]
#[path = "windows/mod.rs"]
mod platform;

#[cfg(not(any(unix, windows)))]
compile_error!(
    "pinlotse needs PC/SC, which exists on Linux, macOS and Windows: write src/system/ for this system first"
);
