//! What lies on the card: folders, files, password objects and their life cycle. All of it is
//! persistent.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::access_rule::AccessRules;
use super::index::{FileIndex, FolderIndex, MF, PasswordIndex};
use super::life_cycle::LifeCycle;
use super::password::Password;
use super::quirk::Quirk;

pub use super::password::TransportStatus;

/// Octets that read as hex in a state file.
#[derive(Clone, PartialEq, Eq, Default)]
pub(super) struct Octets(pub(super) Vec<u8>);

impl fmt::Debug for Octets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode_upper(&self.0))
    }
}

impl Serialize for Octets {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex::encode_upper(&self.0))
    }
}

impl<'de> Deserialize<'de> for Octets {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        hex::decode(text)
            .map(Octets)
            .map_err(|_| serde::de::Error::custom("octets in hex expected"))
    }
}

/// A whole card.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ObjectSystem {
    /// Name for people, e.g. "HBA G2.1, PTV_4.7.1".
    pub(super) name: String,
    /// coldAnswerToReset.
    pub(super) answer_to_reset: Octets,
    /// Basic channel included; 1 without Option_logische_Kanäle, 4 with it.
    pub(super) logical_channels: u8,
    pub(super) life_cycle: LifeCycle,
    /// In what it differs from a card by the specification, in the order of [`Quirk::ALL`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) quirks: Vec<Quirk>,
    /// The MF first, every folder after its parent.
    #[serde(deserialize_with = "checked_folders")]
    pub(super) folders: Vec<Folder>,
}

/// MF, DF or ADF.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Folder {
    pub(super) name: String,
    /// `None` for the MF only.
    pub(super) parent: Option<FolderIndex>,
    pub(super) file_identifier: Option<u16>,
    pub(super) application_identifiers: Vec<Octets>,
    pub(super) life_cycle: LifeCycle,
    pub(super) shareable: bool,
    pub(super) access_rules: AccessRules,
    pub(super) files: Vec<File>,
    pub(super) passwords: Vec<Password>,
}

/// Elementary file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) name: String,
    /// `None`: SELECT does not find it.
    pub(super) file_identifier: Option<u16>,
    pub(super) short_file_identifier: Option<u8>,
    pub(super) life_cycle: LifeCycle,
    pub(super) shareable: bool,
    pub(super) access_rules: AccessRules,
    pub(super) content: Content,
}

/// Body of a file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Content {
    Transparent {
        /// numberOfOctet.
        size: u32,
        /// As long as positionLogicalEndOfFile says.
        body: Octets,
    },
    Records {
        structure: Structure,
        maximum_record_length: u8,
        maximum_number_of_records: u16,
        /// numberOfOctet.
        size: u32,
        records: Vec<Record>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Structure {
    LinearVariable,
    LinearFixed,
    Cyclic,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    pub(super) activated: bool,
    pub(super) value: Octets,
}

impl ObjectSystem {
    pub(super) fn folder(&self, index: FolderIndex) -> Option<&Folder> {
        self.folders.get(index)
    }

    pub(super) fn file(&self, index: FileIndex) -> Option<&File> {
        self.folder(index.folder)?.files.get(index.file)
    }

    pub(super) fn password(&self, index: PasswordIndex) -> Option<&Password> {
        self.folder(index.folder)?.passwords.get(index.password)
    }

    pub(super) fn password_mut(&mut self, index: PasswordIndex) -> Option<&mut Password> {
        self.folders
            .get_mut(index.folder)?
            .passwords
            .get_mut(index.password)
    }

    /// Folders from the MF to `folder`, both included. Parents lie before their children, so this
    /// ends.
    pub(super) fn path(&self, folder: FolderIndex) -> Vec<FolderIndex> {
        let mut path = vec![folder];
        while let Some(parent) = path.last().and_then(|&index| self.folder(index)?.parent) {
            path.push(parent);
        }
        path.reverse();
        path
    }

    /// The worst life cycle status of a folder, its parents and the card (N020.600).
    pub(super) fn logical_life_cycle(&self, folder: FolderIndex) -> LifeCycle {
        let path = self.path(folder);
        path.iter()
            .filter_map(|&index| self.folder(index))
            .map(|folder| folder.life_cycle)
            .fold(self.life_cycle, Ord::max)
    }

    /// The password object a reference means to a channel that stands in `current`: global in the
    /// MF whatever the current folder is (N020.800), DF-specific from the current folder upwards
    /// but never in the MF (N021.000).
    pub(super) fn find_password(
        &self,
        current: FolderIndex,
        reference: u8,
    ) -> Option<PasswordIndex> {
        let (local, identifier) = (reference & 0x80 != 0, reference & 0x1F);
        let within = |folder| {
            let found = self
                .folder(folder)?
                .passwords
                .iter()
                .position(|object| object.identifier == identifier)?;
            Some(PasswordIndex {
                folder,
                password: found,
            })
        };
        if local {
            self.path(current)
                .into_iter()
                .rev()
                .filter(|&folder| folder != MF)
                .find_map(within)
        } else {
            within(MF)
        }
    }

    /// All AIDs of the MF.
    pub(super) fn root_aids(&self) -> &[Octets] {
        self.folder(MF)
            .map_or(&[], |folder| &folder.application_identifiers)
    }

    /// What must hold for the rest of this room to work; says what does not.
    pub(super) fn check_folders(folders: &[Folder]) -> Result<(), String> {
        if folders.first().is_none_or(|folder| folder.parent.is_some()) {
            return Err("the first folder must be the MF, without a parent".into());
        }
        for (index, folder) in folders.iter().enumerate() {
            if index > MF && folder.parent.is_none_or(|parent| parent >= index) {
                return Err(format!(
                    "folder {}: its parent must come before it",
                    folder.name
                ));
            }
            folder.files.iter().try_for_each(File::check)?;
            folder.passwords.iter().try_for_each(Password::check)?;
        }
        Ok(())
    }
}

impl File {
    fn check(&self) -> Result<(), String> {
        let name = &self.name;
        if self
            .short_file_identifier
            .is_some_and(|sfi| !(1..=30).contains(&sfi))
        {
            return Err(format!("file {name}: a short file identifier is 1 to 30"));
        }
        match &self.content {
            Content::Transparent { size, body } if body.0.len() as u64 > u64::from(*size) => Err(
                format!("file {name}: {} octets in a file of {size}", body.0.len()),
            ),
            Content::Records {
                maximum_number_of_records,
                records,
                maximum_record_length,
                ..
            } => {
                if records.len() > usize::from(*maximum_number_of_records).min(254) {
                    return Err(format!(
                        "file {name}: {} records are too many",
                        records.len()
                    ));
                }
                match records
                    .iter()
                    .any(|record| record.value.0.len() > usize::from(*maximum_record_length))
                {
                    true => Err(format!(
                        "file {name}: a record is longer than {maximum_record_length} octets"
                    )),
                    false => Ok(()),
                }
            }
            Content::Transparent { .. } => Ok(()),
        }
    }
}

fn checked_folders<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Folder>, D::Error> {
    let folders = Vec::deserialize(deserializer)?;
    ObjectSystem::check_folders(&folders).map_err(serde::de::Error::custom)?;
    Ok(folders)
}
