//! What came of a run: told to the person, written as a document, kept for `doctor`.

use super::Program;
use crate::commands::doctor;
use crate::report::document::{Document, Run};
use crate::report::facts::effect::Effect;
use crate::report::facts::outcome;
use crate::report::failure::Wish;
use crate::report::{Event, Failure, Outcome, Seen, exit};
use crate::session::desk::tell::{tell, tell_failures};
use crate::start::kept;
use crate::start::losses::{after_losses, hand_out};

impl Program {
    pub(super) fn report(
        &mut self,
        run: Run<'_>,
        result: Result<Outcome, Failure>,
        seen: &Seen,
    ) -> u8 {
        let run = Run {
            is_virtual: run.is_virtual || seen.rehearsal,
            ..run
        };
        let failures = outcome::failures(&result);
        // What a doctor found is shown already; who stops reading need not be told so.
        let is_told = |failure: &Failure| {
            matches!(
                failure,
                Failure::Finding(_) | Failure::Wish(Wish::StoppedReading)
            )
        };
        let untold: Vec<&Failure> = failures
            .iter()
            .filter(|failure| !is_told(failure))
            .collect();
        tell_failures(self.dialog.as_mut(), &untold, seen, self.text);
        let deciding = outcome::deciding(failures);
        if self.common.json {
            let document = Document::of_result(run, &result, seen, self.text);
            self.hand_out_result(&document, &result, seen);
        }
        if let (Some(failure), Some(notes)) = (deciding, &self.keeps) {
            kept::keep(notes, self.common.notes.is_some(), run, failure);
        }
        let exit = deciding.map_or(exit::DONE, |failure| failure.code().exit);
        if let Some(watched) = self.watched.take() {
            return watched.tell(self.dialog.as_mut(), &result, exit, seen, self.text);
        }
        self.after_losses(exit, Some(Effect::of(&result)), seen)
    }

    pub(super) fn hand_out_result(
        &mut self,
        document: &Document<'_>,
        result: &Result<Outcome, Failure>,
        seen: &Seen,
    ) {
        if !self.redacts {
            return hand_out(self.dialog.as_mut(), document);
        }
        match doctor::masked(document, result, &self.machine.private()) {
            Ok(masked) => hand_out(self.dialog.as_mut(), &masked),
            Err(failure) => {
                let event = Event::Failed(&failure);
                tell(self.dialog.as_mut(), &event, seen, self.text);
            }
        }
    }

    pub(super) fn after_losses(&mut self, exit: u8, effect: Option<Effect>, seen: &Seen) -> u8 {
        after_losses(self.dialog.as_mut(), exit, effect, seen, self.text)
    }
}
