//! At the card: its state in words, and what becomes of a choice.

use super::choice::{Choice, Step};
use super::last_step::LastStep;
use super::menu::Menu;
use super::proposal::issuer;
use super::situation::Situation;
use super::state::{Current, Guide, Stage};
use crate::pins::PinKey;
use crate::report::Failure;
use crate::report::facts::next_step;
use crate::report::facts::next_step::NextStep;
use crate::report::facts::outcome::StatusBody;
use crate::report::facts::release::Release;
use crate::report::words;
use crate::report::words::labels::own_label;
use crate::report::words::release;
use crate::session::Options;
use crate::session::desk::certificate_check::Judging;
use crate::text::Tone;

impl Guide<'_, '_> {
    /// One look at a card and what follows from it; whether there is a next one.
    ///
    /// # Errors
    /// The person cancelled.
    pub(super) fn at(&mut self, current: &Current) -> Result<bool, Failure> {
        let mut anew = self.show_once(current);
        loop {
            let situation = Situation::of(current, self.known());
            self.propose(&situation, current, anew);
            anew = false;
            self.say_last(&situation, current);
            let menu = self.menu(&situation, current);
            self.watch_card(current);
            let question = self.question(&situation, current);
            let choice = self.ask_with(question.as_deref(), &menu)?;
            self.screen.list_above &= choice == Choice::End;
            match choice {
                Choice::Changed => {
                    self.card_went(current);
                    return Ok(true);
                }
                Choice::Help(topic) => self.help(topic),
                Choice::More => {
                    self.read_more()?;
                    anew = self.show_again(current);
                }
                Choice::Findings => {
                    self.read_findings(current)?;
                    anew = self.show_again(current);
                }
                Choice::Report => {
                    let failed = self.screen.failed.clone();
                    self.write_report(failed)?;
                    anew = self.show_again(current);
                }
                Choice::SaveSlip => self.save_slip(current)?,
                Choice::Rehearse(which) => {
                    let card = self.screen.card.take();
                    self.rehearse(which)?;
                    // Whose card it is was said; what is proposed has scrolled away.
                    (self.screen.card, self.screen.proposed) = (card, None);
                    self.stage = Stage::AtCard;
                    return Ok(true);
                }
                Choice::Online => self.ask_whether_released(current)?,
                Choice::Letter => self.show_letter(),
                Choice::Own => self.own(current),
                Choice::WasSet => self.was_set(&situation),
                Choice::Forgotten => self.known().forgotten.push(PinKey::Qes),
                Choice::Sealed => {
                    self.known().tampered = true;
                    self.screen.more = Some("card-already-active");
                }
                Choice::NotSure => {
                    let line = self.context.text.guide_not_sure();
                    self.say(Tone::Warning, &line);
                    let (tone, line) = self.whom_to_ask(current);
                    self.say(tone, &line);
                }
                Choice::Anyway => self.known().anyway = true,
                Choice::NeverOwn => self.never_own(&situation),
                Choice::OtherCard => return self.other_card().map(|()| true),
                Choice::Step(step) => {
                    if let Some(pins) = self.which_pins(current, step)? {
                        let options = Options {
                            pins,
                            ..Options::default()
                        };
                        return self.step(current, &situation, step, options).map(|()| true);
                    }
                }
                Choice::LetterFits => {
                    let options = Options {
                        letter_fits: true,
                        ..Options::default()
                    };
                    return self
                        .step(current, &situation, Step::Activate, options)
                        .map(|()| true);
                }
                Choice::Back => self.known().tampered = false,
                Choice::Go
                | Choice::Missing
                | Choice::Doctor
                | Choice::Pin(_)
                | Choice::Exercise(_) => {
                    self.screen.owes_word = true;
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
        let again = self.screen.card == name;
        if again {
            // What is finished is said once, by the list of what is left.
            let situation = Situation::of(current, self.known());
            if !self.is_finished(&situation) {
                self.show_short(current);
            }
        } else {
            (self.screen.proposed, self.screen.owes_word) = (None, false);
            self.screen.more = None;
            let of_other = |last: &LastStep| last.card.is_some() && last.card != name;
            if self.last.as_ref().is_some_and(of_other) {
                self.last = None;
            }
            if self.last.is_none() {
                self.screen.failed = None;
            }
            self.show(current);
        }
        self.screen.card = name;
        again
    }

    /// The state once more where something else filled the screen; what is proposed comes with it.
    fn show_again(&mut self, current: &Current) -> bool {
        let whole = self.screen.whole;
        self.show_short(current);
        // The choices stay as they are: no number moves.
        self.screen.whole = whole;
        true
    }

    /// What became of the last step, directly above the choices; nothing where the list of what is
    /// left says it.
    fn say_last(&mut self, situation: &Situation, current: &Current) {
        let Some(last) = self.last.take() else {
            return;
        };
        let last = last.seen_at(&current.body.pins, self.context.text);
        if last.line.0 == Tone::Good && self.is_finished(situation) {
            return;
        }
        self.say(Tone::Plain, "");
        for (tone, line) in last.lines() {
            self.say(tone, &line);
        }
    }

    /// The PIN that the step is about, of several own ones the one that is meant; `None` goes back to the choices.
    fn which_pins(
        &mut self,
        current: &Current,
        step: Step,
    ) -> Result<Option<Vec<PinKey>>, Failure> {
        if let Step::Renew(pin) = step {
            return Ok(Some(vec![pin]));
        }
        let set = current.body.pins.iter().filter(|pin| pin.status.is_set());
        let set: Vec<PinKey> = set.map(|pin| pin.key).collect();
        let text = self.context.text;
        let [first, others @ ..] = set.as_slice() else {
            return Ok(Some(Vec::new()));
        };
        if others.is_empty() || !matches!(step, Step::Change | Step::Verify) {
            return Ok(Some(Vec::new()));
        }
        let choice = |pin: &PinKey| (Choice::Pin(*pin), own_label(*pin, text));
        let (one, words) = choice(first);
        let menu = others
            .iter()
            .map(choice)
            .fold(Menu::of(one, words), |menu, (one, words)| {
                menu.or(one, words)
            });
        let menu = menu.or(Choice::Back, text.guide_choice_back());
        match self.ask_for(&text.which_pin(), &menu)? {
            Choice::Pin(pin) => Ok(Some(vec![pin])),
            _ => Ok(None),
        }
    }

    /// Says what is proposed and why, unless it was said; the proposal itself is said anew after a
    /// step.
    fn propose(&mut self, situation: &Situation, current: &Current, anew: bool) {
        let same = self.screen.proposed.as_ref() == Some(situation);
        if std::mem::take(&mut self.screen.owes_word) && same {
            let line = self.context.text.guide_looked_same();
            self.say(Tone::Plain, &line);
        }
        let lines = match (same, anew) {
            (false, _) => self.proposal(situation, current),
            (true, true) => self.proposal_again(situation, current),
            (true, false) => return,
        };
        self.screen.proposed = Some(situation.clone());
        if self.is_finished(situation) {
            self.screen.list_above = true;
            self.mark();
        } else if !lines.is_empty() {
            self.say(Tone::Plain, "");
        }
        lines.iter().for_each(|(tone, line)| self.say(*tone, line));
    }

    /// Which card, whose, how its PINs stand, and what is known of it.
    fn show(&mut self, current: &Current) {
        if !std::mem::take(&mut self.screen.begins) {
            self.mark();
        }
        self.screen.whole = true;
        let lines = words::state::lines(&current.chosen.view, &current.body, self.context.text);
        lines.iter().for_each(|(tone, line)| self.say(*tone, line));
    }

    /// The same to somebody who has seen it.
    fn show_short(&mut self, current: &Current) {
        self.mark();
        self.screen.whole = false;
        let lines = words::state::short(&current.chosen.view, &current.body, self.context.text);
        lines.iter().for_each(|(tone, line)| self.say(*tone, line));
    }

    /// Asks the issuer's services, and says what follows. It is never an error that they do not
    /// answer.
    fn ask_whether_released(&mut self, current: &Current) -> Result<(), Failure> {
        let Some(sheet) = &current.body.sheet else {
            return Ok(());
        };
        self.say(Tone::Plain, "");
        let judging = Judging::asking(self.context)?;
        let asked = judging.ask(self.context, sheet)?;
        let text = self.context.text;
        let around = release::Around {
            issuer: issuer(current),
            kind: current.chosen.view.kind,
            at_command_line: false,
            is_invented: current.chosen.view.is_invented(),
        };
        let lines = release::lines(&asked, around, text);
        lines.iter().for_each(|(tone, line)| self.say(*tone, line));
        self.known().release = Release::of(&asked);
        let body = StatusBody {
            asked,
            ..current.body.clone()
        };
        match next_step::next_step(&body) {
            // The answer said what to do.
            NextStep::None | NextStep::Unsure | NextStep::Release => {}
            next => {
                let next = words::status::next_step(next, &self.context.seen, text);
                self.say(Tone::Plain, &text.next_step(&next));
            }
        }
        Ok(())
    }

    /// The person says that the PINs that are set are theirs.
    fn own(&mut self, current: &Current) {
        let set = current.body.pins.iter().filter(|pin| pin.status.is_set());
        let set: Vec<PinKey> = set.map(|pin| pin.key).collect();
        let known = self.known();
        known.own = true;
        known.was_set.extend(set.iter().copied());
        self.note_own(current, &set);
    }

    /// So that nobody asks again on another day. Where it cannot be noted it is asked again.
    pub(super) fn note_own(&mut self, current: &Current, pins: &[PinKey]) {
        if let Some(iccsn) = &current.chosen.view.iccsn {
            let _ = self.context.notes.mark_own(iccsn.as_str(), pins);
        }
    }

    /// The person says that blocked PINs had an own PIN: then the others that are set are theirs
    /// too, and nobody need ask.
    fn was_set(&mut self, situation: &Situation) {
        let known = self.known();
        known.own = true;
        known.was_set.extend(situation.open());
    }

    /// The person says that blocked PINs held the Transport-PIN.
    fn never_own(&mut self, situation: &Situation) {
        self.known().transport_blocked.extend(situation.open());
        self.screen.more = Some("blocked-card");
        let line = self.context.text.guide_never_own();
        self.say(Tone::Warning, &line);
    }
}
