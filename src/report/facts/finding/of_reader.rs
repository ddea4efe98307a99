//! What is found at a reader, or that there is none.

use crate::reader::foreign::Foreign;
use crate::report::facts::code::{Code, code};
use crate::report::facts::exit;
use crate::settings::Origin;

/// What is found at a reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfReader {
    /// The name of `--reader` means no reader.
    NoSuchReader {
        /// The name that was asked for.
        wanted: String,
        /// Readers that are there.
        readers: Vec<String>,
        /// What asked for it, where no flag did.
        by: Option<Origin>,
    },
    /// No reader.
    NoReader {
        /// Whether USB shows one; `None` is unknown.
        on_usb: Option<bool>,
        /// What the service shows as readers that take no cards.
        foreign: Vec<String>,
    },
    /// Readers of the practice's network are none of this PC.
    TiTerminal,
    /// It has a contactless field only.
    ContactlessOnly {
        /// A reader with a slot beside it.
        beside: Option<String>,
    },
    /// It says that it has a PIN pad, which must not be used.
    PadUntrusted,
    /// Its model has a PIN pad, of which it says nothing.
    PadFeaturesMissing,
    /// Its PIN pad can check a PIN, but not change one.
    PadVerifyOnly,
    /// Its PIN pad can change a PIN, but not check one.
    PadModifyOnly,
    /// It may need a newer firmware.
    OldFirmware {
        /// The firmware that is needed.
        needed: &'static str,
        /// Its own, where it tells it.
        own: Option<String>,
    },
    /// Its PIN pad needs a newer driver.
    OldDriver {
        /// The one that is installed, with its version.
        driver: String,
        /// The version that is needed.
        needed: &'static str,
    },
    /// It is one by name only.
    Foreign(Foreign),
    /// Nothing is wrong with it.
    Ok,
}

impl OfReader {
    pub(super) const fn code(&self) -> Code {
        match self {
            OfReader::NoSuchReader { .. } => code("no_such_reader", exit::NO_READER),
            OfReader::NoReader { .. } => code("no_reader", exit::NO_READER),
            OfReader::TiTerminal => code("ti_terminal_hint", exit::DONE),
            OfReader::ContactlessOnly { .. } => code("contactless_only", exit::NO_READER),
            OfReader::PadUntrusted => code("pad_untrusted", exit::DONE),
            OfReader::PadFeaturesMissing => code("pad_features_missing", exit::DONE),
            OfReader::PadVerifyOnly => code("pad_verify_only", exit::DONE),
            OfReader::PadModifyOnly => code("pad_modify_only", exit::DONE),
            OfReader::OldFirmware { .. } => code("old_firmware", exit::DONE),
            OfReader::OldDriver { .. } => code("old_driver", exit::DONE),
            OfReader::Foreign(_) => code("foreign_reader", exit::DONE),
            OfReader::Ok => code("reader_ok", exit::DONE),
        }
    }
}

#[cfg(test)]
impl OfReader {
    pub(super) fn samples() -> Vec<Self> {
        use crate::report::facts::failure::samples::of_each;
        let (wanted, needed) = ("anderer".to_owned(), "1.2.3");
        let some = vec!["Leser".to_owned()];
        of_each!(OfReader {
            NoSuchReader => [(some, None), (Vec::new(), None), (Vec::new(), Some(Origin::Variable("PINLOTSE_READER")))].map(
                |(readers, by)| OfReader::NoSuchReader { wanted: wanted.clone(), readers, by },
            ),
            NoReader => [None, Some(false), Some(true)].into_iter().flat_map(|on_usb| {
                [Vec::new(), vec!["Windows Hello for Business 1".to_owned()]]
                    .map(|foreign| OfReader::NoReader { on_usb, foreign })
            }).collect::<Vec<_>>(),
            TiTerminal => [OfReader::TiTerminal],
            ContactlessOnly => [None, Some("Leser".to_owned())].map(|beside| OfReader::ContactlessOnly { beside }),
            PadUntrusted => [OfReader::PadUntrusted],
            PadFeaturesMissing => [OfReader::PadFeaturesMissing],
            PadVerifyOnly => [OfReader::PadVerifyOnly],
            PadModifyOnly => [OfReader::PadModifyOnly],
            OldFirmware => [None, Some("1.0".to_owned())].map(|own| OfReader::OldFirmware { needed, own }),
            OldDriver => [OfReader::OldDriver { driver: "ifd-ccid 1.4.30".to_owned(), needed: "1.4.32" }],
            Foreign => of_each!(Foreign {
                WindowsHello => [Foreign::WindowsHello],
                Sim => [Foreign::Sim],
                SecurityChip => [Foreign::SecurityChip],
                SecurityKey => [Foreign::SecurityKey],
            }).into_iter().map(OfReader::Foreign).collect::<Vec<_>>(),
            Ok => [OfReader::Ok],
        })
    }
}
