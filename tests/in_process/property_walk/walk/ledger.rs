//! What is on record of a walk: the cards, the runs, and what notes can know of each PIN, counted
//! anew.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::card::{Card, Counters, Pin};
use super::dice::Dice;
use super::faults::Faults;
use super::toys::Toy;

/// A secret that was sent and whose note is not known to be closed yet.
#[derive(Debug, Clone)]
pub struct Pending {
    pub card: usize,
    pub pin: Pin,
    pub puk: bool,
    pub before: Counters,
    pub after: Counters,
    /// The card's own trailer; `None` when it saw nothing.
    pub real: Option<u16>,
    /// What the program was told.
    pub told: Option<u16>,
    /// The new secret in it.
    pub new: Option<String>,
}

impl std::fmt::Display for Pending {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let word = |number: Option<u16>| {
            number.map_or("nothing".to_owned(), |number| format!("{number:04X}"))
        };
        let Self {
            card,
            pin,
            puk,
            before,
            after,
            real,
            told,
            ..
        } = self;
        let what = if *puk { "PUK of " } else { "" };
        write!(
            f,
            "{what}{pin} of card {card}: {before} → {after}, card {}, program {}",
            word(*real),
            word(*told)
        )
    }
}

/// What happened in one run of the program.
#[derive(Default)]
pub struct Log {
    pub arguments: Vec<String>,
    pub scripted: bool,
    /// `key` → digits of a script.
    pub file: BTreeMap<String, String>,
    pub takes_notes: bool,
    pub released: bool,
    pub released_again: bool,
    pub holder: bool,
    pub stated: Option<u8>,
    /// Digits typed as secrets since the last one that was sent; those that were seen stand here twice.
    pub entries: Vec<String>,
    pub heard: Vec<String>,
    pub documents: Vec<String>,
    pub prompts: usize,
    pub waiting: bool,
    pub shown_card: Option<String>,
    /// What the program had been told of each PIN when it said so to the person.
    pub shown: BTreeMap<Pin, u16>,
    pub frozen: bool,
    pub identified: Option<usize>,
    pub read: BTreeMap<Pin, u16>,
    pub exchanges: usize,
    pub begins: usize,
    pub lists: usize,
    pub since_secret: Option<usize>,
    /// Secrets handed over.
    pub secrets: Vec<Pending>,
    pub pending: Option<Pending>,
    pub faults: Faults,
    /// Another program did something to a card meanwhile.
    pub rival: bool,
    /// A trailer or data were forged.
    pub forged: bool,
    pub killed: bool,
    pub struck: usize,
    pub interrupts: pinlotse::system::signals::Interrupts,
}

/// What notes can know of one PIN, counted anew and apart from them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// Wrong tries that no note holds.
    pub elsewhere: u8,
    /// Whether the card named its counter in an answer that was noted. A statement about tries may
    /// then mean those.
    pub named: bool,
    /// Wrong or unknown tries that the notes hold, at least.
    pub bad: u8,
    /// Wrong tries elsewhere as they were stated before an attempt that is still open.
    pub stated: u8,
    /// Open attempts: at least, at most.
    pub open: (u8, u8),
    pub puk_elsewhere: u8,
    pub puk_bad: u8,
}

pub struct State {
    pub cards: Vec<Card>,
    /// The card that the person means and whose letter is at hand.
    pub mine: usize,
    pub inside: Option<usize>,
    pub pulled: Option<usize>,
    pub busy: usize,
    pub runs: Vec<Log>,
    pub known: BTreeMap<(usize, Pin), Known>,
    pub folder: PathBuf,
    pub toy: Option<Toy>,
    pub steps: u64,
    pub violation: Option<String>,
    /// Another program unblocked something, so that older notes of a block no longer hold.
    pub unblocked_elsewhere: bool,
    /// All digits that were ever typed or stood in a file, as far as they are long enough to be
    /// told from others.
    pub digits: BTreeSet<String>,
    /// What happened, a line each.
    pub history: Vec<String>,
    pub dice: Dice,
}

impl State {
    pub fn new(cards: Vec<Card>, folder: PathBuf, toy: Option<Toy>, seed: u64) -> Self {
        let mut known = BTreeMap::new();
        for (index, card) in cards.iter().enumerate() {
            for pin in card.pins() {
                known.insert((index, pin), Known::default());
            }
        }
        Self {
            cards,
            mine: 0,
            inside: Some(0),
            pulled: None,
            busy: 0,
            runs: Vec::new(),
            known,
            folder,
            toy,
            steps: 0,
            violation: None,
            unblocked_elsewhere: false,
            digits: BTreeSet::new(),
            history: Vec::new(),
            dice: Dice::new(seed),
        }
    }

    pub fn notes(&self) -> PathBuf {
        self.folder.join("notes.json")
    }

    pub fn notes_text(&self) -> String {
        std::fs::read_to_string(self.notes()).unwrap_or_default()
    }

    /// The same without what the card has settled since.
    pub fn notes_that_count(&self) -> String {
        let mut notes: serde_json::Value =
            serde_json::from_str(&self.notes_text()).unwrap_or_default();
        if let Some(cards) = notes["cards"].as_object_mut() {
            cards.retain(|key, _| !key.ends_with(".settled"));
        }
        notes.to_string()
    }

    /// The first promise that was broken is kept.
    pub fn accuse(&mut self, promise: &str, what: &str) {
        let log = self.runs.last();
        let run = log
            .map(|log| format!("{:?}\n{}", log.arguments, log.heard.join("\n")))
            .unwrap_or_default();
        self.violation
            .get_or_insert_with(|| format!("{promise}: {what}\nin {run}"));
    }

    /// Digits that must never be seen from now on.
    pub fn keep_secret(&mut self, typed: &str) {
        if typed.len() >= 5 {
            self.digits.insert(typed.to_owned());
        }
    }

    pub fn log(&mut self) -> &mut Log {
        self.runs.last_mut().expect("a run is under way")
    }

    pub fn put(&mut self, card: usize) {
        self.pull();
        self.cards[card].reset();
        self.inside = Some(card);
        self.pulled = None;
    }

    pub fn pull(&mut self) {
        if let Some(card) = self.inside.take() {
            self.cards[card].reset();
            self.pulled = Some(card);
        }
    }

    /// Forgets all that notes can know: what happened so far happened elsewhere.
    pub fn notes_are_gone(&mut self) {
        for ((card, pin), known) in &mut self.known {
            let counters = self.cards[*card].counters(pin);
            let elsewhere = if counters.transport {
                3 - counters.tries
            } else {
                0
            };
            *known = Known {
                elsewhere,
                puk_elsewhere: 10 - counters.puk_uses,
                ..Known::default()
            };
        }
    }

    /// Another program works on the card in the reader, without this program's notes.
    pub fn rival(&mut self, seed: u64) {
        self.steps += 1;
        for log in &mut self.runs {
            log.rival = true;
        }
        let Some(index) = self.inside else { return };
        let mut dice = Dice::new(seed);
        let card = &mut self.cards[index];
        let pin = dice.pick(&card.pins());
        let before = card.counters(pin);
        let p2 = if pin == "qes" { 0x81 } else { 0x01 };
        if pin == "qes" {
            card.transmit(&[
                0x00, 0xA4, 0x04, 0x0C, 6, 0xD2, 0x76, 0x00, 0x00, 0x66, 0x01,
            ]);
        }
        let right = dice.chance(25);
        let secret = if right {
            card.secret(pin).to_owned()
        } else {
            dice.digits(card.secret(pin).len())
        };
        let puk = if right {
            card.puk(pin).to_owned()
        } else {
            dice.digits(8)
        };
        let new = dice.digits(6);
        let octets = match dice.below(8) {
            0..=2 if !before.transport => super::card::command([0, 0x20, 0, p2], &[&secret]),
            0..=4 => super::card::command([0, 0x24, 0, p2], &[&secret, &new]),
            5 if pin == "qes" => super::card::command([0, 0x2C, 1, p2], &[&puk]),
            5 => super::card::command([0, 0x2C, 0, p2], &[&puk, &new]),
            6 => vec![
                0x00, 0xA4, 0x04, 0x0C, 6, 0xD2, 0x76, 0x00, 0x01, 0x46, 0x03,
            ],
            _ => {
                card.reset();
                return;
            }
        };
        card.transmit(&octets);
        let after = card.counters(pin);
        self.history.push(format!(
            "another program: {} {pin}, {before} → {after}",
            hex::encode_upper(&octets[..4])
        ));
        let known = self.known.get_mut(&(index, pin)).unwrap();
        self.unblocked_elsewhere |= before.tries == 0 && after.tries > 0;
        known.puk_elsewhere += before.puk_uses - after.puk_uses;
        if after.tries > before.tries || !after.transport {
            // All tries are back, or the counter can be read from now on.
            known.elsewhere = 0;
            if after.transport {
                known.bad = 0;
            }
        } else {
            known.elsewhere += before.tries - after.tries;
        }
    }

    /// What the notes know after a secret whose note was closed, or never will be.
    pub fn settle(&mut self, killed: bool) {
        let takes_notes = self.log().takes_notes;
        let stated = self.log().stated.unwrap_or_default();
        let Some(sent) = self.log().pending.take() else {
            return;
        };
        let Pending {
            card,
            pin,
            puk,
            before,
            after,
            real,
            told,
            ..
        } = sent.clone();
        let executed = real == Some(0x9000);
        // Whoever does not learn of it keeps the note of a block, and says that it is a note.
        self.unblocked_elsewhere |= puk && before.transport && after.tries > before.tries;
        let told = told.filter(|_| !killed);
        let known = self.known.get_mut(&(card, pin)).unwrap();
        let lost = !matches!(
            told,
            Some(0x9000 | 0x63C0..=0x63CF | 0x6982..=0x6985 | 0x6A88)
        );
        if !takes_notes {
            if puk {
                known.puk_elsewhere += before.puk_uses - after.puk_uses;
            } else if !executed {
                known.elsewhere += before.tries.saturating_sub(after.tries);
            }
        } else if let Some(0x63C0..=0x63CF) = told {
            if puk {
                known.puk_bad += 1;
                known.puk_elsewhere = 0;
            } else {
                *known = Known {
                    elsewhere: 0,
                    named: true,
                    bad: known.bad + 1,
                    stated: 0,
                    open: (0, 0),
                    ..*known
                };
            }
        } else if (lost || told == Some(0x9000)) && !executed {
            if puk {
                // A PIN that was blocked and is not any more settles the note of its PUK.
                known.puk_bad += u8::from(after.tries == 0 || before.tries > 0);
            } else {
                let open = (known.open.0 + 1, known.open.1 + 1);
                *known = Known {
                    bad: known.bad + 1,
                    open,
                    stated: known.stated.max(stated),
                    ..*known
                };
            }
        } else if executed && lost && !puk {
            known.open.1 += 1;
        }
        if executed && after.tries == 3 {
            *known = Known {
                elsewhere: 0,
                named: false,
                bad: 0,
                open: (0, known.open.1),
                ..*known
            };
        }
        // The state read back says that it is blocked, which settles the attempt.
        if after.tries == 0 && !puk {
            known.open.0 = 0;
        }
        self.log().secrets.push(sent);
    }
}

impl Log {
    /// What the program learns of the card in this transaction.
    pub fn saw(&mut self, octets: &[u8], status: u16, card: usize, meant: Option<Pin>) {
        match octets {
            // READ BINARY of EF.GDO.
            [0x00, 0xB0, 0x82, 0x00, ..] => self.identified = Some(card),
            [0x80, 0x20, 0x00, _] => {
                if let Some(pin) = meant {
                    self.read.insert(pin, status);
                    if !self.frozen {
                        self.shown.insert(pin, status);
                    }
                }
            }
            _ => {}
        }
    }
}
