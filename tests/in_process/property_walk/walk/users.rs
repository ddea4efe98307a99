//! The people who use this PC, and where each of them notes tries.

use std::path::PathBuf;

use pinlotse::attempts::Notes;

use super::dice::Dice;
use super::ledger::State;
use super::toys::Toy;

/// Most users of one PC.
pub const MOST: usize = 3;

/// Where notes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Users {
    /// How many people use the PC.
    pub count: usize,
    /// Whether the PC has a folder in which each writes and all read.
    pub folder_for_all: bool,
}

impl Users {
    pub fn draw(dice: &mut Dice) -> Self {
        let (count, folder_for_all) = dice.weighted(&[
            (55, (1, false)),
            (15, (2, false)),
            (20, (2, true)),
            (10, (3, true)),
        ]);
        Self {
            count,
            folder_for_all,
        }
    }

    pub fn pick(&self, dice: &mut Dice) -> usize {
        if self.count == 1 {
            0
        } else {
            dice.below(self.count)
        }
    }

    /// Whether what one of them notes is seen by another.
    pub const fn reads(&self, reader: usize, writer: usize) -> bool {
        reader == writer || self.folder_for_all
    }
}

impl State {
    fn notes_alone(&self, user: usize) -> PathBuf {
        self.folder.join(format!("notes-{user}.json"))
    }

    fn folder_for_all(&self) -> PathBuf {
        self.folder.join("all")
    }

    /// The file that a user writes.
    pub fn notes_of(&self, user: usize) -> PathBuf {
        if self.users.folder_for_all {
            self.folder_for_all().join(format!("notes-{user}.json"))
        } else {
            self.notes_alone(user)
        }
    }

    /// All files that notes can be in.
    pub fn all_notes(&self) -> Vec<PathBuf> {
        let all = self.folder_for_all();
        (0..MOST)
            .flat_map(|user| {
                [
                    self.notes_alone(user),
                    all.join(format!("notes-{user}.json")),
                ]
            })
            .collect()
    }

    /// The notes as the program opens them for a user.
    pub fn open_notes(&self, user: usize) -> Notes {
        let own = Notes::open_file(self.notes_alone(user));
        if self.users.folder_for_all && self.toy != Some(Toy::ReadsOwnNotes) {
            own.among_all(&self.folder_for_all(), &user.to_string())
        } else {
            Notes::open_file(self.notes_of(user))
        }
    }
}
