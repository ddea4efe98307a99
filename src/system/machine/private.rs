//! What this PC and its users are called: what must not stand in a report.

use std::path::{Component, Path, PathBuf};

use super::Machine;
use crate::system::accounts::{self, Account};
use crate::system::host;
use crate::system::os::Os;

/// What must not stand in a report.
#[derive(Debug, Clone, Default)]
pub struct Private {
    /// Login names of whoever started this program, and their name in full where the system knows
    /// it.
    pub users: Vec<String>,
    /// Names of the PC: in full, and up to the first dot.
    pub hosts: Vec<String>,
    /// Paths of home folders, as they were named and as they are.
    pub homes: Vec<String>,
}

/// Everything that may name the user: none of the sources is there for sure (cron, sudo, a
/// service).
pub(super) fn look(machine: &Machine) -> Private {
    let mut private = Private::default();
    for name in ["USER", "LOGNAME", "USERNAME", "SUDO_USER", "DOAS_USER"] {
        add(&mut private.users, machine.variable(name));
    }
    let account = account(machine);
    let named = ["HOME", "USERPROFILE"]
        .iter()
        .filter_map(|name| machine.variable(name));
    for home in named.chain(account.as_ref().and_then(|account| account.home.clone())) {
        let whole = normal(&home);
        let real = std::fs::canonicalize(&home)
            .ok()
            .map(|path| path.display().to_string());
        for home in [Some(home), Some(whole), real].into_iter().flatten() {
            add(&mut private.users, last(&home));
            add(&mut private.homes, Some(home));
        }
    }
    if let Some(account) = account {
        add(&mut private.users, Some(account.login));
        add(&mut private.users, account.full_name);
    }
    let host = machine.host.clone().or_else(host::host_name);
    let short = host
        .as_ref()
        .and_then(|host| host.split('.').next())
        .map(ToOwned::to_owned);
    for name in [
        host,
        short,
        machine.variable("HOSTNAME"),
        machine.variable("COMPUTERNAME"),
    ] {
        add(&mut private.hosts, name);
    }
    private
}

fn add(values: &mut Vec<String>, value: Option<String>) {
    if let Some(value) = value.filter(|value| !value.trim().is_empty())
        && !values.contains(&value)
    {
        values.push(value);
    }
}

/// The account of this process, where it has one in the file. Names from elsewhere (LDAP) are in
/// the variables alone.
fn account(machine: &Machine) -> Option<Account> {
    if machine.os == Os::Windows {
        return None;
    }
    let accounts = machine.text("etc/passwd")?;
    accounts::account(&accounts, host::user_id()?)
}

/// The last folder of a path.
fn last(path: &str) -> Option<String> {
    path.rsplit(['/', '\\'])
        .find(|part| !part.is_empty())
        .map(ToOwned::to_owned)
}

/// A path without what says nothing: double slashes, `.`, a slash at the end.
fn normal(path: &str) -> String {
    let parts = Path::new(path)
        .components()
        .filter(|part| *part != Component::CurDir);
    parts.collect::<PathBuf>().display().to_string()
}
