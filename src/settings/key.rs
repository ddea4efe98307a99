//! The keys of a settings file: the flags that they stand for, without the dashes.

use std::fmt;

use strsim::damerau_levenshtein;

/// A key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// `lang`.
    Lang,
    /// `reader`.
    Reader,
    /// `notes`.
    Notes,
    /// `label`.
    Label,
    /// `warn-days`.
    WarnDays,
    /// `issuer-certs`.
    IssuerCerts,
}

/// Words of a key that is to hold a secret.
const SECRET: [&str; 16] = [
    "pin",
    "pins",
    "puk",
    "can",
    "transport",
    "new",
    "current",
    "ch",
    "qes",
    "smc",
    "secret",
    "secrets",
    "password",
    "passwort",
    "kennwort",
    "geheim",
];

/// Most letters by which a key may differ from the one that was meant.
const FAR: usize = 3;

impl Key {
    /// Every key, in the order in which the documentation lists them.
    pub const ALL: [Key; 6] = [
        Key::Lang,
        Key::Reader,
        Key::Notes,
        Key::Label,
        Key::WarnDays,
        Key::IssuerCerts,
    ];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Key::Lang => "lang",
            Key::Reader => "reader",
            Key::Notes => "notes",
            Key::Label => "label",
            Key::WarnDays => "warn-days",
            Key::IssuerCerts => "issuer-certs",
        }
    }

    /// The key of this name.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.name() == name)
    }

    /// The key that a person probably meant by `written`.
    pub(super) fn nearest(written: &str) -> Option<Self> {
        let written = written.to_lowercase().replace('_', "-");
        let distance = |key: &Key| damerau_levenshtein(&written, key.name());
        let (distance, key) = Self::ALL
            .into_iter()
            .map(|key| (distance(&key), key))
            .min()?;
        // A short word differs from every other one in two letters.
        (distance < FAR && distance * 2 <= written.chars().count()).then_some(key)
    }
}

/// Whether a key is meant to hold a secret.
pub(super) fn is_of_a_secret(written: &str) -> bool {
    let written = written.to_lowercase();
    let mut words = written.split(|c: char| !c.is_alphabetic());
    let is_one = |word: &str| SECRET.contains(&word);
    words.any(is_one)
        || ["transportpin", "passwor", "kennwor"]
            .iter()
            .any(|part| written.contains(part))
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_found_by_its_name_and_none_looks_like_a_secret() {
        for key in Key::ALL {
            assert_eq!(Key::of_name(key.name()), Some(key));
            assert!(!is_of_a_secret(key.name()), "{key}");
        }
    }

    #[test]
    fn a_slip_finds_the_key_that_was_meant() {
        for (written, key) in [
            ("warn_days", "warn-days"),
            ("warndays", "warn-days"),
            ("Reader", "reader"),
            ("raeder", "reader"),
            ("note", "notes"),
            ("lagn", "lang"),
            ("issuer_cert", "issuer-certs"),
        ] {
            assert_eq!(Key::nearest(written).map(Key::name), Some(key), "{written}");
        }
        for other in ["wait", "", "x", "issuers", "timeout"] {
            assert_eq!(Key::nearest(other), None, "{other}");
        }
    }

    #[test]
    fn keys_of_secrets_are_known_however_they_are_written() {
        for written in [
            "pin",
            "PIN",
            "pin.ch",
            "transport.ch",
            "transport_ch",
            "Transport-PIN",
            "transportpin",
            "new.qes",
            "puk",
            "PUK_1",
            "can",
            "password",
            "Kennwort",
            "geheim",
        ] {
            assert!(is_of_a_secret(written), "{written}");
        }
        for other in ["candle", "spin", "renewal", "lnag", "warn_day"] {
            assert!(!is_of_a_secret(other), "{other}");
        }
    }
}
