//! At the card: its state in words, and what becomes of a choice.

use super::choice::Choice;
use super::last_step::LastStep;
use super::situation::Situation;
use super::state::{Current, Guide};
use crate::pins::PinKey;
use crate::report::Failure;
use crate::report::facts::next_step;
use crate::report::facts::next_step::NextStep;
use crate::report::facts::outcome::StatusBody;
use crate::report::words;
use crate::report::words::certificates;
use crate::report::words::topic;
use crate::session::desk::certificate_check::Judging;
use crate::text::Tone;
use crate::topics::radar::{Finding, Severity};

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
            if let Some(last) = self.last.take() {
                let (tone, line) = last.line;
                self.say(tone, &line);
            }
            let menu = self.menu(&situation, current);
            match self.ask_for(&self.question(&situation), &menu)? {
                Choice::Help(topic) => self.help(topic),
                Choice::More => self.read_more()?,
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
                }
                Choice::Anyway => self.known().anyway = true,
                Choice::NeverOwn => self.never_own(&situation),
                Choice::OtherCard => return self.other_card().map(|()| true),
                Choice::Step(step) => {
                    return self.step(current, &situation, step).map(|()| true);
                }
                Choice::Back => self.known().tampered = false,
                Choice::Go | Choice::Rehearse(_) | Choice::Missing | Choice::Doctor => {
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
            self.show_short(current);
        } else {
            (self.screen.proposed, self.screen.owes_word) = (None, false);
            let of_other = |last: &LastStep| last.card.is_some() && last.card != name;
            if self.last.as_ref().is_some_and(of_other) {
                self.last = None;
            }
            self.show(current);
        }
        self.screen.card = name;
        again
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
        self.say(Tone::Plain, "");
        lines.iter().for_each(|(tone, line)| self.say(*tone, line));
    }

    fn show(&mut self, current: &Current) {
        let text = self.context.text;
        self.mark();
        self.say(Tone::Heading, &text.guide_found());
        let (kind, body) = (current.chosen.view.kind, &current.body);
        let mut lines = words::cards::lines(&current.chosen.view, text);
        lines.extend(
            body.sheet
                .iter()
                .flat_map(|sheet| certificates::holder_lines(kind, sheet, text)),
        );
        lines.push((Tone::Plain, text.reader_line(current.chosen.place.as_str())));
        lines.extend(words::pins::lines(&body.pins, text));
        lines.extend(
            body.pins
                .iter()
                .filter_map(|pin| words::pins::last_try(pin, text)),
        );
        lines.extend(
            body.sheet
                .iter()
                .flat_map(|sheet| certificates::validity_lines(sheet, text)),
        );
        for finding in &body.findings {
            // The topic can be read here.
            let more = topic::more(finding.topic(), text);
            let said = topic::finding_lines(finding, text).into_iter();
            lines.extend(said.filter(|(_, line)| more.as_ref() != Some(line)));
        }
        self.screen.more = body
            .findings
            .first()
            .map(Finding::topic)
            .or(self.screen.more);
        lines.iter().for_each(|(tone, line)| self.say(*tone, line));
    }

    /// Card, PINs, and in one line each what makes the card useless.
    fn show_short(&mut self, current: &Current) {
        let text = self.context.text;
        self.mark();
        let (view, body) = (&current.chosen.view, &current.body);
        let card = words::cards::short(view.kind, view.iccsn.as_ref(), text);
        let mut lines = vec![(Tone::Heading, text.guide_now(&card))];
        lines.extend(words::pins::lines(&body.pins, text));
        lines.extend(
            body.pins
                .iter()
                .filter_map(|pin| words::pins::last_try(pin, text)),
        );
        let ended = body
            .findings
            .iter()
            .filter(|finding| finding.severity() == Severity::Ended);
        lines.extend(ended.map(|finding| (Tone::Bad, finding.what(text))));
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
            next => text.next_step(&words::status::next_step(next, &self.context.seen, text)),
        };
        self.say(Tone::Plain, &next);
        Ok(())
    }

    /// The person says that the PINs that are set are theirs.
    fn own(&mut self, current: &Current) {
        let set = current.body.pins.iter().filter(|pin| pin.status.is_set());
        let set: Vec<PinKey> = set.map(|pin| pin.key).collect();
        let known = self.known();
        known.own = true;
        known.was_set.extend(set);
    }

    /// The person says that blocked PINs had an own PIN.
    fn was_set(&mut self, situation: &Situation) {
        self.known().was_set.extend(situation.open());
    }

    /// The person says that blocked PINs held the Transport-PIN.
    fn never_own(&mut self, situation: &Situation) {
        self.known().transport_blocked.extend(situation.open());
        self.screen.more = Some("blocked-card");
        let line = self.context.text.guide_never_own();
        self.say(Tone::Warning, &line);
    }
}
