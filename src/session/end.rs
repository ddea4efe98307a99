//! The end of a run: what is set, what is not, the last words, and the outcome for the report.

use super::{Purpose, Session};
use crate::card::{PinStatus, PinView};
use crate::pins::PinKey;
use crate::report::words::labels::names;
use crate::report::{Body, Failure, Outcome, PinResult};
use crate::secrets::Key;
use crate::text::Tone;

impl Session<'_, '_> {
    /// PINs that this run changed and that are set now.
    pub(super) fn set_in_this_run(&self) -> Vec<PinKey> {
        let set =
            |result: &&PinResult| result.changed && result.after.is_some_and(PinStatus::is_set);
        self.results
            .iter()
            .filter(set)
            .map(|result| result.key)
            .collect()
    }

    /// PINs that got new tries in this run and still hold the Transport-PIN: changed, and yet not
    /// set.
    pub(super) fn rescued_in_this_run(&self) -> Vec<PinKey> {
        let set = self.set_in_this_run();
        let rescued = |result: &&PinResult| result.changed && !set.contains(&result.key);
        self.results
            .iter()
            .filter(rescued)
            .map(|result| result.key)
            .collect()
    }

    /// The PINs of the card that are not known to be set: a blocked one may still be in transport
    /// state (63C0 outranks 62C1), and so may one that cannot be read.
    fn open_pins(&self) -> Vec<PinKey> {
        let after = |pin: &PinView| {
            let result = self
                .results
                .iter()
                .rev()
                .find(|result| result.key == pin.object.key);
            result.map_or(Some(pin.status), |result| result.after)
        };
        let open = |pin: &&PinView| !after(pin).is_some_and(PinStatus::is_set);
        self.chosen
            .view
            .pins
            .iter()
            .filter(open)
            .map(|pin| pin.object.key)
            .collect()
    }

    pub(super) fn finish(mut self, purpose: &dyn Purpose) -> Outcome {
        let open = self.open_pins();
        let changed = self.results.iter().any(|result| result.changed);
        self.context.say(Tone::Plain, "");
        if self.options.dry_run {
            let end = self.context.text.dry_run_end();
            self.context.say(Tone::Good, &end);
        } else if self.failures.is_empty() {
            purpose.last_words(&mut self, changed, &open);
        } else {
            self.words_before_failure();
        }
        let unused = self.unused_keys();
        let body = Body::Results {
            results: self.results,
            complete: open.is_empty(),
            unused,
        };
        Outcome {
            body,
            changed,
            failures: self.failures,
        }
    }

    /// The failure has the last word; a cancellation names what is set itself.
    fn words_before_failure(&mut self) {
        if self
            .failures
            .iter()
            .any(|failure| matches!(failure, Failure::Cancelled { .. }))
        {
            return;
        }
        let (set, rescued) = (
            names(&self.set_in_this_run()),
            names(&self.rescued_in_this_run()),
        );
        let text = self.context.text;
        if !set.is_empty() {
            self.context.say(Tone::Good, &text.stays_set(&set));
        }
        if !rescued.is_empty() {
            self.context.say(Tone::Plain, &text.stays_rescued(&rescued));
        }
    }

    /// Keys that the card did not need, as it was when the run began.
    fn unused_keys(&self) -> Vec<String> {
        let Some(secrets) = &self.options.secrets else {
            return Vec::new();
        };
        secrets
            .unused(&self.needed)
            .iter()
            .map(Key::to_string)
            .collect()
    }
}
