//! The last words: what is set, what is open, what the portal wants, what to keep.

use super::situation::{LastTry, Reason, Situation};
use super::state::{Current, Guide, Stage};
use crate::card::PinStatus;
use crate::pins::PinKey;
use crate::report::facts::outcome::PinLine;
use crate::report::failure::Wish;
use crate::report::words::labels::{own_label, own_labels};
use crate::report::words::{self, Line, bars, calls};
use crate::report::{Event, Failure, exit, explain};
use crate::session::desk::noted::noted;
use crate::text::Tone;

impl Guide<'_, '_> {
    /// Ended by choice; the exit code.
    pub(super) fn end(&mut self) -> u8 {
        self.sum_up();
        match (self.codes.step, &self.current) {
            (exit::DONE, _) if self.known.values().any(|known| known.tampered) => exit::REFUSED,
            (exit::DONE, None) => self.codes.look,
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
        if current.stale {
            self.say(
                Tone::Plain,
                &text.guide_end_not_seen(&calls::guide(&self.context.seen)),
            );
            return;
        }
        let situation = Situation::of(&current, self.known());
        let finished = self.is_finished(&situation);
        // The list of what is left stands above.
        if !finished {
            self.say(Tone::Heading, &text.guide_end());
            for (tone, line) in words::state::short(&current.chosen.view, &current.body, text) {
                self.say(tone, &line);
            }
        }
        for (tone, line) in self.left_to_do(&situation, &current) {
            self.say(tone, &line);
        }
        if situation.is_for_issuer() {
            let (tone, line) = self.whom_to_ask(&current);
            self.say(tone, &line);
        }
        let is_virtual = self.context.places.is_virtual();
        let is_suspect = matches!(situation, Situation::Tampered | Situation::Whose(_));
        if !finished && !is_virtual && !is_suspect {
            self.say(Tone::Plain, &text.guide_keep());
        }
        if is_virtual {
            self.say(Tone::Plain, &text.guide_rehearsal_end());
        }
    }

    fn left_to_do(&self, situation: &Situation, current: &Current) -> Vec<Line> {
        let text = self.context.text;
        let call = calls::guide(&self.context.seen);
        let line = match situation {
            Situation::Tampered => (Tone::Bad, text.guide_tampered_end()),
            Situation::Whose(_) => (Tone::Warning, text.sealed_warning()),
            _ if self.goes_on_anyway() => (Tone::Warning, text.guide_useless_anyway()),
            Situation::Stop(LastTry::Own(_)) => (Tone::Warning, text.guide_no_guessing_end()),
            Situation::Guessing(pin) => {
                let label = own_label(*pin, text);
                (Tone::Warning, text.guide_guessing_end(&label))
            }
            Situation::Stop(LastTry::Torn(pin)) => (Tone::Warning, self.why_torn(*pin)),
            Situation::Stop(_) => (Tone::Warning, text.guide_stop_end()),
            Situation::StillKnown => {
                let label = own_label(PinKey::Qes, text);
                (Tone::Warning, text.guide_go_on_later(&label, &call))
            }
            Situation::Activate(open)
            | Situation::PortalFirst(open)
            | Situation::Unblock(open)
            | Situation::WasSet(open) => {
                let open = own_labels(open, text);
                // The card of a rehearsal is gone with it.
                let line = if self.context.places.is_virtual() {
                    text.incomplete(&open)
                } else {
                    text.guide_go_on_later(&open, &call)
                };
                (Tone::Warning, line)
            }
            Situation::Replace(Reason::Transport) => (Tone::Warning, text.blocked_transport_do()),
            Situation::Replace(Reason::NoPuk) => (Tone::Warning, text.blocked_for_good_do()),
            Situation::Replace(Reason::Forgotten) => (Tone::Warning, text.guide_why_forgotten()),
            Situation::Replace(Reason::WrongPuk) => (Tone::Warning, text.wrong_puk_do_last()),
            Situation::Replace(Reason::Ended) => (Tone::Warning, text.next_ended_short()),
            Situation::Replace(Reason::Expired) => (Tone::Warning, text.next_expired()),
            Situation::Barred(bar) => {
                let step = bars::step(*bar, &self.context.seen, text);
                (Tone::Warning, step)
            }
            Situation::Guarded => (Tone::Warning, text.reinsert_do()),
            Situation::Unreadable => {
                let help = words::status::support_step(&self.context.seen, text);
                (Tone::Warning, help)
            }
            // An invented card is released nowhere.
            Situation::Done if self.context.is_rehearsal() => return Vec::new(),
            // The list stands directly above.
            Situation::Done if self.screen.list_above => return Vec::new(),
            Situation::Done => {
                // What to have at hand was said with it.
                let address = self.release_lines(current).into_iter().take(1);
                return address.map(|line| (Tone::Plain, line)).collect();
            }
        };
        vec![line]
    }

    /// Ended by Ctrl-C, a signal or a closed terminal; the exit code.
    pub(super) fn cut_short(&mut self, failure: &Failure) -> u8 {
        let text = self.context.text;
        let Failure::Wish(Wish::Cancelled { set, rescued, .. }) = failure else {
            self.context.tell(&Event::Failed(failure));
            return failure.code().exit;
        };
        // The prompt that was cancelled has no end of its own.
        self.say(Tone::Plain, "");
        let rehearsing = self.stage == Stage::Rehearsing;
        if rehearsing && set.is_empty() && rescued.is_empty() && !self.context.handed_over {
            self.say(Tone::Warning, &text.guide_rehearsal_cut());
            return exit::CANCELLED;
        }
        let unsent = self.stage == Stage::Leaving { unsent: true };
        let what = self.cancelled_words(failure, set, rescued, unsent);
        self.say(Tone::Warning, &what);
        // An alarm is no less one because somebody stopped: it has the last word.
        if self.known().tampered {
            self.say(Tone::Bad, &text.guide_tampered_end());
            let whom = self.current.as_ref().map(|card| self.whom_to_ask(card));
            whom.iter().for_each(|(tone, line)| self.say(*tone, line));
            return exit::CANCELLED;
        }
        let hint = match (rehearsing, self.context.places.is_virtual()) {
            (true, _) => text.guide_rehearsal_cut(),
            (false, true) => text.guide_rehearsal_end(),
            (false, false) if self.is_something_open() => {
                text.guide_cancelled_do(&calls::guide(&self.context.seen))
            }
            // Nothing is left to go on with.
            (false, false) => String::new(),
        };
        if !hint.is_empty() {
            self.say(Tone::Warning, &hint);
        }
        match self.stage {
            Stage::Leaving { .. } => self.codes.of_signal(),
            Stage::Looking | Stage::AtCard | Stage::Rehearsing => exit::CANCELLED,
        }
    }

    /// What is to be said of a cancellation: nothing happened at all, or how the PINs stand.
    /// `unsent` says that nothing became of the step but that it was cancelled.
    pub(super) fn cancelled_words(
        &mut self,
        failure: &Failure,
        set: &[PinKey],
        rescued: &[PinKey],
        unsent: bool,
    ) -> String {
        let text = self.context.text;
        let known = self.known().clone();
        let here = set.is_empty()
            && rescued.is_empty()
            && known.set.is_empty()
            && known.rescued.is_empty();
        if here && !self.context.handed_over {
            if self.current.is_none() && !self.context.places.is_virtual() {
                return text.guide_cancelled_no_card();
            }
            return explain(failure, self.context.seen.site, text).what;
        }
        match self.state() {
            // A step that failed otherwise too may have blocked what was not blocked at the last
            // look.
            Some(_) if self.is_stale() && !unsent => text.guide_cancelled_results(),
            Some(state) => text.guide_cancelled_state(&state),
            None => text.guide_cancelled_results(),
        }
    }

    /// Whether a PIN of the card that was worked on is not known to be set.
    fn is_something_open(&self) -> bool {
        let is_set =
            |pin: &PinLine| pin.status.is_set() || self.knows(|known| known.set.contains(&pin.key));
        let is_open = |pin: &PinLine| !pin.is_extra() && !is_set(pin);
        let current = self.current.as_ref();
        current.is_some_and(|current| current.body.pins.iter().any(is_open))
    }

    fn is_stale(&self) -> bool {
        self.current.as_ref().is_some_and(|current| current.stale)
    }

    /// How the PINs stand: as the last look showed them, what was set since, and of what is open
    /// whether anything was done to it.
    fn state(&mut self) -> Option<String> {
        let text = self.context.text;
        let Current {
            chosen,
            body,
            stale,
            ..
        } = self.current.clone()?;
        let known = self.known().clone();
        let state = |pin: &PinLine| {
            let label = own_label(pin.key, text);
            let noted = noted(self.context, &chosen.view, pin.key).unwrap_or_default();
            let now = PinLine {
                noted: Some(noted),
                ..*pin
            };
            let open = || match now.left() {
                Some((left, _)) => text.guide_state_open_tries(&label, &text.tries(left)),
                None if known.tried.contains(&pin.key) => text.guide_state_open(&label),
                None => text.guide_state_open_untouched(&label),
            };
            let refused = known.refused.contains(&pin.key);
            match pin.status {
                // What was refused since the last look left fewer.
                PinStatus::Set { tries } if refused && !stale => {
                    text.guide_state_set_tries(&label, &text.tries(tries))
                }
                status if status.is_set() && refused => text.guide_state_set_refused(&label),
                status if status.is_set() && known.refused_puk.contains(&pin.key) => {
                    text.guide_state_set_puk(&label)
                }
                status if status.is_set() || stale && known.set.contains(&pin.key) => {
                    text.guide_state_set(&label)
                }
                PinStatus::Blocked if stale && known.rescued.contains(&pin.key) => {
                    text.guide_state_open(&label)
                }
                PinStatus::Blocked if known.refused_puk.contains(&pin.key) => {
                    text.guide_state_blocked_puk(&label)
                }
                PinStatus::Blocked => text.guide_state_blocked(&label),
                PinStatus::Transport if noted.blocked => text.guide_state_blocked(&label),
                PinStatus::Transport => open(),
                _ => text.guide_state_unreadable(&label),
            }
        };
        Some(
            body.pins
                .iter()
                .filter(|pin| !pin.is_extra())
                .map(state)
                .collect::<Vec<_>>()
                .join(". "),
        )
    }

    /// Cancelled where nothing was under way: what this run has done to the card that is worked on.
    pub(super) fn cancelled(&mut self) -> Failure {
        let known = self.known();
        Failure::Wish(Wish::Cancelled {
            set: known.set.clone(),
            rescued: known.rescued.clone(),
            untouched: Vec::new(),
            puk_used: Vec::new(),
        })
    }
}
