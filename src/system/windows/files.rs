//! Files by access control list. The handles of std are enough for all but the list itself.

#![expect(
    unsafe_code,
    reason = "the access control list of a file can be read in no other way"
)]

use std::ffi::c_void;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::os::windows::ffi::OsStrExt;
use std::os::windows::io::{AsRawHandle, FromRawHandle, OwnedHandle};
use std::path::Path;
use std::time::Duration;
use std::{ptr, slice};

use windows_sys::Win32::Foundation::{ERROR_SUCCESS, HANDLE, LocalFree};
use windows_sys::Win32::Security::Authorization::{GetSecurityInfo, SE_FILE_OBJECT};
use windows_sys::Win32::Security::{
    ACCESS_ALLOWED_ACE, ACL, DACL_SECURITY_INFORMATION, GetAce, GetLengthSid, GetTokenInformation,
    IsValidSid, LookupAccountSidW, OWNER_SECURITY_INFORMATION, PSECURITY_DESCRIPTOR, PSID,
    SidTypeUser, TOKEN_QUERY, TOKEN_USER, TokenUser,
};
use windows_sys::Win32::Storage::FileSystem::{MOVEFILE_WRITE_THROUGH, MoveFileExW};
use windows_sys::Win32::System::Threading::{GetCurrentProcess, OpenProcessToken};

use crate::system::acl::{self, Entry, Sid};
use crate::system::files::{Owner, RightsProblem, SettingsOf};
use crate::system::trouble::Trouble;

/// ACCESS_ALLOWED_ACE_TYPE and ACCESS_ALLOWED_CALLBACK_ACE_TYPE: the same layout up to the SID.
const ALLOWS: [u8; 2] = [0, 9];

/// Octets for what is known of the user of a token: a structure and its SID of 68 octets at most.
const TOKEN_OCTETS: usize = 256;

/// Characters of a name of an account or a domain (DNLEN, UNLEN: 256 at most).
const NAME_LENGTH: usize = 512;

pub fn create_new(path: &Path, _owner_only: bool) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// The folder's own rights say it.
pub fn let_all_read(_file: &File) -> io::Result<()> {
    Ok(())
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

/// Devices have names of their own here, which are no paths to a file.
pub fn is_device(_file: &File) -> bool {
    false
}

/// Windows has no call that syncs a folder; NTFS keeps its own journal of names.
pub fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// The rights come from the folder above: `%LOCALAPPDATA%` belongs to its user only.
pub fn create_folder(path: &Path, _owner_only: bool) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// Owners are SIDs here, and rights are lists.
pub fn owner(_path: &Path) -> Option<Owner> {
    None
}

/// There is no systemd here.
pub fn is_credential(_folder: &Path, _file: &File, _path: &Path) -> bool {
    false
}

pub fn may_enter(_folder: &Path) -> bool {
    true
}

pub fn may_write(_path: &Path) -> bool {
    true
}

/// Numbers of Windows that std has no kind for (winerror.h).
pub fn trouble_of(number: i32) -> Option<Trouble> {
    Some(match number {
        // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
        32 | 33 => Trouble::Taken,
        // ERROR_TOO_MANY_OPEN_FILES
        4 => Trouble::TooManyOpen,
        // ERROR_WRITE_PROTECT
        19 => Trouble::ReadOnly,
        // ERROR_NOT_READY, ERROR_CRC, ERROR_GEN_FAILURE
        21 | 23 | 31 => Trouble::Device,
        // ERROR_INVALID_HANDLE
        6 => Trouble::NotOpen,
        _ => return None,
    })
}

/// The system does not tell.
pub fn lock_holder(_path: &Path) -> Option<u32> {
    None
}

pub fn secrets_file_rights(file: &File) -> Result<(), RightsProblem> {
    rights(file, acl::READ_OR_WRITE)
}

/// Whom a file may belong to is in its list of rights, which was looked at.
pub fn has_fitting_owner(_: &File, _: &Path) -> Result<(), RightsProblem> {
    Ok(())
}

/// What lies in a user's own folder is judged by nobody: the profile may lie on a server, where
/// groups of the domain have rights.
pub fn settings_file_rights(file: &File, of: SettingsOf) -> Result<(), RightsProblem> {
    match of {
        SettingsOf::User => Ok(()),
        SettingsOf::Machine => rights(file, acl::WRITE),
    }
}

/// Whether nobody else has one of these rights.
fn rights(file: &File, rights: u32) -> Result<(), RightsProblem> {
    let mut owner: PSID = ptr::null_mut();
    let mut list: *mut ACL = ptr::null_mut();
    let mut descriptor = Descriptor(ptr::null_mut());
    // SAFETY: the handle is open as long as `file`; the three places live on this stack; what is not
    // wanted is null.
    let answer = unsafe {
        GetSecurityInfo(
            file.as_raw_handle(),
            SE_FILE_OBJECT,
            OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION,
            &raw mut owner,
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
    let user = user().map_err(RightsProblem::Unknown)?;
    // SAFETY: both lie in the descriptor, which lives until the end of this function, or are null.
    let (owner, entries) = unsafe { (octets_of(owner), entries(list)) };
    let entries = entries.map_err(RightsProblem::Unknown)?;
    let verdict = acl::judge(Sid(owner), Sid(&user), entries.as_deref(), rights);
    drop(descriptor);
    verdict
}

/// The entries of a list; `None` where there is none (FAT, a null list).
///
/// # Safety
/// The list is null or lies in a descriptor that lives as long as the entries are used.
unsafe fn entries<'a>(list: *const ACL) -> io::Result<Option<Vec<Entry<'a>>>> {
    if list.is_null() {
        return Ok(None);
    }
    // SAFETY: the list is not null.
    let count = unsafe { (*list).AceCount };
    let mut found = Vec::new();
    for index in 0..u32::from(count) {
        let mut entry = ptr::null_mut();
        // SAFETY: the list is valid (above), the place lives on this stack.
        if unsafe { GetAce(list, index, &raw mut entry) } == 0 {
            return Err(io::Error::last_os_error());
        }
        let entry: *mut ACCESS_ALLOWED_ACE = entry.cast();
        // SAFETY: GetAce gave the address of an entry inside the list; each begins with this
        // header.
        let header = unsafe { (*entry).Header };
        let (mut access, mut is_account) = (None, false);
        if ALLOWS.contains(&header.AceType) {
            // SAFETY: an entry of an allowing type has this layout: header, mask, first word of the
            // SID, which the system made whole.
            let (mask, sid) = unsafe {
                let sid: PSID = (&raw mut (*entry).SidStart).cast();
                is_account = is_account_of(sid);
                ((*entry).Mask, octets_of(sid))
            };
            access = Some((mask, Sid(sid)));
        }
        found.push(Entry {
            kind: header.AceType,
            flags: header.AceFlags,
            access,
            is_account,
        });
    }
    Ok(Some(found))
}

/// The octets of a SID; none of one that is not whole.
///
/// # Safety
/// The SID is null or lives as long as the octets are used.
unsafe fn octets_of<'a>(sid: PSID) -> &'a [u8] {
    // SAFETY: IsValidSid looks into no more than a SID, and a valid one has the length it says.
    unsafe {
        if sid.is_null() || IsValidSid(sid) == 0 {
            return &[];
        }
        slice::from_raw_parts(sid.cast_const().cast(), GetLengthSid(sid) as usize)
    }
}

/// Whether the system knows a SID as the account of one person. Where it cannot ask (a domain that
/// is not there now) it is none.
///
/// # Safety
/// The SID is whole.
unsafe fn is_account_of(sid: PSID) -> bool {
    let (mut name, mut domain) = ([0_u16; NAME_LENGTH], [0_u16; NAME_LENGTH]);
    let (mut name_length, mut domain_length) = (NAME_LENGTH as u32, NAME_LENGTH as u32);
    let mut kind = 0;
    // SAFETY: the caller's SID; all other places live on this stack and are as long as is said.
    let known = unsafe {
        LookupAccountSidW(
            ptr::null(),
            sid,
            name.as_mut_ptr(),
            &raw mut name_length,
            domain.as_mut_ptr(),
            &raw mut domain_length,
            &raw mut kind,
        )
    };
    known != 0 && kind == SidTypeUser
}

/// The SID of whoever runs this process.
fn user() -> io::Result<Vec<u8>> {
    let mut token: HANDLE = ptr::null_mut();
    // SAFETY: the handle of the process needs no closing; the place lives on this stack.
    if unsafe { OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &raw mut token) } == 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the call gave an open handle that nobody else closes.
    let token = unsafe { OwnedHandle::from_raw_handle(token) };
    // Of words, for the structure wants their alignment.
    let mut about = [0_u64; TOKEN_OCTETS / 8];
    let mut length = 0;
    // SAFETY: the handle is open, the places live on this stack and are as long as is said.
    let done = unsafe {
        GetTokenInformation(
            token.as_raw_handle(),
            TokenUser,
            about.as_mut_ptr().cast::<c_void>(),
            TOKEN_OCTETS as u32,
            &raw mut length,
        )
    };
    if done == 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the call wrote this structure, whose SID lies behind it in the same place.
    let octets = unsafe { octets_of((*about.as_ptr().cast::<TOKEN_USER>()).User.Sid) };
    Ok(octets.to_vec())
}

/// Kind `AlreadyExists` where something has the name.
pub fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    let wide = |path: &Path| -> Vec<u16> { path.as_os_str().encode_wide().chain([0]).collect() };
    let (from, to) = (wide(from), wide(to));
    // SAFETY: both end with 0 and live until the call is over. Without MOVEFILE_REPLACE_EXISTING
    // nothing is replaced.
    let done = unsafe { MoveFileExW(from.as_ptr(), to.as_ptr(), MOVEFILE_WRITE_THROUGH) };
    if done == 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(())
}

/// To make a symbolic link takes rights that others of this PC do not have.
pub fn is_trusted_owner(_about: &Metadata) -> bool {
    true
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
    // Windows programs inherit no file descriptors.
    Err(io::ErrorKind::Unsupported.into())
}
