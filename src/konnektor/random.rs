//! Randomness of the operating system, the only one here.

use getrandom::SysRng;

/// A generator that asks the operating system each time; a failure of it is handed on.
pub(super) fn system() -> SysRng {
    SysRng
}

/// Fills octets; `None` where the operating system has none to give.
pub(super) fn fill(octets: &mut [u8]) -> Option<()> {
    getrandom::fill(octets).ok()
}
