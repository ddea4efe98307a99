//! What is proposed at a card, and why, in words.

use super::situation::{LastTry, Reason, Situation};
use super::state::{Current, Guide};
use crate::card::{Iccsn, Kind, PinStatus};
use crate::holder;
use crate::pins::PinKey;
use crate::report::facts::next_step::Bar;
use crate::report::facts::outcome::PinLine;
use crate::report::words::labels::{own_label, own_labels, transport_label};
use crate::report::words::{Line, bars, status, topic};
use crate::text::{Text, Tone};
use crate::topics::Issuer;

impl Guide<'_, '_> {
    /// What is proposed and why.
    pub(super) fn proposal(&self, situation: &Situation, current: &Current) -> Vec<Line> {
        if self.is_finished(situation) {
            return self.finished(current);
        }
        let mut lines = self.proposed(situation, current);
        // Directly after the step its own words say it.
        let asks_to_compare = self.in_doubt() && self.last.is_none();
        if asks_to_compare && matches!(situation, Situation::Activate(_) | Situation::Unblock(_)) {
            lines.push((Tone::Warning, self.context.text.guide_compare_first()));
        }
        lines
    }

    /// Without the why that was said already.
    pub(super) fn proposal_again(&self, situation: &Situation, current: &Current) -> Vec<Line> {
        let lines = self.proposal(situation, current);
        lines
            .into_iter()
            .enumerate()
            .filter(|(index, (tone, _))| *index == 0 || matches!(tone, Tone::Warning | Tone::Bad))
            .map(|(_, l)| l)
            .collect()
    }

    fn proposed(&self, situation: &Situation, current: &Current) -> Vec<Line> {
        let text = self.context.text;
        if self.goes_on_anyway() && !matches!(situation, Situation::Whose(_) | Situation::Tampered)
        {
            return self.proposed_anyway(situation);
        }
        let propose = |step: String, why: String| {
            vec![
                (Tone::Heading, text.guide_propose(&step)),
                (Tone::Plain, why),
            ]
        };
        match situation {
            Situation::Tampered => {
                let mut lines = vec![(Tone::Bad, text.guide_tampered())];
                lines.push(self.whom_to_ask(current));
                lines.extend(topic::blocking_line(issuer(current), text));
                lines
            }
            Situation::Whose(pins) => {
                let mut lines = vec![
                    (Tone::Heading, text.guide_whose(&own_labels(pins, text))),
                    (Tone::Plain, text.guide_why_whose()),
                ];
                if pins.contains(&PinKey::Qes) {
                    lines.push((Tone::Plain, text.guide_why_whose_qes()));
                }
                lines
            }
            Situation::Stop(last) => self.with_whom(self.proposed_stop(*last), current),
            Situation::Guessing(pin) => self.proposed_guessing(*pin, current),
            Situation::WasSet(pins) => vec![
                (
                    Tone::Heading,
                    text.guide_blocked_first(&own_labels(pins, text)),
                ),
                (Tone::Plain, text.guide_why_was_set()),
            ],
            Situation::StillKnown => vec![(Tone::Heading, text.guide_why_still_known())],
            Situation::PortalFirst(_) => self.proposed_portal(current),
            Situation::Activate(open) => self.proposed_activation(open, current),
            Situation::Unblock(_) => {
                propose(text.guide_propose_unblock(), text.guide_why_unblock())
            }
            Situation::Replace(reason) => {
                let (step, why) = match reason {
                    Reason::Transport => (text.guide_propose_replace(), text.guide_why_replace()),
                    Reason::NoPuk => (text.guide_propose_replace(), text.guide_why_no_puk()),
                    Reason::WrongPuk => (text.guide_propose_replace(), text.guide_why_wrong_puk()),
                    Reason::Forgotten => (text.guide_propose_call(), text.guide_why_forgotten()),
                    Reason::Ended | Reason::Expired => {
                        (text.guide_propose_other_card(), text.guide_why_other_card())
                    }
                };
                self.with_whom(propose(step, why), current)
            }
            Situation::Barred(bar) => {
                let step = match bar {
                    Bar::NoUser => text.guide_propose_user(),
                    Bar::NoKeys => text.guide_propose_provider(),
                    Bar::NoNumber => text.guide_propose_reinsert(),
                };
                propose(step, bars::step(*bar, &self.context.seen, text))
            }
            Situation::Guarded => propose(text.guide_propose_reinsert(), text.reinsert_why()),
            Situation::Unreadable => {
                let step = match self.context.places.workplace() {
                    _ if status::is_odd(&self.context.seen) => text.guide_propose_odd_state(),
                    Some(_) => text.guide_propose_support_terminal(),
                    None => text.guide_propose_support(),
                };
                propose(step, status::support_step(&self.context.seen, text))
            }
            Situation::Done => {
                let lines = self.release_lines(current).into_iter();
                lines.map(|line| (Tone::Plain, line)).collect()
            }
        }
    }

    /// What is to be set, and from which lines of the letter: whoever just read that this costs no
    /// try opens it now, and not before.
    fn proposed_activation(&self, open: &[PinKey], current: &Current) -> Vec<Line> {
        let text = self.context.text;
        let mut lines = Vec::new();
        if current.body.pins.iter().any(PinLine::is_perhaps_set) {
            let how = if self.context.seen.is_at_terminal() {
                text.perhaps_typed_do()
            } else {
                text.perhaps_set_here()
            };
            lines.push((Tone::Warning, how));
        }
        // Nothing is proposed after a wrong secret but to compare first.
        if self.in_doubt() {
            return lines;
        }
        if self.is_sealed(current) {
            lines.extend(self.letter_lines(current));
            lines.extend(order(current, text).map(|line| (Tone::Plain, line)));
            return lines;
        }
        let (step, why) = match open {
            [PinKey::Qes] => (
                text.guide_propose_activate_qes(),
                Some(text.guide_why_activate_qes()),
            ),
            [_] => (text.guide_propose_activate_one(), None),
            _ => (text.guide_propose_activate(), None),
        };
        lines.push((Tone::Heading, text.guide_propose(&step)));
        lines.extend(why.map(|why| (Tone::Plain, why)));
        lines
    }

    /// That the letter is opened now, and what is needed of it.
    fn letter_lines(&self, current: &Current) -> Vec<Line> {
        let text = self.context.text;
        let kind = current.chosen.view.kind;
        let own = issuer(current).and_then(|issuer| issuer.letter_lines.get(kind.word()));
        let named = match (own, kind) {
            (Some(own), _) => text.guide_letter_named(own.say(text.language())),
            (None, Kind::Smcb) => text.guide_letter_one(),
            (None, _) => text.guide_letter_two(),
        };
        vec![(Tone::Good, text.guide_open_letter()), (Tone::Plain, named)]
    }

    /// A proposal to ask the issuer, with where to ask.
    fn with_whom(&self, mut lines: Vec<Line>, current: &Current) -> Vec<Line> {
        lines.push(self.whom_to_ask(current));
        lines
    }

    /// Where the issuer of the card is asked, in a line; where the card does not say who that is, who
    /// can tell.
    pub(super) fn whom_to_ask(&self, current: &Current) -> Line {
        let kind = current.chosen.view.kind;
        topic::ask_line(issuer(current), kind, self.context.text)
    }

    /// Why nobody goes on where digits were refused beside an entry of unknown outcome.
    pub(super) fn why_torn(&self, pin: PinKey) -> String {
        let text = self.context.text;
        let label = own_label(pin, text);
        if self.context.seen.is_at_terminal() {
            text.guide_why_perhaps_torn(&label)
        } else {
            text.guide_why_torn(&label)
        }
    }

    /// At most one try is left: who goes on from here may lose the card.
    fn proposed_stop(&self, last: LastTry) -> Vec<Line> {
        let text = self.context.text;
        let (step, why) = match last {
            LastTry::Transport(pin) => (
                text.guide_propose_stop(),
                text.guide_why_stop(&transport_label(pin, text)),
            ),
            LastTry::Torn(pin) => (text.guide_propose_stop(), self.why_torn(pin)),
            LastTry::Puk(pin) => (
                text.guide_propose_stop(),
                text.guide_why_stop_puk(&text.puk_label(pin.name())),
            ),
            LastTry::Own(pin) => {
                let label = own_label(pin, text);
                let why = if pin == PinKey::Qes {
                    text.guide_why_no_guessing_qes(&label)
                } else {
                    text.guide_why_no_guessing(&label)
                };
                (text.guide_propose_no_guessing(), why)
            }
        };
        vec![
            (Tone::Heading, text.guide_propose(&step)),
            (Tone::Warning, why),
        ]
    }

    /// The issuer wants the release in its portal before the PINs: said before the step.
    fn proposed_portal(&self, current: &Current) -> Vec<Line> {
        let text = self.context.text;
        let view = &current.chosen.view;
        let Some(issuer) = issuer(current) else {
            return Vec::new();
        };
        let address = issuer.address.get(view.kind.word());
        let portal = address.map_or_else(
            || text.subject_portal(),
            |address| text.guide_portal_at(address),
        );
        let line = match view.kind {
            Kind::Smcb => text.guide_portal_first_smcb(&issuer.name, &portal),
            _ => text.guide_portal_first_hba(&issuer.name, &portal),
        };
        let mut lines = vec![(Tone::Heading, line)];
        if self.is_sealed(current) {
            lines.push((Tone::Good, text.guide_open_letter()));
        }
        lines
    }

    /// Whether nothing was ever tried at a card: its letter may still be sealed, which is the only
    /// proof that nobody read it on the way. Letters of a rehearsal are not, nor one that was typed from.
    pub(super) fn is_sealed(&self, current: &Current) -> bool {
        let typed_from = self.knows(|known| !known.tried.is_empty());
        !self.context.places.is_virtual() && is_untouched(current) && !typed_from
    }

    /// Whether the question about letter and earlier tries is asked with what is proposed, and not
    /// once more by the step: at a card where nothing else is to be said first.
    pub(super) fn asks_letter(&self, situation: &Situation, current: &Current) -> bool {
        let has_number = current.chosen.view.iccsn.is_some();
        matches!(situation, Situation::Activate(_))
            && has_number
            && is_untouched(current)
            && !self.in_doubt()
            && !self.goes_on_anyway()
    }

    /// With a card that is to be replaced: nothing is proposed, only what it leads to is said.
    fn proposed_anyway(&self, situation: &Situation) -> Vec<Line> {
        let text = self.context.text;
        let useless = (Tone::Warning, text.guide_useless_anyway());
        match situation {
            Situation::Unblock(_) => vec![useless, (Tone::Plain, text.guide_why_unblock())],
            Situation::Stop(last) => {
                let mut lines = vec![useless];
                lines.extend(self.proposed_stop(*last).into_iter().skip(1));
                lines
            }
            Situation::Guarded => vec![useless, (Tone::Plain, text.reinsert_do())],
            Situation::Unreadable => {
                let help = status::support_step(&self.context.seen, text);
                vec![useless, (Tone::Plain, help)]
            }
            _ => vec![useless],
        }
    }

    /// The question above the choices; none where what is proposed stands there.
    pub(super) fn question(&self, situation: &Situation, current: &Current) -> Option<String> {
        let text = self.context.text;
        if self.asks_letter(situation, current) {
            let end = current.chosen.view.iccsn.as_ref().map(Iccsn::ending);
            return Some(text.guide_letter_question(end.unwrap_or_default()));
        }
        Some(match situation {
            Situation::Whose(pins) if pins.len() == 1 => text.guide_whose_question_one(),
            Situation::Whose(_) => text.guide_whose_question(),
            Situation::WasSet(pins) if pins.len() == 1 => text.guide_was_set_question(),
            Situation::WasSet(_) => text.guide_was_set_question_all(),
            Situation::StillKnown => text.guide_still_known_question(),
            Situation::PortalFirst(_) => text.guide_portal_question(),
            _ => return None,
        })
    }
}

/// Whether nothing was ever tried at a card, as far as it shows and this PC noted.
fn is_untouched(current: &Current) -> bool {
    let untouched = |pin: &PinLine| {
        let noted = pin.noted.unwrap_or_default();
        pin.is_extra()
            || pin.status == PinStatus::Transport
                && [noted.wrong, noted.unknown].iter().all(|count| *count == 0)
                && !noted.said
    };
    current.body.pins.iter().all(untouched)
}

/// Whether its issuer wants the PINs before the release, in one line.
fn order(current: &Current, text: Text) -> Option<String> {
    let issuer = issuer(current)?;
    let kind = current.chosen.view.kind.word();
    issuer
        .wants_pins_first(kind)
        .then(|| text.guide_pins_first(&issuer.name))
}

/// Who issued the card, where its certificates tell.
pub(super) fn issuer(current: &Current) -> Option<&'static Issuer> {
    current.body.sheet.as_ref().and_then(holder::issuer)
}
