//! How commands reach a card: readers, transactions, and what can go wrong on the line.
//!
//! The room knows APDUs and readers. It knows no card (no AID, no password, no meaning of a status
//! word) and no person: waiting is asked for through [`Patience`], never decided here. Everything
//! above speaks to the traits [`Readers`] and [`Connection`]; behind them are the PC/SC service
//! ([`pcsc`]), the virtual card of this process ([`embedded`]) and, around either, the trace
//! ([`trace`]). A secret typed at the reader itself goes by [`pin_pad`].

pub mod embedded;
pub mod error;
pub mod features;
pub mod foreign;
pub mod pcsc;
pub mod pin_pad;
pub mod trace;

use std::time::Duration;

use apdu::{Command, Response};

use crate::system::signals::Interrupts;

pub use error::{Error, SERVICE_STOPPED, VirtualFault};
pub use features::Features;
pub use pin_pad::PinPad;

/// One transaction with one card: nobody else reaches the card while the value lives.
///
/// Ends by [`finish`](Connection::finish); a value that is merely dropped leaves the card as it is,
/// unless a VERIFY went out (PC/SC).
pub trait Connection {
    /// Sends one command and waits for the answer. From the first secret of a transaction on there
    /// is no limit, and nothing else is looked at: PC/SC knows none, and a thinking card is no
    /// error. Before, a card may turn out to be mute, and the wish to stop ends the wait.
    ///
    /// # Errors
    /// Whatever broke. After an error nobody knows whether the card saw the command.
    fn transmit(&mut self, command: &Command) -> Result<Response, Error>;

    /// Answer to reset, 2 to 33 octets.
    fn atr(&self) -> &[u8];

    /// The PIN pad of the reader, where it has one. Before a transaction begins,
    /// [`pin_pad::Pad::of`] knows the same from the [`Features`].
    fn pin_pad(&mut self) -> Option<&mut dyn PinPad> {
        None
    }

    /// Ends the transaction and lets go of the card.
    fn finish(self: Box<Self>, leave: Leave);
}

/// What becomes of the card when a connection ends (PC/SC part 5, disposition).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leave {
    /// Leave it powered and its security states untouched (SCARD_LEAVE_CARD).
    AsIs,
    /// Reset it, which clears every verified PIN (SCARD_RESET_CARD; gemSpec_COS N030.100).
    Reset,
}

/// What lies in a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// No card.
    Empty,
    /// A card that answered the reset.
    Card,
    /// A card that does not answer: upside down, dirty, or no chip card.
    Mute,
    /// A card that another program has connected to exclusively.
    Exclusive,
}

/// One reader as the service lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// PC/SC name of the reader.
    pub name: String,
    /// What lies in it.
    pub presence: Presence,
    /// How often cards came and went there, as far as the service counts: it tells a card that was
    /// swapped between two looks.
    pub changes: u16,
}

/// What a call is waiting for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// The service is away.
    NoService,
    /// No reader is connected.
    NoReader,
    /// No reader holds a card.
    NoCard,
    /// The card is being powered up; nobody is in the way yet.
    Opening,
    /// Another program holds a transaction, or the card exclusively.
    Busy,
    /// The card does not answer (yet: the operating system reads a card just inserted first).
    Mute,
}

/// Says how long a wait may last. Asked again and again while something is in the way.
pub trait Patience {
    /// Whether to go on waiting; called about ten times a second.
    fn go_on(&mut self, obstacle: Obstacle) -> bool;

    /// The wish to stop, which ends reads on a connection begun with this patience, too; one that
    /// nobody raises where they must come to their end.
    fn interrupts(&self) -> Interrupts {
        Interrupts::none()
    }

    /// Whether the same card is asked for again soon after this patience ended: what is under way to
    /// it may be kept until then, or until [`Readers::let_go`].
    fn asks_again(&self) -> bool {
        false
    }
}

/// A system of readers: the PC/SC service, or the embedded virtual card.
pub trait Readers {
    /// The readers with what lies in them. An empty list is no error.
    ///
    /// # Errors
    /// [`Error::NoService`] and its kin; [`Error::Interrupted`] while a service that hangs was
    /// waited for.
    fn list(&mut self) -> Result<Vec<Slot>, Error>;

    /// The readers as far as they can be told at once: waits for nobody, and reaches no card. `None`
    /// while the service has not answered yet, fails, or was asked a moment ago; who wants to know
    /// asks again.
    fn glance(&mut self) -> Option<Vec<Slot>> {
        self.list().ok()
    }

    /// Begins a transaction with the card in `reader`.
    ///
    /// # Errors
    /// [`Error::Busy`] when `patience` ended while another program held the card; otherwise what is
    /// wrong.
    fn begin(
        &mut self,
        reader: &str,
        patience: &mut dyn Patience,
    ) -> Result<Box<dyn Connection>, Error>;

    /// Lets go of what was kept under way for somebody who asks again: nobody does any more.
    fn let_go(&mut self) {}

    /// What the reader can do; read once and remembered. A reader that cannot be asked can do
    /// nothing.
    fn features(&mut self, reader: &str) -> Features;

    /// Waits until something differs from `known`, at most `limit`.
    ///
    /// # Errors
    /// [`Error::NoService`] when the service goes away meanwhile.
    fn wait_for_change(&mut self, known: &[Slot], limit: Duration) -> Result<(), Error>;

    /// Whether no real card can be reached through these readers.
    fn is_virtual(&self) -> bool;
}
