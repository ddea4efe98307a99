//! Readers that people own: what a model is, by its USB numbers or its PC/SC name (`readers.json`).
//!
//! What a *pad* needs beyond the specification is known in [`crate::reader`]; here stands what a
//! person can be told about the box on the desk.

use std::sync::LazyLock;

use serde::Deserialize;

use super::built_in::built_in;

static TABLE: LazyLock<Table> =
    LazyLock::new(|| built_in("readers.json", include_str!("readers.json")));

/// A model. A `note` in the data is for those who keep them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Model {
    /// Vendor and product of USB, `046A:003E`.
    pub usb: String,
    /// What people call it.
    pub name: String,
    /// Parts of its PC/SC name in small letters.
    #[serde(rename = "match")]
    parts: Vec<String>,
    /// Class by the German banks' scheme: 1 none, 2 pad, 3 pad and display. `None` is unknown.
    pub class: Option<u8>,
    /// Whether it has a PIN pad that can be trusted. `None` is unknown.
    pub pad: Option<bool>,
    /// Which cards it reads.
    pub contactless: Contactless,
    /// Which driver it needs.
    pub driver: DriverKind,
    /// Version of that driver from which on its pad works.
    #[serde(default)]
    pub pad_since: Option<String>,
    /// Keys of the sources in the data.
    pub source: Vec<String>,
}

impl Model {
    /// Vendor and product of USB as numbers.
    #[must_use]
    pub fn device(&self) -> Option<(u16, u16)> {
        let (vendor, product) = self.usb.split_once(':')?;
        let number = |text| u16::from_str_radix(text, 16).ok();
        number(vendor).zip(number(product))
    }
}

/// Whether a model reads contactless cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Contactless {
    /// Cards in the slot only.
    None,
    /// Both: one may get in the way of the other.
    Both,
    /// No slot.
    Only,
}

/// Which driver a model needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DriverKind {
    /// The one for all CCID readers (Linux, macOS: libccid). On Windows the system's own does
    /// without the pad.
    Ccid,
    /// The maker's, everywhere.
    Maker,
}

#[derive(Default, Deserialize)]
struct Table {
    as_of: String,
    sources: std::collections::BTreeMap<String, String>,
    readers: Vec<Model>,
}

/// The day of the data, ISO 8601.
#[must_use]
pub fn as_of() -> &'static str {
    &TABLE.as_of
}

/// Where a model's facts are from, in words.
#[must_use]
pub fn sources(model: &Model) -> Vec<&'static str> {
    model
        .source
        .iter()
        .filter_map(|key| TABLE.sources.get(key))
        .map(String::as_str)
        .collect()
}

/// All models.
#[must_use]
pub fn all() -> &'static [Model] {
    &TABLE.readers
}

/// The model with these USB numbers.
#[must_use]
pub fn by_usb(vendor: u16, product: u16) -> Option<&'static Model> {
    let id = format!("{vendor:04X}:{product:04X}");
    TABLE.readers.iter().find(|model| model.usb == id)
}

/// The model whose PC/SC name this seems to be; the longest part that fits decides.
#[must_use]
pub fn by_name(reader: &str) -> Option<&'static Model> {
    let name = reader.to_lowercase();
    let fit = |model: &Model| {
        model
            .parts
            .iter()
            .filter(|part| name.contains(*part))
            .map(String::len)
            .max()
    };
    TABLE
        .readers
        .iter()
        .filter_map(|model| Some((fit(model)?, model)))
        .max_by_key(|(fit, _)| *fit)
        .map(|(_, m)| m)
}

/// Whether a USB device is a reader although its interface may not say so: the makers' own
/// protocols.
#[must_use]
pub fn is_reader(vendor: u16, product: u16) -> bool {
    /// REINER SCT makes nothing but readers.
    const REINER_SCT: u16 = 0x0C4B;
    vendor == REINER_SCT || by_usb(vendor, product).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_are_whole_and_every_model_has_a_source_and_a_number_of_its_own() {
        let table: &Table = &TABLE;
        assert!(table.readers.len() > 20);
        assert_eq!(as_of().len(), "2026-11-24".len());
        for model in &table.readers {
            assert!(
                !sources(model).is_empty() && sources(model).len() == model.source.len(),
                "{}",
                model.name
            );
            let (vendor, product) = model.usb.split_once(':').unwrap();
            let number = |text| u16::from_str_radix(text, 16).unwrap();
            assert_eq!(
                by_usb(number(vendor), number(product)),
                Some(model),
                "a number twice: {}",
                model.usb
            );
            assert_eq!(model.usb, model.usb.to_uppercase());
            assert!(
                model.parts.iter().all(|part| *part == part.to_lowercase()),
                "{}",
                model.name
            );
            assert_eq!(
                model.pad == Some(true),
                model.class.is_some_and(|class| class > 1),
                "{}",
                model.name
            );
        }
    }

    #[test]
    fn names_of_the_services_lead_to_their_models() {
        for (name, usb) in [
            (
                "REINER SCT cyberJack RFID komfort (1234567890) 00 00",
                "0C4B:0501",
            ),
            ("REINER SCT cyberJack RFID komfort FON 00 00", "0C4B:2007"),
            (
                "REINER SCT cyberJack RFID standard (1234567890) 00 00",
                "0C4B:0500",
            ),
            (
                "REINER SCT cyberJack ecom_a (1234567890) 00 00",
                "0C4B:0300",
            ),
            (
                "Cherry GmbH SmartTerminal ST-2xxx [Vendor Interface] (21121218200336) 00 00",
                "046A:003E",
            ),
            ("CHERRY Smart Terminal 1150 00 00", "046A:0202"),
            (
                "SCM Microsystems Inc. SPR 532 [Vendor Interface] (21120000000001) 00 00",
                "04E6:E003",
            ),
            (
                "Identiv SCR3500 A Contact Reader [CCID Interface] (53311617234582) 00 00",
                "04E6:5814",
            ),
            (
                "Identiv uTrust 2900 R Smart Card Reader [CCID Interface] (55041923600263) 00 00",
                "04E6:5811",
            ),
            (
                "HID Global OMNIKEY 3x21 Smart Card Reader [OMNIKEY 3x21] 00 00",
                "076B:3031",
            ),
        ] {
            assert_eq!(
                by_name(name).map(|model| model.usb.as_str()),
                Some(usb),
                "{name}"
            );
        }
        assert_eq!(by_name("Virtual PCD 00 00"), None);
    }

    #[test]
    fn readers_with_protocols_of_their_own_are_readers_too() {
        assert!(
            is_reader(0x0C4B, 0x0300) && is_reader(0x0C4B, 0xFFFF) && is_reader(0x046A, 0x0010)
        );
        assert!(!is_reader(0x046D, 0xC31C));
    }
}
