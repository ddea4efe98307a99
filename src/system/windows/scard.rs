//! PC/SC as Windows has it: WinSCard, a part of the system, with names in UTF-16.
//!
//! The crate declares the functions that take names in the code page of the PC, in which a ® or an
//! umlaut may be lost; the ones with UTF-16 are used instead.

use std::ffi::c_void;

use pcsc::ffi;
use windows_sys::Win32::Security::Credentials::{
    SCARD_READERSTATEW, SCardConnectW, SCardGetStatusChangeW, SCardListReadersW, SCardStatusW,
};

use crate::system::scard::NoLibrary;

/// What names of readers are made of.
pub type Unit = u16;

/// What the functions call the same.
pub type Char = u16;

/// What a reader holds, as SCardGetStatusChange is asked for it.
pub type RawState = SCARD_READERSTATEW;

/// Declares the table of the functions that are used.
macro_rules! functions {
    ($($field:ident: $function:path: fn($($argument:ty),*);)*) => {
        /// The functions of PC/SC.
        #[derive(Debug, Clone, Copy)]
        pub struct Functions {
            $(
                #[doc = stringify!($function)]
                pub $field: unsafe extern "system" fn($($argument),*) -> ffi::LONG,
            )*
        }

        impl Functions {
            const LINKED: Self = Self { $($field: $function,)* };
        }
    };
}

functions! {
    establish: ffi::SCardEstablishContext: fn(ffi::DWORD, *const c_void, *const c_void, *mut ffi::SCARDCONTEXT);
    release: ffi::SCardReleaseContext: fn(ffi::SCARDCONTEXT);
    list_readers: SCardListReadersW: fn(ffi::SCARDCONTEXT, *const u16, *mut u16, *mut ffi::DWORD);
    status_change: SCardGetStatusChangeW: fn(ffi::SCARDCONTEXT, ffi::DWORD, *mut RawState, ffi::DWORD);
    connect: SCardConnectW: fn(ffi::SCARDCONTEXT, *const u16, ffi::DWORD, ffi::DWORD, *mut ffi::SCARDHANDLE, *mut ffi::DWORD);
    reconnect: ffi::SCardReconnect: fn(ffi::SCARDHANDLE, ffi::DWORD, ffi::DWORD, ffi::DWORD, *mut ffi::DWORD);
    disconnect: ffi::SCardDisconnect: fn(ffi::SCARDHANDLE, ffi::DWORD);
    begin: ffi::SCardBeginTransaction: fn(ffi::SCARDHANDLE);
    end: ffi::SCardEndTransaction: fn(ffi::SCARDHANDLE, ffi::DWORD);
    status: SCardStatusW: fn(ffi::SCARDHANDLE, *mut u16, *mut ffi::DWORD, *mut ffi::DWORD, *mut ffi::DWORD, *mut u8, *mut ffi::DWORD);
    transmit: ffi::SCardTransmit: fn(ffi::SCARDHANDLE, *const ffi::SCARD_IO_REQUEST, *const u8, ffi::DWORD, *mut ffi::SCARD_IO_REQUEST, *mut u8, *mut ffi::DWORD);
    control: ffi::SCardControl: fn(ffi::SCARDHANDLE, ffi::DWORD, *const u8, ffi::DWORD, *mut u8, ffi::DWORD, *mut ffi::DWORD);
}

/// The functions; a part of the system.
///
/// # Errors
/// Never.
pub const fn functions() -> Result<&'static Functions, NoLibrary> {
    Ok(&Functions::LINKED)
}

/// UTF-16 as text; what is none of it shows as U+FFFD.
pub fn text(name: &[Unit]) -> String {
    String::from_utf16_lossy(name)
}

/// What a reader of this name is called by the service.
pub fn units(text: &str) -> Vec<Unit> {
    text.encode_utf16().collect()
}
