//! A person who types digits at the keyboard, as the one who types them at a card terminal.

use super::{Script, Step};
use crate::promise::ENTER;

/// Words of the questions for digits of a card.
const ASKED: [&str; 11] = [
    "aus dem Brief",
    "Ziffern",
    "noch einmal",
    "Jetzige",
    "(PIN.",
    "PUK zur",
    "from the letter",
    "digits",
    "once more",
    "Present",
    "PUK of",
];
const ENTER_IN_ENGLISH: &str = "then type at the terminal";

/// Where nobody at this PC sees which digits come next.
const EARLIER: &str = "eine frühere Eingabe war falsch";

impl Script {
    /// The same person where a terminal asks: Enter sends there, once for the digits that one command
    /// takes, and what is typed there comes along, command by command. A PUK is typed once there. Whoever
    /// is asked whether to go on after an earlier wrong entry does so: of digits that are typed here
    /// the program would see whether they are the same.
    pub fn at_terminal(mut self) -> (Self, Vec<Vec<String>>) {
        let is_asked = |words: &str| ASKED.iter().any(|asked| words.contains(asked));
        let steps = std::mem::take(&mut self.steps);
        let mut dialogs: Vec<Vec<String>> = Vec::new();
        // Whether the digits before belong to the same command.
        let mut goes_on = false;
        let mut steps = steps.into_iter().peekable();
        while let Some(step) = steps.next() {
            match step {
                Step::Seen(words, digits) | Step::Secret(words, digits) if is_asked(&words) => {
                    if !goes_on {
                        let [earlier, yes] = [EARLIER, "j"].map(str::to_owned);
                        self.steps.push_back(Step::Perhaps(earlier, yes));
                        let is_english = ASKED[6..].iter().any(|asked| words.contains(asked));
                        let enter = if is_english { ENTER_IN_ENGLISH } else { ENTER };
                        let enter = Step::Secret(enter.to_owned(), String::new());
                        self.steps.push_back(enter);
                        dialogs.push(Vec::new());
                    }
                    goes_on = true;
                    let is_again = words.contains("noch einmal") || words.contains("once more");
                    if !(words.contains("PUK") && is_again) {
                        dialogs.last_mut().expect("begun above").push(digits);
                    }
                }
                Step::Cancel(words) if is_asked(&words) => {
                    if !goes_on {
                        self.steps.push_back(Step::Cancel(ENTER.to_owned()));
                    }
                    goes_on = false;
                }
                step => {
                    // What happens while digits are typed happens before Enter; behind the last of them
                    // it happens behind the dialog.
                    let is_typing = steps.peek().is_some_and(|next| match next {
                        Step::Meanwhile(_) => true,
                        Step::Seen(words, _) | Step::Secret(words, _) | Step::Cancel(words) => {
                            is_asked(words)
                        }
                        _ => false,
                    });
                    goes_on &= matches!(step, Step::Meanwhile(_)) && is_typing;
                    let enter = goes_on.then(|| self.steps.pop_back());
                    self.steps.push_back(step);
                    self.steps.extend(enter.flatten());
                }
            }
        }
        (self, dialogs)
    }
}
