//! A test whose own process is the client of a pcscd: it calls the library instead of running the
//! program.
//!
//! libpcsclite reads its socket's path from the environment once in a process and keeps it. So such
//! a test runs once more in a process of its own, whose environment names the place of a daemon
//! that the test is yet to start.

use std::any::type_name;
use std::env;
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::temp::Temp;

const FOLDER: &str = "PINLOTSE_TEST_PCSCD_FOLDER";
/// Longest time for such a test.
const LIMIT: Duration = Duration::from_secs(90);

/// Where this process' daemon must be, in a process of its own.
pub fn folder() -> Option<PathBuf> {
    env::var_os(FOLDER).map(PathBuf::from)
}

/// Runs the body of a test, which must be handed over as a closure written in that test, in a
/// process of its own.
pub fn run<F: FnOnce()>(test: F) {
    if folder().is_some() {
        return test();
    }
    // "test_binary::module::name_of_the_test::{{closure}}"
    let path = type_name::<F>().trim_end_matches("::{{closure}}");
    let name = path.split_once("::").unwrap().1;
    let (daemon, printed) = (Temp::new(), Temp::new());
    let output = File::create(printed.join("output")).unwrap();
    let mut child = Command::new(env::current_exe().unwrap())
        .args([name, "--exact", "--nocapture", "--include-ignored"])
        .env(FOLDER, daemon.path())
        .env("PCSCLITE_CSOCK_NAME", daemon.join("run/pcscd.comm"))
        .stdin(Stdio::null())
        .stdout(output.try_clone().unwrap())
        .stderr(output)
        .spawn()
        .unwrap();
    let begin = Instant::now();
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break Some(status),
            None if begin.elapsed() > LIMIT => {
                let _ = child.kill();
                let _ = child.wait();
                end_daemon(&daemon);
                break None;
            }
            None => std::thread::sleep(Duration::from_millis(10)),
        }
    };
    let output = fs::read_to_string(printed.join("output")).unwrap_or_default();
    assert!(
        status.is_some_and(|status| status.success()),
        "{status:?}:\n{output}"
    );
    assert!(
        output.contains("1 passed"),
        "no test named {name}:\n{output}"
    );
    for line in output.lines().filter(|line| line.starts_with("skipped:")) {
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), "{line}");
    }
}

/// Its owner was killed and could not do it.
fn end_daemon(folder: &Temp) {
    let number = fs::read_to_string(folder.join("run/pcscd.pid")).unwrap_or_default();
    if let Some(daemon) = number.trim().parse().ok().and_then(Pid::from_raw) {
        let _ = kill_process(daemon, Signal::KILL);
    }
}
