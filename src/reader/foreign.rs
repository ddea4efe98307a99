//! Readers that hold no card of anybody's: what a system or a device shows as a reader with a card
//! that is always in.
//!
//! Told by the names that their makers gave them. A card is never waited for there, nor looked
//! for; who names such a reader gets it.

/// What a reader is in truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// The key store of Windows Hello for Business, one for each user.
    WindowsHello,
    /// The SIM of the PC's modem.
    Sim,
    /// A virtual smart card in the PC's security chip.
    SecurityChip,
    /// A security key at USB (FIDO, PIV).
    SecurityKey,
}

impl Foreign {
    /// The fixed word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Foreign::WindowsHello => "windows_hello",
            Foreign::Sim => "sim",
            Foreign::SecurityChip => "security_chip",
            Foreign::SecurityKey => "security_key",
        }
    }
}

/// How such names begin, in small letters: those of Windows as it lists them, those of keys as
/// libccid 1.5 does. Sticks that take a card of SIM size are readers.
const NAMES: &[(&str, Foreign)] = &[
    ("windows hello for business", Foreign::WindowsHello),
    ("microsoft uicc iso reader", Foreign::Sim),
    ("microsoft virtual smart card", Foreign::SecurityChip),
    ("yubico yubikey", Foreign::SecurityKey),
    ("yubico.com yubikey", Foreign::SecurityKey),
    ("nitrokey", Foreign::SecurityKey),
    ("token2 fido", Foreign::SecurityKey),
    ("token2 molto2", Foreign::SecurityKey),
    ("solokeys", Foreign::SecurityKey),
    ("canokeys", Foreign::SecurityKey),
    ("gotrust idem key", Foreign::SecurityKey),
    ("hid global crescendo key", Foreign::SecurityKey),
    ("purism, spc librem key", Foreign::SecurityKey),
    (
        "free software initiative of japan gnuk",
        Foreign::SecurityKey,
    ),
    ("ledger nano", Foreign::SecurityKey),
];

/// What a reader of this name is; `None` for one that takes cards.
#[must_use]
pub fn foreign(reader: &str) -> Option<Foreign> {
    let name = reader.to_lowercase();
    let known = NAMES
        .iter()
        .find(|(beginning, _)| name.starts_with(beginning));
    known.map(|(_, foreign)| *foreign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_windows_shows_as_readers_is_told_from_readers() {
        for (name, what) in [
            ("Windows Hello for Business 1", Some(Foreign::WindowsHello)),
            ("Microsoft UICC ISO Reader 2c7f1f9e 0", Some(Foreign::Sim)),
            (
                "Microsoft Virtual Smart Card 0",
                Some(Foreign::SecurityChip),
            ),
            (
                "Yubico YubiKey OTP+FIDO+CCID 00 00",
                Some(Foreign::SecurityKey),
            ),
            (
                "canokeys.org OpenPGP PIV OATH 0",
                Some(Foreign::SecurityKey),
            ),
            (
                "Nitrokey Nitrokey 3 [CCID/ICCD Interface] 00 00",
                Some(Foreign::SecurityKey),
            ),
            ("TOKEN2 MFA NFC Reader 00 00", None),
            ("Gemalto USB Shell Token V2 00 00", None),
            ("Cherry GmbH SmartTerminal ST-1144 0", None),
            ("Virtual PCD 00 00", None),
            ("Identiv uTrust 2700 R 0", None),
            ("", None),
        ] {
            assert_eq!(foreign(name), what, "{name}");
        }
    }
}
