//! One run whose arguments are known: the world is built, the command runs, what came of it is
//! reported.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use super::in_force::Defaults;
use super::kept;
use super::language::remark_on_language;
use super::log::{Log, SharedLog};
use super::losses::after_losses;
use super::options;
use super::origin::{Origin, Tracing};
use super::watched::Watched;
use super::world::World;
use crate::attempts::Notes;
use crate::cli::{
    self, ActivateArgs, Cli, ColorChoice, Command, Common, KonnektorCommand, SecretArgs,
};
use crate::commands::konnektor as set_up;
use crate::commands::record::Record;
use crate::commands::{
    activate, certs, change, completions, doctor, explain, exported, issuers, man, notes, readers,
    status, unblock, verify, virtual_card,
};
use crate::dialog::{Color, Console, Dialog, Muted, Style};
use crate::guide;
use crate::issuers::{DownloadPoint, Keeper, Store};
use crate::konnektor::{self, direct, profile};
use crate::reader::embedded;
use crate::reader::foreign::foreign;
use crate::reader::pcsc::PcscReaders;
use crate::reader::{Presence, Readers};
use crate::report::document::{Document, Run};
use crate::report::facts::effect::Effect;
use crate::report::facts::outcome::{self, Called};
use crate::report::facts::typed_numbers::TypedNumbers;
use crate::report::failure::{self, CommandLine, Wish};
use crate::report::words;
use crate::report::{Body, Event, Failure, Outcome, Seen, exit};
use crate::secrets::{Rules, SecretsSource, Sent};
use crate::session::Options;
use crate::session::desk::context::{Context, ReconnectPolicy};
use crate::session::desk::konnektor::{Asking, Way};
use crate::session::desk::noted::tell_unkept;
use crate::session::desk::places::{Nowhere, Places};
use crate::session::desk::tell::{tell, tell_failures};
use crate::session::desk::wanted::Wanted;
use crate::settings::{Set, Settings};
use crate::system::machine::{KonnektorFolders, Machine, Site, polkit};
use crate::system::signals::Interrupts;
use crate::system::{folders, host};
use crate::text::{Text, Tone};
use crate::trust::Anchor;

/// Longest wait where no other was asked for, in seconds.
const WAIT: u32 = 10;

/// Prints a document.
pub(super) fn hand_out(dialog: &mut dyn Dialog, document: &impl Serialize) {
    dialog.hand_out(&serde_json::to_string_pretty(document).unwrap_or_default());
}

/// Places, the notes that go with them, and the name that is left to look for among them.
struct Opened {
    places: Box<dyn Places>,
    notes: Notes,
    filter: Option<String>,
    /// Whether a virtual card may be served there.
    knows_served: bool,
}

impl Opened {
    /// No places, for a command that works at no card.
    fn nowhere() -> Self {
        Self {
            places: Box::new(Nowhere),
            notes: Notes::in_memory(),
            filter: None,
            knows_served: false,
        }
    }
}

/// How a command works with the notes.
#[derive(Debug, Clone, Copy, Default)]
struct NotesUse {
    /// `--no-notes`.
    none: bool,
    /// Whether `--tries-used` says what other users' notes would.
    tries_stated: bool,
}

impl NotesUse {
    fn of(arguments: &SecretArgs) -> Self {
        Self {
            none: arguments.no_notes,
            tries_stated: arguments.tries_used.is_some(),
        }
    }
}

/// One run whose arguments were understood.
pub(super) struct Program {
    common: Common,
    command: Option<Command>,
    arguments: Vec<OsString>,
    typed: TypedNumbers,
    log: Option<SharedLog>,
    text: Text,
    interrupts: Interrupts,
    dialog: Box<dyn Dialog>,
    readers: Option<Box<dyn Readers>>,
    places: Option<Box<dyn Places>>,
    notes: Option<Notes>,
    reconnect: ReconnectPolicy,
    anchor: Anchor,
    keeper: Keeper,
    machine: Machine,
    site: Site,
    /// Whether a Transport-PIN is typed blind.
    hidden: bool,
    /// What was set once and holds where no flag says something else.
    defaults: Defaults,
    /// Whether the document goes out without what is private.
    redacts: bool,
    /// The notes of a run whose failure is kept beside them.
    keeps: Option<PathBuf>,
    /// How programs that watch are told, where one of them asks.
    watched: Option<Watched>,
}

impl Program {
    pub(super) fn new(
        mut cli: Cli,
        arguments: &[OsString],
        text: Text,
        settings: Settings,
        world: World,
    ) -> Self {
        let defaults = Defaults::of(&mut cli, arguments, settings);
        let Cli {
            mut common,
            command,
            hidden,
            ..
        } = cli;
        let reader = defaults.reader.as_ref().map(|set| set.value.clone());
        common.reader = common.reader.or(reader);
        // What stands in the variable or a file is masked like what was typed.
        let reader = common.reader.iter().map(OsString::from);
        let typed: Vec<OsString> = arguments.iter().cloned().chain(reader).collect();
        let watched = command.as_ref().and_then(Watched::of);
        let style = Style {
            color: match common.color {
                ColorChoice::Auto => Color::Auto,
                ColorChoice::Always => Color::Always,
                ColorChoice::Never => Color::Never,
            },
            ascii: common.ascii,
            quiet: common.quiet,
            document_only: common.json || watched.is_some(),
            no_input: common.no_input,
            plain: common.plain,
        };
        let console = || Box::new(Console::new(style, world.interrupts.clone())) as Box<dyn Dialog>;
        let mut dialog = world.dialog.unwrap_or_else(console);
        if watched.as_ref().is_some_and(Watched::mutes) {
            dialog = Box::new(Muted::new(dialog));
        }
        let World {
            interrupts,
            readers,
            places,
            notes,
            reconnect,
            anchor,
            keeper,
            machine,
            ..
        } = world;
        let machine = machine.unwrap_or_else(Machine::this);
        Self {
            common,
            command,
            typed: TypedNumbers::in_arguments(&typed),
            arguments: arguments.to_vec(),
            log: None,
            text,
            interrupts,
            dialog,
            readers,
            places,
            notes,
            reconnect,
            anchor: anchor.unwrap_or_else(Anchor::gematik),
            keeper: Keeper {
                folder: defaults.issuer_certs.clone(),
                ..keeper.unwrap_or_else(of_this_pc)
            },
            site: machine.site(),
            machine,
            hidden,
            defaults,
            redacts: false,
            keeps: None,
            watched,
        }
    }

    /// Begins the log, runs, and ends the log.
    pub(super) fn run(mut self) -> u8 {
        remark_on_language(self.dialog.as_mut(), &self.arguments, self.text);
        let log = Log::begin(
            self.common.log_file.as_deref(),
            self.common.verbose,
            &self.arguments,
            &self.interrupts,
        );
        match log {
            Ok(log) => self.log = log.map(SharedLog::of),
            Err(error) => {
                let path = self.common.log_file.clone().unwrap_or_default();
                let (run, seen) = (self.as_told(), self.seen());
                return self.report(run, Err(Failure::file(&path, &error)), &seen);
            }
        }
        // Whoever named a command has a window of their own, or none that anybody sees.
        let is_guide = self.command.is_none();
        let exit = self.run_logged();
        let lost = self.log.take().and_then(|log| log.end(exit));
        if let Some((path, error)) = lost {
            let path = path.display().to_string();
            let why = words::cause_of(&error, self.text);
            let words = self.text.log_incomplete(&path, &why);
            self.dialog.say(Tone::Warning, &self.typed.masked(&words));
        }
        if is_guide && self.dialog.closes_at_end() {
            // The last words hold an address, or what is still to be done: of the guide, or why it
            // did not begin. Whatever is typed will do.
            let _ = self.dialog.ask(&self.text.enter_closes());
        }
        exit
    }

    fn run_logged(&mut self) -> u8 {
        let run = self.as_told();
        // One that is set to blanks names nothing, and must not stand for any reader.
        if self
            .common
            .reader
            .as_ref()
            .is_some_and(|name| name.trim().is_empty())
        {
            let seen = self.seen();
            return self.report(run, Err(CommandLine::BlankReader.into()), &seen);
        }
        let unusable = self.defaults.in_the_way(self.command.as_ref());
        let is_help = self.command.is_none() && !self.dialog.is_interactive();
        if let Some(failure) = unusable.filter(|_| !is_help) {
            let seen = self.seen();
            return self.report(run, Err(failure.into()), &seen);
        }
        let Some(command) = self.command.take() else {
            return self.without_command();
        };
        if run.is_virtual {
            self.dialog.say(Tone::Heading, &self.text.rehearsal_mark());
        }
        let mut seen = self.seen();
        let result = self.dispatch(command, &mut seen);
        self.report(run, result, &seen)
    }

    /// The run as its document tells of it.
    fn as_told(&self) -> Run<'static> {
        self.command
            .as_ref()
            .map_or_else(Run::default, |command| Run {
                command: Some(command.word()),
                is_virtual: self.is_virtual(command),
                dry_run: is_dry_run(command),
            })
    }

    /// Somebody at a terminal is guided; anybody else gets the help, or as a document that a
    /// command is missing.
    fn without_command(&mut self) -> u8 {
        let mut seen = self.seen();
        if self.common.json {
            let failure = CommandLine::CommandMissing.into();
            return self.report(Run::default(), Err(failure), &seen);
        }
        if !self.dialog.is_interactive() {
            if self.dialog.keeps_keys() {
                self.dialog.say(Tone::Warning, &self.text.keys_kept());
            }
            self.dialog.hand_out(
                cli::shown(self.text, false)
                    .render_help()
                    .to_string()
                    .trim_end(),
            );
            return self.after_losses(exit::DONE, Some(Effect::default()), &seen);
        }
        let machine = self.machine.clone();
        match self.with_card(NotesUse::default(), &mut seen, |context, wanted| {
            Ok(guide::run(context, wanted, &machine))
        }) {
            // What became of the card was told step by step, to whoever is at the terminal.
            Ok(code) => self.after_losses(code, None, &seen),
            Err(failure) => self.report(Run::default(), Err(failure), &seen),
        }
    }

    fn seen(&self) -> Seen {
        Seen {
            typed: self.typed.clone(),
            site: self.site,
            called: self.called(),
            ..Seen::default()
        }
    }

    /// What the call says that every further one about the same card and notes has to say too.
    fn called(&self) -> Called {
        let reader = self.common.reader.clone();
        let notes = self.common.notes.as_ref();
        Called {
            reader: reader
                .filter(|reader| embedded::is_meant_by(reader) || konnektor::is_meant_by(reader)),
            notes: notes.map(|folder| folder.display().to_string()),
        }
    }

    fn is_virtual(&self, command: &Command) -> bool {
        if command.folder().is_some() {
            return false;
        }
        let by_reader = self
            .common
            .reader
            .as_ref()
            .is_some_and(|reader| embedded::is_meant_by(reader));
        let readers = self.readers.as_ref();
        let places = self.places.as_ref();
        let by_world = readers.is_some_and(|readers| readers.is_virtual())
            || places.is_some_and(|places| places.is_virtual());
        by_reader || by_world || matches!(command, Command::Virtual(_))
    }

    fn dispatch(&mut self, command: Command, seen: &mut Seen) -> Result<Outcome, Failure> {
        match command {
            Command::Virtual(command) => {
                virtual_card::run(command, self.dialog.as_mut(), &self.interrupts, self.text)
            }
            Command::Readers => self.with_card(NotesUse::default(), seen, readers::run),
            Command::Status(arguments) => {
                self.with_card(NotesUse::default(), seen, |context, wanted| {
                    status::run(context, wanted, &arguments)
                })
            }
            Command::Certs(arguments) if arguments.from.is_some() => {
                let folder = arguments.from.clone().unwrap_or_default();
                let outcome = self.with_places(
                    Opened::nowhere(),
                    NotesUse::default(),
                    seen,
                    |context, _| exported::run(context, &folder, &arguments),
                );
                // It was at no card: `doctor` is not to tell of it.
                self.keeps = None;
                outcome
            }
            Command::Certs(arguments) => {
                self.with_card(NotesUse::default(), seen, |context, wanted| {
                    certs::run(context, wanted, &arguments)
                })
            }
            Command::Activate(arguments) => self.activate(&arguments, seen),
            Command::Change(arguments) => {
                let options = self.options(&arguments, Rules::default())?;
                self.with_card(NotesUse::of(&arguments), seen, |context, wanted| {
                    change::run(context, wanted, options)
                })
            }
            Command::Verify(arguments) => {
                let options = self.options(&arguments, Rules::default())?;
                self.with_card(NotesUse::of(&arguments), seen, |context, wanted| {
                    verify::run(context, wanted, options)
                })
            }
            Command::Unblock(arguments) => {
                self.hidden |= arguments.hidden;
                let spend_puk_use = arguments.spend_puk_use;
                let options = Options {
                    spend_puk_use,
                    ..self.options(&arguments.secret, Rules::default())?
                };
                self.with_card(NotesUse::of(&arguments.secret), seen, |context, wanted| {
                    unblock::run(context, wanted, options)
                })
            }
            Command::Explain(arguments) => {
                let may_ask = !self.common.json;
                self.at_hand(seen, |context, wanted| {
                    explain::run(context, wanted, &arguments, may_ask)
                })
            }
            Command::Doctor(arguments) if arguments.polkit_rule => {
                if self.common.json {
                    return Err(CommandLine::NoDocument("--polkit-rule").into());
                }
                self.dialog.hand_out(polkit::RULE.trim_end());
                Ok(Outcome::of(Body::Nothing))
            }
            Command::Doctor(arguments) if arguments.redact && !self.common.json => {
                Err(CommandLine::RedactNeedsDocument.into())
            }
            Command::Doctor(arguments) => {
                self.redacts = arguments.redact;
                let machine = self.machine.clone();
                let in_force = self.defaults.in_force.clone();
                self.with_card(NotesUse::default(), seen, |context, wanted| {
                    doctor::run(context, wanted, &machine, in_force, &arguments)
                })
            }
            Command::Notes(command) => {
                self.at_hand(seen, |context, _| notes::run(context, command))
            }
            Command::Issuers(command) => {
                self.at_hand(seen, |context, _| issuers::run(context, &command))
            }
            Command::Konnektor(command) => self.konnektor(&command, seen),
            Command::Completions(_) | Command::Man(_) if self.common.json => {
                Err(CommandLine::NoDocument(command.word()).into())
            }
            Command::Completions(arguments) => {
                let script = completions::script(arguments.shell);
                self.dialog.hand_out(script.trim_end());
                Ok(Outcome::of(Body::Nothing))
            }
            Command::Man(arguments) => man::run(&arguments, self.dialog.as_mut(), self.text),
            // Answered before a run begins.
            Command::Candidates(_) => Ok(Outcome::of(Body::Nothing)),
        }
    }

    /// `konnektor`, which is at no card.
    fn konnektor(
        &mut self,
        command: &KonnektorCommand,
        seen: &mut Seen,
    ) -> Result<Outcome, Failure> {
        if !direct::IS_BUILT {
            return Err(failure::Konnektor::NotBuilt.into());
        }
        let desk = set_up::Desk {
            store: self.profiles(),
            password: self.password_source(),
            wait: self.wait(),
        };
        let nowhere = Opened::nowhere();
        let outcome = self.with_places(nowhere, NotesUse::default(), seen, |context, _| {
            set_up::run(context, command, &desk)
        });
        self.keeps = None;
        outcome
    }

    /// The way to the Konnektor whose profile has this name; its password is asked for here, once.
    fn way(&mut self, name: &str) -> Result<Way, Failure> {
        if !direct::IS_BUILT {
            return Err(failure::Konnektor::NotBuilt.into());
        }
        let profile = self.profiles().load(&set_up::named(name)?)?;
        let (source, wait) = (self.password_source(), self.wait());
        let mut asking = Asking {
            dialog: self.dialog.as_mut(),
            text: self.text,
            interrupts: self.interrupts.clone(),
            source: source.as_ref(),
            wait,
        };
        Way::open(profile, None, &mut asking)
    }

    /// Where profiles of Konnektors lie.
    fn profiles(&self) -> profile::Store {
        let KonnektorFolders { user, machine } = self.machine.konnektor_folders();
        profile::Store::new(user, machine)
    }

    /// Where a script gives the password of the login at a Konnektor.
    fn password_source(&self) -> Option<SecretsSource> {
        let file = self.common.konnektor_password_file.clone();
        let descriptor = self.common.konnektor_password_fd;
        file.map(SecretsSource::File)
            .or(descriptor.map(SecretsSource::Fd))
    }

    fn options(&self, arguments: &SecretArgs, rules: Rules) -> Result<Options, Failure> {
        options::options(arguments, rules, self.wait(), &self.interrupts)
    }

    /// `--wait`.
    fn wait(&self) -> Duration {
        Duration::from_secs(self.common.wait.unwrap_or(WAIT).into())
    }

    /// Opens places and notes, and runs a command with them.
    fn with_card<T>(
        &mut self,
        notes_use: NotesUse,
        seen: &mut Seen,
        command: impl FnOnce(&mut Context<'_>, &Wanted) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let opened = self.open_places()?;
        self.with_places(opened, notes_use, seen, command)
    }

    /// The same for a command that a card only helps: nobody has to log in at a Konnektor for it.
    fn at_hand<T>(
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
    fn with_places<T>(
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

    /// The places that `--reader` means.
    fn open_places(&mut self) -> Result<Opened, Failure> {
        let tracing = Tracing {
            log: self.log.clone(),
            with_data: self.common.trace_data,
        };
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

    /// A part of the name of one of several places; a virtual card is the only one, and the profile
    /// of a Konnektor means all of its terminals.
    fn named_reader(&self) -> Option<String> {
        let means_all = |reader: &String| {
            let profile = konnektor::profile_of(reader);
            profile.is_some_and(|name| reader.trim().ends_with(&format!(":{name}")))
        };
        let named = self.common.reader.clone();
        named.filter(|reader| !embedded::is_meant_by(reader) && !means_all(reader))
    }

    /// A virtual default while a real card waits in a reader is probably forgotten.
    fn mention_real_cards(&mut self) {
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

    fn activate(&mut self, arguments: &ActivateArgs, seen: &mut Seen) -> Result<Outcome, Failure> {
        self.hidden |= arguments.hidden;
        let record = arguments
            .record
            .as_ref()
            .map(|path| Record::new(path.clone(), arguments.record_full_number));
        let rules = Rules {
            transport_length: arguments.transport_length.into(),
            ..Rules::default()
        };
        let options = self.options(&arguments.secret, rules)?;
        self.with_card(NotesUse::of(&arguments.secret), seen, |context, wanted| {
            activate::run_recorded(context, wanted, options, record)
        })
    }

    fn report(&mut self, run: Run<'_>, result: Result<Outcome, Failure>, seen: &Seen) -> u8 {
        let run = Run {
            is_virtual: run.is_virtual || seen.rehearsal,
            ..run
        };
        let failures = outcome::failures(&result);
        // What a doctor found is shown already; who stops reading need not be told so.
        let is_told = |failure: &Failure| {
            matches!(
                failure,
                Failure::Finding(_) | Failure::Wish(Wish::StoppedReading)
            )
        };
        let untold: Vec<&Failure> = failures
            .iter()
            .filter(|failure| !is_told(failure))
            .collect();
        tell_failures(self.dialog.as_mut(), &untold, seen, self.text);
        let deciding = outcome::deciding(failures);
        if self.common.json {
            let document = Document::of_result(run, &result, seen, self.text);
            self.hand_out_result(&document, &result, seen);
        }
        if let (Some(failure), Some(notes)) = (deciding, &self.keeps) {
            kept::keep(notes, self.common.notes.is_some(), run, failure);
        }
        let exit = deciding.map_or(exit::DONE, |failure| failure.code().exit);
        if let Some(watched) = self.watched.take() {
            return watched.tell(self.dialog.as_mut(), &result, exit, seen, self.text);
        }
        self.after_losses(exit, Some(Effect::of(&result)), seen)
    }

    fn hand_out_result(
        &mut self,
        document: &Document<'_>,
        result: &Result<Outcome, Failure>,
        seen: &Seen,
    ) {
        if !self.redacts {
            return hand_out(self.dialog.as_mut(), document);
        }
        match doctor::masked(document, result, &self.machine.private()) {
            Ok(masked) => hand_out(self.dialog.as_mut(), &masked),
            Err(failure) => {
                let event = Event::Failed(&failure);
                tell(self.dialog.as_mut(), &event, seen, self.text);
            }
        }
    }

    fn after_losses(&mut self, exit: u8, effect: Option<Effect>, seen: &Seen) -> u8 {
        after_losses(self.dialog.as_mut(), exit, effect, seen, self.text)
    }
}

/// The list of issuers in the folders of this PC, fetched from gematik.
fn of_this_pc() -> Keeper {
    let (of_user, for_all) = (folders::state_folder(), folders::folder_for_all());
    Keeper {
        store: Store::of_this_pc(of_user, for_all, &host::user_word()),
        point: Some(DownloadPoint::gematik()),
        folder: None,
    }
}

fn is_dry_run(command: &Command) -> bool {
    match command {
        Command::Activate(arguments) => arguments.secret.dry_run,
        Command::Unblock(arguments) => arguments.secret.dry_run,
        Command::Change(arguments) | Command::Verify(arguments) => arguments.dry_run,
        Command::Readers
        | Command::Status(_)
        | Command::Certs(_)
        | Command::Doctor(_)
        | Command::Explain(_)
        | Command::Notes(_)
        | Command::Issuers(_)
        | Command::Konnektor(_)
        | Command::Virtual(_)
        | Command::Completions(_)
        | Command::Man(_)
        | Command::Candidates(_) => false,
    }
}
