//! What is on record of a walk and of the run that is under way.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::rc::Rc;

use support::konnektor::Konnektor;
use support::promise::Promise;

use super::cards::{Cards, Counters, Look, Pin};
use super::toys::Toy;

/// An order to ask for digits that went out.
#[derive(Debug, Clone)]
pub struct Post {
    pub operation: String,
    pub pin: Pin,
    /// Which card lay in the slot.
    pub card: Option<usize>,
    pub before: Option<Counters>,
    pub after: Option<Counters>,
    /// Whether the last try was released for it.
    pub released: bool,
    /// How much was said before it.
    pub heard: usize,
}

/// One run of the program.
#[derive(Default)]
pub struct Log {
    pub arguments: Vec<String>,
    pub there: bool,
    pub heard: Vec<String>,
    pub documents: Vec<String>,
    pub waiting: bool,
    /// Moments of requests while it was waited.
    pub asked_waiting: u32,
    pub prompts: usize,
    pub promises: Vec<Promise>,
    /// An Enter for which nothing was ordered yet.
    pub armed: bool,
    pub posts: Vec<Post>,
    pub released: bool,
    /// The person wants to try a Transport-PIN again that was wrong or is in doubt.
    pub again: bool,
    /// The person said that an entry had not reached the card, and it had.
    pub misled: bool,
    /// The Konnektor may have started anew: then every card has another name there.
    pub restarts: bool,
    /// What the Konnektor called the card when the dialog was announced.
    pub announced: Option<String>,
    /// The person sits where a card of another workplace is asked for.
    pub sits_there: bool,
    pub stated: Option<u8>,
    /// What the Konnektor last said of a PIN's state, in its own word.
    pub words: BTreeMap<String, String>,
    /// An answer was made up: no state and no result need be the card's.
    pub made_up: bool,
    /// Numbers were taken out of answers.
    pub blinded: bool,
    /// A terminal still asked when the run began, for a run before it.
    pub is_asking: bool,
    /// The number of the last dialog that had begun before the run did.
    pub begun: usize,
    /// Somebody else did something to a card.
    pub rival: bool,
    /// After so many moments at which a request goes out or is answered somebody presses Ctrl-C.
    pub stops_in: Option<usize>,
    pub happenings: Vec<String>,
    /// Digits that were typed on this PC or at a terminal.
    pub digits: Vec<String>,
}

pub struct State {
    pub konnektor: Konnektor,
    pub cards: Cards,
    pub toy: Option<Toy>,
    pub folder: PathBuf,
    pub log: Log,
    /// Wrong tries of a Transport-PIN that this PC led to.
    pub spent: BTreeMap<(usize, Pin), u8>,
    /// Entries of a Transport-PIN from this PC that were wrong or may have been.
    pub doubted: BTreeMap<(usize, Pin), u8>,
    pub seen: Look,
    /// The digits of the person's card.
    pub secrets: BTreeMap<Pin, String>,
    pub violation: Option<String>,
    pub history: Vec<String>,
    pub events: u64,
    /// Requests since the Konnektor was made.
    pub requests: usize,
    pub names: BTreeMap<String, String>,
    /// The card is at another workplace than the person.
    pub is_remote: bool,
}

/// Clones are the same.
#[derive(Clone)]
pub struct Shared(Rc<RefCell<State>>);

impl Shared {
    pub fn new(state: State) -> Self {
        Self(Rc::new(RefCell::new(state)))
    }

    pub fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.0.borrow_mut())
    }
}

impl State {
    /// A promise is broken; the first one counts.
    pub fn accuse(&mut self, promise: &str, what: &str) {
        if self.violation.is_none() {
            let line = self.log.arguments.join(" ");
            let happened = self.log.happenings.join("; ");
            self.violation = Some(format!("{promise}: {what}\n{line}\n{happened}"));
        }
    }

    /// Reads the digits off the person's card.
    pub fn read_secrets(&mut self) {
        let secrets = self.cards.secrets(&self.konnektor, 0, &self.folder);
        if !secrets.is_empty() {
            self.secrets = secrets;
        }
    }

    /// The tries of Transport-PINs that this PC led to, from one look to the next.
    pub fn count(&mut self) -> Look {
        let now = self.cards.look(&self.konnektor);
        let mut rivals = self.cards.rivals.lock().unwrap();
        for (key, counters) in &now {
            let spent = self.spent.entry(*key).or_default();
            let by_rival = rivals.remove(key).unwrap_or_default();
            let Some(before) = self.seen.get(key) else {
                continue;
            };
            if !counters.transport || counters.tries > before.tries {
                *spent = 0;
                self.doubted.remove(key);
            } else {
                let fewer = before.tries - counters.tries;
                *spent += fewer.saturating_sub(by_rival);
            }
        }
        drop(rivals);
        self.seen.clone_from(&now);
        now
    }

    /// What was done to a card elsewhere, between two runs, is not this PC's.
    pub fn forget_rivals(&mut self) {
        self.cards.rivals.lock().unwrap().clear();
        let before = std::mem::take(&mut self.spent);
        self.seen = self.cards.look(&self.konnektor);
        let seen = &self.seen;
        self.doubted
            .retain(|key, _| seen.get(key).is_some_and(|now| now.transport));
        // A PIN that was set, or got its tries back, elsewhere.
        self.spent = before
            .into_iter()
            .filter(|(key, spent)| {
                let now = self.seen.get(key);
                now.is_some_and(|now| now.transport && now.tries + spent <= 3)
            })
            .collect();
    }
}
