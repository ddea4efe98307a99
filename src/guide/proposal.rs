//! At the card: its state in words, one proposal and why, and what becomes of a choice.

use super::menu::Choice;
use super::situation::{Reason, Situation};
use super::{Current, Guide};
use crate::card::PinStatus;
use crate::holder;
use crate::pins::PinKey;
use crate::report::Failure;
use crate::report::facts::next_step;
use crate::report::facts::next_step::NextStep;
use crate::report::facts::outcome::StatusBody;
use crate::report::words::certificates;
use crate::report::words::labels::own_labels;
use crate::report::words::topic;
use crate::report::words::{Line, status as people};
use crate::session::desk::certificate_check::Judging;
use crate::text::Tone;
use crate::topics::Issuer;
use crate::topics::radar::Severity;

impl Guide<'_, '_> {
    /// One look at a card and what follows from it; whether there is a next one.
    ///
    /// # Errors
    /// The person cancelled.
    pub(super) fn at(&mut self, current: &Current) -> Result<bool, Failure> {
        let mut anew = self.show_once(current);
        loop {
            let situation = Situation::of(&current.body, self.known());
            self.propose(&situation, current, anew);
            anew = false;
            if let Some((tone, line)) = self.last.take() {
                self.say(tone, &line);
            }
            let menu = self.menu(&situation, current);
            match self.ask_for(&self.question(&situation), &menu)? {
                Choice::Help(topic) => self.help(topic),
                Choice::More => self.read_more()?,
                Choice::Online => self.ask_whether_released(current)?,
                Choice::Letter => self.show_letter(),
                Choice::Own => self.known().own = true,
                Choice::Sealed => {
                    self.known().tampered = true;
                    self.more = Some("card-already-active");
                }
                Choice::NotSure => {
                    let line = self.context.text.guide_not_sure();
                    self.say(Tone::Warning, &line);
                }
                Choice::Anyway => self.known().anyway = true,
                Choice::NeverOwn => self.never_own(current),
                Choice::OtherCard => return self.other_card().map(|()| true),
                Choice::Step(step) => return self.step(current, step).map(|()| true),
                Choice::Back => self.known().tampered = false,
                Choice::Go | Choice::Rehearse(_) | Choice::Missing | Choice::Doctor => {
                    self.looked = true;
                    return Ok(true);
                }
                Choice::End => return Ok(false),
            }
        }
    }

    /// The whole sheet of a card at the first look; after a step what may have changed. Whether it
    /// was a step, or another look.
    fn show_once(&mut self, current: &Current) -> bool {
        let name = Some(current.name());
        let again = self.shown == name;
        if again {
            self.show_short(current);
        } else {
            (self.said, self.looked) = (None, false);
            if self.last_of.is_some() && self.last_of != name {
                self.last = None;
            }
            self.show(current);
        }
        self.shown = name;
        again
    }

    /// Says what is proposed and why, unless it was said; the proposal itself is said anew after a
    /// step.
    fn propose(&mut self, situation: &Situation, current: &Current, anew: bool) {
        let same = self.said.as_ref() == Some(situation);
        if std::mem::take(&mut self.looked) && same {
            let line = self.context.text.guide_looked_same();
            self.say(Tone::Plain, &line);
        }
        let lines = match (same, anew) {
            (false, _) => self.proposal(situation, current),
            (true, true) => self.proposal_again(situation, current),
            (true, false) => return,
        };
        self.said = Some(situation.clone());
        self.say(Tone::Plain, "");
        lines.iter().for_each(|(tone, line)| self.say(*tone, line));
    }

    fn show(&mut self, current: &Current) {
        let text = self.context.text;
        self.mark();
        self.say(Tone::Heading, &text.guide_found());
        let (kind, body) = (current.chosen.view.kind, &current.body);
        let mut lines = people::card_lines(&current.chosen.view, text);
        lines.extend(
            body.sheet
                .iter()
                .flat_map(|sheet| certificates::holder_lines(kind, sheet, text)),
        );
        lines.push((Tone::Plain, text.reader_line(&current.chosen.reader)));
        lines.extend(people::pin_lines(&body.pins, text));
        lines.extend(
            body.pins
                .iter()
                .filter_map(|pin| people::last_try(pin, text)),
        );
        lines.extend(
            body.sheet
                .iter()
                .flat_map(|sheet| certificates::validity_lines(sheet, text)),
        );
        for finding in &body.findings {
            // The topic can be read here.
            let more = topic::more(finding.topic, text);
            let said = topic::finding_lines(finding, text).into_iter();
            lines.extend(said.filter(|(_, line)| more.as_ref() != Some(line)));
        }
        self.more = body
            .findings
            .first()
            .map(|finding| finding.topic)
            .or(self.more);
        lines.iter().for_each(|(tone, line)| self.say(*tone, line));
    }

    /// Card, PINs, and in one line each what makes the card useless.
    fn show_short(&mut self, current: &Current) {
        let text = self.context.text;
        self.mark();
        let (view, body) = (&current.chosen.view, &current.body);
        let card = people::short_card(view.kind, view.iccsn.as_ref(), text);
        let mut lines = vec![(Tone::Heading, text.guide_now(&card))];
        lines.extend(people::pin_lines(&body.pins, text));
        lines.extend(
            body.pins
                .iter()
                .filter_map(|pin| people::last_try(pin, text)),
        );
        let ended = body
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Ended);
        lines.extend(ended.map(|finding| (Tone::Bad, finding.what.clone())));
        lines.iter().for_each(|(tone, line)| self.say(*tone, line));
    }

    /// Asks the issuer's services, and says what follows. It is never an error that they do not
    /// answer.
    fn ask_whether_released(&mut self, current: &Current) -> Result<(), Failure> {
        let Some(sheet) = &current.body.sheet else {
            return Ok(());
        };
        self.say(Tone::Plain, "");
        let asked = Judging::asking().ask(self.context, sheet)?;
        let text = self.context.text;
        let lines = certificates::service_lines(&asked, text);
        lines.iter().for_each(|(tone, line)| self.say(*tone, line));
        let body = StatusBody {
            asked,
            ..current.body.clone()
        };
        let next = match next_step::next_step(&body) {
            NextStep::None => text.guide_online_unclear(),
            next => text.next_step(&people::next_step(next, &self.context.seen, text)),
        };
        self.say(Tone::Plain, &next);
        Ok(())
    }

    /// The person says that blocked PINs held the Transport-PIN.
    fn never_own(&mut self, current: &Current) {
        let blocked = current
            .body
            .pins
            .iter()
            .filter(|pin| pin.status == PinStatus::Blocked)
            .map(|pin| pin.key);
        self.known().transport_blocked.extend(blocked);
        self.more = Some("blocked-card");
        let line = self.context.text.guide_never_own();
        self.say(Tone::Warning, &line);
    }

    fn proposal(&self, situation: &Situation, current: &Current) -> Vec<Line> {
        let mut lines = self.proposed(situation, current);
        if self.in_doubt() && matches!(situation, Situation::Activate(_) | Situation::Unblock(_)) {
            lines.push((Tone::Warning, self.context.text.guide_compare_first()));
        }
        lines
    }

    /// Without the why that was said already.
    fn proposal_again(&self, situation: &Situation, current: &Current) -> Vec<Line> {
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

    fn question(&self, situation: &Situation) -> String {
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
