//! The same mistake is not made twice: digits that this run has seen refused, or accepted for
//! another PIN of the card, are not sent again without a deliberate act.

use super::plan::Job;
use super::state::Session;
use crate::card::{Block, Verdict};
use crate::pins::{PinKey, Role};
use crate::report::Failure;
use crate::report::words::labels::{own_label, transport_label};
use crate::secrets::{Mistake, Pin, Use};
use crate::session::desk::context::Context;
use crate::text::{Text, Tone};

/// What one secret is asked for, and whether the person was told that its digits are wrong here.
pub(super) struct Asked {
    /// Number of the card.
    card: String,
    key: PinKey,
    role: Role,
    told: bool,
}

impl Asked {
    /// A secret that is asked for the first time.
    pub fn of(card: &str, key: PinKey, role: Role) -> Self {
        Self {
            card: card.to_owned(),
            key,
            role,
            told: false,
        }
    }

    fn at(&self) -> Use<'_> {
        Use {
            card: &self.card,
            key: self.key,
            role: self.role,
        }
    }

    /// Whether the digits are to be sent. Those of which this run knows that they are wrong here
    /// are asked for anew; who types such digits again is asked whether they are meant.
    ///
    /// # Errors
    /// The person cancelled.
    pub fn takes(&mut self, context: &mut Context<'_>, pin: &Pin) -> Result<bool, Failure> {
        let Some(mistake) = context.sent.mistake(self.at(), pin) else {
            return Ok(true);
        };
        let text = context.text;
        context.say(Tone::Warning, &self.words(mistake, text));
        if std::mem::replace(&mut self.told, true) {
            context.confirm(&text.known_wrong_question())
        } else {
            Ok(false)
        }
    }

    fn words(&self, mistake: Mistake, text: Text) -> String {
        let label = |key| match self.role {
            Role::Transport => transport_label(key, text),
            Role::Puk => text.puk_label(key.name()),
            Role::Current | Role::New => own_label(key, text),
        };
        match (mistake, self.role) {
            (Mistake::Refused, Role::Transport) => {
                text.refused_just_now_line(&text.quoted(&label(self.key)))
            }
            (Mistake::Refused, Role::Puk) => text.refused_just_now_puk(),
            (Mistake::Refused, Role::Current | Role::New) => text.refused_just_now(),
            (Mistake::RefusedAt(other), _) => text.refused_for_other(&label(other)),
            (Mistake::AcceptedAt(other), Role::Transport) => {
                text.accepted_for_other_line(&label(other), &text.quoted(&label(self.key)))
            }
            (Mistake::AcceptedAt(other), _) => text.accepted_for_other(&label(other)),
        }
    }
}

impl Session<'_, '_> {
    /// Remembers what the card said to digits that were sent, in memory and until the run ends.
    pub(super) fn remember(&mut self, job: &Job, pins: &[Pin], verdict: Verdict) {
        let Some(card) = self.chosen.view.iccsn.as_ref() else {
            return;
        };
        let sent = &mut self.context.sent;
        for (role, pin) in job.operation.roles().iter().zip(pins) {
            let at = |role| Use {
                card: card.as_str(),
                key: job.key(),
                role,
            };
            match (verdict, role) {
                (Verdict::Done(_), Role::New) => sent.accepted(at(Role::Current), pin),
                (Verdict::Done(_), role) => sent.accepted(at(*role), pin),
                (_, Role::New) => {}
                (Verdict::Wrong { .. } | Verdict::Blocked(Block::ThisTry), role) => {
                    sent.refused(at(*role), pin);
                }
                // Nobody knows, or nothing was compared.
                _ => {}
            }
        }
    }
}
