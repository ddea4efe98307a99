//! Which secret of a card a note is about.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::pins::PinKey;

/// What was tried: a PIN (Transport-PIN or own PIN, the card counts both with one counter) or the
/// PUK of that PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Secret {
    /// The PIN itself.
    Pin(PinKey),
    /// The PUK of the PIN; its uses are counted apart.
    Puk(PinKey),
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Secret::Pin(name) => write!(f, "pin.{}", name),
            Secret::Puk(name) => write!(f, "puk.{}", name),
        }
    }
}

impl From<Secret> for String {
    fn from(secret: Secret) -> Self {
        secret.to_string()
    }
}

impl TryFrom<String> for Secret {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let (kind, word) = text.split_once('.').ok_or("a secret such as pin.ch")?;
        let name = PinKey::from_word(word).ok_or("a PIN such as ch")?;
        match kind {
            "pin" => Ok(Secret::Pin(name)),
            "puk" => Ok(Secret::Puk(name)),
            _ => Err("pin or puk"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_secret_is_read_back_from_its_text() {
        for name in PinKey::ALL {
            for secret in [Secret::Pin(name), Secret::Puk(name)] {
                assert_eq!(Secret::try_from(secret.to_string()), Ok(secret));
            }
        }
        assert!(Secret::try_from("pin.other".to_owned()).is_err());
        assert!(Secret::try_from("can.ch".to_owned()).is_err());
    }
}
