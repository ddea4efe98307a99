//! A program on a terminal of its own, with a user who reads before typing.
//!
//! What the terminal shows is kept whole, so that a test can search it for secrets. The environment
//! is clean: no variable of the machine's user reaches the program, and its home is a folder that
//! vanishes.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

use expectrl::process::unix::WaitStatus;
use expectrl::process::{Healthcheck, Termios};
use expectrl::session::OsSession;
use expectrl::{Expect, Session};
use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::fs::{Mode, OFlags};

use super::screen::Look;
use super::temp::Temp;
use super::{program, screen, wait_for};

/// Rows of every terminal here, and columns of those for which no others are asked.
const ROWS: usize = 24;
pub const COLUMNS: usize = 80;

/// Turns the echo on, and runs what follows as soon as the terminal has the size that was asked for.
///
/// expectrl begins with echo off, unlike every real terminal, and sets its own size (80 by 24) when
/// the child is on its way already: a size that the child sets is lost whenever it was faster. So
/// the side that starts it sets the size, and the child waits for it.
const BEGIN: &str = "stty echo || exit; size=$1; shift
while now=$(stty size) && [ \"$now\" != \"$size\" ]; do sleep 0.01; done
exec \"$@\"";

/// Held while a long-lived program or one on a pty is started.
///
/// expectrl learns from a pipe whether its child began; a program started beside it in the same
/// moment would inherit the pipe's end and keep expectrl waiting for as long as it lives.
pub(super) fn starting() -> MutexGuard<'static, ()> {
    static STARTING: Mutex<()> = Mutex::new(());
    STARTING.lock().unwrap_or_else(PoisonError::into_inner)
}

pub struct Pty {
    session: OsSession,
    shown: Vec<u8>,
    /// How much of `shown` earlier expectations have used up.
    read: usize,
    columns: usize,
    ended: Option<WaitStatus>,
    /// Digits that the program shows while they are typed, and takes off the screen then.
    seen: Vec<String>,
    home: Temp,
}

impl Pty {
    /// Starts pinlotse on 80 columns, in German.
    pub fn pinlotse(arguments: &[&str]) -> Self {
        Self::pinlotse_with(arguments, &[])
    }

    /// The same with more variables, or others: a later one wins.
    pub fn pinlotse_with(arguments: &[&str], environment: &[(&str, &OsStr)]) -> Self {
        Self::program(&program(), arguments, environment)
    }

    pub fn program(program: &Path, arguments: &[&str], environment: &[(&str, &OsStr)]) -> Self {
        Self::on(COLUMNS, program, arguments, environment)
    }

    /// Any program on a terminal of so many columns.
    pub fn on(
        columns: usize,
        program: &Path,
        arguments: &[&str],
        environment: &[(&str, &OsStr)],
    ) -> Self {
        let home = Temp::new();
        let mut command = Command::new("/bin/sh");
        command
            .args(["-c", BEGIN, "sh", &format!("{ROWS} {columns}")])
            .arg(program)
            .args(arguments);
        command.env_clear().env(
            "PATH",
            std::env::var_os("PATH").unwrap_or_else(|| OsString::from("/usr/bin:/bin")),
        );
        command
            .env("HOME", home.path())
            .env("XDG_STATE_HOME", home.join("state"));
        command.env("LANG", "de_DE.UTF-8").env("TERM", "xterm");
        command.envs(environment.iter().copied());
        let _alone = starting();
        let mut session = Session::spawn(command).unwrap();
        let [width, height] = [columns, ROWS].map(|cells| u16::try_from(cells).unwrap());
        let process = session.get_process_mut();
        process.set_window_size(width, height).unwrap();
        Self {
            session,
            shown: Vec::new(),
            read: 0,
            columns,
            ended: None,
            seen: Vec::new(),
            home,
        }
    }

    /// The program's home; its notes lie in `state/pinlotse` there.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Waits until the text is shown, after what earlier expectations found. Lines end with `\r\n`.
    pub fn expect(&mut self, text: &str) -> &mut Self {
        let found = wait_for(|| {
            // Asked before reading: what a program showed before its end is still there afterwards.
            let over = self.over();
            self.take();
            match find(&self.shown[self.read..], text.as_bytes()) {
                Some(place) => Some(Some(place)),
                None => over.then_some(None),
            }
        });
        match found.flatten() {
            Some(place) => self.read += place + text.len(),
            None => panic!(
                "never shown: {text:?}\nended: {:?}\nshown:\n{}",
                self.ended,
                self.shown()
            ),
        }
        self
    }

    /// Types a line and Enter.
    pub fn send_line(&mut self, line: &str) -> &mut Self {
        self.session.send(format!("{line}\n")).unwrap();
        self
    }

    /// Types a line that must not be shown: waits until the echo is off, as a person waits for the
    /// question.
    pub fn send_hidden_line(&mut self, line: &str) -> &mut Self {
        self.wait_for_echo(false);
        self.send_line(line)
    }

    /// Types digits that the program shows until Enter.
    pub fn send_seen_line(&mut self, digits: &str) -> &mut Self {
        self.seen.push(digits.to_owned());
        self.send_hidden_line(digits)
    }

    /// Whether these digits were typed where they are seen.
    pub fn has_seen(&self, digits: &str) -> bool {
        self.seen.iter().any(|seen| seen == digits)
    }

    /// What is left on the terminal by now, what has scrolled off its screen included.
    pub fn screen(&mut self) -> Vec<String> {
        screen::rows(&self.output(), self.columns)
    }

    /// The same with the look of each character, for a picture of it.
    pub fn painted(&mut self) -> Vec<Vec<(char, Look)>> {
        screen::painted(&self.output(), self.columns)
    }

    /// Types characters without Enter.
    pub fn send(&mut self, keys: &str) -> &mut Self {
        self.session.send(keys).unwrap();
        self
    }

    /// Types characters, and waits until the program has read each of them: it must take every key
    /// by itself. What is written to a terminal arrives when the kernel comes to it, not at once.
    pub fn send_until_read(&mut self, keys: &str) -> &mut Self {
        self.session.send(keys).unwrap();
        let alone = OFlags::RDONLY | OFlags::NOCTTY | OFlags::CLOEXEC;
        let terminal = rustix::fs::open(self.terminal(), alone, Mode::empty()).unwrap();
        let read = wait_for(|| {
            // To ask whether something is left makes the kernel hand on what is on its way.
            let mut left = [PollFd::new(&terminal, PollFlags::IN)];
            let left = rustix::event::poll(&mut left, Some(&Timespec::default())).unwrap();
            (left == 0).then_some(())
        });
        assert!(read.is_some(), "keys are left unread:\n{}", self.shown());
        self
    }

    /// What the keyboard writes, where it is no text.
    pub fn send_octets(&mut self, octets: &[u8]) -> &mut Self {
        self.session.send(octets).unwrap();
        self
    }

    /// Types a control character: `'c'` interrupts, `'d'` ends the input.
    pub fn send_ctrl(&mut self, letter: char) -> &mut Self {
        self.session
            .send([letter.to_ascii_uppercase() as u8 & 0x1F])
            .unwrap();
        self
    }

    /// Sends a signal to the program, by its number.
    pub fn signal(&mut self, signal: rustix::process::Signal) -> &mut Self {
        let process =
            rustix::process::Pid::from_raw(self.session.get_process().pid().as_raw()).unwrap();
        rustix::process::kill_process(process, signal).unwrap();
        self
    }

    /// Changes the terminal as a shell or another program on it would: words of `stty`.
    pub fn take_over(&mut self, modes: &str) -> &mut Self {
        let done = Command::new("stty")
            .arg("-F")
            .arg(self.terminal())
            .args(modes.split(' '))
            .status();
        assert!(done.unwrap().success(), "stty {modes}");
        self
    }

    /// The name of the terminal, for another program on it.
    fn terminal(&self) -> PathBuf {
        std::fs::read_link(format!("/proc/{}/fd/0", self.id())).unwrap()
    }

    /// The program's process number.
    pub fn id(&self) -> i32 {
        self.session.get_process().pid().as_raw()
    }

    /// Whether the terminal shows what is typed.
    pub fn echo(&self) -> bool {
        self.session.get_process().is_echo().unwrap()
    }

    pub fn wait_for_echo(&mut self, on: bool) -> &mut Self {
        assert!(
            wait_for(|| (self.echo() == on).then_some(())).is_some(),
            "echo stays {}:\n{}",
            !on,
            self.shown()
        );
        self
    }

    /// Waits for the end: the exit code. A death by signal is a failure here, for pinlotse never
    /// dies of one.
    pub fn exit_code(&mut self) -> i32 {
        let over = wait_for(|| {
            let over = self.over();
            self.take();
            over.then_some(())
        });
        match (over, self.ended) {
            (Some(()), Some(WaitStatus::Exited(_, code))) => code,
            (_, ended) => panic!("no exit code, but {ended:?}\nshown:\n{}", self.shown()),
        }
    }

    /// All that was shown so far, echo included.
    pub fn output(&mut self) -> String {
        self.take();
        self.shown()
    }

    /// The lines that were shown, without colours; those that took one another's place count each.
    pub fn lines(&mut self) -> Vec<String> {
        let output = self.output();
        let mut plain = String::new();
        let mut rest = output.as_str();
        while let Some((before, sequence)) = rest.split_once("\u{1b}[") {
            plain.push_str(before);
            rest = sequence
                .split_once(|c: char| c.is_ascii_alphabetic())
                .map_or("", |(_, after)| after);
        }
        plain.push_str(rest);
        plain
            .split(['\r', '\n'])
            .map(|line| line.trim_end().to_owned())
            .collect()
    }

    fn shown(&self) -> String {
        String::from_utf8_lossy(&self.shown).into_owned()
    }

    /// Takes what the terminal has now. At the program's end Linux says EIO, macOS "nothing": both
    /// are no news here.
    fn take(&mut self) {
        let mut piece = [0; 4096];
        while let Ok(count @ 1..) = self.session.try_read(&mut piece) {
            self.shown.extend_from_slice(&piece[..count]);
        }
    }

    fn over(&mut self) -> bool {
        if self.ended.is_none() {
            self.ended = match self.session.get_process().get_status() {
                Ok(WaitStatus::StillAlive) => None,
                Ok(ended) => Some(ended),
                Err(error) => panic!("the program is lost: {error}"),
            };
        }
        self.ended.is_some()
    }
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}

/// The ways to ask a program at a terminal to stop.
#[derive(Debug, Clone, Copy)]
pub enum Stop {
    CtrlC,
    Term,
}

impl Stop {
    pub const BOTH: [Stop; 2] = [Stop::CtrlC, Stop::Term];

    pub fn reach(self, terminal: &mut Pty) {
        match self {
            Stop::CtrlC => terminal.send_ctrl('c'),
            Stop::Term => terminal.signal(rustix::process::Signal::TERM),
        };
    }
}
