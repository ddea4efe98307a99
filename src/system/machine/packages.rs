//! Which version of a package is installed, by the lists that package managers keep as text.
//! Nothing is started for a look; where the list is a database (RPM), nobody knows.

use super::{Machine, names_in};

/// Debian's list, Alpine's, and Arch's folder.
const DPKG: &str = "var/lib/dpkg/status";
const APK: &str = "lib/apk/db/installed";
const PACMAN: &str = "var/lib/pacman/local";

/// What a package is called in each of them.
pub(super) struct Named {
    pub dpkg: &'static str,
    pub apk: &'static str,
    pub pacman: &'static str,
}

/// Version of an installed package; `None` where nobody knows.
pub(super) fn version(machine: &Machine, named: &Named) -> Option<String> {
    of_paragraphs(machine, DPKG, ["Package: ", "Version: "], named.dpkg)
        .or_else(|| of_paragraphs(machine, APK, ["P:", "V:"], named.apk))
        .or_else(|| of_folder(machine, named.pacman))
}

/// A list of paragraphs, each with a line for the name and one for the version.
fn of_paragraphs(
    machine: &Machine,
    list: &str,
    [name, version]: [&str; 2],
    wanted: &str,
) -> Option<String> {
    let list = machine.text(list)?;
    let is_named = |line: &str| line.strip_prefix(name) == Some(wanted);
    let mut paragraphs = list.split("\n\n");
    let paragraph = paragraphs.find(|one| one.lines().any(is_named))?;
    let mut versions = paragraph
        .lines()
        .filter_map(|line| line.strip_prefix(version));
    versions.next().map(ToOwned::to_owned)
}

/// A folder with a name for each package: `pcsclite-2.3.3-1`.
fn of_folder(machine: &Machine, wanted: &str) -> Option<String> {
    let names = names_in(&machine.path(PACMAN))?;
    let versions = names
        .iter()
        .filter_map(|name| name.strip_prefix(wanted)?.strip_prefix('-'));
    let mut versions = versions.filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    versions.next().map(ToOwned::to_owned)
}
