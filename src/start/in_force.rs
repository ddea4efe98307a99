//! What was set once, and what is said anew: a flag comes before the environment, that before the
//! file of the user, that before the file of the PC.

use std::ffi::OsString;
use std::path::PathBuf;

use super::language::LANG;
use crate::cli::{self, Cli, Command};
use crate::konnektor;
use crate::reader::embedded;
use crate::report::facts::typed_numbers::TypedNumbers;
use crate::report::failure;
use crate::settings::{Holds, InForce, Key, Origin, Set, Settings};
use crate::system::locale;

/// The variable that names a reader.
pub(super) const READER: &str = "PINLOTSE_READER";

/// What holds in a run beside its flags.
pub(super) struct Defaults {
    /// The reader, where no flag names one.
    pub reader: Option<Set<String>>,
    /// Whether a call that names no reader goes to a Konnektor, or to a virtual card.
    pub to_elsewhere: bool,
    /// The folder for notes, where no flag names one.
    pub notes: Option<PathBuf>,
    /// The folder of issuers, where no flag names one.
    pub issuer_certs: Option<PathBuf>,
    /// All of it, with the flags, for `doctor`.
    pub in_force: InForce,
}

impl Defaults {
    /// Adds what was set to what the command line leaves open.
    pub(super) fn of(cli: &mut Cli, arguments: &[OsString], settings: Settings) -> Self {
        let Settings {
            lang,
            reader,
            notes,
            label,
            warn_days,
            issuer_certs,
            unusable,
        } = settings;
        let flag = |value: Option<String>| value.map(|value| of(value, Origin::Flag));
        // A variable that is set to nothing is not set.
        let variable = |name| locale::variable(name).map(|value| of(value, Origin::Variable(name)));
        let asked = cli::language_of(arguments);
        let lang = flag(asked.map(|language| language.tag().to_owned()))
            .or_else(|| variable(LANG))
            .or(lang);
        let set_reader = variable(READER).or(reader);
        let reader = flag(cli.common.reader.clone()).or_else(|| set_reader.clone());
        let shown = |path: PathBuf| path.display().to_string();
        let set_notes = notes.as_ref().map(|set| set.value.clone());
        let notes = flag(cli.common.notes.clone().map(shown))
            .or_else(|| notes.map(|set| of(shown(set.value), set.origin)));
        let days = warn_days.as_ref().map(|set| set.value);
        let folder = issuer_certs.as_ref().map(|set| set.value.clone());
        let label = match &mut cli.command {
            Some(Command::Doctor(doctor)) => {
                let label = flag(doctor.label.clone()).or(label);
                doctor.label = label.as_ref().map(|set| set.value.clone());
                label
            }
            Some(Command::Status(status)) => {
                status.judging.warn_days = status.judging.warn_days.or(days);
                // Without certificates there is nothing to check.
                let folder = folder.clone().filter(|_| !status.no_certs);
                status.judging.issuer_certs = status.judging.issuer_certs.take().or(folder);
                None
            }
            Some(Command::Certs(certs)) => {
                certs.judging.warn_days = certs.judging.warn_days.or(days);
                certs.judging.issuer_certs =
                    certs.judging.issuer_certs.take().or_else(|| folder.clone());
                None
            }
            _ => None,
        };
        let warn_days = warn_days.map(|set| of(set.value.to_string(), set.origin));
        let issuer_certs = issuer_certs.map(|set| of(shown(set.value), set.origin));
        let all = [
            (Key::Lang, lang),
            (Key::Reader, reader),
            (Key::Notes, notes),
            (Key::Label, label),
            (Key::WarnDays, warn_days),
            (Key::IssuerCerts, issuer_certs),
        ];
        // What is typed in a wrong place, or set as a variable, may be a PIN.
        let variable = set_reader.iter().map(|set| OsString::from(&set.value));
        let typed: Vec<OsString> = arguments.iter().cloned().chain(variable).collect();
        let typed = TypedNumbers::in_arguments(&typed);
        let holds = all.into_iter().filter_map(|(key, set)| {
            let Set { value, origin } = set?;
            let value = typed.masked(&value);
            Some(Holds { key, value, origin })
        });
        let is_named = cli.common.reader.is_some();
        let is_elsewhere = |name: &str| konnektor::is_meant_by(name) || embedded::is_meant_by(name);
        let to_elsewhere = set_reader.as_ref().map(|set| set.value.as_str());
        Self {
            to_elsewhere: to_elsewhere.is_some_and(is_elsewhere),
            reader: set_reader.filter(|_| !is_named),
            notes: set_notes,
            issuer_certs: folder,
            in_force: InForce {
                holds: holds.collect(),
                unusable,
            },
        }
    }

    /// Why a command cannot run, where it is none that helps with just that.
    pub(super) fn in_the_way(&self, command: Option<&Command>) -> Option<failure::Settings> {
        let helps = matches!(
            command,
            Some(
                Command::Doctor(_)
                    | Command::Explain(_)
                    | Command::Completions(_)
                    | Command::Man(_)
            )
        );
        let first = self.in_force.unusable.first().filter(|_| !helps)?;
        Some(failure::Settings(first.clone()))
    }
}

const fn of<T>(value: T, origin: Origin) -> Set<T> {
    Set { value, origin }
}
