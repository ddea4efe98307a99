//! The keyboard as the system sees it: lines without copies, echo off and surely on again.
//!
//! The room reads octets and knows no prompt. A `BufReader` (std's `stdin` has one) would keep a
//! copy of a PIN; so [`StdinReader`] and [`Keyboard`] take each octet from the system straight into
//! the caller's buffer. Where a line is shown, its editing is left to the terminal driver; where it
//! is hidden nobody would see what the driver makes of it, so [`Keyboard`] gives every octet as it
//! was typed.

use std::io::{self, IsTerminal, Read};
use std::{error, fmt};

use super::platform;
use super::signals::{Interrupted, Interrupts};

/// Whether somebody can be asked: standard input and standard error are terminals, and there is
/// somebody at them.
#[must_use]
pub fn is_interactive() -> bool {
    are_terminals() && platform::reads_keys() && is_seen()
}

/// Whether somebody sits there whose keys do not reach this program: in a window of Git Bash on
/// Windows.
#[must_use]
pub fn keeps_keys() -> bool {
    are_terminals() && !platform::reads_keys()
}

/// A service of Windows, or a task that runs "whether user is logged on or not", may have a console,
/// too, and a question there would wait for ever.
fn is_seen() -> bool {
    may_be_seen(platform::session(), |name| std::env::var_os(name).is_some())
}

/// Session 0 is that of services, and has no screen since Windows Vista. Who comes by SSH is in it,
/// too, but sits before another screen, and has nothing but the variables of it to show.
fn may_be_seen(session: Option<u32>, is_set: impl Fn(&str) -> bool) -> bool {
    session != Some(0) || ["SSH_CONNECTION", "SSH_CLIENT"].into_iter().any(is_set)
}

fn are_terminals() -> bool {
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
    !wants_no_color() && !is_dumb()
}

/// Whether `NO_COLOR` is set, with any content.
#[must_use]
pub fn wants_no_color() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

/// Whether the terminal takes lines and nothing else (`TERM=dumb`).
#[must_use]
pub fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Whether what was printed to standard error can be taken back: the terminal moves its cursor
/// (`TERM=dumb` does not; an old console of Windows does not either).
#[must_use]
pub fn may_take_back() -> bool {
    stderr_is_terminal() && !is_dumb() && platform::moves_cursor()
}

/// Whether the window that shows the program goes away with it: nothing else runs there. On Windows
/// that is a program which was begun by a double click.
#[must_use]
pub fn closes_at_end() -> bool {
    platform::owns_console()
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
}

impl StdinReader {
    /// For lines that the terminal driver ends, and for piped data.
    #[must_use]
    pub fn new(interrupts: &Interrupts) -> Self {
        Self {
            input: platform::Input::new(),
            interrupts: interrupts.clone(),
        }
    }

    /// Waits a [`super::signals::SLICE`] at most until something can be read. Where a terminal driver
    /// ends the lines that is a whole line (Windows: the first key of one, whose end a read waits
    /// for).
    ///
    /// # Errors
    /// [`super::signals::Interrupted`]; what the system said.
    pub fn is_ready(&mut self) -> io::Result<bool> {
        self.input.is_ready(&self.interrupts)
    }
}

impl Read for StdinReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.input.read(buffer, &self.interrupts)
    }
}

/// The keyboard, octet by octet and unaltered: while it lives, the terminal driver edits nothing,
/// shows nothing and makes no signal of a key. Dropping it, also by unwinding, brings back what was
/// before.
///
/// Keys that the terminal's owner chose for interrupt and quit come as Ctrl-C. Windows has no
/// octets: what a key writes comes as UTF-8, and a key that writes nothing as an octet that is none of it.
pub struct Keyboard {
    keys: platform::Keys,
    interrupts: Interrupts,
    is_mid_line: bool,
}

impl Keyboard {
    /// Takes the keyboard, and throws away what was typed and not yet read.
    ///
    /// # Errors
    /// What the system said; for instance that there is no terminal. Nothing must be asked then.
    pub fn take(interrupts: &Interrupts) -> io::Result<Self> {
        let mut keys = platform::Keys::take()?;
        let is_mid_line = keys
            .throw_away()?
            .is_some_and(|last| !matches!(last, b'\r' | b'\n'));
        Ok(Self {
            keys,
            interrupts: interrupts.clone(),
            is_mid_line,
        })
    }

    /// Whether what was thrown away did not end with Enter: what comes next may be the rest of a
    /// line whose beginning is lost.
    #[must_use]
    pub fn is_mid_line(&self) -> bool {
        self.is_mid_line
    }

    /// Waits a [`super::signals::SLICE`] at most until there is an octet, or the terminal was closed.
    /// Nothing of it is taken.
    ///
    /// # Errors
    /// As of [`next_octet`](Self::next_octet).
    pub fn is_ready(&mut self) -> io::Result<bool> {
        self.keys.is_ready(&self.interrupts)
    }

    /// The next octet; `None` when the terminal was closed.
    ///
    /// # Errors
    /// [`super::signals::Interrupted`] within [`super::signals::SLICE`] of a raised flag;
    /// [`super::disturbed::Disturbed`] when somebody else changed the terminal meanwhile; what the
    /// system said.
    pub fn next_octet(&mut self) -> io::Result<Option<u8>> {
        self.keys.next_octet(&self.interrupts)
    }

    /// Raises the flag as the signal would that the terminal driver does not make now.
    pub fn interrupt(&self) -> Interrupted {
        self.interrupts.raise();
        Interrupted
    }
}

/// The input ended while a line was being typed: Ctrl-D, or the terminal was closed.
///
/// Its kind is never `UnexpectedEof`, which rpassword takes for Enter.
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
        f.write_str("the input ended while a line was being typed")
    }
}

impl error::Error for InputEnded {}

impl From<InputEnded> for io::Error {
    fn from(ended: InputEnded) -> Self {
        Self::other(ended)
    }
}

/// While it lives, typed characters are not shown. Dropping it, also by unwinding, throws away what
/// was typed and not read, which the shell would show, and brings back what was before.
///
/// Ctrl-C stays with the terminal driver. Ctrl-Z is off: it would hand the terminal to a shell that
/// brings the echo back. Ctrl-S is off: it would stop the program in the middle of its work with a
/// card.
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

#[cfg(test)]
mod tests {
    use super::may_be_seen;

    #[test]
    fn nobody_is_asked_where_services_run_but_who_came_by_ssh() {
        let rows = [
            (Some(0), None, false),
            (Some(0), Some("SSH_CONNECTION"), true),
            (Some(0), Some("SSH_CLIENT"), true),
            (Some(0), Some("SESSIONNAME"), false),
            (Some(1), None, true),
            (Some(65536), None, true),
            (None, None, true),
        ];
        for (session, set, seen) in rows {
            let is_seen = may_be_seen(session, |name| Some(name) == set);
            assert_eq!(is_seen, seen, "session {session:?}, {set:?}");
        }
    }
}
