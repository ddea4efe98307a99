//! Keeping this program's memory out of files that others may find later.
//!
//! Wiping of single secrets is the work of the types that own them; here only the system's own copies are refused.

use std::io;

use super::platform;

/// Asks the system to write no core dump of this program, and to let no other program of the same user read its
/// memory. Call first in `main`.
///
/// - Unix: the size limit of core files becomes 0.
/// - Linux: the process also becomes "not dumpable", since a `core_pattern` with a pipe ignores the limit.
/// - Windows: no error report (and with it no minidump) after a crash.
///
/// # Errors
/// What the system said. The program may go on: this is a second wall, not the first.
pub fn deny_core_dumps() -> io::Result<()> {
    platform::deny_core_dumps()
}
