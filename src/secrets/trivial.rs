//! PINs that anybody would guess first.

use std::fmt;

use apdu::Pin;

/// Why a PIN is easy to guess. Names the pattern, never the digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trivial {
    /// Every digit one above, or every digit one below, the digit before (9 and 0 are neighbours).
    Sequence,
    /// A part of at most half the length, repeated.
    Repeat,
    /// A date: TTMMJJ or TTMMJJJJ.
    Date,
    /// Digits in a row of the ICCSN, which is printed on the card.
    CardNumber,
    /// The CAN, which is printed on the card.
    Can,
}

/// Digits that stand on the card itself, as far as they are known.
#[derive(Debug, Clone, Copy, Default)]
pub struct CardDigits<'a> {
    /// ICCSN, 20 digits.
    pub iccsn: Option<&'a str>,
    /// CAN, 6 digits.
    pub can: Option<&'a Pin>,
}

/// Why `pin` is easy to guess; `None` if no rule of this list finds it so.
#[must_use]
pub fn trivial(pin: &Pin, card: CardDigits<'_>) -> Option<Trivial> {
    let digits = pin.digits();
    if is_sequence(digits) {
        Some(Trivial::Sequence)
    } else if is_repeat(digits) {
        Some(Trivial::Repeat)
    } else if is_date(digits) {
        Some(Trivial::Date)
    } else if card
        .iccsn
        .is_some_and(|iccsn| holds(iccsn.as_bytes(), digits))
    {
        Some(Trivial::CardNumber)
    } else if card
        .can
        .is_some_and(|can| holds(digits, can.digits()) || holds(can.digits(), digits))
    {
        Some(Trivial::Can)
    } else {
        None
    }
}

fn is_sequence(digits: &[u8]) -> bool {
    let steps = |step: u8| {
        digits
            .iter()
            .zip(digits.iter().skip(1))
            .all(|(one, next)| (value(*one) + step) % 10 == value(*next))
    };
    steps(1) || steps(9)
}

fn is_repeat(digits: &[u8]) -> bool {
    (1..=digits.len() / 2).any(|period| {
        digits
            .iter()
            .zip(digits.iter().skip(period))
            .all(|(one, next)| one == next)
    })
}

fn is_date(digits: &[u8]) -> bool {
    let number = |from: usize, to: usize| {
        digits.get(from..to).map(|part| {
            part.iter()
                .fold(0u32, |sum, digit| sum * 10 + u32::from(value(*digit)))
        })
    };
    let year_fits = match digits.len() {
        6 => true,
        8 => number(4, 8).is_some_and(|year| (1900..=2099).contains(&year)),
        _ => false,
    };
    let days = match number(2, 4) {
        Some(1 | 3 | 5 | 7 | 8 | 10 | 12) => 31,
        Some(4 | 6 | 9 | 11) => 30,
        Some(2) => 29,
        _ => 0,
    };
    year_fits && number(0, 2).is_some_and(|day| (1..=days).contains(&day))
}

fn holds(whole: &[u8], part: &[u8]) -> bool {
    !part.is_empty() && whole.windows(part.len()).any(|window| window == part)
}

fn value(digit: u8) -> u8 {
    digit.wrapping_sub(b'0')
}

impl fmt::Display for Trivial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Trivial::Sequence => "digits that count up or down",
            Trivial::Repeat => "a repeated digit or group",
            Trivial::Date => "a date",
            Trivial::CardNumber => "part of the card number",
            Trivial::Can => "the CAN",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(digits: &str) -> Option<Trivial> {
        trivial(
            &Pin::from_digits(digits.as_bytes()).unwrap(),
            CardDigits::default(),
        )
    }

    #[test]
    fn counting_repeating_and_dates_are_found() {
        for digits in ["123456", "654321", "12345678", "890123", "3210987"] {
            assert_eq!(of(digits), Some(Trivial::Sequence), "{digits}");
        }
        for digits in [
            "111111", "00000000", "121212", "1212121", "123123", "12341234", "7878787",
        ] {
            assert_eq!(of(digits), Some(Trivial::Repeat), "{digits}");
        }
        for digits in ["241295", "010170", "290204", "31122024", "29021980"] {
            assert_eq!(of(digits), Some(Trivial::Date), "{digits}");
        }
    }

    #[test]
    fn what_only_looks_so_is_left_alone() {
        for digits in [
            "471193", "320195", "310495", "300204", "001295", "241395", "31121850", "1234568",
            "2412953",
        ] {
            assert_eq!(of(digits), None, "{digits}");
        }
    }

    #[test]
    fn digits_printed_on_the_card_are_found() {
        let iccsn = "80276999990471193825";
        let can = Pin::from_digits(b"582693").unwrap();
        let card = CardDigits {
            iccsn: Some(iccsn),
            can: Some(&can),
        };
        let of = |digits: &str| trivial(&Pin::from_digits(digits.as_bytes()).unwrap(), card);
        assert_eq!(of("471193"), Some(Trivial::CardNumber));
        assert_eq!(of("582693"), Some(Trivial::Can));
        assert_eq!(of("85826937"), Some(Trivial::Can));
        assert_eq!(of("471194"), None);
    }
}
