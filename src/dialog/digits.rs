//! How a line of digits is read from the keyboard: blind, by rpassword; or seen while it is typed,
//! and taken off the screen before anybody has its digits.
//!
//! What a key may be is decided in [`keys`](super::keys) for both.

use std::{error, fmt, io};

use zeroize::Zeroizing;

use super::keys::{DigitLine, End, PasswordLine, ROOM, Refusal};
use crate::system::disturbed::Disturbed;
use crate::system::output::Output;
use crate::system::printable::Printable;
use crate::system::terminal::{self, InputEnded, Keyboard};

/// Columns that an entry takes behind its question at most: a blank, the digits that are shown, the
/// sign that it is spoiled, and the cursor.
pub const COLUMNS_OF_ENTRY: usize = ROOM + 3;
/// What stands where a key spoiled the entry. Nothing is shown behind it.
const SPOILED: &str = "?";
/// What stands in place of a digit once it was taken off the screen.
const TAKEN_OFF: &str = "*";

/// It was over before the line was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Over;

impl Over {
    /// Whether an error of a reader is this one.
    pub fn is(error: &io::Error) -> bool {
        error.get_ref().is_some_and(|inner| inner.is::<Self>())
    }
}

impl fmt::Display for Over {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the question was over before it was answered")
    }
}

impl error::Error for Over {}

impl From<Over> for io::Error {
    fn from(over: Over) -> Self {
        Self::other(over)
    }
}

/// Reads octets until the line is over, or [`Over`] comes between two of them.
fn read_line(
    keyboard: &mut Keyboard,
    line: &mut DigitLine,
    is_over: &mut dyn FnMut() -> bool,
    mut after_key: impl FnMut(&DigitLine),
) -> io::Result<()> {
    loop {
        if !keyboard.is_ready().map_err(refused)? {
            if is_over() {
                return Err(Over.into());
            }
            continue;
        }
        let octet = keyboard.next_octet().map_err(refused)?;
        match octet.map_or(Some(End::EndOfInput), |octet| line.press(octet)) {
            None => after_key(line),
            Some(End::Entered) => return Ok(()),
            Some(End::Interrupted) => return Err(keyboard.interrupt().into()),
            Some(End::EndOfInput) => return Err(InputEnded.into()),
        }
    }
}

/// A password that nobody sees; `None` where what was typed cannot be used.
///
/// # Errors
/// [`InputEnded`]; that a signal came; what the system said.
pub fn password(mut keyboard: Keyboard) -> io::Result<Option<Zeroizing<String>>> {
    let mut line = PasswordLine::new(keyboard.is_mid_line());
    loop {
        match keyboard.is_ready() {
            Ok(false) => continue,
            Err(error) if Disturbed::is(&error) => return Ok(None),
            ready => ready?,
        };
        let octet = match keyboard.next_octet() {
            Err(error) if Disturbed::is(&error) => return Ok(None),
            octet => octet?,
        };
        match octet.map_or(Some(End::EndOfInput), |octet| line.press(octet)) {
            None => {}
            Some(End::Entered) => return Ok(line.text()),
            Some(End::Interrupted) => return Err(keyboard.interrupt().into()),
            Some(End::EndOfInput) => return Err(InputEnded.into()),
        }
    }
}

/// What was typed while somebody else had the terminal is used for nothing.
fn refused(error: io::Error) -> io::Error {
    if Disturbed::is(&error) {
        Refusal::Disturbed.into()
    } else {
        error
    }
}

/// Digits that nobody sees. `is_over` is asked while no key is pressed.
///
/// # Errors
/// [`Refusal`] of a line that may not be used; [`InputEnded`]; [`Over`]; that a signal came; what
/// the system said.
pub fn blind(
    mut keyboard: Keyboard,
    is_over: &mut dyn FnMut() -> bool,
) -> io::Result<Zeroizing<String>> {
    let mut line = DigitLine::new(keyboard.is_mid_line());
    read_line(&mut keyboard, &mut line, is_over, |_| ())?;
    let config = rpassword::ConfigBuilder::new()
        .input_reader(DigitsOnly { line, handed_on: 0 })
        .output_discard()
        .password_feedback_hide()
        .build();
    rpassword::read_password_with_config(config).map(Zeroizing::new)
}

/// Digits that are seen while they are typed. They are off the screen when this returns, whatever
/// it returns, and when it unwinds.
///
/// # Errors
/// As of [`blind`].
pub fn seen(
    mut keyboard: Keyboard,
    mut echo: Echo<'_>,
    is_over: &mut dyn FnMut() -> bool,
) -> io::Result<Zeroizing<String>> {
    let mut line = DigitLine::new(keyboard.is_mid_line());
    read_line(&mut keyboard, &mut line, is_over, |line| echo.follow(line))?;
    let digits = line.digits()?;
    let mut typed = Zeroizing::new(String::with_capacity(ROOM));
    typed.extend(digits.iter().copied().map(char::from));
    Ok(typed)
}

/// The digits that stand on the screen behind their question; dropping it takes them off.
///
/// They are written one by one, so that no text of this process ever holds them together.
pub struct Echo<'a> {
    output: &'a Output,
    /// The question as it was printed, without the blank behind it.
    question: Printable,
    /// Columns that each of its lines takes.
    lines: Vec<usize>,
    /// Characters behind it.
    shown: usize,
    /// Whether nothing more is shown.
    is_closed: bool,
}

impl<'a> Echo<'a> {
    /// Behind a question that was just printed in these lines, with
    /// [`COLUMNS_OF_ENTRY`] left in its last one.
    pub fn behind(lines: &[String], question: Printable, output: &'a Output) -> Self {
        Self {
            output,
            question,
            lines: lines.iter().map(|line| line.chars().count()).collect(),
            shown: 0,
            is_closed: false,
        }
    }

    /// Shows what one more key has made of the line.
    fn follow(&mut self, line: &DigitLine) {
        if self.is_closed {
            return;
        }
        if line.is_spoiled() {
            self.is_closed = true;
            self.write(SPOILED);
            self.shown += 1;
            return;
        }
        let kept = line.kept();
        for _ in kept.len()..self.shown {
            self.write("\u{8} \u{8}");
        }
        for digit in kept.iter().skip(self.shown) {
            self.write(shown(*digit));
        }
        self.shown = kept.len();
    }

    fn write(&self, text: &'static str) {
        // Where nobody takes it, nobody sees it either.
        let _ = self.output.put(&Printable::own(text));
    }
}

/// Rows from the first one of a question to that of the cursor behind `shown` characters, on a
/// terminal that may have become narrower since: `lines` are the columns that each line takes.
fn rows_above(lines: &[usize], shown: usize, columns: usize) -> usize {
    let rows = |taken: usize| taken.div_ceil(columns.max(1)).max(1);
    let (last, before) = match lines.split_last() {
        Some((last, before)) => (*last, before),
        None => (0, &[][..]),
    };
    before.iter().copied().map(rows).sum::<usize>() + rows(last + 1 + shown) - 1
}

impl Drop for Echo<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // The words of the panic have taken the place of the row.
            return;
        }
        let mut words = Printable::own("\r");
        let columns = terminal::width().unwrap_or(usize::MAX);
        let above = rows_above(&self.lines, self.shown, columns);
        if above > 0 {
            words = words.and(&Printable::control(above, 'A'));
        }
        words = words
            .and(&Printable::own("\u{1b}[J"))
            .and(&self.question)
            .and(&Printable::own(" "));
        for _ in 0..self.shown {
            words = words.and(&Printable::own(TAKEN_OFF));
        }
        // Not waited for with the wish to stop in mind: that is just when it has to go.
        if self.output.put(&words).is_err() {
            self.output.queue(&words);
        }
    }
}

const fn shown(digit: u8) -> &'static str {
    match digit {
        b'0' => "0",
        b'1' => "1",
        b'2' => "2",
        b'3' => "3",
        b'4' => "4",
        b'5' => "5",
        b'6' => "6",
        b'7' => "7",
        b'8' => "8",
        b'9' => "9",
        _ => SPOILED,
    }
}

/// What rpassword reads: the digits of a line that was typed, and Enter.
///
/// rpassword skips what it does not know, takes the end of input for Enter, and lets its buffer
/// grow; so nothing but digits ever gets to it, and of those no more than fit into the smallest
/// block of memory.
struct DigitsOnly {
    line: DigitLine,
    /// Digits that were handed on.
    handed_on: usize,
}

impl io::Read for DigitsOnly {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(room) = buffer.first_mut() else {
            return Ok(0);
        };
        let digit = self.line.digits()?.get(self.handed_on).copied();
        *room = digit.unwrap_or(b'\n');
        self.handed_on += 1;
        Ok(1)
    }
}

impl From<Refusal> for io::Error {
    fn from(refusal: Refusal) -> Self {
        Self::other(refusal)
    }
}

#[cfg(test)]
mod tests {
    use super::rows_above;

    #[test]
    fn the_rows_of_a_question_are_counted_by_the_width_that_the_terminal_has_now() {
        assert_eq!(rows_above(&[40], 5, 80), 0);
        assert_eq!(rows_above(&[80, 40], 5, 80), 1);
        // A row of its own for the digits.
        assert_eq!(rows_above(&[76, 0], 5, 80), 1);
        // Narrower now than when it was printed.
        assert_eq!(rows_above(&[80, 40], 5, 60), 2);
        assert_eq!(rows_above(&[80, 40], 5, 20), 6);
        assert_eq!(rows_above(&[], 0, 0), 0);
    }
}
