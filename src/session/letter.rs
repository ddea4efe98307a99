//! What only the person knows, in one question before the first secret: whether letter and card
//! belong together, and what was tried elsewhere, where the card hides it.
//!
//! Enter alone answers nothing here. Each answer on tries can only make the tool more careful.

use super::plan::Job;
use super::state::Session;
use super::tries::noted_as;
use crate::attempts::View;
use crate::card::{Iccsn, PinStatus, Verdict};
use crate::report::Failure;
use crate::report::failure::Refusal;
use crate::report::words::dates::date;
use crate::report::words::labels::own_label;
use crate::session::desk::said::Said;
use crate::text::Tone;

/// What is to be asked of tries elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Elsewhere {
    /// All of them so far.
    Ever,
    /// All of them so far but those that this PC noted as wrong, of which nobody named the rest: so it
    /// is at a card terminal.
    Beside,
    /// Those since this PC noted one last, on this day where it is known.
    Since(Option<i64>),
}

/// What the person answered.
enum Answer {
    /// The numbers are the same; so many wrong tries elsewhere, where that was asked.
    Same(u8),
    /// The letter is another card's.
    Other,
    /// The letter gives no number.
    NoNumber,
}

impl Session<'_, '_> {
    /// Asks whether the letter belongs to the card, and in the same question what was tried
    /// elsewhere, where the first of these jobs will want to know it.
    ///
    /// # Errors
    /// They do not belong together, or the person cancelled.
    pub fn ask_letter(&mut self, jobs: &[Job]) -> Result<(), Failure> {
        let text = self.context.text;
        let of_transport =
            |job: &&Job| job.pin.status == PinStatus::Transport && !job.operation.uses_puk();
        let elsewhere = jobs.iter().find(of_transport).and_then(|job| {
            let noted = self.known_of(noted_as(job));
            self.unasked(job, &noted)
        });
        // What was asked before did not ask since when.
        if self.options.letter_fits && !matches!(elsewhere, Some(Elsewhere::Since(_))) {
            if let Some(elsewhere) = elsewhere {
                self.say_of(&elsewhere, 0);
            }
            return Ok(());
        }
        match self.letter_answer(elsewhere.as_ref())? {
            Answer::Same(tries) => {
                if let Some(elsewhere) = elsewhere {
                    self.say_of(&elsewhere, tries);
                }
                Ok(())
            }
            Answer::NoNumber if self.context.confirm(&text.only_card_question())? => {
                if let Some(elsewhere) = elsewhere {
                    let tries = self.ask_tries(&self.tries_question(&elsewhere))?;
                    self.say_of(&elsewhere, tries);
                }
                Ok(())
            }
            Answer::Other | Answer::NoNumber => Err(Refusal::WrongLetter.into()),
        }
    }

    fn letter_answer(&mut self, elsewhere: Option<&Elsewhere>) -> Result<Answer, Failure> {
        let text = self.context.text;
        let number = self.chosen.view.iccsn.as_ref();
        let end = number.map(Iccsn::ending).unwrap_or_default().to_owned();
        let (question, mut choices) = match elsewhere {
            None => (text.letter_question(&end), vec![text.letter_same()]),
            Some(Elsewhere::Ever) => (
                text.letter_and_tries_question(&end),
                vec![
                    text.letter_both(),
                    text.letter_tried_once(),
                    text.letter_tried_twice(),
                ],
            ),
            Some(Elsewhere::Beside) => (
                text.letter_and_beside_question(&end),
                vec![
                    text.letter_both(),
                    text.letter_beside_once(),
                    text.letter_beside_twice(),
                ],
            ),
            Some(Elsewhere::Since(day)) => (
                text.letter_and_since_question(&end, &self.since_words(*day)),
                vec![
                    text.letter_both(),
                    text.letter_since_once(),
                    text.letter_since_twice(),
                ],
            ),
        };
        choices.extend([text.letter_other(), text.letter_without()]);
        let keys = match elsewhere {
            None => text.letter_keys(),
            Some(_) => text.letter_and_tries_keys(),
        };
        let meant = |typed: &str| match (text.is_yes(typed), typed, elsewhere) {
            (Some(true), ..) => Some(Answer::Same(0)),
            (Some(false), "", _) => None,
            (Some(false), ..) => Some(Answer::Other),
            (None, "1", Some(_)) => Some(Answer::Same(1)),
            (None, "2", Some(_)) => Some(Answer::Same(2)),
            (None, "k" | "K", _) => Some(Answer::NoNumber),
            _ => None,
        };
        self.ask_keys(&question, &choices, &keys, meant)
    }

    /// Asks until one of the keys is typed; none is meant by Enter alone.
    fn ask_keys<T>(
        &mut self,
        question: &str,
        choices: &[String],
        keys: &str,
        meant: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Failure> {
        let text = self.context.text;
        self.context.say(Tone::Plain, question);
        for choice in choices {
            self.context.say(Tone::Plain, &format!("  {choice}"));
        }
        let prompt = format!("{keys}:");
        loop {
            let answer = self.context.answer(&prompt);
            let answer = answer.map_err(|stop| self.context.stopped(stop))?;
            match meant(answer.trim()) {
                Some(meant) => return Ok(meant),
                None => self
                    .context
                    .ask_anew(&prompt, &answer, &text.answer_one_of(keys)),
            }
        }
    }

    /// Asks once what happened to a counter that the card hides, where the question on the letter
    /// did not.
    pub(super) fn ask_what_is_hidden(&mut self, job: &Job, noted: &View) -> Result<(), Failure> {
        if !job.pin.status.is_uncounted() {
            if let Some(elsewhere) = self.unasked(job, noted) {
                let tries = self.ask_tries(&self.tries_question(&elsewhere))?;
                self.say_of(&elsewhere, tries);
            }
        } else if self.stated_for(job).is_none() {
            let label = own_label(job.key(), self.context.text);
            let text = self.context.text;
            let question = if job.pin.status == PinStatus::Uncounted {
                text.tries_question_uncounted(&label)
            } else if self.context.seen.is_at_terminal() {
                text.tries_question_remembered(&label)
            } else {
                text.tries_question_verified(&label)
            };
            let stated = self.ask_tries(&question)?;
            self.stated_own.push((job.key(), stated));
        }
        Ok(())
    }

    /// What nobody was asked yet of a Transport-PIN. A number that the card named before holds all
    /// tries until then, and none since.
    fn unasked(&self, job: &Job, noted: &View) -> Option<Elsewhere> {
        if self.options.tries_used.is_some() {
            return None;
        }
        let said = self.said().cloned().unwrap_or_default();
        if !noted.card_named {
            let all = if noted.wrong > 0 {
                Elsewhere::Beside
            } else {
                Elsewhere::Ever
            };
            said.used.is_none().then_some(all)
        } else if said.since.is_none() && !said.named.contains(&job.key()) {
            Some(Elsewhere::Since(noted.latest))
        } else {
            None
        }
    }

    fn say_of(&mut self, elsewhere: &Elsewhere, tries: u8) {
        if let Some(said) = self.said_mut() {
            match elsewhere {
                Elsewhere::Ever | Elsewhere::Beside => said.used = Some(tries),
                Elsewhere::Since(_) => said.since = Some(tries),
            }
        }
    }

    /// After the card has named what is left, or accepted the secret, nothing that was said before
    /// is to be taken off it.
    pub(super) fn remember_named(&mut self, job: &Job, verdict: Verdict) {
        let named = matches!(
            verdict,
            Verdict::Done(_) | Verdict::Wrong { left: Some(_) } | Verdict::Blocked(_)
        );
        let key = job.key();
        if named && let Some(said) = self.said_mut() {
            said.named.push(key);
        }
    }

    /// What was said of this card in this run.
    pub(super) fn said(&self) -> Option<&Said> {
        let number = self.chosen.view.iccsn.as_ref()?;
        self.context.said.get(number.as_str())
    }

    fn said_mut(&mut self) -> Option<&mut Said> {
        let number = self.chosen.view.iccsn.as_ref()?;
        Some(self.context.said.entry(number.to_string()).or_default())
    }

    /// Wrong tries so far by the person's answer, asked once per card, or by `--tries-used`.
    pub(super) fn stated(&self) -> Option<u8> {
        let said = self.said().and_then(|said| said.used);
        self.options.tries_used.or(said)
    }

    fn tries_question(&self, elsewhere: &Elsewhere) -> String {
        match elsewhere {
            Elsewhere::Ever => self.context.text.tries_question(),
            Elsewhere::Beside => self.context.text.tries_question_beside(),
            Elsewhere::Since(day) => {
                let since = self.since_words(*day);
                self.context.text.tries_question_since(&since)
            }
        }
    }

    fn since_words(&self, day: Option<i64>) -> String {
        let text = self.context.text;
        day.map_or_else(
            || text.since_last_time(),
            |day| text.since_last_time_on(&date(day, text)),
        )
    }

    fn ask_tries(&mut self, question: &str) -> Result<u8, Failure> {
        let text = self.context.text;
        let choices = [
            text.tries_choice_none(),
            text.tries_choice_once(),
            text.tries_choice_twice(),
        ];
        let meant = |typed: &str| match typed {
            "0" => Some(0),
            "1" => Some(1),
            "2" => Some(2),
            _ => None,
        };
        self.ask_keys(question, &choices, &text.tries_choices(), meant)
    }
}
