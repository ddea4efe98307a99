//! All that is noted, for a person who wants to see it, to be rid of it, or to keep what could not be
//! written.

use std::path::PathBuf;

use super::error::Error;
use super::record::{self, Part, Record};
use super::store::Store;
use super::{Notes, Secret, View};

/// What `Notes::list` tells of one secret of a card whose number the notes do not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The same for all secrets of one card in this file; 8 hex digits of the salted hash.
    pub card: String,
    /// The whole number of the card, where it is one of those that were asked for.
    pub number: Option<String>,
    /// The secret.
    pub secret: Secret,
    /// Whether the card has shown another state than the transport state since: these notes do not
    /// count unless it shows that state again.
    pub settled: bool,
    /// Whether they are this user's own; those of other users are only read.
    pub own: bool,
    /// Whether the card is none: notes of rehearsals stand apart.
    pub rehearsal: bool,
    /// Whether the Transport-PIN was tried.
    pub transport: bool,
    /// Its notes.
    pub view: View,
}

/// What was forgotten.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Cards whose notes are gone.
    pub cards: usize,
    /// The same of cards that are none.
    pub rehearsals: usize,
    /// Where files that could not be understood were put instead of being read.
    pub set_aside: Vec<PathBuf>,
    /// Other users who have notes of what was to be forgotten, or a file that cannot be read. Only
    /// they can forget them.
    pub left_to: Vec<String>,
}

impl Forgotten {
    /// Whether anything is gone.
    #[must_use]
    pub fn is_something(&self) -> bool {
        self.cards > 0 || self.rehearsals > 0 || !self.set_aside.is_empty()
    }

    /// Takes over what came of one file; the number of cards in it.
    fn take(&mut self, gone: (usize, Option<PathBuf>)) -> usize {
        self.set_aside.extend(gone.1);
        gone.0
    }
}

/// What a run tried and could not note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unkept {
    /// Number of the card.
    pub number: String,
    /// The secret.
    pub secret: Secret,
    /// Whether the Transport-PIN was tried.
    pub transport: bool,
    /// How often, and how it ended.
    pub view: View,
}

/// All notes that there are, each file read once.
pub struct Everything {
    files: Vec<FileOfNotes>,
    /// Files of other users that cannot be read or understood.
    pub unread: Vec<Error>,
}

struct FileOfNotes {
    record: Record,
    own: bool,
    rehearsal: bool,
}

impl Everything {
    /// Whether nothing is noted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.knowing(&[]).is_empty()
    }

    /// What is noted, with the numbers of these cards beside what is noted of them.
    #[must_use]
    pub fn knowing(&self, numbers: &[&str]) -> Vec<Listed> {
        let of_file = |file: &FileOfNotes| -> Vec<Listed> {
            let listed = file.record.listed();
            let listed = listed.map(|listed| Listed {
                own: file.own,
                rehearsal: file.rehearsal,
                ..of_record(&file.record, &listed, numbers)
            });
            listed.collect()
        };
        self.files.iter().flat_map(of_file).collect()
    }
}

impl Notes {
    /// Everything noted, read once; of other users, what can be read.
    ///
    /// # Errors
    /// [`Error`] when there are notes of this user that cannot be read.
    pub fn everything(&self) -> Result<Everything, Error> {
        let mut files = Vec::new();
        let mut add = |record: Option<Record>, own, rehearsal| {
            files.extend(record.map(|record| FileOfNotes {
                record,
                own,
                rehearsal,
            }));
        };
        add(self.store.load()?, true, false);
        add(self.beside.earlier()?, true, false);
        if let Some(apart) = &self.apart {
            add(apart.store.load()?, true, true);
        }
        let mut unread = Vec::new();
        match self.beside.others() {
            Ok(others) => {
                for other in others {
                    match other.read {
                        Ok(record) => add(Some(record), false, false),
                        Err(error) => unread.push(error),
                    }
                }
            }
            Err(error) => unread.push(error),
        }
        Ok(Everything { files, unread })
    }

    /// What is noted.
    ///
    /// # Errors
    /// As of [`everything`](Notes::everything).
    pub fn list(&self) -> Result<Vec<Listed>, Error> {
        Ok(self.everything()?.knowing(&[]))
    }

    /// Files of other users that cannot be read or understood.
    pub(super) fn unread_of_others(&self) -> Vec<Error> {
        match self.beside.others() {
            Ok(others) => others
                .into_iter()
                .filter_map(|other| other.read.err())
                .collect(),
            Err(error) => vec![error],
        }
    }

    /// Drops the notes of one card, or all, of this user. All of a file that is damaged or newer: it
    /// is set aside under another name, so that a person has a way out and nothing is lost.
    ///
    /// # Errors
    /// [`Error`] when a file cannot be read, written or set aside.
    pub fn forget(&mut self, iccsn: Option<&str>) -> Result<Forgotten, Error> {
        let mut gone = Forgotten::default();
        let is_apart = |is_one: fn(&str) -> bool| iccsn.is_none_or(is_one);
        if let Some(apart) = self.apart.as_mut().filter(|apart| is_apart(apart.is_one)) {
            gone.rehearsals = gone.take(forget(&mut apart.store, iccsn)?);
            if iccsn.is_some() {
                return Ok(gone);
            }
        }
        gone.cards = gone.take(forget(&mut self.store, iccsn)?);
        if let Some(mut earlier) = self.beside.earlier_store() {
            gone.cards += gone.take(forget(&mut earlier, iccsn)?);
        }
        if iccsn.is_some() {
            // Two files may have noted one card.
            gone.cards = gone.cards.min(1);
        }
        let others = self.beside.others()?.into_iter();
        let holds = |record: &Record| iccsn.map_or(!record.is_empty(), |iccsn| record.knows(iccsn));
        let left = others.filter(|other| other.read.as_ref().map_or(true, holds));
        gone.left_to = left.map(|other| other.user).collect();
        Ok(gone)
    }

    /// What this run tried and could not note, as far as it counts.
    #[must_use]
    pub fn unkept(&self) -> Vec<Unkept> {
        let Ok(Some(record)) = self.unkept.load() else {
            return Vec::new();
        };
        let numbers: Vec<&str> = self.unkept_cards.iter().map(String::as_str).collect();
        let counting = record
            .listed()
            .filter(|listed| listed.part == Part::Counting);
        let unkept = counting.filter_map(|listed| {
            let listed = of_record(&record, &listed, &numbers);
            Some(Unkept {
                number: listed.number?,
                secret: listed.secret,
                transport: listed.transport,
                view: listed.view,
            })
        });
        unkept
            .filter(|unkept| unkept.view.wrong > 0 || unkept.view.unknown > 0)
            .collect()
    }
}

fn of_record(record: &Record, listed: &record::Listed<'_>, numbers: &[&str]) -> Listed {
    let number = numbers
        .iter()
        .find(|number| record.is_of(listed.card, number));
    Listed {
        card: listed.card.chars().take(8).collect(),
        number: number.map(|number| (*number).to_owned()),
        secret: listed.secret,
        settled: listed.part == Part::Settled,
        own: true,
        rehearsal: false,
        transport: listed.entries.iter().any(|entry| entry.transport),
        view: View::of(listed.secret, listed.entries),
    }
}

/// How many cards are gone, and where a file is now that could not be understood.
fn forget(store: &mut Store, iccsn: Option<&str>) -> Result<(usize, Option<PathBuf>), Error> {
    match store.load() {
        Ok(None) => Ok((0, None)),
        Ok(Some(_)) => {
            let cards = store.change(|record| Ok(record.forget(iccsn)))?;
            Ok((cards, None))
        }
        Err(error) if iccsn.is_none() && error.is_about_content() => {
            Ok((0, Some(store.set_aside()?)))
        }
        Err(error) => Err(error),
    }
}
