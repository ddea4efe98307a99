//! The room in which the examples are tried: a home of its own, the program on the path, and nothing
//! of this machine's user.
//!
//! What a page keeps in `/usr/local/bin` or `/etc` lies below the room's own root here.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use support::temp::Temp;

use super::page::Block;

pub struct Room {
    temp: Temp,
    language: &'static str,
}

/// What came of an example.
#[derive(Debug)]
pub struct Ran {
    what: String,
    pub exit: i32,
    pub printed: String,
    pub said: String,
}

impl Room {
    /// For a page in this language, `de` or `en`.
    pub fn new(language: &'static str) -> Self {
        let temp = Temp::new();
        for folder in ["home", "usr/local/bin"] {
            fs::create_dir_all(temp.join(folder)).unwrap();
        }
        let room = Self { temp, language };
        room.puts_program_back();
        room
    }

    /// pinlotse itself on the path, whatever stood there under its name.
    pub fn puts_program_back(&self) {
        let place = self.local_bin().join("pinlotse");
        let _ = fs::remove_file(&place);
        symlink(support::program(), place).unwrap();
    }

    pub fn home(&self) -> PathBuf {
        self.temp.join("home")
    }

    /// What stands for `/usr/local/bin`.
    pub fn local_bin(&self) -> PathBuf {
        self.temp.join("usr/local/bin")
    }

    /// A text in which places of the system are those of the room.
    pub fn moved(&self, text: &str) -> String {
        let root = self.temp.path().display().to_string();
        text.replace("/usr/local/bin", &format!("{root}/usr/local/bin"))
            .replace("/etc/", &format!("{root}/etc/"))
    }

    /// A program in an environment of the room's own. Nothing but loopback is reached from it.
    pub fn command(&self, program: &str) -> Command {
        let mut path = OsString::from(self.local_bin());
        path.push(":");
        path.push(env::var_os("PATH").unwrap_or_else(|| "/usr/bin:/bin".into()));
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", path)
            .env("HOME", self.home())
            .env("LANG", "C.UTF-8")
            .env("PINLOTSE_LANG", self.language)
            .env("http_proxy", "http://127.0.0.1:9")
            .env("no_proxy", "127.0.0.1")
            .current_dir(self.home())
            .stdin(Stdio::null());
        command
    }

    /// Typed into the one shell of the room: what a block exports is there in the next. A command that
    /// fails ends its block.
    pub fn types(&self, text: &str) -> Ran {
        const SHELL: &str = r#"
            trap '{ export -p; umask -p; } > "$0"' EXIT
            if [ -e "$0" ]; then . "$0"; fi
            set -euo pipefail
            . "$1""#;
        let typed = self.temp.join("typed");
        fs::write(&typed, self.moved(text)).unwrap();
        let mut command = self.command("bash");
        command
            .args(["-c", SHELL])
            .arg(self.temp.join("exported"))
            .arg(typed);
        ran(text, &mut command)
    }

    /// The block as it stands.
    pub fn runs(&self, block: &Block) -> Ran {
        let mut ran = self.types(&block.text);
        ran.what = format!("{}:\n{}", block.place, block.text);
        ran
    }

    /// Each command of the block by itself, and the exit codes that they end with.
    #[track_caller]
    pub fn runs_each(&self, block: &Block, exits: &[i32]) {
        let commands = block.commands();
        assert_eq!(commands.len(), exits.len(), "{}: {commands:?}", block.place);
        for (command, exit) in commands.iter().zip(exits) {
            self.types(command).exits(*exit);
        }
    }

    /// Puts the script of a block where the page has it and makes it a program. Its syntax is
    /// checked by the shell that its first line names.
    pub fn installs(&self, block: &Block, name: &str) -> PathBuf {
        let shell = block.text.strip_prefix("#!").unwrap();
        let shell = shell.lines().next().unwrap();
        let file = self.program(name, &block.text);
        let checked = ran(&block.place, self.command(shell).arg("-n").arg(&file));
        checked.exits(0);
        file
    }

    /// A program on the path.
    pub fn program(&self, name: &str, text: &str) -> PathBuf {
        let file = self.local_bin().join(name);
        let _ = fs::remove_file(&file);
        fs::write(&file, text).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        file
    }

    /// Takes a program off the path.
    pub fn without(&self, name: &str) {
        fs::remove_file(self.local_bin().join(name)).unwrap();
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.home().join(name)
    }
}

/// Runs a command to its end.
pub fn ran(what: &str, command: &mut Command) -> Ran {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{what}: {error}"));
    let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
    Ran {
        what: what.to_owned(),
        exit: output.status.code().unwrap_or(-1),
        printed: text(&output.stdout),
        said: text(&output.stderr),
    }
}

/// Whether a program is there to be run.
pub fn is_there(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// The rights of a file, as `chmod` takes them.
pub fn mode(file: &Path) -> u32 {
    fs::metadata(file).unwrap().permissions().mode() & 0o777
}

impl Ran {
    #[track_caller]
    pub fn exits(&self, code: i32) -> &Self {
        assert_eq!(
            self.exit, code,
            "{}\nprinted:\n{}\nsaid:\n{}",
            self.what, self.printed, self.said
        );
        self
    }

    /// What the block behind it shows, to the letter.
    #[track_caller]
    pub fn prints(&self, shown: &Block) -> &Self {
        assert_eq!(
            self.printed, shown.text,
            "{} shows something else than what is printed by {}\nsaid:\n{}",
            shown.place, self.what, self.said
        );
        self
    }

    #[track_caller]
    pub fn prints_words(&self, words: &str) -> &Self {
        assert!(
            self.printed.contains(words),
            "{words:?} is not printed by {}\nprinted:\n{}\nsaid:\n{}",
            self.what,
            self.printed,
            self.said
        );
        self
    }

    /// Nothing at all, on neither of the two ways.
    #[track_caller]
    pub fn is_silent(&self) -> &Self {
        assert_eq!(
            (self.printed.as_str(), self.said.as_str()),
            ("", ""),
            "{}",
            self.what
        );
        self
    }

    /// The one document.
    #[track_caller]
    pub fn document(&self) -> Value {
        serde_json::from_str(&self.printed).unwrap_or_else(|error| {
            panic!("{}: {error}\n{}\n{}", self.what, self.printed, self.said)
        })
    }
}
