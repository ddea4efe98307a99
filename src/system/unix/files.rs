//! Files by mode and owner.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::io;
use std::os::fd::BorrowedFd;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use crate::system::files::{Owner, RightsProblem};

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

/// Kind `Unsupported` where the file system can do it in no way that nobody can get in between.
pub fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    match rename_exclusively(from, to) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => link_and_unlink(from, to),
        done => Ok(done?),
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn rename_exclusively(from: &Path, to: &Path) -> rustix::io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn rename_exclusively(_from: &Path, _to: &Path) -> rustix::io::Result<()> {
    Err(Errno::NOSYS)
}

/// A link is never made where something is.
fn link_and_unlink(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        // So FAT and its relatives answer.
        Err(error)
            if [Errno::PERM, Errno::NOTSUP, Errno::NOSYS]
                .iter()
                .any(|errno| error.raw_os_error() == Some(errno.raw_os_error())) =>
        {
            Err(io::ErrorKind::Unsupported.into())
        }
        Err(error) => Err(error),
    }
}

/// Whether a file is this user's or root's.
pub fn is_trusted_owner(about: &Metadata) -> bool {
    about.uid() == 0 || about.uid() == rustix::process::geteuid().as_raw()
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

pub fn owner(path: &Path) -> Option<Owner> {
    let about = path.metadata().ok()?;
    Some(Owner {
        user: about.uid(),
        group: about.gid(),
        mode: about.mode() & 0o777,
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_rename_may_replace_a_link_does_not() {
        let folder = std::env::temp_dir().join(format!("pinlotse-link-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let name = |name: &str| folder.join(name);
        fs::write(name("a"), b"a").unwrap();
        fs::write(name("b"), b"b").unwrap();
        let refused = link_and_unlink(&name("a"), &name("b")).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        link_and_unlink(&name("a"), &name("c")).unwrap();
        assert!(!name("a").exists());
        assert_eq!(fs::read(name("c")).unwrap(), b"a");
        assert_eq!(fs::read(name("b")).unwrap(), b"b");
        fs::remove_dir_all(&folder).unwrap();
    }
}
