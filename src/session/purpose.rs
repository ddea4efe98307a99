//! What a run is for: what was asked of it, and what makes one command differ from another.

use super::{Entry, Session};
use crate::card::{Operation, PinView};
use crate::pins::PinKey;
use crate::report::{Failure, Skipped};
use crate::secrets::{Rules, Secrets};

/// What a command was asked to do.
#[derive(Debug, Default)]
pub struct Options {
    /// Only these PINs; all that the command is for when empty.
    pub pins: Vec<PinKey>,
    /// Everything up to the gate.
    pub dry_run: bool,
    /// The secrets of a script; `None` asks the person. A dry run reads none.
    pub secrets: Option<Secrets>,
    /// Whether a script asks, even where somebody sits at the terminal.
    pub scripted: bool,
    /// Lengths, and whether simple PINs are allowed.
    pub rules: Rules,
    /// The holder is present at the script.
    pub holder_present: bool,
    /// `--tries-used`.
    pub tries_used: Option<u8>,
    /// `--try-again`: digits of the card's number.
    pub try_again: Option<String>,
    /// `--last-try`: digits of the card's number.
    pub last_try: Option<String>,
    /// Where digits are typed; `None` takes a PIN pad where there is one.
    pub entry: Option<Entry>,
    /// `--spend-puk-use`: unblock a PIN that is not blocked.
    pub spend_puk_use: bool,
}

/// One PIN and what is to be done with it.
#[derive(Debug, Clone, Copy)]
pub struct Job {
    /// The PIN as it was looked at.
    pub pin: PinView,
    /// What is to be done.
    pub operation: Operation,
}

impl Job {
    /// The PIN's short name.
    pub const fn key(&self) -> PinKey {
        self.pin.object.key
    }
}

/// What becomes of one PIN of the card.
pub enum Plan {
    /// It is worked on.
    Work(Operation),
    /// It is left alone, and that is no failure.
    Skip(Skipped),
    /// It cannot be worked on.
    Fail(Option<Skipped>, Failure),
}

/// What makes one command differ from another.
pub trait Purpose {
    /// Narrows the PINs of the card down to those that are meant, where none was named.
    ///
    /// # Errors
    /// It cannot be told which, or the person cancelled.
    fn narrow(&self, session: &mut Session<'_, '_>) -> Result<(), Failure> {
        let _ = session;
        Ok(())
    }

    /// What becomes of a PIN.
    fn plan(&self, session: &Session<'_, '_>, pin: &PinView) -> Plan;

    /// What is asked of a person before the first secret.
    ///
    /// # Errors
    /// The person said no, or cancelled.
    fn ask_first(&self, session: &mut Session<'_, '_>, jobs: &[Job]) -> Result<(), Failure>;

    /// What a person is asked at one PIN, before its secrets.
    ///
    /// # Errors
    /// The person said no, which leaves this PIN alone, or cancelled.
    fn ask_at_pin(&self, session: &mut Session<'_, '_>, job: &Job) -> Result<(), Failure> {
        let _ = (session, job);
        Ok(())
    }

    /// What is to be done next with a PIN that was just worked on with success.
    ///
    /// # Errors
    /// The person cancelled.
    fn next(
        &self,
        session: &mut Session<'_, '_>,
        done: &Job,
    ) -> Result<Option<Operation>, Failure> {
        let _ = (session, done);
        Ok(None)
    }

    /// The last words of a run without failures; `open` are PINs that are not known to be set.
    fn last_words(&self, session: &mut Session<'_, '_>, changed: bool, open: &[PinKey]);
}
