//! Where the cards of a run are, by `--reader`, and how that is opened: for the run itself, and anew
//! in the thread of a worker, because readers and cards do not leave their thread.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::SystemTime;

use super::log::SharedLog;
use crate::attempts::Notes;
use crate::cli::Common;
use crate::reader::Readers;
use crate::reader::embedded::{self, EmbeddedReaders};
use crate::reader::pcsc::PcscReaders;
use crate::reader::trace::{Sink, TracedReaders};
use crate::report::failure::Unreached;
use crate::session::desk::places::{AtReaders, Factory, Places};
use crate::session::desk::rehearsal::is_number_of_one;
use crate::system::signals::Interrupts;
use crate::system::{files, folders};

/// Where the cards of a run are.
#[derive(Debug, Clone)]
pub(super) enum Origin {
    /// In the readers of this PC.
    ThisPc,
    /// A virtual card: `hba`, `smcb`, or a path.
    Virtual(String),
}

impl Origin {
    /// What `--reader` says.
    pub(super) fn of(common: &Common) -> Self {
        let name = common.reader.as_deref();
        match name.and_then(|name| name.strip_prefix(embedded::PREFIX)) {
            Some(card) => Origin::Virtual(card.to_owned()),
            None => Origin::ThisPc,
        }
    }

    /// The notes of tries that belong to it.
    pub(super) fn notes(&self) -> Notes {
        match self {
            Origin::ThisPc => match folders::state_folder() {
                Some(folder) => Notes::open_file(folder.join("notes.json"))
                    .with_apart(folder.join("rehearsals.json"), is_number_of_one),
                None => Notes::nowhere(),
            },
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
            };
            Ok(tracing.places(readers))
        })
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
}
