//! Standard input as a descriptor, its echo as a termios flag.

use std::io;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::stdio::{stderr, stdin, stdout};
use rustix::termios::{
    InputModes, LocalModes, OptionalActions, QueueSelector, SpecialCodeIndex, Termios, tcflush,
    tcgetattr, tcgetwinsize, tcsetattr,
};
use zeroize::Zeroizing;

use super::closed::output_was_closed;
use super::files::is_readable;
use crate::system::disturbed::Disturbed;
use crate::system::output::Stream;
use crate::system::signals::{Interrupts, SLICE};

/// What switches a special character off (_POSIX_VDISABLE).
const DISABLED: u8 = if cfg!(target_os = "linux") {
    0x00
} else {
    0xFF
};

/// What Ctrl-C writes.
const CTRL_C: u8 = 0x03;

/// Octets that are thrown away in one piece, and at most: far more than a terminal keeps.
const THROWN_AT_ONCE: usize = 256;
const MOST_THROWN: usize = 64 * 1024;

/// Standard input. Holds nothing: what is not asked for stays in the kernel.
pub struct Input;

impl Input {
    pub fn new() -> Self {
        Self
    }

    /// Reads what is there, waiting for it; 0 at the end of input and after a hang-up.
    pub fn read(&mut self, buffer: &mut [u8], interrupts: &Interrupts) -> io::Result<usize> {
        read(buffer, interrupts)
    }

    /// Whether there is something to read within a [`SLICE`].
    pub fn is_ready(&mut self, interrupts: &Interrupts) -> io::Result<bool> {
        is_ready(interrupts)
    }
}

fn is_ready(interrupts: &Interrupts) -> io::Result<bool> {
    interrupts.check()?;
    let ready = is_readable(&stdin(), SLICE)?;
    interrupts.check()?;
    Ok(ready)
}

fn read(buffer: &mut [u8], interrupts: &Interrupts) -> io::Result<usize> {
    loop {
        interrupts.check()?;
        if !is_readable(&stdin(), SLICE)? {
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

/// Writes all of it, however long that takes; std would take a closed stream for one that was
/// written to. A stream that another program made non-blocking is waited for too.
pub fn write(stream: Stream, octets: &[u8]) -> io::Result<()> {
    let output = match stream {
        Stream::Out if output_was_closed() => return Err(Errno::BADF.into()),
        Stream::Out => stdout(),
        Stream::Error => stderr(),
    };
    let mut rest = octets;
    while !rest.is_empty() {
        match rustix::io::write(output, rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => rest = rest.get(count..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => match poll(&mut [PollFd::new(&output, PollFlags::OUT)], None) {
                Ok(_) | Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            },
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// The terminal without its driver's editing, echo and signals.
pub struct Keys {
    before: Termios,
    /// As the terminal was once it was taken.
    taken: Termios,
}

impl Keys {
    pub fn take() -> io::Result<Self> {
        let before = tcgetattr(stdin())?;
        let mut raw = before.clone();
        raw.make_raw();
        // What is printed meanwhile, and what goes over a line, stays as it is.
        raw.output_modes = before.output_modes;
        raw.control_modes = before.control_modes;
        raw.special_codes[SpecialCodeIndex::VMIN] = 1;
        raw.special_codes[SpecialCodeIndex::VTIME] = 0;
        set(&raw)?;
        // From here on `drop` gives it back.
        let mut keys = Self { before, taken: raw };
        keys.taken = tcgetattr(stdin())?;
        Ok(keys)
    }

    /// Whether keys still come as they are typed.
    fn is_mine(&self) -> io::Result<bool> {
        let now = tcgetattr(stdin())?;
        Ok(now.local_modes == self.taken.local_modes && now.input_modes == self.taken.input_modes)
    }

    /// Throws away what is there; the last octet of it.
    pub fn throw_away(&mut self) -> io::Result<Option<u8>> {
        let mut octets = Zeroizing::new([0; THROWN_AT_ONCE]);
        let mut last = None;
        for _ in 0..MOST_THROWN / THROWN_AT_ONCE {
            if !is_readable(&stdin(), Duration::ZERO)? {
                return Ok(last);
            }
            match rustix::io::read(stdin(), octets.as_mut_slice()) {
                Ok(0) | Err(Errno::IO) => return Ok(last),
                Ok(count) => last = octets.get(count - 1).copied(),
                Err(Errno::INTR | Errno::AGAIN) => {}
                Err(error) => return Err(error.into()),
            }
        }
        // Something writes without end; the rest is the rest of a line.
        forget_typed_ahead();
        Ok(Some(0))
    }

    /// Whether there is an octet within a [`SLICE`], or the end of them.
    pub fn is_ready(&mut self, interrupts: &Interrupts) -> io::Result<bool> {
        let is_there = is_ready(interrupts)?;
        // Looked at in each slice, so that the terminal is back before a person types on; and before an
        // octet is taken that somebody else's settings may have made.
        if !self.is_mine().unwrap_or(true) {
            return Err(Disturbed.into());
        }
        Ok(is_there)
    }

    pub fn next_octet(&mut self, interrupts: &Interrupts) -> io::Result<Option<u8>> {
        let mut octet = Zeroizing::new([0]);
        let count = loop {
            if self.is_ready(interrupts)? {
                break read(octet.as_mut_slice(), interrupts)?;
            }
        };
        if count == 0 {
            return Ok(None);
        }
        let [octet] = *octet;
        Ok(Some(if self.is_interrupt(octet) {
            CTRL_C
        } else {
            octet
        }))
    }

    /// Whether the terminal driver would have made a signal of it.
    fn is_interrupt(&self, octet: u8) -> bool {
        let codes = [SpecialCodeIndex::VINTR, SpecialCodeIndex::VQUIT];
        let mut codes = codes
            .map(|code| self.before.special_codes[code])
            .into_iter();
        octet != DISABLED
            && self.before.local_modes.contains(LocalModes::ISIG)
            && codes.any(|code| code == octet)
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        let _ = set(&self.before);
    }
}

/// At once: to wait until everything is printed would wait for whoever pressed Ctrl-S.
fn set(attributes: &Termios) -> io::Result<()> {
    loop {
        match tcsetattr(stdin(), OptionalActions::Now, attributes) {
            Err(Errno::INTR) => {}
            done => return Ok(done?),
        }
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
        hidden.input_modes.remove(InputModes::IXON);
        hidden.special_codes[SpecialCodeIndex::VSUSP] = DISABLED;
        set(&hidden)?;
        Ok(Self { before })
    }
}

impl Drop for HiddenEcho {
    fn drop(&mut self) {
        // Twice, for keys come at any moment: those before the change would be shown by the next
        // reader, those between the two calls by the driver.
        forget_typed_ahead();
        let _ = set(&self.before);
        forget_typed_ahead();
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

/// Whatever is a terminal hands out its keys.
pub const fn reads_keys() -> bool {
    true
}

/// A service has no terminal here, whatever its session.
pub const fn session() -> Option<u32> {
    None
}

/// A terminal belongs to a shell, or stays open as its owner likes.
pub const fn owns_console() -> bool {
    false
}

/// Every terminal but `TERM=dumb` knows the sequences of ECMA-48.
pub const fn moves_cursor() -> bool {
    true
}
