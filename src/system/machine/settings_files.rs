//! Where settings lie that are set once, for the PC and for a user.

use std::path::{Path, PathBuf};

use super::Machine;
use crate::system::folders;
use crate::system::os::Os;

/// Name of the program's folder, and of the file.
const NAME: &str = "pinlotse";
const FILE: &str = "pinlotse.toml";

/// The files, as paths only: they need not exist. `None` where the system names no place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SettingsFiles {
    /// Of the user. Linux: `$XDG_CONFIG_HOME/pinlotse/pinlotse.toml`, else
    /// `~/.config/pinlotse/pinlotse.toml`. macOS: `~/Library/Application
    /// Support/pinlotse/pinlotse.toml`. Windows: `%APPDATA%\pinlotse\pinlotse.toml`.
    pub user: Option<PathBuf>,
    /// Of the PC: `/etc/pinlotse.toml`, on Windows `%ProgramData%\pinlotse\pinlotse.toml`.
    pub machine: Option<PathBuf>,
}

pub(super) fn look(machine: &Machine) -> SettingsFiles {
    let folder = |path: PathBuf| path.join(NAME).join(FILE);
    if machine.os == Os::Windows {
        let named = |name: &str| machine.variable(name).map(PathBuf::from);
        return SettingsFiles {
            user: named("APPDATA").map(folder),
            machine: named("ProgramData").map(folder),
        };
    }
    let below_root = |path: &Path| {
        // A relative path counts as unset (XDG Base Directory Specification 0.8).
        let inside = path.strip_prefix("/").ok()?;
        Some(machine.root.join(inside))
    };
    let home = || match machine.variables {
        Some(_) => machine.variable("HOME").map(PathBuf::from),
        None => folders::home_folder(),
    };
    let named = || {
        let path = machine.variable("XDG_CONFIG_HOME")?;
        below_root(Path::new(&path))
    };
    let user = match machine.os {
        Os::Macos => home().map(|home| home.join("Library/Application Support")),
        _ => None,
    };
    let user = user.and_then(|path| below_root(&path));
    let user = user.or_else(|| match machine.os {
        Os::Macos => None,
        _ => named().or_else(|| below_root(&home()?.join(".config"))),
    });
    SettingsFiles {
        user: user.map(folder),
        machine: Some(machine.path("etc").join(FILE)),
    }
}
