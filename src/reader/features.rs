//! What a reader can do besides passing commands on (PC/SC part 10, GET_FEATURE_REQUEST), as pure
//! bytes.

use super::pin_pad::Properties;

/// Control code number of GET_FEATURE_REQUEST (PC/SC part 10, 2.2).
pub const GET_FEATURE_REQUEST: u32 = 3400;

const VERIFY_PIN_DIRECT: u8 = 0x06;
const MODIFY_PIN_DIRECT: u8 = 0x07;
const IFD_PIN_PROPERTIES: u8 = 0x0A;
const GET_TLV_PROPERTIES: u8 = 0x12;
const EXECUTE_PACE: u8 = 0x20;

/// Capabilities of a reader.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Features {
    /// Feature tag and control code, as the reader lists them.
    codes: Vec<(u8, u32)>,
    /// Whether the reader reports a display (wLcdLayout of IFD_PIN_PROPERTIES or GET_TLV_PROPERTIES
    /// is not 0).
    pub display: bool,
    properties: Properties,
}

impl Features {
    /// Reads the answer to GET_FEATURE_REQUEST: tag, length 04, control code big endian, repeated.
    /// Entries of another length are left out.
    #[must_use]
    pub fn parse(mut answer: &[u8]) -> Self {
        let mut codes = Vec::new();
        while let [tag, length, rest @ ..] = answer {
            let Some((value, after)) = rest.split_at_checked(usize::from(*length)) else {
                break;
            };
            if let Ok(code) = <[u8; 4]>::try_from(value) {
                codes.push((*tag, u32::from_be_bytes(code)));
            }
            answer = after;
        }
        Self {
            codes,
            ..Self::default()
        }
    }

    /// A reader without features that passes answers of any length on.
    #[must_use]
    pub fn of_any_length() -> Self {
        let properties = Properties {
            max_apdu_data_size: Some(0x1_0000),
            ..Properties::default()
        };
        Self {
            properties,
            ..Self::default()
        }
    }

    /// All features, each with its control code, as the reader lists them.
    #[must_use]
    pub fn codes(&self) -> &[(u8, u32)] {
        &self.codes
    }

    /// The control code of a feature.
    #[must_use]
    pub fn code(&self, tag: u8) -> Option<u32> {
        self.codes
            .iter()
            .find(|(known, _)| *known == tag)
            .map(|(_, code)| *code)
    }

    /// The control code that asks for IFD_PIN_PROPERTIES.
    #[must_use]
    pub fn pin_properties_code(&self) -> Option<u32> {
        self.code(IFD_PIN_PROPERTIES)
    }

    /// Takes the answer to IFD_PIN_PROPERTIES: wLcdLayout little endian comes first; 0000 is no
    /// display.
    pub fn take_pin_properties(&mut self, answer: &[u8]) {
        self.display = matches!(answer, [low, high, ..] if (*low, *high) != (0, 0));
    }

    /// The control code that asks for GET_TLV_PROPERTIES.
    #[must_use]
    pub fn tlv_properties_code(&self) -> Option<u32> {
        self.code(GET_TLV_PROPERTIES)
    }

    /// Takes the answer to GET_TLV_PROPERTIES. To be called after
    /// [`take_pin_properties`](Self::take_pin_properties).
    pub fn take_tlv_properties(&mut self, answer: &[u8]) {
        self.properties = Properties::parse(answer);
        self.display |= self.properties.lcd_layout.is_some_and(|layout| layout != 0);
    }

    /// What the reader says of itself; empty when it was not asked or has nothing to say.
    #[must_use]
    pub const fn properties(&self) -> &Properties {
        &self.properties
    }

    /// The control code of a dialog at the PIN pad: one that sets a new secret, or one that only
    /// checks.
    #[must_use]
    pub fn pad_code(&self, changes: bool) -> Option<u32> {
        self.code(if changes {
            MODIFY_PIN_DIRECT
        } else {
            VERIFY_PIN_DIRECT
        })
    }

    /// Whether the reader has a PIN pad that can check a PIN.
    #[must_use]
    pub fn can_verify(&self) -> bool {
        self.code(VERIFY_PIN_DIRECT).is_some()
    }

    /// Whether the reader has a PIN pad that can change a PIN.
    #[must_use]
    pub fn can_modify(&self) -> bool {
        self.code(MODIFY_PIN_DIRECT).is_some()
    }

    /// Whether the reader runs PACE itself, so it reads contactless cards.
    #[must_use]
    pub fn can_pace(&self) -> bool {
        self.code(EXECUTE_PACE).is_some()
    }
}

/// Whether a contactless interface answers: by the reader's own words, or by an ATR of the form
/// PC/SC part 3 (3.1.3.2.3) builds for ISO/IEC 14443 cards, `3B 8n 80 01 …`.
#[must_use]
pub fn looks_contactless(reader: &str, features: &Features, atr: &[u8]) -> bool {
    let name = reader.to_ascii_lowercase();
    let named = [
        "contactless",
        "kontaktlos",
        "picc",
        "nfc",
        "rfid basis",
        "microsoft ifd",
    ]
    .iter()
    .any(|word| name.contains(word))
        || name
            .split(|c: char| !c.is_ascii_alphanumeric())
            .any(|word| word == "cl");
    named || features.can_pace() || matches!(atr, [0x3B, t0, 0x80, 0x01, ..] if t0 & 0xF0 == 0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The answer of the test driver in crates-and-tools.md §5.
    #[test]
    fn feature_answers_list_control_codes_big_endian() {
        let features =
            Features::parse(&hex::decode("060442330006070442330007120442330012").unwrap());
        assert_eq!(features.code(0x07), Some(0x4233_0007));
        assert!(features.can_verify() && features.can_modify() && !features.can_pace());
    }

    #[test]
    fn a_reader_may_verify_without_being_able_to_modify() {
        let features = Features::parse(&hex::decode("060442330006").unwrap());
        assert!(features.can_verify() && !features.can_modify());
    }

    #[test]
    fn cut_or_odd_feature_answers_are_read_as_far_as_they_go() {
        assert_eq!(Features::parse(&[0x06, 0x04, 0x42]), Features::default());
        assert_eq!(Features::parse(&[]), Features::default());
        assert!(Features::parse(&hex::decode("0102FFFF060442330006").unwrap()).can_verify());
    }

    #[test]
    fn a_display_is_there_when_the_layout_is_not_zero() {
        let mut features = Features::default();
        features.take_pin_properties(&[0x10, 0x02, 0x07, 0x00]);
        assert!(features.display);
        features.take_pin_properties(&[0x00, 0x00, 0x02, 0x00]);
        assert!(!features.display);
    }

    #[test]
    fn contactless_is_told_by_name_or_atr() {
        let none = Features::default();
        assert!(looks_contactless(
            "ACS ACR1252 1S CL Reader PICC 0",
            &none,
            &[]
        ));
        assert!(looks_contactless(
            "Reader 00 00",
            &none,
            &hex::decode("3B88800150FFFF117783D50069").unwrap()
        ));
        assert!(!looks_contactless(
            "Reader 00 00",
            &none,
            &hex::decode("3B909681B1FE451F0391").unwrap()
        ));
        // What Windows calls the field of a laptop.
        assert!(looks_contactless("Microsoft IFD 0", &none, &[]));
        assert!(!looks_contactless("CLever Reader 00 00", &none, &[]));
    }
}
