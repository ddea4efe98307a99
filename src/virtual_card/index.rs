//! Where something lies in an object system.

/// Place of a folder in [`ObjectSystem::folders`](super::object_system::ObjectSystem).
pub(super) type FolderIndex = usize;

/// The root folder.
pub(super) const MF: FolderIndex = 0;

/// Place of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FileIndex {
    pub(super) folder: FolderIndex,
    pub(super) file: usize,
}

/// Place of a password object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PasswordIndex {
    pub(super) folder: FolderIndex,
    pub(super) password: usize,
}
