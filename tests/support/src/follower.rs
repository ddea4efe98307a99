//! A person who does what the screen says, in either language: takes what is recommended, types what
//! the letter says, and says yes. How many questions there are it does not know.

use std::collections::VecDeque;

use super::journey::{BUILT_IN, NEW_CH, NEW_QES, NEW_SMC};
use super::life::{PUK_CH, PUK_QES, PUK_SMC};

/// Questions after which something is wrong with the program, or with the person.
const MOST: usize = 80;

/// What is typed, and how far it came.
pub struct Follower {
    /// What is typed as Transport-PIN of PIN.CH or PIN.SMC before the right one.
    wrong: VecDeque<&'static str>,
    /// The number of the choice that is taken at the first menu, out of curiosity.
    curious: Option<usize>,
    /// The last Transport-PIN, for whoever asks for it twice.
    last: &'static str,
    asked: usize,
    /// First choices that were taken because nothing was recommended.
    taken: Vec<String>,
}

impl Follower {
    pub fn new() -> Self {
        Self {
            wrong: VecDeque::new(),
            curious: None,
            last: "",
            asked: 0,
            taken: Vec::new(),
        }
    }

    /// Misreads the letter first.
    pub fn misreading(mut self, digits: &[&'static str]) -> Self {
        self.wrong.extend(digits);
        self
    }

    /// Takes the choice of this number at the first menu.
    pub fn curious(mut self, number: usize) -> Self {
        self.curious = Some(number);
        self
    }

    /// The answer to a prompt below these lines.
    pub fn answer(&mut self, prompt: &str, screen: &[String]) -> String {
        self.asked += 1;
        assert!(
            self.asked < MOST,
            "asked {MOST} times: {prompt:?} below {screen:#?}"
        );
        let is = |words: &[&str]| words.iter().any(|word| prompt.contains(word));
        // The time ran out before anything was confirmed.
        if is(&["grünen Taste bestätigt", "confirmed with the green"]) {
            return "n".to_owned();
        }
        if is(&["[j/N]", "[y/N]", "[j/n]", "[y/n]"]) {
            return "j".to_owned();
        }
        if is(&["Nummer", "Number"]) {
            return self.chosen(screen).to_string();
        }
        if is(&["n oder k", "n or k"]) {
            return "j".to_owned();
        }
        if is(&["0, 1 "]) {
            return "0".to_owned();
        }
        if is(&["Transport-PIN"]) {
            return self.transport(prompt).to_owned();
        }
        if is(&["PUK"]) {
            let pin = ["PIN.CH", "PIN.QES"].iter().position(|pin| is(&[pin]));
            let puk = pin.map_or(PUK_SMC, |index| [PUK_CH, PUK_QES][index]);
            return puk.to_owned();
        }
        let new = is(&["Neue ", "New ", "noch einmal", "once more"]);
        let digits = match prompt {
            _ if is(&["PIN.CH"]) => ["506284", NEW_CH],
            _ if is(&["PIN.QES"]) => ["6093847", NEW_QES],
            _ if is(&["PIN.SMC"]) => ["70518293", NEW_SMC],
            // The next page, or the last one.
            _ => [""; 2],
        };
        digits[usize::from(!new)].to_owned()
    }

    fn transport(&mut self, prompt: &str) -> &'static str {
        if prompt.contains("noch einmal") || prompt.contains("once more") {
            return self.last;
        }
        self.last = if prompt.contains("PIN.QES") {
            BUILT_IN.qes
        } else if let Some(wrong) = self.wrong.pop_front() {
            wrong
        } else if prompt.contains("PIN.CH") {
            BUILT_IN.ch
        } else {
            BUILT_IN.smc
        };
        self.last
    }

    /// What is recommended; where nothing is, the first choice, and the end when that led nowhere.
    fn chosen(&mut self, screen: &[String]) -> usize {
        if let Some(number) = self.curious.take() {
            return number;
        }
        let choices: Vec<&String> = screen.iter().filter(|l| l.starts_with("  [")).collect();
        let with = |words: [&str; 2]| {
            let is = |line: &&String| words.iter().any(|word| line.ends_with(word));
            choices.iter().position(is).map(|index| index + 1)
        };
        if let Some(best) = with(["(empfohlen)", "(recommended)"]) {
            return best;
        }
        let first = choices
            .first()
            .map_or_else(String::new, |line| (*line).clone());
        let before = self.taken.iter().filter(|line| **line == first).count();
        self.taken.push(first);
        if before < 2 {
            return 1;
        }
        with(["] Beenden", "] End"]).unwrap_or(1)
    }
}

impl Default for Follower {
    fn default() -> Self {
        Self::new()
    }
}
