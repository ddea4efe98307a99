//! The gate: the only function of the host side through which a secret leaves.
//!
//! Everything happens while the caller holds the card: it must still be the one that was shown, its
//! PIN in the state that was shown, before the one secret command goes out. The attempt is noted
//! first. Where notes are strict (a script, and a counter that the card hides) a note that is not on
//! disk stops everything; elsewhere the person was told before that it cannot be kept, and the
//! secret goes out all the same. Nothing is retried here, ever.

use apdu::StatusWord;

use super::access::{How, Order, PinAccess, Reply};
use super::{Error, Iccsn, PasswordObject, PinStatus, Reach};

/// What the person was shown when the secret was asked for.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// Serial number of the card.
    pub iccsn: &'a Iccsn,
    /// State of the PIN, tries included.
    pub status: PinStatus,
    /// Fewest tries left that were counted with beside a state that hides them, where somebody named
    /// a number: fewer than these are somebody else's try.
    pub named: Option<u8>,
}

/// Why nothing was sent. The secret has not left this process.
#[derive(Debug)]
pub enum Refusal<N> {
    /// Not one entry for each that the operation wants.
    Entries {
        /// How many it wants.
        want: usize,
        /// How many there are.
        got: usize,
    },
    /// Another card lies there.
    OtherCard,
    /// The state or the tries left are not what was shown.
    OtherState(PinStatus),
    /// The state is what was shown, but fewer tries are named beside it: somebody spent one.
    FewerTries(u8),
    /// The card could not be asked; or the order was handed over and never reached it.
    Card(Error),
    /// The attempt could not be noted.
    Note(N),
}

impl<N> From<Error> for Refusal<N> {
    fn from(error: Error) -> Self {
        Refusal::Card(error)
    }
}

/// What came back after the secret command was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aftermath {
    /// The reply, or what broke instead.
    pub answer: Result<Reply, Error>,
    /// The state of the PIN afterwards, or why the card could not be asked.
    pub read_back: Result<PinStatus, Error>,
    /// Tries left that are named beside the state afterwards, where it hides them.
    pub named: Option<u8>,
}

impl Aftermath {
    /// The trailer that came back, whether or not it means anything.
    #[must_use]
    pub const fn trailer(&self) -> Option<StatusWord> {
        match &self.answer {
            Ok(Reply::Card(trailer) | Reply::Odd(trailer)) => Some(*trailer),
            Ok(Reply::Pad(_) | Reply::Terminal(_)) | Err(_) => None,
        }
    }
}

/// Allows one secret to be handed over. Only the gate can make one, so that nobody else can call
/// [`PinAccess::hand_over`].
#[derive(Debug)]
pub struct Permit(());

/// Passes one secret command.
///
/// Exchanges with a card in a reader: SELECT MF, EF.GDO, (SELECT of the folder,) GET PIN STATUS, the
/// secret command, GET PIN STATUS, and when the access ends (SELECT MF): 5 for an object of the MF,
/// 7 for PIN.QES.
///
/// `note` is called when everything else is right, just before the secret goes out. What it refuses
/// is not sent. A refusal after it says that nothing was sent all the same.
///
/// # Errors
/// [`Refusal`]: the secret was not sent.
pub fn pass<N>(
    access: &mut dyn PinAccess,
    expected: &Expected<'_>,
    order: &Order<'_>,
    note: impl FnOnce() -> Result<(), N>,
) -> Result<Aftermath, Refusal<N>> {
    check_entries(order)?;
    approach(access, expected.iccsn, order.object)?;
    let status = access.status(order.object)?;
    if status != expected.status {
        return Err(Refusal::OtherState(status));
    }
    let named = access.named_beside();
    if let (Some(named), Some(shown)) = (named, expected.named)
        && named < shown
    {
        return Err(Refusal::FewerTries(named));
    }
    note().map_err(Refusal::Note)?;
    let answer = access.hand_over(order, &Permit(()));
    let read_back = match &answer {
        Err(unsent) if unsent.reach() == Reach::Never => return Err(Refusal::Card(unsent.clone())),
        Err(broken) if broken.reach() == Reach::Unheard => Err(broken.clone()),
        Ok(_) | Err(_) => access.status(order.object),
    };
    let named = read_back.as_ref().ok().and(access.named_beside());
    Ok(Aftermath {
        answer,
        read_back,
        named,
    })
}

/// A command that lacks an entry could not be built after the attempt was noted.
fn check_entries<N>(order: &Order<'_>) -> Result<(), Refusal<N>> {
    let want = order.operation.roles().len();
    match order.how {
        How::Digits(pins) if pins.len() != want => Err(Refusal::Entries {
            want,
            got: pins.len(),
        }),
        _ => Ok(()),
    }
}

/// Asks for the state of a PIN on an access begun anew, after the old one broke.
///
/// # Errors
/// [`Refusal::OtherCard`], [`Refusal::Card`].
pub fn read_back(
    access: &mut dyn PinAccess,
    iccsn: &Iccsn,
    object: &'static PasswordObject,
) -> Result<PinStatus, Refusal<std::convert::Infallible>> {
    approach(access, iccsn, object)?;
    Ok(access.status(object)?)
}

/// The card must hold the number that was shown, and the PIN must be the one that is meant.
fn approach<N>(
    access: &mut dyn PinAccess,
    iccsn: &Iccsn,
    object: &'static PasswordObject,
) -> Result<(), Refusal<N>> {
    if access.number()?.as_ref() != Some(iccsn) {
        return Err(Refusal::OtherCard);
    }
    Ok(access.enter(object)?)
}
