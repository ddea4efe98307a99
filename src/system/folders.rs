//! Where a program may keep its notes on this system, by the system's own custom.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::{accounts, host, platform};

/// Name of the program's own folder inside the system's.
const NAME: &str = "pinlotse";

/// The folder for what must outlive a run, as a path only: it need not exist.
///
/// Linux: `$XDG_STATE_HOME/pinlotse`, else the first of `$STATE_DIRECTORY` (systemd), else
/// `~/.local/state/pinlotse`. macOS: `~/Library/Application Support/pinlotse`. Windows:
/// `%LOCALAPPDATA%\pinlotse`. The home is `$HOME` where that is a folder that exists, else the one of
/// the user's account: a home is never made. `None` when there is no such place.
#[must_use]
pub fn state_folder() -> Option<PathBuf> {
    let variable = |name: &str| match name {
        "HOME" => home(env::var_os(name)).map(OsString::from),
        _ => env::var_os(name).filter(|value| !value.is_empty()),
    };
    platform::state_folder(variable, NAME).map(|folder| folder.join(NAME))
}

/// The folder for what all users of this PC share, where a package or an administrator made it.
///
/// Linux: `/var/lib/pinlotse`. macOS: `/Library/Application Support/pinlotse`. Windows:
/// `%ProgramData%\pinlotse`.
#[must_use]
pub fn folder_for_all() -> Option<PathBuf> {
    let folder = platform::folder_for_all(|name| env::var_os(name))?.join(NAME);
    folder.is_dir().then_some(folder)
}

/// The folder of the user, where it exists.
#[must_use]
pub fn home_folder() -> Option<PathBuf> {
    home(env::var_os("HOME").filter(|value| !value.is_empty()))
}

fn home(named: Option<OsString>) -> Option<PathBuf> {
    let is_unset = named.is_none();
    let of_account = || {
        let accounts = fs::read_to_string("/etc/passwd").ok()?;
        let account = accounts::account(&accounts, host::user_id()?)?;
        account.home.map(PathBuf::from).filter(|home| is_home(home))
    };
    named
        .map(PathBuf::from)
        .filter(|home| is_home(home))
        .or_else(of_account)
        // Accounts that are in no file (LDAP).
        .or_else(|| is_unset.then(env::home_dir).flatten())
        .filter(|home| is_home(home))
}

/// A relative one is none: what lies there would depend on the folder of each call. The root of
/// all is nobody's.
fn is_home(path: &Path) -> bool {
    path.is_absolute() && path.parent().is_some() && path.is_dir()
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn found(environment: &'static [(&str, &str)]) -> Option<PathBuf> {
        let variable = |name: &str| {
            environment
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.into())
        };
        platform::state_folder(variable, NAME)
    }

    #[test]
    #[cfg(not(target_os = "macos"))]
    fn the_named_state_folder_wins_over_the_home() {
        let both = &[("XDG_STATE_HOME", "/state"), ("HOME", "/home/a")];
        assert_eq!(found(both), Some(PathBuf::from("/state")));
        assert_eq!(
            found(&[("HOME", "/home/a")]),
            Some(PathBuf::from("/home/a/.local/state"))
        );
    }

    #[test]
    #[cfg(not(target_os = "macos"))]
    fn a_service_keeps_its_notes_where_systemd_made_a_folder_for_it() {
        let own = &[
            ("STATE_DIRECTORY", "/var/lib/pinlotse"),
            ("HOME", "/home/a"),
        ];
        assert_eq!(found(own), Some(PathBuf::from("/var/lib")));
        let of_another = &[("STATE_DIRECTORY", "/var/lib/praxis:/var/lib/x")];
        assert_eq!(found(of_another), Some(PathBuf::from("/var/lib/praxis")));
        assert_eq!(found(&[("STATE_DIRECTORY", "praxis")]), None);
    }

    #[test]
    #[cfg(not(target_os = "macos"))]
    fn a_relative_folder_counts_as_unset_as_the_xdg_specification_asks() {
        let relative = &[("XDG_STATE_HOME", "state"), ("HOME", "/home/a")];
        assert_eq!(found(relative), Some(PathBuf::from("/home/a/.local/state")));
    }

    #[test]
    fn without_an_environment_there_is_no_folder() {
        assert_eq!(found(&[]), None);
    }

    #[test]
    fn a_home_is_a_folder_that_exists_or_the_one_of_the_account() {
        let there = env::temp_dir();
        assert_eq!(home(Some(there.clone().into())), Some(there));
        let of_account = home(None);
        for none in ["", ".", "relative", "/", "/nonexistent"] {
            let found = home(Some(none.into()));
            // Those that are in no file are not asked for where a home is named.
            assert!(found.is_none() || found == of_account, "{none}: {found:?}");
        }
    }
}
