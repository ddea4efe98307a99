//! Masks of single values, and how a value is found in a line.

use super::{Known, SERIAL_DIGITS};
use crate::card::Iccsn;

/// `8027688311……0885`; `None` for anything but a card number.
pub(super) fn mask_of_iccsn(digits: &str) -> Option<String> {
    Iccsn::parse(digits).map(|iccsn| iccsn.masked())
}

/// What of a Telematik-ID says the sector only: `1-…`.
pub(super) fn prefix(id: &str) -> String {
    match id.split_once('-') {
        Some((sector, _)) if sector.len() <= 2 => format!("{sector}-…"),
        _ => "…".to_owned(),
    }
}

/// A PC/SC name without serial numbers: parentheses that hold a digit, and long numbers.
pub(super) fn reader_name(name: &str) -> String {
    serials(name).iter().fold(name.to_owned(), |name, serial| name.replace(serial, "…"))
}

/// What in a PC/SC name is a serial number, the longest first.
pub(super) fn serials(name: &str) -> Vec<String> {
    let in_parentheses = name.split('(').skip(1).filter_map(|part| Some(part.split_once(')')?.0));
    let mut found: Vec<String> = in_parentheses.filter(|inside| has_digit(inside)).map(ToOwned::to_owned).collect();
    let words = name.split(|c: char| !c.is_ascii_alphanumeric());
    let is_serial = |word: &&str| word.bytes().filter(u8::is_ascii_digit).count() >= SERIAL_DIGITS;
    found.extend(words.filter(is_serial).map(ToOwned::to_owned));
    found.sort_by_key(|serial| std::cmp::Reverse(serial.len()));
    found.dedup();
    found
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|octet| octet.is_ascii_digit())
}

/// Replaces a value in a line, in any case of its letters.
pub(super) fn replace(line: &str, known: &Known) -> String {
    let mut rest = line;
    let mut done = String::with_capacity(line.len());
    while let Some((before, found, after)) = split_at_value(rest, &known.value) {
        let bounded = !ends_in_word(before) && !begins_in_word(after);
        done.push_str(before);
        done.push_str(if known.whole_word && !bounded { found } else { &known.mask });
        rest = after;
    }
    done + rest
}

fn ends_in_word(text: &str) -> bool {
    text.chars().next_back().is_some_and(char::is_alphanumeric)
}

fn begins_in_word(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_alphanumeric)
}

/// The first place of `value`: what is before it, itself, and what is behind it.
fn split_at_value<'a>(text: &'a str, value: &str) -> Option<(&'a str, &'a str, &'a str)> {
    let fits = |begin: usize| {
        let found = length_of_match(text.get(begin..)?, value)?;
        let (before, rest) = text.split_at_checked(begin)?;
        let (found, after) = rest.split_at_checked(found)?;
        Some((before, found, after))
    };
    text.char_indices().find_map(|(begin, _)| fits(begin))
}

/// Octets at the beginning of `text` that are `value` but for the case of letters.
fn length_of_match(text: &str, value: &str) -> Option<usize> {
    let mut length = 0;
    let mut have = text.chars();
    for wanted in value.chars() {
        let next = have.next()?;
        if next != wanted && !next.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
        length += next.len_utf8();
    }
    (length > 0).then_some(length)
}

/// The second net: 20 digits, `80276…`, with or without blanks between them.
pub(super) fn without_card_numbers(line: &str) -> String {
    let mut done = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(begin) = rest.find("80276") {
        let (before, after) = rest.split_at(begin);
        done.push_str(before);
        let digits = twenty_digits(after);
        let taken = digits.as_ref().map_or("80276".len(), |(_, taken)| *taken);
        let (number, left) = after.split_at(taken);
        let mask = digits.and_then(|(digits, _)| mask_of_iccsn(&digits));
        done.push_str(mask.as_deref().unwrap_or(number));
        rest = left;
    }
    done + rest
}

/// 20 digits at the beginning, and how many octets they take with the blanks between them.
fn twenty_digits(text: &str) -> Option<(String, usize)> {
    let mut digits = String::new();
    for (place, octet) in text.bytes().enumerate() {
        match octet {
            b'0'..=b'9' => digits.push(char::from(octet)),
            b' ' => {}
            _ => return None,
        }
        if digits.len() == 20 {
            return Some((digits, place + 1));
        }
    }
    None
}
