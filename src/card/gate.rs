//! The gate: the only function of the host side through which a secret leaves.
//!
//! Everything happens inside one transaction that the caller has begun: the card must still be the
//! one that was shown, its PIN in the state that was shown, and the attempt noted on disk, before
//! the one secret command goes out. Nothing is retried here, ever.

use apdu::{Command, StatusWord};

use super::{Card, Error, Folder, Iccsn, PasswordObject, PinStatus};
use crate::card::commands::sfi;
use crate::reader::pin_pad::{PadAnswer, PadOrder};
use crate::reader::{self, Connection};

/// What the person was shown when the secret was asked for.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// Serial number of the card.
    pub iccsn: &'a Iccsn,
    /// The PIN.
    pub object: &'static PasswordObject,
    /// Its state, tries included.
    pub status: PinStatus,
}

/// Why nothing was sent. The secret has not left this process.
#[derive(Debug)]
pub enum Refusal<N> {
    /// Another card lies in the reader.
    OtherCard,
    /// The state or the tries left are not what was shown.
    OtherState(PinStatus),
    /// The card could not be asked.
    Card(Error),
    /// The attempt could not be noted.
    Note(N),
}

impl<N> From<Error> for Refusal<N> {
    fn from(error: Error) -> Self {
        Refusal::Card(error)
    }
}

impl<N> From<reader::Error> for Refusal<N> {
    fn from(error: reader::Error) -> Self {
        Refusal::Card(Error::Reader(error))
    }
}

/// The secret command: with digits in it, or as an order for a pad that asks for them.
#[derive(Debug, Clone, Copy)]
pub enum Secret<'a> {
    /// A command whose PIN blocks are filled.
    Digits(&'a Command),
    /// An order for the reader's PIN pad.
    Pad(&'a PadOrder),
}

/// What answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// The card.
    Card(StatusWord),
    /// The PIN pad itself, never [`PadAnswer::Card`].
    Pad(PadAnswer),
}

/// What came back after the secret command was handed to the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aftermath {
    /// The reply, or what broke instead.
    pub answer: Result<Reply, reader::Error>,
    /// GET PIN STATUS afterwards, or why the card could not be asked.
    pub read_back: Result<PinStatus, Error>,
}

/// Passes one secret command.
///
/// Exchanges: SELECT MF, EF.GDO, (SELECT of the folder,) GET PIN STATUS, the secret command, GET
/// PIN STATUS, (SELECT MF): 5 for an object of the MF, 7 for PIN.QES.
///
/// `note` is called when everything else is right; it must have the attempt on disk when it
/// returns.
///
/// # Errors
/// [`Refusal`]: the secret was not sent.
pub fn pass<N>(
    connection: &mut dyn Connection,
    expected: &Expected<'_>,
    secret: Secret<'_>,
    note: impl FnOnce() -> Result<(), N>,
) -> Result<Aftermath, Refusal<N>> {
    let mut card = Card::new(connection);
    approach(&mut card, expected.iccsn, expected.object)?;
    let status = card.pin_status(expected.object)?;
    if status != expected.status {
        leave(&mut card, expected.object);
        return Err(Refusal::OtherState(status));
    }
    if let Err(refused) = note() {
        leave(&mut card, expected.object);
        return Err(Refusal::Note(refused));
    }
    let answer = hand_over(&mut card, secret);
    let read_back = match &answer {
        Ok(_) => card.pin_status(expected.object).map_err(Error::Reader),
        Err(broken) => Err(Error::Reader(broken.clone())),
    };
    leave(&mut card, expected.object);
    Ok(Aftermath { answer, read_back })
}

/// The one place where a secret goes out.
fn hand_over(card: &mut Card<'_>, secret: Secret<'_>) -> Result<Reply, reader::Error> {
    match secret {
        Secret::Digits(command) => card
            .transmit(command)
            .map(|response| Reply::Card(response.status)),
        Secret::Pad(order) => match card.pin_pad() {
            Some(pad) => pad.perform(order).map(|answer| match answer {
                PadAnswer::Card(status) => Reply::Card(status),
                ended => Reply::Pad(ended),
            }),
            None => Ok(Reply::Pad(PadAnswer::Unsupported)),
        },
    }
}

/// Asks for the state of a PIN on a connection begun anew, after the old one broke.
///
/// # Errors
/// [`Refusal::OtherCard`], [`Refusal::Card`].
pub fn read_back(
    connection: &mut dyn Connection,
    iccsn: &Iccsn,
    object: &'static PasswordObject,
) -> Result<PinStatus, Refusal<std::convert::Infallible>> {
    let mut card = Card::new(connection);
    approach(&mut card, iccsn, object)?;
    let status = card.pin_status(object)?;
    leave(&mut card, object);
    Ok(status)
}

/// SELECT MF, then EF.GDO must hold the number that was shown, then the folder of the PIN must let
/// itself be selected: a failed SELECT keeps the old folder (gemSpec_COS N048.100), and P2 = 81
/// means another PIN there.
fn approach<N>(
    card: &mut Card<'_>,
    iccsn: &Iccsn,
    object: &PasswordObject,
) -> Result<(), Refusal<N>> {
    card.select_mf()?;
    let gdo = card.read_short_file("EF.GDO", sfi::GDO)?;
    if Iccsn::of_gdo(&gdo).as_ref() != Some(iccsn) {
        return Err(Refusal::OtherCard);
    }
    if let Err(refused) = card.enter_folder_of(object) {
        // 6283 and 6285 refuse, and yet the folder is selected (gemSpec_COS N048.400).
        leave(card, object);
        return Err(refused.into());
    }
    Ok(())
}

/// Ends in the MF for the sake of other programs. What goes wrong here is of no consequence: the
/// state was read.
fn leave(card: &mut Card<'_>, object: &PasswordObject) {
    if object.folder != Folder::Mf {
        let _ = card.select_mf();
    }
}
