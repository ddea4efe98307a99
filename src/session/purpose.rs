//! What makes one command differ from another.

use super::plan::{Job, Plan};
use super::state::Session;
use crate::card::{Operation, PinView};
use crate::pins::PinKey;
use crate::report::Failure;

/// What makes one command differ from another.
pub trait Purpose {
    /// Narrows the PINs of the card down to those that are meant, where none was named.
    ///
    /// # Errors
    /// It cannot be told which, or the person cancelled.
    fn narrow(&mut self, session: &mut Session<'_, '_>) -> Result<(), Failure> {
        let _ = session;
        Ok(())
    }

    /// What becomes of a PIN. Asked for every PIN before the first question, which is what the run
    /// announces, and again for each at its turn, which is what is done: another program may have
    /// noted a try while somebody typed.
    fn plan(&self, session: &Session<'_, '_>, pin: &PinView) -> Plan;

    /// What is made ready before anybody is asked and anything is done, where there is something to
    /// be done.
    ///
    /// # Errors
    /// It cannot be made ready.
    fn prepare(&mut self, dry_run: bool) -> Result<(), Failure> {
        let _ = dry_run;
        Ok(())
    }

    /// What is asked of a person before the first secret.
    ///
    /// # Errors
    /// The person said no, or cancelled.
    fn ask_first(&mut self, session: &mut Session<'_, '_>, jobs: &[Job]) -> Result<(), Failure>;

    /// What a person is asked at one PIN, before its secrets.
    ///
    /// # Errors
    /// The person said no, which leaves this PIN alone, or cancelled.
    fn ask_at_pin(&mut self, session: &mut Session<'_, '_>, job: &Job) -> Result<(), Failure> {
        let _ = (session, job);
        Ok(())
    }

    /// What is to be done next with a PIN that was just worked on with success.
    ///
    /// # Errors
    /// The person cancelled.
    fn next(
        &mut self,
        session: &mut Session<'_, '_>,
        done: &Job,
    ) -> Result<Option<Operation>, Failure> {
        let _ = (session, done);
        Ok(None)
    }

    /// The last words of a run without failures; `open` are PINs that are not known to be set.
    fn last_words(&mut self, session: &mut Session<'_, '_>, changed: bool, open: &[PinKey]);
}
