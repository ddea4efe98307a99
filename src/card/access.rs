//! All that the gate needs of a card, whatever way leads to it.
//!
//! At a PC/SC reader that way is a transaction and commands ([`ApduAccess`]). A card in a terminal
//! of the health network is reached without either: the terminal asks for the digits, and whatever
//! stands between speaks of PINs and not of status words. The gate, the notes around it and the
//! outcome table are the same for both, so no other way needs a gate of its own.

use apdu::{Pin, StatusWord};

use super::commands::sfi;
use super::gate::Permit;
use super::{Card, Error, Folder, Iccsn, Operation, PasswordObject, PinStatus};
use crate::reader::pin_pad::{PadAnswer, PadOrder};
use crate::reader::{Connection, Leave};

/// One card while a secret may be handed to it. Where the way allows it, nobody else reaches the
/// card while the value lives.
///
/// Ends by [`end`](PinAccess::end); a value that is merely dropped lets go of the card as well as
/// it can.
pub trait PinAccess {
    /// The number that the card says of itself now; `None` where it says none that can be read.
    /// To be asked first.
    ///
    /// # Errors
    /// The card could not be asked.
    fn number(&mut self) -> Result<Option<Iccsn>, Error>;

    /// Makes sure that `object` is what the following calls speak of, and no other PIN of the same
    /// reference. To be called once.
    ///
    /// # Errors
    /// It is not certain: nothing may be asked of the object or handed to it.
    fn enter(&mut self, object: &'static PasswordObject) -> Result<(), Error>;

    /// The state of the PIN now. Costs no try.
    ///
    /// # Errors
    /// The card could not be asked; an odd answer is [`PinStatus::Unreadable`].
    fn status(&mut self, object: &'static PasswordObject) -> Result<PinStatus, Error>;

    /// Tries left that were named beside the last [`status`](Self::status), where that state hides
    /// them. No card names them; whoever stands between may.
    fn named_beside(&self) -> Option<u8> {
        None
    }

    /// Hands the one secret command over and waits, without a limit, for what becomes of it. Only
    /// the gate can call it.
    ///
    /// # Errors
    /// Whatever broke. After an error nobody knows whether the card compared the secret.
    fn hand_over(&mut self, order: &Order<'_>, permit: &Permit) -> Result<Reply, Error>;

    /// Lets go of the card.
    fn end(self: Box<Self>, left: Left);
}

/// A secret command, and where its digits come from.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// What is to be done.
    pub operation: Operation,
    /// With which PIN.
    pub object: &'static PasswordObject,
    /// Where the digits come from.
    pub how: How<'a>,
}

/// Where the digits of a secret command come from.
#[derive(Debug, Clone, Copy)]
pub enum How<'a> {
    /// They are here, in the order in which the operation wants them.
    Digits(&'a [Pin]),
    /// The reader's PIN pad asks for them.
    Pad(&'a PadOrder),
    /// The terminal that holds the card asks for them.
    Terminal,
}

/// What answered a secret command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// The card.
    Card(StatusWord),
    /// A trailer behind data. None of these commands answers with data, so this is another command's answer, or a garbled one: it says nothing.
    Odd(StatusWord),
    /// The PIN pad itself, never [`PadAnswer::Card`].
    Pad(PadAnswer),
    /// The terminal that holds the card.
    Terminal(TerminalReply),
}

/// What a terminal says of a dialog that it led. It passes no trailer of the card on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TerminalReply {
    /// The card took what was typed.
    Accepted,
    /// The secret was wrong.
    Wrong {
        /// Tries (of a PUK: uses) left, where they are named: those of a Transport-PIN are not.
        left: Option<u8>,
    },
    /// The secret was wrong, and that was the last try.
    NowBlocked,
    /// No try was left before: nothing was compared.
    WasBlocked,
    /// The PIN still holds its Transport-PIN: nothing was compared.
    StillTransport,
    /// The dialog ended before there was anything to compare.
    Ended(TerminalEnd),
}

/// How a dialog at a terminal ended before there was anything to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TerminalEnd {
    /// Nobody typed in time.
    TimedOut,
    /// The red key.
    Cancelled,
    /// The two new entries differ.
    EntriesDiffer,
    /// Too few or too many digits.
    WrongLength,
    /// It did not begin: somebody else uses the terminal.
    InUse,
}

impl TerminalEnd {
    /// Whether it is certain that the card saw nothing. Of the others it is only likely: a terminal
    /// may send what it has before it says how the dialog ended.
    #[must_use]
    pub const fn nothing_was_sent(self) -> bool {
        matches!(self, Self::InUse)
    }
}

/// What may stay behind in the card for other programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// What was there before: their own verified PINs stay as they are.
    AsItWas,
    /// A PIN that was verified here: it is taken back, where the way allows it.
    Verified,
}

/// A card in a reader, within one transaction.
pub struct ApduAccess {
    connection: Box<dyn Connection>,
    /// Whether a folder was selected, or may have been: 6283 and 6285 refuse, and yet it is
    /// (gemSpec_COS N048.400).
    left_the_mf: bool,
}

impl ApduAccess {
    /// Takes a transaction that has just begun; nothing of it is assumed to be selected.
    #[must_use]
    pub fn within(connection: Box<dyn Connection>) -> Self {
        Self {
            connection,
            left_the_mf: false,
        }
    }

    fn card(&mut self) -> Card<'_> {
        Card::new(self.connection.as_mut())
    }
}

impl PinAccess for ApduAccess {
    /// SELECT MF, EF.GDO: two exchanges.
    fn number(&mut self) -> Result<Option<Iccsn>, Error> {
        let mut card = self.card();
        card.select_mf()?;
        let gdo = card.read_short_file("EF.GDO", sfi::GDO)?;
        Ok(Iccsn::of_gdo(&gdo))
    }

    /// SELECT of the object's folder, unless that is the MF: a failed SELECT keeps the old folder
    /// (gemSpec_COS N048.100), and P2 = 81 means another PIN there.
    fn enter(&mut self, object: &'static PasswordObject) -> Result<(), Error> {
        self.left_the_mf = object.folder != Folder::Mf;
        self.card().enter_folder_of(object)
    }

    /// GET PIN STATUS.
    fn status(&mut self, object: &'static PasswordObject) -> Result<PinStatus, Error> {
        Ok(self.card().pin_status(object)?)
    }

    fn hand_over(&mut self, order: &Order<'_>, _permit: &Permit) -> Result<Reply, Error> {
        match order.how {
            How::Digits(pins) => {
                let pins: Vec<&Pin> = pins.iter().collect();
                let command = order.operation.command(order.object).fill(&pins);
                let command = command.map_err(|_| Error::Content { step: "PIN" })?;
                let response = self.card().transmit(&command)?;
                Ok(if response.data.is_empty() {
                    Reply::Card(response.status)
                } else {
                    Reply::Odd(response.status)
                })
            }
            How::Pad(order) => match self.connection.pin_pad() {
                Some(pad) => Ok(match pad.perform(order)? {
                    PadAnswer::Card(status) => Reply::Card(status),
                    ended => Reply::Pad(ended),
                }),
                None => Ok(Reply::Pad(PadAnswer::Unsupported)),
            },
            // There is no such terminal at a reader.
            How::Terminal => Ok(Reply::Pad(PadAnswer::Unsupported)),
        }
    }

    /// Ends in the MF for the sake of other programs. What goes wrong here is of no consequence:
    /// all that counts was read.
    fn end(mut self: Box<Self>, left: Left) {
        if self.left_the_mf {
            let _ = self.card().select_mf();
        }
        self.connection.finish(match left {
            Left::AsItWas => Leave::AsIs,
            Left::Verified => Leave::Reset,
        });
    }
}
