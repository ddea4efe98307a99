//! The keyboard as the system sees it: lines without copies, echo off and surely on again.
//!
//! The room reads octets and knows no prompt. A `BufReader` (std's `stdin` has one) would keep a
//! copy of a PIN; so [`StdinReader`] takes each octet from the system straight into the caller's
//! buffer, and line editing is left to the terminal driver, which also turns Ctrl-C into a signal.

use std::io::{self, IsTerminal, Read};
use std::{error, fmt};

use super::platform;
use super::signals::Interrupts;

/// What the terminal driver delivers nothing for and rpassword takes as "no more": Ctrl-D.
const END_OF_TRANSMISSION: u8 = 0x04;

/// Whether somebody can be asked: standard input and standard error are terminals.
#[must_use]
pub fn is_interactive() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Whether standard output is a terminal.
#[must_use]
pub fn stdout_is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Whether standard error is a terminal.
#[must_use]
pub fn stderr_is_terminal() -> bool {
    io::stderr().is_terminal()
}

/// Whether a terminal may be coloured: neither `NO_COLOR` (with any content) nor `TERM=dumb` is
/// set.
#[must_use]
pub fn may_color() -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    set("NO_COLOR").is_none() && set("TERM").is_none_or(|term| term != "dumb")
}

/// Whether what was printed can be taken back: the terminal moves its cursor (`TERM=dumb` does
/// not).
#[must_use]
pub fn may_take_back() -> bool {
    stderr_is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Throws away what was typed and not yet read: keys pressed before a question are no answer to it.
pub fn forget_typed_ahead() {
    platform::forget_typed_ahead();
}

/// Columns of the terminal at standard error; `None` when it is none or does not say.
#[must_use]
pub fn width() -> Option<usize> {
    platform::terminal_width().filter(|columns| *columns > 0)
}

/// Standard input (Windows: the console) without any buffer, ended by a raised [`Interrupts`].
///
/// A raised flag gives the error [`super::signals::Interrupted`] within [`super::signals::SLICE`].
pub struct StdinReader {
    input: platform::Input,
    interrupts: Interrupts,
    ended: Ended,
}

/// What the end of input (Ctrl-D, a closed terminal) looks like to the caller.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ended {
    ZeroOctets,
    ControlCharacter,
    Error,
}

impl StdinReader {
    /// For plain lines and piped data: the end of input is `Ok(0)`, as everywhere.
    #[must_use]
    pub fn new(interrupts: &Interrupts) -> Self {
        Self {
            input: platform::Input::new(),
            interrupts: interrupts.clone(),
            ended: Ended::ZeroOctets,
        }
    }

    /// For `rpassword::ConfigBuilder::input_reader`, one reader for each secret.
    ///
    /// rpassword takes the end of input for Enter and would return half a PIN, which costs a try.
    /// So the end is first given as Ctrl-D, which rpassword answers with `UnexpectedEof` when
    /// nothing was typed and skips otherwise; a second end in a row is the error [`InputEnded`].
    #[must_use]
    pub fn for_hidden_line(interrupts: &Interrupts) -> Self {
        Self {
            ended: Ended::ControlCharacter,
            ..Self::new(interrupts)
        }
    }

    fn end(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match (self.ended, buffer.first_mut()) {
            (Ended::ZeroOctets, _) | (_, None) => Ok(0),
            (Ended::Error, _) => Err(io::Error::other(InputEnded)),
            (Ended::ControlCharacter, Some(first)) => {
                *first = END_OF_TRANSMISSION;
                self.ended = Ended::Error;
                Ok(1)
            }
        }
    }
}

impl Read for StdinReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer, &self.interrupts)?;
        if count == 0 {
            return self.end(buffer);
        }
        if self.ended == Ended::Error {
            self.ended = Ended::ControlCharacter;
        }
        Ok(count)
    }
}

/// The input ended in the middle of a hidden entry: the terminal was closed, or Ctrl-D came twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InputEnded;

impl InputEnded {
    /// Whether an error of a reader is this one.
    #[must_use]
    pub fn is(error: &io::Error) -> bool {
        error.get_ref().is_some_and(|inner| inner.is::<Self>())
    }
}

impl fmt::Display for InputEnded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the input ended in the middle of an entry")
    }
}

impl error::Error for InputEnded {}

/// While it lives, typed characters are not shown. Dropping it, also by unwinding, brings back what
/// was before.
///
/// Line editing and Ctrl-C stay with the terminal driver. Both changes throw away what was typed
/// and not yet read: keys pressed blindly before the question, and the digits of an entry that was
/// broken off, which the shell would show. So hide first, then print the question: the answer of a
/// quick user would be thrown away otherwise.
#[must_use = "the echo comes back when the guard is dropped"]
pub struct EchoGuard {
    _echo: platform::HiddenEcho,
}

impl EchoGuard {
    /// Switches the echo of standard input (Windows: of the console) off.
    ///
    /// # Errors
    /// What the system said; for instance that there is no terminal. Nothing must be asked then.
    pub fn hide() -> io::Result<Self> {
        Ok(Self {
            _echo: platform::HiddenEcho::begin()?,
        })
    }
}
