//! What a logical channel remembers until reset: current folder and file, security environments,
//! verified passwords (channelContext, gemSpec_COS N030.100). Never persistent.

use std::collections::BTreeMap;

use super::index::{FolderIndex, MF, PasswordIndex};

/// How often a verified password still counts (securityStatusEvaluationCounter).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Uses {
    /// Without limit.
    Infinite,
    /// That often.
    Left(u16),
}

/// The context of one logical channel. A new one stands in the MF, without file, with SE 1
/// everywhere and nothing verified (N030.100).
#[derive(Debug, Default)]
pub(super) struct Channel {
    pub(super) folder: FolderIndex,
    /// Index of the current EF in the current folder.
    pub(super) file: Option<usize>,
    /// Folders whose seIdentifier is not 1.
    environments: BTreeMap<FolderIndex, u8>,
    verified: BTreeMap<PasswordIndex, Uses>,
}

impl Channel {
    /// Steps into a folder; `path` leads from the MF to it. Security environments of folders on
    /// both paths stay, DF-specific password states of folders off the new path go (N048.200b).
    /// Where it `forgets`, those of the folder that is entered go too.
    pub(super) fn enter(&mut self, path: &[FolderIndex], forgets: bool) {
        self.folder = path.last().copied().unwrap_or(MF);
        let folder = self.folder;
        self.verified
            .retain(|password, _| !forgets || password.folder == MF || password.folder != folder);
        self.file = None;
        self.environments.retain(|folder, _| path.contains(folder));
        self.verified
            .retain(|password, _| password.folder == MF || path.contains(&password.folder));
    }

    /// seIdentifier of a folder.
    pub(super) fn environment(&self, folder: FolderIndex) -> u8 {
        self.environments.get(&folder).copied().unwrap_or(1)
    }

    /// MSE RESTORE: sets the seIdentifier of the current folder and clears its password states
    /// (N104.200c).
    pub(super) fn restore_environment(&mut self, environment: u8) {
        let folder = self.folder;
        self.environments.insert(folder, environment);
        self.verified
            .retain(|password, _| password.folder != folder);
    }

    pub(super) fn is_verified(&self, password: PasswordIndex) -> bool {
        self.verified.contains_key(&password)
    }

    /// setPasswordStatus. No uses at all is the same as not verified.
    pub(super) fn set_verified(&mut self, password: PasswordIndex, uses: Uses) {
        if uses == Uses::Left(0) {
            self.verified.remove(&password);
        } else {
            self.verified.insert(password, uses);
        }
    }

    /// clearPasswordStatus.
    pub(super) fn clear_verified(&mut self, password: PasswordIndex) {
        self.verified.remove(&password);
    }

    /// An access rule was met because of this password: one use less.
    pub(super) fn use_up(&mut self, password: PasswordIndex) {
        if let Some(Uses::Left(left)) = self.verified.get(&password) {
            let left = left.saturating_sub(1);
            self.set_verified(password, Uses::Left(left));
        }
    }
}
