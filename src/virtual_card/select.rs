//! SELECT (gemSpec_COS N047.500 to N048.400).

use apdu::{Command, Response};

use super::card::{Answer, VirtualCard, cut};
use super::fcp;
use super::index::{FileIndex, FolderIndex, MF};
use super::life_cycle::LifeCycle;
use super::request::Target;
use super::status;

enum Found {
    Folder(FolderIndex),
    File(FileIndex),
}

impl VirtualCard {
    /// Unsuccessful: nothing changes (N048.100). A deactivated or terminated object is selected all
    /// the same and said so (N048.400); on a terminated card there is nothing to select (N047.590).
    pub(super) fn select(
        &mut self,
        channel: u8,
        target: &Target,
        with_fcp: bool,
        command: &Command,
    ) -> Answer {
        if self.system.life_cycle == LifeCycle::Terminated {
            return Err(status::INSTRUCTION_NOT_SUPPORTED);
        }
        let current = self.channel(channel)?.folder;
        let found = self.find(current, target).ok_or(status::FILE_NOT_FOUND)?;
        let (life_cycle, parameters) = match found {
            Found::Folder(index) => {
                let folder = self.system.folder(index).ok_or(status::NO_DIAGNOSIS)?;
                (folder.life_cycle, fcp::of_folder(folder))
            }
            Found::File(index) => {
                let file = self.system.file(index).ok_or(status::NO_DIAGNOSIS)?;
                (file.life_cycle, fcp::of_file(file))
            }
        };
        match found {
            Found::Folder(index) => {
                let path = self.system.path(index);
                let forgets = self.behaviour.select_forgets;
                self.channel_mut(channel)?.enter(&path, forgets);
            }
            Found::File(index) => self.channel_mut(channel)?.file = Some(index.file),
        }
        let trailer = match life_cycle {
            LifeCycle::Activated => status::NO_ERROR,
            LifeCycle::Deactivated => status::FILE_DEACTIVATED,
            LifeCycle::Terminated => status::FILE_TERMINATED,
        };
        // Longer than asked for: cut, without a sign (N048.300a).
        let data = if with_fcp {
            cut(parameters, command)
        } else {
            Vec::new()
        };
        Ok(Response::new(data, trailer))
    }

    fn find(&self, current: FolderIndex, target: &Target) -> Option<Found> {
        let mut folders = self.system.folders.iter().enumerate();
        match target {
            Target::Root => Some(Found::Folder(MF)),
            Target::Application { aid, next } => {
                let has = |index: FolderIndex| {
                    self.system
                        .folder(index)
                        .is_some_and(|f| f.application_identifiers.iter().any(|own| own.0 == *aid))
                };
                let after = if *next && has(current) {
                    current + 1
                } else {
                    MF
                };
                (after..self.system.folders.len())
                    .find(|index| has(*index))
                    .map(Found::Folder)
            }
            Target::Parent => self.system.folder(current)?.parent.map(Found::Folder),
            // Only children of the current folder (N047.700, N047.800): 3F00 is never found.
            Target::Folder { identifier } => folders
                .find(|(_, folder)| {
                    folder.parent == Some(current) && folder.file_identifier == Some(*identifier)
                })
                .map(|(index, _)| Found::Folder(index)),
            Target::File { identifier } => {
                let files = &self.system.folder(current)?.files;
                let file = files
                    .iter()
                    .position(|file| file.file_identifier == Some(*identifier))?;
                Some(Found::File(FileIndex {
                    folder: current,
                    file,
                }))
            }
        }
    }
}
