//! What a card and its reader answered to harmless commands, as a file for those who build this
//! program. Its form is `docs/pinlotse-probe-1.schema.json`.
//!
//! What is about one card or its holder was left out where it was read
//! ([`crate::card::probe`]); here the reader's serial number goes.

use serde::Serialize;

use super::redact::without_serials;
use crate::card::View;
use crate::card::probe::{Keeps, Probed};
use crate::report::facts::cause::Cause;
use crate::report::facts::failure::Unreached;
use crate::report::facts::outcome::SeenReader;

/// The file.
#[derive(Debug, Serialize)]
pub struct ProbeFile {
    schema: &'static str,
    version: &'static str,
    /// The day, no time of day.
    made: String,
    system: String,
    r#virtual: bool,
    reader: Reader,
    card: Card,
    exchanges: Vec<Exchange>,
}

#[derive(Debug, Serialize)]
struct Reader {
    name: String,
    contactless: bool,
    features: Vec<Feature>,
    firmware: Option<String>,
    usb: Option<String>,
    lcd_layout: Option<u16>,
    min_pin_size: Option<u8>,
    max_pin_size: Option<u8>,
    max_apdu_data_size: Option<u32>,
}

#[derive(Debug, Serialize)]
struct Feature {
    tag: String,
    code: String,
}

#[derive(Debug, Serialize)]
struct Card {
    kind: &'static str,
    generation: Option<&'static str>,
    product_version: Option<String>,
    /// The ten digits that name the issuer.
    issuer: Option<String>,
    atr: String,
}

#[derive(Debug, Serialize)]
struct Exchange {
    step: String,
    folder: &'static str,
    command: String,
    data: Option<String>,
    length: Option<usize>,
    status: Option<String>,
    /// Code word of what broke the line.
    error: Option<&'static str>,
    microseconds: u64,
    /// Whether the data were left out on purpose.
    masked: bool,
}

const SCHEMA: &str = "pinlotse-probe/1";
const OF_ISSUER: usize = 10;

impl ProbeFile {
    /// Of these answers of this card, on this day (ISO 8601).
    #[must_use]
    pub fn new(
        view: &View,
        reader: &SeenReader,
        probed: &[Probed],
        made: String,
        system: String,
        is_virtual: bool,
    ) -> Self {
        let issuer = view
            .iccsn
            .as_ref()
            .and_then(|number| number.as_str().get(..OF_ISSUER).map(ToOwned::to_owned));
        Self {
            schema: SCHEMA,
            version: env!("CARGO_PKG_VERSION"),
            made,
            system,
            r#virtual: is_virtual,
            reader: Reader::of(reader),
            card: Card {
                kind: view.kind.word(),
                generation: view.version.map(|version| version.generation().name()),
                product_version: view.version.map(|version| version.to_string()),
                issuer,
                atr: hex::encode_upper(&view.atr),
            },
            exchanges: probed.iter().map(Exchange::of).collect(),
        }
    }
}

impl Reader {
    fn of(reader: &SeenReader) -> Self {
        let properties = reader.features.properties();
        let feature = |(tag, code): &(u8, u32)| Feature {
            tag: format!("{tag:02X}"),
            code: format!("{code:08X}"),
        };
        let usb = properties.vendor.zip(properties.product);
        Self {
            name: without_serials(&reader.name),
            contactless: reader.contactless,
            features: reader.features.codes().iter().map(feature).collect(),
            firmware: properties.firmware.as_deref().map(without_serials),
            usb: usb.map(|(vendor, product)| format!("{vendor:04X}:{product:04X}")),
            lcd_layout: properties.lcd_layout,
            min_pin_size: properties.min_pin_size,
            max_pin_size: properties.max_pin_size,
            max_apdu_data_size: properties.max_apdu_data_size,
        }
    }
}

impl Exchange {
    fn of(probed: &Probed) -> Self {
        let told = probed.answer.as_ref().ok();
        let data = told.and_then(|told| told.data.as_deref());
        let broke = probed.answer.as_ref().err().cloned();
        Self {
            step: probed.probe.name(),
            folder: probed.place.name,
            command: hex::encode_upper(&probed.command),
            data: data.map(hex::encode_upper),
            length: told.map(|told| told.length),
            status: told.map(|told| told.status.to_string()),
            error: broke.map(|error| Unreached::Reader(error).code().word),
            microseconds: u64::try_from(probed.took.as_micros()).unwrap_or(u64::MAX),
            masked: probed.probe.keeps() == Keeps::Length,
        }
    }
}
