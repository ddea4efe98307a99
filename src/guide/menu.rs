//! Numbered choices: what can be typed is a number, and Enter where it does no harm.

use super::choice::Choice;
use super::state::Guide;
use crate::report::Failure;
use crate::text::Tone;

/// Choices in their order.
pub(super) struct Menu {
    choices: Vec<(Choice, String)>,
    enter: Option<Choice>,
}

impl Menu {
    /// A menu that begins with `choice`.
    pub(super) fn of(choice: Choice, words: String) -> Self {
        Self {
            choices: vec![(choice, words)],
            enter: None,
        }
    }

    /// One choice more.
    pub(super) fn or(mut self, choice: Choice, words: String) -> Self {
        self.choices.push((choice, words));
        self
    }

    /// What Enter alone means. Never a step: steps can spend a try.
    pub(super) fn on_enter(mut self, choice: Choice) -> Self {
        let is_step = |choice: &Choice| matches!(choice, Choice::Step(_) | Choice::LetterFits);
        self.enter = Some(choice).filter(|choice| !is_step(choice));
        self
    }

    /// The same without what asks for a secret.
    pub(super) fn without_steps(mut self) -> Self {
        let asks = |choice: &Choice| {
            matches!(
                choice,
                Choice::Step(_) | Choice::LetterFits | Choice::Forgotten
            )
        };
        self.choices.retain(|(choice, _)| !asks(choice));
        self
    }

    fn number_of(&self, wanted: Choice) -> Option<usize> {
        self.choices
            .iter()
            .position(|(choice, _)| *choice == wanted)
            .map(|index| index + 1)
    }

    fn answer(&self, typed: &str) -> Option<Choice> {
        if typed.is_empty() {
            return self.enter;
        }
        let index = typed.parse::<usize>().ok()?.checked_sub(1)?;
        self.choices.get(index).map(|(choice, _)| *choice)
    }
}

impl Guide<'_, '_> {
    /// Shows the choices and waits for a number.
    pub(super) fn ask(&mut self, menu: &Menu) -> Result<Choice, Failure> {
        let question = self.context.text.guide_question();
        self.ask_for(&question, menu)
    }

    /// The same with another question.
    pub(super) fn ask_for(&mut self, question: &str, menu: &Menu) -> Result<Choice, Failure> {
        self.ask_with(Some(question), menu)
    }

    /// The same, with no question where what stands above asks it.
    pub(super) fn ask_with(
        &mut self,
        question: Option<&str>,
        menu: &Menu,
    ) -> Result<Choice, Failure> {
        let text = self.context.text;
        self.say(Tone::Plain, "");
        if let Some(question) = question {
            self.say(Tone::Heading, question);
        }
        for (index, (_, words)) in menu.choices.iter().enumerate() {
            self.say(Tone::Plain, &format!("  [{}] {words}", index + 1));
        }
        let last = menu.choices.len();
        let prompt = match menu.enter.and_then(|choice| menu.number_of(choice)) {
            Some(enter) => text.guide_number_or_enter(enter),
            None => text.choose_number(),
        };
        let watch = std::mem::take(&mut self.watch);
        loop {
            let Some(answer) = self.answer_or_change(&prompt, &watch)? else {
                return Ok(Choice::Changed);
            };
            match menu.answer(answer.trim()) {
                Some(choice) => return Ok(choice),
                None if answer.trim().is_empty() => {
                    self.say(Tone::Warning, &text.guide_enter_not_enough())
                }
                None => self
                    .context
                    .ask_anew(&prompt, &answer, &text.guide_answer_number(last)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::choice::Step;
    use super::*;

    fn menu() -> Menu {
        Menu::of(Choice::Step(Step::Activate), "a".to_owned()).or(Choice::End, "b".to_owned())
    }

    #[test]
    fn only_the_numbers_of_the_list_choose() {
        assert_eq!(menu().answer("1"), Some(Choice::Step(Step::Activate)));
        assert_eq!(menu().answer("2"), Some(Choice::End));
        for other in ["0", "3", "-1", "a", "1.", "28407", "99999999999999999999"] {
            assert_eq!(menu().answer(other), None, "{other}");
        }
    }

    #[test]
    fn enter_chooses_only_where_the_menu_says_so() {
        assert_eq!(menu().answer(""), None);
        assert_eq!(menu().on_enter(Choice::End).answer(""), Some(Choice::End));
        assert_eq!(
            menu().on_enter(Choice::Step(Step::Activate)).answer(""),
            None
        );
    }
}
