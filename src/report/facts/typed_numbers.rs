//! Numbers on the command line, where words repeat what was typed there: each may be a PIN in the
//! wrong place.
//!
//! What the program says by itself stays as it is: an example of a date, a number of tries, the
//! name of a reader.

use std::ffi::OsString;
use std::net::SocketAddr;

use crate::order;
use crate::system::clock::Date;
use crate::system::printable;

/// What takes a number's place.
const MASK: &str = "…";

/// Fewest digits of a number that may be a secret.
const FEWEST: usize = 4;
/// The same of one that stands among letters: a year in a file's name is none.
const FEWEST_AMONG_LETTERS: usize = 5;
/// Digits of a card number, which is no secret.
const CARD_NUMBER: usize = 20;

/// The numbers that were typed, the longest first.
#[derive(Debug, Clone, Default)]
pub struct TypedNumbers(Vec<String>);

impl TypedNumbers {
    /// Those in the arguments of a call.
    #[must_use]
    pub fn in_arguments(arguments: &[OsString]) -> Self {
        let mut numbers: Vec<String> = Vec::new();
        for argument in arguments.iter().skip(1) {
            // As it would be repeated.
            let argument = printable::line(&argument.to_string_lossy());
            numbers.extend(numbers_of(value_of(&argument)).map(ToOwned::to_owned));
        }
        order::by_key(&mut numbers, |number| std::cmp::Reverse(number.len()));
        Self(numbers)
    }

    /// The same but for those that stand whole in `asked` and in a name that somebody else told: what
    /// a terminal or a reader is called is no secret, and whoever asked for it has to be able to type
    /// it again. What was typed by mistake stands in no such name.
    #[must_use]
    pub fn but_of<'a>(&self, asked: &str, told: impl IntoIterator<Item = &'a str>) -> Self {
        let told: Vec<&str> = told.into_iter().collect();
        let is_in = |name: &str, number: &str| runs(name, FEWEST).any(|run| run == number);
        let is_told =
            |number: &String| is_in(asked, number) && told.iter().any(|name| is_in(name, number));
        let numbers = self.0.iter().filter(|number| !is_told(number));
        Self(numbers.cloned().collect())
    }

    /// The words without these numbers.
    #[must_use]
    pub fn masked(&self, words: &str) -> String {
        let mut masked = words.to_owned();
        for number in &self.0 {
            masked = without(&masked, number);
        }
        masked
    }
}

/// Words without any number of four digits and more: for what is quoted from the command line into
/// a file.
#[must_use]
pub fn without_numbers(words: &str) -> String {
    let mut masked = words.to_owned();
    let mut numbers: Vec<&str> = runs(words, FEWEST).collect();
    order::by_key(&mut numbers, |number| std::cmp::Reverse(number.len()));
    for number in numbers {
        masked = without(&masked, number);
    }
    masked
}

/// What stands behind the name of a flag.
fn value_of(argument: &str) -> &str {
    match argument.split_once('=') {
        Some((flag, value)) if flag.starts_with('-') => value,
        _ => argument.trim_start_matches('-'),
    }
}

/// The numbers in a value that may be secrets. Of a path the last name counts, and every folder that
/// is nothing but a number.
fn numbers_of(value: &str) -> Box<dyn Iterator<Item = &str> + '_> {
    if !value.chars().any(char::is_alphabetic) {
        let known = value.parse::<SocketAddr>().is_ok() || Date::parse(value).is_some();
        let count = digits(value);
        let whole = Some(value.trim_matches(|c: char| !c.is_numeric()))
            .filter(|_| !known && count >= FEWEST && count != CARD_NUMBER);
        return Box::new(whole.into_iter());
    }
    let mut names = value.trim_end_matches(['/', '\\']).rsplit(['/', '\\']);
    let last = names.next().unwrap_or_default();
    let folders = names.filter(|name| !name.chars().any(char::is_alphabetic));
    let names = std::iter::once(last).chain(folders);
    let numbers = names.flat_map(|name| runs(name, FEWEST_AMONG_LETTERS));
    Box::new(numbers.filter(|number| digits(number) != CARD_NUMBER))
}

fn digits(text: &str) -> usize {
    text.chars().filter(|c| c.is_numeric()).count()
}

/// Digits of any script in a row, with at most one other sign between two of them that is no
/// letter: `471193`, `471 193`, `471,193`.
fn runs(text: &str, fewest: usize) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let begin = rest.find(char::is_numeric)?;
            let (_, number) = rest.split_at(begin);
            let (run, behind) = number.split_at(length(number));
            rest = behind;
            if digits(run) >= fewest {
                return Some(run);
            }
        }
    })
}

/// How long, in octets, the number is that the text begins with.
fn length(text: &str) -> usize {
    let (mut end, mut gap) = (0, false);
    for (place, c) in text.char_indices() {
        if c.is_numeric() {
            end = place + c.len_utf8();
            gap = false;
        } else if gap || c.is_alphabetic() {
            break;
        } else {
            gap = true;
        }
    }
    end
}

/// `words` with a mask for each place where `number` stands and is no part of a longer one.
fn without(words: &str, number: &str) -> String {
    let mut masked = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, behind)) = rest.split_once(number) {
        let alone = !(masked.chars().chain(before.chars()).next_back())
            .is_some_and(char::is_numeric)
            && !behind.chars().next().is_some_and(char::is_numeric);
        masked.push_str(before);
        // The end of a number that is shown shortened has its mask before it.
        let is_masked = masked.ends_with(MASK);
        masked.push_str(match alone {
            true if is_masked => "",
            true => MASK,
            false => number,
        });
        rest = behind;
    }
    masked.push_str(rest);
    masked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(arguments: &[&str]) -> TypedNumbers {
        let mut call = vec![OsString::from("pinlotse")];
        call.extend(arguments.iter().map(OsString::from));
        TypedNumbers::in_arguments(&call)
    }

    #[track_caller]
    fn repeats(argument: &str, masked: &str) {
        let words = format!("„{argument}“: no such file (os error 2)");
        let wanted = format!("„{masked}“: no such file (os error 2)");
        assert_eq!(typed(&[argument]).masked(&words), wanted);
    }

    #[test]
    fn a_number_that_may_be_a_pin_is_not_repeated_however_it_was_typed() {
        for number in [
            "471193",
            "47119",
            "4711",
            "471,193",
            "471.193",
            "471 193",
            "47 11 93",
            "471--193",
            "47'11'93",
            "４７１１９３",
            "٤٧١١٩٣",
            "471_193",
            "471:193",
            "47/11/93",
        ] {
            repeats(number, "…");
        }
        repeats("./471193", "./…");
        repeats("471193/", "…/");
    }

    #[test]
    fn among_letters_a_number_as_long_as_a_pin_is_not_repeated_either() {
        repeats("new.ch=471193", "new.ch=…");
        repeats("virtual:471193", "virtual:…");
        repeats("pin471193", "pin…");
        repeats("/srv/pins/471193", "/srv/pins/…");
        repeats("471193/secrets", "…/secrets");
    }

    #[test]
    fn names_of_files_and_readers_card_numbers_dates_and_addresses_stay() {
        for argument in [
            "secrets-2026.txt",
            "/tmp/run-25792-1164/secrets",
            "/srv/2026/secrets",
            "ACS ACR1252 Dual Reader",
            "/etc/pins/80276883110000220885.secrets",
            "80276883110000220885",
            "2027-01-31",
            "127.0.0.1:35963",
            "123",
        ] {
            repeats(argument, argument);
        }
    }

    #[test]
    fn what_was_not_typed_stays() {
        let example = "a day like 2026-11-24 or 24.11.2026 is needed";
        let words = format!("invalid value '2099-13-01' for '--as-of <DATE>': {example}");
        let masked = typed(&["status", "--as-of", "2099-13-01"]).masked(&words);
        assert_eq!(
            masked,
            format!("invalid value '…' for '--as-of <DATE>': {example}")
        );
        // A part of a longer number is not what was typed.
        assert_eq!(
            typed(&["0885"]).masked("80276883110000220885"),
            "80276883110000220885"
        );
    }

    #[test]
    fn the_end_of_a_card_number_is_masked_once() {
        let card = typed(&["--card", "20885"]).masked("eHBA …20885 in „A“; eHBA …20886 in „B“");
        assert_eq!(card, "eHBA … in „A“; eHBA …20886 in „B“");
    }

    #[test]
    fn a_value_behind_its_flag_counts_too() {
        let numbers = typed(&["--secrets-file=471193", "-582204"]);
        assert_eq!(numbers.masked("471193, 582204"), "…, …");
    }

    #[test]
    fn a_call_is_written_down_without_any_number() {
        assert_eq!(
            without_numbers("activate --wait 30 --secrets-file /run/4711/secrets 471,193"),
            "activate --wait 30 --secrets-file /run/…/secrets …"
        );
    }
}
