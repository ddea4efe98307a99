//! What a reader says of itself: GET_TLV_PROPERTIES (PC/SC part 10, 2.6.14). Values are little
//! endian, unlike control codes.

use super::Digits;

const LCD_LAYOUT: u8 = 0x01;
const MIN_PIN_SIZE: u8 = 0x06;
const MAX_PIN_SIZE: u8 = 0x07;
const FIRMWARE_ID: u8 = 0x08;
const MAX_APDU_DATA_SIZE: u8 = 0x0A;
const ID_VENDOR: u8 = 0x0B;
const ID_PRODUCT: u8 = 0x0C;

/// Properties of a reader. All may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Properties {
    /// wLcdLayout: lines and characters of a display; 0 is no display.
    pub lcd_layout: Option<u16>,
    /// bMinPINSize in digits.
    pub min_pin_size: Option<u8>,
    /// bMaxPINSize in digits.
    pub max_pin_size: Option<u8>,
    /// sFirmwareID, whatever the maker writes there.
    pub firmware: Option<String>,
    /// dwMaxAPDUDataSize in octets; 0: short commands only.
    pub max_apdu_data_size: Option<u32>,
    /// wIdVendor of USB.
    pub vendor: Option<u16>,
    /// wIdProduct of USB.
    pub product: Option<u16>,
}

impl Properties {
    /// Reads tag, length, value, repeated, as far as it goes. Unknown tags and values of an odd
    /// length are left out.
    #[must_use]
    pub fn parse(mut answer: &[u8]) -> Self {
        let mut properties = Self::default();
        while let [tag, length, rest @ ..] = answer {
            let Some((value, after)) = rest.split_at_checked(usize::from(*length)) else {
                break;
            };
            properties.take(*tag, value);
            answer = after;
        }
        properties
    }

    fn take(&mut self, tag: u8, value: &[u8]) {
        match tag {
            LCD_LAYOUT => self.lcd_layout = word(value),
            MIN_PIN_SIZE => self.min_pin_size = octet(value),
            MAX_PIN_SIZE => self.max_pin_size = octet(value),
            FIRMWARE_ID => self.firmware = Some(String::from_utf8_lossy(value).into_owned()),
            MAX_APDU_DATA_SIZE => {
                self.max_apdu_data_size = value.try_into().ok().map(u32::from_le_bytes)
            }
            ID_VENDOR => self.vendor = word(value),
            ID_PRODUCT => self.product = word(value),
            _ => {}
        }
    }

    /// Lengths that the pad takes. A maximum of 0 is no answer.
    pub(super) fn digits(&self) -> Digits {
        let max = self.max_pin_size.filter(|max| *max > 0);
        Digits::between(self.min_pin_size.unwrap_or(0), max.unwrap_or(u8::MAX))
    }

    /// Vendor and product of the USB device.
    pub(super) fn usb_id(&self) -> Option<(u16, u16)> {
        self.vendor.zip(self.product)
    }
}

fn word(value: &[u8]) -> Option<u16> {
    value.try_into().ok().map(u16::from_le_bytes)
}

fn octet(value: &[u8]) -> Option<u8> {
    if let [octet] = value {
        Some(*octet)
    } else {
        None
    }
}
