//! Files by mode and owner.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions};
use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::fs::{DirBuilderExt, FileTypeExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use crate::system::files::{Owner, RightsProblem, SettingsOf};
use crate::system::trouble::Trouble;

const OWNER: u32 = 0o600;
const EVERYONE: u32 = 0o666;

/// Of a folder in which everybody may make files (/tmp): its owner is not theirs.
const STICKY: u32 = 0o1000;

pub fn create_new(path: &Path, owner_only: bool) -> io::Result<File> {
    let mode = if owner_only { OWNER } else { EVERYONE };
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create_new(true)
        .mode(mode)
        .open(path)?;
    give_to_owner_of_folder(&file, path)?;
    Ok(file)
}

/// Others may read and nobody but the owner write, whatever the umask is.
pub fn let_all_read(file: &File) -> io::Result<()> {
    file.set_permissions(Permissions::from_mode(0o644))
}

pub fn open_for_lock(path: &Path) -> io::Result<File> {
    match create_new(path, true) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(OWNER)
            .open(path),
        made => made,
    }
}

/// What root makes in a folder of another user is that user's. By the open file: its name may be
/// another one's by now.
fn give_to_owner_of_folder(made: &File, path: &Path) -> io::Result<()> {
    if !rustix::process::geteuid().is_root() {
        return Ok(());
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let about = fs::metadata(folder.unwrap_or(Path::new(".")))?;
    if about.uid() == 0 || about.mode() & STICKY != 0 {
        return Ok(());
    }
    // A file system without owners keeps what it has.
    let _ = std::os::unix::fs::fchown(made, Some(about.uid()), Some(about.gid()));
    Ok(())
}

pub fn open_for_append(path: &Path) -> io::Result<File> {
    // Made first, so that it is made for the owner of its folder.
    match create_new(path, true) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    let no_link = (rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK).bits();
    OpenOptions::new()
        .append(true)
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
pub fn is_readable(file: &impl AsFd, limit: Duration) -> io::Result<bool> {
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

pub fn is_device(file: &File) -> bool {
    let kind = file.metadata().map(|about| about.file_type());
    kind.is_ok_and(|kind| kind.is_char_device() || kind.is_block_device())
}

pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

pub fn create_folder(path: &Path, owner_only: bool) -> io::Result<()> {
    let mode = if owner_only { 0o700 } else { 0o777 };
    let mut missing = Vec::new();
    for folder in path.ancestors() {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            break;
        }
        if folder.exists() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        missing.push(folder);
    }
    for folder in missing.into_iter().rev() {
        match DirBuilder::new().mode(mode).create(folder) {
            Ok(()) => give_to_owner_of_folder(&open_folder(folder)?, folder)?,
            // Another process made it meanwhile.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// A folder itself, never what a link of its name leads to.
fn open_folder(path: &Path) -> io::Result<File> {
    let folder = rustix::fs::OFlags::DIRECTORY | rustix::fs::OFlags::NOFOLLOW;
    OpenOptions::new()
        .read(true)
        .custom_flags(folder.bits() as i32)
        .open(path)
}

/// By the rights of the user whom this process acts for.
pub fn may_enter(folder: &Path) -> bool {
    may(folder, rustix::fs::Access::EXEC_OK)
}

pub fn may_write(path: &Path) -> bool {
    may(path, rustix::fs::Access::WRITE_OK)
}

fn may(path: &Path, what: rustix::fs::Access) -> bool {
    let effective = rustix::fs::AtFlags::EACCESS;
    rustix::fs::accessat(rustix::fs::CWD, path, what, effective).is_ok()
}

/// What std has no kind for.
pub fn trouble_of(number: i32) -> Option<Trouble> {
    Some(match Errno::from_raw_os_error(number) {
        Errno::MFILE | Errno::NFILE => Trouble::TooManyOpen,
        Errno::IO | Errno::STALE => Trouble::Device,
        Errno::LOOP => Trouble::LinkToNothing,
        Errno::BADF => Trouble::NotOpen,
        Errno::DQUOT => Trouble::NoSpace,
        // Nobody reads at the other end of a pipe.
        Errno::NXIO => Trouble::LineBroken,
        Errno::NOLCK | Errno::NOTSUP => Trouble::Unsupported,
        _ => return None,
    })
}

/// By the kernel's table of locks, which other systems do not have.
pub fn lock_holder(path: &Path) -> Option<u32> {
    let about = path.metadata().ok()?;
    let wanted = format!(":{}", about.ino());
    let table = fs::read_to_string("/proc/locks").ok()?;
    // 1: FLOCK ADVISORY WRITE 4711 fe:01:131 0 EOF
    table.lines().find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        match fields.as_slice() {
            [_, "FLOCK", _, _, process, place, ..] if place.ends_with(&wanted) => {
                process.parse().ok().filter(|process| *process != 0)
            }
            _ => None,
        }
    })
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

pub fn has_fitting_owner(file: &File, folder: &Path) -> Result<(), RightsProblem> {
    let owner = file.metadata().map_err(RightsProblem::Unknown)?.uid();
    let me = rustix::process::geteuid().as_raw();
    if owner == me || owner == 0 {
        return Ok(());
    }
    let around = folder.metadata().map_err(RightsProblem::Unknown)?.uid();
    if owner == around {
        Ok(())
    } else {
        Err(RightsProblem::ForeignOwner)
    }
}

pub fn settings_file_rights(file: &File, of: SettingsOf) -> Result<(), RightsProblem> {
    let about = file.metadata().map_err(RightsProblem::Unknown)?;
    let mode = about.mode() & 0o777;
    let others = match of {
        SettingsOf::User => 0o002,
        SettingsOf::Machine => 0o022,
    };
    if mode & others != 0 {
        return Err(RightsProblem::OpenToOthers { mode: Some(mode) });
    }
    if of == SettingsOf::Machine && !is_trusted_owner(&about) {
        return Err(RightsProblem::ForeignOwner);
    }
    Ok(())
}

/// The file is the one of that name, it and its folder are root's or this user's, nobody but its
/// owner may write to it, and others may not even read it.
pub fn is_credential(folder: &Path, file: &File, path: &Path) -> bool {
    let (Ok(about), Ok(named), Ok(around)) = (file.metadata(), path.metadata(), folder.metadata())
    else {
        return false;
    };
    let is_same = (about.dev(), about.ino()) == (named.dev(), named.ino());
    let owners = is_trusted_owner(&about) && is_trusted_owner(&around);
    let closed = about.mode() & 0o037 == 0 && around.mode() & 0o002 == 0;
    about.is_file() && is_same && owners && closed
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
