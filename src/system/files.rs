//! Files that survive a power cut, belong to one user, or are changed by one process at a time.
//!
//! The room knows octets, paths and rights; what a file means is known by whoever asks.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use std::{error, fmt, process, thread};

use super::platform;
use super::signals::{Interrupts, SLICE};
use super::trouble::Unfit;

/// Who may read a file that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The owner only. Windows: whom the folder's own rights name, so choose a folder of the user.
    Owner,
    /// Whom the user's habits (umask, folder) allow.
    Everyone,
    /// All users, whatever the user's habits are. Windows: whom the folder's own rights name.
    AllMayRead,
}

/// Writes a file so that after a power cut either the old or the new content is there, whole.
///
/// A temporary file beside it, synced, renamed over it; then the folder is synced (Windows: no such
/// call). An error leaves the old file as it was and removes the temporary one. Of a symbolic link
/// the file [behind it](behind_link) is written.
///
/// # Errors
/// What the system said about the folder or the file; that the link leads to nothing.
pub fn write_atomically(path: &Path, content: &[u8], access: Access) -> io::Result<()> {
    let path = &behind_link(path)?;
    let temporary = Temporary::holding(path, content, access)?;
    fs::rename(&temporary.0, path)?;
    sync_folder(path)
}

/// Makes a file that is not there yet, whole: after a power cut it is there as it should be, or not
/// at all. Whatever got that name meanwhile, a symbolic link to nothing too, is left alone.
///
/// A file system that can neither rename without replacing nor link gets the file directly: there
/// a power cut may leave a part of it.
///
/// # Errors
/// Kind `AlreadyExists`; what the system said about the folder or the file.
pub fn create_atomically(path: &Path, content: &[u8], access: Access) -> io::Result<()> {
    let temporary = Temporary::holding(path, content, access)?;
    match platform::rename_new(&temporary.0, path) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {
            create_directly(path, content, access)?;
        }
        done => done?,
    }
    sync_folder(path)
}

fn create_directly(path: &Path, content: &[u8], access: Access) -> io::Result<()> {
    let mut file = platform::create_new(path, access == Access::Owner)?;
    let written = file.write_all(content).and_then(|()| file.sync_all());
    drop(file);
    if written.is_err() {
        // It was made here a moment ago.
        let _ = fs::remove_file(path);
    }
    written
}

/// Gives a file another name that is not taken.
///
/// # Errors
/// Kind `AlreadyExists` when it is; what the system said.
pub fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    match platform::rename_new(from, to) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {
            // All that such a file system offers: a look before.
            match to.symlink_metadata() {
                Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
                Err(_) => fs::rename(from, to),
            }
        }
        done => done,
    }
}

/// Where a file really lies whose name may be a symbolic link; a name that is none, also of a file
/// that is not there, stays as it is.
///
/// # Errors
/// The link leads to nothing; it belongs to somebody who is neither this user nor root (Unix), and
/// may lead where only this user can write; what the system said.
pub fn behind_link(path: &Path) -> io::Result<PathBuf> {
    let about = match path.symlink_metadata() {
        Ok(about) if about.is_symlink() => about,
        Ok(_) => return Ok(path.to_owned()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(path.to_owned()),
        Err(error) => return Err(error),
    };
    if !platform::is_trusted_owner(&about) {
        return Err(Unfit::ForeignLink.error(io::ErrorKind::PermissionDenied));
    }
    fs::canonicalize(path).map_err(|error| match error.kind() {
        // Never `NotFound`: that would read as a file which may be made.
        io::ErrorKind::NotFound => Unfit::LinkToNothing.error(io::ErrorKind::InvalidInput),
        _ => error,
    })
}

/// Whether a file could be made there: makes an empty temporary one and removes it.
///
/// # Errors
/// What the system said about the folder.
pub fn check_writable(path: &Path) -> io::Result<()> {
    let temporary = Temporary(beside(path)?);
    // Closed before it is removed.
    platform::create_new(&temporary.0, true).map(drop)
}

/// Whether files can be made in a folder.
#[must_use]
pub fn takes_files(folder: &Path) -> bool {
    check_writable(&folder.join("any")).is_ok()
}

/// Opens a file that lines are appended to. A new one is its owner's only; what is there already is
/// kept, with its rights. A symbolic link is refused (Unix): it may lead anywhere; so is a pipe that
/// nobody reads.
///
/// # Errors
/// What the system said.
pub fn append(path: &Path) -> io::Result<File> {
    platform::open_for_append(path).map_err(|error| match error.kind() {
        io::ErrorKind::PermissionDenied => error,
        // The system's word for it is that of a link which leads round in a circle.
        _ if path.is_symlink() => Unfit::Link.error(io::ErrorKind::InvalidInput),
        _ => error,
    })
}

/// Opens a file to read it, without waiting for whoever writes at the other end of one that is none
/// on a disk. Read it by [`Patient`].
///
/// # Errors
/// What the system said.
pub fn open_at_once(path: &Path) -> io::Result<File> {
    platform::open_at_once(path)
}

/// Opens a file on a disk to read it. Anything else that has a name in a folder (a pipe, a terminal)
/// is refused: it may never end.
///
/// # Errors
/// What the system said; kind `InvalidInput` for what is no plain file.
pub fn open_plain(path: &Path) -> io::Result<File> {
    let file = platform::open_at_once(path)?;
    let kind = file.metadata()?.file_type();
    if kind.is_file() || kind.is_dir() {
        return Ok(file);
    }
    Err(Unfit::NotPlain.error(io::ErrorKind::InvalidInput))
}

/// All of a file that has at most `limit` octets; `None` where it has more.
///
/// # Errors
/// What the system said.
pub fn read_at_most(file: File, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut octets = Vec::new();
    file.take(limit.saturating_add(1))
        .read_to_end(&mut octets)?;
    Ok((octets.len() as u64 <= limit).then_some(octets))
}

/// A file whose writer may take time, or never come: each read waits, ended by a raised
/// [`Interrupts`].
///
/// A raised flag gives the error [`super::signals::Interrupted`] within [`super::signals::SLICE`].
pub struct Patient {
    file: File,
    interrupts: Interrupts,
}

impl Patient {
    /// Around an open file.
    #[must_use]
    pub fn new(file: File, interrupts: &Interrupts) -> Self {
        Self {
            file,
            interrupts: interrupts.clone(),
        }
    }
}

impl Read for Patient {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            self.interrupts.check()?;
            if !platform::is_readable(&self.file, SLICE)? {
                continue;
            }
            match self.file.read(buffer) {
                Err(error) if is_passing(error.kind()) => {}
                done => return done,
            }
        }
    }
}

fn is_passing(kind: io::ErrorKind) -> bool {
    matches!(kind, io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock)
}

/// Whether an open file is a device (`/dev/null`, `/dev/zero`), which holds nothing that others could
/// read, and whose rights nobody is to be told to change.
#[must_use]
pub fn is_device(file: &File) -> bool {
    platform::is_device(file)
}

/// Syncs the folder that holds `path`, so that a file made or renamed there is still there after a
/// power cut.
///
/// # Errors
/// What the system said about the folder.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    platform::sync_folder(folder_of(path))
}

/// Makes a folder, and those above it, that only the owner may enter. One that exists stays as it
/// is. Made by root in a folder of another user (sudo) it is that user's, and so is every file that
/// is made here: what root owned would be closed to the user from then on.
///
/// # Errors
/// What the system said.
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    platform::create_folder(path, true)
}

/// The same for a folder whose rights are those of the user's habits.
///
/// # Errors
/// What the system said.
pub fn create_folder(path: &Path) -> io::Result<()> {
    platform::create_folder(path, false)
}

/// A file that belongs to `path`: its name with something appended, `notes.json` →
/// `notes.json.lock`.
#[must_use]
pub fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

/// The right to be the only one at work on something; given back on drop, by the system even after
/// a kill.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Takes the lock of the file `path` (made when missing, never removed), waiting for it until
/// `patience` is over or the flag is raised. A patience of zero tries once.
///
/// # Errors
/// Kind `WouldBlock` when another process still holds it; [`super::signals::Interrupted`]; what the
/// system said.
pub fn lock(path: &Path, patience: Duration, interrupts: &Interrupts) -> io::Result<Lock> {
    const PAUSE: Duration = Duration::from_millis(10);
    let file = platform::open_for_lock(path)?;
    let begin = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Lock { _file: file }),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) => interrupts.check()?,
        }
        if begin.elapsed() >= patience {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        thread::sleep(PAUSE);
    }
}

/// To whom something belongs, and who may use it (Unix).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Number of the user.
    pub user: u32,
    /// Number of the group.
    pub group: u32,
    /// Permission bits, for instance `0o644`.
    pub mode: u32,
}

/// To whom a file or folder belongs; `None` where that cannot be seen, or is no number.
#[must_use]
pub fn owner(path: &Path) -> Option<Owner> {
    platform::owner(path)
}

/// Why a file is no place for secrets.
#[derive(Debug)]
pub enum RightsProblem {
    /// Others than the owner and root may read or write it. Unix: its mode. Windows: `None`, an
    /// entry for Everyone, Users or Authenticated Users allows it.
    OpenToOthers {
        /// Permission bits, for instance `0o644`.
        mode: Option<u32>,
    },
    /// It belongs to somebody who is neither this user nor root.
    ForeignOwner,
    /// The system did not tell its rights.
    Unknown(io::Error),
}

impl fmt::Display for RightsProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OpenToOthers { mode: Some(mode) } => {
                write!(f, "others may read or write it (mode {mode:03o})")
            }
            Self::OpenToOthers { mode: None } => f.write_str("others may read or write it"),
            Self::ForeignOwner => f.write_str("it belongs to another user"),
            Self::Unknown(error) => write!(f, "its rights cannot be read: {error}"),
        }
    }
}

impl error::Error for RightsProblem {}

/// Checks that nobody but the owner and root (Windows: administrators and named users) may read or
/// write an open file.
///
/// It takes the open file, not a path: what was checked is what will be read.
///
/// # Errors
/// [`RightsProblem`].
pub fn secrets_file_rights(file: &File) -> Result<(), RightsProblem> {
    platform::secrets_file_rights(file)
}

/// Whether others may read or write a file. One that is not there, or whose rights cannot be seen, is
/// not known to be open.
#[must_use]
pub fn is_open_to_others(path: &Path) -> bool {
    let file = open_plain(path);
    file.is_ok_and(|file| {
        matches!(
            secrets_file_rights(&file),
            Err(RightsProblem::OpenToOthers { .. })
        )
    })
}

/// Whether everybody on this PC may write an open file; where its rights cannot be seen, nobody
/// knows of it.
#[must_use]
pub fn may_all_write(file: &File) -> bool {
    // Windows looks at entries of an access list for this one only.
    let of = if cfg!(windows) {
        SettingsOf::Machine
    } else {
        SettingsOf::User
    };
    matches!(
        settings_file_rights(file, of),
        Err(RightsProblem::OpenToOthers { .. })
    )
}

/// [`secrets_file_rights`] of a file that this program keeps in a folder of the user: nobody names it, so that it
/// has to belong to this user, to root, or to whoever the folder belongs to. The last is for root,
/// who is somebody under sudo; else a folder of root's could hold a profile of anybody.
///
/// # Errors
/// [`RightsProblem`].
pub fn own_file_rights(file: &File, path: &Path) -> Result<(), RightsProblem> {
    secrets_file_rights(file)?;
    match path.parent() {
        Some(folder) => platform::has_fitting_owner(file, folder),
        None => Ok(()),
    }
}

/// Whose settings a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingsOf {
    /// One user's.
    User,
    /// Those of the whole PC.
    Machine,
}

/// Checks that nobody else may write what is to hold for this user: into the file of the whole PC
/// only root (Windows: administrators) and this user; into one's own file not everybody.
///
/// # Errors
/// [`RightsProblem`].
pub fn settings_file_rights(file: &File, of: SettingsOf) -> Result<(), RightsProblem> {
    platform::settings_file_rights(file, of)
}

/// Whether an open file is a credential that systemd gave to this service: a plain file below
/// `$CREDENTIALS_DIRECTORY` that others than its owner and the service's own user may not touch.
/// systemd lets that user read by an entry of an access list, which shows as a right of the group.
#[must_use]
pub fn is_credential(file: &File, path: &Path) -> bool {
    let folder = std::env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from);
    folder.is_some_and(|folder| is_credential_in(&folder, file, path))
}

fn is_credential_in(folder: &Path, file: &File, path: &Path) -> bool {
    let is_inside = || {
        let (folder, path) = (fs::canonicalize(folder).ok()?, fs::canonicalize(path).ok()?);
        (folder.parent().is_some() && path.starts_with(&folder)).then_some((folder, path))
    };
    folder.is_absolute()
        && is_inside().is_some_and(|(folder, path)| platform::is_credential(&folder, file, &path))
}

/// A file from a descriptor that this process inherited (`--secrets-fd`).
///
/// The number is duplicated, so the caller's promise is only that nothing else reads from it.
///
/// # Errors
/// Kind `InvalidInput` for 0, 1, 2 and negative numbers; the system's "bad file descriptor" when it
/// is not open; kind `Unsupported` on Windows, which has no such numbers.
pub fn open_fd(number: i32) -> io::Result<File> {
    if number <= 2 {
        return Err(Unfit::StandardStream.error(io::ErrorKind::InvalidInput));
    }
    platform::open_fd(number)
}

/// A new file whose place on the disk is taken before its content is known, so that a full disk is
/// seen before anything is done that the file is to tell of. Nothing is left of it where it is
/// dropped before it was filled.
pub struct Reserved {
    temporary: Temporary,
    path: PathBuf,
}

impl Reserved {
    /// Takes `room` octets for the file.
    ///
    /// # Errors
    /// What the system said about the folder or the room on its disk.
    pub fn at(path: &Path, room: usize, access: Access) -> io::Result<Self> {
        Ok(Self {
            temporary: Temporary::holding(path, &vec![b' '; room], access)?,
            path: path.to_owned(),
        })
    }

    /// Fills it and gives it its name, which nobody may have taken meanwhile.
    ///
    /// # Errors
    /// Kind `AlreadyExists`; what the system said.
    pub fn fill(self, content: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).open(&self.temporary.0)?;
        file.write_all(content)?;
        file.set_len(content.len() as u64)?;
        file.sync_all()?;
        drop(file);
        rename_new(&self.temporary.0, &self.path)?;
        sync_folder(&self.path)
    }
}

/// A file that is removed on drop; after a successful rename there is nothing left to remove.
struct Temporary(PathBuf);

impl Temporary {
    /// A synced file beside `path`.
    fn holding(path: &Path, content: &[u8], access: Access) -> io::Result<Self> {
        let temporary = Self(beside(path)?);
        let mut file = platform::create_new(&temporary.0, access == Access::Owner)?;
        if access == Access::AllMayRead {
            platform::let_all_read(&file)?;
        }
        file.write_all(content)?;
        file.sync_all()?;
        Ok(temporary)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// A name in the same folder that no other write of this or another process uses.
fn beside(path: &Path) -> io::Result<PathBuf> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
    let mut own = OsString::from(".");
    own.push(name);
    own.push(format!(
        ".{}.{}.tmp",
        process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    ));
    Ok(path.with_file_name(own))
}

fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::fd::AsRawFd;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use crate::system::signals::Interrupted;

    /// A folder of its own for one test, removed on drop.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path =
                std::env::temp_dir().join(format!("pinlotse-files-{name}-{}", process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        fn names(&self) -> Vec<OsString> {
            fs::read_dir(&self.0)
                .unwrap()
                .map(|entry| entry.unwrap().file_name())
                .collect()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_file_whose_place_is_taken_gets_its_name_only_with_its_content() {
        let folder = Folder::new("reserved");
        let path = folder.0.join("record.txt");
        let reserved = Reserved::at(&path, 4096, Access::Owner).unwrap();
        assert!(!path.exists());
        reserved.fill(b"done").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"done");
        // Somebody took the name meanwhile: it is theirs.
        let other = folder.0.join("other.txt");
        let reserved = Reserved::at(&other, 16, Access::Owner).unwrap();
        fs::write(&other, "theirs").unwrap();
        let error = reserved.fill(b"ours").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&other).unwrap(), b"theirs");
        drop(Reserved::at(&folder.0.join("third.txt"), 16, Access::Owner).unwrap());
        assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 2);
    }

    #[test]
    fn a_written_file_is_whole_private_and_alone() {
        let folder = Folder::new("write");
        let path = folder.0.join("notes");
        write_atomically(&path, b"first", Access::Owner).unwrap();
        write_atomically(&path, b"second", Access::Owner).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(mode(&path), 0o600);
        assert_eq!(folder.names(), ["notes"]);
    }

    #[test]
    fn a_failed_write_leaves_the_old_content_and_no_temporary_file() {
        let folder = Folder::new("fail");
        let path = folder.0.join("notes");
        fs::create_dir_all(path.join("a folder stands where the file should be")).unwrap();
        write_atomically(&path, b"new", Access::Owner).unwrap_err();
        assert!(path.is_dir());
        assert_eq!(folder.names(), ["notes"]);
    }

    #[test]
    fn a_folder_that_takes_a_file_is_left_as_it_was() {
        let folder = Folder::new("probe");
        check_writable(&folder.0.join("notes")).unwrap();
        assert!(folder.names().is_empty());
        check_writable(&folder.0.join("nowhere/notes")).unwrap_err();
    }

    #[test]
    fn of_a_symbolic_link_the_file_behind_it_is_written_and_the_link_stays() {
        let folder = Folder::new("link");
        let (path, target) = (folder.0.join("notes"), folder.0.join("inside/target"));
        fs::create_dir(folder.0.join("inside")).unwrap();
        fs::write(&target, b"old").unwrap();
        symlink("inside/target", &path).unwrap();
        write_atomically(&path, b"new", Access::Owner).unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"new");
        assert!(path.is_symlink());
    }

    #[test]
    fn a_symbolic_link_that_leads_to_nothing_is_refused_and_nothing_made_behind_it() {
        let folder = Folder::new("nothing");
        let (path, target) = (folder.0.join("notes"), folder.0.join("target"));
        symlink(&target, &path).unwrap();
        let error = write_atomically(&path, b"new", Access::Owner).unwrap_err();
        assert_eq!(error.to_string(), "a symbolic link that leads to nothing");
        assert!(path.is_symlink() && !target.exists());
    }

    #[test]
    fn a_new_file_never_takes_the_place_of_another_one() {
        let folder = Folder::new("new");
        let path = folder.0.join("record");
        create_atomically(&path, b"mine", Access::Owner).unwrap();
        assert_eq!(
            (fs::read(&path).unwrap(), mode(&path)),
            (b"mine".to_vec(), 0o600)
        );
        type Maker = fn(&Path, &[u8], Access) -> io::Result<()>;
        let makers: [Maker; 2] = [create_atomically, create_directly];
        for make in makers {
            let refused = make(&path, b"other", Access::Owner).unwrap_err();
            assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
            assert_eq!(fs::read(&path).unwrap(), b"mine");
        }
        let (link, target) = (folder.0.join("link"), folder.0.join("target"));
        symlink(&target, &link).unwrap();
        for make in makers {
            let refused = make(&link, b"other", Access::Owner).unwrap_err();
            assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        }
        assert!(!target.exists());
        assert_eq!(folder.names().len(), 2, "{:?}", folder.names());
    }

    #[test]
    fn a_file_gets_a_name_only_where_it_is_free() {
        let folder = Folder::new("rename");
        let name = |name: &str| folder.0.join(name);
        fs::write(name("a"), b"a").unwrap();
        fs::write(name("b"), b"b").unwrap();
        let refused = rename_new(&name("a"), &name("b")).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        rename_new(&name("a"), &name("c")).unwrap();
        assert_eq!(fs::read(name("c")).unwrap(), b"a");
        assert_eq!(fs::read(name("b")).unwrap(), b"b");
    }

    #[test]
    fn a_private_folder_lets_only_its_owner_in() {
        let folder = Folder::new("private");
        let path = folder.0.join("a/b");
        create_private_folder(&path).unwrap();
        create_private_folder(&path).unwrap();
        assert_eq!(mode(&path), 0o700);
    }

    #[test]
    fn a_lock_is_held_by_one_and_waiting_for_it_can_be_interrupted() {
        let folder = Folder::new("lock");
        let path = folder.0.join("lock");
        let held = lock(&path, Duration::ZERO, &Interrupts::none()).unwrap();
        let refused = lock(&path, Duration::from_millis(30), &Interrupts::none()).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::WouldBlock);
        let raised = Interrupts::none();
        raised.raise_for_tests();
        assert!(Interrupted::is(
            &lock(&path, Duration::from_secs(60), &raised).unwrap_err()
        ));
        drop(held);
        lock(&path, Duration::ZERO, &Interrupts::none()).unwrap();
    }

    #[test]
    fn a_secrets_file_that_the_group_or_others_may_touch_is_refused() {
        let folder = Folder::new("rights");
        let path = folder.0.join("secrets");
        fs::write(&path, b"").unwrap();
        for (mode, fine) in [
            (0o600, true),
            (0o400, true),
            (0o700, true),
            (0o640, false),
            (0o602, false),
            (0o620, false),
        ] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            match secrets_file_rights(&File::open(&path).unwrap()) {
                Ok(()) => assert!(fine, "{mode:o}"),
                Err(RightsProblem::OpenToOthers { mode: told }) => {
                    assert_eq!((fine, told), (false, Some(mode)))
                }
                Err(other) => panic!("{mode:o}: {other}"),
            }
        }
    }

    #[test]
    fn a_descriptor_is_read_and_stays_open_for_its_owner() {
        let folder = Folder::new("descriptor");
        let path = folder.0.join("secrets");
        fs::write(&path, b"new.ch = 123456").unwrap();
        let inherited = File::open(&path).unwrap();
        let mut text = String::new();
        open_fd(inherited.as_raw_fd())
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text, "new.ch = 123456");
        inherited.metadata().unwrap();
    }

    /// By the program, for not every system has a call of that name.
    fn make_pipe(path: &Path) {
        let made = process::Command::new("mkfifo").arg(path).status();
        assert!(made.unwrap().success());
    }

    #[test]
    fn a_wait_for_a_writer_that_never_comes_can_be_interrupted() {
        let folder = Folder::new("pipe");
        let path = folder.0.join("pipe");
        make_pipe(&path);
        let interrupts = Interrupts::none();
        let mut reader = Patient::new(open_at_once(&path).unwrap(), &interrupts);
        let waiter = thread::spawn(move || reader.read(&mut [0; 8]));
        interrupts.raise();
        assert!(Interrupted::is(&waiter.join().unwrap().unwrap_err()));
    }

    #[test]
    fn a_pipe_is_no_plain_file_and_is_not_waited_for() {
        let folder = Folder::new("plain");
        let path = folder.0.join("pipe");
        make_pipe(&path);
        let error = open_plain(&path).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
        // Nobody reads there: an error, and no wait for a reader.
        append(&path).unwrap_err();
    }

    #[test]
    fn a_pipe_is_read_to_its_writers_end() {
        let folder = Folder::new("written");
        let path = folder.0.join("pipe");
        make_pipe(&path);
        let mut reader = Patient::new(open_at_once(&path).unwrap(), &Interrupts::none());
        let writer = thread::spawn(move || fs::write(path, b"new.ch = 123456"));
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        assert_eq!(text, "new.ch = 123456");
        writer.join().unwrap().unwrap();
    }

    #[test]
    fn standard_streams_and_closed_descriptors_are_refused() {
        for number in [-1, 0, 1, 2] {
            assert_eq!(
                open_fd(number).unwrap_err().kind(),
                io::ErrorKind::InvalidInput,
                "{number}"
            );
        }
        open_fd(999_999).unwrap_err();
    }
}
