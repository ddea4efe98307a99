//! Which pad is played: a file of lines `key=value`, read when the daemon opens the reader.

use std::fs;
use std::io;
use std::path::Path;

/// How a pad looks to the daemon's clients, and how it behaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// USB vendor and product whose habits the firmware has.
    pub model: (u16, u16),
    /// Whether GET_TLV_PROPERTIES tells vendor and product.
    pub tells_model: bool,
    /// Whether GET_TLV_PROPERTIES tells the least and most digits.
    pub tells_digits: bool,
    /// Fewest and most digits of any entry.
    pub digits: (u8, u8),
    /// Whether there is a display (2 lines of 16).
    pub display: bool,
    /// FEATURE_VERIFY_PIN_DIRECT.
    pub verify: bool,
    /// FEATURE_MODIFY_PIN_DIRECT.
    pub modify: bool,
    /// Whether the firmware reads block descriptions in byte units (89 47 04).
    pub byte_units: bool,
    /// Whether the firmware reads block descriptions in bit units (41 48 04).
    pub bit_units: bool,
    /// Toy: answers 9000 to everything, without decoding it and without asking the card.
    pub toy: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            model: (0xFFFF, 0x0001),
            tells_model: true,
            tells_digits: true,
            digits: (4, 12),
            display: true,
            verify: true,
            modify: true,
            byte_units: true,
            bit_units: true,
            toy: false,
        }
    }
}

impl Settings {
    /// Reads what [`to_text`](Self::to_text) wrote.
    ///
    /// # Errors
    /// A line that is not understood: a test that sets nothing must not pass.
    pub fn read(path: &Path) -> io::Result<Self> {
        let mut settings = Self::default();
        for line in fs::read_to_string(path)?.lines() {
            let bad = || io::Error::new(io::ErrorKind::InvalidData, line.to_owned());
            let (key, value) = line.split_once('=').ok_or_else(bad)?;
            settings.set(key, value).ok_or_else(bad)?;
        }
        Ok(settings)
    }

    fn set(&mut self, key: &str, value: &str) -> Option<()> {
        match key {
            "model" => self.model = pair(value, |text| u16::from_str_radix(text, 16).ok())?,
            "digits" => self.digits = pair(value, |text| text.parse().ok())?,
            "tells_model" => self.tells_model = value.parse().ok()?,
            "tells_digits" => self.tells_digits = value.parse().ok()?,
            "display" => self.display = value.parse().ok()?,
            "verify" => self.verify = value.parse().ok()?,
            "modify" => self.modify = value.parse().ok()?,
            "byte_units" => self.byte_units = value.parse().ok()?,
            "bit_units" => self.bit_units = value.parse().ok()?,
            "toy" => self.toy = value.parse().ok()?,
            _ => return None,
        }
        Some(())
    }

    /// The file's content.
    #[must_use]
    pub fn to_text(&self) -> String {
        let Self { model, digits, .. } = self;
        format!(
            "model={:04X}:{:04X}\ndigits={}:{}\ntells_model={}\ntells_digits={}\ndisplay={}\nverify={}\nmodify={}\n\
             byte_units={}\nbit_units={}\ntoy={}\n",
            model.0,
            model.1,
            digits.0,
            digits.1,
            self.tells_model,
            self.tells_digits,
            self.display,
            self.verify,
            self.modify,
            self.byte_units,
            self.bit_units,
            self.toy
        )
    }

    /// wLcdLayout.
    #[must_use]
    pub const fn layout(&self) -> u16 {
        if self.display { 0x0210 } else { 0 }
    }
}

fn pair<T>(value: &str, parse: impl Fn(&str) -> Option<T>) -> Option<(T, T)> {
    let (first, second) = value.split_once(':')?;
    Some((parse(first)?, parse(second)?))
}
