//! What is on record of a walk: the cards, the runs, and what notes can know of each PIN, counted
//! anew.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::beside::Beside;
use super::card::{Card, Counters, Pin};
use super::dice::Dice;
use super::faults::Faults;
use super::service::Outage;
use super::toys::Toy;
use super::users::{self, Users};

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
    /// The old secret in it.
    pub old: String,
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

/// Whether something has lain in a reader all along.
#[derive(Debug, Clone, Copy)]
pub struct Occupied {
    pub first: bool,
    pub second: bool,
}

impl Default for Occupied {
    fn default() -> Self {
        Self {
            first: true,
            second: true,
        }
    }
}

/// What happened in one run of the program.
#[derive(Default)]
pub struct Log {
    pub arguments: Vec<String>,
    pub scripted: bool,
    /// Who runs it.
    pub user: usize,
    /// What lies in the second reader meanwhile.
    pub beside: Beside,
    /// Whether something has lain in each reader at every look, by all that the program was told.
    pub occupied: Occupied,
    /// The number of the card that was named, or its last digits.
    pub named: Option<String>,
    /// Whether the first reader was named.
    pub names_reader: bool,
    /// `key` → digits of a script.
    pub file: BTreeMap<String, String>,
    pub takes_notes: bool,
    pub released: bool,
    pub released_again: bool,
    pub holder: bool,
    /// Whether the person insisted on digits that are known to be wrong.
    pub insists: bool,
    pub stated: Option<u8>,
    /// Digits typed as secrets since the last one that was sent; those that were seen stand here twice.
    pub entries: Vec<String>,
    pub heard: Vec<String>,
    pub documents: Vec<String>,
    pub prompts: usize,
    pub waiting: bool,
    pub shown_card: Option<String>,
    /// What the program had been told of each PIN when it said so to the person.
    pub shown: BTreeMap<(usize, Pin), u16>,
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
    /// What went wrong on the way to a card, in order.
    pub faults_seen: Vec<String>,
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
    /// The person's card, where it was put into the second reader.
    pub second: Option<usize>,
    pub second_comes_first: bool,
    pub outage: Option<Outage>,
    pub users: Users,
    pub pulled: Option<usize>,
    pub busy: usize,
    pub runs: Vec<Log>,
    /// What each user's notes can know of each PIN.
    pub known: BTreeMap<(usize, usize, Pin), Known>,
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
        for user in 0..users::MOST {
            for (index, card) in cards.iter().enumerate() {
                for pin in card.pins() {
                    known.insert((user, index, pin), Known::default());
                }
            }
        }
        let mut dice = Dice::new(seed);
        let (users, second_comes_first) = (Users::draw(&mut dice), dice.chance(30));
        Self {
            cards,
            mine: 0,
            inside: Some(0),
            second: None,
            second_comes_first,
            outage: None,
            users,
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
            dice,
        }
    }

    /// Everything that is noted anywhere.
    pub fn notes_text(&self) -> String {
        let files = self.all_notes().into_iter();
        files
            .filter_map(|file| std::fs::read_to_string(file).ok())
            .collect()
    }

    /// What the user of the last run writes, without what the card has settled since.
    pub fn notes_that_count(&self) -> String {
        let user = self.runs.last().map_or(0, |log| log.user);
        let notes = std::fs::read_to_string(self.notes_of(user)).unwrap_or_default();
        let mut notes: serde_json::Value = serde_json::from_str(&notes).unwrap_or_default();
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
        self.second = None;
        self.cards[card].reset();
        self.inside = Some(card);
        self.pulled = None;
    }

    /// The card that was pulled is put into the second reader.
    pub fn put_beside(&mut self, card: usize) {
        self.cards[card].reset();
        (self.second, self.pulled) = (Some(card), None);
    }

    pub fn pull(&mut self) {
        if let Some(card) = self.inside.take() {
            self.cards[card].reset();
            self.pulled = Some(card);
            for log in &mut self.runs {
                log.occupied.first = false;
            }
        }
    }

    /// Forgets all that notes can know: what happened so far happened elsewhere.
    pub fn notes_are_gone(&mut self) {
        for user in 0..users::MOST {
            self.notes_of_one_are_gone(user);
        }
    }

    fn notes_of_one_are_gone(&mut self, user: usize) {
        for ((whose, card, pin), known) in &mut self.known {
            if *whose == user {
                *known = Known::nothing(self.cards[*card].counters(pin));
            }
        }
    }

    /// A user forgot what is in the file that is written. Others who read it may know some of it from
    /// files of their own; how much is left to them is not counted.
    pub fn user_forgets(&mut self, user: usize) {
        if !self.users.folder_for_all {
            return self.notes_of_one_are_gone(user);
        }
        for ((_, card, pin), known) in &mut self.known {
            let open = (0, known.open.1);
            *known = Known {
                open,
                ..Known::nothing(self.cards[*card].counters(pin))
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
        self.unblocked_elsewhere |= before.tries == 0 && after.tries > 0;
        for user in 0..users::MOST {
            let known = self.known.get_mut(&(user, index, pin)).unwrap();
            known.happened_elsewhere(before, after);
        }
    }

    /// What each user's notes know after a secret whose note was closed, or never will be.
    pub fn settle(&mut self, killed: bool) {
        let (writer, stated) = (self.log().user, self.log().stated.unwrap_or_default());
        let takes_notes = self.log().takes_notes;
        let Some(sent) = self.log().pending.take() else {
            return;
        };
        let (before, after) = (sent.before, sent.after);
        // Whoever does not learn of it keeps the note of a block, and says that it is a note.
        self.unblocked_elsewhere |= sent.puk && before.transport && after.tries > before.tries;
        for user in 0..users::MOST {
            let known = self.known.get_mut(&(user, sent.card, sent.pin)).unwrap();
            let told = sent.told.filter(|_| !killed);
            if user == writer && !takes_notes {
                known.not_noted(&sent);
            } else if takes_notes && self.users.reads(user, writer) {
                known.noted(&sent, told, stated, !self.users.folder_for_all);
            } else {
                // For these notes it was another program.
                self.unblocked_elsewhere |= before.tries == 0 && after.tries > 0;
                known.happened_elsewhere(before, after);
            }
        }
        self.log().secrets.push(sent);
    }
}

impl Known {
    /// Nothing is noted: whatever is missing was spent elsewhere.
    fn nothing(counters: Counters) -> Self {
        let elsewhere = if counters.transport {
            3 - counters.tries
        } else {
            0
        };
        Self {
            elsewhere,
            puk_elsewhere: 10 - counters.puk_uses,
            ..Self::default()
        }
    }

    /// Something happened to the PIN that these notes do not hold.
    fn happened_elsewhere(&mut self, before: Counters, after: Counters) {
        self.puk_elsewhere += before.puk_uses - after.puk_uses;
        if after.tries > before.tries || !after.transport {
            // All tries are back, or the counter can be read from now on.
            self.elsewhere = 0;
            if after.transport {
                self.bad = 0;
            }
        } else {
            self.elsewhere += before.tries - after.tries;
        }
    }

    /// An attempt of this user's that was not to be noted.
    fn not_noted(&mut self, sent: &Pending) {
        let (before, after) = (sent.before, sent.after);
        if sent.puk {
            self.puk_elsewhere += before.puk_uses - after.puk_uses;
        } else if !sent.executed() {
            self.elsewhere += before.tries.saturating_sub(after.tries);
        }
        self.afterwards(sent);
    }

    /// An attempt that was noted, by this user or by one whose notes are read.
    fn noted(&mut self, sent: &Pending, told: Option<u16>, stated: u8, one_file: bool) {
        let (before, after, puk, executed) = (sent.before, sent.after, sent.puk, sent.executed());
        let lost = !matches!(
            told,
            Some(0x9000 | 0x63C0..=0x63CF | 0x6982..=0x6985 | 0x6A88)
        );
        if let Some(0x63C0..=0x63CF) = told {
            if puk {
                self.puk_bad += 1;
                self.puk_elsewhere = 0;
            } else {
                // What was open is in the number that the card named. Of two files that were written
                // within a second the order is not known.
                let open = (0, if one_file { 0 } else { self.open.1 });
                *self = Known {
                    elsewhere: 0,
                    named: true,
                    bad: self.bad + 1,
                    stated: 0,
                    open,
                    ..*self
                };
            }
        } else if (lost || told == Some(0x9000)) && !executed {
            if puk {
                // A PIN that was blocked and is not any more settles the note of its PUK.
                self.puk_bad += u8::from(after.tries == 0 || before.tries > 0);
            } else {
                *self = Known {
                    bad: self.bad + 1,
                    open: (self.open.0 + 1, self.open.1 + 1),
                    stated: self.stated.max(stated),
                    ..*self
                };
            }
        } else if executed && lost && !puk {
            self.open.1 += 1;
        }
        self.afterwards(sent);
    }

    fn afterwards(&mut self, sent: &Pending) {
        if sent.executed() && sent.after.tries == 3 {
            *self = Known {
                elsewhere: 0,
                named: false,
                bad: 0,
                open: (0, self.open.1),
                ..*self
            };
        }
        // The state read back says that it is blocked, which settles the attempt.
        if sent.after.tries == 0 && !sent.puk {
            self.open.0 = 0;
        }
    }
}

impl Pending {
    /// Whether the card did it.
    fn executed(&self) -> bool {
        self.real == Some(0x9000)
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
                        self.shown.insert((card, pin), status);
                    }
                }
            }
            _ => {}
        }
    }
}
