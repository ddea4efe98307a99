//! What the values of flags must be. Why one does not fit is a fact, put into words elsewhere.

use std::error::Error;
use std::fmt::{self, Display};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::builder::{PathBufValueParser, TypedValueParser};

use crate::settings::LABEL_MOST;
use crate::system::clock::Date;
use crate::system::printable::Printable;

/// What a value would have to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// A day, as people or programs write it.
    Day,
    /// 4 to 20 digits of a card number.
    CardDigits,
    /// All 20 digits of a card number.
    CardNumber,
    /// A name that is not blank.
    Name,
    /// A path that is not blank.
    Path,
    /// A path that is more than a dash.
    Dash,
    /// A line that shows something, of so many characters at most.
    Label(usize),
    /// A whole number from the first to the second.
    Number(u32, u32),
}

/// For programs that take clap's word; people read other words.
impl Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unfit::Day => f.write_str("a day like 2026-12-31 or 31.12.2026 is needed"),
            Unfit::CardDigits => {
                f.write_str("4 to 20 digits of the card number (ICCSN) are needed")
            }
            Unfit::CardNumber => f.write_str("all 20 digits of the card number (ICCSN) are needed"),
            Unfit::Name => f.write_str("a name is needed"),
            Unfit::Path => f.write_str("a path is needed"),
            Unfit::Dash => f.write_str("a dash is no file; ./- is a file of that name"),
            Unfit::Label(most) => write!(f, "1 to {most} characters are needed"),
            Unfit::Number(from, to) => write!(f, "a number from {from} to {to} is needed"),
        }
    }
}

impl Error for Unfit {}

/// A day.
pub(super) fn date(text: &str) -> Result<Date, Unfit> {
    Date::read(text).ok_or(Unfit::Day)
}

/// All digits of a card number.
pub(super) fn whole_number(text: &str) -> Result<String, Unfit> {
    let plain = digits(text).map_err(|_| Unfit::CardNumber)?;
    (plain.len() == 20)
        .then_some(plain)
        .ok_or(Unfit::CardNumber)
}

/// Digits of a card number, which may be grouped.
pub(super) fn digits(text: &str) -> Result<String, Unfit> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let fits = (4..=20).contains(&plain.len()) && plain.bytes().all(|b| b.is_ascii_digit());
    fits.then_some(plain).ok_or(Unfit::CardDigits)
}

/// A name; blanks are none.
pub(super) fn name(text: &str) -> Result<String, Unfit> {
    let is_blank = text.trim().is_empty();
    (!is_blank).then(|| text.to_owned()).ok_or(Unfit::Name)
}

/// A path; blanks are none, and a dash stands for no stream here.
pub(super) fn path() -> impl TypedValueParser<Value = PathBuf> {
    path_or_dash().try_map(|path| {
        let is_dash = path == Path::new("-");
        if is_dash { Err(Unfit::Dash) } else { Ok(path) }
    })
}

/// A path; blanks are none. What a dash would be is said where the file is opened.
pub(super) fn path_or_dash() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().try_map(|path| {
        let is_blank = path.to_str().is_some_and(|text| text.trim().is_empty());
        if is_blank { Err(Unfit::Path) } else { Ok(path) }
    })
}

/// A whole number of this range.
pub(super) fn number<T>(
    range: RangeInclusive<T>,
) -> impl Fn(&str) -> Result<T, Unfit> + Clone + Send + Sync + 'static
where
    T: FromStr + PartialOrd + TryInto<u32> + Copy + Send + Sync + 'static,
{
    move |text| {
        let bound = |end: &T| (*end).try_into().unwrap_or(u32::MAX);
        text.parse()
            .ok()
            .filter(|number| range.contains(number))
            .ok_or(Unfit::Number(bound(range.start()), bound(range.end())))
    }
}

/// A label of a report: one short line that shows what it is.
pub(super) fn label(text: &str) -> Result<String, Unfit> {
    let shown = Printable::line(text.trim());
    let length = shown.as_str().chars().count();
    (1..=LABEL_MOST)
        .contains(&length)
        .then(|| shown.as_str().to_owned())
        .ok_or(Unfit::Label(LABEL_MOST))
}
