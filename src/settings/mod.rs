//! What is set once, for a PC or for a user, instead of by a flag each time: a file of each, in
//! TOML, every key the name of the flag that it stands for.
//!
//! The user's file comes before the PC's. A file that cannot be used, or that holds anything which is
//! no setting, gives nothing: a slip of an administrator must not pass for a setting that holds. The
//! room knows no flags and no words; what comes before the files, and what is said of them, is for
//! others.

mod content;
mod file;
mod key;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::content::Values;
pub use self::content::{Expected, Kind, Problem};
pub use self::file::Why;
pub use self::key::Key;
use crate::system::files::SettingsOf;
use crate::system::machine::SettingsFiles;

/// Longest label of a report, in characters.
pub const LABEL_MOST: usize = 80;

/// Most days before expiry that may be asked for.
pub const WARN_DAYS_MOST: u16 = 3650;

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A flag.
    Flag,
    /// This variable of the environment.
    Variable(&'static str),
    /// The file of the user.
    User(PathBuf),
    /// The file of the PC.
    Machine(PathBuf),
}

impl Origin {
    /// The fixed word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Origin::Flag => "flag",
            Origin::Variable(_) => "environment",
            Origin::User(_) => "user",
            Origin::Machine(_) => "machine",
        }
    }

    /// The file.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match self {
            Origin::User(path) | Origin::Machine(path) => Some(path),
            Origin::Flag | Origin::Variable(_) => None,
        }
    }
}

/// A value, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub origin: Origin,
}

/// A setting that holds in a run, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holds {
    /// Which.
    pub key: Key,
    /// Its value as text.
    pub value: String,
    /// Where it comes from.
    pub origin: Origin,
}

/// What holds in a run, as `doctor` shows it: every setting that anything said, and the files that
/// cannot be used.
#[derive(Debug, Clone, Default)]
pub struct InForce {
    /// The settings, in the order of the documentation.
    pub holds: Vec<Holds>,
    /// The files.
    pub unusable: Vec<Arc<Unusable>>,
}

/// A file that cannot be used.
#[derive(Debug, Clone)]
pub struct Unusable {
    /// Its path.
    pub path: PathBuf,
    /// Why.
    pub why: Why,
}

/// What the files say.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// `lang`: `de` or `en`.
    pub lang: Option<Set<String>>,
    /// `reader`: a reader by name, or `virtual:…`.
    pub reader: Option<Set<String>>,
    /// `notes`: the folder for the notes of tries of all users.
    pub notes: Option<Set<PathBuf>>,
    /// `label`: the label of a report.
    pub label: Option<Set<String>>,
    /// `warn-days`: days before expiry.
    pub warn_days: Option<Set<u16>>,
    /// `issuer-certs`: the folder of issuer certificates, or of gematik's list of issuers.
    pub issuer_certs: Option<Set<PathBuf>>,
    /// Files that cannot be used, the user's first.
    pub unusable: Vec<Arc<Unusable>>,
}

impl Settings {
    /// Reads the files. One that is not there says nothing.
    #[must_use]
    pub fn read(files: &SettingsFiles) -> Self {
        let mut all = Self::default();
        let user = files.user.iter().map(|path| (path, SettingsOf::User));
        let machine = files.machine.iter().map(|path| (path, SettingsOf::Machine));
        for (path, whose) in user.chain(machine) {
            match file::read(path, whose) {
                Ok(None) => {}
                Ok(Some(values)) => all.take(values, path, whose),
                Err(why) => {
                    let path = path.clone();
                    all.unusable.push(Arc::new(Unusable { path, why }));
                }
            }
        }
        all
    }

    /// Takes what no file before said.
    fn take(&mut self, values: Values, path: &Path, whose: SettingsOf) {
        let origin = || match whose {
            SettingsOf::User => Origin::User(path.to_owned()),
            SettingsOf::Machine => Origin::Machine(path.to_owned()),
        };
        fn keep<T>(place: &mut Option<Set<T>>, value: Option<T>, origin: impl Fn() -> Origin) {
            if place.is_none() {
                *place = value.map(|value| Set {
                    value,
                    origin: origin(),
                });
            }
        }
        let Values {
            lang,
            reader,
            notes,
            label,
            warn_days,
            issuer_certs,
        } = values;
        keep(&mut self.lang, lang, origin);
        keep(&mut self.reader, reader, origin);
        keep(&mut self.notes, notes, origin);
        keep(&mut self.label, label, origin);
        keep(&mut self.warn_days, warn_days, origin);
        keep(&mut self.issuer_certs, issuer_certs, origin);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn read(user: &str, machine: &str, name: &str) -> (Settings, PathBuf) {
        let folder = std::env::temp_dir().join(format!("pinlotse-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).unwrap();
        let files = SettingsFiles {
            user: Some(folder.join("user.toml")),
            machine: Some(folder.join("machine.toml")),
        };
        fs::write(folder.join("user.toml"), user).unwrap();
        fs::write(folder.join("machine.toml"), machine).unwrap();
        let settings = Settings::read(&files);
        let _ = fs::remove_dir_all(&folder);
        (settings, folder)
    }

    #[test]
    fn the_users_file_comes_before_that_of_the_pc() {
        let (settings, folder) = read(
            "reader = \"cyberJack\"\n",
            "reader = \"SPR332\"\nwarn-days = 60\n",
            "settings-order",
        );
        let reader = settings.reader.unwrap();
        assert_eq!(reader.value, "cyberJack");
        assert_eq!(reader.origin, Origin::User(folder.join("user.toml")));
        let days = settings.warn_days.unwrap();
        assert_eq!(days.value, 60);
        assert_eq!(days.origin, Origin::Machine(folder.join("machine.toml")));
        assert!(settings.lang.is_none() && settings.unusable.is_empty());
    }

    #[test]
    fn a_file_with_a_slip_gives_nothing_and_the_other_one_still_holds() {
        let (settings, folder) = read(
            "reader = \"cyberJack\"\nwarn-day = 60\n",
            "lang = \"en\"\n",
            "settings-slip",
        );
        assert!(settings.reader.is_none());
        assert_eq!(settings.lang.unwrap().value, "en");
        let [unusable] = settings.unusable.as_slice() else {
            panic!("{:?}", settings.unusable);
        };
        assert_eq!(unusable.path, folder.join("user.toml"));
    }

    #[test]
    fn files_that_are_not_there_say_nothing() {
        let files = SettingsFiles {
            user: Some("/nonexistent/pinlotse.toml".into()),
            machine: None,
        };
        let settings = Settings::read(&files);
        assert!(settings.reader.is_none() && settings.unusable.is_empty());
    }
}
