//! Stand-in for `crate::system` (files, clock) until that room exists; nothing else in `attempts` touches the OS.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// An exclusive lock between processes, held until dropped.
#[derive(Debug)]
pub(super) struct Lock(#[allow(dead_code)] File);

/// Waits for the exclusive lock on `path`; the lock file stays when the lock is gone.
pub(super) fn lock(path: &Path) -> io::Result<Lock> {
    make_folder(path)?;
    let file = owner_only().create(true).truncate(false).open(path)?;
    file.lock()?;
    Ok(Lock(file))
}

/// Replaces the file in one step: after a power cut it holds the old or the new octets, whole.
pub(super) fn write_atomically(path: &Path, octets: &[u8]) -> io::Result<()> {
    make_folder(path)?;
    let next = path.with_extension("next");
    let mut file = owner_only().create(true).truncate(true).open(&next)?;
    file.write_all(octets)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&next, path)?;
    sync_folder(path)
}

/// Seconds since 1970-01-01T00:00:00Z; 0 for a clock before that.
pub(super) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

fn make_folder(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

fn owner_only() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
