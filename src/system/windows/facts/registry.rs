//! Values of the registry, below HKEY_LOCAL_MACHINE.

#![expect(unsafe_code, reason = "std has no registry")]

use std::ptr;

use windows_sys::Win32::Foundation::ERROR_SUCCESS;
use windows_sys::Win32::System::Registry::{HKEY_LOCAL_MACHINE, RRF_RT_REG_SZ, RegGetValueW};

/// Longest text that is read, in units of UTF-16.
const LONGEST: usize = 512;

/// A text; `None` where there is none, or a longer one.
pub(super) fn text(key: &str, value: &str) -> Option<String> {
    let (key, value) = (super::wide(key), super::wide(value));
    let mut units = [0_u16; LONGEST];
    let mut octets = size_of_val(&units) as u32;
    // SAFETY: both names end in NUL; the buffer is as long as it is said to be, and what is not
    // wanted is null.
    let answer = unsafe {
        RegGetValueW(
            HKEY_LOCAL_MACHINE,
            key.as_ptr(),
            value.as_ptr(),
            RRF_RT_REG_SZ,
            ptr::null_mut(),
            units.as_mut_ptr().cast(),
            &raw mut octets,
        )
    };
    (answer == ERROR_SUCCESS).then(|| super::text(&units))
}
