//! What became of the PINs so far, and the end of a run: what is set, what is not, the last words,
//! and the outcome for the report.

use super::job::Worked;
use super::plan::Announced;
use super::purpose::Purpose;
use super::state::Session;
use crate::card::{PinStatus, PinView};
use crate::pins::PinKey;
use crate::report::failure::Wish;
use crate::report::words::labels::own_labels;
use crate::report::{Body, Failure, Outcome, PinResult};
use crate::secrets::Key;
use crate::text::Tone;

/// What became of the PINs so far.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// What became of each, in the order they were worked on.
    pub results: Vec<PinResult>,
    /// What went wrong, in the order it happened.
    pub failures: Vec<Failure>,
    /// PINs that were changed with their PUK.
    puk_used: Vec<PinKey>,
}

impl Tally {
    /// Takes over what the work on one PIN came to; whether the next one may follow. A cancellation
    /// names what is done and what is not.
    pub(super) fn take(&mut self, worked: Worked, announced: &Announced) -> bool {
        let goes_on = worked.lets_go_on();
        if worked.job.operation.uses_puk() && worked.results.iter().any(|result| result.changed) {
            self.puk_used.push(worked.job.key());
        }
        self.results.extend(worked.results);
        let failure = match worked.failure {
            Some(Failure::Wish(Wish::Cancelled { .. })) => {
                Some(self.cancelled(announced.from(&worked.job)))
            }
            failure => failure,
        };
        self.failures.extend(failure);
        goes_on
    }

    fn cancelled(&self, open: impl Iterator<Item = PinKey>) -> Failure {
        let rescued = self.rescued();
        Failure::Wish(Wish::Cancelled {
            set: self.set(),
            untouched: open.filter(|key| !rescued.contains(key)).collect(),
            rescued,
            puk_used: self.puk_used.clone(),
        })
    }

    fn changed(&self) -> impl Iterator<Item = &PinResult> {
        self.results.iter().filter(|result| result.changed)
    }

    /// PINs that this run changed and that are set now.
    fn set(&self) -> Vec<PinKey> {
        let set = |result: &&PinResult| result.after.is_some_and(PinStatus::is_set);
        self.changed()
            .filter(set)
            .map(|result| result.key)
            .collect()
    }

    /// PINs that got new tries in this run and still hold the Transport-PIN: changed, and yet not
    /// set.
    fn rescued(&self) -> Vec<PinKey> {
        let set = self.set();
        let keys = self.changed().map(|result| result.key);
        keys.filter(|key| !set.contains(key)).collect()
    }

    /// Which of these PINs are not known to be set: a blocked one may still be in transport state
    /// (63C0 outranks 62C1), and so may one that cannot be read.
    fn open_among(&self, pins: &[PinView]) -> Vec<PinKey> {
        let after = |pin: &PinView| {
            let mut results = self.results.iter().rev();
            let result = results.find(|result| result.key == pin.object.key);
            result.map_or(Some(pin.status), |result| result.after)
        };
        let open = |pin: &&PinView| !after(pin).is_some_and(PinStatus::is_set);
        pins.iter().filter(open).map(|pin| pin.object.key).collect()
    }
}

impl Session<'_, '_> {
    /// The last words, and the outcome.
    pub(super) fn finish(
        mut self,
        purpose: &mut dyn Purpose,
        announced: &Announced,
        tally: Tally,
    ) -> Outcome {
        let open = tally.open_among(&self.chosen.view.pins);
        let changed = tally.changed().next().is_some();
        if !self.options.guided {
            self.context.say(Tone::Plain, "");
        }
        if self.options.dry_run {
            let end = self.context.text.dry_run_end();
            self.context.say(Tone::Good, &end);
        } else if self.options.guided {
            // What is set and what comes next stands on the guide's own screen.
        } else if tally.failures.is_empty() {
            purpose.last_words(&mut self, changed, &open);
        } else {
            self.words_before_failure(&tally);
        }
        let unused = self.unused_keys(announced);
        Outcome {
            body: Body::Results {
                results: tally.results,
                complete: open.is_empty(),
                unused,
            },
            changed,
            failures: tally.failures,
        }
    }

    /// The failure has the last word; a cancellation names what is set itself.
    fn words_before_failure(&mut self, tally: &Tally) {
        let cancelled =
            |failure: &Failure| matches!(failure, Failure::Wish(Wish::Cancelled { .. }));
        if tally.failures.iter().any(cancelled) {
            return;
        }
        let text = self.context.text;
        let labels = |pins: Vec<PinKey>| own_labels(&pins, text);
        let (set, rescued) = (labels(tally.set()), labels(tally.rescued()));
        if !set.is_empty() {
            self.context.say(Tone::Good, &text.stays_set(&set));
        }
        if !rescued.is_empty() {
            self.context.say(Tone::Plain, &text.stays_rescued(&rescued));
        }
    }

    /// Keys that the card did not need, as it was when the run began.
    fn unused_keys(&self, announced: &Announced) -> Vec<String> {
        let Some(secrets) = &self.options.secrets else {
            return Vec::new();
        };
        let unused = secrets.unused(&announced.keys());
        unused.iter().map(Key::to_string).collect()
    }
}
