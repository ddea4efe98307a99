//! PC/SC as it lies on this system: the PCSC framework on macOS, pcsc-lite elsewhere.
//!
//! The framework is a part of macOS and linked as usual. libpcsclite may not be there, so it is
//! looked for when it is needed first: a program that was linked with it would not even start
//! without it, and could tell nobody what is missing.

#![cfg_attr(
    not(target_os = "macos"),
    expect(unsafe_code, reason = "the library's functions are found by name")
)]

#[cfg(not(target_os = "macos"))]
mod loader;

use std::ffi::{c_char, c_void};

use pcsc::ffi;

#[cfg(not(target_os = "macos"))]
pub use self::loader::functions;

/// What names of readers are made of.
pub type Unit = u8;

/// What the functions call the same.
pub type Char = c_char;

/// What a reader holds, as SCardGetStatusChange is asked for it.
pub type RawState = ffi::SCARD_READERSTATE;

/// Declares the table of the functions that are used, by which name each is found, and holds each
/// type against the declaration of the crate: one that differs does not compile.
macro_rules! functions {
    ($($field:ident: $name:ident($($argument:ty),*);)*) => {
        /// The functions of PC/SC, as [`ffi`] declares them.
        #[derive(Debug, Clone, Copy)]
        pub struct Functions {
            $(
                #[doc = stringify!($name)]
                pub $field: unsafe extern "system" fn($($argument),*) -> ffi::LONG,
            )*
        }

        $(
            const _: unsafe extern "system" fn($($argument),*) -> ffi::LONG = ffi::$name;
        )*

        impl Functions {
            /// The functions as they are linked.
            #[cfg(target_os = "macos")]
            const LINKED: Self = Self { $($field: ffi::$name,)* };

            /// The functions as `find` finds them by their names.
            ///
            /// # Errors
            /// What `find` said of the first one that is not there.
            ///
            /// # Safety
            /// What is found under the name of a function is that function.
            #[cfg(not(target_os = "macos"))]
            unsafe fn find<E>(
                find: impl Fn(&'static std::ffi::CStr) -> Result<std::ptr::NonNull<c_void>, E>,
            ) -> Result<Self, E> {
                Ok(Self {
                    $(
                        $field: {
                            let found = find(name(concat!(stringify!($name), "\0")))?;
                            // SAFETY: the address of this function, as the caller promises; its
                            // type is the one that the crate declares.
                            unsafe {
                                std::mem::transmute::<
                                    std::ptr::NonNull<c_void>,
                                    unsafe extern "system" fn($($argument),*) -> ffi::LONG,
                                >(found)
                            }
                        },
                    )*
                })
            }
        }
    };
}

functions! {
    establish: SCardEstablishContext(ffi::DWORD, *const c_void, *const c_void, *mut ffi::SCARDCONTEXT);
    release: SCardReleaseContext(ffi::SCARDCONTEXT);
    list_readers: SCardListReaders(ffi::SCARDCONTEXT, *const c_char, *mut c_char, *mut ffi::DWORD);
    status_change: SCardGetStatusChange(ffi::SCARDCONTEXT, ffi::DWORD, *mut RawState, ffi::DWORD);
    connect: SCardConnect(ffi::SCARDCONTEXT, *const c_char, ffi::DWORD, ffi::DWORD, *mut ffi::SCARDHANDLE, *mut ffi::DWORD);
    reconnect: SCardReconnect(ffi::SCARDHANDLE, ffi::DWORD, ffi::DWORD, ffi::DWORD, *mut ffi::DWORD);
    disconnect: SCardDisconnect(ffi::SCARDHANDLE, ffi::DWORD);
    begin: SCardBeginTransaction(ffi::SCARDHANDLE);
    end: SCardEndTransaction(ffi::SCARDHANDLE, ffi::DWORD);
    status: SCardStatus(ffi::SCARDHANDLE, *mut c_char, *mut ffi::DWORD, *mut ffi::DWORD, *mut ffi::DWORD, *mut u8, *mut ffi::DWORD);
    transmit: SCardTransmit(ffi::SCARDHANDLE, *const ffi::SCARD_IO_REQUEST, *const u8, ffi::DWORD, *mut ffi::SCARD_IO_REQUEST, *mut u8, *mut ffi::DWORD);
    control: SCardControl(ffi::SCARDHANDLE, ffi::DWORD, *const u8, ffi::DWORD, *mut u8, ffi::DWORD, *mut ffi::DWORD);
}

/// The functions; a part of the system.
///
/// # Errors
/// Never.
#[cfg(target_os = "macos")]
pub const fn functions() -> Result<&'static Functions, crate::system::scard::NoLibrary> {
    Ok(&Functions::LINKED)
}

/// A name that ends in NUL. Judged when it is compiled.
#[cfg(not(target_os = "macos"))]
const fn name(with_nul: &'static str) -> &'static std::ffi::CStr {
    match std::ffi::CStr::from_bytes_with_nul(with_nul.as_bytes()) {
        Ok(name) => name,
        Err(_) => c"",
    }
}

/// Octets as text: UTF-8 where they are, else Latin-1, which old drivers use.
pub fn text(name: &[Unit]) -> String {
    match str::from_utf8(name) {
        Ok(text) => text.to_owned(),
        Err(_) => name.iter().copied().map(char::from).collect(),
    }
}

/// What a reader of this name is called by the service.
pub fn units(text: &str) -> Vec<Unit> {
    text.as_bytes().to_vec()
}
