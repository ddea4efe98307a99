//! Finds libpcsclite when it is needed first.

use std::ffi::{CStr, c_void};
use std::ptr::{self, NonNull};
use std::sync::OnceLock;

use super::Functions;
use crate::system::scard::NoLibrary;

/// The library by the name that never changed since pcsc-lite has it.
const LIBRARY: &CStr = c"libpcsclite.so.1";

/// The functions of the library, which is loaded with the first call and stays.
///
/// # Errors
/// The library is not there, or not as it must be. It is looked for anew with each call until it
/// is: who waits for a reader may install it meanwhile.
pub fn functions() -> Result<&'static Functions, NoLibrary> {
    static FUNCTIONS: OnceLock<Functions> = OnceLock::new();
    match FUNCTIONS.get() {
        Some(functions) => Ok(functions),
        None => load(LIBRARY).map(|functions| FUNCTIONS.get_or_init(|| functions)),
    }
}

fn load(library: &CStr) -> Result<Functions, NoLibrary> {
    let name = library.to_string_lossy();
    // SAFETY: the name ends in NUL. What the library does when it is loaded is what it would do in a
    // program that is linked with it.
    let handle = unsafe { libc::dlopen(library.as_ptr(), libc::RTLD_NOW | libc::RTLD_GLOBAL) };
    let Some(handle) = NonNull::new(handle) else {
        return Err(not_loaded(&name, last_error()));
    };
    let find = |function: &'static CStr| {
        symbol(handle.as_ptr(), function).ok_or_else(|| NoLibrary {
            file: name.to_string(),
            detail: Some(format!("{} is not in it", function.to_string_lossy())),
        })
    };
    // SAFETY: the library is never unloaded, and its functions are those that pcsc-lite promises
    // under this name.
    unsafe { Functions::find(find) }
}

/// A function that this library has. Who was put in front of it (LD_PRELOAD, as pcsc-spy does) is
/// called first, as if the program had been linked with the library.
fn symbol(library: *mut c_void, name: &CStr) -> Option<NonNull<c_void>> {
    // SAFETY: the library is open, the name ends in NUL.
    let own = NonNull::new(unsafe { libc::dlsym(library, name.as_ptr()) })?;
    // SAFETY: the name ends in NUL.
    let first = unsafe { libc::dlsym(libc::RTLD_DEFAULT, name.as_ptr()) };
    Some(NonNull::new(first).unwrap_or(own))
}

/// A library that was not loaded is not there, or one that it needs is not, or it is for another
/// kind of PC.
fn not_loaded(file: &str, detail: String) -> NoLibrary {
    let file = file.to_owned();
    // glibc: "NAME: cannot open shared object file: No such file or directory"; musl: "Error
    // loading shared library NAME: No such file or directory". Of another library both name that one.
    let is_named = detail.contains(&format!("{file}: "));
    let is_missing = is_named && detail.ends_with("No such file or directory");
    NoLibrary {
        file,
        detail: (!is_missing).then_some(detail),
    }
}

/// What the loader says of the last call in this thread.
fn last_error() -> String {
    // SAFETY: has no precondition.
    let words = unsafe { libc::dlerror() };
    if words.is_null() {
        return String::new();
    }
    // SAFETY: a text that ends in NUL and stays until this thread calls the loader again.
    let words = unsafe { CStr::from_ptr(ptr::from_ref(&*words)) };
    words.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_that_is_not_there_is_missing() {
        let missing = load(c"libpinlotse-is-nowhere.so.1").unwrap_err();
        assert_eq!(missing.file, "libpinlotse-is-nowhere.so.1");
        assert_eq!(missing.detail, None);
    }

    #[test]
    #[cfg(target_env = "gnu")]
    fn a_library_without_one_of_the_functions_is_not_used() {
        // One that every such system has, and that is no PC/SC.
        let unusable = load(c"libc.so.6").unwrap_err();
        assert_eq!(unusable.file, "libc.so.6");
        let detail = unusable.detail.unwrap();
        assert_eq!(detail, "SCardEstablishContext is not in it");
    }

    #[test]
    fn a_file_that_is_no_library_cannot_be_used() {
        let detail = load(c"/etc/passwd").unwrap_err().detail.unwrap();
        assert!(detail.contains("/etc/passwd"), "{detail}");
    }

    #[test]
    fn what_the_library_needs_itself_is_not_the_library() {
        let detail = |words: &str| not_loaded("libpcsclite.so.1", words.to_owned()).detail;
        for missing in [
            "libpcsclite.so.1: cannot open shared object file: No such file or directory",
            "Error loading shared library libpcsclite.so.1: No such file or directory",
        ] {
            assert_eq!(detail(missing), None, "{missing}");
        }
        for unusable in [
            "libsystemd.so.0: cannot open shared object file: No such file or directory",
            "Error loading shared library libsystemd.so.0: No such file or directory (needed by /lib/libpcsclite.so.1)",
            "libpcsclite.so.1: wrong ELF class: ELFCLASS32",
            "libpcsclite.so.1: cannot open shared object file: Permission denied",
            "",
        ] {
            assert_eq!(detail(unusable).as_deref(), Some(unusable));
        }
    }

    #[test]
    fn functions_that_were_found_can_be_called() {
        let functions = match functions() {
            Ok(functions) => functions,
            Err(why) => {
                eprintln!("skipped: the library of PC/SC is not here ({why:?})");
                return;
            }
        };
        // A number that no service ever gave.
        // SAFETY: a number only.
        let answer = unsafe { (functions.release)(0x7FFF_FFFF) };
        assert_eq!(answer as u32, 0x8010_0003, "SCARD_E_INVALID_HANDLE");
    }
}
