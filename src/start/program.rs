//! One run whose arguments are known: the world is built, the command runs, what came of it is
//! reported.

mod konnektor;
mod reach;
mod told;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use super::in_force::Defaults;
use super::language::remark_on_language;
use super::log::{Log, SharedLog};
use super::opened::{NotesUse, Opened};
use super::options;
use super::watched::Watched;
use super::world::World;
use crate::attempts::Notes;
use crate::cli::{
    self, ActivateArgs, Cli, ColorChoice, Command, Common, KonnektorCommand, SecretArgs,
};
use crate::commands::record::Record;
use crate::commands::{
    activate, certs, change, completions, doctor, explain, exported, issuers, man, notes, readers,
    status, unblock, verify, virtual_card,
};
use crate::dialog::{Color, Console, Dialog, Muted, Style};
use crate::guide;
use crate::issuers::{DownloadPoint, Keeper, Store};
use crate::reader::Readers;
use crate::reader::embedded;
use crate::report::document::Run;
use crate::report::facts::effect::Effect;
use crate::report::facts::outcome::Called;
use crate::report::facts::typed_numbers::TypedNumbers;
use crate::report::failure::CommandLine;
use crate::report::words;
use crate::report::{Body, Failure, Outcome, Seen, exit};
use crate::secrets::Rules;
use crate::session::Options;
use crate::session::desk::context::ReconnectPolicy;
use crate::session::desk::places::Places;
use crate::settings::Settings;
use crate::system::machine::{Machine, Site, polkit};
use crate::system::signals::Interrupts;
use crate::system::{folders, host};
use crate::text::{Text, Tone};
use crate::trust::Anchor;

/// Longest wait where no other was asked for, in seconds.
const WAIT: u32 = 10;

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
        // What is said of its Konnektor leads to it, as if it were named as a reader.
        if let Command::Konnektor(KonnektorCommand::Check { name }) = &command {
            seen.called.reader = Some(format!("{}{name}", crate::konnektor::PREFIX));
        }
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
            reader: reader.filter(|reader| {
                embedded::is_meant_by(reader) || crate::konnektor::is_meant_by(reader)
            }),
            elsewhere_by_default: self.defaults.to_elsewhere,
            notes: notes.map(|folder| folder.display().to_string()),
            profile: None,
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

    fn options(&self, arguments: &SecretArgs, rules: Rules) -> Result<Options, Failure> {
        options::options(arguments, rules, self.wait(), &self.interrupts)
    }

    /// `--wait`.
    fn wait(&self) -> Duration {
        Duration::from_secs(self.common.wait.unwrap_or(WAIT).into())
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
