//! What a typed octet may be where a secret is asked for, hidden or seen.
//!
//! What a person types reaches the card unaltered or not at all. So one place decides on every
//! octet, before rpassword (which skips what it does not know) sees any: a digit, backspace, Ctrl-U
//! or Enter. Any other octet spoils the entry: the arrow key that was meant to move the cursor, the
//! blank between two groups, half a letter of another character set. A spoiled entry is read to its
//! Enter and used for nothing.
//!
//! Pure: octets in, digits out. The room that reads the keyboard is [`crate::system::terminal`].

use std::{error, fmt, io};

use zeroize::Zeroizing;

/// Digits that are kept of an entry: as many as a card operating system stores (gemSpec_COS
/// N008.000). Further ones are counted, not kept.
pub(super) const ROOM: usize = 12;

/// What an octet means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Digit,
    Backspace,
    /// Ctrl-U: the line begins anew.
    LineKill,
    Enter,
    /// Ctrl-C and Ctrl-\.
    Interrupt,
    /// Ctrl-D.
    EndOfInput,
    Foreign,
}

impl Key {
    const fn of(octet: u8) -> Self {
        match octet {
            b'0'..=b'9' => Key::Digit,
            0x08 | 0x7F => Key::Backspace,
            0x15 => Key::LineKill,
            b'\n' | b'\r' => Key::Enter,
            0x03 | 0x1C => Key::Interrupt,
            0x04 => Key::EndOfInput,
            _ => Key::Foreign,
        }
    }
}

/// How a line ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Enter: [`DigitLine::digits`] says what was typed.
    Entered,
    /// Ctrl-C or Ctrl-\.
    Interrupted,
    /// Ctrl-D.
    EndOfInput,
}

/// A line of digits that is being typed.
///
/// The digits lie in one allocation of full size that is wiped on drop.
pub struct DigitLine {
    digits: Zeroizing<Vec<u8>>,
    /// Digits of the line, those that are not kept included.
    typed: usize,
    refusal: Option<Refusal>,
}

impl DigitLine {
    /// An empty line. `too_early` says that it was begun before its question stood there: how it
    /// began is not known then.
    #[must_use]
    pub fn new(too_early: bool) -> Self {
        Self {
            digits: Zeroizing::new(Vec::with_capacity(ROOM)),
            typed: 0,
            refusal: too_early.then_some(Refusal::TooEarly),
        }
    }

    /// Takes one octet as the keyboard sent it; says when the line is over. Nothing may be pressed
    /// after that.
    pub fn press(&mut self, octet: u8) -> Option<End> {
        match Key::of(octet) {
            Key::Digit => {
                if self.typed < ROOM {
                    self.digits.push(octet);
                }
                self.typed += 1;
            }
            Key::Backspace => {
                self.typed = self.typed.saturating_sub(1);
                self.digits.truncate(self.typed);
            }
            Key::LineKill => {
                self.typed = 0;
                self.digits.clear();
            }
            Key::Foreign => {
                self.refusal.get_or_insert(Refusal::NotDigits);
            }
            Key::Enter => return Some(End::Entered),
            Key::Interrupt => return Some(End::Interrupted),
            Key::EndOfInput => return Some(End::EndOfInput),
        }
        None
    }

    /// The digits that are kept so far, whatever becomes of the line.
    pub(super) fn kept(&self) -> &[u8] {
        &self.digits
    }

    /// Whether an octet has spoiled the line already.
    pub(super) const fn is_spoiled(&self) -> bool {
        self.refusal.is_some()
    }

    /// The digits of a line that was ended with Enter; none for Enter alone. Whoever copies them
    /// owns the copy's wiping.
    ///
    /// # Errors
    /// Why nothing of the line may be used.
    pub fn digits(&self) -> Result<&[u8], Refusal> {
        match self.refusal {
            Some(refusal) => Err(refusal),
            None if self.typed > ROOM => Err(Refusal::TooMany(self.typed)),
            None => Ok(&self.digits),
        }
    }
}

/// Octets that a password may have.
const PASSWORD_ROOM: usize = 256;

/// A password that is being typed: any text but control characters, so that the arrow key that was
/// meant to move the cursor spoils it, as it spoils digits.
///
/// Its octets lie in one allocation of full size that is wiped on drop.
pub struct PasswordLine {
    octets: Zeroizing<Vec<u8>>,
    is_spoiled: bool,
}

impl PasswordLine {
    /// An empty line. `too_early` as of [`DigitLine::new`].
    #[must_use]
    pub fn new(too_early: bool) -> Self {
        Self {
            octets: Zeroizing::new(Vec::with_capacity(PASSWORD_ROOM)),
            is_spoiled: too_early,
        }
    }

    /// Takes one octet as the keyboard sent it; says when the line is over.
    pub fn press(&mut self, octet: u8) -> Option<End> {
        match Key::of(octet) {
            Key::Enter => return Some(End::Entered),
            Key::Interrupt => return Some(End::Interrupted),
            Key::EndOfInput => return Some(End::EndOfInput),
            Key::LineKill => self.octets.clear(),
            Key::Backspace => {
                // All octets of the last character (UTF-8).
                while self.octets.pop().is_some_and(|octet| octet & 0xC0 == 0x80) {}
            }
            Key::Foreign if octet < b' ' => self.is_spoiled = true,
            Key::Digit | Key::Foreign if self.octets.len() == PASSWORD_ROOM => {
                self.is_spoiled = true;
            }
            Key::Digit | Key::Foreign => self.octets.push(octet),
        }
        None
    }

    /// The text of a line that was ended with Enter; `None` where it cannot be used.
    #[must_use]
    pub fn text(&self) -> Option<Zeroizing<String>> {
        let text = str::from_utf8(&self.octets).ok()?;
        let is_fit = !self.is_spoiled && !text.chars().any(char::is_control);
        is_fit.then(|| Zeroizing::new(text.to_owned()))
    }
}

/// Why nothing of an entry is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Something else than digits was typed.
    NotDigits,
    /// So many digits; no secret of a card has them.
    TooMany(usize),
    /// The entry was begun before the question stood there.
    TooEarly,
    /// Somebody else took the terminal over while it was typed.
    Disturbed,
}

impl Refusal {
    /// The refusal that an error of a reader carries.
    #[must_use]
    pub fn of(error: &io::Error) -> Option<Self> {
        error.get_ref()?.downcast_ref().copied()
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotDigits => f.write_str("something else than digits was typed"),
            Self::TooMany(got) => write!(f, "{got} digits were typed"),
            Self::TooEarly => f.write_str("the entry began before its question"),
            Self::Disturbed => f.write_str("the terminal was taken over meanwhile"),
        }
    }
}

impl error::Error for Refusal {}

/// What came of a question for digits that was answered.
pub enum Typed {
    /// Digits and Enter, nothing else; none for Enter alone.
    Digits(Zeroizing<String>),
    /// Nothing that may be used.
    Refused(Refusal),
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The digits of a line that ended with Enter, or why there are none; and the octets that were
    /// not read.
    fn typed(octets: &[u8]) -> (Result<Vec<u8>, Refusal>, &[u8]) {
        let mut line = DigitLine::new(false);
        for (place, octet) in octets.iter().enumerate() {
            match line.press(*octet) {
                None => {}
                Some(End::Entered) => {
                    return (line.digits().map(<[u8]>::to_vec), &octets[place + 1..]);
                }
                Some(end) => panic!("{end:?} at {place} of {octets:02X?}"),
            }
        }
        panic!("no Enter in {octets:02X?}")
    }

    #[track_caller]
    fn reads(octets: &[u8], digits: &[u8]) {
        assert_eq!(typed(octets), (Ok(digits.to_vec()), &b""[..]));
    }

    #[track_caller]
    fn refuses(octets: &[u8], why: Refusal) {
        assert_eq!(typed(octets), (Err(why), &b""[..]));
    }

    #[test]
    fn digits_are_read_to_either_enter() {
        reads(b"740926\n", b"740926");
        reads(b"740926\r", b"740926");
        reads(b"\r", b"");
        assert_eq!(typed(b"740926\r\n"), (Ok(b"740926".to_vec()), &b"\n"[..]));
    }

    #[test]
    fn backspace_takes_one_digit_and_ctrl_u_all() {
        reads(b"7409\x7f\x0826\r", b"7426");
        reads(b"\x7f\x7f74\r", b"74");
        reads(b"999\x15740926\r", b"740926");
    }

    #[test]
    fn keys_that_write_no_digit_spoil_the_entry_and_swallow_nothing_of_it() {
        for (what, octets) in [
            ("escape alone", &b"74\x1b740926\r"[..]),
            ("cursor left", b"74092\x1b[D\x1b[D6\r"),
            ("cursor left, application mode", b"74092\x1bOD6\r"),
            ("keypad in application mode", b"\x1bOw\x1bOt0926\r"),
            ("delete", b"7409\x1b[3~26\r"),
            ("bracketed paste", b"\x1b[200~740926\x1b[201~\r"),
            ("an escape sequence that never ends", b"740926\x1b[\r"),
            ("alt and a digit", b"\x1b7\x1b4\r"),
            ("Latin-1", b"7409\xe426\r"),
            ("a lead octet before Enter", b"740926\xe4\r"),
            ("UTF-8", "7409ä26\r".as_bytes()),
            ("full-width digits", "７４０９２６\r".as_bytes()),
            ("NUL", b"740\x00926\r"),
            ("a blank before", b" 740926\r"),
            ("a blank between", b"740 926\r"),
            ("a blank behind", b"740926 \r"),
            ("a tab", b"740926\t\r"),
            ("Ctrl-W", b"740 926\x17740926\r"),
            ("Ctrl-Z", b"740926\x1a\r"),
            ("Ctrl-V", b"740\x16926\r"),
            ("Ctrl-S", b"740\x13926\r"),
            ("Ctrl-A", b"\x01740926\r"),
            ("a letter", b"74O926\r"),
            ("a sign", b"+740926\r"),
        ] {
            assert_eq!(typed(octets), (Err(Refusal::NotDigits), &b""[..]), "{what}");
        }
    }

    #[test]
    fn what_spoiled_an_entry_cannot_be_taken_back() {
        refuses(b"7x\x7f40926\r", Refusal::NotDigits);
        refuses(b"7x\x15740926\r", Refusal::NotDigits);
    }

    #[test]
    fn more_digits_than_a_card_stores_are_counted_and_refused() {
        reads(b"123456789012\r", b"123456789012");
        refuses(b"1234567890123\r", Refusal::TooMany(13));
        refuses(
            &[&[b'7'; 4000], &b"\r"[..]].concat(),
            Refusal::TooMany(4000),
        );
        // Those that were not kept are the first that backspace takes.
        reads(b"12345678901299\x7f\x7f\x7f\r", b"12345678901");
        reads(b"12345678901299\x15740926\r", b"740926");
        refuses(b"1234567890123x\r", Refusal::NotDigits);
    }

    #[test]
    fn no_entry_moves_the_digits_to_another_place() {
        let mut line = DigitLine::new(false);
        let place = line.digits.as_ptr();
        for _ in 0..1000 {
            let _ = line.press(b'7');
        }
        assert_eq!(
            (line.digits.as_ptr(), line.digits.capacity()),
            (place, ROOM)
        );
    }

    #[test]
    fn the_keys_of_interrupt_and_end_of_input_end_the_line_wherever_they_come() {
        for (octet, end) in [
            (0x03, End::Interrupted),
            (0x1C, End::Interrupted),
            (0x04, End::EndOfInput),
        ] {
            for before in [&b""[..], b"740", b"7x", b"12345678901234"] {
                let mut line = DigitLine::new(false);
                for octet in before {
                    assert_eq!(line.press(*octet), None);
                }
                assert_eq!(line.press(octet), Some(end), "{octet:02X} after {before:?}");
            }
        }
    }

    #[test]
    fn a_line_begun_before_its_question_is_refused_whatever_it_holds() {
        for octets in [&b"740926"[..], b"", b"x", b"12345678901234"] {
            let mut line = DigitLine::new(true);
            for octet in octets {
                let _ = line.press(*octet);
            }
            assert_eq!(line.digits(), Err(Refusal::TooEarly), "{octets:?}");
        }
    }

    /// The rule in its shortest form: what the line is if it has no octet but digits, backspace and
    /// line-kill.
    fn model(line: &[u8]) -> Option<Vec<u8>> {
        let mut digits = Vec::new();
        for octet in line {
            match octet {
                b'0'..=b'9' => digits.push(*octet),
                0x08 | 0x7F => drop(digits.pop()),
                0x15 => digits.clear(),
                _ => return None,
            }
        }
        (digits.len() <= ROOM).then_some(digits)
    }

    #[test]
    fn any_octets_give_what_the_rule_says_and_never_anything_else() {
        let mut state = 1u64;
        let mut below = |limit: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % limit
        };
        let (mut taken, mut refused) = (0, 0);
        for _ in 0..200_000 {
            let foreign = below(2) == 0;
            let line: Vec<u8> = (0..below(24))
                .map(|_| match below(12) {
                    0 => 0x7F,
                    1 if below(4) == 0 => 0x15,
                    2 => 0x08,
                    3 if foreign => below(256) as u8,
                    _ => b'0' + below(10) as u8,
                })
                .filter(|octet| !matches!(octet, 0x03 | 0x04 | 0x1C | b'\r' | b'\n'))
                .collect();
            let octets = [&line[..], b"\r"].concat();
            let (got, rest) = typed(&octets);
            assert!(rest.is_empty());
            match model(&line) {
                Some(digits) => {
                    taken += 1;
                    assert_eq!(got, Ok(digits), "{line:02X?}");
                }
                None => {
                    refused += 1;
                    assert!(got.is_err(), "{line:02X?}");
                }
            }
        }
        assert!(taken > 50_000 && refused > 50_000, "{taken} {refused}");
    }

    #[test]
    fn a_password_is_any_text_but_control_characters() {
        let typed = |octets: &[u8]| {
            let mut line = PasswordLine::new(false);
            for octet in octets {
                assert_eq!(line.press(*octet), None);
            }
            assert_eq!(line.press(b'\r'), Some(End::Entered));
            line.text().map(|text| text.to_string())
        };
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(typed("Größe 1: ä€".as_bytes()), text("Größe 1: ä€"));
        assert_eq!(typed("ä€\u{8}\u{8}b".as_bytes()), text("b"));
        assert_eq!(typed(b"\x7F\x08a"), text("a"));
        assert_eq!(typed(b"wrong\x15right"), text("right"));
        assert_eq!(typed(b""), text(""));
        // An arrow; half a letter; a letter of another character set; a C1 control.
        for octets in [
            &b"a\x1B[D"[..],
            b"a\xC3",
            b"\xE4",
            b"\xC2\x85",
            b"a\0",
            b"a\xFF",
        ] {
            assert_eq!(typed(octets), None, "{octets:02X?}");
        }
        assert_eq!(typed(&[b'a'; 256]).unwrap().len(), 256);
        assert_eq!(typed(&[b'a'; 257]), None);
        let mut early = PasswordLine::new(true);
        early.press(b'a');
        assert!(early.text().is_none());
    }
}
