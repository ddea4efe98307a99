//! The last words: what is set, what is open, what the portal wants, what to keep.

use super::Guide;
use super::situation::{Reason, Situation};
use crate::report::explain::own_labels;
use crate::report::people::{self, Line};
use crate::report::{Failure, exit, explain};
use crate::text::Tone;

impl Guide<'_, '_> {
    /// Ended by choice; the exit code.
    pub(super) fn end(&mut self) -> u8 {
        self.sum_up();
        match (self.step_code, &self.current) {
            (exit::DONE, None) => self.desk_code,
            (code, _) => code,
        }
    }

    /// What was reached, in a few lines.
    pub(super) fn sum_up(&mut self) {
        let text = self.context.text;
        self.mark();
        let Some(current) = self.current.clone() else {
            self.say(Tone::Plain, &text.guide_end_no_card());
            return;
        };
        if self.stale {
            self.say(Tone::Plain, &text.guide_end_not_seen());
            return;
        }
        let view = &current.chosen.view;
        self.say(Tone::Heading, &text.guide_end());
        self.say(Tone::Plain, &people::short_card(view.kind, view.iccsn.as_ref(), text));
        for (tone, line) in people::pin_lines(&current.body.pins, text) {
            self.say(tone, &line);
        }
        let situation = Situation::of(&current.body, self.known());
        let (tone, line) = self.left_to_do(&situation);
        self.say(tone, &line);
        if !matches!(situation, Situation::Tampered | Situation::Whose(_)) {
            self.say(Tone::Plain, &text.guide_keep());
        }
        if self.context.readers.is_virtual() {
            self.say(Tone::Plain, &text.guide_rehearsal_end());
        }
    }

    fn left_to_do(&self, situation: &Situation) -> Line {
        let text = self.context.text;
        match situation {
            Situation::Tampered => (Tone::Bad, text.guide_tampered()),
            Situation::Whose(_) => (Tone::Warning, text.sealed_warning()),
            // The card of a rehearsal is gone with it.
            Situation::Activate(open) | Situation::Unblock(open) if self.context.readers.is_virtual() => {
                (Tone::Warning, text.incomplete(&own_labels(open, text)))
            }
            Situation::Activate(open) | Situation::Unblock(open) => {
                (Tone::Warning, text.guide_go_on_later(&own_labels(open, text)))
            }
            Situation::Replace(Reason::Transport) => (Tone::Warning, text.blocked_transport_do()),
            Situation::Replace(Reason::NoPuk) => (Tone::Warning, text.blocked_for_good_do()),
            Situation::Replace(Reason::WrongPuk) => (Tone::Warning, text.wrong_puk_do_last()),
            Situation::Replace(Reason::Ended) => (Tone::Warning, text.next_ended_short()),
            Situation::Replace(Reason::Expired) => (Tone::Warning, text.next_expired()),
            Situation::Unreadable => (Tone::Warning, text.next_ask_support()),
            Situation::Done => (Tone::Plain, text.then_portal()),
        }
    }

    /// Ended by Ctrl-C, a signal or a closed terminal; the exit code.
    pub(super) fn cut_short(&mut self, failure: &Failure) -> u8 {
        let text = self.context.text;
        let Failure::Cancelled { set, rescued, untouched } = failure else {
            crate::commands::start::tell(self.context.dialog, failure, &self.context.seen, text);
            return failure.code().exit;
        };
        let here =
            if set.is_empty() && rescued.is_empty() && untouched.is_empty() { Some(self.cancelled()) } else { None };
        let what = match here.as_ref().unwrap_or(failure) {
            // Of this step nothing was sent; of an earlier one something may have been.
            Failure::Cancelled { set, rescued, .. }
                if set.is_empty() && rescued.is_empty() && self.context.handed_over =>
            {
                text.guide_cancelled_results()
            }
            failure => explain(failure, text).what,
        };
        self.say(Tone::Warning, &what);
        let is_virtual = self.context.readers.is_virtual();
        let hint = if is_virtual { text.guide_rehearsal_end() } else { text.guide_cancelled_do() };
        self.say(Tone::Warning, &hint);
        self.cut_short.unwrap_or(exit::CANCELLED)
    }

    /// Cancelled where nothing was under way: what this run has done to the card that is worked on.
    pub(super) fn cancelled(&mut self) -> Failure {
        let known = self.known();
        Failure::Cancelled { set: known.set.clone(), rescued: known.rescued.clone(), untouched: Vec::new() }
    }
}
