//! The Windows program, run by wine at a real pcscd of the test's own.
//!
//! `.ci/wine` makes what is needed: a folder with Debian 13 and its wine, and the program. Wine's
//! winscard hands every call on to libpcsclite, so that the program meets the same service, driver
//! and cards as the one for Linux. Each desk has a Windows of its own: registry, folders of the
//! user, processes. Only the files of the system are shared.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use rustix::process::geteuid;

use super::desk::{Desk, Run, Running};
use super::pad::PadReader;
use super::pty::{Pty, starting};
use super::temp::Temp;
use super::{Skip, or_skip, say_skipped, wait_for};

/// The folder with Debian and wine.
const FOLDER: &str = "PINLOTSE_WINE";
/// The program.
const PROGRAM: &str = "PINLOTSE_WINE_PROGRAM";

/// What runs first in the namespace of a desk and stays there: $1 the folder with Debian, then what
/// is put into it: the user's home, the desk's own Windows, the socket of its pcscd. It ends with
/// its standard input, and so with the test.
const INSIDE: &str = r#"
set -e
mount --rbind /proc "$1/proc"
mount --rbind /dev "$1/dev"
mount --bind "$2" "$1/home"
mount --bind "$3" "$1/tmp"
mount --bind "$4" "$1/run/pcscd"
echo ready
exec cat
"#;

/// A folder as practices have them. The program lies in it and is started there.
pub const PRACTICE: &str = "Praxis Müller";

/// A desk whose PC runs Windows.
pub struct WineDesk {
    pub desk: Desk,
    folder: PathBuf,
    keeper: Child,
    windows: Temp,
}

impl WineDesk {
    /// A desk with two readers; `None`, said aloud, where wine or pcscd is not to be had.
    pub fn new() -> Option<Self> {
        Self::at(Desk::new)
    }

    /// The same without any reader.
    pub fn without_readers() -> Option<Self> {
        Self::at(Desk::without_readers)
    }

    /// A desk with PIN-pad readers and no others.
    pub fn with_pads(pads: &mut [PadReader]) -> Option<Self> {
        Self::at(|| Desk::with_pads(pads))
    }

    fn at(desk: impl FnOnce() -> Result<Desk, Skip>) -> Option<Self> {
        match given() {
            Ok((folder, program)) => Some(Self::start(or_skip(desk())?, folder, &program)),
            Err(Skip(why)) => {
                say_skipped(&why);
                None
            }
        }
    }

    fn start(desk: Desk, folder: PathBuf, program: &Path) -> Self {
        let windows = Temp::new();
        make_windows(&folder, &windows);
        let practice = desk.home.join(PRACTICE);
        fs::create_dir(&practice).unwrap();
        fs::copy(program, practice.join("pinlotse.exe")).unwrap();
        let mut command = Command::new("unshare");
        command.arg(if geteuid().is_root() { "-m" } else { "-Urm" });
        command.args(["sh", "-c", INSIDE, "sh"]).arg(&folder);
        command.arg(desk.home.path()).arg(windows.path());
        command.arg(desk.pcscd.socket().parent().unwrap());
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let alone = starting();
        let mut keeper = command.spawn().unwrap();
        drop(alone);
        let mut line = String::new();
        let told = BufReader::new(keeper.stdout.take().unwrap()).read_line(&mut line);
        assert!(
            told.is_ok() && line == "ready\n",
            "no namespace for wine: {line}"
        );
        let this = Self {
            desk,
            folder,
            keeper,
            windows,
        };
        // Goes on without anybody to serve until the desk is cleared; what is open to it stays open.
        let mut server = this.inside(&[]);
        server.args(["/usr/lib/wine/wineserver", "-p"]);
        server.stdin(Stdio::null()).stdout(Stdio::null());
        assert!(server.status().unwrap().success());
        this
    }

    /// A program of the folder, in the namespace of this desk, with wine's environment and no other.
    fn inside(&self, environment: &[(&str, &OsStr)]) -> Command {
        let mut command = Command::new("nsenter");
        command.args(["--mount", "--target", &self.keeper.id().to_string()]);
        if !geteuid().is_root() {
            command.args(["--user", "--preserve-credentials"]);
        }
        command.arg("chroot").arg(&self.folder);
        command.args(["env", "-i", "-C"]);
        command.arg(Path::new("/home").join(PRACTICE));
        command.args([
            "PATH=/usr/bin:/bin",
            "HOME=/tmp",
            "XDG_RUNTIME_DIR=/tmp",
            "WINEPREFIX=/tmp/prefix",
            // Its own complaints; none is about this program.
            "WINEDEBUG=-all",
            "LANG=de_DE.UTF-8",
            "TERM=xterm",
            // The library of the daemon that runs outside.
            "LD_LIBRARY_PATH=/opt/pcsc",
        ]);
        for (name, value) in environment {
            let mut variable = OsString::from(format!("{name}="));
            variable.push(value);
            command.arg(variable);
        }
        command
    }

    fn pinlotse(&self, environment: &[(&str, &OsStr)]) -> Command {
        let mut command = self.inside(environment);
        command.args(["/usr/lib/wine/wine64", &windows_path("pinlotse.exe")]);
        command
    }

    /// Begins a run without a terminal, with a trace.
    pub fn start_run(&self, arguments: &[&str]) -> Running<'_> {
        self.start_with(arguments, &[])
    }

    pub fn start_with(&self, arguments: &[&str], environment: &[(&str, &OsStr)]) -> Running<'_> {
        self.begin(arguments, environment, Stdio::null())
    }

    fn begin(
        &self,
        arguments: &[&str],
        environment: &[(&str, &OsStr)],
        input: Stdio,
    ) -> Running<'_> {
        let mut command = self.pinlotse(environment);
        command.stdin(input);
        let home = self.desk.home.path();
        let running = self.desk.start_program(command, arguments, |path| {
            let inside = path.strip_prefix(home).unwrap().to_str().unwrap();
            format!(r"Z:\home\{inside}")
        });
        // Of a process that ends while a thread of it ends, about one time in 200 (docs/testing.md).
        running.losing_exits()
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        self.start_run(arguments).end()
    }

    /// A whole run with this on its standard input.
    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Run {
        self.begin(arguments, &[], self.desk.input(input)).end()
    }

    /// The same, which must end with this exit code.
    #[track_caller]
    pub fn expect(&self, exit: i32, arguments: &[&str]) -> Run {
        let run = self.run(arguments);
        run.assert_exit(exit);
        run
    }

    /// A run on a console of 80 columns, which wine draws on a terminal.
    pub fn console(&self, arguments: &[&str]) -> WineConsole {
        let command = self.pinlotse(&[]);
        let all: Vec<&str> = command
            .get_args()
            .map(|argument| argument.to_str().unwrap())
            .chain(arguments.iter().copied())
            .collect();
        WineConsole {
            pty: Pty::program(Path::new("nsenter"), &all, &[]),
            read: 0,
        }
    }

    /// What another Windows program in the folder of the practice prints.
    #[track_caller]
    pub fn program(&self, name: &str, arguments: &[&str]) -> String {
        self.of_windows(&windows_path(name), arguments)
    }

    /// Runs of the program that a service begins, as management systems do: without anybody who could
    /// see or type, each until it ends. What `log` in the home of the desk says of them.
    #[track_caller]
    pub fn runs_of_a_service(&self, calls: &[&str]) -> String {
        let home = self.desk.home.path();
        let program = home.join(PRACTICE).join("pinlotse.exe");
        fs::copy(program, home.join("pinlotse.exe")).unwrap();
        let log = home.join("log");
        for (number, call) in (1..).zip(calls) {
            let name = format!("run{number}");
            let line = format!(r"Z:\home\pinlotse.exe {call} --log-file Z:\home\log");
            self.of_windows("sc", &["create", &name, "binPath=", &line]);
            // Goes on waiting for a service that says it runs.
            let mut starting = self.command_of_windows("sc", &["start", &name]);
            let mut starting = starting.stdout(Stdio::null()).spawn().unwrap();
            let ended = wait_for(|| {
                let said = fs::read_to_string(&log).unwrap_or_default();
                (said.matches(" == exit ").count() == number).then_some(())
            });
            let _ = starting.kill();
            let _ = starting.wait();
            assert!(
                ended.is_some(),
                "the service still waits for somebody: {call}"
            );
        }
        fs::read_to_string(log).unwrap()
    }

    /// What a program prints that is Windows' own, or is named with its whole path.
    #[track_caller]
    pub fn of_windows(&self, program: &str, arguments: &[&str]) -> String {
        // Into a file: what wine starts along would keep a pipe open.
        let printed = self.desk.home.join("printed");
        let file = File::create(&printed).unwrap();
        let done = self
            .command_of_windows(program, arguments)
            .stdout(file)
            .status();
        done.unwrap();
        String::from_utf8_lossy(&fs::read(printed).unwrap()).into_owned()
    }

    fn command_of_windows(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = self.inside(&[]);
        command
            .args(["/usr/lib/wine/wine64", program])
            .args(arguments);
        command.stdin(Stdio::null());
        command
    }

    /// A folder or file of drive C.
    pub fn drive_c(&self, path: &str) -> PathBuf {
        self.windows.join("prefix/drive_c").join(path)
    }

    /// `%LOCALAPPDATA%` of the user.
    pub fn local_app_data(&self) -> PathBuf {
        let users = self.drive_c("users");
        let mut names = fs::read_dir(users).unwrap();
        let user = names.find(|name| name.as_ref().unwrap().file_name() != "Public");
        user.unwrap().unwrap().path().join("AppData/Local")
    }
}

impl Drop for WineDesk {
    fn drop(&mut self) {
        let mut server = self.inside(&[]);
        let _ = server
            .args(["/usr/lib/wine/wineserver", "-k", "-w"])
            .status();
        let _ = self.keeper.kill();
        let _ = self.keeper.wait();
    }
}

/// A console of wine, whose terminal is read by words: wine moves the cursor as it likes.
pub struct WineConsole {
    pub pty: Pty,
    /// How much of its words earlier expectations have used up.
    read: usize,
}

impl WineConsole {
    /// Waits until these words are shown, after what earlier expectations found, wherever lines end.
    #[track_caller]
    pub fn expect(&mut self, words: &str) -> &mut Self {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let found = wait_for(|| {
            let said = self.words();
            let place = said.get(self.read..)?.find(&words)?;
            Some(self.read + place + words.len())
        });
        let Some(read) = found else {
            let said = self.words();
            panic!(
                "never shown: {words:?} behind octet {} of:\n{said}",
                self.read
            )
        };
        self.read = read;
        self
    }

    /// All that was shown, in words with one blank between them.
    pub fn words(&mut self) -> String {
        let lines = self.pty.lines().join(" ");
        lines.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Types a line and Enter.
    pub fn type_line(&mut self, line: &str) -> &mut Self {
        // CR is what the key sends. Until wine takes the terminal over, its driver turns that into
        // LF.
        self.send(&format!("{line}\r"))
    }

    /// Types characters without Enter.
    pub fn send(&mut self, keys: &str) -> &mut Self {
        self.pty.wait_for_echo(false).send(keys);
        self
    }

    /// Presses Ctrl-C.
    pub fn ctrl_c(&mut self) -> &mut Self {
        self.send("\u{3}")
    }
}

/// What Windows calls a file in the folder of the practice.
pub fn windows_path(name: &str) -> String {
    format!(r"Z:\home\{PRACTICE}\{name}")
}

/// Folder and program, as `.ci/wine` names them.
fn given() -> Result<(PathBuf, PathBuf), Skip> {
    let place = |variable| {
        let path = env::var_os(variable).map(PathBuf::from);
        path.ok_or_else(|| {
            Skip(format!(
                "{variable} is not set: the Windows program is run by .ci/wine"
            ))
        })
    };
    let (folder, program) = (place(FOLDER)?, place(PROGRAM)?);
    assert!(
        folder.join("prefix/system.reg").exists() && program.exists(),
        "{} or {} is not there",
        folder.display(),
        program.display()
    );
    Ok((folder, program))
}

/// A Windows for one desk: registry, users and programs of its own, only the system's files are
/// shared. An installer writes among those, too, into a folder that is not there yet.
fn make_windows(folder: &Path, windows: &Temp) {
    let (template, own) = (folder.join("prefix"), windows.join("prefix"));
    let drive = own.join("drive_c");
    fs::create_dir_all(drive.join("windows")).unwrap();
    for name in fs::read_dir(template.join("drive_c")).unwrap() {
        let name = name.unwrap().file_name();
        if name != "windows" {
            copy(&template.join("drive_c").join(name), &drive);
        }
    }
    for name in fs::read_dir(template.join("drive_c/windows")).unwrap() {
        let name = name.unwrap().file_name();
        let shared = Path::new("/prefix/drive_c/windows").join(&name);
        symlink(shared, drive.join("windows").join(&name)).unwrap();
    }
    for name in [
        "system.reg",
        "user.reg",
        "userdef.reg",
        ".update-timestamp",
        "dosdevices",
    ] {
        copy(&template.join(name), &own);
    }
}

/// With links as links.
fn copy(from: &Path, into: &Path) {
    let done = Command::new("cp").arg("-a").arg(from).arg(into).status();
    assert!(done.unwrap().success(), "{}", from.display());
}
