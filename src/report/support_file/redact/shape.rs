//! The second net: what is private by its shape, whether the first net knows the value or not.

use super::mask::{mask_of_iccsn, virtual_reader};
use super::{FILE, HOME};
use crate::reader::embedded::PREFIX;

/// Digits of a card number, and what they begin with.
const DIGITS: usize = 20;
const BEGINNING: &str = "80276";
/// Signs that may stand between two of its digits.
const LONGEST_GAP: usize = 3;

/// What ends the path of a file or folder in a sentence, besides its slashes.
const QUOTES: [char; 13] = [
    '"', '„', '“', '”', '«', '»', '‚', '‘', '<', '>', '|', '\n', '`',
];

/// A line without what looks like a card number, a folder of a user, or the file of a virtual card.
pub(super) fn without(line: &str) -> String {
    let done = each(line, |rest, _| card_number(rest));
    let done = each(&done, file);
    each(&done, home)
}

/// Replaces whatever `mask` finds at a place: how many octets, and what stands for them. It is told
/// the character before.
fn each(line: &str, mask: impl Fn(&str, Option<char>) -> Option<(usize, String)>) -> String {
    let mut done = String::with_capacity(line.len());
    let (mut rest, mut before) = (line, None);
    while let Some(first) = rest.chars().next() {
        let (taken, instead) = match mask(rest, before) {
            Some((taken, instead)) if taken > 0 => (taken, instead),
            _ => (first.len_utf8(), first.to_string()),
        };
        let (gone, left) = rest.split_at_checked(taken).unwrap_or((rest, ""));
        done.push_str(&instead);
        before = gone.chars().next_back();
        rest = left;
    }
    done
}

/// 20 digits, `80276…`, however they are grouped.
fn card_number(text: &str) -> Option<(usize, String)> {
    if !text.starts_with('8') {
        return None;
    }
    let (mut digits, mut gap) = (String::new(), 0);
    for (place, c) in text.char_indices() {
        match c {
            '0'..='9' => {
                digits.push(c);
                gap = 0;
            }
            _ if c.is_alphanumeric() || gap == LONGEST_GAP => return None,
            _ => gap += 1,
        }
        if !BEGINNING.starts_with(&digits) && !digits.starts_with(BEGINNING) {
            return None;
        }
        if digits.len() == DIGITS {
            return Some((place + 1, mask_of_iccsn(&digits)?));
        }
    }
    None
}

/// The file of a virtual card, up to the end of its quotes or of the line.
fn file(text: &str, _before: Option<char>) -> Option<(usize, String)> {
    let path = text.strip_prefix(PREFIX)?;
    let end = path.find(QUOTES).unwrap_or(path.len());
    let (path, _) = path.split_at_checked(end)?;
    let word = path.split_whitespace().next().unwrap_or_default();
    let name = format!(
        "{PREFIX}{}",
        word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', '’'])
    );
    let is_masked = path.is_empty()
        || word.starts_with(FILE)
        || virtual_reader(&name).is_none_or(|own| own == name);
    (!is_masked).then(|| (PREFIX.len() + path.len(), format!("{PREFIX}{FILE}")))
}

/// `/home/anna`, `/Users/anna`, `C:\Users\anna`, `/root`, with everything before them that belongs
/// to the path.
fn home(text: &str, before: Option<char>) -> Option<(usize, String)> {
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let slashes = |text: &str| text.len() - text.trim_start_matches(['/', '\\']).len();
    let drive = match text.as_bytes() {
        [letter, b':', b'/' | b'\\', ..] if letter.is_ascii_alphabetic() => 2,
        _ => 0,
    };
    let (_, inside) = text.split_at_checked(drive)?;
    let root = slashes(inside);
    let (_, folder) = inside.split_at_checked(root)?;
    let begins = |word: &str| {
        folder
            .get(..word.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(word))
    };
    if root > 0 && begins("root") && !folder.chars().nth(4).is_some_and(char::is_alphanumeric) {
        return Some((drive + root + "root".len(), HOME.to_owned()));
    }
    let word = ["home", "users"].into_iter().find(|word| begins(word))?;
    let (_, user) = folder.split_at_checked(word.len())?;
    let between = slashes(user);
    let (_, user) = user.split_at_checked(between)?;
    let length = length_of_folder(user);
    (between > 0 && length > 0).then(|| {
        (
            drive + root + word.len() + between + length,
            HOME.to_owned(),
        )
    })
}

/// How many octets the name of a folder takes. With blanks in it, only where a slash or a quote
/// shows its end.
fn length_of_folder(text: &str) -> usize {
    let is_end = |c: char| matches!(c, '/' | '\\') || QUOTES.contains(&c);
    let is_stop = |c: char| matches!(c, ',' | ';' | ':' | ')');
    let whole = text
        .find(|c: char| is_end(c) || is_stop(c))
        .filter(|end| text.get(*end..).is_some_and(|c| c.starts_with(is_end)));
    let word = text.find(|c: char| c.is_whitespace() || is_stop(c) || is_end(c));
    whole.or(word).unwrap_or(text.len())
}
