//! Password objects of the object systems, as data (gematik's eHBA images 4.3.2, 4.5.0 and 4.7.1,
//! EF.AOD on the card, and gemSpec_SMC-B_ObjSys Tab. 020, 076).

use super::Kind;
use crate::pins::{FIRST_TRIES, PinKey};

/// The folder that holds a password object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folder {
    /// The master file.
    Mf,
    /// An application, by its AID: DFs of these cards have no file identifier.
    Df(&'static [u8]),
}

/// AID of DF.QES.
pub const DF_QES: &[u8] = &[0xD2, 0x76, 0x00, 0x00, 0x66, 0x01];
/// AID of DF.AUTO.
pub const DF_AUTO: &[u8] = &[0xD2, 0x76, 0x00, 0x01, 0x46, 0x03];

/// One PIN of a kind of card.
#[derive(Debug, PartialEq, Eq)]
pub struct PasswordObject {
    /// Short name.
    pub key: PinKey,
    /// Where it lies. A reference with the high bit set means another PIN in another folder
    /// (gemSpec_COS N021.000): 81 is PIN.QES in DF.QES, PIN.AUTO in DF.AUTO.
    pub folder: Folder,
    /// P2 of every command that names it (gemSpec_COS N072.800).
    pub reference: u8,
    /// startRetryCounter: tries that a fresh card allows.
    pub tries: u8,
    /// Whether it belongs to the holder in person (qualified signature).
    pub of_holder: bool,
}

const PIN_CH: PasswordObject = PasswordObject {
    key: PinKey::Ch,
    folder: Folder::Mf,
    reference: 0x01,
    tries: FIRST_TRIES,
    of_holder: false,
};
const PIN_QES: PasswordObject = PasswordObject {
    key: PinKey::Qes,
    folder: Folder::Df(DF_QES),
    reference: 0x81,
    tries: FIRST_TRIES,
    of_holder: true,
};
const PIN_AUTO: PasswordObject = PasswordObject {
    key: PinKey::Auto,
    folder: Folder::Df(DF_AUTO),
    reference: 0x81,
    tries: FIRST_TRIES,
    of_holder: false,
};
const PIN_SO: PasswordObject = PasswordObject {
    key: PinKey::So,
    folder: Folder::Df(DF_AUTO),
    reference: 0x83,
    tries: FIRST_TRIES,
    of_holder: false,
};
const PIN_SMC: PasswordObject = PasswordObject {
    key: PinKey::Smc,
    folder: Folder::Mf,
    reference: 0x01,
    tries: FIRST_TRIES,
    of_holder: false,
};

/// The PINs that this program activates on a kind of card, in the order it asks for them: objects
/// of the MF first, so that a look enters each folder once.
#[must_use]
pub const fn pins(kind: Kind) -> &'static [PasswordObject] {
    match kind {
        Kind::Hba => &[PIN_CH, PIN_QES],
        Kind::Smcb => &[PIN_SMC],
        _ => &[],
    }
}

/// The PINs of a kind of card that are shown on request only and never written.
#[must_use]
pub const fn further_pins(kind: Kind) -> &'static [PasswordObject] {
    match kind {
        Kind::Hba => &[PIN_AUTO, PIN_SO],
        _ => &[],
    }
}
