//! Temporary folders.

use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

/// A fresh folder that is removed, with all in it, on drop.
#[derive(Debug)]
pub struct Temp(PathBuf);

impl Temp {
    pub fn new() -> Self {
        Self::below(&std::env::temp_dir())
    }

    /// The same in memory where the system has a place for that: for tests that write very often.
    pub fn in_memory() -> Self {
        let memory = Path::new("/dev/shm");
        if memory.is_dir() {
            Self::below(memory)
        } else {
            Self::new()
        }
    }

    fn below(folder: &Path) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        // Short, because a socket's whole path must fit into 107 octets.
        let path = folder.join(format!("pinlotse-{}-{count}", process::id()));
        // A killed run with the same process number may have left one behind.
        Self::at(path)
    }

    /// A folder at a place that somebody else chose; removed on drop all the same.
    pub fn at(path: PathBuf) -> Self {
        let _ = fs::remove_dir_all(&path);
        fs::create_dir(&path)
            .unwrap_or_else(|error| panic!("temporary folder {}: {error}", path.display()));
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The path of something inside; makes nothing.
    pub fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Writes a file that only the owner may read, as a secrets file must be.
    pub fn private_file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.join(name);
        fs::write(&path, content).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        }
        path
    }
}

impl Drop for Temp {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
