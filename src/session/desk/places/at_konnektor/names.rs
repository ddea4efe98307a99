//! What people read, and `--reader` takes, for terminals and their slots: one name for each, the same
//! one in every command and language.

use std::collections::{BTreeMap, BTreeSet};

use crate::konnektor::answer::Terminal;
use crate::order;
use crate::system::printable;

/// What a terminal is called that has no name at all.
pub(super) const NAMELESS: &str = "Terminal";

/// How often names that look the same are told apart by what stands behind them, which may look the
/// same as another one again. Who goes on so after that means it.
const ROUNDS: usize = 4;

/// What terminals are called, and each by another name.
pub(super) struct Names {
    /// In the order of the terminals.
    names: Vec<String>,
    /// Where each of them stands, by its own name and what the Konnektor calls it.
    places: BTreeMap<Own, usize>,
}

/// The name that an administrator gave, and what the Konnektor calls the terminal; both as they are
/// shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Own {
    name: Option<String>,
    id: Option<String>,
}

impl Own {
    fn of(terminal: &Terminal) -> Self {
        let id = terminal.id.as_ref().ok();
        let name = terminal.name.as_deref().map(shown).ok();
        Self {
            name: name.filter(|name| !name.is_empty()),
            id: id.map(|id| shown(id.as_str())),
        }
    }

    /// What people call a terminal; what the Konnektor calls it where it has no name, and both where
    /// that is wanted.
    fn shown(&self, with_id: bool) -> String {
        match (&self.name, &self.id) {
            (Some(name), Some(id)) if with_id => format!("{name} ({id})"),
            (Some(name), _) => name.clone(),
            (None, Some(id)) => id.clone(),
            (None, None) => NAMELESS.to_owned(),
        }
    }
}

/// A name as it is shown: between quotation marks, with one blank where there are many.
pub(super) fn shown(name: &str) -> String {
    printable::name(&printable::in_words(name))
}

impl Names {
    /// Of all terminals that are listed. Those whose names look the same have behind it what the
    /// Konnektor calls them, and a number where that is the same, too.
    pub fn of(terminals: &[Terminal]) -> Self {
        let all: Vec<Own> = terminals.iter().map(Own::of).collect();
        let mut with_id = vec![false; all.len()];
        for round in 0..=ROUNDS {
            let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (at, (own, with_id)) in all.iter().zip(&with_id).enumerate() {
                let name = printable::alike(&own.shown(*with_id));
                alike.entry(name).or_default().push(at);
            }
            let alike = alike.into_values().filter(|places| places.len() > 1);
            let alike: BTreeSet<usize> = alike.flatten().collect();
            if alike.is_empty() {
                break;
            }
            for (at, with_id) in with_id.iter_mut().enumerate() {
                *with_id |= round == ROUNDS || alike.contains(&at);
            }
        }
        let names = all.iter().zip(with_id);
        let names = names.map(|(own, with_id)| own.shown(with_id));
        Self {
            names: order::distinct(names.map(Name::new).collect(), Name::again)
                .map(Name::into_text)
                .collect(),
            // Of two that nothing tells apart the first one.
            places: {
                let places = all.into_iter().enumerate().rev();
                places.map(|(at, own)| (own, at)).collect()
            },
        }
    }

    /// The name of the terminal that stands there in the list.
    pub fn at(&self, place: usize) -> String {
        let name = self.names.get(place);
        name.cloned().unwrap_or_else(|| NAMELESS.to_owned())
    }

    /// The name of a terminal, as it was listed in whatever list.
    pub fn name(&self, terminal: &Terminal) -> String {
        let own = Own::of(terminal);
        match self.places.get(&own) {
            Some(place) => self.at(*place),
            None => own.shown(false),
        }
    }
}

/// A name, compared as people and `--reader` do.
#[derive(Debug, Clone)]
pub(super) struct Name {
    text: String,
    alike: String,
}

impl Name {
    pub fn new(text: String) -> Self {
        let alike = printable::alike(&text);
        Self { text, alike }
    }

    /// The name of the `nth` that has it.
    pub fn again(&self, nth: usize) -> Self {
        Self::new(format!("{} ({nth})", self.text))
    }

    pub fn into_text(self) -> String {
        self.text
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.alike.cmp(&other.alike)
    }
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.alike == other.alike
    }
}

impl Eq for Name {}
