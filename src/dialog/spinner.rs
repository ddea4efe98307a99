//! The sign that something goes on, drawn beside the program's work by a thread of its own.
//!
//! Its frames are offered to standard error, never waited for: a terminal that is stopped must not
//! keep whoever takes the sign away again.

use std::fmt;
use std::io;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle, TermLike};

use super::layout::COLUMNS;
use crate::system::output::Output;
use crate::system::printable::Printable;
use crate::system::signals::Interrupts;
use crate::system::terminal;

/// Columns of the sign, and of the clock beside it.
const SIGN: usize = 2;
const CLOCK: usize = 6;

/// What stands beside the sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// Nothing.
    Nothing,
    /// A clock that counts up.
    Clock,
}

impl Beside {
    /// Columns that are taken from the words.
    pub const fn columns(self) -> usize {
        match self {
            Beside::Nothing => SIGN,
            Beside::Clock => SIGN + CLOCK,
        }
    }

    const fn template(self) -> &'static str {
        match self {
            Beside::Nothing => "{spinner} {words}",
            Beside::Clock => "{spinner} {clock} {words}",
        }
    }
}

/// What stands behind the sign, laid out.
#[derive(Debug)]
pub struct Words {
    /// At first.
    pub now: String,
    /// From this time on.
    pub later: Option<(Duration, String)>,
    /// As soon as somebody asks to stop.
    pub stopping: Option<(Interrupts, String)>,
}

impl Words {
    /// The same all the time.
    pub const fn of(now: String) -> Self {
        Self {
            now,
            later: None,
            stopping: None,
        }
    }

    /// What stands there after this time.
    fn after(&self, elapsed: Duration) -> &str {
        match (&self.stopping, &self.later) {
            (Some((interrupts, line)), _) if interrupts.raised() => line,
            (_, Some((from, line))) if elapsed >= *from => line,
            _ => &self.now,
        }
    }
}

/// A sign on the screen.
pub struct Spinner(ProgressBar);

impl Spinner {
    /// Shows it before words that were laid out.
    pub fn begin(words: Words, beside: Beside, to: &Output) -> Self {
        let screen = ProgressDrawTarget::term_like(Box::new(Screen::on(to)));
        let bar = ProgressBar::with_draw_target(None, screen);
        if let Ok(style) = ProgressStyle::with_template(beside.template()) {
            let clock = |state: &ProgressState, to: &mut dyn fmt::Write| {
                let seconds = state.elapsed().as_secs();
                let _ = write!(to, "{}:{:02}", seconds / 60, seconds % 60);
            };
            let words = Arc::new(words);
            let words = move |state: &ProgressState, to: &mut dyn fmt::Write| {
                let _ = to.write_str(words.after(state.elapsed()));
            };
            let style = style.with_key("clock", clock).with_key("words", words);
            bar.set_style(style.tick_chars("|/-\\ "));
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    /// Takes it away.
    pub fn end(self) {
        self.0.finish_and_clear();
    }
}

/// The terminal at standard error, in frames.
#[derive(Debug)]
struct Screen {
    output: Output,
    frame: Mutex<Printable>,
}

impl Screen {
    fn on(output: &Output) -> Self {
        Self {
            output: output.clone(),
            frame: Mutex::default(),
        }
    }

    fn add(&self, part: &Printable) -> io::Result<()> {
        let mut frame = self.frame.lock().unwrap_or_else(PoisonError::into_inner);
        *frame = mem::take(&mut *frame).and(part);
        Ok(())
    }

    fn moved(&self, count: usize, letter: char) -> io::Result<()> {
        match count {
            0 => Ok(()),
            count => self.add(&Printable::control(count, letter)),
        }
    }
}

impl TermLike for Screen {
    fn width(&self) -> u16 {
        let columns = terminal::width().unwrap_or(COLUMNS);
        u16::try_from(columns).unwrap_or(u16::MAX)
    }

    fn move_cursor_up(&self, count: usize) -> io::Result<()> {
        self.moved(count, 'A')
    }

    fn move_cursor_down(&self, count: usize) -> io::Result<()> {
        self.moved(count, 'B')
    }

    fn move_cursor_right(&self, count: usize) -> io::Result<()> {
        self.moved(count, 'C')
    }

    fn move_cursor_left(&self, count: usize) -> io::Result<()> {
        self.moved(count, 'D')
    }

    fn write_line(&self, text: &str) -> io::Result<()> {
        self.add(&Printable::line(text).ended())
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        self.add(&Printable::line(text))
    }

    fn clear_line(&self) -> io::Result<()> {
        self.add(&Printable::own("\r\u{1b}[2K"))
    }

    fn flush(&self) -> io::Result<()> {
        let mut frame = self.frame.lock().unwrap_or_else(PoisonError::into_inner);
        if !frame.as_str().is_empty() {
            self.output.offer(&mem::take(&mut *frame));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_the_sign_changes_with_the_time_and_with_the_wish_to_stop() {
        let interrupts = Interrupts::none();
        let words = Words {
            now: "now".to_owned(),
            later: Some((Duration::from_secs(40), "later".to_owned())),
            stopping: Some((interrupts.clone(), "red key".to_owned())),
        };
        let after = |seconds| words.after(Duration::from_secs(seconds));
        assert_eq!([after(0), after(39), after(40)], ["now", "now", "later"]);
        interrupts.raise_for_tests();
        assert_eq!([after(0), after(40)], ["red key", "red key"]);
    }
}
