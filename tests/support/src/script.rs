//! A person in a script: what is asked, in which order, and what is answered. A question too many,
//! another question, or an answer that nobody asked for fails the test.

mod at_terminal;

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use pinlotse::dialog::keys::{DigitLine, PasswordLine};
use pinlotse::dialog::{Dialog, Elsewhere, Stop, Typed};
use pinlotse::text::Tone;
use zeroize::Zeroizing;

use super::follower::Follower;

/// What comes of these keys and Enter at a hidden question.
pub fn typed(keys: &str) -> Typed {
    let mut line = DigitLine::new(false);
    for octet in keys.bytes() {
        assert_eq!(line.press(octet), None, "{keys:?} ends the line");
    }
    match line.digits() {
        Ok(digits) => Typed::Digits(Zeroizing::new(String::from_utf8(digits.to_vec()).unwrap())),
        Err(refusal) => Typed::Refused(refusal),
    }
}

/// One thing that happens, in order.
enum Step {
    /// A hidden entry whose prompt holds the words.
    Secret(String, String),
    /// An entry that is seen while it is typed, whose prompt holds the words.
    Seen(String, String),
    /// A visible entry whose prompt holds the words.
    Line(String, String),
    /// A visible entry whose prompt holds the last words, after the first ones were said since the
    /// prompt before.
    Told(String, String, String),
    /// The number of the choice that holds the words, among those that were shown last.
    Choice(String),
    /// Ctrl-C at the prompt that holds the words, hidden or not.
    Cancel(String),
    /// Something happens while the prompt that holds the words stands, and is noticed: the prompt
    /// is not answered.
    Noticed(String, Box<dyn FnOnce()>),
    /// A visible entry if the prompt holds the words, and nothing if it does not.
    Perhaps(String, String),
    /// Something happens elsewhere while the next prompt stands.
    Meanwhile(Box<dyn FnOnce()>),
}

/// What the person saw, and what was typed.
#[derive(Default)]
pub struct Heard {
    /// Talk, in order.
    pub said: Vec<(Tone, String)>,
    /// Results for people.
    pub shown: Vec<String>,
    /// The same as it stood on the screen: what was said or shown between two answers, then the
    /// prompt. The last one has no prompt.
    pub screens: Vec<Vec<String>>,
    /// How many answers were given, hidden ones included, and how many keys they took with Enter.
    pub answers: usize,
    pub keys: usize,
    /// Documents.
    pub handed_out: Vec<String>,
    /// Prompts, in order.
    pub prompts: Vec<String>,
    /// Prompts that were taken off the screen together with their answers.
    pub taken_back: Vec<String>,
    /// What was waited for.
    pub waited: Vec<String>,
    /// Everything typed as a secret, blind or seen.
    pub secrets: Vec<String>,
    /// How often [`Dialog::end_waiting`] is still to come.
    pub waiting_now: bool,
    /// Answers that nobody asked for yet.
    pub left: usize,
}

impl Heard {
    fn show(&mut self, line: &str) {
        if self.screens.is_empty() {
            self.screens.push(Vec::new());
        }
        self.screens.last_mut().unwrap().push(line.to_owned());
    }

    fn asked(&mut self, prompt: &str) {
        self.prompts.push(prompt.to_owned());
        self.show(prompt);
        self.screens.push(Vec::new());
    }

    /// The screen whose prompt was shown just now.
    fn last_screen(&self) -> Vec<String> {
        let mut screens = self.screens.iter().rev();
        screens.nth(1).cloned().unwrap_or_default()
    }

    fn answered(&mut self, answer: &str) {
        self.answers += 1;
        self.keys += answer.chars().count() + 1;
    }

    /// Everything that reached the person or a program, in one piece.
    pub fn everything(&self) -> String {
        let said = self.said.iter().map(|(_, line)| line.as_str());
        let rest = self
            .shown
            .iter()
            .chain(&self.handed_out)
            .chain(&self.prompts)
            .chain(&self.waited);
        said.chain(rest.map(String::as_str))
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// The choices that were shown last, from the first to the last number.
    pub fn choices(&self) -> Vec<&str> {
        let is_choice = |line: &&str| line.starts_with("  [");
        let lines = self
            .said
            .iter()
            .rev()
            .map(|(_, line)| line.as_str())
            .skip_while(|line| !is_choice(line));
        let mut choices: Vec<&str> = lines.take_while(is_choice).collect();
        choices.reverse();
        choices
    }

    /// The number of the one choice that holds `words`.
    fn number_of(&self, words: &str, prompt: &str) -> String {
        let choices = self.choices();
        let found: Vec<&&str> = choices.iter().filter(|line| line.contains(words)).collect();
        let [line] = found.as_slice() else {
            panic!("{words:?} at {prompt:?} among {choices:#?}")
        };
        let number = line
            .trim_start()
            .trim_start_matches('[')
            .split(']')
            .next()
            .unwrap_or_default();
        number.to_owned()
    }

    /// Whether a line of talk or result holds `words`.
    pub fn says(&self, words: &str) -> bool {
        self.everything().contains(words)
    }
}

/// A person in a script, or nobody at all.
pub struct Script {
    steps: VecDeque<Step>,
    interactive: bool,
    takes_back: bool,
    closes_at_end: bool,
    heard: Rc<RefCell<Heard>>,
    on_waiting: Option<Box<dyn FnMut()>>,
    follower: Option<Follower>,
    /// Lines that were said before the prompt before.
    said_before: usize,
}

impl Script {
    /// Somebody sits there.
    pub fn person() -> Self {
        Self {
            steps: VecDeque::new(),
            interactive: true,
            takes_back: true,
            closes_at_end: false,
            heard: Rc::default(),
            on_waiting: None,
            follower: None,
            said_before: 0,
        }
    }

    /// When the steps are over: does what the screen says.
    pub fn follows(mut self, follower: Follower) -> Self {
        self.follower = Some(follower);
        self
    }

    /// Nobody can be asked; any question fails the test.
    pub fn nobody() -> Self {
        Self {
            interactive: false,
            ..Self::person()
        }
    }

    /// A hidden entry: digits of a card, or a password.
    pub fn asks_secret(mut self, prompt: &str, digits: &str) -> Self {
        self.steps
            .push_back(Step::Secret(prompt.to_owned(), digits.to_owned()));
        self
    }

    /// Digits that are asked for visibly.
    pub fn asks_seen(mut self, prompt: &str, digits: &str) -> Self {
        self.steps
            .push_back(Step::Seen(prompt.to_owned(), digits.to_owned()));
        self
    }

    /// At a terminal that can take nothing off its screen again.
    pub fn at_plain_terminal(mut self) -> Self {
        self.takes_back = false;
        self
    }

    /// At a window that is gone with the program.
    pub fn in_own_window(mut self) -> Self {
        self.closes_at_end = true;
        self
    }

    pub fn asks(mut self, prompt: &str, answer: &str) -> Self {
        self.steps
            .push_back(Step::Line(prompt.to_owned(), answer.to_owned()));
        self
    }

    /// Answers a question of several lines: its words were said, and then the prompt stands there.
    pub fn asks_told(mut self, said: &str, prompt: &str, answer: &str) -> Self {
        let [said, prompt, answer] = [said, prompt, answer].map(str::to_owned);
        self.steps.push_back(Step::Told(said, prompt, answer));
        self
    }

    /// Chooses by number what was shown with these words.
    pub fn chooses(mut self, words: &str) -> Self {
        self.steps.push_back(Step::Choice(words.to_owned()));
        self
    }

    pub fn cancels_at(mut self, prompt: &str) -> Self {
        self.steps.push_back(Step::Cancel(prompt.to_owned()));
        self
    }

    /// Happens when the next prompt stands, before it is answered.
    pub fn meanwhile(mut self, what: impl FnOnce() + 'static) -> Self {
        self.steps.push_back(Step::Meanwhile(Box::new(what)));
        self
    }

    /// Happens while the prompt with these words stands, and answers it.
    pub fn notices(mut self, prompt: &str, what: impl FnOnce() + 'static) -> Self {
        self.steps
            .push_back(Step::Noticed(prompt.to_owned(), Box::new(what)));
        self
    }

    /// Happens each time something is waited for.
    pub fn when_waiting(mut self, what: impl FnMut() + 'static) -> Self {
        self.on_waiting = Some(Box::new(what));
        self
    }

    /// All of another script's steps behind those of this one.
    pub fn then(mut self, more: Script) -> Self {
        self.steps.extend(more.steps);
        self
    }

    /// What will be heard; stays readable when the run is over.
    pub fn heard(&self) -> Rc<RefCell<Heard>> {
        let left = self
            .steps
            .iter()
            .filter(|step| !matches!(step, Step::Meanwhile(_) | Step::Perhaps(..)))
            .count();
        self.heard.borrow_mut().left = left;
        Rc::clone(&self.heard)
    }

    fn next(&mut self, prompt: &str, as_step: fn(String, String) -> Step) -> Step {
        self.heard.borrow_mut().asked(prompt);
        let from = std::mem::replace(&mut self.said_before, self.heard.borrow().said.len());
        loop {
            match self.steps.pop_front() {
                Some(Step::Meanwhile(what)) => what(),
                Some(Step::Perhaps(words, answer)) => {
                    if prompt.contains(&words) {
                        return Step::Line(words, answer);
                    }
                }
                Some(Step::Told(words, question, answer)) => {
                    let mut heard = self.heard.borrow_mut();
                    let said = heard.said[from..].iter().map(|(_, line)| line.as_str());
                    let said = said.collect::<Vec<_>>().join(" ");
                    assert!(
                        said.contains(&words) && prompt.contains(&question),
                        "asked {prompt:?} after {said:?} where {words:?} and {question:?} was expected"
                    );
                    heard.left = heard.left.saturating_sub(1);
                    return Step::Line(question, answer);
                }
                Some(Step::Noticed(words, _)) => {
                    panic!("{prompt:?} cannot notice what was to happen at {words:?}")
                }
                Some(Step::Choice(words)) => {
                    let mut heard = self.heard.borrow_mut();
                    heard.left = heard.left.saturating_sub(1);
                    let number = heard.number_of(&words, prompt);
                    return Step::Line(words, number);
                }
                Some(step) => {
                    let (Step::Secret(words, _)
                    | Step::Seen(words, _)
                    | Step::Line(words, _)
                    | Step::Cancel(words)) = &step
                    else {
                        unreachable!("taken above")
                    };
                    assert!(
                        prompt.contains(words.as_str()),
                        "asked {prompt:?} where {words:?} was expected"
                    );
                    let mut heard = self.heard.borrow_mut();
                    heard.left = heard.left.saturating_sub(1);
                    return step;
                }
                None if self.follower.is_some() => {
                    let screen = self.heard.borrow().last_screen();
                    let follower = self.follower.as_mut().expect("looked at above");
                    let answer = follower.answer(prompt, &screen);
                    return as_step(String::new(), answer);
                }
                None => panic!(
                    "asked once too often: {prompt:?}\n{}",
                    self.heard.borrow().everything()
                ),
            }
        }
    }
}

impl Script {
    /// Whether something happens while this prompt stands, and is noticed.
    fn notices_now(&mut self, prompt: &str, is_over: &mut dyn FnMut() -> bool) -> bool {
        if !matches!(self.steps.front(), Some(Step::Noticed(..))) {
            return false;
        }
        let Some(Step::Noticed(words, what)) = self.steps.pop_front() else {
            unreachable!("looked at above")
        };
        assert!(
            prompt.contains(&words),
            "asked {prompt:?} where {words:?} was expected"
        );
        {
            let mut heard = self.heard.borrow_mut();
            heard.asked(prompt);
            heard.left = heard.left.saturating_sub(1);
        }
        assert!(!is_over(), "over before anything happened: {prompt:?}");
        what();
        assert!(is_over(), "not noticed at {prompt:?}");
        true
    }
}

impl Dialog for Script {
    fn is_interactive(&self) -> bool {
        self.interactive
    }

    fn say(&mut self, tone: Tone, line: &str) {
        let mut heard = self.heard.borrow_mut();
        heard.said.push((tone, line.to_owned()));
        heard.show(line);
    }

    fn show(&mut self, _tone: Tone, line: &str) {
        let mut heard = self.heard.borrow_mut();
        heard.shown.push(line.to_owned());
        heard.show(line);
    }

    fn hand_out(&mut self, document: &str) {
        self.heard.borrow_mut().handed_out.push(document.to_owned());
    }

    fn ask(&mut self, prompt: &str) -> Result<String, Stop> {
        assert!(
            self.interactive,
            "asked although nobody is there: {prompt:?}"
        );
        match self.next(prompt, Step::Line) {
            Step::Line(_, answer) => {
                self.heard.borrow_mut().answered(&answer);
                Ok(answer)
            }
            Step::Secret(words, _) => {
                panic!("asked openly for {prompt:?}, a hidden entry {words:?} was expected")
            }
            Step::Seen(words, _) => {
                panic!("an open question {prompt:?}, digits {words:?} were expected")
            }
            Step::Cancel(_)
            | Step::Choice(_)
            | Step::Told(..)
            | Step::Perhaps(..)
            | Step::Meanwhile(_)
            | Step::Noticed(..) => Err(Stop::Cancelled),
        }
    }

    fn ask_or(
        &mut self,
        prompt: &str,
        is_over: &mut dyn FnMut() -> bool,
    ) -> Result<Option<String>, Stop> {
        if self.notices_now(prompt, is_over) {
            return Ok(None);
        }
        self.ask(prompt).map(Some)
    }

    fn take_back(&mut self, prompt: &str, _typed: usize) {
        self.heard.borrow_mut().taken_back.push(prompt.to_owned());
    }

    fn ask_secret(
        &mut self,
        prompt: &str,
        is_over: &mut dyn FnMut() -> bool,
    ) -> Result<Option<Typed>, Stop> {
        if self.notices_now(prompt, is_over) {
            return Ok(None);
        }
        assert!(
            self.interactive,
            "asked for a secret although nobody is there: {prompt:?}"
        );
        match self.next(prompt, Step::Secret) {
            Step::Secret(_, digits) => {
                let mut heard = self.heard.borrow_mut();
                heard.answered(&digits);
                heard.secrets.push(digits.clone());
                Ok(Some(typed(&digits)))
            }
            Step::Line(words, _) | Step::Seen(words, _) => {
                panic!("a hidden entry {prompt:?}, an open one {words:?} was expected")
            }
            Step::Cancel(_)
            | Step::Choice(_)
            | Step::Told(..)
            | Step::Perhaps(..)
            | Step::Meanwhile(_)
            | Step::Noticed(..) => Err(Stop::Cancelled),
        }
    }

    fn ask_password(&mut self, prompt: &str) -> Result<Option<Zeroizing<String>>, Stop> {
        assert!(
            self.interactive,
            "asked for a password although nobody is there: {prompt:?}"
        );
        match self.next(prompt, Step::Secret) {
            Step::Secret(_, password) => {
                let mut heard = self.heard.borrow_mut();
                heard.answered(&password);
                heard.secrets.push(password.clone());
                let mut line = PasswordLine::new(false);
                for octet in password.bytes() {
                    assert_eq!(line.press(octet), None, "{password:?} ends the line");
                }
                Ok(line.text())
            }
            Step::Line(words, _) | Step::Seen(words, _) => {
                panic!("a password {prompt:?}, another question {words:?} was expected")
            }
            Step::Cancel(_)
            | Step::Choice(_)
            | Step::Told(..)
            | Step::Perhaps(..)
            | Step::Meanwhile(_)
            | Step::Noticed(..) => Err(Stop::Cancelled),
        }
    }

    fn takes_back(&self) -> bool {
        self.takes_back
    }

    fn closes_at_end(&self) -> bool {
        self.closes_at_end
    }

    fn ask_seen(
        &mut self,
        prompt: &str,
        is_over: &mut dyn FnMut() -> bool,
    ) -> Result<Option<Typed>, Stop> {
        if self.notices_now(prompt, is_over) {
            return Ok(None);
        }
        assert!(
            self.interactive && self.takes_back,
            "asked visibly for a secret where that must not be: {prompt:?}"
        );
        match self.next(prompt, Step::Seen) {
            Step::Seen(_, digits) => {
                let mut heard = self.heard.borrow_mut();
                heard.answered(&digits);
                heard.secrets.push(digits.clone());
                Ok(Some(typed(&digits)))
            }
            Step::Line(words, _) | Step::Secret(words, _) => {
                panic!(
                    "digits asked for visibly {prompt:?}, another question {words:?} was expected"
                )
            }
            Step::Cancel(_)
            | Step::Choice(_)
            | Step::Told(..)
            | Step::Perhaps(..)
            | Step::Meanwhile(_)
            | Step::Noticed(..) => Err(Stop::Cancelled),
        }
    }

    fn waiting(&mut self, line: &str) {
        {
            let mut heard = self.heard.borrow_mut();
            heard.waited.push(line.to_owned());
            heard.waiting_now = true;
        }
        if let Some(what) = &mut self.on_waiting {
            what();
        }
    }

    fn counting(&mut self, wait: &Elsewhere<'_>) {
        let more = wait.later.map(|(_, line)| line);
        let more = more.into_iter().chain([wait.cannot_stop]);
        let more = more.map(str::to_owned);
        self.heard.borrow_mut().waited.extend(more);
        self.waiting(wait.now);
    }

    fn end_waiting(&mut self) {
        self.heard.borrow_mut().waiting_now = false;
    }
}
