//! A PC without libpcsclite: the program starts there, does what needs no reader, and says what is
//! missing.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use support::temp::Temp;
use support::{Skip, or_skip, program, skip_or_fail};

/// What a PC has that has just been set up: the system's own libraries, and its name.
struct BarePc(Temp);

impl BarePc {
    /// # Errors
    /// [`Skip`] where this machine lets nobody have a root of their own.
    fn new() -> Result<Self, Skip> {
        let pc = Self(Temp::new());
        let libraries = run(Command::new("ldd").arg(program()))?;
        let listed = String::from_utf8_lossy(&libraries.stdout).into_owned();
        for word in listed.split_whitespace() {
            if word.starts_with('/') {
                pc.put(word, &fs::read(word).unwrap());
            }
        }
        let debian = "ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n";
        pc.put("/etc/os-release", debian.as_bytes());
        pc.put("/usr/bin/apt-get", b"");
        pc.put("/pinlotse", &fs::read(program()).unwrap());
        let version = pc.run(&["--version"])?;
        if version.status.success() {
            return Ok(pc);
        }
        let words = String::from_utf8_lossy(&version.stderr).into_owned();
        let is_ours = words.contains("pinlotse:") || words.contains("libpcsclite");
        assert!(!is_ours, "{words}");
        Err(Skip(format!("no root of one's own here: {words}")))
    }

    fn put(&self, path: &str, content: &[u8]) {
        let inside = self.0.join(path.trim_start_matches('/'));
        fs::create_dir_all(inside.parent().unwrap()).unwrap();
        fs::write(&inside, content).unwrap();
        make_executable(&inside);
    }

    fn run(&self, arguments: &[&str]) -> Result<Output, Skip> {
        let mut command = if rustix::process::getuid().is_root() {
            Command::new("chroot")
        } else {
            let mut own = Command::new("unshare");
            own.args(["-Ur", "chroot"]);
            own
        };
        command.arg(self.0.path()).arg("/pinlotse");
        let command = command.args(arguments).env_clear();
        run(command
            .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
            .env("LANG", "de_DE"))
    }

    /// Runs a command that gives a document; the document, and the exit code.
    fn document(&self, arguments: &[&str]) -> (Value, Option<i32>) {
        let line = [&["--json", "--wait", "0"], arguments].concat();
        let output = self.run(&line).unwrap();
        let document = serde_json::from_slice(&output.stdout);
        let document = document.unwrap_or_else(|error| panic!("{error}: {output:?}"));
        (document, output.status.code())
    }
}

fn run(command: &mut Command) -> Result<Output, Skip> {
    let output = command.stdin(Stdio::null()).output();
    output.map_err(|error| Skip(format!("{command:?}: {error}")))
}

fn make_executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn the_program_asks_for_no_library_that_may_be_missing() {
    let Some(output) = or_skip(run(Command::new("readelf").arg("-d").arg(program()))) else {
        return;
    };
    let about = String::from_utf8_lossy(&output.stdout).into_owned();
    let needed: Vec<&str> = about
        .lines()
        .filter(|line| line.contains("(NEEDED)"))
        .collect();
    assert!(
        needed.iter().any(|line| line.contains("libc.so")),
        "{about}"
    );
    assert!(!needed.iter().any(|line| line.contains("pcsc")), "{about}");
}

#[test]
fn a_pc_without_the_library_is_told_what_is_missing_and_rehearses_all_the_same() {
    let Some(pc) = or_skip(BarePc::new()) else {
        return;
    };
    for arguments in [
        &["explain", "puk"][..],
        &["--reader", "virtual:hba", "status"],
        &["virtual", "show", "hba"],
        &["--help"],
    ] {
        let output = pc.run(arguments).unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        let talk = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!talk.contains("pcsclite"), "{arguments:?}: {talk}");
    }
    for arguments in [&["readers"][..], &["status"], &["activate"]] {
        let (document, exit) = pc.document(arguments);
        assert_eq!(document["error"]["code"], "library_missing", "{document}");
        assert_eq!((exit, &document["error"]["exit"]), (Some(3), &3.into()));
        assert_eq!(document["error"]["short_code"], "PL-LIB", "{document}");
        let hint = document["error"]["hint"].as_str().unwrap();
        assert!(hint.contains("„sudo apt install pcscd libccid“"), "{hint}");
    }
    let (document, exit) = pc.document(&["doctor"]);
    assert_eq!(
        (exit, &document["findings"][0]["code"]),
        (Some(3), &"library_missing".into())
    );
    let output = pc.run(&["doctor"]).unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let first = said.lines().next().unwrap_or_default();
    assert!(first.contains("libpcsclite.so.1 fehlt"), "{said}");
    assert!(said.contains("sudo apt install pcscd libccid"), "{said}");
}

#[test]
fn a_library_that_is_broken_is_told_from_one_that_is_not_there() {
    let pc = match BarePc::new() {
        Ok(pc) => pc,
        Err(Skip(why)) => return skip_or_fail(&why),
    };
    pc.put("/lib/libpcsclite.so.1", b"");
    let (document, exit) = pc.document(&["readers"]);
    assert_eq!(
        (exit, &document["error"]["code"]),
        (Some(3), &"library_missing".into())
    );
    let message = document["error"]["message"].as_str().unwrap();
    assert!(message.contains("lässt sich nicht laden"), "{message}");
    assert!(message.contains("file too short"), "{message}");
}
