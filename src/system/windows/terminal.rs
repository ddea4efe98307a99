//! The console. Only the part below 0x80 of what is typed is certain: the console's code page
//! decides on the rest.

#![expect(
    unsafe_code,
    reason = "std cannot change the mode of a console or tell its width"
)]

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::os::windows::io::AsRawHandle;
use std::{mem, thread};

use windows_sys::Win32::System::Console::{
    CONSOLE_MODE, CONSOLE_SCREEN_BUFFER_INFO, ENABLE_ECHO_INPUT, ENABLE_LINE_INPUT,
    ENABLE_PROCESSED_INPUT, FlushConsoleInputBuffer, GetConsoleMode, GetConsoleScreenBufferInfo,
    SetConsoleMode,
};

use crate::system::signals::{Interrupts, SLICE};

/// What the user types, however standard input was redirected; without a console, standard input
/// itself.
pub struct Input {
    open: Option<File>,
}

impl Input {
    pub fn new() -> Self {
        Self { open: None }
    }

    /// Reads what is there, waiting for it; 0 at the end of input (Ctrl-Z, Enter).
    pub fn read(&mut self, buffer: &mut [u8], interrupts: &Interrupts) -> io::Result<usize> {
        interrupts.check()?;
        let file = match &mut self.open {
            Some(file) => file,
            closed => closed.insert(open()?),
        };
        let count = match file.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
            other => other?,
        };
        if count == 0 {
            // Ctrl-C ends a read with nothing, perhaps before the handler, in its own thread, has
            // raised the flag.
            thread::sleep(SLICE);
        }
        interrupts.check()?;
        Ok(count)
    }
}

/// A file of std reads the handle directly; std's own `stdin` would buffer.
fn open() -> io::Result<File> {
    use std::io::IsTerminal;
    use std::os::windows::io::AsHandle;
    if io::stdin().is_terminal() {
        console()
    } else {
        Ok(File::from(io::stdin().as_handle().try_clone_to_owned()?))
    }
}

fn console() -> io::Result<File> {
    OpenOptions::new().read(true).write(true).open("CONIN$")
}

pub struct HiddenEcho {
    console: File,
    before: CONSOLE_MODE,
}

impl HiddenEcho {
    pub fn begin() -> io::Result<Self> {
        let console = console()?;
        let mut before: CONSOLE_MODE = 0;
        // SAFETY: the handle is open, the place lives on this stack.
        if unsafe { GetConsoleMode(console.as_raw_handle(), &raw mut before) } == 0 {
            return Err(io::Error::last_os_error());
        }
        flush_and_set(
            &console,
            (before & !ENABLE_ECHO_INPUT) | ENABLE_LINE_INPUT | ENABLE_PROCESSED_INPUT,
        )?;
        Ok(Self { console, before })
    }
}

impl Drop for HiddenEcho {
    fn drop(&mut self) {
        let _ = flush_and_set(&self.console, self.before);
    }
}

fn flush_and_set(console: &File, mode: CONSOLE_MODE) -> io::Result<()> {
    // SAFETY: the handle is open; both calls take numbers only.
    let done = unsafe {
        FlushConsoleInputBuffer(console.as_raw_handle());
        SetConsoleMode(console.as_raw_handle(), mode)
    };
    if done == 0 {
        Err(io::Error::last_os_error())
    } else {
        Ok(())
    }
}

pub fn forget_typed_ahead() {
    let Ok(console) = console() else { return };
    // SAFETY: the handle is open; the call takes nothing else.
    unsafe { FlushConsoleInputBuffer(console.as_raw_handle()) };
}

pub fn terminal_width() -> Option<usize> {
    // SAFETY: all fields are integers, for which zero is a value.
    let mut about: CONSOLE_SCREEN_BUFFER_INFO = unsafe { mem::zeroed() };
    // SAFETY: the place lives on this stack; a handle that is no console makes the call fail.
    if unsafe { GetConsoleScreenBufferInfo(io::stderr().as_raw_handle(), &raw mut about) } == 0 {
        return None;
    }
    usize::try_from(i32::from(about.srWindow.Right) - i32::from(about.srWindow.Left) + 1).ok()
}
