//! A person at the keyboard who knows the letter, mistypes, lies, gives up, and is interrupted by
//! other programs; or nobody at all.

use std::collections::BTreeMap;

use pinlotse::dialog::{Dialog, Stop, Typed};
use pinlotse::text::Tone;

use super::card::{Pin, fresh};
use super::dice::Dice;
use super::keys;
use super::ledger::State;
use super::table::Table;

/// A person who is asked more often loses patience.
const PATIENCE: usize = 60;

/// What else may happen while a prompt stands, in percent each.
#[derive(Debug, Clone, Copy)]
pub struct Mood {
    pub right: usize,
    pub cancels: usize,
    pub disturbed: usize,
    pub killed: usize,
}

pub struct Person {
    pub table: Table,
    pub there: bool,
    pub mood: Mood,
    pub dice: Dice,
    /// Whether this terminal can take back what it showed.
    takes_back: bool,
    /// What is being typed twice, by its prompt without the second time's words.
    intended: BTreeMap<String, String>,
    /// What was typed last of each secret: people who are refused try it once more.
    last: BTreeMap<String, String>,
}

impl Person {
    pub fn new(table: Table, there: bool, mood: Mood, mut dice: Dice) -> Self {
        Self {
            takes_back: dice.chance(70),
            table,
            there,
            mood,
            dice,
            intended: BTreeMap::new(),
            last: BTreeMap::new(),
        }
    }

    /// Happens while a prompt stands.
    fn prompt(&mut self, prompt: &str) -> Result<(), Stop> {
        self.table.prompted();
        self.table
            .with(|state| state.log().heard.push(prompt.to_owned()));
        if !self.there {
            self.table
                .with(|state| state.accuse("nobody is asked where nobody is", prompt));
            return Err(Stop::NobodyThere);
        }
        if self.dice.chance(self.mood.disturbed) {
            self.disturb();
        }
        if self.dice.chance(self.mood.killed) {
            self.table.kill();
        }
        let asked = self.table.with(|state| state.log().prompts);
        if asked > PATIENCE || self.dice.chance(self.mood.cancels) {
            return Err(Stop::Cancelled);
        }
        Ok(())
    }

    fn disturb(&mut self) {
        let seed = self.dice.throw();
        match self.dice.below(8) {
            0 | 1 => self.table.with(|state| state.rival(seed)),
            2 | 3 => super::meanwhile(&self.table, seed),
            4 => self.table.with(|state| {
                let other = state.inside.map_or(0, |card| 1 - card);
                state.put(other);
            }),
            5 => self.table.with(State::pull),
            6 => self.table.with(|state| {
                if let Some(card) = state.inside {
                    state.cards[card].reset();
                }
            }),
            _ => self.table.with(|state| {
                let mine = state.mine;
                state.put(mine);
            }),
        }
    }

    fn intend(&mut self, prompt: &str, pin: Pin) -> String {
        let right = self.dice.chance(self.mood.right);
        let (secret, puk, iccsn, known) = self.table.with(|state| {
            let card = &state.cards[state.mine];
            let known = card.pins().contains(&pin);
            let secret = if known {
                card.secret(pin).to_owned()
            } else {
                String::new()
            };
            let puk = if known {
                card.puk(pin).to_owned()
            } else {
                String::new()
            };
            (secret, puk, card.iccsn.clone(), known)
        });
        if prompt.starts_with("Neue") {
            let count = 6 + self.dice.below(3);
            return match self.dice.below(20) {
                0 => "123456".to_owned(),
                1 => secret,
                _ => fresh(&mut self.dice, count, &iccsn),
            };
        }
        let (truth, count) = if prompt.contains("PUK") {
            (puk, 8)
        } else {
            (secret, 5)
        };
        let (again, other_line) = (self.dice.chance(20), self.dice.chance(20));
        let last = self.last.get(&format!("{pin} {}", role_of(prompt)));
        if let (true, Some(last)) = (again, last) {
            return last.clone();
        }
        if right && known && !other_line {
            return truth;
        }
        if other_line && let Some(digits) = self.other_line(pin, role_of(prompt)) {
            return digits;
        }
        let count = if prompt.starts_with("Jetzige") {
            6 + self.dice.below(3)
        } else {
            count
        };
        fresh(&mut self.dice, count, &iccsn)
    }

    /// What was typed for another PIN a moment ago, or what that PIN is.
    fn other_line(&mut self, pin: Pin, role: &str) -> Option<String> {
        let typed = self.dice.chance(60);
        let other = self.table.with(|state| {
            let mut pins = state.cards[state.mine].pins().into_iter();
            pins.find(|other| *other != pin)
        })?;
        let last = self.last.get(&format!("{other} {role}"));
        if let (true, Some(last)) = (typed, last) {
            return Some(last.clone());
        }
        self.table.with(|state| {
            let card = &state.cards[state.mine];
            let digits = if role == "puk" {
                card.puk(other)
            } else {
                card.secret(other)
            };
            Some(digits.to_owned())
        })
    }

    fn wrong_words(&mut self) -> String {
        match self.dice.below(5) {
            0 => String::new(),
            1 => "12a45".to_owned(),
            2 => self.dice.digits(3),
            3 => self.dice.digits(13),
            _ => {
                let count = 4 + self.dice.below(6);
                self.dice.digits(count)
            }
        }
    }

    fn letter_answer(&mut self, prompt: &str) -> String {
        let said = self
            .dice
            .weighted(&[(88, "j"), (3, "n"), (6, "k"), (2, "wie bitte"), (1, "")]);
        if said != "j" || !prompt.contains("1, 2") {
            return said.to_owned();
        }
        match self.tries_answer().as_str() {
            "0" => "j".to_owned(),
            other => other.to_owned(),
        }
    }

    fn tries_answer(&mut self) -> String {
        let truth = self.table.with(|state| {
            let card = &state.cards[state.mine];
            let hidden = card
                .pins()
                .into_iter()
                .map(|pin| card.counters(pin))
                .filter(|counters| counters.transport);
            hidden
                .map(|counters| (3 - counters.tries).min(2))
                .max()
                .unwrap_or_default()
        });
        let answer = match self.dice.below(10) {
            0..=6 => truth.to_string(),
            7 | 8 => self.dice.below(3).to_string(),
            _ => "vielleicht".to_owned(),
        };
        if let Ok(stated) = answer.parse() {
            self.table.with(|state| state.log().stated = Some(stated));
        }
        answer
    }

    fn release(&mut self) -> String {
        let (right, shown) = self.table.with(|state| {
            let right = state.cards[state.mine].tail().to_owned();
            (right, state.log().shown_card.clone().unwrap_or_default())
        });
        let typed = match self.dice.below(10) {
            0..=5 => right,
            6 | 7 => String::new(),
            8 => self.dice.digits(4),
            _ => self.dice.digits(2),
        };
        if typed.len() >= 4 && shown.ends_with(&typed) {
            self.table.with(|state| state.log().released = true);
        }
        typed
    }
}

fn pin_in(prompt: &str) -> Pin {
    match prompt {
        _ if prompt.contains("PIN.QES") => "qes",
        _ if prompt.contains("PIN.SMC") => "smc",
        _ => "ch",
    }
}

/// What is asked for: a new PIN, a PUK, or what the PIN is now.
fn role_of(prompt: &str) -> &'static str {
    match prompt {
        _ if prompt.starts_with("Neue") => "new",
        _ if prompt.contains("PUK") => "puk",
        _ => "old",
    }
}

/// Twenty digits in a line, as the card's number is shown.
fn number_in(line: &str) -> Option<String> {
    let digits: String = line.chars().filter(char::is_ascii_digit).collect();
    (digits.len() == 20 && digits.starts_with("80276")).then_some(digits)
}

impl Dialog for Person {
    fn is_interactive(&self) -> bool {
        self.there
    }

    fn say(&mut self, _tone: Tone, line: &str) {
        self.table.with(|state| {
            let log = state.log();
            log.heard.push(line.to_owned());
            if let Some(number) = number_in(line) {
                log.shown_card = Some(number);
            }
        });
        if self.table.with(|state| state.log().shown_card.is_some()) {
            self.table.freeze();
        }
    }

    fn show(&mut self, _tone: Tone, line: &str) {
        self.table
            .with(|state| state.log().heard.push(line.to_owned()));
    }

    fn hand_out(&mut self, document: &str) {
        self.table
            .with(|state| state.log().documents.push(document.to_owned()));
    }

    fn ask(&mut self, prompt: &str) -> Result<String, Stop> {
        self.prompt(prompt)?;
        if prompt.contains("n oder k") {
            return Ok(self.letter_answer(prompt));
        }
        if prompt.contains("0, 1 oder 2") {
            return Ok(self.tries_answer());
        }
        if prompt.contains("Trotzdem versuchen") {
            return Ok(self.release());
        }
        if prompt.contains("Nennt Ihr Brief") {
            let digits: String = prompt
                .chars()
                .filter(char::is_ascii_digit)
                .take(1)
                .collect();
            return Ok(if self.dice.chance(15) {
                digits
            } else {
                String::new()
            });
        }
        if prompt.contains("Nummer") {
            return Ok((self.dice.below(3)).to_string());
        }
        let answer = self
            .dice
            .weighted(&[(93, "j"), (4, "n"), (2, "wie bitte"), (1, "")]);
        if prompt.contains("Trotzdem genau diese Ziffern") && answer == "j" {
            self.table.with(|state| state.log().insists = true);
        }
        if prompt.contains("eine Unterschrift") && answer == "j" {
            self.table.with(|state| state.log().holder = true);
        }
        Ok(answer.to_owned())
    }

    fn takes_back(&self) -> bool {
        self.takes_back
    }

    /// What is seen is compared while it is typed: once counts as twice.
    fn ask_seen(
        &mut self,
        prompt: &str,
        is_over: &mut dyn FnMut() -> bool,
    ) -> Result<Option<Typed>, Stop> {
        let before = self.table.with(|state| state.log().entries.len());
        let typed = self.ask_secret(prompt, is_over)?;
        let takes_back = self.takes_back;
        self.table.with(|state| {
            let hidden = state.log().arguments.iter().any(|flag| flag == "--hidden");
            if hidden || !takes_back || prompt.starts_with("Neue") || prompt.contains("PUK") {
                state.accuse("no secret is seen but a Transport-PIN", prompt);
            }
            let entries = &mut state.log().entries;
            // A line that is no entry is seen to be none.
            let seen = entries.get(before).cloned();
            entries.extend(seen);
        });
        Ok(typed)
    }

    fn ask_secret(
        &mut self,
        prompt: &str,
        _is_over: &mut dyn FnMut() -> bool,
    ) -> Result<Option<Typed>, Stop> {
        self.prompt(prompt)?;
        let pin = pin_in(prompt);
        let key = format!("{pin} {}", role_of(prompt));
        let again = prompt.contains("noch einmal");
        let digits = if self.dice.chance(5) {
            self.wrong_words()
        } else if again {
            self.intended.get(&key).cloned().unwrap_or_default()
        } else {
            let digits = self.intend(prompt, pin);
            self.intended.insert(key.clone(), digits.clone());
            self.last.insert(key, digits.clone());
            digits
        };
        let (mut pressed, is_entry) = match self.dice.below(20) {
            0 | 1 => (keys::mended(&digits, &mut self.dice), true),
            2 => (keys::spoiled(&digits, &mut self.dice), false),
            _ => (digits.bytes().collect(), true),
        };
        self.table.with(|state| {
            state.keep_secret(&digits);
            if is_entry {
                state.log().entries.push(digits);
            }
            if let Some(toy) = state.toy {
                toy.presses(&mut pressed);
            }
        });
        Ok(Some(keys::pressed(&pressed)))
    }

    /// Something is missing. A person puts the card back, or gives up; a script can only wait.
    fn waiting(&mut self, line: &str) {
        let there = self.there;
        let patient = self.dice.chance(70);
        let mine = self.dice.chance(85);
        self.table.with(|state| {
            let log = state.log();
            log.heard.push(line.to_owned());
            log.waiting = true;
            if !there {
                return;
            }
            if patient && mine {
                let mine = state.mine;
                state.put(mine);
            } else if patient {
                let other = 1 - state.mine;
                state.put(other);
            }
            if !patient {
                state.log().interrupts.raise_for_tests();
            }
        });
    }

    fn end_waiting(&mut self) {
        self.table.with(|state| state.log().waiting = false);
    }
}
