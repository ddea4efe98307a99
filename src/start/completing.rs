//! Answers the shell that asks what may stand where somebody pressed the tabulator.
//!
//! Nobody waits for that longer than a moment. Nothing is said but the words, for whoever types is
//! in the middle of a line: where something fails, there are none.

use std::sync::Arc;
use std::time::Duration;

use super::in_force::READER;
use super::origin::{Origin, Tracing};
use super::world::World;
use crate::cli::CandidatesArgs;
use crate::cli::candidates::{Candidate, Live, candidates, reader_in};
use crate::commands::completions::live;
use crate::dialog::{Console, Dialog, Style};
use crate::konnektor::{self, profile};
use crate::report::exit;
use crate::session::desk::places::Places;
use crate::settings::Settings;
use crate::system::locale;
use crate::system::machine::Machine;
use crate::system::signals::Interrupts;
use crate::text::Text;

/// Longest time that a shell is kept waiting.
const MOMENT: Duration = Duration::from_secs(1);

/// Hands the candidates out: the word and what it is, a line each.
pub(super) fn answer(
    arguments: &CandidatesArgs,
    text: Text,
    settings: Settings,
    world: World,
) -> u8 {
    let World {
        interrupts,
        dialog,
        machine,
        ..
    } = world;
    let folders = machine.unwrap_or_else(Machine::this).konnektor_folders();
    let profiles = profile::Store::new(folders.user, folders.machine);
    let at_konnektors = profiles.clone();
    let moment = interrupts.within(MOMENT);
    let set = settings.reader.map(|set| set.value);
    let named = reader_in(&arguments.words).or_else(|| locale::variable(READER).or(set));
    let of_readers = moment.clone();
    let live = Live {
        readers: Arc::new(move || {
            let readers = at(None, &of_readers, live::readers);
            let konnektors = live::readers_at_konnektors(&at_konnektors);
            readers.into_iter().chain(konnektors).collect()
        }),
        konnektors: Arc::new(move || live::konnektors(&profiles)),
        cards: Arc::new(move || {
            at(named.as_deref(), &moment, |places| {
                live::cards(places, named.as_deref(), &moment)
            })
        }),
        topics: Arc::new(move || live::topics(text)),
        other_topics: Arc::new(move || live::topics(text.in_the_other_language())),
    };
    let folder = std::env::current_dir().ok();
    let words = &arguments.words;
    let found = candidates(words, &arguments.current, folder.as_deref(), text, live);
    let lines = found.iter().flat_map(|found| [&found.word, &found.about]);
    let lines: Vec<&str> = lines.map(String::as_str).collect();
    if !lines.is_empty() {
        let console = || Box::new(Console::new(Style::default(), interrupts)) as Box<dyn Dialog>;
        dialog.unwrap_or_else(console).hand_out(&lines.join("\n"));
    }
    exit::DONE
}

/// What is found at the readers that `--reader` means, or nothing.
fn at(
    reader: Option<&str>,
    moment: &Interrupts,
    find: impl FnOnce(&mut dyn Places) -> Vec<Candidate>,
) -> Vec<Candidate> {
    // Nobody is asked for a password by pressing the tabulator.
    if reader.is_some_and(konnektor::is_meant_by) {
        return Vec::new();
    }
    let tracing = Tracing {
        log: None,
        with_data: false,
    };
    let open = Origin::named(reader).factory(tracing, moment.clone());
    open().map_or_else(|_| Vec::new(), |mut places| find(places.as_mut()))
}
