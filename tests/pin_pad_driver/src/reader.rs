//! One reader with its slots. In the folder that DEVICENAME points to lie `settings`, and for each
//! slot the sockets `card-N` (somebody listens: a card is in) and `person-N` (whoever presses the
//! keys).

use std::io;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::sleep;

use crate::dialog::{self, Mishap, Script};
use crate::settings::Settings;
use crate::structure;
use crate::wire::{self, Card};

/// CM_IOCTL_GET_FEATURE_REQUEST.
const GET_FEATURE_REQUEST: u32 = 0x4200_0000 + 3400;
/// The same as programs of Windows ask; wine hands it on as it is.
const GET_FEATURE_REQUEST_OF_WINDOWS: u32 = 0x0031_0000 + (3400 << 2);
/// Where this reader's own control codes begin: not where libccid's do, so that a client which
/// knows them by heart gets nowhere.
const CODES: u32 = 0x42AA_0000;

const VERIFY_PIN_DIRECT: u8 = 0x06;
const MODIFY_PIN_DIRECT: u8 = 0x07;
const IFD_PIN_PROPERTIES: u8 = 0x0A;
const GET_TLV_PROPERTIES: u8 = 0x12;

/// Why a call was not carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// IFD_COMMUNICATION_ERROR.
    Line = 612,
    /// IFD_ERROR_NOT_SUPPORTED.
    NotSupported = 606,
}

/// A reader.
#[derive(Debug)]
pub struct Reader {
    folder: PathBuf,
    settings: Settings,
    slots: Vec<Mutex<Card>>,
}

impl Reader {
    /// Opens `FOLDER:SLOTS`.
    ///
    /// # Errors
    /// The settings cannot be read.
    pub fn open(device: &str) -> io::Result<Self> {
        let bad = || io::Error::new(io::ErrorKind::InvalidInput, device.to_owned());
        let (folder, slots) = device.rsplit_once(':').ok_or_else(bad)?;
        let slots: usize = slots.parse().map_err(|_| bad())?;
        let folder = PathBuf::from(folder);
        let settings = Settings::read(&folder.join("settings"))?;
        Ok(Self {
            folder,
            settings,
            slots: (0..slots).map(|_| Mutex::default()).collect(),
        })
    }

    /// Number of slots.
    #[must_use]
    pub const fn slots(&self) -> usize {
        self.slots.len()
    }

    /// The card side of a slot.
    ///
    /// # Errors
    /// No such slot.
    pub fn card(&self, slot: usize) -> Result<MutexGuard<'_, Card>, Fault> {
        let card = self.slots.get(slot).ok_or(Fault::NotSupported)?;
        Ok(card.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether a card is in.
    ///
    /// # Errors
    /// No such slot.
    pub fn is_present(&self, slot: usize) -> Result<bool, Fault> {
        Ok(self
            .card(slot)?
            .is_present(&self.folder.join(format!("card-{slot}"))))
    }

    /// A control code.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn control(&self, slot: usize, code: u32, input: &[u8]) -> Result<Vec<u8>, Fault> {
        if matches!(code, GET_FEATURE_REQUEST | GET_FEATURE_REQUEST_OF_WINDOWS) {
            return Ok(self.features());
        }
        let feature = code
            .checked_sub(CODES)
            .and_then(|feature| u8::try_from(feature).ok());
        match feature.filter(|feature| self.offers(*feature)) {
            Some(IFD_PIN_PROPERTIES) => {
                let [low, high] = self.settings.layout().to_le_bytes();
                Ok(vec![low, high, 2, 0])
            }
            Some(GET_TLV_PROPERTIES) => Ok(self.properties()),
            Some(feature) => self.ask_person(slot, feature, input),
            None => Err(Fault::NotSupported),
        }
    }

    fn offers(&self, feature: u8) -> bool {
        match feature {
            VERIFY_PIN_DIRECT => self.settings.verify,
            MODIFY_PIN_DIRECT => self.settings.modify,
            IFD_PIN_PROPERTIES | GET_TLV_PROPERTIES => true,
            _ => false,
        }
    }

    /// Tag, length, control code big endian.
    fn features(&self) -> Vec<u8> {
        let all = [
            VERIFY_PIN_DIRECT,
            MODIFY_PIN_DIRECT,
            IFD_PIN_PROPERTIES,
            GET_TLV_PROPERTIES,
        ];
        let offered = all.into_iter().filter(|feature| self.offers(*feature));
        offered
            .flat_map(|feature| {
                let [a, b, c, d] = (CODES + u32::from(feature)).to_be_bytes();
                [feature, 4, a, b, c, d]
            })
            .collect()
    }

    /// Tag, length, value little endian.
    fn properties(&self) -> Vec<u8> {
        let Settings {
            model: (vendor, product),
            digits: (min, max),
            ..
        } = self.settings;
        let mut octets = vec![0x01, 2];
        octets.extend(self.settings.layout().to_le_bytes());
        octets.extend([0x03, 1, 0]);
        if self.settings.tells_digits {
            octets.extend([0x06, 1, min, 0x07, 1, max]);
        }
        octets.extend([0x0A, 4, 0, 0, 1, 0]);
        if self.settings.tells_model {
            octets.extend([0x0B, 2]);
            octets.extend(vendor.to_le_bytes());
            octets.extend([0x0C, 2]);
            octets.extend(product.to_le_bytes());
        }
        octets
    }

    /// Hands the structure to the test, does what it says, and tells it how that ended.
    fn ask_person(&self, slot: usize, feature: u8, input: &[u8]) -> Result<Vec<u8>, Fault> {
        let person =
            wire::connect(&self.folder.join(format!("person-{slot}"))).map_err(|_| Fault::Line)?;
        let (ended, answer) = match self.armed(slot, feature, input, &person) {
            Ok((answer, why)) => (format!("{} {why}", hex(&answer)), Ok(answer)),
            Err(fault) => (format!("{fault:?}"), Err(fault)),
        };
        wire::send(&person, ended.trim().as_bytes()).map_err(|_| Fault::Line)?;
        answer
    }

    /// The answer, and for a refusal the field it is for.
    fn armed(
        &self,
        slot: usize,
        feature: u8,
        input: &[u8],
        person: &UnixStream,
    ) -> Result<(Vec<u8>, &str), Fault> {
        let told =
            wire::send(person, &[&[feature], input].concat()).and_then(|()| wire::receive(person));
        let script = told
            .ok()
            .and_then(|octets| Script::parse(&String::from_utf8(octets).ok()?))
            .ok_or(Fault::Line)?;
        if self.settings.toy {
            return Ok((vec![0x90, 0x00], "toy"));
        }
        if script.mishap == Some(Mishap::Unsupported) {
            return Err(Fault::NotSupported);
        }
        let decode = if feature == MODIFY_PIN_DIRECT {
            structure::modify
        } else {
            structure::verify
        };
        let dialog = match decode(input, &self.settings) {
            Ok(dialog) => dialog,
            Err(field) => return Ok((vec![0x6B, 0x80], field)),
        };
        let command = match dialog::run(&dialog, &script.keys) {
            Ok(command) => command,
            Err(word) => return Ok(((word as u16).to_be_bytes().to_vec(), "")),
        };
        let mut answer = match script.mishap {
            Some(Mishap::BreakBefore) => return Err(Fault::Line),
            Some(Mishap::Answer(octets)) => return Ok((octets, "scripted")),
            _ => self
                .card(slot)?
                .transmit(&command)
                .map_err(|_| Fault::Line)?,
        };
        sleep(script.slow);
        if script.mishap == Some(Mishap::BreakAfter) {
            return Err(Fault::Line);
        }
        if script.with_header {
            answer.splice(0..0, [0x00, 0x40, 0x02]);
        }
        Ok((answer, ""))
    }
}

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02X}")).collect()
}
