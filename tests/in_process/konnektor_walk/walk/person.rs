//! A person at the PC who reads, answers, lies, gives up, and goes to the terminal; or nobody at all.

use std::time::Duration;

use pinlotse::dialog::{Dialog, Elsewhere, Stop, Typed};
use pinlotse::system::signals::Interrupts;
use pinlotse::text::Tone;
use pinlotse::virtual_card::Cut;
use support::dice::Dice;
use support::journey::BUILT_IN;
use support::konnektor::{End, Ending, Person as AtTerminal};
use support::life::{PUK_CH, PUK_QES, PUK_SMC};
use support::promise::{ENTER, Promise};
use support::script::typed;

use super::cards::Pin;
use super::doubts::{AGAIN, CONFIRMED, is_confirmed};
use super::state::Shared;
use super::toys::Toy;

/// Digits of the Telematik-IDs of the built-in cards.
const TELEMATIK_IDS: [&str; 2] = ["0000000017", "0000000025"];

/// The question before a dialog at a terminal elsewhere.
const REMOTE: &str = "Sitzen Sie";

/// A person who is asked more often loses patience.
const PATIENCE: usize = 40;

pub struct Person {
    pub shared: Shared,
    pub there: bool,
    pub dice: Dice,
    pub interrupts: Interrupts,
    /// In percent: how often digits are the right ones.
    pub right: usize,
    /// What was said since the last question.
    screen: Vec<String>,
    /// The choices that were shown last: who answers what is none is asked again without them.
    menu: Vec<String>,
}

impl Person {
    pub fn new(shared: Shared, there: bool, mut dice: Dice, interrupts: Interrupts) -> Self {
        Self {
            right: dice.pick(&[85, 85, 60, 20]),
            shared,
            there,
            dice,
            interrupts,
            screen: Vec::new(),
            menu: Vec::new(),
        }
    }

    fn asked(&mut self, prompt: &str) -> Result<Vec<String>, Stop> {
        self.screen.push(prompt.to_owned());
        let screen = std::mem::take(&mut self.screen);
        let prompts = self.shared.with(|state| {
            state.log.heard.push(prompt.to_owned());
            state.log.prompts += 1;
            state.log.prompts
        });
        if !self.there {
            self.shared
                .with(|state| state.accuse("nobody is asked where nobody is", prompt));
            return Err(Stop::NobodyThere);
        }
        if prompts > PATIENCE || self.dice.chance(2) {
            return Err(Stop::Cancelled);
        }
        if self.dice.chance(4) {
            super::happens::happens(&self.shared, &mut self.dice);
        }
        Ok(screen)
    }

    /// What will happen at the terminal that was announced.
    fn goes(&mut self, promise: &Promise) -> AtTerminal {
        let order = promise.order();
        let (operation, name) = order.split_once(' ').unwrap_or_default();
        let pin: Pin = match name {
            "PIN.QES" => "PIN.QES",
            "PIN.SMC" => "PIN.SMC",
            _ => "PIN.CH",
        };
        // A toy that is rarely seen at work meets people who see it more often.
        let doubts = self
            .shared
            .with(|state| state.toy.is_some_and(Toy::is_of_doubts));
        let is_doubted = doubts && self.dice.chance(60);
        let is_right = !is_doubted && self.dice.chance(self.right);
        let first = self.first(operation, pin, is_right);
        let count = 6 + self.dice.below(3);
        let new = self.fresh(count);
        let entries: Vec<String> = match promise.screens.len() {
            1 => vec![first.clone()],
            _ => vec![first.clone(), new.clone(), new.clone()],
        };
        self.shared
            .with(|state| state.log.digits.extend(entries.iter().cloned()));
        let some = self.dice.below(entries.len());
        let spoiled = |last: &str, both: bool| {
            let mut entries = entries.clone();
            if let [_, new, again] = entries.as_mut_slice() {
                last.clone_into(again);
                if both {
                    last.clone_into(new);
                }
            }
            AtTerminal::Types(entries)
        };
        let other = self.fresh(count);
        let roll = if is_doubted { 31 } else { self.dice.below(100) };
        let who = match roll {
            0..=4 => AtTerminal::nobody(),
            5..=7 => AtTerminal::red_key(),
            8..=10 => AtTerminal::Stops(entries[..some].to_vec(), Ending::Nobody),
            11..=12 => AtTerminal::Stops(entries[..some].to_vec(), Ending::RedKey),
            13..=15 => spoiled(&other, false),
            16..=18 => spoiled("12345", true),
            19 => spoiled("123456789", true),
            20..=21 => AtTerminal::InUse,
            22..=23 => AtTerminal::BreaksBefore,
            24..=25 => AtTerminal::BreaksAfter(entries),
            26..=27 => AtTerminal::PullsCard,
            28..=30 => AtTerminal::PullsCardAt(self.cut(operation, is_right), entries),
            31..=34 if !self.changes_unseen(operation, pin, is_right) => {
                let ending = self.dice.pick(&[Ending::Nobody, Ending::RedKey]);
                AtTerminal::TooLate(entries, ending)
            }
            _ => AtTerminal::Types(entries),
        };
        let who = match self.dice.below(20) {
            0 => {
                let end = self.dice.pick(&[End::Cut, End::Hangs]);
                AtTerminal::Unheard(Box::new(who), self.dice.below(5), end)
            }
            1 => {
                let seconds = self.dice.pick(&[1, 60, 299, 800, 901, 4000]);
                who.after(Duration::from_secs(seconds))
            }
            _ => who,
        };
        self.shared.with(|state| {
            let line = format!("{order}: {who:?}{}", if is_right { "" } else { ", wrong" });
            state.log.happenings.push(line);
        });
        who
    }

    /// Whether an own PIN becomes another one: no state shows that, so that nobody can know of it
    /// but by the answer.
    fn changes_unseen(&self, operation: &str, pin: Pin, is_right: bool) -> bool {
        let is_transport = self.shared.with(|state| {
            let seen = state.cards.look(&state.konnektor);
            seen.get(&(0, pin)).is_some_and(|now| now.transport)
        });
        is_right && operation == "ChangePin" && !is_transport
    }

    /// Where power is lost, of those that such a command can come to.
    fn cut(&mut self, operation: &str, is_right: bool) -> Cut {
        match (operation, is_right) {
            ("UnblockPin", true) => self.dice.pick(&[Cut::PukCounted, Cut::AllButRetryCounter]),
            ("UnblockPin", false) => Cut::PukCounted,
            ("ChangePin", true) => self.dice.pick(&[Cut::TryCounted, Cut::RetryCounterWritten]),
            _ => Cut::TryCounted,
        }
    }

    /// What is typed first: the PUK, or what the PIN is.
    fn first(&mut self, operation: &str, pin: Pin, is_right: bool) -> String {
        let puk = |pin: Pin| match pin {
            "PIN.QES" => PUK_QES,
            "PIN.SMC" => PUK_SMC,
            _ => PUK_CH,
        };
        let letter = |pin: Pin| match pin {
            "PIN.QES" => BUILT_IN.qes,
            "PIN.SMC" => BUILT_IN.smc,
            _ => BUILT_IN.ch,
        };
        let twin = if pin == "PIN.CH" { "PIN.QES" } else { "PIN.CH" };
        let swapped = self.dice.chance(30);
        if operation == "UnblockPin" {
            return match (is_right, swapped) {
                (true, _) => puk(pin).to_owned(),
                (false, true) => puk(twin).to_owned(),
                (false, false) => self.fresh(8),
            };
        }
        let truth = self.shared.with(|state| state.secrets.get(pin).cloned());
        match (is_right, swapped, truth) {
            (true, _, Some(truth)) => truth,
            (true, _, None) => letter(pin).to_owned(),
            (false, true, _) => letter(twin).to_owned(),
            (false, false, _) => self.fresh(5),
        }
    }

    /// Digits that are on neither card, nor in the Telematik-ID of one.
    fn fresh(&mut self, count: usize) -> String {
        loop {
            let digits = self.dice.digits(count);
            let is_printed = self.shared.with(|state| {
                state
                    .cards
                    .numbers
                    .iter()
                    .any(|number| number.contains(&digits))
            });
            let is_of_the_letter = [BUILT_IN.ch, BUILT_IN.qes, BUILT_IN.smc]
                .iter()
                .any(|known| digits.contains(known));
            let is_of_an_id = TELEMATIK_IDS.iter().any(|id| id.contains(&digits));
            if !is_printed && !is_of_the_letter && !is_of_an_id {
                return digits;
            }
        }
    }

    fn tries(&mut self) -> String {
        let truth = self.shared.with(|state| {
            let seen = state.cards.look(&state.konnektor);
            let hidden = seen
                .iter()
                .filter(|((card, _), counters)| *card == 0 && counters.transport);
            hidden
                .map(|(_, counters)| (3 - counters.tries).min(2))
                .max()
        });
        let answer = match self.dice.below(10) {
            0..=6 => truth.unwrap_or_default().to_string(),
            7 | 8 => self.dice.below(3).to_string(),
            _ => "vielleicht".to_owned(),
        };
        if let Ok(stated) = answer.parse() {
            self.shared.with(|state| state.log.stated = Some(stated));
        }
        answer
    }

    fn letter(&mut self, prompt: &str) -> String {
        let said = self
            .dice
            .weighted(&[(88, "j"), (3, "n"), (5, "k"), (3, "wie bitte"), (1, "")]);
        if said != "j" || !prompt.contains("1, 2") {
            return said.to_owned();
        }
        match self.tries().as_str() {
            "0" => "j".to_owned(),
            other => other.to_owned(),
        }
    }

    /// Any of the choices, but for the rehearsal, at which digits are typed, and for what writes files
    /// where the test runs.
    fn chosen(&mut self, screen: &[String]) -> String {
        let choices = screen.iter().filter(|line| line.starts_with("  ["));
        let choices: Vec<String> = choices.cloned().collect();
        if !choices.is_empty() {
            self.menu = choices;
        }
        let number = 1 + self.dice.below(6);
        let is_out_of_place = |line: &String| {
            let is_it = line.starts_with(&format!("  [{number}]"));
            is_it
                && ["üben", "speichern", "Bericht"]
                    .iter()
                    .any(|word| line.contains(word))
        };
        match self.menu.iter().any(is_out_of_place) {
            // Enter alone may mean it, too.
            true => "99".to_owned(),
            false => number.to_string(),
        }
    }

    /// Whether all was entered and confirmed before the terminal ended it; or another answer.
    fn confirmed(&mut self) -> String {
        let dialogs = self.shared.with(|state| state.konnektor.dialogs());
        let is_so = dialogs.last().is_some_and(is_confirmed);
        let answer = self.dice.weighted(&[(85, is_so), (10, true), (5, false)]);
        if answer { "j" } else { "n" }.to_owned()
    }

    /// What stood on the display last, as whoever looked at it says.
    fn difference(&self, prompt: &str) -> String {
        let dialogs = self.shared.with(|state| state.konnektor.dialogs());
        let shown = dialogs.last().into_iter().flat_map(|one| &one.results);
        let is_so = shown.into_iter().any(|result| prompt.contains(result));
        if is_so { "j" } else { "n" }.to_owned()
    }

    fn release(&mut self) -> String {
        let right = self
            .shared
            .with(|state| state.cards.numbers[0][16..].to_owned());
        let typed = match self.dice.below(10) {
            0..=5 => right.clone(),
            6 | 7 => String::new(),
            _ => self.dice.digits(4),
        };
        let is_released = typed == right;
        self.shared.with(|state| state.log.released |= is_released);
        typed
    }
}

impl Dialog for Person {
    fn is_interactive(&self) -> bool {
        self.there
    }

    fn say(&mut self, _tone: Tone, line: &str) {
        self.screen.push(line.to_owned());
        self.shared
            .with(|state| state.log.heard.push(line.to_owned()));
    }

    fn show(&mut self, tone: Tone, line: &str) {
        self.say(tone, line);
    }

    fn hand_out(&mut self, document: &str) {
        self.shared
            .with(|state| state.log.documents.push(document.to_owned()));
    }

    fn ask(&mut self, prompt: &str) -> Result<String, Stop> {
        let screen = self.asked(prompt)?;
        let answer = match prompt {
            _ if prompt.contains("n oder k") => self.letter(prompt),
            _ if prompt.contains("0, 1 oder 2") => self.tries(),
            _ if prompt.contains("die letzten vier Ziffern") => self.release(),
            _ if prompt.contains("Nummer") => self.chosen(&screen),
            _ if prompt.contains("PINs nicht identisch") => self.difference(prompt),
            _ if prompt.contains(CONFIRMED) => self.confirmed(),
            _ if prompt.contains("noch einmal am Terminal") => self
                .dice
                .weighted(&[(7, "1"), (3, "0"), (1, "")])
                .to_owned(),
            _ => self
                .dice
                .weighted(&[(92, "j"), (5, "n"), (2, "wie bitte"), (1, "")])
                .to_owned(),
        };
        let is_yes = answer == "j";
        self.shared.with(|state| {
            state.log.sits_there |= is_yes && prompt.contains(REMOTE);
            let is_free = (prompt.contains(CONFIRMED) && answer == "n")
                || (prompt.contains("PINs nicht identisch") && is_yes);
            if is_free {
                state.is_told_free();
            }
        });
        match self.shared.with(|state| state.toy) {
            Some(toy) => Ok(toy.understands(prompt, answer, &self.shared)),
            None => {
                let again = is_yes && prompt.contains(AGAIN);
                self.shared.with(|state| state.log.again |= again);
                Ok(answer)
            }
        }
    }

    fn takes_back(&self) -> bool {
        true
    }

    fn ask_seen(
        &mut self,
        prompt: &str,
        _is_over: &mut dyn FnMut() -> bool,
    ) -> Result<Option<Typed>, Stop> {
        // The guide offers a rehearsal on a virtual card, at which they are.
        self.shared.with(|state| {
            if state.log.arguments.iter().any(|word| word == "--json") {
                state.accuse("no digits are asked for on this PC", prompt);
            }
        });
        Err(Stop::Cancelled)
    }

    fn ask_secret(
        &mut self,
        prompt: &str,
        _is_over: &mut dyn FnMut() -> bool,
    ) -> Result<Option<Typed>, Stop> {
        self.shared.with(|state| {
            let (terminal, slot) = (state.cards.terminal, state.cards.slot);
            state.log.announced = state.konnektor.handle(terminal, slot);
        });
        // Out and in again, on the way to the terminal.
        if self.dice.chance(4) {
            self.shared.with(|state| {
                let (konnektor, cards) = (state.konnektor.clone(), state.cards.clone());
                state.count();
                cards.reinserted(&konnektor);
                state.log.happenings.push("out and in at Enter".to_owned());
            });
        }
        let screen = self.asked(prompt)?;
        if !prompt.contains(ENTER) {
            return self.ask_seen(prompt, &mut || false);
        }
        if let Some(promise) = Promise::on(&screen) {
            self.shared.with(|state| state.log.promises.push(promise));
        }
        if self.dice.chance(4) {
            let digits = self.fresh(6);
            self.shared
                .with(|state| state.log.digits.push(digits.clone()));
            return Ok(Some(typed(&digits)));
        }
        let promise = self.shared.with(|state| state.log.promises.last().cloned());
        if let Some(promise) = promise {
            let who = self.goes(&promise);
            self.shared.with(|state| {
                state.konnektor.forget_people();
                state.konnektor.then(who);
                state.log.armed = true;
            });
        } else {
            self.shared
                .with(|state| state.accuse("a dialog is announced before Enter", prompt));
        }
        Ok(Some(typed("")))
    }

    /// Something is missing. A person puts it right, or gives up.
    fn waiting(&mut self, line: &str) {
        let is_patient = self.there && self.dice.chance(60);
        let is_mine = self.dice.chance(85);
        self.shared.with(|state| {
            state.log.heard.push(line.to_owned());
            state.log.waiting = true;
            if is_patient {
                super::happens::put_right(state, usize::from(!is_mine));
            }
        });
        // Whoever put in the wrong card waits no longer than the others.
        if !is_patient || !is_mine {
            self.interrupts.raise_for_tests();
        }
    }

    fn counting(&mut self, wait: &Elsewhere<'_>) {
        self.shared.with(|state| {
            state.log.heard.push(wait.now.to_owned());
            state.log.waiting = true;
        });
    }

    fn end_waiting(&mut self) {
        self.shared.with(|state| state.log.waiting = false);
    }
}
