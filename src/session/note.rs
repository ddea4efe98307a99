//! The note around one attempt: opened inside the gate, before the secret goes out, and closed by what
//! became of it.

use std::time::Duration;

use super::plan::Job;
use super::state::Session;
use super::tries::{Release, noted_as};
use crate::attempts::{self, Attempt, Before, Ending, ErrorKind};
use crate::card::{Answer, Block, Iccsn, Operation, Verdict};
use crate::report::Failure;
use crate::report::failure::{Refusal, Spent};
use crate::system::signals::Interrupts;

/// Longest wait for another process of this user that is between gate and read-back with the same
/// card.
const GATE_LIMIT: Duration = Duration::from_secs(2);

/// The note of one attempt, written inside the gate.
pub(super) struct Note<'a> {
    notes: &'a mut attempts::Notes,
    iccsn: &'a Iccsn,
    secret: attempts::Secret,
    /// Whether it is a Transport-PIN.
    of_transport: bool,
    release: &'a Release,
    /// Whether an attempt that cannot be noted is not made.
    strict: bool,
    /// Whether a person types at the reader only after this.
    at_pad: bool,
    /// The attempt on disk, or in memory where it need not be on disk, with the lock that keeps other
    /// processes of this user from this card until the read-back. Not while a pad waits for its
    /// person: the transaction keeps others from the card, and the open attempt is there to be seen.
    open: Option<(Attempt, Option<attempts::Gate>)>,
    trouble: Option<attempts::Error>,
}

impl<'a> Note<'a> {
    pub(super) fn new(
        session: &'a mut Session<'_, '_>,
        iccsn: &'a Iccsn,
        job: &Job,
        release: &'a Release,
        at_pad: bool,
    ) -> Self {
        let strict = session.options.scripted && job.hides_tries();
        let (notes, secret) = (&mut *session.context.notes, noted_as(job));
        let of_transport = job.operation == Operation::Activate;
        Self {
            notes,
            iccsn,
            secret,
            of_transport,
            release,
            strict,
            at_pad,
            open: None,
            trouble: None,
        }
    }

    pub(super) fn begin(&mut self) -> Result<(), attempts::Error> {
        match self.write() {
            Ok(open) => self.open = Some(open),
            // What was released is no longer so, or another process is at it right now: never
            // without its word.
            Err(error) if self.strict || is_about_others(&error) => return Err(error),
            Err(error) => {
                self.trouble = Some(error);
                let (iccsn, before) = (self.iccsn.as_str(), self.before());
                let attempt = self.notes.begin_unkept(iccsn, self.secret, before);
                self.open = attempt.ok().map(|attempt| (attempt, None));
            }
        }
        Ok(())
    }

    fn before(&self) -> Before {
        Before {
            stated: self.release.stated,
            transport: self.of_transport,
        }
    }

    fn write(&mut self) -> Result<(Attempt, Option<attempts::Gate>), attempts::Error> {
        // Inside the gate the wish to stop is not looked at: it would only leave the attempt
        // without its note.
        let gate =
            self.notes
                .lock_for_gate(self.iccsn.as_str(), GATE_LIMIT, &Interrupts::none())?;
        let (shown, before) = (&self.release.shown, self.before());
        let attempt = self
            .notes
            .begin(&gate, self.iccsn.as_str(), self.secret, shown, before)?;
        Ok((attempt, (!self.at_pad).then_some(gate)))
    }

    /// Other processes go on when the gate is dropped; the attempt is still open.
    pub(super) fn finish(
        self,
    ) -> (
        Option<Attempt>,
        Option<attempts::Gate>,
        Option<attempts::Error>,
    ) {
        let (attempt, gate) = self.open.unzip();
        (attempt, gate.flatten(), self.trouble)
    }
}

fn is_about_others(error: &attempts::Error) -> bool {
    match error.kind() {
        ErrorKind::Overtaken | ErrorKind::GateTaken => true,
        ErrorKind::Lock(error) => error.kind() == std::io::ErrorKind::WouldBlock,
        _ => false,
    }
}

impl Session<'_, '_> {
    /// Another process of this user at a card while its terminal asks: that takes minutes, and what it
    /// noted is no attempt that somebody forgot.
    ///
    /// # Errors
    /// There is one.
    pub(super) fn check_other_runs(&self, job: &Job) -> Result<(), Failure> {
        let Some(iccsn) = &self.chosen.view.iccsn else {
            return Ok(());
        };
        let notes = &self.context.notes;
        let gate = notes.lock_for_gate(iccsn.as_str(), Duration::ZERO, &Interrupts::none());
        let is_taken = |error: attempts::Error| matches!(error.kind(), ErrorKind::GateTaken);
        match gate.is_err_and(is_taken) {
            true => Err(Refusal::OtherRun { pin: job.key() }.into()),
            false => Ok(()),
        }
    }

    /// Closes the note of an attempt by what became of it.
    pub(super) fn close_note(
        &mut self,
        job: &Job,
        attempt: Option<Attempt>,
        verdict: Verdict,
        spent: Spent,
    ) {
        let Some(attempt) = attempt else { return };
        let ending = match verdict {
            // A PUK use is one, however it is known; a Transport-PIN that left no answer may be
            // contradicted by what the card shows later.
            Verdict::Done(Answer::Lost) if job.operation == Operation::Activate => {
                Ending::TakenAsRight
            }
            Verdict::Done(_) => Ending::Right,
            Verdict::Wrong { left: Some(left) } => Ending::Wrong(left),
            Verdict::Wrong { left: None } => Ending::WrongUncounted,
            Verdict::Blocked(Block::ThisTry) => Ending::Wrong(0),
            Verdict::Blocked(Block::Answer | Block::ReadBack | Block::Told) => Ending::Blocked,
            // In which order RESET RETRY COUNTER looks at rights, length and PUK is the maker's
            // choice: a refused one may have spent a use (gemSpec_COS CosH_b46).
            Verdict::NewPinRefused | Verdict::Refused(_) if job.operation.uses_puk() => {
                Ending::Unknown
            }
            // Nothing was compared (gemSpec_COS N074.500; a refused command is not carried out).
            Verdict::NewPinRefused | Verdict::Refused(_) | Verdict::StillTransport => {
                Ending::NotSent
            }
            Verdict::PadEnded(answer) if answer.nothing_was_sent() => Ending::NotSent,
            // 6B80 may be the card's own (one reader is known): the state did not change, a hidden
            // counter may have.
            Verdict::PadEnded(_) => Ending::Unknown,
            Verdict::TerminalEnded(_) | Verdict::Failed if spent == Spent::Nothing => {
                Ending::NotSent
            }
            Verdict::TerminalEnded(_) | Verdict::Failed => Ending::Unknown,
            Verdict::Unknown | Verdict::Contradicted => Ending::Unknown,
        };
        self.end_note(attempt, ending);
    }

    pub(super) fn end_note(&mut self, attempt: Attempt, ending: Ending) {
        if let Err(error) = self.context.notes.end(attempt, ending) {
            self.warn_of_notes(&error);
        }
    }
}
