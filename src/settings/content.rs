//! What stands in a settings file.

use std::ops::Range;
use std::path::PathBuf;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::key::is_of_a_secret;
use super::{Key, LABEL_MOST, WARN_DAYS_MOST};
use crate::order;
use crate::system::printable::Printable;

/// What a file says; `None` where it does not speak of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Values {
    pub lang: Option<String>,
    pub reader: Option<String>,
    pub notes: Option<PathBuf>,
    pub label: Option<String>,
    pub warn_days: Option<u16>,
    pub issuer_certs: Option<PathBuf>,
}

/// Something that is wrong in a file. Never holds a value: it may be a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub kind: Kind,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// The text is UTF-16, or in no encoding of Unicode.
    NotUtf8,
    /// No line of a settings file, or a key that stands there twice.
    Syntax,
    /// A key that is none.
    UnknownKey {
        /// As it is written, without its digits.
        written: String,
        /// The one that was probably meant.
        nearest: Option<Key>,
    },
    /// A key that is meant for a secret.
    Secret,
    /// The value is none for this key.
    Value {
        /// The key.
        key: Key,
        /// What its value must be.
        expected: Expected,
    },
}

/// What a value must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// `"de"` or `"en"`.
    Language,
    /// A name in quotes that is not blank.
    Name,
    /// The path of a folder in quotes, from its root.
    Folder,
    /// A line in quotes of so many characters at most.
    Label(usize),
    /// A whole number from 0 to this one, without quotes.
    Days(u16),
}

/// Reads a file.
///
/// # Errors
/// All that is wrong in it.
pub(super) fn parse(octets: &[u8]) -> Result<Values, Vec<Problem>> {
    // Editors of Windows put it in front of UTF-8.
    let octets = octets.strip_prefix("\u{feff}".as_bytes()).unwrap_or(octets);
    let Ok(text) = str::from_utf8(octets) else {
        let kind = Kind::NotUtf8;
        return Err(vec![Problem { line: 1, kind }]);
    };
    let line = |span: &Range<usize>| {
        let before = octets.get(..span.start).unwrap_or(octets);
        1 + before.iter().filter(|octet| **octet == b'\n').count()
    };
    let table = DeTable::parse(text).map_err(|error| {
        let line = error.span().as_ref().map_or(1, line);
        // UTF-16 without umlauts is UTF-8 full of NULs.
        let kind = if octets.contains(&0) {
            Kind::NotUtf8
        } else {
            Kind::Syntax
        };
        vec![Problem { line, kind }]
    })?;
    let (mut values, mut problems) = (Values::default(), Vec::new());
    for (name, value) in table.get_ref() {
        if let Err(kind) = values.take(name.get_ref(), value.get_ref()) {
            let line = line(&name.span());
            problems.push(Problem { line, kind });
        }
    }
    if problems.is_empty() {
        return Ok(values);
    }
    order::by_key(&mut problems, |problem| problem.line);
    Err(problems)
}

impl Values {
    fn take(&mut self, name: &str, value: &DeValue<'_>) -> Result<(), Kind> {
        let Some(key) = Key::of_name(name) else {
            return Err(unknown(name, value));
        };
        let unfit = |expected| Kind::Value { key, expected };
        match key {
            Key::Lang => {
                let lang = text(value).filter(|lang| ["de", "en"].contains(lang));
                self.lang = Some(lang.ok_or(unfit(Expected::Language))?.to_owned());
            }
            Key::Reader => {
                let reader = text(value).filter(|name| !name.trim().is_empty());
                self.reader = Some(reader.ok_or(unfit(Expected::Name))?.to_owned());
            }
            Key::Notes => self.notes = Some(folder(value).ok_or(unfit(Expected::Folder))?),
            Key::IssuerCerts => {
                self.issuer_certs = Some(folder(value).ok_or(unfit(Expected::Folder))?);
            }
            Key::Label => {
                let label = text(value).map(|label| Printable::line(label.trim()));
                let label = label
                    .filter(|label| (1..=LABEL_MOST).contains(&label.as_str().chars().count()));
                let label = label.ok_or(unfit(Expected::Label(LABEL_MOST)))?;
                self.label = Some(label.as_str().to_owned());
            }
            Key::WarnDays => {
                let days = match value {
                    DeValue::Integer(number) if number.radix() == 10 => {
                        number.as_str().parse().ok()
                    }
                    _ => None,
                };
                let days = days.filter(|days| *days <= WARN_DAYS_MOST);
                self.warn_days = Some(days.ok_or(unfit(Expected::Days(WARN_DAYS_MOST)))?);
            }
        }
        Ok(())
    }
}

/// What a relative path means depends on the folder of each call.
fn folder(value: &DeValue<'_>) -> Option<PathBuf> {
    let folder = text(value).map(PathBuf::from);
    folder.filter(|folder| folder.is_absolute())
}

fn text<'v>(value: &'v DeValue<'_>) -> Option<&'v str> {
    match value {
        DeValue::String(text) => Some(text),
        _ => None,
    }
}

/// Why a key is none. A table is named like a part of a key: `transport.ch`.
fn unknown(name: &str, value: &DeValue<'_>) -> Kind {
    fn holds_secrets(name: &str, value: &DeValue<'_>) -> bool {
        let is_below = |inner: (&Spanned<_>, &Spanned<DeValue<'_>>)| {
            let name: &std::borrow::Cow<'_, str> = inner.0.get_ref();
            holds_secrets(name, inner.1.get_ref())
        };
        let is_entry = match value {
            DeValue::Table(table) => table.iter().any(is_below),
            // As many digits as a PIN, a PUK or a CAN has.
            DeValue::String(text) => {
                (5..=8).contains(&text.len()) && text.bytes().all(|octet| octet.is_ascii_digit())
            }
            DeValue::Integer(number) => (5..=8).contains(&number.as_str().len()),
            _ => false,
        };
        is_entry || is_of_a_secret(name)
    }
    if holds_secrets(name, value) {
        return Kind::Secret;
    }
    let written: String = name
        .chars()
        .map(|c| if c.is_numeric() { '…' } else { c })
        .collect();
    Kind::UnknownKey {
        nearest: Key::nearest(&written),
        written,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<(usize, Kind)> {
        let problems = parse(text.as_bytes()).unwrap_err();
        problems
            .into_iter()
            .map(|problem| (problem.line, problem.kind))
            .collect()
    }

    #[test]
    fn all_keys_are_read() {
        let text = "\u{feff}# Praxis\r\nlang = \"de\"\r\nreader = 'REINER SCT'\r\nnotes = \"/srv/notizen\"\r\nlabel = \"Standort Köln\"\r\nwarn-days = 120\r\nissuer-certs = '/srv/issuers'\r\n";
        let values = parse(text.as_bytes()).unwrap();
        assert_eq!(
            values,
            Values {
                lang: Some("de".to_owned()),
                reader: Some("REINER SCT".to_owned()),
                notes: Some("/srv/notizen".into()),
                label: Some("Standort Köln".to_owned()),
                warn_days: Some(120),
                issuer_certs: Some("/srv/issuers".into()),
            }
        );
        assert_eq!(parse(b"").unwrap(), Values::default());
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line_and_the_one_that_was_meant() {
        let unknown = |written: &str, nearest| Kind::UnknownKey {
            written: written.to_owned(),
            nearest,
        };
        assert_eq!(
            problems("lang = \"de\"\n\nwarn_days = 60\nwait4 = 5\n"),
            [
                (3, unknown("warn_days", Some(Key::WarnDays))),
                (4, unknown("wait…", None)),
            ]
        );
        assert_eq!(
            problems("[praxis]\nlang = \"de\"\n"),
            [(1, unknown("praxis", None))]
        );
    }

    #[test]
    fn what_looks_like_a_secret_is_refused_as_one_and_never_kept() {
        for text in [
            "pin = \"471193\"",
            "transport.ch = \"47119\"",
            "[new]\nch = \"471193\"",
            "praxis = \"471193\"",
            "praxis = 471193",
            "geheim = \"x\"",
        ] {
            let found = problems(text);
            assert_eq!(found, [(1, Kind::Secret)], "{text}");
            assert!(!format!("{found:?}").contains("4711"));
        }
    }

    #[test]
    fn a_value_must_be_one_of_its_key() {
        let value = |key, expected| (1, Kind::Value { key, expected });
        for (text, key, expected) in [
            ("lang = \"fr\"", Key::Lang, Expected::Language),
            ("reader = \" \"", Key::Reader, Expected::Name),
            ("reader = 3", Key::Reader, Expected::Name),
            ("notes = \"notizen\"", Key::Notes, Expected::Folder),
            ("label = \"\"", Key::Label, Expected::Label(80)),
            (
                "issuer-certs = \"issuers\"",
                Key::IssuerCerts,
                Expected::Folder,
            ),
            ("warn-days = \"90\"", Key::WarnDays, Expected::Days(3650)),
            ("warn-days = 3651", Key::WarnDays, Expected::Days(3650)),
            ("warn-days = -1", Key::WarnDays, Expected::Days(3650)),
            ("warn-days = 0x10", Key::WarnDays, Expected::Days(3650)),
        ] {
            assert_eq!(problems(text), [value(key, expected)], "{text}");
        }
    }

    #[test]
    fn what_is_no_line_of_a_settings_file_is_told_by_its_line() {
        assert_eq!(
            problems("lang = \"de\"\nreader = cyberJack\n"),
            [(2, Kind::Syntax)]
        );
        assert_eq!(
            problems("lang = \"de\"\nlang = \"en\"\n"),
            [(2, Kind::Syntax)]
        );
        assert_eq!(problems("lang"), [(1, Kind::Syntax)]);
    }

    #[test]
    fn utf16_is_told_as_that() {
        let utf16 =
            |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        for text in ["lang = \"de\"\n", "\u{feff}lang = \"de\"\n"] {
            let problems = parse(&utf16(text)).unwrap_err();
            assert_eq!(problems[0].kind, Kind::NotUtf8);
        }
        assert_eq!(
            parse(b"label = \"K\xF6ln\"").unwrap_err()[0].kind,
            Kind::NotUtf8
        );
    }
}
