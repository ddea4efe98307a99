//! PIN pads: secrets typed at the reader, as PC/SC part 10 describes them, in pure bytes.
//!
//! The reader takes a command with holes for PIN blocks ([`PinCommand`]), asks the person for the
//! digits, fills the holes and sends the command to the card by itself. This room says what a pad
//! can do ([`Pad::capability`]), builds what it is handed ([`Pad::prepare`]) and reads what it
//! answers ([`PadAnswer`]). It sends nothing: that is [`PinPad::perform`], and it knows no card:
//! how many digits an entry may have comes from above ([`PadEntry`]).
//!
//! No digit ever passes here. That is also why the trace may name everything.

mod properties;
mod quirks;
mod structure;
#[cfg(test)]
mod tests;

use std::fmt;

use apdu::{Header, Hole, PinCommand, StatusWord};

pub use properties::Properties;
pub use structure::Profile;

use super::{Error, Features};
use quirks::Quirk;

/// A PIN pad with a card in it, within one transaction.
pub trait PinPad {
    /// What the pad can do. Known without asking the reader.
    fn pad(&self) -> &Pad;

    /// Arms the pad and waits until the person is done or the pad's own time is over: 60 s and
    /// more. Nothing can stop an armed pad but its red key.
    ///
    /// # Errors
    /// Whatever broke. As after [`PadAnswer::Refused`], nobody knows then whether the card saw the
    /// command: drivers report even "the new entries differ" as a broken line (libccid does), so
    /// the card must be asked for its state.
    fn perform(&mut self, order: &PadOrder) -> Result<PadAnswer, Error>;
}

/// How many digits one entry may have, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits {
    /// Fewest.
    pub min: u8,
    /// Most.
    pub max: u8,
}

impl Digits {
    /// From `min` to `max` digits.
    #[must_use]
    pub const fn between(min: u8, max: u8) -> Self {
        Self { min, max }
    }

    /// Exactly so many digits.
    #[must_use]
    pub const fn exactly(digits: u8) -> Self {
        Self::between(digits, digits)
    }

    fn within(self, other: Self) -> Option<Self> {
        let common = Self::between(self.min.max(other.min), self.max.min(other.max));
        (common.min <= common.max).then_some(common)
    }

    fn spanning(self, other: Self) -> Self {
        Self::between(self.min.min(other.min), self.max.max(other.max))
    }
}

impl fmt::Display for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.min == self.max {
            write!(f, "{}", self.min)
        } else {
            write!(f, "{} to {}", self.min, self.max)
        }
    }
}

/// Language of the pad's own messages (wLangId).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PadLanguage {
    /// 0407.
    #[default]
    German,
    /// 0409.
    English,
}

/// What the person is to type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PadEntry {
    /// The secret that is valid now, or the PUK. Counts when the command has such a hole.
    pub secret: Digits,
    /// The new secret. Counts when the command has such a hole.
    pub new: Digits,
    /// Whether the pad asks for the new secret twice and compares.
    pub confirm: bool,
    /// Language of the pad's messages.
    pub language: PadLanguage,
    /// How the PIN block is described; `None` takes what the reader is known for. Another one may
    /// be tried after [`PadAnswer::Refused`], once the card has shown that nothing changed.
    pub profile: Option<Profile>,
}

impl PadEntry {
    /// A dialog in German whose new secret is asked for twice.
    #[must_use]
    pub const fn new(secret: Digits, new: Digits) -> Self {
        Self {
            secret,
            new,
            confirm: true,
            language: PadLanguage::German,
            profile: None,
        }
    }

    const fn of(&self, hole: Hole) -> Digits {
        match hole {
            Hole::Current | Hole::ResettingCode => self.secret,
            Hole::New => self.new,
        }
    }
}

/// Why a reader cannot do a dialog. Nothing was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PadLack {
    /// The reader has no PIN pad.
    NoPad,
    /// The pad checks a PIN (VERIFY_PIN_DIRECT) but cannot change one.
    VerifyOnly,
    /// The pad changes a PIN (MODIFY_PIN_DIRECT) but cannot check one.
    ModifyOnly,
    /// The pad takes other lengths than an entry needs.
    Digits {
        /// The entry.
        entry: Hole,
        /// What it needs.
        wanted: Digits,
        /// What the pad takes.
        pad: Digits,
    },
    /// Readers of this model announce a pad that they do not have, or hand the typed digits to the
    /// PC.
    Untrusted,
}

impl fmt::Display for PadLack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PadLack::NoPad => f.write_str("the reader has no PIN pad"),
            PadLack::VerifyOnly => {
                f.write_str("the reader's PIN pad can check a PIN but not change one")
            }
            PadLack::ModifyOnly => {
                f.write_str("the reader's PIN pad can change a PIN but not check one")
            }
            PadLack::Digits { wanted, pad, .. } => {
                write!(
                    f,
                    "an entry needs {wanted} digits, the reader's PIN pad takes {pad}"
                )
            }
            PadLack::Untrusted => {
                f.write_str("readers of this model have no PIN pad that can be trusted")
            }
        }
    }
}

impl std::error::Error for PadLack {}

/// How a dialog at the pad ended (PC/SC part 10, 2.6; what OpenSC and the manuals of ACS and REINER
/// SCT name).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PadAnswer {
    /// The trailer of the card. Some drivers make trailers of their own (cyberJack: 6985 and 64A1),
    /// which cannot be told from the card's.
    Card(StatusWord),
    /// 6400: nobody typed in time.
    TimedOut,
    /// 6401: the red key.
    Cancelled,
    /// 6402: the two new entries differ.
    EntriesDiffer,
    /// 6403: too few or too many digits.
    WrongLength,
    /// 6B80: the pad does not take the structure. One reader is known (Cherry XX44) where the
    /// *card* answers so.
    Refused,
    /// The driver offers the feature and then does not do it: firmware too old, see
    /// [`Pad::needs_firmware`].
    Unsupported,
}

impl PadAnswer {
    /// Reads what the control code answered; `None` for fewer than 2 octets: a broken line.
    #[must_use]
    pub fn read(answer: &[u8]) -> Option<Self> {
        let [.., high, low] = answer else { return None };
        Some(match u16::from_be_bytes([*high, *low]) {
            0x6400 => Self::TimedOut,
            0x6401 => Self::Cancelled,
            0x6402 => Self::EntriesDiffer,
            0x6403 => Self::WrongLength,
            0x6B80 => Self::Refused,
            number => Self::Card(StatusWord::new(number)),
        })
    }

    /// Whether it is certain that the card saw nothing. After [`Refused`](Self::Refused) and
    /// [`Unsupported`](Self::Unsupported) that is only likely: ask the card for its state before a
    /// word is said.
    #[must_use]
    pub const fn nothing_was_sent(self) -> bool {
        matches!(
            self,
            Self::TimedOut | Self::Cancelled | Self::EntriesDiffer | Self::WrongLength
        )
    }
}

/// What the PIN pad of a reader can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pad {
    verify: bool,
    modify: bool,
    display: bool,
    digits: Digits,
    quirk: Quirk,
}

impl Pad {
    /// The pad of a reader, by what it said of itself and what its model is known for.
    #[must_use]
    pub fn of(reader: &str, features: &Features) -> Self {
        let properties = features.properties();
        Self {
            verify: features.can_verify(),
            modify: features.can_modify(),
            display: features.display,
            digits: properties.digits(),
            quirk: quirks::of(properties.usb_id(), reader),
        }
    }

    /// Whether there is a pad at all.
    #[must_use]
    pub const fn exists(&self) -> bool {
        self.verify || self.modify
    }

    /// Whether models of this kind announce a pad that must not be used.
    #[must_use]
    pub const fn is_untrusted(&self) -> bool {
        self.exists() && self.quirk.untrusted
    }

    /// Whether a PIN can be checked at this pad.
    #[must_use]
    pub const fn can_verify(&self) -> bool {
        self.verify && !self.quirk.untrusted
    }

    /// Whether a PIN can be changed at this pad.
    #[must_use]
    pub const fn can_modify(&self) -> bool {
        self.modify && !self.quirk.untrusted
    }

    /// What the pad takes of the lengths that an entry may have.
    #[must_use]
    pub fn taken_of(&self, wanted: Digits) -> Option<Digits> {
        wanted.within(self.digits)
    }

    /// Whether the pad shows what it asks for. Without a display the person sees nothing but the
    /// PC.
    #[must_use]
    pub const fn has_display(&self) -> bool {
        self.display
    }

    /// The firmware that readers of this model need for a pad dialog, where one is known to matter.
    #[must_use]
    pub const fn needs_firmware(&self) -> Option<&'static str> {
        self.quirk.needs_firmware
    }

    /// Whether the pad can do this dialog, and the lengths that it will take for *each* entry: a
    /// structure has one range for all of them, so a pad may let a new PIN through that the card
    /// then refuses (6985, no try spent).
    ///
    /// # Errors
    /// [`PadLack`].
    pub fn capability(&self, command: &PinCommand, entry: &PadEntry) -> Result<Digits, PadLack> {
        match (self.verify, self.modify) {
            (false, false) => return Err(PadLack::NoPad),
            _ if self.quirk.untrusted => return Err(PadLack::Untrusted),
            (true, false) if changes(command) => return Err(PadLack::VerifyOnly),
            (false, true) if !changes(command) => return Err(PadLack::ModifyOnly),
            _ => {}
        }
        let mut all: Option<Digits> = None;
        for hole in command.holes() {
            let wanted = entry.of(*hole);
            let lack = PadLack::Digits {
                entry: *hole,
                wanted,
                pad: self.digits,
            };
            let taken = self.taken_of(wanted).ok_or(lack)?;
            all = Some(all.map_or(taken, |all| all.spanning(taken)));
        }
        Ok(all.unwrap_or(self.digits))
    }

    /// What the pad is handed for this dialog.
    ///
    /// # Errors
    /// As [`capability`](Self::capability).
    pub fn prepare(&self, command: &PinCommand, entry: &PadEntry) -> Result<PadOrder, PadLack> {
        let digits = self.capability(command, entry)?;
        let octets = structure::build(command, entry, digits, &self.quirk);
        Ok(PadOrder {
            changes: changes(command),
            header: command.header(),
            digits,
            octets,
        })
    }
}

/// Whether a dialog sets a new secret, so that it needs MODIFY_PIN_DIRECT.
fn changes(command: &PinCommand) -> bool {
    command.holes().contains(&Hole::New)
}

/// One dialog, ready for the pad that prepared it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PadOrder {
    changes: bool,
    header: Header,
    digits: Digits,
    octets: Vec<u8>,
}

impl PadOrder {
    /// Header of the command that the pad will send.
    #[must_use]
    pub const fn header(&self) -> Header {
        self.header
    }

    /// Whether it goes to MODIFY_PIN_DIRECT; else to VERIFY_PIN_DIRECT.
    #[must_use]
    pub const fn changes(&self) -> bool {
        self.changes
    }

    /// Digits that the pad takes for each entry.
    #[must_use]
    pub const fn digits(&self) -> Digits {
        self.digits
    }

    /// PIN_VERIFY_STRUCTURE (19 octets and the command) or PIN_MODIFY_STRUCTURE (24 and the
    /// command).
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        &self.octets
    }
}
