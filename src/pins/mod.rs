//! The PINs of eHBA and SMC-B on the host side: one short name for each and for what a secret is for,
//! one table of lengths and of how many tries a fresh card allows.
//!
//! A leaf: every room may use it, it uses none. The virtual card keeps its own numbers, typed from
//! the specification a second time, so that one wrong number shows.

use std::fmt;
use std::ops::RangeInclusive;

/// Short name of a PIN in this program's command line, files and documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PinKey {
    /// PIN.CH of the eHBA.
    Ch,
    /// PIN.QES of the eHBA.
    Qes,
    /// PIN.SMC of the SMC-B.
    Smc,
    /// PIN.AUTO of the eHBA.
    Auto,
    /// PIN.SO of the eHBA.
    So,
}

impl PinKey {
    /// Every PIN that this program knows.
    pub const ALL: [PinKey; 5] = [
        PinKey::Ch,
        PinKey::Qes,
        PinKey::Smc,
        PinKey::Auto,
        PinKey::So,
    ];

    /// The fixed word of command line, secrets file, notes and JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            PinKey::Ch => "ch",
            PinKey::Qes => "qes",
            PinKey::Smc => "smc",
            PinKey::Auto => "auto",
            PinKey::So => "so",
        }
    }

    /// The PIN with that fixed word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.word() == word)
    }

    /// Whether cards are delivered without it, and nobody needs it.
    #[must_use]
    pub const fn is_extra(self) -> bool {
        matches!(self, PinKey::Auto | PinKey::So)
    }

    /// The name in the specification and in letters.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            PinKey::Ch => "PIN.CH",
            PinKey::Qes => "PIN.QES",
            PinKey::Smc => "PIN.SMC",
            PinKey::Auto => "PIN.AUTO",
            PinKey::So => "PIN.SO",
        }
    }
}

/// The fixed word.
impl fmt::Display for PinKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What a secret is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The Transport-PIN of the PIN letter, which is valid until an own PIN is set.
    Transport,
    /// The own PIN that is to be set.
    New,
    /// The own PIN that is set.
    Current,
    /// The PUK of the PIN, in the specification its resetting code.
    Puk,
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Role::Transport => "transport",
            Role::New => "new",
            Role::Current => "current",
            Role::Puk => "puk",
        })
    }
}

/// Digits of a Transport-PIN: minimumLength − 1 (gemSpec_SMC-B_ObjSys Tab. 076).
pub const TRANSPORT_DIGITS: usize = 5;
/// Fewest and most digits of an own PIN of PIN.CH, PIN.QES and PIN.SMC (minimumLength,
/// maximumLength).
pub const OWN_DIGITS: RangeInclusive<usize> = 6..=8;
/// Digits of a PUK (Card-G2-A_2172).
pub const PUK_DIGITS: usize = 8;
/// Digits of the CAN, which is printed on the card.
pub const CAN_DIGITS: usize = 6;
/// Digits of the number of a card (ICCSN, EF.GDO).
pub const ICCSN_DIGITS: usize = 20;
/// Tries of a fresh PIN: startRetryCounter of every PIN of HBA and SMC-B (card images,
/// Tab_SMC-B_ObjSys_076). A changed PIN has so many again.
pub const FIRST_TRIES: u8 = 3;
/// Uses of a PUK: right and wrong ones count, none comes back (gemSpec_COS N081.000b, pukUsage).
pub const PUK_USES: u8 = 10;
/// Wrong entries of a PUK after which issuers call the card lost: stricter than the card.
pub const PUK_ISSUER_TRIES: u8 = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pin_is_found_by_its_word() {
        for key in PinKey::ALL {
            assert_eq!(PinKey::from_word(key.word()), Some(key));
        }
        assert_eq!(PinKey::from_word("CH"), None);
    }
}
