//! A dialog at the pad: keys in, a filled command or the pad's own word out.

use std::thread::sleep;
use std::time::Duration;

use crate::structure::{Dialog, Entry};

/// How long a person waits per `.` of a script.
const WAIT: Duration = Duration::from_millis(100);
const BLOCK: usize = 8;
const BEFORE_DATA: usize = 5;

/// Words of the pad itself. The card sees nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Nobody types any more.
    TimedOut = 0x6400,
    /// The red key.
    Cancelled = 0x6401,
    /// The new entries differ.
    Differ = 0x6402,
    /// Too few or too many digits.
    Length = 0x6403,
}

/// What a test has the person do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Script {
    /// Digits; `#` the green key; `C` the red key; `<` the yellow key, which clears the entry; `.`
    /// waits 100 ms.
    pub keys: Vec<char>,
    /// What goes wrong after the last entry.
    pub mishap: Option<Mishap>,
    /// The card is slow, or the reader is: the answer comes so much later.
    pub slow: Duration,
    /// The answer has the block's header in front, as drivers of TPDU readers leave it.
    pub with_header: bool,
}

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mishap {
    /// The line breaks; the card saw nothing.
    BreakBefore,
    /// The line breaks; the card saw the command.
    BreakAfter,
    /// The pad answers these octets; the card saw nothing.
    Answer(Vec<u8>),
    /// The driver says that it cannot do this.
    Unsupported,
}

impl Script {
    /// Reads keys, and words that begin with `!`: `!before`, `!after`, `!unsupported`,
    /// `!answer=HEX`, `!slow=MS`, `!header`. `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut script = Self::default();
        for word in text.split_whitespace() {
            match word
                .strip_prefix('!')
                .map(|word| word.split_once('=').unwrap_or((word, "")))
            {
                None if word
                    .chars()
                    .all(|key| key.is_ascii_digit() || "#C<.".contains(key)) =>
                {
                    script.keys.extend(word.chars());
                }
                Some(("before", "")) => script.mishap = Some(Mishap::BreakBefore),
                Some(("after", "")) => script.mishap = Some(Mishap::BreakAfter),
                Some(("unsupported", "")) => script.mishap = Some(Mishap::Unsupported),
                Some(("answer", octets)) => script.mishap = Some(Mishap::Answer(hex(octets)?)),
                Some(("slow", time)) => script.slow = Duration::from_millis(time.parse().ok()?),
                Some(("header", "")) => script.with_header = true,
                _ => return None,
            }
        }
        Some(script)
    }
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|digit| digit.to_digit(16).map(|digit| digit as u8))
        .collect();
    Some(
        digits?
            .chunks(2)
            .map(|pair| pair.iter().fold(0, |octet, digit| octet << 4 | digit))
            .collect(),
    )
}

/// Takes the entries and fills the command.
///
/// # Errors
/// [`Ended`].
pub fn run(dialog: &Dialog, keys: &[char]) -> Result<Vec<u8>, Ended> {
    let mut apdu = dialog.apdu.clone();
    let mut keys = keys.iter();
    let mut new = Vec::new();
    for entry in &dialog.entries {
        let digits = one_entry(&mut keys, dialog.digits)?;
        match entry {
            Entry::Secret(at) => fill(&mut apdu, *at, &digits),
            Entry::New(at) => {
                fill(&mut apdu, *at, &digits);
                new = digits;
            }
            Entry::Again if new == digits => {}
            Entry::Again => return Err(Ended::Differ),
        }
    }
    Ok(apdu)
}

fn one_entry<'a>(
    keys: &mut impl Iterator<Item = &'a char>,
    (min, max): (u8, u8),
) -> Result<Vec<u8>, Ended> {
    let mut digits = Vec::new();
    for key in keys {
        match key {
            '.' => sleep(WAIT),
            'C' => return Err(Ended::Cancelled),
            '<' => digits.clear(),
            '#' if (usize::from(min)..=usize::from(max)).contains(&digits.len()) => {
                return Ok(digits);
            }
            '#' => return Err(Ended::Length),
            digit => digits.extend(digit.to_digit(10).map(|digit| digit as u8)),
        }
    }
    Err(Ended::TimedOut)
}

/// A Format-2 block: 2, number of digits, digits, F.
fn fill(apdu: &mut [u8], at: usize, digits: &[u8]) {
    let Some(block) = apdu.get_mut(BEFORE_DATA + at..BEFORE_DATA + at + BLOCK) else {
        return;
    };
    let Some((length, places)) = block.split_first_mut() else {
        return;
    };
    *length = *length & 0xF0 | digits.len() as u8;
    for (place, pair) in places.iter_mut().zip(digits.chunks(2)) {
        *place = match pair {
            [high, low] => high << 4 | low,
            [high] => high << 4 | 0x0F,
            _ => 0xFF,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    fn change() -> Dialog {
        let mut apdu = vec![0x00, 0x24, 0x00, 0x01, 0x10];
        apdu.extend([0x20, 255, 255, 255, 255, 255, 255, 255].repeat(2));
        Dialog {
            apdu,
            entries: vec![Entry::Secret(0), Entry::New(8), Entry::Again],
            digits: (5, 8),
        }
    }

    #[test]
    fn digits_are_filled_in_as_format_2_blocks() {
        let filled = run(&change(), &keys("54321#1234567#1234567#")).unwrap();
        let block = [0x25, 0x54, 0x32, 0x1F, 255, 255, 255, 255];
        assert_eq!(filled[5..13], block);
        assert_eq!(filled[13..], [0x27, 0x12, 0x34, 0x56, 0x7F, 255, 255, 255]);
    }

    #[test]
    fn what_the_person_does_ends_in_the_pads_own_words() {
        let ended = |text: &str| run(&change(), &keys(text)).unwrap_err();
        assert_eq!(ended(""), Ended::TimedOut);
        assert_eq!(ended("54321#123456#1234"), Ended::TimedOut);
        assert_eq!(ended("54321#12C"), Ended::Cancelled);
        assert_eq!(ended("54321#123456#123457#"), Ended::Differ);
        assert_eq!(ended("5432#"), Ended::Length);
        assert_eq!(ended("543210000#"), Ended::Length);
        assert!(run(&change(), &keys("999<54321#123456#123456#")).is_ok());
    }

    #[test]
    fn scripts_are_keys_and_words() {
        let script = Script::parse("54321# ..C !slow=300 !answer=6985").unwrap();
        assert_eq!(script.keys, keys("54321#..C"));
        assert_eq!(
            (script.slow, script.mishap),
            (
                Duration::from_millis(300),
                Some(Mishap::Answer(vec![0x69, 0x85]))
            )
        );
        assert_eq!(Script::parse("54321x"), None);
        assert_eq!(Script::parse("!what"), None);
    }
}
