//! Files by access control list. The handles of std are enough for all but the list itself.

#![expect(
    unsafe_code,
    reason = "the access control list of a file can be read in no other way"
)]

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::windows::io::AsRawHandle;
use std::path::Path;
use std::ptr;
use std::time::Duration;

use windows_sys::Win32::Foundation::{ERROR_SUCCESS, LocalFree};
use windows_sys::Win32::Security::Authorization::{GetSecurityInfo, SE_FILE_OBJECT};
use windows_sys::Win32::Security::{
    ACCESS_ALLOWED_ACE, ACL, DACL_SECURITY_INFORMATION, GetAce, INHERIT_ONLY_ACE, IsWellKnownSid,
    PSECURITY_DESCRIPTOR, PSID, WinAuthenticatedUserSid, WinBuiltinUsersSid, WinWorldSid,
};

use crate::system::files::RightsProblem;

/// FILE_READ_DATA, FILE_WRITE_DATA, FILE_APPEND_DATA, WRITE_DAC, WRITE_OWNER, GENERIC_ALL,
/// GENERIC_WRITE, GENERIC_READ.
const READ_OR_WRITE: u32 =
    0x1 | 0x2 | 0x4 | 0x0004_0000 | 0x0008_0000 | 0x1000_0000 | 0x4000_0000 | 0x8000_0000;

/// ACCESS_ALLOWED_ACE_TYPE and ACCESS_ALLOWED_CALLBACK_ACE_TYPE: the same layout up to the SID.
const ALLOWS: [u8; 2] = [0, 9];

pub fn create_new(path: &Path, _owner_only: bool) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

pub fn open_for_lock(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
}

pub fn open_for_append(path: &Path) -> io::Result<File> {
    OpenOptions::new().append(true).create(true).open(path)
}

/// Nothing that a folder holds here can make an open wait.
pub fn open_at_once(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Named pipes are no files of a folder here; a read of what is one waits for nobody.
pub fn is_readable(_file: &File, _limit: Duration) -> io::Result<bool> {
    Ok(true)
}

/// Windows has no call that syncs a folder; NTFS keeps its own journal of names.
pub fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// The rights come from the folder above: `%LOCALAPPDATA%` belongs to its user only.
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

pub fn secrets_file_rights(file: &File) -> Result<(), RightsProblem> {
    let mut list: *mut ACL = ptr::null_mut();
    let mut descriptor = Descriptor(ptr::null_mut());
    // SAFETY: the handle is open as long as `file`; the two places live on this stack; what is not
    // wanted is null.
    let answer = unsafe {
        GetSecurityInfo(
            file.as_raw_handle(),
            SE_FILE_OBJECT,
            DACL_SECURITY_INFORMATION,
            ptr::null_mut(),
            ptr::null_mut(),
            &raw mut list,
            ptr::null_mut(),
            &raw mut descriptor.0,
        )
    };
    if answer != ERROR_SUCCESS {
        return Err(RightsProblem::Unknown(io::Error::from_raw_os_error(
            answer.cast_signed(),
        )));
    }
    // No list at all (FAT, a null list) means that everybody may do everything.
    if list.is_null() || allows_everybody(list).map_err(RightsProblem::Unknown)? {
        return Err(RightsProblem::OpenToOthers { mode: None });
    }
    drop(descriptor);
    Ok(())
}

/// Whether an entry allows Everyone, Users or Authenticated Users to read or write.
fn allows_everybody(list: *const ACL) -> io::Result<bool> {
    // SAFETY: the caller holds the descriptor that contains this list, and the list is not null.
    let entries = unsafe { (*list).AceCount };
    for index in 0..u32::from(entries) {
        let mut entry = ptr::null_mut();
        // SAFETY: the list is valid (above), the place lives on this stack.
        if unsafe { GetAce(list, index, &raw mut entry) } == 0 {
            return Err(io::Error::last_os_error());
        }
        let entry: *mut ACCESS_ALLOWED_ACE = entry.cast();
        // SAFETY: GetAce gave the address of an entry inside the list; each begins with this
        // header.
        let header = unsafe { (*entry).Header };
        if !ALLOWS.contains(&header.AceType) || u32::from(header.AceFlags) & INHERIT_ONLY_ACE != 0 {
            continue;
        }
        // SAFETY: an entry of an allowing type has this layout: header, mask, first word of the
        // SID.
        let (mask, sid) = unsafe { ((*entry).Mask, (&raw mut (*entry).SidStart).cast()) };
        if mask & READ_OR_WRITE != 0 && is_everybody(sid) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_everybody(sid: PSID) -> bool {
    [WinWorldSid, WinBuiltinUsersSid, WinAuthenticatedUserSid]
        .into_iter()
        .any(|group| {
            // SAFETY: the SID lies inside a list that the system made, whole.
            unsafe { IsWellKnownSid(sid, group) != 0 }
        })
}

/// The memory that GetSecurityInfo allocates; the list lies in it.
struct Descriptor(PSECURITY_DESCRIPTOR);

impl Drop for Descriptor {
    fn drop(&mut self) {
        // SAFETY: null, or allocated by GetSecurityInfo, which asks for LocalFree; freed once.
        unsafe { LocalFree(self.0) };
    }
}

pub fn open_fd(_number: i32) -> io::Result<File> {
    Err(io::Error::new(
        io::ErrorKind::Unsupported,
        "Windows programs inherit no file descriptors",
    ))
}
