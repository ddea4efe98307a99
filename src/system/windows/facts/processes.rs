//! Programs that run, and which of them has loaded the library of PC/SC.

#![expect(unsafe_code, reason = "std knows no other processes")]

use std::os::windows::io::{AsRawHandle, FromRawHandle, OwnedHandle};

use windows_sys::Win32::Foundation::INVALID_HANDLE_VALUE;
use windows_sys::Win32::System::Diagnostics::ToolHelp::{
    CreateToolhelp32Snapshot, MODULEENTRY32W, Module32FirstW, Module32NextW, PROCESSENTRY32W,
    Process32FirstW, Process32NextW, TH32CS_SNAPMODULE, TH32CS_SNAPPROCESS,
};

use crate::system::machine::RunningProgram;

/// The library of PC/SC.
const LIBRARY: &str = "winscard.dll";

/// Most modules of one process that are looked at.
const MODULES: usize = 2048;

/// All programs but this one; `None` where the system does not tell.
pub(super) fn running() -> Option<Vec<RunningProgram>> {
    let snapshot = snapshot(TH32CS_SNAPPROCESS, 0)?;
    let mut entry = PROCESSENTRY32W {
        dwSize: size_of::<PROCESSENTRY32W>() as u32,
        ..Default::default()
    };
    let mut programs = Vec::new();
    // SAFETY: the handle is open, the entry says how long it is.
    let mut more = unsafe { Process32FirstW(snapshot.as_raw_handle(), &raw mut entry) };
    while more != 0 {
        let number = entry.th32ProcessID;
        // 0 is none, and a module snapshot of it would be our own.
        if number != 0 && number != std::process::id() {
            programs.push(RunningProgram {
                name: super::text(&entry.szExeFile),
                has_library: has_library(number).unwrap_or(false),
            });
        }
        // SAFETY: as above.
        more = unsafe { Process32NextW(snapshot.as_raw_handle(), &raw mut entry) };
    }
    Some(programs)
}

/// Whether a process has loaded the library; `None` for those of others, which it is no business of
/// this user to look into.
fn has_library(process: u32) -> Option<bool> {
    let snapshot = snapshot(TH32CS_SNAPMODULE, process)?;
    let mut entry = MODULEENTRY32W {
        dwSize: size_of::<MODULEENTRY32W>() as u32,
        ..Default::default()
    };
    // SAFETY: the handle is open, the entry says how long it is.
    let mut more = unsafe { Module32FirstW(snapshot.as_raw_handle(), &raw mut entry) };
    for _ in 0..MODULES {
        if more == 0 {
            return Some(false);
        }
        if super::text(&entry.szModule).eq_ignore_ascii_case(LIBRARY) {
            return Some(true);
        }
        // SAFETY: as above.
        more = unsafe { Module32NextW(snapshot.as_raw_handle(), &raw mut entry) };
    }
    Some(false)
}

fn snapshot(of: u32, process: u32) -> Option<OwnedHandle> {
    // SAFETY: takes two numbers.
    let handle = unsafe { CreateToolhelp32Snapshot(of, process) };
    if handle == INVALID_HANDLE_VALUE || handle.is_null() {
        return None;
    }
    // SAFETY: the call gave an open handle that nobody else closes.
    Some(unsafe { OwnedHandle::from_raw_handle(handle) })
}
