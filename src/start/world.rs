//! The world a run works in.

use crate::attempts::Notes;
use crate::dialog::Dialog;
use crate::issuers::Keeper;
use crate::reader::Readers;
use crate::session::desk::context::ReconnectPolicy;
use crate::session::desk::places::Places;
use crate::system::machine::Machine;
use crate::system::signals::Interrupts;
use crate::trust::Anchor;

/// What a run works with besides its arguments. Tests put their own parts in.
pub struct World {
    /// The wish to stop.
    pub interrupts: Interrupts,
    /// The person; `None` is the console.
    pub dialog: Option<Box<dyn Dialog>>,
    /// The readers; `None` takes what `--reader` says.
    pub readers: Option<Box<dyn Readers>>,
    /// Places for cards that are no readers; they come before readers.
    pub places: Option<Box<dyn Places>>,
    /// The notes; `None` takes the file of this user, or those of a virtual card.
    pub notes: Option<Notes>,
    /// How a card is reached for anew for a read-back.
    pub reconnect: ReconnectPolicy,
    /// Whose signature a list of issuers must have; `None` is gematik's authority.
    pub anchor: Option<Anchor>,
    /// How this PC comes by a list of issuers; `None` keeps it in the folders of the system, and
    /// fetches it from gematik.
    pub keeper: Option<Keeper>,
    /// The PC that advice is for and that `doctor` looks at; `None` is this one.
    pub machine: Option<Machine>,
}
