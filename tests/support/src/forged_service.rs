//! A library in front of libpcsclite that answers in its place: numbers which no service gives on
//! demand. And it writes down what the program under test does to cards when it lets go of them.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use super::{Skip, project};

const CONVERSATION: &str = "SCardEstablishContext";

/// The library, for one run after the other.
pub struct ForgedService {
    library: &'static PathBuf,
    plan: String,
    log: Option<PathBuf>,
}

impl ForgedService {
    /// Entries as in `tests/support/preload/forged_service.rs`.
    ///
    /// # Errors
    /// [`Skip`] where there is no rustc to compile the library with.
    pub fn new(plan: &str) -> Result<Self, Skip> {
        Ok(Self {
            library: library()?,
            plan: plan.to_owned(),
            log: None,
        })
    }

    /// What becomes of cards is written to this file.
    pub fn logging_to(mut self, path: PathBuf) -> Self {
        self.log = Some(path);
        self
    }

    /// Environment of the program under test.
    pub fn environment(&self) -> Vec<(&str, &OsStr)> {
        let mut all = vec![
            ("LD_PRELOAD", self.library.as_os_str()),
            ("PINLOTSE_TEST_FORGED", OsStr::new(&self.plan)),
        ];
        if let Some(log) = &self.log {
            all.push(("PINLOTSE_TEST_FORGED_LOG", log.as_os_str()));
        }
        all
    }

    /// The dispositions that were logged: `SCardDisconnect 0` leaves the card as it is.
    pub fn dispositions(&self) -> Vec<String> {
        self.logged(|line| !line.starts_with(CONVERSATION))
    }

    /// How many conversations with the service were begun, or tried.
    pub fn conversations(&self) -> usize {
        self.logged(|line| line.starts_with(CONVERSATION)).len()
    }

    fn logged(&self, is_meant: impl Fn(&str) -> bool) -> Vec<String> {
        let log = self.log.as_ref().map(std::fs::read_to_string);
        let log = log.and_then(Result::ok).unwrap_or_default();
        let lines = log.lines().filter(|line| is_meant(line));
        lines.map(ToOwned::to_owned).collect()
    }
}

/// Compiled beside the test's program, once in a process.
fn library() -> Result<&'static PathBuf, Skip> {
    static BUILT: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let built = BUILT.get_or_init(|| {
        let program = std::env::current_exe().unwrap();
        let library = program.with_file_name("libforged_service.so");
        // Another process may be loading it just now: it is replaced as a whole.
        let own = program.with_file_name(format!("libforged_service-{}.so", std::process::id()));
        let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let output = Command::new(compiler)
            .args([
                "--edition",
                "2024",
                "--crate-type",
                "cdylib",
                "-C",
                "panic=abort",
                "-o",
            ])
            .arg(&own)
            .arg(project().join("tests/support/preload/forged_service.rs"))
            .stdin(Stdio::null())
            .output()
            .map_err(|error| format!("rustc cannot be run: {error}"))?;
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        std::fs::rename(own, &library).unwrap();
        Ok(library)
    });
    built.as_ref().map_err(|why| Skip(why.clone()))
}
