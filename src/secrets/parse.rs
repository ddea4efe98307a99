//! Lines `key = digits` become secrets.

use std::ops::RangeInclusive;

use apdu::Pin;
use zeroize::Zeroizing;

use super::key::Key;
use super::problem::{Kind, Problem};
use super::rules::Rules;
use super::set::Secrets;
use crate::order;

/// Longest unknown key that is repeated in a problem, in octets.
const KEY_SHOWN: usize = 32;

impl Secrets {
    /// Reads lines `key = digits`; blank lines and what follows a `#` are skipped, CRLF and a UTF-8
    /// byte order mark are tolerated. The digits are copied into [`Pin`]s only; `text` is the
    /// caller's to wipe.
    ///
    /// # Errors
    /// Every problem of the text, in the order of its lines.
    pub fn parse(text: &[u8], rules: &Rules) -> Result<Self, Vec<Problem>> {
        if text.starts_with(b"\xFF\xFE") || text.starts_with(b"\xFE\xFF") {
            return Err(vec![Problem::new(1, None, Kind::Utf16)]);
        }
        let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
        let mut secrets = Secrets::default();
        let mut problems = Vec::new();
        for (index, line) in text.split(|octet| *octet == b'\n').enumerate() {
            problems.extend(secrets.read_line(index + 1, line.trim_ascii(), rules));
        }
        problems.extend(secrets.unchanged_new_pins());
        if !rules.allow_trivial {
            problems.extend(secrets.trivial_new_pins(None));
        }
        order::by_key(&mut problems, |problem| problem.line);
        if problems.is_empty() {
            Ok(secrets)
        } else {
            Err(problems)
        }
    }

    fn read_line(&mut self, number: usize, line: &[u8], rules: &Rules) -> Option<Problem> {
        if line.is_empty() || line.starts_with(b"#") {
            return None;
        }
        let Some((written, value)) = split_once(line, |octet| octet == b'=') else {
            return Some(Problem::new(number, None, Kind::NoEquals));
        };
        let Some(key) = Key::from_text(written.trim_ascii()) else {
            return Some(Problem::new(number, None, unknown(written.trim_ascii())));
        };
        let value = without_comment(value.trim_ascii());
        // A card's number is printed in groups; digits of a secret are taken as they stand.
        let in_one = (key == Key::Card).then(|| in_one(value));
        let value = in_one.as_ref().map_or(value, |whole| whole.as_slice());
        let (pin, mut problem) = match digits(value, key, rules) {
            Ok(()) if key == Key::Card => {
                self.is_for(value);
                (None, None)
            }
            Ok(()) => match Pin::from_digits(value) {
                Ok(pin) => (Some(pin), None),
                Err(_) => (None, Some(length(Pin::MIN..=Pin::MAX, value))),
            },
            Err(kind) => (None, Some(kind)),
        };
        // A key whose digits are wrong was given all the same: a second one is a double.
        if let Err(first_line) = self.add(number, key, pin) {
            problem = Some(Kind::DoubleKey { first_line });
        }
        problem.map(|kind| Problem::new(number, Some(key), kind))
    }
}

/// Whether a value has the digits that its key wants.
fn digits(value: &[u8], key: Key, rules: &Rules) -> Result<(), Kind> {
    if value.is_empty() {
        return Err(Kind::Empty);
    }
    if !value.iter().all(u8::is_ascii_digit) {
        return Err(Kind::NotDigits);
    }
    let want = rules.lengths(key);
    if want.contains(&value.len()) {
        Ok(())
    } else {
        Err(length(want, value))
    }
}

const fn length(want: RangeInclusive<usize>, value: &[u8]) -> Kind {
    Kind::Length {
        want,
        got: value.len(),
    }
}

/// A value without the blanks in it. Wiped: it may be a secret in the wrong place.
fn in_one(value: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut whole = Zeroizing::new(Vec::with_capacity(value.len()));
    for chunk in value.utf8_chunks() {
        let blank = |part: &&str| !part.trim().is_empty();
        for part in chunk.valid().split(char::is_whitespace).filter(blank) {
            whole.extend_from_slice(part.as_bytes());
        }
        whole.extend_from_slice(chunk.invalid());
    }
    whole
}

/// A `#` ends the value only behind a blank: `12#45` is a slip, not 12.
fn without_comment(value: &[u8]) -> &[u8] {
    match split_once(value, |octet| octet == b'#') {
        Some((before, _)) if before.last().is_none_or(u8::is_ascii_whitespace) => {
            before.trim_ascii_end()
        }
        _ => value,
    }
}

/// A key is repeated only if it cannot be a secret in the wrong place.
fn unknown(written: &[u8]) -> Kind {
    let harmless = |octet: &u8| octet.is_ascii_alphabetic() || b".-_".contains(octet);
    let written =
        if !written.is_empty() && written.len() <= KEY_SHOWN && written.iter().all(harmless) {
            str::from_utf8(written).ok()
        } else {
            None
        };
    Kind::UnknownKey {
        written: written.map(str::to_owned),
        nearest: written.and_then(Key::nearest),
    }
}

fn split_once(octets: &[u8], at: impl Fn(u8) -> bool) -> Option<(&[u8], &[u8])> {
    let index = octets.iter().position(|octet| at(*octet))?;
    Some((octets.get(..index)?, octets.get(index + 1..)?))
}
