//! From a file, a descriptor or standard input into one buffer that is wiped.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fmt, mem};

use zeroize::Zeroizing;

use crate::system::files::{self, Patient, RightsProblem};
use crate::system::signals::{Interrupted, Interrupts};
use crate::system::terminal::StdinReader;

/// Most octets of a secrets file: 64 KiB.
pub const LIMIT: usize = 64 * 1024;

/// Shortest wait for whoever writes the secrets into a pipe: a program that is started with this one
/// may come later than it.
pub const WAIT_AT_LEAST: Duration = Duration::from_secs(5);

/// Where secrets come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretsSource {
    /// `--secrets-file FILE`.
    File(PathBuf),
    /// `--secrets-stdin`.
    Stdin,
    /// `--secrets-fd N` (Unix).
    Fd(i32),
}

/// A source that could not be read.
#[derive(Debug)]
pub struct SourceError {
    /// The source.
    pub from: SecretsSource,
    /// What went wrong.
    pub kind: SourceErrorKind,
}

/// What went wrong with a source. Never holds what was read.
#[derive(Debug)]
#[non_exhaustive]
pub enum SourceErrorKind {
    /// It could not be opened or read.
    Read(io::Error),
    /// Others may read or write the file; nothing was read of it.
    Rights(RightsProblem),
    /// A dash instead of a file: standard input has a flag of its own.
    Dash,
    /// It is a terminal: what is typed there would be shown. Nothing was read of it.
    Terminal,
    /// Nobody wrote to its end in time; what came until then was not used.
    TimedOut,
    /// More than this many octets.
    TooLarge {
        /// Most octets.
        limit: usize,
    },
}

impl SecretsSource {
    /// Reads everything, up to [`LIMIT`] octets, after a look at the rights of a file. A raised
    /// `interrupts` ends the wait for whoever writes at the other end, also for one who never comes;
    /// so does the end of `wait`, or of [`WAIT_AT_LEAST`] where that is longer.
    ///
    /// # Errors
    /// [`SourceError`].
    pub fn read(
        &self,
        wait: Duration,
        interrupts: &Interrupts,
    ) -> Result<Zeroizing<Vec<u8>>, SourceError> {
        let within = &interrupts.within(wait.max(WAIT_AT_LEAST));
        let read = match self {
            SecretsSource::File(path) => open(path).and_then(|file| read_file(file, within)),
            SecretsSource::Stdin if io::stdin().is_terminal() => Err(SourceErrorKind::Terminal),
            SecretsSource::Stdin => read_wiped(&mut StdinReader::new(within), LIMIT),
            SecretsSource::Fd(number) => files::open_fd(*number)
                .map_err(SourceErrorKind::Read)
                .and_then(|file| read_file(file, within)),
        };
        let over = |kind| match kind {
            SourceErrorKind::Read(error) if Interrupted::is(&error) && !interrupts.raised() => {
                SourceErrorKind::TimedOut
            }
            kind => kind,
        };
        read.map_err(|kind| SourceError {
            from: self.clone(),
            kind: over(kind),
        })
    }
}

fn open(path: &Path) -> Result<File, SourceErrorKind> {
    if path == Path::new("-") {
        return Err(SourceErrorKind::Dash);
    }
    let file = files::open_at_once(path).map_err(SourceErrorKind::Read)?;
    // First, for nobody is to be told to change the rights of a terminal.
    if file.is_terminal() {
        return Err(SourceErrorKind::Terminal);
    }
    // Nor the rights of a folder.
    if file.metadata().is_ok_and(|about| about.is_dir()) {
        let kind = io::ErrorKind::IsADirectory;
        return Err(SourceErrorKind::Read(kind.into()));
    }
    // A device keeps nothing: what comes out of it is judged, not who may read it.
    if files::is_device(&file) {
        return Ok(file);
    }
    // The open file is asked, not its name: the name may be another file by now.
    match files::secrets_file_rights(&file) {
        Err(problem) if !files::is_credential(&file, path) => Err(SourceErrorKind::Rights(problem)),
        _ => Ok(file),
    }
}

fn read_file(file: File, interrupts: &Interrupts) -> Result<Zeroizing<Vec<u8>>, SourceErrorKind> {
    if file.is_terminal() {
        return Err(SourceErrorKind::Terminal);
    }
    read_wiped(&mut Patient::new(file, interrupts), LIMIT)
}

/// Reads `reader` to its end, at most `limit` octets, straight into one allocation that never grows
/// and is wiped on drop. A `reader` with a buffer of its own would keep a copy.
///
/// # Errors
/// [`SourceErrorKind::Read`], [`SourceErrorKind::TooLarge`].
pub fn read_wiped(
    reader: &mut impl Read,
    limit: usize,
) -> Result<Zeroizing<Vec<u8>>, SourceErrorKind> {
    // One octet more than allowed, to see that there is more.
    let mut octets = Zeroizing::new(vec![0; limit.saturating_add(1)]);
    let mut room: &mut [u8] = &mut octets;
    let mut length = 0;
    while !room.is_empty() {
        match reader.read(room) {
            Ok(0) => break,
            Ok(count) => {
                length += count;
                room = mem::take(&mut room).get_mut(count..).unwrap_or_default();
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(SourceErrorKind::Read(error)),
        }
    }
    if length > limit {
        return Err(SourceErrorKind::TooLarge { limit });
    }
    octets.truncate(length);
    Ok(octets)
}

impl SourceError {
    /// Whether somebody asked to stop while the secrets were waited for.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        matches!(&self.kind, SourceErrorKind::Read(error) if Interrupted::is(error))
    }

    /// The stable word for this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self.kind {
            SourceErrorKind::Read(_) | SourceErrorKind::Dash => "secrets_unreadable",
            SourceErrorKind::Rights(_) => "secrets_rights",
            SourceErrorKind::Terminal => "secrets_terminal",
            SourceErrorKind::TimedOut => "secrets_timed_out",
            SourceErrorKind::TooLarge { .. } => "secrets_too_large",
        }
    }
}

impl fmt::Display for SecretsSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SecretsSource::File(path) => write!(f, "the file {}", path.display()),
            SecretsSource::Stdin => f.write_str("standard input"),
            SecretsSource::Fd(number) => write!(f, "descriptor {number}"),
        }
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let from = &self.from;
        match &self.kind {
            SourceErrorKind::Read(error) => {
                write!(f, "no secrets could be read from {from}: {error}")
            }
            SourceErrorKind::Rights(problem) => write!(f, "{from} was not read: {problem}"),
            SourceErrorKind::Dash => f.write_str("a dash is no file"),
            SourceErrorKind::Terminal => write!(f, "{from} is a terminal and was not read"),
            SourceErrorKind::TimedOut => write!(f, "nobody wrote {from} to its end in time"),
            SourceErrorKind::TooLarge { limit } => {
                write!(f, "{from} has more than {limit} octets of secrets")
            }
        }
    }
}

impl std::error::Error for SourceError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            SourceErrorKind::Read(error) => Some(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &[u8] = b"# invented\ncan = 582693\n";

    /// Hands out a few octets at a time and is interrupted in between.
    struct Trickle<'a>(&'a [u8], bool);

    impl Read for Trickle<'_> {
        fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
            self.1 = !self.1;
            if self.1 {
                return Err(io::ErrorKind::Interrupted.into());
            }
            let count = room.len().min(self.0.len()).min(3);
            let (now, later) = self.0.split_at(count);
            room[..count].copy_from_slice(now);
            self.0 = later;
            Ok(count)
        }
    }

    #[test]
    fn a_source_that_trickles_is_read_to_its_end_into_one_buffer() {
        let octets = read_wiped(&mut Trickle(TEXT, false), LIMIT).unwrap();
        assert_eq!(octets.as_slice(), TEXT);
        assert_eq!(octets.capacity(), LIMIT + 1);
    }

    #[test]
    fn more_than_the_limit_is_refused_and_exactly_the_limit_is_not() {
        assert_eq!(
            read_wiped(&mut io::repeat(b'#').take(64), 64)
                .unwrap()
                .len(),
            64
        );
        let error = read_wiped(&mut io::repeat(b'#').take(65), 64).unwrap_err();
        assert!(matches!(error, SourceErrorKind::TooLarge { limit: 64 }));
    }

    #[test]
    fn a_file_that_is_not_there_is_an_error_with_its_name() {
        let source = SecretsSource::File("no-such-folder/secrets".into());
        let error = source
            .read(Duration::ZERO, &Interrupts::none())
            .unwrap_err();
        assert_eq!(error.code(), "secrets_unreadable");
        assert!(
            error.to_string().contains("no-such-folder/secrets"),
            "{error}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_may_read_is_refused_and_a_private_one_is_read() {
        use std::os::fd::AsRawFd;
        use std::os::unix::fs::PermissionsExt;
        let none = Interrupts::none();
        let path = std::env::temp_dir().join(format!("pinlotse-secrets-{}", std::process::id()));
        std::fs::write(&path, TEXT).unwrap();
        let source = SecretsSource::File(path.clone());
        let with_mode = |mode| {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            source.read(Duration::ZERO, &none)
        };
        let error = with_mode(0o644).unwrap_err();
        assert_eq!(error.code(), "secrets_rights");
        assert!(!error.to_string().contains("582693"));
        assert_eq!(with_mode(0o600).unwrap().as_slice(), TEXT);
        let open = File::open(&path).unwrap();
        assert_eq!(
            SecretsSource::Fd(open.as_raw_fd())
                .read(Duration::ZERO, &none)
                .unwrap()
                .as_slice(),
            TEXT
        );
        std::fs::remove_file(&path).unwrap();
    }
}
