//! Files by mode and owner.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::os::fd::BorrowedFd;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use crate::system::files::RightsProblem;

const OWNER: u32 = 0o600;
const EVERYONE: u32 = 0o666;

pub fn create_new(path: &Path, owner_only: bool) -> io::Result<File> {
    let mode = if owner_only { OWNER } else { EVERYONE };
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(mode)
        .open(path)
}

pub fn open_for_lock(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(OWNER)
        .open(path)
}

pub fn open_for_append(path: &Path) -> io::Result<File> {
    let no_link = (rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK).bits();
    OpenOptions::new()
        .append(true)
        .create(true)
        .mode(OWNER)
        .custom_flags(no_link as i32)
        .open(path)
}

pub fn open_at_once(path: &Path) -> io::Result<File> {
    let at_once = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
    OpenOptions::new()
        .read(true)
        .custom_flags(at_once.bits() as i32)
        .open(path)
}

/// Waits at most so long, which is less than a second. Any event counts, also a hang-up or an
/// error: a read then says which.
pub fn is_readable(file: &File, limit: Duration) -> io::Result<bool> {
    let limit = Timespec {
        tv_sec: 0,
        tv_nsec: i64::from(limit.subsec_nanos()),
    };
    match poll(&mut [PollFd::new(file, PollFlags::IN)], Some(&limit)) {
        Ok(events) => Ok(events > 0),
        Err(Errno::INTR) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

pub fn create_private_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

pub fn secrets_file_rights(file: &File) -> Result<(), RightsProblem> {
    let about = file.metadata().map_err(RightsProblem::Unknown)?;
    let mode = about.mode() & 0o777;
    // The group counts as others. An ACL entry shows in the group bits too (POSIX.1e: they are its
    // mask).
    if mode & 0o077 != 0 {
        return Err(RightsProblem::OpenToOthers { mode: Some(mode) });
    }
    // Under sudo the file is usually the caller's own; root reads everybody's, so root may read
    // that one too.
    let me = rustix::process::geteuid();
    if !me.is_root() && about.uid() != me.as_raw() && about.uid() != 0 {
        return Err(RightsProblem::ForeignOwner);
    }
    Ok(())
}

#[expect(
    unsafe_code,
    reason = "a number from the command line can become a descriptor in no other way"
)]
pub fn open_fd(number: i32) -> io::Result<File> {
    // SAFETY: number > 2, so it is not -1; the borrow ends with the next call, which only asks the
    // kernel for a duplicate and gets EBADF when the number is not open. The original is never
    // closed here.
    let inherited = unsafe { BorrowedFd::borrow_raw(number) };
    Ok(File::from(rustix::io::fcntl_dupfd_cloexec(inherited, 3)?))
}
