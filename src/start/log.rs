//! Where the trace goes: `--verbose` to standard error, `--log-file` to a file that keeps many runs
//! apart.
//!
//! Every line of the file begins with the time and the mark of its run; the first of a run names
//! version, system and call, the last the exit code. Numbers of the call are left out, for one may
//! be a secret in the wrong place.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use crate::report::facts::typed_numbers::without_numbers;
use crate::system::output::{Output, Stream};
use crate::system::printable::Printable;
use crate::system::signals::Interrupts;
use crate::system::{clock, files};

/// The log of one run.
pub(super) struct Log {
    file: Option<LogFile>,
    /// Standard error, with `--verbose`.
    verbose: Option<Output>,
}

struct LogFile {
    path: PathBuf,
    file: File,
    mark: String,
    /// Why a line is missing.
    lost: Option<io::Error>,
}

impl Log {
    /// Begins a run in the log; `None` when no trace is wanted.
    ///
    /// # Errors
    /// Why the file cannot be written to.
    pub(super) fn begin(
        path: Option<&Path>,
        verbose: bool,
        arguments: &[OsString],
        interrupts: &Interrupts,
    ) -> io::Result<Option<Self>> {
        if path.is_none() && !verbose {
            return Ok(None);
        }
        let file = path.map(|path| {
            Ok::<_, io::Error>(LogFile {
                path: path.to_owned(),
                file: files::append(path)?,
                mark: mark(process::id()),
                lost: None,
            })
        });
        let mut log = Self {
            file: file.transpose()?,
            verbose: verbose.then(|| Output::new(Stream::Error, interrupts)),
        };
        log.note(&first_line(arguments));
        Ok(Some(log))
    }

    /// One line of the trace.
    fn line(&mut self, at: SystemTime, line: &str) {
        if let Some(file) = &mut self.file {
            file.line(at, line);
        }
        if let Some(output) = &self.verbose {
            let _ = output.put(&Printable::line(line).ended());
        }
    }

    /// Ends the run in the log. The file whose lines did not all get there, and why.
    fn end(&mut self, exit: u8) -> Option<(PathBuf, io::Error)> {
        self.note(&format!("== exit {exit}"));
        let file = self.file.as_mut()?;
        file.lost.take().map(|error| (file.path.clone(), error))
    }

    /// For the file alone.
    fn note(&mut self, line: &str) {
        if let Some(file) = &mut self.file {
            file.line(SystemTime::now(), line);
        }
    }
}

/// The log of one run, in the hands of all that write to it, workers too.
#[derive(Clone)]
pub(super) struct SharedLog(Arc<Mutex<Log>>);

impl SharedLog {
    pub(super) fn of(log: Log) -> Self {
        Self(Arc::new(Mutex::new(log)))
    }

    /// One line of the trace.
    pub(super) fn line(&self, at: SystemTime, line: &str) {
        self.lock().line(at, line);
    }

    /// Ends the run in the log. The file whose lines did not all get there, and why.
    pub(super) fn end(&self, exit: u8) -> Option<(PathBuf, io::Error)> {
        self.lock().end(exit)
    }

    /// Who panicked while it wrote has lost no more than its line.
    fn lock(&self) -> MutexGuard<'_, Log> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl LogFile {
    /// In one piece, so that the lines of two runs do not mix.
    fn line(&mut self, at: SystemTime, line: &str) {
        let (time, mark) = (clock::timestamp_millis(at), &self.mark);
        let line = Printable::line(&format!("{time} {mark} {line}")).ended();
        let written = self.file.write_all(line.as_str().as_bytes());
        if let Err(error) = written {
            self.lost.get_or_insert(error);
        }
    }
}

fn first_line(arguments: &[OsString]) -> String {
    let words: Vec<String> = arguments
        .iter()
        .skip(1)
        .map(|argument| without_numbers(&argument.to_string_lossy()))
        .collect();
    format!(
        "== pinlotse {} on {} {}: {}",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        words.join(" ")
    )
}

/// What tells the lines of a run from those of another one at the same time: the process number in
/// letters, for in digits it may look like a PIN.
fn mark(process: u32) -> String {
    let mut rest = process;
    let mut letters = Vec::new();
    while letters.is_empty() || rest > 0 {
        letters.push(char::from(b'a' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_begins_with_version_system_and_call_without_its_numbers() {
        let call = [
            "pinlotse",
            "activate",
            "--card",
            "80276999990000000025",
            "--pin=471193",
        ];
        let line = first_line(&call.map(OsString::from));
        assert!(line.starts_with("== pinlotse 0."), "{line}");
        assert!(line.contains(std::env::consts::OS), "{line}");
        assert!(line.ends_with(": activate --card … --pin=…"), "{line}");
    }

    #[test]
    fn marks_are_letters_and_differ() {
        assert_eq!(
            (mark(0), mark(25), mark(26)),
            ("a".into(), "z".into(), "ba".into())
        );
        assert_ne!(mark(47_119), mark(47_120));
    }
}
