//! The last words: what is set, what is open, what the portal wants, what to keep.

use super::Guide;
use super::situation::{Reason, Situation};
use crate::report::explain::own_labels;
use crate::report::{Failure, exit, explain, people};
use crate::text::Tone;

impl Guide<'_, '_> {
    /// Ended by choice; the exit code.
    pub(super) fn end(&mut self) -> u8 {
        self.sum_up();
        if self.step_code == exit::DONE { self.desk_code } else { self.step_code }
    }

    /// What was reached, in a few lines.
    pub(super) fn sum_up(&mut self) {
        let text = self.context.text;
        self.mark();
        let Some(current) = self.current.clone() else {
            self.say(Tone::Plain, &text.guide_end_no_card());
            return;
        };
        let view = &current.chosen.view;
        self.say(Tone::Heading, &text.guide_end());
        self.say(Tone::Plain, &people::short_card(view.kind, view.iccsn.as_ref(), text));
        for (tone, line) in people::pin_lines(&current.pins, text) {
            self.say(tone, &line);
        }
        let situation = Situation::of(&current.pins, self.known());
        match &situation {
            Situation::Tampered => self.say(Tone::Bad, &text.guide_tampered()),
            Situation::Whose(_) => self.say(Tone::Warning, &text.sealed_warning()),
            Situation::Activate(open) | Situation::Unblock(open) => {
                let open = own_labels(open, text);
                let is_virtual = self.context.readers.is_virtual();
                let line = if is_virtual { text.incomplete(&open) } else { text.guide_go_on_later(&open) };
                self.say(Tone::Warning, &line);
            }
            Situation::Replace(Reason::Transport) => self.say(Tone::Warning, &text.blocked_transport_do()),
            Situation::Replace(Reason::NoPuk) => self.say(Tone::Warning, &text.blocked_for_good_do()),
            Situation::Replace(Reason::WrongPuk) => self.say(Tone::Warning, &text.wrong_puk_do_last()),
            Situation::Unreadable => self.say(Tone::Warning, &text.next_ask_support()),
            Situation::Done => self.say(Tone::Plain, &text.then_portal()),
        }
        if !matches!(situation, Situation::Tampered | Situation::Whose(_)) {
            self.say(Tone::Plain, &text.guide_keep());
        }
        if self.context.readers.is_virtual() {
            self.say(Tone::Plain, &text.guide_rehearsal_end());
        }
    }

    /// Ended by Ctrl-C, a signal or a closed terminal; the exit code.
    pub(super) fn cut_short(&mut self, failure: &Failure) -> u8 {
        let text = self.context.text;
        let Failure::Cancelled { set, rescued, untouched } = failure else {
            crate::commands::start::tell(self.context.dialog, failure, text);
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
