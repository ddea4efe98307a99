//! What is wrong with a secrets file, without a digit of it.

use std::fmt;
use std::ops::RangeInclusive;

use super::key::Key;
use super::trivial::Trivial;
use crate::pins::Role;

/// One thing that has to be changed in the secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Line it was found in, from 1; none for a missing key.
    pub line: Option<usize>,
    /// The key it is about, if the line has a valid one.
    pub key: Option<Key>,
    /// What is wrong.
    pub kind: Kind,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// The text is UTF-16, as some Windows programs write it.
    Utf16,
    /// A line that is not `key = digits`.
    NoEquals,
    /// A key that does not exist.
    UnknownKey {
        /// The key as written, if it cannot be a secret: letters, dots, dashes and underscores
        /// only.
        written: Option<String>,
        /// The key that was probably meant.
        nearest: Option<Key>,
    },
    /// A key that was given before.
    DoubleKey {
        /// Line of the first one.
        first_line: usize,
    },
    /// Nothing behind the `=`.
    Empty,
    /// Something that is not a digit behind the `=`.
    NotDigits,
    /// The wrong number of digits.
    Length {
        /// Fewest and most digits.
        want: RangeInclusive<usize>,
        /// Digits given.
        got: usize,
    },
    /// The new PIN is the one it replaces, or its PUK.
    Same {
        /// The key of the other one.
        other: Key,
    },
    /// The new PIN of another PIN too.
    SameNew {
        /// The key of the other one.
        other: Key,
    },
    /// A new PIN that is too easy to guess.
    Trivial(Trivial),
    /// A key that the card needs.
    Missing,
}

/// Whether the secrets or the choice of a new PIN is the problem; they have different exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// A rule on the new PIN (exit 16).
    NewPin,
    /// Secrets missing or malformed (exit 17).
    Secrets,
}

impl Problem {
    /// A key that the card needs and that is not there.
    #[must_use]
    pub const fn missing(key: Key) -> Self {
        Self {
            line: None,
            key: Some(key),
            kind: Kind::Missing,
        }
    }

    pub(super) const fn new(line: usize, key: Option<Key>, kind: Kind) -> Self {
        Self {
            line: Some(line),
            key,
            kind,
        }
    }

    /// The stable word for this problem.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self.kind {
            Kind::Utf16 => "secrets_utf16",
            Kind::NoEquals => "secrets_syntax",
            Kind::UnknownKey { .. } => "secrets_unknown_key",
            Kind::DoubleKey { .. } => "secrets_double_key",
            Kind::Empty => "secrets_empty",
            Kind::NotDigits => "secrets_not_digits",
            Kind::Length { .. } => match self.category() {
                Category::NewPin => "new_pin_length",
                Category::Secrets => "secrets_length",
            },
            Kind::Same { .. } => "new_pin_same",
            Kind::Trivial(_) | Kind::SameNew { .. } => "new_pin_trivial",
            Kind::Missing => "secrets_missing",
        }
    }

    /// Whose rule it breaks.
    #[must_use]
    pub const fn category(&self) -> Category {
        match (&self.kind, self.key) {
            (Kind::Same { .. } | Kind::SameNew { .. } | Kind::Trivial(_), _) => Category::NewPin,
            (Kind::Length { .. }, Some(Key::Secret(Role::New, _))) => Category::NewPin,
            _ => Category::Secrets,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if let Some(key) = self.key {
            write!(f, "{key} ")?;
        }
        match &self.kind {
            Kind::Utf16 => f.write_str("the text is UTF-16, save it as UTF-8"),
            Kind::NoEquals => f.write_str("not of the form \"key = digits\""),
            Kind::UnknownKey { written, nearest } => unknown_key(f, written.as_deref(), *nearest),
            Kind::DoubleKey { first_line } => {
                write!(f, "is given twice, first in line {first_line}")
            }
            Kind::Empty => f.write_str("has no digits"),
            Kind::NotDigits => f.write_str("has something that is not a digit"),
            Kind::Length { want, got } if want.start() == want.end() => {
                write!(f, "has {got} digits, it must have exactly {}", want.start())
            }
            Kind::Length { want, got } => {
                write!(
                    f,
                    "has {got} digits, it must have {} to {}",
                    want.start(),
                    want.end()
                )
            }
            Kind::Same { other } | Kind::SameNew { other } => write!(f, "is the same as {other}"),
            Kind::Trivial(trivial) => write!(f, "is too easy to guess: {trivial}"),
            Kind::Missing => f.write_str("is missing"),
        }
    }
}

fn unknown_key(
    f: &mut fmt::Formatter<'_>,
    written: Option<&str>,
    nearest: Option<Key>,
) -> fmt::Result {
    match written {
        Some(written) => write!(f, "unknown key {written:?}")?,
        None => f.write_str("unknown key (not shown)")?,
    }
    if let Some(key) = nearest {
        return write!(f, ", {key} was probably meant");
    }
    f.write_str(", valid keys are")?;
    Key::ALL.into_iter().try_for_each(|key| write!(f, " {key}"))
}

impl std::error::Error for Problem {}
