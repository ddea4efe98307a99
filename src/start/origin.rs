//! Where the cards of a run are, by `--reader`, and how that is opened: for the run itself, and anew
//! in the thread of a worker, because readers and cards do not leave their thread.

use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::time::SystemTime;

use super::log::SharedLog;
use crate::attempts::Notes;
use crate::cli::Common;
use crate::reader::Readers;
use crate::reader::embedded::{self, EmbeddedReaders};
use crate::reader::pcsc::PcscReaders;
use crate::reader::trace::{Sink, TracedReaders};
use crate::report::failure::Unreached;
use crate::session::desk::konnektor::{RequestLog, Way};
use crate::session::desk::places::{AtKonnektor, AtReaders, Factory, Places};
use crate::session::desk::rehearsal::is_number_of_one;
use crate::system::signals::Interrupts;
use crate::system::{files, folders, host};

/// Where the cards of a run are.
#[derive(Debug, Clone)]
pub(super) enum Origin {
    /// In the readers of this PC.
    ThisPc,
    /// A virtual card: `hba`, `smcb`, or a path.
    Virtual(String),
    /// In the terminals of a Konnektor, whose password is known.
    Konnektor(Arc<Way>),
}

impl Origin {
    /// What `--reader` says.
    pub(super) fn of(common: &Common) -> Self {
        Self::named(common.reader.as_deref())
    }

    /// The same for the value of the flag.
    pub(super) fn named(name: Option<&str>) -> Self {
        match name.and_then(|name| name.strip_prefix(embedded::PREFIX)) {
            Some(card) => Origin::Virtual(card.to_owned()),
            None => Origin::ThisPc,
        }
    }

    /// The notes of tries that belong to it.
    pub(super) fn notes(&self) -> Notes {
        match self {
            Origin::ThisPc | Origin::Konnektor(_) => {
                of_this_pc(folders::state_folder(), folders::folder_for_all())
            }
            Origin::Virtual(card) => match embedded::state_file(card) {
                Some(path) => Notes::open_file(files::with_suffix(&path, ".notes")),
                None => Notes::in_memory(),
            },
        }
    }

    /// What opens it wherever it is called.
    pub(super) fn factory(self, tracing: Tracing, interrupts: Interrupts) -> Factory {
        Box::new(move || {
            let readers: Box<dyn Readers> = match &self {
                Origin::ThisPc => Box::new(PcscReaders::new(interrupts.clone())),
                Origin::Virtual(card) => {
                    Box::new(EmbeddedReaders::open(card).map_err(Unreached::Reader)?)
                }
                Origin::Konnektor(way) => {
                    let client = way.client(&interrupts, tracing.requests())?;
                    let name = way.profile().name.as_str();
                    let places = AtKonnektor::new(name, client, interrupts.clone());
                    return Ok(Box::new(places));
                }
            };
            Ok(tracing.places(readers))
        })
    }
}

/// The notes of this user; among those of all where the PC has a folder for all that takes them.
fn of_this_pc(of_user: Option<PathBuf>, for_all: Option<PathBuf>) -> Notes {
    let own = match of_user {
        Some(folder) => Notes::open_file(folder.join("notes.json"))
            .with_apart(folder.join("rehearsals.json"), is_number_of_one),
        None => Notes::nowhere(),
    };
    match for_all.filter(|folder| files::takes_files(folder)) {
        Some(folder) => own.among_all(&folder, &host::user_word()),
        None => own,
    }
}

/// What is written of every exchange, and where.
#[derive(Clone)]
pub(super) struct Tracing {
    /// The log of the run; `None` where no trace is wanted.
    pub log: Option<SharedLog>,
    /// `--trace-data`.
    pub with_data: bool,
}

impl Tracing {
    /// Where a line for each request to a Konnektor goes.
    pub(super) fn requests(&self) -> Option<RequestLog> {
        let log = self.log.clone()?;
        Some(RequestLog {
            write: Rc::new(move |line| log.line(SystemTime::now(), line)),
            with_bodies: self.with_data,
        })
    }

    /// The places of these readers, traced.
    pub(super) fn places(&self, readers: Box<dyn Readers>) -> Box<dyn Places> {
        let Some(log) = self.log.clone() else {
            return Box::new(AtReaders::new(readers));
        };
        let sink: Sink = Rc::new(RefCell::new(move |at: SystemTime, line: &str| {
            log.line(at, line);
        }));
        let readers = TracedReaders::new(readers, sink, self.with_data);
        Box::new(AtReaders::new(Box::new(readers)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::desk::places::{Obstacle, Patience};

    struct Never;

    impl Patience for Never {
        fn go_on(&mut self, _: Obstacle) -> bool {
            false
        }
    }

    #[test]
    fn a_worker_opens_places_of_its_own_in_its_thread() {
        let tracing = Tracing {
            log: None,
            with_data: false,
        };
        let factory = Origin::Virtual("hba".to_owned()).factory(tracing, Interrupts::none());
        let work = move || {
            let mut places = factory().unwrap();
            let known = places.list().unwrap();
            assert!(places.begin(&known[0].id, &mut Never).is_ok());
            known[0].id.to_string()
        };
        let opened = std::thread::spawn(work).join().unwrap();
        assert_eq!(opened, "virtual:hba");
    }

    #[test]
    fn a_folder_for_all_takes_the_notes_where_it_takes_files() {
        let folder = std::env::temp_dir().join(format!("pinlotse-notes-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let home = folder.join("home");
        let of = |for_all: Option<PathBuf>| of_this_pc(Some(home.clone()), for_all);
        let file = |notes: Notes| notes.path().map(std::path::Path::to_path_buf);
        let own = folder.join(format!("notes-{}.json", host::user_word()));
        assert_eq!(file(of(Some(folder.clone()))), Some(own));
        let in_home = Some(home.join("notes.json"));
        assert_eq!(file(of(Some(folder.join("none")))), in_home);
        assert_eq!(file(of(None)), in_home);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
