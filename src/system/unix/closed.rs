//! Whether standard output was closed when the program began (`>&-`). std opens `/dev/null` in the
//! place of a closed stream before `main`, where every result would vanish without an error; so the
//! look must be earlier. Systems that do not call such functions say no.

#![cfg_attr(
    target_os = "linux",
    expect(
        unsafe_code,
        reason = "a function that runs before std has its place in a section of the program"
    )
)]

use std::sync::atomic::{AtomicBool, Ordering};

static CLOSED: AtomicBool = AtomicBool::new(false);

/// Whether it was.
pub fn output_was_closed() -> bool {
    CLOSED.load(Ordering::Relaxed)
}

// SAFETY: the section holds addresses of functions of this type, which the loader calls once each
// before `main` (System V ABI, "Initialization and Termination Functions"); this one asks the kernel
// one question and stores one value, for which std need not have begun.
#[cfg(target_os = "linux")]
#[used]
#[unsafe(link_section = ".init_array")]
static LOOK: extern "C" fn() = look;

#[cfg(target_os = "linux")]
extern "C" fn look() {
    let asked = rustix::io::fcntl_getfd(rustix::stdio::stdout());
    let is_closed = asked == Err(rustix::io::Errno::BADF);
    CLOSED.store(is_closed, Ordering::Relaxed);
}
