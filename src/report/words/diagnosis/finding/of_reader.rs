//! What was found at a reader, in words.

use super::Said;
use crate::report::facts::failure::Unreached;
use crate::report::facts::finding::OfReader;
use crate::report::words::failure::{Message, unreached};
use crate::report::words::readers::foreign_label;
use crate::report::words::{advice, defaults};
use crate::system::machine::Site;
use crate::text::Text;

pub(super) fn say(found: &OfReader, name: &str, site: Site, text: Text) -> Said {
    match found {
        OfReader::NoSuchReader {
            wanted,
            readers,
            by,
        } => {
            let (wanted, readers) = (wanted.clone(), readers.clone());
            let cause = Unreached::NoSuchReader { wanted, readers };
            let Message { what, hint } = unreached::explain(&cause, site, text);
            match by {
                Some(by) => Said::with(
                    text.doctor_by_default(&what, &defaults::by(by, text)),
                    defaults::remove_do(by, site, text),
                ),
                None => Said::with(what, hint),
            }
        }
        OfReader::NoReader { foreign, .. } if !foreign.is_empty() => Said::with(
            text.doctor_only_foreign_readers(&foreign.join(", ")),
            advice::no_reader(site, text),
        ),
        OfReader::NoReader { on_usb, .. } => match on_usb {
            Some(false) => Said::with(text.doctor_no_reader_usb(), text.doctor_no_reader_usb_do()),
            Some(true) => Said::with(text.doctor_no_reader(), text.doctor_no_reader_driver_do()),
            None => Said::with(text.doctor_no_reader(), advice::no_reader(site, text)),
        },
        OfReader::TiTerminal => {
            Said::with(text.reader_network_note(), text.doctor_ti_terminal_do())
        }
        OfReader::ContactlessOnly { beside } => Said::with(
            text.doctor_contactless_only(name),
            match beside {
                Some(beside) => text.doctor_contactless_beside_do(beside),
                None => text.doctor_contactless_only_do(),
            },
        ),
        OfReader::PadUntrusted => {
            Said::with(text.pad_untrusted(name), text.doctor_pad_untrusted_do())
        }
        OfReader::PadFeaturesMissing => Said::with(
            text.doctor_pad_features_missing(name),
            text.doctor_pad_features_missing_do(),
        ),
        OfReader::PadVerifyOnly => {
            Said::with(text.pad_verify_only(name), text.doctor_pad_keyboard_do())
        }
        OfReader::PadModifyOnly => {
            Said::with(text.pad_modify_only(name), text.doctor_pad_keyboard_do())
        }
        OfReader::OldFirmware { needed, own } => {
            let what = match own {
                Some(own) => text.doctor_firmware_tells(name, needed, own),
                None => text.doctor_firmware(name, needed),
            };
            Said::with(what, text.doctor_firmware_do())
        }
        OfReader::OldDriver { driver, needed } => Said::with(
            text.doctor_old_driver(name, driver, needed),
            text.doctor_old_driver_do(&advice::install(site, text)),
        ),
        OfReader::Foreign(foreign) => {
            Said::only(text.doctor_foreign_reader(name, &foreign_label(*foreign, text)))
        }
        OfReader::Ok => Said::only(text.doctor_reader_ok(name)),
    }
}
