//! polkit, which a pcscd may ask who is allowed to use it.

use super::{Machine, service};

/// The rule that lets members of [`GROUP`] use the service, wherever they come from.
pub const RULE: &str = include_str!("../../../docs/packaging/50-pinlotse.rules");

/// Where an administrator puts it.
pub const RULE_PATH: &str = "/etc/polkit-1/rules.d/50-pinlotse.rules";

/// Where a package puts it.
pub const PACKAGED_PATH: &str = "/usr/share/polkit-1/rules.d/50-pinlotse.rules";

/// The group that the rule lets in.
pub const GROUP: &str = "pinlotse";

/// What polkit has to say about the service.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Polkit {
    /// It is not asked, or nobody knows.
    #[default]
    NotAsked,
    /// It is asked.
    Asked,
    /// It is asked, and has been given [`RULE`], which lies there.
    HasOurRule(&'static str),
}

pub(super) fn look(machine: &Machine) -> Polkit {
    // Only root may look into the first one's folder on many systems.
    let paths = [RULE_PATH, PACKAGED_PATH];
    let is_there = |path: &&&str| machine.exists(path.trim_start_matches('/'));
    match asks(machine) {
        Some(true) => match paths.iter().find(is_there) {
            Some(path) => Polkit::HasOurRule(path),
            None => Polkit::Asked,
        },
        Some(false) | None => Polkit::NotAsked,
    }
}

/// Whether it is asked. The policy comes with a pcscd that does so (2.0 and later on Debian);
/// `--disable-polkit` switches that off. `None` where there is no polkit.
pub(super) fn asks(machine: &Machine) -> Option<bool> {
    let folders = [
        "usr/share/polkit-1/actions",
        "usr/local/share/polkit-1/actions",
        "run/current-system/sw/share/polkit-1/actions",
    ];
    if !machine.has_pcscd() {
        return None;
    }
    let is_there = |folder: &&str| machine.exists(folder);
    let there: Vec<&str> = folders.into_iter().filter(is_there).collect();
    if there.is_empty() {
        return None;
    }
    let policy = |folder: &&str| machine.exists(&format!("{folder}/org.debian.pcsc-lite.policy"));
    let is_off = || {
        let settings = service::settings(machine);
        settings
            .iter()
            .any(|text| text.contains("--disable-polkit"))
    };
    Some(there.iter().any(policy) && !is_off())
}
