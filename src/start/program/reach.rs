//! How a command reaches cards: the places that `--reader` means, and the notes that go with them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::Program;
use crate::attempts::Notes;
use crate::konnektor;
use crate::reader::embedded;
use crate::reader::foreign::foreign;
use crate::reader::pcsc::{PcscReaders, part_of_name};
use crate::reader::{Presence, Readers};
use crate::report::Seen;
use crate::report::{Failure, words};
use crate::secrets::Sent;
use crate::session::desk::context::Context;
use crate::session::desk::noted::tell_unkept;
use crate::session::desk::wanted::Wanted;
use crate::settings::Set;
use crate::start::opened::{NotesUse, Opened};
use crate::start::origin::{Origin, Tracing};
use crate::system::host;
use crate::text::Tone;

impl Program {
    /// Opens places and notes, and runs a command with them.
    pub(super) fn with_card<T>(
        &mut self,
        notes_use: NotesUse,
        seen: &mut Seen,
        command: impl FnOnce(&mut Context<'_>, &Wanted) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let opened = self.open_places()?;
        self.with_places(opened, notes_use, seen, command)
    }

    /// The same for a command that a card only helps: nobody has to log in at a Konnektor for it.
    pub(super) fn at_hand<T>(
        &mut self,
        seen: &mut Seen,
        command: impl FnOnce(&mut Context<'_>, &Wanted) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let is_brought = self.places.is_some() || self.readers.is_some();
        let named = self.common.reader.as_deref();
        let opened = if !is_brought && named.is_some_and(konnektor::is_meant_by) {
            Opened {
                notes: Origin::ThisPc.notes(),
                ..Opened::nowhere()
            }
        } else {
            self.open_places()?
        };
        self.with_places(opened, NotesUse::default(), seen, command)
    }

    /// Runs a command with these places and notes.
    pub(super) fn with_places<T>(
        &mut self,
        opened: Opened,
        notes_use: NotesUse,
        seen: &mut Seen,
        command: impl FnOnce(&mut Context<'_>, &Wanted) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let Opened {
            mut places,
            notes: own_notes,
            filter,
            knows_served,
        } = opened;
        let mut notes = match self.notes.take() {
            Some(notes) => notes,
            None => own_notes,
        };
        if let Some(folder) = self.common.notes.as_ref().or(self.defaults.notes.as_ref()) {
            notes = notes.among_all(folder, &host::user_word());
        }
        let NotesUse { none, tries_stated } = notes_use;
        self.keeps = notes.path().filter(|_| !none).map(Path::to_path_buf);
        if tries_stated {
            notes = notes.passing_over_others();
        }
        if none {
            // What is noted still counts; it only need not be readable, and nothing is added to it.
            notes = notes.forgetting();
        }
        let wait = self.wait();
        let mut context = Context {
            places: places.as_mut(),
            dialog: self.dialog.as_mut(),
            notes: &mut notes,
            interrupts: self.interrupts.clone(),
            anchor: self.anchor.clone(),
            keeper: self.keeper.clone(),
            text: self.text,
            reconnect: self.reconnect,
            hidden: self.hidden,
            seen: seen.clone(),
            said: BTreeMap::new(),
            sent: Sent::default(),
            handed_over: false,
            knows_served,
            service_answered: false,
            at_card: None,
        };
        let wanted = Wanted {
            place: filter,
            by_default: self.defaults.reader.clone(),
            card: self.common.card.clone(),
            wait,
            wait_named: self.common.wait.is_some(),
            patient: false,
            scripted: !context.dialog.is_interactive(),
            as_it_is: false,
        };
        let outcome = command(&mut context, &wanted);
        tell_unkept(&mut context);
        *seen = context.seen;
        outcome
    }

    /// What is written of every exchange.
    pub(super) fn tracing(&self) -> Tracing {
        Tracing {
            log: self.log.clone(),
            with_data: self.common.trace_data,
        }
    }

    /// The places that `--reader` means.
    pub(super) fn open_places(&mut self) -> Result<Opened, Failure> {
        let tracing = self.tracing();
        let readers = self.readers.take().map(|readers| tracing.places(readers));
        if let Some(places) = self.places.take().or(readers) {
            return Ok(Opened {
                places,
                notes: Notes::in_memory(),
                filter: self.named_reader(),
                knows_served: false,
            });
        }
        let named = self.common.reader.as_deref();
        let profile = named.and_then(konnektor::profile_of).map(str::to_owned);
        let origin = match profile {
            Some(name) => Origin::Konnektor(Arc::new(self.way(&name)?)),
            None => Origin::of(&self.common),
        };
        if matches!(origin, Origin::Virtual(_)) {
            self.mention_real_cards();
        }
        let notes = origin.notes();
        let knows_served = matches!(origin, Origin::ThisPc);
        let open = origin.factory(tracing, self.interrupts.clone());
        Ok(Opened {
            places: open()?,
            notes,
            filter: self.named_reader(),
            knows_served,
        })
    }

    /// A part of the name of one of several places; a virtual card is the only one, the profile of a
    /// Konnektor means all of its terminals, and `pcsc:` all readers of this PC.
    pub(super) fn named_reader(&self) -> Option<String> {
        let means_all = |reader: &String| {
            let profile = konnektor::profile_of(reader);
            profile.is_some_and(|name| reader.trim().ends_with(&format!(":{name}")))
        };
        let named = self.common.reader.clone();
        let named = named.filter(|reader| !embedded::is_meant_by(reader) && !means_all(reader))?;
        let named = part_of_name(&named);
        (!named.is_empty()).then(|| named.to_owned())
    }

    /// A virtual default while a real card waits in a reader is probably forgotten.
    pub(super) fn mention_real_cards(&mut self) {
        let real_card = || {
            PcscReaders::new(self.interrupts.clone())
                .list()
                .is_ok_and(|slots| {
                    let mut real = slots.iter().filter(|slot| foreign(&slot.name).is_none());
                    real.any(|slot| slot.presence != Presence::Empty)
                })
        };
        let Some(Set { origin, .. }) = &self.defaults.reader else {
            return;
        };
        if real_card() {
            let by = words::default_by(origin, self.text);
            let line = self.text.virtual_over_real(&by);
            self.dialog.say(Tone::Warning, &line);
        }
    }
}
