//! What the integration tests share: places, programs and cards of their own, never those of the
//! machine.
//!
//! Helpers panic with a sentence, for their callers are tests; nothing here waits without a limit,
//! and nothing passes because of one.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::new_without_default
)] // Code of tests, where clippy does not see that it is.

pub mod again;
pub mod alone;
pub mod dice;
pub mod download_point;
pub mod faults;
pub mod follower;
pub mod forged;
pub mod issued;
pub mod issuer_list;
pub mod journey;
pub mod konnektor;
pub mod life;
pub mod network;
pub mod ocsp_pki;
pub mod picture;
pub mod pki;
pub mod practice;
pub mod promise;
pub mod real_issuers;
pub mod replay;
pub mod responder;
pub mod schema;
pub mod screen;
pub mod script;
pub mod temp;
pub mod terminal;
pub mod walking;
pub mod watching;

#[cfg(target_os = "linux")]
pub mod desk;
#[cfg(target_os = "linux")]
pub mod forged_service;
#[cfg(target_os = "linux")]
pub mod leaks;
#[cfg(target_os = "linux")]
pub mod memory;
#[cfg(target_os = "linux")]
pub mod mini_card;
#[cfg(target_os = "linux")]
pub mod other_program;
#[cfg(target_os = "linux")]
pub mod own_process;
#[cfg(target_os = "linux")]
pub mod pad;
#[cfg(target_os = "linux")]
pub mod pad_desk;
#[cfg(target_os = "linux")]
pub mod pad_walk;
#[cfg(target_os = "linux")]
pub mod pcscd;
#[cfg(unix)]
pub mod pty;
#[cfg(target_os = "linux")]
pub mod served_card;
#[cfg(target_os = "linux")]
pub mod wine;

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// How long a test waits for what should take milliseconds. Long, for a machine may be busy;
/// reached means failed.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Waits until `check` gives something, at most [`PATIENCE`]; `None` then.
pub fn wait_for<T>(mut check: impl FnMut() -> Option<T>) -> Option<T> {
    let begin = Instant::now();
    loop {
        if let Some(found) = check() {
            return Some(found);
        }
        if begin.elapsed() > PATIENCE {
            return None;
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// The folder of the project.
pub fn project() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// The program: cargo builds it for the integration tests and benchmarks of its package, a folder
/// above theirs. (`CARGO_BIN_EXE_pinlotse` is only known while those themselves are compiled.)
pub fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.ancestors().nth(2).unwrap();
    let program = folder.join(format!("pinlotse{}", std::env::consts::EXE_SUFFIX));
    assert!(program.exists(), "{} is not there", program.display());
    program
}

/// Why a test cannot run on this machine.
#[derive(Debug)]
pub struct Skip(pub String);

/// Says aloud that a test is skipped; fails instead where `PINLOTSE_REQUIRE_PCSCD=1` promises that
/// nothing is missing.
///
/// Use: `let Some(pcscd) = support::or_skip(Pcscd::start()) else { return };`
pub fn or_skip<T>(started: Result<T, Skip>) -> Option<T> {
    started.map_err(|skip| skip_or_fail(&skip.0)).ok()
}

/// The same for a reason found by other means.
pub fn skip_or_fail(reason: &str) {
    if std::env::var_os("PINLOTSE_REQUIRE_PCSCD").is_some_and(|value| value == "1") {
        panic!("PINLOTSE_REQUIRE_PCSCD=1, but: {reason}");
    }
    say_skipped(reason);
}

/// For what needs more than pcscd, such as root's rights: says aloud that it is skipped, and never
/// fails.
pub fn say_skipped(reason: &str) {
    // Written past the test runner's capture, which would hide it for a test that passes.
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "skipped: {reason}");
}
