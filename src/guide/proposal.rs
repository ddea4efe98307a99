//! What is proposed at a card, and why, in words.

use super::situation::{Reason, Situation};
use super::state::{Current, Guide};
use crate::card::PinStatus;
use crate::holder;
use crate::pins::PinKey;
use crate::report::words::Line;
use crate::report::words::labels::own_labels;
use crate::report::words::topic;
use crate::text::Tone;
use crate::topics::Issuer;

impl Guide<'_, '_> {
    /// What is proposed and why.
    pub(super) fn proposal(&self, situation: &Situation, current: &Current) -> Vec<Line> {
        let mut lines = self.proposed(situation, current);
        if self.in_doubt() && matches!(situation, Situation::Activate(_) | Situation::Unblock(_)) {
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
            .filter(|(index, (tone, _))| *index == 0 || *tone != Tone::Plain)
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
            Situation::Tampered => vec![
                (Tone::Bad, text.guide_tampered()),
                (Tone::Plain, text.guide_addresses()),
            ],
            Situation::Whose(pins) => {
                vec![
                    (Tone::Heading, text.guide_whose(&own_labels(pins, text))),
                    (Tone::Plain, text.guide_why_whose()),
                ]
            }
            Situation::Activate(open) => {
                let mut lines = match open.as_slice() {
                    [PinKey::Qes] => propose(
                        text.guide_propose_activate_qes(),
                        text.guide_why_activate_qes(),
                    ),
                    [_] => propose(text.guide_propose_activate_one(), text.guide_why_activate()),
                    _ => propose(text.guide_propose_activate(), text.guide_why_activate()),
                };
                let blocked = blocked(current);
                if !blocked.is_empty() {
                    lines.push((
                        Tone::Warning,
                        text.guide_also_blocked(&own_labels(&blocked, text)),
                    ));
                }
                lines
            }
            Situation::Unblock(_) => {
                propose(text.guide_propose_unblock(), text.guide_why_unblock())
            }
            Situation::Replace(reason) => {
                let mut lines = match reason {
                    Reason::Transport => {
                        propose(text.guide_propose_replace(), text.guide_why_replace())
                    }
                    Reason::NoPuk => propose(text.guide_propose_replace(), text.guide_why_no_puk()),
                    Reason::WrongPuk => {
                        propose(text.guide_propose_replace(), text.guide_why_wrong_puk())
                    }
                    Reason::Ended | Reason::Expired => {
                        propose(text.guide_propose_other_card(), text.guide_why_other_card())
                    }
                };
                lines.push((Tone::Plain, text.guide_addresses()));
                lines
            }
            Situation::Unreadable => propose(text.guide_propose_support(), text.next_ask_support()),
            Situation::Done => {
                let mut lines = propose(text.guide_propose_release(), text.guide_portal());
                lines.extend(topic::portal_lines(
                    issuer(current),
                    current.chosen.view.kind,
                    text,
                ));
                lines
            }
        }
    }

    /// With a card that is to be replaced: nothing is proposed, only what it leads to is said.
    fn proposed_anyway(&self, situation: &Situation) -> Vec<Line> {
        let text = self.context.text;
        let useless = (Tone::Warning, text.guide_useless_anyway());
        match situation {
            Situation::Unblock(_) => vec![useless, (Tone::Plain, text.guide_why_unblock())],
            Situation::Replace(_) => vec![useless, (Tone::Plain, text.guide_addresses())],
            Situation::Unreadable => vec![useless, (Tone::Plain, text.next_ask_support())],
            _ => vec![useless],
        }
    }

    /// The question above the choices.
    pub(super) fn question(&self, situation: &Situation) -> String {
        let text = self.context.text;
        match situation {
            Situation::Whose(pins) if pins.len() == 1 => text.guide_whose_question_one(),
            Situation::Whose(_) => text.guide_whose_question(),
            _ => text.guide_question(),
        }
    }
}

/// The PINs that are blocked.
pub(super) fn blocked(current: &Current) -> Vec<PinKey> {
    current
        .body
        .pins
        .iter()
        .filter(|pin| pin.status == PinStatus::Blocked)
        .map(|pin| pin.key)
        .collect()
}

/// Who issued the card, where its certificates tell.
fn issuer(current: &Current) -> Option<&'static Issuer> {
    current.body.sheet.as_ref().and_then(holder::issuer)
}
