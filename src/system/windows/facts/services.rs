//! Services of Windows, as the service control manager knows them.

#![expect(unsafe_code, reason = "std knows no services")]

use std::io;
use std::ptr;

use windows_sys::Win32::Foundation::{ERROR_ACCESS_DENIED, ERROR_SERVICE_DOES_NOT_EXIST};
use windows_sys::Win32::System::Services::{
    CloseServiceHandle, OpenSCManagerW, OpenServiceW, QUERY_SERVICE_CONFIGW, QueryServiceConfigW,
    QueryServiceStatus, SC_HANDLE, SC_MANAGER_CONNECT, SERVICE_AUTO_START, SERVICE_BOOT_START,
    SERVICE_DEMAND_START, SERVICE_DISABLED, SERVICE_QUERY_CONFIG, SERVICE_QUERY_STATUS,
    SERVICE_RUNNING, SERVICE_START_PENDING, SERVICE_STATUS, SERVICE_STOP_PENDING, SERVICE_STOPPED,
    SERVICE_SYSTEM_START,
};

use crate::system::machine::{ServiceRun, ServiceStart, WindowsService};

/// Most octets that a service's configuration takes (QueryServiceConfig).
const CONFIGURATION: usize = 8192;

/// A handle of the manager.
struct Handle(SC_HANDLE);

impl Drop for Handle {
    fn drop(&mut self) {
        // SAFETY: the manager gave it, and nobody else closes it.
        unsafe { CloseServiceHandle(self.0) };
    }
}

/// A service by its name; `None` where the manager cannot be asked.
pub(super) fn service(name: &str) -> Option<WindowsService> {
    // SAFETY: null means this PC and its services.
    let manager = unsafe { OpenSCManagerW(ptr::null(), ptr::null(), SC_MANAGER_CONNECT) };
    if manager.is_null() {
        return None;
    }
    let manager = Handle(manager);
    let name = super::wide(name);
    let wanted = SERVICE_QUERY_STATUS | SERVICE_QUERY_CONFIG;
    // SAFETY: the handle is open, the name ends in NUL.
    let service = unsafe { OpenServiceW(manager.0, name.as_ptr(), wanted) };
    if service.is_null() {
        let number = io::Error::last_os_error().raw_os_error()?.cast_unsigned();
        let run = match number {
            ERROR_SERVICE_DOES_NOT_EXIST => ServiceRun::Missing,
            ERROR_ACCESS_DENIED => ServiceRun::Forbidden,
            _ => return None,
        };
        return Some(WindowsService { run, start: None });
    }
    let service = Handle(service);
    Some(WindowsService {
        run: run(&service)?,
        start: start(&service),
    })
}

fn run(service: &Handle) -> Option<ServiceRun> {
    let mut status = SERVICE_STATUS::default();
    // SAFETY: the handle is open, the place lives on this stack.
    if unsafe { QueryServiceStatus(service.0, &raw mut status) } == 0 {
        return None;
    }
    match status.dwCurrentState {
        SERVICE_RUNNING => Some(ServiceRun::Running),
        SERVICE_STOPPED => Some(ServiceRun::Stopped),
        SERVICE_START_PENDING => Some(ServiceRun::Starting),
        SERVICE_STOP_PENDING => Some(ServiceRun::Stopping),
        _ => None,
    }
}

fn start(service: &Handle) -> Option<ServiceStart> {
    // Of words, for the structure wants their alignment.
    let mut about = [0_u64; CONFIGURATION / 8];
    let mut needed = 0;
    let place = about.as_mut_ptr().cast::<QUERY_SERVICE_CONFIGW>();
    // SAFETY: the handle is open, the buffer is as long as it is said to be.
    let done =
        unsafe { QueryServiceConfigW(service.0, place, CONFIGURATION as u32, &raw mut needed) };
    if done == 0 {
        return None;
    }
    // SAFETY: the call wrote this structure at the beginning of the buffer.
    match unsafe { (*place).dwStartType } {
        SERVICE_AUTO_START | SERVICE_BOOT_START | SERVICE_SYSTEM_START => {
            Some(ServiceStart::Automatic)
        }
        SERVICE_DEMAND_START => Some(ServiceStart::Manual),
        SERVICE_DISABLED => Some(ServiceStart::Disabled),
        _ => None,
    }
}
