//! The OS-specific lines of this room, kept together because their home is `src/system/`: file rights, syncing a
//! folder, the quick acknowledgement of TCP.

use std::fs::{File, OpenOptions};
use std::io;
use std::net::TcpStream;
use std::path::Path;

/// Creates a file that only its owner may read; fails if it exists.
pub(super) fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes a rename inside `folder` last through a power cut. Windows has no such call.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// Asks Linux to acknowledge what arrives now instead of up to 40 ms later. Holds for a moment only, so it is asked
/// before every read; elsewhere it does nothing.
pub(super) fn acknowledge_quickly(stream: &TcpStream) {
    #[cfg(target_os = "linux")]
    // A refusal costs time, nothing else.
    let _ = rustix::net::sockopt::set_tcp_quickack(stream, true);
    #[cfg(not(target_os = "linux"))]
    let _ = stream;
}
