//! Standard input as a descriptor, its echo as a termios flag.

use std::io;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio::{stderr, stdin};
use rustix::termios::{
    LocalModes, OptionalActions, QueueSelector, SpecialCodeIndex, Termios, tcflush, tcgetattr,
    tcgetwinsize, tcsetattr,
};

use crate::system::signals::{Interrupts, SLICE};

/// What switches a special character off (_POSIX_VDISABLE).
const DISABLED: u8 = if cfg!(target_os = "linux") {
    0x00
} else {
    0xFF
};

/// Standard input. Holds nothing: what is not asked for stays in the kernel.
pub struct Input;

impl Input {
    pub fn new() -> Self {
        Self
    }

    /// Reads what is there, waiting for it; 0 at the end of input and after a hang-up.
    pub fn read(&mut self, buffer: &mut [u8], interrupts: &Interrupts) -> io::Result<usize> {
        loop {
            interrupts.check()?;
            if !something_to_read()? {
                continue;
            }
            // Ctrl-C ends poll with EINTR, but a signal may also come beside the last octets: look
            // again.
            interrupts.check()?;
            match rustix::io::read(stdin(), &mut *buffer) {
                Ok(count) => return Ok(count),
                Err(Errno::INTR | Errno::AGAIN) => {}
                Err(Errno::IO) => return Ok(0),
                Err(error) => return Err(error.into()),
            }
        }
    }
}

/// Waits at most one slice. Any event counts, also a hang-up or an error: `read` then says which.
fn something_to_read() -> io::Result<bool> {
    let input = stdin();
    let slice = Timespec {
        tv_sec: 0,
        tv_nsec: i64::from(SLICE.subsec_nanos()),
    };
    match poll(&mut [PollFd::new(&input, PollFlags::IN)], Some(&slice)) {
        Ok(events) => Ok(events > 0),
        Err(Errno::INTR) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

pub struct HiddenEcho {
    before: Termios,
}

impl HiddenEcho {
    pub fn begin() -> io::Result<Self> {
        let before = tcgetattr(stdin())?;
        let mut hidden = before.clone();
        hidden
            .local_modes
            .remove(LocalModes::ECHO | LocalModes::ECHONL);
        hidden
            .local_modes
            .insert(LocalModes::ICANON | LocalModes::ISIG);
        // Ctrl-Z would hand the terminal to a shell that brings the echo back, also for the digits
        // typed after `fg`.
        hidden.special_codes[SpecialCodeIndex::VSUSP] = DISABLED;
        tcsetattr(stdin(), OptionalActions::Flush, &hidden)?;
        Ok(Self { before })
    }
}

impl Drop for HiddenEcho {
    fn drop(&mut self) {
        while tcsetattr(stdin(), OptionalActions::Flush, &self.before) == Err(Errno::INTR) {}
    }
}

pub fn forget_typed_ahead() {
    // Where standard input is no terminal nothing is asked.
    let _ = tcflush(stdin(), QueueSelector::IFlush);
}

pub fn terminal_width() -> Option<usize> {
    tcgetwinsize(stderr())
        .ok()
        .map(|size| usize::from(size.ws_col))
}
