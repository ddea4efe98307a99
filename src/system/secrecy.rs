//! Keeping this program's memory out of files that others may find later.
//!
//! Wiping of single secrets is the work of the types that own them; here only the system's own
//! copies are refused.

use std::io;

use super::platform;

/// Asks the system to write no core dump of this program, and to let no other program of the same
/// user read its memory. Call first in `main`.
///
/// - Unix: the size limit of core files becomes 0.
/// - Linux: the process also becomes "not dumpable", since a `core_pattern` with a pipe ignores the
///   limit.
/// - Windows: no error report (and with it no minidump) after a crash.
///
/// # Errors
/// What the system said. The program may go on: this is a second wall, not the first.
pub fn deny_core_dumps() -> io::Result<()> {
    platform::deny_core_dumps()
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;
    use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};
    use std::io::Read;
    use std::os::fd::AsRawFd;

    #[test]
    fn no_core_is_written_and_own_descriptors_can_still_be_opened_by_path() {
        deny_core_dumps().unwrap();
        assert_eq!(getrlimit(Resource::Core).current, Some(0));
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::NotDumpable);
        // What `--secrets-file <(age -d …)` needs; /proc/self belongs to root from now on.
        let (reader, writer) = io::pipe().unwrap();
        drop(writer);
        let mut text = String::new();
        let by_path = std::fs::File::open(format!("/dev/fd/{}", reader.as_raw_fd()));
        assert_eq!(by_path.unwrap().read_to_string(&mut text).unwrap(), 0);
    }
}
