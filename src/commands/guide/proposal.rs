//! At the card: its state in words, one proposal and why, and the choices.

use super::help::{self, Topic};
use super::menu::{Choice, Menu};
use super::situation::{Reason, Situation};
use super::step::Step;
use super::{Current, Guide};
use crate::card::{Kind, PinKey, PinStatus};
use crate::commands::judging;
use crate::report::explain::{own_labels, transport_label};
use crate::report::people::{self, Line};
use crate::report::{Failure, certificates, topic};
use crate::text::Tone;
use crate::topics::Issuer;

impl Guide<'_, '_> {
    /// One look at a card and what follows from it; whether there is a next one.
    ///
    /// # Errors
    /// The person cancelled.
    pub(super) fn at(&mut self, current: &Current) -> Result<bool, Failure> {
        self.show(current);
        let mut said = None;
        loop {
            let situation = Situation::of(&current.body, self.known());
            if said.as_ref() != Some(&situation) {
                self.say(Tone::Plain, "");
                let lines = self.proposal(&situation, current);
                lines.iter().for_each(|(tone, line)| self.say(*tone, line));
            }
            let menu = self.menu(&situation, current);
            let question = self.question(&situation);
            said = Some(situation);
            match self.ask_for(&question, &menu)? {
                Choice::Help(topic) => help::help(self.context, topic),
                Choice::Letter => self.show_letter(),
                Choice::Own => self.known().own = true,
                Choice::Sealed => self.known().tampered = true,
                Choice::NotSure => {
                    let line = self.context.text.guide_not_sure();
                    self.say(Tone::Warning, &line);
                }
                Choice::Anyway => self.known().anyway = true,
                Choice::NeverOwn => self.never_own(current),
                Choice::OtherCard => return self.other_card().map(|()| true),
                Choice::Step(step) => return self.step(current, step).map(|()| true),
                Choice::Back => self.known().tampered = false,
                Choice::Go | Choice::Rehearse(_) => return Ok(true),
                Choice::End => return Ok(false),
            }
        }
    }

    fn show(&mut self, current: &Current) {
        let text = self.context.text;
        self.mark();
        self.say(Tone::Heading, &text.guide_found());
        let (kind, body) = (current.chosen.view.kind, &current.body);
        let mut lines = people::card_lines(&current.chosen.view, text);
        lines.extend(body.sheet.iter().flat_map(|sheet| certificates::holder_lines(kind, sheet, text)));
        lines.push((Tone::Plain, text.reader_line(&current.chosen.reader)));
        lines.extend(people::pin_lines(&body.pins, text));
        lines.extend(body.pins.iter().filter_map(|pin| people::last_try(pin, text)));
        lines.extend(body.sheet.iter().flat_map(|sheet| certificates::validity_lines(sheet, text)));
        lines.extend(body.findings.iter().flat_map(|finding| topic::finding_lines(finding, text)));
        lines.iter().for_each(|(tone, line)| self.say(*tone, line));
    }

    /// The person says that blocked PINs held the Transport-PIN.
    fn never_own(&mut self, current: &Current) {
        let blocked = current.body.pins.iter().filter(|pin| pin.status == PinStatus::Blocked).map(|pin| pin.key);
        self.known().transport_blocked.extend(blocked);
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

    fn proposed(&self, situation: &Situation, current: &Current) -> Vec<Line> {
        let text = self.context.text;
        let propose = |step: String, why: String| vec![(Tone::Heading, text.guide_propose(&step)), (Tone::Plain, why)];
        match situation {
            Situation::Tampered => vec![(Tone::Bad, text.guide_tampered())],
            Situation::Whose(pins) => {
                vec![(Tone::Heading, text.guide_whose(&own_labels(pins, text))), (Tone::Plain, text.guide_why_whose())]
            }
            Situation::Activate(open) => {
                let mut lines = match open.as_slice() {
                    [PinKey::Qes] => propose(text.guide_propose_activate_qes(), text.guide_why_activate_qes()),
                    [_] => propose(text.guide_propose_activate_one(), text.guide_why_activate()),
                    _ => propose(text.guide_propose_activate(), text.guide_why_activate()),
                };
                let blocked = blocked(current);
                if !blocked.is_empty() {
                    lines.push((Tone::Warning, text.guide_also_blocked(&own_labels(&blocked, text))));
                }
                lines
            }
            Situation::Unblock(_) => propose(text.guide_propose_unblock(), text.guide_why_unblock()),
            Situation::Replace(Reason::Transport) => propose(text.guide_propose_replace(), text.guide_why_replace()),
            Situation::Replace(Reason::NoPuk) => propose(text.guide_propose_replace(), text.guide_why_no_puk()),
            Situation::Replace(Reason::WrongPuk) => propose(text.guide_propose_replace(), text.guide_why_wrong_puk()),
            Situation::Replace(Reason::Ended | Reason::Expired) => {
                propose(text.guide_propose_other_card(), text.guide_why_other_card())
            }
            Situation::Unreadable => propose(text.guide_propose_support(), text.next_ask_support()),
            Situation::Done => {
                let mut lines = propose(text.guide_propose_release(), text.guide_portal());
                lines.extend(topic::portal_lines(issuer(current), current.chosen.view.kind, text));
                lines
            }
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

    fn menu(&self, situation: &Situation, current: &Current) -> Menu {
        let text = self.context.text;
        let is_hba = current.chosen.view.kind == Kind::Hba;
        let menu = match situation {
            Situation::Tampered => Menu::of(Choice::Back, text.guide_choice_ask_again())
                .or(Choice::Help(Topic::Replacement), text.guide_choice_help_call()),
            Situation::Replace(Reason::Ended | Reason::Expired) => {
                Menu::of(Choice::Help(Topic::Replacement), text.guide_choice_help_call())
                    .or(Choice::Anyway, text.guide_choice_anyway())
            }
            Situation::Replace(_) => Menu::of(Choice::Help(Topic::Replacement), text.guide_choice_help_call()),
            Situation::Whose(_) => Menu::of(Choice::Own, text.guide_choice_own())
                .or(Choice::Sealed, text.guide_choice_sealed())
                .or(Choice::NotSure, text.guide_choice_not_sure()),
            Situation::Activate(open) => self.ways_to_activate(open, current),
            Situation::Unblock(_) => {
                let menu = Menu::of(Choice::Step(Step::Unblock), self.recommended(text.guide_choice_unblock()))
                    .or(Choice::NeverOwn, text.guide_choice_never_own());
                self.with_letter(menu).or(Choice::Help(Topic::Puk), text.guide_choice_help_puk())
            }
            Situation::Unreadable => Menu::of(Choice::Go, self.recommended(text.guide_choice_look_again()))
                .on_enter(Choice::Go)
                .or(Choice::Help(Topic::Support), text.guide_choice_help()),
            Situation::Done => Menu::of(Choice::Step(Step::Change), text.guide_choice_change())
                .or(Choice::Step(Step::Verify), text.guide_choice_verify())
                .or(Choice::Help(Topic::Forgotten { hba: is_hba }), text.guide_choice_help_forgotten())
                .or(Choice::Help(Topic::Release), text.guide_choice_help_release())
                .on_enter(Choice::End),
        };
        let fixed = self.context.readers.is_virtual() || self.asked.card.is_some();
        let menu = if fixed { menu } else { menu.or(Choice::OtherCard, text.guide_choice_other_card()) };
        let end = text.guide_choice_end();
        menu.or(Choice::End, if *situation == Situation::Done { self.recommended(end) } else { end })
    }

    fn ways_to_activate(&self, open: &[PinKey], current: &Current) -> Menu {
        let text = self.context.text;
        let words = match open {
            [PinKey::Qes] => text.guide_choice_activate_qes(),
            [one] => self.recommended(text.guide_choice_activate_one(&transport_label(*one, text))),
            _ => self.recommended(text.guide_choice_activate()),
        };
        let mut menu = Menu::of(Choice::Step(Step::Activate), words);
        if !blocked(current).is_empty() {
            menu = menu.or(Choice::Step(Step::Unblock), text.guide_choice_unblock());
        }
        self.with_letter(menu).or(Choice::Help(Topic::Letter), text.guide_choice_help_letter())
    }

    fn with_letter(&self, menu: Menu) -> Menu {
        let is_virtual = self.context.readers.is_virtual();
        if is_virtual { menu.or(Choice::Letter, self.context.text.guide_choice_letter()) } else { menu }
    }

    /// Nothing is recommended after a wrong secret but to compare first.
    fn recommended(&self, words: String) -> String {
        if self.in_doubt() { words } else { self.context.text.guide_recommended(&words) }
    }
}

fn blocked(current: &Current) -> Vec<PinKey> {
    current.body.pins.iter().filter(|pin| pin.status == PinStatus::Blocked).map(|pin| pin.key).collect()
}

/// Who issued the card, where its certificates tell.
fn issuer(current: &Current) -> Option<&'static Issuer> {
    current.body.sheet.as_ref().and_then(judging::issuer)
}
