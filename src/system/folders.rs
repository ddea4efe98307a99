//! Where a program may keep its notes on this system, by the system's own custom.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

use super::platform;

/// Name of the program's own folder inside the system's.
const NAME: &str = "pinlotse";

/// The folder for what must outlive a run, as a path only: it need not exist.
///
/// Linux: `$XDG_STATE_HOME/pinlotse`, else `~/.local/state/pinlotse`. macOS: `~/Library/Application
/// Support/pinlotse`. Windows: `%LOCALAPPDATA%\pinlotse`. `None` when the environment names no such
/// place (a service without a home).
#[must_use]
pub fn state_folder() -> Option<PathBuf> {
    platform::state_folder(|name| non_empty(env::var_os(name))).map(|folder| folder.join(NAME))
}

fn non_empty(value: Option<OsString>) -> Option<OsString> {
    value.filter(|value| !value.is_empty())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn found(environment: &'static [(&str, &str)]) -> Option<PathBuf> {
        platform::state_folder(|name| {
            environment
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.into())
        })
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
    fn a_relative_state_folder_counts_as_unset_as_the_xdg_specification_asks() {
        let relative = &[("XDG_STATE_HOME", "state"), ("HOME", "/home/a")];
        assert_eq!(found(relative), Some(PathBuf::from("/home/a/.local/state")));
    }

    #[test]
    fn a_relative_home_is_no_home() {
        assert_eq!(found(&[("HOME", "home/a")]), None);
        assert_eq!(found(&[("HOME", ".")]), None);
    }

    #[test]
    fn without_an_environment_there_is_no_folder() {
        assert_eq!(found(&[]), None);
    }
}
