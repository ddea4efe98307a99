//! A test that runs a part of itself in processes of their own.

use std::any::type_name_of_val;
use std::env;
use std::process::{Child, Command, Stdio};

const ROLE: &str = "PINLOTSE_TEST_ROLE";

/// What the test handed over to this process; `None` where this is the test itself.
pub fn role() -> Option<String> {
    env::var(ROLE).ok()
}

/// Begins a process that runs the test once more, with a role. `test` is a closure written in that
/// test; `shell` may be what a shell is to do before.
pub fn begin<F: Fn()>(test: &F, role: &str, shell: &str) -> Child {
    // "test_binary::module::name_of_the_test::{{closure}}"
    let path = type_name_of_val(test).trim_end_matches("::{{closure}}");
    let name = path.split_once("::").unwrap().1;
    Command::new("sh")
        .arg("-c")
        .arg(format!("{shell} exec \"$0\" \"$@\""))
        .arg(env::current_exe().unwrap())
        .args([name, "--exact", "--nocapture", "--include-ignored"])
        .env(ROLE, role)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Waits for its end; the test in it must have been one, and good.
pub fn ends_well(child: Child) {
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{:?}\n{said}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
}
