//! What the outside may see of a card without being a card reader: names, counters, and the PIN
//! letter.

use apdu::Pin;

use super::card::VirtualCard;
use super::index::{FileIndex, MF};
use super::object_system::{Content, TransportStatus};
use super::password::Secret;

/// A password object from outside. No secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordView<'a> {
    /// E.g. "PIN.CH".
    pub name: &'a str,
    /// E.g. "MF", "DF.QES".
    pub folder: &'a str,
    /// P2 of commands on it: location 00 (in the MF) or 80, plus identifier.
    pub reference: u8,
    /// Whose secret it holds.
    pub transport_status: TransportStatus,
    /// Tries left.
    pub retry_counter: u8,
    /// PUK uses left.
    pub puk_uses_left: u8,
    /// flagEnabled.
    pub enabled: bool,
    /// Fewest digits of an own secret.
    pub minimum_length: u8,
    /// Most digits of an own secret.
    pub maximum_length: u8,
}

/// A term of an access rule that this card does not know and counts as NEVER.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownTerm {
    /// Name of the object, e.g. "EF.GDO".
    pub object: String,
    /// The term as it is written.
    pub term: String,
}

/// What is printed in the PIN letter. `Debug` shows no digit.
#[derive(Debug)]
pub struct Letter {
    /// See [`VirtualCard::kind`].
    pub kind: &'static str,
    /// 20 digits.
    pub iccsn: Option<String>,
    /// One line per password object, in the order of [`VirtualCard::passwords`].
    pub lines: Vec<LetterLine>,
}

/// One password object in the letter.
#[derive(Debug)]
pub struct LetterLine {
    /// What labels hang on: the name in small letters without "PIN.", e.g. "ch", "qes", "smc".
    pub label: String,
    /// E.g. "PIN.CH".
    pub name: String,
    /// `None` when it was changed (the holder's own PIN is in no letter) or never existed
    /// (Leer-PIN).
    pub transport_pin: Option<Pin>,
    /// `None` when the object has no PUK.
    pub puk: Option<Pin>,
}

impl VirtualCard {
    /// `hba smcb egk gsmc_kt gsmc_k unknown`, by the AIDs of the MF (cards.md §1.1).
    #[must_use]
    pub fn kind(&self) -> &'static str {
        let known = self
            .system
            .root_aids()
            .iter()
            .find_map(|aid| match aid.0.as_slice() {
                [0xD2, 0x76, 0x00, 0x01, 0x46, 0x01] => Some("hba"),
                [0xD2, 0x76, 0x00, 0x01, 0x46, 0x06] => Some("smcb"),
                [0xD2, 0x76, 0x00, 0x01, 0x44, 0x80, 0x00] => Some("egk"),
                [0xD2, 0x76, 0x00, 0x01, 0x44, 0x80, 0x01] => Some("gsmc_k"),
                [0xD2, 0x76, 0x00, 0x01, 0x44, 0x80, 0x03] => Some("gsmc_kt"),
                _ => None,
            });
        known.unwrap_or("unknown")
    }

    /// Name for people, e.g. "HBA G2.1, PTV_4.7.1".
    #[must_use]
    pub fn name(&self) -> &str {
        &self.system.name
    }

    /// The 20 digits in EF.GDO (`5A 0A`, BCD).
    #[must_use]
    pub fn iccsn(&self) -> Option<String> {
        let file = self
            .system
            .folder(MF)?
            .files
            .iter()
            .position(|file| file.file_identifier == Some(0x2F02))?;
        let Content::Transparent { body, .. } =
            &self.system.file(FileIndex { folder: MF, file })?.content
        else {
            return None;
        };
        let number = hex::encode(body.0.strip_prefix(&[0x5A, 0x0A])?.get(..10)?);
        number
            .bytes()
            .all(|digit| digit.is_ascii_digit())
            .then_some(number)
    }

    /// All password objects, those of the MF first.
    pub fn passwords(&self) -> impl Iterator<Item = PasswordView<'_>> {
        self.system
            .folders
            .iter()
            .enumerate()
            .flat_map(|(index, folder)| {
                folder.passwords.iter().map(move |password| PasswordView {
                    name: &password.name,
                    folder: &folder.name,
                    reference: if index == MF { 0x00 } else { 0x80 } | password.identifier,
                    transport_status: password.transport_status,
                    retry_counter: password.retry_counter,
                    puk_uses_left: password.puk_usage,
                    enabled: password.enabled,
                    minimum_length: password.minimum_length,
                    maximum_length: password.maximum_length,
                })
            })
    }

    /// Terms in access rules that count as NEVER, with the object they guard.
    #[must_use]
    pub fn unknown_terms(&self) -> Vec<UnknownTerm> {
        let mut found = Vec::new();
        for folder in &self.system.folders {
            let own = [(&folder.name, &folder.access_rules)];
            let files = folder
                .files
                .iter()
                .map(|file| (&file.name, &file.access_rules));
            let passwords = folder
                .passwords
                .iter()
                .map(|password| (&password.name, &password.access_rules));
            for (object, rules) in own.into_iter().chain(files).chain(passwords) {
                let terms = rules.unknown_terms().into_iter();
                found.extend(terms.map(|term| UnknownTerm {
                    object: object.clone(),
                    term: term.to_owned(),
                }));
            }
        }
        found
    }

    /// The PIN letter of the card as it is now.
    #[must_use]
    pub fn letter(&self) -> Letter {
        let passwords = self
            .system
            .folders
            .iter()
            .flat_map(|folder| &folder.passwords);
        let lines = passwords.map(|password| LetterLine {
            label: password
                .name
                .strip_prefix("PIN.")
                .unwrap_or(&password.name)
                .to_lowercase(),
            name: password.name.clone(),
            transport_pin: match password.transport_status {
                TransportStatus::TransportPin => digits(&password.secret),
                TransportStatus::Regular | TransportStatus::LeerPin => None,
            },
            puk: digits(&password.puk),
        });
        Letter {
            kind: self.kind(),
            iccsn: self.iccsn(),
            lines: lines.collect(),
        }
    }
}

fn digits(secret: &Secret) -> Option<Pin> {
    let block = secret.0.as_ref()?;
    let mut ascii = apdu::SecretOctets::with_capacity(Pin::MAX + 2);
    for octet in block.octets().iter().skip(1) {
        ascii.extend(&[b'0' + (octet >> 4), b'0' + (octet & 0x0F)]);
    }
    Pin::from_digits(ascii.get(..block.length())?).ok()
}
