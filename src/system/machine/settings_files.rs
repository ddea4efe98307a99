//! Where settings lie that are set once, for the PC and for a user.

use std::path::{Path, PathBuf};

use super::Machine;
use crate::system::folders;
use crate::system::os::Os;

/// Name of the program's folder, and of the file.
const NAME: &str = "pinlotse";
const FILE: &str = "pinlotse.toml";
const KONNEKTOR: &str = "konnektor";

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

/// The folders of what is set for one Konnektor each, as paths only.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KonnektorFolders {
    /// Of the user: `konnektor` beside the settings file.
    pub user: Option<PathBuf>,
    /// Of the PC: `/etc/pinlotse/konnektor`, on Windows `%ProgramData%\pinlotse\konnektor`.
    pub machine: Option<PathBuf>,
}

pub(super) fn look(machine: &Machine) -> SettingsFiles {
    let in_folder = |folder: PathBuf| folder.join(FILE);
    let of_pc = match machine.os {
        Os::Windows => of_pc(machine).map(in_folder),
        _ => Some(machine.path("etc").join(FILE)),
    };
    SettingsFiles {
        user: of_user(machine).map(in_folder),
        machine: of_pc,
    }
}

pub(super) fn konnektor_folders(machine: &Machine) -> KonnektorFolders {
    let in_folder = |folder: PathBuf| folder.join(KONNEKTOR);
    KonnektorFolders {
        user: of_user(machine).map(in_folder),
        machine: of_pc(machine).map(in_folder),
    }
}

/// The program's folder for what administrators set.
fn of_pc(machine: &Machine) -> Option<PathBuf> {
    let above = match machine.os {
        Os::Windows => machine.variable("ProgramData").map(PathBuf::from),
        _ => Some(machine.path("etc")),
    };
    above.map(|path| path.join(NAME))
}

/// The folder of the user.
pub(super) fn home_folder(machine: &Machine) -> Option<PathBuf> {
    match machine.os {
        Os::Windows => machine.variable("USERPROFILE").map(PathBuf::from),
        _ => below_root(machine, &named_home(machine)?),
    }
}

fn named_home(machine: &Machine) -> Option<PathBuf> {
    match machine.variables {
        Some(_) => machine.variable("HOME").map(PathBuf::from),
        None => folders::home_folder(),
    }
}

/// A relative path counts as unset (XDG Base Directory Specification 0.8).
fn below_root(machine: &Machine, path: &Path) -> Option<PathBuf> {
    let inside = path.strip_prefix("/").ok()?;
    Some(machine.root.join(inside))
}

/// The program's folder for what this user sets.
fn of_user(machine: &Machine) -> Option<PathBuf> {
    if machine.os == Os::Windows {
        let folder = machine.variable("APPDATA").map(PathBuf::from);
        return folder.map(|path| path.join(NAME));
    }
    let below_root = |path: &Path| below_root(machine, path);
    let home = || named_home(machine);
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
    user.map(|path| path.join(NAME))
}
