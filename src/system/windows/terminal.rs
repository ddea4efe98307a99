//! The console. What is typed is read as UTF-16, whatever the console's code page, and handed out as
//! UTF-8.

#![expect(
    unsafe_code,
    reason = "std cannot change the mode of a console or tell its width"
)]

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::windows::io::AsRawHandle;
use std::time::Duration;
use std::{mem, thread};

use windows_sys::Win32::Foundation::{HANDLE, WAIT_OBJECT_0, WAIT_TIMEOUT};
use windows_sys::Win32::System::Console::{
    CONSOLE_MODE, CONSOLE_SCREEN_BUFFER_INFO, ENABLE_ECHO_INPUT, ENABLE_LINE_INPUT,
    ENABLE_PROCESSED_INPUT, ENABLE_PROCESSED_OUTPUT, ENABLE_VIRTUAL_TERMINAL_INPUT,
    ENABLE_VIRTUAL_TERMINAL_PROCESSING, FlushConsoleInputBuffer, GetConsoleMode,
    GetConsoleProcessList, GetConsoleScreenBufferInfo, INPUT_RECORD, KEY_EVENT, PeekConsoleInputW,
    ReadConsoleInputW, ReadConsoleW, SetConsoleMode,
};
use windows_sys::Win32::System::RemoteDesktop::ProcessIdToSessionId;
use windows_sys::Win32::System::Threading::WaitForSingleObject;
use windows_sys::core::BOOL;

use crate::system::key_event::{KeyEvent, Utf8};
use crate::system::output::Stream;
use crate::system::signals::{Interrupts, SLICE};

/// What Ctrl-Z writes, which ends the input where a line begins with it.
const CTRL_Z: u16 = 0x1A;

/// What the user types, however standard input was redirected; without a console, standard input
/// itself.
pub struct Input {
    open: Option<Source>,
    /// Whether the rest of a line is still to be handed out: the console holds it by then, and tells
    /// of no event for it.
    is_mid_line: bool,
    /// Octets of the last unit of the console's line.
    utf8: Utf8,
}

impl Input {
    pub fn new() -> Self {
        Self {
            open: None,
            is_mid_line: false,
            utf8: Utf8::default(),
        }
    }

    /// Reads what is there, waiting for it; 0 at the end of input (Ctrl-Z, Enter).
    pub fn read(&mut self, buffer: &mut [u8], interrupts: &Interrupts) -> io::Result<usize> {
        let is_console = matches!(opened(&mut self.open)?, Source::Console(_));
        while is_console
            && self.utf8.is_empty()
            && !self.is_mid_line
            && !self.is_ready(interrupts)?
        {
            // A read could be ended by nothing but Enter on some consoles. So it is begun with the
            // first key only.
        }
        interrupts.check()?;
        let count = match opened(&mut self.open)? {
            Source::Console(_) => self.read_line(buffer)?,
            Source::Other(file) => match file.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
                other => other?,
            },
        };
        if count == 0 {
            // Ctrl-C ends a read with nothing, perhaps before the handler, in its own thread, has
            // raised the flag.
            thread::sleep(SLICE);
        }
        interrupts.check()?;
        Ok(count)
    }

    /// An octet of the console's line.
    fn read_line(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.utf8.is_empty() {
            let Some(unit) = next_unit(opened(&mut self.open)?.file())? else {
                self.is_mid_line = false;
                return Ok(0);
            };
            if unit == CTRL_Z && !self.is_mid_line {
                // What stands behind it in the line is nobody's answer.
                while next_unit(opened(&mut self.open)?.file())?.is_some_and(|unit| unit != 0x0A) {}
                return Ok(0);
            }
            self.is_mid_line = unit != 0x0A;
            self.utf8.unit(unit);
        }
        match (buffer.first_mut(), self.utf8.next()) {
            (Some(place), Some(octet)) => {
                *place = octet;
                Ok(1)
            }
            _ => Ok(0),
        }
    }

    /// Whether a key was pressed within a [`SLICE`]. Other events (the mouse, a key let go, another
    /// size of the window) are taken away, for a read would wait behind them for the first key.
    pub fn is_ready(&mut self, interrupts: &Interrupts) -> io::Result<bool> {
        interrupts.check()?;
        let console = opened(&mut self.open)?.file();
        if !is_ready(console, SLICE)? {
            interrupts.check()?;
            return Ok(false);
        }
        let is_key = first_event(console)?.is_some_and(KeyEvent::types);
        if !is_key {
            next_event(console)?;
        }
        Ok(is_key)
    }
}

/// Where lines come from.
enum Source {
    Console(File),
    /// A file or a pipe.
    Other(File),
}

impl Source {
    /// A file of std reads the handle directly; std's own `stdin` would buffer.
    fn open() -> io::Result<Self> {
        use std::io::IsTerminal;
        use std::os::windows::io::AsHandle;
        if io::stdin().is_terminal() {
            console().map(Self::Console)
        } else {
            let handle = io::stdin().as_handle().try_clone_to_owned()?;
            Ok(Self::Other(File::from(handle)))
        }
    }

    const fn file(&mut self) -> &mut File {
        match self {
            Self::Console(file) | Self::Other(file) => file,
        }
    }
}

/// The source of lines, opened once.
fn opened(place: &mut Option<Source>) -> io::Result<&mut Source> {
    match place {
        Some(source) => Ok(source),
        closed => Ok(closed.insert(Source::open()?)),
    }
}

fn console() -> io::Result<File> {
    OpenOptions::new().read(true).write(true).open("CONIN$")
}

/// Writes all of it, however long that takes. By std, for a console takes UTF-16.
pub fn write(stream: Stream, octets: &[u8]) -> io::Result<()> {
    match stream {
        Stream::Out => {
            let mut output = io::stdout().lock();
            output.write_all(octets)?;
            output.flush()
        }
        Stream::Error => io::stderr().lock().write_all(octets),
    }
}

/// The console's events one by one, without its line editor: that knows arrow keys and a history.
pub struct Keys {
    console: File,
    before: CONSOLE_MODE,
    /// What was typed and is not handed out yet.
    utf8: Utf8,
}

impl Keys {
    pub fn take() -> io::Result<Self> {
        let console = console()?;
        let before = mode(&console)?;
        let edited = ENABLE_LINE_INPUT
            | ENABLE_ECHO_INPUT
            | ENABLE_PROCESSED_INPUT
            | ENABLE_VIRTUAL_TERMINAL_INPUT;
        set_mode(&console, before & !edited)?;
        Ok(Self {
            console,
            before,
            utf8: Utf8::default(),
        })
    }

    /// Throws away what is there; the last octet of it.
    pub fn throw_away(&mut self) -> io::Result<Option<u8>> {
        let mut last = None;
        while is_ready(&self.console, Duration::ZERO)? {
            if let Some(event) = next_event(&self.console)? {
                self.utf8.press(event);
            }
            while let Some(octet) = self.utf8.next() {
                last = Some(octet);
            }
        }
        Ok(last)
    }

    /// Whether there is an octet within a [`SLICE`]; events that write none are taken away.
    pub fn is_ready(&mut self, interrupts: &Interrupts) -> io::Result<bool> {
        interrupts.check()?;
        if self.utf8.is_empty()
            && is_ready(&self.console, SLICE)?
            && let Some(event) = next_event(&self.console)?
        {
            self.utf8.press(event);
        }
        Ok(!self.utf8.is_empty())
    }

    pub fn next_octet(&mut self, interrupts: &Interrupts) -> io::Result<Option<u8>> {
        loop {
            if self.is_ready(interrupts)?
                && let Some(octet) = self.utf8.next()
            {
                return Ok(Some(octet));
            }
        }
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        let _ = set_mode(&self.console, self.before);
    }
}

/// Waits at most so long for an event.
fn is_ready(console: &File, limit: Duration) -> io::Result<bool> {
    let milliseconds = u32::try_from(limit.as_millis()).unwrap_or(u32::MAX);
    // SAFETY: the handle is open; the call takes a number besides.
    match unsafe { WaitForSingleObject(console.as_raw_handle(), milliseconds) } {
        WAIT_OBJECT_0 => Ok(true),
        WAIT_TIMEOUT => Ok(false),
        _ => Err(io::Error::last_os_error()),
    }
}

/// The next UTF-16 unit of a line, which the console hands out once Enter ended it; `None` where a wish
/// to stop ended the read. A read by octets would give them in the console's code page, which has no
/// letter for much of what people type.
fn next_unit(console: &File) -> io::Result<Option<u16>> {
    let (mut unit, mut count) = (0_u16, 0);
    let place = (&raw mut unit).cast();
    // SAFETY: the handle is open, both places live on this stack, and there is room for one unit.
    let done = unsafe {
        ReadConsoleW(
            console.as_raw_handle(),
            place,
            1,
            &raw mut count,
            std::ptr::null(),
        )
    };
    if done == 0 {
        return Err(io::Error::last_os_error());
    }
    Ok((count > 0).then_some(unit))
}

/// How the system hands the first event out: [`ReadConsoleInputW`] takes it away,
/// [`PeekConsoleInputW`] leaves it.
type Events = unsafe extern "system" fn(HANDLE, *mut INPUT_RECORD, u32, *mut u32) -> BOOL;

/// The next event, if it is one of a key.
fn next_event(console: &File) -> io::Result<Option<KeyEvent>> {
    event(console, ReadConsoleInputW)
}

/// The same event, which stays there.
fn first_event(console: &File) -> io::Result<Option<KeyEvent>> {
    event(console, PeekConsoleInputW)
}

fn event(console: &File, events: Events) -> io::Result<Option<KeyEvent>> {
    // SAFETY: all fields are integers, for which zero is a value.
    let mut record: INPUT_RECORD = unsafe { mem::zeroed() };
    let mut count = 0;
    // SAFETY: the handle is open, both places live on this stack, and there is room for one record.
    let done = unsafe { events(console.as_raw_handle(), &raw mut record, 1, &raw mut count) };
    if done == 0 {
        return Err(io::Error::last_os_error());
    }
    if count == 0 || u32::from(record.EventType) != KEY_EVENT {
        return Ok(None);
    }
    // SAFETY: the type of the event says that this member was written; so was its character, of
    // which any 16 bits are a value.
    let (key, unit) = unsafe {
        let key = record.Event.KeyEvent;
        (key, key.uChar.UnicodeChar)
    };
    Ok(Some(KeyEvent {
        down: key.bKeyDown != 0,
        count: key.wRepeatCount,
        virtual_key: key.wVirtualKeyCode,
        unit,
    }))
}

pub struct HiddenEcho {
    console: File,
    before: CONSOLE_MODE,
}

impl HiddenEcho {
    pub fn begin() -> io::Result<Self> {
        let console = console()?;
        let before = mode(&console)?;
        set_mode(
            &console,
            (before & !ENABLE_ECHO_INPUT) | ENABLE_LINE_INPUT | ENABLE_PROCESSED_INPUT,
        )?;
        Ok(Self { console, before })
    }
}

impl Drop for HiddenEcho {
    fn drop(&mut self) {
        flush(&self.console);
        let _ = set_mode(&self.console, self.before);
        flush(&self.console);
    }
}

fn mode(console: &File) -> io::Result<CONSOLE_MODE> {
    let mut mode: CONSOLE_MODE = 0;
    // SAFETY: the handle is open, the place lives on this stack.
    if unsafe { GetConsoleMode(console.as_raw_handle(), &raw mut mode) } == 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(mode)
}

fn set_mode(console: &File, mode: CONSOLE_MODE) -> io::Result<()> {
    // SAFETY: the handle is open; the call takes a number besides.
    if unsafe { SetConsoleMode(console.as_raw_handle(), mode) } == 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(())
}

fn flush(console: &File) {
    // SAFETY: the handle is open; the call takes nothing else.
    unsafe { FlushConsoleInputBuffer(console.as_raw_handle()) };
}

pub fn forget_typed_ahead() {
    if let Ok(console) = console() {
        flush(&console);
    }
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

/// Whether keys that are typed reach this program: standard input is a console. The terminal of Git
/// Bash (mintty) is a pipe, which std calls a terminal too; whoever opens `CONIN$` there gets a hidden
/// console at which nobody sits.
pub fn reads_keys() -> bool {
    let mut mode: CONSOLE_MODE = 0;
    // SAFETY: the place lives on this stack; a handle that is no console makes the call fail.
    unsafe { GetConsoleMode(io::stdin().as_raw_handle(), &raw mut mode) != 0 }
}

/// The session of this process; `None` where the system does not tell. The window station would
/// tell more, but the library that knows it, user32.dll, is not to be loaded (see `facts`).
pub fn session() -> Option<u32> {
    let mut session = 0;
    // SAFETY: keeps nothing; the place for the number lives on this stack.
    let told = unsafe { ProcessIdToSessionId(std::process::id(), &raw mut session) };
    (told != 0).then_some(session)
}

/// Whether this is the only program at the console, which closes with it then.
pub fn owns_console() -> bool {
    let mut processes = [0_u32; 2];
    // SAFETY: there is room for two numbers; more than two are counted only.
    let count = unsafe { GetConsoleProcessList(processes.as_mut_ptr(), 2) };
    count == 1
}

/// Whether the console at standard error takes the sequences of ECMA-48: from Windows 10 on, once it
/// was told to.
pub fn moves_cursor() -> bool {
    let console = io::stderr().as_raw_handle();
    let mut mode: CONSOLE_MODE = 0;
    // SAFETY: the place lives on this stack; a handle that is no console makes the call fail.
    if unsafe { GetConsoleMode(console, &raw mut mode) } == 0 {
        return false;
    }
    let wanted = mode | ENABLE_PROCESSED_OUTPUT | ENABLE_VIRTUAL_TERMINAL_PROCESSING;
    // SAFETY: the handle is that of a console; the call takes a number besides.
    wanted == mode || unsafe { SetConsoleMode(console, wanted) } != 0
}
