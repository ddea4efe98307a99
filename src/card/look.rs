//! A look at a card: everything that a decision needs, in one transaction, spending no try.

use apdu::StatusWord;

use super::commands::sfi;
use super::{Card, Error, Folder, Iccsn, Kind, PasswordObject, PinStatus, Version, objects};
use crate::reader::{self, Connection};

/// What a look at a card found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Kind of card.
    pub kind: Kind,
    /// Answer to reset.
    pub atr: Vec<u8>,
    /// Answer to SELECT MF. 6D00 of a card that is ours means that it is terminated (gemSpec_COS N047.590).
    pub answer: StatusWord,
    /// Serial number; `None` for a foreign card or an EF.GDO that cannot be read.
    pub iccsn: Option<Iccsn>,
    /// Version of the object system; `None` when EF.Version2 cannot be read.
    pub version: Option<Version>,
    /// The PINs, in the order of [`objects::pins`].
    pub pins: Vec<PinView>,
}

/// One PIN and its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PinView {
    /// Which PIN.
    pub object: &'static PasswordObject,
    /// Its state.
    pub status: PinStatus,
}

/// How much a look reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// The PINs of daily use.
    Usual,
    /// PIN.AUTO and PIN.SO too.
    All,
}

/// Looks at the card: begins with SELECT MF and ends in the MF, because another program may have left any folder
/// selected and finds the MF afterwards. Seven exchanges on an eHBA, four on an SMC-B, two on a foreign card.
///
/// # Errors
/// Only the line's: whatever the card refuses is left out of the view.
pub fn look(connection: &mut dyn Connection, depth: Depth) -> Result<View, reader::Error> {
    let mut card = Card::new(connection);
    let (kind, answer) = find_kind(&mut card)?;
    let mut view = View { kind, answer, atr: card.atr().to_vec(), iccsn: None, version: None, pins: Vec::new() };
    if kind == Kind::Unknown {
        return Ok(view);
    }
    view.iccsn = readable(card.read_short_file("EF.GDO", sfi::GDO))?.and_then(|gdo| Iccsn::of_gdo(&gdo));
    view.version = readable(card.read_short_file("EF.Version2", sfi::VERSION2))?
        .and_then(|version| Version::of_version2(&version));
    let further = if depth == Depth::All { objects::further_pins(kind) } else { &[] };
    look_at_pins(&mut card, objects::pins(kind).iter().chain(further), &mut view.pins)?;
    Ok(view)
}

fn find_kind(card: &mut Card<'_>) -> Result<(Kind, StatusWord), reader::Error> {
    let answer = card.select_mf_with_fcp()?;
    if let Some(kind) = Kind::of_fcp(&answer.data) {
        return Ok((kind, answer.status));
    }
    let record = readable(card.read_record("EF.DIR", sfi::DIR, 1))?;
    let kind = record.and_then(|record| Kind::of_directory_record(&record)).unwrap_or(Kind::Unknown);
    Ok((kind, answer.status))
}

fn look_at_pins(
    card: &mut Card<'_>,
    objects: impl Iterator<Item = &'static PasswordObject>,
    pins: &mut Vec<PinView>,
) -> Result<(), reader::Error> {
    let mut current = Folder::Mf;
    let mut left_the_mf = false;
    for object in objects {
        if object.folder != current {
            left_the_mf = true;
            let entered = match object.folder {
                Folder::Mf => card.select_mf(),
                Folder::Df(aid) => card.select_application(aid),
            };
            match entered {
                Ok(()) => current = object.folder,
                // In the old folder, or in one that is deactivated: the reference would mean another PIN there.
                Err(error) => {
                    pins.push(PinView { object, status: refused(error)? });
                    continue;
                }
            }
        }
        pins.push(PinView { object, status: card.pin_status(object)? });
    }
    if left_the_mf {
        // Left for other programs; a card that refuses keeps the folder, which the next look does not mind.
        readable(card.select_mf())?;
    }
    Ok(())
}

/// The state of a PIN whose folder cannot be entered.
fn refused(error: Error) -> Result<PinStatus, reader::Error> {
    const FILE_NOT_FOUND: StatusWord = StatusWord::new(0x6A82);
    match error {
        Error::Reader(error) => Err(error),
        Error::Unexpected { status: FILE_NOT_FOUND, .. } => Ok(PinStatus::Missing),
        Error::Unexpected { status, .. } => Ok(PinStatus::Unreadable(status)),
        Error::Content { .. } => Ok(PinStatus::Missing),
    }
}

/// Tells the line's failures from the card's refusals.
fn readable<T>(result: Result<T, Error>) -> Result<Option<T>, reader::Error> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(Error::Reader(error)) => Err(error),
        Err(_) => Ok(None),
    }
}

impl View {
    /// The PIN with this key.
    #[must_use]
    pub fn pin(&self, key: super::PinKey) -> Option<&PinView> {
        self.pins.iter().find(|pin| pin.object.key == key)
    }
}
